"""Pagerank, eigenvector and betweenness centrality: functions of networkx on arrays."""

import math
from collections.abc import Hashable, Mapping
from random import Random
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from tcgraph.networks.csr import Csr, Numbers, distinct, stretches
from tcgraph.networks.engines import Elsewhere, scipy_csgraph
from tcgraph.networks.network import View

__all__ = ["betweenness_centrality", "eigenvector_centrality", "pagerank"]

_BATCH = 64
_DENSE = 20
"""A step that follows more than one in so many of all edges of all searches of a batch is a product of matrices."""


def pagerank(G: View, alpha: float = 0.85, personalization: Mapping[Hashable, float] | None = None, max_iter: int = 100,
             tol: float = 1.0e-6, nstart: Mapping[Hashable, float] | None = None, weight: str | None = "weight",
             dangling: Mapping[Hashable, float] | None = None) -> dict[Hashable, float]:
    """The PageRank of each node, by the same power iteration as networkx."""
    scipy_csgraph()
    values = G.weight_values(weight)
    if values is None or not len(G):
        raise Elsewhere
    turned = G.csr.to_scipy(values=values.astype(float)).T  # x @ A for a row x is A.T @ x
    out = np.asarray(turned.sum(axis=0)).ravel()
    share = np.divide(alpha, out, out=np.zeros(len(G)), where=out != 0)
    even = np.repeat(1.0 / len(G), len(G))
    x = even if nstart is None else _normal(G, nstart)
    wish = even if personalization is None else _normal(G, personalization)
    hanging = wish if dangling is None else _normal(G, dangling)
    stuck = np.flatnonzero(out == 0)
    for _ in range(max_iter):
        last = x
        x = turned @ (share * x) + alpha * x[stuck].sum() * hanging + (1 - alpha) * wish
        if np.abs(x - last).sum() < len(G) * tol:
            return dict(zip(G.node_list, x.tolist(), strict=True))
    raise nx.PowerIterationFailedConvergence(max_iter)


def _normal(view: View, given: Mapping[Hashable, float]) -> NDArray[np.float64]:
    values = np.array([given.get(node, 0) for node in view.node_list], float)
    if values.sum() == 0:
        raise Elsewhere  # networkx says what is wrong
    values /= values.sum()
    return values


def eigenvector_centrality(G: View, max_iter: int = 100, tol: float = 1.0e-6, nstart: Mapping[Hashable, float] | None = None,
                           weight: str | None = None) -> dict[Hashable, float]:
    """The left eigenvector of the largest eigenvalue, by the same power iteration as networkx."""
    scipy_csgraph()
    values = G.weight_values(weight or None)
    if values is None or not len(G) or (nstart is not None and nstart.keys() != G.index.keys()):
        raise Elsewhere
    x = np.ones(len(G)) if nstart is None else np.array([nstart[node] for node in G.node_list], float)
    if not x.any():
        raise Elsewhere
    x /= x.sum()
    turned = G.csr.to_scipy(values=values.astype(float)).T
    for _ in range(max_iter):
        last = x
        x = last + turned @ last
        x /= math.hypot(*x.tolist()) or 1
        if np.abs(x - last).sum() < len(G) * tol:
            return dict(zip(G.node_list, x.tolist(), strict=True))
    raise nx.PowerIterationFailedConvergence(max_iter)


def betweenness_centrality(G: View, k: int | None = None, normalized: bool = True, weight: str | None = None,
                           endpoints: bool = False, seed: Any = None) -> dict[Hashable, float]:
    """The share of shortest paths that lead over each node, from all nodes or ``k`` drawn as networkx draws them.

    Weights are left to networkx. Cost: k times the edges; memory: 64 numbers a node, thrice.
    """
    scipy_csgraph()
    if weight is not None or not len(G):
        raise Elsewhere
    k = None if k == len(G) else k
    drawn = None if k is None else (seed or Random()).sample(G.node_list, k)
    sources = np.arange(len(G)) if drawn is None else np.array([G.index[node] for node in drawn], np.int64)
    walk = _Walk(G.csr, G.transposed)
    sums = np.zeros(len(G))
    for first in range(0, len(sources), _BATCH):
        walk.add(sources[first : first + _BATCH], endpoints, sums)
    sums *= _scale(len(G), None if drawn is None else sources, normalized, not G.csr.symmetric, endpoints)
    return dict(zip(G.node_list, sums.tolist(), strict=True))


