"""What the data allow a number to be, and what bears it out."""

from dataclasses import dataclass, field

__all__ = ["Bounds", "Evidence", "Sentence", "none"]

Sentence = tuple[str, str]
"""One thing said in Chinese and in English."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A row, an event, a title period (``role`` is ``certain``, ``possible`` or ``presumed``) or a figure of a notice (``figure``)."""

    iri: str
    label: str
    role: str
    detail: Sentence = ("", "")


@dataclass(frozen=True, slots=True)
class Bounds:
    """``low`` is certain, ``high`` possible, both counted on what stands in the data; both None where nothing can be counted.

    ``unseen`` is how many more there can be of which no row tells, None if that is not bounded. ``expected`` is the number if what
    was listed last and has no known end goes on. ``basis`` says in both languages what was counted; ``notes`` what limits it.
    """

    low: int | None
    high: int | None
    unseen: int | None = 0
    expected: int | None = None
    basis: Sentence = ("", "")
    notes: tuple[Sentence, ...] = ()
    evidence: tuple[Evidence, ...] = field(default=(), repr=False)

    @property
    def exact(self) -> bool:
        """Whether there is one number only."""
        return self.low is not None and self.low == self.high and self.unseen == 0

    @property
    def most(self) -> int | None:
        """The most there can be, what no row tells of included; None if that is not bounded."""
        return None if self.high is None or self.unseen is None else self.high + self.unseen

    def __add__(self, other: "Bounds") -> "Bounds":
        if self.low is None or self.high is None or other.low is None or other.high is None:
            return self if self.low is None else other
        unseen = None if self.unseen is None or other.unseen is None else self.unseen + other.unseen
        parts = [b.expected if b.expected is not None else b.low if b.exact else None for b in (self, other)]
        expected = parts[0] + parts[1] if parts[0] is not None and parts[1] is not None else None
        basis = f"{self.basis[0]}；{other.basis[0]}", f"{self.basis[1]}; {other.basis[1]}"
        notes, evidence = self.notes + other.notes, self.evidence + other.evidence
        return Bounds(self.low + other.low, self.high + other.high, unseen, expected, basis, notes, evidence)


def none(chinese: str, english: str) -> Bounds:
    """Nothing can be counted, for this reason."""
    return Bounds(None, None, None, notes=((chinese, english),))
