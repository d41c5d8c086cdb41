"""What the components of SHACL Core share while they run: constants, scratch arrays, answers that are kept, value nodes.

Arrays the size of the dictionary are used in place of hashing and sorting; of a large one only the pages that are touched cost memory.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns import Columns, Literals, Pairs
from tcgraph.shacl.paths import Ids, Path, Predicate, Walk, walk

__all__ = ["Frame", "Hits", "Mask", "State", "expanded"]

Mask = NDArray[np.bool_]
_KEPT_WALKS = 32


@dataclass(frozen=True, slots=True)
class Hits:
    """What a constraint found: rows of the focus nodes; where there are such, values, predicates (of sh:closed), the terms that values
    were compared with, messages (of queries)."""

    rows: NDArray[np.int64]
    values: Ids | None = None
    paths: "Ids | list[Path | None] | None" = None
    others: Ids | None = None
    messages: list[object] | None = None


class State:
    """A graph while it is validated. ``fails(shape id, nodes)`` says which nodes do not conform; the engine sets it."""

    fails: Callable[[str, Ids], Mask]

    def __init__(self, columns: Columns, constants: list[str]) -> None:
        self.columns, self.terms = columns, columns.terms
        self.terms.extend(constants)
        self.size = len(self.terms.kinds)
        self._flags = np.zeros(self.size, np.bool_)
        self._slots = np.empty(self.size, np.bool_)
        self._answers: dict[Hashable, NDArray[np.int8]] = {}
        self._constants: dict[int, tuple[tuple[str, ...], Ids]] = {}
        self._walks: dict[tuple[Path, int], tuple[Ids, Walk]] = {}
        self.instances: dict[int, Ids] = {}
        self.queried: dict[str, Ids] = {}
        self.subclasses: dict[int, Ids] = {}

    @cached_property
    def literals(self) -> Literals:
        """The typed view of the dictionary."""
        return self.terms.literals

    def constant(self, term: str) -> int:
        """The id of a term of the shapes, -1 where the data do not have it; blank nodes of shapes are none of the data's."""
        return -1 if term.startswith("_:") else self.terms.id(term)

    def constants(self, terms: tuple[str, ...], form: str = "{}") -> Ids:
        """The ids of those terms of the shapes that the data have. The tuple is one of the plan's, and looked up once."""
        if id(terms) not in self._constants:
            found = np.fromiter((self.constant(form.format(term)) for term in terms), np.int32, len(terms))
            self._constants[id(terms)] = terms, found[found >= 0]
        return self._constants[id(terms)][1]

    def forward(self, iri: str) -> Pairs:
        """The pairs of a predicate."""
        return self.columns.forward(self.terms.id(f"<{iri}>"))

    def inverse(self, iri: str) -> Pairs:
        """The pairs of a predicate, turned round."""
        return self.columns.inverse(self.terms.id(f"<{iri}>"))

    def distinct(self, ids: Ids) -> Ids:
        """The ids ascending, each once; the very array where it is so already."""
        if len(ids) < 2 or (ids[1:] > ids[:-1]).all():
            return ids
        if len(ids) * 32 < self.size:
            ordered = np.sort(ids)
            once: Ids = ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])]
            return once
        flags = self._flags
        flags[ids] = True
        found = np.flatnonzero(flags).astype(np.int32)
        flags[found] = False
        return found

    def within(self, ids: Ids, members: Ids) -> Mask:
        """Which ids are among the members. Cost: both lengths."""
        flags = self._flags
        flags[members] = True
        found = flags[ids]
        flags[members] = False
        return found

    def each(self, ids: Ids, test: Callable[[Ids], Mask]) -> Mask:
        """A test of each distinct id, spread over all."""
        distinct = self.distinct(ids)
        if distinct is ids:
            return test(ids)
        answer = test(distinct)  # before the slots are filled: a test may use them for another
        self._slots[distinct] = answer
        return self._slots[ids]

    def once(self, key: Hashable, ids: Ids, test: Callable[[Ids], Mask]) -> Mask:
        """A test of each distinct id whose answers are kept under the key: no id is tested twice in a run."""
        answers = self._kept(key)
        unknown = self.distinct(ids[answers[ids] == 0])
        if len(unknown):
            answers[unknown] = np.where(test(unknown), 2, 1)
        answer: Mask = answers[ids] == 2
        return answer

    def keep(self, key: Hashable, ids: Ids, answer: Mask) -> None:
        """Notes answers that were found in another way."""
        self._kept(key)[ids] = np.where(answer, 2, 1)

    def lengths(self, ids: Ids) -> NDArray[np.int32]:
        """The number of characters of each text; no text is looked at twice in a run."""
        unknown = self.distinct(ids[self._lengths[ids] < 0])
        if len(unknown):
            self._lengths[unknown] = np.fromiter(map(len, self.terms.value(unknown)), np.int32, len(unknown))
        return self._lengths[ids]

    @cached_property
    def _lengths(self) -> NDArray[np.int32]:
        return np.full(self.size, -1, np.int32)

    def _kept(self, key: Hashable) -> NDArray[np.int8]:
        if key not in self._answers:
            self._answers[key] = np.zeros(self.size, np.int8)
        return self._answers[key]

    def walk(self, path: Path, nodes: Ids) -> Walk:
        """The value nodes of nodes. The last walks are kept: shapes of one class ask for the same ones."""
        key = (path, id(nodes))
        if key not in self._walks:
            if len(self._walks) >= _KEPT_WALKS:
                del self._walks[next(iter(self._walks))]
            self._walks[key] = nodes, walk(self.columns, path, nodes)
        return self._walks[key][1]


class Frame:
    """The focus nodes of one shape (ascending, each once) and their value nodes."""

    def __init__(self, state: State, path: Path | None, focus: Ids) -> None:
        self.state, self.path, self.focus = state, path, focus

    @cached_property
    def pairs(self) -> Walk:
        """Rows of focus nodes and value nodes, ordered by both; of a node shape, each focus node with itself."""
        if self.path is None:
            return np.arange(len(self.focus)), self.focus
        return self.state.walk(self.path, self.focus)

    @property
    def index(self) -> NDArray[np.int64]:
        """The row of the focus node of each value node."""
        return self.pairs[0]

    @property
    def values(self) -> Ids:
        """The value nodes."""
        return self.pairs[1]

    def counts(self) -> NDArray[np.int64]:
        """The number of value nodes of each focus node."""
        if isinstance(self.path, Predicate):
            return self.state.forward(self.path.iri).counts(self.focus)
        return self.counts_of(self.index)

    def counts_of(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """How often each row occurs."""
        return np.bincount(rows, minlength=len(self.focus))

    def reached(self) -> Ids:
        """The distinct value nodes; the very array of the focus nodes for a node shape."""
        return self.focus if self.path is None else self.state.distinct(self.values)


def expanded(first: NDArray[np.int64], counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For ranges by start and length: the number of the range and the place within, one after another."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - (np.cumsum(counts) - counts - first)[owner]
