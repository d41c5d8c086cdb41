"""What we conclude from the print: which rows are one unit, where it lies, who was certified when.

Each conclusion is a node with method, confidence and evidence, and beside it stands the short statement that queries
use. Dropping one of these graphs never touches a notice.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tcgraph.build.graphs import GraphBuilder
from tcgraph.build.notices import Entry, entries, notice_iri
from tcgraph.build.reference import areas_of, batch_iri, place_index
from tcgraph.build.sources import Row, Source, Sources
from tcgraph.identity import Match, Mention, match_mentions, mint
from tcgraph.names import normal_form
from tcgraph.turtle import boolean, decimal, literal

__all__ = ["Concluded", "add_conclusion", "conclude", "events_graph", "identity_graph", "methods_graph", "places_graph"]

_UNIT_CLASS = {"center": "tc:TechnologyCenter", "sub-center": "tc:SubCenter"}
_CENTER = "技术中心"


@dataclass(frozen=True)
class Concluded:
    """A unit: its IRI, its enterprise's, the match it rests on and the rows, oldest first."""

    unit: str
    enterprise: str
    match: Match
    entries: tuple[Entry, ...]

    @property
    def latest(self) -> Entry:
        """The row on the newest roster."""
        return self.entries[-1]


def conclude(sources: Sources) -> list[Concluded]:
    """All units, in order of first mention. The seam for better matching is ``identity.match_mentions``."""
    by_iri = {entry.iri: entry for entry in entries(sources)}
    mentions = [Mention(e.iri, e.name, e.kind, e.notice["not_after"]) for e in by_iri.values()]
    return [_concluded(match, by_iri) for match in match_mentions(mentions)]


def _concluded(match: Match, by_iri: dict[str, Entry]) -> Concluded:
    first = match.first
    rows = tuple(by_iri[mention.entry] for mention in match.mentions)
    return Concluded(mint("center", first.name, first.kind), mint("enterprise", first.name), match, rows)


def add_conclusion(graph: GraphBuilder, node: str, method: str, confidence: str, evidence: Iterable[str]) -> None:
    """Adds what every conclusion has: method, confidence, evidence."""
    graph.add(node, "tc:usesMethod", f"<{mint('method', method)}>")
    graph.add(node, "tc:confidence", decimal(confidence))
    graph.add(node, "tc:evidence", *(f"<{item}>" for item in evidence))


def methods_graph(sources: Sources) -> GraphBuilder:
    """The methods, with version and definition."""
    graph = GraphBuilder("conclusion/methods", ("推断方法", "Methods of the conclusions"), ())
    for row in sources.rules("methods"):
        method = mint("method", row["id"])
        graph.thing(method, "tc:Method", row["label_zh"], row["label_en"])
        graph.label_of(method, "skos:definition", row["definition_zh"], row["definition_en"])
        graph.text(method, "skos:notation", row["id"])
        graph.text(method, "owl:versionInfo", row["version"])
    return graph


def identity_graph(sources: Sources, units: list[Concluded]) -> GraphBuilder:
    """Enterprises and their units, and which rows of the rosters speak of them."""
    used = _rosters(sources, units)
    label = ("企业与技术中心", "Enterprises and their centers")
    graph = GraphBuilder("conclusion/identity", label, [*used, sources["certifications-news"]])
    english = {normal_form(r["enterprise_name"]): r["enterprise_name_en"] for r in sources["certifications-news"].rows}
    for concluded in units:
        _enterprise(graph, concluded, english)
        _unit(graph, concluded)
        _identification(graph, concluded)
    return graph


def _rosters(sources: Sources, units: list[Concluded]) -> list[Source]:
    numbers = dict.fromkeys(entry.notice["id"] for concluded in units for entry in concluded.entries)
    return [sources[f"roster-{number}"] for number in numbers]


def _enterprise(graph: GraphBuilder, concluded: Concluded, english: dict[str, str]) -> None:
    name = concluded.latest.name
    graph.thing(concluded.enterprise, "tc:Enterprise", name, english.get(normal_form(name), ""))
    others = sorted({entry.name for entry in concluded.entries} - {name})
    graph.add(concluded.enterprise, "skos:altLabel", *(literal(other, language="zh") for other in others))


def _unit(graph: GraphBuilder, concluded: Concluded) -> None:
    name, kind = concluded.latest.name, concluded.match.last.kind
    label = name + _CENTER
    graph.thing(concluded.unit, _UNIT_CLASS[kind], label)
    graph.add(concluded.unit, "tc:unitOf", f"<{concluded.enterprise}>")
    printed = {entry.row.get("center_name", "") for entry in concluded.entries} - {"", label}
    graph.add(concluded.unit, "skos:altLabel", *(literal(other, language="zh") for other in sorted(printed)))
    if kind == "sub-center":
        graph.add(concluded.unit, "tc:parentUnknown", boolean(True))


