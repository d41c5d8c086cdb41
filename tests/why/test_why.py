"""Where statements come from: the packaged graph, and graphs of one's own."""

import json

import pytest

import tcgraph
from tcgraph.errors import AmbiguousNameError, UnknownTermError, UnknownThingError
from tcgraph.store import MemoryStore
from tcgraph.why import explain
from tcgraph.why.parts import Decision, Page, PrintedRow
from tcgraph.why.reading import Reader

XINGQI = "沈阳兴齐眼药股份有限公司"


def rows(reason):
    return [piece for conclusion in reason.conclusions for piece in conclusion.evidence if isinstance(piece, PrintedRow)]


def test_a_place_goes_back_to_the_row_the_notice_the_pages_and_the_file(dataset, csv_rows, root):
    [reason] = dataset.why(XINGQI, "tc:locatedIn")
    assert reason.value_label == ("辽宁省", "Liaoning")
    [conclusion] = reason.conclusions
    assert (conclusion.kind, conclusion.confidence) == (("定位", "placement"), "0.95")
    assert (conclusion.method.notation, conclusion.method.version) == ("printed-region", "1")
    assert conclusion.method.definition[1].startswith("A center lies in the region")
    [row] = rows(reason)
    [printed] = [r for r in csv_rows("roster-29") if r["enterprise_name"] == XINGQI]
    assert (str(row.position), row.enterprise_name, row.region) == (printed["position"], printed["enterprise_name"], printed["region"])
    [notice] = [r for r in csv_rows("notices") if r["id"] == "29"]
    assert (row.notice[0], row.date, set(row.pages)) == (notice["title"], notice["date_as_stated"], set(notice["urls"].split()))
    [file] = [f for f in row.files if f.file == "data/sources/roster-29.csv"]
    sidecar = json.loads((root / "data" / "sources" / "roster-29.json").read_text(encoding="utf-8"))
    assert (file.sha256, file.retrieved, file.publisher) == (sidecar["sha256"], sidecar["retrieved"], sidecar["publisher"])


def test_a_row_is_quoted_as_it_is_printed(dataset, csv_rows):
    """Center name and mark of a row of the list of batch 26; the registered province is the copy's own and said to be."""
    marked = next(r for r in csv_rows("roster-26") if r["enterprise_name"].endswith("*") or r.get("mark"))
    query = "PREFIX tc: <https://w3id.org/tcgraph/ontology#> SELECT ?e ?u WHERE { ?e tc:printedMark ?m ; tc:position ?p ; tc:listsUnit ?u }"
    entry = dataset.select(query.replace("?p ;", f"{marked['position']} ;")).one()["e"]
    [row] = {piece for reason in dataset.why(entry, "printedEnterpriseName") for piece in reason.printed}
    assert row.mark
    assert row.center_name == marked["center_name"]
    assert row.stated_province == marked["registered_province"]
    assert row.enterprise_name in marked["enterprise_name"]


@pytest.mark.parametrize("name", ["tc:locatedIn", "locatedIn", "located in", "位于", "所在地", "LOCATEDIN",
                                  "https://w3id.org/tcgraph/ontology#locatedIn"])
def test_a_property_may_be_named_in_several_ways(dataset, name):
    assert [r.property for r in dataset.why(XINGQI, name)] == ["https://w3id.org/tcgraph/ontology#locatedIn"]


@pytest.mark.parametrize(("name", "kinds"), [
    ("tc:listsUnit", {"辨认"}), ("unitOf", {"辨认"}), ("heldBy", {"辨认"}), ("name", {"辨认"}), ("liesWithin", {"定位"}),
    ("认定", {"认定"}), ("tc:TitlePeriod", {"称号期间"}), ("periodOf", {"称号期间"}),
])
def test_each_short_statement_of_a_unit_has_its_conclusion(dataset, name, kinds):
    explanation = dataset.why(XINGQI, name)
    assert len(explanation)
    for reason in explanation:
        assert {conclusion.kind[0] for conclusion in reason.conclusions} == kinds
        assert rows(reason)


def test_every_statement_of_every_tenth_unit_rests_on_evidence(dataset):
    """No short statement of the graphs of conclusions stands alone."""
    query = "PREFIX tc: <https://w3id.org/tcgraph/ontology#> SELECT ?u WHERE { ?u tc:unitOf ?e } ORDER BY ?u"
    for unit in dataset.select(query).column("u")[::50]:
        for reason in dataset.why(str(unit)):
            if "/conclusion/" in reason.graph:
                assert reason.conclusions, (unit, reason.property)
                assert all(conclusion.evidence and conclusion.method for conclusion in reason.conclusions)
                assert reason.files


def test_a_news_page_is_evidence_with_title_and_publisher(dataset):
    [reason] = dataset.why(XINGQI, "Certification")
    [page] = [piece for piece in reason.conclusions[0].evidence if isinstance(piece, Page)]
    assert (page.iri, page.publisher) == ("http://licc.lnd.com.cn/system/2023/03/15/030391468.shtml", "Liaoning Daily (lnd.com.cn)")
    assert reason.value_label[1] == "batch 29, between 2023-02-01 and 2023-02-24"


