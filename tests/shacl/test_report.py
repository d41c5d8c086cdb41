"""The report in all its forms: what it says is what was found, for any data, in both languages."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, SH, BNode
from rdflib.compare import isomorphic

from tcgraph.errors import CallError, DataError, FormatError
from tcgraph.shacl import Report, Severity, ValidationResult, validate
from tcgraph.shacl.report import FORMATS
from tcgraph.shacl.report_model import filled, in_language
from tcgraph.shacl.report_words import WORDS
from tcgraph.shacl.shapes import parse_graph
from tcgraph.store.formats import FORMATS as FILE_FORMATS
from tcgraph.store.formats import Loadable

HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SHAPES = HEAD + """
x:S a sh:NodeShape ; sh:targetClass x:T ; rdfs:label "事物"@zh , "thing"@en ; sh:property x:name , [ sh:path x:size ; sh:datatype xsd:integer ; sh:severity sh:Warning ] ;
  sh:property [ sh:path ( x:part [ sh:inversePath x:of ] ) ; sh:minCount 1 ; sh:severity x:Own ] , [ sh:path [ sh:alternativePath ( x:a x:b ) ] ; sh:maxCount 1 ; sh:severity sh:Info ] ;
  sh:property [ sh:path [ sh:zeroOrMorePath x:next ] ; sh:nodeKind sh:IRI ] , [ sh:path [ sh:oneOrMorePath [ sh:zeroOrOnePath x:deep ] ] ; sh:hasValue x:root ] ;
  sh:sparql [ sh:message "Bad {?value} of {$this}"@en , "{?value} 有误"@zh ; sh:select "SELECT $this ?value WHERE { $this <http://x/n> ?value }" ] .
x:name sh:path x:name ; sh:name "名称"@zh , "name"@en ; sh:minCount 1 ; sh:message "Give it a name."@en , "须有名称。"@zh .
"""
DATA = HEAD + """x:t a x:T ; rdfs:label "甲"@zh , "One"@en ; x:size 1 ,
  "big" ; x:a 1 , 2 ; x:n 5 ; x:next "end" .
x:u a x:T ; x:name "U" ; x:n "q"@en , <http://x/v> .
[] a x:T ; x:n "blank" .
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Data and shapes."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "d.ttl").write_text(DATA, encoding="utf-8")
    (folder / "s.ttl").write_text(SHAPES, encoding="utf-8")
    return folder / "d.ttl", folder / "s.ttl"


@pytest.fixture(scope="module", params=["columns", "pyshacl"])
def report(files, request) -> Report:
    """The report of each engine."""
    return validate(files[0], shapes=files[1], engine=request.param)


def comparable(report: Report) -> list[tuple]:
    """All that SHACL says of a result; blank nodes without their labels, and no messages that an engine makes up."""
    def plain(term: str | None) -> str | None:
        return "_:" if term and term.startswith("_:") else term

    return sorted((plain(r.focus_term), r.result_path or "", plain(r.value_term) or "", plain(r.shape_term), r.source_constraint_component,
                   r.severity_iri, bool(r.source_constraint)) for r in report)


def test_both_engines_give_the_same_results_in_the_same_order_of_rules(files) -> None:
    one, other = (validate(files[0], shapes=files[1], engine=engine) for engine in ("columns", "pyshacl"))
    assert comparable(one) == comparable(other) and len(one) == 16
    assert [g.rule.name for g in one.groups()] == [g.rule.name for g in other.groups()]
    assert [len(g) for g in one.groups()] == [len(g) for g in other.groups()]
    for mine, reference in zip(one, other, strict=True):
        if reference.source_constraint or reference.source_shape == "http://x/name":
            assert (mine.messages, mine.focus_term) == (reference.messages, reference.focus_term)


