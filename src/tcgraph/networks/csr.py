"""Sparse adjacency: for each node its neighbours as a stretch of one array."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tcgraph.errors import CallError, MissingExtraError

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["Csr", "Numbers", "distinct", "numbering", "stable_order", "stretches"]

Numbers = NDArray[Any]
_BITS = 63


@dataclass(frozen=True, slots=True)
class Csr:
    """The neighbours of node ``v`` are ``indices[indptr[v]:indptr[v + 1]]``, ascending, none twice. No array is to be written to.

    ``symmetric``: an undirected edge stands in the rows of both its ends, a self-loop once. ``weights`` are numbers per edge, by
    name, aligned with ``indices``.
    """

    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]
    symmetric: bool
    weights: Mapping[str, Numbers] = field(default_factory=dict)

    @staticmethod
    def of_edges(n: int, i: Numbers, j: Numbers, *, weights: Mapping[str, Numbers] | None = None,
                 directed: bool = False) -> "tuple[Csr, NDArray[np.int64] | None]":
        """The adjacency of edges that are each given once, in any order and, undirected, in either direction.

        Beside it: which given edge each one of ``edges()`` is, or None where that is the order they were given in. Raises
        ``CallError`` for an edge that stands there twice, a node number outside 0 … n - 1, and weights that are too few or too
        many. Cost: one sort of the edges, none where they are sorted.
        """
        weights = {name: np.asarray(values) for name, values in (weights or {}).items()}
        i, j = _ends(n, i, j, {name: len(values) for name, values in weights.items()})
        if not directed:
            i, j = np.minimum(i, j), np.maximum(i, j)
        order = _order(n, i, j)
        if order is not None:
            i, j = i[order], j[order]
            weights = {name: values[order] for name, values in weights.items()}
        if directed:
            return Csr(_starts(np.bincount(i, minlength=n)), j, False, weights), order
        indptr, indices, number = _symmetric(n, i, j)
        return Csr(indptr, indices, True, {name: values[number] for name, values in weights.items()}), order

    def __len__(self) -> int:
        return len(self.indptr) - 1

    @property
    def degrees(self) -> NDArray[np.int64]:
        """The number of neighbours of each node; of a directed graph, those it points to. A self-loop counts once."""
        return np.diff(self.indptr)

    @property
    def loops(self) -> NDArray[np.int32]:
        """The nodes that are joined to themselves, ascending."""
        rows = self.rows()
        found: NDArray[np.int32] = rows[rows == self.indices]
        return found

    def rows(self) -> NDArray[np.int32]:
        """The node in whose row each place of ``indices`` lies."""
        return np.repeat(np.arange(len(self), dtype=np.int32), self.degrees)

    def edges(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
        """Each edge once: from, to (undirected: from <= to), and its place in ``indices``; ordered by from, then to."""
        rows = self.rows()
        if not self.symmetric:
            return rows, self.indices, np.arange(len(rows))
        place = np.flatnonzero(self.indices >= rows)
        return rows[place], self.indices[place], place

    def edge_numbers(self) -> NDArray[np.int32]:
        """For each place of ``indices`` the number of its edge in ``edges()``: undirected edges have two places."""
        if not self.symmetric:
            return np.arange(len(self.indices), dtype=np.int32)
        rows = self.rows()
        upper = self.indices >= rows
        count = int(np.count_nonzero(upper))
        numbers = np.empty(len(rows), np.int32)
        numbers[upper] = np.arange(count, dtype=np.int32)
        proper = np.flatnonzero(self.indices[upper] != rows[upper])  # a self-loop has one place only
        numbers[~upper] = proper[stable_order(self.indices[upper][proper], len(self))]
        return numbers

    def transposed(self) -> "Csr":
        """The graph with all edges turned round; a symmetric one is its own."""
        if self.symmetric:
            return self
        order = self.transposed_order()
        indptr = _starts(np.bincount(self.indices, minlength=len(self)))
        return Csr(indptr, self.rows()[order], False, {name: values[order] for name, values in self.weights.items()})

    def transposed_order(self) -> NDArray[np.int64]:
        """Which place of ``indices`` each place of the transposed one comes from."""
        return np.arange(len(self.indices)) if self.symmetric else stable_order(self.indices, len(self))

    def only(self, nodes: Numbers) -> "tuple[Csr, NDArray[np.int64]]":
        """The graph among some nodes (numbers ascending, none twice), which are numbered anew; and the places kept of ``indices``."""
        new = numbering(nodes, len(self))
        place = stretches(self.indptr[nodes], self.degrees[nodes])
        targets = new[self.indices[place]]
        rows = np.repeat(np.arange(len(nodes)), self.degrees[nodes])[targets >= 0]
        place, targets = place[targets >= 0], targets[targets >= 0]
        indptr = _starts(np.bincount(rows, minlength=len(nodes)))
        return Csr(indptr, targets, self.symmetric, {name: values[place] for name, values in self.weights.items()}), place

    def to_scipy(self, weight: str | None = None, *, values: Numbers | None = None) -> "csr_array":
        """A ``csr_array`` that shares the indices: the weights of that name, or ``values``, else ones (float)."""
        try:
            from scipy.sparse import csr_array
        except ImportError as error:
            raise MissingExtraError("scipy", "networks") from error
        if values is None:
            values = np.ones(len(self.indices)) if weight is None else self.weights[weight]
        indptr = self.indptr.astype(np.int32) if len(self.indices) < 2**31 else self.indptr
        return csr_array((values, self.indices, indptr), shape=(len(self), len(self)))


def stable_order(keys: Numbers, limit: int) -> NDArray[np.int64]:
    """The order that sorts numbers from 0 to ``limit`` - 1, equal ones as they stand. Cost: one sort of plain numbers where they fit."""
    place_bits = max(len(keys) - 1, 1).bit_length()
    if limit.bit_length() + place_bits > _BITS:
        return np.argsort(keys, kind="stable")
    packed = keys.astype(np.int64) << place_bits | np.arange(len(keys))
    packed.sort()
    return packed & ((1 << place_bits) - 1)


def distinct(numbers: Numbers) -> Numbers:
    """The numbers ascending, each once."""
    numbers = np.sort(numbers)
    return numbers if len(numbers) < 2 else numbers[np.concatenate([[True], numbers[1:] != numbers[:-1]])]


def numbering(chosen: Numbers, size: int) -> NDArray[np.int32]:
    """For each of ``size`` things its place among the chosen ones, -1 where it is not chosen."""
    place = np.full(size, -1, np.int32)
    place[chosen] = np.arange(len(chosen), dtype=np.int32)
    return place


def stretches(first: Numbers, counts: Numbers) -> NDArray[np.int64]:
    """The numbers first, first + 1, … of each stretch, one stretch after the other."""
    return np.repeat(first - (np.cumsum(counts) - counts), counts) + np.arange(int(counts.sum()))


def _starts(counts: Numbers) -> NDArray[np.int64]:
    indptr = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=indptr[1:])
    return indptr


def _ends(n: int, i: Numbers, j: Numbers, lengths: Mapping[str, int]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    i, j = np.asarray(i), np.asarray(j)
    for name, length in {"the other end": len(j), **lengths}.items():
        if length != len(i):
            raise CallError(f"{len(i)} edges, but {length} values of {name!r}: give one for each edge.")
    for ends in (i, j):
        if len(ends) and (int(ends.min()) < 0 or int(ends.max()) >= n):
            raise CallError(f"An edge ends at node {int(ends.min())} or {int(ends.max())}; the {n} nodes are numbered 0 to {n - 1}.")
    return i.astype(np.int32, copy=False), j.astype(np.int32, copy=False)


def _order(n: int, i: NDArray[np.int32], j: NDArray[np.int32]) -> NDArray[np.int64] | None:
    """The order by i, then j; None where the edges stand so. Refuses an edge that stands there twice."""
    keys = i.astype(np.int64) * n + j
    order = None
    if not np.all(keys[1:] > keys[:-1]):
        order = stable_order(keys, n * n)
        keys = keys[order]
    if len(twice := np.flatnonzero(keys[1:] == keys[:-1])):
        one, other = divmod(int(keys[twice[0]]), n)
        raise CallError(f"The edge from node {one} to node {other} is given more than once: add parallel edges up before.")
    return order


def _symmetric(n: int, i: NDArray[np.int32], j: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """Of edges i <= j, sorted: where rows start, the neighbours, and the edge of each. A row is the neighbours below, from the edges
    that end here, then those from here on."""
    loops = i == j
    proper = np.flatnonzero(~loops) if loops.any() else None
    ends = j if proper is None else j[proper]
    order = stable_order(ends, n)
    turned = order if proper is None else proper[order]
    below, above = np.bincount(ends, minlength=n), np.bincount(i, minlength=n)
    indptr = _starts(below + above)
    first, second = stretches(indptr[:-1], below), stretches(indptr[:-1] + below, above)
    indices, number = np.empty(len(i) + len(turned), np.int32), np.empty(len(i) + len(turned), np.int32)
    indices[first], number[first] = i[turned], turned
    indices[second], number[second] = j, np.arange(len(i), dtype=np.int32)
    return indptr, indices, number
