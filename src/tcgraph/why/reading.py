"""Look-ups for explanations: what the store states of one thing, graph by graph, each asked once."""

from collections.abc import Iterable
from functools import lru_cache

from tcgraph.solutions import Solutions
from tcgraph.store import Store
from tcgraph.store.terms import Value, split_literal, to_value
from tcgraph.vocab import expand, shorten

__all__ = ["Labels", "Reader", "is_iri"]

Labels = tuple[str, str]
"""Chinese and English."""

_ABOUT = "SELECT ?graph ?p ?o WHERE {{ {thing} ?p ?o OPTIONAL {{ GRAPH ?graph {{ {thing} ?p ?o }} }} }}"
_NAMED_BY = "SELECT ?graph ?s WHERE {{ ?s {link} {thing} OPTIONAL {{ GRAPH ?graph {{ ?s {link} {thing} }} }} }}"


class Reader:
    """What is stated of things. Each look-up has its subject or its object bound, and its answer is kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.lookups = 0
        self.statements = lru_cache(maxsize=None)(self._statements)
        self.subjects = lru_cache(maxsize=None)(self._subjects)

    def _statements(self, thing: str) -> list[tuple[str, str, str]]:
        """Graph (empty for the default graph), property and value of each statement of a thing, sorted; the value as a term."""
        return sorted({(cells[0][1:-1], cells[1][1:-1], cells[2]) for cells in self._cells(_ABOUT.format(thing=f"<{thing}>"))})

    def _subjects(self, thing: str, link: str) -> list[tuple[str, str]]:
        """Graph and subject of each statement with this property and object, sorted."""
        query = _NAMED_BY.format(thing=f"<{thing}>", link=f"<{expand(link)}>")
        return sorted({(graph[1:-1], subject[1:-1]) for graph, subject in self._cells(query) if is_iri(subject)})

    def _cells(self, query: str) -> Iterable[list[str]]:
        self.lookups += 1
        return Solutions(self._store.select(query, {})).cells()

    def terms(self, thing: str, property: str) -> list[str]:
        """The values of a property as terms."""
        iri = expand(property)
        return list(dict.fromkeys(term for _, stated, term in self.statements(thing) if stated == iri))

    def values(self, thing: str, property: str) -> list[str]:
        """The values of a property as text; IRIs without brackets."""
        return [str(to_value(term)) for term in self.terms(thing, property)]

    def value(self, thing: str, property: str) -> Value:
        """The one value of a property; of several the first, None of none."""
        return next((to_value(term) for term in self.terms(thing, property)), None)

    def text(self, thing: str, property: str) -> str:
        """The one value of a property as text, empty for none."""
        return next(iter(self.values(thing, property)), "")

    def graph_of(self, thing: str) -> str:
        """The graph that says what a thing is, else any that speaks of it; empty for the default graph."""
        graphs = [(stated != expand("rdf:type"), graph) for graph, stated, _ in self.statements(thing)]
        return min(graphs, default=(True, ""))[1]

    def labels(self, thing: str, property: str = "rdfs:label") -> Labels:
        """The labels of a thing; where it has none, its IRI with a prefix."""
        found: dict[str, str] = {}
        for term in self.terms(thing, property):
            text, language, _ = split_literal(term) if term.startswith('"') else (term, None, None)
            found.setdefault((language or "")[:2], text)
        any_ = next(iter(found.values()), "" if property != "rdfs:label" else shorten(thing))
        return found.get("zh", any_), found.get("en", any_)


def is_iri(term: str) -> bool:
    """Whether a term is an IRI in brackets."""
    return term.startswith("<")
