"""Triples on disk for validation in parts: N-Triples by predicate and by hash of the subject or object, looked up by node.

The files are written as lines come. One that is asked for a few of its nodes is sorted by hash at that time, and gets an index.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path as File
from typing import TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tcgraph.errors import DataError, OutputError
from tcgraph.shacl.streaming_work import SUB_CLASS, TYPE

__all__ = ["Classes", "Line", "Triples", "cost", "no_room"]

_HELD, _PIECE, _FEW = 4 << 20, 1 << 18, 8
_PER_LINE = 400
"""Bytes of memory for each triple beside its text: dictionary, arrays, the store of queries. More where most terms occur once."""
_LINE = 128
"""About how long a line is: for a guess at how many a file has."""

Line: TypeAlias = tuple[bytes, bytes, bytes]
"""Subject, object, and the line."""


class Triples:
    """N-Triples in files by predicate and hash of the subject; those that are asked backwards also by the hash of the object.

    ``named`` predicates have files of their own, all others share one. Statements about blank nodes are kept backwards too.
    ``largest``: a file of more bytes is never held whole.
    """

    def __init__(self, folder: File, buckets: int, named: Iterable[str], backwards: Iterable[str], largest: int) -> None:
        self.folder, self.buckets, self._largest = folder, buckets, largest
        self._files = {f"<{iri}>".encode(): number for number, iri in enumerate(sorted(named))}
        self._others, self._blank, self._own = len(self._files), len(self._files) + 1, len(self._files) + 2
        self._backwards = frozenset(f"<{iri}>".encode() for iri in backwards)
        self._sizes: dict[int, int] = {}  # by file: what its triples take in memory
        self._pending: dict[tuple[bool, int, int], list[bytes]] = {}
        self._held = 0

    def add(self, lines: Iterable[bytes]) -> None:
        """Takes whole lines of N-Triples. Raises ``DataError`` for a triple inside a triple, ``OutputError`` where there is no room."""
        files, others, blank, backwards, buckets = self._files, self._others, self._blank, self._backwards, self.buckets
        pending, sizes = self._pending, self._sizes
        for line in lines:
            subject, predicate, rest = line.split(b" ", 2)
            number = files.get(predicate, others)
            if rest[:1] != b"<":
                if rest[:1] == b"_":
                    pending.setdefault((True, blank, crc32(rest[:-3]) % buckets), []).append(line)
            elif rest[:2] == b"<<":
                raise DataError(f"A triple inside a triple, which validation does not hold: {line.decode()[:200]}. Leave such triples out.")
            pending.setdefault((False, number, crc32(subject) % buckets), []).append(line)
            sizes[number] = sizes.get(number, 0) + len(line) + _PER_LINE
            if predicate in backwards:
                pending.setdefault((True, number, crc32(rest[:-3]) % buckets), []).append(line)
            self._held += len(line)
            if self._held > _HELD:
                self.flush()

    def add_subjects(self, lines: Iterable[bytes]) -> None:
        """Takes down which nodes these lines are about, see ``subjects``."""
        for subject in {line[: line.index(b" ")] for line in lines}:
            self._pending.setdefault((False, self._own, crc32(subject) % self.buckets), []).append(subject + b" \n")

    def flush(self) -> None:
        """Writes what is held."""
        try:
            for key, lines in self._pending.items():
                with self._file(*key).open("ab") as file:
                    file.writelines(lines)
        except OSError as error:
            raise no_room(self.folder, error) from error
        self._pending.clear()
        self._held = 0

    def _file(self, inverse: bool, number: int, bucket: int) -> File:
        return self.folder / f"{'o' if inverse else 's'}{number}-{bucket}.nt"

    def size(self, predicates: frozenset[str] | None) -> int:
        """What all triples with these predicates take in memory, see ``cost``."""
        return sum(self._sizes.get(number, 0) for number in self._numbers(predicates))

    def whole(self, predicates: frozenset[str] | None, classes: frozenset[bytes] | None) -> Iterator[bytes]:
        """All triples with these predicates, in pieces; those of rdf:type only for these classes."""
        types = self._files[f"<{TYPE}>".encode()]
        for number in self._numbers(predicates):
            for bucket in range(self.buckets):
                if number == types and classes is not None:
                    yield b"".join(line for _, kind, line in self.lines(TYPE, bucket) if kind in classes)
                else:
                    yield from _pieces(self._file(False, number, bucket))

    def _numbers(self, predicates: frozenset[str] | None) -> list[int]:
        if predicates is None:
            return [*self._files.values(), self._others]
        return [self._files[f"<{iri}>".encode()] for iri in sorted(predicates)]

    def lines(self, iri: str, bucket: int, *, inverse: bool = False) -> Iterator[Line]:
        """The triples of a predicate whose subject (object) is in a part."""
        for line in _lines(self._file(inverse, self._files[f"<{iri}>".encode()], bucket)):
            subject, _, rest = line.split(b" ", 2)
            yield subject, rest[:-3], line

    def subjects(self, bucket: int) -> set[bytes]:
        """The nodes that ``add_subjects`` was told of, in a part."""
        return {line[:-2] for line in _lines(self._file(False, self._own, bucket))}

    def fetch(self, iri: str | None, inverse: bool, nodes: Iterable[bytes], *, is_last: bool = False) -> Iterator[bytes]:
        """The triples at these nodes with a predicate, or with any; in pieces, in which a few of other nodes may be too.

        Backwards, without a predicate: those that lead to these blank nodes. Cost: by the nodes asked for, not by the triples there are;
        the first time that a file is asked for a few, a sort of it. ``is_last``: nobody asks again, a pass over it will do.
        """
        parts: dict[int, list[bytes]] = {}
        for node in nodes:
            parts.setdefault(crc32(node) % self.buckets, []).append(node)
        numbers = [self._blank] if iri is None and inverse else self._numbers(None if iri is None else frozenset([iri]))
        for number in numbers:
            for bucket, wanted in parts.items():
                file = self._file(inverse, number, bucket)
                if file.exists():
                    yield from self._at(file, inverse, wanted, is_last)

    def _at(self, file: File, inverse: bool, nodes: Sequence[bytes], is_last: bool) -> Iterator[bytes]:
        index, size = file.with_suffix(".npy"), file.stat().st_size
        if not index.exists():
            if is_last or size > self._largest or len(nodes) * _FEW * _LINE > size:
                return _filtered(file, inverse, frozenset(nodes))
            try:
                _sort(file, inverse, index)
            except OSError as error:
                raise no_room(self.folder, error) from error
        return _found(file, np.load(index), np.unique(_keys(nodes)))


class Classes:
    """Which classes stand below which; held whole, as it is small in all data but hierarchies of millions."""

    def __init__(self, triples: Triples) -> None:
        self._below: dict[bytes, list[bytes]] = {}
        for bucket in range(triples.buckets):
            for subject, above, _ in triples.lines(SUB_CLASS, bucket):
                self._below.setdefault(above, []).append(subject)

    def below(self, *tops: bytes) -> set[bytes]:
        """These classes and those below them."""
        found, new = set(tops), list(tops)
        while new:
            for below in self._below.get(new.pop(), ()):
                if below not in found:
                    found.add(below)
                    new.append(below)
        return found


def cost(text: bytes) -> int:
    """About how much memory the check of these triples takes, in bytes."""
    return len(text) + _PER_LINE * text.count(b"\n")


def no_room(folder: File, error: OSError) -> OutputError:
    """The error for a scratch folder that cannot be written."""
    reason = error.strerror or str(error)
    return OutputError(folder.parent, f"the data cannot be laid down there ({reason}). Name a folder with room: scratch=… (--scratch)")


def _keys(nodes: Iterable[bytes]) -> NDArray[np.int64]:
    return np.fromiter(map(crc32, nodes), np.int64)


def _node(line: bytes, inverse: bool) -> bytes:
    return line.split(b" ", 2)[2][:-3] if inverse else line[: line.index(b" ")]


def _lines(file: File) -> Iterator[bytes]:
    if file.exists():
        with file.open("rb") as lines:
            yield from lines


def _pieces(file: File) -> Iterator[bytes]:
    if file.exists():
        with file.open("rb") as pieces:
            while piece := pieces.read(_PIECE):
                yield piece


def _filtered(file: File, inverse: bool, nodes: frozenset[bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for line in _lines(file):
        if _node(line, inverse) in nodes:
            held.append(line)
            size += len(line)
        if size > _PIECE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def _sort(file: File, inverse: bool, index: File) -> None:
    """Sorts a file by the hash of the node, and writes each hash with the place where its lines begin."""
    lines = file.read_bytes().splitlines(True)
    keys = _keys(_node(line, inverse) for line in lines)
    order = np.argsort(keys, kind="stable")
    keys, lines = keys[order], [lines[i] for i in order.tolist()]
    ends = np.cumsum(np.fromiter(map(len, lines), np.int64, len(lines)))
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    starts = np.concatenate([[0], ends])[first]
    file.write_bytes(b"".join(lines))
    np.save(index, np.stack([np.append(keys[first], 1 << 32), np.append(starts, ends[-1])]))


def _found(file: File, index: NDArray[np.int64], keys: NDArray[np.int64]) -> Iterator[bytes]:
    """The lines with these hashes; what stands side by side is read at once."""
    place = np.searchsorted(index[0], keys)
    place = place[index[0][place] == keys]
    if not len(place):
        return
    cuts = np.flatnonzero(np.diff(place) > 1) + 1
    begins, ends = place[np.concatenate([[0], cuts])], place[np.append(cuts - 1, len(place) - 1)] + 1
    bounds = zip(index[1][begins].tolist(), index[1][ends].tolist(), strict=True)
    with file.open("rb", buffering=0) as source:
        held, size = list[bytes](), 0
        for start, end in bounds:
            held.append(os.pread(source.fileno(), end - start, start))
            size += end - start
            if size > _PIECE:
                yield b"".join(held)
                held, size = [], 0
        yield b"".join(held)
