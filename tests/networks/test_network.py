"""Views are networkx graphs: the same as the plain graph in all that can be asked, read-only, and lazy."""

import copy
import pickle
from typing import Any

import networkx as nx
import numpy as np
import pytest

from tcgraph.errors import CallError
from tcgraph.networks import DirectedNetworkView, NetworkView

KINDS = [(NetworkView, nx.Graph), (DirectedNetworkView, nx.DiGraph)]


def pair(view_class: Any, plain_class: Any, *, nodes: int = 30, count: int = 80, seed: int = 1) -> tuple[Any, nx.Graph]:
    """A random view with loops and isolated nodes, and the plain graph made by networkx alone."""
    random = np.random.default_rng(seed)
    drawn = {tuple(ends) for ends in random.integers(0, max(nodes - 4, 1), (count, 2)).tolist()} if nodes else set()
    ends = sorted(drawn if plain_class is nx.DiGraph else {(min(e), max(e)) for e in drawn})
    ends = [ends[place] for place in random.permutation(len(ends))]
    names = [f"n{number:03}" for number in range(nodes)]
    weight, share = random.integers(1, 9, len(ends)), random.random(len(ends))
    years = [None if number % 3 == 0 else 1990 + number for number in range(len(ends))]
    graph = plain_class(name="a test")
    graph.add_nodes_from((name, {"label": name.upper()}) for name in names)
    for (i, j), w, s, year in zip(ends, weight.tolist(), share.tolist(), years, strict=True):
        graph.add_edge(names[i], names[j], weight=w, share=s, **({} if year is None else {"year": year}))
    i, j = np.array(ends, int).reshape(-1, 2).T
    view = view_class.of_edges(
        names, i, j, weights={"weight": weight, "share": share}, edge_attributes={"year": lambda: years},
        node_attributes={"label": lambda: [name.upper() for name in names]}, graph={"name": "a test"},
    )  # fmt: skip
    return view, graph


def undirected(edges: Any, graph: Any) -> set[Any]:
    return {edge if graph.is_directed() else frozenset(edge) for edge in edges}


@pytest.mark.parametrize("size", [(0, 0), (1, 0), (1, 1), (6, 4), (30, 80), (30, 700)], ids=str)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind[0].__name__)
class TestSameAsPlain:
    def test_without_dictionaries(self, kind: Any, size: tuple[int, int]) -> None:
        view, graph = pair(*kind, nodes=size[0], count=size[1])
        assert isinstance(view, nx.Graph) and view.is_directed() is graph.is_directed() and not view.is_multigraph()
        assert list(view) == list(graph) and len(view) == len(graph) == view.number_of_nodes() == view.order() and list(view.nodes) == list(graph.nodes)
        assert view.number_of_edges() == graph.number_of_edges() == len(view.edges) and view.size() == graph.size()
        assert undirected(view.edges, graph) == undirected(graph.edges, graph)
        assert "n000" in graph or "n000" not in view
        assert "other" not in view and ["n000"] not in view
        assert view.size(weight="weight") == graph.size(weight="weight")
        degrees = ["degree", "in_degree", "out_degree"] if graph.is_directed() else ["degree"]
        for name in degrees:
            for weight in (None, "weight", "year", "no such"):
                assert dict(getattr(view, name)(weight=weight)) == dict(getattr(graph, name)(weight=weight))
            assert list(getattr(view, name)(["n000", "other"])) == list(getattr(graph, name)(["n000", "other"]))
        assert nx.density(view) == nx.density(graph) and nx.degree_histogram(view) == nx.degree_histogram(graph)
        assert not view.filled

    def test_dictionaries(self, kind: Any, size: tuple[int, int]) -> None:
        view, graph = pair(*kind, nodes=size[0], count=size[1])
        order = list(view.edges)
        assert nx.utils.graphs_equal(view, graph) and view.filled
        assert list(view.edges(data=False, nbunch=list(view))) == order, "the edges come in the order that networkx takes from the dictionaries"
        assert dict(view.nodes(data="label")) == dict(graph.nodes(data="label"))
        if graph.is_directed():
            assert view._pred == graph._pred and view._succ == graph._succ
            assert undirected(view.in_edges, graph) == undirected(graph.in_edges, graph)
        else:
            assert all(view._adj[u][v] is view._adj[v][u] for u, v in view.edges)

    def test_other_forms(self, kind: Any, size: tuple[int, int]) -> None:
        view, graph = pair(*kind, nodes=size[0], count=size[1])
        for made in (view.to_networkx(), view.copy(), nx.Graph(view) if kind[1] is nx.Graph else nx.DiGraph(view), view.__class__(view)):
            assert type(made) is kind[1] and nx.utils.graphs_equal(made, graph) and made.graph == graph.graph
        for made in (pickle.loads(pickle.dumps(view)), copy.deepcopy(view), copy.copy(view)):
            assert type(made) is kind[0] and nx.utils.graphs_equal(made, graph)
        assert nx.utils.graphs_equal(view.to_undirected(), graph.to_undirected())
        assert nx.utils.graphs_equal(view.to_directed(), graph.to_directed())

    def test_subgraph(self, kind: Any, size: tuple[int, int]) -> None:
        view, graph = pair(*kind, nodes=size[0], count=size[1])
        chosen = [*list(graph)[::2], "other"]
        part, expected = view.subgraph(chosen), graph.subgraph(chosen)
        assert part.number_of_edges() == expected.number_of_edges() and not view.filled and not part.filled
        assert nx.utils.graphs_equal(part.to_networkx(), nx.Graph(expected) if kind[1] is nx.Graph else nx.DiGraph(expected))
        assert nx.utils.graphs_equal(part.subgraph(chosen[::2]).to_networkx(), kind[1](expected.subgraph(chosen[::2])))


