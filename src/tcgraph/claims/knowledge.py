"""What a dataset holds that a claim can be checked against, as plain values: rows, periods, certifications, events, figures, places."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from tcgraph.dataset import Dataset
from tcgraph.vocab import TC

__all__ = ["CENTER", "SUB_CENTER", "Certified", "Claim", "Event", "Figure", "Knowledge", "ListNotice", "Period", "Roster", "Row", "read"]

CENTER, SUB_CENTER = TC.CenterEntry, TC.SubCenterEntry
_NS = """PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dcterms: <http://purl.org/dc/terms/>
"""
_PLACES = ("Country", "Province", "SeparatelyPlannedCity", "Corps", "MacroRegion")
Labels = tuple[str, str]  # Chinese, English


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that somebody published. ``pages`` and ``citations`` say where; days are None where the graph states none."""

    iri: str
    name: str
    place: str
    measure: str
    as_stated: str
    value: object
    batch: int | None
    first: dt.date | None
    last: dt.date | None
    pages: frozenset[str] = frozenset()
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListNotice:
    """A notice that gives out the list of a batch, and the days on which that can have been."""

    iri: str
    batch: int
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class Roster:
    """A full list whose rows are in the data."""

    iri: str
    labels: Labels
    notice: ListNotice
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a roster: ``place`` is the region it stands under, None where that is not known."""

    iri: str
    roster: str
    kind: str
    name: str
    position: int | None
    new: bool
    place: str | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Period:
    """Between which days a unit's title began and ended, the end excluded; None is an open bound."""

    iri: str
    unit: str
    kind: str
    start: tuple[dt.date | None, dt.date | None]
    end: tuple[dt.date | None, dt.date | None]

    def certain(self, first: dt.date, last: dt.date) -> bool:
        """Whether the title was held on all these days for sure."""
        return self.start[1] is not None and self.start[1] <= first and self.end[0] is not None and last < self.end[0]

    def possible(self, first: dt.date, last: dt.date) -> bool:
        """Whether it can have been held on one of these days."""
        return (self.start[0] is None or self.start[0] <= last) and (self.end[1] is None or first < self.end[1])

    def presumed(self, first: dt.date) -> bool:
        """Whether it began for sure and nothing tells of an end."""
        return self.start[1] is not None and self.start[1] <= first and self.end[1] is None


@dataclass(frozen=True, slots=True)
class Certified:
    """A unit's certification: the earliest and the latest batch it can be of."""

    iri: str
    unit: str
    earliest: int
    latest: int
    method: str
    evidence: frozenset[str]


