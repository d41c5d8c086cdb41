"""``Dataset``: a store and what is loaded in it, with the verbs that users hold."""

import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tcgraph import resources
from tcgraph.asof import AsOf
from tcgraph.errors import AmbiguousNameError, BindingError, CallError, UnknownThingError
from tcgraph.lists import check_order, iri_of, list_named, term_of
from tcgraph.names import normal_form
from tcgraph.questions import Parameter, Question, question
from tcgraph.solutions import Solutions
from tcgraph.store import DiskStore, MemoryStore, Store
from tcgraph.store.binding import substitute
from tcgraph.store.embedded import EmbeddedStore
from tcgraph.store.formats import open_file
from tcgraph.store.terms import to_term
from tcgraph.turtle import literal
from tcgraph.vocab import expand

if TYPE_CHECKING:
    import rdflib

    from tcgraph.columns import Columns
    from tcgraph.search import Hit, Index
    from tcgraph.why import Explanation

__all__ = ["Answer", "Dataset", "load", "open"]

_NAMING = "rdfs:label skos:altLabel skos:notation tc:gb2260 tc:iso3166 tc:schoolCode tc:documentNumber tc:batchNumber dcterms:title"
_FIND = """PREFIX tc: <https://w3id.org/tcgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?thing ?label ?kind WHERE {{
  {named}
  ?thing a ?kind . {kinds}
  OPTIONAL {{ ?thing rdfs:label ?zh FILTER(LANG(?zh) = "zh") }}
  OPTIONAL {{ ?thing rdfs:label ?en FILTER(LANG(?en) = "en") }}
  OPTIONAL {{ ?thing dcterms:title ?title }}
  BIND(COALESCE(?zh, ?en, ?title) AS ?label)
}} ORDER BY ?thing ?kind"""


_UNITS = """PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?firm ?unit ?label WHERE { ?unit tc:heldBy ?firm ; rdfs:label ?label . FILTER(LANG(?label) = "zh") } ORDER BY ?unit"""


class Answer(Solutions):
    """The solutions of a question, with the question, its bindings and the evidence behind them."""

    def __init__(self, solutions: Solutions, asked: Question, bindings: dict[str, str], dataset: "Dataset") -> None:
        super().__init__(solutions._results)
        self.question, self.bindings, self._dataset = asked, bindings, dataset
        self._evidence: Answer | None = None

    def evidence(self) -> "Answer | None":
        """The rows that the answer rests on: solutions of the question's evidence query, asked once; None if it names none."""
        if self._evidence is None and self.question.evidence is not None:
            rows = question(self.question.evidence)
            known = {p.name for p in rows.parameters}
            self._evidence = self._dataset._ask_question(rows, {k: v for k, v in self.bindings.items() if k in known})
        return self._evidence


