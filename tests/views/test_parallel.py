"""Every cooperation an edge of its own: by hand, and against the view that adds them up."""

import copy
import csv
import io
import pickle
from collections import Counter

import networkx as nx
import numpy as np
import pytest
from pyarrow import parquet

from tcgraph import views
from tcgraph.errors import CallError
from tcgraph.networks import MultiNetworkView


@pytest.fixture(scope="module")
def links(dataset):
    return views.parallel_links(dataset, province="北京", since=2015)


@pytest.fixture
def three(world):
    """b: f1 f2 u1 in 2010 to 2012; a: u1 f1 without years; c: f2 alone."""
    return world.dataset(world.organisations("f1 f2 u1"), world.cooperation("b", "f1 f2 u1", 2010, 2012, kind="Founding"), world.cooperation("a", "u1 f1"),
                         world.cooperation("c", "f2", 2000))


def test_by_hand(three):
    view = views.parallel_links(three, weight="newman")
    assert not view.filled and (len(view), view.number_of_edges(), len(view.edges), view.size()) == (3, 4, 4, 4)
    e = "http://e/"
    assert list(view.edges) == [(e + "f1", e + "f2", e + "b"), (e + "f1", e + "u1", e + "a"), (e + "f1", e + "u1", e + "b"), (e + "f2", e + "u1", e + "b")]
    assert not view.filled, "counting and iterating need no dictionaries"
    assert view.edges[e + "u1", e + "f1", e + "b"] == {
        "cooperation": e + "b", "title": "title b", "kind": "Founding", "trust": "good", "first_year": 2010, "last_year": 2012, "weight": 0.5}
    assert view.edges[e + "u1", e + "f1", e + "a"] == {"cooperation": e + "a", "title": "title a", "kind": "JointAward", "trust": "good", "weight": 1}
    assert view.number_of_edges(e + "f1", e + "u1") == 2 and view.number_of_edges(e + "f1", e + "f1") == 0
    assert (view.graph["alone"], view.graph["undated"], view.size("weight")) == (1, 1, 2.5)
    assert [one.iri for one in views.why(view, "名f1", "name U1")] == [e + "a", e + "b"]


def test_weights_that_decay_leave_out_what_has_no_year(three):
    view = views.parallel_links(three, half_life=1, reference_year=2013)
    assert [weight for *_, weight in view.edges(data="weight")] == [0.5] * 3 and view.graph["undated_unweighed"] == 1


def test_parallel_edges_add_up_to_the_view_of_cooperation(dataset, links):
    whole = views.cooperation(dataset, province="北京", since=2015)
    counts = Counter(frozenset((a, b)) for a, b, _ in links.edges)
    assert counts == {frozenset((a, b)): weight for a, b, weight in whole.edges(data="weight")}
    assert dict(links.nodes(data=True)) == dict(whole.nodes(data=True)) and max(counts.values()) > 20
    a, b = max(counts, key=counts.__getitem__)
    assert sorted(links[a][b]) == [one.iri for one in views.why(links, a, b)] == [one.iri for one in views.why(whole, a, b)]


@pytest.mark.parametrize("options", [{}, {"kind": "共同获奖"}, {"field": "1", "weight": "fractional"}, {"roll_up": True}, {"until": 1500}])
def test_filters_and_weights_are_those_of_cooperation(dataset, options):
    links, whole = views.parallel_links(dataset, **options), views.cooperation(dataset, **options)
    assert list(links) == list(whole)
    summed = Counter()
    for a, b, weight in links.edges(data="weight"):
        summed[a, b] += weight
    assert summed == pytest.approx({(a, b): weight for a, b, weight in whole.edges(data="weight")})
    assert {**links.graph, "name": ""} == {**whole.graph, "name": ""}


