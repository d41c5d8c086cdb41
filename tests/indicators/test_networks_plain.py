"""Information, mixing, brokers, betweenness, communities and random networks: papers' examples, brute force, other packages."""

import math
from collections import Counter
from itertools import combinations, permutations

import igraph
import networkx as nx
import numpy as np
import pytest
import scipy.stats

import tcgraph
from tcgraph.errors import CallError
from tcgraph.indicators import between, brokers, grouping, information, mixing, nulls, triangles

# Information


def test_entropy_is_that_of_scipy_and_of_a_coin():
    counts = np.random.default_rng(1).integers(0, 9, (4, 5))
    assert information.entropy(counts) == pytest.approx(scipy.stats.entropy(counts.ravel(), base=2))
    assert information.entropy([1, 1]) == 1 and information.entropy([]) == information.entropy([0, 4]) == 0


def test_transmission_of_three_sides_by_hand():
    """Always together: one bit is shared by all. The third the parity of two: no pair knows anything, T is minus one bit."""
    together, parity = np.zeros((2, 2, 2)), np.zeros((2, 2, 2))
    together[0, 0, 0] = together[1, 1, 1] = 5
    for u, i in ((0, 0), (0, 1), (1, 0), (1, 1)):
        parity[u, i, u ^ i] = 3
    assert information.transmission(together) == pytest.approx(1)
    assert information.transmission(parity) == pytest.approx(-1)
    assert information.transmission(np.ones((2, 2, 2))) == pytest.approx(0, abs=1e-12)


def test_transmission_is_information_less_information_given_the_third():
    """T = I(x; y) - I(x; y | z), and I(x; y) is a chi-square's likelihood ratio: scipy's G statistic over 2 n ln 2."""
    table = np.random.default_rng(2).integers(1, 30, (2, 2, 2))
    given = sum(information.transmission(table[:, :, z]) * table[:, :, z].sum() for z in range(2)) / table.sum()
    assert information.transmission(table) == pytest.approx(information.transmission(table.sum(axis=2)) - given)
    g = scipy.stats.chi2_contingency(table.sum(axis=2), correction=False, lambda_="log-likelihood").statistic
    assert information.transmission(table.sum(axis=2)) == pytest.approx(g / (2 * table.sum() * math.log(2)))


def test_transmission_where_nothing_varies_and_of_other_shapes():
    assert information.transmission(np.zeros((2, 2, 2))) == 0
    assert information.transmission([[[3, 0], [4, 0]], [[5, 0], [6, 0]]]) == pytest.approx(0, abs=1e-12)
    with pytest.raises(CallError, match="two or three dimensions"):
        information.transmission([1, 2])


def test_the_error_is_seeded_and_that_of_the_large_sample():
    """For two independent sides 2 n ln 2 T is chi-square with one degree: the standard deviation of T is sqrt(2) / (2 n ln 2)."""
    table = np.array([[400, 100], [100, 400]])
    error = information.transmission_error(table, samples=4000, seed=5)
    assert error == information.transmission_error(table, samples=4000, seed=5)
    terms = np.log2(table / 1000 / 0.25)
    delta = math.sqrt(((table / 1000) * terms**2).sum() - ((table / 1000) * terms).sum() ** 2) / math.sqrt(1000)
    assert error == pytest.approx(delta, rel=0.08)
    assert information.transmission_error([[1, 0], [0, 0]]) is None


@pytest.mark.parametrize("sides", [2, 3])
def test_the_bias_is_the_mean_of_independent_sides(sides):
    """Many samples of independent sides: their mean transmission is the first term of the series, plus for two, minus for three."""
    random = np.random.default_rng(9)
    drawn = [information.contingency(*(random.random((sides, 150)) < 0.4)) for _ in range(3000)]
    values = [information.transmission(table) for table in drawn]
    assert np.mean(values) == pytest.approx(information.transmission_bias(drawn[0]), abs=4 * np.std(values) / math.sqrt(3000))
    assert information.transmission_bias(drawn[0]) == pytest.approx((1 if sides == 2 else -1) / (300 * math.log(2)))
    assert information.transmission_bias(np.zeros((2, 2))) is None and information.transmission_bias([[4, 0], [3, 0]]) == 0


