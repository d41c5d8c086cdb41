"""Moving targets onto property shapes changes the speed, not the findings."""

import itertools
import random

import pytest
from pyshacl import validate as pyshacl_validate
from rdflib import RDF, SH, BNode, Graph

from tcgraph.shacl.shapes import hoist_targets

HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""
DATA = HEAD + """x:Sub rdfs:subClassOf x:A .
x:a1 a x:A ; x:p 1 , 2 ; x:q x:b1 . x:a2 a x:A ; x:q x:a1 . x:a3 a x:Sub ; x:p "text" . x:b1 a x:B ; x:p 5 ; x:q x:a2 , x:b2 .
x:b2 a x:B , x:A . x:c1 x:p 7 ; x:q x:c1 ."""


def results(shapes: Graph) -> list[tuple]:
    copy = Graph()
    for triple in shapes:
        copy.add(triple)  # pySHACL adds to the shapes that it is given
    _, report, _ = pyshacl_validate(Graph().parse(data=DATA, format="turtle"), shacl_graph=copy, inplace=False)
    found = []
    for node in report.subjects(RDF.type, SH.ValidationResult):
        parts = [report.value(node, p) for p in (SH.focusNode, SH.resultPath, SH.value, SH.sourceShape, SH.sourceConstraintComponent, SH.resultSeverity)]
        found.append(tuple("_" if isinstance(part, BNode) else str(part) for part in parts))
    return sorted(found)


def hoisted_moves(shapes: Graph) -> int:
    return len(list(shapes.triples((None, SH.property, None)))) - len(list(hoist_targets(shapes).triples((None, SH.property, None))))


CASES = {  # shapes, and how many property shapes are moved
    "one parent": ("x:S a sh:NodeShape ; sh:targetClass x:A ; sh:property x:P . x:P sh:path x:p ; sh:minCount 1 .", 1),
    "several targets": ("x:S a sh:NodeShape ; sh:targetClass x:A ; sh:targetNode x:c1 ; sh:targetSubjectsOf x:q ; sh:targetObjectsOf x:q ; sh:property x:P . x:P sh:path x:p ; sh:maxCount 1 .", 1),
    "two properties": ("x:S a sh:NodeShape ; sh:targetClass x:A ; sh:property x:P , x:Q . x:P sh:path x:p ; sh:minCount 1 . x:Q sh:path x:q ; sh:class x:B .", 2),
    "blank property shape": ("x:S a sh:NodeShape ; sh:targetClass x:A ; sh:property [ sh:path x:p ; sh:minCount 1 ] .", 1),
    "shared property shape": ("x:S a sh:NodeShape ; sh:targetClass x:A ; sh:property x:P . x:T a sh:NodeShape ; sh:targetClass x:B ; sh:property x:P . x:P sh:path x:p ; sh:minCount 1 .", 0),
    "property shape with a target": ("x:S a sh:NodeShape ; sh:targetClass x:A ; sh:property x:P . x:P a sh:PropertyShape ; sh:targetNode x:c1 ; sh:path x:p ; sh:maxCount 0 .", 0),
    "deactivated parent": ("x:S a sh:NodeShape ; sh:targetClass x:A ; sh:deactivated true ; sh:property x:P . x:P sh:path x:p ; sh:minCount 1 .", 0),
    "deactivated child": ("x:S a sh:NodeShape ; sh:targetClass x:A ; sh:property x:P . x:P sh:path x:p ; sh:minCount 1 ; sh:deactivated true .", 1),
    "parent used by sh:node": ("x:S a sh:NodeShape ; sh:targetClass x:A ; sh:property x:P . x:T a sh:NodeShape ; sh:targetClass x:B ; sh:node x:S . x:P sh:path x:p ; sh:minCount 1 .", 0),
    "parent used by sh:not": ("x:S a sh:NodeShape ; sh:targetClass x:A ; sh:property x:P . x:T a sh:NodeShape ; sh:targetClass x:B ; sh:not x:S . x:P sh:path x:p ; sh:minCount 1 .", 0),
    "parent in a list": ("x:S a sh:NodeShape ; sh:targetClass x:A ; sh:property x:P . x:T a sh:NodeShape ; sh:targetClass x:B ; sh:or ( x:S ) . x:P sh:path x:p ; sh:minCount 1 .", 0),
    "closed parent": ("x:S a sh:NodeShape ; sh:targetClass x:A ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property x:P . x:P sh:path x:p ; sh:minCount 1 .", 0),
    "disjoint siblings": ("x:S a sh:NodeShape ; sh:targetClass x:B ; sh:property x:P , x:Q . x:P sh:path x:q ; sh:qualifiedValueShape [ sh:class x:A ] ; sh:qualifiedValueShapesDisjoint true ; sh:qualifiedMinCount 2 . x:Q sh:path x:q ; sh:qualifiedValueShape [ sh:class x:B ] ; sh:qualifiedValueShapesDisjoint true ; sh:qualifiedMinCount 1 .", 0),
    "class that is its shape": ("x:A a sh:NodeShape , rdfs:Class ; sh:property x:P . x:P sh:path x:p ; sh:minCount 1 .", 1),
    "OWL class that is its shape": ("x:A a sh:NodeShape , owl:Class ; sh:targetNode x:c1 ; sh:property x:P . x:P sh:path x:p ; sh:minCount 2 .", None),
    "nested property": ("x:S a sh:NodeShape ; sh:targetClass x:A ; sh:property x:P . x:P sh:path x:q ; sh:property x:Q . x:Q sh:path x:p ; sh:minCount 1 .", 1),
    "own constraint of the parent": ("x:S a sh:NodeShape ; sh:targetClass x:A ; sh:nodeKind sh:Literal ; sh:property x:P . x:P sh:path x:p ; sh:minCount 1 .", 1),
    "severity of the parent": ("x:S a sh:NodeShape ; sh:targetClass x:A ; sh:severity sh:Info ; sh:property x:P . x:P sh:path x:p ; sh:minCount 1 ; sh:severity sh:Warning .", 1),
}


