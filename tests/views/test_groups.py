"""Provinces, fields, ego networks, paths, periods, roll-up, backbone: small worlds by hand, and the packaged data another way."""

import pickle
from collections import Counter
from itertools import combinations

import networkx as nx
import pytest

from tcgraph import views
from tcgraph.columns import from_store
from tcgraph.errors import CallError, UnknownNameError, UnknownThingError

PLACES = """e:L a tc:Province ; rdfs:label "辽宁"@zh , "Liaoning"@en . e:J a tc:Province ; rdfs:label "吉林"@zh . e:D tc:within e:L . e:L tc:within e:China .
e:f1 tc:locatedIn e:L . e:f2 tc:locatedIn e:D . e:u1 tc:locatedIn e:J . e:unit tc:unitOf e:f3 ; tc:locatedIn e:J ; tc:liesWithin e:J , e:China .
e:f3 tc:locatedIn e:L . """


@pytest.fixture
def placed(world):
    """f1 and f2 (in a city) lie in L, u1 in J, f3 in both, i1 nowhere."""
    return world.dataset(PLACES, world.organisations("f1 f2 f3 u1 i1"), world.cooperation("a", "f1 f2", 2000), world.cooperation("b", "f1 f2 u1", 2001),
                         world.cooperation("c", "f3", 2002), world.cooperation("d", "f3 i1", 2003), world.cooperation("e", "f3 u1", 2004))


def test_provinces_by_hand(placed, world):
    view = views.province_links(placed)
    assert world.edges(view) == {("J", "L"): 2}, "b and e; of c and d one organisation alone lies in both"
    assert world.nodes(view, "inside") == {"L": 2, "J": 1}, "a, b; e"
    assert world.nodes(view, "cooperations") == {"L": 5, "J": 4}
    assert world.nodes(view, "organisations") == {"L": 3, "J": 2}
    assert world.nodes(view, "label") == {"L": "辽宁", "J": "吉林"}
    assert (view.graph["without_province"], view.graph["unplaced"]) == (1, 0)
    assert [one.iri for one in views.why(view, "http://e/L", "http://e/J")] == ["http://e/b", "http://e/e"]
    assert world.edges(views.province_links(placed, weight="newman")) == {("J", "L"): 1.5}


def test_provinces_of_the_packaged_data_another_way(dataset, expected):
    province = dict.fromkeys(row.p for row in dataset.select("PREFIX tc: <https://w3id.org/tcgraph/ontology#> SELECT ?p { ?p a tc:Province }"))
    inside, apart = Counter(), Counter()
    for one in expected.cooperations:
        pairs = set()
        for left, right in combinations(sorted(one.organisations), 2):
            pairs |= {tuple(sorted((p, q))) for p in expected.places[left] if p in province for q in expected.places[right] if q in province}
        for p, q in pairs:
            (inside if p == q else apart)[p, q] += 1
    view = views.province_links(dataset)
    assert {tuple(sorted((a, b))): weight for a, b, weight in view.edges(data="weight")} == dict(apart)
    assert {(n, n): count for n, count in view.nodes(data="inside") if count} == dict(inside)
    assert len(apart) > 50
    a, b = max(apart, key=apart.__getitem__)
    assert len(views.why(view, a, b)) == apart[a, b]


FIELDS = """e:s1 skos:broader e:s . e:s2 skos:broader e:s . e:s rdfs:label "领域"@zh . e:f1 tc:activeInField e:s1 . e:f2 tc:activeInField e:s2 .
e:f3 tc:activeInField e:t . """


