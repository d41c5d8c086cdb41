"""``Dataset``: the packaged graph, its view through rdflib, and what importing costs."""

import os
import subprocess
import sys
from collections import Counter

import pytest
import rdflib
from rdflib import Literal, URIRef

import tcgraph
from tcgraph.errors import CallError, ForbiddenQueryError
from tcgraph.store import MemoryStore

XSD_STRING = URIRef("http://www.w3.org/2001/XMLSchema#string")
X = "http://x/"


def triples(graph: rdflib.Graph) -> set:
    """The triples without those of blank nodes (only lists of the ontology have them), whose labels differ."""
    return {t for t in graph.triples((None, None, None)) if not any(isinstance(term, rdflib.BNode) for term in t)}


@pytest.fixture
def own() -> tcgraph.Dataset:
    """A small dataset to change: one triple in two graphs, one in the default graph."""
    made = tcgraph.Dataset(MemoryStore())
    made.update("""PREFIX : <http://x/> INSERT DATA { GRAPH :g { :a :p "plain" , 'zh'@zh , 1 } GRAPH :h { :a :p "plain" } :b :p "<script>" }""")
    return made


def test_packaged_graph_holds_each_triple_in_one_graph_only(dataset) -> None:
    lines = Counter(line.rpartition(b" <")[0] for line in dataset.nquads().splitlines() if b"_:" not in line)
    assert [line for line, count in lines.items() if count > 1] == []


def test_union_through_rdflib_is_what_rdflib_reads_itself(dataset, rdflib_dataset) -> None:
    ours, theirs = triples(dataset.rdflib), triples(rdflib_dataset)
    assert ours == theirs, f"only ours {list(ours - theirs)[:2]}; only rdflib's {list(theirs - ours)[:2]}"


def test_each_named_graph_through_rdflib_is_what_rdflib_reads_itself(dataset, rdflib_dataset) -> None:
    view = dataset.rdflib
    names = {graph.identifier for graph in rdflib_dataset.graphs() if len(graph)}
    assert {graph.identifier for graph in view.graphs() if graph.identifier in names} == names
    for name in names:
        assert triples(view.graph(name)) == triples(rdflib_dataset.graph(name)), name


def test_union_through_rdflib_has_no_triple_twice(own) -> None:
    found = list(own.rdflib.triples((None, None, None)))
    assert len(found) == len(set(found)) == 4 == len(own.rdflib)


def test_plain_literal_equals_one_that_rdflib_makes(own) -> None:
    view = own.rdflib
    (plain,) = set(view.objects(URIRef(X + "b")))
    assert plain == Literal("<script>") and plain.datatype is None
    for pattern in (Literal("plain"), Literal("plain", datatype=XSD_STRING)):
        assert (URIRef(X + "a"), URIRef(X + "p"), pattern) in view
    assert {row.o for row in view.query("SELECT ?o { ?s ?p ?o }")} == {Literal("plain"), Literal("zh", lang="zh"), Literal(1), Literal("<script>")}
    assert set(view.query("CONSTRUCT WHERE { ?s ?p ?o }").graph) == set(view.triples((None, None, None)))


def test_change_through_rdflib_is_seen_by_both(own) -> None:
    view = own.rdflib
    view.update("INSERT DATA { <http://x/n> <http://x/p> 'new' }")
    view.graph(URIRef(X + "g")).add((URIRef(X + "m"), URIRef(X + "p"), Literal("more")))
    assert own.ask("ASK { <http://x/n> ?p 'new' }")
    assert own.ask("ASK { GRAPH <http://x/g> { <http://x/m> ?p 'more' } }")
    own.update("DELETE WHERE { <http://x/n> ?p ?o }")
    assert (URIRef(X + "n"), None, None) not in view


def test_view_through_rdflib_sees_what_is_loaded_later(tmp_path) -> None:
    own = tcgraph.Dataset(MemoryStore())
    view = own.rdflib
    (tmp_path / "a.ttl").write_text("<http://x/a> <http://x/p> 1 .", encoding="utf-8")
    own.load(tmp_path / "a.ttl")
    assert len(list(view.triples((None, None, None)))) == 1


def test_query_through_rdflib_knows_the_prefixes_of_the_project(dataset) -> None:
    (row,) = dataset.rdflib.query("SELECT (COUNT(?x) AS ?n) { ?x a tc:Province }")
    assert int(row.n) == 31


@pytest.mark.parametrize("prepared", [False, True], ids=["text", "prepared"])
def test_service_through_rdflib_is_refused(own, prepared: bool) -> None:
    from rdflib.plugins.sparql import prepareQuery

    query = "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
    with pytest.raises(ForbiddenQueryError, match="SERVICE"):
        own.rdflib.query(prepareQuery(query) if prepared else query)


@pytest.mark.parametrize("prepared", [False, True], ids=["text", "prepared"])
def test_load_through_rdflib_is_refused(own, prepared: bool) -> None:
    from rdflib.plugins.sparql import prepareUpdate

    update = "LOAD <http://127.0.0.1:9/>"
    with pytest.raises(ForbiddenQueryError, match="LOAD"):
        own.rdflib.update(prepareUpdate(update) if prepared else update)


