"""Reads the facts as received: a CSV per source, and a JSON sidecar that says where it comes from and what it hashes to."""

import csv
import datetime as dt
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tcgraph.errors import SourceError
from tcgraph.files import write_text
from tcgraph.turtle import resource

__all__ = ["Row", "Source", "Sources"]

_SIDECAR = ("title", "document_number", "date", "publisher", "url", "licence", "retrieved", "sha256", "note")


class Row(dict[str, str]):
    """One row of a source: column name to text, with the line it stands on."""

    def __init__(self, values: dict[str, str], file: Path, line: int) -> None:
        super().__init__(values)
        self.file, self.line = file, line

    def __missing__(self, column: str) -> str:
        raise SourceError(self.file, f"there is no column {column!r}; there are {', '.join(self)}", 1)

    def day(self, column: str) -> str:
        """The text of a column that holds a date or nothing."""
        return self._checked(column, dt.date.fromisoformat, r"\d{4}-\d{2}-\d{2}", "a date of the form YYYY-MM-DD")

    def number(self, column: str) -> str:
        """The text of a column that holds a whole number or nothing."""
        return self._checked(column, int, r"[0-9]+", "a whole number")

    def share(self, column: str) -> str:
        """The text of a column that holds a number from 0 to 1."""
        return self._checked(column, float, r"0(\.[0-9]+)?|1(\.0+)?", "a number from 0 to 1, 0.85 say")

    def addresses(self, column: str) -> list[str]:
        """The web addresses in a column, as terms."""
        return [self.address(text) for text in self[column].split()]

    def address(self, text: str) -> str:
        """A web address as a term; a space in it is escaped."""
        try:
            return resource(text.replace(" ", "%20"))
        except ValueError:
            raise self.error(f"{text!r} is no web address: it holds a character that none may hold") from None

    def _checked(self, column: str, read: Callable[[str], object], form: str, wanted: str) -> str:
        text = self[column]
        try:
            if text and (re.fullmatch(form, text) is None or read(text) is None):
                raise ValueError
        except ValueError:
            raise self.error(f"{column} is {text!r}, which is not {wanted}") from None
        return text

    def error(self, problem: str) -> SourceError:
        """The error that names file and line of this row."""
        return SourceError(self.file, problem, self.line)


@dataclass(frozen=True)
class Source:
    """One source: its name, its file and what the sidecar says."""

    name: str
    file: Path
    about: dict[str, str]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows in the file's order. Raises ``SourceError`` for a row of another width than the header."""
        return tuple(read_csv(self.file))


class Sources:
    """The sources and rules of one folder each, read when first asked for and checked against their sidecars.

    ``accept_changes`` takes a source as it is, with its present hash; ``seal`` then writes that hash down.
    """

    def __init__(self, folder: Path, rules: Path, *, accept_changes: bool = False) -> None:
        self.folder, self.rules_folder, self.accept_changes = folder, rules, accept_changes
        self._read: dict[str, Source] = {}

    def __getitem__(self, name: str) -> Source:
        if name not in self._read:
            self._read[name] = _read_source(self.folder, name, self.accept_changes)
        return self._read[name]

    def __iter__(self) -> Iterator[Source]:
        names = sorted(file.stem for file in self.folder.glob("*.csv"))
        if not names:
            raise SourceError(self.folder, "no CSV file is here; a source is NAME.csv beside NAME.json")
        return (self[name] for name in names)

    def rules(self, name: str) -> tuple[Row, ...]:
        """The rows of a rule file."""
        return tuple(read_csv(self.rules_folder / f"{name}.csv"))


def read_csv(file: Path) -> Iterator[Row]:
    """The rows of a UTF-8 CSV with a header line."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise SourceError(file, "the file is missing") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SourceError(file, "not UTF-8; save the table as 'CSV UTF-8'", line) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        yield from _rows(reader, file)
    except csv.Error as error:
        raise SourceError(file, f"not a CSV row: {error}", reader.line_num) from error


def _rows(reader: "csv._reader", file: Path) -> Iterator[Row]:  # type: ignore[name-defined]
    header = next(reader, None)
    if not header:
        raise SourceError(file, "the file is empty; the first line names the columns")
    for values in reader:
        if len(values) != len(header):
            raise SourceError(file, f"{len(values)} values where the header has {len(header)}", reader.line_num)
        yield Row(dict(zip(header, values, strict=True)), file, reader.line_num)


def _read_source(folder: Path, name: str, accept_changes: bool) -> Source:
    file, sidecar = folder / f"{name}.csv", folder / f"{name}.json"
    about = _read_sidecar(sidecar)
    missing = [key for key in _SIDECAR if not isinstance(about.get(key), str)]
    if missing:
        raise SourceError(sidecar, f"lacks the text of {', '.join(missing)}")
    Row(about, sidecar, 0).day("retrieved")
    found, stated = _hash(file), about["sha256"]
    if found != stated and not accept_changes:
        raise SourceError(
            file, f"has SHA-256 {found[:12]}…, but {sidecar.name} says {stated[:12]}…. If the change is meant, run "
            "`tcgraph build --seal`; if not, restore the file")
    return Source(name, file, about | {"sha256": found})


def _read_sidecar(sidecar: Path) -> dict[str, str]:
    try:
        about = json.loads(sidecar.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SourceError(sidecar, "the sidecar of the source is missing") from error
    except ValueError as error:
        raise SourceError(sidecar, f"not JSON in UTF-8: {error}") from error
    if not isinstance(about, dict):
        raise SourceError(sidecar, "not a JSON object with title, publisher, licence and so on")
    return about


def _hash(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise SourceError(file, f"cannot be read: {error.strerror}") from error


def seal(folder: Path) -> list[str]:
    """Writes the present hash of each source into its sidecar; returns the names of those that changed."""
    changed = []
    for sidecar in sorted(folder.glob("*.json")):
        about, found = _read_sidecar(sidecar), _hash(sidecar.with_suffix(".csv"))
        if about.get("sha256") != found:
            about["sha256"] = found
            write_text(sidecar, json.dumps(about, ensure_ascii=False, indent=2) + "\n")
            changed.append(sidecar.stem)
    return changed
