"""SHACL-SPARQL: constraints that queries decide, sh:sparql and components with validators, each with one query for all focus nodes.

``SparqlRunner`` is what ``engine.run`` takes as ``sparql``. ``sparql_read`` reads the constraint from the shapes graph, ``sparql_scan`` and
``sparql_prebinding`` rewrite its query, ``sparql_store`` holds the data and the focus nodes. Queries cannot reach the network or files.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np
import pyoxigraph as ox

from tcgraph.errors import ForbiddenQueryError, ShapesError, TimeLimitError
from tcgraph.shacl.components_model import Message, Shape, Sparql
from tcgraph.shacl.paths import Ids, Path, Predicate, walk
from tcgraph.shacl.read_terms import text_of
from tcgraph.shacl.sparql_needs import predicates
from tcgraph.shacl.sparql_prebinding import ALL, CONSTANTS, FEDERATED, ONE, Rewritten, problems, rewrite
from tcgraph.shacl.sparql_read import Definition, read_definition
from tcgraph.shacl.sparql_scan import scan
from tcgraph.shacl.sparql_store import Originals, QueryStore, canonical
from tcgraph.store.guard import refuse_federation

if TYPE_CHECKING:
    from rdflib import Graph

    from tcgraph.columns import Columns

__all__ = ["Row", "SparqlRunner", "check_queries", "strategy"]

Row = tuple[int, Path | None, int, tuple[Message, ...]]
"""Focus node, path (None: the shape's), value (-1: none), messages (none: the shape's)."""

_Result = tuple[dict[str, str], int, int]
"""What the solution binds, focus node, value."""

_SHAPES = "urn:x-tcgraph:shapes"
_CHECK_EVERY = 1024
_LEXICAL = frozenset(("DATATYPE", "STR", "SAMETERM"))
"""Functions that tell literals of one value apart; those on strings take numbers and dates only through STR."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    definition: Definition
    rewritten: Rewritten
    path: str
    constants: Mapping[str, str]

    def for_node(self, node: str) -> str:
        """The query for one node, given as a term."""
        query = scan(self.definition.prologue + self.definition.text)
        return rewrite(query, constants=self.constants, path=self.path, node=node).text


def strategy(shapes: "Graph", constraint: Sparql, shape: Shape) -> str:
    """How a constraint is checked, for a person: once for all nodes, or per node and why. Raises ``ShapesError``."""
    return _strategy(_prepared(shapes, constraint, shape))


def check_queries(shapes: "Graph", plan: Iterable[Shape]) -> None:
    """Raises one ``ShapesError`` that lists what is wrong with any query of these shapes, whatever the data: ill-formed, does not parse."""
    found: list[str] = []
    for shape in plan:
        for constraint in shape.constraints:
            if isinstance(constraint, Sparql):
                found += _mistakes(shapes, constraint, shape)
    if found:
        raise ShapesError(dict.fromkeys(found))


def _mistakes(shapes: "Graph", constraint: Sparql, shape: Shape) -> list[str]:
    try:
        prepared = _prepared(shapes, constraint, shape)
        if prepared:
            _query(ox.Store(), prepared, prepared.for_node(f"<{_SHAPES}>"))
    except ShapesError as error:
        return error.problems
    return []


def _prepared(shapes: "Graph", constraint: Sparql, shape: Shape) -> _Prepared | None:
    """The query, rewritten; None where there is none for this shape. Raises ``ShapesError`` for one that is ill-formed."""
    definition = read_definition(shapes, constraint, shape)
    if definition is None:
        return None
    query = scan(definition.prologue + definition.text)
    bound = ("this",) if definition.form == "SELECT" else ("this", "value")
    found = list(problems(query, form=definition.form, bound=bound, parameters=(*definition.parameters, *definition.optional)))
    found += _federated(definition.text)
    if query.mentions("PATH") and shape.path is None:
        found.append("has $PATH, and the shape has no sh:path")
    if found:
        raise ShapesError(f"{definition.label}: the query {problem}" for problem in dict.fromkeys(found))
    path = "" if shape.path is None else _sparql(shape.path)
    constants = {**definition.parameters, "shapesGraph": f"<{_SHAPES}>", "currentShape": text_of(constraint.shape)}
    return _Prepared(definition, rewrite(query, constants=constants, path=path), path, constants)


