"""``validate``: whatever holds the data, the findings are the same; a shape that cannot be used never says "conforms"."""

import json
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, SH, Literal, URIRef
from rdflib.compare import isomorphic

import tcgraph
from tcgraph.errors import CallError, DataError, ShapesError, SyntaxDataError
from tcgraph.shacl import Report, Severity, validate
from tcgraph.store import MemoryStore

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix tc: <https://w3id.org/tcgraph/ontology#> .
@prefix x: <http://x/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPES = PREFIXES + """
x:Shape a sh:NodeShape ; sh:targetClass x:Thing ; sh:property x:Shape-name , x:Shape-size , x:Shape-part .
x:Shape-name a sh:PropertyShape ; sh:path x:name ; sh:minCount 1 ; sh:severity sh:Violation ; sh:message "A thing needs a name."@en , "须有名称。"@zh .
x:Shape-size a sh:PropertyShape ; sh:path x:size ; sh:datatype xsd:integer ; sh:severity sh:Warning ; sh:message "Sizes are integers."@en , "大小须为整数。"@zh .
x:Shape-part a sh:PropertyShape ; sh:path [ sh:inversePath x:partOf ] ; sh:maxCount 1 ; sh:severity sh:Info ; sh:message "One part."@en .
"""
DATA = PREFIXES + """
x:a a x:Thing ; x:name "A" ; x:size 1 . x:b a x:Thing ; rdfs:label "乙"@zh . x:c a x:Thing ; x:name "C" ; x:size "big" , "huge" .
x:p1 x:partOf x:a . x:p2 x:partOf x:a . x:d a x:Other .
"""


def written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    """A file of shapes."""
    return written(tmp_path / "shapes.ttl", SHAPES)


@pytest.fixture
def report(tmp_path: Path, shapes: Path) -> Report:
    """Four findings of three severities."""
    return validate(written(tmp_path / "data.ttl", DATA), shapes=shapes)


def findings(report: Report) -> list[tuple]:
    return [(r.severity.name, r.source_shape, r.focus_node, r.value_node) for r in report]


EXPECTED = [
    ("VIOLATION", "http://x/Shape-name", "http://x/b", None), ("WARNING", "http://x/Shape-size", "http://x/c", "big"),
    ("WARNING", "http://x/Shape-size", "http://x/c", "huge"), ("INFO", "http://x/Shape-part", "http://x/a", None),
]  # fmt: skip


def test_results_come_gravest_first_in_a_fixed_order(report) -> None:
    assert findings(report) == EXPECTED
    assert (report.conforms, len(report), report.counts()) == (False, 4, {"violation": 1, "warning": 2, "info": 1})
    assert [len(report.at_least(s)) for s in (Severity.INFO, Severity.WARNING, Severity.VIOLATION)] == [4, 3, 1]


def test_dataset_graph_and_files_give_the_same_findings(tmp_path: Path, shapes: Path) -> None:
    file = written(tmp_path / "data.ttl", DATA)
    graph = rdflib.Graph().parse(file)
    split = rdflib.Dataset()
    for number, triple in enumerate(graph):
        split.graph(URIRef(f"http://x/g{number % 3}")).add(triple)
    own = tcgraph.Dataset(MemoryStore()).load(file, graph="http://x/g")
    store = ox.Store()
    store.load(path=file, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("http://x/g"))
    for engine in ("columns", "pyshacl"):
        for data in (file, str(file), [file], tmp_path, graph, split, own, own.rdflib, store):
            assert findings(validate(data, shapes=shapes, engine=engine)) == EXPECTED, type(data)


def test_unknown_words_are_never_swallowed(tmp_path: Path, shapes: Path) -> None:
    file = written(tmp_path / "data.ttl", DATA)
    with pytest.raises(TypeError, match="unexpected keyword argument 'shape'"):
        validate(file, shape=shapes)
    with pytest.raises(CallError, match="No engine 'jena': columns or pyshacl."):
        validate(file, shapes=shapes, engine="jena")
    with pytest.raises(CallError, match="first -1 results"):
        validate(file, shapes=shapes, max_results=-1)


def test_data_and_shapes_may_be_one_file(tmp_path: Path) -> None:
    both = written(tmp_path / "both.ttl", SHAPES + DATA)
    for engine in ("columns", "pyshacl"):
        assert findings(validate(both, shapes=both, engine=engine)) == EXPECTED


def test_shapes_may_be_a_file_a_folder_several_files_or_a_graph(tmp_path: Path, shapes: Path) -> None:
    data = written(tmp_path / "data.ttl", DATA)
    folder = tmp_path / "folder"
    folder.mkdir()
    written(folder / "s.ttl", SHAPES)
    for given in (shapes, str(shapes), [shapes], folder, rdflib.Graph().parse(shapes)):
        assert findings(validate(data, shapes=given)) == EXPECTED, type(given)


def test_data_and_shapes_are_not_changed(tmp_path: Path, shapes: Path) -> None:
    data, rules = rdflib.Graph().parse(written(tmp_path / "data.ttl", DATA)), rdflib.Graph().parse(shapes)
    before = set(data), set(rules)
    validate(data, shapes=rules)
    assert (set(data), set(rules)) == before
    own = tcgraph.Dataset(MemoryStore()).load(tmp_path / "data.ttl")
    quads = sorted(own.nquads().splitlines())
    validate(own, shapes=shapes)
    assert sorted(own.nquads().splitlines()) == quads


def test_switches_of_rdflib_are_as_before(tmp_path: Path) -> None:
    before = rdflib.NORMALIZE_LITERALS
    with pytest.raises((ShapesError, SyntaxDataError)):
        validate(written(tmp_path / "d.ttl", DATA), shapes=written(tmp_path / "s.ttl", "oops"))
    assert rdflib.NORMALIZE_LITERALS is before


def test_path_is_written_as_a_path(report) -> None:
    paths = {r.source_shape: r.result_path for r in report}
    assert paths == {"http://x/Shape-name": "http://x/name", "http://x/Shape-size": "http://x/size", "http://x/Shape-part": "^http://x/partOf"}


def test_label_and_messages_of_a_result(report) -> None:
    first = report.results[0]
    assert (first.label, first.message(), first.message("zh"), first.message("fr")) == ("乙", "A thing needs a name.", "须有名称。", "A thing needs a name.")
    assert first.source_constraint_component == "http://www.w3.org/ns/shacl#MinCountConstraintComponent"
    assert report.results[0].severity.iri == "http://www.w3.org/ns/shacl#Violation"


def test_text_in_english_has_a_paragraph_a_rule(report) -> None:
    text = report.to_text()
    assert text.startswith("1 violation (must not be published), 2 warnings (look at them), 1 note (for your information).\n")
    assert "\nViolation × 1  [http://x/Shape-name]\n  A thing needs a name.\n    - 乙  http://x/b  " in text
    assert "\nWarning × 2  [http://x/Shape-size]\n  Sizes are integers.\n    - http://x/c  (http://x/size: big)  " in text


def test_text_in_chinese_says_the_same(report) -> None:
    text = report.to_text("zh")
    assert text.startswith("错误 1 项（不得发布），警告 2 项（请核对），提示 1 项（供参考）。\n") and "错误 × 1" in text and "须有名称。" in text and "（值" not in text


def test_text_shows_a_few_examples_and_counts_the_rest(report) -> None:
    assert "… and 1 more" in report.to_text(examples=1) and "……另有 1 项" in report.to_text("zh", examples=1)


def test_report_without_findings_says_so_in_both_languages(tmp_path: Path, shapes: Path) -> None:
    clean = validate(written(tmp_path / "d.ttl", PREFIXES + 'x:a a x:Thing ; x:name "A" .'), shapes=shapes)
    assert clean.conforms and clean.counts() == {"violation": 0, "warning": 0, "info": 0} and repr(clean) == "<tcgraph.Report: conforms>"
    assert (clean.to_text(), clean.to_text("zh")) == ("Conforms: no finding.\n", "符合全部规则，没有发现问题。\n")
    assert (None, SH.conforms, Literal(True)) in clean.graph


def test_json_holds_counts_and_results_in_words_of_shacl(report) -> None:
    found = json.loads(report.to_json("zh"))
    assert found["conforms"] is False and found["counts"] == {"violation": 1, "warning": 2, "info": 1}
    shacl = {
        "severity": "violation", "focus_node": "http://x/b", "label": "乙", "result_path": "http://x/name", "value_node": None,
        "source_shape": "http://x/Shape-name", "source_constraint_component": "http://www.w3.org/ns/shacl#MinCountConstraintComponent",
        "message": "须有名称。", "messages": {"en": "A thing needs a name.", "zh": "须有名称。"}}  # fmt: skip
    assert found["results"][0].items() >= shacl.items()
    assert found["results"][0]["focus_term"] == "<http://x/b>" and found["results"][0]["line"] == 4


def test_turtle_is_the_w3c_report_and_is_read_back_the_same(report) -> None:
    again = rdflib.Graph().parse(data=report.to_turtle(), format="turtle")
    assert isomorphic(again, report.graph)
    assert findings(Report.from_graph(again)) == findings(report)
    assert len(set(again.subjects(RDF.type, SH.ValidationResult))) == 4


MISSPELT = {
    "sh:minCont": ("x:S a sh:NodeShape ; sh:targetClass x:T ; sh:property [ sh:path x:p ; sh:minCont 1 ] .", r"sh:minCont is no term of http://www\.w3\.org/ns/shacl#; did you mean sh:minCount\?"),
    "sh:shape": ("x:S a sh:NodeShape ; sh:targetClass x:T ; sh:shape x:U .", r"sh:shape is no term of .* \(used by http://x/S\)"),
    "sh:IRIOrLiterals": ("x:S a sh:NodeShape ; sh:targetClass x:T ; sh:nodeKind sh:IRIOrLiterals .", r"did you mean sh:IRIOrLiteral\?"),
    "tc:Batsh": ("x:S a sh:NodeShape ; sh:targetClass tc:Batsh .", r"tc:Batsh is no term of https://w3id\.org/tcgraph/ontology#; did you mean tc:Batch\?"),
    "tc:inBatsh": ("x:S a sh:NodeShape ; sh:targetClass tc:Certification ; sh:property [ sh:path tc:inBatsh ; sh:minCount 1 ] .", r"did you mean tc:inBatch\?"),
}


@pytest.mark.parametrize("as_graph", [False, True], ids=["file", "graph"])
@pytest.mark.parametrize(("shape", "message"), MISSPELT.values(), ids=MISSPELT)
def test_misspelt_term_is_refused_with_the_nearest(tmp_path: Path, shape: str, message: str, as_graph: bool) -> None:
    file = written(tmp_path / "s.ttl", PREFIXES + shape)
    with pytest.raises(ShapesError, match=message) as caught:
        validate(written(tmp_path / "d.ttl", DATA), shapes=rdflib.Graph().parse(file) if as_graph else file)
    assert sum("is no term of" in problem for problem in caught.value.problems) == 1


def test_all_misspelt_terms_are_named_at_once(tmp_path: Path) -> None:
    shape = "x:S a sh:NodeShape ; sh:targetClas x:T ; sh:property [ sh:paht x:p ; sh:minCont 1 ] ."
    with pytest.raises(ShapesError, match=r"(?s)The shapes cannot be used:\n  - sh:minCont .*\n  - sh:paht .*\n  - sh:targetClas ") as caught:
        validate(written(tmp_path / "d.ttl", DATA), shapes=written(tmp_path / "s.ttl", PREFIXES + shape))
    assert len(caught.value.problems) == 3


ILL_FORMED = {
    "count that is no number": "sh:path x:p ; sh:minCount 'one'",
    "two counts": "sh:path x:p ; sh:minCount 1 , 2",
    "pattern that is no expression": "sh:path x:p ; sh:pattern '('",
    "two paths": "sh:path x:p , x:q ; sh:minCount 1",
    "path that is a literal": "sh:path 'p' ; sh:minCount 1",
    "class that is a literal": "sh:path x:p ; sh:class 'Thing'",
    "list that is no list": "sh:path x:p ; sh:in x:nothing",
    "unknown kind of node": "sh:path x:p ; sh:nodeKind x:Kind",
}


@pytest.mark.parametrize("constraint", ILL_FORMED.values(), ids=ILL_FORMED)
def test_ill_formed_shape_is_an_error_and_never_conforms(tmp_path: Path, constraint: str) -> None:
    data = written(tmp_path / "d.ttl", PREFIXES + "x:a a x:Thing ; x:p 1 .")
    shape = written(tmp_path / "s.ttl", f"{PREFIXES} x:S a sh:NodeShape ; sh:targetClass x:Thing ; sh:property x:P . x:P a sh:PropertyShape ; {constraint} .")
    with pytest.raises(ShapesError, match="The shapes cannot be used"):
        validate(data, shapes=shape)


def test_folder_without_shapes_and_missing_files_are_errors(tmp_path: Path) -> None:
    data = written(tmp_path / "d.ttl", DATA)
    (tmp_path / "empty").mkdir()
    with pytest.raises(ShapesError, match="there is no Turtle file in the folder"):
        validate(data, shapes=tmp_path / "empty")
    with pytest.raises(DataError, match=r"nowhere\.ttl cannot be read"):
        validate(data, shapes=tmp_path / "nowhere.ttl")
    with pytest.raises(CallError, match=r"validate\(\) was given no file"):
        validate([])


def test_shapes_without_any_shape_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ShapesError, match="there is no shape with a target in them, so nothing would be checked"):
        validate(written(tmp_path / "d.ttl", DATA), shapes=written(tmp_path / "s.ttl", PREFIXES + "x:a x:b x:c ."))


def test_broken_files_are_named(tmp_path: Path, shapes: Path) -> None:
    with pytest.raises(SyntaxDataError, match=r"bad\.ttl, line 1"):
        validate(written(tmp_path / "bad.ttl", "oops"), shapes=shapes)
    with pytest.raises(SyntaxDataError, match=r"bad\.ttl, line 1"):
        validate(written(tmp_path / "d.ttl", DATA), shapes=tmp_path / "bad.ttl")


OWN = """@prefix tc: <https://w3id.org/tcgraph/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix x: <http://x/> .
"""


@pytest.mark.parametrize("node", ["x:certification", "[]"], ids=["named node", "blank node"])
def test_own_file_is_checked_against_the_packaged_shapes(tmp_path: Path, node: str) -> None:
    report = validate(written(tmp_path / "own.ttl", f"{OWN} {node} a tc:Certification ."))
    assert "VIOLATION" in Counter(r.severity.name for r in report), "a bare certification is no certification"
    assert all("Certification" in r.source_shape or "Event" in r.source_shape or "Conclusion" in r.source_shape for r in report), report.to_text()


def test_own_file_may_cite_the_reference_graphs_and_only_it_is_reported_on(tmp_path: Path, dataset) -> None:
    liaoning = dataset.find_one("辽宁", "tc:Place")
    text = f'{OWN} x:u a tc:University ; rdfs:label "某大学"@zh , "Some University"@en ; tc:locatedIn <{liaoning}> .'
    assert {r.focus_node for r in validate(written(tmp_path / "own.ttl", text))} <= {"http://x/u"}
    misspelt = text.replace(liaoning, "http://x/nowhere")
    found = validate(written(tmp_path / "own.ttl", misspelt))
    assert any(r.value_node == "http://x/nowhere" for r in found), "a place that does not exist must be found"


def test_packaged_graph_has_no_violation(dataset) -> None:
    report = validate(dataset)
    assert report.at_least(Severity.VIOLATION) == (), report.to_text()
