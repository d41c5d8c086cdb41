"""Columns as Parquet files: the terms, and the triples by predicate, as Spark, polars and DuckDB read them."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tcgraph.errors import MissingExtraError, OutputError

if TYPE_CHECKING:
    from tcgraph.columns.columns import Columns

__all__ = ["write"]

_TERMS, _PREDICATES, _TRIPLES = "terms.parquet", "predicates.parquet", "triples"
_KINDS = ("IRI", "blank node", "literal")
_ROWS = 1 << 18
"""Terms that are turned into text at a time."""


def write(columns: "Columns", folder: Path) -> Path:
    """See ``Columns.to_parquet``."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("pyarrow", "tables") from error
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not _is_ours(folder))):
        raise OutputError(folder, "holds something else than a graph in Parquet, and stays as it is. Name another folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as place:
            new, old = Path(place) / "new", Path(place) / "old"
            new.mkdir()
            _write_all(columns, new)
            if folder.exists():
                folder.rename(old)
            new.rename(folder)
    except OSError as error:
        raise OutputError(folder, error.strerror or str(error)) from error
    return folder


def _is_ours(folder: Path) -> bool:
    return {entry.name for entry in folder.iterdir()} == {_TERMS, _PREDICATES, _TRIPLES}


def _write_all(columns: "Columns", folder: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    _write_terms(columns, folder / _TERMS)
    counts = [len(columns.forward(predicate)) for predicate in columns.predicates.tolist()]
    iris = pa.array(columns.terms.value(columns.predicates), pa.string())
    pq.write_table(pa.table({"id": columns.predicates, "iri": iris, "count": pa.array(counts, pa.int64())}), folder / _PREDICATES)
    (folder / _TRIPLES).mkdir()
    for predicate in columns.predicates.tolist():
        pairs, part = columns.forward(predicate), folder / _TRIPLES / f"predicate={predicate}"
        part.mkdir()
        pq.write_table(pa.table({"subject": pairs.keys, "object": pairs.values}), part / "part-0.parquet")


def _write_terms(columns: "Columns", file: Path) -> None:
    """The dictionary, a few terms at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = ("kind", "term", "value", "datatype", "language")
    schema = pa.schema([("id", pa.int32()), *((name, pa.string()) for name in texts), ("number", pa.float64())])
    with pq.ParquetWriter(file, schema) as writer:
        for start in range(0, len(columns.terms), _ROWS):
            ids = np.arange(start, min(start + _ROWS, len(columns.terms)), dtype=np.int32)
            writer.write_table(pa.table(_described(columns, ids), schema=schema))


def _described(columns: "Columns", ids: NDArray[np.int32]) -> dict[str, Any]:
    """The columns of the table of terms. What a term has not is null."""
    import pyarrow as pa

    terms, literals = columns.terms, columns.terms.literals
    datatypes, languages, numbers = literals.datatype[ids], literals.language[ids], literals.number[ids]
    return {
        "id": ids,
        "kind": _chosen(terms.kinds[ids], list(_KINDS)),
        "term": pa.array(terms.text(ids), pa.string()),
        "value": pa.array(terms.value(ids), pa.string()),
        "datatype": _named(columns, datatypes),
        "language": _chosen(languages, literals.languages),
        "number": pa.array(numbers, mask=np.isnan(numbers)),
    }


def _named(columns: "Columns", ids: NDArray[np.int32]) -> Any:
    """The IRIs of ids, null for -1."""
    found, which = np.unique(ids, return_inverse=True)
    known = int(found[:1].min(initial=0) < 0)
    return _chosen(which - known, columns.terms.value(found[known:]))


def _chosen(places: NDArray[np.integer], texts: list[str]) -> Any:
    """The texts at these places, null for -1."""
    import pyarrow as pa

    which = pa.array(places.astype(np.int32), mask=places < 0)
    return pa.DictionaryArray.from_arrays(which, pa.array(texts, pa.string())).cast(pa.string())
