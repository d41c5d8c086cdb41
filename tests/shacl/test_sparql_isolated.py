"""Queries in a process of their own: the same answers, and an end to those that run too long."""

import os

import pytest
from tests.shacl.test_sparql import DATA, Run, columns, sparql
from tests.shacl.test_sparql_prebinding import ALONE

from tcgraph.errors import ForbiddenQueryError, ShapesError, TimeLimitError
from tcgraph.shacl.sparql_isolated import IsolatedStore

ENDLESS = "SELECT $this WHERE { $this x:p ?a . ?s x:p ?b . ?t x:p ?c . ?u x:p ?d FILTER(CONCAT(STR(?a), STR(?b), STR(?c), STR(?d)) = 'no') }"


@pytest.mark.parametrize("query", [
    "SELECT $this ?value WHERE { $this x:p ?value FILTER(?value > 1) }",
    "SELECT $this ?value WHERE { $this x:p ?value } ORDER BY ?value LIMIT 1",
    "SELECT $this ?value WHERE { GRAPH $shapesGraph { ?value sh:select ?any } $this x:p ?o }".replace("sh:select", "<http://www.w3.org/ns/shacl#select>"),
])  # fmt: skip
def test_answers_are_those_of_the_store_in_this_process(query: str) -> None:
    here, there = Run(sparql(query)), Run(sparql(query), seconds=60)
    assert there.rows() == here.rows() != []
    there.runner.store.close()


def test_a_query_without_end_is_ended() -> None:
    lines = b"".join(b"<http://x/%d> <http://x/p> <http://x/%d> .\n" % (n, m) for n in range(40) for m in range(40))
    with pytest.raises(TimeLimitError, match="2 s"):
        Run(sparql(ENDLESS), lines, seconds=2)


def test_mistakes_are_told_as_here() -> None:
    for query in ("SELECT $this WHERE { $this x:p }", "SELECT $this WHERE { SERVICE <http://x/> { $this x:p ?o } }"):
        texts = []
        for options in ({}, {"seconds": 60}):
            with pytest.raises(ShapesError) as caught:
                Run(sparql(query), **options)
            texts.append(str(caught.value))
        assert texts[0] == texts[1]


def test_errors_of_the_other_process_come_back_as_they_are() -> None:
    store = IsolatedStore(columns(), 60)
    for query, error in (("SELECT {", SyntaxError), ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", TypeError),
                         ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", ForbiddenQueryError)):  # fmt: skip
        with pytest.raises(error):
            store.query(query)
    store.need(None)
    answer = store.query("SELECT ?s { ?s ?p ?o }")
    assert not isinstance(answer, bool) and len(list(answer)) == DATA.count(b"\n")
    store.close()


def test_a_process_that_is_gone_is_an_error() -> None:
    store = IsolatedStore(columns(), 60)
    assert store.query("ASK {}") is True
    assert store.process is not None
    os.kill(store.process.pid, 9)
    with pytest.raises(RuntimeError, match="ended with code"):
        store.query("ASK {}")


def test_many_single_queries_are_noted_in_both_languages() -> None:
    query = sparql("SELECT $this ?value WHERE { $this x:p ?value } LIMIT 1")
    few, many = (b"".join(b"<http://x/%d> <http://x/p> <http://x/o> .\n" % n for n in range(count)) for count in (3, 1000))
    assert Run(query, few).findings.notes == ()
    (note,) = Run(query, many).findings.notes
    assert "x/C" in note["en"] and "LIMIT" in note["en"] and "x/C" in note["zh"]


def test_the_plan_says_how_each_query_is_run() -> None:
    assert "[one query for all focus nodes]" in Run(sparql("SELECT $this WHERE { $this x:p ?value }")).plan.explain()
    assert "[one query per focus node: the query has LIMIT or OFFSET]" in Run(sparql(ALONE["limit"])).plan.explain()
