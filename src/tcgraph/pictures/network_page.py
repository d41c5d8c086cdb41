"""The page of a network: the layout made here, moved and searched by a script of our own that the page carries."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tcgraph.pictures import network_words as words
from tcgraph.pictures import style
from tcgraph.pictures.arrange import arranged, count_of, on_tiles, radii
from tcgraph.pictures.network_sheet import drawn
from tcgraph.pictures.page import asset, filled, safe, script_data
from tcgraph.pictures.sheet import Sheet
from tcgraph.pictures.stress import spread_out
from tcgraph.pictures.svg import svg

if TYPE_CHECKING:
    from tcgraph.pictures.layout import Positions
    from tcgraph.pictures.network_facts import NetworkFacts

__all__ = ["network_page"]

_DRAWN, _TILES, _CELL = 110, 1.0, 220.0


def network_page(facts: "NetworkFacts", sheets: Mapping[str, Sheet], language: str) -> str:
    """The page of a network; ``sheets`` by language give title, caption, alternative text and table. Without a script it shows the drawing.

    Same network, same text. Raises ``MissingExtraError``; warns with ``MissingGlyphWarning``.
    """
    graph = facts.graph
    radius = radii(graph) if len(graph) <= _DRAWN else {node: _radius(count_of(graph, node)) for node in graph}
    spots = _spots(facts, radius, language)
    nodes = words.ranked(facts)
    place = {node: number for number, node in enumerate(nodes)}
    edges = sorted(_edge(place[a], place[b], data) for a, b, data in graph.edges(data=True))
    data = {
        "kinds": [[zh, en, colour, shape, style.rim(colour)] for _, zh, en, colour, shape in style.LOOKS], "edges": edges,
        "nodes": [_node(facts, node, spots[node], radius[node]) for node in nodes],
        "shared": facts.subject.shared, "bows": facts.subject.name == "province links",
    }  # fmt: skip
    return filled("network.html.j2", sheets=sheets, language=language, data=script_data(data), css=asset("page.css") + asset("network.css"),
                  js=asset("page.js"), network_js=asset("network.js"), still=_still(facts, language))


def _still(facts: "NetworkFacts", language: str) -> Any:
    """The drawing of a network that is small enough for one, for readers without scripts."""
    return safe(svg(drawn(facts, language), outlines=False)) if 0 < len(facts.graph) <= _DRAWN else ""


def _spots(facts: "NetworkFacts", radius: dict[str, float], language: str) -> "Positions":
    """Where nodes lie: provinces on their tiles, the others by their links, those without any in rows."""
    provinces = on_tiles(facts.graph, _TILES) if facts.subject.name == "province links" else None
    if provinces:
        return {node: (round(x), round(y)) for node, (x, y, _) in provinces.items()}
    if len(facts.graph) <= _DRAWN:
        return {node: (round(1.2 * x), round(-1.2 * y)) for node, (x, y) in arranged(facts.graph, language, facts.first).spots.items()}
    spots = spread_out(facts.graph, radius)
    alone = [node for node in facts.graph if node not in spots]
    return spots | {node: (_CELL * (number % 6), _CELL * (number // 6)) for number, node in enumerate(alone)}


def _radius(count: int) -> float:
    return float(round(min(6.0 + 1.5 * count**0.5, 40.0), 1))


def _node(facts: "NetworkFacts", iri: str, spot: tuple[float, float], radius: float) -> list[object]:
    """Identifier, Chinese and English name, number of the kind, count, its unit, x, y, radius."""
    data = facts.graph.nodes[iri]
    kind = [known for known, *_ in style.LOOKS].index(words.kind_of_node(facts.subject, data))
    names = [str(data.get(key) or "") for key in ("label", "label_en")]
    return [iri, *names, kind, count_of(facts.graph, iri), words.unit_of(facts, iri), int(spot[0]), int(spot[1]), round(radius, 1)]


def _edge(one: int, other: int, data: Mapping[str, Any]) -> tuple[int, int, int | float, int, int]:
    """Both ends, shared cooperations, first and last year (0 where not known)."""
    weight = round(float(data["weight"]), 3)
    first, last = (int(data.get(key) or 0) for key in ("first_year", "last_year"))
    return min(one, other), max(one, other), int(weight) if weight == int(weight) else weight, first, last