@pytest.mark.parametrize(("shapes", "moved"), CASES.values(), ids=CASES)
def test_findings_are_the_same_with_hoisted_targets(shapes: str, moved: int | None) -> None:
    graph = Graph().parse(data=HEAD + shapes, format="turtle")
    before = set(graph)
    assert results(hoist_targets(graph)) == results(graph)
    assert set(graph) == before, "the shapes must not be changed"
    assert moved is None or hoisted_moves(graph) == moved


def random_shapes(seed: int) -> str:
    choose = random.Random(seed)
    lines = [HEAD]
    constraints = ("sh:minCount 1", "sh:maxCount 1", "sh:class x:A", "sh:nodeKind sh:Literal", "sh:node x:S0", "sh:hasValue 5", "sh:property x:P0")
    for number in range(4):
        rule = choose.choice(constraints[: 7 if number else 5])
        target = choose.choice(["", "", "", " ; sh:targetNode x:c1"])
        lines.append(f"x:P{number} a sh:PropertyShape ; sh:path x:{choose.choice('pq')} ; {rule if rule != 'sh:node x:S0' or number > 1 else 'sh:minCount 2'}{target} .")
    targets = ("sh:targetClass x:A", "sh:targetClass x:B", "sh:targetNode x:c1", "sh:targetSubjectsOf x:q", "sh:targetObjectsOf x:q")
    extras = ("", "", "", " ; sh:deactivated true", " ; sh:closed true ; sh:ignoredProperties ( rdf:type )", " ; sh:nodeKind sh:IRI")
    for number in range(3):
        properties = choose.sample(range(1 if number == 0 else 4), 1 if number == 0 else choose.randint(1, 3))
        chosen = "" if choose.random() < 0.2 else f" ; {choose.choice(targets)}"
        refers = f" ; sh:node x:S{number - 1}" if number and choose.random() < 0.3 else ""
        listed = " , ".join(f"x:P{p}" for p in properties)
        lines.append(f"x:S{number} a sh:NodeShape{chosen}{choose.choice(extras)}{refers} ; sh:property {listed} .")
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(60))
def test_findings_of_random_shapes_are_the_same_with_hoisted_targets(seed: int) -> None:
    text = random_shapes(seed)
    graph = Graph().parse(data=text, format="turtle")
    assert results(hoist_targets(graph)) == results(graph), text


def test_random_shapes_do_find_things_and_do_move() -> None:
    graphs = [Graph().parse(data=random_shapes(seed), format="turtle") for seed in range(60)]
    assert sum(hoisted_moves(graph) > 0 for graph in graphs) >= 15
    assert sum(bool(results(graph)) for graph in itertools.islice(graphs, 20)) >= 15
