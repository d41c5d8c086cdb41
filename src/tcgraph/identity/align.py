"""Aligning two rosters: which row of the newer one continues which row of the older one."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tcgraph.errors import CallError
from tcgraph.identity.alignment import Aligned, Alignment, Evidence
from tcgraph.identity.matching import Matching
from tcgraph.identity.order import share_in_order
from tcgraph.identity.roster import Roster, RosterRow
from tcgraph.identity.rulings import Ruling, rule
from tcgraph.identity.stretches import Apart, name_evidence, settle_by_name, settle_stretch
from tcgraph.names import normal_form

__all__ = ["align", "equal_names"]

_IN_ORDER = 0.8  # share of anchors in order from which on the order is evidence
_KEPT, _MOVED, _NO_ORDER = 0.99, 0.95, 0.98  # equal names: place kept, place not kept, rosters without order


def align(old: Roster, new: Roster, *, rulings: Sequence[Ruling] = ()) -> Alignment:
    """What became of each row of ``old`` on ``new``, and where each row of ``new`` comes from.

    Rulings first, then equal names, then the order: between two rows that are certain, the pairings that keep the order are
    weighed by how alike the names are. A row is decided if one reading has a probability of at least 0.9. Rosters sorted in
    another way (by name, say) are matched by names alone. Raises ``CallError`` for keys that are not unique and for rulings
    on unknown rows. Under a second for two lists of 1,700 rows; linear but for sorting as long as most names recur.
    """
    matching = Matching(_checked(old), _checked(new))
    rule(matching, rulings)
    apart = frozenset((r.old, r.new) for r in rulings if r.decision == "different")
    equal_names(matching, apart)
    _not_covered(matching)
    if share_in_order(matching.anchors()) >= _IN_ORDER:
        _mark_moved(matching)
        matching.seat()
        for stretch in list(matching.stretches()):
            settle_stretch(matching, stretch, apart)
    settle_by_name(matching, apart)
    return Alignment(tuple(_in_order(matching)), dict(matching.regions), frozenset(matching.borders))


def _checked(roster: Roster) -> Roster:
    twice = [key for key, count in Counter(row.key for row in roster.rows).items() if count > 1]
    if twice:
        raise CallError(f"{len(twice)} keys stand on more than one row of a roster, {twice[0]!r} first: give each row a key of its own.")
    return roster


def equal_names(matching: Matching, apart: Apart = frozenset()) -> None:
    """Pairs rows of equal normal form, but for those that are ruled ``apart``: of one kind first, then a center with a sub-center."""
    for (kind, name), rows in matching.new.by_name.items():
        for before, after in _free_pairs(matching, matching.old.by_name.get((kind, name), []), rows, apart):
            matching.settle(Aligned(before, after, "same", _NO_ORDER, "normal-form", (name_evidence(before, after),)))
    for kind, other in (("center", "sub-center"), ("sub-center", "center")):
        for row in [row for row in matching.open_new() if row.kind == kind]:
            _change_kind(matching, row, other, apart)


def _free_pairs(matching: Matching, olds: list[RosterRow], news: list[RosterRow], apart: Apart) -> Iterator[tuple[RosterRow, RosterRow]]:
    """Pairs of free rows, each row once: those of one region first, then in the order in which they stand."""
    free_old = [row for row in olds if row.key not in matching.forward]
    free_new = [row for row in news if row.key not in matching.backward]
    for same_region in (True, False):
        for old in list(free_old):
            fits = (n for n in free_new if (old.key, n.key) not in apart and (old.region == n.region or not same_region))
            if new := next(fits, None):
                free_old.remove(old)
                free_new.remove(new)
                yield old, new


def _change_kind(matching: Matching, row: RosterRow, before: str, apart: Apart) -> None:
    status = "to_sub_center" if row.kind == "sub-center" else "to_center"
    for old, new in _free_pairs(matching, matching.old.by_name.get((before, normal_form(row.name)), []), [row], apart):
        matching.settle(Aligned(old, new, status, _MOVED, "normal-form-other-kind", (name_evidence(old, new),)))


def _mark_moved(matching: Matching) -> None:
    """Gives equal names the confidence of their place: kept, not kept, or not known."""
    kept = {matching.old_rows[a.old].key for chain in matching.chains() for a in chain}
    for aligned in list(matching.forward.values()):
        if aligned.status == "same" and aligned.method == "normal-form" and aligned.old and aligned.new:
            matching.settle(_placed(aligned, aligned.old, aligned.new, kept))


def _placed(aligned: Aligned, old: RosterRow, new: RosterRow, kept: set[str]) -> Aligned:
    if old.key in kept:
        return Aligned(old, new, "same", _KEPT, "normal-form", aligned.evidence)
    if new.position is None or new.new:
        return aligned
    return Aligned(old, new, "same", _MOVED, "normal-form-moved", (*aligned.evidence, Evidence("moved", (old.key,), (new.key,))))


def _not_covered(matching: Matching) -> None:
    """Old rows of a kind that the newer roster does not list are not on it; what became of them it cannot say."""
    for row in matching.open_old():
        if row.kind not in matching.new.kinds:
            matching.settle(Aligned(row, None, "not_listed", 1.0, "kind-not-covered", (Evidence("not-covered", (row.key,)),)))
    for row in matching.open_new():
        if row.kind not in matching.old.kinds:
            matching.settle(Aligned(None, row, "newly_listed", 1.0, "kind-not-covered", (Evidence("not-covered", (), (row.key,)),)))


def _in_order(matching: Matching) -> Iterator[Aligned]:
    """New rows in their order, each followed by the old rows that stood behind its old row and have no new one."""
    after: dict[str | None, list[Aligned]] = {}
    last: str | None = None
    for row in matching.old_rows:
        aligned = matching.forward[row.key]
        last = aligned.new.key if aligned.new else last
        if aligned.new is None:
            after.setdefault(last, []).append(aligned)
    yield from after.get(None, ())
    for row in matching.new_rows:
        yield matching.backward[row.key]
        yield from after.get(row.key, ())
