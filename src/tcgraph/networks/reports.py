"""What ``view.nodes``, ``view.edges`` and ``view.degree`` answer, without dictionaries where none are needed."""

from collections.abc import Hashable, Iterator
from functools import cached_property
from typing import Any

import numpy as np
from networkx.classes import reportviews

from tcgraph.networks.csr import Csr
from tcgraph.networks.protocol import Network

__all__ = ["Degrees", "Edges", "Nodes", "OutEdges", "strength"]


class Nodes(reportviews.NodeView):  # type: ignore[misc]  # networkx has no types
    """``view.nodes``: counting, iterating and ``in`` need no attributes."""

    __slots__ = ("_view",)

    def __init__(self, view: Network) -> None:
        self._view = view

    @property
    def _nodes(self) -> Any:
        return self._view._node

    def __len__(self) -> int:
        return len(self._view)

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self._view)

    def __contains__(self, node: object) -> bool:
        return node in self._view

    def __getstate__(self) -> dict[str, Network]:
        return {"_view": self._view}

    def __setstate__(self, state: dict[str, Network]) -> None:
        self._view = state["_view"]


class _Edges:
    """The part that edges with and without direction share."""

    _graph: Network

    def __init__(self, view: Network) -> None:
        self._graph = view

    @property
    def _adjdict(self) -> Any:
        return self._graph._adj

    @property
    def _nodes_nbrs(self) -> Any:
        return self._graph._adj.items

    def __len__(self) -> int:
        return int(self._graph.number_of_edges())

    def __iter__(self) -> Iterator[tuple[Hashable, Hashable]]:
        name = self._graph.node_list.__getitem__
        i, j, _ = self._graph.csr.edges()
        return zip(map(name, i.tolist()), map(name, j.tolist()), strict=True)

    def __getstate__(self) -> dict[str, Network]:
        return {"_graph": self._graph}

    def __setstate__(self, state: dict[str, Network]) -> None:
        self._graph = state["_graph"]


class Edges(_Edges, reportviews.EdgeView):  # type: ignore[misc]  # networkx has no types
    """``view.edges`` of an undirected view, in the order networkx has: by the first end, then by the second."""

    __slots__ = ()


class OutEdges(_Edges, reportviews.OutEdgeView):  # type: ignore[misc]  # networkx has no types
    """``view.edges`` of a directed view, by source, then by target."""

    __slots__ = ()


class Degrees(reportviews.DegreeView):  # type: ignore[misc]  # networkx has no types
    """``view.degree``, ``in_degree`` and ``out_degree``: pairs of node and degree, ``[node]``, ``(nbunch, weight)`` as networkx has them.

    ``rows``: which adjacencies to sum up. ``make``: what answers where the weight is no number for each edge.
    """

    def __init__(self, view: Network, nbunch: Any = None, weight: str | None = None, *, rows: tuple[Csr, ...] = (),
                 make: Any = None) -> None:
        self._graph, self._weight, self._rows, self._make = view, weight, rows or (view.csr,), make
        self._nodes = view.node_list if nbunch is None else list(view.nbunch_iter(nbunch))
        self._all = nbunch is None

    @cached_property
    def _values(self) -> list[Any]:
        return np.sum([strength(self._graph, csr, self._weight) for csr in self._rows], axis=0).tolist()  # type: ignore[no-any-return]

    def __call__(self, nbunch: Any = None, weight: str | None = None) -> Any:
        if weight is not None and self._graph.weight_values(weight) is None:
            return self._make(self._graph)(nbunch, weight)
        if nbunch is None:
            return self if weight == self._weight and self._all else self._with(None, weight)
        if nbunch in self._graph:
            return self._with(None, weight)[nbunch]
        return self._with(nbunch, weight)

    def _with(self, nbunch: Any, weight: str | None) -> "Degrees":
        if nbunch is None and weight is None and self._weight is None and self._all:
            return self
        return Degrees(self._graph, nbunch, weight, rows=self._rows, make=self._make)

    def __getitem__(self, node: Hashable) -> Any:
        return self._values[self._graph.index[node]]

    def __iter__(self) -> Iterator[tuple[Hashable, Any]]:
        if self._all:
            return zip(self._nodes, self._values, strict=True)
        return ((node, self[node]) for node in self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)


def strength(view: Network, csr: Csr, weight: str | None) -> Any:
    """The degree of each node in an adjacency, or the sum of its weights; a self-loop of an undirected graph counts twice."""
    if weight is None:
        values = csr.degrees
    else:
        numbers = view.numbers_of(weight, csr)
        values = np.add.reduceat(np.append(numbers, numbers.dtype.type(0)), np.minimum(csr.indptr[:-1], len(numbers)))
        values[csr.degrees == 0] = 0
    if csr.symmetric and len(loops := csr.loops):
        values = values.copy()
        values[loops] += 1 if weight is None else _loop_weights(csr, numbers)
    return values


def _loop_weights(csr: Csr, numbers: Any) -> Any:
    return numbers[csr.rows() == csr.indices]
