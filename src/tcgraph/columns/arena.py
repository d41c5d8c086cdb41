"""Many byte strings in one buffer: the text of the terms, one after the other, and where each starts."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from mmap import mmap

import numpy as np
from numpy.typing import NDArray

__all__ = ["Arena", "copy"]


_LONG = 512
"""Strings of at least this many bytes are copied one by one."""
_MANY = 10_000
_NEWLINE, _SPACE, _END = ord("\n"), ord(" "), b" .\n"
Octets = NDArray[np.uint8]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Arena:
    """Byte strings in ascending order of bytes; ``starts`` has one entry more than there are strings."""

    data: bytes | mmap
    starts: NDArray[np.int64]

    @staticmethod
    def of(strings: Sequence[bytes]) -> "Arena":
        """An arena of these strings, which come in ascending order."""
        starts = np.zeros(len(strings) + 1, np.int64)
        np.cumsum(np.fromiter(map(len, strings), np.int64, len(strings)), out=starts[1:])
        return Arena(b"".join(strings), starts)

    @staticmethod
    def packed(octets: NDArray[np.uint8], begin: NDArray[np.int64], lengths: NDArray[np.int64]) -> "Arena":
        """An arena of strings that stand in a buffer, perhaps with other bytes between them."""
        starts = np.zeros(len(lengths) + 1, np.int64)
        np.cumsum(lengths, out=starts[1:])
        text = np.empty(starts[-1], np.uint8)
        copy(octets, begin, lengths, text, starts[:-1])
        return Arena(text.tobytes(), starts)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, index: int) -> bytes:
        return self.data[self.starts[index] : self.starts[index + 1]]

    def strings(self) -> list[bytes]:
        """All strings."""
        places = self.starts.tolist()
        return [self.data[a:b] for a, b in pairwise(places)]

    @property
    def octets(self) -> NDArray[np.uint8]:
        """The buffer as an array, not copied."""
        return np.frombuffer(self.data, np.uint8) if len(self.data) else np.empty(0, np.uint8)

    @property
    def lengths(self) -> NDArray[np.int64]:
        """The length of each string in bytes."""
        return np.diff(self.starts)

    def texts(self, indexes: NDArray[np.integer]) -> list[str]:
        """The strings at these places, decoded, in this order."""
        return self.slices(self.starts[indexes], self.starts[np.asarray(indexes) + 1])

    def slices(self, begin: NDArray[np.int64], end: NDArray[np.int64]) -> list[str]:
        """What stands between these places of the buffer, decoded."""
        if len(begin) > _MANY:
            return self._joined(begin, end).decode().split("\n")
        data = self.data
        return [str(data[a:b], "utf-8") for a, b in zip(begin.tolist(), end.tolist(), strict=True)]

    def _joined(self, begin: NDArray[np.int64], end: NDArray[np.int64]) -> bytes:
        """What stands between these places, with line ends between, which no string has. To decode all at once is faster."""
        lengths = end - begin
        to = np.cumsum(lengths + 1) - lengths - 1
        text = np.full(int(to[-1] + lengths[-1]), _NEWLINE, np.uint8)
        copy(self.octets, begin, lengths, text, to)
        return text.tobytes()

    def lines(self, *columns: NDArray[np.integer]) -> bytes:
        """N-Triples of subjects, predicates and objects, given as places of the strings."""
        ids = np.stack(columns).T.reshape(-1).astype(np.int64)
        begin = self.starts[ids]
        lengths = self.starts[ids + 1] - begin
        room = lengths + np.tile([1, 1, len(_END)], len(ids) // 3)
        after = np.cumsum(room)
        text = np.full(after[-1] if len(ids) else 0, _SPACE, np.uint8)
        copy(self.octets, begin, lengths, text, after - room)
        for place, char in enumerate(reversed(_END), 1):
            text[after[2::3] - place] = char
        return text.tobytes()

    def find(self, string: bytes) -> int:
        """The place of a string, -1 where it is not there. Logarithmic."""
        place = self.after(string)
        return place if place < len(self) and self[place] == string else -1

    def after(self, string: bytes) -> int:
        """The place of the first string that is not before this one, by bisection."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self[middle] < string:
                low = middle + 1
            else:
                high = middle
        return low


def copy(octets: Octets, begin: Places, lengths: Places, text: Octets, to: Places) -> None:
    """Writes strings that stand in a buffer to places of another one, where they must not overlap: all of one length at once."""
    short = np.minimum(lengths, _LONG)
    order, ends = np.argsort(short.astype(np.uint16), kind="stable"), np.cumsum(np.bincount(short))
    for length, places in enumerate(np.split(order, ends[:-1])):
        if length == _LONG:
            for place in places.tolist():
                text[to[place] : to[place] + lengths[place]] = octets[begin[place] : begin[place] + lengths[place]]
        elif length and len(places):
            _chunks(text, length)[to[places]] = _chunks(octets, length)[begin[places]]


def _chunks(octets: Octets, length: int) -> NDArray[np.void]:
    """The bytes from each place on, as one value."""
    return np.ndarray((len(octets) - length + 1,), f"V{length}", octets, strides=(1,))
