"""What the graphs hold: every printed row, nothing concluded among the print, and the totals the sources state."""

import os
import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

import tcgraph
from tcgraph import resources
from tcgraph.build.sources import Sources

GRAPH = resources.GRAPH
TC = "https://w3id.org/tcgraph/ontology#"
PRINTED = """PREFIX tc: <https://w3id.org/tcgraph/ontology#>
SELECT ?position ?center ?name ?kind ?mark ?new ?province ?region WHERE {
  GRAPH ?notice { ?entry a tc:RosterEntry ; tc:printedEnterpriseName ?name ; tc:entryKind ?kind
    OPTIONAL { ?entry tc:position ?position } OPTIONAL { ?entry tc:printedCenterName ?center }
    OPTIONAL { ?entry tc:printedMark ?mark } OPTIONAL { ?entry tc:printedAsNew ?new } OPTIONAL { ?entry tc:printedRegion ?region } }
  OPTIONAL { GRAPH ?addition { ?entry tc:statedProvince ?province } } }"""
KINDS = {"center": f"{TC}CenterEntry", "sub-center": f"{TC}SubCenterEntry"}


def printed(dataset: tcgraph.Dataset, batch: str) -> list[dict]:
    query = PRINTED.replace("GRAPH ?notice", f"GRAPH <{GRAPH}notice/{batch}>")
    return [{k: "" if v is None else str(v) for k, v in solution.items()} for solution in dataset.select(query)]


def test_list_of_2019_can_be_printed_again_from_its_graph(dataset, csv_rows) -> None:
    expected = Counter(
        (r["position"], r["center_name"], r["enterprise_name"], KINDS[r["kind"]], r["mark"], "True" if r["newly_certified"] else "",
         r["registered_province"]) for r in csv_rows("roster-26"))  # fmt: skip
    found = Counter((r["position"], r["center"], r["name"], r["kind"], r["mark"], r["new"], r["province"]) for r in printed(dataset, "26"))
    assert sum(expected.values()) == 1700
    assert found == expected, f"only in the source: {list(expected - found)[:3]}; only in the graph: {list(found - expected)[:3]}"


def test_list_of_2023_can_be_printed_again_from_its_graph(dataset, csv_rows) -> None:
    expected = Counter((r["position"], r["enterprise_name"], r["region"]) for r in csv_rows("roster-29"))
    rows = printed(dataset, "29")
    found = Counter((r["position"], r["name"], r["region"]) for r in rows)
    assert sum(expected.values()) == 1714
    assert found == expected, f"only in the source: {list(expected - found)[:3]}; only in the graph: {list(found - expected)[:3]}"
    assert {r["kind"] for r in rows} == {KINDS["center"]}


def test_printed_order_of_both_lists_comes_back_from_the_positions(dataset, csv_rows) -> None:
    for batch in ("26", "29"):
        rows = [r for r in csv_rows(f"roster-{batch}") if r["position"]]
        again = sorted((r for r in printed(dataset, batch) if r["position"]), key=lambda r: int(r["position"]))
        assert [r["name"] for r in again] == [r["enterprise_name"] for r in sorted(rows, key=lambda r: int(r["position"]))], batch


def test_row_without_position_says_so(dataset, csv_rows) -> None:
    found = dataset.select("PREFIX tc: <https://w3id.org/tcgraph/ontology#> SELECT ?n { ?e tc:positionUnknown true ; tc:printedEnterpriseName ?n }")
    assert sorted(found["n"]) == sorted(r["enterprise_name"] for r in csv_rows("roster-29") if not r["position"])
    assert len(found) == 32


@pytest.mark.parametrize("file", sorted((resources.ttl() / "notice").glob("*.ttl")), ids=lambda f: f.stem)
def test_notice_graph_holds_no_conclusion(file: Path, dataset) -> None:
    concluding = {str(s) for s in dataset.select(
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?c { ?c rdfs:subClassOf* <https://w3id.org/tcgraph/ontology#Conclusion> }")["c"]}
    assert len(concluding) >= 4
    forbidden = {f"{TC}{name}" for name in (
        "listsUnit", "locatedIn", "liesWithin", "unitOf", "participant", "usesMethod", "confidence", "evidence", "statedProvince",
        "activeInField", "activeInIndustry", "identifiedAs", "mention")}  # fmt: skip
    for quad in ox.parse(path=file):
        assert quad.predicate.value not in forbidden, f"{file.name}: {quad.triple}"
        assert getattr(quad.object, "value", None) not in concluding, f"{file.name}: {quad.triple}"


def test_dropping_the_conclusions_leaves_the_notices_as_they_were(csv_rows) -> None:
    own = tcgraph.load()
    before = {line for line in own.nquads().splitlines() if b"/graph/conclusion/" not in line.rpartition(b" <")[2]}
    for graph in own.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), '/graph/conclusion/')) }")["g"]:
        own.update(f"DROP GRAPH <{graph}>")
    assert set(own.nquads().splitlines()) == before
    assert len(printed(own, "29")) == len(csv_rows("roster-29"))
    assert not own.ask("ASK { ?e <https://w3id.org/tcgraph/ontology#listsUnit> ?u }")


def test_figures_of_notices_are_those_of_the_source(dataset, csv_rows) -> None:
    found = dataset.select("""PREFIX tc: <https://w3id.org/tcgraph/ontology#>
        SELECT ?g ?measure ?value { GRAPH ?g { ?f a tc:NoticeFigure ; tc:measure ?measure ; tc:value ?value } }""")
    shown = {(str(s.g).removeprefix(f"{GRAPH}notice/"), str(s.measure).removeprefix(TC), str(s.value)) for s in found}
    assert shown == {(r["notice"], r["measure"], r["value"]) for r in csv_rows("notice-figures")}
    assert len(found) == 23