def _scale(n: int, sources: NDArray[np.int64] | None, normalized: bool, directed: bool, endpoints: bool) -> Any:
    """What to multiply each node's sum by. A source that is drawn is no end of its own paths, so it has one search less."""
    others = n if endpoints else n - 1
    if others < 2:
        return 1.0
    searches = others if sources is None else len(sources)
    halves = 1 if directed else 2

    def factor(count: int) -> float:
        return 1 / (count * (others - 1)) if normalized else others / (count * halves)

    factors = np.full(n, factor(searches))
    if sources is not None and not endpoints:
        factors[sources] = factor(searches - 1) if searches > 1 else math.nan  # one search tells nothing of its own source
    return factors


class _Walk:
    """Breadth-first searches from a batch of sources side by side, and the sums of Brandes (2001) on the way back.

    A number per node and search; where few nodes are reached in a step their edges are followed one by one, else all at once by a
    product of matrices.
    """

    def __init__(self, ahead: Csr, back: Csr) -> None:
        self.n, self.ahead, self.back = len(ahead), ahead, back
        self.forward, self.backward = back.to_scipy(), ahead.to_scipy()  # row v: who leads to v; where v leads
        self.parts = np.zeros(self.n * _BATCH)

    def add(self, sources: NDArray[np.int64], endpoints: bool, sums: NDArray[np.float64]) -> None:
        """Adds the share of the paths from each source to the sums."""
        width = len(sources)
        distance, paths = np.full(self.n * width, -1, np.int32), np.zeros(self.n * width)
        reached = np.sort(sources * width + np.arange(width))
        levels: list[Numbers] = []
        while len(reached):
            distance[reached], levels = len(levels), [*levels, reached]
            if len(levels) == 1:
                paths[reached] = 1.0
            reached = self._advance(reached, distance, paths, width)
        shares = np.zeros(self.n * width)
        for depth in range(len(levels) - 1, 0, -1):
            far, near = levels[depth], levels[depth - 1]
            parts = self._retreat(far, near, (1 + shares[far]) / paths[far], distance, depth, width)
            shares[near] = paths[near] * parts
        for level in levels[1:]:
            np.add.at(sums, level // width, shares[level] + (1 if endpoints else 0))
        if endpoints:
            searches = np.concatenate(levels) % width
            np.add.at(sums, sources, np.bincount(searches, minlength=width) - 1)

    def _advance(self, reached: Numbers, distance: Numbers, paths: Numbers, width: int) -> Numbers:
        """The pairs one step further, with their numbers of shortest paths."""
        if self._few(self.ahead, reached, width):
            ends, origin = _follow(self.ahead, reached, width)
            fresh = distance[ends] < 0
            ends, origin = ends[fresh], origin[fresh]
            np.add.at(paths, ends, paths[reached][origin])
            return distinct(ends)
        found = self._product(self.forward, reached, paths[reached], width)
        new = np.flatnonzero((found > 0) & (distance < 0))
        paths[new] = found[new]
        return new

    def _retreat(self, far: Numbers, near: Numbers, values: Numbers, distance: Numbers, depth: int, width: int) -> Numbers:
        """For each near pair the sum of the values of the far pairs that it leads to."""
        if not self._few(self.back, far, width):
            return self._product(self.backward, far, values, width)[near]
        ends, origin = _follow(self.back, far, width)
        kept = distance[ends] == depth - 1
        np.add.at(self.parts, ends[kept], values[origin[kept]])
        found: Numbers = self.parts[near]
        self.parts[near] = 0
        return found

    def _few(self, csr: Csr, pairs: Numbers, width: int) -> bool:
        return bool(csr.degrees[pairs // width].sum() * _DENSE < len(csr.indices) * width)

    def _product(self, matrix: Any, pairs: Numbers, values: Numbers, width: int) -> Numbers:
        dense = np.zeros(self.n * width)
        dense[pairs] = values
        return (matrix @ dense.reshape(self.n, width)).ravel()  # type: ignore[no-any-return]


def _follow(csr: Csr, pairs: Numbers, width: int) -> tuple[Numbers, Numbers]:
    """The pairs of node and search at the end of each edge out of the given ones, and which of those each comes from."""
    nodes = pairs // width
    counts = csr.degrees[nodes]
    origin = np.repeat(np.arange(len(pairs)), counts)
    ends = csr.indices[stretches(csr.indptr[nodes], counts)].astype(np.int64) * width + (pairs % width)[origin]
    return ends, origin
