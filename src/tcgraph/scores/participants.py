"""Participants of the cooperations on their labelled set: is a printed name identified as the organisation that it means?

The set was drawn from the names of ``participations.csv`` by ``draw``, half over distinct names, half over rows, and labelled by
hand before any of it was matched.

How far the figures carry: the halves are not blind. Whoever labelled the set also wrote the rules and the table of reviewed names,
and had read all 200 names by then. Three decisions of the table (太钢, 沈飞, Beijing University of Aeronautics and Astronautics) are of
names that are printed in the test half alone. For reviewed names a score thus compares two decisions of the same people, so ``rules
alone`` is the figure to quote; it is not free of that knowledge either. With some forty identified names a part, even no error at
all leaves a precision of 0.93 possible (95 %).
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping

from tcgraph import resources
from tcgraph.build.participants import organisation_index
from tcgraph.build.sources import Sources
from tcgraph.build.units import conclude
from tcgraph.files import read_table
from tcgraph.identity import mint
from tcgraph.identity.organisations import Identified
from tcgraph.names import normal_form
from tcgraph.scores.score import Score, count

__all__ = ["draw", "scores"]

_NONE = "none"


def draw(participations: Iterable[Mapping[str, str]], *, seed: str = "participants-1", number: int = 100) -> Iterator[tuple[str, str, str]]:
    """The names to label, as triples of name, what it was drawn from (``names`` or ``rows``) and part of the set.

    First ``number`` distinct names, each as likely; then as many further names, each as likely as it has rows. The order is that
    of SHA-256 of seed and name, or seed, cooperation and order, so every machine draws the same. Names alternate between the parts.
    """
    rows = list(participations)
    names = sorted({row["name"] for row in rows}, key=lambda name: _rank(seed, "name", name))[:number]
    by_row = sorted(rows, key=lambda row: _rank(seed, "row", row["cooperation"], row["order"]))
    further = list(dict.fromkeys(row["name"] for row in by_row if row["name"] not in set(names)))[:number]
    for drawn, found in (("names", names), ("rows", further)):
        yield from ((name, drawn, ("development", "test")[place % 2]) for place, name in enumerate(found))


def _rank(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()


def scores() -> list[Score]:
    """Per part of the set one score of all methods, and one without the reviewed names, which measures the rules alone."""
    sources = Sources(resources.sources(), resources.rules())
    units = conclude(sources).units
    index, known = organisation_index(sources, units), dict(_known(sources))
    known |= {normal_form(e.name): holder for concluded in units for holder, e in zip(concluded.holders, concluded.entries, strict=True)}
    rows = read_table(resources.labelled() / "participants.csv")
    found = []
    for part in ("test", "development"):
        cases = [(row["name"], _label(row, known), index.find(row["name"])) for row in rows if row["part"] == part]
        found.append(_score(f"{part}", cases, lambda _: True))
        found.append(_score(f"{part}, rules alone", cases, lambda answer: answer.method != "reviewed-name"))
    return found


def _score(part: str, cases: list[tuple[str, str, Identified | None]], counts: Callable[[Identified], bool]) -> Score:
    answers = ((name, label, answer.organisation if answer and counts(answer) else "") for name, label, answer in cases)
    return count("participants", part, answers, show=lambda iri: iri or _NONE)


def _label(row: Mapping[str, str], known: Mapping[str, str]) -> str:
    """The IRI of the organisation that the label names. Raises ``KeyError`` for one that is on no list."""
    return "" if row["organisation"] == _NONE else known[normal_form(row["organisation"])]


def _known(sources: Sources) -> Iterator[tuple[str, str]]:
    yield from ((normal_form(row["name_zh"]), mint("university", row["name_zh"])) for row in sources["universities"].rows)
    yield from ((row["ror"], mint("institute", row["ror"])) for row in sources["institutes"].rows)
