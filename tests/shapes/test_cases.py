"""The cases of the shapes, in the form of the W3C SHACL test suite, and what the shapes themselves must keep.

A case compares (focus node, path, severity, component, source shape) of each result, not prose.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pyshacl
import pytest
from rdflib import RDF, RDFS, SH, BNode, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
TC = Namespace("https://w3id.org/tcgraph/ontology#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")

Result = tuple[Node | None, str, Node | None, Node | None, Node | None]


def read(*paths: Path) -> Graph:
    """All files in one graph, relative IRIs resolved against each file's own place."""
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


ONTOLOGY = read(ROOT / "ontology" / "tcgraph.ttl")
SHAPES = read(*sorted((ROOT / "shapes").glob("*.ttl")))
MANIFESTS = {path: read(path) for path in sorted(HERE.glob("*/*.ttl"))}
CASES = [
    (manifest, entry)
    for manifest in MANIFESTS.values()
    for entries in manifest.objects(None, MF.entries)
    for entry in Collection(manifest, entries)
]


def local_path(iri: Node | None) -> Path:
    return Path(url2pathname(urlsplit(str(iri)).path))


def path_text(graph: Graph, path: Node | None) -> str:
    """A SHACL path as text, so that paths of blank nodes can be compared."""
    if not isinstance(path, BNode):
        return str(path)
    if (path, RDF.first, None) in graph:
        return " / ".join(path_text(graph, step) for step in Collection(graph, path))
    ((kind, inner),) = graph.predicate_objects(path)
    return f"{kind} ({path_text(graph, inner)})"


def results(graph: Graph, report: Node | None) -> set[Result]:
    return {
        (
            graph.value(result, SH.focusNode),
            path_text(graph, graph.value(result, SH.resultPath)),
            graph.value(result, SH.resultSeverity),
            graph.value(result, SH.sourceConstraintComponent),
            graph.value(result, SH.sourceShape),
        )
        for result in graph.objects(report, SH.result)
    }


@pytest.mark.parametrize(("manifest", "entry"), [pytest.param(*case, id="/".join(str(case[1]).split("/")[-2:])) for case in CASES])
def test_case_gives_the_results_it_states(manifest: Graph, entry: Node) -> None:
    action, expected = manifest.value(entry, MF.action), manifest.value(entry, MF.result)
    _, report, _ = pyshacl.validate(
        read(local_path(manifest.value(action, SHT.dataGraph))),
        shacl_graph=read(*sorted(map(local_path, manifest.objects(action, SHT.shapesGraph)))),
        ont_graph=ONTOLOGY,
        inference="none",
    )
    assert isinstance(report, Graph)
    found = results(report, report.value(None, RDF.type, SH.ValidationReport))
    stated = results(manifest, expected)
    assert (found - stated, stated - found) == (set(), set())
    assert manifest.value(expected, SH.conforms).toPython() is (not stated)  # type: ignore[union-attr]


# What has to be seen to fail and to pass: property shapes, and node shapes with a SPARQL constraint.
RULES = sorted({*SHAPES.subjects(RDF.type, SH.PropertyShape), *SHAPES.subjects(SH.sparql, None)}, key=str)
FAILED = {result[4] for manifest, entry in CASES for result in results(manifest, manifest.value(entry, MF.result))}
PASSING = [manifest for manifest, entry in CASES if not results(manifest, manifest.value(entry, MF.result))]


def focus_nodes(rule: Node, data: Graph) -> Iterator[Node]:
    """Targets of the rule in the data, by the classes and properties that the rule's node shape names."""
    for shape in (rule, *SHAPES.subjects(SH.property, rule)):
        for cls in SHAPES.objects(shape, SH.targetClass):
            for kind in ONTOLOGY.transitive_subjects(RDFS.subClassOf, cls):
                yield from data.subjects(RDF.type, kind)
        for predicate in SHAPES.objects(shape, SH.targetSubjectsOf):
            yield from data.subjects(predicate, None)
        for predicate in SHAPES.objects(shape, SH.targetObjectsOf):
            yield from data.objects(None, predicate)