def test_a_decision_says_who_when_and_why(dataset, csv_rows):
    decided = csv_rows("identity-decisions")[0]
    for name in (decided["older_name"], decided["newer_name"]):
        [reason] = dataset.why(name, "unit of")
        [decision] = [piece for piece in reason.conclusions[0].evidence if isinstance(piece, Decision)]
        assert (decision.by, decision.on, decision.reason[1]) == (decided["decided_by"], decided["decided_on"], decided["reason"])
        assert [row.enterprise_name for row in rows(reason)] == [decided["older_name"], decided["newer_name"]]


def test_a_field_shows_the_keyword_of_its_rule(dataset):
    query = """PREFIX tc: <https://w3id.org/tcgraph/ontology#> SELECT ?e ?f ?k WHERE {
        ?c tc:classifiedEnterprise ?e ; tc:assignedField ?f ; tc:matchedKeyword ?k } ORDER BY ?e LIMIT 1"""
    found = dataset.select(query).one()
    [reason] = [r for r in dataset.why(str(found["e"]), "activeInField") if r.value == found["f"]]
    assert [c.keyword for c in reason.conclusions] == [found["k"]]


def test_a_participant_is_explained_from_the_participation(dataset):
    query = """PREFIX tc: <https://w3id.org/tcgraph/ontology#> SELECT ?p ?o WHERE { ?p tc:participant ?o . ?o a tc:University } ORDER BY ?p LIMIT 1"""
    found = dataset.select(query).one()
    [reason] = dataset.why(str(found["p"]), "tc:participant")
    assert reason.value == found["o"]
    assert [c.kind[1] for c in reason.conclusions] == ["identification"]


def test_events_and_periods_explain_themselves(dataset):
    for kind in ("TitlePeriod", "Certification", "Renaming", "Delisting", "EntryPlacement", "PossibleIdentity"):
        query = f"PREFIX tc: <https://w3id.org/tcgraph/ontology#> SELECT ?node WHERE {{ ?node a tc:{kind} }} ORDER BY ?node LIMIT 1"
        node = str(dataset.select(query).one()["node"])
        explanation = dataset.why(node)
        assert {c.iri for reason in explanation for c in reason.conclusions if not reason.incoming} == {node}


def test_an_enterprise_continues_another_by_what_is_concluded_of_their_unit(dataset, csv_rows):
    decided = csv_rows("identity-decisions")[0]
    [reason] = dataset.why(decided["newer_name"], "continues")
    assert (reason.value_label[0], [c.kind[0] for c in reason.conclusions]) == (decided["older_name"], ["辨认"])


def test_the_name_of_an_enterprise_means_its_center_and_the_note_says_so(dataset):
    by_name = dataset.why(XINGQI)
    assert by_name.label[0] == XINGQI + "技术中心"
    [enterprise] = {reason.value for reason in by_name if reason.property.endswith("unitOf")}
    assert enterprise.rsplit("/")[-1] in by_name.note[1]
    itself = dataset.why(enterprise)
    assert (itself.label[0], itself.note) == (XINGQI, ("", ""))


def test_a_property_that_only_the_enterprise_has_means_the_enterprise(dataset):
    query = """PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?name WHERE { ?e tc:activeInIndustry ?i ; rdfs:label ?name . ?u tc:unitOf ?e } ORDER BY ?name LIMIT 1"""
    name = str(dataset.select(query).one()["name"])
    assert name in dataset.why(name, "activeInIndustry").label


def test_an_unknown_property_lists_those_there_are(dataset):
    with pytest.raises(UnknownTermError, match=r"No term named 'colour'.*has: .*tc:locatedIn \(位于/located in\).*tc:TitlePeriod"):
        dataset.why(XINGQI, "colour")


@pytest.mark.parametrize("name", ["不存在的公司", "http://example.org/nothing", "https://w3id.org/tcgraph/id/center/none"])
def test_an_unknown_thing_is_an_error(dataset, name):
    with pytest.raises(UnknownThingError):
        dataset.why(name)


def test_the_text_has_the_same_shape_in_both_languages(dataset):
    explanation = dataset.why(XINGQI)
    chinese, english = explanation.to_text("zh").splitlines(), explanation.to_text("en").splitlines()
    assert len(chinese) == len(english)
    assert [len(line) - len(line.lstrip()) for line in chinese] == [len(line) - len(line.lstrip()) for line in english]
    assert chinese[-1] == "tcgraph 0.1.0；图中本体 0.1.0"
    assert sum("SHA-256" in line for line in english) == len(explanation.files())


def test_the_dicts_are_plain_and_say_all(dataset):
    explanation = dataset.why(XINGQI, "locatedIn")
    [reason] = json.loads(json.dumps(explanation.to_dicts()))
    assert reason["value_label"] == {"zh": "辽宁省", "en": "Liaoning"}
    [evidence] = reason["conclusions"][0]["evidence"]
    assert (evidence["type"], evidence["position"], evidence["region"]) == ("row", 293, "辽宁省")
    assert {"file", "licence", "sha256", "retrieved", "publisher"} <= evidence["files"][0].keys()
    assert explanation.to_dict()["tcgraph"] == tcgraph.__version__