class Dataset:
    """Triples in named graphs, whose union is the default graph of every query.

    Made by ``load()`` and ``open()``. Use it as a context manager, or call ``close()``, when it lies on disk.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._packaged: tuple[int, int] | None = None
        self._index: tuple[tuple[int, int], Index] | None = None
        self._columns: tuple[tuple[int, int], Columns] | None = None

    def select(self, query: str, **bindings: object) -> Solutions:
        """The solutions of a SPARQL SELECT. Keyword arguments are terms for variables, which the SELECT must project.

        ``dataset.select("SELECT ?p ?o WHERE { ?s ?p ?o }", s=iri)``: a ``str`` that is an absolute IRI is bound as one, other
        text, numbers and dates as literals. The default graph is the union of all graphs; SERVICE is refused.
        Raises ``QueryError`` with line and column.
        """
        return Solutions(self.store.select(query, _terms(bindings)))

    def ask(self, query: str, **bindings: object) -> bool:
        """The answer of a SPARQL ASK."""
        return self.store.ask(query, _terms(bindings))

    def construct(self, query: str, **bindings: object) -> "rdflib.Graph":
        """The triples of a SPARQL CONSTRUCT or DESCRIBE as an rdflib graph."""
        from tcgraph.plain import union_graph

        return union_graph(self.store.construct(query, _terms(bindings)))

    def update(self, update: str) -> None:
        """Runs a SPARQL update as one transaction. LOAD and SERVICE are refused.

        Unlike in queries, a pattern outside GRAPH, WITH and USING means the default graph alone, not the union.
        """
        self.store.update(update)

    def load(self, *files: Path | str, graph: str | None = None, format: str | None = None) -> Self:
        """Adds RDF files, all of them or none; returns the dataset.

        ``graph`` names the graph for files that name none (Turtle, N-Triples, RDF/XML; others are refused); without it they go
        to the default graph. The ending tells the syntax (``.ttl .nt .nq .trig .jsonld .rdf``, ``.gz`` on top), or ``format`` does.
        Raises ``SyntaxDataError`` with file, line and column.
        """
        self.store.load([open_file(file, graph=graph, format=format) for file in files])
        return self

    def answer(self, name: str, **bindings: object) -> Answer:
        """The answer to a question of the library, for these parameters.

        A parameter that stands for a thing takes its IRI or short id, its name in Chinese or English, its short name or its code;
        a list is named as ``tcgraph.lists`` says: ``29``, ``"第29批名单"``; a date takes ``"YYYY-MM-DD"`` or a ``date``. Raises
        ``UnknownQuestionError``, ``BindingError``, ``UnknownThingError`` (``UnknownListError`` for a list that the data do not hold),
        ``AmbiguousNameError``.

        >>> dataset.answer("centers_in_province", province="辽宁", on="2023-03-15").one().located  # doctest: +SKIP
        47
        """
        asked = question(name)
        known = {parameter.name for parameter in asked.parameters}
        for unknown in sorted(set(bindings) - known):
            listed = ", ".join(sorted(known)) or "none"
            raise BindingError(unknown, f"The question {name} has no parameter {unknown!r}; it has: {listed}.")
        bound = dict(self._bound(asked, bindings))
        check_order(self, asked, bound, bindings)
        return self._ask_question(asked, bound)

    def as_of(self, day: dt.date | str) -> "AsOf[Answer]":
        """The dataset on a day, ``"YYYY-MM-DD"`` or a ``date``: ``answer`` gives each question this day, ``holders()`` who held the title.

        >>> dataset.as_of("2021-06-30").answer("centers_in_province", province="辽宁").one().located  # doctest: +SKIP
        43
        """
        try:
            return AsOf(self, _date(day))
        except ValueError as error:
            raise BindingError("day", f"{day!r} is no day: write YYYY-MM-DD.") from error

    def _bound(self, asked: Question, bindings: Mapping[str, object]) -> Iterable[tuple[str, str]]:
        for parameter in asked.parameters:
            if parameter.name in bindings:
                yield parameter.name, self._term(asked, parameter, bindings[parameter.name])
            elif parameter.required:
                form = f"{parameter.name}=… ({parameter.type}: {parameter.text})"
                raise BindingError(parameter.name, f"The question {asked.name} needs {form}.")

    def _term(self, asked: Question, parameter: Parameter, value: object) -> str:
        prefix, _, local = parameter.type.partition(":")
        if prefix != "xsd":
            return f"<{self.find_one(str(value), parameter.type)}>"
        try:
            return to_term(_PARSE[local](value))
        except (ValueError, InvalidOperation) as error:
            shown = f"{asked.name} needs {parameter.name} as {parameter.type}, not {value!r}"
            raise BindingError(parameter.name, f"{shown}. A date is YYYY-MM-DD, a number has digits only.") from error

    def _ask_question(self, asked: Question, bindings: dict[str, str]) -> Answer:
        query = substitute(asked.text, bindings)
        return Answer(Solutions(self.store.select(query, {})), asked, bindings, self)

    def find(self, name: str, kind: str | None = None) -> list[tuple[str, str, str]]:
        """The things of that name or code, or that IRI or short id, as (IRI, label, class), ordered by IRI.

        Full, short and alternative names in Chinese or English, titles, notations, codes, terms (``JointAward``); brackets of either width.
        ``kind`` is a class, ``"tc:Place"`` say, whose subclasses count. Exact, not fuzzy: a handful of look-ups.
        """
        kinds = f"?kind rdfs:subClassOf* <{expand(kind)}> ." if kind else ""
        iri = iri_of(name)
        if iri is None:
            named = f"VALUES ?naming {{ {_NAMING} }} VALUES ?name {{ {' '.join(sorted(_forms(name)))} }} ?thing ?naming ?name ."
            found = self.select(_FIND.format(named=named, kinds=kinds))
            iri = None if len(found) else term_of(name)
        if iri is not None:
            found = self.select(_FIND.format(named="", kinds=kinds), thing=iri)
        return [self._triple(solution) for solution in found]

    @staticmethod
    def _triple(solution: Mapping[str, object]) -> tuple[str, str, str]:
        return str(solution["thing"]), str(solution["label"] or ""), str(solution["kind"])

    def find_one(self, name: str, kind: str | None = None) -> str:
        """The IRI of the one thing of that name; as ``tc:Unit``, an organisation's name means its center; a ``tc:Roster`` as
        ``tcgraph.lists`` says, by number or name.

        Raises ``UnknownThingError`` (``UnknownListError`` for a list) or ``AmbiguousNameError``.
        """
        if kind and expand(kind) == expand("tc:Roster"):
            return list_named(self, name)
        found = {thing: label for thing, label, _ in self.find(name, kind)}
        if not found and kind and expand(kind) == expand("tc:Unit"):
            firms = [firm for firm, _, _ in self.find(name, "tc:Organisation")]
            found = {str(row.unit): str(row.label) for firm in firms for row in self.select(_UNITS, firm=firm)}
        if not found:
            what, close = kind or "thing", self.suggestions(name, kind)
            known = self._names_of(kind) if kind and not close else ()
            raise UnknownThingError(name, known, f"It was looked for as {what}.", close)
        if len(found) > 1:
            raise AmbiguousNameError(name, found.items())
        return next(iter(found))

    def search(self, text: str, *, kind: str | None = None, language: str = "zh", limit: int = 10) -> "list[Hit]":
        """The things that best fit a text, best first: part of a name in Chinese or English, pinyin, initials, a code, an IRI.

        Of several words all must fit; one may name the place that the thing lies in. Where nothing fits as typed, one slip in a word
        (two in a long one) is forgiven. ``kind`` is a class, whose subclasses count: ``"tc:Enterprise"``, ``"university"``. ``language``
        is that of the labels. A firm stands for its centers unless ``kind`` is given. Raises ``SearchError``, ``UnknownTermError``.

        The packaged graph as ``load()`` gives it has its index in a file: a search takes milliseconds. For other data, and after each
        change, the first search makes the index from the store: about a second for the packaged graph's size. Pinyin of names that
        the packaged graph does not have needs the extra ``names``; without it a warning is logged, and those are found otherwise.
        """
        return self._search_index().search(text, kind=kind, language=language, limit=limit)

    def _search_index(self) -> "Index":
        from tcgraph.search import index_of_store, packaged_index

        state = self.store.state
        if state == self._packaged:
            return packaged_index()
        if self._index is None or self._index[0] != state:
            self._index = state, index_of_store(self.store)
        return self._index[1]

    def why(self, thing: str, property: str | None = None) -> "Explanation":
        """Where the statements about a thing come from: conclusion, method, evidence as printed, notice, decision, source files.

        ``thing`` is a name, former name, code, IRI or short id. An enterprise's name stands for its center, unless only the enterprise
        has the property; the note says so, and an IRI means itself. ``property`` is a CURIE, a local name or a label: ``"tc:locatedIn"``,
        ``"locatedIn"``, ``"位于"``. Takes milliseconds. Raises ``UnknownThingError``, ``AmbiguousNameError``, ``UnknownTermError``.

        >>> dataset.why("沈阳兴齐眼药股份有限公司", "locatedIn").reasons[0].value_label  # doctest: +SKIP
        ('辽宁省', 'Liaoning')
        """
        from tcgraph.why import explain

        iri = iri_of(thing)
        found = [one for one, _, _ in self.find(thing)] if iri is None else [iri]
        if not found:
            raise UnknownThingError(thing, (), "Names are matched whole; `tcgraph search` finds parts.", self.suggestions(thing))
        return explain(self.store, found, property, asked=thing, by_name=iri is None)

    def suggestions(self, name: str, kind: str | None = None) -> list[str]:
        """Three names that a name which nothing has could stand for, best first; none where nothing can be searched for."""
        try:
            hits = self.search(name, kind=kind, limit=3)
            return list(dict.fromkeys(text for hit in hits for text in (hit.text, hit.label)))[:3]
        except CallError:
            return []

    def _names_of(self, kind: str) -> list[str]:
        query = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
            SELECT ?class ?name WHERE { ?kind rdfs:subClassOf* ?class . ?thing a ?kind ; rdfs:label|skos:altLabel ?name } LIMIT 5000"""
        return [str(name) for name in self.select(query, **{"class": expand(kind)}).column("name")]

    @property
    def columns(self) -> "Columns":
        """All graphs together as columns, for work on the whole graph; made at first use, and anew after a change.

        Takes about three seconds for a million triples, and twelve bytes for each beside the terms.
        """
        from tcgraph.columns import from_store

        if not isinstance(self.store, EmbeddedStore):
            raise CallError("Only a dataset on this machine can be had as columns; export the remote one first.")
        if (found := self.columns_at_hand) is None:
            found = from_store(self.store)
            self._columns = self.store.state, found
        return found

    @property
    def columns_at_hand(self) -> "Columns | None":
        """``columns`` where they have been made since the last change, else None. Costs nothing."""
        return self._columns[1] if self._columns is not None and self._columns[0] == self.store.state else None

    @property
    def rdflib(self) -> "rdflib.Dataset":
        """The same triples as an ``rdflib.Dataset``: nothing is copied, changes go both ways.

        Its default graph is the union of all graphs; ``dataset.rdflib.graph(iri)`` is one named graph.
        """
        from tcgraph.bridge import rdflib_dataset

        if not isinstance(self.store, EmbeddedStore):
            raise CallError("Only a dataset on this machine can be seen through rdflib; export the remote one first.")
        return rdflib_dataset(self.store)

    def nquads(self) -> bytes:
        """All quads as N-Quads, in no order."""
        buffer = io.BytesIO()
        self.store.dump(buffer)
        return buffer.getvalue()

    def close(self) -> None:
        """Lets go of files and locks."""
        self.store.close()

    def __len__(self) -> int:
        return len(self.store)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<tcgraph.Dataset: {len(self):,} quads>"


