"""RDF files as they come: which syntax, which encoding, which graph; and where exactly one is broken."""

import gzip
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from tcgraph.errors import DataError, FormatError, SyntaxDataError

__all__ = ["FORMATS", "Loadable", "check_syntax", "is_rdf", "open_file", "syntax_error"]

FORMATS: Mapping[str, ox.RdfFormat] = MappingProxyType({
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
})  # fmt: skip
_LARGEST_UNPACKED = 4 << 30


@dataclass(frozen=True, slots=True)
class Loadable:
    """The content of an RDF file: its name for messages, bytes, syntax, base, and the graph its triples go to (or the default graph)."""

    name: str
    content: bytes
    format: ox.RdfFormat
    base: str | None = None
    graph: str | None = None

    @property
    def target(self) -> ox.NamedNode | None:
        """The named graph that the triples go to; None where the syntax itself names graphs."""
        return ox.NamedNode(self.graph) if self.graph and not self.format.supports_datasets else None


def open_file(file: Path | str, *, graph: str | None = None, format: str | None = None) -> Loadable:
    """Reads a file; its ending (``.gz`` on top is unpacked) tells the syntax, unless ``format`` does (``"ttl"``).

    Raises ``DataError`` for a missing or unreadable file, ``FormatError`` for an unknown ending.
    """
    path = Path(file)
    suffix = f".{format.lstrip('.')}" if format else _suffix(path)
    if suffix not in FORMATS:
        known = ", ".join(FORMATS)
        raise FormatError(f"{path}: the ending {suffix or '(none)'} is no RDF syntax that is read here. Known: {known}.")
    if graph and FORMATS[suffix].supports_datasets:
        raise FormatError(f"{path}: a {suffix} file names its graphs itself; load it without graph={graph!r}.")
    return Loadable(str(path), _read(path), FORMATS[suffix], path.resolve().as_uri(), graph)


def is_rdf(path: Path) -> bool:
    """Whether the ending of a file, ``.gz`` on top or not, is that of a syntax that is read here."""
    return bool({*path.suffixes[-2:]} & FORMATS.keys())


def _suffix(path: Path) -> str:
    return Path(path.stem).suffix.lower() if path.suffix == ".gz" else path.suffix.lower()


def _read(path: Path) -> bytes:
    try:
        content = path.read_bytes()
        return _unpack(content) if path.suffix == ".gz" else content
    except IsADirectoryError as error:
        raise DataError(f"{path} is a folder; name the files in it.") from error
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(f"{path} cannot be read: {reason}. Check the name and the permissions.") from error


def _unpack(content: bytes) -> bytes:
    with gzip.open(io.BytesIO(content)) as file:
        unpacked = file.read(_LARGEST_UNPACKED + 1)
    if len(unpacked) > _LARGEST_UNPACKED:
        raise OSError(f"it unpacks to more than {_LARGEST_UNPACKED >> 30} GiB")
    return unpacked


def check_syntax(loadable: Loadable) -> None:
    """Parses without keeping anything. Raises ``SyntaxDataError`` at the first mistake."""
    try:
        for _ in ox.parse(loadable.content, format=loadable.format, base_iri=loadable.base):
            pass
    except (SyntaxError, ValueError) as error:
        raise syntax_error(loadable, error) from error


def syntax_error(loadable: Loadable, error: SyntaxError | ValueError) -> SyntaxDataError:
    """The error with file, line and column, and a next step where the encoding is wrong."""
    line, column = getattr(error, "lineno", None), getattr(error, "offset", None)
    problem = str(error.args[0]).partition(": ")[2] if line else str(error)
    try:
        loadable.content.decode("utf-8")
    except UnicodeDecodeError as bad:
        line = loadable.content.count(b"\n", 0, bad.start) + 1
        column = bad.start - loadable.content.rfind(b"\n", 0, bad.start)
        problem = "not UTF-8. Save the file as UTF-8 (iconv -f GB18030 -t UTF-8 FILE, if it is in a Chinese encoding)"
    return SyntaxDataError(loadable.name, problem.rstrip("."), line, column)
