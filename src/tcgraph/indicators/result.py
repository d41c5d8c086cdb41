"""What an indicator gives back: a small table with what must be said beside it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tcgraph.errors import CallError, FormatError, MissingExtraError
from tcgraph.files import write_bytes, write_with
from tcgraph.indicators.registry import ENDINGS, INDICATORS
from tcgraph.indicators.words import HEADS, said
from tcgraph.solutions import Solution
from tcgraph.solutions.convert import to_pandas
from tcgraph.solutions.render import csv_text, json_text, text_table
from tcgraph.store.terms import Value

if TYPE_CHECKING:
    import pandas
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
        """The papers that define the indicator, with DOI."""
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

    def to_pandas(self) -> "pandas.DataFrame":
        """A pandas table of typed columns, nullable ones. Needs ``tcgraph[pandas]``."""
        return to_pandas(self.columns, self.rows)

    def about(self) -> dict[str, Any]:
        """What must be said beside the numbers, as plain values: names, definition, units, papers with DOI, facts, notes."""
        entry = INDICATORS[self.name]
        return {
            "indicator": self.name,
            "title": _both(entry.titles),
            "definition": _both(entry.definitions),
            "unit": _both(entry.units),
            "source": [{"text": paper.text, "doi": paper.doi or None} for paper in entry.papers],
            "facts": dict(self.facts),
            "notes": [_both(note) for note in self.notes],
        }

    def to_csv(self, file: Path | str | None = None, *, bom: bool = False) -> str | None:
        """CSV with a header, as ``Solutions.to_csv``: written to ``file``, else returned; ``bom`` for Excel. ``write`` puts beside it
        what it is."""
        text = ("\ufeff" if bom else "") + csv_text(self.columns, self.rows)
        if file is None:
            return text
        write_bytes(Path(file), text.encode("utf-8"))
        return None

    def to_json(self, *, indent: int | None = 2) -> str:
        """JSON: what ``about`` says, and one object a row."""
        return json_text({**self.about(), "rows": self.to_dicts()}, indent)

    def to_parquet(self, file: Path | str) -> None:
        """Parquet with typed columns; the file's metadata have what ``about`` says under ``tcgraph``. Needs ``tcgraph[tables]``."""
        try:
            import pyarrow as pa
            from pyarrow import parquet
        except ImportError as error:
            raise MissingExtraError("pyarrow", "tables") from error
        table = pa.table({name: pa.array(self.column(name), None if self.rows else pa.string()) for name in self.columns})
        table = table.replace_schema_metadata({"tcgraph": json_text(self.about(), None)})
        write_with(Path(file), lambda output: parquet.write_table(table, output))

    def to_html(self, *, language: str = "en") -> str:
        """A page of its own: title, definition, table with links, facts, notes, sources."""
        head = f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(INDICATORS[self.name].title(language))}'
        return f"{head}</title><style>{_STYLE}</style></head><body>{self._html(language, None)}</body></html>\n"

    def write(self, file: Path | str, *, language: str = "en") -> list[Path]:
        """Writes the result; the ending tells the format: ``.csv`` (for Excel, with byte order mark; beside it ``NAME.csv-metadata.json``
        has what CSV cannot hold), ``.json``, ``.html``, ``.parquet``, ``.txt``. Returns the files. Raises ``FormatError``, ``OutputError``.
        """
        path = Path(file)
        ending = path.suffix.lower()
        if ending not in ENDINGS:
            raise FormatError(f"{path}: an indicator is written as {', '.join(ENDINGS)}, by the ending of the file.")
        if ending == ".parquet":
            self.to_parquet(path)
            return [path]
        if ending == ".csv":
            self.to_csv(path, bom=True)
            beside = path.with_name(f"{path.name}-metadata.json")
            write_bytes(beside, (json_text(self.about()) + "\n").encode("utf-8"))
            return [path, beside]
        made_of = {".json": lambda: self.to_json() + "\n", ".html": lambda: self.to_html(language=language)}
        text = made_of.get(ending, lambda: self.to_text(language=language))()
        write_bytes(path, text.encode("utf-8"))
        return [path]

    def to_text(self, *, language: str = "en", width: int = 120, limit: int | None = None) -> str:
        """Title, definition, table, facts, notes, units and sources for a terminal; numbers with four significant digits, all digits are
        in CSV and JSON."""
        entry = INDICATORS[self.name]
        heads, rows = self._readable(language)
        table = text_table(heads, rows, width=width, limit=limit) if rows else _NOTHING[language]
        facts = "  ".join(f"{key}={value}" for key, value in self._facts(language).items())
        lines = [entry.title(language), entry.definition(language), "", table.rstrip("\n"), "", facts]
        lines += [zh if language == "zh" else en for zh, en in self.notes]
        lines += [_UNIT[language] + entry.unit(language), _SOURCE[language] + entry.source]
        return "\n".join(lines) + "\n"

    def _readable(self, language: str) -> tuple[list[str], list[tuple[Value, ...]]]:
        """The columns for people: labels of one language, numbers short, no IRIs."""
        shown = [number for number, name in enumerate(self.columns) if not _only_for_machines(name, self.columns, language)]
        names = [self.columns[number] for number in shown]
        rows: list[tuple[Value, ...]] = [tuple(_short(said(name, row[n], language)) for n, name in zip(shown, names, strict=True))
                                         for row in self.rows]  # fmt: skip
        return [_head(name, language) for name in names], rows

    def _facts(self, language: str) -> dict[str, str]:
        found = {_head(key, language): _short(said(key, value, language)) for key, value in self.facts.items() if value is not None}
        truth = HEADS if language == "zh" else {}
        return {key: truth.get(str(value).lower(), str(value)) if isinstance(value, bool) else str(value) for key, value in found.items()}

    def __repr__(self) -> str:
        return f"<Indicator {self.name}: {len(self.rows):,} rows of {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        return self._html("en", 30)

    def _html(self, language: str, limit: int | None) -> str:
        entry = INDICATORS[self.name]
        heads, rows = self._readable(language)
        links = [self._links(row) for row in self.rows]
        head = "".join(f"<th>{escape(name)}</th>" for name in heads)
        shown = list(zip(rows, links, strict=True))[:limit]
        body = "".join(f"<tr>{_cells(row, link)}</tr>" for row, link in shown)
        more = f"<p>{len(rows) - len(shown):,} / {len(rows):,}</p>" if len(shown) < len(rows) else ""
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}" if rows else f"<p>{_NOTHING[language]}</p>"
        facts = " · ".join(f"{escape(key)}: {escape(value)}" for key, value in self._facts(language).items())
        notes = "".join(f"<li>{escape(zh if language == 'zh' else en)}</li>" for zh, en in self.notes)
        papers = "; ".join(f'<a href="{p.link}">{escape(p.text)}</a>' if p.doi else escape(p.text) for p in entry.papers)
        about = f"<p>{_UNIT[language]}{escape(entry.unit(language))}</p><p>{_SOURCE[language]}{papers or escape(entry.source)}</p>"
        titles = f"{escape(entry.title(language))}", f"{escape(entry.definition(language))}"
        return f"<p><b>{titles[0]}</b><br>{titles[1]}</p>{table}<p>{facts}</p><ul>{notes}</ul>{about}"

    def _links(self, row: tuple[Value, ...]) -> str:
        """The IRI that a row is about, else the empty string: its first label is linked to it."""
        places = [number for number, name in enumerate(self.columns) if name in ("iri", "province_iri", "group")]
        return next((str(row[n]) for n in places if str(row[n]).startswith(("http://", "https://"))), "")


