"""A roster as matching sees it: rows in the order in which they stand, by region."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tcgraph.names import normal_form

__all__ = ["Roster", "RosterRow", "seated"]


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One printed row: a key that is unique on its roster, the name as printed, and what else the row says.

    ``region`` is the region as printed, empty if the copy does not have it; ``may_be`` the regions under which the row can stand
    by what else is known (the seat of the firm), empty for any. ``position`` is None where the copy does not have it.
    ``new`` marks rows of the annex of the newly certified, which the same roster prints apart from the older ones.
    """

    key: str
    name: str
    kind: str = "center"
    region: str = ""
    position: int | None = None
    new: bool = False
    may_be: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Roster:
    """The rows of one roster, in any order, and the kinds of unit that it covers (those that occur, unless said)."""

    rows: Sequence[RosterRow]
    covers: frozenset[str] = field(default=frozenset())

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of unit that the roster lists; a unit of another kind can be on it or not, one cannot know."""
        return self.covers or frozenset(row.kind for row in self.rows)

    @cached_property
    def by_name(self) -> dict[tuple[str, str], list[RosterRow]]:
        """Rows by kind and normal form of the name, in printed order."""
        found: dict[tuple[str, str], list[RosterRow]] = defaultdict(list)
        for row in self.standing:
            found[row.kind, normal_form(row.name)].append(row)
        return found

    @cached_property
    def standing(self) -> list[RosterRow]:
        """The rows in printed order: by position; rows without one stand in the free positions of their region, in file order."""
        return [row for _, row in sorted(_positions(self.rows), key=lambda pair: pair[0])]


def _positions(rows: Sequence[RosterRow]) -> Iterator[tuple[tuple[int, int], RosterRow]]:
    last = max((row.position for row in rows if row.position is not None), default=0)
    free = _free(rows, last)
    for number, row in enumerate(rows):
        if row.position is not None:
            yield (row.position, number), row
        else:
            yield (next(free[row.region], last + 1), number), row


def _free(rows: Sequence[RosterRow], last: int) -> defaultdict[str, Iterator[int]]:
    """The positions between the first and the last of a region that no row has, and those before the next region."""
    taken = sorted((row.position, row.region) for row in rows if row.position is not None)
    if not taken:
        return defaultdict(lambda: iter(()))
    free: dict[str, list[int]] = defaultdict(list)
    for (before, region), (after, _) in zip(taken, [*taken[1:], (last + 1, "")], strict=True):
        free[region].extend(range(before + 1, after))
    return defaultdict(lambda: iter(()), {region: iter(numbers) for region, numbers in free.items()})


def seated(rows: Sequence[RosterRow], bounds: Mapping[str, tuple[int, int] | None]) -> list[RosterRow]:
    """The rows with those of ``bounds`` exchanged among the places that they hold within their region.

    A row with bounds takes the first place between them, the others what is left, each in the order in which they stand.
    """
    found = list(rows)
    for region in dict.fromkeys(row.region for row in rows if row.key in bounds):
        places = [n for n, row in enumerate(rows) if row.key in bounds and row.region == region]
        for place, row in _exchange(places, [rows[n] for n in places], bounds):
            found[place] = row
    return found


def _exchange(places: list[int], rows: list[RosterRow], bounds: Mapping[str, tuple[int, int] | None]) -> Iterator[tuple[int, RosterRow]]:
    left, rest = list(places), []
    for row in sorted(rows, key=lambda r: bounds[r.key] or (1 << 61, 0)):
        limits = bounds[row.key]
        place = next((p for p in left if limits and limits[0] < p < limits[1]), None)
        if place is None:
            rest.append(row)
        else:
            left.remove(place)
            yield place, row
    yield from zip(left, sorted(rest, key=rows.index), strict=True)
