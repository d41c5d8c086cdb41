"""What an indicator gives back: a small table with what must be said beside it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from tcgraph.errors import CallError, MissingExtraError
from tcgraph.files import write_bytes
from tcgraph.indicators.registry import INDICATORS
from tcgraph.solutions import Solution
from tcgraph.solutions.render import csv_text, html_table, json_text, text_table
from tcgraph.store.terms import Value

if TYPE_CHECKING:
    import polars

__all__ = ["Indicator", "Note", "made"]

Note = tuple[str, str]  # Chinese, English


@dataclass(frozen=True, slots=True, repr=False)
class Indicator:
    """An indicator's ``rows``, tuples in the order of ``columns``; values are plain Python, None where not defined.

    ``facts`` are single values that belong to the whole (the list, totals, sizes, seeds); ``notes`` say in Chinese and English what
    was left out or cannot be said. Iterate for rows with names (``row.label``), ``len()``, or take a table.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    facts: Mapping[str, Value] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    @property
    def source(self) -> str:
        """The paper that defines the indicator."""
        return INDICATORS[self.name].source

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Solution]:
        index = {name: number for number, name in enumerate(self.columns)}
        return (Solution(index, row) for row in self.rows)

    def column(self, name: str) -> list[Value]:
        """The values of one column, in order. Raises ``CallError`` for a name that is no column."""
        if name not in self.columns:
            raise CallError(f"No column {name!r} in {self.name}; there are {', '.join(self.columns)}.")
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def to_dicts(self) -> list[dict[str, Value]]:
        """One ``dict`` a row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_polars(self) -> "polars.DataFrame":
        """A polars table of typed columns. Needs ``tcgraph[tables]``."""
        try:
            import polars as pl
        except ImportError as error:
            raise MissingExtraError("polars", "tables") from error
        columns = {name: list(self.column(name)) for name in self.columns}
        return pl.DataFrame({name: pl.Series(name, values, strict=False) for name, values in columns.items()})

    def to_csv(self, file: Path | str | None = None, *, bom: bool = False) -> str | None:
        """CSV with a header, as ``Solutions.to_csv``: written to ``file``, else returned. Facts and notes are not in it."""
        text = ("\ufeff" if bom else "") + csv_text(self.columns, self.rows)
        if file is None:
            return text
        write_bytes(Path(file), text.encode("utf-8"))
        return None

    def to_json(self, *, indent: int | None = 2) -> str:
        """JSON: name, titles, source, facts, notes, and one object a row."""
        entry = INDICATORS[self.name]
        notes = [{"zh": zh, "en": en} for zh, en in self.notes]
        return json_text(
            {
                "indicator": self.name,
                "title": {"zh": entry.zh, "en": entry.en},
                "source": entry.source,
                "facts": dict(self.facts),
                "notes": notes,
                "rows": self.to_dicts(),
            },
            indent,
        )

    def to_text(self, *, language: str = "en", width: int = 120, limit: int | None = None) -> str:
        """Title, table, facts, notes and source for a terminal; numbers with four significant digits, all digits are in CSV and JSON."""
        entry = INDICATORS[self.name]
        rows = [tuple(map(_short, row)) for row in self.rows]
        shown = [number for number, name in enumerate(self.columns) if not _only_for_machines(name, self.columns, language)]
        table = text_table([self.columns[n] for n in shown], [tuple(row[n] for n in shown) for row in rows], width=width, limit=limit)
        facts = "  ".join(f"{key}={_short(value)}" for key, value in self.facts.items())
        lines = [entry.title(language), "", table.rstrip("\n") if rows else _NOTHING[language], "", facts]
        lines += [zh if language == "zh" else en for zh, en in self.notes]
        return "\n".join([*lines, _SOURCE[language] + entry.source]) + "\n"

    def __repr__(self) -> str:
        return f"<Indicator {self.name}: {len(self.rows):,} rows of {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        entry = INDICATORS[self.name]
        notes = "".join(f"<li>{escape(en)}</li>" for _, en in self.notes)
        rows = [tuple(map(_short, row)) for row in self.rows]
        head = f"<p>{escape(entry.zh)} / {escape(entry.en)}</p>"
        return f"{head}{html_table(self.columns, rows, limit=30)}<ul>{notes}</ul><p>{escape(entry.source)}</p>"


_NOTHING = {"zh": "（没有行）", "en": "(no rows)"}
_SOURCE = {"zh": "出处：", "en": "Source: "}


def _short(value: Value) -> Value:
    return float(f"{value:.4g}") if isinstance(value, float) else value


def _only_for_machines(name: str, columns: tuple[str, ...], language: str) -> bool:
    """An IRI beside its label, and the label of the other language beside that of this one."""
    if name == "iri" or name.endswith("_iri"):
        return True
    return name.endswith("_en") if language == "zh" else f"{name}_en" in columns


def made(
    name: str, columns: str, rows: Iterable[Iterable[Value]], *, facts: Mapping[str, Value] | None = None, notes: Iterable[Note] = ()
) -> Indicator:
    """An indicator of these rows; numbers of numpy must have been made plain."""
    return Indicator(name, tuple(columns.split()), tuple(tuple(row) for row in rows), dict(facts or {}), tuple(notes))