def test_the_look_ups_are_few_and_each_has_a_subject_or_an_object(dataset, monkeypatch):
    """A hundred or so for a unit, none of them twice, none a scan."""
    asked = []
    select = dataset.store.select
    monkeypatch.setattr(dataset.store, "select", lambda query, bindings: (asked.append(query), select(query, bindings))[1], raising=False)
    [unit] = {reason.about for reason in dataset.why(XINGQI, "unitOf")}
    asked.clear()
    explain(dataset.store, [unit], by_name=False)
    assert len(asked) == len(set(asked)) <= 150
    assert all("<https://w3id.org" in query or "<http" in query for query in asked)


OWN = """@prefix ex: <http://example.org/> . @prefix tc: <https://w3id.org/tcgraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:a a tc:Enterprise ; rdfs:label "甲"@zh ; ex:knows ex:b .
ex:u1 a tc:TechnologyCenter ; rdfs:label "甲中心"@zh ; tc:unitOf ex:a . ex:u2 a tc:SubCenter ; rdfs:label "甲分中心"@zh ; tc:heldBy ex:a .
ex:b a tc:Enterprise ; rdfs:label "乙"@zh . ex:c a tc:Enterprise ; rdfs:label "乙"@zh ; ex:odd "a \\"quoted\\" text" .
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    file = tmp_path_factory.mktemp("own") / "own.ttl"
    file.write_text(OWN, encoding="utf-8")
    return tcgraph.Dataset(MemoryStore()).load(file)


def test_data_without_provenance_say_so(own):
    explanation = own.why("http://example.org/c")
    assert all(not reason.conclusions and not reason.files for reason in explanation)
    assert "  陈述于图 默认图，其后没有推断" in explanation.to_text("zh").splitlines()
    assert "stated in graph default graph, no conclusion behind it" in explanation.to_text("en")
    assert 'ex:odd: a "quoted" text' in explanation.to_text("en").replace("http://example.org/", "ex:")
    assert explanation.ontology_version == ""


def test_a_name_of_several_units_is_ambiguous_unless_the_property_tells(own):
    with pytest.raises(AmbiguousNameError) as caught:
        own.why("甲")
    assert [iri for iri, _ in caught.value.candidates] == ["http://example.org/u2", "http://example.org/u1"]
    assert own.why("甲", "unitOf").thing == "http://example.org/u1"
    assert own.why("甲", "knows").thing == "http://example.org/a"
    with pytest.raises(AmbiguousNameError):
        own.why("乙")
    assert own.why("乙", "odd").thing == "http://example.org/c"


def test_an_answer_is_kept_for_one_explanation_only(own, tmp_path):
    """Changed data give a changed explanation."""
    dataset = tcgraph.Dataset(MemoryStore())
    dataset.update('INSERT DATA { <http://example.org/x> <http://example.org/p> "one" }')
    assert [r.value for r in dataset.why("http://example.org/x")] == ["one"]
    dataset.update('INSERT DATA { <http://example.org/x> <http://example.org/p> "two" }')
    assert [r.value for r in dataset.why("http://example.org/x")] == ["one", "two"]


def test_a_thing_stated_in_two_graphs_has_a_reason_for_each():
    dataset = tcgraph.Dataset(MemoryStore())
    dataset.update("INSERT DATA { GRAPH <http://example.org/1> { <http://example.org/x> a <http://example.org/T> } "
                   "GRAPH <http://example.org/2> { <http://example.org/x> a <http://example.org/T> } }")
    assert [r.graph for r in dataset.why("http://example.org/x")] == ["http://example.org/1", "http://example.org/2"]
    assert Reader(dataset.store).graph_of("http://example.org/x") == "http://example.org/1"


def test_a_statement_rests_on_the_conclusions_of_its_own_graph_and_its_own_value():
    """Two places concluded in one graph, one of them in another graph too."""
    dataset = tcgraph.Dataset(MemoryStore())
    dataset.update("""PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX ex: <http://example.org/>
        INSERT DATA {
          GRAPH ex:g { ex:u a tc:TechnologyCenter ; tc:locatedIn ex:here , ex:there .
            ex:c1 tc:placedUnit ex:u ; tc:placedIn ex:here ; tc:usesMethod ex:m .
            ex:c2 tc:placedUnit ex:u ; tc:placedIn ex:there ; tc:usesMethod ex:m }
          GRAPH ex:h { ex:u tc:locatedIn ex:here . ex:c3 tc:placedUnit ex:u ; tc:placedIn ex:here ; tc:usesMethod ex:m } }""")
    found = {(r.graph[-1], r.value.rsplit("/")[-1]): [c.iri[-2:] for c in r.conclusions] for r in dataset.why("http://example.org/u", "locatedIn")}
    assert found == {("g", "here"): ["c1"], ("g", "there"): ["c2"], ("h", "here"): ["c3"]}