_NOTHING = {"zh": "（没有行）", "en": "(no rows)"}
_SOURCE = {"zh": "出处：", "en": "Source: "}
_UNIT = {"zh": "单位：", "en": "Units: "}
_STYLE = (
    "body{font-family:sans-serif;margin:2em;max-width:70em}table{border-collapse:collapse}"
    "td,th{padding:.2em .7em;border-bottom:1px solid #ccc}td.n{text-align:right;font-variant-numeric:tabular-nums}th{text-align:left}"
)


def _both(texts: tuple[str, str]) -> dict[str, str]:
    return {"zh": texts[0], "en": texts[1]}


def _head(name: str, language: str) -> str:
    if language == "zh":
        return HEADS.get(name, name)
    return name.removesuffix("_en") if name.endswith("_en") else name


def _cells(row: tuple[Value, ...], link: str) -> str:
    """The cells of a row; the first text, its label, leads to what the row is about."""
    found, place = [], next((number for number, value in enumerate(row) if isinstance(value, str)), -1)
    for number, value in enumerate(row):
        text = "" if value is None else escape(str(value))
        text = f'<a href="{escape(link)}">{text}</a>' if link and number == place else text
        found.append(f'<td class="n">{text}</td>' if isinstance(value, int | float) else f"<td>{text}</td>")
    return "".join(found)


def _short(value: Any) -> Value:
    found: Value = float(f"{value:.4g}") if isinstance(value, float) else value
    return found


def _only_for_machines(name: str, columns: tuple[str, ...], language: str) -> bool:
    """An IRI beside its label, and the label of the other language beside that of this one."""
    if name == "iri" or name.endswith("_iri") or (name == "group" and "label" in columns):
        return True
    return name.endswith("_en") if language == "zh" else f"{name}_en" in columns


def made(
    name: str, columns: str, rows: Iterable[Iterable[Value]], *, facts: Mapping[str, Value] | None = None, notes: Iterable[Note] = ()
) -> Indicator:
    """An indicator of these rows; numbers of numpy must have been made plain."""
    return Indicator(name, tuple(columns.split()), tuple(tuple(row) for row in rows), dict(facts or {}), tuple(notes))
