"""Files, stores and graphs to columns and back: nothing is lost, nothing doubled, the same input gives the same numbers."""

import gzip
from pathlib import Path

import numpy as np
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tcgraph.columns import BLANK, IRI, LITERAL, from_files, from_ntriples, from_rdflib, from_store
from tcgraph.columns.encode import Encoder
from tcgraph.columns.text import escape
from tcgraph.errors import CallError, DataError, SyntaxDataError
from tcgraph.store.formats import FORMATS, Loadable, open_file

TURTLE = """@prefix : <http://x/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:a :p :b , "text" , "text"@ZH-cn , 1 , 1.0 , true , "2021-01-01"^^xsd:date ; :q :b . :b :p :a , :a . _:n :p "back\\\\slash \\"quote\\" line\\nend \\U0001F600" .
"""
GRAPHS = "@prefix : <http://x/> . :s :p 1 . :g { :s :p 1 , 2 } :h { :s :p 2 . :t :p [ :p 3 ] }"


def file(content: str | bytes, ending: str = ".ttl", name: str = "f") -> Loadable:
    return Loadable(name, content.encode() if isinstance(content, str) else content, FORMATS[ending], "http://base/")


def lines(content: bytes, format: ox.RdfFormat) -> set[bytes]:
    triples = (quad.triple for quad in ox.parse(content, format=format, base_iri="http://base/"))
    return set((ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True))


def test_turtle_and_back() -> None:
    columns = from_files([file(TURTLE)])
    expected = sorted(lines(TURTLE.encode(), ox.RdfFormat.TURTLE))
    assert columns.ntriples() == b"".join(expected)
    assert len(columns) == len(expected) == 10
    assert from_ntriples(columns.ntriples(), True).ntriples() == columns.ntriples()


@pytest.mark.parametrize("ending", FORMATS)
def test_each_syntax(ending: str, tmp_path: Path) -> None:
    quads = list(ox.parse(TURTLE.encode(), format=ox.RdfFormat.TURTLE))
    content = ox.serialize(quads, format=FORMATS[ending])
    for name, bytes_ in ((f"f{ending}", content), (f"f{ending}.gz", gzip.compress(content))):
        (tmp_path / name).write_bytes(bytes_)
        columns = from_files([open_file(tmp_path / name)])
        assert columns.ntriples().replace(b"_:anon1", b"_:n") == from_files([file(TURTLE)]).ntriples()


@pytest.mark.parametrize("ending", [".trig", ".nq", ".jsonld"])
def test_graphs_come_together_and_each_triple_once(ending: str) -> None:
    content = ox.serialize(ox.parse(GRAPHS.encode(), format=ox.RdfFormat.TRIG), format=FORMATS[ending])
    columns = from_files([file(content, ending)])
    assert len(columns) == 4
    assert len(columns.predicates) == 1


def test_empty_inputs() -> None:
    for columns in (from_files([]), from_files([file("")]), from_files([file("", ".nt")]), from_ntriples(b""), from_store(ox.Store()), from_rdflib(rdflib.Graph())):
        assert len(columns) == len(columns.terms) == len(columns.predicates) == 0
        assert columns.ntriples() == b""
        assert len(columns.forward(0)) == len(columns.inverse(-1)) == 0
        assert columns.terms.id("<http://x>") == -1


@pytest.mark.parametrize(("content", "ending", "line", "column"), [
    ("@prefix : <http://x/> .\n:a :p .\n", ".ttl", 2, 7), ("<http://a> <http://b> <http://c> .\n<a", ".nt", 2, None), ("{", ".jsonld", 1, None),
    (b"<http://a> <http://b> \"\xff\" .", ".nt", 1, 24), ("<http://a> <http://b> <http://c d> .", ".nt", 1, None),
])  # fmt: skip
def test_syntax_errors_say_where(content: str | bytes, ending: str, line: int, column: int | None) -> None:
    with pytest.raises(SyntaxDataError) as caught:
        from_files([file("", ".ttl", "good.ttl"), file(content, ending, "bad.file")])
    assert (caught.value.file, caught.value.line) == ("bad.file", line)
    assert column is None or caught.value.column == column


def test_triples_inside_triples_are_refused() -> None:
    with pytest.raises(DataError, match="triple inside a triple"):
        from_files([file("<http://a> <http://b> <<( <http://a> <http://b> <http://c> )>> .")])


# -- blank nodes ------------------------------------------------------------------------------------------------------


def test_labels_of_one_file_are_kept_and_made_up_ones_numbered() -> None:
    content = '@prefix : <http://x/> . _:given :p [ :q _:b0 ] , ( 1 ) . _:abc123 :p _:anon . '
    first, second = from_files([file(content)]), from_files([file(content)])
    assert first.ntriples() == second.ntriples(), "the parser's own labels differ from run to run"
    labels = set(first.terms.value(np.flatnonzero(first.terms.kinds == BLANK)))
    assert labels == {"given", "b0", "abc123", "anon", "anonx1", "anonx2"}