def _terms(bindings: Mapping[str, object]) -> dict[str, str]:
    return {name: to_term(value) for name, value in bindings.items()}


def _forms(name: str) -> set[str]:
    """The literals that may stand for a name: as given, in normal form, with full-width brackets; with and without language."""
    normal = normal_form(name)
    texts = {name, normal, normal.replace("(", "（").replace(")", "）")}
    forms = {literal(text, language=language) for text in texts for language in ("", "zh", "en")}
    return forms | ({literal(name, datatype="integer")} if name.isascii() and name.isdigit() else set())


def _date(value: object) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else dt.datetime.strptime(str(value), "%Y-%m-%d").date()


_PARSE: dict[str, Callable[[object], object]] = {
    "date": _date,
    "integer": lambda value: int(str(value)),
    "decimal": lambda value: Decimal(str(value)),
    "string": str,
}


def load() -> Dataset:
    """The packaged graph, in memory: ontology, fields and all graphs of ``data/ttl``. About a second."""
    store = MemoryStore()
    store.load([open_file(file, graph=graph) for graph, file in resources.graph_files()])
    dataset = Dataset(store)
    dataset._packaged = store.state
    return dataset


def open(path: Path | str) -> Dataset:
    """The dataset in this folder, made when missing; it begins empty.

    Loads and updates are transactions: a process that dies in the middle of one leaves the old state. One opener at a
    time. Raises ``StoreLockedError``, ``StoreError``.
    """
    return Dataset(DiskStore(path))
