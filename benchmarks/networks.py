"""Network views against networkx: the same random network of co-members, the same call, the same answer.

    python -m benchmarks.networks [M|L] [--skip-slow]     M has 21,570 nodes and 488 thousand edges, L 215,700 and 5 million

Seconds of the view (a fresh one for each call, so nothing is remembered), seconds on the plain graph, and the ratio. Louvain and
Leiden need igraph or networkit; their modularity stands beside that of networkx's Louvain.
"""

import argparse
import resource
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np

from benchmarks.measure import line, once
from tcgraph.networks import NetworkView

__all__ = ["SIZES", "Network", "main"]

SIZES = {"M": (21_570, 163_000), "L": (215_700, 1_667_000)}
"""Nodes, and cooperations of three that are drawn."""
SOURCES = 200


class Network:
    """The edges between members of random groups of three, and how often each occurs."""

    def __init__(self, nodes: int, groups: int, seed: int = 29) -> None:
        draws = np.random.default_rng(seed).integers(0, nodes, (groups, 3))
        one, other = np.concatenate([draws[:, [0, 1]], draws[:, [0, 2]], draws[:, [1, 2]]]).T
        low, high = np.minimum(one, other), np.maximum(one, other)
        keys, self.weight = np.unique((low * nodes + high)[low != high], return_counts=True)
        self.i, self.j = keys // nodes, keys % nodes
        self.names = [f"https://w3id.org/tcgraph/id/enterprise/{number:013}" for number in range(nodes)]

    def view(self) -> NetworkView:
        """A new view."""
        return NetworkView.of_edges(self.names, self.i, self.j, weights={"weight": self.weight})

    def plain(self) -> nx.Graph:
        """The same graph, as one makes it by hand."""
        graph = nx.Graph()
        graph.add_nodes_from(self.names)
        name = self.names.__getitem__
        graph.add_weighted_edges_from(zip(map(name, self.i.tolist()), map(name, self.j.tolist()), self.weight.tolist(), strict=True))
        return graph


def compare(name: str, network: Network, graph: nx.Graph | None, work: Callable[[Any], Any], same: Callable[[Any, Any], str] | None = None,
            runs: int = 3) -> None:
    """One row: the median of some runs on new views, one run on the plain graph, and whether the answers agree."""
    seconds, answer = [], None

    def call(target: Any) -> None:
        nonlocal answer
        answer = work(target)

    for _ in range(runs):
        view = network.view()
        seconds.append(once(lambda view=view: call(view)))
    ours, theirs, note = answer, None, ""
    if graph is not None:
        theirs = once(lambda: call(graph))
        note = (same or equal)(ours, answer)
    line(name, float(np.median(seconds)), theirs, note)


def equal(ours: Any, theirs: Any) -> str:
    """The same value or the same dictionary."""
    return "equal" if ours == theirs else "DIFFERENT"


def close(ours: dict[Any, float], theirs: dict[Any, float]) -> str:
    """The largest difference of two dictionaries, relative to the largest value."""
    if ours.keys() != theirs.keys():
        return "DIFFERENT"
    worst = max(abs(ours[node] - theirs[node]) for node in ours) / max(map(abs, theirs.values()))
    return f"largest difference {worst:.0e}" if worst < 1e-9 else f"DIFFERENT: {worst:.0e}"


def communities(network: Network, graph: nx.Graph | None) -> None:
    """Louvain and Leiden by what is installed, against networkx's Louvain."""
    from tcgraph.networks.engines import chosen_engine

    theirs = None
    if graph is not None:
        found: list[Any] = []
        theirs = once(lambda: found.extend(nx.community.louvain_communities(graph, seed=1)))
        print(f"{'networkx Louvain':34} modularity {nx.community.modularity(graph, found):.4f}, {len(found)} communities")
    for engine in ("igraph", "networkit"):
        for name, function in (("Louvain", nx.community.louvain_communities), ("Leiden", nx.community.leiden_communities)):
            try:
                chosen_engine(engine)
            except ImportError:
                print(f"{name}, {engine}: not installed")
                continue
            view, parts = network.view(), []
            seconds = once(lambda: parts.extend(function(view, seed=1, engine=engine, backend="tcgraph")))  # noqa: B023
            quality = nx.community.modularity(network.view(), parts)
            line(f"{name}, {engine}", seconds, theirs, f"modularity {quality:.4f}, {len(parts)} communities")


def conversions(network: Network, runs: int) -> None:
    """Making the view, and other forms of it, against making the plain graph."""
    made = float(np.median([once(network.view) for _ in range(5)]))
    theirs = float(np.median([once(network.plain) for _ in range(runs)]))
    line("arrays to view", made, theirs, "against add_weighted_edges_from")
    back = []
    for _ in range(runs):
        view = network.view()
        back.append(once(view.to_networkx))
    line("view to networkx", float(np.median(back)), theirs, f"{float(np.median(back)) / theirs:.2f} of add_weighted_edges_from")
    compare("view to scipy", network, None, lambda view: view.to_scipy())
    compare("view to igraph", network, None, lambda view: view.to_igraph())
    compare("view to polars", network, None, lambda view: view.to_polars())


def main() -> None:
    """Prints the rows of a size."""
    raw = argparse.RawTextHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m benchmarks.networks", description=__doc__, formatter_class=raw)
    parser.add_argument("size", choices=SIZES, nargs="?", default="M")
    parser.add_argument("--skip-slow", action="store_true", help="leave out what takes networkx more than half a minute")
    given = parser.parse_args()
    network = Network(*SIZES[given.size])
    small = given.size == "M"
    graph = network.plain() if small else None
    print(f"{given.size}: {len(network.names):,} nodes, {len(network.i):,} edges")
    compare("pagerank", network, graph, nx.pagerank, close)
    compare("eigenvector centrality", network, graph, lambda g: nx.eigenvector_centrality(g, weight="weight"), close)
    compare("connected components", network, graph, lambda g: list(nx.connected_components(g)))
    compare("degree centrality", network, graph, nx.degree_centrality)
    compare("core number", network, graph, nx.core_number)
    compare("clustering", network, graph, nx.clustering)
    compare("distances from one node", network, graph, lambda g: nx.single_source_shortest_path_length(g, network.names[0]))
    slow = graph if not given.skip_slow else None
    if small or not given.skip_slow:
        communities(network, slow)
    compare(f"betweenness, {SOURCES} sources", network, slow, lambda g: nx.betweenness_centrality(g, k=SOURCES, seed=1), close, runs=1)
    if small:
        compare("closeness of all nodes", network, None, nx.closeness_centrality, runs=1)
    print(f"memory so far, at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2:.2f} GB")
    conversions(network, 3 if small else 1)
    print(f"memory, at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2:.2f} GB")


if __name__ == "__main__":
    main()
