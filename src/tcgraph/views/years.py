"""The years of cooperations: what is taken for a year, and what is not."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.selected import Values
from tcgraph.store.terms import to_value

__all__ = ["EARLIEST", "LATEST", "NONE", "Years"]

EARLIEST, LATEST = 1000, 2999
"""A statement outside these bounds is taken for a slip, not for a year."""
NONE = -1
"""Stands for no year in the arrays."""


@dataclass(frozen=True, slots=True)
class Years:
    """``first`` and ``last`` year of each cooperation, both ``NONE`` where the source gives none.

    A year is a whole number from ``EARLIEST`` to ``LATEST`` (``xsd:integer``, ``xsd:gYear`` or the digits as text). Anything else is no
    year: ``absurd`` counts the cooperations that have such a statement. Where only one of the two is given, it stands for both;
    where the first is later than the last, they change places, and ``reversed`` counts it. Of several statements the earliest first
    and the latest last one hold.
    """

    first: NDArray[np.int32]
    last: NDArray[np.int32]
    absurd: NDArray[np.bool_]
    reversed: NDArray[np.bool_]

    @staticmethod
    def of(size: int, first: Values, last: Values) -> "Years":
        """The years of ``size`` cooperations from what is stated of them."""
        absurd = np.zeros(size, np.bool_)
        early, late = (_extreme(size, values, absurd, side) for side, values in (("first", first), ("last", last)))
        early, late = np.where(early == NONE, late, early), np.where(late == NONE, early, late)
        return Years(np.minimum(early, late), np.maximum(early, late), absurd, early > late)

    @property
    def dated(self) -> NDArray[np.bool_]:
        """Which cooperations have years."""
        found: NDArray[np.bool_] = self.first != NONE
        return found

    def overlap(self, since: int | None, until: int | None) -> NDArray[np.bool_]:
        """Which cooperations lie at least in part within these years, both included. Those without years do not."""
        low = EARLIEST if since is None else max(since, NONE + 1)
        high = LATEST if until is None else min(until, np.iinfo(np.int32).max)
        fits: NDArray[np.bool_] = self.dated & (self.last >= min(low, np.iinfo(np.int32).max)) & (self.first <= high)
        return fits


def _extreme(size: int, values: Values, absurd: NDArray[np.bool_], side: str) -> NDArray[np.int32]:
    numbers = np.array([_year(term) for term in values.terms], np.int32)
    found = numbers[values.value] if len(numbers) else np.empty(0, np.int32)
    absurd[values.thing[found == NONE]] = True
    good = found != NONE
    extreme = np.full(size, LATEST + 1 if side == "first" else NONE, np.int32)
    (np.minimum if side == "first" else np.maximum).at(extreme, values.thing[good], found[good])
    return np.where(extreme > LATEST, NONE, extreme).astype(np.int32)


def _year(term: str) -> int:
    value = to_value(term)
    if isinstance(value, str) and value.strip().isdecimal():
        value = int(value)
    is_year = isinstance(value, int) and not isinstance(value, bool) and EARLIEST <= value <= LATEST
    return int(value) if is_year else NONE  # type: ignore[arg-type]  # a number, as was just asked