def test_fields_by_hand(world):
    dataset = world.dataset(FIELDS, world.organisations("f1 f2 f3 u1"), world.cooperation("a", "f1 f2 u1"), world.cooperation("b", "f2 f3"), world.cooperation("c", "u1"))
    view = views.field_links(dataset)
    assert world.edges(view) == {("s1", "s2"): 1, ("s2", "t"): 1}
    assert (view.graph["without_field"], view.graph["unplaced"]) == (1, 1)
    first = views.field_links(dataset, level=1)
    assert (world.edges(first), world.nodes(first, "inside"), world.nodes(first, "label")) == ({("s", "t"): 1}, {"s": 1, "t": 0}, {"s": "领域", "t": ""})
    both = views.organisation_fields(dataset)
    assert {tuple(sorted(n.rpartition("/")[2] for n in edge)) for edge in both.edges} == {("f1", "s1"), ("f2", "s2"), ("f3", "t")}
    assert world.nodes(both, "bipartite") == {"f1": 0, "f2": 0, "f3": 0, "u1": 0, "s1": 1, "s2": 1, "t": 1}
    assert both.graph["without_field"] == 1
    with pytest.raises(CallError, match="No level 3"):
        views.field_links(dataset, level=3)
    with pytest.raises(CallError, match="knows them"):
        views.why(both, "http://e/f1", "http://e/s1")


def chain(world):
    """f1 - u1 - f2 - i1 - f3, and f1 - f2."""
    return world.dataset(world.organisations("f1 f2 f3 u1 i1 x1"), *(world.cooperation(name, parties, 2000 + number) for number, (name, parties) in enumerate(
        [("a", "f1 u1"), ("b", "u1 f2"), ("c", "f2 i1"), ("d", "i1 f3"), ("e", "f1 f2"), ("g", "f1 u1")])))


def test_ego_networks(world):
    dataset = chain(world)
    near = views.ego(dataset, "http://e/u1")
    assert world.nodes(near, "distance") == {"u1": 0, "f1": 1, "f2": 1}
    assert world.edges(near) == {("f1", "u1"): 2, ("f2", "u1"): 1, ("f1", "f2"): 1}, "also the edges among those around"
    assert world.nodes(views.ego(dataset, "http://e/u1", radius=3), "distance")["f3"] == 3
    assert list(views.ego(dataset, "http://e/u1", radius=0)) == ["http://e/u1"]
    assert len(views.why(near, "http://e/f1", "http://e/u1")) == 2
    assert list(views.ego(dataset, "http://e/u1", since=2004, kind="Founding").nodes(data="cooperations")) == [("http://e/u1", 0)]
    with pytest.raises(CallError, match="radius=-1"):
        views.ego(dataset, "http://e/u1", radius=-1)
    with pytest.raises(UnknownThingError, match="http://e/nobody"):
        views.ego(dataset, "http://e/nobody")


def test_ego_by_name_equals_networkx(dataset, cooperation):
    view = views.ego(dataset, "沈阳自动化研究所" if dataset.find("沈阳自动化研究所") else "清华大学", radius=1)
    wanted = nx.ego_graph(cooperation.to_networkx(), view.graph["ego"], radius=1)
    assert set(view) == set(wanted) and view.number_of_edges() == wanted.number_of_edges() > 20
    assert {frozenset(e[:2]): e[2] for e in view.edges(data=True)} == {frozenset(e[:2]): e[2] for e in wanted.edges(data=True)}


def test_two_step_paths(world):
    dataset = chain(world)
    view = views.industry_institute_paths(dataset)
    assert world.edges(view) == {("f1", "f2"): 1, ("f2", "f3"): 1}
    assert world.edges(view, "direct") == {("f1", "f2"): True, ("f2", "f3"): False}
    assert world.edges(view, "via") == {("f1", "f2"): "名u1", ("f2", "f3"): "名i1"}
    assert [one.iri[-1] for one in views.why(view, "http://e/f1", "http://e/f2")] == ["a", "b", "g"]
    table = views.path_table(dataset)
    rows = list(zip(table["one"], table["via"], table["other"], table["one_count"], table["other_count"], strict=True))
    assert rows == [("http://e/f1", "http://e/u1", "http://e/f2", 2, 1), ("http://e/f2", "http://e/i1", "http://e/f3", 1, 1)]
    assert views.industry_institute_paths(dataset, between=["hospital"]).number_of_edges() == 0
    with pytest.raises(CallError, match="enterprise stands between and at the ends"):
        views.industry_institute_paths(dataset, between=["enterprise"])


