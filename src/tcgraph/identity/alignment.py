"""What ``align`` returns: each row of two rosters with what became of it, and why we think so."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tcgraph.identity.roster import RosterRow

__all__ = ["KIND_BEFORE", "OTHER_KIND", "STATUSES", "Aligned", "Alignment", "Evidence"]

OTHER_KIND = {"center": "sub-center", "sub-center": "center"}
KIND_BEFORE = {"to_sub_center": "center", "to_center": "sub-center"}  # the statuses that change a unit's kind, and the kind that it had
STATUSES = ("same", "renamed", "to_sub_center", "to_center", "merged", "not_listed", "newly_listed", "undecided")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason: what kind, the keys of the rows of either roster that it speaks of, a value from 0 to 1, and words.

    Kinds: ``name`` (class of likeness in ``text``), ``order`` (the rows between which the pair stands), ``moved`` (the order is
    broken), ``candidate`` (who else it could be, with its probability), ``not-covered`` (the other roster does not list this
    kind), ``decision`` (a person or a notice said so, in ``text``).
    """

    kind: str
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    value: float | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Aligned:
    """What became of a row: the old row, the new row (either may be None), status, confidence (0 to 1), method, evidence."""

    old: RosterRow | None
    new: RosterRow | None
    status: str
    confidence: float
    method: str
    evidence: tuple[Evidence, ...] = field(default=())


@dataclass(frozen=True)
class Alignment:
    """All rows of two rosters, each once: in the order of the newer roster's rows, old rows without one after their predecessor."""

    rows: tuple[Aligned, ...]
    regions: dict[str, str] = field(default_factory=dict)
    borders: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[Aligned]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have which status; all statuses, in the order of ``STATUSES``."""
        counted = Counter(row.status for row in self.rows)
        return {status: counted[status] for status in STATUSES}

    def region_of(self, row: RosterRow) -> str:
        """The region under which an old row stands, concluded from its neighbours where it is not printed; empty if unknown."""
        return row.region or self.regions.get(row.key, "")
