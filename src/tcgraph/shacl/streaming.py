"""Validation of data larger than memory: the triples lie on disk by predicate and node, and the focus nodes are taken a part at a time.

For each part the triples that its check reads are fetched, step by step along the paths of the shapes, until nothing is missing: what a
shape says of a node follows from these alone. Shapes with queries are run on all triples with the predicates that their queries look
at; where these are too many for the memory that is allowed, they are refused by name.
"""

import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path as File
from typing import TypeAlias

import numpy as np

from tcgraph.columns import Columns
from tcgraph.errors import CallError
from tcgraph.shacl.engine import run
from tcgraph.shacl.paths import Ids
from tcgraph.shacl.plan import Plan
from tcgraph.shacl.report_context import NAMING
from tcgraph.shacl.streaming_cut import Misspelt, Source, cut
from tcgraph.shacl.streaming_files import Classes, Triples, cost, no_room
from tcgraph.shacl.streaming_part import Part, columns_of
from tcgraph.shacl.streaming_results import Merged, Result, results_of
from tcgraph.shacl.streaming_work import TYPE, Work
from tcgraph.vocab import shorten

__all__ = ["Parts", "Progress", "Result", "opened", "stream"]

_MEGABYTE = 1 << 20
_PER_BYTE = 4
"""About how much memory a byte of N-Triples takes: for a guess at how many parts there will be."""
_MOST_BUCKETS = 4096

Progress: TypeAlias = Callable[[int, int, str], None]
"""Is told how much is done, of how much, and of what: ``read`` (bytes of the files), ``queries`` (groups of shapes), ``nodes`` (parts)."""


def stream(plan: Plan, files: Iterable[File | str], *, memory_mb: int = 512, scratch: File | str | None = None,
           beside: Iterable[File | str] = (), progress: Progress | None = None) -> Iterator[Result]:
    """The results of the plan on all graphs of the files, each once, in no particular order: the same set as in memory.

    ``memory_mb`` bounds what is held for the data at any time, beside the program; one focus node is checked whole, whatever it takes.
    ``scratch``: a folder with room for the data as N-Triples, about twice; what is written there is removed. Where no syntax but
    N-Triples and N-Quads has labels for its blank nodes, each such node takes memory for its number. ``beside``: files with things that
    the data may refer to, which are not reported on themselves.

    Raises ``CallError`` before the first result for shapes with queries that look at more than fits, and names them; ``OutputError`` where
    the scratch folder cannot be written; ``SyntaxDataError``, ``FormatError``, ``DataError``, ``ShapesError``. Cost: a pass over the data
    to write them, and for each part of the focus nodes a pass over its triples, and a look at those triples of others that it leads to.
    """
    with opened(plan, files, memory_mb=memory_mb, scratch=scratch, beside=beside, progress=progress) as parts:
        yield from parts.results()


@contextmanager
def opened(plan: Plan, files: Iterable[File | str], *, memory_mb: int, scratch: File | str | None = None,
           beside: Iterable[File | str] = (), progress: Progress | None = None) -> "Iterator[Parts]":
    """The files laid down on disk, for as long as the block lasts. See ``stream``."""
    if memory_mb < 1:
        raise CallError(f"memory_mb={memory_mb}: at least 1 is needed.")
    own, reference = _sources(files, "f"), _sources(beside, "r", always=True)
    size = sum(source.size() for source in (*own, *reference))
    with ExitStack() as stack:
        try:
            folder = File(stack.enter_context(tempfile.TemporaryDirectory(dir=scratch, prefix="tcgraph-")))
        except OSError as error:
            raise no_room(File(scratch or tempfile.gettempdir()) / "tcgraph", error) from error
        parts = Parts(plan, folder, memory_mb * _MEGABYTE, size, progress or (lambda done, of, what: None))
        parts.lay_down(own, reference)
        yield parts


def _sources(files: Iterable[File | str], letter: str, *, always: bool = False) -> list[Source]:
    named = [File(file) for file in files]
    return [Source(file, f"{letter}{number}." if always or len(named) > 1 else "") for number, file in enumerate(named, 1)]


