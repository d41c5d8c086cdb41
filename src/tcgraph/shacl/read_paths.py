"""Reading sh:path: from the nodes of a shapes graph to a ``Path``."""

from typing import TYPE_CHECKING

from tcgraph.shacl.paths import Alternative, Inverse, OneOrMore, Path, Predicate, Sequence, ZeroOrMore, ZeroOrOne
from tcgraph.shacl.read_terms import SH, Source, is_blank, is_iri, shown

if TYPE_CHECKING:
    from rdflib.term import Node

__all__ = ["read_path"]

_ONE = {f"{SH}inversePath": Inverse, f"{SH}zeroOrMorePath": ZeroOrMore, f"{SH}oneOrMorePath": OneOrMore, f"{SH}zeroOrOnePath": ZeroOrOne}
_ALTERNATIVE = f"{SH}alternativePath"


class _Bad(Exception):
    """What is wrong with a path."""


def read_path(source: Source, shape: "Node", node: "Node") -> Path | None:
    """The path of a shape; None where it is ill-formed, which is noted with the source.

    A node that is a list is a sequence, whatever else is said of it: so the recommendation's tests have it.
    """
    try:
        return _path(source, node, frozenset())
    except _Bad as bad:
        source.problem(shape, f"sh:path is no property path: {bad}")
    except RecursionError:
        source.problem(shape, "sh:path is nested too deeply")
    return None


def _path(source: Source, node: "Node", outer: "frozenset[Node]") -> Path:
    if is_iri(node):
        return Predicate(str(node))
    if not is_blank(node):
        raise _Bad(f"{shown(node)} is a literal, not an IRI or a blank node")
    if node in outer:
        raise _Bad("it contains itself")
    outer |= {node}
    if source.is_list(node):
        return Sequence(_members(source, node, outer, "a sequence", 2))
    return _special(source, node, outer)


def _special(source: Source, node: "Node", outer: "frozenset[Node]") -> Path:
    kinds = sorted(source.predicates(node) & {*_ONE, _ALTERNATIVE})
    values = [value for kind in kinds for value in source.objects(node, kind)]
    if len(values) != 1:
        raise _Bad("a blank node that is a list, or has one of sh:inversePath, sh:alternativePath, sh:zeroOrMorePath, sh:oneOrMorePath, "
                   f"sh:zeroOrOnePath, once, is wanted; this one has {len(values)}")  # fmt: skip
    if kinds[0] == _ALTERNATIVE:
        return Alternative(_members(source, values[0], outer, "sh:alternativePath", 2))
    return _ONE[kinds[0]](_path(source, values[0], outer))


def _members(source: Source, node: "Node", outer: "frozenset[Node]", what: str, least: int) -> tuple[Path, ...]:
    members = source.items(node)
    if members is None:
        raise _Bad(f"{what} wants a list, and this list is broken")
    if len(members) < least:
        raise _Bad(f"{what} wants a list of at least {least} paths, and this has {len(members)}")
    return tuple(_path(source, member, outer) for member in members)
