"""Matching: which printed rows speak of the same unit.

This is the seam where evidence other than the name (order of rows, region, renamings) enters. Whoever matches
better returns the same ``Match`` objects, with another method and confidence.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tcgraph.names import normal_form

__all__ = ["Match", "Mention", "match_mentions"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One printed row: the IRI of its entry, the name as printed, what kind of unit, and when (sorts by age)."""

    entry: str
    name: str
    kind: str
    printed: str


@dataclass(frozen=True, slots=True)
class Match:
    """The mentions of one unit, oldest first, and how sure it is that they are one unit."""

    mentions: tuple[Mention, ...]
    method: str
    confidence: str

    @property
    def first(self) -> Mention:
        """The oldest mention: its name mints the identifier."""
        return self.mentions[0]

    @property
    def last(self) -> Mention:
        """The newest mention: its name is the label."""
        return self.mentions[-1]


def match_mentions(mentions: Iterable[Mention]) -> list[Match]:
    """Groups the mentions by normal form of the name and kind of unit, in order of first mention. Linear.

    A name alone does not prove identity, so a group of several rosters has confidence 0.98, a single mention 1.
    """
    groups: dict[tuple[str, str], list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: m.printed):
        groups.setdefault((normal_form(mention.name), mention.kind), []).append(mention)
    return [Match(tuple(group), "normal-form", "1.0" if len(group) == 1 else "0.98") for group in groups.values()]
