"""One query for all focus nodes gives what one query per focus node gives; ill-formed queries are refused."""

import itertools
import re
from dataclasses import replace

import numpy as np
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import SH, Literal, URIRef

from tcgraph.columns import from_ntriples
from tcgraph.errors import ShapesError
from tcgraph.shacl.components_model import Shape, Sparql
from tcgraph.shacl.paths import Predicate
from tcgraph.shacl.sparql import SparqlRunner, check_queries, strategy
from tcgraph.shacl.sparql_needs import predicates
from tcgraph.shacl.sparql_scan import scan

X = "http://x/"
NODES = [f"<{X}{letter}>" for letter in "abcde"]
ABSENT = f"<{X}absent>"
NODE_SHAPE = Shape(f"<{X}S>", None, (), (), str(SH.Violation))
PROPERTY_SHAPE = Shape(f"<{X}S>", Predicate(f"{X}p"), (), (), str(SH.Violation))

TOGETHER = {
    "triple": "SELECT $this ?value WHERE { $this x:p ?value FILTER(?value != x:b) }",
    "inverse": "SELECT $this ?value WHERE { ?value x:p $this }",
    "object and subject": "SELECT $this ?value WHERE { $this x:p ?value . ?value x:q $this }",
    "variable predicate": "SELECT $this ?value WHERE { $this ?any ?value }",
    "closure": "SELECT $this ?value WHERE { $this x:p+ ?value }",
    "filter only": "SELECT $this ?value WHERE { ?value x:p x:a FILTER($this = x:b || $this = x:c) }",
    "optional": "SELECT $this ?value WHERE { ?any x:q ?value OPTIONAL { $this x:p ?other } FILTER(!BOUND(?other)) }",
    "optional with filter": "SELECT $this ?value WHERE { ?value x:p ?any OPTIONAL { ?value x:q ?other FILTER(?other = $this) } FILTER(BOUND(?other)) }",
    "optional of optional": "SELECT $this ?value WHERE { $this x:p ?a OPTIONAL { ?a x:q ?b OPTIONAL { ?b x:p $this BIND(1 AS ?value) } } }",
    "not exists": "SELECT $this ?value WHERE { $this x:p ?value FILTER NOT EXISTS { ?value x:q $this } }",
    "not exists with filter": "SELECT $this ?value WHERE { ?value x:p ?any FILTER NOT EXISTS { ?any x:q ?other FILTER(?other = $this) } }",
    "exists with group": "SELECT $this ?value WHERE { ?value x:q ?any FILTER EXISTS { { ?value x:p ?any FILTER($this = ?any) } } }",
    "exists with subquery": "SELECT $this ?value WHERE { ?value x:q ?any FILTER EXISTS { { SELECT $this ?any WHERE { $this x:p ?any } } } }",
    "exists in an expression": "SELECT $this ?value WHERE { ?value x:q ?any FILTER(?any = x:a || EXISTS { $this x:p ?any }) }",
    "union": "SELECT $this ?value WHERE { { $this x:p ?value } UNION { ?value x:q $this } UNION { ?value x:p x:a FILTER($this = x:b) } }",
    "union without it": "SELECT $this ?value WHERE { { $this x:p ?value } UNION { ?value x:q x:a } }",
    "group with bound": "SELECT $this ?value WHERE { { { FILTER(BOUND($this)) } ?value x:p x:c } FILTER(BOUND($this)) }",
    "bind": "SELECT $this ?value WHERE { BIND($this AS ?that) ?that x:p ?value }",
    "bind in optional": "SELECT $this ?value WHERE { ?any x:p x:a OPTIONAL { BIND($this AS ?value) } }",
    "distinct": "SELECT $this ?value WHERE { { SELECT DISTINCT $this ?value WHERE { $this x:p/x:p ?value } } }",
    "subquery without it in its pattern": "SELECT $this ?value WHERE { { SELECT $this ?value WHERE { ?value x:q x:b } } $this x:p ?value }",
    "count by it": "SELECT $this ?value WHERE { { SELECT $this (COUNT(?o) AS ?value) WHERE { $this x:p ?o } GROUP BY $this } FILTER(?value > 1) }",
    "count by more": "SELECT $this ?value WHERE { { SELECT $this ?any (COUNT(?o) AS ?value) WHERE { $this x:p ?any . ?any x:q ?o } GROUP BY $this ?any } }",
    "count by others": "SELECT $this ?value WHERE { { SELECT $this ?value (COUNT(?o) AS ?n) WHERE { $this x:p ?value . ?value x:q ?o } GROUP BY ?value } FILTER(?n > 1) }",
    "top group": "SELECT $this ?value WHERE { $this x:p ?value . ?value x:p ?o } GROUP BY $this ?value HAVING (COUNT(?o) > 1)",
    "sum of strings": "SELECT $this ?value WHERE { { SELECT $this (SUM(STRLEN(STR(?o))) AS ?value) WHERE { { $this x:p ?o } UNION { ?o x:q $this } } GROUP BY $this } }",
    "literals": "SELECT $this ?value WHERE { $this x:n ?value . ?other x:n ?value FILTER(?other != $this && ?value > 1) }",
}
ALONE = {
    "limit": "SELECT $this ?value WHERE { $this x:p ?value } ORDER BY ?value LIMIT 1",
    "offset": "SELECT $this ?value WHERE { $this x:p ?value } ORDER BY DESC(?value) OFFSET 1",
    "limit in a subquery": "SELECT $this ?value WHERE { { SELECT $this ?value WHERE { $this x:p ?value } ORDER BY ?value LIMIT 1 } ?value x:q ?any }",
    "count of all": "SELECT $this (COUNT(?o) AS ?value) WHERE { $this x:p ?o }",
    "count of all in a subquery": "SELECT $this ?value WHERE { { SELECT $this (COUNT(?o) AS ?value) WHERE { $this x:p ?o } } FILTER(?value < 2) }",
}
ASK_TOGETHER = {
    "triple": "ASK { $value x:q ?o }",
    "expression": "ASK { FILTER(STRENDS(STR($value), 'b') || STRENDS(STR($value), '2')) }",
    "both": "ASK { $value x:q $this }",
    "not exists": "ASK { FILTER NOT EXISTS { $value x:p $this } }",
    "union": "ASK { { $value x:p ?o } UNION { FILTER(ISLITERAL($value)) } }",
    "count": "ASK { { SELECT $value (COUNT(?o) AS ?n) WHERE { $value x:p ?o } GROUP BY $value } FILTER(?n > 1) }",
}
ASK_ALONE = {
    "limit": "ASK { { SELECT $value ?o WHERE { $value x:p ?o } ORDER BY ?o LIMIT 1 } ?o x:q ?any }",
    "count of all": "ASK { { SELECT $value (COUNT(?o) AS ?n) WHERE { $value x:p ?o } } FILTER(?n < 1) }",
}


