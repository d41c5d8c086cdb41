"""No query and no update reaches the network, however it is written; the same letters in text are nobody's business."""

import socket
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tcgraph
from tcgraph.errors import ForbiddenQueryError, QueryError
from tcgraph.store import MemoryStore
from tcgraph.store.guard import refuse_federation, refuse_loading
from tcgraph.store.tokens import tokens

HARMLESS = {
    "string": "SELECT * { ?s ?p 'SERVICE <http://x/>' }",
    "long string": 'SELECT * { ?s ?p """say "SERVICE" \n here""" }',
    "comment": "SELECT * { # SERVICE <http://x/> {}\n ?s ?p ?o }",
    "IRI": "SELECT * { <http://x/SERVICE/a> ?p ?o }",
    "prefix": "PREFIX service: <http://x/service#> SELECT * { service:x service:p service:o }",
    "graph with that prefix": "PREFIX service: <http://x/service#> SELECT * { GRAPH service:x { ?s ?p ?o } }",
    "dataset clause with that prefix": "PREFIX service: <http://x/service#> SELECT * FROM service:x { ?s ?p ?o }",
    "local name": "PREFIX x: <http://x/> SELECT * { x:SERVICE x:service.b ?o }",
    "variable": "SELECT ?service $SERVICE { ?service ?p $SERVICE }",
    "language tag": "SELECT * { ?s ?p 'a'@en }",
    "less than": "SELECT * { ?s ?p ?service FILTER(?service<3 && 4>?service) }",
}
FEDERATED = {
    "plain": "ASK { SERVICE <U> { ?s ?p ?o } }",
    "mixed case": "ASK { SeRvIcE <U> { ?s ?p ?o } }",
    "silent": "ASK { SERVICE SILENT <U> { ?s ?p ?o } }",
    "without spaces": "ASK{SERVICE<U>{?s ?p ?o}}",
    "run together with SILENT": "ASK { SERVICESILENT<U> { ?s ?p ?o } }",
    "run together with a literal": "ASK { OPTIONAL { ?a ?b trueSERVICE<U> { ?s ?p ?o } } }",
    "run together with a variable": "ASK { VALUES ?e { <U> } SERVICE?e { ?s ?p ?o } }",
    "run together with a name": "PREFIX : <U> ASK { SERVICE:x { ?s ?p ?o } }",
    "run together with a prefix": "PREFIX s: <U> ASK { SERVICEs:x { ?s ?p ?o } }",
    "after an escaped number sign": "PREFIX e: <http://e/> ASK { OPTIONAL { e:a\\#b ?p ?o } SERVICE <U> { ?s ?p ?o } }",
    "after an escaped quote": "PREFIX e: <http://e/> ASK { OPTIONAL { e:a\\'b ?p ?o } SERVICE <U> { ?s ?p ?o } }",
    "behind a comment": "ASK { SERVICE # here\n <U> { ?s ?p ?o } }",
    "inside what looks like a string": "ASK { BIND('a' AS ?a) FILTER(?a<'&&?b>') SERVICE SILENT <U> { ?x ?y ?z } FILTER('') }",
    "inside a subquery": "ASK { { SELECT * { SERVICE <U> { ?s ?p ?o } } } }",
    "escaped letter": "ASK { \\u0053ERVICE <U> { ?s ?p ?o } }",
}
FETCHING = {
    "plain": "LOAD <U>",
    "silent": "load silent <U> into graph <http://g/>",
    "run together": "LOADSILENT<U>",
    "run together with a name": "PREFIX : <U> LOAD:x",
    "run together with a prefix": "PREFIX s: <U> LOADs:x",
    "second operation": "INSERT DATA { <a:a> <a:b> <a:c> } ; LOAD <U>",
    "second operation with a name": "PREFIX : <U> INSERT DATA { <a:a> <a:b> <a:c> } ; LOAD:x",
    "after an escaped number sign": "PREFIX e: <http://e/> INSERT DATA { e:a\\#b e:p e:o } ; LOAD <U>",
    "service in an update": "INSERT { ?s ?p ?o } WHERE { SERVICE <U> { ?s ?p ?o } }",
    "service run together": "PREFIX : <U> INSERT { ?s ?p ?o } WHERE { SERVICE:x { ?s ?p ?o } }",
}
HARMLESS_UPDATES = {
    "string": "INSERT DATA { <a:a> <a:b> 'LOAD <http://x/>' }",
    "prefix": "PREFIX load: <http://x/load#> INSERT DATA { load:a load:b load:c ; load:d load:e }",
    "graph with that prefix": "PREFIX load: <http://x/> WITH load:g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "name of that prefix cleared": "PREFIX load: <http://x/> CREATE SILENT GRAPH load:g ; DROP GRAPH load:g",
    "local name": "PREFIX x: <http://x/> INSERT DATA { x:LOAD x:download x:upload }",
    "comment": "# LOAD <http://x/>\nINSERT DATA { <a:a> <a:b> <a:c> }",
}


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, list[bytes]]]:
    """The address of a server on this machine, and who called it."""
    calls: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        def answer() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    calls.append(connection.recv(100))

        threading.Thread(target=answer, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/", calls
        listening.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("query", HARMLESS.values(), ids=HARMLESS)
def test_letters_that_are_no_keyword_are_let_through(query: str) -> None:
    tcgraph.Dataset(MemoryStore()).select(query)


@pytest.mark.parametrize("update", HARMLESS_UPDATES.values(), ids=HARMLESS_UPDATES)
def test_letters_that_are_no_keyword_of_an_update_are_let_through(update: str) -> None:
    tcgraph.Dataset(MemoryStore()).update(update)


@pytest.mark.parametrize("query", FEDERATED.values(), ids=FEDERATED)
def test_federated_query_reaches_nobody(server, query: str) -> None:
    address, calls = server
    with pytest.raises(QueryError, match="SERVICE is not allowed: queries here never reach other servers|does not parse"):
        tcgraph.Dataset(MemoryStore()).ask(query.replace("<U>", f"<{address}>"))
    assert calls == []


@pytest.mark.parametrize("update", FETCHING.values(), ids=FETCHING)
def test_update_fetches_nothing(server, update: str) -> None:
    address, calls = server
    store = tcgraph.Dataset(MemoryStore())
    with pytest.raises(ForbiddenQueryError, match="(SERVICE|LOAD) is not allowed"):
        store.update(update.replace("<U>", f"<{address}>"))
    assert calls == [] and len(store) == 0


@pytest.mark.parametrize("query", FEDERATED.values(), ids=FEDERATED)
def test_federated_query_through_rdflib_reaches_nobody(server, query: str) -> None:
    address, calls = server
    with pytest.raises((QueryError, SyntaxError)):
        tcgraph.Dataset(MemoryStore()).rdflib.query(query.replace("<U>", f"<{address}>"))
    assert calls == []


def test_text_with_the_keyword_is_still_found() -> None:
    store = tcgraph.Dataset(MemoryStore())
    store.update("INSERT DATA { <http://x/service> <http://x/p> 'a Service and a download' }")
    assert store.ask("ASK { <http://x/service> ?p 'a Service and a download' } # service")
    store.update("DELETE WHERE { <http://x/service> ?p 'a Service and a download' }")
    assert len(store) == 0


def test_refusal_is_the_same_for_queries_and_updates() -> None:
    with pytest.raises(ForbiddenQueryError, match=r"LOAD is not allowed: updates here never fetch anything\. Use dataset\.load\(file\)\."):
        refuse_loading("LOAD <http://x/>")
    with pytest.raises(ForbiddenQueryError, match=r"SERVICE is not allowed: .* Load their data first\."):
        refuse_federation("SELECT * { SERVICE <http://x/> {} }")


@given(st.text())
def test_tokens_together_are_the_text(text: str) -> None:
    assert "".join(word for _, word in tokens(text)) == text


@given(st.text(alphabet="SERVICEservice <>'\"#\\:?{}x\n"))
def test_query_that_passes_has_no_bare_keyword(text: str) -> None:
    try:
        safe = refuse_federation(text)
    except ForbiddenQueryError:
        return
    for kind, word in tokens(safe):
        if "SERVICE" in word.upper():
            assert kind in ("name", "variable") or word[0] in "_@", (kind, word)