@dataclass(frozen=True, slots=True)
class Event:
    """A delisting or a renaming, and the batch whose notice shows it."""

    iri: str
    kind: str
    unit: str
    batch: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a notice states."""

    iri: str
    measure: str
    place: str
    value: int
    batch: int | None
    notice: str
    document: str
    pages: frozenset[str]
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True)
class Knowledge:
    """All of it. Conclusions are taken as they were drawn; ``independent_of`` sets aside those that rest on a page."""

    labels: Mapping[str, Labels]
    within: Mapping[str, frozenset[str]]
    place_names: Mapping[str, str]
    place_kinds: Mapping[str, str]
    lists: tuple[ListNotice, ...]
    later: tuple[tuple[int, dt.date], ...]
    rosters: tuple[Roster, ...]
    rows: tuple[Row, ...]
    periods: tuple[Period, ...]
    certified: tuple[Certified, ...]
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    unit_kinds: Mapping[str, str]
    unit_places: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def label(self, iri: str) -> Labels:
        """The labels of a thing; its IRI where it has none."""
        return self.labels.get(iri, (iri, iri))

    def lies(self, unit: str | None, place: str) -> bool | None:
        """Whether a unit lies in a place; None where its place is not known."""
        if self.place_kinds.get(place) == TC.Country and unit not in self.unit_places:
            return True
        return place in self.unit_places[unit] if unit is not None and unit in self.unit_places else None

    def stands(self, row: Row, place: str) -> bool | None:
        """Whether a row belongs to a place: a center by the region it stands under, a sub-center by where it lies."""
        if row.kind == CENTER and row.place is not None:
            return row.place == place or place in self.within.get(row.place, ())
        return self.lies(row.unit, place)

    def rosters_of(self, kind: str) -> list[Roster]:
        """The rosters that print a kind, by batch."""
        return sorted((r for r in self.rosters if kind in r.kinds), key=lambda r: r.notice.batch)

    @cached_property
    def rows_of_unit(self) -> Mapping[str, list[Row]]:
        """Rows by unit, those of the oldest roster first."""
        batches = {roster.iri: roster.notice.batch for roster in self.rosters}
        found: dict[str, list[Row]] = defaultdict(list)
        for row in sorted(self.rows, key=lambda row: batches.get(row.roster, 0)):
            if row.unit:
                found[row.unit].append(row)
        return found

    @cached_property
    def periods_of_unit(self) -> Mapping[str, list[Period]]:
        """Title periods by unit, in order of time."""
        found: dict[str, list[Period]] = defaultdict(list)
        for period in sorted(self.periods, key=lambda p: p.start[1] or dt.date.max):
            found[period.unit].append(period)
        return found

    def independent_of(self, pages: frozenset[str]) -> "Knowledge":
        """Without what rests on these pages: bounds of batches that were narrowed by them go back to those of the rosters.

        A unit that a page names keeps its batch: that it exists is another statement than how many there are.
        """
        widened = tuple(self._widened(one) if pages & one.evidence and one.method == "order-of-batches" else one for one in self.certified)
        changed = {new.unit: new for old, new in zip(self.certified, widened, strict=True) if old is not new}
        figures = tuple(figure for figure in self.figures if not pages & figure.pages)
        periods = tuple(self._reopened(p, changed[p.unit]) if p.unit in changed else p for p in self.periods)
        return replace(self, certified=widened, periods=periods, figures=figures)

    def _widened(self, one: Certified) -> Certified:
        batches = [r.notice.batch for r in self.rosters_of(self._kind(one.unit))]
        shown = {row.roster for row in self.rows_of_unit.get(one.unit, ())}
        first = min((r.notice.batch for r in self.rosters if r.iri in shown), default=one.latest)
        return replace(one, earliest=max((b for b in batches if b < first), default=first - 1) + 1, latest=first)

    def _reopened(self, period: Period, one: Certified) -> Period:
        days = {notice.batch: notice for notice in self.lists}
        start = days.get(one.earliest), days.get(one.latest)
        return replace(period, start=(start[0].first if start[0] else None, start[1].last if start[1] else None))

    def _kind(self, unit: str) -> str:
        return SUB_CENTER if self.unit_kinds.get(unit) == TC.SubCenter else CENTER

    def kind_of(self, unit: str) -> str:
        """``CENTER`` or ``SUB_CENTER``: as which a unit was first listed, else what it is now."""
        rows = self.rows_of_unit.get(unit)
        return rows[0].kind if rows else self._kind(unit)


def read(dataset: Dataset) -> tuple[Knowledge, list[Claim]]:
    """What the dataset knows, and its claims in order of their names. A dozen queries, each one scan of a class."""
    labels = _labels(dataset)
    notices = _notices(dataset)
    within = _sets(dataset, "SELECT ?key ?value WHERE { ?key tc:within ?value }")
    kinds = _kinds(dataset, _PLACES)
    known = Knowledge(
        labels=labels, within=within, place_kinds=kinds, place_names=_place_names(dataset, kinds),
        lists=tuple(sorted((n for n, kind in notices if kind == TC.ListNotice), key=lambda n: n.batch)),
        later=tuple(sorted((n.batch, day) for n, _ in notices if (day := n.first or n.last))),
        rosters=_rosters(dataset, labels, {n.iri: n for n, _ in notices}),
        rows=_rows(dataset, labels, kinds), periods=_periods(dataset), certified=_certified(dataset), events=_events(dataset),
        figures=_figures(dataset), unit_kinds=_kinds(dataset, ("TechnologyCenter", "SubCenter")),
        unit_places=_sets(dataset, "SELECT ?key ?value WHERE { ?key tc:liesWithin ?value }"),
    )  # fmt: skip
    return known, _claims(dataset)


def _ask(dataset: Dataset, query: str) -> Iterable[tuple[object, ...]]:
    return (row.values_tuple() for row in dataset.select(_NS + query))


def _sets(dataset: Dataset, query: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, value in _ask(dataset, query):
        found[str(key)].add(str(value))
    return {key: frozenset(values) for key, values in found.items()}


def _kinds(dataset: Dataset, classes: Iterable[str]) -> dict[str, str]:
    """Things by class; of several classes the first of the list counts."""
    found: dict[str, str] = {}
    for name in classes:
        for (thing,) in _ask(dataset, f"SELECT DISTINCT ?thing WHERE {{ ?thing a tc:{name} }}"):
            found.setdefault(str(thing), str(getattr(TC, name)))
    return found


def _labels(dataset: Dataset) -> dict[str, Labels]:
    """Labels of what claims and evidence name. Something with a label in one language only has it in both."""
    classes = " ".join(f"tc:{name}" for name in (*_PLACES, "Roster", "TechnologyCenter", "SubCenter", "Measure"))
    by_language: dict[str, dict[str, str]] = defaultdict(dict)
    query = """SELECT ?thing (LANG(?label) AS ?tag) ?label WHERE { VALUES ?class { CLASSES } ?thing a ?class . ?thing rdfs:label ?label }
        ORDER BY ?thing ?label"""
    for thing, tag, label in _ask(dataset, query.replace("CLASSES", classes)):
        by_language[str(thing)].setdefault(str(tag)[:2], str(label))
    any_ = {thing: next(iter(texts.values())) for thing, texts in by_language.items()}
    return {thing: (texts.get("zh", any_[thing]), texts.get("en", any_[thing])) for thing, texts in by_language.items()}


def _place_names(dataset: Dataset, places: Mapping[str, str]) -> dict[str, str]:
    """Places by each of their names."""
    query = """SELECT ?place ?name WHERE { VALUES ?class { CLASSES } ?place a ?class . VALUES ?naming { rdfs:label skos:altLabel }
        ?place ?naming ?name } ORDER BY ?place"""
    classes = " ".join(f"<{kind}>" for kind in sorted(set(places.values())))
    return {str(name): str(place) for place, name in _ask(dataset, query.replace("CLASSES", classes))} if places else {}


def _notices(dataset: Dataset) -> list[tuple[ListNotice, str]]:
    query = """SELECT ?notice ?number ?kind ?first ?last WHERE { ?notice a tc:Notice . ?notice tc:concernsBatch ?batch .
        ?batch tc:batchNumber ?number . OPTIONAL { ?notice tc:noticeKind ?kind }
        OPTIONAL { ?notice tc:notBefore ?first } OPTIONAL { ?notice tc:notAfter ?last } } ORDER BY ?number ?notice"""
    return [(ListNotice(str(iri), number, _day(first), _day(last)), str(kind))
            for iri, number, kind, first, last in _ask(dataset, query) if isinstance(number, int)]  # fmt: skip


def _day(value: object) -> dt.date | None:
    return value if isinstance(value, dt.date) else None


def _rosters(dataset: Dataset, labels: Mapping[str, Labels], notices: Mapping[str, ListNotice]) -> tuple[Roster, ...]:
    covered = _sets(dataset, "SELECT ?key ?value WHERE { ?key tc:coversKind ?value }")
    found = _ask(dataset, "SELECT ?roster ?notice WHERE { ?roster a tc:Roster . ?roster tc:annexOf ?notice } ORDER BY ?roster")
    return tuple(
        Roster(str(iri), labels.get(str(iri), (str(iri), str(iri))), notices[str(notice)], covered.get(str(iri), frozenset({CENTER})))
        for iri, notice in found if str(notice) in notices
    )  # fmt: skip


def _rows(dataset: Dataset, labels: Mapping[str, Labels], places: Mapping[str, str]) -> tuple[Row, ...]:
    named = {labels[place][0]: place for place in places if place in labels}
    query = """SELECT ?entry ?roster ?kind ?name ?position ?new ?region ?under ?unit WHERE {
        ?entry a tc:RosterEntry . ?entry tc:inRoster ?roster . ?entry tc:entryKind ?kind . ?entry tc:printedEnterpriseName ?name .
        OPTIONAL { ?entry tc:position ?position } OPTIONAL { ?entry tc:printedAsNew ?new } OPTIONAL { ?entry tc:printedRegion ?region }
        OPTIONAL { ?entry tc:listedUnder ?under } OPTIONAL { ?entry tc:listsUnit ?unit } } ORDER BY ?roster ?position ?entry"""
    return tuple(
        Row(str(iri), str(roster), str(kind), str(name), position if isinstance(position, int) else None, new is True,
            str(under) if under else named.get(str(region)), str(unit) if unit else None)
        for iri, roster, kind, name, position, new, region, under, unit in _ask(dataset, query)
    )  # fmt: skip


def _periods(dataset: Dataset) -> tuple[Period, ...]:
    query = """SELECT ?period ?unit ?kind ?a ?b ?c ?d WHERE { ?period a tc:TitlePeriod . ?period tc:periodOf ?unit .
        ?period tc:heldAs ?kind .
        OPTIONAL { ?period tc:startNotBefore ?a } OPTIONAL { ?period tc:startNotAfter ?b }
        OPTIONAL { ?period tc:endNotBefore ?c } OPTIONAL { ?period tc:endNotAfter ?d } } ORDER BY ?unit ?period"""
    return tuple(Period(str(iri), str(unit), str(kind), (_day(a), _day(b)), (_day(c), _day(d)))
                 for iri, unit, kind, a, b, c, d in _ask(dataset, query))  # fmt: skip


def _certified(dataset: Dataset) -> tuple[Certified, ...]:
    evidence = _sets(dataset, "SELECT ?key ?value WHERE { ?key a tc:Certification . ?key tc:evidence ?value }")
    query = """SELECT ?event ?unit ?known ?first ?last ?method WHERE { ?event a tc:Certification . ?event tc:concernsUnit ?unit .
        OPTIONAL { ?event tc:inBatch/tc:batchNumber ?known } OPTIONAL { ?event tc:earliestBatch/tc:batchNumber ?first }
        OPTIONAL { ?event tc:latestBatch/tc:batchNumber ?last } OPTIONAL { ?event tc:usesMethod/skos:notation ?method } }
        ORDER BY ?unit ?event"""
    found = []
    for iri, unit, known, first, last, method in _ask(dataset, query):
        low, high = (known, known) if isinstance(known, int) else (first, last)
        if isinstance(low, int) and isinstance(high, int):
            found.append(Certified(str(iri), str(unit), low, high, str(method), evidence.get(str(iri), frozenset())))
    return tuple(found)


def _events(dataset: Dataset) -> tuple[Event, ...]:
    query = """SELECT ?event ?kind ?unit ?number WHERE { VALUES ?kind { tc:Delisting tc:Renaming } ?event a ?kind .
        ?event tc:concernsUnit ?unit .
        OPTIONAL { ?event tc:citesNotice/tc:concernsBatch/tc:batchNumber ?number } } ORDER BY ?unit ?event"""
    return tuple(Event(str(iri), str(kind), str(unit), number if isinstance(number, int) else None)
                 for iri, kind, unit, number in _ask(dataset, query))  # fmt: skip


def _figures(dataset: Dataset) -> tuple[Figure, ...]:
    pages = _sets(dataset, "SELECT ?key ?value WHERE { ?key a tc:Notice . ?key dcterms:source ?value }")
    query = """SELECT ?figure ?measure ?place ?value ?number ?notice ?document ?first ?last WHERE { ?figure a tc:NoticeFigure .
        ?figure tc:measure ?measure . ?figure tc:aboutPlace ?place . ?figure tc:value ?value . ?figure tc:statedIn ?notice .
        OPTIONAL { ?figure tc:concernsBatch/tc:batchNumber ?number } OPTIONAL { ?notice tc:documentNumber ?document }
        OPTIONAL { ?notice tc:notBefore ?first } OPTIONAL { ?notice tc:notAfter ?last } } ORDER BY ?figure"""
    return tuple(
        Figure(str(iri), str(measure), str(place), value, number if isinstance(number, int) else None, str(notice), str(document or ""),
               pages.get(str(notice), frozenset()), _day(first), _day(last))
        for iri, measure, place, value, number, notice, document, first, last in _ask(dataset, query) if isinstance(value, int)
    )  # fmt: skip


def _claims(dataset: Dataset) -> list[Claim]:
    pages = _sets(dataset, "SELECT ?key ?value WHERE { ?key a tc:Claim . ?key dcterms:source ?value }")
    cited = _sets(dataset, "SELECT ?key ?value WHERE { ?key a tc:Claim . ?key dcterms:bibliographicCitation ?value }")
    query = """SELECT ?claim ?place ?measure ?stated ?value ?number ?first ?last ?label WHERE { ?claim a tc:Claim .
        OPTIONAL { ?claim tc:aboutPlace ?place } OPTIONAL { ?claim tc:measure ?measure } OPTIONAL { ?claim tc:measureAsStated ?stated }
        OPTIONAL { ?claim tc:value ?value } OPTIONAL { ?claim tc:concernsBatch/tc:batchNumber ?number }
        OPTIONAL { ?claim tc:notBefore ?first } OPTIONAL { ?claim tc:notAfter ?last }
        OPTIONAL { ?claim rdfs:label ?label FILTER(LANG(?label) = "en") } } ORDER BY ?claim ?label"""
    found: dict[str, Claim] = {}
    for iri, place, measure, stated, value, number, first, last, label in _ask(dataset, query):
        key = str(iri)
        name = str(label or "").partition(": ")[0] or key.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
        found.setdefault(key, Claim(
            key, name, str(place or ""), str(measure or ""), str(stated or ""), value, number if isinstance(number, int) else None,
            _day(first) or _day(last), _day(last) or _day(first), pages.get(key, frozenset()), tuple(sorted(cited.get(key, ()))),
        ))  # fmt: skip
    return sorted(found.values(), key=lambda claim: (claim.name, claim.iri))
