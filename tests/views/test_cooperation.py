"""Both views against a computation of our own from the CSV sources."""

from collections import Counter

import networkx as nx
import pytest

import tcgraph
from tcgraph.dataset import Dataset
from tcgraph.errors import AmbiguousNameError, CallError, UnknownThingError
from tcgraph.store import MemoryStore

FILTERS = [
    pytest.param({}, id="none"),
    pytest.param({"province": "辽宁"}, id="province by short name"),
    pytest.param({"province": "Liaoning"}, id="province in English"),
    pytest.param({"province": "210000"}, id="province by code"),
    pytest.param({"province": "深圳市"}, id="separately planned city"),
    pytest.param({"province": "东北（六大地理区）"}, id="macro-region"),
    pytest.param({"province": "中国"}, id="country"),
    pytest.param({"field": "1"}, id="field of the first level with what is below it"),
    pytest.param({"field": "1.1"}, id="field of the second level"),
    pytest.param({"field": "节能环保产业"}, id="field by name"),
    pytest.param({"since": 2022}, id="since"),
    pytest.param({"until": 2015}, id="until"),
    pytest.param({"since": 2016, "until": 2016}, id="one year"),
    pytest.param({"since": 1000, "until": 1500}, id="before all"),
    pytest.param({"kind": "JointAward"}, id="kind"),
    pytest.param({"kind": ["JointAward", "JointPlatform"]}, id="kinds"),
    pytest.param({"trust": "good"}, id="trust by its first word"),
    pytest.param({"trust": "medium; news page"}, id="trust in full"),
    pytest.param({"trust": " Good "}, id="trust whatever the case"),
    pytest.param({"kind": "合作发表"}, id="kind by Chinese label"),
    pytest.param({"kind": ["Joint-award", "joint  PLATFORM"]}, id="kinds by English labels"),
    pytest.param({"province": "北京", "since": 2020, "kind": "JointPublication", "trust": "good"}, id="several"),
    pytest.param({"province": "辽宁", "field": "1"}, id="province and field"),
]


@pytest.mark.parametrize("filters", FILTERS)
def test_cooperation_equals_a_computation_from_the_sources(dataset, expected, nodes, edges, filters):
    graph = tcgraph.views.cooperation(dataset, **filters)
    kept = expected.filtered(**filters)
    assert {node: data["cooperations"] for node, data in graph.nodes(data=True)} == nodes(kept)
    found = {tuple(sorted(pair)): data for *pair, data in graph.edges(data=True)}
    wanted = edges(kept)
    assert found.keys() == wanted.keys()
    for pair, shared in wanted.items():
        years = [one.years for one in shared if one.years]
        data = found[pair]
        assert data["weight"] == len(shared), pair
        assert data["kinds"] == " | ".join(sorted({one.kind for one in shared})), pair
        assert data["trust"] == " | ".join(sorted({one.trust for one in shared})), pair
        assert data.get("first_year") == min((first for first, _ in years), default=None), pair
        assert data.get("last_year") == max((last for _, last in years), default=None), pair
        by_iri = [one.title for one in sorted(shared, key=lambda one: one.iri)]
        assert data["titles"] == " | ".join(by_iri[:3]), pair


@pytest.mark.parametrize("filters", FILTERS)
def test_participation_equals_a_computation_from_the_sources(dataset, expected, nodes, filters):
    graph = tcgraph.views.participation(dataset, **filters)
    kept = expected.filtered(**filters)
    organisations = {n: d["cooperations"] for n, d in graph.nodes(data=True) if d["bipartite"] == 0}
    assert organisations == nodes(kept)
    found = {n: d for n, d in graph.nodes(data=True) if d["bipartite"] == 1}
    assert found.keys() == {one.iri for one in kept if one.organisations}
    for one in kept:
        if one.organisations:
            data = found[one.iri]
            assert (data["label"], data["kind"], data["trust"]) == (one.title, one.kind, one.trust)
            assert (data.get("first_year"), data.get("last_year")) == (one.years or (None, None))
    pairs = {frozenset((organisation, one.iri)) for one in kept for organisation in one.organisations}
    assert {frozenset(edge) for edge in graph.edges} == pairs


