"""One side of a comparison of rosters, whatever it was read from."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from tcgraph.identity import Roster

__all__ = ["RosterSide"]


@dataclass(frozen=True)
class RosterSide:
    """A roster to compare: the name by which it was asked for, its title, its rows, the last day on which it can have come out (None for
    a file), the IRIs of its notice and of itself (empty for a file), positions as printed where they differ from those of the rows, and
    what was noticed while it was read, a sentence in Chinese and one in English each."""

    name: str
    title: str
    roster: Roster
    day: dt.date | None = None
    notice: str = ""
    iri: str = ""
    printed: Mapping[str, int | None] = field(default_factory=dict)
    notes: tuple[tuple[str, str], ...] = ()
