"""The page of a network: the layout made here, moved and searched by a script of our own that the page carries."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tcgraph.pictures import style
from tcgraph.pictures.page import asset, filled, script_data
from tcgraph.pictures.sheet import Sheet
from tcgraph.pictures.stress import spread_out

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["network_page"]


def network_page(graph: "nx.Graph", sheets: Mapping[str, Sheet], language: str) -> str:
    """The page of a network whose nodes all have links; ``sheets`` by language give title, caption, alternative text and table.

    Same network, same text. Raises ``MissingExtraError``; warns with ``MissingGlyphWarning``.
    """
    radius = {node: _radius(int(data["cooperations"])) for node, data in graph.nodes(data=True)}
    spots = spread_out(graph, radius)
    nodes = sorted(spots, key=lambda node: (-int(graph.nodes[node]["cooperations"]), node))
    place = {node: number for number, node in enumerate(nodes)}
    edges = sorted(_edge(place[a], place[b], data) for a, b, data in graph.edges(data=True))
    data = {"kinds": [[zh, en, colour, shape] for _, zh, en, colour, shape in style.KINDS],
            "nodes": [_node(node, graph.nodes[node], spots[node], radius[node]) for node in nodes], "edges": edges}
    return filled("network.html.j2", sheets=sheets, language=language, data=script_data(data), css=asset("page.css") + asset("network.css"),
                  js=asset("page.js"), network_js=asset("network.js"))


def _radius(cooperations: int) -> float:
    return float(round(min(6.0 + 1.5 * cooperations**0.5, 40.0), 1))


def _node(iri: str, data: Mapping[str, Any], spot: tuple[float, float], radius: float) -> list[object]:
    """Identifier, Chinese and English name, number of the kind, cooperations, x, y, radius."""
    kind = [known for known, *_ in style.KINDS].index(style.kind_of(data.get("kind")))
    names = [str(data.get(key) or "") for key in ("label", "label_en")]
    return [iri, *names, kind, int(data["cooperations"]), int(spot[0]), int(spot[1]), radius]


def _edge(one: int, other: int, data: Mapping[str, Any]) -> tuple[int, int, int | float, int, int]:
    """Both ends, shared cooperations, first and last year (0 where not known)."""
    weight = round(float(data["weight"]), 3)
    first, last = (int(data.get(key) or 0) for key in ("first_year", "last_year"))
    return min(one, other), max(one, other), int(weight) if weight == int(weight) else weight, first, last
