"""What a report knows about the nodes it speaks of: their labels, and what tells a blank node from others."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Protocol

import numpy as np

from tcgraph import resources
from tcgraph.columns.text import value
from tcgraph.shacl.paths import Predicate
from tcgraph.shacl.read_terms import text_of
from tcgraph.shacl.report_model import Severity, ValidationResult, in_language
from tcgraph.vocab import PREFIXES, TC, expand, shorten

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

    from tcgraph.columns import Columns

__all__ = ["NAMING", "ColumnsContext", "Context", "GraphContext", "Hint", "Names", "NoContext"]

Labels = dict[str, str]
NAMING = tuple(map(expand, ("rdfs:label", "skos:prefLabel", "schema:name", "foaf:name", "dcterms:title")))
_NAMELESS = {"zh": "（未命名节点）", "en": "(unnamed node)"}
_OWN = PREFIXES["tc"]
_TYPE = f"<{expand('rdf:type')}>"
_NONE: Labels = {}
_DEPTH, _WIDEST = 2, 200


class Context(Protocol):
    """What is known of terms, which are in N-Triples form."""

    def labels(self, terms: Sequence[str], ids: Sequence[int] | None = None) -> dict[str, Labels]:
        """The labels by language of those terms that have some. ``ids``: their numbers, where they are known."""

    def statements(self, node: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """What is said of a node (predicate, object), and by what it is referred to (subject, predicate)."""

    def misspelt(self) -> "Iterable[Hint]":
        """Classes and predicates in the ontology's name-space that it does not have."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A term that the ontology does not have, the nearest that it has, and the first statement with it."""

    term: str
    close: str | None
    statement: ValidationResult


