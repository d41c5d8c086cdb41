"""What a shape is, as plain data: targets, path, constraints. Made by ``plan.read_plan``, never changed.

Texts of terms that may be literals or blank are in N-Triples form (``<iri>``, ``_:b``, ``"x"@zh``); fields that can only be
IRIs hold the bare IRI.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tcgraph.shacl.paths import Path
from tcgraph.vocab import PREFIXES

if TYPE_CHECKING:
    from rdflib.term import Node

__all__ = [
    "And", "Bound", "Class", "Closed", "Constraint", "Count", "Datatype", "Disjoint", "Equals", "HasValue", "In", "LanguageIn", "Length",
    "LessThan", "Logical", "Message", "NodeKind", "Not", "Or", "Pattern", "Property", "Qualified", "Reference", "Shape", "Sparql", "Target",
    "UniqueLang", "Xone", "component",
]  # fmt: skip

Message = tuple[str, str]
"""Language tag (or nothing) and text."""


def component(name: str) -> str:
    """The IRI of a component of SHACL Core: ``MinCount`` gives that of ``sh:MinCountConstraintComponent``."""
    return f"{PREFIXES['sh']}{name}ConstraintComponent"


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint of a shape; ``component`` is the IRI of its constraint component."""

    component: str

    def refers(self) -> Iterator[str]:
        """The ids of the shapes it speaks of."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Class(Constraint):
    """Value nodes are instances of the class."""

    iri: str


@dataclass(frozen=True, slots=True)
class Datatype(Constraint):
    """Value nodes are well-formed literals of the datatype."""

    iri: str


@dataclass(frozen=True, slots=True)
class NodeKind(Constraint):
    """Value nodes are of one of these kinds, numbered as ``tcgraph.columns`` does."""

    kinds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Count(Constraint):
    """sh:minCount or sh:maxCount."""

    number: int
    is_minimum: bool


@dataclass(frozen=True, slots=True)
class Bound(Constraint):
    """One of the four of value range. ``accepted``: which results of comparing value with ``term`` are right (-1, 0, 1)."""

    term: str
    accepted: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Length(Constraint):
    """sh:minLength or sh:maxLength, in characters."""

    number: int
    is_minimum: bool


@dataclass(frozen=True, slots=True)
class Pattern(Constraint):
    """The text matches the regular expression, as SPARQL's REGEX does."""

    pattern: str
    flags: str


@dataclass(frozen=True, slots=True)
class LanguageIn(Constraint):
    """The language tag matches one of the ranges, as SPARQL's langMatches does."""

    ranges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UniqueLang(Constraint):
    """No language tag twice."""


@dataclass(frozen=True, slots=True)
class Equals(Constraint):
    """The value nodes are those of the predicate."""

    iri: str


@dataclass(frozen=True, slots=True)
class Disjoint(Constraint):
    """No value node is one of the predicate's."""

    iri: str


@dataclass(frozen=True, slots=True)
class LessThan(Constraint):
    """Each value node is less than each of the predicate's. ``accepted``: -1, or -1 and 0."""

    iri: str
    accepted: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HasValue(Constraint):
    """The term is among the value nodes."""

    term: str


@dataclass(frozen=True, slots=True)
class In(Constraint):
    """Each value node is one of the terms."""

    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Closed(Constraint):
    """Value nodes have no other predicates than these."""

    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference(Constraint):
    """sh:node: value nodes conform to the shape."""

    shape: str

    def refers(self) -> Iterator[str]:
        yield self.shape


@dataclass(frozen=True, slots=True)
class Not(Reference):
    """Value nodes do not conform to the shape."""


@dataclass(frozen=True, slots=True)
class Property(Reference):
    """The value nodes are focus nodes of the property shape, whose results are reported as its own."""


@dataclass(frozen=True, slots=True)
class Logical(Constraint):
    """A list of shapes."""

    shapes: tuple[str, ...]

    def refers(self) -> Iterator[str]:
        yield from self.shapes


@dataclass(frozen=True, slots=True)
class And(Logical):
    """Value nodes conform to all."""


@dataclass(frozen=True, slots=True)
class Or(Logical):
    """Value nodes conform to at least one."""


@dataclass(frozen=True, slots=True)
class Xone(Logical):
    """Value nodes conform to exactly one."""


@dataclass(frozen=True, slots=True)
class Qualified(Constraint):
    """At least (at most) so many value nodes conform to the shape and to none of its ``siblings``."""

    shape: str
    siblings: tuple[str, ...]
    number: int
    is_minimum: bool

    def refers(self) -> Iterator[str]:
        yield self.shape
        yield from self.siblings


@dataclass(frozen=True, slots=True)
class Sparql(Constraint):
    """A constraint that a query decides: of sh:sparql, or of a component that the shapes graph declares.

    ``node`` is the sh:SPARQLConstraint or the sh:ConstraintComponent, ``shape`` the shape, ``parameters`` the values by the IRIs
    of the parameters, all as nodes of the shapes graph.
    """

    node: "Node"
    shape: "Node"
    parameters: "Mapping[str, Node]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Target:
    """``kind``: class, node, subjectsOf or objectsOf, with ``term`` in N-Triples form; or query, and ``term`` is a SELECT of ``?this``."""

    kind: str
    term: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape, or with a path a property shape. A deactivated one has no targets and no constraints: all nodes conform."""

    id: str
    path: Path | None
    targets: tuple[Target, ...]
    constraints: tuple[Constraint, ...]
    severity: str
    messages: tuple[Message, ...] = ()
    names: tuple[Message, ...] = ()
    deactivated: bool = False
