"""Communities and modularity: functions of networkx on arrays, with igraph or networkit."""

from collections.abc import Hashable, Iterable
from random import Random
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from tcgraph.networks.conversions import to_igraph, to_networkit
from tcgraph.networks.csr import stable_order
from tcgraph.networks.engines import Elsewhere, chosen_engine
from tcgraph.networks.network import View

__all__ = ["leiden_communities", "louvain_communities", "modularity"]

_ROUNDS = 2
"""So often does Leiden start again from what it found; more takes long and finds little."""


def louvain_communities(G: View, weight: str | None = "weight", resolution: float = 1, threshold: float = 1e-7,
                        max_level: int | None = None, seed: Any = None, *, engine: str | None = None) -> list[set[Hashable]]:
    """A partition by Louvain's method, communities by their first node.

    networkit or igraph do it; networkx's own does where neither is installed, for directed graphs, a ``max_level``, another
    ``threshold`` and weights that are negative or no numbers.
    """
    if max_level is not None or threshold != 1e-7:
        raise Elsewhere
    return _communities(G, weight, resolution, seed, chosen_engine(engine, best="networkit"), refined=False)


def leiden_communities(G: View, weight: str | None = "weight", resolution: float = 1, max_level: int | None = None,
                       seed: Any = None, *, engine: str | None = None) -> list[set[Hashable]]:
    """A partition by Leiden's method, communities by their first node. Needs igraph or networkit: networkx has none of its own.

    A ``max_level``, and weights that are negative or no numbers, raise ``NetworkXNotImplemented``.
    """
    if max_level is not None:
        raise nx.NetworkXNotImplemented("Leiden's method runs to its end here: leave max_level out.")
    name = chosen_engine(engine, best="igraph")
    try:
        return _communities(G, weight, resolution, seed, name, refined=True)
    except Elsewhere:
        if name == "networkx":
            raise
        raise nx.NetworkXNotImplemented(f"Leiden's method needs weights of 0 or more; those of {weight!r} are not.") from None


def _communities(view: View, weight: str | None, resolution: float, seed: Any, engine: str, *, refined: bool) -> list[set[Hashable]]:
    values = view.weight_values(weight)
    if engine == "networkx" or not view.csr.symmetric or values is None or (values < 0).any():
        raise Elsewhere
    if not view.edge_count:
        return [{node} for node in view.node_list]
    number = (seed if hasattr(seed, "randrange") else Random(seed)).randrange(2**31)
    with_engine = _by_igraph if engine == "igraph" else _by_networkit
    return _grouped(view, with_engine(view, weight, resolution, number, refined))


def _by_igraph(view: View, weight: str | None, resolution: float, number: int, refined: bool) -> NDArray[np.int64]:
    import igraph

    graph = to_igraph(view, bare=True)
    values = view.weight_values(weight)
    weights = None if weight is None or values is None else values[view.csr.edges()[2]].tolist()
    igraph.set_random_number_generator(Random(number))
    try:
        if refined:
            found = graph.community_leiden("modularity", weights=weights, resolution=resolution, n_iterations=_ROUNDS)
        else:
            found = graph.community_multilevel(weights=weights, resolution=resolution)
    finally:
        igraph.set_random_number_generator(Random())
    return np.array(found.membership)


def _by_networkit(view: View, weight: str | None, resolution: float, number: int, refined: bool) -> NDArray[np.int64]:
    import networkit

    threads = networkit.getMaxNumberOfThreads()
    networkit.setNumberOfThreads(1)  # with more the partition is another one at each run
    networkit.setSeed(number, False)
    try:
        numbers = np.random.default_rng(number).permutation(len(view))  # networkit's Louvain visits nodes in their order, whatever its seed
        graph = to_networkit(view, weight, numbers)
        leiden = networkit.community.ParallelLeiden
        work = leiden(graph, iterations=_ROUNDS, gamma=resolution) if refined else networkit.community.PLM(graph, gamma=resolution)
        return np.array(work.run().getPartition().getVector())[numbers]
    finally:
        networkit.setNumberOfThreads(threads)


def _grouped(view: View, labels: NDArray[np.int64]) -> list[set[Hashable]]:
    _, first, labels = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(first))[labels]
    order = stable_order(rank, len(first))
    names = list(map(view.node_list.__getitem__, order.tolist()))
    ends = np.cumsum(np.bincount(rank)).tolist()
    return [set(names[start:end]) for start, end in zip([0, *ends], ends, strict=False)]


def modularity(G: View, communities: Iterable[Any], weight: str | None = "weight", resolution: float = 1) -> float:
    """Newman's modularity of a partition; what is none raises networkx's error."""
    parts = [part if isinstance(part, set | frozenset) else list(part) for part in communities]
    labels = _labels(G, parts)
    values = G.weight_values(weight)
    if labels is None or values is None or not (total := float(values.sum())):
        raise Elsewhere(parts)
    csr, count = G.csr, len(parts)
    rows, ends = labels[csr.rows()], labels[csr.indices]
    values = np.where(csr.rows() == csr.indices, 2 * values, values) if csr.symmetric and len(csr.loops) else values
    total = float(values.sum())
    inside = np.bincount(rows[rows == ends], values[rows == ends], minlength=count)
    out, into = np.bincount(rows, values, minlength=count), np.bincount(ends, values, minlength=count)
    return float((inside / total - resolution * out * into / total**2).sum())


def _labels(view: View, parts: list[Any]) -> NDArray[np.int64] | None:
    """The number of each node's part; None where the parts are no partition."""
    labels = np.full(len(view), -1, np.int64)
    if sum(map(len, parts)) != len(view):
        return None
    for number, part in enumerate(parts):
        if not all(node in view for node in part):
            return None
        labels[[view.index[node] for node in part]] = number
    return None if (labels < 0).any() else labels
