"""The store that queries run on: what the engine makes of literals, which terms of the data it writes otherwise, blank nodes."""

import pyoxigraph as ox
import pytest

from tcgraph.columns import from_ntriples
from tcgraph.shacl.sparql_store import Originals, QueryStore, canonical
from tcgraph.store.terms import parse_term

XSD = "http://www.w3.org/2001/XMLSchema#"
FORMS = {
    "integer": ["0", "-0", "7", "-7", "+7", "07", "1" * 18, "-" + "9" * 18, "1" * 19, "9" * 19, "1" * 40, "", "x"],
    "date": ["2020-02-29", "2021-02-30", "0000-01-01", "0001-01-01", "9999-12-31", "2020-13-01", "2020-01-00", "2020-01-01Z", "-0001-01-01", "12020-01-01"],
    "boolean": ["true", "false", "1", "0", "TRUE"],
}


@pytest.mark.parametrize("term", [f'"{form}"^^<{XSD}{name}>' for name, forms in FORMS.items() for form in forms])
def test_the_form_is_that_of_the_engine(term: str) -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), parse_term(term)))
    assert canonical([term]) == [str(quad.object) for quad in store]


def test_terms_that_the_engine_writes_otherwise_are_found_again() -> None:
    data = [f'<urn:s> <urn:p> "007"^^<{XSD}integer> .', f'<urn:s> <urn:p> "7.50"^^<{XSD}decimal> .', '<urn:s> <urn:p> "a\\\\b" .',
            '<urn:s> <urn:p> "x"@zh .', f'<urn:s> <urn:p> "8"^^<{XSD}integer> .']  # fmt: skip
    columns = from_ntriples(("\n".join(data) + "\n").encode(), True)
    originals = Originals(columns)
    assert originals.changed() == 2
    found = originals.ids([f'"7"^^<{XSD}integer>', f'"7.5"^^<{XSD}decimal>', f'"8"^^<{XSD}integer>', '"a\\\\b"'])
    assert columns.terms.text(found) == [f'"007"^^<{XSD}integer>', f'"7.50"^^<{XSD}decimal>', f'"8"^^<{XSD}integer>', '"a\\\\b"']


def test_only_the_predicates_that_are_needed_are_loaded_and_blank_nodes_keep_their_labels() -> None:
    content = b'<urn:s> <urn:p> _:b .\n_:b <urn:p> "1 _: 2" .\n<urn:s> <urn:p> <urn:o> .\n<urn:s> <urn:q> <urn:o> .\n'
    store = QueryStore(from_ntriples(content, True))
    store.need(["urn:p", "urn:unknown"])
    store.need(["urn:p"])
    assert store.triples == len(store.inner) == 3
    assert {str(quad.triple) for quad in store.inner} == {"<urn:s> <urn:p> _:b", '_:b <urn:p> "1 _: 2"', "<urn:s> <urn:p> <urn:o>"}
    store.need(None)
    assert store.triples == len(store.inner) == 4
