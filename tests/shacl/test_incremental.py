"""Validation after a change finds what a full run finds, and looks at little."""

import logging
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef
from tests.shacl.test_random_shapes import Shapes, data

from tcgraph import resources
from tcgraph.columns import Columns, from_ntriples
from tcgraph.shacl.engine import run
from tcgraph.shacl.findings import Findings
from tcgraph.shacl.incremental import Incremental, touched
from tcgraph.shacl.paths import Ids
from tcgraph.shacl.plan import Plan, read_plan
from tcgraph.shacl.sparql import SparqlRunner
from tcgraph.shacl.validation import plan_of
from tcgraph.store.formats import open_file

PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix : <http://x/> .\n"


def lines(graph: Graph) -> set[str]:
    from tcgraph.shacl.read_terms import text_of

    return {f"{text_of(s)} {text_of(p)} {text_of(o)} .\n" for s, p, o in graph}


def columns_of(statements: set[str]) -> Columns:
    return from_ntriples("".join(sorted(statements)).encode())


def told(findings: Findings, columns: Columns) -> list[tuple]:
    def text(number: int) -> str | None:
        return None if number < 0 else columns.terms.text([number])[0]

    return [(text(f.focus), str(f.path), text(f.value), f.constraint.component, f.shape.id, text(f.other), f.times, str(f.messages)) for f in findings]


def full(plan: Plan, statements: set[str], focus: Ids | None = None) -> tuple[list[tuple], int]:
    columns = columns_of(statements)
    findings = run(plan, columns, sparql=SparqlRunner(columns, plan.graph), focus=focus)
    return told(findings, columns), findings.checked


def plan_from(text: str) -> Plan:
    return read_plan(Graph().parse(data=PREFIXES + text, format="turtle"))


def changed(chance: Random, statements: set[str], others: set[str], most: int) -> set[str]:
    """The statements with a few removed and a few of others added."""
    kept = sorted(statements)
    for _ in range(min(chance.randint(0, most), len(kept))):
        kept.remove(chance.choice(kept))
    more = sorted(others)
    return {*kept, *chance.sample(more, min(chance.randint(0, most), len(more)))}


class Asking(Shapes):
    """Random shapes, some with queries: for all nodes at once, node by node, on a few predicates, on all."""

    queries = 0

    def constraint(self, shape: URIRef, depth: int, has_path: bool) -> None:
        if self.queries < 3 and self.chance.random() < 0.2:
            self.queries += 1
            patterns = [*EVERYWHERE, *["$this $PATH ?value FILTER(!isLiteral(?value)) }"] * has_path]
            query = BNode()
            self.add(shape, "sparql", query)
            self.add(query, "select", Literal(f"SELECT $this ?value WHERE {{ {self.chance.choice(patterns)}"))
            self.add(query, "message", Literal("{$this} has {?value}"))
        else:
            super().constraint(shape, depth, has_path)


EVERYWHERE = [
    "$this <http://x/p> ?value . ?value <http://x/q> ?other }", "$this ?any ?value FILTER(isLiteral(?value)) }",
    "$this <http://x/r>* ?value . ?value <http://x/p> 1 }", "$this <http://x/p> ?value } ORDER BY ?value LIMIT 1",
    "?value <http://x/q> $this FILTER NOT EXISTS { $this a/<http://www.w3.org/2000/01/rdf-schema#subClassOf>* <http://x/C> } }",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "comparing"), [(Shapes, False), (Shapes, True), (Asking, False)], ids=["all terms", "comparisons", "queries"])
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(chance=st.randoms(use_true_random=False))
def test_random_changes_find_what_a_full_run_finds(kind: type[Shapes], comparing: bool, chance: Random) -> None:
    """Of data, types, classes, and of the nodes that a run is kept to."""
    logging.disable(logging.CRITICAL)
    try:
        plan = read_plan(kind(chance, comparing).graph)
        statements = {line.replace("/n", f"/{n}n") for n in range(3) for line in lines(data(chance, comparing))}
        statements |= lines(data(chance, comparing))
        again = Incremental(plan)
        for _ in range(5):
            columns = columns_of(statements)
            focus = some_nodes(chance, columns)
            findings = again.run(columns, focus=focus)
            expected, _ = full(plan, statements, focus)
            assert told(findings, columns) == expected
            statements = changed(chance, statements, lines(data(chance, comparing)), 2)
    finally:
        logging.disable(logging.NOTSET)