def test_graph_says_what_the_results_say(report) -> None:
    graph = report.graph
    (node,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert len(set(graph.objects(node, SH.result))) == len(report) == 16
    assert graph.value(node, SH.conforms).toPython() is False
    again = Report.from_graph(graph)
    keep = [row[:3] + row[4:] for row in comparable(report)]
    assert [row[:3] + row[4:] for row in comparable(again)] == keep
    assert {str(p) for r in again if (p := r.path)} == {"http://x/name", "http://x/size", "http://x/part/^http://x/of", "http://x/a|http://x/b",
                                                       "http://x/next*", "(http://x/deep?)+"}


@pytest.mark.parametrize("format", ["ttl", "nt", "jsonld"])
def test_w3c_report_is_the_same_graph_in_each_syntax(report, format: str) -> None:
    again = parse_graph([Loadable("report", report.to(format).encode(), FILE_FORMATS[f".{format}"])])
    assert isomorphic(again, report.graph)


def test_blank_nodes_of_the_shapes_are_nodes_and_paths_are_copied(report) -> None:
    sources = set(report.graph.objects(None, SH.sourceShape))
    assert sum(isinstance(node, BNode) for node in sources) == 5
    assert (None, SH.inversePath, None) in report.graph and (None, SH.alternativePath, None) in report.graph


def test_terms_keep_their_kind(report) -> None:
    terms = {r.value_term for r in report if r.source_constraint}
    assert terms == {'"5"^^<http://www.w3.org/2001/XMLSchema#integer>', '"q"@en', "<http://x/v>", '"blank"'}
    assert {r.value_node for r in report if r.source_constraint} == {"5", "q", "http://x/v", "blank"}


def test_messages_of_a_query_are_filled_in_both_languages(report) -> None:
    (result,) = [r for r in report if r.value_node == "5"]
    assert result.messages == {"en": "Bad 5 of http://x/t", "zh": "5 有误"}


def test_a_severity_of_its_own_counts_as_a_violation_and_keeps_its_name(report) -> None:
    own = [r for r in report if r.severity_iri == "http://x/Own"]
    assert len(own) == 3 and {r.severity for r in own} == {Severity.VIOLATION}
    assert (None, SH.resultSeverity, rdflib.URIRef("http://x/Own")) in report.graph


def test_blank_rules_have_stable_names(report) -> None:
    assert {g.rule.name for g in report.groups()} >= {"x:S".replace("x:", "http://x/") + " → http://x/size", "http://x/name"}


def test_shapes_without_messages_speak_in_both_languages(report) -> None:
    for language, wanted in (("en", "Wanted: a whole number."), ("zh", "应为：整数。")):
        assert wanted in report.to_text(language)
    assert "Less than" not in report.to_text() and "Literal(" not in report.to_html()


def test_results_may_be_cut_and_are_counted_all_the_same(report) -> None:
    first = report.first(2)
    assert (len(first), first.more, first.total, first.conforms) == (2, 14, 16, False)
    assert first.counts() == report.counts() and first.fails(Severity.INFO)
    assert list(first) == list(report)[:2] and first.first(1).more == 15
    assert "Only the first 2 are listed here; 14 more were found." in first.to_text()
    nothing = report.first(0)
    assert (len(nothing), nothing.conforms, nothing.fails()) == (0, False, True) and "sh:conforms" in nothing.to_turtle() and "true" not in nothing.to_turtle()
    with pytest.raises(CallError):
        report.first(-1)


def test_slices_and_single_results_are_the_same_objects_in_words(report) -> None:
    every = list(report)
    assert list(report.results[3:9:2]) == every[3:9:2] and report.results[-1] == every[-1]
    with pytest.raises(IndexError):
        report.results[16]


def test_csv_has_one_line_per_result_and_no_formula(report) -> None:
    rows = list(csv.DictReader(io.StringIO(report.to_csv("zh"), newline="")))
    assert len(rows) == 16 and {row["severity"] for row in rows} == {"violation", "warning", "info"}
    (size,) = [row for row in rows if row["value"] == "big"]
    assert (size["label"], size["line"], Path(size["file"]).name) == ("甲", "4", "d.ttl")
    assert report.to("excel").startswith("\ufeffseverity,")
    formula = ValidationResult('http://x/a', None, "=1+1", Severity.INFO, "http://x/S", "http://x/C", {"": "@x"}, focus_term="<http://x/a>", value_term='"=1+1"')
    (row,) = csv.DictReader(io.StringIO(Report([formula]).to_csv(), newline=""))
    assert (row["value"], row["message"]) == ("'=1+1", "'@x")


def test_table_has_one_line_per_result(report) -> None:
    lines = report.to("table", "zh").splitlines()
    assert len([line for line in lines if line.startswith(("错误", "警告", "提示"))]) == 16
    assert Report().to("table") == "Conforms: no finding.\n"


def test_lines_of_results(report) -> None:
    places = {(r.focus_node, r.value_node, r.result_path): report.place(r) for r in report}
    def line(*key):
        return places[key].line

    assert line("http://x/t", "big", "http://x/size") == 4
    assert line("http://x/t", None, "http://x/name") == 3 and line("http://x/t", None, "http://x/a|http://x/b") == 4
    assert line("http://x/u", None, "http://x/part/^http://x/of") == 5
    assert [place for (focus, *_), place in places.items() if not focus.startswith("http")] == [None] * 5


class Reader(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict]] = []
        self.text = ""

    def handle_starttag(self, tag, attributes) -> None:
        self.elements.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.text += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


