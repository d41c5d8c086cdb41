"""Unmatched rows weighed: within a stretch by order and name, else by name alone."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from tcgraph.identity.alignment import Aligned, Evidence
from tcgraph.identity.gap import Gap, solve
from tcgraph.identity.likeness import likeness
from tcgraph.identity.matching import Matching, Stretch
from tcgraph.identity.odds import ADDED, LOST, MOVED, NO_SISTER, RENAMED, odds
from tcgraph.identity.roster import RosterRow
from tcgraph.names.anatomy import anatomy

__all__ = ["CERTAIN", "Apart", "name_evidence", "settle_by_name", "settle_stretch"]

CERTAIN = 0.9  # below this a row stays undecided
_LARGEST = 10_000  # pairs in one stretch; beyond it the order says too little for what it costs
_SHOWN = 3  # candidates named for an undecided row
Apart = frozenset[tuple[str, str]]


def name_evidence(old: RosterRow, new: RosterRow) -> Evidence:
    """How alike the names of two rows are."""
    return Evidence("name", (old.key,), (new.key,), text=likeness(old.name, new.name))


def settle_stretch(matching: Matching, stretch: Stretch, apart: Apart) -> None:
    """Decides the rows between two anchors, as far as order and names allow; leaves a stretch that is too large open."""
    rows, news = stretch.old, stretch.new
    if len(rows) * len(news) > _LARGEST:
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
        method = "order-and-name" if odds()[likeness(old.name, new.name)] > 1 else "order"
        evidence = (name_evidence(old, new), _order(stretch))
        matching.settle(Aligned(old, new, "renamed", min(shares[best], 0.99), method, evidence))
    elif lost >= CERTAIN:
        matching.settle(Aligned(old, None, "not_listed", min(lost, 0.99), "order", (_order(stretch), *_candidates(old, shares))))
    else:
        reasons = (_order(stretch), *_candidates(old, shares))
        matching.settle(Aligned(old, None, "undecided", max([*shares.values(), lost]), "order-and-name", reasons))


def _settle_new(matching: Matching, stretch: Stretch, new: RosterRow, shares: dict[str, float], added: float) -> None:
    evidence = (_order(stretch), *(Evidence("candidate", (key,), (new.key,), share) for key, share in _best(shares)))
    status, method = ("newly_listed", "order") if added >= CERTAIN else ("undecided", "order-and-name")
    matching.settle(Aligned(None, new, status, min(max([*shares.values(), added]), 0.99), method, evidence))


def _order(stretch: Stretch) -> Evidence:
    around = [pair for pair in (stretch.before, stretch.after) if pair]
    return Evidence("order", tuple(o.key for o, _ in around), tuple(n.key for _, n in around), text=stretch.region)


def _candidates(old: RosterRow, shares: dict[str, float]) -> Iterator[Evidence]:
    return (Evidence("candidate", (old.key,), (key,), share) for key, share in _best(shares))


def _best(shares: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(((key, share) for key, share in shares.items() if share >= 0.05), key=lambda pair: -pair[1])[:_SHOWN]


def settle_by_name(matching: Matching, apart: Apart) -> None:
    """Decides what is still open by names alone, and looks once more at rows taken for lost: did they move and change their name?"""
    settled = matching.forward.values()
    ordered = any(a.method in ("order", "order-and-name") or (a.evidence and a.evidence[-1].kind == "moved") for a in settled)
    index = _Index([row for row in matching.new_rows if _free(matching.backward.get(row.key), "newly_listed")])
    free = [old for old in matching.old_rows if _free(matching.forward.get(old.key), "not_listed")]
    rarity = {old.key: MOVED * NO_SISTER if ordered and old.key in matching.forward else 1.0 for old in free}
    shares = _shares({old.key: _weights(matching, old, index, rarity[old.key], apart) for old in free})
    for old in free:
        _by_name(matching, old, shares[old.key])
    for new in matching.open_new():
        matching.settle(Aligned(None, new, "newly_listed", CERTAIN, "no-like-name"))


def _free(aligned: Aligned | None, status: str) -> bool:
    if aligned is None:
        return True
    ruled = any(evidence.kind == "decision" for evidence in aligned.evidence)
    return aligned.status == status and aligned.method != "kind-not-covered" and not ruled


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


def _weights(matching: Matching, old: RosterRow, index: _Index, rarity: float, apart: Apart) -> dict[str, float]:
    """How likely each new row with a like name is the old one, as a weight against ``LOST``."""
    likes = [new for new in index.like(old) if (old.key, new.key) not in apart]
    if rarity < 1:
        likes = [new for new in likes if likeness(old.name, new.name) in ("core", "one-character")]
    region = matching.regions.get(old.key, old.region)
    return {new.key: rarity * RENAMED * odds()[likeness(old.name, new.name)] * _near(region, new.region) for new in likes}


def _shares(weights: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """The probability of each pair, against the old row's being lost, its other candidates, and other old rows that could be the new."""
    claimed: dict[str, float] = defaultdict(float)
    for row in weights.values():
        for key, weight in row.items():
            claimed[key] += weight
    against = {old: LOST + sum(row.values()) for old, row in weights.items()}
    return {old: {key: weight / (against[old] + claimed[key] - weight) for key, weight in row.items()} for old, row in weights.items()}


def _by_name(matching: Matching, old: RosterRow, shares: dict[str, float]) -> None:
    best = max(shares, key=lambda key: shares[key], default="")
    lost = 1 - sum(shares.values())
    if best and shares[best] >= CERTAIN:
        new = matching.new_rows[matching.new_at[best]]
        matching.settle(Aligned(old, new, "renamed", min(shares[best], 0.97), "name", (name_evidence(old, new),)))
    elif best and shares[best] > 1 - CERTAIN:
        _leave_open(matching, old, matching.new_rows[matching.new_at[best]], shares)
    elif old.key not in matching.forward:
        matching.settle(Aligned(old, None, "not_listed", min(lost, 0.97), "no-like-name", tuple(_candidates(old, shares))))


def _near(one: str, other: str) -> float:
    """A pair in one region is as likely as measured; across regions, or where none is known, strangers are many times more."""
    return 1.0 if one and one == other else 0.02


def _leave_open(matching: Matching, old: RosterRow, new: RosterRow, shares: dict[str, float]) -> None:
    before = matching.forward.get(old.key)
    evidence = (*(before.evidence if before else ()), *_candidates(old, shares))
    matching.settle(Aligned(old, None, "undecided", max(1 - sum(shares.values()), *shares.values()), "name", evidence))
    there = matching.backward.get(new.key)
    known = there.evidence if there else ()
    mirrored = Evidence("candidate", (old.key,), (new.key,), shares[new.key])
    taken = [e.value or 0.0 for e in (*known, mirrored) if e.kind == "candidate"]
    matching.settle(Aligned(None, new, "undecided", max(1 - sum(taken), *taken), "name", (*known, mirrored)))
