"""One predicate: which keys have which values."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["Pairs"]

_DENSE = 8
"""Keys that lie this many times further apart than there are pairs are looked up by bisection, denser ones in a table."""


class Pairs:
    """Keys ascending, values ascending within a key, no pair twice. ``keys`` and ``values`` are not to be written to."""

    def __init__(self, keys: NDArray[np.int32], values: NDArray[np.int32]) -> None:
        self.keys, self.values = keys, values

    @staticmethod
    def of_packed(packed: NDArray[np.int64]) -> "Pairs":
        """The pairs of numbers key << 32 | value, in any order, with or without repetition."""
        packed = unique(packed)
        return Pairs((packed >> 32).astype(np.int32), (packed & 0xFFFFFFFF).astype(np.int32))

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def packed(self) -> NDArray[np.int64]:
        """The pairs as numbers key << 32 | value, ascending."""
        return self.keys.astype(np.int64) << 32 | self.values

    def inverse(self) -> "Pairs":
        """The same pairs with keys and values exchanged."""
        return Pairs.of_packed(self.values.astype(np.int64) << 32 | self.keys)

    def ranges(self, nodes: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the values of each node begin and end in ``values``. An id that is no key, -1 too, has an empty range."""
        if self._starts is None:
            return np.searchsorted(self.keys, nodes, "left"), np.searchsorted(self.keys, nodes, "right")
        nodes = np.asarray(nodes, np.int64) - (int(self.keys[0]) - 1)
        nodes = np.minimum(np.maximum(nodes, 0), len(self._starts) - 2)  # np.clip takes several times as long
        return self._starts[nodes], self._starts[nodes + 1]

    @cached_property
    def _starts(self) -> NDArray[np.int64] | None:
        """For each id from the first key less one to the last key plus one, where its values begin; None where keys are sparse."""
        if not len(self) or (span := int(self.keys[-1]) - int(self.keys[0]) + 1) > _DENSE * len(self) + 1024:
            return None
        counts = np.bincount(self.keys - self.keys[0], minlength=span)
        return np.concatenate([[0, 0], np.cumsum(counts), [len(self)]])

    def of(self, nodes: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """For all values of each node: the index into ``nodes`` and the value, in the order of ``nodes``, then of values."""
        first, end = self.ranges(nodes)
        counts = end - first
        index = np.repeat(np.arange(len(counts)), counts)
        shift = first - (np.cumsum(counts) - counts)
        return index, self.values[np.arange(len(index)) + shift[index]]

    def counts(self, nodes: NDArray[np.integer]) -> NDArray[np.int64]:
        """The number of values of each node."""
        first, end = self.ranges(nodes)
        return end - first

    def contains(self, keys: NDArray[np.integer], values: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Whether each pair is there."""
        wanted = np.asarray(keys, np.int64) << 32 | (np.asarray(values, np.int64) & 0xFFFFFFFF)
        if not len(self):
            return np.zeros(wanted.shape, np.bool_)
        place = np.minimum(np.searchsorted(self.packed, wanted), len(self) - 1)
        found: NDArray[np.bool_] = self.packed[place] == wanted
        return found


def unique(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers ascending, each once."""
    numbers = np.sort(numbers)
    return numbers if len(numbers) < 2 else numbers[np.concatenate([[True], numbers[1:] != numbers[:-1]])]
