"""Where columns come from: files, stores, rdflib graphs, N-Triples."""

from collections.abc import Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import numpy as np
import pyoxigraph as ox
from numpy.typing import NDArray

from tcgraph.columns import disk
from tcgraph.columns.blank import renamer
from tcgraph.columns.columns import Columns
from tcgraph.columns.encode import Encoded, Encoder, finish
from tcgraph.columns.foreign import numbered
from tcgraph.columns.terms import Terms
from tcgraph.errors import StoreError
from tcgraph.store.formats import Loadable, open_file, syntax_error

if TYPE_CHECKING:
    import rdflib

    from tcgraph.store.embedded import EmbeddedStore

__all__ = ["from_files", "from_files_beside", "from_ntriples", "from_rdflib", "from_store", "kept_in"]


def _columns(encoded: Encoded) -> Columns:
    return Columns.of_triples(Terms(encoded.arena, encoded.suffixes), encoded.subjects, encoded.predicates, encoded.objects)


def from_files(files: Iterable[Loadable]) -> Columns:
    """All graphs of all files together, each triple once. Raises ``SyntaxDataError`` at the first mistake, with file, line and column.

    Blank nodes of different files are different: where there are several files, labels begin with ``f1.``, ``f2.`` … by their order.
    Costs about as long as parsing does, and again; the text of the triples is never held as a whole.
    """
    return _columns(_encoded(files, ())[0])


def from_files_beside(files: Iterable[Loadable], reference: Iterable[Loadable]) -> tuple[Columns, NDArray[np.int32]]:
    """The columns of files and of reference files together, and the nodes that the former speak of: their subjects, ascending.

    As ``from_files``; labels of blank nodes are those that the files would have alone, those of reference files begin with ``r1.`` ….
    """
    encoded, own = _encoded(files, reference)
    present = np.zeros(len(encoded.arena), np.bool_)
    present[encoded.subjects[:own]] = True
    return _columns(encoded), np.flatnonzero(present).astype(np.int32)


def _encoded(files: Iterable[Loadable], reference: Iterable[Loadable]) -> tuple[Encoded, int]:
    """All files, and how many triples, as they came, are not those of reference files."""
    files, encoder = list(files), Encoder()
    _encode(files, encoder, b"f%d." if len(files) > 1 else b"")
    own = encoder.count
    _encode(reference, encoder, b"r%d.")
    return encoder.encoded(), own


def _encode(files: Iterable[Loadable], encoder: Encoder, prefix: bytes) -> None:
    for number, loadable in enumerate(files, 1):
        _parse(loadable, encoder)
        encoder.rename_blank_nodes(renamer(loadable, prefix % number if prefix else b""))


def _parse(loadable: Loadable, encoder: Encoder) -> None:
    try:
        quads: Iterable[ox.Quad] = ox.parse(loadable.content, format=loadable.format, base_iri=loadable.base)
        _write(quads, encoder, graphs=loadable.format.supports_datasets)
    except (SyntaxError, ValueError) as error:
        raise syntax_error(loadable, error) from error


def _write(quads: Iterable[ox.Quad], encoder: Encoder, *, graphs: bool) -> None:
    triples = (quad.triple for quad in quads) if graphs else quads
    ox.serialize(triples, cast("IO[bytes]", encoder), format=ox.RdfFormat.N_TRIPLES)


def kept_in(folder: Path | str, files: Iterable[Path | str]) -> Columns:
    """The columns of files, opened from the folder where it holds them as the files are now; else built and saved there.

    Raises what ``open_file``, ``from_files`` and ``Columns.save`` raise.
    """
    files = list(files)
    try:
        return Columns.open(folder, files=files)
    except StoreError:
        sources = disk.stamp(files)  # before they are read: a change in between makes the folder stale, not wrong
        disk.write(from_files(map(open_file, files)).parts(), Path(folder), sources)
        return Columns.open(folder)


def from_ntriples(content: bytes, checked: bool = False) -> Columns:
    """The graph of N-Triples. ``checked`` says that the embedded engine wrote them, so that they need not be parsed; nothing is
    looked at then. Raises ``SyntaxDataError``, with line and column, where they are parsed."""
    encoder = Encoder()
    if checked:
        encoder.write(content)
    else:
        _parse(Loadable("the N-Triples", content, ox.RdfFormat.N_TRIPLES), encoder)
    return _columns(encoder.encoded())


def from_store(store: "ox.Store | EmbeddedStore") -> Columns:
    """All graphs of a ``pyoxigraph.Store``, or of a store of this library, together. Labels of blank nodes are those of the store."""
    encoder = Encoder()
    _write(store if isinstance(store, ox.Store) else store.engine, encoder, graphs=True)
    return _columns(encoder.encoded())


def from_rdflib(graph: "rdflib.Graph") -> Columns:
    """The triples of an rdflib graph, or of all graphs of a dataset. Labels of blank nodes are rdflib's.

    Raises ``DataError`` for what is no RDF: a literal as subject, an IRI with a space in it, a formula.
    """
    return _columns(finish(*numbered(graph)))
