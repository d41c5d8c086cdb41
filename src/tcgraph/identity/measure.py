"""Measures how alike the names of one center are before and after, and those of strangers of one region."""

from collections import Counter, defaultdict

from tcgraph.identity.align import equal_names
from tcgraph.identity.likeness import CLASSES, likeness
from tcgraph.identity.matching import Matching
from tcgraph.identity.roster import Roster

__all__ = ["measure"]

_STRANGERS = 25  # rows behind each row that it is compared with


def measure(old: Roster, new: Roster) -> dict[str, tuple[int, int]]:
    """For each class of likeness: pairs that are one center under two names, and pairs of strangers.

    One center: a single old row that faces a single new row between two rows of equal names: the order alone says that
    they are one, whatever the names. Strangers: rows of one region that each found their equal elsewhere. A few seconds.
    """
    matching = Matching(old, new)
    equal_names(matching)
    matching.seat()
    alone = [s for s in matching.stretches() if len(s.old) == len(s.new) == s.inherited == 1]
    same = Counter(likeness(s.old[0].name, s.new[0].name) for s in alone)
    different = Counter(_strangers(matching))
    return {name: (same[name], different[name]) for name in CLASSES}


def _strangers(matching: Matching) -> list[str]:
    by_region = defaultdict(list)
    for chain in matching.chains():
        for anchor in chain:
            by_region[anchor.region].append((matching.old_rows[anchor.old].name, matching.new_rows[anchor.new].name))
    pairs = ((old, new) for rows in by_region.values() for n, (old, _) in enumerate(rows) for _, new in rows[n + 1 : n + _STRANGERS])
    return [likeness(old, new) for old, new in pairs]
