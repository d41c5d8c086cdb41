"""Targets that are queries: SPARQL-based targets of SHACL's advanced features, with and without parameters."""

from pathlib import Path

import pyshacl
import pytest
from rdflib import SH, Graph

from tcgraph.errors import ShapesError
from tcgraph.shacl import Validator, validate

HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
x:ns sh:declare [ sh:prefix "x" ; sh:namespace "http://x/"^^xsd:anyURI ] .
"""
PLAIN = HEAD + """x:S a sh:NodeShape ; sh:property [ sh:path x:name ; sh:minCount 1 ] ; sh:target [ a sh:SPARQLTarget ; sh:prefixes x:ns ;
  sh:select "SELECT ?this WHERE { ?this x:age ?age FILTER(?age > 17) }" ] .
"""
TYPED = HEAD + """x:Above a sh:SPARQLTargetType ; rdfs:subClassOf sh:Target ; sh:labelTemplate "above {$least}" ; sh:parameter [ sh:path x:least ] ;
  sh:prefixes x:ns ; sh:select "SELECT ?this WHERE { ?this x:age ?age FILTER(?age >= $least) }" .
x:S a sh:NodeShape ; sh:property [ sh:path x:name ; sh:minCount 1 ] ; sh:target [ a x:Above ; x:least 18 ] .
"""
DATA = HEAD + "x:a x:age 20 . x:b x:age 21 ; x:name 'B' . x:c x:age 3 . x:d x:age 'many' ."


def written(folder: Path, **texts: str) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.ttl").write_text(text, encoding="utf-8")
    return [folder / f"{name}.ttl" for name in texts]


@pytest.mark.parametrize("shapes", [PLAIN, TYPED], ids=["SPARQLTarget", "SPARQLTargetType"])
def test_nodes_are_those_of_the_query(tmp_path: Path, shapes: str) -> None:
    data, rules = written(tmp_path, data=DATA, shapes=shapes)
    for options in ({}, {"memory_mb": 16}, {"seconds": 60}, {"keep": tmp_path / "kept"}):
        assert [result.focus_node for result in validate(data, shapes=rules, **options)] == ["http://x/a"], options


def test_peer_finds_the_same() -> None:
    data = DATA.replace("x:d x:age 'many' .", "")  # which rdflib holds for more than 17
    _, report, _ = pyshacl.validate(Graph().parse(data=data, format="turtle"), shacl_graph=Graph().parse(data=PLAIN, format="turtle"), advanced=True)
    assert [str(node) for node in report.objects(None, SH.focusNode)] == ["http://x/a"]


def test_change_of_what_the_query_reads_is_seen(tmp_path: Path) -> None:
    data, rules = written(tmp_path, data=DATA, shapes=PLAIN)
    validator = Validator(rules)
    for text, found in ((DATA, ["a"]), (DATA.replace("x:age 3", "x:age 30"), ["a", "c"]), (DATA.replace("x:age 20", "x:age 2"), []), (DATA + "x:b x:age 19 .", ["a"])):
        data.write_text(text, encoding="utf-8")
        report = validator.report(data)
        assert [result.focus_node for result in report] == [f"http://x/{name}" for name in found]
        assert report.to_json() == validate(data, shapes=rules).to_json()


@pytest.mark.parametrize(("target", "said"), [
    ("[ a sh:SPARQLTarget ]", "with one sh:select; a blank node has 0"),
    ('[ a sh:SPARQLTarget ; sh:select "SELECT ?that WHERE { ?that ?p ?o }" ]', "no SELECT that has ?this"),
    ('[ a sh:SPARQLTarget ; sh:select "ASK { ?this ?p ?o }" ]', "no SELECT that has ?this"),
    ('[ a sh:SPARQLTarget ; sh:select "SELECT ?this WHERE {" ]', "cannot be asked: error at"),
    ('[ a sh:SPARQLTarget ; sh:select "SELECT ?this WHERE { SERVICE <http://y/> { ?this ?p ?o } }" ]', "SERVICE"),
    ("x:thing", "x:thing has 0".replace("x:", "http://x/")),
])  # fmt: skip
def test_target_that_is_no_query_is_an_error(tmp_path: Path, target: str, said: str) -> None:
    data, rules = written(tmp_path, data=DATA, shapes=HEAD + f"x:S a sh:NodeShape ; sh:property [ sh:path x:name ; sh:minCount 1 ] ; sh:target {target} .")
    with pytest.raises(ShapesError, match="sh:target") as caught:
        validate(data, shapes=rules)
    assert said in str(caught.value)


def test_rules_are_not_applied_and_that_is_said(tmp_path: Path) -> None:
    data, rules = written(tmp_path, data=DATA, shapes=PLAIN + 'x:S sh:rule [ a sh:TripleRule ; sh:subject sh:this ; sh:predicate x:p ; sh:object 1 ] .')
    report = validate(data, shapes=rules)
    assert "1 rules (sh:rule), which were not applied" in report.to_text() and "未予执行" in report.to_text("zh")