def test_contingency_counts_combinations():
    table = information.contingency([1, 1, 0, 1], [0, 0, 0, 1], [1, 1, 0, 1])
    assert table[1, 0, 1] == 2 and table[0, 0, 0] == 1 and table[1, 1, 1] == 1 and table.sum() == 4
    assert information.contingency([], [], []).sum() == 0


# Mixing

COUPLES = [[0.258, 0.016, 0.035, 0.013], [0.012, 0.157, 0.058, 0.019], [0.013, 0.023, 0.306, 0.035], [0.005, 0.007, 0.024, 0.016]]


def test_newman_s_table_of_couples():
    """Table I of Newman 2003, partnerships by race in San Francisco, r = 0.621; the printed shares are rounded and add up to 0.997."""
    assert mixing.assortativity(COUPLES) == pytest.approx(0.621, abs=0.003)


def grouped(seed, number=40, groups=3, chance=0.15):
    graph = nx.gnp_random_graph(number, chance, seed=seed)
    own = np.random.default_rng(seed).integers(0, groups, number)
    nx.set_node_attributes(graph, dict(enumerate(own.tolist())), "group")
    return graph, own


@pytest.mark.parametrize("seed", range(5))
def test_assortativity_is_networkx_s_and_its_error_the_jackknife(seed):
    graph, own = grouped(seed)
    _, i, j = triangles.links(graph)
    found = mixing.mixing(mixing.mixing_table(i, j, own))
    assert found.assortativity == pytest.approx(nx.attribute_assortativity_coefficient(graph, "group"))
    assert found.links == graph.number_of_edges()
    assert found.same == pytest.approx(np.mean(own[i] == own[j])) and found.crossing == pytest.approx(1 - found.same)
    total = 0.0
    for edge in list(graph.edges):
        less = graph.copy()
        less.remove_edge(*edge)
        total += (nx.attribute_assortativity_coefficient(less, "group") - found.assortativity) ** 2
    assert found.error == pytest.approx(math.sqrt(total))


def test_links_of_unknown_groups_are_left_out_and_weights_count():
    table = mixing.mixing_table([0, 0, 1], [1, 2, 2], [0, 1, -1], weights=[3, 5, 7])
    assert table.tolist() == [[0, 3], [3, 0]]
    found = mixing.mixing(table)
    assert (found.links, found.crossing, found.expected_crossing, found.assortativity) == (3, 1, 0.5, -1)


def test_mixing_where_it_is_not_defined():
    assert mixing.mixing(np.zeros((2, 2))).assortativity is None and mixing.assortativity([[4]]) is None
    assert mixing.mixing(mixing.mixing_table([], [], [])).crossing is None
    with pytest.raises(CallError, match="square"):
        mixing.assortativity([[1, 2, 3], [4, 5, 6]])


# Triangles and brokers


@pytest.mark.parametrize("seed", range(4))
def test_transitivity_is_networkx_s_in_portions_too(seed, monkeypatch):
    monkeypatch.setattr(triangles, "_AT_ONCE", 50)
    graph = nx.powerlaw_cluster_graph(120, 5, 0.6, seed=seed)
    nodes, i, j = triangles.links(graph)
    assert triangles.transitivity(*triangles.simple_links(i, j, len(nodes)), len(nodes)) == pytest.approx(nx.transitivity(graph))


def test_no_link_has_no_triangle_and_loops_and_doubles_are_dropped():
    none = np.zeros(0, dtype=np.int64)
    assert triangles.transitivity(none, none, 0) == triangles.transitivity(none, none, 5) == 0
    assert [part.tolist() for part in triangles.simple_links([0, 1, 2, 2], [1, 0, 2, 1], 3)] == [[0, 1], [1, 2]]


def brute(graph, own):
    """The five roles by the definition, path by path."""
    found = np.zeros((len(own), 5), dtype=int)
    for a, b, c in permutations(range(len(own)), 3):
        if graph.has_edge(a, b) and graph.has_edge(b, c) and not graph.has_edge(a, c) and min(own[a], own[b], own[c]) >= 0:
            x, y, z = own[a], own[b], own[c]
            role = 0 if x == y == z else 1 if x == z else 2 if y == z else 3 if x == y else 4
            found[b, role] += 1
    return found