def test_a_changed_copy_leaves_the_view() -> None:
    view, graph = pair(*KINDS[0])
    plain = view.to_networkx()
    plain.add_edge("n000", "new", weight=3)
    plain.nodes["n001"]["label"] = "changed"
    matrix, nodes = view.to_scipy()
    matrix.data[:] = 0
    nodes.clear()
    sparse = nx.to_scipy_sparse_array(view)
    sparse.data[:], sparse.indices[:] = 0, 0
    assert nx.utils.graphs_equal(view, graph)


@pytest.mark.parametrize(
    "change",
    [
        lambda g: g.add_node("x"), lambda g: g.add_nodes_from(["x"]), lambda g: g.remove_node("n000"), lambda g: g.remove_nodes_from(["n000"]),
        lambda g: g.add_edge("x", "y"), lambda g: g.add_edges_from([("x", "y")]), lambda g: g.add_weighted_edges_from([("x", "y", 1)]),
        lambda g: g.remove_edge("n000", "n001"), lambda g: g.remove_edges_from([]), lambda g: g.clear(), lambda g: g.clear_edges(),
        lambda g: g.update(edges=[("x", "y")]), lambda g: nx.set_node_attributes(g, 1, "x"), lambda g: nx.set_edge_attributes(g, 1, "x"),
        lambda g: g.nodes["n000"].update(label="x"), lambda g: g.nodes["n000"].pop("label"), lambda g: g.nodes["n000"].__setitem__("a", 1),
        lambda g: next(iter(g.edges(data=True)))[2].__setitem__("weight", 1),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind[0].__name__)
def test_a_view_cannot_be_changed(kind: Any, change: Any) -> None:
    view, graph = pair(*kind)
    with pytest.raises(nx.NetworkXError, match=r"to_networkx\(\)"):
        change(view)
    assert nx.is_frozen(view) and nx.utils.graphs_equal(view, graph)


def test_attributes_are_made_when_they_are_needed() -> None:
    made: list[str] = []

    def titles() -> list[str]:
        made.append("titles")
        return ["a", "b"]

    view = NetworkView.of_edges("abc", np.array([1, 0]), np.array([2, 1]), weights={"weight": np.array([1, 2])}, edge_attributes={"titles": titles})
    nx.pagerank(view)
    list(nx.connected_components(view))
    view.subgraph("ab").number_of_edges()
    assert made == []
    assert nx.get_edge_attributes(view, "titles") == {("a", "b"): "b", ("b", "c"): "a"} and made == ["titles"]
    assert view.edges["c", "b"] == {"weight": 1, "titles": "a"} and made == ["titles"]


def test_wrong_input_is_refused() -> None:
    one = np.array([0])
    with pytest.raises(CallError, match="'label' has 1 values for 2 nodes"):
        NetworkView.of_edges("ab", one, one, node_attributes={"label": ["x"]})
    with pytest.raises(CallError, match="'title' has 2 values for 1 edges"):
        NetworkView.of_edges("ab", one, one, edge_attributes={"title": lambda: ["x", "y"]}).edges(data=True).__iter__()
    with pytest.raises(CallError, match="'a' stands more than once"):
        "a" in NetworkView.of_edges("aba", one, one)  # noqa: B015
    with pytest.raises(CallError, match="not undirected, make no DirectedNetworkView|make no DirectedNetworkView"):
        DirectedNetworkView.of_csr("ab", NetworkView.of_edges("ab", one, one).csr)


def test_tables_and_igraph_hold_all_attributes() -> None:
    polars, igraph = pytest.importorskip("polars"), pytest.importorskip("igraph")
    view, graph = pair(*KINDS[0])
    nodes, edges = view.to_polars()
    assert nodes.columns == ["node", "label"] and edges.columns == ["source", "target", "weight", "share", "year"]
    for source, target, weight, share, year in edges.iter_rows():
        assert graph.edges[source, target] == {key: value for key, value in [("weight", weight), ("share", share), ("year", year)] if value is not None}
    assert isinstance(nodes, polars.DataFrame) and len(edges) == graph.number_of_edges()
    other = view.to_igraph()
    assert isinstance(other, igraph.Graph) and other.vs["name"] == list(graph) and other["name"] == "a test"
    assert sorted(other.degree()) == sorted(degree for _, degree in graph.degree) and other.es["weight"] == view.edge_values("weight")


def test_files_of_a_view_are_those_of_the_plain_graph() -> None:
    view, _ = pair(*KINDS[0])
    assert "\n".join(nx.generate_graphml(view)) == "\n".join(nx.generate_graphml(view.to_networkx()))
    assert nx.node_link_data(view) == nx.node_link_data(view.to_networkx())