def some_nodes(chance: Random, columns: Columns) -> Ids | None:
    """Mostly all nodes there are, at times only some."""
    subjects = sorted(set(columns.triples()[0].tolist()))
    return np.array(chance.sample(subjects, len(subjects) // 2), np.int32) if chance.random() < 0.4 else None


QUERY = """
:S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:node :T ] .
:T a sh:NodeShape ; sh:sparql [ sh:select "SELECT $this WHERE { $this <http://x/q> ?v }" ; sh:message "has {?v}" ] .
"""


def test_queries_run_again_when_their_predicates_change() -> None:
    plan = plan_from(QUERY)
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    graph = {f"<http://x/{i}> {kind} <http://x/C> .\n" for i in range(20)} | {f"<http://x/{i}> <http://x/p> <http://x/v{i}> .\n" for i in range(20)}
    again = Incremental(plan)
    for more in ("<http://x/v1> <http://x/q> <http://x/v2> .\n", "<http://x/v3> <http://x/other> <http://x/v2> .\n"):
        again.run(columns_of(graph))
        graph = graph | {more}
        columns = columns_of(graph)
        findings = again.run(columns)
        assert told(findings, columns) == full(plan, graph)[0]
        assert len(findings) == 1
    assert findings.checked == 0


def test_a_change_of_the_classes_touches_the_instances() -> None:
    plan = plan_from(":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 1 ] .")
    kind, below = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
    graph = {f"<http://x/{i}> {kind} <http://x/{'DE'[i % 2]}> .\n" for i in range(40)}
    again = Incremental(plan)
    assert len(again.run(columns_of(graph))) == 0
    assert len(again.run(columns_of(graph | {f"<http://x/D> {below} <http://x/C> .\n"}))) == 20
    assert len(again.run(columns_of(graph))) == 0


def test_touched_nodes_lie_backwards_on_the_paths() -> None:
    plan = plan_from(":S sh:targetClass :C ; sh:property :P . :P sh:path ( :p [ sh:zeroOrMorePath [ sh:inversePath :q ] ] ) ; sh:nodeKind sh:IRI .")
    before = {"<http://x/a> <http://x/p> <http://x/b> .\n", "<http://x/c> <http://x/q> <http://x/b> .\n", "<http://x/z> <http://x/p> <http://x/y> .\n"}
    first, second = columns_of(before), columns_of(before | {"<http://x/d> <http://x/q> <http://x/c> .\n"})
    nodes = touched(plan, first, second)["<http://x/P>"]
    assert nodes is not None
    assert second.terms.text(nodes) == ["<http://x/a>"]
    assert not any(map(len, touched(plan, first, columns_of(before)).values()))  # type: ignore[arg-type]


def packaged() -> set[str]:
    from tcgraph.columns import from_files

    every = from_files(open_file(file, graph=graph) for graph, file in resources.graph_files())
    return set(every.ntriples().decode().splitlines(keepends=True))


PREDICATES = ["core#prefLabel", "rdf-schema#label", "rdf-syntax-ns#type", "ontology#inBatch", "ontology#inRoster"]


def test_one_triple_of_the_packaged_graph_touches_less_than_a_hundredth() -> None:
    """Of all pairs of shape and node: a label, a type, predicates that queries look at. (A change of the classes touches all instances.)"""
    plan, graph, chance = plan_of(), packaged(), Random(1)
    again = Incremental(plan)
    pairs = again.run(columns_of(graph)).checked
    assert pairs > 100_000
    for predicate in PREDICATES:
        graph -= {chance.choice(sorted(line for line in graph if line.split(" ", 2)[1].endswith(f"{predicate}>")))}
        assert again.run(columns_of(graph)).checked * 100 < pairs, predicate
    label = min(line for line in graph if "#prefLabel>" in line)
    graph = (graph - {label}) | {label.replace('"', '"X ', 1)}
    columns = columns_of(graph)
    findings = again.run(columns)
    expected, checked = full(plan, graph)
    assert told(findings, columns) == expected
    assert checked * 0.9 < pairs < checked * 1.1
    assert 1 <= findings.checked <= 5
