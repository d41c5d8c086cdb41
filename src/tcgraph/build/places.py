"""Where things stand and lie: the region under which a row of a roster stands, and the place of each unit."""

from collections.abc import Iterator

from tcgraph.build.conclusions import rosters_used
from tcgraph.build.graphs import GraphBuilder, add_conclusion
from tcgraph.build.reference import areas_of, place_index
from tcgraph.build.sources import Row, Sources
from tcgraph.build.units import Concluded, History
from tcgraph.identity import mint

__all__ = ["places_graph"]

_BORDER = "0.6"
"""Confidence where a row stands between two regions and nothing says to which it belongs."""
Found = tuple[str, str, str, list[str]]  # place, method, confidence, evidence


def places_graph(sources: Sources, history: History) -> GraphBuilder:
    """The region of each row of a center that the copy does not print, and where each unit lies."""
    graph = GraphBuilder("conclusion/places", ("技术中心所在地", "Where the centers lie"), rosters_used(sources, history))
    places = place_index(sources)
    listed = dict(_listed(history, places))
    borders = frozenset().union(*(step.alignment.borders for step in history.steps))
    for entry, place in listed.items():
        _entry_placement(graph, entry, place, entry in borders)
    provinces, areas = _provinces(sources, places), areas_of(sources)
    for concluded in history.units:
        if found := _placement(concluded, places, provinces, listed, borders):
            _unit_placement(graph, concluded, found, areas)
    return graph


def _listed(history: History, places: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Entries of centers without a printed region, with the region of their neighbours in order. Sub-centers stand anywhere."""
    for step in history.steps:
        for key, region in step.alignment.regions.items():
            entry = history.entries[key]
            if region and entry.kind == "center" and not entry.row.get("region"):
                yield key, places[region]


def _entry_placement(graph: GraphBuilder, entry: str, place: str, at_border: bool) -> None:
    node = mint("entry-placement", entry)
    graph.thing(node, "tc:EntryPlacement")
    graph.add(node, "tc:placedEntry", f"<{entry}>")
    graph.add(node, "tc:placedIn", f"<{place}>")
    graph.add(entry, "tc:listedUnder", f"<{place}>")
    add_conclusion(graph, node, "order-of-regions", _BORDER if at_border else "0.97", [entry])


def _unit_placement(graph: GraphBuilder, concluded: Concluded, found: Found, areas: dict[str, tuple[str, ...]]) -> None:
    place, method, confidence, evidence = found
    node = mint("placement", concluded.unit, method)
    graph.thing(node, "tc:Placement")
    graph.add(node, "tc:placedUnit", f"<{concluded.unit}>")
    graph.add(node, "tc:placedIn", f"<{place}>")
    add_conclusion(graph, node, method, confidence, evidence)
    graph.add(concluded.unit, "tc:locatedIn", f"<{place}>")
    graph.add(concluded.unit, "tc:liesWithin", *(f"<{area}>" for area in (place, *areas[place])))


def _provinces(sources: Sources, places: dict[str, str]) -> dict[str, str]:
    rows = sources["places"].rows
    by_code = {row["gb2260"]: row["name_zh"] for row in rows if row["gb2260"]}
    return {places[row["name_zh"]]: places[by_code.get(row["parent_gb2260"], row["name_zh"])] for row in rows}


def _placement(concluded: Concluded, places: dict[str, str], provinces: dict[str, str], listed: dict[str, str],
               borders: frozenset[str]) -> Found | None:
    """The region printed last; else the region that the order gives; else the seat that the copy states."""
    printed = [(e, _known(places, e.row, "region")) for e in concluded.entries if e.row.get("region")]
    stated = [(e, _known(places, e.row, "registered_province")) for e in concluded.entries if e.row.get("registered_province")]
    ordered = [(e, listed[e.iri]) for e in concluded.entries if e.iri in listed]
    if not printed and not ordered:
        return (stated[-1][1], "stated-seat", "0.9", [stated[-1][0].iri]) if stated else None
    (entry, place), method = (printed[-1], "printed-region") if printed else (ordered[-1], "order-of-regions")
    if stated and stated[-1][1] != provinces[place]:
        return place, "region-against-seat", "0.7", list(dict.fromkeys([entry.iri, stated[-1][0].iri]))
    return place, method, _BORDER if method == "order-of-regions" and entry.iri in borders else "0.95", [entry.iri]


def _known(places: dict[str, str], row: Row, column: str) -> str:
    if row[column] not in places:
        raise row.error(f"unknown place {row[column]!r}; add it to places.csv or correct the spelling")
    return places[row[column]]
