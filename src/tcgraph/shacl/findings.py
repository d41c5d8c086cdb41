"""What a validation found: arrays per constraint, and single findings only when somebody looks at them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from tcgraph.shacl.components_model import Constraint, Shape, Sparql
from tcgraph.shacl.paths import Ids, Path, Predicate

__all__ = ["Batch", "Finding", "Findings"]


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
        parts = (self.focus, self.values, self.predicates, self.paths, self.others, self.messages, self.times)
        cut = [None if part is None else part[:count] for part in parts]
        return Batch(self.shape, self.constraint, *cut)  # type: ignore[arg-type]


class Findings:
    """All results of a validation, each once, by shape and constraint in the order of the plan, then by focus node and value.

    ``complete`` is False where a limit ended the run. ``skipped``: constraints that nobody checked, since queries had no runner.
    ``checked``: how many pairs of shape and node were evaluated. Iterate for single findings; ``batches`` has the arrays.
    """

    def __init__(self, batches: Sequence[Batch], names: dict[int, str], *, complete: bool = True, skipped: Sequence[Sparql] = (),
                 checked: int = 0) -> None:
        self.batches, self.complete, self.skipped, self.checked = tuple(batches), complete, tuple(skipped), checked
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
