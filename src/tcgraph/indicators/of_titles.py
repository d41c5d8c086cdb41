"""How long the title is kept: survival from the title periods, whose ends are known as intervals."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tcgraph.dataset import Dataset
from tcgraph.errors import CallError
from tcgraph.indicators.lifetimes import kaplan_meier, turnbull
from tcgraph.indicators.result import Indicator, Note, made
from tcgraph.indicators.tables import List, Thing, concepts, enterprise_concepts, list_of, lists, macro_regions, provinces
from tcgraph.store.terms import Value

__all__ = ["Life", "lives", "survival"]

ORIGINS, METHODS, ENDS = ("list", "certification"), ("turnbull", "kaplan-meier"), ("first", "middle", "last")
_BY = (None, "province", "macro-region", "field")
_PERIODS = """PREFIX tc: <https://w3id.org/tcgraph/ontology#>
SELECT ?period ?unit ?enterprise ?as ?start_not_before ?start_not_after ?end_not_before ?end_not_after ?province WHERE {
  ?period tc:periodOf ?unit ; tc:heldAs ?held ; tc:startNotAfter ?start_not_after ; tc:endNotBefore ?end_not_before .
  ?unit tc:unitOf ?enterprise .
  BIND(IF(?held = tc:SubCenterEntry, "sub-center", "center") AS ?as)
  OPTIONAL { ?period tc:startNotBefore ?start_not_before } OPTIONAL { ?period tc:endNotAfter ?end_not_after }
  OPTIONAL { ?unit tc:liesWithin ?province . ?province tc:iso3166 ?iso }
} ORDER BY ?period"""


@dataclass(frozen=True, slots=True)
class Life:
    """A title period as a life: it ended more than ``left`` and at most ``right`` days after its origin (equal: that many;
    infinite: no end is known), and was under observation from ``entry`` days on.
    """

    enterprise: str
    province: str
    left: int
    right: float
    entry: int

    @property
    def exact(self) -> bool:
        """Whether the day of the end is known."""
        return self.left == self.right


def lives(
    dataset: Dataset, *, origin: str = "list", roster: str | int | None = None, kind: str | None = "center", known_days: bool = True
) -> tuple[list[Life], int]:
    """The title periods of a kind as lives, ordered by IRI, and how many of the kind are left out.

    A period ends on the first day without the title, which lies between endNotBefore and endNotAfter; it was held on the day before
    endNotBefore. Origin ``"list"``: the day by which ``roster`` (else the first list) was certainly out, for the periods that
    certainly ran then; the others are left out. Origin ``"certification"``: startNotAfter, the last day on which the period can
    have begun, so lengths are the shortest possible (a batch has one day for all its units, so that taking each begin for uncertain
    by itself would say less than is known); left out are periods without startNotBefore. Each comes under observation on the first
    list that can show it (left truncation: who lost the title before stands on no list). ``known_days`` false: an end that is known
    more exactly, since a notice names the unit, lies between the lists around it, as all the others. Units: days.
    """
    if origin not in ORIGINS or kind not in (None, "center", "sub-center"):
        raise CallError(f"A life begins at {' or '.join(ORIGINS)} and is that of a center or sub-center, not {origin!r} and {kind!r}.")
    known, found, left_out = lists(dataset), [], 0
    since = list_of(dataset, roster=roster) if roster is not None else (known[0] if known else None)
    for _, _, enterprise, held, *days, province in dataset.select(_PERIODS).rows():
        if kind in (None, held):
            when = [_day(day) for day in days]
            if not known_days:
                when[2:] = _between_lists(when[2], when[3], known)
            life = _life(str(enterprise), str(province or ""), when, since if origin == "list" else None, known)
            left_out += life is None
            found += [life] if life else []
    return found, left_out


def _day(value: object) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(str(value))


def _between_lists(held: dt.date | None, over: dt.date | None, known: list[List]) -> list[dt.date | None]:
    """The bounds of an end as the lists alone would show it: held on the last list before, no longer on the next one."""
    if held is None or over is None:
        return [held, over]
    before = [one.day + dt.timedelta(1) for one in known if one.day < held]
    return [max(before, default=held), min((one.day for one in known if one.day >= over), default=over)]


def _life(enterprise: str, province: str, days: list[dt.date | None], since: List | None, known: list[List]) -> Life | None:
    first, begun, held, over = days
    if begun is None or held is None or (since is None and first is None) or (since is not None and not begun <= since.day < held):
        return None
    begun = since.day if since is not None else begun
    right = math.inf if over is None else (over - begun).days
    left = int(right) if held == over else max(0, (held - begun).days - 1)
    shown = next((one.day for one in known if one.day >= begun), begun)
    return Life(enterprise, province, left, right, min(left, (shown - begun).days))


def survival(
    dataset: Dataset,
    *,
    origin: str = "list",
    roster: str | int | None = None,
    kind: str | None = "center",
    method: str = "turnbull",
    ends: str | None = None,
    known_days: bool = False,
    by: str | None = None,
    level: float = 0.95,
    bootstrap: int = 200,
    seed: int = 1,
) -> Indicator:
    """The share of titles that are still held so many days after their origin.

    The data know most ends as intervals: between two lists. ``method="turnbull"`` (Turnbull 1976, J. R. Statist. Soc. B 38) takes
    them as such: the rows are the intervals in which ends lie, and inside one nothing can be said. The few ends whose day a notice
    names are taken as lying between the lists too, unless ``known_days``: likelihood alone would pile all the others on those days.
    ``method="kaplan-meier"`` (Kaplan and Meier 1958, J. Am. Statist. Assoc. 53) needs days: where ends are intervals ``ends`` must
    say which day stands for each, first, middle or last (the curves of first and last bound it; the middle is convenient, not
    right: Lindsey and Ryan 1998, Statistics in Medicine 17). ``origin``, ``roster`` and ``kind`` as in
    ``indicators.of_titles.lives``; ``by`` gives a curve per province, macro-region or field (first level; an enterprise with
    several is in each).

    Rows: group, group_en, after, until (days after the origin; equal where the day is known), ended (share of all titles that ended
    there), survival (from until on), low, high: bounds at ``level``, by ``bootstrap`` draws for Turnbull (None without), by
    Greenwood's variance for Kaplan-Meier. Each group begins with a row of day 0, survival 1; groups by size, then by name. Titles
    without known end count as held when last seen, then no more (right censoring): the revocations of later years are not foreseen.
    Nobody: no rows, and a note.
    """
    _check(method, by)
    found, left_out = lives(dataset, origin=origin, roster=roster, kind=kind, known_days=known_days or method == "kaplan-meier")
    vague = sum(not life.exact and math.isfinite(life.right) for life in found)
    if method == "kaplan-meier" and vague and ends not in ENDS:
        raise CallError(
            f"{vague:,} ends are known as intervals only. Use method='turnbull', or say which day stands for an end: ends={'|'.join(ENDS)}."
        )
    rows: list[tuple[Value, ...]] = []
    for zh, en, own in _groups(dataset, found, by):
        curve = _turnbull(own, level, bootstrap, seed) if method == "turnbull" else _kaplan_meier(own, ends or "last", level)
        rows += [(zh, en, 0, 0, 0.0, 1.0, None, None), *((zh, en, *row) for row in curve)]
    ended = sum(math.isfinite(life.right) for life in found)
    facts: dict[str, Value] = {
        "lists": "; ".join(f"{one.label} {one.day}" for one in lists(dataset)),
        "origin": origin,
        "method": method,
        "lives": len(found),
        "ended": ended,
        "ended_on_known_day": ended - vague,
        "ended_in_interval": vague,
        "held_when_last_seen": len(found) - ended,
        "left_out": left_out,
    }
    return made("survival", _COLUMNS, rows, facts=facts, notes=_notes(origin, left_out, found))


_COLUMNS = "group group_en after until ended survival low high"


def _check(method: str, by: str | None) -> None:
    if method not in METHODS or by not in _BY:
        raise CallError(
            f"Survival is estimated by {' or '.join(METHODS)}, for all or by {', '.join(filter(None, _BY))}; not by {method!r}, {by!r}."
        )


def _notes(origin: str, left_out: int, found: list[Life]) -> list[Note]:
    if not found:
        return [("没有起点可知的称号期间。", "There is no title period whose origin is known.")]
    if not left_out:
        return []
    zh, en = (
        ("名单当日不能确定持有", "were not certainly held on the day of the list")
        if origin == "list"
        else ("不知最早始于何时", "have no known earliest day of begin")
    )
    return [(f"{left_out}个称号期间{zh}，未计入。", f"{left_out:,} title periods {en} and are left out.")]


def _groups(dataset: Dataset, found: list[Life], by: str | None) -> list[tuple[str, str, list[Life]]]:
    if not found:
        return []
    if by is None:
        return [("全部", "all", found)]
    names, of = _named(dataset, by)
    groups: dict[str, list[Life]] = defaultdict(list)
    for life in found:
        for key in of.get(life.enterprise, ()) if by == "field" else of.get(life.province, ()):
            groups[key].append(life)
    order = sorted(groups, key=lambda key: (-len(groups[key]), names[key].label))
    return [(names[key].label, names[key].label_en, groups[key]) for key in order]


def _named(dataset: Dataset, by: str) -> tuple[Mapping[str, Thing], Mapping[str, set[str]]]:
    """The groups by IRI, and those that a province or an enterprise belongs to."""
    if by == "field":
        named = {key: Thing(key, one.label, one.label_en) for key, one in concepts(dataset, "field").items()}
        return named, enterprise_concepts(dataset, "field", 1)
    if by == "province":
        known = provinces(dataset)
        return known, {key: {key} for key in known}
    of = macro_regions(dataset)
    return {thing.iri: thing for thing in of.values()}, {key: {thing.iri} for key, thing in of.items()}


def _turnbull(own: list[Life], level: float, bootstrap: int, seed: int) -> list[tuple[Value, ...]]:
    entries = [life.entry for life in own]
    late = any(entries)  # without late entries the estimate needs no truncation
    curve = turnbull(
        [life.left for life in own],
        [life.right for life in own],
        entries=entries if late else None,
        level=level,
        bootstrap=bootstrap,
        seed=seed,
    )
    return [
        (int(after), int(until), float(mass), float(survival), _known(low), _known(high))
        for after, until, mass, survival, low, high in zip(
            curve.left, curve.right, curve.mass, curve.survival, curve.low, curve.high, strict=True
        )
        if math.isfinite(until)
    ]


def _kaplan_meier(own: list[Life], ends: str, level: float) -> list[tuple[Value, ...]]:
    place = ENDS.index(ends) / 2
    ended = np.array([math.isfinite(life.right) for life in own])
    last = np.array([_end(life, place) for life in own])
    inside = last > [life.entry for life in own]  # who was last seen when first seen tells nothing
    curve = kaplan_meier(
        last[inside], ended[inside], entries=[life.entry for life, kept in zip(own, inside, strict=True) if kept], level=level
    )
    before = np.concatenate([[1.0], curve.survival[:-1]])
    return [
        (int(day), int(day), float(b - s), float(s), _known(low), _known(high))
        for day, b, s, low, high in zip(curve.times, before, curve.survival, curve.low, curve.high, strict=True)
    ]


def _end(life: Life, place: float) -> float:
    """The day that stands for the end: the first possible one is the day after ``left``."""
    if life.exact or not math.isfinite(life.right):
        return life.left
    first = life.left + 1
    return math.floor(first + place * (life.right - first))


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
