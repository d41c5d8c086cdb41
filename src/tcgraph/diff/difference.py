"""What a comparison returns, whatever was compared."""

import csv
import io
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from tcgraph.errors import CallError, FormatError
from tcgraph.solutions.render import json_text

__all__ = ["FORMATS", "Difference", "csv_of", "markdown_table"]


class Difference(ABC):
    """The difference of two things. ``rows`` are what belongs together or stands alone, ``counts`` how many of which status, ``balance``
    the counts before, in, out and after, ``notes`` what was noticed while reading: pairs of a Chinese and an English sentence.

    True if anything differs. The texts are the same for the same two inputs.
    """

    old_name: str
    new_name: str
    notes: tuple[tuple[str, str], ...] = ()

    @property
    @abstractmethod
    def rows(self) -> Sequence[object]:
        """The rows."""

    @property
    @abstractmethod
    def counts(self) -> Mapping[str, int]:
        """How many rows have which status, all statuses, in a fixed order."""

    @property
    @abstractmethod
    def balance(self) -> Sequence[object]:
        """The counts before, in, out and after."""

    @abstractmethod
    def __bool__(self) -> bool:
        """Whether anything differs."""

    @abstractmethod
    def to_json(self, *, summary: bool = False) -> str:
        """An array with one object per row; with ``summary`` an object with counts and balance instead."""

    @abstractmethod
    def to_csv(self, *, summary: bool = False, bom: bool = False, language: str = "en") -> str:
        """One line per row, RFC 4180; with ``summary`` one per balance. ``bom`` is for Excel."""

    @abstractmethod
    def to_text(self, *, language: str = "en", limit: int | None = 20, summary: bool = False) -> str:
        """For a terminal: at most ``limit`` rows per group (None for all), then the balance; with ``summary`` the balance alone."""

    @abstractmethod
    def to_markdown(self, *, language: str = "en", limit: int | None = None, summary: bool = False) -> str:
        """The same as Markdown, with tables."""

    @abstractmethod
    def to_patch(self) -> str:
        """An RDF Patch that turns the older state into the newer. Raises ``FormatError`` where there is nothing that it could speak of."""

    def to(self, format: str, *, language: str = "en", limit: int | None = 20, summary: bool = False) -> str:
        """One of ``FORMATS``. Raises ``FormatError``."""
        if language not in ("zh", "en"):
            raise CallError(f"No language {language!r}: zh or en.")
        if format not in FORMATS:
            raise FormatError(f"No format {format!r}. Known: {', '.join(FORMATS)}.")
        return FORMATS[format](self, language, limit, summary)


FORMATS: Mapping[str, Callable[[Difference, str, int | None, bool], str]] = MappingProxyType({
    "text": lambda d, language, limit, summary: d.to_text(language=language, limit=limit, summary=summary),
    "md": lambda d, language, limit, summary: d.to_markdown(language=language, limit=limit, summary=summary),
    "csv": lambda d, language, limit, summary: d.to_csv(summary=summary, language=language),
    "excel": lambda d, language, limit, summary: d.to_csv(summary=summary, language=language, bom=True),
    "json": lambda d, language, limit, summary: d.to_json(summary=summary) + "\n",
    "patch": lambda d, language, limit, summary: d.to_patch(),
})  # fmt: skip


def csv_of(heads: Sequence[str], rows: Iterable[Sequence[object]], *, bom: bool) -> str:
    """CSV with a header; None is empty."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(heads)
    writer.writerows(["" if value is None else value for value in row] for row in rows)
    return ("\ufeff" if bom else "") + buffer.getvalue()


def markdown_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown; what would break it is escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(_cell(value) for value in line)} |\n" for line in lines)


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split())
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def plain_json(value: object) -> str:
    """JSON as all commands write it."""
    return json_text(value)
