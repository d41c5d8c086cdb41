"""What happened to units, by unit: certified, renamed, changed in kind, each between two days and with the notice it follows."""

from collections import defaultdict
from dataclasses import dataclass

from tcgraph.columns.selected import Things, iri_text
from tcgraph.views.statements import Statements
from tcgraph.vocab import PREFIXES, TC

__all__ = ["Event", "events_of_units", "titles_of_units"]

_NAMES = {TC.Certification: "certified", TC.Renaming: "renamed", TC.KindChange: "changed kind"}
_TYPE = PREFIXES["rdf"] + "type"


@dataclass(frozen=True, slots=True)
class Event:
    """Days are ISO dates. What is not known is None."""

    name: str
    not_before: str | None
    not_after: str | None
    notice: str | None
    notice_label: str | None
    confidence: float | None
    old_name: str | None
    new_name: str | None


def events_of_units(statements: Statements) -> dict[str, list[Event]]:
    """The events of each unit (term), earliest first, those without a day last."""
    things = statements.subjects(TC.concernsUnit)
    kinds = statements.selected.values(things, _TYPE, tuple(_NAMES))
    classes = kinds.first(len(things)).tolist()
    notices, labels = _notices(statements, things)
    texts = [statements.first(things, predicate) for predicate in (TC.notBefore, TC.notAfter, TC.confidence, TC.oldName, TC.newName)]
    found = defaultdict(list)
    for place, (event, units) in enumerate(zip(classes, _units(statements, things), strict=True)):
        low, high, confidence, old, new = (column[place] for column in texts)
        if event >= 0:
            made = Event(_NAMES[iri_text(kinds.terms[event])], low, high, notices[place], labels[place],
                         None if confidence is None else float(confidence), old, new)
            for unit in units:
                found[unit].append(made)
    return {unit: sorted(events, key=lambda one: (one.not_after or "~", one.name)) for unit, events in found.items()}


def _units(statements: Statements, things: Things) -> list[list[str]]:
    pairs = statements.selected.values(things, TC.concernsUnit)
    found: list[list[str]] = [[] for _ in range(len(things))]
    for thing, value in zip(pairs.thing.tolist(), pairs.value.tolist(), strict=True):
        found[thing].append(pairs.terms[value])
    return found


def _notices(statements: Statements, things: Things) -> tuple[list[str | None], list[str | None]]:
    """The IRI and the label of the first notice that each cites."""
    cited = statements.selected.values(things, TC.citesNotice)
    names = statements.told(cited.terms).labels[0]
    places = cited.first(len(things)).tolist()
    return ([iri_text(cited.terms[place]) if place >= 0 else None for place in places],
            [names[place] or None if place >= 0 else None for place in places])


def titles_of_units(statements: Statements) -> dict[str, tuple[str | None, ...]]:
    """Of each unit (term) the bounds of the days on which its first title began and its last one ended: ISO dates, None where open."""
    things = statements.subjects(TC.periodOf)
    bounds = (TC.startNotBefore, TC.startNotAfter, TC.endNotBefore, TC.endNotAfter)
    columns = [statements.first(things, predicate) for predicate in bounds]
    periods = defaultdict(list)
    held = statements.selected.values(things, TC.periodOf)
    for thing, value in zip(held.thing.tolist(), held.value.tolist(), strict=True):
        periods[held.terms[value]].append(tuple(column[thing] for column in columns))
    ordered = {unit: sorted(all_of, key=lambda one: one[1] or "~") for unit, all_of in periods.items()}
    return {unit: (*all_of[0][:2], *all_of[-1][2:]) for unit, all_of in ordered.items()}
