"""Rosters in CSV files of anybody's: which column is which, what merged cells mean, and which rows cannot be."""

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tcgraph import resources
from tcgraph.diff.sides import RosterSide
from tcgraph.diff.words import NOTES
from tcgraph.errors import DataError, FormatError, SourceError
from tcgraph.files import read_table
from tcgraph.identity import Roster, RosterRow
from tcgraph.names import check_name, normal_form, split_mark

__all__ = ["TABLES", "read_roster"]

TABLES = (".csv", ".tsv", ".txt")
_OTHERS = {
    "a workbook": (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".et", ".numbers"), "a PDF": (".pdf",), "a page": (".html", ".htm"),
    "a document": (".doc", ".docx", ".wps", ".ofd"),
}  # fmt: skip
_SAVE = "rosters are read as CSV. In Excel or WPS: Save as, 'CSV UTF-8 (*.csv)'."
_TITLES = 10  # lines above the header that may hold the title of the list
_LEGEND = {"position": "序号 / position", "name": "企业名称 / enterprise_name", "region": "地区 / region", "kind": "类型 / kind",
           "new": "新认定 / newly_certified", "province": "登记省份 / registered_province"}  # fmt: skip
Lines = list[tuple[int, list[str]]]


@dataclass(frozen=True)
class _Table:
    file: Path
    columns: dict[str, int]
    rows: Lines

    def cell(self, values: Sequence[str], column: str) -> str:
        return values[self.columns[column]].strip() if column in self.columns else ""


def read_roster(file: Path, *, fill_regions: bool | None = None) -> RosterSide:
    """The roster in a CSV of UTF-8, with or without byte order mark; columns parted by comma, semicolon or tab.

    The header is the first of the first ten lines that has a column of names; ``data/rules/roster-columns.csv`` holds the headings that
    are known. ``fill_regions`` takes an empty region for the one above it (merged cells); None does so where every region stands once,
    at the head of its rows. Without positions, or where they begin anew, the order of the lines counts. Raises ``FormatError`` for a
    file of another kind, ``SourceError`` with file and line for a header or row that cannot be read.
    """
    if what := next((what for what, endings in _OTHERS.items() if file.suffix.lower() in endings), ""):
        raise FormatError(f"{file} is {what}; {_SAVE}")
    table = _table(file, _text(file))
    notes: list[tuple[str, str]] = []
    regions = _regions(table, fill_regions, notes)
    rows = [_row(table, line, values, region) for (line, values), region in zip(table.rows, regions, strict=True)]
    printed = {row.key: row.position for row in rows}
    return RosterSide(str(file), file.name, Roster(_numbered(file, rows, notes)), printed=printed, notes=tuple(notes))


