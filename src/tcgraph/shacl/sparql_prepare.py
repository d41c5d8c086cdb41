"""Queries of shapes made ready: read from the shapes graph, checked, rewritten so that one of them is for all focus nodes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from tcgraph.errors import ForbiddenQueryError, ShapesError
from tcgraph.shacl.components_model import Shape, Sparql
from tcgraph.shacl.paths import Path, Predicate
from tcgraph.shacl.read_terms import text_of
from tcgraph.shacl.sparql_prebinding import FEDERATED, Rewritten, problems, rewrite
from tcgraph.shacl.sparql_read import Definition, read_definition
from tcgraph.shacl.sparql_scan import scan
from tcgraph.store.guard import refuse_federation

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["SHAPES", "Prepared", "check_queries", "prepare", "reason", "strategy"]

SHAPES = "urn:x-tcgraph:shapes"
"""The graph that queries find the shapes in."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The query of one constraint for one shape: as it was defined, rewritten, the shape's path in SPARQL (nothing for a node shape), and
    the terms that stand for variables that are the same for all nodes."""

    definition: Definition
    rewritten: Rewritten
    path: str
    constants: Mapping[str, str]

    def strategy(self) -> str:
        """How it is run, for a person."""
        if self.rewritten.per_node:
            return f"one query per focus node: {self.rewritten.per_node}"
        return f"one query for all {'value' if self.definition.form == 'ASK' else 'focus'} nodes"

    def for_node(self, node: str) -> str:
        """The query for one node, given as a term."""
        query = scan(self.definition.prologue + self.definition.text)
        return rewrite(query, constants=self.constants, path=self.path, node=node).text


def strategy(shapes: "Graph", constraint: Sparql, shape: Shape) -> str:
    """How a constraint is checked, for a person: once for all nodes, or per node and why. Raises ``ShapesError``."""
    prepared = prepare(shapes, constraint, shape)
    return prepared.strategy() if prepared else "not checked: deactivated, or no validator for shapes of this kind"


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
        prepared = prepare(shapes, constraint, shape)
        if prepared:
            _try(prepared)
    except ShapesError as error:
        return error.problems
    return []


def _try(prepared: Prepared) -> None:
    try:
        ox.Store().query(refuse_federation(prepared.for_node(f"<{SHAPES}>")))
    except (SyntaxError, RuntimeError, ValueError, ForbiddenQueryError) as error:
        raise ShapesError([reason(prepared, error)]) from error


def prepare(shapes: "Graph", constraint: Sparql, shape: Shape) -> Prepared | None:
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
    constants = {**definition.parameters, "shapesGraph": f"<{SHAPES}>", "currentShape": text_of(constraint.shape)}
    return Prepared(definition, rewrite(query, constants=constants, path=path), path, constants)


def _federated(text: str) -> list[str]:
    try:
        refuse_federation(text)
    except ForbiddenQueryError:
        return [FEDERATED]
    return []


def _sparql(path: Path) -> str:
    text = path.text(lambda iri: f"<{iri}>")
    return text if isinstance(path, Predicate) else f"({text})"


def reason(prepared: Prepared, error: Exception) -> str:
    """A sentence on a query that the engine refused: why it does not parse as it was written, with the place, else the engine's reason."""
    definition = prepared.definition
    return f"{definition.label}: {_syntax(definition, prepared.path) or f'the query cannot be run: {error}'}"


def _syntax(definition: Definition, path: str) -> str:
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
