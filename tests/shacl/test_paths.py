"""Property paths: read from shapes graphs, written as text, and walked: the pairs are those that a plain search of the graph finds."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, URIRef

from tcgraph.columns import from_ntriples
from tcgraph.errors import ShapesError
from tcgraph.shacl.paths import Alternative, Inverse, OneOrMore, Path, Predicate, Sequence, ZeroOrMore, ZeroOrOne, walk
from tcgraph.shacl.plan import read_plan

P, Q = Predicate("http://x/p"), Predicate("http://x/q")
PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"

Edges = frozenset[tuple[int, str, int]]


def columns(edges: Edges):
    return from_ntriples("".join(f"<http://x/{s}> <http://x/{p}> <http://x/{o}> .\n" for s, p, o in edges).encode())


def pairs(edges: Edges, path: Path) -> set[tuple[int, int]]:
    """The pairs that a path relates, by the definition of SPARQL, from all nodes 0 … 4."""
    match path:
        case Predicate(iri):
            return {(s, o) for s, p, o in edges if iri == f"http://x/{p}"}
        case Inverse(inner):
            return {(o, s) for s, o in pairs(edges, inner)}
        case Sequence(steps):
            found = {(n, n) for n in range(5)}
            for step in steps:
                found = {(a, d) for (a, b), (c, d) in product(found, pairs(edges, step)) if b == c}
            return found
        case Alternative(choices):
            return set().union(*(pairs(edges, choice) for choice in choices))
        case ZeroOrOne(inner):
            return {(n, n) for n in range(5)} | pairs(edges, inner)
        case ZeroOrMore(inner):
            return {(n, n) for n in range(5)} | pairs(edges, OneOrMore(inner))
        case OneOrMore(inner):
            step = found = pairs(edges, inner)
            while (more := found | {(a, d) for (a, b), (c, d) in product(found, step) if b == c}) != found:
                found = more
            return found
    raise AssertionError(path)


paths = st.recursive(
    st.sampled_from([P, Q]),
    lambda inner: st.one_of(
        *(st.builds(kind, inner) for kind in (Inverse, ZeroOrMore, OneOrMore, ZeroOrOne)),
        *(st.builds(kind, st.lists(inner, min_size=2, max_size=3).map(tuple)) for kind in (Sequence, Alternative)),
    ),
    max_leaves=5,
)
edge_sets = st.frozensets(st.tuples(st.integers(0, 4), st.sampled_from("pq"), st.integers(0, 4)), max_size=10)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(edges=edge_sets, path=paths, start=st.lists(st.integers(0, 4), unique=True))
def test_walk_finds_what_the_definition_says(edges: Edges, path: Path, start: list[int]) -> None:
    graph = columns(edges)
    nodes = graph.terms.extend(f"<http://x/{n}>" for n in range(5))
    index, values = walk(graph, path, nodes[start])
    found = list(zip(index.tolist(), values.tolist(), strict=True))
    numbers = {node: n for n, node in enumerate(nodes.tolist())}
    assert sorted((start[row], numbers[value]) for row, value in found) == sorted((a, b) for a, b in pairs(edges, path) if a in start)
    assert found == sorted(set(found)), "each pair once, by row and value"


@pytest.mark.parametrize("path", [ZeroOrMore(P), OneOrMore(P), ZeroOrMore(Alternative((P, Q))), ZeroOrMore(ZeroOrOne(P))])
def test_a_chain_of_tens_of_thousands_is_walked_to_its_end(path: Path) -> None:
    graph = columns(frozenset((n, "p", n + 1) for n in range(50_000)) | {(50_000, "q", 49_990)})
    starts = graph.terms.ids(["<http://x/0>", "<http://x/49000>"])
    counts = np.bincount(walk(graph, path, starts)[0])
    assert counts.tolist() == ([50_000, 1_000] if isinstance(path, OneOrMore) else [50_001, 1_001])


def test_a_ring_is_walked_once_round() -> None:
    graph = columns(frozenset((n, "p", (n + 1) % 500) for n in range(500)))
    index, values = walk(graph, OneOrMore(P), graph.terms.ids([f"<http://x/{n}>" for n in range(300)]))
    assert np.bincount(index).tolist() == [500] * 300
    assert len(set(values.tolist())) == 500


def test_a_path_from_nothing_leads_nowhere() -> None:
    graph = columns(frozenset({(0, "p", 1)}))
    for path in (P, ZeroOrMore(P), OneOrMore(P), Sequence((P, P)), Alternative((P, Q)), Inverse(P), ZeroOrOne(Q)):
        index, values = walk(graph, path, np.empty(0, np.int32))
        assert len(index) == len(values) == 0


@pytest.mark.parametrize(("turtle", "path"), [
    ("x:p", P),
    ("[ sh:inversePath x:p ]", Inverse(P)),
    ("( x:p x:q )", Sequence((P, Q))),
    ("[ sh:alternativePath ( x:p x:q ) ]", Alternative((P, Q))),
    ("( x:p [ sh:zeroOrMorePath x:q ] )", Sequence((P, ZeroOrMore(Q)))),
    ("[ sh:oneOrMorePath ( x:p [ sh:alternativePath ( x:p x:q ) ] ) ]", OneOrMore(Sequence((P, Alternative((P, Q)))))),
    ("[ sh:zeroOrOnePath [ sh:inversePath x:q ] ]", ZeroOrOne(Inverse(Q))),
])  # fmt: skip
def test_reads_all_forms(turtle: str, path: Path) -> None:
    shapes = Graph().parse(data=f"{PREFIXES} x:S sh:path {turtle} ; sh:targetNode x:n ; sh:minCount 1 .", format="turtle")
    assert read_plan(shapes).shapes["<http://x/S>"].path == path


def test_text_is_that_of_sparql() -> None:
    path = Sequence((Alternative((P, Inverse(Q))), ZeroOrMore(Sequence((P, Q))), OneOrMore(P), ZeroOrOne(Inverse(P))))
    text = path.text(lambda iri: iri.removeprefix("http://x/"))
    assert text == "(p|^q)/(p/q)*/p+/(^p)?"
    assert str(Inverse(P)) == "^http://x/p"


@pytest.mark.parametrize(("turtle", "problem"), [
    ('"p"', "a literal"),
    ("( x:p )", "at least 2"),
    ("[ ]", "is wanted"),
    ("[ sh:inversePath x:p , x:q ]", "has 2"),
    ("[ sh:inversePath x:p ; sh:zeroOrMorePath x:p ]", "has 2"),
    ("[ sh:alternativePath x:p ]", "broken"),
    ("[ sh:alternativePath ( x:p ) ]", "at least 2"),
    ('( x:p "q" )', "a literal"),
    ("[ rdf:first x:p ]", "broken"),
    ("_:a . _:a sh:inversePath _:a", "contains itself"),
    ("_:l . _:l rdf:first x:p ; rdf:rest _:l", "broken"),
])  # fmt: skip
def test_ill_formed_paths_are_refused(turtle: str, problem: str) -> None:
    shapes = Graph().parse(data=f"{PREFIXES} x:S sh:targetNode x:n ; sh:minCount 1 ; sh:path {turtle} .", format="turtle")
    with pytest.raises(ShapesError, match=f"x/S>?: sh:path is no property path: .*{problem}"):
        read_plan(shapes)


def test_two_paths_are_refused() -> None:
    shapes = Graph().parse(data=f"{PREFIXES} x:S sh:targetNode x:n ; sh:minCount 1 ; sh:path x:p , x:q .", format="turtle")
    with pytest.raises(ShapesError, match="sh:path may have one value and has 2: http://x/p, http://x/q"):
        read_plan(shapes)


def test_paths_are_equal_by_what_they_say() -> None:
    assert len({Inverse(P), Inverse(Predicate(str(URIRef("http://x/p")))), Inverse(Q)}) == 2
