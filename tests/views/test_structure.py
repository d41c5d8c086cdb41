"""What belongs to what and who came after whom: small worlds by hand, and the packaged data another way."""

import datetime as dt

import networkx as nx
import pytest

from tcgraph import views
from tcgraph.errors import CallError, UnknownThingError

TC = "PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
EVENTS = """e:c1 a tc:TechnologyCenter ; tc:unitOf e:f2 ; tc:formerlyUnitOf e:f1 ; tc:locatedIn e:L ; rdfs:label "中心"@zh .
e:c2 a tc:SubCenter ; tc:unitOf e:f3 ; tc:parentUnit e:c1 ; tc:locatedIn e:J . e:f2 tc:continues e:f1 . e:f3 tc:activeInField e:s1 . e:s1 skos:broader e:s .
e:i1 tc:partOf e:u1 , e:u2 , "a name" , e:i1 . e:u1 tc:locatedIn e:L . e:L a tc:Province ; rdfs:label "辽宁"@zh , "Liaoning"@en . e:J a tc:Province .
e:n1 rdfs:label "通知一"@zh . e:r a tc:Renaming ; tc:concernsUnit e:c1 ; tc:oldName "名f1" ; tc:newName "名f2" ; tc:citesNotice e:n1 ; tc:confidence 0.9 ;
  tc:notBefore "2019-01-01"^^xsd:date ; tc:notAfter "2020-12-22"^^xsd:date .
e:k a tc:Certification ; tc:concernsUnit e:c2 ; tc:citesNotice e:n1 ; tc:notAfter "2018-01-01"^^xsd:date .
e:t a tc:TitlePeriod ; tc:periodOf e:c1 ; tc:startNotAfter "2019-12-31"^^xsd:date ; tc:endNotBefore "2023-02-25"^^xsd:date . """


@pytest.fixture
def small(world):
    return world.dataset("tc:Province rdfs:subClassOf tc:Place . ", EVENTS, world.organisations("f1 f2 f3 i1 u1 u2"))


def local(view, key="relation"):
    """Pairs of local names, from and to, to one attribute."""
    return {(a.rpartition("/")[2], b.rpartition("/")[2]): value for a, b, value in view.edges(data=key)}


def test_a_hierarchy_by_hand(small, world):
    view = views.hierarchy(small)
    assert view.is_directed() and local(view) == {
        ("c1", "f2"): "unit of", ("c2", "f3"): "unit of", ("c2", "c1"): "parent unit", ("i1", "u1"): "part of", ("i1", "u2"): "part of"}
    assert {key: view.graph[key] for key in ("loops_left_out", "not_organisations", "repeated")} == {"loops_left_out": 1, "not_organisations": 1, "repeated": 0}
    assert world.nodes(view, "kind") == {"c1": "center", "c2": "sub-center", "f2": "enterprise", "f3": "enterprise", "i1": "institute", "u1": "university", "u2": "university"}
    assert world.nodes(view, "province") == {"c1": "辽宁", "c2": "", "f2": None, "f3": None, "i1": None, "u1": "辽宁", "u2": None}
    e = "http://e/"
    assert view.nodes[e + "c1"] == {"label": "中心", "label_en": "", "kind": "center", "province": "辽宁", "start_not_after": "2019-12-31", "end_not_before": "2023-02-25"}
    assert view.edges[e + "c1", e + "f2"] == {"relation": "unit of", "event": "renamed", "not_before": "2019-01-01", "not_after": "2020-12-22",
                                              "notice": e + "n1", "notice_label": "通知一", "confidence": 0.9}
    assert view.edges[e + "c2", e + "f3"] == {"relation": "unit of", "event": "certified", "not_after": "2018-01-01", "notice": e + "n1", "notice_label": "通知一"}
    assert view.edges[e + "i1", e + "u1"] == {"relation": "part of"}
    assert nx.descendants(view, e + "c2") == {e + "f3", e + "c1", e + "f2"}


def test_options_and_filters_of_a_hierarchy(small):
    assert local(views.hierarchy(small, former=True))["c1", "f1"] == "formerly unit of"
    assert dict(local(views.hierarchy(small, former=True), "event"))["c1", "f1"] == "renamed"
    assert set(local(views.hierarchy(small, units=False))) == {("i1", "u1"), ("i1", "u2")}
    assert set(local(views.hierarchy(small, province="http://e/L"))) == {("c1", "f2"), ("c2", "c1"), ("i1", "u1")}
    with pytest.raises(UnknownThingError, match="tc:TechnologyField"):
        views.hierarchy(small, field="9.9")
    with pytest.raises(CallError, match="knows them"):
        views.why(views.hierarchy(small), "http://e/c1", "http://e/f2")