@pytest.mark.parametrize("seed", range(6))
def test_brokerage_roles_of_directed_networks_are_those_of_the_definition(seed):
    graph = nx.gnp_random_graph(18, 0.2, seed=seed, directed=True)
    own = np.random.default_rng(seed).integers(-1, 3, 18)
    _, i, j = triangles.links(graph)
    assert brokers.brokerage_roles(i, j, own, directed=True).tolist() == brute(graph, own).tolist()


@pytest.mark.parametrize("seed", range(6))
def test_brokerage_roles_of_undirected_networks_count_each_pair_once(seed):
    graph, own = grouped(seed, number=20, chance=0.25)
    _, i, j = triangles.links(graph)
    roles, both = brokers.brokerage_roles(i, j, own), brute(graph, own)
    assert (roles[:, [0, 1, 4]] * 2 == both[:, [0, 1, 4]]).all()
    assert (roles[:, 2] == both[:, 2]).all() and (roles[:, 3] == both[:, 3]).all() and (roles[:, 2] == roles[:, 3]).all()


def test_the_five_roles_of_gould_and_fernandez():
    """Figure 1 of the paper: a to b to c in each pattern of groups; a third link from a to c ends it."""
    for role, own in zip(brokers.ROLES, ([0, 0, 0], [0, 1, 0], [1, 0, 0], [0, 0, 1], [0, 1, 2]), strict=True):
        assert brokers.brokerage_roles([0, 1], [1, 2], own, directed=True)[1].tolist() == [role == name for name in brokers.ROLES]
        assert not brokers.brokerage_roles([0, 1, 0], [1, 2, 2], own, directed=True).any()
    assert not brokers.brokerage_roles([0, 1], [1, 0], [0, 1], directed=True).any(), "back to oneself is no brokerage"
    assert brokers.brokerage_roles([], [], []).shape == (0, 5) and not brokers.brokerage_roles([0], [1], [-1, -1]).any()
    with pytest.raises(CallError):
        brokers.brokerage_roles([0], [3], [0, 1])


# Betweenness

KARATE = nx.karate_club_graph()


def test_exact_betweenness_is_igraph_s_and_has_no_error():
    found = between.betweenness_with_error(KARATE, normalized=False)
    assert found.values == pytest.approx(igraph.Graph.from_networkx(KARATE).betweenness())
    assert found.exact and not found.errors.any()


def test_the_sampling_error_covers_the_truth_as_often_as_it_says():
    """Over 60 seeds, two standard errors of ten batches (Student, nine degrees: 92 percent) hold the exact sum of a group."""
    graph = nx.connected_watts_strogatz_graph(120, 6, 0.2, seed=1)
    groups = {node: "a" if node < 40 else "b" for node in graph}
    exact = between.by_group(between.betweenness_with_error(graph), groups)["a"][1]
    held = 0
    for seed in range(60):
        _, value, error, _, _ = between.by_group(between.betweenness_with_error(graph, sources=60, seed=seed * 100), groups)["a"]
        assert error > 0
        held += abs(value - exact) <= 2 * error
    assert held >= 47  # fewer than 47 of 60 has a chance below 0.1 percent


def test_groups_share_all_of_it():
    found = between.by_group(between.betweenness_with_error(KARATE), nx.get_node_attributes(KARATE, "club"))
    assert sum(share for _, _, _, share, _ in found.values()) == pytest.approx(1)
    assert sum(number for number, *_ in found.values()) == 34


def test_nothing_between_anything():
    assert between.betweenness_with_error(nx.Graph()).nodes == ()
    assert between.by_group(between.betweenness_with_error(nx.Graph()), {}) == {}
    assert between.by_group(between.betweenness_with_error(nx.complete_graph(3)), dict.fromkeys(range(3), "x")) == {"x": (3, 0, 0, None, None)}
    with pytest.raises(CallError, match="at least two batches"):
        between.betweenness_with_error(KARATE, sources=5)


# Divisions


def test_adjusted_rand_by_hand():
    """Two pairs against a pair and two singles: (1 - 1/3) / (1.5 - 1/3). Crossed pairs: (0 - 2/3) / (2 - 2/3)."""
    assert grouping.adjusted_rand([0, 0, 1, 1], [0, 0, 1, 2]) == pytest.approx((1 - 1 / 3) / (1.5 - 1 / 3))
    assert grouping.adjusted_rand([0, 0, 1, 1], [0, 1, 0, 1]) == pytest.approx(-0.5)


