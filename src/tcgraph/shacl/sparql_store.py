"""The store that queries of shapes run on: the predicates that they look at, and tables of nodes as graphs beside them.

The engine keeps numbers, booleans and dates by value: ``"01"^^xsd:integer`` comes back as ``"1"^^xsd:integer``. ``canonical`` gives its
form of a term, which is how results find their way back to the terms of the data.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
import pyoxigraph as ox

from tcgraph.store.terms import parse_term

if TYPE_CHECKING:
    from rdflib import Graph

    from tcgraph.columns import Columns

__all__ = ["Originals", "QueryStore", "canonical"]

_SEED = "urn:x-tcgraph:seed:"
_ROWS = 50_000


class QueryStore:
    """A store in memory that is filled when queries ask for it. The data are its default graph."""

    def __init__(self, columns: "Columns") -> None:
        self.columns, self.inner = columns, ox.Store()
        self._loaded: set[int] = set()
        self._tables: set[str] = set()
        self.triples = 0

    def need(self, iris: Iterable[str] | None) -> None:
        """Makes sure that the triples with these predicates (bare IRIs; None: with all) are there."""
        known = {int(p) for p in self.columns.predicates}
        wanted = known if iris is None else known & set(self.columns.terms.ids(f"<{iri}>" for iri in iris).tolist())
        for predicate in sorted(wanted - self._loaded):
            self._fill(predicate)
        self._loaded |= wanted

    def _fill(self, predicate: int) -> None:
        pairs, terms = self.columns.forward(predicate), self.columns.terms
        name = terms.text([predicate])[0]
        for start in range(0, len(pairs.keys), _ROWS):
            part = slice(start, start + _ROWS)
            subjects, objects = terms.text(pairs.keys[part]), terms.text(pairs.values[part])
            self._load([f"{s} {name} {o} .\n" for s, o in zip(subjects, objects, strict=True)], None)
        self.triples += len(pairs.keys)

    def _load(self, lines: Sequence[str], graph: str | None) -> None:
        """Adds lines of N-Triples. Blank nodes keep their labels, which the engine's own loading would change: slower, so only there."""
        name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        plain, blank = list[str](), list[str]()
        for line in lines:
            (blank if line[0] == "_" or " _:" in line else plain).append(line)
        if plain:  # lenient: terms of the columns were checked when they were read
            self.inner.load("".join(plain).encode(), format=ox.RdfFormat.N_TRIPLES, to_graph=name, lenient=True)
        if blank:
            quads = ox.parse("".join(blank).encode(), format=ox.RdfFormat.N_TRIPLES)
            self.inner.extend(ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in quads)

    def table(self, variables: Sequence[str], rows: Sequence[tuple[str, ...]]) -> str:
        """The name of a graph that holds these rows, distinct terms in the engine's form; one that is there is used again."""
        lines = _lines(variables, rows)
        name = f"{_SEED}{sha256(''.join(lines).encode()).hexdigest()[:32]}"
        if name not in self._tables:
            self._load(lines, name)
            self._tables.add(name)
        return name

    def replace(self, graph: str, variables: Sequence[str], row: tuple[str, ...]) -> None:
        """Makes a graph the table of one row."""
        name, node = ox.NamedNode(graph), ox.NamedNode(f"{_SEED}table")
        pairs = zip(variables, map(parse_term, row), strict=True)
        self.inner.remove_graph(name)
        self.inner.extend(ox.Quad(node, ox.NamedNode(f"{_SEED}{variable}"), term, name) for variable, term in pairs)

    def constants(self, graph: str, terms: Iterable[tuple[str, str]]) -> None:
        """Adds terms that stand for parameters: pairs of predicate and term."""
        self._load([f"<{graph}> <{name}> {term} .\n" for name, term in terms], graph)

    def shapes(self, graph: "Graph", name: str) -> None:
        """Puts the shapes graph beside the data, once; its blank nodes keep their labels."""
        if name not in self._tables:
            from tcgraph.shacl.read_terms import text_of

            self._load([f"{text_of(s)} {text_of(p)} {text_of(o)} .\n" for s, p, o in graph], name)
            self._tables.add(name)


def _lines(variables: Sequence[str], rows: Sequence[tuple[str, ...]]) -> list[str]:
    if len(variables) == 1:
        return [f"<{_SEED}table> <{_SEED}{variables[0]}> {row[0]} .\n" for row in rows]
    return [f"<{_SEED}row:{number}> <{_SEED}{name}> {term} .\n"
            for number, row in enumerate(rows) for name, term in zip(variables, row, strict=True)]  # fmt: skip


def canonical(terms: Sequence[str]) -> list[str]:
    """The engine's forms of terms. Only literals with a datatype or an escape can differ; each distinct one takes a few microseconds."""
    changing = list({term for term in terms if term.startswith('"') and (term.endswith(">") or "\\" in term)})
    if not changing:
        return list(terms)
    predicate, store = ox.NamedNode(f"{_SEED}is"), ox.Store()
    store.bulk_extend(ox.Quad(ox.NamedNode(f"{_SEED}{i}"), predicate, parse_term(term)) for i, term in enumerate(changing))
    forms = {changing[int(str(quad.subject.value).removeprefix(_SEED))]: str(quad.object) for quad in store}
    return [forms.get(term, term) for term in terms]


class Originals:
    """From the engine's forms of terms to ids of the columns; what is no term there is added to them."""

    def __init__(self, columns: "Columns") -> None:
        self.columns = columns
        self._changed: dict[str, int] | None = None

    def ids(self, forms: Sequence[str]) -> list[int]:
        """The ids. Of several terms with one value, such as 1 and 01, the one in canonical form, else the first."""
        terms = self.columns.terms
        found = terms.ids(forms).tolist() if forms else []
        missing = {form for form, number in zip(forms, found, strict=True) if number < 0}
        if not missing:
            return list(found)
        known = self._forms() if any(form.startswith('"') for form in missing) else {}
        new = sorted(form for form in missing if form not in known)
        known = {**known, **dict(zip(new, terms.extend(new).tolist(), strict=True))} if new else known
        return [known[form] if number < 0 else number for form, number in zip(forms, found, strict=True)]

    def changed(self) -> int:
        """How many literals of the data the engine writes otherwise."""
        return len(self._forms())

    def _forms(self) -> dict[str, int]:
        """The literals that the engine writes otherwise. Made at first need: a pass over the literals that have a datatype."""
        if self._changed is None:
            terms = self.columns.terms
            literals = np.flatnonzero(terms.kinds == 2)
            texts = terms.text(literals)
            pairs = zip(literals.tolist(), texts, canonical(texts), strict=True)
            self._changed = {form: number for number, text, form in reversed(list(pairs)) if text != form}
        return self._changed