def _identification(graph: GraphBuilder, concluded: Concluded) -> None:
    node = mint("identification", concluded.unit, concluded.match.method)
    rows = [entry.iri for entry in concluded.entries]
    graph.thing(node, "tc:Identification")
    graph.add(node, "tc:mention", *(f"<{row}>" for row in rows))
    graph.add(node, "tc:identifiedAs", f"<{concluded.unit}>")
    add_conclusion(graph, node, concluded.match.method, concluded.match.confidence, rows)
    for row in rows:
        graph.add(row, "tc:listsUnit", f"<{concluded.unit}>")


def places_graph(sources: Sources, units: list[Concluded]) -> GraphBuilder:
    """Where each unit lies: the region printed last, else the seat that the copy states."""
    graph = GraphBuilder("conclusion/places", ("技术中心所在地", "Where the centers lie"), _rosters(sources, units))
    places = place_index(sources)
    provinces, areas = _provinces(sources, places), areas_of(sources)
    for concluded in units:
        found = _placement(concluded, places, provinces)
        if found is None:
            continue
        place, method, confidence, evidence = found
        node = mint("placement", concluded.unit, method)
        graph.thing(node, "tc:Placement")
        graph.add(node, "tc:placedUnit", f"<{concluded.unit}>")
        graph.add(node, "tc:placedIn", f"<{place}>")
        add_conclusion(graph, node, method, confidence, evidence)
        graph.add(concluded.unit, "tc:locatedIn", f"<{place}>")
        graph.add(concluded.unit, "tc:liesWithin", *(f"<{area}>" for area in (place, *areas[place])))
    return graph


def _provinces(sources: Sources, places: dict[str, str]) -> dict[str, str]:
    rows = sources["places"].rows
    by_code = {row["gb2260"]: row["name_zh"] for row in rows if row["gb2260"]}
    return {places[row["name_zh"]]: places[by_code.get(row["parent_gb2260"], row["name_zh"])] for row in rows}


def _placement(concluded: Concluded, places: dict[str, str],
               provinces: dict[str, str]) -> tuple[str, str, str, list[str]] | None:
    printed = [(e, _known(places, e.row, "region")) for e in concluded.entries if e.row.get("region")]
    stated = [(e, _known(places, e.row, "registered_province")) for e in concluded.entries if e.row.get("registered_province")]
    if printed:
        entry, place = printed[-1]
        if stated and stated[-1][1] != provinces[place]:
            return place, "region-against-seat", "0.7", [entry.iri, stated[-1][0].iri]
        return place, "printed-region", "0.95", [entry.iri]
    if stated:
        entry, place = stated[-1]
        return place, "stated-seat", "0.9", [entry.iri]
    return None


def _known(places: dict[str, str], row: Row, column: str) -> str:
    if row[column] not in places:
        raise row.error(f"unknown place {row[column]!r}; add it to places.csv or correct the spelling")
    return places[row[column]]


def events_graph(sources: Sources, units: list[Concluded]) -> GraphBuilder:
    """Certifications whose batch is known: from the annex of the newly certified, or named by a news page."""
    graph = GraphBuilder("conclusion/events", ("认定事件", "Certifications whose batch is known"), [sources["certifications-news"]])
    for concluded in units:
        for entry in concluded.entries:
            if entry.row.get("newly_certified"):
                _certification(graph, sources, concluded, entry, "newly-certified-annex", "0.99", [entry.iri])
    listed = {(e.notice["batch"], normal_form(e.name)): (u, e) for u in units for e in u.entries if e.kind == "center"}
    for row in sources["certifications-news"].rows:
        found = listed.get((row["batch"], normal_form(row["enterprise_name"])))
        if found is None:
            raise row.error(f"{row['enterprise_name']} is not on the roster of batch {row['batch']}")
        _certification(graph, sources, *found, "named-in-news", "0.95", [found[1].iri, row["url"]])
    return graph


def _certification(graph: GraphBuilder, sources: Sources, concluded: Concluded, entry: Entry, method: str,
                   confidence: str, evidence: list[str]) -> None:
    notice = entry.notice
    node = mint("certification", concluded.unit, notice["title"])
    graph.thing(node, "tc:Certification")
    graph.add(node, "tc:concernsUnit", f"<{concluded.unit}>")
    graph.add(node, "tc:inBatch", f"<{batch_iri(notice['batch'])}>")
    graph.add(node, "tc:citesNotice", f"<{notice_iri(notice)}>")
    graph.day(node, "tc:notBefore", notice.day("not_before"))
    graph.day(node, "tc:notAfter", notice.day("not_after"))
    for regulation in sources["regulations"].rows:
        if regulation["id"] == notice["regulation"]:
            names = regulation["departments"].split()
            graph.add(node, "tc:issuedBy", *(f"<{mint('department', name)}>" for name in names))
    add_conclusion(graph, node, method, confidence, evidence)