def test_a_succession_by_hand(small):
    view = views.succession(small)
    e = "http://e/"
    assert list(view.edges(data=True)) == [(e + "f1", e + "f2", {
        "weight": 1, "units": e + "c1", "province": "辽宁", "old_name": "名f1", "new_name": "名f2", "event": "renamed", "not_before": "2019-01-01",
        "not_after": "2020-12-22", "notice": e + "n1", "notice_label": "通知一", "confidence": 0.9})]
    for since, until, there in [(2019, None, 1), (2020, 2020, 1), (2021, None, 0), (None, 2018, 0), (None, 2019, 1), (-5, 10**9, 1), (10**9, None, 0)]:
        found = views.succession(small, since=since, until=until)
        assert (found.number_of_edges(), found.graph["undated_left_out"]) == (there, 0), (since, until)


def test_years_of_a_succession_that_are_not_in_order_are_refused(small):
    with pytest.raises(CallError, match="since=2021 is after until=2018"):
        views.succession(small, since=2021, until=2018)


def test_a_succession_of_which_no_event_is_known_has_no_date(world):
    dataset = world.dataset(world.organisations("f1 f2"), "e:f2 tc:continues e:f1 . ")
    assert local(views.succession(dataset), "weight") == {("f1", "f2"): 1}
    assert "not_after" not in next(iter(views.succession(dataset).edges(data=True)))[2]
    late = views.succession(dataset, since=1990)
    assert (len(late), late.graph["undated_left_out"]) == (0, 1)


def test_the_hierarchy_of_the_packaged_data_another_way(dataset):
    view = views.hierarchy(dataset, former=True)
    for relation in ("unitOf", "formerlyUnitOf", "parentUnit", "partOf"):
        pairs = set(dataset.select(f"{TC} SELECT ?a ?b {{ ?a tc:{relation} ?b }}").rows())
        label = {"unitOf": "unit of", "formerlyUnitOf": "formerly unit of", "parentUnit": "parent unit", "partOf": "part of"}[relation]
        assert {(a, b) for a, b, name in view.edges(data="relation") if name == label} == pairs and pairs, relation
    assert nx.is_directed_acyclic_graph(view)
    labels = dataset.select(f"{TC} SELECT ?u ?l {{ ?u a tc:TechnologyCenter ; rdfs:label ?l }}").rows()
    assert all(view.nodes[unit]["label"] == label for unit, label in labels)
    ends = dict(dataset.select(f"{TC} SELECT ?u (MAX(?d) AS ?last) {{ ?p tc:periodOf ?u ; tc:endNotBefore ?d }} GROUP BY ?u").rows())
    assert {unit: dt.date.fromisoformat(day) for unit, day in view.nodes(data="end_not_before") if day} == ends
    liaoning = views.hierarchy(dataset, province="辽宁")
    assert 40 < liaoning.number_of_edges() < 100 and all("辽宁省" in (liaoning.nodes[a].get("province"), liaoning.nodes[b].get("province")) for a, b in liaoning.edges)


def test_the_succession_of_the_packaged_data_another_way(dataset):
    view = views.succession(dataset)
    rows = dataset.select(f"""{TC} SELECT ?old ?new ?unit ?from ?to ?day ?notice {{ ?new tc:continues ?old . ?unit tc:formerlyUnitOf ?old ; tc:unitOf ?new .
        ?event tc:oldName ?from ; tc:newName ?to ; tc:concernsUnit ?unit ; tc:notAfter ?day ; tc:citesNotice ?notice }}""").rows()
    wanted = {(old, new): (unit, start, end, day.isoformat(), notice) for old, new, unit, start, end, day, notice in rows}
    found = {(a, b): tuple(data[key] for key in ("units", "old_name", "new_name", "not_after", "notice")) for a, b, data in view.edges(data=True)}
    assert found == wanted and len(rows) == len(wanted) > 100
    assert all(view.nodes[old]["label"] == data["old_name"] and view.nodes[new]["label"] == data["new_name"] for old, new, data in view.edges(data=True))
    part = views.succession(dataset, province="Liaoning")
    assert 0 < part.number_of_edges() < 20 and set(part.edges) <= set(view.edges)
