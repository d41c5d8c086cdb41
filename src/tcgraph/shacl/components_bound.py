"""How many steps Python's engine of regular expressions may need: an upper bound, as a polynomial in the length of the text.

A pattern in which each character decides how to go on (no two ways share a first character) is matched without going back. For others
each repetition counts as a factor of the length, and a repetition within a repetition has no bound.
"""

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias

__all__ = ["bound"]

_Items: TypeAlias = tuple[Any, ...]
"""A set of characters as the parser has it: the items between brackets."""
_First: TypeAlias = tuple[_Items, ...]
"""Sets of characters, one of which comes first."""

_MOST_CHARACTERS, _MOST_GROUPS = 600, 12
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_CATEGORIES = {sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_NOT_DIGIT: r"\D", sre.CATEGORY_SPACE: r"\s", sre.CATEGORY_NOT_SPACE: r"\S",
               sre.CATEGORY_WORD: r"\w", sre.CATEGORY_NOT_WORD: r"\W"}  # fmt: skip


class _Undecided(Exception):
    """Two ways to go on share a first character, or it is not known whether they do."""


def bound(pattern: str, flags: int) -> tuple[float, float]:
    """Degree and factor of a polynomial that is above the steps of a search, infinite where there is none."""
    parsed = sre_parser.parse(pattern, flags)
    anchored = len(parsed) > 0 and parsed[0][0] is sre.AT and parsed[0][1] in (sre.AT_BEGINNING, sre.AT_BEGINNING_STRING)
    again = not anchored or bool(flags & re.MULTILINE)
    degree, factor = _steps(parsed)
    if degree > 1 or factor > 1:
        try:
            if pattern.count("(") <= _MOST_GROUPS:
                _first(list(parsed), (), bool(flags & re.IGNORECASE))
                degree, factor = 1.0, 1.0
        except _Undecided:
            pass
    return degree + again, factor


def _first(nodes: Sequence[Any], follow: _First, fold: bool) -> _First:
    """What a sequence can begin with, what comes behind it included. Raises ``_Undecided``."""
    for operator, argument in reversed(nodes):
        follow = _first_of(operator, argument, follow, fold)
    return follow


def _first_of(operator: Any, argument: Any, follow: _First, fold: bool) -> _First:
    if operator in (sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY):
        return (_items(operator, argument),)
    if operator is sre.AT:
        return () if argument in (sre.AT_END_STRING,) else follow
    if operator is sre.SUBPATTERN:
        return _first(list(argument[3]), follow, fold)
    if operator is sre.BRANCH:
        return _apart([_first(list(branch), follow, fold) for branch in argument[1]], fold)
    if operator in _REPEATS:
        least, most, body = argument
        return _first_of_repeat(least, most, body, follow, fold)
    raise _Undecided


def _first_of_repeat(least: int, most: int, body: Any, follow: _First, fold: bool) -> _First:
    alone = _first(list(body), (), fold)
    if _is_nullable(body):
        raise _Undecided
    _first(list(body), (alone + follow) if most > 1 else follow, fold)
    if most != least:
        _apart([alone, follow], fold)
    return alone if least else alone + follow


def _is_nullable(body: Any) -> bool:
    return bool(body.getwidth()[0] == 0)


def _items(operator: Any, argument: Any) -> _Items:
    if operator is sre.IN:
        return tuple(argument)
    if operator is sre.ANY:
        return ((sre.NEGATE, None),)
    return ((sre.NEGATE, None), (sre.LITERAL, argument)) if operator is sre.NOT_LITERAL else ((sre.LITERAL, argument),)


def _apart(ways: list[_First], fold: bool) -> _First:
    """All of the ways together; raises ``_Undecided`` where two of them share a character."""
    together: _First = ()
    for way in ways:
        if any(_meet(one, other, fold) for one in together for other in way):
            raise _Undecided
        together += way
    return together


def _meet(one: _Items, other: _Items, fold: bool) -> bool:
    """Whether two sets of characters share one; True where neither can be listed."""
    for small, large in ((one, other), (other, one)):
        characters = _listed(small)
        if characters is not None:
            return any(_has(large, form) for char in characters for form in ({char, char.lower(), char.upper()} if fold else char))
    return True


def _listed(items: _Items) -> list[str] | None:
    """The characters of a small set."""
    ranges = [(a, a) if kind is sre.LITERAL else a for kind, a in items if kind in (sre.LITERAL, sre.RANGE)]
    if len(ranges) < len(items) or sum(last - first + 1 for first, last in ranges) > _MOST_CHARACTERS:
        return None
    return [chr(code) for first, last in ranges for code in range(first, last + 1)]


def _has(items: _Items, char: str) -> bool:
    negated = bool(items) and items[0][0] is sre.NEGATE
    return any(_is(kind, argument, char) for kind, argument in items[negated:]) != negated


def _is(kind: Any, argument: Any, char: str) -> bool:
    if kind is sre.LITERAL:
        return bool(ord(char) == argument)
    if kind is sre.RANGE:
        return bool(argument[0] <= ord(char) <= argument[1])
    return argument not in _CATEGORIES or _category(_CATEGORIES[argument]).match(char) is not None


@lru_cache(maxsize=16)
def _category(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _steps(parsed: Iterable[Any]) -> tuple[float, float]:
    degree, factor = 0.0, 1.0
    for operator, argument in parsed:
        more, times = _steps_of(operator, argument)
        degree, factor = degree + more, factor * times
    return degree, factor


def _steps_of(operator: Any, argument: Any) -> tuple[float, float]:
    if operator in _REPEATS:
        return _steps_of_repeat(*argument)
    if operator is sre.SUBPATTERN:
        return _steps(argument[3])
    if operator in (sre.ASSERT, sre.ASSERT_NOT):
        return _steps(argument[1])
    if operator is sre.ATOMIC_GROUP:
        return _steps(argument)
    if operator is sre.BRANCH:
        parts = [_steps(branch) for branch in argument[1]]
        return max(part[0] for part in parts), sum(part[1] for part in parts)
    return (1, 1) if operator in (sre.GROUPREF, sre.GROUPREF_EXISTS) else (0, 1)


def _steps_of_repeat(least: int, most: int, body: Any) -> tuple[float, float]:
    degree, factor = _steps(body)
    if most > 1 and (degree or factor > 1):
        return math.inf, math.inf
    if most == least:
        return degree, factor
    return (degree + 1, factor) if most > 8 else (degree, factor * (most - least + 1))
