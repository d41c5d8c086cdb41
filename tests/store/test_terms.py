"""Terms there and back: N-Triples text, Python values, the engine's objects."""

import datetime as dt
from decimal import Decimal

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

import tcgraph
from tcgraph.errors import BindingError
from tcgraph.store import MemoryStore
from tcgraph.store.terms import parse_term, to_term, to_value, unescape

XSD = "http://www.w3.org/2001/XMLSchema#"
TEXT = st.text(alphabet=st.characters(codec="utf-8"))
STORE = tcgraph.Dataset(MemoryStore())


def through_the_engine(value: object) -> object:
    return STORE.select("SELECT ?v { BIND(1 AS ?one) }", v=value).one().v


@given(TEXT.filter(lambda t: "://" not in t))
def test_text_comes_back(text: str) -> None:
    assert through_the_engine(text) == text


@given(st.integers(min_value=-(2**63), max_value=2**63 - 1))
def test_whole_number_comes_back(number: int) -> None:
    assert through_the_engine(number) == number and type(through_the_engine(number)) is int


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=6))
def test_decimal_comes_back(number: Decimal) -> None:
    assert through_the_engine(number) == number


@given(st.floats(allow_nan=False))
def test_float_comes_back(number: float) -> None:
    assert through_the_engine(number) == number


@given(st.booleans())
def test_boolean_comes_back(value: bool) -> None:
    assert through_the_engine(value) is value


@given(st.dates())
def test_day_comes_back(day: dt.date) -> None:
    assert through_the_engine(day) == day


@given(st.datetimes(timezones=st.none() | st.just(dt.UTC)))
def test_moment_comes_back(moment: dt.datetime) -> None:
    assert through_the_engine(moment) == moment


@given(TEXT, st.sampled_from(["", "zh", "en", "zh-Hans"]))
def test_literal_of_the_engine_comes_back(text: str, language: str) -> None:
    term = ox.Literal(text, language=language) if language else ox.Literal(text)
    assert parse_term(str(term)) == term


@pytest.mark.parametrize(("given_value", "term"), [
    (rdflib.URIRef("http://x/a"), "<http://x/a>"), (rdflib.Literal("a"), '"a"'), (rdflib.Literal("a", lang="zh"), '"a"@zh'),
    (rdflib.Literal(5), f'"5"^^<{XSD}integer>'), (rdflib.Literal('a"\n'), '"a\\"\\n"'),
    (ox.NamedNode("http://x/a"), "<http://x/a>"), (ox.Literal("a", language="zh"), '"a"@zh'), (ox.BlankNode("b"), "_:b"),
    ("http://x/a", "<http://x/a>"), ("http://x/a b", '"http://x/a b"'), ("urn:x:y", '"urn:x:y"'), (True, f'"true"^^<{XSD}boolean>'),
])  # fmt: skip
def test_term_of_another_library_is_taken_as_it_is(given_value: object, term: str) -> None:
    assert to_term(given_value) == term


@pytest.mark.parametrize(("cell", "value"), [
    ("", None), ("<http://x/>", "http://x/"), ('"a"', "a"), ('"a"@zh', "a"), ("5", 5), ("-5", -5), ("0.5", Decimal("0.5")), ("1e3", 1000.0),
    ("true", True), ("false", False), ("_:b", "_:b"), (f'"2023-03-15"^^<{XSD}date>', dt.date(2023, 3, 15)), (f'"2023"^^<{XSD}gYear>', 2023),
    (f'"2023-02-30"^^<{XSD}date>', "2023-02-30"), (f'"x"^^<{XSD}integer>', "x"), (f'"INF"^^<{XSD}double>', float("inf")),
    ('"a\\tb\\nc\\"d\\\\e"', 'a\tb\nc"d\\e'), ('"\\u8FBD\\U0001F600"', "辽😀"), ('"5"^^<http://x/own>', "5"),
    (f'"2023-03-15T08:00:00Z"^^<{XSD}dateTime>', dt.datetime(2023, 3, 15, 8, tzinfo=dt.UTC)),
], ids=ascii)  # fmt: skip
def test_cell_becomes_a_python_value(cell: str, value: object) -> None:
    assert to_value(cell) == value and type(to_value(cell)) is type(value)


@pytest.mark.parametrize("text", ["x", "<a b>", "<no-scheme>", '"a', '"a"@', '"a"^^', '"a"^^<b c>', "5", "_:", '"a"@1-'])
def test_what_is_no_term_is_an_error_of_the_call(text: str) -> None:
    with pytest.raises(BindingError, match="is not a term"):
        parse_term(text)


def test_unescape_leaves_text_without_escapes() -> None:
    assert unescape("辽宁") == "辽宁"
