"""Validation again after a change: only the focus nodes that the change can touch are looked at, and the findings are those of a full run.

What a shape says of a node follows from what is read on the way: the values of a predicate at a node, forwards or backwards. If none
of these answers is another one than before, the findings are the same. So each changed triple is walked back, along the paths of the
shapes and through shapes within shapes, to the focus nodes whose check reads it. A query reads whatever has its predicates: a change
of one of these touches all its nodes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tcgraph.shacl.components_model import Constraint, Property, Shape, Sparql
from tcgraph.shacl.engine import Run, constants
from tcgraph.shacl.findings import Batch, Findings
from tcgraph.shacl.paths import Ids, Inverse, Path, walk
from tcgraph.shacl.plan import Plan
from tcgraph.shacl.reads import Read, query_predicates, reads_of, reads_of_path, reads_of_targets, target_predicates

if TYPE_CHECKING:
    from tcgraph.columns import Columns, Terms
    from tcgraph.columns.arena import Arena
    from tcgraph.shacl.sparql import SparqlRunner

__all__ = ["Incremental", "touched"]

_MANY = 4
"""Where more than one triple in so many changed, all is looked at again: it is less work than finding out what can stay."""

Nodes: TypeAlias = Ids | None
"""Some nodes, ascending, each once; None for all there are."""
Changes: TypeAlias = dict[str, tuple[Ids, Ids]]
"""By predicate: subjects and objects of triples that came or went, each as ids of the new columns, -1 where these have no such term."""


def touched(plan: Plan, before: "Columns", after: "Columns") -> dict[str, Nodes]:
    """For each shape by id the nodes, as ids of ``after``, whose results may be others than before; None for all nodes.

    Never too few. Nodes that only became or ceased to be focus nodes are not among them. Cost: a look at all terms and triples for what
    changed, at the speed of comparing bytes, and then in proportion to what the changes reach.
    """
    after.terms.extend(constants(plan))
    changes = _changes(before, after, _renumbered(before.terms, after.terms))
    return {name: report for name, (report, _) in _Touched(plan, after, changes).shapes().items()}


class _Touched:
    """Walks changes back to the nodes from which they are read."""

    def __init__(self, plan: Plan, after: "Columns", changes: Changes) -> None:
        self.plan, self.after, self.changes = plan, after, changes
        self._known: dict[Read, Ids] = {}

    def shapes(self) -> dict[str, tuple[Nodes, Nodes]]:
        """By shape: the nodes for which its own results may have changed, and those for which its conformance may."""
        found: dict[str, tuple[Nodes, Nodes]] = {}
        for name in reversed(list(self.plan.shapes)):
            shape = self.plan.shapes[name]
            own: Nodes = None if self._is_asked_anew(shape) or self.is_aimed_anew(shape) else self.reading(reads_of(shape))
            asking = [c for c in shape.constraints if not isinstance(c, Property)]
            report = self._with_inner(own, shape, asking, found)
            properties = [c for c in shape.constraints if isinstance(c, Property)]
            found[name] = report, self._with_inner(report, shape, properties, found)
        return {name: found[name] for name in self.plan.shapes}

    def _is_asked_anew(self, shape: Shape) -> bool:
        """Whether one of its queries looks at a predicate of which something changed."""
        for constraint in shape.constraints:
            if isinstance(constraint, Sparql) and self.changes:
                wanted = query_predicates(self.plan, constraint, shape)
                if wanted is None or not wanted.isdisjoint(self.changes):
                    return True
        return False

    def is_aimed_anew(self, shape: Shape) -> bool:
        """Whether a query of its targets looks at a predicate of which something changed."""
        wanted = target_predicates(shape)
        return wanted is None or not wanted.isdisjoint(self.changes)

    def _with_inner(self, nodes: Nodes, shape: Shape, constraints: Iterable[Constraint], found: Mapping[str, tuple[Nodes, Nodes]]) -> Nodes:
        parts = []
        for inner in dict.fromkeys(name for constraint in constraints for name in constraint.refers()):
            values = found[inner][1]
            if values is None:
                return None
            parts.append(values)
        return None if nodes is None else _union([nodes, self._back(shape.path, _union(parts))])

    def reading(self, reads: Iterable[Read]) -> Ids:
        """The nodes from which one of these questions now has, or had, another answer."""
        return _union([self._reading(read) for read in dict.fromkeys(reads)])

    def _reading(self, read: Read) -> Ids:
        if read not in self._known:
            iris = self.changes.keys() - read.but if read.iri is None else {read.iri} & self.changes.keys()
            ends = _union([self.changes[iri][read.inverse] for iri in iris])
            self._known[read] = self._back(read.start, ends[ends >= 0])
        return self._known[read]

    def _back(self, path: Path | None, nodes: Ids) -> Ids:
        if path is None or not len(nodes):
            return nodes
        return _union([walk(self.after, Inverse(path), nodes)[1]])


def _union(parts: list[Ids]) -> Ids:
    parts = [part for part in parts if len(part)]
    return np.unique(np.concatenate(parts)).astype(np.int32) if parts else np.empty(0, np.int32)


def _shared(nodes: Ids, others: Ids) -> Ids:
    """The nodes that are in both; both ascending, each once."""
    return np.intersect1d(nodes, others, assume_unique=True) if len(others) else others


@dataclass(frozen=True, slots=True)
class _Last:
    """A run: its columns, findings, the nodes it was kept to, and of how many nodes its queries were asked."""

    columns: "Columns"
    findings: Findings
    focus: Nodes
    asked: Mapping[tuple[int, str], int]


class Incremental:
    """Validates one graph again and again. It keeps the columns of the last run and its findings.

    ``run`` gives what ``engine.run`` gives with all queries run. ``seconds``: how long the queries of one run may take, see
    ``SparqlRunner``. Not for several threads at once.
    """

    def __init__(self, plan: Plan, *, seconds: float | None = None) -> None:
        self.plan = plan
        self._seconds = seconds
        self._last: _Last | None = None

    def run(self, columns: "Columns", *, focus: Nodes = None) -> Findings:
        """The findings, in the same order as those of a full run. ``checked`` says how many pairs of shape and node were looked at.

        ``focus``: keep to these of the targets' nodes. Targets are found anew each time, which is little work; then only what the change
        can touch is checked. After an error the next run is compared with the last that came to an end. Raises ``ShapesError`` and
        ``TimeLimitError``.
        """
        columns.terms.extend(constants(self.plan))
        same = self._compared(columns)
        queries = self._queries(columns)
        try:
            runner = Run(self.plan, columns, queries)  # after all terms are there, as it makes room for so many
            with runner.deep_enough():
                nodes = runner.reported(focus)
                findings = runner.findings(nodes, None) if same is None else self._again(runner, nodes, same, queries)
        finally:
            if queries is not None:
                queries.store.close()
        self._last = _Last(columns, findings, focus, dict(queries.asked) if queries else {})
        return findings

    def _queries(self, columns: "Columns") -> "SparqlRunner | None":
        if not self.plan.has_queries:
            return None
        from tcgraph.shacl.sparql import SparqlRunner

        return SparqlRunner(columns, self.plan.graph, seconds=self._seconds)

    def _compared(self, columns: "Columns") -> "_Same | None":
        """What changed since the last run, and what stays of it; None where all has to be looked at."""
        if self._last is None:
            return None
        last, before = self._last, self._last.columns
        numbers = _renumbered(before.terms, columns.terms)
        changes = _changes(before, columns, numbers)
        if sum(len(subjects) for subjects, _ in changes.values()) * _MANY > len(columns):
            return None

        def moved(ids: Ids) -> Ids:
            return _moved(ids, before.terms, columns.terms, numbers)

        kept: dict[str, list[Batch]] = {}
        for batch in last.findings.batches:
            kept.setdefault(batch.shape.id, []).append(replace(batch.renumbered(moved), times=None))
        return _Same(changes, kept, None if last.focus is None else moved(last.focus), last.asked)

    def _again(self, runner: Run, nodes: dict[str, Ids], same: "_Same", queries: "SparqlRunner | None") -> Findings:
        changed = _Touched(self.plan, runner.state.columns, same.changes)
        touched, fresh = changed.shapes(), self._fresh(nodes, changed, same.focus)
        times, runner.times = runner.times, {}
        by_shape = []
        for name in reversed(list(nodes)):
            shape, focus, anew = self.plan.shapes[name], nodes[name], touched[name][0]
            again = focus if anew is None else _shared(focus, _union([anew, fresh[name]]))
            found = runner.results(shape, again) if len(again) else []
            kept = same.kept.get(name, ())
            stay = np.setdiff1d(focus, again, assume_unique=True) if kept else again
            old = [batch.take(np.flatnonzero(np.isin(batch.focus, stay))) for batch in kept]
            by_shape.append(list(_merged(shape, found, old, focus, times.get(name))))
        if queries is not None:
            self._count(queries, nodes, same)
        return runner.gathered(by_shape)

    def _fresh(self, nodes: dict[str, Ids], changed: _Touched, before: Nodes) -> dict[str, Ids]:
        """By shape: the nodes that may not have been its focus nodes before, when targets were kept to other nodes too."""
        parts: dict[str, list[Ids]] = {}
        fresh: dict[str, Ids] = {}
        for name, focus in nodes.items():
            shape = self.plan.shapes[name]
            unseen = [np.setdiff1d(focus, before, assume_unique=True)] if before is not None and shape.targets else []
            new = _union([changed.reading(reads_of_targets(shape)), *unseen, *parts.get(name, [])])
            new = focus if changed.is_aimed_anew(shape) else new
            fresh[name] = moved = _shared(focus, new)
            if shape.path is not None:
                further = changed.reading(reads_of_path(None, shape.path))
                start = _shared(focus, _union([moved, further]))
                moved = walk(changed.after, shape.path, start)[1] if len(start) else start
            for constraint in shape.constraints:
                if isinstance(constraint, Property):
                    parts.setdefault(constraint.shape, []).append(moved)
        return fresh

    def _count(self, queries: "SparqlRunner", nodes: dict[str, Ids], same: "_Same") -> None:
        """Lets the runner know of queries whose results are kept, so that what is to be known of these is kept as well."""
        for shape in self.plan.shapes.values():
            count = len(nodes.get(shape.id, ()))
            for constraint in shape.constraints:
                if isinstance(constraint, Sparql):
                    before = same.asked.get((id(constraint), shape.id), 0) if shape.id in self.plan.asked else 0
                    queries.count(constraint, max(count, before), shape)


@dataclass(frozen=True, slots=True)
class _Same:
    """What a run knows of the last one, in ids of its own columns: changes, results by shape, the nodes it was kept to."""

    changes: Changes
    kept: Mapping[str, list[Batch]]
    focus: Nodes
    asked: Mapping[tuple[int, str], int]


def _merged(shape: Shape, found: list[Batch], old: list[Batch], focus: Ids, times: NDArray[np.int64] | None) -> Iterator[Batch]:
    """New and old results of each constraint as one, by focus node. A focus node is in the one or in the other."""
    for constraint in shape.constraints:
        parts = [batch for batch in (*found, *old) if batch.constraint is constraint and len(batch)]
        if parts:
            batch = Batch.joined(parts)
            yield replace(batch, times=None if times is None else times[np.searchsorted(focus, batch.focus)])


def _moved(ids: Ids, before: "Terms", after: "Terms", numbers: Ids) -> Ids:
    """The ids of the same terms in other columns, -1 where these do not have them; terms that results brought are added."""
    found = np.full(len(ids), -1, np.int32)
    own = (ids >= 0) & (ids < len(numbers))
    found[own] = numbers[ids[own]]
    added = np.flatnonzero(ids >= len(numbers))
    if len(added):
        found[added] = after.extend(before.text(ids[added]))
    return found


def _renumbered(before: "Terms", after: "Terms") -> Ids:
    """For each term of the graph before its id after, -1 where it is gone.

    Both are in the order of bytes, so they are compared in long equal pieces: the cost is that of comparing bytes, and a few steps of
    Python for each term that came or went.
    """
    (old, _, _), (new, _, _) = before.parts(), after.parts()
    numbers = np.full(len(old), -1, np.int32)
    i = j = 0
    while i < len(old) and j < len(new):
        same = _same(old, new, i, j)
        numbers[i : i + same] = np.arange(j, j + same, dtype=np.int32)
        i, j = i + same, j + same
        if i < len(old) and j < len(new):
            forward = old[i] < new[j]
            i, j = i + forward, j + (not forward)
    gone = np.flatnonzero(numbers < 0)
    numbers[gone] = after.ids(before.text(gone))  # one that is a constant of the shapes still has an id
    return numbers


def _same(old: "Arena", new: "Arena", i: int, j: int) -> int:
    """How many terms from here on are the same in both."""
    found, step = 0, 1
    while step:
        step = min(step, len(old) - i, len(new) - j)
        if step and _equal(old, new, i, j, step):
            found, i, j, step = found + step, i + step, j + step, step * 2
        else:
            step //= 2
    return found


def _equal(old: "Arena", new: "Arena", i: int, j: int, count: int) -> bool:
    a, b = old.starts[i : i + count + 1], new.starts[j : j + count + 1]
    return bool((a - a[0] == b - b[0]).all()) and old.data[a[0] : a[-1]] == new.data[b[0] : b[-1]]


def _changes(before: "Columns", after: "Columns", numbers: Ids) -> Changes:
    names = {*before.terms.text(before.predicates), *after.terms.text(after.predicates)}
    found = {}
    for name in sorted(names):
        old, new = before.forward(before.terms.id(name)), after.forward(after.terms.id(name))
        pairs = _difference(numbers[old.keys], numbers[old.values], new.keys, new.values)
        if len(pairs[0]):
            found[name[1:-1]] = pairs
    return found


def _difference(old_keys: Ids, old_values: Ids, keys: Ids, values: Ids) -> tuple[Ids, Ids]:
    """The pairs that only one side has."""
    if np.array_equal(old_keys, keys) and np.array_equal(old_values, values):
        return np.empty(0, np.int32), np.empty(0, np.int32)
    gone = (old_keys < 0) | (old_values < 0)
    old = np.unique(old_keys[~gone].astype(np.int64) << 32 | old_values[~gone])
    single = np.setxor1d(old, keys.astype(np.int64) << 32 | values, assume_unique=True)
    subjects, objects = (single >> 32).astype(np.int32), (single & 0xFFFFFFFF).astype(np.int32)
    return np.concatenate([subjects, old_keys[gone]]), np.concatenate([objects, old_values[gone]])
