"""Validation as a session: shapes read once, data checked again and again, each time only what a change can touch."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from time import sleep
from typing import TypeAlias

from tcgraph.errors import CallError, ShapesError, TcgraphError
from tcgraph.shacl.incremental import Incremental
from tcgraph.shacl.inputs import Data, Given, Shapes, are_files, columns_of, opened, rules_of
from tcgraph.shacl.plan import Plan
from tcgraph.shacl.report import Report
from tcgraph.store.formats import is_rdf

__all__ = ["Validator", "watch"]

_SETTLING = 0.05
"""Seconds between two looks at files that are being written."""

Named: TypeAlias = Path | str
Stamp: TypeAlias = tuple[tuple[str, int, int], ...]
"""Name, time of change in nanoseconds and size of each file; a file that is not there has -1."""


class Validator:
    """Holds data against shapes, again and again.

    The shapes are read and planned once; None stands for the packaged ones. After the first report, each further one looks only at what
    the data of the last call and the new ones do not have in common: ``report.checked`` says at how many pairs of shape and node.

    ``seconds``: how long the queries of the shapes may take for one report, with loading what they look at; they then run in a process of
    their own. Raises ``ShapesError``, with file, line and column. Not for several threads at once.
    """

    def __init__(self, shapes: Shapes = None, *, seconds: float | None = None) -> None:
        if seconds is not None and seconds < 0:
            raise CallError(f"seconds={seconds:g}: a time of 0 or more is wanted, or None for no limit.")
        self._rules = rules_of(shapes)
        self.plan: Plan = self._rules.plan()
        self._incremental = Incremental(self.plan, seconds=seconds)
        self._last: Given | None = None

    def report(self, data: Data = None) -> Report:
        """The report on the data as they are now: that of ``validate(data, shapes=…)``, result for result. All that ``validate`` takes is
        taken; None stands for the packaged graph. Calls with other data than before are right too, and take as long as a first one.

        Raises what ``validate`` raises, and ``TimeLimitError``; the session goes on from the last report. Cost: reading the data and
        comparing them with those before, and then in proportion to what the change touches; files that did not change are not parsed.
        """
        given = self._columns(data)
        try:
            findings = self._incremental.run(given.columns, focus=given.focus)
        except ShapesError as error:
            raise self._rules.placed(error) from error
        self._last = given
        return Report.from_findings(findings, given.columns, self.plan, files=given.files)

    def _columns(self, data: Data) -> Given:
        if data is not None and not are_files(data):
            return columns_of(data, self._rules)
        files = opened(data)
        if self._last is not None and files == self._last.files:
            return self._last
        return columns_of(data if data is None else files, self._rules)


def watch(files: Named | Sequence[Named], shapes: Shapes = None, *, interval: float = 1.0,
          seconds: float | None = None) -> Iterator[Report | TcgraphError]:
    """A report on files or folders now, and one after each change of them, or of the files of the shapes, for ever.

    Every ``interval`` seconds their times of change and sizes are looked at; where these changed and then stand still, it is validated.
    Where that fails (a file is broken or gone, the shapes cannot be used) the error comes in the place of the report, as a value; it ends
    nothing. ``seconds``: see ``Validator``. Raises ``CallError`` where there is nothing that could be watched.
    """
    wanted = _names(files)
    if not wanted or not interval > 0:
        raise CallError(f"watch() was given {'no file' if not wanted else f'interval={interval:g}: more than 0 is wanted'}.")
    return _reports(wanted, shapes, interval, seconds)


def _reports(files: list[Named], shapes: Shapes, interval: float, seconds: float | None) -> Iterator[Report | TcgraphError]:
    ruling = _names(shapes) if isinstance(shapes, (Path, str, list, tuple)) else []
    validator, planned = None, None
    while True:
        rules, stamp = _settled(ruling), _settled(files)
        try:
            if validator is None or rules != planned:
                validator, planned = Validator(shapes, seconds=seconds), rules
            yield validator.report(files)
        except TcgraphError as error:
            validator = validator if rules == planned else None
            yield error
        while (_stamp(ruling), _stamp(files)) == (rules, stamp):
            sleep(interval)


def _names(files: object) -> list[Named]:
    """The names. Raises ``CallError`` for what has none and so cannot change."""
    listed = list(files) if isinstance(files, (list, tuple)) else [files]
    names = [each for each in listed if isinstance(each, (Path, str))]
    if len(names) < len(listed):
        other = next(each for each in listed if not isinstance(each, (Path, str)))
        raise CallError(f"watch() was given {type(other).__name__}: it watches files and folders, by name.")
    return names


def _settled(files: list[Named]) -> Stamp:
    """The stamp, once it stands still: an editor may write a file in several steps."""
    before = _stamp(files)
    while True:
        sleep(_SETTLING)
        now = _stamp(files)
        if now == before:
            return now
        before = now


def _stamp(files: list[Named]) -> Stamp:
    return tuple(sorted(each for file in files for each in _stamps(Path(file))))


def _stamps(path: Path) -> Iterator[tuple[str, int, int]]:
    """Of a folder, those of the RDF files in it."""
    try:
        if path.is_dir():
            for file in path.rglob("*"):
                if is_rdf(file) and file.is_file():
                    yield from _stamps(file)
        else:
            found = path.stat()
            yield str(path), found.st_mtime_ns, found.st_size
    except OSError:  # gone, perhaps since a moment
        yield str(path), -1, -1
