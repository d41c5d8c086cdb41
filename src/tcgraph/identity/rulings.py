"""What a person has decided: it comes before all matching, and wins."""

from collections.abc import Iterable
from dataclasses import dataclass

from tcgraph.errors import CallError
from tcgraph.identity.alignment import Aligned, Evidence
from tcgraph.identity.matching import Matching
from tcgraph.identity.roster import RosterRow

__all__ = ["DECISIONS", "Ruling", "rule"]

DECISIONS = ("same", "renamed", "to_sub_center", "to_center", "merged", "not_listed", "newly_listed", "undecided", "different")


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision about the row or rows of these keys (empty where the decision has none), why, and the method and confidence to note.

    ``different`` says only that two rows are not one center. ``method`` is ``decision`` for a person's, ``named-by-notice`` for a notice's.
    """

    decision: str
    old: str = ""
    new: str = ""
    reason: str = ""
    method: str = "decision"
    confidence: float = 1.0


def rule(matching: Matching, rulings: Iterable[Ruling]) -> None:
    """Settles the rows that rulings speak of. Raises ``CallError`` for an unknown row or decision, or two rulings on one row."""
    olds = {row.key: row for row in matching.old.rows}
    news = {row.key: row for row in matching.new.rows}
    for ruling in rulings:
        if ruling.decision not in DECISIONS:
            raise CallError(f"No decision {ruling.decision!r}; known: {', '.join(DECISIONS)}.")
        old, new = _row(olds, ruling.old, "older"), _row(news, ruling.new, "newer")
        if ruling.decision != "different":
            _only_once(matching, old, new)
            evidence = Evidence("decision", (old.key,) if old else (), (new.key,) if new else (), ruling.confidence, ruling.reason)
            matching.settle(Aligned(old, new, ruling.decision, ruling.confidence, ruling.method, (evidence,)))


def _row(rows: dict[str, RosterRow], key: str, which: str) -> RosterRow | None:
    if key and key not in rows:
        raise CallError(f"A decision speaks of the row {key!r}, which is not on the {which} roster.")
    return rows.get(key)


def _only_once(matching: Matching, old: RosterRow | None, new: RosterRow | None) -> None:
    row = old if old and old.key in matching.forward else new if new and new.key in matching.backward else None
    if row is not None:
        raise CallError(f"Two decisions speak of the row {row.name!r} ({row.key}); keep one.")