def test_paths_of_the_packaged_data_another_way(dataset, cooperation):
    plain, kind = cooperation.to_networkx(), dict(cooperation.nodes(data="kind"))
    wanted = Counter()
    for middle in plain:
        if kind[middle] in ("university", "institute", "university or institute"):
            wanted.update(combinations(sorted(n for n in plain[middle] if kind[n] == "enterprise"), 2))
    view = views.industry_institute_paths(dataset)
    assert {tuple(sorted((a, b))): weight for a, b, weight in view.edges(data="weight")} == wanted
    assert view.graph["paths"] == wanted.total() == len(views.path_table(dataset)["one"]) > 1000
    assert all(plain.has_edge(a, b) is direct for a, b, direct in view.edges(data="direct"))


def test_slices(world):
    dataset = world.dataset(world.cooperation("a", "f1 f2", 2000, 2001), world.cooperation("b", "f2 f3", 2003), world.cooperation("c", "f1 f3"))
    found = views.slices(dataset)
    assert {year: world.edges(view) for year, view in found.items()} == {2000: {("f1", "f2"): 1}, 2001: {("f1", "f2"): 1}, 2002: {}, 2003: {("f2", "f3"): 1}}
    assert found[2000].graph["undated_left_out"] == 1 and found[2001].graph["since"] == found[2001].graph["until"] == 2001
    sums = views.slices(dataset, cumulative=True)
    assert [view.number_of_edges() for view in sums.values()] == [1, 1, 1, 2]
    periods = views.slices(dataset, [1999, 2002], same_nodes=True)
    assert [(y, v.graph["since"], v.graph["until"], len(v)) for y, v in periods.items()] == [(1999, 1999, 2001, 3), (2002, 2002, 2004, 3)]
    assert views.slices(world.dataset(world.cooperation("c", "f1 f3"))) == {}
    assert world.edges(views.slices(dataset, cumulative=True, half_life=1)[2003]) == {("f1", "f2"): 0.25, ("f2", "f3"): 1}
    with pytest.raises(CallError, match="do not ascend"):
        views.slices(dataset, [2003, 2000])


def test_slices_of_the_packaged_data_are_the_view_of_each_year(dataset):
    found = views.slices(dataset)
    assert len(found) > 20
    for year in (2016, 2021):
        one = views.cooperation(dataset, since=year, until=year)
        assert list(found[year].edges(data=True)) == list(one.edges(data=True))


PARENTS = "e:i1 tc:partOf e:u1 . e:i2 tc:partOf e:i1 . e:i3 tc:partOf e:u1 , e:u2 . e:i4 tc:partOf e:i5 . e:i5 tc:partOf e:i4 . "


def test_roll_up_to_the_largest_parent(world):
    dataset = world.dataset(PARENTS, world.organisations("f1 i1 i2 i3 i4 i5 u1 u2"), world.cooperation("a", "f1 i2", 2000),
                            world.cooperation("b", "f1 i1 i2", 2000), world.cooperation("c", "f1 i3", 2000), world.cooperation("d", "i4 i5", 2000))
    view = views.cooperation(dataset, roll_up=True)
    assert world.edges(view) == {("f1", "u1"): 2, ("f1", "i3"): 1, ("i4", "i5"): 1}, "of two parents, or in a circle: itself"
    assert world.nodes(view, "label")["u1"] == "名u1" and world.nodes(view, "kind")["u1"] == "university"
    assert {key: view.graph[key] for key in ("rolled_up", "several_parents", "merged_by_roll_up")} == {"rolled_up": 2, "several_parents": 1, "merged_by_roll_up": 1}
    assert len(views.why(view, "http://e/f1", "http://e/u1")) == 2
    assert "rolled_up" not in views.cooperation(dataset).graph
    with pytest.raises(UnknownThingError, match="or was rolled up"):
        views.ego(dataset, "http://e/i1", roll_up=True)


def test_roll_up_of_the_packaged_data(dataset, cooperation):
    view = views.cooperation(dataset, roll_up=True)
    assert view.graph["rolled_up"] == 5
    assert view.graph["participations"] + view.graph["merged_by_roll_up"] == cooperation.graph["participations"]
    parts = {row.part: row.whole for row in dataset.select("PREFIX tc: <https://w3id.org/tcgraph/ontology#> SELECT ?part ?whole { ?part tc:partOf ?whole }")}
    assert not parts.keys() & set(view)


