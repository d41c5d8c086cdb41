"""Results of validation in parts: in terms instead of numbers, as each part has numbers of its own; those that come twice made one."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path as File
from pickle import dumps, loads

from tcgraph.columns import Columns
from tcgraph.shacl.components_model import Constraint, Shape
from tcgraph.shacl.findings import Batch, Findings
from tcgraph.shacl.paths import Ids, Path
from tcgraph.shacl.plan import Plan

__all__ = ["Merged", "Result", "results_of"]

_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Result:
    """One result in terms of N-Triples form; the fields are those of ``findings.Finding``."""

    focus: str
    path: Path | None
    value: str | None
    shape: Shape
    constraint: Constraint
    other: str | None = None
    messages: object = None
    times: int = 1


def results_of(findings: Findings, columns: Columns) -> Iterator[Result]:
    """The findings with terms instead of ids, a few thousand at once."""
    for batch in findings.batches:
        paths = findings.paths_of(batch)
        for start in range(0, len(batch), _ROWS):
            part = slice(start, start + _ROWS)
            yield from _rows(batch, part, paths[part], columns)


def _rows(batch: Batch, part: slice, paths: Sequence[Path | None], columns: Columns) -> Iterator[Result]:
    focus = columns.terms.text(batch.focus[part])
    values = _texts(columns, batch.values[part])
    others = [None] * len(focus) if batch.others is None else _texts(columns, batch.others[part])
    messages: Sequence[object] = [None] * len(focus) if batch.messages is None else batch.messages[part]
    times = [1] * len(focus) if batch.times is None else batch.times[part].tolist()
    for node, path, value, other, message, often in zip(focus, paths, values, others, messages, times, strict=True):
        yield Result(node, path, value, batch.shape, batch.constraint, other, message, often)


def _texts(columns: Columns, ids: Ids) -> list[str | None]:
    there = iter(columns.terms.text(ids[ids >= 0]))
    return [next(there) if number >= 0 else None for number in ids.tolist()]


class Merged:
    """Results that may come several times, on disk: each once, with how often it came."""

    def __init__(self, database: sqlite3.Connection, plan: Plan) -> None:
        self._database, self._plan = database, plan
        self._constraints = list(plan.constraints())
        self._numbers = {id(constraint): number for number, constraint in enumerate(self._constraints)}
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("CREATE TABLE found (key BLOB PRIMARY KEY, times INTEGER NOT NULL) WITHOUT ROWID")

    @staticmethod
    @contextmanager
    def open(file: File, plan: Plan) -> "Iterator[Merged]":
        """An empty one in a new file."""
        with closing(sqlite3.connect(file, isolation_level=None)) as database:
            yield Merged(database, plan)

    def add(self, result: Result) -> None:
        """Takes a result."""
        number = self._numbers[id(result.constraint)]
        key = dumps((result.shape.id, number, result.focus, result.value, result.path, result.other, result.messages))
        again = "ON CONFLICT DO UPDATE SET times = times + excluded.times"
        self._database.execute(f"INSERT INTO found VALUES (?, ?) {again}", (key, result.times))

    def results(self) -> Iterator[Result]:
        """All results."""
        for key, times in self._database.execute("SELECT key, times FROM found ORDER BY key"):
            name, number, focus, value, path, other, messages = loads(key)
            yield Result(focus, path, value, self._plan.shapes[name], self._constraints[number], other, messages, times)
