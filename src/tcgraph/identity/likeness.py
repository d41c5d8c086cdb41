"""How alike two names are, in classes whose odds were measured."""

from dataclasses import dataclass
from functools import lru_cache
from unicodedata import numeric

from tcgraph.names.anatomy import anatomy

__all__ = ["CLASSES", "likeness", "overlap", "resemblance"]

CLASSES = ("equal", "core", "one-character", "brand-and-trade", "brand", "brand-inside", "close", "near", "some", "none")


@lru_cache(maxsize=1 << 16)
def likeness(old: str, new: str) -> str:
    """The class of likeness of two names, the first of ``CLASSES`` that holds.

    equal: normal forms equal. core: brand and trade equal; place, legal form or 集团 differ. one-character: normal forms of six
    or more characters differ in one that is no numeral. brand-and-trade: brand equal, trades share characters or one has none.
    brand: brand equal, trades strangers. brand-inside: the brand of one, of two characters or more, stands inside the other's
    name. close, near: the overlap of brand and trade is at least 0.6, 0.3. some: they share a pair of characters. none: they do
    not. Symmetrical, about 15 microseconds.
    """
    a, b = _said(old), _said(new)
    if a.normal == b.normal:
        return "equal"
    if a.core and a.core == b.core and (a.brand or a.place == b.place):
        return "core"
    if _one_character(a.normal, b.normal):
        return "one-character"
    if a.brand and a.brand == b.brand:
        return "brand-and-trade" if not a.trade or not b.trade or a.trade & b.trade else "brand"
    return "brand-inside" if _inside(a, b) or _inside(b, a) else _graded(a, b)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is compared of a name, made once per name."""

    normal: str
    core: str
    place: str
    brand: str
    trade: frozenset[str]
    grams: frozenset[str]


@lru_cache(maxsize=1 << 17)
def _said(name: str) -> _Said:
    parts = anatomy(name)
    normal, core = parts.normal, parts.core
    return _Said(normal, core, parts.place, parts.brand, frozenset(parts.trade), _grams(core or normal))


def _inside(one: _Said, other: _Said) -> bool:
    return len(one.brand) > 1 and one.brand in other.normal


def _graded(a: _Said, b: _Said) -> str:
    common = a.grams & b.grams
    share = _dice(a.grams, b.grams, len(common))
    if share >= 0.3:
        return "close" if share >= 0.6 else "near"
    return "some" if any(len(gram) > 1 for gram in common) else "none"


def _one_character(a: str, b: str) -> bool:
    if min(len(a), len(b)) < 6 or abs(len(a) - len(b)) > 1:
        return False
    head = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if a[head + (len(a) >= len(b)) :] != b[head + (len(b) >= len(a)) :]:
        return False
    return not any(numeric(character, None) is not None for character in a[head : head + 1] + b[head : head + 1])


def overlap(a: str, b: str) -> float:
    """The share of characters and pairs of characters that two texts have in common (Dice), 0 to 1."""
    left, right = _grams(a), _grams(b)
    return _dice(left, right, len(left & right))


def _dice(left: frozenset[str], right: frozenset[str], common: int) -> float:
    return 2 * common / (len(left) + len(right)) if left and right else 0.0


def resemblance(old: str, new: str) -> float:
    """The overlap of brand and trade of two names, 0 to 1: coarser than the classes, but a number."""
    left, right = _said(old).grams, _said(new).grams
    return _dice(left, right, len(left & right))


def _grams(text: str) -> frozenset[str]:
    return frozenset(text) | frozenset(text[n : n + 2] for n in range(len(text) - 1))