def shapes(query: str, kind=SH.select) -> tuple[rdflib.Graph, Sparql]:
    """A shapes graph with one constraint, or one component with an ASK validator."""
    graph, node, component = rdflib.Graph(), URIRef(f"{X}query"), str(SH.SPARQLConstraintComponent)
    if kind == SH.ask:
        component = f"{X}Component"
        graph.add((URIRef(component), SH.validator, node))
    graph.add((node, kind, Literal(f"PREFIX x: <{X}>\n{query}")))
    return graph, Sparql(component, URIRef(component) if kind == SH.ask else node, URIRef(f"{X}S"), {})


def alone(query: str, node: str, value: str = "") -> str:
    """The query for one node: written in the place of the variable."""
    for name, term in (("this", node), ("value", value)) if query.startswith("ASK") else (("this", node),):
        query = re.sub(rf"(SELECT (?:DISTINCT )?)\${name}", r"\1", query)
        query = query.replace(f"BOUND(${name})", "true").replace(f"GROUP BY ${name} ?", "GROUP BY ?").replace(f"GROUP BY ${name}", "GROUP BY (1 AS ?k)")
        query = query.replace(f"${name}", term)
    return f"PREFIX x: <{X}> {query}"


def terms(columns, number: int) -> str:
    return columns.terms.text([number])[0]


triples = st.sets(
    st.one_of(
        st.tuples(st.sampled_from(NODES), st.sampled_from([f"<{X}p>", f"<{X}q>"]), st.sampled_from(NODES)),
        st.tuples(st.sampled_from(NODES), st.just(f"<{X}n>"), st.sampled_from([f'"{n}"^^<http://www.w3.org/2001/XMLSchema#integer>' for n in range(1, 4)])),
    ),
    max_size=20,
).map(lambda found: "".join(sorted(f"{s} {p} {o} .\n" for s, p, o in found)).encode())


def check_select(data: bytes, query: str) -> SparqlRunner:
    """Compares the runner with a query per node; returns the runner."""
    columns = from_ntriples(data)
    focus = columns.terms.extend([*NODES, ABSENT])
    graph, constraint = shapes(query)
    runner = SparqlRunner(columns, graph)
    found = runner(constraint, np.sort(focus), NODE_SHAPE)
    store = ox.Store()
    store.load(data, format=ox.RdfFormat.N_TRIPLES)
    wanted = {(node, str(row["value"]) if row["value"] is not None else node) for node in [*NODES, ABSENT] for row in store.query(alone(query, node))}
    assert {(terms(columns, row[0]), terms(columns, row[2])) for row in found} == wanted
    assert len(found) == len(wanted)
    return runner


