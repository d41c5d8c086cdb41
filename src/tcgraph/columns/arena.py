"""Many byte strings in one buffer: the text of the terms, one after the other, and where each starts."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from mmap import mmap

import numpy as np
from numpy.typing import NDArray

__all__ = ["Arena"]


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
        data = self.data
        return [str(data[a:b], "utf-8") for a, b in zip(begin.tolist(), end.tolist(), strict=True)]

    def find(self, string: bytes) -> int:
        """The place of a string by bisection, -1 where it is not there. Logarithmic."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self[middle] < string:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self[low] == string else -1
