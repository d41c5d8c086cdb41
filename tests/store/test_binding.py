"""Terms in the place of variables: the right places, and no way out of a term."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tcgraph
from tcgraph.errors import BindingError
from tcgraph.store import MemoryStore
from tcgraph.store.binding import substitute
from tcgraph.turtle import literal

X = "<http://x/x>"
DATA = """PREFIX : <http://x/> INSERT DATA { :x :p 1 , 2 , 3 . :y :p 4 . :x :name "x" . :y :name "y" . :z :name "?s" }"""


@pytest.fixture(scope="module")
def small() -> tcgraph.Dataset:
    made = tcgraph.Dataset(MemoryStore())
    made.update(DATA)
    return made


def ask(small: tcgraph.Dataset, query: str, **terms: str) -> list[tuple]:
    return sorted(small.select("PREFIX : <http://x/> " + substitute(query, terms)).rows(), key=str)


def test_variable_is_bound_in_the_pattern_and_still_projected(small) -> None:
    assert ask(small, "SELECT ?s ?o WHERE { ?s :p ?o }", s="<http://x/y>") == [("http://x/y", 4)]


def test_query_without_bindings_is_unchanged() -> None:
    assert substitute("SELECT ?s { ?s ?p ?o }", {}) == "SELECT ?s { ?s ?p ?o }"


def test_dollar_names_the_same_variable(small) -> None:
    assert ask(small, "SELECT $s ?o WHERE { $s :p ?o }", s="<http://x/y>") == [("http://x/y", 4)]


def test_longer_variable_with_the_same_beginning_stays(small) -> None:
    assert ask(small, "SELECT ?s ?s2 WHERE { ?s :p ?o . ?s2 :p ?o }", s="<http://x/y>") == [("http://x/y", "http://x/y")]


def test_grouped_query_keeps_its_bound_key(small) -> None:
    assert ask(small, "SELECT ?s (COUNT(?o) AS ?n) WHERE { ?s :p ?o } GROUP BY ?s", s=X) == [("http://x/x", 3)]


def test_variable_is_bound_inside_a_nested_select(small) -> None:
    query = "SELECT ?s ?n ?name WHERE { { SELECT ?s (COUNT(?o) AS ?n) WHERE { ?s :p ?o } GROUP BY ?s } ?s :name ?name }"
    assert ask(small, query, s=X) == [("http://x/x", 3, "x")]


def test_modifiers_after_a_nested_select_stay(small) -> None:
    query = "SELECT ?s ?o WHERE { { SELECT ?s ?o WHERE { ?s :p ?o } ORDER BY DESC(?o) LIMIT 2 } FILTER(?o < 3) } ORDER BY ?o LIMIT 1"
    assert ask(small, query, s=X) == [("http://x/x", 2)]


def test_nested_select_in_a_union_and_in_a_subgroup(small) -> None:
    query = "SELECT ?s ?o WHERE { { { SELECT ?s ?o WHERE { ?s :p ?o } } } UNION { ?s :name ?o } }"
    assert ask(small, query, s="<http://x/y>") == [("http://x/y", "y"), ("http://x/y", 4)]


def test_variable_is_bound_inside_exists_and_filter(small) -> None:
    query = "SELECT ?s ?o WHERE { ?o :name ?name FILTER EXISTS { ?s :p 1 } FILTER(?o != ?s) }"
    assert [row[1] for row in ask(small, query, s=X)] == ["http://x/y", "http://x/z"]


def test_bound_value_can_be_compared_and_ordered_by(small) -> None:
    query = "SELECT ?limit ?o WHERE { :x :p ?o FILTER(?o <= ?limit) } ORDER BY ?limit DESC(?o)"
    assert ask(small, query, limit='"2"^^<http://www.w3.org/2001/XMLSchema#integer>') == [(2, 1), (2, 2)]


def test_same_letters_in_a_string_and_a_comment_stay(small) -> None:
    query = "SELECT ?s ?o WHERE { # ?s here\n ?o :name '?s' }"
    assert substitute(query, {"s": X}).count("?s") == 4 - 1 + 1  # projected, bound at the end, comment, string
    assert ask(small, query, s=X) == [("http://x/x", "http://x/z")]


NASTY = ['"', "'", "\\", '\\"', "\n", "\r", '" } DROP ALL #', "'''", '"""', "\\u0022", "}", "<x>", "\x00", "辽宁", "😀", "?s", "{ ?a ?b ?c }"]


@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_text_stays_text(text: str) -> None:
    store = tcgraph.Dataset(MemoryStore())
    query = substitute("SELECT ?v (STRLEN(?v) AS ?n) WHERE { BIND(1 AS ?one) }", {"v": literal(text)})
    assert store.select(query).rows() == [(text, len(text))]


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_text_comes_back_as_it_went_in(text: str) -> None:
    query = substitute("SELECT ?v WHERE { BIND(1 AS ?one) }", {"v": literal(text)})
    assert tcgraph.Dataset(MemoryStore()).select(query).one().v == text


@pytest.mark.parametrize("term", ["x", "<a b>", '"x', '"x" } DROP ALL', '"x"@', "<http://x/> } #", ""])
def test_what_is_no_term_is_refused(term: str) -> None:
    with pytest.raises(BindingError, match="is not a term"):
        substitute("SELECT ?v { ?v ?p ?o }", {"v": term})
