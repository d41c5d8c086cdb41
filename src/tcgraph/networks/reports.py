"""What ``view.nodes``, ``view.edges`` and ``view.degree`` answer, without dictionaries where none are needed."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from networkx.classes import reportviews

from tcgraph.networks.csr import Csr
from tcgraph.networks.protocol import Network, NodeTable

__all__ = ["Degrees", "Edges", "MultiEdges", "Nodes", "OutEdges", "strength"]


class NodeDataView(reportviews.NodeDataView):  # type: ignore[misc]  # networkx has no types
    """``view.nodes(data=...)``: one attribute is answered from its column."""

    def __init__(self, view: NodeTable, data: Any = False, default: Any = None) -> None:
        self._view, self._data, self._default = view, data, default

    @property
    def _nodes(self) -> Any:
        return self._view._node if self._data is True else self._view

    def _column(self) -> Sequence[Any]:
        return _or_default(self._view.node_columns.get(self._data), len(self._view), self._default)

    def __iter__(self) -> Iterator[Any]:
        if self._data is True:
            return iter(self._view._node.items())
        return zip(self._view, self._column(), strict=True)

    def __getitem__(self, node: Any) -> Any:
        if self._data is True or isinstance(node, slice):
            return super().__getitem__(node)
        place = self._view.index[node]
        value = self._view.node_columns[self._data][place] if self._data in self._view.node_columns else None
        return self._default if value is None else value

    def __getstate__(self) -> dict[str, Any]:
        return {"view": self._view, "data": self._data, "default": self._default}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(**state)  # type: ignore[misc]  # as networkx does it


class Nodes(reportviews.NodeView):  # type: ignore[misc]  # networkx has no types
    """``view.nodes``: counting, iterating and ``in`` need no attributes."""

    __slots__ = ("_view",)

    def __init__(self, view: NodeTable) -> None:
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

    def __call__(self, data: Any = False, default: Any = None) -> Any:
        return self if data is False else NodeDataView(self._view, data, default)

    def data(self, data: Any = True, default: Any = None) -> Any:
        """The nodes with all or one of their attributes, as networkx has them."""
        return self(data, default)

    def __getstate__(self) -> dict[str, NodeTable]:
        return {"_view": self._view}

    def __setstate__(self, state: dict[str, NodeTable]) -> None:
        self._view = state["_view"]


class _EdgeColumn:
    """All edges with one attribute, or with all: iterating and counting need no neighbours' dictionaries."""

    _viewer: Any
    _nbunch: Any
    _data: Any
    _default: Any

    def __init__(self, viewer: Any, nbunch: None = None, data: Any = True, *, default: Any = None) -> None:
        self._viewer, self._nbunch, self._data, self._default = viewer, nbunch, data, default

    @property
    def _adjdict(self) -> Any:
        return self._viewer._adjdict

    @property
    def _nodes_nbrs(self) -> Any:
        return self._viewer._adjdict.items

    def _report(self, one: Hashable, other: Hashable, bag: Mapping[str, Any]) -> tuple[Any, ...]:
        return one, other, bag if self._data is True else bag.get(self._data, self._default)

    def __len__(self) -> int:
        return len(self._viewer)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        view = self._viewer._graph
        values = view.edge_bags if self._data is True else None
        if values is None:
            values = _or_default(view.edge_values(self._data) if self._data in view.edge_names else None, len(self), self._default)
        return ((one, other, value) for (one, other), value in zip(self._viewer, values, strict=True))


class EdgeDataView(_EdgeColumn, reportviews.EdgeDataView):  # type: ignore[misc]  # networkx has no types
    """``view.edges(data=...)`` of an undirected view."""

    __slots__ = ()


class OutEdgeDataView(_EdgeColumn, reportviews.OutEdgeDataView):  # type: ignore[misc]  # networkx has no types
    """``view.edges(data=...)`` of a directed view."""

    __slots__ = ()


def _or_default(values: Sequence[Any] | None, size: int, default: Any) -> Sequence[Any]:
    """The values, the default in the place of those that are absent."""
    if values is None:
        return [default] * size
    return values if default is None else [default if value is None else value for value in values]


class _OfGraph:
    """What all edges of a view share: the graph, whose dictionaries are not touched before they are needed."""

    _graph: Any

    def __init__(self, view: Any) -> None:
        self._graph = view

    @property
    def _adjdict(self) -> Any:
        return self._graph._adj

    @property
    def _nodes_nbrs(self) -> Any:
        return self._graph._adj.items

    def __getstate__(self) -> dict[str, Any]:
        return {"_graph": self._graph}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._graph = state["_graph"]


class _Edges(_OfGraph):
    """The part that edges with and without direction share."""

    _graph: Network
    dataview: Any
    _column: Any

    def __len__(self) -> int:
        return int(self._graph.number_of_edges())

    def __iter__(self) -> Iterator[tuple[Hashable, Hashable]]:
        name = self._graph.node_list.__getitem__
        i, j, _ = self._graph.csr.edges()
        return zip(map(name, i.tolist()), map(name, j.tolist()), strict=True)

    def __call__(self, nbunch: Any = None, data: Any = False, *, default: Any = None) -> Any:
        if nbunch is None and data is not False:
            return self._column(self, data=data, default=default)
        return self if nbunch is None else self.dataview(self, nbunch, data, default=default)

    def data(self, data: Any = True, default: Any = None, nbunch: Any = None) -> Any:
        """The edges with all or one of their attributes, as networkx has them."""
        return self(nbunch, data, default=default)


class Edges(_Edges, reportviews.EdgeView):  # type: ignore[misc]  # networkx has no types
    """``view.edges`` of an undirected view, in the order networkx has: by the first end, then by the second."""

    __slots__ = ()
    _column = EdgeDataView


class OutEdges(_Edges, reportviews.OutEdgeView):  # type: ignore[misc]  # networkx has no types
    """``view.edges`` of a directed view, by source, then by target."""

    __slots__ = ()
    _column = OutEdgeDataView


class MultiEdges(_OfGraph, reportviews.MultiEdgeView):  # type: ignore[misc]  # networkx has no types
    """``view.edges`` of a view with parallel edges: counting and iterating need no dictionaries."""

    def __len__(self) -> int:
        return int(self._graph.edge_count)

    def __iter__(self) -> Iterator[tuple[Hashable, Hashable, Hashable]]:
        return zip(*self._graph.ends(), self._graph.keys, strict=True)


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
