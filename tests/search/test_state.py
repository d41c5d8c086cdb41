"""A dataset is answered from its own data: the packaged index only as long as nothing has changed."""

import pytest
import rdflib

import tcgraph
from tcgraph import Dataset, resources
from tcgraph.search import index_of_store, packaged_index
from tcgraph.store import MemoryStore


def test_packaged_index_is_what_the_packaged_graph_says(dataset):
    """The build makes it from the graphs while they are made; the store was loaded from their files."""
    made = index_of_store(dataset.store)
    assert set(made._all.lines) == set(packaged_index()._all.lines)
    assert made.kinds == packaged_index().kinds


def test_packaged_dataset_reads_the_packaged_index(dataset):
    assert dataset.search("兴齐") == packaged_index().search("兴齐")
    assert dataset._search_index() is packaged_index()


def test_change_is_seen_and_index_made_once_per_state(own):
    data = own('ex:a a tc:Enterprise ; rdfs:label "沈阳新松机器人有限公司"@zh')
    assert [hit.iri for hit in data.search("新松")] == ["http://example.org/a"]
    assert data._search_index() is data._search_index()
    data.update('DELETE WHERE { <http://example.org/a> ?p ?o }')
    assert data.search("新松") == []


def test_replacing_a_name_is_seen_though_the_number_of_quads_stays(own):
    data = own('ex:a a tc:Enterprise ; rdfs:label "甲乙丙公司"@zh')
    assert data.search("甲乙")
    data.update('PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> DELETE { ?s rdfs:label ?l } INSERT { ?s rdfs:label "丁戊公司"@zh } WHERE { ?s rdfs:label ?l }')
    assert (data.search("甲乙丙公司"), data.search("丁戊")[0].label) == ([], "丁戊公司")


def test_change_through_rdflib_is_seen(own):
    data = own('ex:a a tc:Enterprise ; rdfs:label "甲乙丙公司"@zh')
    assert data.search("甲乙")
    graph, thing = data.rdflib, rdflib.URIRef("http://example.org/a")
    graph.remove((thing, rdflib.RDFS.label, None))
    graph.add((thing, rdflib.RDFS.label, rdflib.Literal("丁戊公司", lang="zh")))
    assert (data.search("甲乙丙公司"), data.search("丁戊")[0].label) == ([], "丁戊公司")


def test_reading_through_rdflib_makes_no_new_index(own):
    data = own('ex:a a tc:Enterprise ; rdfs:label "甲乙丙公司"@zh')
    made = data._search_index()
    assert len(list(data.rdflib.quads())) == 2
    assert data._search_index() is made


def test_load_is_seen_on_disk(tmp_path):
    with tcgraph.open(tmp_path / "store") as data:
        assert data.search("辽宁") == []
        data.load(resources.ttl() / "reference" / "places.ttl")
        assert data.search("辽宁")[0].label == "辽宁省"


def test_changed_packaged_graph_is_not_answered_from_the_file():
    data = tcgraph.load()
    data.update('INSERT DATA { <http://example.org/new> a <https://w3id.org/tcgraph/ontology#Enterprise> ; <http://www.w3.org/2000/01/rdf-schema#label> "测试新增设备公司"@zh }')
    assert data.search("测试新增")[0].iri == "http://example.org/new"
    assert data.search("ceshixinzeng")[0].way == "pinyin"
    assert data.search("兴齐")[0].label == "沈阳兴齐眼药股份有限公司"


def test_former_names_are_found_after_labels(own):
    data = own('ex:a a tc:Enterprise ; rdfs:label "鞍钢集团公司"@zh ; skos:altLabel "鞍山钢铁公司"@zh . ex:b a tc:Enterprise ; rdfs:label "鞍山钢铁公司"@zh')
    hits = data.search("鞍山钢铁公司")
    assert [(hit.iri[-1], hit.label, hit.text) for hit in hits] == [("b", "鞍山钢铁公司", "鞍山钢铁公司"), ("a", "鞍钢集团公司", "鞍山钢铁公司")]


def test_things_of_other_classes_and_of_none_are_found_but_no_terms(own):
    data = own("""ex:a rdfs:label "Alpha" . ex:b a ex:Machine ; rdfs:label "Alpha Beta"@en . ex:Machine a <http://www.w3.org/2002/07/owl#Class> ; rdfs:label "Alpha class" .
               ex:c a tc:Source ; rdfs:label "Alpha source" . ex:d a tc:Enterprise ; rdfs:label "Alpha Tübingen (Group)"@de . [] rdfs:label "Alpha blank" """)
    assert {hit.iri[-1]: hit.kind for hit in data.search("alpha")} == {"a": "rdfs:Resource", "b": "http://example.org/Machine", "d": "tc:Enterprise"}
    assert data.search("tubingen")[0].label == "Alpha Tübingen (Group)"


def test_subclasses_of_the_users_own_ontology(own):
    data = own("""ex:Startup rdfs:subClassOf tc:Enterprise ; rdfs:label "start-up"@en . ex:a a ex:Startup ; rdfs:label "甲乙丙"@zh""")
    assert [hit.kind for hit in data.search("甲乙", kind="tc:Enterprise")] == ["http://example.org/Startup"]
    assert data.search("甲乙", kind="start-up")


def test_place_words_reach_smaller_places_and_firms_by_their_units(own):
    data = own("""ex:ln a tc:Province ; rdfs:label "辽宁省"@zh ; skos:altLabel "辽宁"@zh . ex:dl a tc:SeparatelyPlannedCity ; rdfs:label "大连市"@zh ; tc:within ex:ln .
        ex:f a tc:Enterprise ; rdfs:label "甲乙机器人公司"@zh . ex:c a tc:TechnologyCenter ; rdfs:label "甲乙机器人公司技术中心"@zh ; tc:unitOf ex:f ; tc:locatedIn ex:dl""")
    (hit,) = data.search("辽宁 机器人")
    assert (hit.iri, hit.units) == ("http://example.org/f", ("http://example.org/c",))


def test_text_that_would_break_a_table_comes_back_as_it_is(own):
    names = ['甲|乙\t丙', "a\\|b\nc", "\\", "x\\p", "“引号”公司"]
    values = " ".join(f"ex:n{at} rdfs:label {rdflib.Literal(name).n3()} ." for at, name in enumerate(names))
    data = own(values)
    assert data.search("甲乙")[0].label == names[0]
    assert data.search("a b c")[0].label == names[1]
    assert data.search("xp")[0].label == names[3]
    assert data.search("引号公司")[0].way == "exact"


def test_empty_dataset_has_no_hits():
    assert Dataset(MemoryStore()).search("沈阳") == []


def test_unknown_name_offers_hits(dataset):
    with pytest.raises(tcgraph.errors.UnknownThingError, match="Did you mean '沈阳兴齐眼药股份有限公司'"):
        dataset.find_one("兴齐眼药", "tc:Enterprise")
    with pytest.raises(tcgraph.errors.UnknownThingError, match="No thing named"):
        dataset.find_one("🤖")
