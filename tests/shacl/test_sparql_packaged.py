"""The queries of the packaged shapes: the same findings as pySHACL on data with mistakes, none on the packaged graph."""

from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, Graph

from tcgraph import resources
from tcgraph.columns import from_files, from_ntriples
from tcgraph.shacl.engine import run
from tcgraph.shacl.plan import Sparql, read_plan
from tcgraph.shacl.read_terms import text_of
from tcgraph.shacl.shapes import shapes_graph
from tcgraph.shacl.sparql import SparqlRunner, check_queries
from tcgraph.store.formats import open_file

CASES = Path(__file__).parents[1] / "shapes"
FOLDERS = ["certification", "event", "organisation", "revocation", "roster", "title-period"]


@pytest.fixture(scope="module")
def queries() -> Graph:
    """The packaged shapes that are queries, alone."""
    shapes, kept = shapes_graph([]), Graph()
    nodes = set(shapes.subjects(SH.sparql)) | set(shapes.objects(None, SH.sparql)) | set(shapes.subjects(SH.declare)) | set(shapes.objects(None, SH.declare))
    for node in nodes:
        for triple in shapes.triples((node, None, None)):
            kept.add(triple)
    return kept


def lines(graph: Graph) -> bytes:
    return "".join(f"{text_of(s)} {text_of(p)} {text_of(o)} .\n" for s, p, o in graph).encode()


def by_pyshacl(data: Graph, shapes: Graph) -> set[tuple]:
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True, advanced=False)
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        terms = (report.value(result, key) for key in (SH.sourceShape, SH.focusNode, SH.value))
        messages = frozenset(map(str, report.objects(result, SH.resultMessage)))
        found.add((*(None if term is None else text_of(term) for term in terms), messages))
    return found


def by_columns(data: Graph, shapes: Graph) -> set[tuple]:
    columns = from_ntriples(lines(data))
    found = set()
    for finding in run(read_plan(shapes), columns, sparql=SparqlRunner(columns, shapes)):
        focus, value = columns.terms.text([finding.focus, finding.value])
        found.add((finding.shape.id, focus, value, frozenset(text for _, text in finding.messages)))
    return found


def spoilt(folder: str) -> Graph:
    """All cases of a folder in one graph, right and wrong ones."""
    graph = Graph().parse(resources.ontology() / "tcgraph.ttl")
    for file in sorted((CASES / folder).glob("*.ttl")):
        graph.parse(file)
    return graph


@pytest.mark.parametrize("folder", FOLDERS)
def test_findings_are_those_of_pyshacl(folder: str, queries: Graph) -> None:
    data = spoilt(folder)
    ours, theirs = by_columns(data, queries), by_pyshacl(data, queries)
    assert ours == theirs
    assert ours, "there are mistakes to be found"


def test_each_query_has_a_case(queries: Graph) -> None:
    found = {row[0] for folder in FOLDERS for row in by_columns(spoilt(folder), queries)}
    assert found == {text_of(shape) for shape in queries.subjects(SH.sparql)}


def test_packaged_queries_are_well_formed_and_run_once(queries: Graph) -> None:
    plan = read_plan(queries)
    check_queries(queries, plan.shapes.values())
    columns = from_files(open_file(file, graph=graph) for graph, file in resources.graph_files())
    runner = SparqlRunner(columns, queries)
    assert len(run(plan, columns, sparql=runner)) == 0
    constraints = [(constraint, shape) for shape in plan.shapes.values() for constraint in shape.constraints if isinstance(constraint, Sparql)]
    assert {runner.strategy(*each) for each in constraints} == {"one query for all focus nodes"}
    assert 0 < runner.queries <= len(constraints)
    assert runner.store.triples < len(columns) / 2, "only what they look at"