def _text(file: Path) -> str:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise DataError(f"{file} cannot be read: {error.strerror or error}. Check the name and the permissions.") from error
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise FormatError(f"{file} is a workbook, whatever its ending; {_SAVE}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(file, _encoding(content), content.count(b"\n", 0, error.start) + 1) from error


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "this is UTF-16, not UTF-8. Save it as 'CSV UTF-8', or: iconv -f UTF-16 -t UTF-8 FILE"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "this is not UTF-8. Save the table as 'CSV UTF-8'."
    return ("this is not UTF-8; it reads as GB18030 (GBK), as Excel saves 'CSV' in China. Save it as 'CSV UTF-8', "
            "or: iconv -f GB18030 -t UTF-8 FILE")


def _table(file: Path, text: str) -> _Table:
    for delimiter in ",;\t":
        lines = _lines(file, text, delimiter)
        for number, (_, values) in enumerate(lines[:_TITLES]):
            columns = _columns(file, lines[number][0], values)
            if "name" in columns:
                return _Table(file, columns, list(_checked(file, lines[number + 1 :], len(values))))
    raise SourceError(file, _no_header(_lines(file, text, ",")), 1)


def _no_header(lines: Lines) -> str:
    if not lines:
        return "the file is empty; its first line names the columns, 企业名称 / enterprise_name among them"
    found = ", ".join(repr(value[:40]) for value in lines[0][1])
    return f"no column of names in the header; found: {found}. Known columns: {'; '.join(_LEGEND.values())}. Rename the column of names."


def _lines(file: Path, text: str, delimiter: str) -> Lines:
    """The lines that hold anything, with their numbers; a cell with a line break makes one line of several."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [(reader.line_num, values) for values in reader if any(value.strip() for value in values)]
    except csv.Error as error:
        raise SourceError(file, f"not a CSV row: {error}", reader.line_num) from error


@cache
def _known() -> Mapping[str, str]:
    return {_plain(row["header"]): row["column"] for row in read_table(resources.rules() / "roster-columns.csv")}


@cache
def _words() -> Mapping[tuple[str, str], str]:
    return {(row["column"], _plain(row["word"])): row["value"] for row in read_table(resources.rules() / "roster-words.csv")}


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", normal_form(text)).casefold()


def _columns(file: Path, line: int, values: Sequence[str]) -> dict[str, int]:
    named = [(known, at) for at, value in enumerate(values) if (known := _known().get(_plain(value)))]
    twice = [name for name, count in Counter(name for name, _ in named).items() if count > 1]
    if twice and "name" in dict(named):
        found = ", ".join(repr(values[at]) for name, at in named if name == twice[0])
        raise SourceError(file, f"{found} all mean {_LEGEND[twice[0]]}; rename or remove all but one", line)
    return dict(named)


def _checked(file: Path, lines: Lines, width: int) -> Iterator[tuple[int, list[str]]]:
    for line, values in lines:
        if len(values) > width and any(value.strip() for value in values[width:]):
            raise SourceError(file, f"{len(values)} values where the header has {width}: {', '.join(values)[:80]}", line)
        yield line, [*values, *[""] * (width - len(values))]


def _regions(table: _Table, fill: bool | None, notes: list[tuple[str, str]]) -> list[str]:
    """The region of each row, by the full name of the place where it is known."""
    given = [table.cell(values, "region") for _, values in table.rows]
    empty = given.count("")
    if fill is None:
        fill = _merged(given)
        if fill:
            notes.append(_note("filled", table.file, empty))
    above, found = "", []
    for region in given:
        above = region or above
        found.append(_places()[0].get(above if fill else region, above if fill else region))
    return found


def _note(key: str, file: Path, number: int = 0) -> tuple[str, str]:
    zh, en = NOTES[key]
    return zh.format(name=file.name, n=number), en.format(name=file.name, n=number)


def _merged(regions: Sequence[str]) -> bool:
    """Whether each region stands once, at the head of its rows, as merged cells are saved."""
    named = [region for region in regions if region]
    return bool(named) and regions[0] != "" and len(named) < len(regions) and len(set(named)) == len(named)


@cache
def _places() -> tuple[Mapping[str, str], Mapping[str, frozenset[str]]]:
    """Full names by full and short name, and the regions under which a firm of a province can be printed."""
    rows = read_table(resources.sources() / "places.csv")
    parent = {row["gb2260"]: row["name_zh"] for row in rows if row["gb2260"]}
    held: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        held[parent.get(row["parent_gb2260"], row["name_zh"])].add(row["name_zh"])
    full = {name: row["name_zh"] for row in rows for name in (row["short_zh"], row["name_zh"])}
    return full, {name: frozenset(held[whole]) for name, whole in full.items()}


def _row(table: _Table, line: int, values: Sequence[str], region: str) -> RosterRow:
    name, kind = table.cell(values, "name"), _word(table, line, values, "kind", "center")
    check_name(name, file=table.file, row=line)
    seat = _places()[1].get(table.cell(values, "province"), frozenset()) if kind == "center" else frozenset()
    new = _word(table, line, values, "new", "no") == "yes"
    return RosterRow(f"{table.file}:{line}", split_mark(name)[0], kind, region, _position(table, line, values), new, seat)


def _word(table: _Table, line: int, values: Sequence[str], column: str, otherwise: str) -> str:
    text = table.cell(values, column)
    found = _words().get((column, _plain(text))) if text else otherwise
    if found is None:
        known = ", ".join(word for name, word in _words() if name == column)
        raise SourceError(table.file, f"{_LEGEND[column]} is {text!r} for {table.cell(values, 'name')!r}; known: {known}", line)
    return found


def _position(table: _Table, line: int, values: Sequence[str]) -> int | None:
    text = normal_form(table.cell(values, "position"))
    if not text:
        return None
    if not (match := re.fullmatch(r"(\d{1,9})(?:\.0*)?", text, re.ASCII)):
        name = table.cell(values, "name")
        raise SourceError(table.file, f"{_LEGEND['position']} is {text[:40]!r} for {name!r}; it is a number, or empty", line)
    return int(match[1])


def _numbered(file: Path, rows: list[RosterRow], notes: list[tuple[str, str]]) -> list[RosterRow]:
    """The rows, numbered by line where they have no positions or these begin anew: then the order of the lines is the order of the list."""
    if not rows:
        raise SourceError(file, "there is a header and no row; a roster has one row per center", 1)
    known = [(row.new, row.position) for row in rows if row.position is not None]
    if known and len(set(known)) == len(known):
        return rows
    if not known:
        notes.append(_note("unnumbered", file))
    return [replace(row, position=number) for number, row in enumerate(rows, start=1)]
