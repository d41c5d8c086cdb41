"""Who took part in the cooperations: identified where the name is certain, else kept as a named organisation."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tcgraph.build.conclusions import Concluded, add_conclusion
from tcgraph.build.cooperation import participation_iris
from tcgraph.build.graphs import GraphBuilder
from tcgraph.build.sources import Row, Sources
from tcgraph.identity import mint
from tcgraph.names import language_of, normal_form

__all__ = ["participants_graph"]

# "Institute of Physics" names a dozen institutes; a name is certain only if it says whose or where.
_GENERIC = re.compile(r"^(?:State Key Laboratory|Institute|Academy|Center|Centre|Laboratory|School|College) (?:of|for) [^,]*$", re.I)


def participants_graph(sources: Sources, units: list[Concluded]) -> GraphBuilder:
    """One identification per printed name, with all participations that it settles."""
    graph = GraphBuilder("conclusion/participants", ("合作参与方的识别", "Who the participants are"), [sources["participations"]])
    index = _index(_certain_names(sources, units))
    by_name: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for node, row in participation_iris(sources):
        by_name[normal_form(row["name"])].append((node, row))
    for name, rows in by_name.items():
        _identify(graph, name, rows, index.get(name, set()))
    return graph


def _certain_names(sources: Sources, units: list[Concluded]) -> Iterator[tuple[str, str]]:
    for concluded in units:
        yield from ((entry.name, concluded.enterprise) for entry in concluded.entries)
    ambiguous = {normal_form(row["name"]) for row in sources.rules("ambiguous-names")}
    for row in sources["universities"].rows:
        english = "" if normal_form(row["name_en"]) in ambiguous else row["name_en"]
        yield from ((name, mint("university", row["name_zh"])) for name in (row["name_zh"], english))
    for row in sources["institutes"].rows:
        english = "" if _GENERIC.match(row["name_en"]) else row["name_en"]
        yield from ((name, mint("institute", row["ror"])) for name in (row["name_zh"], english))


def _index(names: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    index: dict[str, set[str]] = defaultdict(set)
    for name, organisation in names:
        if name:
            index[normal_form(name)].add(organisation)
    return index


def _identify(graph: GraphBuilder, name: str, rows: list[tuple[str, Row]], known: set[str]) -> None:
    if len(known) == 1:
        organisation = next(iter(known))
        method, confidence = ("exact-name", "0.99") if language_of(name) == "zh" else ("exact-english-name", "0.95")
    else:
        organisation, method, confidence = mint("organisation", name), "as-named", "1.0"
        _named(graph, organisation, rows)
    node = mint("identification", name, method)
    graph.thing(node, "tc:Identification")
    graph.add(node, "tc:mention", *(f"<{participation}>" for participation, _ in rows))
    graph.add(node, "tc:identifiedAs", f"<{organisation}>")
    add_conclusion(graph, node, method, confidence, [rows[0][0]])
    for participation, _ in rows:
        graph.add(participation, "tc:participant", f"<{organisation}>")


def _named(graph: GraphBuilder, organisation: str, rows: list[tuple[str, Row]]) -> None:
    printed = rows[0][1]["name"]
    texts = {language_of(printed): printed}
    graph.thing(organisation, "tc:NamedOrganisation", texts.get("zh", ""), texts.get("en", ""))
    kinds = {row["stated_kind"] for _, row in rows} - {"", "unknown"}
    graph.text(organisation, "tc:statedKind", kinds.pop() if len(kinds) == 1 else "")
