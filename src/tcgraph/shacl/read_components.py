"""Reading the parameters of SHACL Core's components: from values in a shapes graph to constraints.

Each reader takes the shape with the values of one parameter and gives the constraints they declare. What is ill-formed
is noted with the source and gives none, so that all problems come in one error.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tcgraph.shacl.components_model import (
    And,
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
    Not,
    Or,
    Pattern,
    Property,
    Qualified,
    Reference,
    UniqueLang,
    Xone,
    component,
)
from tcgraph.shacl.components_text import regex
from tcgraph.shacl.read_terms import SH, XSD, Source, is_iri, is_literal, shown, text_of

if TYPE_CHECKING:
    from rdflib.term import Node

__all__ = ["PARAMETERS", "Given", "boolean"]

_KINDS = {"IRI": (0,), "BlankNode": (1,), "Literal": (2,), "BlankNodeOrIRI": (0, 1), "BlankNodeOrLiteral": (1, 2), "IRIOrLiteral": (0, 2)}
_FLAGS = "smixq"


@dataclass(frozen=True, slots=True)
class Given:
    """The values of one parameter (``name`` without its prefix) of a shape."""

    source: Source
    shape: "Node"
    name: str
    values: list["Node"]

    def wrong(self, value: "Node", wanted: str) -> None:
        """Notes a value that is not what the parameter takes."""
        self.source.problem(self.shape, f"sh:{self.name} takes {wanted}, not {shown(value)}", value)

    def iris(self, what: str = "an IRI") -> Iterator[str]:
        """The values, which have to be IRIs."""
        for value in self.values:
            if is_iri(value):
                yield str(value)
            else:
                self.wrong(value, what)

    def integers(self) -> Iterator[int]:
        """The values, which have to be of xsd:integer."""
        for value in self.values:
            if _has_type(value, "integer") and re.fullmatch(r"\s*[+-]?[0-9]+\s*", str(value)):
                yield int(str(value))
            else:
                self.wrong(value, "an xsd:integer")

    def lists(self) -> "Iterator[list[Node]]":
        """The values, which have to be lists."""
        for value in self.values:
            members = self.source.items(value)
            if members is None:
                self.source.problem(self.shape, f"sh:{self.name} takes a list, and {shown(value)} is none, or a broken or endless one")
            else:
                yield members

    def shapes(self) -> Iterator[str]:
        """The values, which have to be shapes."""
        for value in self.values:
            if is_literal(value):
                self.wrong(value, "a shape")
            else:
                yield text_of(value)

    def lists_of_shapes(self) -> Iterator[tuple[str, ...]]:
        """The values, which have to be lists of shapes."""
        for members in self.lists():
            for member in filter(is_literal, members):
                self.wrong(member, "a list of shapes")
            yield tuple(text_of(member) for member in members)

    def strings(self) -> Iterator[str]:
        """The values, which have to be plain texts."""
        for value in self.values:
            if _is_string(value):
                yield str(value)
            else:
                self.wrong(value, "an xsd:string")

    def also(self, name: str) -> "Given":
        """Another parameter of the same shape, of which there may be one value."""
        values = self.source.objects(self.shape, SH + name)
        if len(values) > 1:
            self.source.problem(self.shape, f"sh:{name} may have one value and has {len(values)}")
        return Given(self.source, self.shape, name, values)


def _has_type(node: "Node", name: str) -> bool:
    return str(getattr(node, "datatype", None)) == XSD + name


def _is_string(node: "Node") -> bool:
    plain = is_literal(node) and not getattr(node, "language", None)
    return plain and str(getattr(node, "datatype", None) or f"{XSD}string") == f"{XSD}string"


def boolean(given: Given) -> bool:
    """Whether the parameter is ``true``: SHACL knows only that word, ``"1"^^xsd:boolean`` does not switch anything on."""
    for value in given.values:
        if not _has_type(value, "boolean") or str(value) not in ("true", "false", "1", "0"):
            given.wrong(value, "true or false")
    return [str(value) for value in given.values] == ["true"]


def _class(given: Given) -> Iterator[Constraint]:
    return (Class(component("Class"), iri) for iri in given.iris("the IRI of a class"))


def _datatype(given: Given) -> Iterator[Constraint]:
    return (Datatype(component("Datatype"), iri) for iri in given.iris("the IRI of a datatype"))


def _node_kind(given: Given) -> Iterator[Constraint]:
    for value in given.values:
        name = str(value).removeprefix(SH) if is_iri(value) else ""
        if name in _KINDS:
            yield NodeKind(component("NodeKind"), _KINDS[name])
        else:
            given.wrong(value, f"one of {', '.join('sh:' + kind for kind in _KINDS)}")


def _count(given: Given) -> Iterator[Constraint]:
    return (Count(component(_capital(given.name)), number, given.name == "minCount") for number in given.integers())


def _length(given: Given) -> Iterator[Constraint]:
    return (Length(component(_capital(given.name)), number, given.name == "minLength") for number in given.integers())


_ACCEPTED = {"minExclusive": (1,), "minInclusive": (0, 1), "maxExclusive": (-1,), "maxInclusive": (-1, 0)}


def _bound(given: Given) -> Iterator[Constraint]:
    for value in given.values:
        if is_literal(value):
            yield Bound(component(_capital(given.name)), text_of(value), _ACCEPTED[given.name])
        else:
            given.wrong(value, "a literal")


def _pattern(given: Given) -> Iterator[Constraint]:
    flags = "".join(given.also("flags").strings())
    if unknown := sorted({flag for flag in flags if flag not in _FLAGS}):
        given.source.problem(given.shape, f"sh:flags has {', '.join(map(repr, unknown))}; known are {', '.join(_FLAGS)}")
        return
    for pattern in given.strings():
        try:
            regex(pattern, flags)
        except ValueError as error:
            given.source.problem(given.shape, f"sh:pattern {pattern!r} {error}")
        else:
            yield Pattern(component("Pattern"), pattern, flags)


def _language_in(given: Given) -> Iterator[Constraint]:
    for members in given.lists():
        for member in members:
            if not _is_string(member):
                given.wrong(member, "a list of language tags as texts")
        yield LanguageIn(component("LanguageIn"), tuple(str(member).lower() for member in members))


def _unique_lang(given: Given) -> Iterator[Constraint]:
    if boolean(given):
        yield UniqueLang(component("UniqueLang"))


def _equals(given: Given) -> Iterator[Constraint]:
    return (Equals(component("Equals"), iri) for iri in given.iris("the IRI of a predicate"))


def _disjoint(given: Given) -> Iterator[Constraint]:
    return (Disjoint(component("Disjoint"), iri) for iri in given.iris("the IRI of a predicate"))


def _less_than(given: Given) -> Iterator[Constraint]:
    accepted = (-1,) if given.name == "lessThan" else (-1, 0)
    return (LessThan(component(_capital(given.name)), iri, accepted) for iri in given.iris("the IRI of a predicate"))


def _has_value(given: Given) -> Iterator[Constraint]:
    return (HasValue(component("HasValue"), text_of(value)) for value in given.values)


def _in(given: Given) -> Iterator[Constraint]:
    return (In(component("In"), tuple(text_of(member) for member in members)) for members in given.lists())


def _closed(given: Given) -> Iterator[Constraint]:
    ignored = [member for members in given.also("ignoredProperties").lists() for member in members]
    for member in ignored:
        if not is_iri(member):
            given.source.problem(given.shape, f"sh:ignoredProperties takes a list of IRIs, and {shown(member)} is none")
    if boolean(given):
        own = [path for child in given.source.objects(given.shape, f"{SH}property") for path in given.source.objects(child, f"{SH}path")]
        yield Closed(component("Closed"), tuple(sorted({str(iri) for iri in (*own, *ignored) if is_iri(iri)})))


def _node(given: Given) -> Iterator[Constraint]:
    return (Reference(component("Node"), shape) for shape in given.shapes())


def _not(given: Given) -> Iterator[Constraint]:
    return (Not(component("Not"), shape) for shape in given.shapes())


def _property(given: Given) -> Iterator[Constraint]:
    return (Property(component("Property"), shape) for shape in given.shapes())


def _and(given: Given) -> Iterator[Constraint]:
    return (And(component("And"), shapes) for shapes in given.lists_of_shapes())


def _or(given: Given) -> Iterator[Constraint]:
    return (Or(component("Or"), shapes) for shapes in given.lists_of_shapes())


def _xone(given: Given) -> Iterator[Constraint]:
    return (Xone(component("Xone"), shapes) for shapes in given.lists_of_shapes())


def _qualified(given: Given) -> Iterator[Constraint]:
    least, most = (list(given.also(name).integers()) for name in ("qualifiedMinCount", "qualifiedMaxCount"))
    disjoint = boolean(given.also("qualifiedValueShapesDisjoint"))
    for shape in given.shapes():
        siblings = _siblings(given, shape) if disjoint else ()
        yield from (Qualified(component("QualifiedMinCount"), shape, siblings, number, True) for number in least)
        yield from (Qualified(component("QualifiedMaxCount"), shape, siblings, number, False) for number in most)


def _siblings(given: Given, own: str) -> tuple[str, ...]:
    """The value shapes of the other property shapes of the same parents."""
    source = given.source
    others = (child for parent in source.parents.get(given.shape, ()) for child in source.objects(parent, f"{SH}property"))
    found = {text_of(value) for child in others for value in source.objects(child, f"{SH}qualifiedValueShape")}
    return tuple(sorted(found - {own}))


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


@dataclass(frozen=True, slots=True)
class _Parameter:
    """How a parameter is read; whether it may have one value only; whether only property shapes may have it."""

    read: Callable[[Given], Iterator[Constraint]]
    once: bool = False
    of_property: bool = False


PARAMETERS = {
    "nodeKind": _Parameter(_node_kind, once=True),
    "datatype": _Parameter(_datatype, once=True),
    "minCount": _Parameter(_count, once=True, of_property=True),
    "maxCount": _Parameter(_count, once=True, of_property=True),
    "minExclusive": _Parameter(_bound, once=True),
    "minInclusive": _Parameter(_bound, once=True),
    "maxExclusive": _Parameter(_bound, once=True),
    "maxInclusive": _Parameter(_bound, once=True),
    "in": _Parameter(_in, once=True),
    "hasValue": _Parameter(_has_value),
    "class": _Parameter(_class),
    "minLength": _Parameter(_length, once=True),
    "maxLength": _Parameter(_length, once=True),
    "languageIn": _Parameter(_language_in, once=True),
    "uniqueLang": _Parameter(_unique_lang, once=True, of_property=True),
    "pattern": _Parameter(_pattern, once=True),
    "equals": _Parameter(_equals),
    "disjoint": _Parameter(_disjoint),
    "lessThan": _Parameter(_less_than, of_property=True),
    "lessThanOrEquals": _Parameter(_less_than, of_property=True),
    "closed": _Parameter(_closed, once=True),
    "qualifiedValueShape": _Parameter(_qualified, once=True, of_property=True),
    "node": _Parameter(_node),
    "not": _Parameter(_not),
    "and": _Parameter(_and),
    "or": _Parameter(_or),
    "xone": _Parameter(_xone),
    "property": _Parameter(_property),
}
"""The parameters of SHACL Core that declare constraints, cheap ones first; constraints of a shape keep this order."""
