"""The store that queries of shapes run on: the predicates that they look at, and tables of nodes as graphs beside them.

The engine keeps numbers, booleans and dates by value: ``"01"^^xsd:integer`` comes back as ``"1"^^xsd:integer``. ``canonical`` gives its
form of a term, which is how results find their way back to the terms of the data.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
import pyoxigraph as ox
from numpy.typing import NDArray

from tcgraph.columns import BLANK
from tcgraph.columns.text import XSD
from tcgraph.store.guard import refuse_federation
from tcgraph.store.terms import parse_term

if TYPE_CHECKING:
    from rdflib import Graph

    from tcgraph.columns import Columns

__all__ = ["Originals", "QueryStore", "answered", "canonical"]

_SEED = "urn:x-tcgraph:seed:"
_ROWS = 50_000
_SAME = re.compile(
    rf'"(?:(?:0|-?[1-9][0-9]{{0,17}})"\^\^<{XSD}integer>|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}"\^\^<{XSD}date>|(?:true|false)"\^\^<{XSD}boolean>)'
)
"""The most frequent literals that the engine writes as they are."""


class QueryStore:
    """A store in memory that is filled when queries ask for it. The data are its default graph."""

    def __init__(self, columns: "Columns") -> None:
        self.columns, self.inner = columns, ox.Store()
        self._loaded: set[int] = set()
        self._tables: set[str] = set()
        self.triples = 0

    def query(self, text: str) -> "bool | Iterator[dict[str, str]]":
        """The answer of an ASK, or what each solution of a SELECT binds, as terms, when it is asked for.

        Raises ``SyntaxError``, ``RuntimeError``, ``ValueError`` and ``OSError`` as the engine does, ``ForbiddenQueryError`` for a query
        that asks another server, ``TypeError`` for one of another form.
        """
        return answered(self.inner.query(refuse_federation(text)))

    def close(self) -> None:
        """Gives back what the store holds beside memory."""

    def need(self, iris: Iterable[str] | None) -> None:
        """Makes sure that the triples with these predicates (bare IRIs; None: with all) are there."""
        known = {int(p) for p in self.columns.predicates}
        wanted = known if iris is None else known & set(self.columns.terms.ids(f"<{iri}>" for iri in iris).tolist())
        for predicate in sorted(wanted - self._loaded):
            self._fill(predicate)
        self._loaded |= wanted

    def _fill(self, predicate: int) -> None:
        pairs, terms = self.columns.forward(predicate), self.columns.terms
        blank = (terms.kinds[pairs.keys] == BLANK) | (terms.kinds[pairs.values] == BLANK)
        for start in range(0, len(pairs), _ROWS):
            part = slice(start, start + _ROWS)
            for chosen, apart in ((~blank[part], False), (blank[part], True)):
                subjects, objects = pairs.keys[part][chosen], pairs.values[part][chosen]
                text = terms.lines(subjects, np.full(len(subjects), predicate, np.int32), objects)
                if text:
                    self.load(text.decode().splitlines(keepends=True) if apart else text, None)
        self.triples += len(pairs)

    def load(self, lines: Sequence[str] | bytes, graph: str | None) -> None:
        """Adds lines of N-Triples to a graph, or to the data; as bytes they have no blank nodes.

        Blank nodes keep their labels, which the engine's own loading would change: slower, so only there.
        """
        name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        blank = [] if isinstance(lines, bytes) else [line for line in lines if line[0] == "_" or " _:" in line]
        plain = lines if isinstance(lines, bytes) else "".join(_without(lines, blank)).encode()
        if plain:  # lenient: terms of the columns were checked when they were read
            self.inner.load(plain, format=ox.RdfFormat.N_TRIPLES, to_graph=name, lenient=True)
        if blank:
            quads = ox.parse("".join(blank).encode(), format=ox.RdfFormat.N_TRIPLES)
            self.inner.extend(ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in quads)

    def table(self, variables: Sequence[str], rows: Sequence[tuple[str, ...]]) -> str:
        """The name of a graph that holds these rows, distinct terms in the engine's form; one that is there is used again."""
        lines = _lines(variables, rows)
        name = f"{_SEED}{sha256(''.join(lines).encode()).hexdigest()[:32]}"
        if name not in self._tables:
            self.load(lines, name)
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
        self.load([f"<{graph}> <{name}> {term} .\n" for name, term in terms], graph)

    def shapes(self, graph: "Graph", name: str) -> None:
        """Puts the shapes graph beside the data, once; its blank nodes keep their labels."""
        if name not in self._tables:
            from tcgraph.shacl.read_terms import text_of

            self.load([f"{text_of(s)} {text_of(p)} {text_of(o)} .\n" for s, p, o in graph], name)
            self._tables.add(name)


def answered(found: object) -> "bool | Iterator[dict[str, str]]":
    """What ``QueryStore.query`` gives, of the engine's answer. Raises ``TypeError``."""
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QuerySolutions):
        names = [variable.value for variable in found.variables]
        return ({name: str(term) for name, term in zip(names, solution, strict=True) if term is not None} for solution in found)
    raise TypeError("the query is neither SELECT nor ASK")


def _without(lines: Sequence[str], others: Sequence[str]) -> Iterable[str]:
    known = set(others)
    return lines if not known else (line for line in lines if line not in known)


def _lines(variables: Sequence[str], rows: Sequence[tuple[str, ...]]) -> list[str]:
    if len(variables) == 1:
        return [f"<{_SEED}table> <{_SEED}{variables[0]}> {row[0]} .\n" for row in rows]
    return [f"<{_SEED}row:{number}> <{_SEED}{name}> {term} .\n"
            for number, row in enumerate(rows) for name, term in zip(variables, row, strict=True)]  # fmt: skip


def canonical(terms: Sequence[str]) -> list[str]:
    """The engine's forms of terms. Only literals with a datatype or an escape can differ; each distinct one takes a few microseconds."""
    changing = list({term for term in terms if term.startswith('"') and (term.endswith(">") or "\\" in term) and not _SAME.fullmatch(term)})
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
            literals = self._typed()
            texts = self.columns.terms.text(literals)
            pairs = zip(literals.tolist(), texts, canonical(texts), strict=True)
            self._changed = {form: number for number, text, form in reversed(list(pairs)) if text != form}
        return self._changed

    def _typed(self) -> NDArray[np.int64]:
        """The literals of the data, not those that were added, that have a datatype or an escape: only these can differ."""
        arena, suffixes, _ = self.columns.terms.parts()
        typed = np.array([text.startswith(b"^^") for text in suffixes.texts], np.bool_)
        chosen = typed[suffixes.groups] if len(typed) else np.zeros(0, np.bool_)
        escapes = np.flatnonzero(arena.octets[: arena.starts[len(chosen)]] == ord("\\"))
        chosen[np.searchsorted(arena.starts, escapes, "right") - 1] = True
        return np.flatnonzero(chosen)
