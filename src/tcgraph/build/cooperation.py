"""The graphs of cooperations and of published claims: as their sources state them."""

import re
from calendar import monthrange

from tcgraph.build.graphs import GraphBuilder, link_or_text
from tcgraph.build.reference import batch_iri, place_index
from tcgraph.build.sources import Row, Sources
from tcgraph.identity import mint
from tcgraph.names import language_of
from tcgraph.turtle import iri, literal

__all__ = ["claims_graph", "cooperation_graph", "participation_iris"]


def cooperation_graph(sources: Sources) -> GraphBuilder:
    """Cooperations and their participants, with the names, kinds, years and roles as stated."""
    used = [sources["cooperations"], sources["participations"]]
    graph = GraphBuilder("cooperation", ("产学研合作", "Cooperations of industry, universities and institutes"), used)
    kinds = {row["kind_as_stated"]: row["kind"] for row in sources.rules("cooperation-kinds")}
    nodes = _cooperation_iris(sources)
    for row in used[0].rows:
        _cooperation(graph, nodes[row["id"]], row, kinds)
    for node, row in participation_iris(sources):
        graph.thing(node, "tc:Participation")
        graph.add(node, "tc:inCooperation", f"<{nodes[row['cooperation']]}>")
        graph.number(node, "tc:participantOrder", row.number("order"))
        graph.add(node, "tc:printedName", literal(row["name"], language=language_of(row["name"])))
        graph.text(node, "tc:statedKind", row["stated_kind"])
        graph.text(node, "tc:role", row["role"])
    return graph


def _cooperation_iris(sources: Sources) -> dict[str, str]:
    return {r["id"]: mint("cooperation", r["kind"], r["title"], r["year"], r["source"]) for r in sources["cooperations"].rows}


def participation_iris(sources: Sources) -> list[tuple[str, Row]]:
    """The IRI of each participation, with its row."""
    nodes = _cooperation_iris(sources)
    found = []
    for row in sources["participations"].rows:
        if row["cooperation"] not in nodes:
            raise row.error(f"no cooperation {row['cooperation']!r} in cooperations.csv")
        found.append((mint("participation", nodes[row["cooperation"]], row["name"]), row))
    return found


def _cooperation(graph: GraphBuilder, node: str, row: Row, kinds: dict[str, str]) -> None:
    if row["kind"] not in kinds:
        raise row.error(f"unknown kind of cooperation {row['kind']!r}; add it to data/rules/cooperation-kinds.csv")
    graph.thing(node, "tc:Cooperation")
    graph.add(node, "dcterms:title", literal(row["title"], language=language_of(row["title"])))
    graph.add(node, "tc:cooperationKind", iri(f"tc:{kinds[row['kind']]}"))
    graph.text(node, "tc:kindAsStated", row["kind"])
    years = re.findall(r"\d{4}", row["year"])
    if years:
        graph.number(node, "tc:firstYear", min(years))
        graph.number(node, "tc:lastYear", max(years))
    graph.text(node, "tc:yearAsStated", row["year"])
    graph.text(node, "tc:trust", row["trust"])
    link_or_text(graph, node, row)


def claims_graph(sources: Sources) -> GraphBuilder:
    """Figures that news pages and notices published, to be compared with what the graph counts."""
    graph = GraphBuilder("claims", ("公开数字", "Published claims"), [sources["claims"]])
    places = place_index(sources)
    for row in sources["claims"].rows:
        if row["place"] not in places:
            raise row.error(f"unknown place {row['place']!r}")
        node = mint("claim", row["id"])
        graph.thing(node, "tc:Claim", f"{row['place']}（第{row['batch']}批）：{row['value']}", f"{row['id']}: {row['value']}")
        graph.add(node, "tc:measure", iri(f"tc:{row['measure']}"))
        graph.text(node, "tc:measureAsStated", row["measure_as_stated"])
        graph.number(node, "tc:value", row.number("value"))
        graph.add(node, "tc:aboutPlace", f"<{places[row['place']]}>")
        graph.add(node, "tc:concernsBatch", f"<{batch_iri(row.number('batch'))}>")
        graph.text(node, "tc:dateAsStated", row["as_of"])
        for predicate, day in zip(("tc:notBefore", "tc:notAfter"), _bounds(row), strict=True):
            graph.day(node, predicate, day)
        link_or_text(graph, node, row)
    return graph


def _bounds(row: Row) -> tuple[str, str]:
    """First and last day of a stated day or month."""
    stated = row["as_of"]
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", stated):
        return row.day("as_of"), stated
    if match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", stated):
        return f"{stated}-01", f"{stated}-{monthrange(int(match[1]), int(match[2]))[1]:02d}"
    raise row.error(f"as_of {stated!r} is neither YYYY-MM-DD nor YYYY-MM")
