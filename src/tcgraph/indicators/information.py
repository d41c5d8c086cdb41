"""Entropy, and the mutual information of three sides: the triple helix."""

from itertools import combinations

import numpy as np
import numpy.typing as npt

from tcgraph.errors import CallError
from tcgraph.indicators.inequality import Floats, counts_of

__all__ = ["contingency", "entropy", "transmission", "transmission_bias", "transmission_error"]


def entropy(counts: npt.ArrayLike) -> float:
    """Shannon's entropy of a table of counts of any shape, in bits (Shannon 1948, Bell System Technical Journal 27); 0 for nothing."""
    array = np.asarray(counts, dtype=np.float64).ravel()
    shares = array[array > 0] / max(array.sum(), 1e-300)
    return max(0.0, float(-(shares * np.log2(shares)).sum())) if shares.size else 0.0


def transmission(counts: npt.ArrayLike) -> float:
    """The mutual information of the two or three dimensions of a table of counts, in bits.

    Two: T = H_x + H_y - H_xy, never negative. Three: T = H_x + H_y + H_z - H_xy - H_xz - H_yz + H_xyz, which is negative where the pairs
    tell more than the three together: Leydesdorff 2003 (Scientometrics 58) reads that as synergy of university, industry and government,
    after McGill 1954 (Psychometrika 19) and Abramson 1963. An empty table, or one with a dimension that never varies, gives 0.
    Raises ``CallError`` for another number of dimensions.
    """
    array = np.asarray(counts)
    if array.ndim not in (2, 3):
        raise CallError(f"Mutual information is of two or three dimensions here, not {array.ndim}.")
    return float(_transmission(counts_of(array, array.ndim)[None])[0])


def _transmission(tables: Floats) -> Floats:
    """Of each of several tables: the first dimension counts them."""
    axes = range(1, tables.ndim)
    total = np.zeros(len(tables))
    for size in range(1, tables.ndim):
        for kept in combinations(axes, size):
            total += (-1) ** (size + 1) * _entropies(tables.sum(axis=tuple(axis for axis in axes if axis not in kept)))
    return total


def _entropies(tables: Floats) -> Floats:
    flat = tables.reshape(len(tables), -1)
    shares = flat / np.maximum(flat.sum(axis=1, keepdims=True), 1)
    entropies: Floats = -(shares * np.log2(np.where(shares > 0, shares, 1))).sum(axis=1)
    return entropies


def transmission_bias(counts: npt.ArrayLike) -> float | None:
    """The ``transmission`` to expect, in bits, of so many cases whose dimensions have nothing to do with each other; None for no case.

    The first term of the series in 1/n: plus (two dimensions) or minus (three) the product of the numbers of values less one, over
    2 n ln 2 (Miller 1955; Panzeri and Treves 1996, Network 7). Values that no case has do not count; a dimension that never varies
    makes it 0.
    """
    table = counts_of(counts, np.ndim(counts))
    if not table.size or not table.sum():
        return None
    axes = range(table.ndim)
    values = [int((table.sum(axis=tuple(set(axes) - {axis})) > 0).sum()) for axis in axes]
    sign = 1 if table.ndim == 2 else -1
    return sign * float(np.prod([number - 1 for number in values]) / (2 * table.sum() * np.log(2))) + 0.0


def transmission_error(counts: npt.ArrayLike, *, samples: int = 1000, seed: int = 1) -> float | None:
    """The standard error of ``transmission`` by bootstrap (Efron 1979, Annals of Statistics 7): whole cases are drawn again,
    ``samples`` times.

    None for fewer than two cases or samples. Mutual information of few cases is biased; the error does not tell of that,
    ``transmission_bias`` does. The same seed gives the same error. Cost: samples times cells.
    """
    table = np.asarray(counts)
    cases = int(table.sum())
    if cases < 2 or samples < 2:
        return None
    random = np.random.default_rng(seed)
    drawn = random.multinomial(cases, counts_of(table, table.ndim).ravel() / table.sum(), size=samples)
    error = float(_transmission(drawn.reshape(samples, *table.shape).astype(np.float64)).std(ddof=1))
    return error if error > 1e-12 else 0.0


def contingency(*sides: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """How many cases have each combination: cell [1, 0, 1] counts those with the first and third side and not the second."""
    bits = np.array([np.asarray(side, dtype=bool) for side in sides])
    if bits.ndim != 2:
        raise CallError("Each side is a list of true and false, one value a case, all of the same length.")
    weights = 1 << np.arange(len(bits))[::-1]
    return np.bincount(weights @ bits, minlength=1 << len(bits)).reshape((2,) * len(bits))