@pytest.mark.parametrize("query", TOGETHER.values(), ids=TOGETHER)
@settings(max_examples=25, deadline=None)
@given(data=triples)
def test_all_nodes_at_once_give_what_each_gives_alone(query: str, data: bytes) -> None:
    assert check_select(data, query).queries == 1


@st.composite
def patterns(draw, depth: int = 3) -> str:
    """The inside of a group, made of all that SPARQL has but what pre-binding leaves out."""
    variables = ["$this", "?a", "?b", "?c"]
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(("triple", "triple", "triple", "filter", "bound", "optional", "union", "group", "exists", "not exists", "select", "bind")[: 12 if depth else 5]))
        inner = draw(patterns(depth - 1)) if depth and kind in ("optional", "union", "group", "exists", "not exists", "select") else ""
        if kind == "triple":
            parts.append(f"{draw(st.sampled_from(variables))} {draw(st.sampled_from(['x:p', 'x:q', '^x:p', 'x:p/x:q', '(x:p|x:q)']))} {draw(st.sampled_from([*variables, 'x:a']))} .")
        elif kind == "filter":
            parts.append(f"FILTER({draw(st.sampled_from(variables))} {draw(st.sampled_from(['=', '!=']))} {draw(st.sampled_from([*variables, 'x:a', 'x:b']))})")
        elif kind == "bound":
            parts.append(f"FILTER({draw(st.sampled_from(['', '!']))}BOUND({draw(st.sampled_from(variables))}))")
        elif kind == "bind":
            parts.append(f"BIND({draw(st.sampled_from(variables))} AS ?new#)")
        elif kind == "union":
            parts.append(f"{{ {inner} }} UNION {{ {draw(patterns(depth - 1))} }}")
        elif kind == "select":
            parts.append(f"{{ SELECT {draw(st.sampled_from(['', 'DISTINCT ']))}$this ?a ?b WHERE {{ {inner} }} }}")
        else:
            parts.append({"optional": "OPTIONAL", "group": "", "exists": "FILTER EXISTS", "not exists": "FILTER NOT EXISTS"}[kind] + f" {{ {inner} }}")
    return " ".join(parts)


@settings(max_examples=300, deadline=None)
@given(data=triples, pattern=patterns())
def test_of_any_pattern_too(data: bytes, pattern: str) -> None:
    count = itertools.count()
    pattern = re.sub("#", lambda _: str(next(count)), pattern)
    check_select(data, f"SELECT DISTINCT $this (COALESCE(?a, ?b, x:none) AS ?value) WHERE {{ {pattern} }}")


@pytest.mark.parametrize("inner", ["OPTIONAL { $this x:p $this } $this x:q ?a", "OPTIONAL { $this x:p ?z } ?z x:q ?a", "BIND($this AS ?a) $this x:q ?y"])
def test_an_optional_that_begins_with_another_begins_with_each_node(inner: str) -> None:
    """Without the table inside, the inner OPTIONAL would look for any node at all, find b, and leave a without its own answer."""
    data = f"<{X}a> <{X}q> <{X}a> .\n<{X}b> <{X}p> <{X}b> .\n<{X}c> <{X}q> <{X}c> .\n".encode()
    check_select(data, f"SELECT $this (COALESCE(?a, x:none) AS ?value) WHERE {{ OPTIONAL {{ {inner} }} }}")


@pytest.mark.parametrize("query", ALONE.values(), ids=ALONE)
@settings(max_examples=15, deadline=None)
@given(data=triples)
def test_where_that_is_not_so_each_node_has_its_query(query: str, data: bytes) -> None:
    assert check_select(data, query).queries == len(NODES) + 1


@pytest.mark.parametrize(("query", "together"), [*((q, True) for q in ASK_TOGETHER.values()), *((q, False) for q in ASK_ALONE.values())], ids=[*ASK_TOGETHER, *ASK_ALONE])
@settings(max_examples=15, deadline=None)
@given(data=triples)
def test_ask_of_all_value_nodes(query: str, together: bool, data: bytes) -> None:
    columns = from_ntriples(data)
    focus = np.sort(columns.terms.extend(NODES))
    graph, constraint = shapes(query, SH.ask)
    runner = SparqlRunner(columns, graph)
    found = {(terms(columns, row[0]), terms(columns, row[2])) for row in runner(constraint, focus, PROPERTY_SHAPE)}
    store = ox.Store()
    store.load(data, format=ox.RdfFormat.N_TRIPLES)
    pairs = [(str(q.subject), str(q.object)) for q in store if q.predicate.value == f"{X}p"]
    assert found == {(node, value) for node, value in pairs if not store.query(alone(query, node, value))}
    assert runner.queries == (bool(pairs) if together else len({value for _, value in pairs}))


