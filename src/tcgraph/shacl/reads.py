"""What shapes read of the data: which predicates, from which nodes, in which direction.

The findings of a shape follow from the answers to these questions alone. So they say what a change can touch (``incremental``), what must
be fetched to check a node (``streaming``), and which predicates a run needs at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tcgraph.shacl.components_model import Class, Closed, Disjoint, Equals, LessThan, Shape, Sparql
from tcgraph.shacl.paths import Alternative, Inverse, OneOrMore, Path, Predicate, Sequence, ZeroOrMore, ZeroOrOne
from tcgraph.shacl.plan import Plan
from tcgraph.vocab import PREFIXES

__all__ = ["Read", "query_predicates", "reads_of", "reads_of_path", "reads_of_targets", "target_predicates"]

_TYPE, _SUB_CLASS = f"{PREFIXES['rdf']}type", f"{PREFIXES['rdfs']}subClassOf"


@dataclass(frozen=True, slots=True)
class Read:
    """A question to the data: the values of a predicate (against its direction where ``inverse``) at the nodes that ``start`` leads to from
    the focus node (None: at itself). Without ``iri``: of all predicates but those in ``but``."""

    start: Path | None
    iri: str | None
    inverse: bool = False
    but: frozenset[str] = frozenset()


def reads_of(shape: Shape) -> Iterator[Read]:
    """What the constraints of a shape read, without shapes that it refers to and without queries."""
    if shape.path is not None:
        yield from reads_of_path(None, shape.path)
    for constraint in shape.constraints:
        if isinstance(constraint, Equals | Disjoint | LessThan):
            yield Read(None, constraint.iri)
        elif isinstance(constraint, Class):
            yield from _reads_of_class(shape.path)
        elif isinstance(constraint, Closed):
            yield Read(shape.path, None, but=frozenset(constraint.allowed))


def reads_of_targets(shape: Shape) -> Iterator[Read]:
    """What tells whether a node is a target of the shape."""
    for target in shape.targets:
        if target.kind == "class":
            yield from _reads_of_class(None)
        elif target.kind in ("subjectsOf", "objectsOf"):
            yield Read(None, target.term[1:-1], target.kind == "objectsOf")


def target_predicates(shape: Shape) -> frozenset[str] | None:
    """The predicates that queries of its targets can look at (bare IRIs), None for all."""
    from tcgraph.shacl.sparql_needs import predicates

    found = [predicates(target.term) for target in shape.targets if target.kind == "query"]
    return None if None in found else frozenset().union(*(each for each in found if each))


def _reads_of_class(start: Path | None) -> Iterator[Read]:
    yield Read(start, _TYPE)
    yield Read(_joined(_joined(start, Predicate(_TYPE)), ZeroOrMore(Predicate(_SUB_CLASS))), _SUB_CLASS)


def reads_of_path(start: Path | None, path: Path, back: bool = False) -> Iterator[Read]:
    """What is read to walk the path from where ``start`` leads; ``back``: against its direction."""
    match path:
        case Predicate(iri):
            yield Read(start, iri, back)
        case Inverse(inner):
            yield from reads_of_path(start, inner, not back)
        case Sequence(steps):
            for step in steps[::-1] if back else steps:
                yield from reads_of_path(start, step, back)
                start = _joined(start, Inverse(step) if back else step)
        case Alternative(choices):
            for choice in choices:
                yield from reads_of_path(start, choice, back)
        case ZeroOrOne(inner):
            yield from reads_of_path(start, inner, back)
        case ZeroOrMore(inner) | OneOrMore(inner):
            yield from reads_of_path(_joined(start, ZeroOrMore(Inverse(inner) if back else inner)), inner, back)
        case _:
            raise TypeError(f"not a path: {path!r}")


def _joined(start: Path | None, step: Path) -> Path:
    if start is None:
        return step
    return Sequence((*(start.steps if isinstance(start, Sequence) else (start,)), step))


def query_predicates(plan: Plan, constraint: Sparql, shape: Shape) -> frozenset[str] | None:
    """The predicates that a query can look at (bare IRIs), None for all. Raises ``ShapesError`` for a query that is ill-formed."""
    from tcgraph.shacl.sparql_needs import predicates
    from tcgraph.shacl.sparql_prepare import prepare

    prepared = prepare(plan.graph, constraint, shape)
    return frozenset() if prepared is None else predicates(prepared.rewritten.text)
