"""Conclusions, pieces of evidence and source files, read into plain values."""

from tcgraph.vocab import TC, shorten
from tcgraph.why.parts import Conclusion, Decision, File, Method, Other, Page, Piece, PrintedRow
from tcgraph.why.reading import Reader

__all__ = ["conclusion", "files", "piece"]


def conclusion(reader: Reader, node: str) -> Conclusion:
    """A conclusion, event or title period with its method and evidence, rows first."""
    kinds = reader.values(node, "rdf:type")
    evidence = sorted((piece(reader, one) for one in reader.values(node, "tc:evidence")), key=_order)
    method = reader.text(node, "tc:usesMethod")
    confidence, keyword = reader.text(node, "tc:confidence"), reader.text(node, "tc:matchedKeyword")
    return Conclusion(node, reader.labels(kinds[0]) if kinds else ("", ""), _method(reader, method), confidence, keyword, tuple(evidence))


def _method(reader: Reader, method: str) -> Method | None:
    if not method:
        return None
    notation, version = reader.text(method, "skos:notation"), reader.text(method, "owl:versionInfo")
    return Method(method, notation or shorten(method), version, reader.labels(method), reader.labels(method, "skos:definition"))


def _order(one: Piece) -> tuple[int, str, int, str]:
    if isinstance(one, PrintedRow):
        return 0, one.roster[0], one.position or 0, one.iri
    return 1 if isinstance(one, Decision) else 2, "", 0, one.iri


def piece(reader: Reader, iri: str) -> Piece:
    """A row as printed, a decision, a page, or what else it is."""
    kinds = reader.values(iri, "rdf:type")
    if TC.RosterEntry in kinds:
        return _row(reader, iri)
    graph = reader.graph_of(iri)
    of = files(reader, graph)
    if TC.Decision in kinds:
        status, by, on = (reader.text(iri, name) for name in ("tc:decidedStatus", "tc:decidedBy", "tc:decidedOn"))
        return Decision(iri, graph, of, status, reader.labels(iri, "tc:reason"), by, on)
    if not kinds:
        return _page(reader, iri)
    label = reader.text(iri, "tc:printedName") or reader.text(iri, "dcterms:title")
    return Other(iri, graph, of, reader.labels(kinds[0]), (label, label) if label else reader.labels(iri))


def _row(reader: Reader, iri: str) -> PrintedRow:
    roster = reader.text(iri, "tc:inRoster")
    notice = reader.text(roster, "tc:annexOf") if roster else ""
    graph = reader.graph_of(iri)
    position = reader.value(iri, "tc:position")
    return PrintedRow(
        iri, graph, files(reader, graph), reader.labels(roster) if roster else ("", ""), position if isinstance(position, int) else None,
        reader.text(iri, "tc:printedEnterpriseName"), reader.text(iri, "tc:printedCenterName"), reader.text(iri, "tc:printedRegion"),
        reader.text(iri, "tc:printedMark"), reader.value(iri, "tc:printedAsNew") is True, reader.text(iri, "tc:statedProvince"),
        reader.labels(notice) if notice else ("", ""), reader.text(notice, "tc:documentNumber") if notice else "",
        reader.text(notice, "tc:dateAsStated") if notice else "", tuple(reader.values(notice, "dcterms:source")) if notice else (),
    )  # fmt: skip


def _page(reader: Reader, address: str) -> Page:
    """An address; of the things that give it as their source, a described source file or a notice tells its title."""
    for graph, node in reader.subjects(address, "dcterms:source"):
        if {TC.Source, TC.Notice} & set(reader.values(node, "rdf:type")):
            return Page(address, graph, files(reader, graph) if TC.Notice in reader.values(node, "rdf:type") else (_file(reader, node),),
                        reader.labels(node), reader.text(node, "dcterms:publisher"))  # fmt: skip
    return Page(address, "", (), ("", ""), "")


def files(reader: Reader, graph: str) -> tuple[File, ...]:
    """The source files that a graph was made from; none where it does not say."""
    return tuple(_file(reader, node) for node in reader.values(graph, "prov:wasDerivedFrom")) if graph else ()


def _file(reader: Reader, node: str) -> File:
    names = ("dcterms:publisher", "dcterms:license", "tc:retrieved", "tc:sha256", "dcterms:source", "tc:dateAsStated")
    publisher, licence, retrieved, sha256, address, date = (reader.text(node, name) for name in names)
    return File(node, reader.text(node, "dcterms:title"), reader.labels(node), publisher, licence, retrieved, sha256, address, date)
