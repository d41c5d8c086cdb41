"""Where the labels of a picture go: beside their nodes, never on one another, or not at all."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tcgraph.pictures.layout import Box, Positions

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Label", "chosen", "overlap", "place_labels", "short_name"]

_LEGAL_FORM = re.compile(r"(?<=..)(?:股份有限公司|有限责任公司|有限公司)$")
_BESIDE = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
_GAPS = (4.0, 12.0, 22.0)
_MARGIN = 3.0
_NEAR = (7.0, 0.0)


@dataclass(frozen=True, slots=True)
class Label:
    """A text, in lines, with the box in pixels that it fills."""

    node: str
    text: str
    box: Box


def short_name(name: str, limit: int = 34) -> str:
    """The name without the legal form at its end; one longer than ``limit`` ends in an ellipsis, after a whole word."""
    short = _LEGAL_FORM.sub("", name)
    if len(short) <= limit:
        return short
    cut = short[: limit - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,(") + "…"


def chosen(graph: "nx.Graph", nodes: Iterable[str], count: int, first: str | None = None) -> list[str]:
    """The ``count`` nodes to label: those of kind ``first`` with a Chinese name lead, then the most cooperations,
    then those that are identified."""

    def rank(node: str) -> tuple[bool, int, bool, int, str]:
        data = graph.nodes[node]
        leads = first is not None and data.get("kind") == first and _chinese(str(data.get("label", "")))
        return (not leads, -int(data.get("cooperations", 0)), not data.get("identified"), -graph.degree(node), node)

    return sorted(nodes, key=rank)[:count]


def place_labels(texts: Sequence[tuple[str, str]], spots: Positions, radius: dict[str, float], area: Box,
                 measure: Callable[[str], tuple[float, float]], *, leftward: Mapping[str, bool] | None = None) -> list[Label]:
    """Labels for pairs of node and text, in that order; each takes the spot beside its node that hides no node.

    A spot apart from other nodes is preferred, and of two spots the left one for nodes that ``leftward`` names. A label that would touch
    another one, leave the area or hide a node is left out.
    """
    placed: list[Label] = []
    for node, text in texts:
        sides = _turned(bool(leftward and leftward.get(node)))
        boxes = [box for box in _candidates(spots[node], radius[node], measure(text), sides) if _free(box, placed, area)]
        for margin in _NEAR:
            room = [box for box in boxes if not _disputed(node, box, spots, radius, margin)]
            if room:
                placed.append(Label(node, text, room[0]))
                break
    return placed


def overlap(one: Box, other: Box, margin: float = 0.0) -> bool:
    """True if two boxes come closer than the margin."""
    return (one[0] < other[2] + margin and other[0] < one[2] + margin
            and one[1] < other[3] + margin and other[1] < one[3] + margin)


def _turned(left: bool) -> list[tuple[int, int]]:
    return [(-right if left else right, up) for right, up in _BESIDE]


def _candidates(spot: tuple[float, float], radius: float, size: tuple[float, float], sides: Sequence[tuple[int, int]]) -> list[Box]:
    return [_beside(spot, radius + gap, size, side) for gap in _GAPS for side in sides]


def _beside(spot: tuple[float, float], away: float, size: tuple[float, float], side: tuple[int, int]) -> Box:
    (x, y), (width, height), (right, up) = spot, size, side
    away *= 0.75 if right and up else 1.0
    left = x + right * away - (0, width, width / 2)[(right < 0) + 2 * (right == 0)]
    bottom = y + up * away - (0, height, height / 2)[(up < 0) + 2 * (up == 0)]
    return (left, bottom, left + width, bottom + height)


def _free(box: Box, placed: Iterable[Label], area: Box) -> bool:
    inside = area[0] <= box[0] and area[1] <= box[1] and box[2] <= area[2] and box[3] <= area[3]
    return inside and not any(overlap(box, label.box, _MARGIN) for label in placed)


def _disputed(node: str, box: Box, spots: Positions, radius: dict[str, float], margin: float) -> bool:
    """True if the box hides a node, or lies so near another one that it would seem to be its label."""
    discs = ((n, x, y, radius[n]) for n, (x, y) in spots.items())
    return any(overlap(box, (x - r, y - r, x + r, y + r), margin * (n != node)) for n, x, y, r in discs)


def _chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)
