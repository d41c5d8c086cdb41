"""Runs the W3C's test suite of SHACL and writes what came out as EARL, in Turtle.

    python -m benchmarks.shacl_earl /path/to/data-shapes-test-suite/tests -o earl.ttl

The folder holds the suite's ``core`` and ``sparql``; a part of it can be given too. A test passes where the report is the expected one,
result for result (focus node, path, value, shape, component, severity, and the query of a SPARQL constraint), or where shapes that must be
refused are. Exit code 1 where a test fails.
"""

import argparse
import logging
import sys
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, SH, Graph, Namespace
from rdflib.term import Node

from tcgraph.columns import from_ntriples
from tcgraph.errors import ShapesError
from tcgraph.files import write_text
from tcgraph.plain import union_graph
from tcgraph.shacl.engine import run
from tcgraph.shacl.plan import read_plan
from tcgraph.shacl.read_paths import read_path
from tcgraph.shacl.read_terms import Source, text_of
from tcgraph.shacl.sparql import SparqlRunner
from tcgraph.vocab import VERSION

__all__ = ["Outcome", "earl", "outcomes"]

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
_NAMES = "urn:x-shacl-test:"
_SOFTWARE = "<https://w3id.org/tcgraph>"
_QUERY = str(SH.SPARQLConstraintComponent)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One test by its IRI in the suite; ``fault`` says what differed, empty where it passed."""

    test: str
    fault: str = ""


def outcomes(suite: Path) -> list[Outcome]:
    """The outcome of each test in a folder, in order of their IRIs. Raises ``SyntaxError`` for a file that is no Turtle."""
    root = suite.resolve()
    base = next((parent for parent in (root, *root.parents) if (parent / "core").is_dir() or (parent / "sparql").is_dir()), root)
    found = [Outcome(_NAMES + str(test).removeprefix(base.as_uri()), _fault(graph, test)) for graph, test in _tests(root)]
    return sorted(found, key=lambda outcome: outcome.test)


def _tests(root: Path) -> Iterator[tuple[Graph, Node]]:
    for file in sorted(root.rglob("*.ttl")):
        graph = _parsed(file)
        yield from ((graph, test) for test in sorted(graph.subjects(RDF.type, SHT.Validate)))


@lru_cache(maxsize=4)
def _parsed(file: Path) -> Graph:
    """A file with labels of blank nodes that are the same each time, literals as they are written."""
    triples = ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=file.as_uri())
    return union_graph(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"")


def _fault(graph: Graph, test: Node) -> str:
    wanted = graph.value(test, MF.result)
    data, shapes = (_parsed(Path(str(graph.value(graph.value(test, MF.action), role)).removeprefix("file://")))
                    for role in (SHT.dataGraph, SHT.shapesGraph))  # fmt: skip
    try:
        found = _found(data, shapes)
    except ShapesError as error:
        return "" if wanted == SHT.Failure else f"the shapes were refused: {error}"
    except Exception as error:  # a test that breaks the engine is a failed test
        return f"{type(error).__name__}: {error}"
    if wanted == SHT.Failure:
        return "the shapes were to be refused"
    return _difference(found, _expected(graph, wanted), str(graph.value(wanted, SH.conforms)) == "true")


def _difference(found: Counter[tuple[str, ...]], wanted: Counter[tuple[str, ...]], conforms: bool) -> str:
    parts = [("missing", wanted - found), ("not expected", found - wanted)]
    faults = [f"{what}: {' '.join(result)}" for what, results in parts for result in sorted(results.elements())]
    return "; ".join(faults if faults or conforms == (not found) else ["sh:conforms is the other one"])


def _expected(graph: Graph, report: Node | None) -> Counter[tuple[str, ...]]:
    source, found = Source(graph), Counter[tuple[str, ...]]()
    for result in graph.objects(report, SH.result):
        path, component = graph.value(result, SH.resultPath), graph.value(result, SH.sourceConstraintComponent)
        keys = (SH.focusNode, SH.value, SH.sourceShape, SH.resultSeverity)
        terms = [_text(graph.value(result, key)) for key in keys]
        query = _text(graph.value(result, SH.sourceConstraint)) if str(component) == _QUERY else "-"
        found["-" if path is None else str(read_path(source, result, path)), str(component), query, *terms] += 1
    return found


def _found(data: Graph, shapes: Graph) -> Counter[tuple[str, ...]]:
    """The findings of the engine in the same form, as often as SHACL's report has them."""
    columns = from_ntriples("".join(f"{text_of(s)} {text_of(p)} {text_of(o)} .\n" for s, p, o in data).encode())
    findings, found = run(read_plan(shapes), columns, sparql=SparqlRunner(columns, shapes)), Counter[tuple[str, ...]]()
    for finding in findings:
        value = columns.terms.text([finding.value])[0] if finding.value >= 0 else "-"
        component = finding.constraint.component
        query = _text(getattr(finding.constraint, "node", None)) if component == _QUERY else "-"
        terms = (columns.terms.text([finding.focus])[0], value, finding.shape.id, f"<{finding.shape.severity}>")
        found["-" if finding.path is None else str(finding.path), component, query, *terms] += finding.times
    return found


def _text(term: Node | None) -> str:
    return "-" if term is None else text_of(term)


def earl(found: Iterable[Outcome]) -> str:
    """The outcomes as EARL in Turtle, in their order: the same outcomes, the same text."""
    return _HEAD + "".join(map(_assertion, found))


_HEAD = f"""@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix doap: <http://usefulinc.com/ns/doap#> .
@prefix earl: <http://www.w3.org/ns/earl#> .

{_SOFTWARE} a doap:Project , earl:Software , earl:TestSubject ;
    doap:name "tcgraph" ;
    doap:programming-language "Python" ;
    doap:release [ doap:revision "{VERSION}" ] .
"""


def _assertion(outcome: Outcome) -> str:
    told = f' ;\n        dcterms:description {ox.Literal(outcome.fault)}' if outcome.fault else ""
    return f"""
[] a earl:Assertion ;
    earl:assertedBy {_SOFTWARE} ;
    earl:mode earl:automatic ;
    earl:result [
        a earl:TestResult ;
        earl:outcome earl:{"failed" if outcome.fault else "passed"}{told} ] ;
    earl:subject {_SOFTWARE} ;
    earl:test <{outcome.test}> .
"""


def main() -> None:
    """Runs the suite, writes the report and says how many tests passed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.shacl_earl", description=__doc__)
    parser.formatter_class = argparse.RawTextHelpFormatter
    parser.add_argument("suite", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # literals that are ill-formed are what some tests are about
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        found = outcomes(given.suite)
    if not found:
        parser.error(f"{given.suite} has no test of SHACL (sht:Validate) in a .ttl file. Give the folder that holds core and sparql.")
    write_text(given.output, earl(found))
    failed = [outcome for outcome in found if outcome.fault]
    for outcome in failed:
        print(f"{outcome.test}: {outcome.fault}", file=sys.stderr)
    print(f"{len(found) - len(failed)} of {len(found)} passed; {given.output}")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