REFUSED = {
    "SELECT $this WHERE { $this ?p ?o MINUS { $this x:p ?o } }": "MINUS",
    "SELECT $this WHERE { VALUES ?any { true } }": "VALUES",
    "SELECT $this WHERE { $this ?p ?o } VALUES ?o { 1 }": "VALUES",
    "SELECT $this WHERE { SERVICE <http://x/> { $this ?p ?o } }": "SERVICE",
    "SELECT $this WHERE { SERVICE SILENT<http://x/> { $this ?p ?o } }": "SERVICE",
    "SELECT $this WHERE { SERVICESILENT<http://x/> { $this ?p ?o } }": "SERVICE",
    "PREFIX service: <http://x/> SELECT $this WHERE { SERVICE:x { $this ?p ?o } }": "SERVICE",
    "SELECT $this FROM <http://x/g> WHERE { $this ?p ?o }": "FROM",
    "SELECT $this WHERE { BIND(true AS $this) }": "AS",
    "SELECT (x:a AS ?this) WHERE { ?s ?p ?o }": "AS",
    "SELECT ?value WHERE { $this ?p ?value }": "does not return \\$this",
    "SELECT (STR($this) AS ?text) WHERE { $this ?p ?value }": "does not return \\$this",
    "SELECT $this WHERE { { SELECT ?o WHERE { $this ?p ?o } } }": "subquery that does not return \\$this",
    "SELECT $this WHERE { $this ?p ?o FILTER EXISTS { { SELECT ?o WHERE { ?o ?p ?o } } } }": "subquery that does not return \\$this",
    "SELECT $this WHERE { { SELECT * WHERE { $this ?p ?o } } }": "SELECT \\*",
    "CONSTRUCT { $this ?p ?o } WHERE { $this ?p ?o }": "no SELECT query",
    "ASK { $this ?p ?o }": "no SELECT query but ASK",
    "SELECT $this WHERE { $this $PATH ?o }": "PATH",
    "SELECT $this WHERE { $this ?p }": "does not parse",
    "SELECT $this WHERE { $this y:p ?o }": "sh:declare",
    "": "no SELECT query",
}


@pytest.mark.parametrize(("query", "words"), REFUSED.items(), ids=range(len(REFUSED)))
def test_ill_formed_queries_are_refused_with_the_reason(query: str, words: str) -> None:
    columns = from_ntriples(f"<{X}a> <{X}p> <{X}b> .\n".encode())
    graph, constraint = shapes(query)
    with pytest.raises(ShapesError, match=words) as caught:
        SparqlRunner(columns, graph)(constraint, columns.terms.ids(NODES[:1]), NODE_SHAPE)
    assert "x/query" in str(caught.value), "it names the constraint"
    with pytest.raises(ShapesError, match=words):
        check_queries(graph, [replace(NODE_SHAPE, constraints=(constraint,))])


@pytest.mark.parametrize("query", [*TOGETHER.values(), *ALONE.values()], ids=[*TOGETHER, *ALONE])
def test_queries_that_are_right_pass_the_check(query: str) -> None:
    graph, constraint = shapes(query)
    check_queries(graph, [replace(NODE_SHAPE, constraints=(constraint,))])


def test_all_problems_of_all_queries_come_at_once_whatever_the_data() -> None:
    graph, constraint = shapes("SELECT $this WHERE { $this ?p ?o MINUS { $this x:p ?o } BIND(1 AS $this) }")
    graph.add((URIRef(f"{X}other"), SH.select, Literal("SELECT $this WHERE {")))
    other = Sparql(constraint.component, URIRef(f"{X}other"), constraint.shape)
    with pytest.raises(ShapesError) as caught:
        check_queries(graph, [replace(NODE_SHAPE, constraints=(constraint,)), replace(PROPERTY_SHAPE, constraints=(other, constraint))])
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize("text", ['"MINUS { VALUES }"', "'''SERVICE <http://x/>'''", "$this # AS $this\n", "<http://x/SERVICE>"])
def test_words_in_strings_and_comments_are_no_keywords(text: str) -> None:
    columns = from_ntriples(f"<{X}a> <{X}p> <{X}b> .\n".encode())
    graph, constraint = shapes(f"SELECT $this WHERE {{ $this x:p ?o FILTER(?o != {text}) }}")
    assert len(SparqlRunner(columns, graph)(constraint, columns.terms.ids(NODES[:1]), NODE_SHAPE)) == 1


