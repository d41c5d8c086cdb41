"""SHACL-SPARQL: constraints that queries decide, sh:sparql and components with validators, each with one query for all focus nodes.

``SparqlRunner`` is what ``engine.run`` takes as ``sparql``. ``sparql_read`` reads the constraint from the shapes graph, ``sparql_scan`` and
``sparql_prebinding`` rewrite its query, ``sparql_store`` holds the data and the focus nodes. Queries cannot reach the network or files.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from tcgraph.errors import ForbiddenQueryError, ShapesError
from tcgraph.shacl.components_model import Message, Shape, Sparql
from tcgraph.shacl.paths import Ids, Path, Predicate, walk
from tcgraph.shacl.sparql_isolated import IsolatedStore
from tcgraph.shacl.sparql_needs import predicates
from tcgraph.shacl.sparql_prebinding import ALL, CONSTANTS, ONE
from tcgraph.shacl.sparql_prepare import SHAPES, Prepared, check_queries, prepare, reason, strategy
from tcgraph.shacl.sparql_scan import scan
from tcgraph.shacl.sparql_store import Originals, QueryStore, canonical

if TYPE_CHECKING:
    from rdflib import Graph

    from tcgraph.columns import Columns

__all__ = ["Row", "SparqlRunner", "check_queries", "strategy"]

Row = tuple[int, Path | None, int, tuple[Message, ...]]
"""Focus node, path (None: the shape's), value (-1: none), messages (none: the shape's)."""

_Result = tuple[dict[str, str], int, int]
"""What the solution binds, focus node, value."""

_LEXICAL = frozenset(("DATATYPE", "STR", "SAMETERM"))
"""Functions that tell literals of one value apart; those on strings take numbers and dates only through STR."""
_MANY = 1000
"""From so many nodes on, that a query is asked node by node is worth a note."""
_REWRITTEN = {
    "en": "{label}: the query uses {functions}, and it sees {count} literals of the data in canonical form: 7 for 007, xsd:integer for "
          "xsd:int. Results that hang on the difference may be wrong.",
    "zh": "{label}：查询用到 {functions}，而数据中有 {count} 个字面量以规范形式供其读取（007 读作 7，xsd:int 读作 xsd:integer），"
          "取决于这一差别的结果可能有误。",
}  # fmt: skip
_ONE_BY_ONE = {
    "en": "{label}: the query is asked node by node, which is slow, since one query for all would mean something else: {reason}.",
    "zh": "{label}：该查询须逐个节点执行，因而较慢；合为一次执行会改变其含义：{reason}。",
}


class SparqlRunner:
    """Runs the queries of one shapes graph on one graph in columns, whose dictionary grows by terms that queries make.

    ``queries`` counts those that ran, ``asked`` the nodes by constraint (its ``id``) and shape. ``notes`` are what is to be known of the
    results, each by language: queries that look at how literals are written, where the data have literals that the engine writes
    otherwise (``007`` as ``7``, ``xsd:int`` as ``xsd:integer``), and queries that had to be asked node by node, of many.

    ``seconds``: how long all queries of this runner may take together, with loading what they look at. Since the engine cannot be
    interrupted, they then run in a process of their own, which is ended when the time is over; it starts with the first query, in less
    than a second. Cost: the triples with the predicates of a query are put into a store at its first use, once.
    """

    def __init__(self, columns: "Columns", shapes: "Graph", *, seconds: float | None = None) -> None:
        self.columns, self.graph = columns, shapes
        self.store = QueryStore(columns) if seconds is None else IsolatedStore(columns, seconds)
        self.queries = 0
        self.asked: dict[tuple[int, str], int] = {}
        self._originals = Originals(columns)
        self._prepared: dict[tuple[int, str], Prepared | None] = {}
        self._kept: list[Sparql] = []

    def __call__(self, constraint: Sparql, focus: Ids, shape: Shape) -> list[Row]:
        """The results for these focus nodes, each once, ordered by focus node and value.

        Raises ``ShapesError`` for a query that is ill-formed, does not parse, or says that it failed, and ``TimeLimitError``.
        """
        prepared = self._prepare(constraint, shape)
        if prepared is None or not len(focus):
            return []
        self._need(prepared)
        key = (id(constraint), shape.id)
        self.asked[key] = self.asked.get(key, 0) + len(focus)
        found = self._selected(prepared, focus, shape) if prepared.definition.form == "SELECT" else self._asked(prepared, focus, shape)
        return sorted(dict.fromkeys(found), key=lambda row: (row[0], row[2], str(row[1]), row[3]))

    def nodes(self, text: str) -> Ids:
        """The nodes that the query of a target finds, each once. Raises ``ShapesError`` and ``TimeLimitError``."""
        self.store.need(predicates(text))
        self.queries += 1
        try:
            found = self.store.query(text)
            terms = list(dict.fromkeys(binding["this"] for binding in found if "this" in binding)) if not isinstance(found, bool) else []
        except (SyntaxError, TypeError, RuntimeError, ValueError, OSError, ForbiddenQueryError) as error:
            raise ShapesError([f"the query of a target failed: {error}"]) from error
        return np.array(self._originals.ids(terms), np.int32)

    def strategy(self, constraint: Sparql, shape: Shape) -> str:
        """How the constraint is checked, for a person."""
        return strategy(self.graph, constraint, shape)

    def _prepare(self, constraint: Sparql, shape: Shape) -> Prepared | None:
        key = (id(constraint), shape.id)
        if key not in self._prepared:
            self._prepared[key] = prepare(self.graph, constraint, shape)
            self._kept.append(constraint)
        return self._prepared[key]

    def _need(self, prepared: Prepared) -> None:
        rewritten = prepared.rewritten
        self.store.need(predicates(rewritten.text))
        if "shapesGraph" in rewritten.names:
            self.store.shapes(self.graph, SHAPES)
        if rewritten.seeded:
            self.store.constants(CONSTANTS, rewritten.seeds())

    def count(self, constraint: Sparql, count: int, shape: Shape) -> None:
        """Takes the query as one that was asked of so many nodes in all, where this runner asked it of fewer: by a run before it, say."""
        key = (id(constraint), shape.id)
        if count > self.asked.get(key, 0):
            self._prepare(constraint, shape)
            self.asked[key] = count

    @property
    def notes(self) -> list[Mapping[str, str]]:
        """What is to be known of the results of queries that were asked of any node, each once."""
        prepared = ((self._prepared[key], count) for key, count in self.asked.items())
        found = [note for each, count in prepared if each for note in self._notes(each, count)]
        return [note for number, note in enumerate(found) if note not in found[:number]]

    def _notes(self, prepared: Prepared, count: int) -> Iterator[Mapping[str, str]]:
        label = prepared.definition.label
        used = sorted(_LEXICAL & scan(prepared.definition.text).words)
        if used and (changed := self._originals.changed()):
            yield _told(_REWRITTEN, label=label, functions=", ".join(used), count=changed)
        if prepared.rewritten.per_node and count >= _MANY:
            yield _told(_ONE_BY_ONE, label=label, reason=prepared.rewritten.per_node)

    def _asked(self, prepared: Prepared, focus: Ids, shape: Shape) -> Iterator[Row]:
        """The value nodes for which an ASK says no."""
        index, values = walk(self.columns, shape.path, focus) if shape.path else (np.arange(len(focus)), focus)
        if not len(values):
            return
        rows = self._terms(prepared.rewritten.variables, focus[index], values)
        distinct = list(dict.fromkeys(rows))
        right = set(self._conforming(prepared, distinct))
        wrong = [number for number, row in enumerate(rows) if row not in right]
        pairs = list(zip(focus[index[wrong]].tolist(), values[wrong].tolist(), strict=True))
        messages = self._messages(prepared, shape, [({}, *pair) for pair in pairs])
        yield from ((node, None, value, texts) for (node, value), texts in zip(pairs, messages, strict=True))

    def _terms(self, variables: tuple[str, ...], focus: Ids, values: Ids) -> list[tuple[str, ...]]:
        """The rows of a table, terms in the engine's form."""
        parts = {"this": focus, "value": values}
        return list(zip(*(canonical(self.columns.terms.text(parts[name])) for name in variables), strict=True))

    def _conforming(self, prepared: Prepared, rows: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
        variables = prepared.rewritten.variables
        if prepared.rewritten.per_node:
            for row in rows:
                self.store.replace(ONE, variables, row)
                if self._run(prepared, prepared.rewritten.text) is True:
                    yield row
            return
        table = self.store.table(variables, rows)
        for solution in self._solutions(prepared, prepared.rewritten.text.replace(ALL, table)):
            yield tuple(solution[name] for name in variables)

    def _selected(self, prepared: Prepared, focus: Ids, shape: Shape) -> Iterator[Row]:
        """The solutions of a SELECT as results."""
        nodes: dict[str, list[int]] = {}
        for number, (term,) in zip(focus.tolist(), self._terms(("this",), focus, focus), strict=True):
            nodes.setdefault(term, []).append(number)
        found = list(self._bindings(prepared, list(nodes)))
        known = self._values(found)
        none = -1 if shape.path else None
        results = [(binding, node, known.get(binding.get("value", ""), node if none is None else none))
                   for this, binding in found for node in nodes.get(this, ())]  # fmt: skip
        for (binding, node, value), texts in zip(results, self._messages(prepared, shape, results), strict=True):
            yield node, _path(binding), value, texts

    def _values(self, found: list[tuple[str, dict[str, str]]]) -> dict[str, int]:
        forms = list({binding["value"] for _, binding in found if "value" in binding})
        return dict(zip(forms, self._originals.ids(forms), strict=True))

    def _bindings(self, prepared: Prepared, nodes: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
        """Each solution with its focus node."""
        rewritten = prepared.rewritten
        if not rewritten.per_node:
            table = self.store.table(rewritten.variables, [(node,) for node in nodes])
            for binding in self._read(prepared, rewritten.text.replace(ALL, table)):
                yield binding["this"], binding
            return
        for node in nodes:
            self.store.replace(ONE, rewritten.variables, (node,))
            text = prepared.for_node(node) if rewritten.folds else rewritten.text
            yield from ((node, {**binding, "this": node}) for binding in self._read(prepared, text))

    def _read(self, prepared: Prepared, text: str) -> Iterator[dict[str, str]]:
        for binding in self._solutions(prepared, text):
            if _is_true(binding.get("failure", "")):
                raise ShapesError([f"{prepared.definition.label}: the query says ?failure for {binding.get('this', 'a node')}"])
            yield binding

    def _solutions(self, prepared: Prepared, text: str) -> Iterator[dict[str, str]]:
        found = self._run(prepared, text)
        if isinstance(found, bool):
            raise ShapesError([f"{prepared.definition.label}: the query is no SELECT query"])
        try:
            yield from found
        except (OSError, RuntimeError) as error:
            raise ShapesError([f"{prepared.definition.label}: the query failed while it ran: {error}"]) from error

    def _run(self, prepared: Prepared, text: str) -> "bool | Iterator[dict[str, str]]":
        self.queries += 1
        try:
            return self.store.query(text)
        except (SyntaxError, TypeError, RuntimeError, ValueError, ForbiddenQueryError) as error:
            raise ShapesError([reason(prepared, error)]) from error

    def _messages(self, prepared: Prepared, shape: Shape, results: list[_Result]) -> Iterator[tuple[Message, ...]]:
        """The messages of each result: the solution's own, else those of the constraint; none where the shape's are to be used."""
        definition = prepared.definition
        templates = definition.messages or (() if shape.messages else definition.fallback)
        is_filled = any("{" in text for _, text in templates)
        texts = self._values_of({number for _, *pair in results for number in pair}) if is_filled else {}
        fixed = {**{name: _text(term) for name, term in prepared.constants.items()}, "PATH": str(shape.path or "")}
        for binding, node, value in results:
            if "message" in binding:
                yield (_message(binding["message"]),)
            elif is_filled:
                known = {**fixed, **{name: _text(term) for name, term in binding.items()}, "this": texts[node]}
                known |= {"value": texts[value]} if value >= 0 else {}
                yield tuple((language, _filled(text, known)) for language, text in templates)
            else:
                yield templates

    def _values_of(self, ids: set[int]) -> dict[int, str]:
        wanted = sorted(ids - {-1})
        return dict(zip(wanted, self.columns.terms.value(wanted), strict=True))


def _told(note: Mapping[str, str], **values: object) -> Mapping[str, str]:
    return {language: text.format_map(values) for language, text in note.items()}


def _path(binding: Mapping[str, str]) -> Path | None:
    term = binding.get("path", "")
    return Predicate(term[1:-1]) if term.startswith("<") else None


def _is_true(term: str) -> bool:
    return term.startswith(('"true"^^', '"1"^^'))


def _message(term: str) -> Message:
    from tcgraph.store.terms import split_literal

    if not term.startswith('"'):
        return "", _text(term)
    text, language, _ = split_literal(term)
    return language or "", text


def _text(term: str) -> str:
    """A term for a message: the text of an IRI or a literal."""
    return _message(term)[1] if term.startswith('"') else term[1:-1] if term.startswith("<") else term


def _filled(template: str, known: Mapping[str, str]) -> str:
    """The template with ``{?name}`` and ``{$name}`` replaced; what is not bound stays as it is."""
    for name, text in known.items():
        if f"{name}}}" in template:
            template = template.replace(f"{{?{name}}}", text).replace(f"{{${name}}}", text)
    return template
