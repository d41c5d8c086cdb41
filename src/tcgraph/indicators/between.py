"""Betweenness, exact or from a sample of sources, with the error of the sample."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tcgraph.errors import CallError
from tcgraph.indicators.nodes import numbered

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Betweenness", "betweenness_with_error", "by_group"]


@dataclass(frozen=True, slots=True)
class Betweenness:
    """``batches`` holds a row per batch of sources (one row when exact), a column per node of ``nodes``; all are estimates of the same."""

    nodes: tuple[Any, ...]
    batches: npt.NDArray[np.float64]
    exact: bool

    @property
    def values(self) -> npt.NDArray[np.float64]:
        """The betweenness of each node."""
        means: npt.NDArray[np.float64] = self.batches.mean(axis=0)
        return means

    @property
    def errors(self) -> npt.NDArray[np.float64]:
        """The standard error of each: 0 when exact."""
        return _error(self.batches)


def _error(batches: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    number = len(batches)
    return np.zeros(batches.shape[1:]) if number < 2 else batches.std(axis=0, ddof=1) / math.sqrt(number)


def betweenness_with_error(
    graph: "nx.Graph", *, sources: int | None = None, batches: int = 10, normalized: bool = True, weight: str | None = None, seed: int = 1
) -> Betweenness:
    """Betweenness centrality (Freeman 1977, Sociometry 40; Brandes 2001, Journal of Mathematical Sociology 25), by networkx's
    dispatch.

    ``sources`` None, or at least the number of nodes: exact. Else that many sources are drawn (Brandes and Pich 2007, International
    Journal of Bifurcation and Chaos 17), in ``batches`` independent batches; the spread of the batches' estimates gives the
    standard error. ``weight`` names an attribute that is a distance, not a strength. Order: the graph's. No node: empty. Raises
    ``CallError`` for fewer than two batches or fewer sources than batches.
    """
    import networkx as nx

    nodes = tuple(graph)
    if sources is None or sources >= len(nodes):
        found: Mapping[Any, float] = nx.betweenness_centrality(graph, normalized=normalized, weight=weight)
        return Betweenness(nodes, np.array([[found[node] for node in nodes]]).reshape(1, -1), True)
    if batches < 2 or sources < 2 * batches:
        raise CallError(
            f"A sampling error needs at least two batches of two sources each, not {batches} batches of {sources} sources in all."
        )
    sizes = [sources // batches + (number < sources % batches) for number in range(batches)]
    rows = [
        nx.betweenness_centrality(graph, k=size, normalized=normalized, weight=weight, seed=seed + number)
        for number, size in enumerate(sizes)
    ]
    return Betweenness(nodes, np.array([[row[node] for node in nodes] for row in rows]), False)


def by_group(found: Betweenness, groups: Mapping[Any, str]) -> dict[str, tuple[int, float, float, float | None, float | None]]:
    """Per group, by name: members, sum of betweenness, its error, the share of all, and the share's error (None where all is 0).

    A node that is in no group is left out; the shares are of the nodes that are in one.
    """
    own, names = numbered(groups.get(node) for node in found.nodes)
    inside, width = own >= 0, len(names)
    members = np.bincount(own[inside], minlength=width)
    rows = [np.bincount(own[inside], batch[inside], minlength=width) for batch in found.batches]
    sums = np.array(rows, dtype=np.float64).reshape(len(rows), width)
    total = sums.sum(axis=1, keepdims=True)
    shares = np.divide(sums, total, out=np.full(sums.shape, np.nan), where=total > 0)
    errors, share_errors = _error(sums), _error(shares)
    return {
        name: (
            int(members[k]),
            float(sums[:, k].mean()),
            float(errors[k]),
            *_defined(float(shares[:, k].mean()), float(share_errors[k])),
        )
        for k, name in enumerate(names)
    }


def _defined(share: float, error: float) -> tuple[float | None, float | None]:
    return (None, None) if math.isnan(share) else (share, error)