def predicates(path: Node | None) -> set[Node]:
    """All properties that a path walks along."""
    if not isinstance(path, BNode):
        return {path} if path else set()
    return set().union(*(predicates(o) for p, o in SHAPES.predicate_objects(path) if o != RDF.nil))


@pytest.mark.parametrize("rule", RULES)
def test_rule_has_a_failing_case(rule: Node) -> None:
    assert rule in FAILED, f"no case of tests/shapes states a result of {rule}: add one to a fails.ttl"


@pytest.mark.parametrize("rule", RULES)
def test_rule_has_a_passing_case(rule: Node) -> None:
    path, forbids = SHAPES.value(rule, SH.path), SHAPES.value(rule, SH.maxCount)
    wanted = set() if forbids is not None and forbids.toPython() == 0 else predicates(path)  # type: ignore[attr-defined]
    good = [m for m in PASSING if any(focus_nodes(rule, m)) and all((None, p, None) in m for p in wanted)]
    assert good, f"no ok.ttl has a target of {rule} with its path: add them"


@pytest.mark.parametrize("term", sorted({t for triple in SHAPES for t in triple if isinstance(t, URIRef) and t.startswith(str(SH))}))
def test_term_is_in_the_shacl_vocabulary(term: URIRef) -> None:
    SH[term.removeprefix(str(SH))]  # raises on an unknown term, such as sh:minCont


def tc_terms(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w:])tc:(\w+)", re.sub(r"<[^>\s]*>", "", text)))


@pytest.mark.parametrize("path", sorted([*(ROOT / "shapes").glob("*.ttl"), *MANIFESTS]), ids=lambda p: str(p.relative_to(ROOT)))
def test_terms_of_file_are_in_the_ontology(path: Path) -> None:
    unknown = {t for t in tc_terms(path.read_text(encoding="utf-8")) if (TC[t], RDF.type, None) not in ONTOLOGY}
    assert not unknown, f"{path.name}: not in ontology/tcgraph.ttl: {', '.join(sorted(unknown))}"


CONSTRAINTS = sorted({*RULES, *SHAPES.subjects(SH.message, None)}, key=str)


@pytest.mark.parametrize("shape", CONSTRAINTS)
def test_shape_has_names_messages_and_severity(shape: Node) -> None:
    query = SHAPES.value(shape, SH.sparql, default=BNode())  # a SPARQL constraint says the message of its shape
    messages = [*SHAPES.objects(shape, SH.message), *SHAPES.objects(query, SH.message)]
    assert sorted(m.language for m in messages) == ["en", "zh"], f"{shape} needs one sh:message in zh and one in en"  # type: ignore[attr-defined]
    if (shape, RDF.type, SH.SPARQLConstraint) in SHAPES:
        return
    assert SHAPES.value(shape, SH.severity), f"{shape} needs sh:severity"
    names = [*SHAPES.objects(shape, SH.name), *SHAPES.objects(shape, RDFS.label)]
    assert sorted(n.language for n in names) == ["en", "zh"], f"{shape} needs a name in zh and in en"  # type: ignore[attr-defined]
    assert not any("{" in str(m) for m in SHAPES.objects(shape, SH.message)), f"{shape}: only SPARQL constraints fill placeholders"


def test_shapes_are_named_nodes() -> None:
    unnamed = {s for s in SHAPES.subjects() if isinstance(s, BNode)}
    lists_and_paths = {RDF.first, RDF.rest, SH.inversePath, SH.alternativePath}
    assert {p for s in unnamed for p in SHAPES.predicates(s)} <= lists_and_paths


def test_each_property_shape_belongs_to_a_node_shape() -> None:
    assert set(SHAPES.subjects(RDF.type, SH.PropertyShape)) == set(SHAPES.objects(None, SH.property))


def test_all_three_severities_are_used() -> None:
    assert set(SHAPES.objects(None, SH.severity)) == {SH.Violation, SH.Warning, SH.Info}


def test_readme_lists_each_file() -> None:
    readme = (ROOT / "shapes" / "README.md").read_text(encoding="utf-8")
    files = {path.name for path in (ROOT / "shapes").glob("*.ttl")}
    assert set(re.findall(r"^\| \[([\w-]+\.ttl)\]", readme, re.MULTILINE)) == files