def test_the_filters_are_not_vacuous(expected):
    """The brute force itself: most filters keep something and drop something."""
    everything = len(expected.filtered())
    assert everything == 2170
    sizes = {param.id: len(expected.filtered(**param.values[0])) for param in FILTERS}
    partial = [name for name, size in sizes.items() if 0 < size < everything]
    assert len(partial) >= 15, sizes
    assert sizes["before all"] == 0 and sizes["trust whatever the case"] == sizes["trust by its first word"]


def test_undated_cooperations_go_only_when_a_year_is_asked_for(dataset, expected):
    undated = {one.iri for one in expected.cooperations if one.years is None and one.organisations}
    assert len(undated) > 200
    assert undated <= set(tcgraph.views.participation(dataset))
    assert not undated & set(tcgraph.views.participation(dataset, since=1900))
    assert not undated & set(tcgraph.views.participation(dataset, until=2100))


def test_tsinghua_and_its_top_partner_share_66_papers(dataset, cooperation):
    tsinghua = dataset.find_one("清华大学")
    partner, edge = max(cooperation[tsinghua].items(), key=lambda item: item[1]["weight"])
    assert cooperation.nodes[tsinghua] == {
        "label": "清华大学", "label_en": "Tsinghua University", "kind": "university", "identified": True, "cooperations": 324}
    assert cooperation.nodes[partner]["label"] == "Tencent"
    assert not cooperation.nodes[partner]["identified"], "the source names a brand, not a firm"
    assert (edge["weight"], edge["kinds"], edge["first_year"], edge["last_year"]) == (66, "JointPublication", 2016, 2025)


def test_kinds_of_organisations_are_those_of_their_classes(dataset, cooperation):
    counts = Counter(data["kind"] for _, data in cooperation.nodes(data=True) if data["identified"])
    classes = dict(dataset.select("""PREFIX tc: <https://w3id.org/tcgraph/ontology#>
        SELECT ?class (COUNT(DISTINCT ?o) AS ?n) WHERE { ?p tc:participant ?o . ?o a ?class } GROUP BY ?class""").rows())
    named = {"enterprise": "Enterprise", "university": "University", "institute": "ResearchInstitute"}
    assert counts == {kind: classes[f"https://w3id.org/tcgraph/ontology#{name}"] for kind, name in named.items()}


@pytest.mark.parametrize("view", ["cooperation", "participation"])
def test_attributes_are_plain_python(view, request):
    graph = request.getfixturevalue(view)
    bags = [graph.graph, *(d for _, d in graph.nodes(data=True)), *(d for *_, d in graph.edges(data=True))]
    strange = {(key, type(value)) for bag in bags for key, value in bag.items() if type(value) not in (str, int, float, bool)}
    assert not strange
    assert all(type(node) is str for node in graph)


@pytest.mark.parametrize("view", ["cooperation", "participation"])
def test_no_organisation_cooperates_with_itself(view, request):
    assert nx.number_of_selfloops(request.getfixturevalue(view)) == 0


def test_who_is_alone_in_its_cooperations_stays_without_edges(cooperation, expected):
    alone = {o for one in expected.cooperations if len(one.organisations) == 1 for o in one.organisations}
    together = {o for one in expected.cooperations if len(one.organisations) > 1 for o in one.organisations}
    assert set(nx.isolates(cooperation)) == alone - together
    assert len(alone - together) > 50


@pytest.mark.parametrize("view", ["cooperation", "participation"])
def test_the_order_is_the_same_each_time_and_nodes_come_by_iri(view, dataset, request):
    first, second = request.getfixturevalue(view), tcgraph.views.VIEWS[view](dataset)
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))
    assert list(first.edges(data=True)) == list(second.edges(data=True))
    organisations = [node for node, data in first.nodes(data=True) if data.get("bipartite") != 1]
    assert organisations == sorted(organisations)