def test_backbone_by_hand():
    """A star of one heavy and nine light edges: for the heavy one (1 - 91/100) ** 9, for a light one (1 - 1/100) ** 9."""
    graph = nx.Graph(name="star")
    graph.add_weighted_edges_from([("hub", "heavy", 91), *(("hub", f"light{n}", 1) for n in range(9)), ("hub", "hub", 5)])
    kept = views.backbone(graph, 0.05)
    assert list(kept.edges(data=True)) == [("hub", "heavy", {"weight": 91, "significance": pytest.approx(0.09**9)})]
    assert {key: kept.graph[key] for key in ("name", "edges_left_out", "nodes_left_out", "loops_left_out")} == {
        "name": "star", "edges_left_out": 9, "nodes_left_out": 9, "loops_left_out": 1}
    assert len(views.backbone(graph, isolates=True)) == 11
    assert views.backbone(graph, 0.99).number_of_edges() == 10


def test_backbone_of_the_packaged_view_another_way(cooperation):
    plain = cooperation.to_networkx()
    strength, degree = dict(plain.degree(weight="weight")), dict(plain.degree)
    wanted = {}
    for a, b, weight in plain.edges(data="weight"):
        chance = min((1 - weight / strength[end]) ** (degree[end] - 1) if degree[end] > 1 else 1 for end in (a, b))
        if chance < 0.05:
            wanted[frozenset((a, b))] = chance
    kept = views.backbone(cooperation)
    assert {frozenset((a, b)): s for a, b, s in kept.edges(data="significance")} == pytest.approx(wanted)
    assert 100 < len(wanted) < 2000
    a, b = next(iter(kept.edges))
    assert kept.nodes[a] == cooperation.nodes[a] and kept.edges[a, b].items() >= cooperation.edges[a, b].items()
    assert views.why(kept, a, b) == views.why(cooperation, a, b)


@pytest.mark.parametrize("graph, alpha, text", [
    (nx.DiGraph([(1, 2)]), 0.05, "undirected"), (nx.MultiGraph([(1, 2)]), 0.05, "parallel"), (nx.path_graph(3), 0, "alpha=0"), (nx.path_graph(3), 1.5, "alpha=1.5"),
    (nx.Graph([(1, 2, {"weight": -1})]), 0.05, "not all numbers above 0"), (nx.Graph([(1, 2, {"weight": "x"})]), 0.05, "not all numbers above 0")])
def test_a_backbone_that_means_nothing_is_refused(graph, alpha, text):
    with pytest.raises(CallError, match=text):
        views.backbone(graph, alpha)
    assert len(views.backbone(nx.Graph())) == 0


def test_why_names_the_cooperations_of_every_edge(dataset, cooperation, expected, edges):
    for (a, b), shared in sorted(edges(expected.filtered()).items())[::40]:
        found = views.why(cooperation, a, b)
        assert [one.iri for one in found] == sorted(one.iri for one in shared)
        assert {(one.title, one.kind, one.trust) for one in found} == {(one.title, one.kind, one.trust) for one in shared}
        assert all({a, b} <= set(one.organisations) for one in found)


def test_why_where_there_is_nothing_to_say(dataset, cooperation, participation):
    alone = next(nx.isolates(cooperation))
    other = next(node for node in cooperation if node != alone)
    assert views.why(cooperation, alone, other) == []
    with pytest.raises(UnknownThingError, match="清华大雪.*Did you mean '清华大学'"):
        views.why(cooperation, "清华大雪", other)
    for copy in (cooperation.to_networkx(), pickle.loads(pickle.dumps(cooperation))):
        with pytest.raises(CallError, match="Ask the view"):
            views.why(copy, alone, other)
    one, work = next(iter(participation.edges))
    assert [found.iri for found in views.why(participation, one, work)] == [work]


