"""GEXF and GraphML of every view open again in networkx and in igraph, with all attributes and the same values."""

from collections import Counter

import igraph
import networkx as nx
import pytest

from tcgraph import views
from tcgraph.views import write_view

ORGANISATION = "清华大学"
OF_IGRAPH = {"id", "_nx_multiedge_key"}
"""What igraph adds to edges."""
OPTIONS = [
    pytest.param({"province": "辽宁"}, id="a province"),
    pytest.param({"field": "1", "kind": "合作发表", "since": 2015, "weight": "newman", "half_life": 4}, id="filters and weights"),
    pytest.param({"province": "Beijing", "roll_up": True, "former": True, "units": False, "level": 1}, id="rolled up"),
    pytest.param({"province": "西藏自治区", "since": 2500}, id="nothing, or nearly"),
]


def made(name, options, dataset):
    taken = {key: value for key, value in options.items() if key in views.parameters(name)}
    return views.view(dataset, name, taken | ({"organisation": ORGANISATION} if name == "ego" else {}))


def bag(data, without=()):
    """Attributes with their types, but that a number may come back as another kind of number."""
    return {key: float(value) if type(value) in (int, float) else value for key, value in data.items() if key not in without}


def edges_of(graph, without=()):
    """Each edge as often as it stands there, with its attributes; ends in order where edges have none."""
    ends = tuple if graph.is_directed() else (lambda pair: tuple(sorted(pair)))
    return Counter((ends((a, b)), frozenset(bag(data, without).items())) for a, b, data in graph.edges(data=True))


@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("name", views.VIEWS)
def test_networkx_and_igraph_read_what_was_written(name, options, dataset, tmp_path):
    graph = made(name, options, dataset)
    files = {ending: write_view(graph, tmp_path / f"view{ending}") for ending in (".gexf", ".graphml")}
    gexf, graphml = nx.read_gexf(files[".gexf"]), nx.read_graphml(files[".graphml"])
    for back in (gexf, graphml):
        check_networkx(graph, back)
    if gexf.is_multigraph():
        assert {frozenset(edge) for edge in gexf.edges(keys=True)} == {frozenset(edge) for edge in graph.edges(keys=True)}
    facts = {key: value for key, value in graphml.graph.items() if key not in ("node_default", "edge_default")}
    assert facts == (graph.graph if len(graph) else facts)
    check_igraph(graph, igraph.Graph.Read_GraphML(str(files[".graphml"])), "id")
    check_igraph(graph, igraph.Graph.from_networkx(gexf), "_nx_name")


def check_networkx(graph, back):
    assert {node: bag(data) for node, data in back.nodes(data=True)} == {node: bag(data) for node, data in graph.nodes(data=True)}
    assert edges_of(back, {"id"}) == edges_of(graph)
    assert back.is_directed() == graph.is_directed()
    parallel = graph.is_multigraph() and graph.number_of_edges() > nx.Graph(graph).number_of_edges()
    assert back.is_multigraph() == parallel, "networkx reads a simple graph where no edges are parallel"


def check_igraph(graph, found, key):
    """igraph has a value for every attribute of everything: absent texts are empty, absent numbers no numbers, absent truths false."""
    assert found.is_directed() == graph.is_directed()
    nodes = {vertex[key]: held(vertex.attributes(), {key}) for vertex in found.vs}
    assert nodes == {node: held(data) for node, data in graph.nodes(data=True)}
    ends = [(found.vs[edge.source][key], found.vs[edge.target][key]) for edge in found.es]
    ends = ends if graph.is_directed() else [tuple(sorted(pair)) for pair in ends]
    there = Counter((pair, frozenset(held(edge.attributes(), OF_IGRAPH).items())) for pair, edge in zip(ends, found.es, strict=True))
    assert there == Counter((pair, frozenset(held(dict(data)).items())) for pair, data in edges_of(graph).elements())


def held(data, without=()):
    """Attributes that say something."""
    return {key: value for key, value in bag(data, without).items() if value not in ("", None, False) and value == value}
