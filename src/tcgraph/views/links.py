"""Pairs of things that take part together, and what the edge between two of them stands for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.selected import Values
from tcgraph.networks.csr import stable_order, stretches
from tcgraph.views.filters import Selection

__all__ = ["SEPARATOR", "Links", "changes", "joined", "organisation_pairs"]

Ids = NDArray[np.int32]
SEPARATOR = " | "
"""What stands between several names on an edge: ratings and titles have semicolons of their own."""
SHOWN = 3
"""So many titles stand on an edge."""


def organisation_pairs(chosen: Selection) -> tuple[Ids, Ids, Ids]:
    """Each two organisations of each cooperation: the lower number, the higher one, the cooperation. Cost: one step per pair, in arrays."""
    cooperation, organisation = chosen.cooperation, chosen.organisation
    ends = np.cumsum(np.where(chosen.keep, chosen.table.sizes, 0))[cooperation]
    first = np.arange(1, len(cooperation) + 1)
    many = ends - first
    other = stretches(first, many)
    return np.repeat(organisation, many), organisation[other], np.repeat(cooperation, many)


@dataclass(frozen=True, eq=False)
class Links:
    """The pairs of a projection, gathered by edge. ``i`` and ``j`` are the ends of each edge (i <= j), ascending; ``cooperation`` lists
    what edge after edge stands for, ``starts`` where each edge begins in it."""

    i: Ids
    j: Ids
    starts: NDArray[np.int64]
    cooperation: Ids

    @staticmethod
    def of(size: int, i: Ids, j: Ids, cooperation: Ids, before: NDArray[np.int64] | None = None) -> "Links":
        """The edges between ``size`` things. ``before``: an order that cooperations keep within an edge."""
        keys = i.astype(np.int64) * size + j
        order = stable_order(keys if before is None else keys[before], size * size)
        order = order if before is None else before[order]
        starts = np.flatnonzero(changes(keys[order]))
        first = order[starts]
        return Links(i[first], j[first], starts, cooperation[order])

    def __len__(self) -> int:
        return len(self.i)

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """The number of cooperations of each edge."""
        return np.diff(np.append(self.starts, len(self.cooperation)))

    @cached_property
    def edge(self) -> Ids:
        """The edge to which each place of ``cooperation`` belongs."""
        return np.repeat(np.arange(len(self), dtype=np.int32), self.counts)

    def sums(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The sum over the cooperations of each edge. Each sum adds its terms from the least up, so that the order of the cooperations
        does not change the last digit."""
        _, rank = np.unique(values, return_inverse=True)
        order = stable_order(rank[self.cooperation], len(values) + 1)
        found = values[self.cooperation]
        return np.bincount(self.edge[order], found[order], minlength=len(self)).astype(np.float64)

    def least(self, values: Ids, absent: int) -> list[int | None]:
        """The least value of each edge, without those that are ``absent``."""
        high = np.iinfo(np.int32).max
        return self._reduced(np.minimum, np.where(values == absent, high, values), high)

    def greatest(self, values: Ids, absent: int) -> list[int | None]:
        """The greatest value of each edge, without those that are ``absent``, which has to be less than all others."""
        return self._reduced(np.maximum, values, absent)

    def _reduced(self, take: Any, values: NDArray[Any], absent: int) -> list[int | None]:
        if not len(self):
            return []
        found = take.reduceat(values[self.cooperation], self.starts)
        return [None if value == absent else value for value in found.tolist()]

    def texts(self, places: Ids, names: list[str]) -> list[str]:
        """The distinct names of each edge's cooperations in order, joined by ``SEPARATOR``; ``places`` -1 have none."""
        order = sorted(range(len(names)), key=names.__getitem__)
        rank = np.full(len(names) + 1, -1, np.int64)
        rank[order] = np.arange(len(names))
        found = rank[places][self.cooperation]
        packed = np.sort(self.edge[found >= 0].astype(np.int64) << 32 | found[found >= 0])
        packed = packed[changes(packed)]
        return joined(packed >> 32, packed & 0xFFFFFFFF, [names[place] for place in order], len(self))

    def titles(self, titles: list[str], rank: Ids) -> list[str]:
        """The titles of the first cooperations of each edge, by the rank of the cooperations."""
        ranked = rank[self.cooperation]
        order = stable_order(self.edge.astype(np.int64) * (len(rank) + 1) + ranked, max(len(self), 1) * (len(rank) + 1))
        shown = order[stretches(self.starts, np.minimum(self.counts, SHOWN))]
        return joined(self.edge[shown], self.cooperation[shown], titles, len(self))

    def mapped(self, size: int, groups: Values) -> "tuple[Links, Links]":
        """The edges between groups of the things (``groups``: which thing is in which), each cooperation once per edge: those between
        two groups, and those within one, where two different things of the group cooperate."""
        many = np.bincount(groups.thing, minlength=size)
        first = np.cumsum(many) - many
        left, right = self.i[self.edge], self.j[self.edge]
        width = many[right]
        index = np.repeat(np.arange(len(left)), many[left] * width)
        step = stretches(np.zeros(len(left), np.int64), many[left] * width)
        one = groups.value[first[left[index]] + step // np.maximum(width[index], 1)]
        other = groups.value[first[right[index]] + step % np.maximum(width[index], 1)]
        return _between(len(groups.terms), one, other, self.cooperation[index])


def _between(size: int, one: Ids, other: Ids, cooperation: Ids) -> tuple[Links, Links]:
    low, high = np.minimum(one, other), np.maximum(one, other)
    order = stable_order(cooperation, int(cooperation.max(initial=0)) + 1)
    order = order[stable_order((low.astype(np.int64) * size + high)[order], size * size)]
    low, high, cooperation = low[order], high[order], cooperation[order]
    new = changes(low) | changes(high) | changes(cooperation)
    apart, same = new & (low != high), new & (low == high)
    return Links.of(size, low[apart], high[apart], cooperation[apart]), Links.of(size, low[same], high[same], cooperation[same])


def changes(ascending: NDArray[Any]) -> NDArray[np.bool_]:
    """Whether each number is another one than that before it."""
    new = np.ones(len(ascending), np.bool_)
    new[1:] = ascending[1:] != ascending[:-1]
    return new


def joined(edge: NDArray[Any], value: NDArray[Any], names: Sequence[str], size: int) -> list[str]:
    """The names of each edge, joined by ``SEPARATOR``, from pairs ordered by edge."""
    counts = np.bincount(edge, minlength=size)
    ends = np.cumsum(counts).tolist()
    values, found, begin = value.tolist(), [], 0
    for end in ends:
        found.append(names[values[begin]] if end - begin == 1 else SEPARATOR.join([names[place] for place in values[begin:end]]))
        begin = end
    return found
