"""Rosters of a dataset as matching sees them, and what people and notices say of their rows, read by SPARQL."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tcgraph.dataset import Dataset
from tcgraph.diff.sides import RosterSide
from tcgraph.errors import CallError, UnknownThingError
from tcgraph.identity import Roster, RosterRow, Ruling
from tcgraph.solutions import Solution
from tcgraph.vocab import expand

__all__ = ["Notice", "notice_of", "notices", "roster_of", "rulings_between"]

_GRAPH = "https://w3id.org/tcgraph/graph/notice/"
_NS = """PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_NOTICES = _NS + """SELECT ?notice (SAMPLE(?g) AS ?graph) (SAMPLE(?label) AS ?title) (SAMPLE(?n) AS ?batch) (SAMPLE(?k) AS ?kind)
       (SAMPLE(?after) AS ?not_after) (SAMPLE(?r) AS ?roster) WHERE {
  ?notice a tc:Notice OPTIONAL { GRAPH ?g { ?notice a tc:Notice } } OPTIONAL { ?notice rdfs:label ?label }
  OPTIONAL { ?notice tc:noticeKind ?k }
  OPTIONAL { ?notice tc:concernsBatch/tc:batchNumber ?n } OPTIONAL { ?notice tc:notAfter ?after } OPTIONAL { ?r tc:annexOf ?notice }
} GROUP BY ?notice ORDER BY ?not_after ?notice"""
_ROWS = _NS + """SELECT ?roster ?entry ?name ?kind ?region ?position ?new ?province WHERE {
  ?entry tc:inRoster ?roster ; tc:printedEnterpriseName ?name ; tc:entryKind ?kind .
  OPTIONAL { ?entry tc:printedRegion ?region } OPTIONAL { ?entry tc:position ?position }
  OPTIONAL { ?entry tc:printedAsNew ?new } OPTIONAL { ?entry tc:statedProvince ?province }
}"""
_COVERED = _NS + "SELECT ?roster ?kind WHERE { ?roster tc:coversKind ?kind }"
_PLACES = _NS + """SELECT ?place ?name ?around WHERE {
  ?place rdfs:label|skos:altLabel ?name . FILTER(LANG(?name) = "zh")
  VALUES ?class { tc:Province tc:SeparatelyPlannedCity tc:Corps } ?place a ?class
  OPTIONAL { ?place tc:within ?around . ?around a tc:Province }
}"""
_DECISIONS = _NS + """SELECT ?decision ?status ?entry ?roster ?reason WHERE {
  ?decision a tc:Decision ; tc:decidedStatus ?status ; tc:decides ?entry . ?entry tc:inRoster ?roster .
  OPTIONAL { ?decision tc:reason ?reason }
} ORDER BY ?decision ?entry"""
_CHANGES = _NS + """SELECT ?event ?from ?notice ?confidence ?entry ?roster ?title ?day WHERE {
  ?event a tc:KindChange ; tc:fromKind ?from ; tc:citesNotice ?notice ; tc:confidence ?confidence ; tc:evidence ?entry ;
         tc:usesMethod/skos:notation "named-by-notice" .
  ?entry tc:inRoster ?roster . ?notice tc:notAfter ?day . OPTIONAL { ?notice rdfs:label ?title }
} ORDER BY ?event ?entry"""
_KINDS = {expand("tc:CenterEntry"): "center", expand("tc:SubCenterEntry"): "sub-center"}


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice of a dataset: IRI, short id (what follows ``notice/`` in its graph's name), title, batch, kind, last day, roster."""

    iri: str
    id: str
    title: str
    batch: int | None
    kind: str
    not_after: dt.date | None
    roster: str


def notices(dataset: Dataset) -> list[Notice]:
    """All notices, oldest first."""
    return [_notice(row) for row in dataset.select(_NOTICES)]


def _notice(row: Solution) -> Notice:
    iri, graph, day = str(row["notice"]), str(row["graph"] or ""), row["not_after"]
    batch = int(str(row["batch"])) if row["batch"] is not None else None
    id = graph.removeprefix(_GRAPH) if graph.startswith(_GRAPH) else str(batch if batch is not None else iri)
    title, kind = str(row["title"] or iri), str(row["kind"] or "").rpartition("#")[2]
    return Notice(iri, id, title, batch, kind, day if isinstance(day, dt.date) else None, str(row["roster"] or ""))


def notice_of(dataset: Dataset, text: str) -> Notice:
    """The notice that ``notice:26``, ``batch:26``, ``26``, its IRI or that of its roster names; it must hold a roster.

    Raises ``UnknownThingError`` for a notice that is not there, ``CallError`` for one without a roster.
    """
    prefix, _, name = text.partition(":") if re.match(r"(notice|batch|roster):", text) else ("", "", text)
    known = notices(dataset)
    found = [n for n in known if _named(n, prefix, name)]
    held = ", ".join(f"notice:{n.id}" for n in known if n.roster) or "none"
    if not found:
        advice = f"Notices with a roster here: {held}. A file is named by its path, which must exist."
        raise UnknownThingError(text, [f"notice:{n.id}" for n in known], advice)
    with_roster = [n for n in found if n.roster]
    if not with_roster:
        raise CallError(f"The notice {found[0].id} ({found[0].title}) has no roster in this dataset, so there are no rows to compare. "
                        f"Notices with a roster: {held}.")
    return with_roster[0]


def _named(notice: Notice, prefix: str, name: str) -> bool:
    by_batch = notice.batch is not None and name == str(notice.batch)
    if prefix == "batch":
        return by_batch
    return name in (notice.id, notice.iri, notice.roster) or (by_batch and notice.kind == "ListNotice")


def roster_of(dataset: Dataset, notice: Notice) -> RosterSide:
    """The roster of a notice: its rows with the entries' IRIs as keys, and the kinds that it covers."""
    regions = regions_by_province(dataset)
    found = sorted(dataset.select(_ROWS, roster=notice.roster), key=_file_order)
    covers = frozenset(_KINDS[str(kind)] for kind in dataset.select(_COVERED, roster=notice.roster).column("kind") if str(kind) in _KINDS)
    roster = Roster([_row(row, regions) for row in found], covers)
    return RosterSide(f"notice:{notice.id}", notice.title, roster, notice.not_after, notice.iri, notice.roster)


def _file_order(row: Solution) -> tuple[bool, bool, int, str]:
    """The annex of the newly certified first, as it is printed; rows without a position last."""
    position = row["position"]
    return not row["new"], position is None, int(str(position or 0)), str(row["entry"])


def _row(row: Solution, regions: dict[str, frozenset[str]]) -> RosterRow:
    kind = _KINDS.get(str(row["kind"]), "center")
    province = str(row["province"] or "") if kind == "center" else ""  # a sub-center stands where its parent does
    seat = regions.get(province, frozenset())
    position = int(str(row["position"])) if row["position"] is not None else None
    return RosterRow(str(row["entry"]), str(row["name"]), kind, str(row["region"] or ""), position, bool(row["new"]), seat)


def regions_by_province(dataset: Dataset) -> dict[str, frozenset[str]]:
    """For each name of a province, the regions under which a firm of its can be printed: itself and its planned cities, full names."""
    names: dict[str, set[str]] = defaultdict(set)
    around: dict[str, str] = {}
    for row in dataset.select(_PLACES):
        names[str(row["place"])].add(str(row["name"]))
        if row["around"]:
            around[str(row["place"])] = str(row["around"])
    held: dict[str, set[str]] = defaultdict(set)
    for place, known in names.items():
        held[around.get(place, place)].add(max(known, key=lambda name: (len(name), name)))
    return {name: frozenset(held[place]) for place, known in names.items() for name in known}


def rulings_between(dataset: Dataset, old: RosterSide, new: RosterSide) -> list[tuple[Ruling, str]]:
    """What decisions, and changes of kind that notices between the two name, say of rows of both; each with its IRI."""
    return [*_decided(dataset, old.roster, new.roster), *_noticed(dataset, old, new)]


def _decided(dataset: Dataset, old: Roster, new: Roster) -> Iterator[tuple[Ruling, str]]:
    by_decision: dict[str, list[Solution]] = defaultdict(list)
    for row in dataset.select(_DECISIONS):
        by_decision[str(row["decision"])].append(row)
    olds, news = ({row.key for row in roster.rows} for roster in (old, new))
    for iri, rows in by_decision.items():
        entries = [str(row["entry"]) for row in rows]
        if all(entry in olds or entry in news for entry in entries):
            yield Ruling(str(rows[0]["status"]), _first(entries, olds), _first(entries, news), str(rows[0]["reason"] or "")), iri


def _noticed(dataset: Dataset, old: RosterSide, new: RosterSide) -> Iterator[tuple[Ruling, str]]:
    olds, news = ({row.key for row in side.roster.rows} for side in (old, new))
    by_event: dict[str, list[Solution]] = defaultdict(list)
    for row in dataset.select(_CHANGES):
        if _between(row["day"], old, new):
            by_event[str(row["event"])].append(row)
    for rows in by_event.values():
        entries = [str(row["entry"]) for row in rows]
        if before := _first(entries, olds):
            decision = "to_sub_center" if _KINDS[str(rows[0]["from"])] == "center" else "to_center"
            title, confidence = str(rows[0]["title"] or rows[0]["notice"]), float(str(rows[0]["confidence"]))
            yield Ruling(decision, before, _first(entries, news), title, "named-by-notice", confidence), str(rows[0]["notice"])


def _between(day: object, old: RosterSide, new: RosterSide) -> bool:
    return isinstance(day, dt.date) and (old.day is None or day > old.day) and (new.day is None or day <= new.day)


def _first(entries: Sequence[str], keys: set[str]) -> str:
    return next((entry for entry in entries if entry in keys), "")
