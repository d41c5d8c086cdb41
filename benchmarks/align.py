"""Aligns two made rosters of 100,000 rows and scores the result against what was done to them.

    python -m benchmarks.align                    100,000 rows, seed 1
    python -m benchmarks.align 5000 --seed 7      fewer rows, other ones
    python -m benchmarks.align --profile          where the time goes

Names are recombined from the parts of the printed ones, so they are alike as real ones are; rows are lost, renamed, moved and
appended in the shares that were measured on the lists of batches 26 and 29. The peer, on a sample, takes the most similar name of
the same region among those that have no equal: rapidfuzz where it is installed, else difflib.
"""

import argparse
import csv
import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from tcgraph import resources
from tcgraph.identity import Alignment, Roster, RosterRow, align
from tcgraph.names import anatomy, normal_form

LOST, RENAMED, APPENDED, MOVED = 0.12, 0.09, 0.15, 0.005
SAMPLE = 2_000
PEER_CUT = 60.0  # a best match below this similarity, of 100, is none


@dataclass
class Truth:
    """What was done: pairs of keys that are one firm under two names, keys of lost and of new rows."""

    renamed: set[tuple[str, str]] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    new: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Parts:
    """What printed names are made of, each as often as it occurs; and the regions, as often as rows stand in them."""

    places: list[str]
    brands: list[str]
    trades: list[str]
    forms: list[str]
    regions: list[str]


def parts() -> Parts:
    """The parts of the names of both lists."""
    rows = [row for name in ("roster-26", "roster-29") for row in _csv(name)]
    found = [anatomy(row["enterprise_name"]) for row in rows]
    regions = [row["region"] for row in rows if row.get("region")]
    places = [part.place for part in found if part.place]
    brands, trades = [p.brand for p in found if len(p.brand) > 1], [p.trade for p in found if p.trade]
    return Parts(places, brands, trades, [p.form for p in found if p.form], regions)


