"""Who links to whom: assortativity by a property, and the share of links that cross a border."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tcgraph.errors import CallError
from tcgraph.indicators.inequality import Floats, counts_of

__all__ = ["Mixing", "assortativity", "mixing", "mixing_table"]

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Mixing:
    """``same`` and ``crossing`` are the shares of links within and across groups, ``expected_crossing`` that of random mixing.

    ``assortativity`` is 1 when all links stay inside, 0 when they mix at random; ``error`` its standard error. None where not defined.
    """

    links: float
    same: float | None
    crossing: float | None
    expected_crossing: float | None
    assortativity: float | None
    error: float | None


def mixing_table(
    i: npt.ArrayLike, j: npt.ArrayLike, groups: npt.ArrayLike, *, weights: npt.ArrayLike | None = None, number: int | None = None
) -> Floats:
    """The links between groups as a symmetric table, each undirected link counted from both ends.

    ``i`` and ``j`` are the ends, positions in ``groups``; a group below 0 is not known, and its links are left out. A self-loop counts
    twice on the diagonal. ``number`` is the number of groups, else one more than the highest. Cost: linear.
    """
    own = np.asarray(groups, dtype=np.int64)
    size = number if number is not None else int(own.max(initial=-1)) + 1
    a, b = own[np.asarray(i, dtype=np.int64)], own[np.asarray(j, dtype=np.int64)]
    known = (a >= 0) & (b >= 0)
    weight = None if weights is None else np.asarray(weights, dtype=np.float64)[known]
    table = np.bincount(a[known] * size + b[known], weights=weight, minlength=size * size).reshape(size, size).astype(np.float64)
    return table + table.T


def assortativity(table: npt.ArrayLike) -> float | None:
    """Newman's coefficient of a table of links between groups: r = (tr e - sum a_i b_i) / (1 - sum a_i b_i), e the table of shares.

    Newman 2003, Physical Review E 67, 026126. 1 is perfect, 0 random; the lowest value depends on the groups. None without links, and
    where one group has all ends. A directed table has origins as rows.
    """
    counts = counts_of(table, 2)
    total = counts.sum()
    return _coefficient(counts / total) if total else None


def _coefficient(shares: Floats) -> float | None:
    if shares.shape[0] != shares.shape[1]:
        raise CallError(f"A square table of groups is needed, not {shares.shape[0]} by {shares.shape[1]}.")
    random = float(shares.sum(axis=0) @ shares.sum(axis=1))
    return None if math.isclose(random, 1.0) else float((np.trace(shares) - random) / (1 - random))


def mixing(table: npt.ArrayLike) -> Mixing:
    """Shares within and across groups of a symmetric table as ``mixing_table`` makes it, and Newman's coefficient with its error.

    The error is the jackknife that Newman proposes: sigma squared is the sum over links of (r without the link - r) squared. It
    takes links as independent draws; those of one cooperation of many are not. A weight counts as that many links; with weights that
    are no whole numbers there is no link to leave out, and the error is None. Cost: the groups to the fourth power at worst.
    """
    counts = counts_of(table, 2)
    links = float(counts.sum() / 2)
    if not links:
        return Mixing(0.0, None, None, None, None, None)
    shares = counts / counts.sum()
    same, ends = float(np.trace(shares)), shares.sum(axis=0)
    coefficient = _coefficient(shares)
    whole = bool((counts == np.floor(counts)).all())
    error = _jackknife(counts, coefficient) if coefficient is not None and whole else None
    return Mixing(links, same, 1 - same, float(1 - ends @ ends), coefficient, error)


def _jackknife(counts: Floats, whole: float) -> float | None:
    total = 0.0
    for a, b in zip(*np.nonzero(np.triu(counts)), strict=True):
        number = counts[a, b] / (2 if a == b else 1)
        without = counts.copy()
        without[a, b] -= 1
        without[b, a] -= 1
        without = np.maximum(without, 0)
        less = _coefficient(without / without.sum()) if without.sum() else None
        if less is None:
            return None
        total += number * (less - whole) ** 2
    return math.sqrt(total)
