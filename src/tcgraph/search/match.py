"""How well a word fits a thing: a number between 0 and 1, in which way, and what text it fits."""

from collections.abc import Callable, Container
from functools import cached_property
from typing import NamedTuple

from tcgraph.search.distance import allowed, near_parts, slips
from tcgraph.search.records import Name, Record
from tcgraph.search.text import code_form, is_chinese

__all__ = ["WAYS", "Match", "Word", "match"]

WAYS = ("exact", "code", "prefix", "part", "pinyin", "initials", "place", "abbreviation", "typo")
"""The ways in which a word can fit, surest first."""
_PLACE, _FORMER, _NEAR = 0.5, 0.98, 5


class Match(NamedTuple):
    """A word fits: how well, in which of ``WAYS``, and the text that it fits, as written."""

    score: float
    way: str
    text: str


class Word:
    """A folded word of the query, or the whole of it.

    ``places`` are those that it names, if it is one of several words. A ``tolerant`` word forgives slips.
    """

    def __init__(self, text: str, places: frozenset[str] = frozenset()) -> None:
        self.text, self.places, self.tolerant = text, places, False

    @cached_property
    def chinese(self) -> bool:
        """Whether it has a Chinese character."""
        return is_chinese(self.text)

    @cached_property
    def joined(self) -> str:
        """Without spaces, as codes and pinyin are compared."""
        return code_form(self.text)


_Found = tuple[float, str] | None


def match(word: Word, record: Record, places: Container[str]) -> Match | None:
    """The best fit of a word with a thing: one of its codes, its names, its place; None if there is none.

    ``places`` are names of places: what follows one in a name is the firm's own name and counts more.
    """
    found = [Match(score, "code", written) for written, form in record.codes if (score := _code(word.joined, form))]
    for name in record.names:
        if (fit := _name(word, name, places)) is not None:
            found.append(Match(fit[0] * (_FORMER if name.other else 1), fit[1], name.text))
    if not found and not word.places.isdisjoint(record.places):
        found.append(Match(_PLACE, "place", word.text))
    return max(found, key=lambda one: one.score, default=None)


def _code(text: str, form: str) -> float:
    """Codes fit as a whole, or by their beginning; document numbers by any part that has a Chinese character."""
    if text not in form:
        return 0.0
    if text == form:
        return 1.0
    if form.startswith(text) and len(text) >= 4:
        return 0.6 + 0.1 * len(text) / len(form)
    return 0.5 + 0.1 * len(text) / len(form) if len(text) > 2 and is_chinese(text) else 0.0


def _name(word: Word, name: Name, places: Container[str]) -> _Found:
    ways: list[Callable[[Word, Name, Container[str]], _Found]] = [_literal]
    if word.chinese:
        ways.append(_abbreviation)
    else:
        ways += [_pinyin, _initials]
    if word.tolerant:
        ways.append(_typo)
    return next(filter(None, (way(word, name, places) for way in ways)), None)


def _literal(word: Word, name: Name, places: Container[str]) -> _Found:
    folded, text = name.folded, word.text
    at = folded.find(text)
    if at < 0:
        return None
    share = len(text) / len(folded)
    if share == 1:
        return 1.0, "exact"
    if folded.isascii():
        return _of_words(folded, text, share)
    if at == 0:
        return 0.8 + 0.15 * share, "prefix"
    return 0.6 + 0.15 * share + (0.1 if folded[:at] in places else 0.0), "part"


def _of_words(folded: str, text: str, share: float) -> _Found:
    """In a name that is written in words: where a word begins, and better where it ends too."""
    at = f" {folded}".find(f" {text}")
    if at < 0:
        return (0.4 + 0.15 * share, "part") if len(text) > 2 else None
    whole = f" {folded} ".find(f" {text} ")
    broken = 0.0 if whole >= 0 else 0.04
    return (0.8 + 0.15 * share - broken, "prefix") if 0 in (at, whole) else (0.62 + 0.15 * share - broken, "part")


def _pinyin(word: Word, name: Name, places: Container[str]) -> _Found:
    reading, text = name.reading, word.joined
    at = _syllable(reading, text) if len(text) > 1 else -1
    if at < 0:
        return None
    share, end = len(text) / len(reading), at + len(text)
    broken = 0.0 if end == len(reading) or reading[end].isupper() else 0.03
    if at == 0:
        return (0.9 if share == 1 else 0.72 + 0.15 * share - broken), "pinyin"
    return 0.54 + 0.15 * share - broken + (0.08 if _before(name, sum(map(str.isupper, reading[:at]))) in places else 0.0), "pinyin"


def _syllable(reading: str, text: str) -> int:
    """Where the text stands in the pinyin from the beginning of a syllable on; -1 if nowhere."""
    lower = reading.lower()
    at = lower.find(text)
    while at > 0 and reading[at].islower():
        at = lower.find(text, at + 1)
    return at


def _before(name: Name, syllables: int) -> str:
    """The characters of so many syllables, where there is one for each."""
    return name.folded[:syllables] if sum(map(str.isupper, name.reading)) == len(name.folded) else "-"


def _initials(word: Word, name: Name, places: Container[str]) -> _Found:
    text, initials = word.joined, name.initials
    at = initials.find(text)
    if at < 0 or len(text) < 2:
        return None
    share = len(text) / len(initials)
    if at == 0:
        return (0.85 if share == 1 else 0.6 + 0.15 * share), "initials"
    if len(text) > 2 and _before(name, at) in places:
        return 0.5 + 0.1 * share, "initials"
    return (0.42 + 0.1 * share, "initials") if len(text) > 3 else None


def _abbreviation(word: Word, name: Name, places: Container[str]) -> _Found:
    """沈鼓 for 沈阳鼓风机集团: characters in order, none far from the one before; the first at the beginning, unless slips are forgiven."""
    folded, text = name.folded, word.text
    first = folded.find(text[0])
    if not 2 <= len(text) <= 4 or first < 0 or (first > 0 and not word.tolerant):
        return None
    at = first
    for character in text[1:]:
        at = folded.find(character, at + 1, at + 1 + _NEAR)
        if at < 0:
            return None
    return 0.47 - 0.01 * (at - first) + 0.05 * len(text) / len(folded) - (0.1 if first else 0.0), "abbreviation"


def _typo(word: Word, name: Name, places: Container[str]) -> _Found:
    folded, reading = name.folded, name.reading
    if word.chinese:
        return None if folded.isascii() else _slipped(word.text, folded, range(len(folded)), frozenset())
    if folded.isascii():
        starts = [0, *(at + 1 for at, sign in enumerate(folded) if sign == " ")]
        return _slipped(word.text, folded, starts, {*(at - 1 for at in starts[1:]), len(folded)})
    starts = [at for at, sign in enumerate(reading) if not sign.islower()]
    return _slipped(word.joined, reading.lower(), starts, {*starts[1:], len(reading)}) if reading else None


def _slipped(text: str, name: str, starts: range | list[int], ends: Container[int]) -> _Found:
    most = allowed(text, chinese=is_chinese(text))
    if sum(sign not in name for sign in text) > most:
        return None
    found = []
    for first, last in near_parts(text, name, most):
        if fit := slips(text, name[first:last], (at - first for at in starts if first <= at <= last), most):
            found.append((fit[0], fit[1] + first, fit[2] + first))
    if not found:
        return None
    count, begin, end = min(found)
    score = 0.4 - 0.08 * count + 0.1 * len(text) / len(name) + (0.06 if begin == 0 else 0.0) + (0.04 if end in ends else 0.0)
    return min(score, 0.55), "typo"