def test_it_is_the_plain_graph_for_networkx(links):
    plain = links.to_networkx()
    assert type(plain) is nx.MultiGraph and nx.utils.graphs_equal(links, plain)
    for function in (nx.pagerank, nx.degree_centrality, nx.density, nx.number_of_isolates, lambda g: sorted(map(len, nx.connected_components(g)))):
        assert function(links) == function(plain)
    assert dict(links.degree(weight="weight")) == dict(plain.degree(weight="weight"))
    assert (nx.to_scipy_sparse_array(links) != nx.to_scipy_sparse_array(plain)).nnz == 0
    some = list(plain)[:40]
    assert nx.utils.graphs_equal(nx.MultiGraph(links.subgraph(some)), nx.MultiGraph(plain.subgraph(some)))
    assert nx.Graph(links).number_of_edges() == nx.Graph(plain).number_of_edges()
    plain.add_edge("x", "y", key="z")
    assert "x" not in links


def test_it_is_read_only_and_pickles(links):
    for name, arguments in (("add_edge", (1, 2)), ("remove_node", (1,)), ("clear", ()), ("add_edges_from", ([],)), ("new_edge_key", (1, 2))):
        with pytest.raises(nx.NetworkXError, match="read-only"):
            getattr(links, name)(*arguments)
    one, other, key = next(iter(links.edges))
    with pytest.raises(nx.NetworkXError, match="read-only"):
        links.edges[one, other, key]["weight"] = 3
    assert nx.is_frozen(links)
    for twin in (pickle.loads(pickle.dumps(links)), copy.deepcopy(links), links.copy()):
        assert nx.utils.graphs_equal(twin, links)


def test_tables_and_igraph(links):
    nodes, edges = links.to_polars()
    assert edges.columns == ["source", "target", "key", "cooperation", "title", "kind", "trust", "first_year", "last_year", "weight"]
    assert edges.select("source", "target", "key").rows() == list(links.edges) and nodes["node"].to_list() == list(links)
    graph = links.to_igraph()
    assert (graph.vcount(), graph.ecount(), graph.has_multiple()) == (len(links), links.number_of_edges(), True)
    assert graph.es["key"] == [key for *_, key in links.edges] and graph.vs["label"] == list(dict(links.nodes(data="label")).values())


def test_files(links, tmp_path):
    rows = list(csv.DictReader(io.StringIO(views.write_view(links, tmp_path / "x.csv").read_text("utf-8-sig"), newline="")))
    assert [(row["source"], row["target"], row["cooperation"]) for row in rows] == list(links.edges)
    table = parquet.read_table(views.write_view(links, tmp_path / "x.parquet")).to_pylist()
    assert [row["title"] for row in table] == [title for *_, title in links.edges(data="title")]
    plain = nx.MultiGraph([(1, 2, "k", {"w": 1}), (1, 2, "l", {})])
    assert views.write_view(plain, tmp_path / "p.csv").read_text("utf-8-sig").splitlines() == [
        "key,source,source_label,target,target_label,w", "k,1,,2,,1", "l,1,,2,,"], "a graph of somebody else's keeps its keys"


def test_graphml_numbers_the_edges_since_readers_leave_out_a_second_one_of_an_id(links, tmp_path):
    text = views.write_view(links, tmp_path / "x.graphml").read_text("utf-8")
    ids = [part.split('"')[0] for part in text.split('id="')[1:] if part.split('"')[0].isdigit()]
    assert len(ids) == len(set(ids)) == links.number_of_edges() > len({key for *_, key in links.edges})


def test_wrong_input_of_a_multigraph_is_refused():
    one = np.array([0, 0])
    with pytest.raises(CallError, match="has 1 values for 2 edges"):
        MultiNetworkView.of_edges("ab", one, one, ["k"]).keys  # noqa: B018
    with pytest.raises(CallError, match="have the same key"):
        MultiNetworkView.of_edges("ab", one, one + 1, ["k", "k"]).adj  # noqa: B018
    with pytest.raises(CallError, match="numbered 0 to 1"):
        MultiNetworkView.of_edges("ab", one, one + 2, ["k", "l"])
    loops = MultiNetworkView.of_edges("ab", one, one, ["k", "l"])
    assert nx.number_of_selfloops(loops) == 2 and dict(loops.degree) == dict(loops.to_networkx().degree) == {"a": 4, "b": 0}
