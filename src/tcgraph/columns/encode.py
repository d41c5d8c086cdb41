"""N-Triples to numbers: each distinct term once, in order, and three arrays of ids."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.arena import Arena
from tcgraph.columns.suffix import Suffixes
from tcgraph.columns.text import suffix_datatype
from tcgraph.errors import DataError

__all__ = ["Encoded", "Encoder", "datatypes", "finish"]

_PIECE = 1 << 23
_QUOTE = ord('"')
Ids = NDArray[np.int32]


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
        self._seen: defaultdict[bytes, int] = defaultdict(count().__next__)
        self._renamed: dict[int, bytes] = {}
        self._columns: tuple[list[Ids], ...] = ([], [], [])
        self._rest = bytearray()

    def write(self, text: bytes) -> int:
        """Takes more text; lines may be cut anywhere."""
        self._rest += text
        if len(self._rest) >= _PIECE:
            self._take(self._rest.rfind(b"\n") + 1)
        return len(text)

    def flush(self) -> None:
        """Takes what is there; the last line has to be whole."""
        self._take(len(self._rest))

    def _take(self, end: int) -> None:
        if end:
            piece = bytes(memoryview(self._rest)[:end])
            del self._rest[:end]
            for column, ids in zip(self._columns, _split(piece, self._seen), strict=True):
                column.append(ids)

    def rename_blank_nodes(self, rename: Callable[[Sequence[bytes]], Sequence[bytes]]) -> None:
        """Ends the scope of labels: blank nodes so far get the names that ``rename`` gives for all of them, in the order of their coming.

        The same label stands for another node from now on.
        """
        self.flush()
        labels = [term for term in self._seen if term.startswith(b"_:")]
        for label, name in zip(labels, rename(labels), strict=True):
            self._renamed[self._seen.pop(label)] = name

    def encoded(self) -> Encoded:
        """All that was written. Raises ``DataError`` for triples inside triples."""
        self.flush()
        terms = [b""] * (len(self._seen) + len(self._renamed))
        for named in (self._seen, {name: number for number, name in self._renamed.items()}):
            for term, number in named.items():
                terms[number] = term
        terms += datatypes(terms) - self._seen.keys()
        self._seen.clear()
        empty = np.empty(0, np.int32)
        return finish(terms, [np.concatenate([empty, *column]) for column in self._columns])


def _split(piece: bytes, seen: defaultdict[bytes, int]) -> list[Ids]:
    """Ids of subjects, predicates, objects: a term ends at the first space, the next at the second, the last before `` .``."""
    data = np.frombuffer(piece, np.uint8)
    lines, spaces = np.flatnonzero(data == ord("\n")), np.flatnonzero(data == ord(" "))
    begin = np.concatenate([[0], lines[:-1] + 1])
    place = np.searchsorted(spaces, begin)
    first, second = spaces[place], spaces[place + 1]
    bounds = ((begin, first), (first + 1, second), (second + 1, lines - 2))
    return [_numbers([piece[a:b] for a, b in zip(start.tolist(), end.tolist(), strict=True)], seen) for start, end in bounds]


def _numbers(terms: Sequence[bytes], seen: defaultdict[bytes, int]) -> Ids:
    return np.fromiter(map(seen.__getitem__, terms), np.int32, len(terms))


def finish(terms: list[bytes], columns: Iterable[Ids]) -> Encoded:
    """Distinct terms, each with its number by place, and triples as those numbers; both renumbered by the order of the terms."""
    order = sorted(range(len(terms)), key=terms.__getitem__)
    every = list(map(terms.__getitem__, order))
    place = bisect_left(every, b"<<")
    if place < len(every) and every[place].startswith(b"<<"):
        raise DataError(f"A triple inside a triple, which columns do not hold: {every[place].decode()[:200]}. Leave such triples out.")
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    arena = Arena.of(every)
    return Encoded(arena, Suffixes.of(arena), *(rank[column] for column in columns))


def datatypes(terms: Iterable[bytes]) -> set[bytes]:
    """The datatypes of the literals among the terms."""
    suffixes = {term[term.rindex(b'"') + 1 :] for term in terms if term[0] == _QUOTE}
    return {suffix_datatype(suffix.decode()).encode() for suffix in suffixes}
