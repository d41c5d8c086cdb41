"""Constraints on single value nodes: which value nodes are right. Answers are masks over the value nodes, which may repeat."""

from collections.abc import Callable
from typing import Any

import numpy as np

from tcgraph.columns import BLANK
from tcgraph.shacl.components_frame import Mask, State
from tcgraph.shacl.components_model import And, Bound, Class, Datatype, In, LanguageIn, Length, NodeKind, Not, Or, Pattern, Reference, Xone
from tcgraph.shacl.components_text import regex
from tcgraph.shacl.paths import Ids
from tcgraph.shacl.targets import is_instance

__all__ = ["VALUE_TESTS"]


def _class(state: State, constraint: Class, values: Ids) -> Mask:
    return is_instance(state, f"<{constraint.iri}>", values)


def _datatype(state: State, constraint: Datatype, values: Ids) -> Mask:
    datatype = state.terms.id(f"<{constraint.iri}>")
    if datatype < 0:
        return np.zeros(len(values), np.bool_)
    right: Mask = (state.literals.datatype[values] == datatype) & state.literals.well_formed[values]
    return right


def _node_kind(state: State, constraint: NodeKind, values: Ids) -> Mask:
    right = np.zeros(3, np.bool_)
    right[list(constraint.kinds)] = True
    return right[state.terms.kinds[values]]


def _bound(state: State, constraint: Bound, values: Ids) -> Mask:
    """Incomparable values are wrong, as an error of SPARQL's comparison is no true."""
    bound = state.constant(constraint.term)
    accepted = np.array(constraint.accepted, np.int8)

    def test(distinct: Ids) -> Mask:
        return np.isin(state.literals.compare(distinct, np.full(len(distinct), bound, np.int32)), accepted)

    return state.each(values, test)


def _length(state: State, constraint: Length, values: Ids) -> Mask:
    lengths = state.lengths(values)
    right: Mask = lengths >= constraint.number if constraint.is_minimum else lengths <= constraint.number
    return right & _has_text(state, values)


def _pattern(state: State, constraint: Pattern, values: Ids) -> Mask:
    expression = regex(constraint.pattern, constraint.flags)

    def test(distinct: Ids) -> Mask:
        return np.array(expression.matches(state.terms.value(distinct)), np.bool_) & _has_text(state, distinct)

    return state.once(("pattern", constraint.pattern, constraint.flags), values, test)


def _has_text(state: State, values: Ids) -> Mask:
    """Blank nodes have no text that could be looked at."""
    found: Mask = state.terms.kinds[values] != BLANK
    return found


def _language_in(state: State, constraint: LanguageIn, values: Ids) -> Mask:
    languages = state.literals.languages
    matches = [any(_lang_matches(tag, wanted) for wanted in constraint.ranges) for tag in languages]
    return np.array([*matches, False], np.bool_)[state.literals.language[values]]  # -1, no tag, is the last


def _lang_matches(tag: str, wanted: str) -> bool:
    return bool(tag) and (wanted == "*" or tag == wanted or tag.startswith(f"{wanted}-"))


def _in(state: State, constraint: In, values: Ids) -> Mask:
    return state.within(values, state.constants(constraint.terms))


def _reference(state: State, constraint: Reference, values: Ids) -> Mask:
    return ~state.fails(constraint.shape, values)


def _not(state: State, constraint: Not, values: Ids) -> Mask:
    return state.fails(constraint.shape, values)


def _and(state: State, constraint: And, values: Ids) -> Mask:
    def test(distinct: Ids) -> Mask:
        right = np.ones(len(distinct), np.bool_)
        for shape in constraint.shapes:
            right[right] = ~state.fails(shape, distinct[right])
        return right

    return state.each(values, test)


def _or(state: State, constraint: Or, values: Ids) -> Mask:
    def test(distinct: Ids) -> Mask:
        wrong = np.ones(len(distinct), np.bool_)
        for shape in constraint.shapes:
            wrong[wrong] = state.fails(shape, distinct[wrong])
        return ~wrong

    return state.each(values, test)


def _xone(state: State, constraint: Xone, values: Ids) -> Mask:
    """A shape that is in the list twice counts twice."""

    def test(distinct: Ids) -> Mask:
        conforming = np.zeros(len(distinct), np.int64)
        for shape in constraint.shapes:
            open_ = conforming < 2
            conforming[open_] += ~state.fails(shape, distinct[open_])
        right: Mask = conforming == 1
        return right

    return state.each(values, test)


VALUE_TESTS: dict[type, Callable[[State, Any, Ids], Mask]] = {
    Class: _class, Datatype: _datatype, NodeKind: _node_kind, Bound: _bound, Length: _length, Pattern: _pattern, LanguageIn: _language_in,
    In: _in, Reference: _reference, Not: _not, And: _and, Or: _or, Xone: _xone,
}  # fmt: skip
"""By the kind of constraint."""
