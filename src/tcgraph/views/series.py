"""Networks over time, and the backbone of a network."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tcgraph.errors import CallError
from tcgraph.views.filters import Selection, selection
from tcgraph.views.participations import Source
from tcgraph.views.projection import network
from tcgraph.views.reasons import take_over

if TYPE_CHECKING:
    import networkx as nx

    from tcgraph.networks.network import NetworkView

__all__ = ["backbone", "slices"]


def slices(source: Source, years: Iterable[int] | None = None, *, cumulative: bool = False, same_nodes: bool = False,
           province: str | None = None, field: str | None = None, of: str | None = None, kind: str | Iterable[str] | None = None,
           trust: str | None = None, weight: str = "count", half_life: float | None = None,
           roll_up: bool = False) -> "dict[int, NetworkView]":
    """The network of each period, by its first year; cumulative ones by their last.

    ``years`` are the first years of the periods, in ascending order, each up to the year before the next; the last lasts one year, or
    as long as the one before it where there is one. Without ``years``: each year from the first to the last that a cooperation has.
    ``cumulative``: each network is of all cooperations that began up to the end of the period. A cooperation of several years is in each
    period that it touches. Those without years are in none: ``graph["undated_left_out"]``. ``same_nodes``: all networks have the
    organisations of all periods, in the same order, so that their matrices can be compared. With ``half_life`` the reference year is
    the last of the period. Each is as ``cooperation`` has it; ``graph`` has ``since`` and ``until``.
    No dated cooperation: no networks. Raises ``CallError`` for years that do not ascend. Cost: one read, then a projection per period.
    """
    chosen = selection(source, province=province, field=field, of=of, kind=kind, trust=trust, roll_up=roll_up)
    periods = _periods(chosen, years)
    undated = int((chosen.keep & (chosen.table.sizes > 0) & ~chosen.table.years.dated).sum())
    parts = {}
    for first, last in periods:
        facts = chosen.facts | {"until": last, "undated_left_out": undated} | ({} if cumulative else {"since": first})
        part = chosen.during(None if cumulative else first, last)
        parts[last if cumulative else first] = last, replace(part, facts=facts)
    everyone = _everyone([part for _, part in parts.values()]) if same_nodes else None
    return {year: network(part, weight=weight, half_life=half_life, reference_year=None if half_life is None else last, everyone=everyone)
            for year, (last, part) in parts.items()}


def _periods(chosen: Selection, years: Iterable[int] | None) -> list[tuple[int, int]]:
    if years is None:
        found = chosen.table.years
        dated = chosen.keep & (chosen.table.sizes > 0) & found.dated
        return [(y, y) for y in range(int(found.first[dated].min()), int(found.last[dated].max()) + 1)] if dated.any() else []
    starts = list(years)
    if any(one >= other for one, other in pairwise(starts)):
        raise CallError(f"The years {starts} do not ascend: give the first year of each period, each once.")
    length = starts[-1] - starts[-2] if len(starts) > 1 else 1
    return [(one, other - 1) for one, other in pairwise([*starts, starts[-1] + length])] if starts else []


def _everyone(parts: list[Selection]) -> NDArray[np.intp]:
    return np.unique(np.concatenate([np.empty(0, np.intp), *(part.nodes for part in parts)])).astype(np.intp)


def backbone(graph: "nx.Graph", alpha: float = 0.05, *, weight: str = "weight", isolates: bool = False) -> "NetworkView":
    """The edges of a network that carry more weight than chance would give them, as a read-only networkx graph.

    The disparity filter (Serrano, Boguñá, Vespignani 2009, doi:10.1073/pnas.0808904106): of a node with k edges and total weight s, an
    edge of weight w has significance (1 - w/s) ** (k - 1), the chance that a random division of s among k edges gives one as much. An edge
    stays where that is below ``alpha`` at one of its ends; at an end with one edge it is 1. Edges keep their attributes, and have
    ``significance`` (float), the lesser of both. ``isolates``: nodes that lose all edges stay too.

    Takes a view or any undirected networkx graph. Self-loops are no part of it: they are left out, also of k and s. ``graph`` has
    ``alpha`` and counts ``edges_left_out``, ``nodes_left_out`` and ``loops_left_out``. Raises ``CallError`` for a directed graph, for a
    weight that is no number above 0, and for an alpha outside 0 to 1.
    """
    from tcgraph.networks.network import NetworkView

    if graph.is_directed() or graph.is_multigraph():
        raise CallError("The backbone is of undirected graphs without parallel edges: add the weights up in a networkx.Graph first.")
    if not 0 < alpha <= 1:
        raise CallError(f"alpha={alpha!r}: give a level of significance above 0, at most 1.")
    view = graph if isinstance(graph, NetworkView) else _as_view(graph)
    i, j, place = view.csr.edges()
    values = _weights(view, weight, place)
    proper = i != j
    significance = np.full(len(i), np.inf)
    significance[proper] = _disparity(len(view), i[proper], j[proper], values[proper])
    kept = np.flatnonzero(significance < alpha)
    nodes = np.arange(len(view)) if isolates else np.unique(np.concatenate([i[kept], j[kept]]))
    facts = {"alpha": alpha, "edges_left_out": int(proper.sum()) - len(kept), "nodes_left_out": len(view) - len(nodes),
             "loops_left_out": int((~proper).sum())}
    number = np.zeros(len(view), np.int32)
    number[nodes] = np.arange(len(nodes), dtype=np.int32)
    return take_over(_part(view, nodes, number[i[kept]], number[j[kept]], kept, significance[kept], facts), view)


def _part(view: "NetworkView", nodes: NDArray[Any], i: NDArray[np.int32], j: NDArray[np.int32], kept: NDArray[np.intp],
          significance: NDArray[np.float64], facts: dict[str, Any]) -> "NetworkView":
    from tcgraph.networks.network import NetworkView

    columns, place = view.edge_columns.taken(kept), view.csr.edges()[2][kept]
    weights = {name: values[place] for name, values in view.csr.weights.items()} | {"significance": significance}
    of_nodes = view.node_columns.taken(nodes)
    made: NetworkView = NetworkView.of_edges(
        [view.node_list[node] for node in nodes.tolist()], i, j, weights=weights, graph=view.graph | facts,
        edge_attributes={name: _later(columns, name) for name in columns if name not in weights},
        node_attributes={name: _later(of_nodes, name) for name in of_nodes})
    return made


def _later(columns: Any, name: str) -> Any:
    return lambda: columns[name]


def _as_view(graph: "nx.Graph") -> "NetworkView":
    """A view of a plain networkx graph, with its attributes."""
    from tcgraph.networks.network import NetworkView

    nodes = list(graph)
    number = {node: place for place, node in enumerate(nodes)}
    edges = list(graph.edges(data=True))
    names = dict.fromkeys(name for *_, data in edges for name in data)
    of_nodes = dict.fromkeys(name for _, data in graph.nodes(data=True) for name in data)
    i, j = (np.array([number[edge[end]] for edge in edges], np.int32) for end in (0, 1))
    made: NetworkView = NetworkView.of_edges(
        nodes, i, j, graph=graph.graph, edge_attributes={name: [data.get(name) for *_, data in edges] for name in names},
        node_attributes={name: [data.get(name) for _, data in graph.nodes(data=True)] for name in of_nodes})
    return made


def _weights(view: "NetworkView", weight: str, place: NDArray[np.intp]) -> NDArray[np.float64]:
    found = view.weight_values(weight)
    if found is None or (len(found) and not (np.isfinite(found).all() and found.min() > 0)):
        raise CallError(f"The edges' {weight!r} are not all numbers above 0, which the disparity filter needs.")
    return np.asarray(found[place], np.float64)


def _disparity(size: int, i: NDArray[np.int32], j: NDArray[np.int32], values: NDArray[np.float64]) -> NDArray[np.float64]:
    ends, both = np.concatenate([i, j]), np.concatenate([values, values])
    degree, strength = np.bincount(ends, minlength=size), np.bincount(ends, both, minlength=size)
    found = [np.where(degree[end] > 1, np.maximum(1 - values / strength[end], 0) ** (degree[end] - 1), 1.0) for end in (i, j)]
    least: NDArray[np.float64] = np.minimum(*found)
    return least
