"""A graph as a dictionary of terms and, per predicate, pairs of numbers."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns import disk, parquet
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
        present = np.zeros(len(terms), np.bool_)
        present[predicates] = True
        found = np.flatnonzero(present)
        bits = max(len(terms), 1).bit_length()
        if len(found).bit_length() + 2 * bits > 63:
            return Columns(terms, found.astype(np.int32), *_by_predicate(found, subjects, predicates, objects))
        number = np.cumsum(present) - 1
        packed = unique((number[predicates] << bits | subjects) << bits | objects)
        bounds = np.searchsorted(packed, np.arange(len(found) + 1) << 2 * bits)
        mask = (1 << bits) - 1
        return Columns(terms, found.astype(np.int32), bounds, (packed >> bits & mask).astype(np.int32), (packed & mask).astype(np.int32))

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

    def around(self, term: int) -> tuple[tuple[Ids, Ids], tuple[Ids, Ids]]:
        """The triples about a term: predicates and objects where it is the subject, subjects and predicates where it is the object.

        A look at all triples, a millisecond for a million: for a few terms.
        """
        out, into = np.flatnonzero(self._subjects == term), np.flatnonzero(self._objects == term)
        return (self._predicates_at(out), self._objects[out]), (self._subjects[into], self._predicates_at(into))

    def _predicates_at(self, rows: NDArray[np.int64]) -> Ids:
        found: Ids = self.predicates[np.searchsorted(self._bounds, rows, "right") - 1]
        return found

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

    def to_parquet(self, folder: Path | str) -> Path:
        """Writes the graph to a folder as Parquet, for Spark, polars and others, whole or not at all, and returns the folder.

        ``terms.parquet`` has each term: ``id``, ``kind`` (``IRI``, ``blank node``, ``literal``), ``term`` in N-Triples form, ``value``
        (what ``STR()`` gives), ``datatype`` (IRI) and ``language`` of literals, ``number`` of numeric ones; null where there is none.
        ``triples/predicate=ID/part-0.parquet`` has ``subject`` and ``object`` as ids, sorted: a reader that knows partitions by the
        names of folders gives them as one table. ``predicates.parquet`` has ``id``, ``iri`` and ``count`` of each predicate.
        A graph that was there is replaced. Raises ``MissingExtraError`` without pyarrow, ``OutputError`` where the folder cannot be
        written or holds something else.
        """
        return parquet.write(self, Path(folder))

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
        subjects, predicates, objects = self.triples()
        order = np.argsort(subjects, kind="stable")  # by predicate and object they are sorted within
        for start in range(0, len(order), _CHUNK):
            part = order[start : start + _CHUNK]
            yield self.terms.lines(subjects[part], predicates[part], objects[part])


def _by_predicate(found: NDArray[np.int64], subjects: Ids, predicates: Ids, objects: Ids) -> tuple[NDArray[np.int64], Ids, Ids]:
    """Bounds, subjects and objects, where a triple is too much for one number: predicate by predicate."""
    which = np.searchsorted(found, predicates)
    order = np.argsort(which, kind="stable")
    packed = (subjects.astype(np.int64) << 32 | objects)[order]
    parts = [unique(part) for part in np.split(packed, np.cumsum(np.bincount(which))[:-1])]
    bounds = np.concatenate([[0], np.cumsum([len(part) for part in parts], dtype=np.int64)])
    packed = np.concatenate(parts)
    return bounds, (packed >> 32).astype(np.int32), (packed & 0xFFFFFFFF).astype(np.int32)
