"""Where things are and how unevenly: location quotients, Herfindahl's index, Theil's index and its parts."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tcgraph.errors import CallError

__all__ = ["Group", "TheilParts", "equivalent_number", "herfindahl", "location_quotients", "normalised_herfindahl", "theil", "theil_parts"]

Floats = npt.NDArray[np.float64]


def counts_of(values: npt.ArrayLike, dimensions: int) -> Floats:
    """The values as an array of counts. Raises ``CallError`` for another number of dimensions, negatives, and what is not finite."""
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise CallError(f"Numbers are needed: {error}.") from error
    if array.size == 0:
        return array.reshape(array.shape if array.ndim == dimensions else (0,) * dimensions)
    if array.ndim != dimensions:
        raise CallError(f"An array of {dimensions} dimensions is needed, this one has {array.ndim}.")
    if not np.isfinite(array).all() or (array < 0).any():
        raise CallError("Counts are needed: finite numbers, none below 0.")
    return array


def location_quotients(counts: npt.ArrayLike) -> Floats:
    """The location quotient of each cell of a table, regions as rows and fields as columns, in the same order.

    LQ = (x_rf / x_r.) / (x_.f / x_..): the share of a field in a region over its share in all (Florence 1939, Report on the Location of
    Industry; Hoover 1936, Review of Economics and Statistics 18; as revealed comparative advantage Balassa 1965, The Manchester
    School 33). No unit; 1 is the national share, 0 no case. NaN where the region or the field has no case. One region alone has 1
    everywhere. Cost: linear.
    """
    table = counts_of(counts, 2)
    rows, columns, total = table.sum(axis=1, keepdims=True), table.sum(axis=0, keepdims=True), table.sum()
    expected = rows * columns
    quotients: Floats = np.divide(table * total, expected, out=np.full(table.shape, np.nan), where=expected > 0)
    return quotients


def _shares(values: npt.ArrayLike) -> Floats:
    array = counts_of(values, 1)
    total = array.sum()
    return array / total if total else array[:0]


def herfindahl(values: npt.ArrayLike) -> float | None:
    """Herfindahl's index, the sum of the squared shares: 1/N when N are equal, 1 when one has all; None for nothing or all zero.

    Hirschman 1945, National Power and the Structure of Foreign Trade; Herfindahl 1950, Concentration in the Steel Industry (thesis).
    """
    shares = _shares(values)
    return float(shares @ shares) if shares.size else None


def normalised_herfindahl(values: npt.ArrayLike) -> float | None:
    """(H - 1/N) / (1 - 1/N): 0 when all N are equal, 1 when one has all, whatever N; zeros count in N. None for N < 2."""
    index, number = herfindahl(values), len(_shares(values))
    return None if index is None or number < 2 else max(0.0, (index - 1 / number) / (1 - 1 / number))


def equivalent_number(values: npt.ArrayLike) -> float | None:
    """1/H: how many equal ones would be as concentrated (Adelman 1969, Review of Economics and Statistics 51)."""
    index = herfindahl(values)
    return None if index is None else 1 / index


def theil(values: npt.ArrayLike) -> float | None:
    """Theil's index in nats: the mean of (x/mean) ln(x/mean), 0 when all are equal, ln N when one of N has all; None for nothing.

    Theil 1967, Economics and Information Theory. A zero adds nothing to the sum but counts in N.
    """
    shares = _shares(values)
    return _theil(shares) if shares.size else None


def _theil(shares: Floats) -> float:
    some = shares[shares > 0]
    return max(0.0, float((some * np.log(some * len(shares))).sum()))


@dataclass(frozen=True, slots=True)
class Group:
    """A group's part: ``members``, ``share`` of the total, its own ``theil`` (None when it has nothing), and what it adds."""

    members: int
    share: float
    theil: float | None
    within: float
    between: float


@dataclass(frozen=True, slots=True)
class TheilParts:
    """total = within + between, in nats; ``groups`` in the order they first came."""

    total: float
    within: float
    between: float
    groups: Mapping[Hashable, Group]


def theil_parts(values: Sequence[float], groups: Iterable[Hashable]) -> TheilParts | None:
    """Theil's index taken apart along groups; None when the values are none or all zero.

    within = sum of s_g T_g, between = sum of s_g ln(s_g / (n_g / N)), with s_g a group's share of the total, n_g its members and T_g
    its own index (Theil 1967, chapter 4; Shorrocks 1980, Econometrica 48). A group without any total adds 0. Raises ``CallError`` if
    values and groups differ in number.
    """
    named = list(groups)
    if len(named) != len(values):
        raise CallError(f"{len(values)} values and {len(named)} groups: each value needs one group.")
    shares = _shares(values)
    if not shares.size:
        return None
    found = {group: _group(shares[np.array([g == group for g in named])], len(shares)) for group in dict.fromkeys(named)}
    within, between = (sum(getattr(g, part) for g in found.values()) for part in ("within", "between"))
    return TheilParts(_theil(shares), within, max(0.0, between), found)


def _group(shares: Floats, number: int) -> Group:
    share = float(shares.sum())
    if share == 0:
        return Group(len(shares), 0.0, None, 0.0, 0.0)
    own = _theil(shares / share)
    return Group(len(shares), share, own, share * own, share * float(np.log(share * number / len(shares))))
