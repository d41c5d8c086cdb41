"""The W3C test suite of SHACL-SPARQL, each test by its IRI, through the engine on columns."""

from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, SH, BNode, Namespace, URIRef
from rdflib.collection import Collection

from tcgraph.columns import from_ntriples
from tcgraph.errors import ShapesError
from tcgraph.shacl.engine import run
from tcgraph.shacl.plan import read_plan
from tcgraph.shacl.read_terms import text_of
from tcgraph.shacl.sparql import SparqlRunner

# The suite is not copied into the project: it lies in shared/w3c/shacl of some folder above, or the tests say that it is absent.
_ABOVE = [folder / "shared" / "w3c" / "shacl" for folder in Path(__file__).resolve().parents]
SUITE = next((folder for folder in _ABOVE if folder.is_dir()), _ABOVE[0]) / "sparql"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
FILES = sorted(SUITE.glob("*/*-[0-9][0-9][0-9].ttl"))


def entries() -> list:
    """One parameter per test: its graph and its node; the id is folder and name."""
    found = []
    for file in FILES:
        graph = rdflib.Graph().parse(file, format="turtle", publicID=file.as_uri())
        for head in graph.objects(None, MF.entries):
            found += [pytest.param(graph, node, id=f"{file.parent.name}/{str(node).rsplit('/', 1)[-1]}") for node in Collection(graph, head)]
    return found


def expected(graph: rdflib.Graph, report) -> set[tuple]:
    """What the report of the suite says; blank shapes and constraints by no name."""
    found = set()
    for result in graph.objects(report, SH.result):
        path = graph.value(result, SH.resultPath)
        keys = (SH.focusNode, SH.value, SH.sourceShape, SH.sourceConstraintComponent, SH.resultSeverity, SH.sourceConstraint)
        terms = [graph.value(result, key) for key in keys]
        assert path is None or isinstance(path, URIRef), "no test of the suite has a compound path in its results"
        found.add((None if path is None else str(path), *(None if isinstance(t, BNode) or t is None else text_of(t) for t in terms)))
    return found


def obtained(graph: rdflib.Graph) -> set[tuple]:
    """The findings of the engine in the same form."""
    columns = from_ntriples("".join(f"{text_of(s)} {text_of(p)} {text_of(o)} .\n" for s, p, o in graph).encode())
    plan = read_plan(graph)
    findings = run(plan, columns, sparql=SparqlRunner(columns, graph))
    assert not findings.skipped

    def term(number: int) -> str | None:
        text = columns.terms.text([number])[0] if number >= 0 else None
        return None if text is None or text.startswith("_:") else text

    def node(n) -> str | None:
        return None if isinstance(n, BNode) else text_of(n)

    return {
        (
            None if f.path is None else str(f.path), term(f.focus), term(f.value), None if f.shape.id.startswith("_:") else f.shape.id,
            f"<{f.constraint.component}>", f"<{f.shape.severity}>", node(f.constraint.node) if f.constraint.component == str(SH.SPARQLConstraintComponent) else None,
        )
        for f in findings
    }  # fmt: skip


@pytest.mark.skipif(not FILES, reason=f"the W3C suite is not there: {SUITE}")
def test_the_suite_is_whole() -> None:
    assert len(entries()) == 23


@pytest.mark.parametrize(("graph", "node"), entries())
def test_of_the_suite(graph: rdflib.Graph, node) -> None:
    result = graph.value(node, MF.result)
    if result == SHT.Failure:
        with pytest.raises(ShapesError):
            obtained(graph)
        return
    assert (result, RDF.type, SH.ValidationReport) in graph
    assert obtained(graph) == expected(graph, result)
