"""Units: what the aligned rows of all rosters speak of, and under whose name."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from tcgraph.build.notices import Entry, entries
from tcgraph.build.rosters import Step, steps
from tcgraph.build.sources import Sources
from tcgraph.identity import Aligned, mint
from tcgraph.identity.alignment import KIND_BEFORE, OTHER_KIND
from tcgraph.names import normal_form

__all__ = ["Concluded", "History", "conclude"]

_ONE = ("same", "renamed", *KIND_BEFORE)  # an old and a new row of these statuses are one unit


@dataclass(frozen=True)
class Concluded:
    """A unit: its IRI, the rows that speak of it, oldest first, how each follows from the one before, and what came after the last.

    ``links[n]`` joins ``entries[n]`` to ``entries[n + 1]``; ``first`` and ``last`` are the alignments in which the first row has no older
    one and the last row no newer one, None on the oldest and the newest roster.
    """

    unit: str
    entries: tuple[Entry, ...]
    links: tuple[Aligned, ...]
    first: Aligned | None
    last: Aligned | None

    @property
    def latest(self) -> Entry:
        """The row on the newest roster."""
        return self.entries[-1]

    @property
    def holders(self) -> tuple[str, ...]:
        """The enterprise of each row: one IRI per name, for a name is all that a roster says of an enterprise."""
        return tuple(enterprise_iri(entry.name) for entry in self.entries)

    @property
    def enterprise(self) -> str:
        """The enterprise of the newest row."""
        return self.holders[-1]

    @property
    def kind(self) -> str:
        """``center`` or ``sub-center``, as last known."""
        changed = self.last is not None and self.last.status in KIND_BEFORE
        return OTHER_KIND[self.latest.kind] if changed else self.latest.kind

    @property
    def confidence(self) -> float:
        """How sure it is that all rows are one unit: the least sure link; 1 for a single row."""
        return min((link.confidence for link in self.links), default=1.0)

    @property
    def method(self) -> str:
        """The method of the least sure link; equal normal form for a single row."""
        return min(self.links, key=lambda link: link.confidence).method if self.links else "normal-form"


@dataclass(frozen=True)
class History:
    """All units in order of first mention, the alignments that they rest on, and all entries by IRI."""

    units: tuple[Concluded, ...]
    steps: tuple[Step, ...]
    entries: dict[str, Entry]


def enterprise_iri(name: str) -> str:
    """The IRI of the enterprise of that name."""
    return mint("enterprise", name)


def conclude(sources: Sources) -> History:
    """Aligns the rosters and gathers the rows of each unit."""
    found = steps(sources)
    by_iri = {entry.iri: entry for entry in entries(sources)}
    forward = {a.old.key: a for step in found for a in step.alignment if a.old}
    backward = {a.new.key: a for step in found for a in step.alignment if a.new}
    chains = [_chain(key, forward) for key in by_iri if not _continues(backward.get(key))]
    seen: Counter[str] = Counter()
    return History(tuple(_concluded(chain, by_iri, forward, backward, seen) for chain in chains), tuple(found), by_iri)


def _continues(aligned: Aligned | None) -> bool:
    return aligned is not None and aligned.old is not None and aligned.new is not None and aligned.status in _ONE


def _chain(key: str, forward: dict[str, Aligned]) -> list[str]:
    chain = [key]
    while (aligned := forward.get(chain[-1])) and _continues(aligned) and aligned.new:
        chain.append(aligned.new.key)
    return chain


def _concluded(chain: list[str], by_iri: dict[str, Entry], forward: dict[str, Aligned], backward: dict[str, Aligned],
               seen: Counter[str]) -> Concluded:
    first = by_iri[chain[0]]
    identity = f"{first.kind} {normal_form(first.name)}"
    seen[identity] += 1
    nth = [str(seen[identity])] if seen[identity] > 1 else []
    rows = tuple(by_iri[key] for key in chain)
    links = tuple(forward[older] for older, _ in pairwise(chain))
    return Concluded(mint("center", first.name, first.kind, *nth), rows, links, backward.get(chain[0]), forward.get(chain[-1]))
