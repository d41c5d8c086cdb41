"""Communities, how alike two divisions are, and how stable one is over seeds."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tcgraph.errors import CallError, MissingExtraError

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Division", "adjusted_rand", "divide", "variation_of_information"]

METHODS = ("louvain", "leiden")
Ints = npt.NDArray[np.int64]


def _overlaps(one: Sequence[Hashable], other: Sequence[Hashable]) -> npt.NDArray[np.float64]:
    """How many things each part of one division shares with each part of the other."""
    if len(one) != len(other):
        raise CallError(f"Two divisions of the same things are needed; these are of {len(one)} and {len(other)}.")
    a, b = (_numbers(division) for division in (one, other))
    shape = int(a.max(initial=-1)) + 1, int(b.max(initial=-1)) + 1
    return np.bincount(a * max(shape[1], 1) + b, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)


def _numbers(division: Sequence[Hashable]) -> Ints:
    known: dict[Hashable, int] = {}
    return np.array([known.setdefault(part, len(known)) for part in division], dtype=np.int64)


def adjusted_rand(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """The adjusted Rand index of two divisions, given as the part of each thing: 1 the same, 0 as alike as by chance.

    Hubert and Arabie 1985, Journal of Classification 2. Two divisions that are both one part, or both all single, are the same: 1.
    """
    table = _overlaps(one, other)
    pairs, rows, columns = (float((x * (x - 1) / 2).sum()) for x in (table, table.sum(axis=1), table.sum(axis=0)))
    number = len(one)
    expected = rows * columns / (number * (number - 1) / 2) if number > 1 else 0.0
    most = (rows + columns) / 2
    return 1.0 if abs(most - expected) < 1e-12 else (pairs - expected) / (most - expected)


def variation_of_information(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """H(one | other) + H(other | one) in nats: 0 the same, at most ln n (Meilă 2007, Journal of Multivariate Analysis 98)."""
    table = _overlaps(one, other)
    if not table.size:
        return 0.0
    joint = table / table.sum()
    here = joint > 0
    rows, columns = joint.sum(axis=1, keepdims=True), joint.sum(axis=0, keepdims=True)
    return max(
        0.0,
        float(
            -(
                joint[here]
                * (2 * np.log(joint[here]) - np.log((rows * np.ones_like(joint))[here]) - np.log((np.ones_like(joint) * columns)[here]))
            ).sum()
        ),
    )


@dataclass(frozen=True, slots=True)
class Division:
    """``communities`` of the best run, largest first; ``modularity`` of each run; stability between all pairs of runs: ``rand`` and
    ``information`` are means, None for a single run; ``stable[k]`` is the mean over the other runs of the largest Jaccard share
    that community k has with one of theirs (Hennig 2007, Computational Statistics and Data Analysis 52).
    """

    communities: tuple[tuple[Any, ...], ...]
    modularity: tuple[float, ...]
    rand: float | None
    information: float | None
    stable: tuple[float | None, ...]


def divide(
    graph: "nx.Graph", *, method: str = "louvain", weight: str | None = "weight", resolution: float = 1.0, runs: int = 10, seed: int = 1
) -> Division:
    """Communities of highest modularity in ``runs`` runs, with seeds from ``seed`` on, and how far the runs agree.

    ``"louvain"``: Blondel et al. 2008, Journal of Statistical Mechanics P10008; ``"leiden"``: Traag, Waltman and van Eck 2019,
    Scientific Reports 9 (through networkx's dispatch; it needs a view of this library and the extra ``igraph``). Modularity: Newman
    and Girvan 2004, Physical Review E 69. Best: the highest modularity, of equal ones the first. Order: by size, then by first
    node. Loose nodes are communities of one. No node: no community. Raises ``CallError`` for an unknown method or no run,
    ``MissingExtraError``.
    """
    if method not in METHODS or runs < 1:
        raise CallError(f"Communities are found by {' or '.join(METHODS)} in at least one run, not by {method!r} in {runs}.")
    if not len(graph):
        return Division((), (), None, None, ())
    found = [_run(graph, method, weight, resolution, seed + number) for number in range(runs)]
    modularity = [_modularity(graph, parts, weight, resolution) for parts in found]
    best = found[int(np.argmax(np.round(modularity, 12)))]
    nodes = list(graph)
    labels = [_labels(parts, nodes) for parts in found]
    pairs = list(combinations(labels, 2))
    rand = float(np.mean([adjusted_rand(a, b) for a, b in pairs])) if pairs else None
    information = float(np.mean([variation_of_information(a, b) for a, b in pairs])) if pairs else None
    return Division(tuple(best), tuple(modularity), rand, information, _stable(best, found))


def _run(graph: "nx.Graph", method: str, weight: str | None, resolution: float, seed: int) -> list[tuple[Any, ...]]:
    import networkx as nx

    function = nx.community.louvain_communities if method == "louvain" else getattr(nx.community, "leiden_communities", None)
    try:
        parts: Iterable[Collection[Any]] = function(graph, weight=weight, resolution=resolution, seed=seed)  # type: ignore[misc]
    except (NotImplementedError, TypeError) as error:
        if method == "leiden":
            raise MissingExtraError("igraph, and a network that is a view of this library", "igraph") from error
        raise
    place = {node: number for number, node in enumerate(graph)}
    ordered = [tuple(sorted(part, key=place.__getitem__)) for part in parts]
    return sorted(ordered, key=lambda part: (-len(part), place[part[0]]))


def _modularity(graph: "nx.Graph", parts: list[tuple[Any, ...]], weight: str | None, resolution: float) -> float:
    import networkx as nx

    if not graph.number_of_edges():
        return 0.0
    return float(nx.community.modularity(graph, [set(part) for part in parts], weight=weight, resolution=resolution))


def _labels(parts: list[tuple[Any, ...]], nodes: list[Any]) -> list[int]:
    own = {node: number for number, part in enumerate(parts) for node in part}
    return [own[node] for node in nodes]


def _stable(best: list[tuple[Any, ...]], found: list[list[tuple[Any, ...]]]) -> tuple[float | None, ...]:
    others = [run for run in found if run is not best]
    if not others:
        return (None,) * len(best)
    return tuple(float(np.mean([_jaccard(part, run) for run in others])) for part in best)


def _jaccard(part: tuple[Any, ...], run: list[tuple[Any, ...]]) -> float:
    own = set(part)
    return max(len(own & set(other)) / len(own | set(other)) for other in run)
