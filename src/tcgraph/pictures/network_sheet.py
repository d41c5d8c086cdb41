"""The sheet of a network: symbols, links, names, and a legend that tells kinds, sizes and widths."""

import math
from typing import TYPE_CHECKING

from tcgraph.pictures import network_words as words
from tcgraph.pictures import style
from tcgraph.pictures.arrange import AREA, LINE, Arranged, arranged, count_of, on_tiles, radii, radius_of, tile_spot
from tcgraph.pictures.facts import tiles
from tcgraph.pictures.labels import Label
from tcgraph.pictures.parts import pick
from tcgraph.pictures.sheet import Item, Line, Mark, Rect, Sheet, Text, framed
from tcgraph.pictures.texts import DESCENT

if TYPE_CHECKING:
    from tcgraph.pictures.layout import Positions
    from tcgraph.pictures.network_facts import NetworkFacts

__all__ = ["bare", "drawn"]

_LINK = "#5a6b7b"
_TOP, _LEGEND, _SCALES = 250.0, 150.0, 196.0
_HEAVY = 6.0
_TILE, _TILES_LEFT, _TILES_TOP = (198.0, 128.0), 79.0, 226.0
_BOW, _BENDS = 0.25, 14
_FAINT_NAME = "#6b6b6b"
_SHARES = (25, 5, 1)


def drawn(facts: "NetworkFacts", language: str) -> Sheet:
    """The sheet of the network."""
    provinces = on_tiles(facts.graph) if facts.subject.name == "province links" else None
    if provinces:
        items, unnamed = _on_tiles(facts, provinces, language), 0
        bottom = _TILES_TOP + max(tile.row for tile in tiles()) * (_TILE[1] + 8)
    else:
        made = arranged(facts.graph, language, facts.first)
        items, bottom = _by_links(facts, made, language)
        unnamed = len(facts.graph) - len(made.labels)
    items += _legend(facts, language)
    if not len(facts.graph):
        items.append(Text(style.WIDTH / 2, 300, words.empty(language), style.LARGE, style.SOFT, "middle"))
    plain = bare(facts, language)
    return framed("network", language, title=plain.title, subtitle=words.subtitle(facts, language), alt=plain.alt, items=items,
                  caption=words.caption(facts, language, unnamed), bottom=bottom if len(facts.graph) else 340, table=plain.table)


def bare(facts: "NetworkFacts", language: str) -> Sheet:
    """Title, caption, alternative text and table without a drawing: what the page needs."""
    return Sheet("network", language, words.title(facts, language), words.caption(facts, language), words.alt(facts, language), 0, 0, (),
                 words.table(facts, language))


def _by_links(facts: "NetworkFacts", made: Arranged, language: str) -> tuple[list[Item], float]:
    """Links, symbols and names, and how far down they reach."""
    high = max([y + made.radius[node] for node, (_, y) in made.spots.items()] + [label.box[3] for label in made.labels], default=AREA[3])
    floor = _TOP + high
    spots = {node: (x, floor - y) for node, (x, y) in made.spots.items()}
    low = max([y + made.radius[node] for node, (_, y) in spots.items()] + [floor - label.box[1] for label in made.labels], default=_TOP)
    items: list[Item] = [*_edges(facts, spots), *_marks(facts, spots, made.radius, language)]
    return items + [text for label in made.labels for text in _name(label, floor, spots[label.node][0])], low + 10


def _marks(facts: "NetworkFacts", spots: "Positions", radius: dict[str, float], language: str) -> list[Item]:
    items: list[Item] = []
    for node in sorted(spots, key=lambda one: (-radius[one], one)):
        _, colour, shape = style.look(words.kind_of_node(facts.subject, facts.graph.nodes[node]), language)
        x, y = spots[node]
        if node == facts.said.get("ego"):
            items.append(Mark(x, y, radius[node] + 7, "o", style.WHITE, style.INK, 3.0))
        items.append(Mark(x, y, radius[node], shape, colour, style.rim(colour), tip=words.tip(facts, node, language)))
    return items


def _name(label: Label, floor: float, middle: float) -> list[Text]:
    """The lines of a label, turned towards its symbol."""
    left, _, right, top = label.box
    x, anchor = (right, "end") if right < middle else (left, "start") if left > middle else ((left + right) / 2, "middle")
    lines = label.text.split("\n")
    first = floor - top + LINE - DESCENT * style.SMALL
    return [Text(x, first + LINE * number, line, style.SMALL, anchor=anchor, halo=True) for number, line in enumerate(lines)]


def _greatest(facts: "NetworkFacts") -> float:
    return max((float(weight) for *_, weight in facts.graph.edges(data="weight")), default=0.0)


def _thickness(weight: float, greatest: float) -> float:
    return 1.2 + 7 * min(weight / max(greatest, _HEAVY), 1.0)


def _edges(facts: "NetworkFacts", spots: "Positions") -> list[Line]:
    edges = sorted((float(data["weight"]), *sorted((a, b))) for a, b, data in facts.graph.edges(data=True))
    greatest, faint = _greatest(facts), max(0.22, min(0.55, 90 / (len(edges) + 1)))
    if not facts.subject.one_by_one:
        heads = [_head(spots[one], spots[other]) for _, a, b in edges for one, other in ((a, b), (b, a))
                 if other in facts.graph.edges[a, b].get("towards", ())]
        return [*(Line((spots[a], spots[b]), _LINK, 1.8, 0.6) for _, a, b in edges), *heads]
    return [Line((spots[a], spots[b]), _LINK, _thickness(weight, greatest), faint) for weight, a, b in edges]


