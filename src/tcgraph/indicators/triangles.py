"""A network as plain arrays: its nodes, its links each once, its triangles."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tcgraph.errors import CallError

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Ints", "adjacent", "link_weights", "links", "simple_links", "transitivity", "triangles"]

Ints = npt.NDArray[np.int64]
_AT_ONCE = 4_000_000  # open paths that are looked at together: about 100 MB


def links(graph: "nx.Graph") -> tuple[list[Any], Ints, Ints]:
    """The nodes in the graph's order, and the ends of its links as positions in that order; parallel links and loops as they are.

    A directed graph gives origin and target. Cost: linear in the links; of a view of this library the arrays are taken as they are.
    """
    if (csr := getattr(graph, "csr", None)) is not None:
        first, second, _ = csr.edges()
        return list(graph), first.astype(np.int64), second.astype(np.int64)
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
    keys = np.unique((np.minimum(a, b) * number + np.maximum(a, b))[a != b])
    return keys // max(number, 1), keys % max(number, 1)


def adjacent(keys: Ints, wanted: Ints) -> npt.NDArray[np.bool_]:
    """Which of ``wanted`` are among ``keys``, which are sorted."""
    if not len(keys):
        return np.zeros(len(wanted), dtype=bool)
    place = np.searchsorted(keys, wanted)
    place[place == len(keys)] = 0
    found: npt.NDArray[np.bool_] = keys[place] == wanted
    return found


def triangles(i: Ints, j: Ints, number: int) -> Iterator[tuple[Ints, Ints, Ints]]:
    """The triangles of a simple undirected graph, each once, as three arrays of nodes, a portion at a time.

    ``i`` and ``j`` as ``simple_links`` gives them. Each link points to the end of higher degree, so that no node has more than the
    square root of twice the links as targets (Chiba and Nishizeki 1985, SIAM Journal on Computing 14).
    """
    degree = np.bincount(np.concatenate([i, j]), minlength=number)
    up = (degree[i] < degree[j]) | ((degree[i] == degree[j]) & (i < j))
    start, end = np.where(up, i, j), np.where(up, j, i)
    order = np.lexsort((end, start))
    start, end = start[order], end[order]
    keys = start * number + end
    last = np.searchsorted(start, start, "right")  # for each link the end of its origin's block
    wedges = last - np.arange(len(start)) - 1
    for first, stop in _portions(wedges):
        link = np.repeat(np.arange(first, stop), wedges[first:stop])
        other = link + 1 + np.arange(len(link)) - np.repeat(np.cumsum(wedges[first:stop]) - wedges[first:stop], wedges[first:stop])
        b, c = end[link], end[other]
        closed = adjacent(keys, b * number + c) | adjacent(keys, c * number + b)
        yield start[link][closed], b[closed], c[closed]


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
