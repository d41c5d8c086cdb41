"""From tab-separated values to other people's tables."""

import datetime as dt
import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from tcgraph.errors import FormatError, MissingExtraError
from tcgraph.store.terms import Value, unescape
from tcgraph.turtle import literal, to_turtle

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = ["serialize", "to_arrow", "to_pandas", "to_polars"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_LONG_NUMBER = r'^"([^"]*)"\^\^<http://www\.w3\.org/2001/XMLSchema#(?:decimal|double|float)>$'
"""A whole number that is no integer: in the short form of the engine it would read as one."""
_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_W3C = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}


def to_polars(variables: Sequence[str], tsv: bytes) -> "polars.DataFrame":
    """See ``Solutions.to_polars``."""
    try:
        import polars as pl
    except ImportError as error:
        raise MissingExtraError("polars", "tables") from error
    if tsv.count(b"\n") < 2 or not variables:
        return pl.DataFrame(schema=dict.fromkeys(variables, pl.String))
    raw = pl.read_csv(
        io.BytesIO(tsv), separator="\t", quote_char=None, infer_schema=False,
        has_header=False, skip_rows=1, new_columns=list(variables), truncate_ragged_lines=False,
    )  # fmt: skip
    return raw.with_columns(_typed(pl, raw.get_column(name)).alias(name) for name in variables)


def _typed(pl: Any, column: "polars.Series") -> "polars.Series":
    """The column in the one type that all its cells share, else as text."""
    numbers = column.str.replace(_LONG_NUMBER, "${1}e0")
    if (numbers.drop_nulls() != column.drop_nulls()).any() and numbers.drop_nulls().str.contains(_COLUMN_TYPES[2][0]).all():
        column = numbers
    cells = column.drop_nulls().unique()
    for pattern, convert in _COLUMN_TYPES:
        if cells.str.contains(pattern).all() and len(cells):
            try:
                typed: polars.Series = convert(pl, column)
                return typed
            except (pl.exceptions.PolarsError, ValueError):
                break
    return _text(pl, column)


def _text(pl: Any, column: "polars.Series") -> "polars.Series":
    text = column.str.replace(r"^<(.*)>$", "$1").str.replace(r'(?s)^"(.*)"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?$', "$1")
    if column.str.contains("\\", literal=True).any():
        return text.map_elements(unescape, return_dtype=pl.String)
    return text


def _dated(kind: str) -> Callable[[Any, "polars.Series"], "polars.Series"]:
    def convert(pl: Any, column: "polars.Series") -> "polars.Series":
        text = column.str.slice(1).str.split_exact('"', 1).struct.field("field_0")
        return text.str.to_date("%Y-%m-%d", strict=True) if kind == "date" else text.str.to_datetime(strict=True)

    return convert


_COLUMN_TYPES: tuple[tuple[str, Callable[[Any, Any], Any]], ...] = (
    (r"^<", lambda pl, c: c.str.slice(1, None).str.strip_suffix(">")),
    (r"^[+-]?[0-9]+$", lambda pl, c: c.cast(pl.Int64, strict=True)),
    (r"^[+-]?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?$", lambda pl, c: c.cast(pl.Float64, strict=True)),
    (r"^(?:true|false)$", lambda pl, c: c == "true"),
    (r'^"\d{4}-\d{2}-\d{2}"\^\^<http://www\.w3\.org/2001/XMLSchema#date>$', _dated("date")),
    (r'^".*"\^\^<http://www\.w3\.org/2001/XMLSchema#dateTime>$', _dated("dateTime")),
)


def to_arrow(variables: Sequence[str], tsv: bytes) -> "pyarrow.Table":
    """See ``Solutions.to_arrow``."""
    try:
        return to_polars(variables, tsv).to_arrow()
    except ModuleNotFoundError as error:
        raise MissingExtraError("pyarrow", "tables") from error


def to_pandas(variables: Sequence[str], rows: Sequence[tuple[Value, ...]]) -> "pandas.DataFrame":
    """See ``Solutions.to_pandas``."""
    try:
        import pandas
    except ImportError as error:
        raise MissingExtraError("pandas", "pandas") from error
    columns = {number: _series(pandas, [row[number] for row in rows]) for number in range(len(variables))}
    frame = pandas.DataFrame(columns)
    frame.columns = pandas.Index(variables, dtype="object")
    return frame


def _series(pandas: Any, values: list[Value]) -> "pandas.Series[Any]":
    """The column in the one type that all its cells share; unbound is ``NA``. Numbers that are too large, and mixtures, stay objects."""
    kinds = {type(value) for value in values if value is not None}
    for members, dtype in _PANDAS:
        if kinds and kinds <= members:
            plain = [float(value) if isinstance(value, Decimal) else value for value in values]
            try:
                return pandas.Series(plain, dtype=dtype)
            except (OverflowError, TypeError, ValueError):
                break
    return pandas.Series(values, dtype="object")


_PANDAS: tuple[tuple[set[type], str], ...] = (
    ({bool}, "boolean"), ({int}, "Int64"), ({int, float, Decimal}, "Float64"), ({str}, "string"), ({dt.date}, "datetime64[s]"),
    ({dt.datetime}, "datetime64[us]"),
)  # fmt: skip


def serialize(variables: Sequence[str], tsv: bytes, cells: Callable[[], list[list[str]]], format: str) -> bytes:
    """See ``Solutions.serialize``."""
    if format == "ttl":
        return _result_set(variables, cells()).encode("utf-8")
    if format not in _W3C:
        raise FormatError(f"No result format {format!r}. Known: {', '.join(sorted([*_W3C, 'ttl']))}.")
    parsed = ox.parse_query_results(tsv, format=ox.QueryResultsFormat.TSV)
    return parsed.serialize(format=_W3C[format]) or b""


def _result_set(variables: Sequence[str], rows: list[list[str]]) -> str:
    """The W3C result-set vocabulary, with one named solution a row (``urn:`` names, so that rows keep their order)."""
    results, statements = "<urn:tcgraph:results>", []

    def add(subject: str, term: str, value: str) -> None:
        statements.append((subject, f"<{_RS}{term}>", value))

    statements.append((results, "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", f"<{_RS}ResultSet>"))
    for name in variables:
        add(results, "resultVariable", literal(name))
    for number, row in enumerate(rows, 1):
        solution = f"<urn:tcgraph:solution:{number:07d}>"
        add(results, "solution", solution)
        add(solution, "index", literal(str(number), datatype="integer"))
        for name, cell in zip(variables, row, strict=True):
            if cell:
                binding = f"<urn:tcgraph:solution:{number:07d}:{name}>"
                add(solution, "binding", binding)
                add(binding, "variable", literal(name))
                add(binding, "value", _as_term(cell))
    return to_turtle(statements, first=results, prefixes={"rs": _RS, "xsd": _XSD})


def _as_term(cell: str) -> str:
    if cell[0] in '<"_':
        return cell
    if cell in ("true", "false"):
        return literal(cell, datatype="boolean")
    kind = "integer" if cell.lstrip("+-").isdigit() else "double" if "e" in cell.lower() else "decimal"
    return literal(cell, datatype=kind)
