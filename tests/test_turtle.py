"""Canonical Turtle: the same set of triples gives the same bytes, and every parser reads the same triples back."""

import difflib
import random

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from tcgraph.turtle import boolean, date, decimal, integer, iri, literal, resource, to_turtle

XSD = "http://www.w3.org/2001/XMLSchema#"
TEXT = st.text(alphabet=st.characters(codec="utf-8"))
LITERALS = st.one_of(
    TEXT.map(literal), TEXT.map(lambda t: literal(t, language="zh")), st.integers().map(integer), st.booleans().map(boolean),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4).map(lambda d: decimal(str(d))),
    st.sampled_from(["1e5", "1.5E-3", "-0", "INF", "1", "1.", ".5", "+5", "true", "", "x"]).flatmap(
        lambda t: st.sampled_from(["integer", "decimal", "double", "boolean", "string"]).map(lambda d: literal(t, datatype=d))),
)  # fmt: skip
IRIS = st.sampled_from(["http://x/a", "http://x/a-b", "http://x/-a", "http://x/a.b", "http://x/", "https://w3id.org/tcgraph/ontology#Place", "urn:x:y",
                        "https://w3id.org/tcgraph/id/place/2a", "http://x/中", "http://x/%20", "https://w3id.org/tcgraph/ontology#a/b"]).map(resource)
STATEMENTS = st.lists(st.tuples(IRIS, IRIS, st.one_of(IRIS, LITERALS)), max_size=12)


def ntriples(statements) -> set[str]:
    return {" ".join(s) + " ." for s in statements}


def oxigraph(text: str, format: ox.RdfFormat) -> set:
    return {quad.triple for quad in ox.parse(text.encode(), format=format)}


@given(STATEMENTS)
def test_engine_reads_the_same_triples_back(statements: list) -> None:
    assert oxigraph(to_turtle(statements), ox.RdfFormat.TURTLE) == oxigraph("\n".join(ntriples(statements)), ox.RdfFormat.N_TRIPLES)


@given(st.lists(st.tuples(IRIS, IRIS, st.one_of(IRIS, TEXT.map(literal), TEXT.map(lambda t: literal(t, language="zh")), st.integers().map(integer))), max_size=8))
def test_rdflib_reads_the_same_triples_back(statements: list) -> None:
    ours = rdflib.Graph().parse(data=to_turtle(statements), format="turtle")
    theirs = rdflib.Graph().parse(data="\n".join(ntriples(statements)), format="nt")
    assert set(ours) == set(theirs)


@given(STATEMENTS, st.randoms())
def test_order_and_repetition_of_statements_make_no_difference(statements: list, chance: random.Random) -> None:
    shuffled = [*statements, *statements[:3]]
    chance.shuffle(shuffled)
    assert to_turtle(shuffled) == to_turtle(statements)


def test_text_is_laid_out_in_blocks() -> None:
    a, b = resource("https://w3id.org/tcgraph/id/place/a"), resource("https://w3id.org/tcgraph/id/place/b")
    statements = [
        (b, iri("tc:within"), a), (a, iri("tc:gb2260"), literal("21")), (a, iri("rdfs:label"), literal("甲", language="zh")),
        (a, iri("rdfs:label"), literal("A", language="en")), (a, iri("rdf:type"), iri("tc:Province")), (b, iri("tc:value"), integer(5)),
        (b, iri("tc:confidence"), decimal("0.950")), (b, iri("tc:notAfter"), date("2023-03-15")), (b, iri("tc:positionUnknown"), boolean(True)),
    ]  # fmt: skip
    assert to_turtle(statements, first=b, comment="A heading\nof two lines") == """\
# A heading
# of two lines
@prefix place: <https://w3id.org/tcgraph/id/place/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix tc: <https://w3id.org/tcgraph/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

place:b tc:confidence 0.95 ;
    tc:notAfter "2023-03-15"^^xsd:date ;
    tc:positionUnknown true ;
    tc:value 5 ;
    tc:within place:a .

place:a a tc:Province ;
    rdfs:label "A"@en ,
        "甲"@zh ;
    tc:gb2260 "21" .
"""


@pytest.mark.parametrize(("text", "written"), [
    ('a"b', r'"a\"b"'), ("a\\b", r'"a\\b"'), ("a\nb\rc\td", r'"a\nb\rc\td"'), ("\x00\x7f", r'"\u0000\u007F"'), ("\b\f", r'"\b\f"'), ("辽😀'", '"辽😀\'"'),
], ids=ascii)  # fmt: skip
def test_escapes_are_those_of_canonical_ntriples(text: str, written: str) -> None:
    assert literal(text) == written
    assert ox.Literal(text) == next(iter(ox.parse(f"<a:s> <a:p> {written} .", format=ox.RdfFormat.TURTLE))).object


@pytest.mark.parametrize(("lexical", "datatype", "written"), [
    ("5", "integer", "5"), ("-5", "integer", "-5"), ("0.5", "decimal", "0.5"), ("1", "decimal", '"1"^^xsd:decimal'), ("1e5", "double", '"1e5"^^xsd:double'),
    ("1e5", "decimal", '"1e5"^^xsd:decimal'), ("1e5", "integer", '"1e5"^^xsd:integer'), ("true", "boolean", "true"), ("1", "boolean", '"1"^^xsd:boolean'),
    ("5.", "decimal", '"5."^^xsd:decimal'), ("٥", "integer", '"٥"^^xsd:integer'),
])  # fmt: skip
def test_short_form_is_used_only_where_it_means_the_same(lexical: str, datatype: str, written: str) -> None:
    assert f" {written} ." in to_turtle([(resource("a:s"), resource("a:p"), literal(lexical, datatype=datatype))])


@pytest.mark.parametrize(("value", "written"), [("0.950", "0.95"), ("1.0", "1"), ("100", "100"), ("1E+2", "100"), ("1e-7", "0.0000001"), ("-0.50", "-0.5")])
def test_decimal_is_canonical_and_has_no_exponent(value: str, written: str) -> None:
    assert decimal(value) == f'"{written}"^^<{XSD}decimal>'


@pytest.mark.parametrize("value", ["2023-3-15", "2023/03/15", "20230315", "", "2023-03-15T00:00:00"])
def test_date_of_another_form_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="not a date of the form YYYY-MM-DD"):
        date(value)


@pytest.mark.parametrize("address", ["http://x/a b", "http://x/<a>", 'http://x/"', "http://x/{a}", "http://x/\\", "http://x/\n"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="not an IRI"):
        resource(address)


def test_only_used_prefixes_are_declared() -> None:
    assert "@prefix" not in to_turtle([(resource("a:s"), resource("a:p"), literal("tc:x"))])


def test_changed_fact_changes_one_line() -> None:
    statements = [(resource(f"http://x/{n:04}"), resource("http://x/p"), literal(str(o))) for n in range(200) for o in range(4)]
    changed = [*statements[:401], (*statements[401][:2], literal("1 or so")), *statements[402:]]
    lines = list(difflib.unified_diff(to_turtle(statements).splitlines(), to_turtle(changed).splitlines(), n=0, lineterm=""))[2:]
    assert len([line for line in lines if line[0] in "+-"]) == 2, lines
