"""The index: words in, hits out, ranked.

A query is tried as a whole and, if it has several words, word by word: then all of them must fit the same thing, and a word that names
a place may name the place that the thing lies in. Only if nothing fits as typed, slips are forgiven.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from tcgraph.errors import SearchError
from tcgraph.search.catalogue import MOST, Catalogue
from tcgraph.search.kinds import classes_of
from tcgraph.search.match import WAYS, Match, Word, match
from tcgraph.search.table import long_iri
from tcgraph.search.text import fold, query_form, words
from tcgraph.search.things import CLASSES, Kind

__all__ = ["Hit", "Index"]

_LOW = {"tc:NamedOrganisation": 0.9, "tc:TechnologyCenter": 0.97, "tc:SubCenter": 0.97}
"""Printed names that are nobody we know come later; units come after their firms, which have the same name."""
_APART = 0.95
"""Words here and there count less than the same text in one piece."""
_RANK = {name: number for number, name in enumerate(CLASSES)}


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found.

    ``label`` is in the language asked for, else in the other. ``text`` is the name or code that fitted, as written, and ``way`` how:
    ``exact``, ``code``, ``prefix``, ``part``, ``pinyin``, ``initials``, ``abbreviation`` or ``typo`` (of several words, the least sure).
    ``score`` is between 0 and 1 and compares the hits of one search. ``units`` are the centers of a firm that fit no better
    than the firm, which stands for them.
    """

    iri: str
    label: str
    kind: str
    text: str
    way: str
    score: float
    units: tuple[str, ...] = ()


class Index:
    """Finds things by name, pinyin, initials, code or IRI; made from lines of the table and classes.

    A search scores a hundred things or so, 5,000 at the very most, however many there are: ``scored`` is that number for the last search.
    """

    def __init__(self, lines: Sequence[str], kinds: Mapping[str, Kind]) -> None:
        self._all, self.kinds, self.scored = Catalogue(lines), kinds, 0

    def __len__(self) -> int:
        return len(self._all.lines)

    def search(self, text: str, *, kind: str | None = None, language: str = "zh", limit: int = 10) -> list[Hit]:
        """The best hits, best first; equal ones by length of the label, then class, then IRI. Nothing found is an empty list.

        ``kind`` is a class, whose subclasses count: ``"tc:Enterprise"``, ``"university"``, ``"企业"``. ``language`` is that of the labels,
        ``zh`` or ``en``. Raises ``SearchError`` for a text without letter or digit, longer than 200 characters or with half a
        surrogate pair, for a limit below 1 and another language; ``UnknownTermError`` for a kind that nothing has.
        """
        if language not in ("zh", "en"):
            raise SearchError(f"No language {language!r}: zh or en.")
        if not isinstance(limit, int) or limit < 1:
            raise SearchError(f"A search gives 1 hit at least: limit={limit!r} is not possible.")
        asked, classes = query_form(text), classes_of(kind, self.kinds) if kind else None
        self.scored = 0
        found = self._of_iri(asked, classes)
        if found is None:
            found = self._scored(asked, classes, tolerant=False) or self._scored(asked, classes, tolerant=True)
        return list(islice(self._hits(found, language, fold_units=classes is None), limit))

    def _of_iri(self, text: str, classes: frozenset[str] | None) -> dict[int, Match] | None:
        """The thing of an IRI or name with prefix; None if there is none."""
        iri = text.removeprefix("<").removesuffix(">")
        number = self._all.thing_of(iri) if ":" in iri else None
        if number is None:
            return None
        return {number: Match(1.0, "exact", long_iri(self._all.record(number).iri))} if self._allowed(number, classes) else {}

    def _allowed(self, number: int, classes: frozenset[str] | None) -> bool:
        return classes is None or self._all.record(number).kind in classes

    def _scored(self, text: str, classes: frozenset[str] | None, *, tolerant: bool) -> dict[int, Match]:
        """How well each thing fits, by number."""
        if "://" in text:  # an address that identifies a thing elsewhere: its end is a code
            text = text.rstrip("/>").rpartition("/")[2] or text
        parts = list(dict.fromkeys(words(text)))
        found = self._all_fit([Word(fold(text))], classes, tolerant)
        if len(parts) > 1:
            several = [Word(part, self._all.place_names.get(part, frozenset())) for part in parts]
            for number, fit in self._all_fit(several, classes, tolerant).items():
                apart = fit._replace(score=fit.score * _APART)
                found[number] = max(found.get(number, apart), apart, key=lambda one: one.score)
        return found

    def _all_fit(self, parts: list[Word], classes: frozenset[str] | None, tolerant: bool) -> dict[int, Match]:
        """The things that all the words fit: those of the rarest word, looked through for the others."""
        counted = [self._all.candidates(word) for word in parts]
        for at, word in enumerate(parts):
            if tolerant and (counted[at][0] == 0 or len(parts) == 1):
                word.tolerant = True
                counted[at] = self._all.candidates(word)
        rarest = min(counted, key=lambda pair: pair[0])[1]
        allowed = (number for number in rarest if self._allowed(number, classes))
        numbers = list(islice(allowed, MOST if len(parts) == 1 else 2 * MOST))
        self.scored += len(numbers)
        fits = ((number, self._fit(number, parts)) for number in numbers)
        return {number: fit for number, fit in fits if fit is not None}

    def _fit(self, number: int, parts: Sequence[Word]) -> Match | None:
        record, places = self._all.record(number), self._all.place_names
        found: list[Match] = []
        for word in parts:
            if (fit := match(word, record, places)) is None:
                return None
            found.append(fit)
        return found[0] if len(found) == 1 else _together(found, [len(word.text) for word in parts])

    def _hits(self, found: Mapping[int, Match], language: str, *, fold_units: bool) -> Iterator[Hit]:
        records = {number: self._all.record(number) for number in found}
        scores = {number: round(fit.score * _LOW.get(records[number].kind, 1.0), 4) for number, fit in found.items()}
        units = self._folded(scores) if fold_units else {}
        hidden = set().union(*units.values())
        listed = [(-scores[n], len(label := r.label(language)), _RANK.get(r.kind, len(_RANK)), r.iri, n, label)
                  for n, r in records.items() if n not in hidden]  # fmt: skip
        for _, _, _, iri, number, label in sorted(listed):
            below = tuple(long_iri(unit) for unit in sorted(records[unit].iri for unit in units.get(number, ())))
            fit = found[number]
            yield Hit(long_iri(iri), label, records[number].kind, fit.text, fit.way, scores[number], below)

    def _folded(self, scores: Mapping[int, float]) -> dict[int, list[int]]:
        """By firm, the units that fit no better than their firm."""
        units: dict[int, list[int]] = {}
        for number, score in scores.items():
            owner = self._all.record(number).owner
            firm = self._all.by_iri.get(owner, -1) if owner else -1
            if scores.get(firm, -1.0) >= score:
                units.setdefault(firm, []).append(number)
        return units


def _together(found: Sequence[Match], lengths: Iterable[int]) -> Match | None:
    """The fit of several words: the mean by length, the least sure way; None if they only name its place."""
    named = [fit for fit in found if fit.way != "place"]
    if not named:
        return None
    weights = list(lengths)
    score = sum(fit.score * weight for fit, weight in zip(found, weights, strict=True)) / sum(weights)
    way = max((fit.way for fit in named), key=WAYS.index)
    return Match(score, "part" if way in ("exact", "prefix") else way, max(named, key=lambda fit: fit.score).text)
