"""Unmatched rows weighed: within a stretch by order and name, else by name alone."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from tcgraph.identity.alignment import Aligned, Evidence
from tcgraph.identity.gap import Gap, solve
from tcgraph.identity.likeness import likeness
from tcgraph.identity.matching import Matching, Stretch
from tcgraph.identity.odds import ADDED, LOST, MOVED, NO_SISTER, RENAMED, odds
from tcgraph.identity.roster import RosterRow
from tcgraph.names import anatomy

__all__ = ["CERTAIN", "settle_by_name", "settle_stretch"]

CERTAIN = 0.9  # below this a row stays undecided
_LARGEST = 10_000  # pairs in one stretch; beyond it the order says too little for what it costs
_LONGEST = 200  # rows on one side: products of weights must stay within a float
_SHOWN = 3  # candidates named for an undecided row
Apart = frozenset[tuple[str, str]]


def settle_stretch(matching: Matching, stretch: Stretch, apart: Apart) -> None:
    """Decides the rows between two anchors, as far as order and names allow; leaves a stretch that is too large open."""
    rows, news = stretch.old, stretch.new
    if len(rows) * len(news) > _LARGEST or len(rows) + len(news) > _LONGEST:
        return
    found = solve(_gap(stretch, apart))
    for i, old in enumerate(rows):
        _settle_old(matching, stretch, old, dict(zip((n.key for n in news), found.pairs[i], strict=True)), found.lost(i))
    for j, new in enumerate(news):
        if new.key not in matching.backward:
            _settle_new(matching, stretch, new, {o.key: found.pairs[i][j] for i, o in enumerate(rows)}, found.added(j))


def _gap(stretch: Stretch, apart: Apart) -> Gap:
    def pair(i: int, j: int) -> float:
        old, new = stretch.old[i], stretch.new[j]
        if old.kind != new.kind or (old.key, new.key) in apart:
            return 0.0
        late = j >= stretch.inherited and j - stretch.inherited > i  # a continued row stands before all additions
        return RENAMED * odds()[likeness(old.name, new.name)] * (ADDED if late or new.new else 1.0)

    added = [1.0 if j >= stretch.inherited or row.new else ADDED for j, row in enumerate(stretch.new)]
    return Gap(len(stretch.old), len(stretch.new), pair, [LOST] * len(stretch.old), added)


def _settle_old(matching: Matching, stretch: Stretch, old: RosterRow, shares: dict[str, float], lost: float) -> None:
    best = max(shares, key=lambda key: shares[key], default="")
    if best and shares[best] >= CERTAIN:
        new = next(row for row in stretch.new if row.key == best)
        kind = likeness(old.name, new.name)
        method = "order-and-name" if odds()[kind] > 1 else "order"
        evidence = (Evidence("name", (old.key,), (best,), text=kind), _order(stretch))
        matching.settle(Aligned(old, new, "renamed", min(shares[best], 0.99), method, evidence))
    elif lost >= CERTAIN:
        matching.settle(Aligned(old, None, "not_listed", min(lost, 0.99), "order", (_order(stretch), *_candidates(old, shares))))
    else:
        matching.settle(Aligned(old, None, "undecided", max([*shares.values(), lost]), "order-and-name", (_order(stretch), *_candidates(old, shares))))


def _settle_new(matching: Matching, stretch: Stretch, new: RosterRow, shares: dict[str, float], added: float) -> None:
    evidence = (_order(stretch), *(Evidence("candidate", (key,), (new.key,), share) for key, share in _best(shares)))
    status = "newly_listed" if added >= CERTAIN else "undecided"
    matching.settle(Aligned(None, new, status, min(max([*shares.values(), added]), 0.99), "order" if added >= CERTAIN else "order-and-name", evidence))


def _order(stretch: Stretch) -> Evidence:
    around = [pair for pair in (stretch.before, stretch.after) if pair]
    return Evidence("order", tuple(o.key for o, _ in around), tuple(n.key for _, n in around), text=stretch.region)


def _candidates(old: RosterRow, shares: dict[str, float]) -> Iterator[Evidence]:
    return (Evidence("candidate", (old.key,), (key,), share) for key, share in _best(shares))


def _best(shares: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(((key, share) for key, share in shares.items() if share >= 0.05), key=lambda pair: -pair[1])[:_SHOWN]


def settle_by_name(matching: Matching, apart: Apart) -> None:
    """Decides what is still open by names alone, and looks once more at rows taken for lost: did they move and change their name?"""
    ordered = any(a.method in ("order", "order-and-name") or a.evidence and a.evidence[-1].kind == "moved" for a in matching.forward.values())
    index = _Index([row for row in matching.new_rows if _free(matching.backward.get(row.key), "newly_listed")])
    for old in matching.old_rows:
        if _free(matching.forward.get(old.key), "not_listed"):
            _by_name(matching, old, index, MOVED * NO_SISTER if ordered and old.key in matching.forward else 1.0, apart)
    for new in matching.open_new():
        matching.settle(Aligned(None, new, "newly_listed", CERTAIN, "no-like-name"))


def _free(aligned: Aligned | None, status: str) -> bool:
    return aligned is None or aligned.status == status and aligned.method != "kind-not-covered" and aligned.method != "decision"


class _Index:
    """New rows by the pairs of characters of brand and trade: who could be meant, without looking at everybody."""

    def __init__(self, rows: Sequence[RosterRow]) -> None:
        self.rows = rows
        self.by_pair: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(rows):
            for pair in _pairs(row.name):
                self.by_pair[pair].append(number)

    def like(self, row: RosterRow) -> list[RosterRow]:
        """Rows of the kind that share the rarest pairs of characters, at most a few dozen, in order."""
        postings = sorted((self.by_pair[pair] for pair in _pairs(row.name) if pair in self.by_pair), key=len)
        numbers = sorted({n for posting in postings[:3] for n in posting[:50]})
        return [self.rows[n] for n in numbers if self.rows[n].kind == row.kind]


def _pairs(name: str) -> set[str]:
    parts = anatomy(name)
    text = parts.core or parts.normal
    return {text[n : n + 2] for n in range(len(text) - 1)} or {text}


def _by_name(matching: Matching, old: RosterRow, index: _Index, rarity: float, apart: Apart) -> None:
    likes = [new for new in index.like(old) if _free(matching.backward.get(new.key), "newly_listed") and (old.key, new.key) not in apart]
    if rarity < 1:
        likes = [new for new in likes if likeness(old.name, new.name) in ("core", "one-character")]
    region = matching.regions.get(old.key, old.region)
    weights = {new.key: rarity * RENAMED * odds()[likeness(old.name, new.name)] * _near(region, new.region) for new in likes}
    total = LOST + sum(weights.values())
    best = max(weights, key=lambda key: weights[key], default="")
    shares = {key: weight / total for key, weight in weights.items()}
    new = next((row for row in likes if row.key == best), None)
    if new is not None and shares[best] >= CERTAIN:
        evidence = Evidence("name", (old.key,), (best,), text=likeness(old.name, new.name))
        matching.settle(Aligned(old, new, "renamed", min(shares[best], 0.97), "name", (evidence,)))
    elif new is not None and shares[best] > 1 - CERTAIN:
        _leave_open(matching, old, new, shares)
    elif old.key not in matching.forward:
        matching.settle(Aligned(old, None, "not_listed", min(LOST / total, 0.97), "no-like-name", tuple(_candidates(old, shares))))


def _near(one: str, other: str) -> float:
    """A pair in one region is as likely as measured; across regions strangers are a thousand times more."""
    return 1.0 if one == other else 0.02


def _leave_open(matching: Matching, old: RosterRow, new: RosterRow, shares: dict[str, float]) -> None:
    before = matching.forward.get(old.key)
    evidence = (*(before.evidence if before else ()), *_candidates(old, shares))
    matching.settle(Aligned(old, None, "undecided", max(1 - sum(shares.values()), *shares.values()), "name", evidence))
    there = matching.backward.get(new.key)
    mirrored = Evidence("candidate", (old.key,), (new.key,), shares[new.key])
    matching.settle(Aligned(None, new, "undecided", 1 - shares[new.key], "name", (*(there.evidence if there else ()), mirrored)))