def _strategy(prepared: _Prepared | None) -> str:
    if prepared is None:
        return "not checked: deactivated, or no validator for shapes of this kind"
    if prepared.rewritten.per_node:
        return f"one query per focus node: {prepared.rewritten.per_node}"
    return f"one query for all {'value' if prepared.definition.form == 'ASK' else 'focus'} nodes"


class SparqlRunner:
    """Runs the queries of one shapes graph on one graph in columns, whose dictionary grows by terms that queries make.

    ``queries`` counts those that ran; ``notes`` has a sentence for each constraint whose query looks at how literals are written, where
    the data have literals that the engine writes otherwise (``007`` as ``7``, ``xsd:int`` as ``xsd:integer``).
    ``seconds``: how long all queries of this runner may take together; looked at between queries and solutions, so one solution that is
    long in coming is waited for. Cost: the triples with the predicates of a query are put into a store at its first use, once.
    """

    def __init__(self, columns: "Columns", shapes: "Graph", *, seconds: float | None = None) -> None:
        self.columns, self.graph = columns, shapes
        self.store = QueryStore(columns)
        self.queries = 0
        self.notes: list[str] = []
        self._originals = Originals(columns)
        self._seconds, self._end = seconds, monotonic() + seconds if seconds is not None else None
        self._prepared: dict[tuple[int, str], _Prepared | None] = {}
        self._kept: list[Sparql] = []

    def __call__(self, constraint: Sparql, focus: Ids, shape: Shape) -> list[Row]:
        """The results for these focus nodes, each once, ordered by focus node and value.

        Raises ``ShapesError`` for a query that is ill-formed, does not parse, or says that it failed, and ``TimeLimitError``.
        """
        prepared = self._prepare(constraint, shape)
        if prepared is None or not len(focus):
            return []
        self._need(prepared)
        self._note(prepared)
        found = self._selected(prepared, focus, shape) if prepared.definition.form == "SELECT" else self._asked(prepared, focus, shape)
        return sorted(dict.fromkeys(found), key=lambda row: (row[0], row[2], str(row[1]), row[3]))

    def strategy(self, constraint: Sparql, shape: Shape) -> str:
        """How the constraint is checked, for a person."""
        return _strategy(self._prepare(constraint, shape))

    def _prepare(self, constraint: Sparql, shape: Shape) -> _Prepared | None:
        key = (id(constraint), shape.id)
        if key not in self._prepared:
            self._prepared[key] = _prepared(self.graph, constraint, shape)
            self._kept.append(constraint)
        return self._prepared[key]

    def _need(self, prepared: _Prepared) -> None:
        rewritten = prepared.rewritten
        self.store.need(predicates(rewritten.text))
        if "shapesGraph" in rewritten.names:
            self.store.shapes(self.graph, _SHAPES)
        if rewritten.seeded:
            self.store.constants(CONSTANTS, rewritten.seeds())

    def _note(self, prepared: _Prepared) -> None:
        """Says, where it is so, that the query may be misled by the engine's way of writing literals."""
        used = sorted(_LEXICAL & scan(prepared.definition.text).words)
        if used and (count := self._originals.changed()):
            note = (f"{prepared.definition.label}: the query uses {', '.join(used)}, and it sees {count} literals of the data in "
                    "canonical form: 7 for 007, xsd:integer for xsd:int. Results that hang on the difference may be wrong")  # fmt: skip
            self.notes += [note] if note not in self.notes else []

    def _asked(self, prepared: _Prepared, focus: Ids, shape: Shape) -> Iterator[Row]:
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

    def _conforming(self, prepared: _Prepared, rows: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
        variables = prepared.rewritten.variables
        if prepared.rewritten.per_node:
            for row in rows:
                self.store.replace(ONE, variables, row)
                if bool(self._run(prepared, prepared.rewritten.text)):
                    yield row
            return
        table = self.store.table(variables, rows)
        for solution in self._solutions(prepared, prepared.rewritten.text.replace(ALL, table)):
            yield tuple(str(solution[name]) for name in variables)

    def _selected(self, prepared: _Prepared, focus: Ids, shape: Shape) -> Iterator[Row]:
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

    def _bindings(self, prepared: _Prepared, nodes: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
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

    def _read(self, prepared: _Prepared, text: str) -> Iterator[dict[str, str]]:
        found = self._solutions(prepared, text)
        names: list[str] = []
        for solution in found:
            names = names or [variable.value for variable in found.variables]
            binding = {name: str(term) for name, term in zip(names, solution, strict=True) if term is not None}
            if _is_true(binding.get("failure", "")):
                raise ShapesError([f"{prepared.definition.label}: the query says ?failure for {binding.get('this', 'a node')}"])
            yield binding

    def _solutions(self, prepared: _Prepared, text: str) -> "_Watched":
        found = self._run(prepared, text)
        if not isinstance(found, ox.QuerySolutions):
            raise ShapesError([f"{prepared.definition.label}: the query is no SELECT query"])
        return _Watched(found, self.check_time, prepared.definition.label)

    def _run(self, prepared: _Prepared, text: str) -> object:
        self.check_time()
        self.queries += 1
        return _query(self.store.inner, prepared, text)

    def check_time(self) -> None:
        """Raises ``TimeLimitError`` when the time is over."""
        if self._end is not None and monotonic() > self._end:
            raise TimeLimitError(self._seconds or 0)

    def _messages(self, prepared: _Prepared, shape: Shape, results: list[_Result]) -> Iterator[tuple[Message, ...]]:
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


class _Watched:
    """Solutions, with a look at the clock now and then, and failures of the engine as errors of the constraint."""

    def __init__(self, found: ox.QuerySolutions, check: Callable[[], None], label: str) -> None:
        self._found, self._check, self._label = found, check, label
        self.variables = found.variables

    def __iter__(self) -> "Iterator[ox.QuerySolution]":
        try:
            for number, solution in enumerate(self._found):
                if number % _CHECK_EVERY == 0:
                    self._check()
                yield solution
        except (OSError, RuntimeError) as error:
            raise ShapesError([f"{self._label}: the query failed while it ran: {error}"]) from error


def _query(store: ox.Store, prepared: _Prepared, text: str) -> object:
    """Starts a query that can ask no other server. Raises ``ShapesError`` with the place where it does not parse."""
    try:
        return store.query(refuse_federation(text))
    except (SyntaxError, RuntimeError, ValueError, ForbiddenQueryError) as error:
        reason = _reason(prepared.definition, prepared.path) or f"the query cannot be run: {error}"
        raise ShapesError([f"{prepared.definition.label}: {reason}"]) from error


def _federated(text: str) -> list[str]:
    try:
        refuse_federation(text)
    except ForbiddenQueryError:
        return [FEDERATED]
    return []


def _sparql(path: Path) -> str:
    text = path.text(lambda iri: f"<{iri}>")
    return text if isinstance(path, Predicate) else f"({text})"


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


def _reason(definition: Definition, path: str) -> str:
    """Why the query as it was written does not parse, with the place; nothing where it does."""
    text = definition.text
    for variable in ("$PATH", "?PATH") if path else ():
        text = text.replace(variable, path)
    try:
        ox.Store().query(refuse_federation(definition.prologue + text))
    except SyntaxError as error:
        hint = ": declare it with sh:declare at a value of sh:prefixes" if "prefix" in str(error).lower() else ""
        return f"the query does not parse: {' '.join(str(error.args[0]).split())[:300]}{hint}"
    except (RuntimeError, ValueError, ForbiddenQueryError):
        return ""
    return ""

