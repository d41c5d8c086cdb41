"""The table itself.

Design: the engine hands over SPARQL tab-separated values, the one form in which every engine, embedded or remote,
can give a typed result quickly. All other forms are made from these bytes when somebody asks for them, so a result can be
read any number of times and in several forms.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from tcgraph.errors import CallError
from tcgraph.files import write_bytes
from tcgraph.solutions import convert, render
from tcgraph.store.protocol import Results
from tcgraph.store.terms import Value, to_value

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = ["Solution", "Solutions"]


class Solution(Mapping[str, Value]):
    """One solution: variable name to Python value, None where unbound. ``solution["label"]`` or ``solution.label``."""

    __slots__ = ("_index", "_values")

    def __init__(self, index: dict[str, int], values: tuple[Value, ...]) -> None:
        self._index, self._values = index, values

    def __getitem__(self, name: str) -> Value:
        return self._values[self._index[name]]

    def __getattr__(self, name: str) -> Value:
        if name in self._index:
            return self._values[self._index[name]]
        raise AttributeError(f"no variable ?{name} in this solution; there are {', '.join(self._index)}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self._index)

    def __repr__(self) -> str:
        return f"Solution({', '.join(f'{name}={self[name]!r}' for name in self)})"

    def values_tuple(self) -> tuple[Value, ...]:
        """The values in the order of the variables."""
        return self._values


class Solutions:
    """The solutions of a SELECT, in the engine's order (a query without ORDER BY has none).

    Values: IRIs and strings are ``str``, ``xsd:integer`` ``int``, ``xsd:decimal`` ``Decimal``, ``xsd:date`` ``date`` and so on;
    an ill-typed literal keeps its text; an unbound variable is None. Iterate, index, ``len()``, or take a table.
    """

    def __init__(self, results: Results) -> None:
        self._results = results
        self._rows: list[tuple[Value, ...]] | None = None

    @property
    def variables(self) -> tuple[str, ...]:
        """Variable names without ``?``, in the order of the SELECT."""
        return self._results.variables

    @property
    def tsv(self) -> bytes:
        """The result as SPARQL 1.1 tab-separated values: the only form that keeps every term exactly."""
        return self._results.tsv

    def cells(self) -> list[list[str]]:
        """The terms as text, row by row, in the syntax of SPARQL; unbound is the empty string."""
        lines = self.tsv.decode("utf-8").split("\n")[1:-1]
        return [line.split("\t") for line in lines] if self.variables else [[] for _ in lines]

    def rows(self) -> list[tuple[Value, ...]]:
        """All rows as tuples of Python values; made once."""
        if self._rows is None:
            self._rows = [tuple(map(to_value, cells)) for cells in self.cells()]
        return self._rows

    def __len__(self) -> int:
        return self.tsv.count(b"\n") - 1

    def __iter__(self) -> Iterator[Solution]:
        index = {name: i for i, name in enumerate(self.variables)}
        return (Solution(index, row) for row in self.rows())

    @overload
    def __getitem__(self, key: int) -> Solution: ...
    @overload
    def __getitem__(self, key: str) -> list[Value]: ...
    def __getitem__(self, key: int | str) -> Solution | list[Value]:
        """Solution number ``key``, or the column of variable ``key``."""
        if isinstance(key, str):
            return self.column(key)
        return Solution({name: i for i, name in enumerate(self.variables)}, self.rows()[key])

    def column(self, variable: str) -> list[Value]:
        """The values of one variable, in order."""
        if variable not in self.variables:
            raise CallError(f"No variable ?{variable} in this result; there are {', '.join(self.variables)}.")
        place = self.variables.index(variable)
        return [row[place] for row in self.rows()]

    def one(self) -> Solution:
        """The only solution. Raises ``CallError`` if there are none or several."""
        if len(self) != 1:
            raise CallError(f"Exactly one solution was expected, there are {len(self)}.")
        return self[0]

    def to_dicts(self) -> list[dict[str, Value]]:
        """One ``dict`` a solution."""
        return [dict(zip(self.variables, row, strict=True)) for row in self.rows()]

    def to_polars(self) -> "polars.DataFrame":
        """A polars table. A column is typed when all its values agree (integer, decimal as float, boolean, date), else text.

        Needs ``tcgraph[tables]``. Vectorised: about a third of a second per million cells.
        """
        return convert.to_polars(self.variables, self.tsv)

    def to_arrow(self) -> "pyarrow.Table":
        """An Arrow table, typed as ``to_polars``. Needs ``tcgraph[tables]``."""
        return convert.to_arrow(self.variables, self.tsv)

    def to_pandas(self) -> "pandas.DataFrame":
        """A pandas table of nullable types: ``Int64``, ``Float64`` (decimals too), ``boolean``, ``string``, dates as ``datetime64``.

        A column whose values do not agree holds Python values. Needs ``tcgraph[pandas]``.
        """
        return convert.to_pandas(self.variables, self.rows())

    def to_csv(self, file: Path | str | None = None, *, bom: bool = False) -> str | None:
        """CSV with a header, RFC 4180 line ends and UTF-8; ``bom=True`` for Excel. Written to ``file``, else returned."""
        text = ("\ufeff" if bom else "") + render.csv_text(self.variables, self.rows())
        if file is None:
            return text
        write_bytes(Path(file), text.encode("utf-8"))
        return None

    def to_json(self, *, indent: int | None = 2) -> str:
        """JSON: an array with one object a solution; unbound is null, dates are ISO 8601, decimals are numbers."""
        return render.json_text(self.to_dicts(), indent)

    def to_text(self, *, width: int = 120, limit: int | None = None) -> str:
        """A table for a terminal of ``width`` columns; Chinese characters count two."""
        return render.text_table(self.variables, self.rows(), width=width, limit=limit)

    def serialize(self, format: str) -> bytes:
        """W3C results in ``"json"``, ``"xml"``, ``"csv"`` or ``"tsv"``; ``"ttl"`` is the W3C result-set vocabulary in Turtle."""
        return convert.serialize(self.variables, self.tsv, self.cells, format)

    def _repr_html_(self) -> str:
        return render.html_table(self.variables, self.rows(), limit=30)

    def __repr__(self) -> str:
        return f"<Solutions: {len(self):,} of {', '.join('?' + name for name in self.variables)}>"

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, Solutions) and self._results == other._results

    __hash__ = None  # type: ignore[assignment]
