"""How much more often renamed firms have names so alike than strangers of one region have: measured counts, as odds."""

from collections.abc import Mapping
from functools import cache

from tcgraph.files import read_table
from tcgraph.identity.likeness import CLASSES
from tcgraph.resources import rules

__all__ = ["ADDED", "LOST", "MOVED", "NO_SISTER", "RENAMED", "odds", "odds_from"]

# What happens to the rows whose names are not found again; measured on the lists of batches 26 and 29, see docs/identity.md.
RENAMED, LOST = 0.45, 0.55  # an old row without its equal: continued under another name, or gone
ADDED = 0.002  # a new row that stands before rows of the older roster without being one
MOVED = 0.006  # a row that kept its name and yet stands at the end of a region
NO_SISTER = 0.1  # a like name at the end of a region, newly certified, that is the lost firm and not one of its group: an estimate


@cache
def odds() -> Mapping[str, float]:
    """The odds of each class of likeness, from the counts in ``data/rules/name-likeness.csv``."""
    rows = read_table(rules() / "name-likeness.csv")
    return odds_from({row["likeness"]: (int(row["same"]), int(row["different"])) for row in rows})


def odds_from(counts: Mapping[str, tuple[int, int]]) -> dict[str, float]:
    """Share among the same over share among the different, each with half a case more per class, so that none is 0."""
    same, different = (sum(pair[side] for pair in counts.values()) + len(CLASSES) / 2 for side in (0, 1))
    return {name: (counts[name][0] + 0.5) / same / ((counts[name][1] + 0.5) / different) for name in CLASSES}
