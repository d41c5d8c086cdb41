"""Which part of a network is drawn: the greatest nodes, the strongest links, and what was left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tcgraph.errors import CallError
from tcgraph.pictures.arrange import count_of
from tcgraph.pictures.layout import components
from tcgraph.pictures.subjects import SUBJECTS, Pair, Subject, filters_of, subject_of

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["MOST", "NetworkFacts", "of_graph"]

MOST = {"png": 110, "svg": 110, "html": 1000}
"""How many nodes are shown at most, by format."""
_LINKS_EACH, _UNLINKED = 2, 24


@dataclass(frozen=True, slots=True)
class NetworkFacts:
    """The network that is drawn, and what was left out: nodes and links of the whole, those without a link, the least weight (0: nothing).

    ``said`` are the facts that the network says of itself; ``title`` and ``note`` (pairs of Chinese and English) replace the title and add
    to the caption; the names of nodes of kind ``first`` find room first.
    """

    graph: "nx.Graph"
    least: float
    nodes: int
    edges: int
    alone: int
    filters: tuple[Pair, ...]
    subject: Subject = SUBJECTS["cooperation"]
    said: Mapping[str, Any] = field(default_factory=dict)
    title: Pair | None = None
    note: Pair = ("", "")
    first: str | None = None


def of_graph(graph: "nx.Graph", *, filters: Iterable[Pair] | None = None, most: int = MOST["png"], title: Pair | None = None,
             note: Pair = ("", ""), first: str | None = None) -> NetworkFacts:
    """The part of a network that is drawn: the ``most`` greatest nodes with links; where there is none, and on tiles, those without too.

    The given network stays as it is. Links from a node to itself are not drawn. Raises ``CallError`` for ``most`` below 2.
    """
    if most < 2:
        raise CallError(f"most is {most}; it is the number of organisations to draw, 2 or more.")
    linked, subject = _linked(graph), subject_of(graph)
    if not len(linked) or subject.name == "province links":
        alone = sorted((node for node in graph if node not in linked), key=lambda node: (-count_of(graph, node), str(node)))
        linked.add_nodes_from((node, {"cooperations": 0, **graph.nodes[node]}) for node in alone[: min(most, _UNLINKED)])
    number = len(linked)
    part, least = _readable(linked, most)
    named = filters_of(graph.graph) if filters is None else filters
    return NetworkFacts(part, least, graph.number_of_nodes(), graph.number_of_edges(), graph.number_of_nodes() - number, tuple(named),
                        subject, dict(graph.graph), title, note, first)


def _linked(graph: "nx.Graph") -> "nx.Graph":
    """The nodes with links and these, in order, as a graph of its own; absent attributes (None) are not there."""
    import networkx as nx

    linked = nx.Graph()
    edges = [(a, b, dict(data)) for a, b, data in graph.edges(data=True) if a != b]
    subject = subject_of(graph)
    ends = sorted({end for a, b, _ in edges for end in (a, b)})
    blank = {"cooperations": 0} if subject.one_by_one else {}
    linked.add_nodes_from((node, {**blank, **_told(graph.nodes[node])}) for node in ends)
    for a, b, data in sorted(edges, key=lambda edge: edge[:2]):
        given = {"weight": 1, **_told(data)}
        linked.add_edge(a, b, **(_together(linked.edges[a, b], given) if linked.has_edge(a, b) else given))
        if graph.is_directed():
            linked.edges[a, b].setdefault("towards", set()).add(b)
    return linked


def _told(data: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes that have a value."""
    return {key: value for key, value in data.items() if value is not None}


def _together(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Two parallel edges as one: the sum of their weights, all years between them."""
    ends = {key: pick(data[key] for data in (one, other) if key in data)
            for key, pick in (("first_year", min), ("last_year", max)) if key in one or key in other}
    return {**one, **other, **ends, "weight": one["weight"] + other["weight"]}


def _whole(parts: list[list[str]], most: int) -> list[str]:
    """The nodes of the greatest components, as many as fit; none is cut."""
    chosen: list[str] = []
    for part in parts:
        if len(chosen) + len(part) <= most:
            chosen += part
    return chosen


def _readable(linked: "nx.Graph", most: int) -> tuple["nx.Graph", float]:
    """The ``most`` greatest nodes, the links between them that are strong enough not to be a tangle, and how strong; 0 for all.

    Where no component has more than ``most`` nodes: the greatest components, whole.
    """
    if len(linked) <= most:
        return linked, 0
    ranked = sorted(linked, key=lambda node: (-count_of(linked, node), -linked.degree(node), node))
    parts = components(linked)
    if parts and len(parts[0]) <= most:
        return linked.subgraph(_whole(parts, most)).copy(), 0
    part = linked.subgraph(ranked[:most]).copy()
    weights = sorted((float(weight) for *_, weight in part.edges(data="weight")), reverse=True)
    least = weights[min(len(weights), _LINKS_EACH * most) - 1] if weights else 1.0
    part.remove_edges_from([(a, b) for a, b, weight in part.edges(data="weight") if weight < least])
    part.remove_nodes_from([node for node, degree in dict(part.degree).items() if degree == 0])
    return part, least
