"""SPARQL-based constraints as the shapes graph states them: query, prefixes, messages, parameters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tcgraph.errors import ShapesError
from tcgraph.shacl.components_model import Message, Shape, Sparql
from tcgraph.shacl.read_terms import SH, shown, text_of
from tcgraph.store.tokens import tokens
from tcgraph.vocab import shorten

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["Definition", "declared", "prologue", "read_definition", "variable"]

_NAME = re.compile(r"[^\W\d]\w*|_\w+")


@dataclass(frozen=True, slots=True)
class Definition:
    """``form``: SELECT or ASK. ``parameters``: terms in N-Triples form by the names of their variables. ``messages``: templates; those of
    ``fallback`` where the shape has none either. ``label``: for error messages. ``optional``: parameters without a value."""

    form: str
    text: str
    prologue: str
    parameters: dict[str, str]
    optional: frozenset[str]
    messages: tuple[Message, ...]
    fallback: tuple[Message, ...]
    label: str


def read_definition(graph: "Graph", constraint: Sparql, shape: Shape) -> Definition | None:
    """The definition; None where it says nothing of shapes of this kind or is deactivated. Raises ``ShapesError``."""
    from rdflib import SH as sh

    if constraint.component == f"{SH}SPARQLConstraintComponent":
        if any(str(value) in ("true", "1") for value in graph.objects(constraint.node, sh.deactivated)):
            return None
        label = f"sh:sparql {shown(constraint.node)} of {shown(constraint.shape)}"
        return _definition(graph, constraint.node, "SELECT", constraint, label)
    validator = _validator(graph, constraint.node, shape)
    if validator is None:
        return None
    form = "ASK" if graph.value(validator, sh.ask) is not None else "SELECT"
    return _definition(graph, validator, form, constraint, f"{shorten(constraint.component)} at {shown(constraint.shape)}")


def _validator(graph: "Graph", component: "Node", shape: Shape) -> "Node | None":
    """The validator for shapes of this kind: the first in a fixed order, if there are several."""
    from rdflib import SH as sh

    for predicate in (sh.propertyValidator if shape.path else sh.nodeValidator, sh.validator):
        found = sorted(graph.objects(component, predicate), key=lambda node: str(graph.value(node, sh.ask) or graph.value(node, sh.select)))
        if found:
            return found[0]
    return None


def _definition(graph: "Graph", node: "Node", form: str, constraint: Sparql, label: str) -> Definition:
    from rdflib import SH as sh

    queries = sorted(str(text) for text in graph.objects(node, sh.ask if form == "ASK" else sh.select))
    if len(queries) != 1:
        raise ShapesError([f"{label}: it needs one {'sh:ask' if form == 'ASK' else 'sh:select'} and has {len(queries)}"])
    known = dict(declared(graph, node, label))
    parameters = {} if constraint.component == f"{SH}SPARQLConstraintComponent" else dict(_parameters(constraint, label))
    messages = _texts(graph, node, sh.message) or _texts(graph, constraint.node, sh.message)
    stated = (path for each in graph.objects(constraint.node, sh.parameter) for path in graph.objects(each, sh.path))
    optional = {variable(str(path), label) for path in stated}
    return Definition(
        form, queries[0], prologue(queries[0], known), parameters, frozenset(optional - parameters.keys()), messages,
        _texts(graph, constraint.node, sh.labelTemplate), label,
    )  # fmt: skip


def _parameters(constraint: Sparql, label: str) -> Iterator[tuple[str, str]]:
    return ((variable(iri, label), text_of(value)) for iri, value in constraint.parameters.items())


def variable(iri: str, label: str) -> str:
    """The local name of a parameter, which is the name of its variable."""
    name = re.split(r"[/#:]", iri)[-1]
    if not _NAME.fullmatch(name):
        raise ShapesError([f"{label}: parameter <{iri}> ends in {name!r}, which is no name of a SPARQL variable: rename it"])
    return name


def _texts(graph: "Graph", node: "Node", predicate: "Node") -> tuple[Message, ...]:
    return tuple(sorted((getattr(text, "language", None) or "", str(text)) for text in graph.objects(node, predicate)))


def declared(graph: "Graph", node: "Node", label: str) -> Iterator[tuple[str, str]]:
    """Declarations at the values of sh:prefixes, and at what these import, however far."""
    from rdflib import OWL
    from rdflib import SH as sh

    seen: dict[str, str] = {}
    places, todo = set[object](), list(graph.objects(node, sh.prefixes))
    while todo:
        place = todo.pop()
        if place in places:
            continue
        places.add(place)
        todo += graph.objects(place, OWL.imports)
        for declaration in graph.objects(place, sh.declare):
            prefix, namespace = str(graph.value(declaration, sh.prefix)), str(graph.value(declaration, sh.namespace))
            if seen.setdefault(prefix, namespace) != namespace:
                raise ShapesError([f"{label}: prefix {prefix}: is declared as <{seen[prefix]}> and as <{namespace}>: keep one"])
    yield from sorted(seen.items())


def prologue(text: str, prefixes: dict[str, str]) -> str:
    """The declarations of those prefixes that the query has, in one line, so that places in it stay as they are."""
    used = {token.partition(":")[0] for kind, token in tokens(text) if kind == "name"}
    return "".join(f"PREFIX {prefix}: <{namespace}> " for prefix, namespace in prefixes.items() if prefix in used)
