"""The W3C's tests of SHACL Core, each with its own IRI: the report is the expected one, result for result."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, SH, BNode, Graph, Literal, Namespace, URIRef

from tcgraph.columns import from_ntriples
from tcgraph.shacl.engine import run
from tcgraph.shacl.plan import read_plan
from tcgraph.shacl.read_paths import read_path
from tcgraph.shacl.read_terms import Source, text_of

# The suite is not copied into the project: it lies in shared/w3c/shacl of some folder above, or the tests say that it is absent.
_ABOVE = [folder / "shared" / "w3c" / "shacl" for folder in Path(__file__).resolve().parents]
SUITE = next((folder for folder in _ABOVE if folder.is_dir()), _ABOVE[0]) / "core"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")


@cache
def parsed(file: Path) -> Graph:
    """A file as an rdflib graph whose literals keep the form they are written in; labels of blank nodes are those of the parser."""
    graph = Graph()
    for triple in ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=file.as_uri()):
        graph.add(tuple(map(plain, (triple.subject, triple.predicate, triple.object))))
    return graph


def plain(term) -> URIRef | BNode | Literal:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    datatype = None if term.language or term.datatype.value.endswith("#string") else URIRef(term.datatype.value)
    return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)


def named(node: URIRef) -> Path:
    return Path(str(node).removeprefix("file://"))


def cases() -> Iterator[object]:
    """One parameter per test of the suite."""
    if not SUITE.is_dir():
        yield pytest.param(None, None, id="absent", marks=pytest.mark.skip(reason=f"the W3C's suite is not at {SUITE}"))
        return
    for file in sorted(SUITE.rglob("*.ttl")):
        if file.name != "manifest.ttl":
            graph = parsed(file)
            for test in sorted(graph.subjects(RDF.type, SHT.Validate)):
                yield pytest.param(file, test, id=named(test).relative_to(SUITE).as_posix())


def expected(graph: Graph, test: URIRef) -> Counter:
    """The results of a test's report."""
    source, found = Source(graph), Counter()
    for report in graph.objects(test, MF.result):
        for result in graph.objects(report, SH.result):
            path, value = graph.value(result, SH.resultPath), graph.value(result, SH.value)
            found[(
                text_of(graph.value(result, SH.focusNode)),
                None if path is None else str(read_path(source, result, path)),
                None if value is None else text_of(value),
                str(graph.value(result, SH.sourceConstraintComponent)),
                text_of(graph.value(result, SH.sourceShape)),
                str(graph.value(result, SH.resultSeverity)),
            )] += 1  # fmt: skip
    return found


def found(data: Graph, shapes: Graph) -> Counter:
    """The results of the engine in the same form, as often as SHACL's report has them."""
    columns = from_ntriples("".join(f"{text_of(s)} {text_of(p)} {text_of(o)} .\n" for s, p, o in data).encode())
    counts = Counter()
    for finding in run(read_plan(shapes), columns):
        counts[(
            *columns.terms.text([finding.focus]),
            None if finding.path is None else str(finding.path),
            None if finding.value < 0 else columns.terms.text([finding.value])[0],
            finding.constraint.component, finding.shape.id, finding.shape.severity,
        )] += finding.times  # fmt: skip
    return counts


def test_the_suite_is_whole() -> None:
    if not SUITE.is_dir():
        pytest.skip(f"the W3C's suite is not at {SUITE}")
    assert len(list(cases())) == 98


@pytest.mark.parametrize(("file", "test"), list(cases()))
def test_report_is_the_expected_one(file: Path, test: URIRef) -> None:
    graph = parsed(file)
    action = graph.value(test, MF.action)
    data, shapes = (parsed(named(graph.value(action, role))) for role in (SHT.dataGraph, SHT.shapesGraph))
    results, wanted = found(data, shapes), expected(graph, test)
    (report,) = graph.objects(test, MF.result)
    assert (not results) == (str(graph.value(report, SH.conforms)) == "true")
    assert results == wanted