class NoContext:
    """For reports that come without data."""

    def labels(self, terms: Sequence[str], ids: Sequence[int] | None = None) -> dict[str, Labels]:
        """None."""
        return {}

    def statements(self, node: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """None."""
        return [], []

    def misspelt(self) -> "Iterable[Hint]":
        """None."""
        return ()


class GraphContext:
    """The data in an rdflib graph."""

    def __init__(self, graph: "Graph") -> None:
        self.graph = graph
        self._nodes: dict[str, Node] = {}

    def labels(self, terms: Sequence[str], ids: Sequence[int] | None = None) -> dict[str, Labels]:
        """By a look at each term."""
        from rdflib import URIRef

        found: dict[str, Labels] = {}
        for term in terms:
            node = _node(term)
            for predicate in NAMING if node is not None else ():
                for label in sorted(self.graph.objects(node, URIRef(predicate)), key=str):
                    _add(found.setdefault(term, {}), str(label), getattr(label, "language", None) or "")
        return {term: labels for term, labels in found.items() if labels}

    def statements(self, node: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Around one node."""
        about = _node(node)
        out = [(text_of(p), text_of(o)) for p, o in self.graph.predicate_objects(about)]
        return out, [(text_of(s), text_of(p)) for s, p in self.graph.subject_predicates(about)]

    def misspelt(self) -> "Iterable[Hint]":
        """By a look at all predicates and classes."""
        from rdflib import RDF

        used: dict[str, tuple[str, str, str]] = {}
        for s, p, o in self.graph:
            for term in (p, o) if p == RDF.type else (p,):
                if str(term).startswith(_OWN):
                    triple = (text_of(s), text_of(p), text_of(o))
                    used[str(term)] = min(triple, used.get(str(term), triple))
        return _hints(used)


class ColumnsContext:
    """The data in columns."""

    def __init__(self, columns: "Columns") -> None:
        self.columns = columns

    def labels(self, terms: Sequence[str], ids: Sequence[int] | None = None) -> dict[str, Labels]:
        """For all terms at once."""
        dictionary = self.columns.terms
        found: dict[str, Labels] = {}
        numbers = dictionary.ids(terms) if ids is None else np.asarray(ids, np.int64)
        for predicate in NAMING:
            index, values = self.columns.forward(dictionary.id(f"<{predicate}>")).of(numbers)
            for at, text in sorted(zip(index.tolist(), dictionary.text(values), strict=True)):
                if text[0] == '"':
                    _add(found.setdefault(terms[at], {}), value(text), text.rpartition('"')[2].removeprefix("@").partition("^^")[0])
        return found

    @cached_property
    def _predicates(self) -> list[tuple[int, str]]:
        ids = self.columns.predicates
        return list(zip(ids.tolist(), self.columns.terms.text(ids), strict=True))

    def statements(self, node: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Around one node: one look at all triples."""
        text, number = self.columns.terms.text, self.columns.terms.id(node)
        if number < 0:
            return [], []
        (predicates, objects), (subjects, referring) = self.columns.around(number)
        out = zip(text(predicates), text(objects), strict=True)
        return list(out), list(zip(text(subjects), text(referring), strict=True))

    def misspelt(self) -> "Iterable[Hint]":
        """By a look at the predicates and at the classes, not at the triples."""
        text, used = self.columns.terms.text, {}
        for predicate, name in self._predicates:
            pairs = self.columns.forward(predicate)
            if name == _TYPE:
                classes = self.columns.inverse(predicate)
                _, first = np.unique(classes.keys, return_index=True)
                for iri, subject in zip(text(classes.keys[first]), text(classes.values[first]), strict=True):
                    used[iri[1:-1]] = (subject, name, iri)
            if name.startswith(f"<{_OWN}"):
                subject, value = text([pairs.keys[0], pairs.values[0]])
                used[name[1:-1]] = (subject, name, value)
        return _hints(used)


def _hints(used: Mapping[str, tuple[str, str, str]]) -> list[Hint]:
    known = [name for name in vars(TC) if not name.startswith("_")]
    found = []
    for iri, (subject, predicate, value_term) in sorted(used.items()):
        local = iri.removeprefix(_OWN)
        if iri.startswith(_OWN) and local and local not in known:
            close = get_close_matches(local, known, n=1, cutoff=0.6)
            about = ValidationResult(value(subject), predicate[1:-1], value(value_term), Severity.INFO, "", "", {},
                                     focus_term=subject, value_term=value_term, path=Predicate(predicate[1:-1]))  # fmt: skip
            found.append(Hint(iri, f"{_OWN}{close[0]}" if close else None, about))
    return found


def _add(labels: Labels, text: str, language: str) -> None:
    if text.strip():
        labels.setdefault(language.lower(), text)


def _node(term: str) -> "Node | None":
    from rdflib import BNode, URIRef

    return URIRef(term[1:-1]) if term[:1] == "<" else BNode(term[2:]) if term[:1] == "_" else None


class Names:
    """What to call a term in a language: its label in the data or the ontology, else its short form."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._labels: dict[str, Labels] = {}
        self._digests: dict[str, str] = {}
        self._referred: dict[str, int] = {}

    def learn(self, terms: Sequence[str], ids: Sequence[int] | None = None) -> None:
        """Looks up labels of many terms at once; ``ids`` are their numbers in the columns, where they are known."""
        new = {term: number for term, number in zip(terms, ids or range(len(terms)), strict=True) if term not in self._labels}
        if new:
            found = self.context.labels(list(new), None if ids is None else list(new.values()))
            vocabulary = _vocabulary()
            self._labels.update((term, found.get(term) or vocabulary.get(term) or _NONE) for term in new)

    def label(self, term: str, language: str = "") -> str | None:
        """The label of a term; without a language the Chinese or plain one, as the project's things have it; None where there is none."""
        if term not in self._labels:
            self.learn([term])
        labels = self._labels[term]
        if not labels:
            return None
        if language:
            return in_language(labels, language)
        return labels.get("zh") or labels.get("") or in_language(labels, "en")

    def show(self, term: str, language: str) -> str:
        """A term for people."""
        if term[:1] == '"':
            return value(term)
        return self.label(term, language) or (_NAMELESS[language] if term[:1] == "_" else shorten(term[1:-1]))

    def describe(self, term: str, language: str) -> str:
        """A node for people: its label, else what kind of thing it is, and of what: of the things it refers to that have a label, the one
        that is referred to least, for it tells most."""
        if term[:1] == '"' or self.label(term):
            return self.show(term, language)
        out = sorted(self.context.statements(term)[0])
        kind = next(filter(None, (self.label(o, language) for p, o in out if p == _TYPE)), None)
        others = [o for p, o in out if p != _TYPE and o[:1] == "<" and o not in _vocabulary() and self.label(o, language)]
        near = self.label(min(others, key=self._popularity), language) if others else None
        if kind and near:
            return f"{kind}（{near}）" if language == "zh" else f"{kind} ({near})"
        return kind or self.show(term, language)

    def _popularity(self, term: str) -> int:
        """How many statements have the term as their object."""
        if term not in self._referred:
            self._referred[term] = len(self.context.statements(term)[1])
        return self._referred[term]

    def digest(self, term: str) -> str:
        """What stays of a node from run to run: the term itself, or for a blank node a hash of what is said of it, two steps deep."""
        if term[:2] != "_:":
            return term
        if term not in self._digests:
            self._digests[term] = self._said(term, _DEPTH)
        return self._digests[term]

    def _said(self, node: str, depth: int) -> str:
        out, into = self.context.statements(node)
        if not out and not into:
            return "_:"
        said = sorted(f"{p} {self._inner(o, depth)}" for p, o in sorted(out)[:_WIDEST])
        said += sorted(f"^{p} {self._inner(s, depth)}" for s, p in sorted(into)[:_WIDEST])
        return "_:" + hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]

    def _inner(self, term: str, depth: int) -> str:
        if term[:2] != "_:":
            return term
        return self._said(term, depth - 1) if depth else "_:"


@lru_cache(maxsize=1)
def _vocabulary() -> Mapping[str, Labels]:
    """The labels of the ontology's own terms."""
    import pyoxigraph as ox

    found: dict[str, Labels] = {}
    for triple in ox.parse(path=resources.ontology() / "tcgraph.ttl", format=ox.RdfFormat.TURTLE):
        if triple.predicate.value == NAMING[0] and isinstance(triple.object, ox.Literal):
            _add(found.setdefault(str(triple.subject), {}), triple.object.value, triple.object.language or "")
    return found

