"""Lengths of shortest paths without weights: functions of networkx on arrays.

From all nodes at once, 64 sources stand in one number per node, a bit each: a step of all 64 searches is one OR over the edges.
"""

from collections.abc import Hashable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tcgraph.networks.csr import Csr, stretches
from tcgraph.networks.engines import Elsewhere
from tcgraph.networks.network import View

__all__ = [
    "all_pairs_shortest_path_length",
    "average_shortest_path_length",
    "closeness_centrality",
    "eccentricity",
    "harmonic_centrality",
    "single_source_shortest_path_length",
    "single_target_shortest_path_length",
]

_WORD = 64


def single_source_shortest_path_length(G: View, source: Hashable, cutoff: float | None = None) -> dict[Hashable, int]:
    """The distance from a node to each one that it reaches, near ones first."""
    return _single(G, G.csr, source, cutoff)


def single_target_shortest_path_length(G: View, target: Hashable, cutoff: float | None = None) -> dict[Hashable, int]:
    """The distance to a node from each one that reaches it, near ones first."""
    return _single(G, G.transposed, target, cutoff)


def all_pairs_shortest_path_length(G: View, cutoff: float | None = None) -> Iterator[tuple[Hashable, dict[Hashable, int]]]:
    """For each node the distances from it."""
    return ((node, _single(G, G.csr, node, cutoff)) for node in G)


def _single(view: View, csr: Csr, start: Hashable, cutoff: float | None) -> dict[Hashable, int]:
    if start not in view:
        raise Elsewhere
    found: dict[Hashable, int] = {}
    for level, reached in enumerate(_levels(csr, view.index[start], float("inf") if cutoff is None else cutoff)):
        found.update((view.node_list[number], level) for number in reached.tolist())
    return found


def _levels(csr: Csr, start: int, cutoff: float = float("inf")) -> Iterator[NDArray[np.int32]]:
    """The nodes at each distance, in the order a breadth-first search finds them."""
    seen = np.zeros(len(csr), np.bool_)
    level, reached = 0, np.array([start], np.int32)
    while len(reached) and level <= cutoff:
        yield reached
        seen[reached] = True
        ends = csr.indices[stretches(csr.indptr[reached], csr.degrees[reached])]
        ends = ends[~seen[ends]]
        reached = ends[np.sort(np.unique(ends, return_index=True)[1])]
        level += 1


def _steps(csr: Csr, sources: NDArray[np.integer]) -> Iterator[tuple[int, NDArray[np.integer]]]:
    """For all sources, 64 at a time: a distance, and for each node how many of them are that far from it along its edges."""
    rows = np.flatnonzero(csr.degrees)
    starts = csr.indptr[rows]
    for first in range(0, len(sources), _WORD):
        batch = sources[first : first + _WORD]
        front = np.zeros(len(csr), np.uint64)
        front[batch] = np.uint64(1) << np.arange(len(batch), dtype=np.uint64)
        seen, level = front.copy(), 0
        while front.any():
            yield level, _bits(front)
            reached = np.zeros(len(csr), np.uint64)
            if len(rows):
                reached[rows] = np.bitwise_or.reduceat(front[csr.indices], starts)
            front = reached & ~seen
            seen |= front
            level += 1


_BYTE = np.array([byte.bit_count() for byte in range(256)], np.uint8)


def _bits(words: NDArray[np.uint64]) -> NDArray[np.integer]:
    """The number of bits that are set in each word."""
    if hasattr(np, "bitwise_count"):  # numpy 2
        return np.bitwise_count(words)
    counts: NDArray[np.integer] = _BYTE[words.view(np.uint8)].reshape(-1, 8).sum(axis=1)
    return counts


def _sums(csr: Csr) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """For each node: how many it reaches, itself too, the sum of the distances to them, and the largest."""
    reach, total, last = (np.zeros(len(csr), np.int64) for _ in range(3))
    for level, counts in _steps(csr, np.arange(len(csr))):
        reach += counts
        total += counts * np.int64(level)
        last[counts > 0] = np.maximum(last[counts > 0], level)
    return reach, total, last


def closeness_centrality(G: View, u: Hashable = None, distance: str | None = None, wf_improved: bool = True) -> Any:
    """One over the mean distance to a node. Weights are left to networkx."""
    if distance is not None or (u is not None and u not in G):
        raise Elsewhere
    if u is not None:
        sizes = [len(level) for level in _levels(G.transposed, G.index[u])]
        return _closeness(sum(sizes), sum(level * size for level, size in enumerate(sizes)), len(G), wf_improved)
    reach, total, _ = _sums(G.transposed)
    pairs = zip(G.node_list, reach.tolist(), total.tolist(), strict=True)
    return {node: _closeness(reached, far, len(G), wf_improved) for node, reached, far in pairs}


def _closeness(reached: int, far: int, n: int, improved: bool) -> float:
    if far == 0 or n <= 1:
        return 0.0
    closeness = (reached - 1.0) / far
    return closeness * ((reached - 1.0) / (n - 1)) if improved else closeness


def harmonic_centrality(G: View, nbunch: Any = None, distance: str | None = None, sources: Any = None) -> dict[Hashable, float]:
    """The sum of one over the distance from the sources to each node. Weights are left to networkx."""
    if distance is not None:
        raise Elsewhere
    chosen = list(dict.fromkeys(G.nbunch_iter(nbunch)))
    starts = np.array(sorted({G.index[node] for node in G.nbunch_iter(sources)}), np.int64)
    if len(chosen) < len(starts) // _WORD:
        return {node: _harmonic(G.transposed, G.index[node], starts) for node in chosen}
    sums = np.zeros(len(G))
    for level, counts in _steps(G.transposed, starts):
        if level:
            sums += counts / level
    values = sums.tolist()
    return {node: values[G.index[node]] for node in chosen}


def _harmonic(csr: Csr, start: int, wanted: NDArray[np.int64]) -> float:
    return sum(int(np.isin(reached, wanted).sum()) / level for level, reached in enumerate(_levels(csr, start)) if level)


def eccentricity(G: View, v: Any = None, sp: Any = None, weight: str | None = None) -> Any:
    """The largest distance from each node. Some nodes, given paths, weights and unconnected graphs are left to networkx."""
    if v is not None or sp is not None or weight is not None:
        raise Elsewhere
    reach, _, last = _sums(G.csr)
    if (reach < len(G)).any():
        raise Elsewhere
    return dict(zip(G.node_list, last.tolist(), strict=True))


def average_shortest_path_length(G: View, weight: str | None = None, method: str | None = None) -> float:
    """The mean distance of two nodes. Weights, other methods and unconnected graphs are left to networkx."""
    n = len(G)
    if weight is not None or method not in (None, "unweighted") or n < 2:
        raise Elsewhere
    reach, total, _ = _sums(G.csr)
    if (reach < n).any():
        raise Elsewhere
    return int(total.sum()) / (n * (n - 1))
