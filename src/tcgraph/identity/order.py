"""The order of rows as evidence: lists keep the order of old rows within a region and add new ones at its end."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Anchor", "anchors_in_order", "longest_increasing", "share_in_order"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A pair of rows that is certain: index in the old order, index in the new order, region on the new roster."""

    old: int
    new: int
    region: str


def longest_increasing(values: Sequence[int]) -> list[int]:
    """The indices of a longest strictly increasing subsequence, in order. n log n."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        place = bisect_left(tails, value)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [value]
        ends[place : place + 1] = [index]
    found = []
    index = ends[-1] if ends else -1
    while index >= 0:
        found.append(index)
        index = before[index]
    return found[::-1]


def anchors_in_order(anchors: Sequence[Anchor]) -> list[Anchor]:
    """The anchors, in the old order, that keep their order within their region and stand among neighbours of their region.

    A row that moved to the end of a region, or to another region, says nothing about where its neighbours went.
    """
    by_region: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in sorted(anchors, key=lambda a: a.old):
        by_region[anchor.region].append(anchor)
    kept = [rows[n] for rows in by_region.values() for n in longest_increasing([a.new for a in rows])]
    return _among_their_own(sorted(kept, key=lambda a: a.old))


def _among_their_own(kept: list[Anchor]) -> list[Anchor]:
    """Without those that stand alone between two rows of one other region."""
    around = zip([None, *kept], kept, [*kept[1:], None], strict=False)
    return [a for before, a, after in around if not (before and after and before.region == after.region != a.region)]


def share_in_order(anchors: Sequence[Anchor]) -> float:
    """The share of anchors that keep their order: near 1 if the order of the rosters means anything."""
    return len(anchors_in_order(anchors)) / len(anchors) if anchors else 0.0
