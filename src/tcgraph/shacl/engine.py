"""The engine: a plan run on columns, all focus nodes of a shape at once.

Three passes. First the focus nodes of all shapes that report: targets, and downwards through sh:property. Then the shapes from the
innermost outwards, each on all its focus nodes; the conformance of shapes that others ask for is kept, so what sh:node, sh:or and
their like ask later is known, or is evaluated then, without results. So no pair of shape and node is evaluated twice.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tcgraph.errors import ShapesError
from tcgraph.shacl.components_frame import Frame, Hits, Mask, State
from tcgraph.shacl.components_model import Bound, Constraint, Logical, Property, Qualified, Reference, Shape, Sparql
from tcgraph.shacl.components_set import SET_TESTS
from tcgraph.shacl.components_value import VALUE_TESTS
from tcgraph.shacl.findings import Batch, Findings, no_values
from tcgraph.shacl.paths import Ids, Path
from tcgraph.shacl.plan import Plan
from tcgraph.shacl.targets import target_nodes

if TYPE_CHECKING:
    from tcgraph.columns import Columns

__all__ = ["Run", "SparqlRunner", "constants", "run"]

SparqlRunner: TypeAlias = Callable[[Sparql, Ids, Shape], Iterable[tuple[int, Path | None, int, object]]]
"""From a constraint, its focus nodes and their shape to results: focus node, path (None: the shape's), value (-1: none), messages."""

_CALLS_OF_A_SHAPE = 12
_Nodes: TypeAlias = "tuple[Ids, NDArray[np.number] | None]"
"""Nodes and how often each is meant, None for once."""

_ASKING = (Reference, Logical, Qualified)


def run(plan: Plan, columns: "Columns", *, sparql: SparqlRunner | None = None, limit: int | None = None,
        focus: Ids | None = None) -> Findings:
    """What the shapes find in the columns; their dictionary grows by constants of the plan.

    ``sparql`` runs constraints that are queries; without it they are skipped, which the findings say. ``limit``: stop where there are more
    results, and give so many. ``focus``: keep to these of the targets' nodes. Raises ``ShapesError`` for a pattern that would take too
    long on a text. Cost: proportional to the pairs of focus and value nodes of each constraint; each distinct text is looked at once.
    """
    runner = Run(plan, columns, sparql)
    with runner.deep_enough():
        return runner.findings(runner.reported(focus), limit)


def _aimed(plan: Plan, sparql: SparqlRunner | None) -> Iterator[tuple[str, Ids]]:
    """The nodes of targets that are queries, before room is made for the terms: a query may make some."""
    asked = dict.fromkeys(target.term for shape in plan.shapes.values() for target in shape.targets if target.kind == "query")
    if asked and not hasattr(sparql, "nodes"):
        raise ShapesError(["a target is a query (sh:target), and this run has nothing that asks queries"])
    yield from ((text, sparql.nodes(text)) for text in asked)  # type: ignore[union-attr]


def constants(plan: Plan) -> Iterator[str]:
    """The terms that need an id even where the data do not have them."""
    for shape in plan.shapes.values():
        yield from (target.term for target in shape.targets if target.kind == "node")
        yield from (constraint.term for constraint in shape.constraints if isinstance(constraint, Bound))


class Run:
    """One validation in its steps: ``reported``, then ``results`` of each shape from the innermost outwards, then ``gathered``.

    ``times``: how often SHACL comes to each focus node of a shape, where it is not once. ``checked``: pairs of shape and node so far.
    """

    def __init__(self, plan: Plan, columns: "Columns", sparql: SparqlRunner | None) -> None:
        self.plan, self.sparql = plan, sparql
        queried = dict(_aimed(plan, sparql))
        self.state = State(columns, list(constants(plan)))
        self.state.queried = {text: self.state.distinct(nodes) for text, nodes in queried.items()}
        self.skipped: dict[int, Sparql] = {}
        self.times: dict[str, NDArray[np.int64]] = {}
        self.checked = 0
        self.state.fails = self.fails

    @contextmanager
    def deep_enough(self) -> Iterator[None]:
        """Room for shapes within shapes within shapes: each takes a few calls, and a hundred of them more than Python allows at first."""
        depth: dict[str, int] = {}
        for name in reversed(list(self.plan.shapes)):
            depth[name] = 1 + max((depth[other] for c in self.plan.shapes[name].constraints for other in c.refers()), default=0)
        before, needed = sys.getrecursionlimit(), 500 + _CALLS_OF_A_SHAPE * max(depth.values(), default=0)
        if needed > before:
            sys.setrecursionlimit(needed)
        try:
            yield
        finally:
            if needed > before:
                sys.setrecursionlimit(before)

    def reported(self, focus: Ids | None) -> dict[str, Ids]:
        """The focus nodes of each shape that reports, those of outer shapes first; of targets only nodes in ``focus``, if it is given."""
        if focus is not None:
            focus = self.state.distinct(np.asarray(focus, np.int32))
        found: dict[str, list[_Nodes]] = {}
        joined: dict[str, Ids] = {}
        for name, shape in self.plan.shapes.items():
            parts = found.pop(name, [])
            if shape.targets:
                nodes = target_nodes(self.state, shape.targets)
                parts.append((nodes if focus is None else nodes[self.state.within(nodes, focus)], None))
            if parts := [part for part in parts if len(part[0])]:
                joined[name] = nodes = self._joined(name, parts)
                self._hand_down(shape, nodes, found)
        return joined

    def _joined(self, name: str, parts: "list[_Nodes]") -> Ids:
        """The nodes of all parts; the very array where it is one."""
        arrays = list({id(nodes): nodes for nodes, _ in parts}.values())
        nodes = arrays[0] if len(arrays) == 1 else self.state.distinct(np.concatenate(arrays))
        if len(parts) > 1 or parts[0][1] is not None:
            counts = [np.bincount(np.searchsorted(nodes, part), times, len(nodes)) for part, times in parts]
            self.times[name] = np.sum(counts, axis=0).astype(np.int64)
        return nodes

    def _hand_down(self, shape: Shape, nodes: Ids, found: "dict[str, list[_Nodes]]") -> None:
        inner = [constraint.shape for constraint in shape.constraints if isinstance(constraint, Property)]
        if inner and len(nodes):
            frame = Frame(self.state, shape.path, nodes)
            reached, own = frame.reached(), self.times.get(shape.id)
            if shape.path is not None:
                own = np.bincount(np.searchsorted(reached, frame.values), None if own is None else own[frame.index])
            for name in inner:
                found.setdefault(name, []).append((reached, own))

    def findings(self, reported: dict[str, Ids], limit: int | None) -> Findings:
        """The results, shapes evaluated from the innermost outwards."""
        by_shape: list[list[Batch]] = []
        count = 0
        for name in reversed(list(reported)):
            if limit is not None and count > limit:
                break
            by_shape.append(self.results(self.plan.shapes[name], reported[name]))
            count += sum(map(len, by_shape[-1]))
        return self.gathered(by_shape, limit)

    def gathered(self, by_shape: list[list[Batch]], limit: int | None = None) -> Findings:
        """The findings, of the results of shapes from the innermost outwards."""
        batches = [batch for batches in reversed(by_shape) for batch in batches]
        total = sum(map(len, batches))
        complete = limit is None or total <= limit
        ids = {p for batch in batches if batch.predicates is not None for p in batch.predicates.tolist()}
        names = dict(zip(sorted(ids), self.state.terms.value(sorted(ids)), strict=True)) if ids else {}
        kept = batches if limit is None else list(_cut(batches, limit))
        notes = [*self.plan.notes, *getattr(self.sparql, "notes", ())]
        return Findings(kept, names, complete=complete, skipped=list(self.skipped.values()), checked=self.checked, notes=notes)

    def results(self, shape: Shape, focus: Ids) -> list[Batch]:
        """The results of a shape; its conformance is kept where others ask for it."""
        self.checked += len(focus)
        frame = Frame(self.state, shape.path, focus)
        found = [(c, self._hits(shape, c, frame)) for c in shape.constraints if not isinstance(c, Property)] if len(focus) else []
        if shape.id in self.plan.asked:
            failed = np.zeros(len(focus), np.bool_)
            for _, hits in found:
                failed[hits.rows] = True
            self._fail_by_properties(shape, frame, failed)
            self.state.keep(shape.id, focus, failed)
        times = self.times.get(shape.id)
        return [_batch(shape, constraint, focus, hits, times) for constraint, hits in found if len(hits.rows)]

    def fails(self, name: str, nodes: Ids) -> Mask:
        """Which nodes do not conform to a shape."""
        shape = self.plan.shapes[name]
        if not shape.constraints:
            return np.zeros(len(nodes), np.bool_)
        return self.state.once(name, nodes, lambda unknown: self._failing(shape, unknown))

    def _failing(self, shape: Shape, nodes: Ids) -> Mask:
        """Which of these distinct nodes fail; those that fail already are not asked of other shapes."""
        self.checked += len(nodes)
        failed = np.zeros(len(nodes), np.bool_)
        frame = Frame(self.state, shape.path, nodes)
        for constraint in (c for c in shape.constraints if not isinstance(c, (*_ASKING, Sparql))):
            failed[self._hits(shape, constraint, frame).rows] = True
        rest = np.flatnonzero(~failed)
        if len(rest) < len(nodes):
            frame = Frame(self.state, shape.path, nodes[rest])
        failed[rest] = self._failing_by_shapes(shape, frame) if len(rest) else False
        return failed

    def _failing_by_shapes(self, shape: Shape, frame: Frame) -> Mask:
        failed = np.zeros(len(frame.focus), np.bool_)
        for constraint in shape.constraints:
            if isinstance(constraint, (*_ASKING, Sparql)) and not isinstance(constraint, Property):
                failed[self._hits(shape, constraint, frame).rows] = True
        self._fail_by_properties(shape, frame, failed)
        return failed

    def _fail_by_properties(self, shape: Shape, frame: Frame, failed: Mask) -> None:
        for constraint in shape.constraints:
            if isinstance(constraint, Property):
                failed[frame.index[self.fails(constraint.shape, frame.values)]] = True

    def _hits(self, shape: Shape, constraint: Constraint, frame: Frame) -> Hits:
        kind = type(constraint)
        if kind in SET_TESTS:
            return SET_TESTS[kind](constraint, frame)
        if isinstance(constraint, Sparql):
            return self._queried(shape, constraint, frame)
        wrong = ~VALUE_TESTS[kind](self.state, constraint, frame.values)
        return Hits(frame.index[wrong], frame.values[wrong])

    def _queried(self, shape: Shape, constraint: Sparql, frame: Frame) -> Hits:
        if self.sparql is None:
            self.skipped[id(constraint)] = constraint
            return Hits(np.empty(0, np.int64))
        rows = list(self.sparql(constraint, frame.focus, shape))
        focus, paths, values, messages = zip(*rows, strict=True) if rows else ((), (), (), ())
        return Hits(np.searchsorted(frame.focus, np.array(focus, np.int32)), np.array(values, np.int32), list(paths), None, list(messages))


def _batch(shape: Shape, constraint: Constraint, focus: Ids, hits: Hits, times: NDArray[np.int64] | None) -> Batch:
    values = no_values(len(hits.rows)) if hits.values is None else hits.values
    predicates, paths = (None, hits.paths) if isinstance(hits.paths, list) else (hits.paths, None)
    often = None if times is None else times[hits.rows]
    return Batch(shape, constraint, focus[hits.rows], values, predicates, paths, hits.others, hits.messages, often)


def _cut(batches: list[Batch], limit: int) -> Iterator[Batch]:
    for batch in batches:
        if limit > 0:
            yield batch.first(limit)
        limit -= len(batch)