def test_labels_of_different_files_are_different_nodes() -> None:
    one, two = file("_:x <http://p> 1 ."), file('_:x <http://p> 1 . _:y <http://p> 2 .')
    columns = from_files([one, two])
    assert columns.terms.text(np.flatnonzero(columns.terms.kinds == BLANK)) == ["_:f1.x", "_:f2.x", "_:f2.y"]
    assert len(columns) == 3


def test_rdf_xml_labels() -> None:
    xml = ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://x/">'
           '<rdf:Description rdf:nodeID="abc"><p rdf:parseType="Resource"><q>1</q></p></rdf:Description></rdf:RDF>')  # fmt: skip
    columns = from_files([file(xml, ".rdf")])
    assert columns.terms.value(np.flatnonzero(columns.terms.kinds == BLANK)) == ["abc", "anon1"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["_:a :p _:b .", "_:a :p [] .", "[] :p [ :q 1 ] .", ":s :p ( 1 _:a [] ) .", ":s :q :s ."]), max_size=6))
def test_graphs_stay_isomorphic(statements: list[str]) -> None:
    """Judged by RDFC 1.0; rdflib's ``isomorphic`` says now yes, now no of ``:s :p (1 _:a []), (1 _:a [])`` read twice."""
    content = "@prefix : <http://x/> . " + " ".join(statements)
    graphs = [ox.Dataset(ox.parse(content.encode(), format=ox.RdfFormat.TURTLE)),
              ox.Dataset(ox.parse(from_files([file(content)]).ntriples(), format=ox.RdfFormat.N_TRIPLES))]  # fmt: skip
    for graph in graphs:
        graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert graphs[0] == graphs[1]


# -- terms ------------------------------------------------------------------------------------------------------------

characters = st.characters(exclude_categories=["Cs"])
texts = st.text(st.one_of(characters, st.sampled_from('"\\\n\r\t\b\f\0 .<>^@_:\x7f\x85\u2028\ufffe\uffff\U0001f600\U0010ffff')), max_size=12)
tags = st.from_regex(r"[a-z]{2}(-[A-Z]{2})?", fullmatch=True)
literals = st.one_of(texts.map(rdflib.Literal), st.builds(lambda t, tag: rdflib.Literal(t, lang=tag), texts, tags),
                     texts.map(lambda t: rdflib.Literal(t, datatype=rdflib.URIRef("http://x/type"))))  # fmt: skip


@settings(deadline=None)
@given(st.lists(literals, max_size=8))
@example([rdflib.Literal(" . "), rdflib.Literal('" <http://x> .\n'), rdflib.Literal("")])
def test_literals_round_trip(given_literals: list[rdflib.Literal]) -> None:
    graph = rdflib.Graph()
    for literal in given_literals:
        graph.add((rdflib.URIRef("http://x/s"), rdflib.URIRef("http://x/p"), literal))
    columns = from_rdflib(graph)
    ids = np.flatnonzero(columns.terms.kinds == LITERAL)
    assert sorted(columns.terms.value(ids)) == sorted(str(literal) for literal in set(given_literals))
    store = ox.Store()
    store.load(columns.ntriples(), format=ox.RdfFormat.N_TRIPLES)
    again = from_store(store)
    assert again.ntriples() == columns.ntriples() == from_ntriples(columns.ntriples(), False).ntriples()
    assert again.terms.text(np.arange(len(again.terms))) == columns.terms.text(np.arange(len(columns.terms)))
    for literal in given_literals:
        spelt = f'"{escape(literal)}"' + (f"@{literal.language}" if literal.language else f"^^<{literal.datatype}>" if literal.datatype else "")
        assert columns.terms.value([columns.terms.id(spelt)]) == [str(literal)]


def test_ids_do_not_depend_on_the_order_of_the_input() -> None:
    rows = sorted(lines(TURTLE.encode(), ox.RdfFormat.TURTLE))
    forward, backward = from_ntriples(b"".join(rows), True), from_ntriples(b"".join(rows[::-1]), True)
    assert forward.terms.text(range(len(forward.terms))) == backward.terms.text(range(len(backward.terms)))
    assert forward.ntriples() == backward.ntriples()
    assert forward.terms.text(range(len(forward.terms))) == sorted(forward.terms.text(range(len(forward.terms))))


@settings(deadline=None)
@given(st.integers(1, 60))
def test_text_may_come_in_pieces_of_any_size(size: int) -> None:
    content = from_files([file(TURTLE)]).ntriples()
    encoder = Encoder()
    for start in range(0, len(content), size):
        encoder.write(content[start : start + size])
    found = encoder.encoded()
    assert found.arena.data == from_ntriples(content, True).terms._arena.data
    assert len(found.subjects) == 10


