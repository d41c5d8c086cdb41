"""A layout for networks of a thousand organisations: distances on the sheet follow distances along the network.

Stress majorisation (Gansner, Koren and North 2005) from classical scaling: no random start, so the same network has the same picture. The
length of an edge is the square root of the number of neighbours that its ends do not share: dense groups lie together and hubs apart.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tcgraph.errors import MissingExtraError
from tcgraph.pictures.layout import Positions, components

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["coordinates", "spread_out"]

_ROUNDS, _PUSHES, _GAP = 60, 100, 10.0
_LARGE, _OPENED = 200, 0.4


def spread_out(graph: "nx.Graph", radius: dict[str, float]) -> Positions:
    """Positions of all nodes that have neighbours, in whole pixels of a plane as large as they need; small components stand below.

    Same network, same positions. Memory and time grow with the square of the nodes: about five seconds for a thousand, 64 MB. Raises
    ``MissingExtraError`` without scipy.
    """
    import numpy as np
    positions: Positions = {}
    left = top = below = 0.0
    widest = 0.0
    for nodes in components(graph):
        spots = _component(graph, nodes, np.array([radius[node] for node in nodes]))
        spots -= spots.min(axis=0)
        wide, high = spots.max(axis=0)
        if not widest:
            widest, below = max(wide, 400.0), high + 160.0
        elif left + wide > widest:
            left, top, below = 0.0, below, below + high + 90.0
        else:
            below = max(below, top + high + 90.0)
        positions |= {node: (float(round(left + x)), float(round(top + y))) for node, (x, y) in zip(nodes, spots, strict=True)}
        left = left + wide + 120.0 if top else widest
    return positions


def _component(graph: "nx.Graph", nodes: Sequence[str], radius: Any) -> Any:
    """Coordinates of one component, one row a node."""
    import numpy as np
    if len(nodes) == 2:
        return np.array([[0.0, 0.0], [2.5 * radius.sum() + 40.0, 0.0]])
    spots = coordinates(graph, nodes)
    if len(nodes) > _LARGE:
        spots = _opened(spots)
    return _pushed(spots * (2.2 * (radius.mean() + _GAP) * len(nodes) ** 0.5 / spots.std()), radius)


def coordinates(graph: "nx.Graph", nodes: Sequence[str]) -> Any:
    """Coordinates without scale of the nodes of one component, one row each, as a numpy array."""
    distances = _distances(graph, nodes)
    return _majorised(_scaled(distances), distances)


def _distances(graph: "nx.Graph", nodes: Sequence[str]) -> Any:
    try:
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import shortest_path
    except ImportError as error:
        raise MissingExtraError("scipy", "pictures") from error
    import numpy as np
    place = {node: number for number, node in enumerate(nodes)}
    pairs = np.array([sorted((place[a], place[b])) for a, b in graph.subgraph(nodes).edges if a != b])
    ones = np.ones(2 * len(pairs))
    rows, columns = np.concatenate([pairs[:, 0], pairs[:, 1]]), np.concatenate([pairs[:, 1], pairs[:, 0]])
    joined = coo_array((ones, (rows, columns)), shape=(len(nodes), len(nodes))).tocsr()
    joined.data[:] = 1.0
    common, degrees = (joined @ joined).toarray(), joined.sum(axis=1)
    length = np.sqrt(1.0 + degrees[rows] + degrees[columns] - 2 * common[rows, columns])
    return shortest_path(coo_array((length, (rows, columns)), shape=joined.shape).tocsr(), directed=False)


def _scaled(distances: Any) -> Any:
    """Classical multidimensional scaling to two dimensions, each axis turned so that its greatest part is positive."""
    import numpy as np
    squares = distances**2
    centred = -(squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean()) / 2
    values, vectors = np.linalg.eigh(centred)
    vectors = vectors[:, [-1, -2]] * np.sqrt(np.maximum(values[[-1, -2]], 1e-9))
    signs = np.sign(vectors[np.abs(vectors).argmax(axis=0), [0, 1]])
    rows = np.arange(len(distances))[:, None]
    return vectors * signs + 1e-3 * np.hstack([np.cos(rows * 2.399963), np.sin(rows * 2.399963)])  # twins must not stand upon each other


def _majorised(spots: Any, distances: Any) -> Any:
    import numpy as np
    np.fill_diagonal(distances, 1.0)
    weights = distances**-2.0
    np.fill_diagonal(weights, 0.0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.inv(laplacian + 1.0 / len(spots)) - 1.0 / len(spots)
    for _ in range(_ROUNDS):
        squares = (spots**2).sum(axis=1)
        apart = np.sqrt(np.maximum(squares[:, None] + squares[None, :] - 2 * spots @ spots.T, 1e-12))
        pull = weights * distances / apart
        np.fill_diagonal(pull, 0.0)
        spots = inverse @ ((np.diag(pull.sum(axis=1)) - pull) @ spots)
    return spots


def _opened(spots: Any) -> Any:
    """The crowded middle of a large network drawn apart, its rim together."""
    import numpy as np
    spots = spots - spots.mean(axis=0)
    far = np.sqrt((spots**2).sum(axis=1))[:, None]
    return spots * (np.maximum(far, 1e-9) / far.max()) ** -_OPENED


def _pushed(spots: Any, radius: Any) -> Any:
    """Nodes that touch pushed apart; each round looks at near pairs only."""
    import numpy as np
    from scipy.spatial import cKDTree
    for _ in range(_PUSHES):
        pairs = cKDTree(spots).query_pairs(2 * radius.max() + _GAP, output_type="ndarray")
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        apart = spots[pairs[:, 0]] - spots[pairs[:, 1]]
        distance = np.sqrt((apart**2).sum(axis=1)) + 1e-9
        push = np.maximum(radius[pairs[:, 0]] + radius[pairs[:, 1]] + _GAP - distance, 0.0) / distance * 0.3
        if not len(pairs) or push.max() < 1e-3:
            break
        spots = spots.copy()
        np.add.at(spots, pairs[:, 0], apart * push[:, None])
        np.add.at(spots, pairs[:, 1], -apart * push[:, None])
    return spots
