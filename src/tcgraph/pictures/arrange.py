"""Where the nodes and the names of a drawn network go: nodes by their links, then apart until their names find room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tcgraph.pictures import style
from tcgraph.pictures.facts import tiles
from tcgraph.pictures.labels import Label, chosen, overlap, place_labels, short_name
from tcgraph.pictures.layout import Box, Positions, components, place
from tcgraph.pictures.stress import coordinates
from tcgraph.pictures.texts import ASCENT, DESCENT, balanced, width

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["AREA", "LINE", "Arranged", "arranged", "count_of", "name_of", "on_tiles", "radii"]

AREA: Box = (style.LEFT, 60.0, style.WIDTH - style.LEFT, 1060.0)
"""Where names may stand: left, bottom, right, top."""
LINE = (ASCENT + DESCENT) * style.SMALL + 0.5
"""The height of a line of a label."""
_INNER: Box = (140.0, 90.0, 1460.0, 1030.0)
_LABELS, _ROOMY, _KEPT, _AIR = 110, 46, 16, 12.0
_LONG, _LINE_ROOM, _PAIR, _CELL = 64, 250.0, 110.0, 330.0
_SMALLEST, _LARGEST = 7.0, 28.0
_ROUNDS, _GENTLY, _GAP = 400, 0.35, 5.0
_TILE = (206.0, 136.0)


@dataclass(frozen=True, slots=True)
class Arranged:
    """Positions and boxes of labels, in pixels with y upwards."""

    spots: Positions
    labels: list[Label]
    radius: dict[str, float]


def name_of(data: Mapping[str, object], language: str) -> str:
    """The name of a node in a language, else in the other."""
    zh, en = str(data.get("label") or ""), str(data.get("label_en") or "")
    return (en or zh) if language == "en" else (zh or en)


def count_of(graph: "nx.Graph", node: str) -> int:
    """What the size of a symbol stands for: cooperations, else organisations (fields), else links (cooperations as nodes)."""
    data = graph.nodes[node]
    found = next((data[key] for key in ("cooperations", "organisations") if data.get(key) is not None), None)
    return int(graph.degree(node)) if found is None else int(found)


def radii(graph: "nx.Graph") -> dict[str, float]:
    """The size of each symbol: its area grows evenly with the count, and the greatest of a small network is not large."""
    counts = {node: count_of(graph, node) for node in graph}
    greatest = max(counts.values(), default=1)
    return {node: radius_of(count, greatest) for node, count in counts.items()}


def radius_of(count: float, greatest: float) -> float:
    """The radius of a symbol for a count, where the greatest count of the picture is known."""
    top = min(_SMALLEST + 2.2 * max(greatest, 1) ** 0.5, _LARGEST)
    return float((_SMALLEST**2 + (top**2 - _SMALLEST**2) * max(count, 0) / max(greatest, 1)) ** 0.5)


def arranged(graph: "nx.Graph", language: str, first: str | None = None) -> Arranged:
    """Nodes and labels such that no label touches another; the greatest nodes, or those of kind ``first``, find room for theirs first."""
    radius = radii(graph)
    linked = graph.edge_subgraph(graph.edges) if graph.number_of_edges() else graph.subgraph([])
    spots = place(linked, _INNER, {node: far + _AIR for node, far in radius.items()}, raw=coordinates)
    _narrowed(linked, spots)
    spots |= _unlinked([node for node in graph if node not in spots])
    order = chosen(graph, spots, _LABELS, first) if first else sorted(spots, key=lambda node: (-count_of(graph, node), node))[:_LABELS]
    names = [(node, text) for node in order if (text := label_of(graph.nodes[node], language))]
    leftward = _leftward(linked, spots)
    _make_room(names[:_ROOMY], spots, radius, leftward)
    placed = place_labels(names, spots, radius, AREA, measured, leftward=leftward)
    return Arranged(spots, _kept(names, spots, placed), radius)


def _narrowed(graph: "nx.Graph", spots: Positions) -> None:
    """Draws small components together: a pair must not lie across the whole sheet."""
    for part in components(graph):
        left, right = min(spots[node][0] for node in part), max(spots[node][0] for node in part)
        share = min(1.0, _PAIR * (len(part) - 1) / max(right - left, 1.0))
        if len(part) > 6:
            continue
        for node in part:
            spots[node] = ((left + right) / 2 + share * (spots[node][0] - (left + right) / 2), spots[node][1])


def _unlinked(nodes: Sequence[str]) -> Positions:
    """Nodes without links in rows, from the upper left corner."""
    columns = int((_INNER[2] - _INNER[0]) // _CELL)
    return {node: (_INNER[0] + _CELL * (number % columns), _INNER[3] - 90.0 * (number // columns)) for number, node in enumerate(nodes)}


def _leftward(graph: "nx.Graph", spots: Positions) -> dict[str, bool]:
    """True for nodes in the left half of their component: their names stand outside of it."""
    found: dict[str, bool] = {}
    for part in components(graph):
        middle = sum(spots[node][0] for node in part) / len(part)
        found |= {node: spots[node][0] < middle - 1.0 for node in part}
    return found


def _make_room(names: Sequence[tuple[str, str]], spots: Positions, radius: Mapping[str, float], leftward: Mapping[str, bool]) -> None:
    """Pushes nodes apart, a little at a time, until the boxes of symbols with their names hardly overlap."""
    import numpy as np

    nodes, sizes = list(spots), {node: measured(text) for node, text in names}
    if not sizes:
        return
    at = np.array([spots[node] for node in nodes])
    box = np.array([_reach(radius[node], sizes.get(node), leftward.get(node, False)) for node in nodes])
    low, high = np.array(AREA[:2]) - box[:, :2], np.array(AREA[2:]) - box[:, 2:]
    half, middle = (box[:, 2:] - box[:, :2]) / 2, (box[:, 2:] + box[:, :2]) / 2
    for _ in range(_ROUNDS):
        step = _push(at + middle, half)
        if np.abs(step).max() < 0.05:
            break
        at = np.clip(at + step, low, high)
    spots.update({node: (float(x), float(y)) for node, (x, y) in zip(nodes, at, strict=True)})


def _reach(radius: float, size: tuple[float, float] | None, left: bool) -> tuple[float, float, float, float]:
    """How far a symbol with its name reaches from its middle: left, down, right, up."""
    if size is None:
        return (-radius, -radius, radius, radius)
    far, high = radius + 4.0 + size[0], max(radius, size[1] / 2)
    return (-far if left else -radius, -high, radius if left else far, high)


def _push(middle: Any, half: Any) -> Any:
    """Where boxes overlap, a part of the shorter way out, for both."""
    import numpy as np

    apart = middle[:, None, :] - middle[None, :, :]
    over = half[:, None, :] + half[None, :, :] + _GAP - np.abs(apart)
    np.einsum("iik->ik", over)[:] = 0.0
    touching = (over > 0).all(axis=2)
    across = over[:, :, 0] < over[:, :, 1] * 2.0  # names are wide: up and down is the shorter way on most sheets
    numbers = np.arange(len(middle))
    sign = np.where(apart == 0, np.sign(numbers[:, None] - numbers[None, :])[:, :, None], np.sign(apart))
    moves = np.where(touching[:, :, None] & np.stack([across, ~across], axis=2), over * sign, 0.0)
    return _GENTLY * moves.sum(axis=1) / np.maximum(1, (moves != 0).any(axis=2).sum(axis=1))[:, None] ** 0.5


def label_of(data: Mapping[str, object], language: str) -> str:
    """The name as a label shows it, in one line or two: without legal form, with the abbreviations of print where it is long."""
    name = name_of(data, language)
    if len(name) > _LONG // 2 and name.isascii():
        name = name.replace("University", "Univ.").replace("Institute", "Inst.").replace("Laboratory", "Lab.")
    lines = balanced(short_name(name, _LONG), style.SMALL, _LINE_ROOM)
    text = "\n".join(lines if len(lines) < 3 else [lines[0], _ended(lines[1])])
    return text.replace("…", "...") if name.isascii() else text  # in a Chinese font the dots of … stand in the middle of the line


def _ended(line: str) -> str:
    return (line.rpartition(" ")[0] or line[:-1]).rstrip(" ,(（") + "…"


def measured(text: str) -> tuple[float, float]:
    """Width and height of a label."""
    lines = text.split("\n")
    return max(width(line, style.SMALL) for line in lines), LINE * len(lines)


def _kept(names: list[tuple[str, str]], spots: Positions, placed: list[Label]) -> list[Label]:
    """The labels, and those of the first few nodes that found no room beside them, upon their own symbol; lesser ones give way."""
    labelled = {label.node for label in placed}
    rank = {name: number for number, (name, _) in enumerate(names)}
    for node, text in names[:_KEPT]:
        if node not in labelled:
            (x, y), (wide, high) = spots[node], measured(text)
            x = min(max(x, AREA[0] + wide / 2), AREA[2] - wide / 2)
            upon = Label(node, text, (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))
            in_way = [label for label in placed if overlap(label.box, upon.box, 2.0)]
            left, low, right, high = upon.box
            covers = any(left < u < right and low < v < high for other, (u, v) in spots.items() if other != node)
            if not covers and all(rank[label.node] > rank[node] for label in in_way):
                placed = [*(label for label in placed if label not in in_way), upon]
    return placed


def on_tiles(graph: "nx.Graph", scale: float = 1.0) -> dict[str, tuple[float, float, int]] | None:
    """For a network of provinces: the middle of each one's tile, y downwards, and the number of the tile; None where a node has no tile."""
    by_name = {name: number for number, tile in enumerate(tiles()) for name in tile.names}
    found: dict[str, tuple[float, float, int]] = {}
    for node, data in graph.nodes(data=True):
        label = str(data.get("label") or "")
        number = by_name.get(str(data.get("label_en") or ""), next((by_name[label[:n]] for n in (2, 3) if label[:n] in by_name), None))
        if number is None or number in {taken for *_, taken in found.values()}:
            return None
        found[node] = (*tile_spot(number, scale), number)
    return found


def tile_spot(number: int, scale: float = 1.0) -> tuple[float, float]:
    """The middle of a tile, from the upper left corner of the first."""
    tile = tiles()[number]
    return (tile.column - 0.5) * _TILE[0] * scale, (tile.row - 0.5) * _TILE[1] * scale
