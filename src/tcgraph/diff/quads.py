"""Statements of one version of RDF data, from files, folders, stores and datasets, as lines of N-Quads."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from tcgraph.dataset import Dataset
from tcgraph.errors import DataError
from tcgraph.resources import GRAPH
from tcgraph.store import DiskStore
from tcgraph.store.formats import FORMATS, Loadable, open_file, syntax_error

__all__ = ["DataSide", "Quad", "cut", "is_data", "read_data"]

Quad = tuple[str, str, str, str]
"""Subject, predicate, object and graph (empty for the default graph) in N-Triples form."""


@dataclass(frozen=True)
class DataSide:
    """One version of data: the name by which it was asked for, and its statements, each a line of N-Quads without the dot."""

    name: str
    lines: frozenset[str]


def is_data(side: str | Path | Dataset) -> bool:
    """Whether it is RDF data (a dataset, a folder, a file with an ending of RDF), not a roster."""
    return isinstance(side, Dataset) or Path(side).is_dir() or ("://" not in str(side) and _syntax(Path(side)) in FORMATS)


def _syntax(path: Path) -> str:
    return Path(path.stem).suffix.lower() if path.suffix.lower() == ".gz" else path.suffix.lower()


def read_data(side: str | Path | Dataset, *, ignore_graphs: bool = False) -> DataSide:
    """The statements of a version of data, literals as they are spelt.

    The triples of a file that names no graphs go to the default graph; those of a file in a folder to the graph of its path, as the files
    below ``data/ttl`` do; a folder that holds ``data/ttl`` stands for that. About a second for 200,000 statements. Raises ``DataError``
    for a folder without RDF, ``SyntaxDataError``, ``StoreError``.
    """
    lines = frozenset(_lines(side))
    return DataSide(_name(side), frozenset(map(_without_graph, lines)) if ignore_graphs else lines)


def _name(side: str | Path | Dataset) -> str:
    return "dataset" if isinstance(side, Dataset) else str(side)


def _lines(side: str | Path | Dataset) -> Iterator[str]:
    if isinstance(side, Dataset):
        yield from _cut(side.nquads())
    elif (Path(side) / "CURRENT").exists():
        yield from _stored(Path(side))
    else:
        for loadable in _files(Path(side)):
            yield from _parsed(loadable)


def _stored(folder: Path) -> Iterator[str]:
    store = DiskStore(folder)
    try:
        buffer = io.BytesIO()
        store.dump(buffer)
    finally:
        store.close()
    return _cut(buffer.getvalue())


def _files(path: Path) -> Iterator[Loadable]:
    if not path.is_dir():
        yield open_file(path)
        return
    base = path / "data" / "ttl" if (path / "data" / "ttl").is_dir() else path
    files = sorted(file for file in base.rglob("*") if _syntax(file) in FORMATS and not _hidden(file.relative_to(base)))
    if not files:
        raise DataError(f"{path} holds no RDF file and is no tcgraph store. RDF files end in {', '.join(FORMATS)}, also with .gz.")
    for file in files:
        relative = file.relative_to(base).as_posix().removesuffix(".gz")
        named = FORMATS[_syntax(file)].supports_datasets
        yield open_file(file, graph=None if named else GRAPH + relative.rpartition(".")[0])


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _parsed(loadable: Loadable) -> Iterator[str]:
    try:
        quads = ox.parse(loadable.content, format=loadable.format, base_iri=loadable.base)
        lines = _cut(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
        return (f"{line} <{loadable.graph}>" for line in lines) if loadable.target else lines
    except (SyntaxError, ValueError) as error:
        raise syntax_error(loadable, error) from error


def _cut(nquads: bytes) -> Iterator[str]:
    """The lines without " ."."""
    return (line[:-2] for line in nquads.decode("utf-8").split("\n")[:-1])


def cut(line: str) -> Quad:
    """The four terms of a line. The engine parts them by single spaces; only the text of a literal, up to the last quote, holds others."""
    subject, predicate, rest = line.split(" ", 2)
    end = rest.rfind('"') if rest[0] == '"' else 0
    value, _, graph = rest[end:].partition(" ")
    return subject, predicate, rest[:end] + value, graph


def _without_graph(line: str) -> str:
    return " ".join(cut(line)[:3])
