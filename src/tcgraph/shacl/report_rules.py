"""The rules of a plan: each constraint of each shape, with a stable name and what it expects, for people."""

from collections.abc import Iterator, Mapping

from tcgraph.columns import BLANK, IRI
from tcgraph.shacl.components_model import (
    Bound,
    Class,
    Closed,
    Constraint,
    Count,
    Datatype,
    Disjoint,
    Equals,
    HasValue,
    In,
    LanguageIn,
    Length,
    LessThan,
    NodeKind,
    Pattern,
    Qualified,
    Shape,
    Sparql,
)  # fmt: skip
from tcgraph.shacl.paths import Path
from tcgraph.shacl.read_terms import text_of
from tcgraph.shacl.report_model import Rule
from tcgraph.turtle import literal
from tcgraph.vocab import PREFIXES, shorten

__all__ = ["Rules", "short_path"]

_QUERY = f"{PREFIXES['sh']}SPARQLConstraintComponent"
_KINDS = {IRI: "IRI", BLANK: "BlankNode"}


def short_path(path: Path) -> str:
    """A path with prefixes."""
    return path.text(shorten)


class Rules:
    """The rules of these shapes, by shape and component; made when asked for."""

    def __init__(self, shapes: Mapping[str, Shape]) -> None:
        self.shapes = shapes
        self._parents: dict[str, str] = {}
        for name, shape in shapes.items():
            for constraint in shape.constraints:
                for inner in constraint.refers():
                    self._parents.setdefault(inner, name)
        self._made: dict[tuple[str, int], Rule] = {}

    def of(self, shape: Shape, constraint: Constraint) -> Rule:
        """The rule of a constraint of a shape."""
        key = shape.id, id(constraint)
        if key not in self._made:
            self._made[key] = Rule(
                shape.id, constraint.component, shape.severity, self.name(shape), shape.path, dict(shape.names), dict(shape.messages),
                tuple(_expected(constraint)), _source(constraint))  # fmt: skip
        return self._made[key]

    def find(self, shape: str, component: str, source: str | None, severity: str) -> Rule | None:
        """The rule that a result of another engine speaks of; None where there is no such shape or constraint."""
        known = self.shapes.get(shape)
        if known is None or known.severity != severity:
            return None
        fitting = [c for c in known.constraints if c.component == component and (source is None or _source(c) == source)]
        return self.of(known, fitting[0]) if fitting else None

    def name(self, shape: Shape) -> str:
        """The short IRI of a shape; for a blank one that of the shape it belongs to, and its path."""
        own = f" → {short_path(shape.path)}" if shape.path else ""
        seen, steps = {shape.id}, []
        while shape.id.startswith("_:"):
            steps.append(f" → {short_path(shape.path)}" if shape.path else "")
            parent = self._parents.get(shape.id)
            if parent is None or parent in seen:
                return f"[…]{own}"
            seen.add(parent)
            shape = self.shapes[parent]
        return shorten(shape.id[1:-1]) + "".join(reversed(steps))


def _source(constraint: Constraint) -> str | None:
    return text_of(constraint.node) if isinstance(constraint, Sparql) and constraint.component == _QUERY else None


def _expected(constraint: Constraint) -> Iterator[str]:
    """The parameters as terms: what a person needs to know to mend the data."""
    match constraint:
        case Class() | Datatype() | Equals() | Disjoint() | LessThan():
            yield f"<{constraint.iri}>"
        case Count() | Length() | Qualified():
            yield literal(str(constraint.number))
        case Bound() | HasValue():
            yield constraint.term
        case In():
            yield from constraint.terms
        case NodeKind():
            yield from (f"<{PREFIXES['sh']}{_KINDS.get(kind, 'Literal')}>" for kind in constraint.kinds)
        case Pattern():
            yield literal(constraint.pattern)
        case LanguageIn():
            yield from map(literal, constraint.ranges)
        case Closed():
            yield from (f"<{iri}>" for iri in constraint.allowed)