def test_forms_of_one_term() -> None:
    terms = from_files([file(TURTLE)]).terms
    assert terms.id('"text"') == terms.id('"text"^^<http://www.w3.org/2001/XMLSchema#string>') == terms.id('"t\\u0065xt"') >= 0
    assert terms.id('"text"@zh-cn') == terms.id('"text"@zh-CN') >= 0
    assert terms.id("<http://x/a>") == terms.id("<http://x/\\u0061>") >= 0
    assert [terms.kinds[terms.id(t)] for t in ("<http://x/a>", "_:n", '"text"')] == [IRI, BLANK, LITERAL]
    assert terms.id("<http://x/unknown>") == -1
    assert "<http://x/a>" in terms and "<http://x/unknown>" not in terms


@pytest.mark.parametrize("term", ["", "x", "http://x", "<a b>", '"', '"a', '"a"b"', '"a"@', '"a"^^xsd:string', "_:", '"\\q"', '"\\ud800"', '"\ud800"', "<\\u0020>", '"a\nb"'])
def test_what_is_no_term_is_refused(term: str) -> None:
    with pytest.raises(CallError):
        from_ntriples(b"").terms.id(term)


def test_added_terms_come_after_the_others() -> None:
    columns = from_files([file(TURTLE)])
    terms, size = columns.terms, len(columns.terms)
    assert terms.id("<http://new>") == -1
    ids = terms.extend(["<http://new>", "<http://x/a>", '"n"^^<http://dt>', "<http://new>", "_:new"])
    assert ids.tolist() == [size, terms.id("<http://x/a>"), size + 1, size, size + 3]
    assert terms.text([size, size + 1, size + 2, size + 3]) == ["<http://new>", '"n"^^<http://dt>', "<http://dt>", "_:new"]
    assert terms.kinds[size:].tolist() == [IRI, LITERAL, IRI, BLANK]
    assert terms.value(ids[:3]) == ["http://new", "http://x/a", "n"]
    assert terms.extend([]).tolist() == []
    assert len(columns.forward(int(ids[0]))) == 0
    with pytest.raises(IndexError):
        terms.text([len(terms)])
    with pytest.raises(IndexError):
        terms.text([-1])


def test_many_ids_at_once_are_the_same_as_one_by_one() -> None:
    columns = from_files([file(TURTLE)])
    every = columns.terms.text(range(len(columns.terms)))
    assert columns.terms.ids([*every, "<http://none>"] * 2000).tolist() == [*range(len(every)), -1] * 2000


# -- stores and rdflib ------------------------------------------------------------------------------------------------


def test_store_with_graphs() -> None:
    store = ox.Store()
    store.load(GRAPHS.encode(), format=ox.RdfFormat.TRIG)
    assert len(from_store(store)) == 4


def test_rdflib_graph_and_dataset() -> None:
    graph = rdflib.Graph().parse(data=TURTLE, format="turtle")
    plain = from_files([file(TURTLE)])
    assert len(from_rdflib(graph)) == len(plain)
    assert {t for t in from_rdflib(graph).terms.text(range(len(plain.terms))) if t[0] != "_"} == {t for t in plain.terms.text(range(len(plain.terms))) if t[0] != "_"}
    dataset = rdflib.Dataset()
    for graph_name, value in (("g", 1), ("g", 2), ("h", 2)):
        dataset.graph(rdflib.URIRef(f"http://x/{graph_name}")).add((rdflib.URIRef("http://x/s"), rdflib.URIRef("http://x/p"), rdflib.Literal(value)))
    assert len(from_rdflib(dataset)) == 2


def test_rdflib_typed_and_plain_strings_are_one_term() -> None:
    """rdflib holds ``"a"`` and ``"a"^^xsd:string`` apart; RDF 1.1, 3.3, does not."""
    graph = rdflib.Graph()
    for literal in (rdflib.Literal("a"), rdflib.Literal("a", datatype=rdflib.XSD.string)):
        graph.add((rdflib.BNode("x y"), rdflib.URIRef("http://p"), literal))
    assert len(from_rdflib(graph)) == 1
    assert from_rdflib(graph).ntriples() == b'_:x782079 <http://p> "a" .\n'


@pytest.mark.parametrize(("triple", "text"), [
    ((rdflib.Literal("a"), rdflib.URIRef("http://p"), rdflib.URIRef("http://o")), "subject"),
    ((rdflib.URIRef("http://s"), rdflib.BNode("b"), rdflib.URIRef("http://o")), "predicate"),
    ((rdflib.URIRef("http://s"), rdflib.URIRef("http://p"), rdflib.URIRef("http://a b")), "percent"),
    ((rdflib.URIRef("http://s"), rdflib.URIRef("http://p"), rdflib.Literal("\ud800")), "surrogate"),
    ((rdflib.URIRef("http://s"), rdflib.URIRef("http://p"), rdflib.Variable("v")), "neither"),
])  # fmt: skip
def test_what_rdflib_takes_and_rdf_does_not(triple: tuple[rdflib.term.Node, ...], text: str) -> None:
    graph = rdflib.Graph()
    graph.add(triple)
    with pytest.raises(DataError, match=text):
        from_rdflib(graph)
