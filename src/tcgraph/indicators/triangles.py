"""A network as plain arrays: its nodes, its links each once, its triangles."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tcgraph.errors import CallError
from tcgraph.networks.csr import distinct, stable_order

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Bools", "Ints", "adjacent", "adjacent_places", "link_weights", "links", "simple_links", "transitivity", "triangles"]

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
_MANY = 200_000
_AT_ONCE = 4_000_000  # open paths that are looked at together: about 100 MB


def links(graph: "nx.Graph") -> tuple[list[Any], Ints, Ints]:
    """The nodes in the graph's order, and the ends of its links as positions in that order; parallel links and loops as they are.

    A directed graph gives origin and target. Cost: linear in the links; of a view of this library the arrays are taken as they are.
    """
    if (csr := getattr(graph, "csr", None)) is not None:
        first, second, _ = csr.edges()
        return graph.node_list, first.astype(np.int64), second.astype(np.int64)
    nodes = list(graph)
    place = {node: number for number, node in enumerate(nodes)}
    ends = np.array([(place[a], place[b]) for a, b in graph.edges()], dtype=np.int64).reshape(-1, 2)
    return nodes, ends[:, 0].copy(), ends[:, 1].copy()


def link_weights(graph: "nx.Graph", weight: str | None) -> npt.NDArray[np.float64] | None:
    """The weights of the links in the order of ``links``, 1 where one has none; None if no weight is asked for."""
    if weight is None:
        return None
    if hasattr(graph, "csr"):
        values = np.array([1 if value is None else value for value in graph.edge_values(weight)], dtype=np.float64)
    else:
        values = np.array([value for _, _, value in graph.edges(data=weight, default=1)], dtype=np.float64)
    if not np.isfinite(values).all() or (values < 0).any():
        raise CallError(f"The attribute {weight!r} of the links must be finite and not negative to be a weight.")
    return values


def simple_links(i: npt.ArrayLike, j: npt.ArrayLike, number: int) -> tuple[Ints, Ints]:
    """The links of a simple undirected graph: each pair once with the smaller end first, in order, without loops."""
    a, b = np.asarray(i, dtype=np.int64), np.asarray(j, dtype=np.int64)
    keys = distinct((np.minimum(a, b) * number + np.maximum(a, b))[a != b])
    return keys // max(number, 1), keys % max(number, 1)


def adjacent(keys: Ints, wanted: Ints) -> Bools:
    """Which of ``wanted`` are among ``keys``, which are sorted."""
    return adjacent_places(keys, wanted) >= 0


def adjacent_places(keys: Ints, wanted: Ints) -> Ints:
    """Where each of ``wanted`` stands in ``keys``, which are sorted; -1 where it does not. Many are looked up in their order, so that
    memory is read in order."""
    if not len(keys) or not len(wanted):
        return np.full(len(wanted), -1, dtype=np.int64)
    if len(wanted) < _MANY:
        return _places(keys, wanted)
    order = stable_order(wanted, int(wanted.max()) + 1)
    found = np.empty(len(wanted), dtype=np.int64)
    found[order] = _places(keys, wanted[order])
    return found


def _places(keys: Ints, wanted: Ints) -> Ints:
    place = np.searchsorted(keys, wanted)
    place[place == len(keys)] = 0
    return np.where(keys[place] == wanted, place, -1)


def triangles(i: Ints, j: Ints, number: int) -> Iterator[tuple[Ints, Ints, Ints]]:
    """The triangles of a simple undirected graph, each once, as three arrays of nodes, a portion at a time.

    ``i`` and ``j`` as ``simple_links`` gives them. Nodes are taken in the order of their degrees and each link points upwards, so that
    no node has more than the square root of twice the links as targets (Chiba and Nishizeki 1985, SIAM Journal on Computing 14). Cost:
    a step in arrays for each two targets of a node; most that are not linked are told by one look into a table of marks.
    """
    order = np.argsort(np.bincount(np.concatenate([i, j]), minlength=number), kind="stable")
    rank = np.empty(number, dtype=np.int64)
    rank[order] = np.arange(number)
    keys = np.sort(np.minimum(rank[i], rank[j]) * number + np.maximum(rank[i], rank[j]))
    start, end = keys // max(number, 1), keys % max(number, 1)
    marks = _Marks(keys)
    wedges = np.searchsorted(start, start, "right") - np.arange(len(start)) - 1  # to each later target of the same node
    for first, stop in _portions(wedges):
        link = np.repeat(np.arange(first, stop), wedges[first:stop])
        other = link + 1 + np.arange(len(link)) - np.repeat(np.cumsum(wedges[first:stop]) - wedges[first:stop], wedges[first:stop])
        wanted = end[link] * number + end[other]
        closed = np.flatnonzero(marks.perhaps(wanted))
        closed = closed[adjacent(keys, wanted[closed])]
        link, other = link[closed], other[closed]
        yield order[start[link]], order[end[link]], order[end[other]]


class _Marks:
    """A table in which the places of some numbers are marked: what is not marked is none of them, what is marked perhaps one."""

    def __init__(self, keys: Ints) -> None:
        bits = min(max(16 * len(keys), 2).bit_length(), 27)
        self.shift = np.uint64(64 - bits)
        self.marked = np.zeros(1 << bits, dtype=np.bool_)
        self.marked[self._places(keys)] = True

    def _places(self, keys: Ints) -> npt.NDArray[np.uint64]:
        """Spread by multiplication (Knuth 1973, The Art of Computer Programming 3, section 6.4)."""
        places: npt.NDArray[np.uint64] = (keys.view(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> self.shift
        return places

    def perhaps(self, keys: Ints) -> npt.NDArray[np.bool_]:
        """False for what is not among the numbers."""
        found: npt.NDArray[np.bool_] = self.marked[self._places(keys)]
        return found


def _portions(sizes: Ints) -> Iterator[tuple[int, int]]:
    total = np.cumsum(sizes)
    first = 0
    while first < len(sizes):
        done = int(total[first - 1]) if first else 0
        stop = max(first + 1, int(np.searchsorted(total, done + _AT_ONCE, "right")))
        yield first, stop
        first = stop


def transitivity(i: Ints, j: Ints, number: int) -> float:
    """Three times the triangles over the paths of two links (Newman, Strogatz and Watts 2001, Physical Review E 64); 0 without paths."""
    degree = np.bincount(np.concatenate([i, j]), minlength=number)
    paths = int((degree * (degree - 1) // 2).sum())
    return 3 * sum(len(a) for a, _, _ in triangles(i, j, number)) / paths if paths else 0.0