def test_columns_give_the_same_views_as_the_dataset(dataset):
    columns = from_store(dataset.store)
    iri = dataset.find_one("辽宁", "tc:Place")
    for name in [name for name in views.VIEWS if name != "ego"]:
        one, other = views.VIEWS[name](dataset, province=iri), views.VIEWS[name](columns, province=iri)
        assert list(one.nodes(data=True)) == list(other.nodes(data=True)), name
        assert list(one.edges(data=True)) == list(other.edges(data=True)), name
        assert one.graph == other.graph, name
    with pytest.raises(CallError, match="Columns know no names"):
        views.cooperation(columns, province="辽宁")
    one, other = views.ego(dataset, "清华大学"), views.ego(columns, "tsinghua university")
    assert list(one.nodes(data=True)) == list(other.nodes(data=True)) and one.graph["ego"] == other.graph["ego"]
    with pytest.raises(UnknownThingError, match="organisations that take part"):
        views.ego(columns, "no such firm")


def test_views_are_read_only_and_have_mutable_copies(cooperation):
    with pytest.raises(nx.NetworkXError, match="read-only"):
        cooperation.add_node("x")
    copy = cooperation.to_networkx()
    copy.add_node("x")
    assert "x" not in cooperation


def test_a_view_does_not_change_with_the_dataset_and_the_next_one_does(world):
    dataset = world.dataset(world.cooperation("a", "f1 f2", 2000))
    before = views.cooperation(dataset)
    dataset.update("PREFIX tc: <https://w3id.org/tcgraph/ontology#> INSERT DATA { <http://e/p> tc:inCooperation <http://e/a> ; tc:participant <http://e/f3> }")
    assert world.edges(before, "titles") == {("f1", "f2"): "title a"}
    assert views.cooperation(dataset).number_of_edges() == 3
    dataset.close()
    assert world.nodes(before, "cooperations") == {"f1": 1, "f2": 1}, "a small view needs no store any more"


def test_of_a_large_store_attributes_are_read_when_asked_for(world, monkeypatch):
    monkeypatch.setattr("tcgraph.views.participations.SMALL", 0)
    dataset = world.dataset(world.organisations("f1 f2"), world.cooperation("a", "f1 f2", 2000))
    view = views.cooperation(dataset)
    assert "undated" not in view.graph
    assert view.edges["http://e/f1", "http://e/f2"] == {"weight": 1, "kinds": "JointAward", "trust": "good", "titles": "title a", "first_year": 2000, "last_year": 2000}
    late = views.cooperation(dataset)
    dataset.update("DELETE WHERE { ?s <http://purl.org/dc/terms/title> ?o }")
    assert late.edges["http://e/f1", "http://e/f2"]["titles"] == "title a", "read before"
    with pytest.raises(CallError, match="has changed since"):
        list(late.nodes(data=True))


def test_the_registry_says_what_each_view_takes(dataset):
    assert {"province", "since", "weight", "half_life", "roll_up"} <= views.parameters("cooperation").keys()
    assert "weight" not in views.parameters("participation") and "level" in views.parameters("field_links")
    assert views.view(dataset, "cooperation", {"province": "辽宁", "since": None}).graph["province"] == "辽宁"
    with pytest.raises(UnknownNameError, match=r"No view named 'coperation'\. Did you mean 'cooperation'"):
        views.view(dataset, "coperation", {})
    with pytest.raises(CallError, match="The view participation takes no weight"):
        views.view(dataset, "participation", {"weight": "newman"})
    with pytest.raises(CallError, match="The view ego needs organisation"):
        views.view(dataset, "ego", {})


def test_an_empty_store_gives_empty_views(world):
    dataset = world.dataset()
    for name in views.VIEWS:
        if name != "ego":
            given = {"roll_up": True} if "roll_up" in views.parameters(name) else {}
            assert len(views.view(dataset, name, given)) == 0, name
    assert views.slices(dataset) == {} and len(views.backbone(views.cooperation(dataset))) == 0
    assert views.path_table(dataset)["one"] == []
    assert len(views.cooperation(dataset, weight="fractional", half_life=3)) == 0
