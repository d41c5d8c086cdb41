"""What follows the closing quote of literals, by groups: few datatypes and languages serve many literals."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.arena import Arena

__all__ = ["Suffixes", "literal_count"]

_QUOTE = ord('"')


@dataclass(frozen=True, slots=True)
class Suffixes:
    """For each literal of an arena the index of its suffix in ``texts``: ``b""``, ``b"@zh"``, ``b"^^<…>"``; texts ascending."""

    groups: NDArray[np.int32]
    texts: list[bytes]

    @staticmethod
    def of(arena: Arena) -> "Suffixes":
        """The suffixes of all literals of an arena."""
        return _suffixes(arena)

    def ends(self, arena: Arena, ids: NDArray[np.integer]) -> NDArray[np.int64]:
        """Where the closing quotes of these literals stand in the arena."""
        lengths = np.fromiter(map(len, self.texts), np.int64, len(self.texts))
        ends: NDArray[np.int64] = arena.starts[np.asarray(ids) + 1] - lengths[self.groups[ids]] - 1
        return ends


def literal_count(arena: Arena) -> int:
    """How many literals the arena has: they stand before all other terms, because a quote sorts before ``<`` and ``_``."""
    low, high = 0, len(arena)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if arena[middle][:1] == b'"' else (low, middle)
    return low


def _suffixes(arena: Arena) -> Suffixes:
    """The suffixes of all literals, without a loop over literals. The last quote of a literal is the closing one."""
    count = literal_count(arena)
    data, after = arena.octets[: arena.starts[count]], arena.starts[1 : count + 1]
    quotes = np.flatnonzero(data == _QUOTE)
    begin = quotes[np.searchsorted(quotes, after) - 1] + 1
    groups = np.zeros(count, np.int32)
    texts: list[bytes] = []
    for length in np.unique(after - begin).tolist():
        members = np.flatnonzero(after - begin == length)
        which, found = _distinct(_rows(data, begin[members], length))
        groups[members] = which + len(texts)
        texts += found
    order = sorted(range(len(texts)), key=texts.__getitem__)
    rank = np.argsort(np.array(order, np.int64)).astype(np.int32)
    return Suffixes(rank[groups] if count else groups, [texts[i] for i in order])


def _rows(data: NDArray[np.uint8], begin: NDArray[np.int64], length: int) -> NDArray[np.uint8]:
    if not length:
        return np.empty((len(begin), 0), np.uint8)
    return np.lib.stride_tricks.sliding_window_view(data, length)[begin]


def _distinct(rows: NDArray[np.uint8]) -> tuple[NDArray[np.int64], list[bytes]]:
    """For each row the index among the distinct rows, and those."""
    count, width = rows.shape
    padded = np.zeros((count, -(-width // 8) * 8), np.uint8)
    padded[:, :width] = rows
    words = padded.view(np.uint64)
    weights = np.random.default_rng(0).integers(1 << 63, size=words.shape[1], dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    mixed = words * weights
    mixed ^= mixed >> np.uint64(29)
    _, index, which = np.unique((mixed * weights).sum(axis=1), return_index=True, return_inverse=True)
    if not np.array_equal(rows[index][which], rows):  # two suffixes with one hash: by their bytes then
        _, index, which = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    return which.reshape(-1), [rows[i].tobytes() for i in index]