def test_prepared_query_through_rdflib_gives_the_same(own) -> None:
    from rdflib.plugins.sparql import prepareQuery

    query = "SELECT DISTINCT ?o { <http://x/a> ?p ?o }"
    assert set(own.rdflib.query(prepareQuery(query))) == set(own.rdflib.query(query))


def test_store_that_is_not_on_this_machine_has_no_view() -> None:
    class Remote:
        pass

    with pytest.raises(CallError, match="Only a dataset on this machine can be seen through rdflib; export the remote one first"):
        tcgraph.Dataset(Remote()).rdflib  # noqa: B018


def test_construct_gives_each_triple_once_with_plain_literals(own) -> None:
    graph = own.construct("CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert isinstance(graph, rdflib.Graph) and len(graph) == len(list(graph)) == 3
    assert (URIRef(X + "a"), URIRef(X + "p"), Literal("plain")) in graph
    lines = own.store.construct("CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }", {}).splitlines()
    assert lines == sorted(set(lines))


def test_describe_is_a_construct(own) -> None:
    assert len(own.construct("DESCRIBE <http://x/a>")) == 3


def test_bindings_are_terms_not_text(own) -> None:
    assert own.select("SELECT ?s ?o { ?s ?p ?o }", o="plain' } DROP ALL #").rows() == []
    assert {row.s for row in own.select("SELECT ?s ?o { ?s ?p ?o }", o=1)} == {"http://x/a"}
    assert own.ask("ASK { ?s ?p ?o }", s="http://x/b")


def test_quads_are_written_and_counted(own) -> None:
    assert len(own) == 5 == own.nquads().count(b"\n")
    assert repr(own) == "<tcgraph.Dataset: 5 quads>"


def run(root, code: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    return subprocess.run([sys.executable, "-W", "error", "-c", code], env=environment, capture_output=True, text=True, check=True).stdout


HEAVY = ["matplotlib", "networkx", "numpy", "owlrl", "pandas", "polars", "pyarrow", "pyshacl", "rdflib", "scipy"]


def test_import_brings_no_heavy_library(root) -> None:
    code = f"import sys, tcgraph; print([name for name in {HEAVY} if name in sys.modules])"
    assert run(root, code).strip() == "[]", "an optional or slow library must be imported where it is used"


def test_asking_brings_no_heavy_library(root) -> None:
    code = f"import sys, tcgraph; tcgraph.load().answer('rosters').to_text(); print([name for name in {HEAVY} if name in sys.modules])"
    assert run(root, code).strip() == "[]"


def test_answer_takes_one_query_for_the_answer_and_one_for_each_name(dataset) -> None:
    class Counting:
        def __init__(self, store) -> None:
            self.store, self.queries = store, 0

        def select(self, query, bindings):
            self.queries += 1
            return self.store.select(query, bindings)

    counting = Counting(dataset.store)
    tcgraph.Dataset(counting).answer("centers_in_province", province="辽宁", on="2023-03-15")
    assert counting.queries == 2


def test_columns_are_kept_until_the_data_change() -> None:
    own = tcgraph.Dataset(MemoryStore())
    own.update("INSERT DATA { <http://x/a> <http://x/p> 1 }")
    columns = own.columns
    assert own.columns is columns and columns.ntriples() == b'<http://x/a> <http://x/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    graph = own.rdflib
    graph.remove((None, None, None))
    graph.add((URIRef("http://x/a"), URIRef("http://x/p"), Literal(2)))
    assert own.columns.ntriples() == b'<http://x/a> <http://x/p> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'


def test_what_is_kept_asks_the_store_for_no_count(monkeypatch) -> None:
    dataset = tcgraph.load()
    counted: list[object] = []
    size = MemoryStore.__len__
    monkeypatch.setattr(MemoryStore, "__len__", lambda self: counted.append(self) or size(self))
    dataset.search("鞍钢", limit=1)
    tcgraph.views.cooperation(dataset)
    assert not counted


def test_change_past_the_store_is_seen(own) -> None:
    before, engine = own.columns, own.store.inner
    assert own.columns is before, "to hand the engine out changes nothing"
    engine.update("INSERT DATA { <http://x/new> <http://x/p> 2 }")
    assert own.columns_at_hand is None
    assert len(own.columns) == len(before) + 1


def test_views_of_a_dataset_read_its_columns_where_there_are_some(monkeypatch) -> None:
    from tcgraph.views.participations import forget

    dataset = tcgraph.load()
    wanted = tcgraph.views.cooperation(dataset)
    wanted = set(wanted.nodes(data="label")), {(*sorted((a, b)), data["titles"]) for a, b, data in wanted.edges(data=True)}
    _ = dataset.columns
    forget()
    monkeypatch.setattr(MemoryStore, "select", None)
    view = tcgraph.views.cooperation(dataset)
    assert (set(view.nodes(data="label")), {(*sorted((a, b)), data["titles"]) for a, b, data in view.edges(data=True)}) == wanted
