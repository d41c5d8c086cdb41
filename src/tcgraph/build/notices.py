"""One graph per notice: what was printed, verbatim, and nothing that we conclude."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tcgraph.build.graphs import GraphBuilder
from tcgraph.build.reference import batch_iri, country
from tcgraph.build.sources import Row, Source, Sources
from tcgraph.identity import mint
from tcgraph.names import language_of, normal_form
from tcgraph.turtle import boolean, iri, literal

__all__ = ["ENTRY_KIND", "Entry", "addition_graphs", "entries", "notice_graphs", "notice_iri", "roster_iri"]

_KIND = {
    "list": "tc:ListNotice",
    "proposed list": "tc:ProposedList",
    "call": "tc:Call",
    "evaluation": "tc:EvaluationResult",
    "communique": "tc:Communique",
}
ENTRY_KIND = {"center": "tc:CenterEntry", "sub-center": "tc:SubCenterEntry"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a roster: its IRI, the row as received, the kind of unit, and the notice it stands in."""

    iri: str
    row: Row
    kind: str
    notice: Row

    @property
    def name(self) -> str:
        """The name of the enterprise as printed."""
        return self.row["enterprise_name"]


def notice_iri(notice: Row) -> str:
    """The IRI of a notice: minted from its title."""
    return mint("notice", notice["title"])


def roster_iri(notice: Row) -> str:
    """The IRI of the roster annexed to a notice."""
    return mint("roster", notice["title"])


def rosters(sources: Sources) -> Iterator[tuple[Row, Source]]:
    """The notices of which the sources hold a roster, oldest first, with that roster."""
    for notice in sources["notices"].rows:
        if (sources.folder / f"roster-{notice['id']}.csv").exists():
            yield notice, sources[f"roster-{notice['id']}"]


@lru_cache(maxsize=1)
def entries(sources: Sources) -> tuple[Entry, ...]:
    """The rows of all rosters, oldest roster first, in the order of the file. Made once for the sources asked for last."""
    return tuple(_entries(sources))


def _entries(sources: Sources) -> Iterator[Entry]:
    for notice, source in rosters(sources):
        seen: Counter[tuple[str, str]] = Counter()
        for row in source.rows:
            yield _entry(row, notice, seen)


def _entry(row: Row, notice: Row, seen: Counter[tuple[str, str]]) -> Entry:
    name, kind = row["enterprise_name"], row.get("kind", "center")
    if not name.strip():
        raise row.error("the name of the enterprise is empty")
    if kind not in ENTRY_KIND:
        raise row.error(f"unknown kind {kind!r}; known: {', '.join(ENTRY_KIND)}")
    seen[normal_form(name), kind] += 1
    nth = seen[normal_form(name), kind]
    return Entry(mint("entry", notice["title"], kind, name, *([str(nth)] if nth > 1 else [])), row, kind, notice)


def notice_graphs(sources: Sources) -> list[GraphBuilder]:
    """One graph per notice, with its figures and, where the sources hold it, its roster."""
    held = {notice["id"]: source for notice, source in rosters(sources)}
    by_notice: dict[str, list[Entry]] = {}
    for entry in entries(sources):
        by_notice.setdefault(entry.notice["id"], []).append(entry)
    graphs = []
    for notice in sources["notices"].rows:
        used = [sources["notices"], sources["notice-figures"], *([held[notice["id"]]] if notice["id"] in held else [])]
        graph = GraphBuilder(f"notice/{notice['id']}", (f"文件：{notice['title']}", f"Notice {notice['id']}"), used)
        _notice(graph, notice)
        _figures(graph, notice, sources)
        if notice["id"] in by_notice:
            _roster(graph, notice, by_notice[notice["id"]])
        graphs.append(graph)
    return graphs