def _head(one: tuple[float, float], other: tuple[float, float]) -> Line:
    """The head of an arrow, two thirds of the way."""
    (x, y), (u, v) = one, other
    far = max(math.hypot(u - x, v - y), 1e-9)
    along, across = ((u - x) / far * 13, (v - y) / far * 13), ((y - v) / far * 7, (u - x) / far * 7)
    tip = (x + (u - x) * 0.66, y + (v - y) * 0.66)
    left, right = ((tip[0] - along[0] + side * across[0], tip[1] - along[1] + side * across[1]) for side in (1, -1))
    return Line((left, tip, right), _LINK, 2.5)


def _on_tiles(facts: "NetworkFacts", provinces: dict[str, tuple[float, float, int]], language: str) -> list[Item]:
    """The squares of the provinces, those without links too, with bows between them."""
    spots = {node: (_TILES_LEFT + x, _TILES_TOP + y) for node, (x, y, _) in provinces.items()}
    taken, radius = {number: node for node, (*_, number) in provinces.items()}, radii(facts.graph)
    items: list[Item] = []
    for number in range(len(tiles())):
        x, y = tile_spot(number)
        items.append(Rect(_TILES_LEFT + x - _TILE[0] / 2, _TILES_TOP + y - _TILE[1] / 2, *_TILE, style.NO_DATA, dashed=False))
    items += _bows(facts, spots)
    items += _marks(facts, spots, radius, language)
    for number, tile in enumerate(tiles()):
        x, y = tile_spot(number)
        ink = style.INK if number in taken else _FAINT_NAME
        low = _TILES_TOP + y + _TILE[1] / 2 - 10
        items.append(Text(_TILES_LEFT + x, low, pick(tile.names, language), style.SMALL, ink, "middle", style.NO_DATA, halo=True))
    return items


def _bows(facts: "NetworkFacts", spots: "Positions") -> list[Line]:
    edges = sorted((float(data["weight"]), *sorted((a, b))) for a, b, data in facts.graph.edges(data=True))
    greatest = _greatest(facts)
    return [Line(_bow(spots[a], spots[b]), style.KNOWN, _thickness(weight, greatest), 0.25 + 0.6 * style.scaled(weight, greatest))
            for weight, a, b in edges]


def _bow(one: tuple[float, float], other: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    """A flat arc between two points: it passes beside what lies straight between them."""
    (x, y), (u, v) = sorted((one, other))
    bend = ((x + u) / 2 - _BOW * (v - y), (y + v) / 2 + _BOW * (u - x) * -1)
    shares = [((1 - t) ** 2, 2 * t * (1 - t), t * t) for t in (step / _BENDS for step in range(_BENDS + 1))]
    return tuple((a * x + b * bend[0] + c * u, a * y + b * bend[1] + c * v) for a, b, c in shares)


def _legend(facts: "NetworkFacts", language: str) -> list[Item]:
    """A row of kinds, and a row of sizes and widths with their numbers."""
    kinds = {words.kind_of_node(facts.subject, data) for _, data in facts.graph.nodes(data=True)}
    items: list[Item] = []
    x = style.LEFT + 12.0
    for kind, *_ in style.LOOKS:
        if kind in kinds:
            name, colour, shape = style.look(kind, language)
            text = Text(x + 22, _LEGEND, name, style.SMALL)
            items += [Mark(x, _LEGEND - 7, 11, shape, colour, style.rim(colour)), text]
            x = text.box[2] + 38
    return [*items, *_scales(facts, language)] if items else []


def _scales(facts: "NetworkFacts", language: str) -> list[Item]:
    """Three sizes and three widths, each with what it stands for."""
    head = Text(style.LEFT, _SCALES, pick(facts.subject.size, language), style.SMALL, style.SOFT)
    items: list[Item] = [head]
    x, greatest = head.box[2] + 22.0, max((count_of(facts.graph, node) for node in facts.graph), default=0)
    for number in steps(float(greatest), min((count_of(facts.graph, node) for node in facts.graph), default=0), whole=True):
        radius = radius_of(number, greatest)
        text = Text(x + 2 * radius + 8, _SCALES, f"{number:,g}", style.SMALL, style.SOFT)
        items += [Mark(x + radius, _SCALES - 7, radius, "o", "#8A8A8A"), text]
        x = text.box[2] + 22
    greatest_weight = _greatest(facts)
    if not (facts.subject.width[0] and greatest_weight):
        return items
    head = Text(x + 36, _SCALES, pick(facts.subject.width, language), style.SMALL, style.SOFT)
    items.append(head)
    x = head.box[2] + 22
    weights = [float(weight) for *_, weight in facts.graph.edges(data="weight")]
    for weight in steps(greatest_weight, min(weights), whole=all(weight.is_integer() for weight in weights)):
        text = Text(x + 60, _SCALES, f"{weight:,g}", style.SMALL, style.SOFT)
        items += [Line(((x, _SCALES - 7), (x + 50, _SCALES - 7)), _LINK, _thickness(weight, greatest_weight)), text]
        x = text.box[2] + 22
    return items


def steps(greatest: float, least: float, *, whole: bool) -> list[float]:
    """Up to three round numbers that show a scale: about the greatest, a fifth and a twenty-fifth of it, none below the least."""
    nice = [number * 10.0**power for power in range(0 if whole else -4, 8) for number in (1, 2, 5)]
    found = {max((n for n in nice if n <= greatest / share), default=0.0) for share in _SHARES}
    shown = {max(n, float(f"{least:.2g}")) for n in found if n > 0}
    if whole and len(shown) < len(_SHARES) and greatest > 0:
        shown.add(float(max(least, 1)))
    return sorted(shown) if greatest > 0 else []