def _csv(name: str) -> list[dict[str, str]]:
    with (resources.sources() / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Maker:
    """Makes names that do not repeat, and edits them as firms do."""

    def __init__(self, seed: int) -> None:
        self.random, self.parts = random.Random(seed), parts()
        self.seen: set[str] = set()
        self.characters = sorted({c for brand in self.parts.brands for c in brand if "\u4e00" <= c <= "\u9fff"})

    def name(self) -> tuple[str, str, str, str]:
        """Place, brand, trade and legal form of a name that was not made before."""
        while True:
            pick, parts = self.random.choice, self.parts
            made = (pick([pick(parts.places), ""]), self.brand(), pick(parts.trades), pick(parts.forms))
            if self._fresh(made):
                return made

    def brand(self) -> str:
        """A printed brand, or two characters of printed ones."""
        if self.random.random() < 0.3:
            return self.random.choice(self.parts.brands)
        return "".join(self.random.sample(self.characters, 2))

    def _fresh(self, made: tuple[str, ...]) -> bool:
        text = normal_form("".join(made))
        fresh = text not in self.seen
        self.seen.add(text)
        return fresh

    def edited(self, made: tuple[str, str, str, str]) -> tuple[str, str, str, str]:
        """The name after a renaming; what changes has about the shares of ``data/rules/name-likeness.csv``, wholly new names included."""
        pick, parts = self.random.choice, self.parts
        while True:
            place, brand, trade, form = made
            kind = self.random.random()
            if kind < 0.20:
                form = pick(parts.forms)
            elif kind < 0.30:
                place = "" if place else pick(parts.places)
            elif kind < 0.55:
                trade = trade + pick(parts.trades) if len(trade) < 4 else trade[:2]
            elif kind < 0.65:
                trade = pick(parts.trades)
            elif kind < 0.84:
                brand, trade, form = pick(parts.brands) + brand, pick([trade, ""]), pick(parts.forms)
            elif kind < 0.91:
                brand = self.brand()
            else:
                place, brand, trade, form = "", self.brand(), pick(parts.trades), pick(parts.forms)
            if self._fresh((place, brand, trade, form)):
                return place, brand, trade, form


def make(rows: int, seed: int) -> tuple[Roster, Roster, Truth]:
    """Two rosters of about so many rows, and the truth. The same seed makes the same."""
    maker, truth = Maker(seed), Truth()
    regions = list(dict.fromkeys(maker.parts.regions))
    by_region = dict.fromkeys(regions, 0)
    for region in maker.random.choices(maker.parts.regions, k=rows):
        by_region[region] += 1
    old: list[RosterRow] = []
    kept: dict[str, list[RosterRow]] = {region: [] for region in regions}
    moved: list[tuple[str, RosterRow]] = []
    for region in regions:
        for _ in range(by_region[region]):
            name = maker.name()
            row = RosterRow(f"o{len(old)}", "".join(name), region=region, position=len(old) + 1)
            old.append(row)
            _happen(maker, truth, name, row, kept[region], moved)
    for _, row in moved:
        region = maker.random.choice(regions)
        kept[region].append(replace(row, region=region))
    for region in regions:
        added = [RosterRow(f"a{region}{n}", "".join(maker.name()), region=region) for n in range(round(by_region[region] * APPENDED))]
        truth.new.update("n" + row.key for row in added)
        kept[region].extend(added)
    new = [row for region in regions for row in kept[region]]
    return Roster(old), Roster([replace(row, key="n" + row.key, position=n + 1) for n, row in enumerate(new)]), truth


def _happen(maker: Maker, truth: Truth, name: tuple[str, str, str, str], row: RosterRow, kept: list[RosterRow],
            moved: list[tuple[str, RosterRow]]) -> None:
    lot = maker.random.random()
    if lot < LOST:
        truth.lost.add(row.key)
    elif lot < LOST + RENAMED:
        truth.renamed.add((row.key, "n" + row.key))
        kept.append(replace(row, name="".join(maker.edited(name))))
    elif lot < LOST + RENAMED + MOVED:
        moved.append((row.region, row))
    else:
        kept.append(row)


def scores(alignment: Alignment, truth: Truth) -> Iterator[tuple[str, int, int, int]]:
    """Of renamed, not listed and newly listed: right, found, expected."""
    renamed = {(a.old.key, a.new.key) for a in alignment if a.status == "renamed" and a.old and a.new}
    lost = {a.old.key for a in alignment if a.status == "not_listed" and a.old}
    new = {a.new.key for a in alignment if a.status == "newly_listed" and a.new}
    yield "renamed", len(renamed & truth.renamed), len(renamed), len(truth.renamed)
    yield "not_listed", len(lost & truth.lost), len(lost), len(truth.lost)
    yield "newly_listed", len(new & truth.new), len(new), len(truth.new)


def peer(old: Roster, new: Roster) -> tuple[str, set[tuple[str, str]], set[str]]:
    """What a fuzzy match by name within the region finds: its name, the renamed pairs, the lost rows."""
    name, best = _best_match()
    known_old, known_new = ({normal_form(row.name) for row in roster.rows} for roster in (old, new))
    open_new: dict[str, list[RosterRow]] = {}
    for row in new.rows:
        if normal_form(row.name) not in known_old:
            open_new.setdefault(row.region, []).append(row)
    renamed, lost = set(), set()
    for row in old.rows:
        if normal_form(row.name) not in known_new:
            found = best(row.name, [other.name for other in open_new.get(row.region, [])])
            if found is None:
                lost.add(row.key)
            else:
                renamed.add((row.key, open_new[row.region][found].key))
    return name, renamed, lost


def _best_match() -> tuple[str, Callable[[str, list[str]], int | None]]:
    try:
        from rapidfuzz import fuzz, process
    except ImportError:
        return "difflib", _by_difflib

    def match(name: str, others: list[str]) -> int | None:
        found = process.extractOne(name, others, scorer=fuzz.ratio, score_cutoff=PEER_CUT)
        return found[2] if found else None

    return "rapidfuzz", match


def _by_difflib(name: str, others: list[str]) -> int | None:
    import difflib

    ratios = [(difflib.SequenceMatcher(None, name, other, autojunk=False).ratio() * 100, -n) for n, other in enumerate(others)]
    best = max(ratios, default=(0.0, 0))
    return -best[1] if best[0] >= PEER_CUT else None


def _print(name: str, seconds: float, found: Iterable[tuple[str, int, int, int]]) -> None:
    print(f"{name:34} {seconds:9.2f} s")
    for what, right, given, expected in found:
        shares = f"precision {right / max(given, 1):.3f}  recall {right / max(expected, 1):.3f}"
        print(f"  {what:14} {shares}   ({right:,} of {given:,} found, {expected:,} true)")


def _timed(rows: int, seed: int) -> tuple[Roster, Roster, Truth, float, Alignment]:
    old, new, truth = make(rows, seed)
    start = time.perf_counter()
    alignment = align(old, new)
    return old, new, truth, time.perf_counter() - start, alignment


def main() -> None:
    """Makes, aligns, scores, and does the same with the peer on a sample."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="?", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", action="store_true", help="print the twenty functions that take longest")
    given = parser.parse_args()
    if given.profile:
        _profile(given.rows, given.seed)
        return
    old, new, truth, seconds, alignment = _timed(given.rows, given.seed)
    _print(f"align, {len(old.rows):,} and {len(new.rows):,} rows", seconds, scores(alignment, truth))
    print(f"  statuses       {', '.join(f'{status} {count:,}' for status, count in alignment.counts.items() if count)}")
    old, new, truth, seconds, alignment = _timed(SAMPLE, given.seed)
    _print(f"align, {SAMPLE:,} rows", seconds, scores(alignment, truth))
    start = time.perf_counter()
    name, renamed, lost = peer(old, new)
    theirs = time.perf_counter() - start
    _print(f"{name}, {SAMPLE:,} rows", theirs, [("renamed", len(renamed & truth.renamed), len(renamed), len(truth.renamed)),
                                              ("not_listed", len(lost & truth.lost), len(lost), len(truth.lost))])
    print(f"  seconds of {name} over ours: {theirs / seconds:.2f}")


def _profile(rows: int, seed: int) -> None:
    import cProfile
    import pstats

    old, new, _ = make(rows, seed)
    with cProfile.Profile() as profile:
        align(old, new)
    pstats.Stats(profile).sort_stats("tottime").print_stats(20)


if __name__ == "__main__":
    main()
