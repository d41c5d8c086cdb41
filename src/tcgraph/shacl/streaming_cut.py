"""Files of any RDF syntax into triples on disk, as they are parsed: blank nodes get the names that they have in columns."""

import gzip
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as File
from typing import IO, TypeAlias, cast

import pyoxigraph as ox

from tcgraph.columns.blank import is_made_up, written
from tcgraph.errors import DataError, FormatError, TcgraphError
from tcgraph.shacl.streaming_files import Triples
from tcgraph.store.formats import FORMATS, Loadable, syntax_error
from tcgraph.vocab import PREFIXES, TC

__all__ = ["Source", "cut"]

_OWN = f"<{PREFIXES['tc']}".encode()
_TYPE = f"<{PREFIXES['rdf']}type>".encode()
_BY_LINE = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
_PIECE = 1 << 23
"""As much as the encoder of columns takes at once: the order in which it meets blank nodes is that of their numbers."""
_UNPACKED, _EXPANDED = 20, 4
_SPACE = re.compile(rb"\s(?=\S*\Z)")

Taken: TypeAlias = Callable[[list[bytes]], None]


@dataclass(frozen=True)
class Source:
    """An RDF file that is read bit by bit. ``prefix`` goes before the labels of its blank nodes."""

    file: File
    prefix: str = ""

    @property
    def name(self) -> str:
        """The file as it was named."""
        return str(self.file)

    @cached_property
    def format(self) -> ox.RdfFormat:
        """The syntax, by the ending. Raises ``FormatError`` for an ending that is not known."""
        file = self.file.with_suffix("") if self.file.suffix == ".gz" else self.file
        suffix, known = file.suffix.lower(), ", ".join(FORMATS)
        if suffix not in FORMATS:
            raise FormatError(f"{self.file}: the ending {suffix or '(none)'} is no RDF syntax that is read here. Known: {known}.")
        return FORMATS[suffix]

    @property
    def base(self) -> str:
        """What relative IRIs start from."""
        return self.file.resolve().as_uri()

    def unpacked(self, packed: IO[bytes]) -> IO[bytes]:
        """The content of the open file."""
        return cast("IO[bytes]", gzip.GzipFile(fileobj=packed)) if self.file.suffix == ".gz" else packed

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The content, unpacked. Raises ``OSError``, ``EOFError``."""
        with self.file.open("rb") as packed, self.unpacked(packed) as content:
            yield content

    def packed(self) -> int:
        """The bytes of the file. Raises ``DataError`` for a file that is not there."""
        try:
            return self.file.stat().st_size
        except OSError as error:
            raise _unreadable(self.file, error) from error

    def size(self) -> int:
        """About how many bytes its triples take as N-Triples."""
        packed = self.file.suffix == ".gz"
        return self.packed() * (_UNPACKED if packed else 1 if self.format in _BY_LINE else _EXPANDED)

    def blocks(self) -> Iterator[bytes]:
        """The content in pieces that end between words."""
        with self.open() as content:
            rest = b""
            while block := content.read(_PIECE):
                text = rest + block
                space = _SPACE.search(text, max(0, len(text) - 4096))
                rest = text[space.end() :] if space else b""
                yield text[: space.end()] if space else text
            yield rest


def cut(source: Source, triples: Triples, taken: Taken, progress: Callable[[int], None]) -> None:
    """Writes the triples of a file into the parts, and hands on the lines, a few thousand at once; ``progress`` gets the bytes read so far.

    Raises ``SyntaxDataError``, with file, line and column, ``FormatError``, ``DataError`` and ``OutputError``.
    """
    syntax = source.format

    def take(lines: list[bytes]) -> None:
        triples.add(lines)
        taken(lines)

    sink = _Sink(take, _Labels(source))
    try:
        with source.file.open("rb") as packed, source.unpacked(packed) as content:
            sink.told = lambda: progress(packed.tell())
            quads: Iterable[ox.Quad] = ox.parse(content, format=syntax, base_iri=source.base)
            statements = (quad.triple for quad in quads) if syntax.supports_datasets else quads
            ox.serialize(statements, cast("IO[bytes]", sink), format=ox.RdfFormat.N_TRIPLES)
            sink.flush()
    except TcgraphError:
        raise
    except (SyntaxError, ValueError) as error:
        raise syntax_error(Loadable(source.name, _not_utf8(source), syntax), error) from error
    except (OSError, EOFError) as error:
        raise _unreadable(source.file, error) from error


def _unreadable(file: File, error: Exception) -> DataError:
    reason = getattr(error, "strerror", None) or str(error)
    return DataError(f"{file} cannot be read: {reason}. Check the name and the permissions.")


def _not_utf8(source: Source) -> bytes:
    """The first line that is not UTF-8, after as many empty lines as there are before it: enough to say where it is. Else nothing."""
    with suppress(OSError, EOFError), source.open() as lines:
        for number, line in enumerate(lines):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return b"\n" * number + line
    return b""


class Misspelt:
    """A statement for each term of this project's ontology that the ontology does not have: the first by subject and object."""

    def __init__(self) -> None:
        self._first: dict[tuple[bool, bytes], tuple[bytes, bytes]] = {}
        self._known: dict[bytes, bool] = {}

    def take(self, lines: list[bytes]) -> None:
        """Looks at lines of N-Triples."""
        for line in lines:
            subject, predicate, rest = line.split(b" ", 2)
            if predicate == _TYPE:
                if rest.startswith(_OWN) and self._is_wrong(rest[:-3]):
                    self._note((True, rest[:-3]), (subject, line))
            elif predicate.startswith(_OWN) and self._is_wrong(predicate):
                self._note((False, predicate), (subject, line))

    def _is_wrong(self, term: bytes) -> bool:
        if term not in self._known:
            local = term[len(_OWN) : -1].decode()
            self._known[term] = bool(local) and (local.startswith("_") or local not in vars(TC))
        return self._known[term]

    def _note(self, key: tuple[bool, bytes], found: tuple[bytes, bytes]) -> None:
        if key not in self._first or found < self._first[key]:
            self._first[key] = found

    def lines(self) -> list[bytes]:
        """The statements."""
        return [line for _, line in self._first.values()]