class Parts:
    """Data on disk, and what is to be done with them. ``misspelt``: statements with terms that the ontology does not have. ``notes``: of
    the queries that were run, as ``Findings`` has them; ``checked``: at how many pairs of shape and node was looked; ``held``: the most
    memory that the triples for some focus nodes were to take."""

    def __init__(self, plan: Plan, folder: File, budget: int, size: int, progress: Progress) -> None:
        self.work, self._folder, self._budget, self._progress = Work(plan), folder, budget, progress
        buckets = min(_MOST_BUCKETS, max(1, -(-size * _PER_BYTE * 2 // budget)))
        backwards = {read.iri for read in self.work.reads() if read.inverse and read.iri}
        self.triples = Triples(folder, buckets, self.work.named().union(NAMING), backwards, budget // _PER_BYTE)
        self.misspelt, self.notes = Misspelt(), list[Mapping[str, str]]()
        self._has_reference = False
        self.checked = self.held = 0

    def lay_down(self, own: list[Source], reference: list[Source]) -> None:
        """Writes the triples of these files."""
        self._has_reference = bool(reference)
        sizes = [source.packed() for source in (*own, *reference)]
        for number, source in enumerate((*own, *reference)):
            done = sum(sizes[:number])
            take = self._take_own if number < len(own) and reference else self.misspelt.take
            cut(source, self.triples, take, partial(self._tell, done, sum(sizes)))
            self._tell(done, sum(sizes), sizes[number])
        self.triples.flush()

    def _take_own(self, lines: list[bytes]) -> None:
        self.triples.add_subjects(lines)
        self.misspelt.take(lines)

    def _tell(self, done: int, of: int, more: int) -> None:
        self._progress(min(done + more, of), of, "read")

    def results(self) -> Iterator[Result]:
        """All results, each once."""
        classes = Classes(self.triples)
        groups = _Groups(self.work, self.triples, classes, self._budget)
        made = list(groups.made())
        shared = self.work.met_again([*made, self.work.local])
        try:
            with Merged.open(self._folder / "results.sqlite", self.work.plan) as merged:
                for result in self._every(groups, made, classes):
                    if result.shape.id in shared:
                        merged.add(result)
                    else:
                        yield result
                yield from merged.results()
        except sqlite3.OperationalError as error:
            raise no_room(self._folder, OSError(str(error))) from error

    def _every(self, groups: "_Groups", made: list[list[str]], classes: Classes) -> Iterator[Result]:
        for number, group in enumerate(made):
            self._progress(number, len(made), "queries")
            yield from self._queried(self.work.of(group), columns_of(groups.content(group)))
        if self.work.local:
            buckets, own = self.triples.buckets, self.triples.subjects if self._has_reference else None
            part = Part(self.work.of(self.work.local), self.triples, classes, self._budget, own)
            for bucket in range(buckets):
                self._progress(bucket, buckets, "nodes")
                yield from part.results(buckets, bucket)
            self._progress(buckets, buckets, "nodes")
            self.checked, self.held = self.checked + part.checked, max(self.held, part.held)

    def _queried(self, plan: Plan, columns: Columns) -> Iterator[Result]:
        from tcgraph.shacl.sparql import SparqlRunner

        has_queries = plan.has_queries
        focus = self._own(columns) if self._has_reference else None
        findings = run(plan, columns, sparql=SparqlRunner(columns, plan.graph) if has_queries else None, focus=focus)
        self.checked += findings.checked
        self.notes += [note for note in findings.notes if note not in self.notes]
        yield from results_of(findings, columns)

    def _own(self, columns: Columns) -> Ids:
        """The nodes that the files themselves speak of."""
        found = [columns.terms.ids(node.decode() for node in self.triples.subjects(bucket)) for bucket in range(self.triples.buckets)]
        ids = np.concatenate([np.empty(0, np.int32), *found])
        return ids[ids >= 0]


class _Groups:
    """The shapes with queries in groups whose data fit into the memory together."""

    def __init__(self, work: Work, triples: Triples, classes: Classes, budget: int) -> None:
        self._work, self._triples, self._classes, self._budget = work, triples, classes, budget
        self._wanted = {name: self._below([name]) for name in work.whole}
        self._typed = self._sizes()

    def _below(self, names: list[str]) -> frozenset[bytes] | None:
        asked = self._work.classes(names)
        return None if asked is None else frozenset(self._classes.below(*(term.encode() for term in asked)))

    def _sizes(self) -> dict[bytes, int]:
        """By class, as far as anything asks for it: what the triples take that say what is an instance."""
        sizes = dict.fromkeys(frozenset().union(*(wanted for wanted in self._wanted.values() if wanted)), 0)
        for bucket in range(self._triples.buckets if sizes else 0):
            for _, kind, line in self._triples.lines(TYPE, bucket):
                if kind in sizes:
                    sizes[kind] += cost(line)
        return sizes

    def content(self, group: list[str]) -> Iterator[bytes]:
        """The triples that a group of shapes looks at."""
        return self._triples.whole(self._work.predicates(group), self._below(group))

    def size(self, group: list[str]) -> int:
        """What these take in memory."""
        predicates = self._work.predicates(group)
        every = self._triples.size(predicates)
        wanted = [self._wanted[name] for name in group]
        if predicates is None or None in wanted:
            return every
        types = sum(self._typed[kind] for kind in frozenset().union(*(found for found in wanted if found)))
        return every - self._triples.size(frozenset([TYPE])) + types

    def made(self) -> Iterator[list[str]]:
        """The groups. Raises ``CallError`` for shapes whose data never fit."""
        self._refuse({name: size for name in self._work.whole if (size := self.size([name])) > self._budget})
        group: list[str] = []
        for name in self._work.whole:
            if group and self.size([*group, name]) > self._budget:
                yield group
                group = []
            group.append(name)
        if group:
            yield group

    def _refuse(self, too_large: Mapping[str, int]) -> None:
        if too_large:
            names = ", ".join(shorten(name[1:-1]) for name in too_large)
            needed = max(too_large.values()) // _MEGABYTE + 1
            raise CallError(
                f"These shapes have queries, whose data have to be in memory at once: {names}. "
                f"Allow memory_mb={needed} (--memory {needed}), or leave these shapes out."
            )
