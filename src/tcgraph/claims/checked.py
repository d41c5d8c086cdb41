"""A claim with its verdict: what ``check`` returns, as values, text and plain dicts."""

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from tcgraph.claims.bounds import Evidence, Sentence

__all__ = ["Checked", "Verdict"]


class Verdict(Enum):
    """What the data say of a claim."""

    CONFIRMED = "confirmed"
    WITHIN_BOUNDS = "confirmed within bounds"
    CONTRADICTED = "contradicted"
    UNDECIDED = "not decidable"

    def label(self, language: str = "en") -> str:
        """In Chinese or English."""
        return _CHINESE[self] if language == "zh" else self.value


_CHINESE = {Verdict.CONFIRMED: "证实", Verdict.WITHIN_BOUNDS: "在界限内", Verdict.CONTRADICTED: "不符", Verdict.UNDECIDED: "无法判定"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim, the verdict and why.

    ``low`` and ``high`` are the bounds by what stands in the data, None where it bounds nothing; ``unseen`` is how many more there
    can be of which no row tells (None: not bounded). ``difference`` is how far a contradicted value lies outside: above 0 too high,
    below 0 too low. ``basis`` is ``rows``, ``figure``, ``arithmetic``, ``bounds`` or empty. ``sources`` are addresses and citations.
    """

    iri: str
    name: str
    place: Sentence
    measure: Sentence
    as_stated: str
    value: object
    batch: int | None
    first_day: dt.date | None
    last_day: dt.date | None
    sources: tuple[str, ...]
    verdict: Verdict
    low: int | None
    high: int | None
    unseen: int | None
    difference: int | None
    basis: str
    sentence: Sentence
    evidence: tuple[Evidence, ...] = field(default=(), repr=False)

    def text(self, language: str = "en") -> str:
        """The verdict and why, in one sentence."""
        return self.sentence[0 if language == "zh" else 1]

    def bounds(self) -> str:
        """``44``, ``5..10``, ``44..47 (+?)``: the last where more is possible than rows tell; empty where nothing is bounded."""
        if self.low is None:
            return ""
        shown = str(self.low) if self.low == self.high else f"{self.low}..{self.high}"
        return shown if self.unseen == 0 else f"{shown} (+{'?' if self.unseen is None else self.unseen})"

    def to_dict(self) -> dict[str, Any]:
        """Plain values, both languages, with all evidence."""
        return {
            "iri": self.iri, "claim": self.name, "place": _both(self.place), "measure": _both(self.measure),
            "measure_as_stated": self.as_stated, "value": self.value, "batch": self.batch,
            "first_day": _text(self.first_day), "last_day": _text(self.last_day),
            "sources": list(self.sources), "verdict": self.verdict.value, "low": self.low, "high": self.high, "unseen": self.unseen,
            "difference": self.difference, "basis": self.basis, "sentence": _both(self.sentence),
            "evidence": [{"iri": e.iri, "label": e.label, "role": e.role, "detail": _both(e.detail)} for e in self.evidence],
        }  # fmt: skip


def _both(sentence: Sentence) -> dict[str, str]:
    return {"zh": sentence[0], "en": sentence[1]}


def _text(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
