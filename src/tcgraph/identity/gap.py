"""Rows between two rows that are certain: which old row is which new row.

A gap holds the unmatched rows of either roster between two anchors. Lists keep their order, so a pairing of a gap never
crosses; each pairing has a weight (how alike the names are, how rare a loss or an addition is there), and the share of
all weight that a pair carries is the probability that it is true. This is the forward-backward sum of a pair hidden
Markov model (Durbin et al., Biological Sequence Analysis, 1998, chapter 4).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, inf, log, log1p

__all__ = ["Gap", "Posterior", "solve"]

Grid = list[list[float]]
_NEVER = -inf  # the logarithm of no weight


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
    """The probability of each pair, 0 for all if no pairing has any weight. Time and space are old times new.

    Sums logarithms: the product of some hundred weights is no float any more.
    """
    weights = [[_log(gap.pair(i, j)) for j in range(gap.new)] for i in range(gap.old)]
    lost, added = [_log(weight) for weight in gap.lost], [_log(weight) for weight in gap.added]
    before, after = _forward(weights, lost, added), _backward(weights, lost, added)
    total = before[gap.old][gap.new]
    if total == _NEVER:
        return Posterior([[0.0] * gap.new for _ in range(gap.old)])
    return Posterior([
        [exp(min(0.0, before[i][j] + weights[i][j] + after[i + 1][j + 1] - total)) for j in range(gap.new)] for i in range(gap.old)
    ])


def _log(weight: float) -> float:
    return log(weight) if weight > 0 else _NEVER


def _plus(one: float, other: float) -> float:
    """The logarithm of a sum."""
    high, low = max(one, other), min(one, other)
    return high if low == _NEVER else high + log1p(exp(low - high))


def _grid(lost: list[float], added: list[float]) -> Grid:
    return [[_NEVER] * (len(added) + 1) for _ in range(len(lost) + 1)]


def _forward(weights: Grid, lost: list[float], added: list[float]) -> Grid:
    """Weight of all pairings of the first i and j rows; between two pairs losses come before additions, so that none counts twice."""
    closed, either = _grid(lost, added), _grid(lost, added)  # either: the last step may have added a row, so no loss may follow
    for i in range(len(lost) + 1):
        for j in range(len(added) + 1):
            start = 0.0 if i == j == 0 else _NEVER
            loss = closed[i - 1][j] + lost[i - 1] if i else _NEVER
            pair = either[i - 1][j - 1] + weights[i - 1][j - 1] if i and j else _NEVER
            closed[i][j] = _plus(start, _plus(loss, pair))
            either[i][j] = _plus(closed[i][j], either[i][j - 1] + added[j - 1] if j else _NEVER)
    return either


def _backward(weights: Grid, lost: list[float], added: list[float]) -> Grid:
    """Weight of all pairings of the rows from i and j on, when a pair came before."""
    closed, opened = _grid(lost, added), _grid(lost, added)
    old, new = len(lost), len(added)
    for i in range(old, -1, -1):
        for j in range(new, -1, -1):
            pair = closed[i + 1][j + 1] + weights[i][j] if i < old and j < new else _NEVER
            add = opened[i][j + 1] + added[j] if j < new else _NEVER
            end = 0.0 if i == old and j == new else _NEVER
            opened[i][j] = _plus(end, _plus(pair, add))
            closed[i][j] = _plus(opened[i][j], closed[i + 1][j] + lost[i] if i < old else _NEVER)
    return closed
