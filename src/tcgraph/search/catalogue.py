"""All lines of the table, with what is looked up in them: candidates for a word, places, things by IRI."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice, pairwise

from tcgraph.search.distance import allowed, one_slip_away
from tcgraph.search.grams import FEW, Lines, Posted, Scanned, pieces
from tcgraph.search.match import Word
from tcgraph.search.records import Record
from tcgraph.search.table import long_iri, split_column
from tcgraph.search.text import fold

__all__ = ["MOST", "Catalogue"]

MOST = 300
"""Things that are scored for one word at most, twice as many for several; where more have it, those whose names it covers best."""
_SLIPPED, _PLENTY = 120, 100
_PLACE_CLASSES = frozenset(f"tc:{name}" for name in ("Country", "MacroRegion", "Province", "SeparatelyPlannedCity", "Corps", "Place"))


class Catalogue:
    """The lines, numbered by length; what else is needed is made when a search first asks for it."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = sorted(lines, key=len)
        self._records: dict[int, Record] = {}

    def record(self, number: int) -> Record:
        """The thing of this number."""
        if number not in self._records:
            if len(self._records) > FEW:
                self._records.clear()
            self._records[number] = Record(self.lines[number])
        return self._records[number]

    @cached_property
    def _text(self) -> Lines:
        searched = [line.split("\t", 4)[4] for line in self.lines]
        return Scanned(searched) if len(searched) <= FEW else Posted(searched)

    @cached_property
    def by_iri(self) -> Mapping[str, int]:
        """Numbers of the things by IRI as the table writes it."""
        return {line[: line.index("\t")]: number for number, line in enumerate(self.lines)}

    @cached_property
    def _by_end(self) -> Mapping[str, list[int]]:
        """Numbers of the things by the end of their IRI."""
        table: dict[str, list[int]] = defaultdict(list)
        for iri, number in self.by_iri.items():
            table[iri.rstrip("/").replace(":", "/").replace("#", "/").rpartition("/")[2].lower()].append(number)
        return dict(table)

    @cached_property
    def _located(self) -> Mapping[str, list[int]]:
        """The things in each place that a line states."""
        table: dict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(self.lines):
            for place in split_column(line.split("\t", 3)[2]):
                table[place].append(number)
        return dict(table)

    @cached_property
    def _cities(self) -> frozenset[str]:
        """The places that are only named."""
        return frozenset(place for place in self._located if place not in self.by_iri and ":" not in place)

    @cached_property
    def place_names(self) -> Mapping[str, frozenset[str]]:
        """The places that a folded name or its pinyin means, with all smaller places in them."""
        found: dict[str, set[str]] = defaultdict(set)
        places = {number for number, line in enumerate(self.lines) if line.split("\t", 2)[1] in _PLACE_CLASSES}
        for record in map(self.record, sorted(places)):
            inner = [self.record(number).iri for number in self._located.get(record.iri, ()) if number in places]
            for name in record.names:
                for form in filter(None, (name.folded, name.reading.lower())):
                    found[form].update((record.iri, *inner))
        for city in sorted(self._cities):
            for form in {fold(city), fold(city).removesuffix("市")} - {""}:
                found[form].add(city)
        return {name: frozenset(places) for name, places in found.items()}

    def candidates(self, word: Word) -> tuple[int, Iterator[int]]:
        """How many things at most may fit the word, and these, best first where there are many."""
        texts = dict.fromkeys((word.text, word.joined))
        found = list(dict.fromkeys(chain.from_iterable(self._text.having(text) for text in texts)))
        ways: list[Sequence[int]] = [self._by_end.get(word.joined, ()), found]
        if word.chinese and 2 <= len(word.text) <= 4 and len(found) < _PLENTY:
            near = self._text.sharing(set(word.text), _SLIPPED * 2)  # 沈鼓 for 沈阳鼓风机
            ways.append([number for number in near if all(sign in self.lines[number] for sign in word.text)])
        if word.tolerant:
            ways.append(self._slipped(word))
        ways += [self._located.get(place, ()) for place in sorted(word.places)]
        return sum(map(len, ways)), iter(dict.fromkeys(chain(*ways)))

    def _slipped(self, word: Word) -> list[int]:
        if not allowed(word.text, chinese=word.chinese):
            return []
        if word.chinese or len(word.joined) > 5:
            texts = {word.text, word.joined}
            return self._text.sharing(set().union(*map(pieces, texts)), _SLIPPED)
        meant = sorted(one_slip_away(word.joined) & self._short_words)
        return list(dict.fromkeys(chain.from_iterable(islice(self._text.having(other), 20) for other in meant)))

    @cached_property
    def _short_words(self) -> frozenset[str]:
        """Short words, and one or two syllables, of all names: what a mistyped word of a few letters may have meant."""
        found: set[str] = set()
        for line in self.lines:
            columns = line.split("\t")
            found.update(columns[5].lower().split())
            for reading in columns[8].split("|"):
                syllables = re.findall("[A-Z][a-z]*", reading)
                found.update(syllables)
                found.update(map("".join, pairwise(syllables)))
        return frozenset(word.lower() for word in found if 3 <= len(word) <= 6)

    def thing_of(self, text: str) -> int | None:
        """The thing whose IRI, full or as the table writes it, this is."""
        number = self.by_iri.get(text)
        if number is not None or "://" not in text:
            return number
        ends = self._by_end.get(text.rstrip("/").rpartition("/")[2].rpartition("#")[2].lower(), ())
        return next((n for n in ends if long_iri(self.record(n).iri) == text), None)
