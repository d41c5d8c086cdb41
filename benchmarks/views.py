"""Times the networks on a made-up world: store to view, columns to view, the other views, against the usual way; a million cooperations.

    python -m benchmarks.views            S and M, some minutes
    python -m benchmarks.views million    1,000,000 cooperations: seconds and peak memory of one process

The usual way: a loop over rdflib's triples, a loop over the pairs of each cooperation, networkx. Seconds are medians on this machine.
"""

import argparse
import resource
import tempfile
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import networkx as nx
import pyoxigraph as ox

import tcgraph
from benchmarks.measure import line, median, once
from benchmarks.network_world import SIZES, load_store, made, write_world
from tcgraph import views
from tcgraph.columns import Columns, from_files
from tcgraph.networks.network import NetworkView
from tcgraph.store.formats import open_file
from tcgraph.views.participations import forget
from tcgraph.vocab import PREFIXES, TC

JOIN = f"SELECT ?one ?other WHERE {{ ?x <{TC.participant}> ?one ; <{TC.inCooperation}> ?other }}"
"""Who takes part in what: the one query that a view of a store needs."""
TARGETS = {"store to view": 0.6, "columns to view": 0.1}
"""Seconds at M."""


def fresh(source: tcgraph.Dataset | Columns) -> NetworkView:
    """The view of cooperation, read anew."""
    forget()
    return views.cooperation(source)


def usual(graph: "object") -> nx.Graph:
    """What one writes by hand: rdflib's triples, pairs, networkx, with the attributes of the edges that need no more than a look-up."""
    from rdflib import Graph, URIRef

    assert isinstance(graph, Graph)
    parties, network = defaultdict(set), nx.Graph()
    for participation, cooperation in graph.subject_objects(URIRef(TC.inCooperation)):
        for party in graph.objects(participation, URIRef(TC.participant)):
            parties[cooperation].add(str(party))
    for members in parties.values():
        network.add_nodes_from(members)
        for one, other in combinations(sorted(members), 2):
            weight = network.edges[one, other]["weight"] if network.has_edge(one, other) else 0
            network.add_edge(one, other, weight=weight + 1)
    return network


def rdflib_ratio(file: Path) -> None:
    """S only: rdflib takes minutes for more. As Turtle, the form that people have their data in, and as N-Triples, the quickest to read."""
    turtle = file.with_suffix(".ttl")
    ox.serialize(ox.parse(path=file), output=str(turtle), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    for name in (turtle, file):
        whole(name)


def whole(file: Path) -> None:
    """From a file to a network, and each of the two steps."""
    from rdflib import Graph

    graph, dataset, columns = Graph(), load_store(file), from_files([open_file(file)])
    loading = once(lambda: graph.parse(file))
    theirs = median(lambda: usual(graph), 3)
    one, other = ({frozenset((a, b)): w for a, b, w in found.edges(data="weight")} for found in (fresh(dataset), usual(graph)))
    print(f"  {file.suffix}, the usual way with rdflib; the same edges and weights: {one == other}")
    line("  loaded, from the store", median(lambda: fresh(dataset), 5), theirs)
    line("  loaded, from columns", median(lambda: fresh(columns), 5), theirs)
    line("  whole: file, store, network", median(lambda: fresh(load_store(file)), 3), loading + theirs, "target 20 x")
    line("  whole: file, columns, network", median(lambda: fresh(from_files([open_file(file)])), 3), loading + theirs, "target 20 x")


def many(size: str, file: Path) -> None:
    """All views of a world."""
    write_world(file, size)
    dataset, columns = load_store(file), made(file)
    view = fresh(columns)
    told = f"{view.graph['participations']:,} participations, {len(view):,} organisations, {view.number_of_edges():,} edges"
    print(f"\n{size}: {view.graph['cooperations']:,} cooperations, {told}")
    targets = TARGETS if size == "M" else {}
    for name, source in (("store to view", dataset), ("columns to view", columns)):
        target = targets.get(name)
        line(name, median(lambda s=source: fresh(s), 5), target, f"target {target} s at M" if target else "")
    line("  of the store: the engine's join alone", median(lambda: dataset.store.select(JOIN, {}), 5), None)
    line("  again, kept: from the store", median(lambda: views.cooperation(dataset), 5), None)
    line("  again, kept: from columns", median(lambda: views.cooperation(columns), 5), None)
    if size == "S":
        rdflib_ratio(file)
    others(columns, view)
    to_networkx(view)


def others(columns: Columns, view: NetworkView) -> None:
    """Weights and views besides."""
    line("newman, half-life 5", median(lambda: views.cooperation(columns, weight="newman", half_life=5), 3), None)
    for name in ("participation", "province_links", "field_links", "organisation_fields", "industry_institute_paths"):
        line(name, median(lambda name=name: views.VIEWS[name](columns), 3), None)
    line("ego, two steps", median(lambda: views.ego(columns, view.node_list[0], radius=2), 3), None)
    line("cumulative slices, each year", once(lambda: views.slices(columns, cumulative=True)), None)
    line("backbone, alpha 0.05", median(lambda: views.backbone(view), 3), None)
    line("why", median(lambda: views.why(view, *next(iter(view.edges))), 3), None)


def to_networkx(view: NetworkView) -> None:
    """A plain networkx graph of the weights, against adding the weighted edges alone; and of all attributes."""
    i, j, _ = view.csr.edges()
    bare = NetworkView.of_edges(view.node_list, i, j, weights={"weight": view.csr.weights["weight"][view.csr.edges()[2]]})
    names = view.node_list
    edges = [(names[a], names[b], w) for a, b, w in zip(i.tolist(), j.tolist(), bare.edge_values("weight"), strict=True)]
    line("to networkx, weights", median(bare.to_networkx, 3), median(lambda: nx.Graph().add_weighted_edges_from(edges), 3),
         "against add_weighted_edges_from")
    line("to networkx, all attributes", once(view.to_networkx), None)


def million(file: Path) -> None:
    """One pass over 1,000,000 cooperations, from columns."""
    write_world(file, "million")
    print(f"\nmillion: {file.stat().st_size >> 20} MB of N-Triples")
    columns: list[Columns] = []
    line("columns of the file", once(lambda: columns.append(made(file))), None)
    found: list[NetworkView] = []
    line("columns to view", once(lambda: found.append(fresh(columns[0]))), None)
    view = found[0]
    print(f"{view.graph['participations']:,} participations, {len(view):,} organisations, {view.number_of_edges():,} edges")
    line("newman, half-life 5", once(lambda: views.cooperation(columns[0], weight="newman", half_life=5)), None)
    for name in ("province_links", "industry_institute_paths"):
        line(name, once(lambda name=name: views.VIEWS[name](columns[0])), None)
    line("backbone, alpha 0.05", once(lambda: views.backbone(view)), None)
    print(f"{'peak memory of the process':34} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10:>9} MB")


def main() -> None:
    """Runs the sizes that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.views", description=__doc__)
    parser.formatter_class = argparse.RawTextHelpFormatter
    parser.add_argument("size", nargs="*", choices=[*SIZES, []])
    sizes = parser.parse_args().size or ["S", "M"]
    print("seconds of ours, of the other, ratio")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            million(Path(folder) / "million.nt") if size == "million" else many(size, Path(folder) / f"{size}.nt")


if __name__ == "__main__":
    main()
