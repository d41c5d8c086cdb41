"""Ranks that say their ties, and growth from one count to the next."""

import math
from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from tcgraph.errors import CallError

__all__ = ["Growth", "growth", "ranks", "tied"]

K = TypeVar("K", bound=Hashable)
TIES = ("competition", "dense", "mean")


def ranks(values: Mapping[K, float], *, ties: str = "competition") -> dict[K, float]:
    """The rank of each key by its value, 1 for the highest, in the order of the mapping.

    Equal values share a rank: ``"competition"`` gives 1, 2, 2, 4; ``"dense"`` 1, 2, 2, 3; ``"mean"`` 1, 2.5, 2.5, 4, as the
    rank correlation of Spearman (1904, American Journal of Psychology 15) takes them. Raises ``CallError`` for a value that is no
    number. Empty in, empty out. Cost: one sort.
    """
    if ties not in TIES:
        raise CallError(f"No way to rank ties {ties!r}. Known: {', '.join(TIES)}.")
    if wrong := [key for key, value in values.items() if math.isnan(value)]:
        raise CallError(f"{wrong[0]!r} has no number, so it has no rank; leave it out or give it a value.")
    numbers = Counter(values.values())
    found: dict[float, float] = {}
    before = 0
    for place, (value, number) in enumerate(sorted(numbers.items(), reverse=True), 1):
        found[value] = {"competition": before + 1, "dense": place, "mean": before + (number + 1) / 2}[ties]
        before += number
    return {key: found[value] for key, value in values.items()}


def tied(values: Mapping[K, float]) -> dict[K, int]:
    """How many others have the same value, per key; 0 means a rank of its own."""
    numbers = Counter(values.values())
    return {key: numbers[value] - 1 for key, value in values.items()}


@dataclass(frozen=True, slots=True)
class Growth:
    """From ``before`` to ``after``. ``rate`` is the change as a share of before, ``per_year`` the yearly rate that compounds to it,
    ``contribution`` the change as a share of everybody's before: contributions add up to the total's rate. None where before is 0.
    """

    before: float
    after: float
    change: float
    rate: float | None
    per_year: float | None
    contribution: float | None


def growth(before: Mapping[K, float], after: Mapping[K, float], *, years: float | None = None) -> dict[K, Growth]:
    """The growth of each key that is in either mapping, those of ``before`` first; a key that lacks in one counts 0 there.

    rate = (after - before) / before; per_year = (after / before) ** (1 / years) - 1, the compound rate (None without ``years``);
    contribution = (after - before) / sum of before. Units: shares, not percent. Raises ``CallError`` for negative counts or ``years``
    that are not positive.
    """
    if years is not None and not years > 0:
        raise CallError(f"Growth needs a positive number of years between the two counts, not {years!r}.")
    if any(value < 0 for counts in (before, after) for value in counts.values()):
        raise CallError("Growth is of counts; a negative one was given.")
    total = sum(before.values())
    keys = dict.fromkeys([*before, *after])
    return {key: _growth(before.get(key, 0), after.get(key, 0), total, years) for key in keys}


def _growth(before: float, after: float, total: float, years: float | None) -> Growth:
    change = after - before
    rate = change / before if before else None
    per_year = (after / before) ** (1 / years) - 1 if before and years is not None else None
    return Growth(before, after, change, rate, per_year, change / total if total else None)
