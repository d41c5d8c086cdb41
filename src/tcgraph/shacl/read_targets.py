"""Targets that are queries (SHACL Advanced Features, section 3): the SELECT of a sh:SPARQLTarget, or that of a type with its parameters."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from tcgraph.errors import ForbiddenQueryError, ShapesError
from tcgraph.shacl.read_terms import SH, Source, shown, text_of
from tcgraph.shacl.sparql_read import declared, prologue, variable
from tcgraph.store.binding import substitute
from tcgraph.store.guard import refuse_federation

if TYPE_CHECKING:
    from rdflib.term import Node

__all__ = ["target_queries"]

_SELECT = f"{SH}select"


def target_queries(source: Source, shape: "Node", target: "Node") -> Iterator[str]:
    """The query of a target, with its prefixes and parameters; none, and a problem noted, where it is no query of ``?this``."""
    types = [kind for kind in source.types(target) if kind != f"{SH}SPARQLTarget"]
    owners = [target, *(node for node in source.subjects() if str(node) in types)]
    stated = [(owner, text) for owner in owners for text in source.objects(owner, _SELECT)]
    if len(stated) != 1:
        source.problem(shape, f"sh:target takes a sh:SPARQLTarget, or an instance of a sh:SPARQLTargetType, with one sh:select; "
                              f"{shown(target)} has {len(stated)}", target)  # fmt: skip
        return
    owner, text = stated[0]
    try:
        yield _checked(_bound(source, owner, target, str(text)))
    except (ShapesError, SyntaxError, ValueError, RuntimeError, ForbiddenQueryError) as error:
        source.problem(shape, f"sh:target has a query that cannot be asked: {' '.join(str(error).split())}")


def _bound(source: Source, owner: "Node", target: "Node", text: str) -> str:
    """The query with the prefixes that it has and, of a target of some type, values in the place of its parameters."""
    label = source.name(owner)
    query = prologue(text, dict(declared(source.graph, owner, label))) + text
    given: dict[str, str] = {}
    for parameter in source.objects(owner, f"{SH}parameter"):
        for path in source.objects(parameter, f"{SH}path"):
            given.update((variable(str(path), label), text_of(value)) for value in source.objects(target, str(path)))
    return substitute(query, given) if given else query


def _checked(query: str) -> str:
    """The query itself. Raises ``ValueError`` where it is none of ``?this``, and what the engine raises."""
    found = ox.Store().query(refuse_federation(query))
    if not isinstance(found, ox.QuerySolutions) or "this" not in [one.value for one in found.variables]:
        raise ValueError("it is no SELECT that has ?this among its variables")
    return query
