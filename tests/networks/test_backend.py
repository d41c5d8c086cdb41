"""networkx dispatches to the arrays: the same answers as on the plain graph, without dictionaries, and its own for the rest."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import networkx as nx
import numpy as np
import pytest

from tcgraph.errors import CallError
from tcgraph.networks import DirectedNetworkView, NetworkView
from tcgraph.networks.backend import dispatcher, view_of
from tcgraph_networkx_info import FUNCTIONS, get_info

SPARSE, DENSE, TREE = (40, 35), (40, 300), (60, 0)


def networks(size: tuple[int, int], *, directed: bool, loops: bool, seed: int = 5) -> tuple[Any, Any]:
    """A view and the plain graph; no edges drawn: a long path with short branches."""
    nodes, count = size
    random = np.random.default_rng(seed)
    drawn = {tuple(ends) for ends in random.integers(0, nodes - 3, (count, 2)).tolist()} or {(n, n + 1 if n % 5 else min(n + 3, nodes - 1)) for n in range(nodes - 1)}
    graph = nx.DiGraph() if directed else nx.Graph()
    names = [f"n{number:02}" for number in range(nodes)]
    graph.add_nodes_from(names)
    graph.add_weighted_edges_from((names[i], names[j], (i * j) % 7 + 1) for i, j in sorted(drawn) if loops or i != j)
    index = {name: number for number, name in enumerate(names)}
    i, j = np.array([(index[u], index[v]) for u, v in graph.edges], int).reshape(-1, 2).T
    kind = DirectedNetworkView if directed else NetworkView
    return kind.of_edges(names, i, j, weights={"weight": np.array([w for *_, w in graph.edges(data="weight")], int)}), graph


def same(ours: Any, theirs: Any) -> bool:
    if isinstance(theirs, Iterator):
        return same(list(ours), list(theirs))
    if isinstance(theirs, dict) and theirs and isinstance(next(iter(theirs.values())), float | int):
        return bool(ours == pytest.approx(theirs, rel=1e-9, abs=1e-12)) and list(ours) == list(theirs)
    if isinstance(theirs, np.ndarray):
        return ours.dtype == theirs.dtype and bool((ours == theirs).all())
    if hasattr(theirs, "toarray"):
        return ours.dtype == theirs.dtype and ours.format == theirs.format and bool((ours.toarray() == theirs.toarray()).all())
    return bool(ours == (pytest.approx(theirs) if isinstance(theirs, float) else theirs))


def outcome(call: Callable[[], Any]) -> Any:
    try:
        found = call()
        return list(found) if isinstance(found, Iterator) else found
    except Exception as error:
        return type(error), str(error).partition(" of the graph ")[0]  # networkx names the class of the graph there


BOTH: dict[str, Callable[[Any], Any]] = {
    "pagerank": nx.pagerank,
    "pagerank, options": lambda g: nx.pagerank(g, 0.6, weight=None, personalization={"n01": 2, "n05": 1}, nstart={"n00": 1, "n02": 3}, dangling={"n03": 1}),
    "pagerank, no convergence": lambda g: nx.pagerank(g, max_iter=1, tol=1e-12),
    "eigenvector": lambda g: nx.eigenvector_centrality(g, max_iter=2000, weight="weight"),
    "eigenvector, zero start": lambda g: nx.eigenvector_centrality(g, nstart=dict.fromkeys(g, 0)),
    "betweenness": nx.betweenness_centrality,
    "betweenness, sampled": lambda g: nx.betweenness_centrality(g, k=9, seed=3),
    "betweenness, one source": lambda g: list(map(str, nx.betweenness_centrality(g, k=1, seed=3, normalized=False).values()))[:0],
    "betweenness, endpoints": lambda g: nx.betweenness_centrality(g, k=9, seed=3, normalized=False, endpoints=True),
    "betweenness, weighted": lambda g: nx.betweenness_centrality(g, weight="weight"),
    "betweenness, too many": lambda g: nx.betweenness_centrality(g, k=900),
    "closeness": nx.closeness_centrality,
    "closeness, plain": lambda g: nx.closeness_centrality(g, wf_improved=False),
    "closeness, one node": lambda g: nx.closeness_centrality(g, u="n04"),
    "closeness, no such node": lambda g: nx.closeness_centrality(g, u="nobody"),
    "harmonic": lambda g: dict(sorted(nx.harmonic_centrality(g).items())),
    "harmonic, one node": lambda g: nx.harmonic_centrality(g, nbunch=["n04"]),
    "harmonic, sources": lambda g: dict(sorted(nx.harmonic_centrality(g, sources=["n04", "n05"]).items())),
    "degree": nx.degree_centrality,
    "distances": lambda g: dict(sorted(nx.single_source_shortest_path_length(g, "n03").items())),
    "distances, cut off": lambda g: dict(sorted(nx.single_source_shortest_path_length(g, "n03", cutoff=2).items())),
    "distances to": lambda g: dict(sorted(nx.single_target_shortest_path_length(g, "n03").items())),
    "distances from nobody": lambda g: nx.single_source_shortest_path_length(g, "nobody"),
    "all distances": lambda g: dict(nx.all_pairs_shortest_path_length(g)),
    "eccentricity": nx.eccentricity,
    "diameter": nx.diameter,
    "average distance": nx.average_shortest_path_length,
    "loops": nx.number_of_selfloops,
    "empty": nx.is_empty,
    "core number": nx.core_number,
    "clustering": nx.clustering,
    "clustering, one": lambda g: nx.clustering(g, "n04"),
    "clustering, some": lambda g: nx.clustering(g, ["n04", "n07", "nobody"]),
    "clustering, weighted": lambda g: nx.clustering(g, weight="weight"),
    "average clustering": nx.average_clustering,
    "transitivity": nx.transitivity,
    "triangles": nx.triangles,
    "triangles, one": lambda g: nx.triangles(g, "n04"),
    "components": nx.connected_components,
    "number of components": nx.number_connected_components,
    "connected": nx.is_connected,
    "component": lambda g: nx.node_connected_component(g, "n04"),
    "weak components": nx.weakly_connected_components,
    "weakly connected": nx.is_weakly_connected,
    "number of strong components": nx.number_strongly_connected_components,
    "strongly connected": nx.is_strongly_connected,
    "modularity": lambda g: nx.community.modularity(g, [set(list(g)[:9]), list(g)[9:]]),
    "modularity, resolution": lambda g: nx.community.modularity(g, [set(list(g)[:9]), set(list(g)[9:])], weight=None, resolution=0.4),
    "modularity, no partition": lambda g: nx.community.modularity(g, [set(list(g)[:9])]),
    "matrix": nx.to_scipy_sparse_array,
    "matrix, some nodes": lambda g: nx.to_scipy_sparse_array(g, nodelist=["n05", "n01", "n03"], weight=None, dtype=float, format="csc"),
    "matrix, no such node": lambda g: nx.to_scipy_sparse_array(g, nodelist=["n05", "nobody"]),
    "matrix, no such format": lambda g: nx.to_scipy_sparse_array(g, format="xyz"),
    "dense matrix": nx.to_numpy_array,
    "weights": lambda g: sorted((*sorted(edge), weight) for edge, weight in nx.get_edge_attributes(g, "weight").items()),
    "no weights": lambda g: len(nx.get_edge_attributes(g, "no such", default=3)),
}


@pytest.mark.parametrize("size", [SPARSE, DENSE, TREE], ids=["sparse", "dense", "tree"])
@pytest.mark.parametrize("loops", [False, True], ids=["", "loops"])
@pytest.mark.parametrize("directed", [False, True], ids=["undirected", "directed"])
@pytest.mark.parametrize("name", BOTH)
def test_the_answer_is_that_of_networkx(name: str, directed: bool, loops: bool, size: tuple[int, int]) -> None:
    view, graph = networks(size, directed=directed, loops=loops)
    ours, theirs = outcome(lambda: BOTH[name](view)), outcome(lambda: BOTH[name](graph))
    assert same(ours, theirs), (ours, theirs)


@pytest.mark.parametrize("kind", [NetworkView, DirectedNetworkView])
@pytest.mark.parametrize("nodes", [[], ["a"], ["a", "b"]], ids=len)
@pytest.mark.parametrize("name", [name for name in BOTH if "component" not in name.split()])
def test_networks_without_edges(name: str, nodes: list[str], kind: Any) -> None:
    none = np.array([], int)
    view = kind.of_edges(nodes, none, none, weights={"weight": none})
    graph = nx.DiGraph() if kind is DirectedNetworkView else nx.Graph()
    graph.add_nodes_from(nodes)
    ours, theirs = outcome(lambda: BOTH[name](view)), outcome(lambda: BOTH[name](graph))
    assert same(ours, theirs), (ours, theirs)


FAST = [name for name in BOTH if not any(word in name for word in ("weighted", "no ", "too many", "zero", "nobody", "connected", "strong", "weak", "eccentr", "diam", "average d"))]


@pytest.mark.parametrize("name", FAST)
def test_no_dictionaries_are_made(name: str) -> None:
    view, _ = networks(DENSE, directed=False, loops=False)
    BOTH[name](view)
    assert not view.filled


def test_all_functions_are_there_under_networkx_names() -> None:
    algorithms = nx.utils.backends._registered_algorithms
    assert set(get_info()["functions"]) == set(FUNCTIONS) <= set(algorithms)
    for name in FUNCTIONS:
        assert callable(getattr(dispatcher, name)) and "tcgraph" in algorithms[name].backends
    with pytest.raises(AttributeError, match="no function 'no_such'"):
        dispatcher.no_such  # noqa: B018


def test_what_the_backend_lacks_is_networkx_own_answer() -> None:
    view, graph = networks(SPARSE, directed=False, loops=False)
    for work in (nx.katz_centrality_numpy, nx.minimum_spanning_tree, lambda g: nx.ego_graph(g, "n03", 2), nx.square_clustering, nx.dijkstra_path_length):
        arguments = ("n00", next(iter(nx.node_connected_component(graph, "n00")))) if work is nx.dijkstra_path_length else ()
        ours, theirs = work(view, *arguments), work(graph, *arguments)
        assert nx.utils.graphs_equal(ours, theirs) if isinstance(theirs, nx.Graph) else same(ours, theirs)
    assert view.filled


def test_views_and_plain_graphs_mix() -> None:
    view, graph = networks(SPARSE, directed=False, loops=False)
    with pytest.raises(TypeError, match="backend="):
        nx.is_isomorphic(view, graph)
    assert nx.is_isomorphic(view, graph, backend="tcgraph")
    graph.__networkx_cache__ = None
    with nx.config(fallback_to_nx=True):
        assert nx.utils.graphs_equal(nx.compose(view, graph), graph)
        assert nx.utils.graphs_equal(nx.disjoint_union_all([view, graph]), nx.disjoint_union_all([graph, graph]))
    assert nx.is_isomorphic(view.to_networkx(), graph)


def test_distances_come_in_the_order_of_the_search() -> None:
    view, _ = networks(DENSE, directed=False, loops=False)
    expected = nx.single_source_shortest_path_length(view.to_networkx(), "n03")
    assert list(nx.single_source_shortest_path_length(view, "n03").items()) == list(expected.items())


def test_networkx_can_be_asked_for_by_name() -> None:
    view, graph = networks(SPARSE, directed=False, loops=False)
    assert nx.clustering(view, backend="networkx") == nx.clustering(graph)


def test_a_plain_graph_goes_through_the_backend_where_it_is_asked_for() -> None:
    _, graph = networks(DENSE, directed=False, loops=True)
    graph.__networkx_cache__ = None
    assert same(nx.pagerank(graph, backend="tcgraph"), nx.pagerank(graph))
    assert dispatcher.should_run("pagerank", (graph,), {}) is True
    assert "cost" in str(dispatcher.should_run("is_empty", (graph,), {})) and "networkx" in str(dispatcher.can_run("minimum_spanning_tree", (graph,), {}))
    with pytest.raises(NotImplementedError):
        nx.minimum_spanning_tree(graph, backend="tcgraph")


def test_plain_graphs_as_views_keep_all_attributes() -> None:
    graph = nx.DiGraph([(3, 1, {"weight": 2.5, "kind": "x"}), (1, "a", {"weight": 1}), (1, 1, {})], name="mixed")
    graph.add_node(None.__class__, size=4)
    view = view_of(graph)
    assert isinstance(view, DirectedNetworkView) and nx.utils.graphs_equal(view, graph) and list(view) == list(graph)
    assert view_of(nx.MultiGraph()) is None and view_of(nx.Graph([(1, 2, {"weight": None})])) is None


def test_projections_of_a_bipartite_view() -> None:
    plain = nx.bipartite.random_graph(12, 9, 0.3, seed=4)
    view = view_of(plain)
    assert view is not None
    top = [7, 2, 5, 0, 1, 3, 4, 6, 8, 9, 10, 11]
    for work in (nx.bipartite.projected_graph, nx.bipartite.weighted_projected_graph, lambda g, n: nx.bipartite.weighted_projected_graph(g, n, ratio=True)):
        ours = work(view, top)
        assert isinstance(ours, NetworkView) and nx.utils.graphs_equal(ours, work(plain, top)) and list(ours) == top
    assert type(nx.bipartite.projected_graph(view, top, multigraph=True)) is nx.MultiGraph
    with pytest.raises(nx.NetworkXException):
        nx.bipartite.weighted_projected_graph(view, list(view))


@pytest.mark.parametrize("engine", ["igraph", "networkit"])
@pytest.mark.parametrize("function", [nx.community.louvain_communities, nx.community.leiden_communities])
def test_communities_are_a_good_partition_and_the_same_again(function: Any, engine: str) -> None:
    pytest.importorskip(engine)
    graph = nx.planted_partition_graph(4, 25, 0.5, 0.02, seed=2)
    view = view_of(graph)
    found = function(view, seed=3, engine=engine)
    assert found == function(view, seed=3, engine=engine) and nx.community.is_partition(graph, found) and not view.filled
    assert [min(part) for part in found] == sorted(min(part) for part in found)
    assert nx.community.modularity(graph, found) >= nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=3)) - 0.01
    assert nx.community.modularity(view, found) == pytest.approx(nx.community.modularity(graph, found))
    ring = view_of(nx.circulant_graph(60, [1, 2]))
    assert len({str(function(ring, seed=seed, engine=engine)) for seed in range(12)}) > 1, "another seed, another partition of a ring"


def test_communities_of_networkx_where_it_is_chosen() -> None:
    graph = nx.karate_club_graph()
    view, expected = view_of(graph), nx.community.louvain_communities(graph, seed=3)
    assert nx.community.louvain_communities(view, seed=3, engine="networkx", backend="tcgraph") == expected
    nx.config.backends.tcgraph.engine = "networkx"
    try:
        assert nx.community.louvain_communities(view, seed=3) == expected
        with pytest.raises(ImportError, match="igraph or networkit"):
            nx.community.leiden_communities(view)
    finally:
        nx.config.backends.tcgraph.engine = "auto"
    with pytest.raises(CallError, match="No engine 'gephi'. Known: auto, igraph"):
        nx.community.louvain_communities(view, engine="gephi")


def test_who_asks_networkx_only_gets_networkx_only() -> None:
    """The functions of the backend are told without numpy, and without the rest of the package's libraries."""
    code = "import sys; before = set(sys.modules); from tcgraph_networkx_info import get_info; get_info(); print([m for m in ('numpy', 'scipy', 'networkx', 'igraph', 'networkit') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
