"""Distinct byte strings in rows of 64-bit words, found by hash, thousands at once: a dictionary for whole pieces of text.

A hash only proposes: a string is taken for another where all its bytes are the same.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["PADDING", "Flat", "Table", "Words"]

PADDING = 256
"""A buffer has to have this many bytes more than its strings; strings that are longer are kept one by one."""
_WORD = 8
_WIDEST = PADDING // _WORD
_FEW = 12_000
"""So few strings are found one by one faster than together."""
_MASKS = np.frombuffer(b"".join(b"\xff" * n + bytes(_WORD - n) for n in range(_WORD + 1)), np.uint64)
_WEIGHTS = np.random.default_rng(1).integers(1 << 63, size=_WIDEST, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_HALF = np.uint64(32)
Ids = NDArray[np.int32]
Places = NDArray[np.int64]
Rows = NDArray[np.uint64]


class Flat(NamedTuple):
    """Strings by number: where the words of each begin in ``words``, whose last one is filled with zeros, and how many bytes it has."""

    words: Rows
    starts: Places
    lengths: Places


class Table:
    """Distinct strings of one width in words, with the number of each. Memory: its words, and about 24 bytes for each string."""

    def __init__(self, width: int, weights: Rows = _WEIGHTS) -> None:
        self._weights = weights[:width]
        self._rows = np.empty((0, width), np.uint64)
        self._lengths, self._numbers = np.empty(0, np.int32), np.empty(0, np.int32)
        self._hashes, self._slots = np.empty(0, np.uint64), np.empty(0, np.int32)
        self._alike: dict[bytes, int] = {}
        self.size = 0

    def find(self, rows: Rows, lengths: Places, number: int) -> Ids:
        """The numbers of strings; those that are new get the next ones from ``number`` on. ``size`` grows by as many."""
        hashes = (rows ^ rows >> _HALF) @ self._weights
        self._reserve(len(rows))
        before = self.size
        found = self._probe(rows, lengths, hashes)
        wrong = self._lengths[found] != lengths
        if wrong.any() or not np.array_equal(self._rows.take(found, axis=0), rows):
            wrong |= (self._rows[found] != rows).any(axis=1)
            self._tell_apart(found, np.flatnonzero(wrong), rows, lengths)
        self._numbers[before : self.size] = np.arange(number, number + self.size - before, dtype=np.int32)
        return self._numbers[found]

    def _probe(self, rows: Rows, lengths: Places, hashes: Rows) -> Places:
        """For each string the place of the one with the same hash; where there was none, it is added."""
        heads = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]]))
        if 2 * len(heads) < len(rows):  # lines often share their subject with the line before
            return np.repeat(self._probe(rows[heads], lengths[heads], hashes[heads]), np.diff(heads, append=len(rows)))
        slots, found, open_ = self._slots_of(hashes), np.empty(len(rows), np.int64), np.arange(len(rows))
        while len(open_):
            here = slots if len(open_) == len(slots) else slots[open_]
            place = self._slots[here]
            free = np.flatnonzero(place < 0)
            if len(free):
                new = self._claim(here[free], open_[free])
                self._append(rows[new], lengths[new], hashes[new])
                place[free] = self._slots[here[free]]
            found[open_] = place
            open_ = open_[self._hashes[place] != hashes[open_]]
            slots[open_] = slots[open_] + 1 & len(self._slots) - 1
        return found

    def _claim(self, slots: Places, candidates: Places) -> Places:
        """Gives each free slot to one of the candidates for it, whichever, and returns those."""
        self._slots[slots] = -2 - candidates
        winners = self._slots[slots] == -2 - candidates
        slots, candidates = slots[winners], candidates[winners]
        self._slots[slots] = np.arange(self.size, self.size + len(slots), dtype=np.int32)
        return candidates

    def _append(self, rows: Rows, lengths: Places, hashes: Rows) -> None:
        part = slice(self.size, self.size + len(rows))
        if part.stop > len(self._hashes):
            self._grow(part.stop + self.size // 2)
        self._rows[part], self._lengths[part], self._hashes[part] = rows, lengths, hashes
        self.size = part.stop

    def _tell_apart(self, found: Places, wrong: Places, rows: Rows, lengths: Places) -> None:
        """Strings whose hash another has: kept by their bytes, beside the slots."""
        for at in wrong.tolist():
            key = rows[at].tobytes() + b"%d" % lengths[at]
            if key not in self._alike:
                self._alike[key] = self.size
                self._append(rows[at : at + 1], lengths[at : at + 1], np.zeros(1, np.uint64))
            found[at] = self._alike[key]

    def _slots_of(self, hashes: Rows) -> Places:
        bits = len(self._slots).bit_length() - 1
        return (hashes >> np.uint64(64 - bits)).astype(np.int64)

    def _reserve(self, more: int) -> None:
        """Makes slots for so many new strings; at most half of the slots are ever taken."""
        if 2 * (self.size + more) > len(self._slots):
            self._rebuild(1 << (2 * (self.size + more)).bit_length())

    def _grow(self, room: int) -> None:
        self._rows, self._lengths = _grown(self._rows, room), _grown(self._lengths, room)
        self._hashes, self._numbers = _grown(self._hashes, room), _grown(self._numbers, room)

    def _rebuild(self, size: int) -> None:
        self._slots = np.full(size, -1, np.int32)
        open_ = np.setdiff1d(np.arange(self.size), list(self._alike.values())) if self._alike else np.arange(self.size)
        slots = self._slots_of(self._hashes[open_])
        while len(open_):
            free = self._slots[slots] < 0
            self._slots[slots[free]] = open_[free]
            homeless = self._slots[slots] != open_
            open_, slots = open_[homeless], slots[homeless] + 1 & size - 1

    def renumber(self, old: Ids, new: Ids) -> None:
        """Gives other numbers to strings that were numbered from 0 on."""
        self._numbers[old] = new

    def parts(self) -> tuple[Rows, Ids, Ids]:
        """The words, the lengths in bytes and the numbers of all strings."""
        return self._rows[: self.size], self._lengths[: self.size], self._numbers[: self.size]


def _grown(array: NDArray[Any], room: int) -> NDArray[Any]:
    larger = np.empty((room, *array.shape[1:]), array.dtype)
    larger[: len(array)] = array
    return larger


class Words:
    """Byte strings and their numbers: 0, 1, 2 … as they come, in no order within one call."""

    def __init__(self) -> None:
        self._tables: dict[int, Table] = {}
        self._singles: defaultdict[bytes, int] = defaultdict(self.next)
        self._together = False
        self.size = 0

    def next(self) -> int:
        """A number that no string has."""
        self.size += 1
        return self.size - 1

    def find(self, text: bytes, begin: Places, lengths: Places) -> Ids:
        """The numbers of strings in a text, which has ``PADDING`` bytes after the last of them. Strings that are new get new numbers."""
        self._together = self._together or len(self._singles) + len(begin) > _FEW
        if not self._together:
            return self._find_singles(text, begin, lengths)
        if self._singles and not self._tables:
            self._move_singles()
        return self._find_together(text, begin, lengths)

    def _find_together(self, text: bytes, begin: Places, lengths: Places) -> Ids:
        numbers = np.empty(len(begin), np.int32)
        for width, part in _by_width(lengths):
            if width > _WIDEST:
                numbers[part] = self._find_singles(text, begin[part], lengths[part])
            else:
                table = self._tables.setdefault(width, Table(width))
                before = table.size
                numbers[part] = table.find(_rows(text, begin[part], lengths[part], width), lengths[part], self.size)
                self.size += table.size - before
        return numbers

    def _find_singles(self, text: bytes, begin: Places, lengths: Places) -> Ids:
        strings = (text[a:b] for a, b in zip(begin.tolist(), (begin + lengths).tolist(), strict=True))
        return np.fromiter(map(self._singles.__getitem__, strings), np.int32, len(begin))

    def _move_singles(self) -> None:
        """Puts the strings that were found one by one where the others will be, with the numbers that they have."""
        strings = list(self._singles)
        lengths = np.fromiter(map(len, strings), np.int64, len(strings))
        begin, text = np.cumsum(lengths) - lengths, b"".join(strings) + bytes(PADDING)
        numbers = np.fromiter(self._singles.values(), np.int32, len(strings))
        for width, part in _by_width(lengths):
            if width <= _WIDEST:
                table = self._tables[width] = Table(width)
                table.renumber(table.find(_rows(text, begin[part], lengths[part], width), lengths[part], 0), numbers[part])
        self._singles = defaultdict(self.next, {string: number for string, number in self._singles.items() if len(string) > PADDING})

    def few(self, named: Mapping[int, bytes]) -> list[bytes] | None:
        """All strings by their numbers, where there are so few of them that they were found one by one; as ``flat``."""
        if self._together:
            return None
        strings = [b""] * self.size
        for number, string in chain(((number, string) for string, number in self._singles.items()), named.items()):
            strings[number] = string
        return strings

    def flat(self, named: Mapping[int, bytes]) -> Flat:
        """All strings; ``named`` are those that numbers of ``next`` stand for. The words are then held here no more."""
        singles = {**{number: string for string, number in self._singles.items()}, **named}
        starts, lengths = np.empty(self.size, np.int64), np.empty(self.size, np.int64)
        pieces, base = [np.empty(0, np.uint64)], 0
        for width in sorted(self._tables):
            rows, sizes, numbers = self._tables.pop(width).parts()
            starts[numbers], lengths[numbers] = base + np.arange(len(rows)) * width, sizes
            pieces.append(rows.reshape(-1))
            base += rows.size
        for number, string in singles.items():
            starts[number], lengths[number] = base, len(string)
            pieces.append(np.frombuffer(string + bytes(-len(string) % _WORD), np.uint64))
            base += len(pieces[-1])
        return Flat(np.concatenate(pieces), starts, lengths)


def _by_width(lengths: Places) -> Iterator[tuple[int, Places]]:
    """The places of strings by how many words they need; all that are too long for words together."""
    widths = np.clip(lengths + _WORD - 1 >> 3, 1, _WIDEST + 1).astype(np.uint8)
    order, ends = np.argsort(widths, kind="stable"), np.cumsum(np.bincount(widths))
    for width, part in enumerate(np.split(order, ends[:-1])):
        if len(part):
            yield width, part


def _rows(text: bytes, begin: Places, lengths: Places, width: int) -> Rows:
    """The strings as rows of words, the last word filled with zeros."""
    size = _WORD * width
    everywhere = np.ndarray((len(text) - size + 1,), f"V{size}", text, strides=(1,))
    rows = everywhere[begin].view(np.uint64).reshape(-1, width)
    rows[:, -1] &= _MASKS[lengths - (size - _WORD)]
    return rows
