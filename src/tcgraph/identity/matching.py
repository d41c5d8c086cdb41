"""The state of a matching: which rows have found each other, and where the rest stands."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tcgraph.identity.alignment import Aligned
from tcgraph.identity.likeness import resemblance
from tcgraph.identity.order import Anchor, anchors_in_order, longest_increasing
from tcgraph.identity.roster import Roster, RosterRow, seated

__all__ = ["Matching", "Stretch"]

_END = 1 << 60  # behind every row


@dataclass(frozen=True, slots=True)
class Stretch:
    """Unmatched rows between two anchors of a region; ``inherited`` new rows come first and stand where only old rows can."""

    region: str
    old: tuple[RosterRow, ...]
    new: tuple[RosterRow, ...]
    inherited: int
    before: tuple[RosterRow, RosterRow] | None
    after: tuple[RosterRow, RosterRow] | None


class Matching:
    """Two rosters, the rows matched so far by key, and the regions of the old rows.

    The old order is the printed one, but rows of the annex of the newly certified come last: the next list has them at the
    end of their region.
    """

    def __init__(self, old: Roster, new: Roster) -> None:
        self.old, self.new = old, new
        self.old_rows = sorted(old.standing, key=lambda row: row.new)
        self.new_rows = sorted(new.standing, key=lambda row: row.new)
        self.old_at = {row.key: n for n, row in enumerate(self.old_rows)}
        self.new_at = {row.key: n for n, row in enumerate(self.new_rows)}
        self.forward: dict[str, Aligned] = {}
        self.backward: dict[str, Aligned] = {}
        self.regions: dict[str, str] = {}
        self.borders: set[str] = set()

    def settle(self, aligned: Aligned) -> None:
        """Notes what became of a row or a pair."""
        if aligned.old is not None:
            self.forward[aligned.old.key] = aligned
        if aligned.new is not None:
            self.backward[aligned.new.key] = aligned

    def open_old(self) -> list[RosterRow]:
        """Old rows of which nothing is known yet, in the old order."""
        return [row for row in self.old_rows if row.key not in self.forward]

    def open_new(self) -> list[RosterRow]:
        """New rows of which nothing is known yet, in the new order."""
        return [row for row in self.new_rows if row.key not in self.backward]

    def anchors(self) -> list[Anchor]:
        """All pairs of one kind whose places on both rosters are known."""
        pairs = ((a.old, a.new) for a in self.forward.values() if a.old and a.new and a.old.kind == a.new.kind)
        return [Anchor(self.old_at[o.key], self.new_at[n.key], n.region) for o, n in pairs if n.position is not None and not n.new]

    def chains(self) -> list[list[Anchor]]:
        """The anchors that keep their order: of the older rows, and of the annex of the newly certified."""
        flagged: tuple[list[Anchor], list[Anchor]] = ([], [])
        for anchor in self.anchors():
            flagged[self.old_rows[anchor.old].new].append(anchor)
        return [anchors_in_order(side) for side in flagged]

    def seat(self) -> None:
        """Puts new rows without a position where their old rows say, as far as they have any; the others take what is left."""
        firm = [a for chain in self.chains() for a in chain]
        olds = {a.new.key: self.old_at[a.old.key] for a in self.forward.values() if a.old and a.new}
        bounds = {row.key: _bounds(olds.get(row.key), row.region, firm) for row in self.new_rows if row.position is None}
        self.new_rows = seated(self.new_rows, bounds)
        self.new_at = {row.key: n for n, row in enumerate(self.new_rows)}

    def stretches(self) -> Iterator[Stretch]:
        """What lies between the anchors, region by region. Fills ``regions`` first."""
        chains = self.chains()
        self._fill_regions(chains)
        anchors: dict[str, list[Anchor]] = defaultdict(list)
        for anchor in (a for chain in chains for a in chain):
            anchors[anchor.region].append(anchor)
        olds, news = defaultdict(list), defaultdict(list)
        for row in self.open_old():
            olds[self.regions.get(row.key, "")].append(row)
        for row in self.open_new():
            news[row.region].append(row)
        for region in dict.fromkeys(row.region for row in self.new_rows):
            kept = [anchors[region][n] for n in longest_increasing([a.new for a in anchors[region]])]
            yield from self._between(region, kept, olds[region], news[region])

    def _between(self, region: str, anchors: list[Anchor], olds: list[RosterRow], news: list[RosterRow]) -> Iterator[Stretch]:
        old_cuts = _cuts([self.old_at[row.key] for row in olds], [anchor.old for anchor in anchors])
        new_cuts = _cuts([self.new_at[row.key] for row in news], [anchor.new for anchor in anchors])
        around = zip([None, *anchors], [*anchors, None], strict=True)
        for (before, after), one, other in zip(around, pairwise(old_cuts), pairwise(new_cuts), strict=True):
            old, new = tuple(olds[slice(*one)]), tuple(news[slice(*other)])
            if old or new:
                yield Stretch(region, old, new, len(new) if after else 0, self._rows(before), self._rows(after))

    def _rows(self, anchor: Anchor | None) -> tuple[RosterRow, RosterRow] | None:
        return (self.old_rows[anchor.old], self.new_rows[anchor.new]) if anchor else None

    def _fill_regions(self, chains: Sequence[list[Anchor]]) -> None:
        """The region of each old row: as printed, that of its match, or that of its neighbours."""
        order = list(dict.fromkeys(row.region for row in self.new_rows))
        heads = self._edges(chains)
        for flagged, chain in zip((False, True), chains, strict=True):
            rows = [row for row in self.old_rows if row.new == flagged]
            anchored = {self.old_rows[a.old].key: a.region for a in chain}
            for run, before, after in _runs(rows, anchored):
                for key, region, open_border in _place_run(run, before, after, order, heads):
                    self.regions[key] = region
                    self.borders |= {key} if open_border else set()
        self.regions.update({row.key: row.region for row in self.old_rows if row.region})

    def _edges(self, chains: Sequence[list[Anchor]]) -> dict[str, list[RosterRow]]:
        """Per region, the open new rows before its first anchor and after its last old one: where a row at its edge may be."""
        first: dict[str, int] = {}
        last: dict[str, int] = {}
        for anchor in chains[0]:
            first[anchor.region] = min(first.get(anchor.region, anchor.new), anchor.new)
            last[anchor.region] = max(last.get(anchor.region, anchor.new), anchor.new)
        edges: dict[str, list[RosterRow]] = defaultdict(list)
        for row in self.open_new():
            at = self.new_at[row.key]
            if not first.get(row.region, at) < at < last.get(row.region, at):
                edges[row.region].append(row)
        return edges


_ALIKE = 0.5
"""Names less alike than this have nothing in common but the form of such names."""


def _cuts(places: list[int], anchors: list[int]) -> list[int]:
    """Where sorted places are cut by sorted anchors, with both ends."""
    return [0, *(bisect_left(places, anchor) for anchor in anchors), len(places)]


def _bounds(old: int | None, region: str, firm: Sequence[Anchor]) -> tuple[int, int] | None:
    """Between which places on the new roster a row must stand whose old row stands there; None if it has no old row."""
    if old is None:
        return None
    before = max((a.new for a in firm if a.region == region and a.old < old), default=-1)
    return before, min((a.new for a in firm if a.region == region and a.old > old and a.new > before), default=_END)


def _runs(rows: Sequence[RosterRow], anchored: dict[str, str]) -> Iterator[tuple[list[RosterRow], str | None, str | None]]:
    """Rows in order, cut at the anchors: each run with the regions of the anchors around it; an anchor is a run of its own."""
    run: list[RosterRow] = []
    before: str | None = None
    for row in rows:
        region = anchored.get(row.key)
        if region is None:
            run.append(row)
            continue
        yield run, before, region
        yield [row], region, region
        run, before = [], region
    yield run, before, None


def _place_run(run: list[RosterRow], before: str | None, after: str | None, order: list[str],
               edges: dict[str, list[RosterRow]]) -> Iterator[tuple[str, str, bool]]:
    """The regions of the rows between two anchors: those before some cut belong to the one, those behind it to the other.

    With each whether it stands at an open border: several regions can be, and nothing says which.
    """
    between = _between_regions(before, after, order)
    if len(between) == 1:
        yield from ((row.key, between[0], False) for row in run)
        return
    at = 0
    for row in run:  # rows keep the order of the regions
        scores = [_fit(row, region, edges) for region in between[at:]]
        at += max(range(len(scores)), key=lambda n: (scores[n], -n))
        yield row.key, between[at], scores.count(max(scores)) > 1


def _between_regions(before: str | None, after: str | None, order: list[str]) -> list[str]:
    """The regions from one to the other in the newer roster's order; just the two where that order is another one."""
    if before == after and before is not None:
        return [before]
    low = order.index(before) if before is not None else 0
    high = order.index(after) if after is not None else len(order) - 1
    return order[low : high + 1] if low <= high else [order[low], order[high]]


def _fit(row: RosterRow, region: str, edges: dict[str, list[RosterRow]]) -> float:
    """How well a row fits a region: whether it can lie there, whether its name says so, and whom it could be there."""
    possible = 0.0 if not row.may_be or region in row.may_be else -1000.0
    named = 5.0 if region and region.rstrip("省市") in row.name else 0.0
    alike = max((resemblance(row.name, other.name) for other in edges.get(region, ())), default=0.0)
    return possible + named + (alike if alike >= _ALIKE else 0.0)
