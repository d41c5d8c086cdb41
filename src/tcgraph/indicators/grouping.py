"""Communities, how alike two divisions are, and how stable one is over seeds."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tcgraph.errors import CallError, MissingExtraError

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Division", "adjusted_rand", "divide", "variation_of_information"]

METHODS = ("louvain", "leiden")
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Overlaps:
    """How many things each part of one division (``row``) shares with each of the other (``column``), where it shares any."""

    row: Ints
    column: Ints
    shared: Floats
    rows: Floats
    columns: Floats


def _overlaps(one: Sequence[Hashable] | Ints, other: Sequence[Hashable] | Ints) -> _Overlaps:
    if len(one) != len(other):
        raise CallError(f"Two divisions of the same things are needed; these are of {len(one)} and {len(other)}.")
    a, b = (_numbers(division) for division in (one, other))
    width = int(b.max(initial=-1)) + 1
    keys = np.sort(a * width + b)
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    shared = np.diff(np.append(first, len(keys)))
    keys = keys[first]
    sizes = (np.bincount(part).astype(np.float64) for part in (a, b))
    return _Overlaps(keys // max(width, 1), keys % max(width, 1), shared.astype(np.float64), *sizes)


def _numbers(division: Sequence[Hashable] | Ints) -> Ints:
    if isinstance(division, np.ndarray):
        return division
    known: dict[Hashable, int] = {}
    return np.array([known.setdefault(part, len(known)) for part in division], dtype=np.int64)


def adjusted_rand(one: Sequence[Hashable] | Ints, other: Sequence[Hashable] | Ints) -> float:
    """The adjusted Rand index of two divisions, given as the part of each thing: 1 the same, 0 as alike as by chance.

    Hubert and Arabie 1985, Journal of Classification 2. Two divisions that are both one part, or both all single, are the same: 1.
    """
    table = _overlaps(one, other)
    pairs, rows, columns = (float((x * (x - 1) / 2).sum()) for x in (table.shared, table.rows, table.columns))
    number = len(one)
    expected = rows * columns / (number * (number - 1) / 2) if number > 1 else 0.0
    most = (rows + columns) / 2
    return 1.0 if abs(most - expected) < 1e-12 else (pairs - expected) / (most - expected)


def variation_of_information(one: Sequence[Hashable] | Ints, other: Sequence[Hashable] | Ints) -> float:
    """H(one | other) + H(other | one) in nats: 0 the same, at most ln n (Meilă 2007, Journal of Multivariate Analysis 98)."""
    table = _overlaps(one, other)
    joint = table.shared / max(len(one), 1)
    conditional = 2 * np.log(table.shared) - np.log(table.rows[table.row]) - np.log(table.columns[table.column])
    return max(0.0, -float((joint * conditional).sum()))


@dataclass(frozen=True, slots=True)
class Division:
    """``communities`` of the best run, largest first; ``modularity`` of each run; stability between all pairs of runs: ``rand`` and
    ``information`` are means, None for a single run; ``stable[k]`` is the mean over the other runs of the largest Jaccard share
    that community k has with one of theirs (Hennig 2007, Computational Statistics and Data Analysis 52).
    """

    communities: tuple[tuple[Any, ...], ...]
    modularity: tuple[float, ...]
    rand: float | None
    information: float | None
    stable: tuple[float | None, ...]


def divide(
    graph: "nx.Graph", *, method: str = "louvain", weight: str | None = "weight", resolution: float = 1.0, runs: int = 10, seed: int = 1
) -> Division:
    """Communities of highest modularity in ``runs`` runs, with seeds from ``seed`` on, and how far the runs agree.

    ``"louvain"``: Blondel et al. 2008, Journal of Statistical Mechanics P10008; ``"leiden"``: Traag, Waltman and van Eck 2019,
    Scientific Reports 9 (through networkx's dispatch; it needs a view of this library and the extra ``igraph`` or ``networkit``).
    Modularity: Newman and Girvan 2004, Physical Review E 69, with ``resolution`` as Reichardt and Bornholdt 2006 have it. Best:
    the highest modularity, of equal ones the first. Order: by size, then by first node. Loose nodes are communities of one. No node:
    no community. Raises ``CallError`` for an unknown method or no run, and where networkx itself would have to do Leiden;
    ``MissingExtraError``.
    """
    if method not in METHODS or runs < 1:
        raise CallError(f"Communities are found by {' or '.join(METHODS)} in at least one run, not by {method!r} in {runs}.")
    if not len(graph):
        return Division((), (), None, None, ())
    place = getattr(graph, "index", None) or {node: number for number, node in enumerate(graph)}
    found = [_run(graph, place, method, weight, resolution, seed + number) for number in range(runs)]
    modularity = tuple(_modularity(graph, parts, weight, resolution) for parts, _ in found)
    best, own = found[int(np.argmax(np.round(modularity, 12)))]
    divisions = [labels for _, labels in found]
    pairs = list(combinations(divisions, 2))
    rand = float(np.mean([adjusted_rand(a, b) for a, b in pairs])) if pairs else None
    information = float(np.mean([variation_of_information(a, b) for a, b in pairs])) if pairs else None
    return Division(tuple(best), modularity, rand, information, _stable(own, [labels for labels in divisions if labels is not own]))


Parts = list[tuple[Any, ...]]


def _run(graph: "nx.Graph", place: dict[Any, int], method: str, weight: str | None, resolution: float, seed: int) -> tuple[Parts, Ints]:
    """The communities, largest first, each in the order of the graph; and the number of each node's community."""
    found = [sorted(part, key=place.__getitem__) for part in _found(graph, method, weight, resolution, seed)]
    ordered = sorted(found, key=lambda part: (-len(part), place[part[0]]))
    labels = np.empty(len(graph), dtype=np.int64)
    for number, part in enumerate(ordered):
        labels[[place[node] for node in part]] = number
    return [tuple(part) for part in ordered], labels


def _found(graph: "nx.Graph", method: str, weight: str | None, resolution: float, seed: int) -> Iterable[Collection[Any]]:
    import networkx as nx

    if method == "louvain":
        louvain: Iterable[Collection[Any]] = nx.community.louvain_communities(graph, weight=weight, resolution=resolution, seed=seed)
        return louvain
    if getattr(graph, "__networkx_backend__", "networkx") == "networkx":
        raise CallError(_NO_LEIDEN.format("this is a plain networkx graph"))
    try:
        leiden: Iterable[Collection[Any]] = nx.community.leiden_communities(graph, weight=weight, resolution=resolution, seed=seed)
    except nx.NetworkXNotImplemented as error:
        raise CallError(f"Leiden's method does not take this network: {error}") from error
    except (NotImplementedError, MissingExtraError) as error:
        if find_spec("igraph") or find_spec("networkit"):
            raise CallError(_NO_LEIDEN.format("the engine that is set is networkx")) from error
        raise MissingExtraError("igraph", "igraph") from error
    return leiden


_NO_LEIDEN = (
    "networkx has no Leiden of its own, and {}. Use method='louvain'; or give a view of this library, as tcgraph.views.cooperation makes"
    " it, with igraph or networkit installed and networkx.config.backends.tcgraph.engine = 'auto'."
)


def _modularity(graph: "nx.Graph", parts: Parts, weight: str | None, resolution: float) -> float:
    import networkx as nx

    if not graph.number_of_edges():
        return 0.0
    return float(nx.community.modularity(graph, [set(part) for part in parts], weight=weight, resolution=resolution))


def _stable(best: Ints, others: list[Ints]) -> tuple[float | None, ...]:
    """Of each community the mean over the other runs of its largest Jaccard share there."""
    number = int(best.max(initial=-1)) + 1
    if not others:
        return (None,) * number
    total = np.zeros(number)
    for other in others:
        table = _overlaps(best, other)
        share = table.shared / (table.rows[table.row] + table.columns[table.column] - table.shared)
        largest = np.zeros(number)
        np.maximum.at(largest, table.row, share)
        total += largest
    return tuple((total / len(others)).tolist())