@pytest.mark.parametrize("language", ["zh", "en"])
def test_page_stands_alone_and_folds_its_examples(report, language: str) -> None:
    page = report.to_html(language)
    reader = read(page)
    tags = [tag for tag, _ in reader.elements]
    assert tags.count("section") == tags.count("details") == len(report.groups())
    assert not [a for _, a in reader.elements if a.keys() & {"src", "href"}] and "@import" not in page and "url(" not in page
    assert ("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}) in reader.elements
    assert dict(reader.elements)["html"]["lang"].startswith(language) and tags.count("li") == 16
    assert ("甲" if language == "zh" else "One") in reader.text and "d.ttl:4" in reader.text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whatever_data_hold_is_text_on_the_page_and_in_markdown(language: str) -> None:
    evil = "</script><script>alert(1)</script>\"'&|`*[x](javascript:y)\n# h"
    result = ValidationResult("http://x/a", "http://x/p", evil, Severity.VIOLATION, "http://x/<b>", "http://x/C", {"en": evil, "zh": evil},
                              focus_term='"' + evil.replace('"', '\\"').replace("\n", "\\n") + '"', value_term=json.dumps(evil), shape_term="<http://x/<b>>")  # fmt: skip
    page = Report([result]).to_html(language)
    reader = read(page)
    assert [tag for tag, _ in reader.elements].count("script") == 1 and not [t for t, _ in reader.elements if t in ("a", "img", "h3")]
    markdown = Report([result]).to_markdown(language)
    assert "<script>" not in markdown and "\n# h" not in markdown and "[x](javascript" not in markdown
    assert len([line for line in markdown.splitlines() if line.startswith("|")]) == 3


def test_markdown_has_a_section_a_rule(report) -> None:
    text = report.to_markdown("zh", examples=1)
    assert len(re.findall(r"^## ", text, re.MULTILINE)) == len(report.groups()) and "……另有 2 项" in text


def test_sarif_has_what_the_schema_requires(report, monkeypatch, files) -> None:
    monkeypatch.chdir(files[0].parent)
    sarif = json.loads(report.to_sarif())
    assert sarif["version"] == "2.1.0" and len(sarif["runs"]) == 1
    run = sarif["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "tcgraph" and len({rule["id"] for rule in rules}) == len(rules) == len(report.groups())
    assert len(run["results"]) == 16
    for result in run["results"]:
        assert result["message"]["text"] and result["level"] in ("error", "warning", "note")
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] and result["partialFingerprints"]["tcgraph/v1"]
        for location in result["locations"]:
            assert "logicalLocations" in location
            if "physicalLocation" in location:
                physical = location["physicalLocation"]
                assert physical["artifactLocation"]["uri"] == "d.ttl" and physical["region"]["startLine"] >= 3 and physical["region"]["startColumn"] >= 1
    assert sum("physicalLocation" in r["locations"][0] for r in run["results"]) == 11


def test_each_format_is_written_in_both_languages_and_unknown_ones_are_refused(report) -> None:
    for format in FORMATS:
        assert report.to(format, "zh").endswith("\n") and report.to(format, "en")
        assert Report().to(format, "zh")
    with pytest.raises(FormatError, match="No format 'pdf'. Known: text, table, csv"):
        report.to("pdf")


def test_words_are_the_same_in_both_languages() -> None:
    assert WORDS["zh"].keys() == WORDS["en"].keys()


def test_the_same_findings_give_the_same_bytes(files) -> None:
    one, other = (validate(files[0], shapes=files[1]) for _ in range(2))
    for format in FORMATS:
        assert one.to(format) == other.to(format), format


def test_misspelt_terms_of_the_ontology_in_the_data_are_pointed_out(tmp_path: Path, files) -> None:
    data = tmp_path / "d.ttl"
    data.write_text("@prefix tc: <https://w3id.org/tcgraph/ontology#> .\n<http://x/a>\n a tc:Univercity ;\n tc:inBatsh 1 .\n", encoding="utf-8")
    for engine in ("columns", "pyshacl"):
        found = validate(data, shapes=files[1], engine=engine)
        assert found.conforms and [hint.term.rpartition("#")[2] for hint in found.hints] == ["Univercity", "inBatsh"]
        text = found.to_text()
        assert f"tc:Univercity is no term of the ontology, so no rule looks at it. Did you mean tc:University?  {data}:3" in text
        assert f"tc:inBatch?  {data}:4" in text and "是否应为 tc:University？" in found.to_html("zh")


def test_details_are_no_results_of_their_own() -> None:
    graph = rdflib.Graph().parse(format="turtle", data=HEAD + """[] a sh:ValidationReport ; sh:conforms false ; sh:result [ a sh:ValidationResult ;
        sh:focusNode x:a ; sh:resultSeverity sh:Violation ; sh:sourceConstraintComponent sh:NodeConstraintComponent ; sh:sourceShape x:S ;
        sh:detail [ a sh:ValidationResult ; sh:focusNode x:b ; sh:resultSeverity sh:Violation ; sh:sourceConstraintComponent sh:MinCountConstraintComponent ; sh:sourceShape x:T ] ] .""")
    report = Report.from_graph(graph)
    assert len(report) == 1 and [detail.focus_node for detail in report.results[0].details] == ["http://x/b"]
    assert isomorphic(report.graph, graph)


@pytest.mark.parametrize("text", ["[] a sh:ValidationResult .", "[] a sh:ValidationResult ; sh:focusNode x:a ; sh:sourceConstraintComponent x:C ; sh:resultPath [ ] ."])
def test_graph_that_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(DataError, match="This is no validation report"):
        Report.from_graph(rdflib.Graph().parse(data=HEAD + text, format="turtle"))


@pytest.mark.parametrize(("text", "wanted"), [
    ("{?value} {$this} {?other}", "1 x {?other}"), ("{value} {?value", "{value} {?value"), ("{$value}{?value}", "11"), ("", ""),
])
def test_placeholders_are_filled_with_what_is_known(text: str, wanted: str) -> None:
    assert filled(text, {"value": "1", "this": "x", "other": None}) == wanted


def test_language_falls_back() -> None:
    assert [in_language({"zh-cn": "甲", "en": "A"}, tag) for tag in ("zh", "en", "fr")] == ["甲", "A", "A"]
    assert (in_language({"de": "D"}, "zh"), in_language({}, "zh"), in_language(None, "zh")) == ("D", None, None)


def test_a_large_report_makes_only_the_objects_that_are_looked_at(tmp_path: Path) -> None:
    data, shapes = tmp_path / "d.nt", tmp_path / "s.ttl"
    data.write_text("".join(f"<http://x/{n}> <{RDF.type}> <http://x/T> .\n" for n in range(20_000)), encoding="utf-8")
    shapes.write_text(HEAD + "x:S a sh:NodeShape ; sh:targetClass x:T ; sh:property [ sh:path x:p ; sh:minCount 1 ] .", encoding="utf-8")
    report = validate(data, shapes=shapes)
    made = 0
    make = report.results._make

    def counting(indexes):
        nonlocal made
        made += len(indexes)
        return make(indexes)

    report.results._make = counting
    assert report.counts()["violation"] == 20_000 and "… and 19,997 more" in report.to_text() and report.first(5).more == 19_995
    assert made <= 10


def test_names_that_are_offered_are_those_that_there_are() -> None:
    from tcgraph.shacl import validation
    from tcgraph.shacl.names import ENGINES, FORMAT_NAMES, SEVERITIES
    from tcgraph.shacl.report import FORMATS, Severity

    assert (*FORMATS,) == FORMAT_NAMES and validation.ENGINES == ENGINES and tuple(s.name.lower() for s in Severity) == SEVERITIES