def _notice(graph: GraphBuilder, notice: Row) -> None:
    node = notice_iri(notice)
    if notice["kind"] not in _KIND:
        raise notice.error(f"unknown kind of notice {notice['kind']!r}; known: {', '.join(_KIND)}")
    graph.thing(node, "tc:Notice")
    graph.add(node, "rdfs:label", literal(notice["title"], language=language_of(notice["title"])))
    graph.add(node, "tc:noticeKind", iri(_KIND[notice["kind"]]))
    if notice["batch"]:
        graph.add(node, "tc:concernsBatch", f"<{batch_iri(notice['batch'])}>")
    graph.text(node, "tc:documentNumber", notice["document_number"])
    graph.text(node, "tc:dateAsStated", notice["date_as_stated"])
    graph.day(node, "tc:notBefore", notice.day("not_before"))
    graph.day(node, "tc:notAfter", notice.day("not_after"))
    graph.add(node, "dcterms:source", *notice.addresses("urls"))
    graph.label_of(node, "rdfs:comment", en=notice["note"])


def _figures(graph: GraphBuilder, notice: Row, sources: Sources) -> None:
    for row in sources["notice-figures"].rows:
        if row["notice"] == notice["id"]:
            figure = mint("figure", notice["title"], row["measure"])
            graph.thing(figure, "tc:NoticeFigure")
            graph.add(figure, "tc:statedIn", f"<{notice_iri(notice)}>")
            graph.add(figure, "tc:measure", iri(f"tc:{row['measure']}"))
            graph.number(figure, "tc:value", row.number("value"))
            graph.add(figure, "tc:aboutPlace", f"<{country()}>")
            if notice["batch"]:
                graph.add(figure, "tc:concernsBatch", f"<{batch_iri(notice['batch'])}>")


def _roster(graph: GraphBuilder, notice: Row, listed: list[Entry]) -> None:
    node = roster_iri(notice)
    graph.thing(node, "tc:Roster", f"第{notice['batch']}批名单", f"roster of batch {notice['batch']}")
    graph.add(node, "tc:annexOf", f"<{notice_iri(notice)}>")
    graph.add(node, "tc:coversKind", *sorted({iri(ENTRY_KIND[entry.kind]) for entry in listed}))
    graph.add(node, "tc:regionsInCopy", boolean("region" in listed[0].row))
    for entry in listed:
        _printed(graph, node, entry)


def _printed(graph: GraphBuilder, roster: str, entry: Entry) -> None:
    row = entry.row
    graph.thing(entry.iri, "tc:RosterEntry")
    graph.add(entry.iri, "tc:inRoster", f"<{roster}>")
    graph.add(entry.iri, "tc:entryKind", iri(ENTRY_KIND[entry.kind]))
    if row["position"]:
        graph.number(entry.iri, "tc:position", row.number("position"))
    else:
        graph.add(entry.iri, "tc:positionUnknown", boolean(True))
    graph.label_of(entry.iri, "tc:printedEnterpriseName", row["enterprise_name"])
    graph.label_of(entry.iri, "tc:printedCenterName", row.get("center_name", ""))
    graph.label_of(entry.iri, "tc:printedRegion", row.get("region", ""))
    graph.text(entry.iri, "tc:printedMark", row.get("mark", ""))
    if row.get("newly_certified"):
        graph.add(entry.iri, "tc:printedAsNew", boolean(True))


def addition_graphs(sources: Sources) -> list[GraphBuilder]:
    """What a copy adds to a roster without its being printed: a graph of its own, so that the print stays the print."""
    graphs: dict[str, GraphBuilder] = {}
    held = {notice["id"]: source for notice, source in rosters(sources)}
    for entry in entries(sources):
        if province := entry.row.get("registered_province"):
            number = entry.notice["id"]
            label = (f"第{number}批名单副本所加的登记省份", f"Registered provinces that the copy of roster {number} adds")
            graph = graphs.setdefault(number, GraphBuilder(f"addition/{number}", label, [held[number]]))
            graph.label_of(entry.iri, "tc:statedProvince", province)
    return list(graphs.values())