@pytest.mark.parametrize(("query", "wanted"), [
    (TOGETHER["triple"], "one query for all focus nodes"), (ALONE["limit"], "one query per focus node: the query has LIMIT or OFFSET"),
    (ALONE["count of all in a subquery"], "one query per focus node: a subquery aggregates without GROUP BY"),
])  # fmt: skip
def test_the_strategy_is_told(query: str, wanted: str) -> None:
    graph, constraint = shapes(query)
    assert SparqlRunner(from_ntriples(b""), graph).strategy(constraint, NODE_SHAPE) == wanted
    assert strategy(graph, constraint, NODE_SHAPE) == wanted


@pytest.mark.parametrize(("pattern", "wanted"), [
    ("?s x:p ?o", {"p"}), ("?s x:p/x:q* ?o", {"p", "q"}), ("?s x:q*/x:p ?o", {"p", "q"}), ("?s a/x:q* x:C", {"q", "C", "type"}),
    ("?s ?p ?o", None), ("?s x:p ?o ; ?p 1", None), ("?s x:p [ ?p 1 ]", None), ("x:a ?p 'text'", None), ("?s ?p true", None), ("?s x:p* ?o", None),
    ("?s x:p? ?o", None), ("?s (x:p|x:q*) ?o", None), ("?s !x:p ?o", None), ("?s (x:p/x:q)* ?o", None), ("?s x:p*/x:q* ?o", None),
    ("FILTER(?a > 2) ?s x:p ?o BIND(?o AS ?z) ?z x:q 3 . ?z x:q ?y", {"p", "q"}), ("?s x:p ?o FILTER EXISTS { ?o ?any ?s }", None),
    ("{ SELECT ?s ?o ?q WHERE { ?s x:p ?o } GROUP BY ?s ?o ?q HAVING(COUNT(*) > 1) } ?s x:q ?q", {"p", "q"}),
    ("?s x:p ?o FILTER(?o = 1 && EXISTS { ?s x:q ?z } || ?o = 2) ?s x:r 4.5", {"p", "q", "r"}),
])  # fmt: skip
def test_which_predicates_a_query_needs(pattern: str, wanted: set[str] | None) -> None:
    found = predicates(f"PREFIX x: <{X}> SELECT ?s WHERE {{ {pattern} }}")
    found = None if found is None else {iri.rpartition("#")[2].removeprefix(X) for iri in found} - {""}
    assert found == wanted


def test_only_those_predicates_are_put_into_the_store() -> None:
    columns = from_ntriples("".join(f"<{X}a> <{X}{p}> <{X}{o}> .\n" for p in "pqr" for o in "abc").encode())
    graph, constraint = shapes(TOGETHER["triple"])
    runner = SparqlRunner(columns, graph)
    assert len(runner(constraint, columns.terms.ids(NODES[:1]), NODE_SHAPE)) == 2
    assert runner.store.triples == 3
    graph.set((constraint.node, SH.select, Literal("SELECT $this ?value { $this ?p ?value }")))
    everything = Sparql(constraint.component, constraint.node, constraint.shape, {})
    assert len(runner(everything, columns.terms.ids(NODES[:1]), NODE_SHAPE)) == 3
    assert runner.store.triples == 9


def test_a_scan_finds_groups_and_clauses() -> None:
    query = scan("SELECT $this (COUNT(?x) AS ?n) { GRAPH ?g { ?x ?y $this } OPTIONAL { { SELECT ?z { ?z a ?x } LIMIT 1 } } } GROUP BY $this")
    assert [group.opener for group in query.groups] == ["WHERE", "GRAPH", "OPTIONAL", "", "WHERE"]
    assert query.groups[1].graph_variable == "g"
    assert [(each.clause, each.parens) for each in query.named("this")] == [("select", 0), ("pattern", 0), ("modifiers", 0)]
    assert [(select.is_inner, "LIMIT" in select.words) for select in query.selects] == [(False, False), (True, True)]
    assert query.groups[3].holds is query.selects[1]


@pytest.mark.parametrize("text", ["", "}}}", "SELECT", "SELECT ?x {{{", "ASK } {", "(((", "SELECT $this WHERE { SELECT } }"])
def test_what_is_no_query_is_scanned_all_the_same(text: str) -> None:
    scan(text)
    predicates(text)