def test_participation_is_bipartite_along_its_attribute(participation):
    sides = nx.get_node_attributes(participation, "bipartite")
    assert sides.keys() == set(participation)
    assert all({sides[one], sides[other]} == {0, 1} for one, other in participation.edges)
    assert nx.is_bipartite(participation)


def test_the_projection_of_participation_is_cooperation(cooperation, participation):
    organisations = [node for node, side in participation.nodes(data="bipartite") if side == 0]
    projected = nx.bipartite.weighted_projected_graph(participation, organisations)
    assert {frozenset((a, b)): d["weight"] for a, b, d in projected.edges(data=True)} == {
        frozenset((a, b)): d["weight"] for a, b, d in cooperation.edges(data=True)}


def test_algorithms_of_networkx_run(cooperation):
    ranks = nx.pagerank(cooperation)
    assert sum(ranks.values()) == pytest.approx(1)
    components = list(nx.connected_components(cooperation))
    assert sum(map(len, components)) == len(cooperation)
    between = nx.betweenness_centrality(cooperation, k=20, seed=1)
    assert cooperation.nodes[max(between, key=between.__getitem__)]["label"] == "清华大学"


def test_an_unknown_kind_names_the_known_ones(dataset):
    with pytest.raises(CallError, match=r"No kind of cooperation Award, Prize\. Known: JointAward \(共同获奖, joint award\); JointPlatform .*mean 'joint award'\?"):
        tcgraph.views.cooperation(dataset, kind=["Prize", "JointAward", "Award"])
    with pytest.raises(CallError, match="No kind of cooperation 共同得奖.*Did you mean '共同获奖'"):
        tcgraph.views.cooperation(dataset, kind="共同得奖")
    with pytest.raises(CallError, match="No kind of cooperation Award"):  # also where nothing is left to filter
        tcgraph.views.participation(Dataset(MemoryStore()), kind="Award")


def test_an_unknown_place_or_field_is_an_error_not_an_empty_view(dataset):
    with pytest.raises(UnknownThingError, match=r"'Liaonin'.*Did you mean 'Liaoning'"):
        tcgraph.views.cooperation(dataset, province="Liaonin")
    with pytest.raises(UnknownThingError, match=r"'9\.9'.*tc:TechnologyField"):
        tcgraph.views.participation(dataset, field="9.9")
    with pytest.raises(AmbiguousNameError, match="'东北' may mean 2 things"):
        tcgraph.views.cooperation(dataset, province="东北")


@pytest.mark.parametrize("view", ["cooperation", "participation"])
def test_a_field_without_cooperations_is_an_empty_graph(dataset, view):
    graph = tcgraph.views.VIEWS[view](dataset, field="8")
    assert (len(graph), graph.number_of_edges()) == (0, 0)


@pytest.mark.parametrize("view", ["cooperation", "participation"])
def test_an_empty_store_is_an_empty_graph(view):
    assert len(tcgraph.views.VIEWS[view](Dataset(MemoryStore()))) == 0


def test_an_organisation_of_which_nothing_is_said_is_a_node_of_unknown_kind(tmp_path):
    """Users load data of their own, which may not conform yet."""
    file = tmp_path / "own.ttl"
    file.write_text("""@prefix tc: <https://w3id.org/tcgraph/ontology#> . @prefix dcterms: <http://purl.org/dc/terms/> .
        <http://e/c> dcterms:title "t" ; tc:cooperationKind tc:Founding ; tc:trust "good" .
        <http://e/1> tc:inCooperation <http://e/c> ; tc:participant <http://e/a> .
        <http://e/2> tc:inCooperation <http://e/c> ; tc:participant <http://e/b> .""", encoding="utf-8")
    graph = tcgraph.views.cooperation(Dataset(MemoryStore()).load(file))
    assert graph.nodes["http://e/a"] == {"label": "", "label_en": "", "kind": "unknown", "identified": False, "cooperations": 1}
    assert graph.edges["http://e/a", "http://e/b"]["weight"] == 1
