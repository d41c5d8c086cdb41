"""File and line of what a report speaks of, where the files are larger than memory: they are read again in pieces of whole statements."""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial

import pyoxigraph as ox

from tcgraph.shacl.lines import FORMATS, Index, Key, note, scan
from tcgraph.shacl.report_places import Places
from tcgraph.shacl.streaming_cut import Source
from tcgraph.store.formats import Loadable

__all__ = ["PlacesInParts"]

_BY_LINE = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
_READ, _LONGEST, _TRIED = 4 << 20, 64 << 20, 8
_WIDEST = 1000
"""So many characters of a line are kept."""
_END = re.compile(rb"[.}][ \t\r]*\n")
_DIRECTIVE = re.compile(rb"prefix|base", re.IGNORECASE)


class PlacesInParts(Places):
    """The places of results in files that are not held. A file that cannot be read any more has none."""

    def __init__(self, sources: Sequence[Source]) -> None:
        super().__init__([Loadable(source.name, b"", source.format, source.base) for source in sources])
        self._sources = dict(zip(self.files, sources, strict=True))
        self._texts: dict[tuple[str, int], bytes] = {}

    def octets(self, file: Loadable, line: int) -> bytes:
        """What stands in a line where something was found, its beginning."""
        return self._texts.get((file.name, line), b"")

    def index(self, file: Loadable, subjects: frozenset[str]) -> Index:
        """Where the statements about these subjects stand, as far as the file could be cut into pieces. Holds a few megabytes of it."""
        index, source = Index(file.name), self._sources[file]
        if source.format in FORMATS and subjects:
            pieces = _lines(source, subjects) if source.format in _BY_LINE else _statements(source)
            with suppress(OSError, EOFError, UnicodeDecodeError):
                self._look(pieces, source, subjects, index)
        return index

    def _look(self, pieces: Iterator[tuple[int, bytes, str]], source: Source, subjects: frozenset[str], index: Index) -> None:
        """Takes down the first place of each key; pieces come with the number of their first line, and with what was declared before."""
        for line, piece, header in pieces:
            text = header + piece.decode("utf-8")
            first: dict[Key, int] = {}
            scan(text, source.base, partial(note, first, subjects), subjects)
            breaks = [match.start() for match in re.finditer("\n", text)] if first else []
            for key, at in first.items():
                before = bisect_left(breaks, at)
                start = breaks[before - 1] + 1 if before else len(header)
                if key not in index.places:
                    index.places[key] = line + before, at - start + 1
                    end = breaks[before] if before < len(breaks) else len(text)
                    self._texts[index.file, line + before] = text[start:end].strip()[:_WIDEST].encode()


def _lines(source: Source, subjects: frozenset[str]) -> Iterator[tuple[int, bytes, str]]:
    wanted = {subject.encode() for subject in subjects}
    with source.open() as lines:
        for number, line in enumerate(lines, 1):
            if line.split(None, 1)[:1] and line.split(None, 1)[0] in wanted:
                yield number, line, ""


def _statements(source: Source) -> Iterator[tuple[int, bytes, str]]:
    """Pieces that end where a statement ends, which the parser says."""
    line, header, rest = 1, "", b""
    with source.open() as content:
        while block := content.read(_READ):
            rest += block
            for end in _ends(rest):
                declared = _declared(header, rest[:end], source)
                if declared is not None:
                    yield line, rest[:end], header
                    line, header, rest = line + rest.count(b"\n", 0, end), declared, rest[end:]
                    break
            if len(rest) > _LONGEST:
                return
    yield line, rest, header


def _ends(text: bytes) -> list[int]:
    """The last places where a statement may end, from the last on."""
    return [match.end() for match in deque(_END.finditer(text), maxlen=_TRIED)][::-1]


def _declared(header: str, piece: bytes, source: Source) -> str | None:
    """The declarations that hold after a piece; None where it is no whole document after the header, so its end is none of a statement."""
    parser = ox.parse(header.encode() + piece, format=source.format, base_iri=source.base)
    try:
        deque(parser, maxlen=0)
    except (SyntaxError, ValueError):
        return None
    if not _DIRECTIVE.search(piece):
        return header
    base = f"@base <{parser.base_iri}> . " if parser.base_iri else ""
    return base + "".join(f"@prefix {name}: <{iri}> . " for name, iri in parser.prefixes.items())
