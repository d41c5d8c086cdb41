"""What a validation found: arrays per constraint, and single findings only when somebody looks at them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tcgraph.shacl.components_model import Constraint, Shape, Sparql
from tcgraph.shacl.paths import Ids, Path, Predicate

__all__ = ["Batch", "Finding", "Findings", "no_values"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One result. ``focus``, ``value`` and ``other`` are ids of the columns' terms, -1 for none; ``other`` is the term that the value was
    compared with (sh:lessThan). ``messages``: those of a query; all others are the shape's. ``times``: how often SHACL's report has it,
    where sh:property leads to the shape from several focus nodes or shapes."""

    focus: int
    path: Path | None
    value: int
    shape: Shape
    constraint: Constraint
    other: int = -1
    messages: object = None
    times: int = 1


@dataclass(frozen=True, slots=True)
class Batch:
    """The results of one constraint of one shape. ``values`` are -1 where there is none; ``predicates`` (of sh:closed, ids) and ``paths``
    (of queries) stand in the place of the shape's path."""

    shape: Shape
    constraint: Constraint
    focus: Ids
    values: Ids
    predicates: Ids | None = None
    paths: Sequence[Path | None] | None = None
    others: Ids | None = None
    messages: Sequence[object] | None = None
    times: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return len(self.focus)

    def first(self, count: int) -> "Batch":
        """The first results."""
        return self._with(lambda part: part[:count])

    def take(self, rows: NDArray[np.int64]) -> "Batch":
        """The results in these rows, in this order."""
        return self._with(lambda part: _chosen(part, rows))

    def renumbered(self, ids: Callable[[Ids], Ids]) -> "Batch":
        """The same results with other ids for their terms."""
        predicates, others = (None if part is None else ids(part) for part in (self.predicates, self.others))
        return replace(self, focus=ids(self.focus), values=ids(self.values), predicates=predicates, others=others)

    @staticmethod
    def joined(batches: "Sequence[Batch]") -> "Batch":
        """The results of batches of one constraint by focus node; those of one node in the order in which they are given."""
        if len(batches) == 1:
            return batches[0]
        order = np.argsort(np.concatenate([batch.focus for batch in batches]), kind="stable")
        parts: list[Any] = [_concatenated([getattr(batch, name) for batch in batches]) for name in _PARTS]
        return Batch(batches[0].shape, batches[0].constraint, *[_chosen(part, order) for part in parts])

    def _with(self, change: Callable[[Any], Any]) -> "Batch":
        parts = [getattr(self, name) for name in _PARTS]
        changed: list[Any] = [None if part is None else change(part) for part in parts]
        return Batch(self.shape, self.constraint, *changed)


_PARTS = ("focus", "values", "predicates", "paths", "others", "messages", "times")


def _chosen(part: Any, rows: NDArray[np.int64]) -> Any:
    return part[rows] if isinstance(part, np.ndarray) else None if part is None else [part[row] for row in rows.tolist()]


def _concatenated(parts: list[Any]) -> Any:
    """One column of several; nothing where one of them has none."""
    if any(part is None for part in parts):
        return None
    return np.concatenate(parts) if isinstance(parts[0], np.ndarray) else [each for part in parts for each in part]


class Findings:
    """All results of a validation, each once, by shape and constraint in the order of the plan, then by focus node and value.

    ``complete`` is False where a limit ended the run. ``skipped``: constraints that nobody checked, since queries had no runner.
    ``checked``: how many pairs of shape and node were evaluated. ``notes``: what is to be known of results of queries, each by language.
    ``names``: the IRIs of predicates by id, as far as batches speak of them. Iterate for single findings; ``batches`` has the arrays.
    """

    def __init__(self, batches: Sequence[Batch], names: Mapping[int, str], *, complete: bool = True, skipped: Sequence[Sparql] = (),
                 checked: int = 0, notes: Sequence[Mapping[str, str]] = ()) -> None:
        self.batches, self.complete, self.skipped, self.checked = tuple(batches), complete, tuple(skipped), checked
        self.names, self.notes = names, tuple(notes)
        self._paths = {predicate: Predicate(iri) for predicate, iri in names.items()}

    def __len__(self) -> int:
        return sum(map(len, self.batches))

    def __iter__(self) -> Iterator[Finding]:
        return (finding for batch in self.batches for finding in self._of(batch))

    def first(self, count: int) -> list[Finding]:
        """The first findings, without making the others."""
        return list(islice(self, count))

    def __repr__(self) -> str:
        return f"<tcgraph.shacl.Findings: {len(self):,}{'' if self.complete else ', and there are more'}>"

    def _of(self, batch: Batch) -> Iterator[Finding]:
        count = len(batch)
        others = [-1] * count if batch.others is None else batch.others.tolist()
        times = [1] * count if batch.times is None else batch.times.tolist()
        messages = batch.messages or [None] * count
        rows = zip(batch.focus.tolist(), self.paths_of(batch), batch.values.tolist(), others, messages, times, strict=True)
        for focus, path, value, other, message, often in rows:
            yield Finding(focus, path, value, batch.shape, batch.constraint, other, message, often)

    def paths_of(self, batch: Batch) -> Sequence[Path | None]:
        """The path of each result of a batch."""
        if batch.predicates is not None:
            return [self._paths[predicate] for predicate in batch.predicates.tolist()]
        own = batch.shape.path
        return [own] * len(batch) if batch.paths is None else [own if path is None else path for path in batch.paths]


def no_values(count: int) -> NDArray[np.int32]:
    """The values of results that have none."""
    return np.full(count, -1, np.int32)
