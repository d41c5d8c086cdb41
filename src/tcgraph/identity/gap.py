"""Rows between two rows that are certain: which old row is which new row.

A gap holds the unmatched rows of either roster between two anchors. Lists keep their order, so a pairing of a gap never
crosses; each pairing has a weight (how alike the names are, how rare a loss or an addition is there), and the share of
all weight that a pair carries is the probability that it is true. This is the forward-backward sum of a pair hidden
Markov model (Durbin et al., Biological Sequence Analysis, 1998, chapter 4).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

__all__ = ["Gap", "Posterior", "solve"]

Grid = list[list[float]]


@dataclass(frozen=True, slots=True)
class Gap:
    """How many rows stand on either side, the weight of each pair, of losing an old row, and of each new row's being an addition."""

    old: int
    new: int
    pair: Callable[[int, int], float]
    lost: Sequence[float]
    added: Sequence[float]


@dataclass(frozen=True, slots=True)
class Posterior:
    """``pairs[i][j]``: probability that old row i is new row j. What a row's pairs lack to 1 is that it has none."""

    pairs: Grid

    def lost(self, i: int) -> float:
        """The probability that old row i has no new row here."""
        return max(0.0, 1.0 - sum(self.pairs[i]))

    def added(self, j: int) -> float:
        """The probability that new row j has no old row here."""
        return max(0.0, 1.0 - sum(row[j] for row in self.pairs))


def solve(gap: Gap) -> Posterior:
    """The probability of each pair. Time and space are old times new."""
    weights = [[gap.pair(i, j) for j in range(gap.new)] for i in range(gap.old)]
    closed, open_ = _forward(gap, weights)
    after = _backward(gap, weights)
    total = closed[gap.old][gap.new] + open_[gap.old][gap.new]
    return Posterior([
        [(closed[i][j] + open_[i][j]) * weights[i][j] * after[i + 1][j + 1] / total for j in range(gap.new)] for i in range(gap.old)
    ])


def _grid(gap: Gap) -> Grid:
    return [[0.0] * (gap.new + 1) for _ in range(gap.old + 1)]


def _forward(gap: Gap, weights: Grid) -> tuple[Grid, Grid]:
    """Weight of all pairings of the first i and j rows; between two pairs losses come before additions, so that none counts twice."""
    closed, open_ = _grid(gap), _grid(gap)  # open: the last step added a row, so no loss may follow
    closed[0][0] = 1.0
    for i in range(gap.old + 1):
        for j in range(gap.new + 1):
            if i:
                closed[i][j] += closed[i - 1][j] * gap.lost[i - 1]
            if i and j:
                closed[i][j] += (closed[i - 1][j - 1] + open_[i - 1][j - 1]) * weights[i - 1][j - 1]
            if j:
                open_[i][j] += (closed[i][j - 1] + open_[i][j - 1]) * gap.added[j - 1]
    return closed, open_


def _backward(gap: Gap, weights: Grid) -> Grid:
    """Weight of all pairings of the rows from i and j on, when a pair came before."""
    closed, open_ = _grid(gap), _grid(gap)
    for i in range(gap.old, -1, -1):
        for j in range(gap.new, -1, -1):
            pair = closed[i + 1][j + 1] * weights[i][j] if i < gap.old and j < gap.new else 0.0
            add = open_[i][j + 1] * gap.added[j] if j < gap.new else 0.0
            end = 1.0 if i == gap.old and j == gap.new else 0.0
            open_[i][j] = end + pair + add
            closed[i][j] = open_[i][j] + (closed[i + 1][j] * gap.lost[i] if i < gap.old else 0.0)
    return closed
