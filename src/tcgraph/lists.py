"""The full lists that the data hold, and how one is named; the order in which parameters of a question must stand.

A list is named by the number of its batch (``29`` or ``"29"``), by its label or that of its batch in either language (``第29批名单``,
``第29批``, ``roster of batch 29``), by its IRI or short id (``roster:…``), and by nothing else: on a day between two lists that the data
hold, another one may be in force, so a day is asked for as ``on``. What names no list that the data hold is refused, for an answer about
it would be made of nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Protocol

from tcgraph.errors import BindingError, UnknownListError
from tcgraph.questions import Question
from tcgraph.solutions import Solutions
from tcgraph.store.terms import to_value
from tcgraph.vocab import PREFIXES, TC

__all__ = ["check_order", "iri_of", "list_named", "term_of"]

_LISTS = """PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?roster ?number ?batch ?label WHERE {
  ?roster a tc:Roster ; tc:annexOf ?notice . ?notice tc:concernsBatch ?batch . ?batch tc:batchNumber ?number .
  { ?roster rdfs:label ?label } UNION { ?batch rdfs:label ?label }
} ORDER BY ?number ?roster ?label"""


class Selecting(Protocol):
    """Whoever answers SPARQL."""

    def select(self, query: str, **bindings: object) -> Solutions:
        """The solutions of a SELECT."""


def iri_of(name: str) -> str | None:
    """The IRI that is meant by an IRI or by a short id with one of our prefixes (``cooperation:iqgbquysunxnl``); None for a name."""
    prefix, colon, local = name.partition(":")
    if "://" in name:
        return name
    plain = local.replace("-", "").replace("_", "").isalnum()
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES and plain else None


def term_of(name: str) -> str | None:
    """The IRI of the term of the ontology that has this local name (``JointAward``); None if there is none."""
    return getattr(TC, name) if name.isidentifier() and not name.startswith("_") and name in vars(TC) else None


def list_named(data: Selecting, name: str) -> str:
    """The IRI of the full list that is named. Raises ``UnknownListError`` with the batches of those there are. One query."""
    asked, known = iri_of(name) or name.strip(), list(data.select(_LISTS).rows())
    named = [roster for roster, number, batch, label in known if asked in (roster, str(number), batch, label)]
    if not named:
        raise UnknownListError(name, {int(str(number)) for _, number, *_ in known})
    return str(named[0])


def check_order(data: Selecting, asked: Question, terms: Mapping[str, str], given: Mapping[str, object]) -> None:
    """Raises ``BindingError`` where a parameter that must follow another one does not. ``terms`` are in N-Triples form."""
    for late, early, strictly in _pairs(asked):
        if late in terms and early in terms:
            ranks = [_rank(data, terms[name]) for name in (early, late)]
            if ranks[1] < ranks[0] or (strictly and ranks[0] == ranks[1]):
                wrong = "is not after" if strictly else "is before"
                shown = f"{late}={given[late]} {wrong} {early}={given[early]}"
                raise BindingError(late, f"The question {asked.name} goes from {early} to {late}: {shown}.")


def _pairs(asked: Question) -> Iterator[tuple[str, str, bool]]:
    for parameter in asked.parameters:
        if parameter.follows is not None:
            yield parameter.name, parameter.follows, parameter.strictly


def _rank(data: Selecting, term: str) -> str:
    """A text that sorts as the value does: a day, a year, or the number of a list's batch."""
    if not term.startswith("<"):
        value = to_value(term)
        return f"{value:020d}" if isinstance(value, int) else str(value)
    return next(f"{int(str(number)):020d}" for roster, number, *_ in data.select(_LISTS).rows() if f"<{roster}>" == term)
