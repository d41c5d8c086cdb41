"""N-Triples to numbers: each distinct term once, in order, and three arrays of ids."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.arena import Arena
from tcgraph.columns.order import ascending
from tcgraph.columns.suffix import Suffixes
from tcgraph.columns.text import suffix_datatype
from tcgraph.columns.words import PADDING, Words
from tcgraph.errors import DataError

__all__ = ["Encoded", "Encoder", "finish"]

_PIECE = 1 << 22
_NEWLINE, _SPACE, _BLANK = b"\n _"
Ids = NDArray[np.int32]
Places = NDArray[np.int64]


class Encoded(NamedTuple):
    """The sorted terms, what follows the quotes of the literals, and the triples as ids, in the order of the lines."""

    arena: Arena
    suffixes: Suffixes
    subjects: Ids
    predicates: Ids
    objects: Ids


class Encoder:
    """Takes N-Triples in pieces of any size, as the embedded engine writes them: one space between terms, `` .`` at the end, no comments.

    It is a file to write to. Besides a piece of text it holds each term once, and twelve bytes for each triple.
    """

    def __init__(self) -> None:
        self._words = Words()
        self._labels: defaultdict[bytes, int] = defaultdict(self._words.next)
        self._blank: dict[int, bytes] = {}
        self._columns: tuple[list[Ids], ...] = ([], [], [])
        self._parts: list[bytes] = []
        self._size = self._seen = 0

    @property
    def count(self) -> int:
        """How many triples were taken, as they came. Takes what is there, so the last line has to be whole."""
        self._take()
        return sum(map(len, self._columns[0]))

    def write(self, text: bytes) -> int:
        """Takes more text; lines may be cut anywhere."""
        for start in range(0, len(text), _PIECE) if len(text) > _PIECE else (0,):
            part = text[start : start + _PIECE]
            self._parts.append(part)
            self._size += len(part)
            if self._size >= _PIECE:
                self._take()
        return len(text)

    def flush(self) -> None:
        """Does nothing, as more may come: small graphs are taken together."""

    def _take(self) -> None:
        """Takes all whole lines that are there; the rest waits."""
        piece = b"".join([*self._parts, bytes(PADDING)])
        end = piece.rfind(b"\n", 0, self._size) + 1
        self._parts, self._size, self._seen = [piece[end : self._size]], self._size - end, 0
        if end:
            begin, lengths = _split(np.frombuffer(piece, np.uint8)[:end])
            for column, ids in zip(self._columns, self._numbers(piece, begin, lengths).reshape(3, -1), strict=True):
                column.append(ids)

    def _numbers(self, piece: bytes, begin: Places, lengths: Places) -> Ids:
        """The numbers of terms. Blank nodes are kept by their labels, and numbered in the order of their coming."""
        blank = np.frombuffer(piece, np.uint8)[begin] == _BLANK
        if not blank.any():
            return self._words.find(piece, begin, lengths)
        numbers, named = np.empty(len(begin), np.int32), np.flatnonzero(~blank)
        numbers[named] = self._words.find(piece, begin[named], lengths[named])
        labels = np.flatnonzero(blank)
        labels = labels[np.argsort(begin[labels])]
        texts = (piece[a : a + size] for a, size in zip(begin[labels].tolist(), lengths[labels].tolist(), strict=True))
        numbers[labels] = np.fromiter(map(self._labels.__getitem__, texts), np.int32, len(labels))
        return numbers

    def rename_blank_nodes(self, rename: Callable[[Sequence[bytes]], Sequence[bytes]]) -> None:
        """Ends the scope of labels: blank nodes so far get the names that ``rename`` gives for all of them, in the order of their coming.

        The same label stands for another node from now on.
        """
        if self._labels or self._may_be_blank():
            self._take()
            self._blank.update(zip(self._labels.values(), rename(list(self._labels)), strict=True))
            self._labels.clear()

    def _may_be_blank(self) -> bool:
        """Whether text that waits may have blank nodes. Looks at each part once."""
        new, self._seen = self._parts[self._seen :], len(self._parts)
        return any(b"_:" in part or part.endswith(b"_") for part in new)

    def encoded(self) -> Encoded:
        """All that was written. Raises ``DataError`` for triples inside triples."""
        self._take()
        self._blank.update((number, label) for label, number in self._labels.items())
        empty = np.empty(0, np.int32)
        columns = [np.concatenate([empty, *column]) for column in self._columns]
        for column in self._columns:
            column.clear()
        return _encoded(self._words, self._blank, columns)


def _split(data: NDArray[np.uint8]) -> tuple[Places, Places]:
    """Where subjects, then predicates, then objects begin, and how long they are: a term ends at the first space, the next at the
    second, the last before `` .``."""
    marks = np.flatnonzero(data <= _SPACE)  # the engine escapes other control characters
    ends = np.flatnonzero(data[marks] == _NEWLINE)
    starts, lines = np.concatenate([[0], ends[:-1] + 1]), marks[ends]
    begin, first, second = np.concatenate([[0], lines[:-1] + 1]), marks[starts], marks[starts + 1]
    return np.concatenate([begin, first + 1, second + 1]), np.concatenate([first - begin, second - first - 1, lines - 3 - second])


def finish(terms: Sequence[bytes], columns: Iterable[Ids]) -> Encoded:
    """Distinct terms, each with its number by place, and triples as those numbers; both renumbered by the order of the terms."""
    arena, words = Arena.of(terms), Words()
    numbers = words.find(bytes(arena.data) + bytes(PADDING), arena.starts[:-1], arena.lengths)
    return _encoded(words, {}, [numbers[column] for column in columns])


def _encoded(words: Words, named: Mapping[int, bytes], columns: Sequence[Ids]) -> Encoded:
    order, arena = _ordered(words, named)
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    _refuse_triples(arena)
    suffixes = Suffixes.of(arena)
    arena, places = _with_datatypes(arena, suffixes)
    if len(places):
        rank += np.searchsorted(places, rank, "right").astype(np.int32)
    return Encoded(arena, suffixes, *(rank[column] for column in columns))


def _ordered(words: Words, named: Mapping[int, bytes]) -> tuple[Places | list[int], Arena]:
    """The numbers of the terms in the order of their bytes, and the terms in this order."""
    if (few := words.few(named)) is not None:
        few_in_order = sorted(range(len(few)), key=few.__getitem__)
        return few_in_order, Arena.of([few[number] for number in few_in_order])
    terms = words.flat(named)
    order = ascending(terms)
    return order, Arena.packed(terms.words.view(np.uint8), terms.starts[order] * 8, terms.lengths[order])


def _refuse_triples(arena: Arena) -> None:
    place = arena.after(b"<<")
    if place < len(arena) and (term := arena[place]).startswith(b"<<"):
        raise DataError(f"A triple inside a triple, which columns do not hold: {term.decode()[:200]}. Leave such triples out.")


def _with_datatypes(arena: Arena, suffixes: Suffixes) -> tuple[Arena, Places]:
    """The arena with the datatypes of its literals, and before which of its terms one was put in. They stand after all literals."""
    wanted = sorted({suffix_datatype(suffix.decode()).encode() for suffix in suffixes.texts})
    missing = [(term, arena.after(term)) for term in wanted if arena.find(term) < 0]
    if not missing:
        return arena, np.empty(0, np.int64)
    cuts = [0, *(int(arena.starts[place]) for _, place in missing), len(arena.data)]
    pieces = [arena.data[a:b] for a, b in pairwise(cuts)]
    places = np.array([place for _, place in missing], np.int64)
    lengths = np.insert(arena.lengths, places, [len(term) for term, _ in missing])
    text = b"".join([pieces[0], *(part for (term, _), piece in zip(missing, pieces[1:], strict=True) for part in (term, piece))])
    return Arena(text, np.concatenate([[0], np.cumsum(lengths)])), places
