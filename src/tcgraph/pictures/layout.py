"""Where the nodes of a picture go: a seeded layout of the main component, small ones in a row below it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from tcgraph.errors import MissingExtraError

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np

    Raw = Callable[[nx.Graph, Sequence[str]], np.ndarray[Any, Any]]

__all__ = ["Box", "Positions", "components", "place"]

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in pixels."""
Positions = dict[str, tuple[float, float]]
"""Node to pixel."""

_ROW, _MAIN = 0.12, 0.4
_SEED = 29


def components(graph: "nx.Graph") -> list[list[str]]:
    """The components with at least two nodes, largest first, each sorted."""
    import networkx as nx

    found = [sorted(part) for part in nx.connected_components(graph) if len(part) > 1]
    return sorted(found, key=lambda part: (-len(part), part))


def place(graph: "nx.Graph", box: Box, radius: dict[str, float], *, raw: "Raw | None" = None) -> Positions:
    """Pixel positions of all nodes that have neighbours, inside the box, with no node upon another.

    ``radius`` is in pixels. Same graph, same positions: distances along the network are fitted in the plane
    (Kamada and Kawai 1989) from a seeded start, or as ``raw`` gives them, then nodes that touch are pushed apart.
    """
    parts = components(graph)
    if not parts:
        return {}
    if len(parts[0]) < _MAIN * sum(map(len, parts)):
        return _side_by_side(graph, parts, box, radius, raw or _raw)
    left, bottom, right, top = box
    row = (top - bottom) * _ROW if len(parts) > 1 else 0.0
    positions = _component(graph, parts[0], (left, bottom + row, right, top), radius, raw or _raw)
    for part, cell in zip(parts[1:], _cells(parts[1:], (left, bottom, right, bottom + row * 0.8)), strict=True):
        positions |= _component(graph, part, cell, radius, _raw)
    return positions


def _side_by_side(graph: "nx.Graph", parts: Sequence[Sequence[str]], box: Box, radius: dict[str, float], raw: "Raw") -> Positions:
    """Components of which none is the main one: in rows, each in a cell as large as its share."""
    left, bottom, right, top = box
    rows: list[list[Sequence[str]]] = [[]]
    total = sum(len(part) + 2 for part in parts)
    for part in parts:
        if rows[-1] and sum(len(other) + 2 for other in rows[-1]) + (len(part) + 2) / 2 > total / max(1, round(len(parts) ** 0.5 * 0.75)):
            rows.append([])
        rows[-1].append(part)
    positions: Positions = {}
    for row in rows:
        below = top - (top - bottom) * sum(len(part) + 2 for part in row) / total
        cells = _cells(row, (left, below + (top - below) * 0.15, right, top - (top - below) * 0.15))
        for part, cell in zip(row, cells, strict=True):
            positions |= _component(graph, part, cell, radius, raw if len(part) > 2 else _raw)
        total, top = total - sum(len(part) + 2 for part in row), below
    return positions


def _cells(parts: Sequence[Sequence[str]], box: Box) -> list[Box]:
    """The box cut from left to right in proportion to the number of nodes."""
    left, bottom, right, top = box
    total = sum(len(part) + 1 for part in parts) or 1
    cells, x = [], left
    for part in parts:
        width = (right - left) * (len(part) + 1) / total
        cells.append((x + width * 0.25, bottom, x + width * 0.75, top))
        x += width
    return cells


def _component(graph: "nx.Graph", nodes: Sequence[str], box: Box, radius: dict[str, float], raw: "Raw") -> Positions:
    import numpy as np
    spots = _fit(raw(graph, nodes), box)
    spots = _spread(spots, np.array([radius[n] for n in nodes]), box)
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, spots, strict=True)}


def _raw(graph: "nx.Graph", nodes: Sequence[str]) -> "np.ndarray[Any, Any]":
    """Coordinates without scale, one row a node; the longest spread lies along x."""
    import networkx as nx
    import numpy as np
    part = nx.Graph()
    part.add_nodes_from(nodes)
    part.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.subgraph(nodes).edges))
    start = nx.spring_layout(part, seed=_SEED, iterations=60)
    try:
        spots = nx.kamada_kawai_layout(part, pos=start, weight=None) if len(nodes) > 2 else start
    except ImportError as error:
        raise MissingExtraError("scipy", "pictures") from error
    return _turned(np.array([spots[node] for node in nodes], dtype=float))


def _turned(spots: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    import numpy as np
    centred = spots - spots.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1] * np.sign(axes[:, ::-1].sum(axis=0) + 1e-12)
    return centred @ axes  # type: ignore[no-any-return]


def _fit(spots: "np.ndarray[Any, Any]", box: Box) -> "np.ndarray[Any, Any]":
    """Stretched to the box along both axes; a straight line stays in the middle."""
    import numpy as np
    low, high = spots.min(axis=0), spots.max(axis=0)
    span = np.where(high - low > 1e-9, high - low, 1.0)
    corner, size = np.array(box[:2]), np.array([box[2] - box[0], box[3] - box[1]])
    share = np.where(high - low > 1e-9, (spots - low) / span, 0.5)
    return corner + share * size  # type: ignore[no-any-return]


def _spread(spots: "np.ndarray[Any, Any]", radius: "np.ndarray[Any, Any]", box: Box) -> "np.ndarray[Any, Any]":
    """Nodes that touch pushed apart, a little at a time, and kept in the box."""
    import numpy as np
    need = radius[:, None] + radius[None, :] + 8.0
    np.fill_diagonal(need, 0.0)
    for _ in range(200):
        apart = spots[:, None, :] - spots[None, :, :]
        distance = np.sqrt((apart**2).sum(axis=2)) + 1e-9
        push = np.clip(need - distance, 0.0, None) / distance * 0.3
        if push.max() < 1e-3:
            break
        spots = np.clip(spots + (apart * push[:, :, None]).sum(axis=1), box[:2], box[2:])
    return spots