@pytest.mark.parametrize("seed", range(5))
def test_likeness_of_divisions_is_igraph_s(seed):
    one, other = np.random.default_rng(seed).integers(0, 4, (2, 30)).tolist()
    assert grouping.adjusted_rand(one, other) == pytest.approx(igraph.compare_communities(one, other, method="adjusted_rand"))
    assert grouping.variation_of_information(one, other) == pytest.approx(igraph.compare_communities(one, other, method="vi"))


def test_likeness_at_the_ends():
    for same in ([], ["x"], ["x", "x"], ["x", "y"]):
        assert grouping.adjusted_rand(same, same) == 1 and grouping.variation_of_information(same, same) == 0
    assert grouping.variation_of_information([0, 0, 1, 1], [0, 1, 0, 1]) == pytest.approx(math.log(4))
    with pytest.raises(CallError, match="of 1 and 2"):
        grouping.adjusted_rand([1], [1, 2])


def test_cliques_in_a_ring_are_found_each_time():
    graph = nx.ring_of_cliques(6, 5)
    found = grouping.divide(graph, runs=5, weight=None)
    assert sorted(map(sorted, found.communities)) == [list(range(5 * n, 5 * n + 5)) for n in range(6)]
    assert (found.rand, found.information, set(found.stable)) == (1, 0, {1})
    assert found.modularity[0] == pytest.approx(igraph.Graph.from_networkx(graph).modularity([n // 5 for n in range(30)]))


def test_a_network_without_communities_is_not_stable():
    found = grouping.divide(nx.gnp_random_graph(80, 0.08, seed=2), runs=6)
    assert found.rand < 0.8 and found.information > 0.2
    assert len(found.modularity) == 6 and sum(map(len, found.communities)) == 80


def test_communities_of_nothing_and_of_loose_nodes():
    assert grouping.divide(nx.Graph()).communities == ()
    assert grouping.divide(nx.empty_graph(3), runs=1) == grouping.Division(((0,), (1,), (2,)), (0,), None, None, (None,) * 3)
    with pytest.raises(CallError, match="louvain or leiden"):
        grouping.divide(KARATE, method="fast")
    with pytest.raises(CallError, match=r"no Leiden of its own.*method='louvain'.*views\.cooperation"):
        grouping.divide(KARATE, method="leiden")


def test_leiden_without_an_engine_says_what_to_set(dataset):
    view, settings = tcgraph.views.cooperation(dataset, kind="JointAward"), nx.config.backends.tcgraph
    before, settings.engine = settings.engine, "networkx"
    try:
        with pytest.raises(CallError, match=r"engine that is set is networkx.*tcgraph\.engine = 'auto'"):
            grouping.divide(view, method="leiden", runs=1)
    finally:
        settings.engine = before


@pytest.mark.parametrize("seed", range(3))
def test_the_stability_of_a_community_is_its_mean_best_jaccard_share(seed):
    own, *others = np.random.default_rng(seed).integers(0, 4, (4, 40))
    found = grouping._stable(own, list(others))
    for k, value in enumerate(found):
        part = set(np.flatnonzero(own == k).tolist())
        rest = [[set(np.flatnonzero(other == m).tolist()) for m in range(4)] for other in others]
        assert value == pytest.approx(np.mean([max(len(part & one) / len(part | one) for one in run) for run in rest]))


# Random networks


@pytest.mark.parametrize("seed", range(3))
def test_many_are_looked_up_as_few_are(seed, monkeypatch):
    random = np.random.default_rng(seed)
    keys, wanted = np.unique(random.integers(0, 500, 90)), random.integers(0, 500, 300)
    few = triangles.adjacent_places(keys, wanted)
    monkeypatch.setattr(triangles, "_MANY", 10)
    assert triangles.adjacent_places(keys, wanted).tolist() == few.tolist()
    assert (few >= 0).tolist() == np.isin(wanted, keys).tolist() and (keys[few[few >= 0]] == wanted[few >= 0]).all()


@pytest.mark.parametrize("seed", range(3))
def test_swaps_keep_degrees_and_simplicity_and_are_seeded(seed):
    graph = nx.powerlaw_cluster_graph(200, 4, 0.5, seed=seed)
    nodes, i, j = triangles.links(graph)
    found = nulls.swap_links(i, j, len(nodes), seed=seed)
    again = nx.Graph(zip(found.i.tolist(), found.j.tolist(), strict=True))
    assert dict(again.degree) == dict(graph.degree) and again.number_of_edges() == graph.number_of_edges()
    assert nx.number_of_selfloops(again) == 0 and found.swaps > graph.number_of_edges()
    assert found.i.tolist() == nulls.swap_links(i, j, len(nodes), seed=seed).i.tolist()
    assert len(set(again.edges) & set(graph.edges)) < 0.5 * graph.number_of_edges()


def test_all_networks_with_the_degrees_are_equally_likely():
    """Degrees 2, 2, 2, 1, 1 on five nodes: the networks by brute force; 1,500 draws, each from the one before, against even shares by chi-square."""
    degrees = (2, 2, 2, 1, 1)
    pairs = list(combinations(range(5), 2))
    all_of_them = [links for links in combinations(pairs, 4) if tuple(Counter(n for link in links for n in link)[k] for k in range(5)) == degrees]
    i, j = np.array(all_of_them[0]).T
    seen = Counter()
    for seed in range(1500):
        found = nulls.swap_links(i, j, 5, tries=4, seed=seed)
        i, j = found.i, found.j
        seen[tuple(zip(found.i.tolist(), found.j.tolist(), strict=True))] += 1
    assert set(seen) == set(all_of_them) and len(all_of_them) > 5
    assert scipy.stats.chisquare(list(seen.values())).pvalue > 1e-3


def test_a_network_that_has_no_other_stays():
    star = nulls.swap_links([0, 0, 0], [1, 2, 3], 4)
    assert (star.swaps, star.i.tolist(), star.j.tolist()) == (0, [0, 0, 0], [1, 2, 3])
    assert nulls.swap_links([], [], 0).rounds == 0


def test_memberships_keep_both_margins_and_are_seeded():
    random = np.random.default_rng(8)
    member, event = random.integers(0, 50, 300), random.integers(0, 40, 300)
    before = set(zip(member.tolist(), event.tolist(), strict=True))
    one, two = (nulls.swap_memberships(member, event, seed=2) for _ in range(2))
    after = list(zip(one[0].tolist(), one[1].tolist(), strict=True))
    assert len(after) == len(set(after)) == len(before) and one[1].tolist() == two[1].tolist()
    for side in (0, 1):
        assert Counter(pair[side] for pair in after) == Counter(pair[side] for pair in before)
    assert len(set(after) & before) < 0.5 * len(before)


def test_all_tables_of_memberships_are_equally_likely():
    """Margins 2, 1, 1 and 2, 1, 1: five tables of 0 and 1, by brute force."""
    cells = [(r, c) for r in range(3) for c in range(3)]
    margin = Counter({0: 2, 1: 1, 2: 1})
    tables = [t for t in combinations(cells, 4) if Counter(r for r, _ in t) == margin == Counter(c for _, c in t)]
    seen = Counter()
    for seed in range(2000):
        one = nulls.swap_memberships(*np.array(tables[0]).T, rounds=12, seed=seed)
        seen[tuple(zip(one[0].tolist(), one[1].tolist(), strict=True))] += 1
    assert set(seen) == set(tables) and len(tables) == 5
    assert scipy.stats.chisquare(list(seen.values())).pvalue > 1e-3


def test_a_projection_is_networkx_s():
    graph = nx.bipartite.random_graph(30, 20, 0.2, seed=3)
    ends = np.array([(a, b) for a, b in graph.edges]).T
    counts = Counter(zip(*map(np.ndarray.tolist, nulls.projected(*ends)), strict=True))
    theirs = nx.bipartite.weighted_projected_graph(graph, range(30))
    assert counts == {(min(a, b), max(a, b)): w for a, b, w in theirs.edges(data="weight")}


def test_a_z_score_by_hand():
    found = nulls.z_score(7.0, [1.0, 3.0])
    assert (found.mean, found.deviation, found.z, found.p) == (2, math.sqrt(2), 5 / math.sqrt(2), 1 / 3)
    assert nulls.z_score(2.0, [2.0, 2.0]).z is None and nulls.z_score(2.0, [2.0, 2.0]).p == 1
    with pytest.raises(CallError, match="at least two"):
        nulls.z_score(1.0, [1.0])