def test_each_notice_has_its_graph(csv_rows) -> None:
    assert {f.stem for f in (resources.ttl() / "notice").glob("*.ttl")} == {r["id"] for r in csv_rows("notices")}


COUNTS = {
    "cooperations": ("?x a tc:Cooperation", 2170),
    "participations": ("?x a tc:Participation", 6545),
    "universities": ("?x a tc:University", 2919),
    "institutes": ("?x a tc:ResearchInstitute", 633),
    "entries": ("?x a tc:RosterEntry", 1700 + 1714),
    "entries that are identified": ("?x a tc:RosterEntry ; tc:listsUnit ?unit", 1700 + 1714),
    "participations that are identified": ("?x a tc:Participation ; tc:participant ?who", 6545),
    "claims": ("?x a tc:Claim", 18),
    "fields": ("?x a tc:TechnologyField", 49),
    "industries": ("?x a tc:Industry", 18 + 90),
    "places printed on lists": ("?x a ?k FILTER(?k IN (tc:Province, tc:SeparatelyPlannedCity, tc:Corps))", 37),
    "sources": ("?x a tc:Source", 18),
}


@pytest.mark.parametrize(("pattern", "expected"), COUNTS.values(), ids=COUNTS)
def test_number_of_things_is_that_of_the_sources(dataset, pattern: str, expected: int) -> None:
    query = f"PREFIX tc: <https://w3id.org/tcgraph/ontology#> SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}"
    assert dataset.select(query).one().n == expected


def test_totals_of_things_are_those_of_the_files(csv_rows) -> None:
    totals = {"cooperations": 2170, "participations": 6545, "universities": 2919, "roster-26": 1700, "roster-29": 1714}
    assert {name: len(csv_rows(name)) for name in totals} == totals


def test_each_entry_lists_exactly_one_unit(dataset) -> None:
    several = dataset.select("PREFIX tc: <https://w3id.org/tcgraph/ontology#> SELECT ?e { ?e tc:listsUnit ?u } GROUP BY ?e HAVING(COUNT(?u) > 1)")
    assert several["e"] == []


def test_each_conclusion_has_method_confidence_and_evidence(dataset) -> None:
    bare = dataset.select("""PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT DISTINCT ?x { ?x a/rdfs:subClassOf* tc:Conclusion
          FILTER NOT EXISTS { ?x tc:usesMethod ?m ; tc:confidence ?c ; tc:evidence ?e FILTER(?c >= 0 && ?c <= 1) } }""")
    assert bare["x"] == []


def test_each_object_that_is_an_own_identifier_is_described(dataset) -> None:
    dangling = dataset.select("""SELECT DISTINCT ?o { ?s ?p ?o FILTER(ISIRI(?o) && STRSTARTS(STR(?o), "https://w3id.org/tcgraph/id/"))
        FILTER NOT EXISTS { ?o ?q ?r } } LIMIT 5""")
    assert dangling["o"] == []


def test_each_term_used_is_declared_in_the_ontology(dataset) -> None:
    used = dataset.select(f"""SELECT DISTINCT ?t {{ {{ ?s ?t ?o }} UNION {{ ?s a ?t }} UNION {{ ?s ?p ?t }}
        FILTER(STRSTARTS(STR(?t), "{TC}") && STR(?t) != "{TC}") FILTER NOT EXISTS {{ GRAPH <{resources.ONTOLOGY}> {{ ?t a ?k }} }} }}""")
    assert used["t"] == []


@pytest.mark.parametrize("name", sorted(f.stem for f in resources.sources().glob("*.csv")))
def test_sidecar_says_where_the_source_comes_from(name: str) -> None:
    about = Sources(resources.sources(), resources.rules())[name].about
    for key in ("title", "publisher", "licence", "retrieved"):
        assert about[key].strip(), f"{name}.json: {key} is empty"
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", about["retrieved"]), f"{name}.json: retrieved"
    assert re.fullmatch(r"[0-9a-f]{64}", about["sha256"]), f"{name}.json: sha256"


def test_lists_say_the_same_as_the_facts_as_received(root: Path, csv_rows) -> None:
    shared = Path(os.environ.get("TCGRAPH_SHARED", root.parent / "shared")) / "data"
    if not shared.is_dir():
        pytest.skip(f"{shared} is not here; set TCGRAPH_SHARED to the folder that holds data/ with the facts as received")
    import csv

    def received(name: str) -> list[dict[str, str]]:
        return list(csv.DictReader((shared / name).read_text(encoding="utf-8-sig").splitlines()))

    old = [(r["position"], r["enterprise_name"]) for r in csv_rows("roster-26")]
    new = [(r["position"], r["enterprise_name"], r["region"]) for r in csv_rows("roster-29")]
    first = received("list-2019-batch26.csv")
    name, place = (next(c for c in first[0] if re.search(p, c)) for p in ("enterprise", "position"))
    assert old == [(r[place], r[name]) for r in first]
    second = received("list-2023-batch29.csv")
    name, region = (next(c for c in second[0] if re.search(p, c)) for p in ("enterprise", "region|province"))
    assert new == [(r["position"], r[name], r[region]) for r in second]
    assert [r["name_zh"] for r in csv_rows("universities")] == [r["name_zh"] for r in received("universities.csv")]
    assert len(csv_rows("participations")) == len(received("cooperation.csv"))
