"""What a person has decided: it comes before all matching, and wins."""

from collections.abc import Iterable
from dataclasses import dataclass

from tcgraph.errors import CallError
from tcgraph.identity.alignment import Aligned, Evidence
from tcgraph.identity.matching import Matching
from tcgraph.identity.roster import RosterRow

__all__ = ["DECISIONS", "Ruling", "incomplete", "rule"]

DECISIONS = ("same", "renamed", "to_sub_center", "to_center", "merged", "not_listed", "newly_listed", "undecided", "different")


_BOTH = ("same", "renamed", "different")  # decisions about an old and a new row
_OLD = ("to_sub_center", "to_center", "merged")  # decisions about an old row, and a new one if the roster has it


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision about the row or rows of these keys (empty where the decision has none), why, and the method and confidence to note.

    ``different`` says only that two rows are not one center. ``merged`` says that an old row went up in another center; the new row that it
    may name continues that other center. ``method`` is ``decision`` for a person's, ``named-by-notice`` for a notice's.
    """

    decision: str
    old: str = ""
    new: str = ""
    reason: str = ""
    method: str = "decision"
    confidence: float = 1.0


def rule(matching: Matching, rulings: Iterable[Ruling]) -> None:
    """Settles the rows that rulings speak of.

    Raises ``CallError`` for an unknown row or decision, a decision without the rows that it needs, or two rulings on one row.
    """
    olds = {row.key: row for row in matching.old.rows}
    news = {row.key: row for row in matching.new.rows}
    for ruling in rulings:
        if ruling.decision not in DECISIONS:
            raise CallError(f"No decision {ruling.decision!r}; known: {', '.join(DECISIONS)}.")
        old, new = _row(olds, ruling.old, "older"), _row(news, ruling.new, "newer")
        if problem := incomplete(ruling.decision, ruling.old, ruling.new):
            raise CallError(f"The decision {ruling.decision!r} {problem}.")
        if ruling.decision != "different":
            _settle(matching, ruling, old, new)


def _settle(matching: Matching, ruling: Ruling, old: RosterRow | None, new: RosterRow | None) -> None:
    evidence = Evidence("decision", (old.key,) if old else (), (new.key,) if new else (), ruling.confidence, ruling.reason)
    new = None if ruling.decision == "merged" else new
    _only_once(matching, old, new)
    apart = ruling.decision == "undecided"  # two rows that may be one are not joined
    for pair in [(old, None), (None, new)] if apart else [(old, new)]:
        if any(pair):
            matching.settle(Aligned(*pair, ruling.decision, ruling.confidence, ruling.method, (evidence,)))


def incomplete(decision: str, old: str, new: str) -> str:
    """What keeps a known decision from being about these rows (keys or names, empty if there is none); empty if nothing does."""
    if decision in _BOTH and not (old and new):
        return "needs a row of either roster"
    if decision in _OLD and not old:
        return "needs a row of the older roster"
    if decision == "not_listed" and (new or not old):
        return "needs a row of the older roster and none of the newer"
    if decision == "newly_listed" and (old or not new):
        return "needs a row of the newer roster and none of the older"
    return "" if old or new else "names no row of either roster"


def _row(rows: dict[str, RosterRow], key: str, which: str) -> RosterRow | None:
    if key and key not in rows:
        raise CallError(f"A decision speaks of the row {key!r}, which is not on the {which} roster.")
    return rows.get(key)


def _only_once(matching: Matching, old: RosterRow | None, new: RosterRow | None) -> None:
    row = old if old and old.key in matching.forward else new if new and new.key in matching.backward else None
    if row is not None:
        raise CallError(f"Two decisions speak of the row {row.name!r} ({row.key}); keep one.")
