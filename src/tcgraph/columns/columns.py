"""A graph as a dictionary of terms and, per predicate, pairs of numbers."""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns import disk
from tcgraph.columns.pairs import Pairs, unique
from tcgraph.columns.terms import Terms
from tcgraph.errors import StoreError

__all__ = ["Columns"]

Ids = NDArray[np.int32]
_EMPTY = Pairs(np.empty(0, np.int32), np.empty(0, np.int32))
_CHUNK = 100_000


class Columns:
    """The triples of one graph, each once, sorted by predicate, subject and object. It does not change, but for terms that are added."""

    def __init__(self, terms: Terms, predicates: Ids, bounds: NDArray[np.int64], subjects: Ids, objects: Ids) -> None:
        self.terms, self.predicates = terms, predicates
        self._bounds, self._subjects, self._objects = bounds, subjects, objects
        self._forward: dict[int, Pairs] = {}
        self._inverse: dict[int, Pairs] = {}

    @staticmethod
    def of_triples(terms: Terms, subjects: Ids, predicates: Ids, objects: Ids) -> "Columns":
        """Columns of triples in any order, with or without repetition."""
        found, which = np.unique(predicates, return_inverse=True)
        order = np.argsort(which.astype(np.uint16 if len(found) < 1 << 16 else np.int64), kind="stable")
        packed = (subjects.astype(np.int64) << 32 | objects)[order]
        ends = np.cumsum(np.bincount(which, minlength=len(found)))
        parts = [unique(part) for part in np.split(packed, ends[:-1])] if len(found) else []
        bounds = np.concatenate([[0], np.cumsum([len(part) for part in parts], dtype=np.int64)]).astype(np.int64)
        packed = np.concatenate(parts) if parts else packed
        return Columns(terms, found, bounds, (packed >> 32).astype(np.int32), (packed & 0xFFFFFFFF).astype(np.int32))

    def __len__(self) -> int:
        return len(self._subjects)

    def forward(self, predicate: int) -> Pairs:
        """Subjects and their objects; no pairs where the id is no predicate."""
        predicate = int(predicate)
        if predicate not in self._forward:
            place = int(np.searchsorted(self.predicates, predicate))
            if place == len(self.predicates) or self.predicates[place] != predicate:
                return _EMPTY
            part = slice(self._bounds[place], self._bounds[place + 1])
            self._forward[predicate] = Pairs(self._subjects[part], self._objects[part])
        return self._forward[predicate]

    def inverse(self, predicate: int) -> Pairs:
        """Objects and their subjects; made at first use and kept."""
        predicate = int(predicate)
        if predicate not in self._inverse and len(self.forward(predicate)):
            self._inverse[predicate] = self.forward(predicate).inverse()
        return self._inverse.get(predicate, _EMPTY)

    def triples(self) -> tuple[Ids, Ids, Ids]:
        """Subjects, predicates and objects of all triples, by predicate, subject, object."""
        return self._subjects, np.repeat(self.predicates, np.diff(self._bounds)), self._objects

    def save(self, folder: Path | str, *, files: Iterable[Path | str] = ()) -> Path:
        """Writes the columns to a folder, whole or not at all, in the place of columns that were there, and returns it.

        ``files`` are those they were made from: ``open`` can then tell whether they changed since. Terms that were added are
        not written. Raises ``StoreError``.
        """
        return disk.write(self.parts(), Path(folder), disk.stamp(files))

    @staticmethod
    def open(folder: Path | str, *, files: Iterable[Path | str] | None = None) -> "Columns":
        """The columns of a folder, mapped into memory: what is not asked for is not read.

        Raises ``StoreError`` where the folder holds none, is damaged, is of another version, or where ``files`` are given
        and are not those, or not as they were, when the columns were saved.
        """
        known, terms, (predicates, bounds, subjects, objects) = disk.read(Path(folder))
        if files is not None and not disk.is_fresh(known, list(files)):
            raise StoreError(folder, "was made from other files, or they changed since. Build it again")
        return Columns(terms, predicates, bounds, subjects, objects)

    def parts(self) -> disk.Parts:
        """The arrays, the text of the terms and the suffixes of literals, from which the columns can be made again."""
        arena, suffixes, kinds = self.terms.parts()
        arrays: list[NDArray[Any]] = [arena.starts, kinds, suffixes.groups, self.predicates, self._bounds, self._subjects, self._objects]
        return arrays, arena.data, [text.decode() for text in suffixes.texts]

    def ntriples(self) -> bytes:
        """The graph as N-Triples: canonical terms, lines in ascending order of their bytes."""
        return b"".join(self._lines())

    def _lines(self) -> Iterator[bytes]:
        """Ids of a graph's own terms are in the order of their texts, so lines are sorted by sorting triples."""
        columns = self.triples()
        order = np.lexsort(columns[::-1])
        texts = self.terms.octets()
        middle, last = [text + b" " for text in texts], [text + b" .\n" for text in texts]
        for start in range(0, len(order), _CHUNK):
            ids = (column[order[start : start + _CHUNK]].tolist() for column in columns)
            parts = zip(*(map(known.__getitem__, column) for known, column in zip((middle, middle, last), ids, strict=True)), strict=True)
            yield b"".join(chain.from_iterable(parts))
