"""Two ways to find the lines that have a text, with one face: ``Scanned`` for few lines, ``Posted`` for many.

Up to ``FEW`` lines, running through the whole text at the speed of ``str.find`` is quicker than making postings, and nothing has to be
prepared. Beyond, postings are made once: for each pair of characters (Chinese) or triple of letters, the lines that have it. Lines are
numbered by length, so the first of a list are those that a short text covers best.
"""

from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, islice
from typing import Protocol

from tcgraph.search.text import is_chinese

__all__ = ["FEW", "Lines", "Posted", "Scanned", "pieces"]

FEW = 20_000
"""Lines up to which no postings are made."""
_COUNTED, _ENOUGH = 8_000, 2_000
_BORDER = "\t|\n"


class Lines(Protocol):
    """Finds numbers of lines."""

    def having(self, text: str) -> Sequence[int]:
        """The lines that have the text, perhaps some more: values equal to it first, then those that begin with it, each in order."""

    def sharing(self, wanted: Iterable[str], most: int) -> list[int]:
        """The lines that have the most of these pieces, as many as asked for; pieces that very many lines have may be passed over."""


class Scanned:
    """Lines in one string, run through for each text; what was found for a piece is kept."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._text = "\n" + "\n".join(lines).lower() + "\n"
        self._starts = list(accumulate((len(line) + 1 for line in self._text[1:-1].split("\n")), initial=1))
        self._found: dict[str, list[int]] = {}
        self._counts: dict[str, int] = {}

    def having(self, text: str) -> Sequence[int]:
        """See ``Lines.having``."""
        ranked: tuple[dict[int, None], ...] = ({}, {}, {})
        whole, size = self._text, len(text)
        for at in self._places_of(text):
            begins = whole[at - 1] in _BORDER
            rank = 2 if not begins else 0 if whole[at + size] in _BORDER else 1
            ranked[rank][bisect_right(self._starts, at) - 1] = None
        return list(dict.fromkeys(chain(*ranked)))

    def _places_of(self, text: str) -> Iterator[int]:
        find, size = self._text.find, len(text)
        at = find(text)
        while at >= 0:
            yield at
            at = find(text, at + size)

    def _count(self, piece: str) -> int:
        if piece not in self._counts:
            self._counts[piece] = self._text.count(piece.replace("^", "\t"))
        return self._counts[piece]

    def _lines_of(self, piece: str) -> list[int]:
        if piece not in self._found:
            starts, text = self._starts, piece.replace("^", "\t")
            numbers = (bisect_right(starts, at) - 1 for at in self._places_of(text))
            self._found[piece] = list(dict.fromkeys(numbers))
        return self._found[piece]

    def sharing(self, wanted: Iterable[str], most: int) -> list[int]:
        """See ``Lines.sharing``."""
        counted = sorted((self._count(piece), piece) for piece in wanted)
        return _nearest([self._lines_of(piece) for piece in _rare(counted)], most)


class Posted:
    """Postings of all lines: some seconds and 100 MB for 170,000 lines."""

    def __init__(self, lines: Sequence[str]) -> None:
        table: dict[str, array[int]] = defaultdict(lambda: array("I"))  # no lists: collecting garbage would look at them again and again
        self._lines = [line.lower() for line in lines]
        for number, line in enumerate(self._lines):
            for piece in {piece for value in line.replace("\t", "|").split("|") if value for piece in pieces(f"^{value}")}:
                table[piece].append(number)
        self._table: Mapping[str, Sequence[int]] = dict(table)

    def having(self, text: str) -> Sequence[int]:
        """See ``Lines.having``; lines that have the text in the middle only are cut where very many do."""
        begun = self._with_all(pieces(f"^{text}"), text) if len(text) > 1 or is_chinese(text) else []
        inner = self._with_all(pieces(text), text) if pieces(text) else self._under(text)
        return list(dict.fromkeys(chain(begun, inner)))

    def _with_all(self, wanted: set[str], text: str) -> list[int]:
        lists = sorted((self._table.get(piece, ()) for piece in wanted), key=len)
        if not lists:
            return []
        numbers = lists[0]
        if len(numbers) > _COUNTED and len(lists) > 1:
            numbers = sorted(set(numbers).intersection(lists[1]))
        return list(islice((number for number in numbers if text in self._lines[number]), _ENOUGH))

    def _under(self, text: str) -> list[int]:
        """For texts shorter than a piece: the lines of all pieces that have it."""
        return sorted(set(chain.from_iterable(numbers[:200] for piece, numbers in self._table.items() if text in piece)))

    def sharing(self, wanted: Iterable[str], most: int) -> list[int]:
        """See ``Lines.sharing``."""
        counted = sorted((len(self._table[piece]), piece) for piece in wanted if piece in self._table)
        return _nearest([self._table[piece] for piece in _rare(counted)], most)


def _rare(counted: Iterable[tuple[int, str]]) -> list[str]:
    """The rarest pieces: two, and more as long as there is little to count."""
    taken: list[str] = []
    total = 0
    for count, piece in counted:
        total += count
        if len(taken) > 1 and total > _COUNTED:
            break
        if count:
            taken.append(piece)
    return taken


def _nearest(lists: Iterable[Sequence[int]], most: int) -> list[int]:
    """The lines in the most lists, the first of very long ones; with as many, the shorter lines."""
    shared = Counter(chain.from_iterable(islice(numbers, _COUNTED) for numbers in lists))
    found: list[int] = []
    for count in sorted(set(shared.values()), reverse=True):
        if len(found) < most:
            found += sorted(number for number, times in shared.items() if times == count)
    return found[:most]


def pieces(text: str) -> set[str]:
    """Pairs of characters and single Chinese ones if the text has a Chinese character, triples of letters if not.

    >>> sorted(pieces("新松")), sorted(pieces("^song"))
    (['新', '新松', '松'], ['^so', 'ong', 'son'])
    """
    if not is_chinese(text):
        return {text[at : at + 3] for at in range(len(text) - 2)}
    return {text[at : at + 2] for at in range(len(text) - 1)} | {sign for sign in text if sign != "^"}