class _Labels:
    """Names of blank nodes: those of different files are apart, and those that the parser made up are numbered as columns number them."""

    def __init__(self, source: Source) -> None:
        self._source, self._prefix = source, source.prefix.encode()
        self.keeps = source.format in _BY_LINE
        self.is_idle = self.keeps and not source.prefix
        self._numbers: dict[bytes, bytes] = {}

    @cached_property
    def _given(self) -> set[bytes]:
        """Those labels in the file that look made up, or numbered."""
        every = (label for block in self._source.blocks() for label in written(block, self._source.format))
        return {label for label in every if is_made_up(label) or label.startswith(b"_:anon")}

    @cached_property
    def _stem(self) -> bytes:
        stem = b"anon"
        while any(label.startswith(b"_:" + stem) for label in self._given):
            stem += b"x"
        return stem

    def of(self, label: bytes) -> bytes:
        """The name for a label, with ``_:``."""
        if self.keeps or not is_made_up(label) or label in self._given:
            return b"_:" + self._prefix + label[2:]
        if label not in self._numbers:
            self._numbers[label] = b"_:%s%s%d" % (self._prefix, self._stem, len(self._numbers) + 1)
        return self._numbers[label]


class _Sink:
    """A file to write N-Triples to; gives on whole lines with blank nodes renamed, a piece at a time."""

    def __init__(self, take: Taken, labels: _Labels) -> None:
        self._take, self._labels = take, labels
        self._rest = bytearray()
        self.told: Callable[[], None] = lambda: None

    def write(self, text: bytes) -> int:
        """Takes more text; lines may be cut anywhere."""
        self._rest += text
        if len(self._rest) >= _PIECE:
            self._give(self._rest.rfind(b"\n") + 1)
        return len(text)

    def flush(self) -> None:
        """Gives on what is there."""
        self._give(len(self._rest))

    def _give(self, end: int) -> None:
        if end:
            piece = bytes(memoryview(self._rest)[:end])
            del self._rest[:end]
            lines = piece.splitlines(True)
            self._take(lines if self._labels.is_idle or b"_:" not in piece else self._renamed(lines))
            self.told()

    def _renamed(self, lines: list[bytes]) -> list[bytes]:
        """Subjects first, as the encoder of columns does."""
        name = self._labels.of
        parts = [line.split(b" ", 2) for line in lines]
        for part in parts:
            if part[0].startswith(b"_:"):
                part[0] = name(part[0])
        for part in parts:
            if part[2].startswith(b"_:"):
                part[2] = name(part[2][:-3]) + part[2][-3:]
        return [b" ".join(part) for part in parts]
