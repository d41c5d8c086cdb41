"""The rows of a comparison: what became of each printed row, and why we think so, in words of both languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tcgraph.diff import words
from tcgraph.diff.sides import RosterSide
from tcgraph.identity import Aligned, Alignment, Evidence, RosterRow

__all__ = ["DiffRow", "Printed", "Reason", "explained"]


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed row, as evidence names it."""

    position: int | None
    name: str

    def plain(self) -> dict[str, object]:
        """As JSON has it."""
        return {"position": self.position, "name": self.name}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its kind (see ``identity.Evidence``), the same words in Chinese and English, the rows that it speaks of on either
    roster, the probability (candidates only), and the IRI of the decision or notice (those only)."""

    kind: str
    zh: str
    en: str
    old: tuple[Printed, ...] = ()
    new: tuple[Printed, ...] = ()
    probability: float | None = None
    source: str = ""

    def plain(self) -> dict[str, object]:
        """As JSON has it; what a reason does not have is left out."""
        rows = {side: [row.plain() for row in found] for side, found in (("old", self.old), ("new", self.new)) if found}
        said = {"probability": self.probability} if self.probability is not None else {}
        return {"kind": self.kind, "zh": self.zh, "en": self.en, **rows, **said, **({"source": self.source} if self.source else {})}


@dataclass(frozen=True, slots=True)
class DiffRow:
    """What became of a row, or of a pair of rows that belong together. ``region``: the newer row's as printed, else that under which the
    older row stands by what is printed or by its neighbours; None where nobody knows. A side without a row is None."""

    status: str
    kind: str
    region: str | None
    old_position: int | None
    old_name: str | None
    new_position: int | None
    new_name: str | None
    confidence: float
    method: str
    evidence: tuple[Reason, ...]

    def plain(self) -> dict[str, object]:
        """As JSON has it."""
        return {
            "status": self.status, "kind": self.kind, "region": self.region, "old_position": self.old_position, "old_name": self.old_name,
            "new_position": self.new_position, "new_name": self.new_name, "confidence": self.confidence, "method": self.method,
            "evidence": [reason.plain() for reason in self.evidence],
        }  # fmt: skip


class _Explainer:
    """Turns aligned rows into rows with words."""

    def __init__(self, alignment: Alignment, old: RosterSide, new: RosterSide, said: Mapping[str, str]) -> None:
        self.alignment, self.said = alignment, said
        self.old, self.new = _printed(old), _printed(new)

    def row(self, aligned: Aligned) -> DiffRow:
        old = self.old[aligned.old.key] if aligned.old else None
        new = self.new[aligned.new.key] if aligned.new else None
        kind = (aligned.new or aligned.old or _NOBODY).kind
        return DiffRow(
            aligned.status, kind, region_of(self.alignment, aligned), old.position if old else None, old.name if old else None,
            new.position if new else None, new.name if new else None, round(aligned.confidence, 4), aligned.method,
            tuple(self.reason(aligned, evidence) for evidence in aligned.evidence or (Evidence("no-name"),)),
        )  # fmt: skip

    def reason(self, aligned: Aligned, evidence: Evidence) -> Reason:
        old = tuple(self.old[key] for key in evidence.old if key in self.old)
        new = tuple(self.new[key] for key in evidence.new if key in self.new)
        own = aligned.old or aligned.new
        source = self.said.get(own.key, "") if own and evidence.kind == "decision" else ""
        probability = round(evidence.value, 4) if evidence.kind == "candidate" and evidence.value is not None else None
        zh, en = (words.reason(language, aligned, evidence, old, new) for language in words.LANGUAGES)
        return Reason(evidence.kind, zh, en, old, new, probability, source)


_NOBODY = RosterRow("", "")


def _printed(side: RosterSide) -> dict[str, Printed]:
    return {row.key: Printed(side.printed.get(row.key, row.position), row.name) for row in side.roster.rows}


def region_of(alignment: Alignment, aligned: Aligned) -> str | None:
    """The newer row's printed region, else that of the older row. The annex of newly certified sub-centers is not sorted by region,
    so its rows have none unless it is printed."""
    if aligned.new is not None and aligned.new.region:
        return aligned.new.region
    return old_region(alignment, aligned.old) if aligned.old else None


def old_region(alignment: Alignment, row: RosterRow) -> str | None:
    """The region under which an old row stands, as printed or by its neighbours."""
    if row.kind == "sub-center" and row.new:
        return row.region or None
    return alignment.region_of(row) or None


def explained(alignment: Alignment, old: RosterSide, new: RosterSide, said: Mapping[str, str]) -> Iterator[DiffRow]:
    """The rows of an alignment in its order; ``said`` maps the key of a row to the decision or notice that speaks of it."""
    explainer = _Explainer(alignment, old, new, said)
    return map(explainer.row, alignment)
