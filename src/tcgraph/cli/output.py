"""How commands speak: data to standard output, progress and messages to standard error."""

import json
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

from tcgraph.cli.language import language, told
from tcgraph.dataset import Answer
from tcgraph.errors import FormatError, TimeLimitError
from tcgraph.solutions import Solutions
from tcgraph.solutions.render import json_text

__all__ = ["SOLUTION_FORMATS", "check_format", "emit", "say", "solutions_text", "table_width", "time_limit", "working"]


def say(message: str) -> None:
    """A line on standard error, in the language of the commands."""
    sys.stderr.write(told(message) + "\n")
    sys.stderr.flush()


def emit(text: str | bytes) -> None:
    """Data on standard output."""
    sys.stdout.flush()
    left = memoryview(text if isinstance(text, bytes) else text.encode("utf-8"))
    while left:  # unbuffered (PYTHONUNBUFFERED), a write may take a part only
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.buffer.flush()


@contextmanager
def working(what: str) -> "Iterator[Callable[[int, int, str], None]]":
    """Shows on standard error that something goes on, if it takes longer than a second: a spinner, or a line.

    What it gives takes how much is done, of how much, and of what, and shows it: on a terminal in the place of the last, else a line for
    each tenth part.
    """
    what = told(what)
    shown: list[Any] = []
    timer = threading.Timer(1.0, lambda: shown.append(_show(what)))
    timer.daemon = True
    timer.start()
    try:
        yield _Progress(what, shown)
    finally:
        timer.cancel()
        for status in filter(None, shown):
            status.stop()


def _show(what: str) -> Any:
    if not sys.stderr.isatty():
        say(f"{what} …")
        return None
    from rich.console import Console

    status = Console(stderr=True).status(f"{what} …")
    status.start()
    return status


class _Progress:
    """Tells how far it is, once the line or spinner of ``working`` is shown."""

    def __init__(self, what: str, shown: list[Any]) -> None:
        self.what, self.shown, self.last = what, shown, ""

    def __call__(self, done: int, of: int, part: str) -> None:
        percent = 100 * done // of if of else 100
        text = f"{self.what}: {part} {percent // 10 * 10 if self.shown[:1] == [None] else percent} %"
        if not self.shown or text == self.last:
            return
        self.last = text
        if self.shown[0] is None:
            say(text)
        else:
            self.shown[0].update(f"{text} …")


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Ends the process with exit code 2 if the work takes longer: the engine cannot be interrupted in any other way."""
    timer = threading.Timer(seconds, _out_of_time, [seconds])
    timer.daemon = True
    if seconds > 0:
        timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _out_of_time(seconds: float) -> None:
    say(f"tcgraph: {TimeLimitError(seconds).text(language())}")
    os._exit(2)


def table_width() -> int:
    """How many characters a line of a table may have: the terminal's, or what COLUMNS says; 160 where the output goes elsewhere."""
    return int(os.environ.get("COLUMNS") or (os.get_terminal_size().columns if sys.stdout.isatty() else 160))


def _table(solutions: Solutions) -> str:
    return solutions.to_text(width=table_width())


def _json(solutions: Solutions) -> str:
    rows = solutions.to_dicts()
    if isinstance(solutions, Answer) and (evidence := solutions.evidence()) is not None:
        shared = [name for name in evidence.variables if name in solutions.variables and name in solutions.bindings]
        for row in rows:
            row["evidence"] = [e for e in evidence.to_dicts() if all(e[n] == row[n] for n in shared)]  # type: ignore[assignment]
    return json_text(rows) + "\n"


SOLUTION_FORMATS: Mapping[str, Callable[[Solutions], str | bytes]] = MappingProxyType({
    "table": _table,
    "json": _json,
    "csv": lambda solutions: solutions.to_csv() or "",
    "excel": lambda solutions: solutions.to_csv(bom=True) or "",
    "tsv": lambda solutions: solutions.tsv,
    "ttl": lambda solutions: solutions.serialize("ttl"),
    "sparql-json": lambda solutions: solutions.serialize("json") + b"\n",
    "sparql-xml": lambda solutions: solutions.serialize("xml") + b"\n",
})  # fmt: skip


def solutions_text(solutions: Solutions, format: str) -> str | bytes:
    """Solutions in a named format. Raises ``FormatError``."""
    check_format(format, SOLUTION_FORMATS)
    return SOLUTION_FORMATS[format](solutions)


def check_format(format: str, known: Iterable[str]) -> None:
    """Raises ``FormatError`` unless the format is known: before a long job, not after it."""
    names = list(known)
    if format not in names:
        raise FormatError(f"No format {format!r}. Known: {', '.join(names)}.")


def dump(value: Any) -> str:
    """Plain values as JSON."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"
