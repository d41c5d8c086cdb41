"""Networks in which two nodes may be joined more than once, as networkx multigraphs."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from tcgraph.errors import CallError, MissingExtraError
from tcgraph.networks.attributes import Attributes, Column, Columns, dictionaries, no_collection, read_only
from tcgraph.networks.csr import Csr, Numbers, stable_order
from tcgraph.networks.frozen import Adjacency, Frozen, rows
from tcgraph.networks.reports import MultiEdges

if TYPE_CHECKING:
    from typing import Self

    import igraph
    import polars as pl

__all__ = ["MultiNetworkView"]


class MultiNetworkView(Frozen, nx.MultiGraph):  # type: ignore[misc]  # networkx has no types
    """An undirected network with parallel edges, each known by its key. Read-only, arrays inside.

    ``csr`` are the neighbours, each once, without weights; the edges of the pair ``p`` of ``csr.edges()`` are those from
    ``starts[p]`` up to ``starts[p + 1]`` of ``keys`` and ``edge_columns``. Counting, ``in``, iterating over nodes and over edges with
    keys work on the arrays; anything else fills networkx's dictionaries, once. It is no graph of the backend ``tcgraph``: every
    algorithm is networkx's own.
    """

    _plain = nx.MultiGraph
    starts: NDArray[np.int64]
    edge_columns: Columns
    _keys: Columns

    @classmethod
    def of_edges(cls, nodes: Iterable[Hashable], i: Numbers, j: Numbers, keys: Column, *,
                 edge_attributes: Mapping[str, Column] | None = None, node_attributes: Mapping[str, Column] | None = None,
                 graph: Mapping[str, Any] | None = None) -> "Self":
        """The network of edges between node ``i[k]`` and node ``j[k]`` (numbers from 0) with the key ``keys[k]``, in any order.

        Edges of one pair stay in the order given. Attributes: as of ``NetworkView.of_edges``. Raises ``CallError`` for lengths that
        do not fit and node numbers that do not exist, and when dictionaries are filled for a key that one pair has twice.
        Cost: one sort of the edges.
        """
        names = list(nodes)
        low, high = np.minimum(i, j), np.maximum(i, j)
        packed = low.astype(np.int64) * len(names) + high
        order = stable_order(packed, len(names) ** 2)
        first = np.flatnonzero(np.diff(packed[order], prepend=-1))
        csr, _ = Csr.of_edges(len(names), low[order][first], high[order][first])
        of_keys, of_edges = (Columns(columns, len(order), "edges").taken(order) for columns in ({"key": keys}, edge_attributes or {}))
        of_nodes = Columns(node_attributes or {}, len(names), "nodes")
        return cls._made(names, csr, np.append(first, len(order)), of_keys, of_nodes, of_edges, graph or {})

    @classmethod
    def _made(cls, nodes: list[Hashable], csr: Csr, starts: NDArray[np.int64], keys: Columns, node_columns: Columns, edge_columns: Columns,
              graph: Mapping[str, Any]) -> "Self":
        view = object.__new__(cls)
        view.node_list, view.csr, view.starts, view._keys = nodes, csr, starts, keys
        view.node_columns, view.edge_columns, view.graph = node_columns, edge_columns, dict(graph)
        view.__dict__["__networkx_cache__"] = {}
        return view

    def __reduce__(self) -> "tuple[Callable[..., MultiNetworkView], tuple[Any, ...]]":
        parts = self.node_list, self.csr, self.starts, self._keys, self.node_columns, self.edge_columns, self.graph
        return type(self)._made, parts

    # What needs no dictionaries

    @property
    def keys(self) -> Sequence[Hashable]:
        """The key of each edge."""
        return self._keys["key"]

    @property
    def edge_count(self) -> int:
        """The number of edges, parallel ones counted."""
        return int(self.starts[-1])

    def size(self, weight: str | None = None) -> float:
        """The number of edges, or the sum of their weights (1 where an edge has none)."""
        if weight is None:
            return self.edge_count
        values = self.edge_columns[weight] if weight in self.edge_columns else [1] * self.edge_count
        return sum(1 if value is None else value for value in values)

    def number_of_edges(self, u: Hashable = None, v: Hashable = None) -> int:
        """The number of edges, or of those between two nodes."""
        return self.edge_count if u is None else len(self._adj[u].get(v, ()))

    def places(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The numbers of both ends of each edge."""
        i, j, _ = self.csr.edges()
        many = np.diff(self.starts)
        return np.repeat(i, many), np.repeat(j, many)

    def ends(self) -> tuple[list[Hashable], list[Hashable]]:
        """Both ends of each edge."""
        one, other = (list(map(self.node_list.__getitem__, end.tolist())) for end in self.places())
        return one, other

    @cached_property
    def edges(self) -> MultiEdges:
        """The edges, as networkx has them."""
        return MultiEdges(self)

    # The dictionaries

    def adjacency_dictionaries(self, make: type[dict[str, Any]] = dict) -> Adjacency:
        """New dictionaries of neighbours, keys and attributes."""
        bags, keys, starts = dictionaries(self.edge_columns, self.edge_count, make), self.keys, self.starts.tolist()
        pairs = [dict(zip(keys[first:end], bags[first:end], strict=True)) for first, end in pairwise(starts)]
        if sum(map(len, pairs)) < len(keys):
            raise CallError("Two edges between the same nodes have the same key: give each its own.")
        return rows(self.node_list, self.csr, pairs, self.csr.edge_numbers())

    @cached_property
    def _adj(self) -> Adjacency:
        with no_collection():
            return self.adjacency_dictionaries(Attributes)

    # Other forms

    def to_networkx(self) -> nx.MultiGraph:
        """A plain ``networkx.MultiGraph`` of its own, with the same nodes, edges, keys and attributes, that can be changed."""
        plain = nx.MultiGraph()
        with no_collection():
            plain.graph.update(self.graph)
            plain._node, plain._adj = self.node_dictionaries(), self.adjacency_dictionaries()
        return plain

    def edge_table(self) -> dict[str, Any]:
        """See ``Frozen.edge_table``."""
        one, other = self.ends()
        return {"source": one, "target": other, "key": self.keys, **self.edge_columns}

    def to_polars(self) -> "tuple[pl.DataFrame, pl.DataFrame]":
        """A table of nodes (``node`` and the attributes) and one of edges (``source``, ``target``, ``key`` and the attributes)."""
        try:
            import polars as pl
        except ImportError as error:
            raise MissingExtraError("polars", "tables") from error
        tables = ({"node": self.node_list, **self.node_columns}, self.edge_table())
        nodes, links = (pl.DataFrame({name: pl.Series(values) for name, values in table.items()}) for table in tables)
        return nodes, links

    def to_igraph(self) -> "igraph.Graph":
        """An igraph graph with all attributes; the node is its vertex's ``name``, the key its edge's ``key``."""
        try:
            import igraph
        except ImportError as error:
            raise MissingExtraError("igraph", "igraph") from error
        made = igraph.Graph(n=len(self), edges=np.column_stack(self.places()).astype(np.int64))
        for name, value in self.graph.items():
            made[name] = value
        for name, column in {"name": self.node_list, **self.node_columns}.items():
            made.vs[name] = column
        for name, column in {"key": self.keys, **self.edge_columns}.items():
            made.es[name] = column
        return made

    new_edge_key = read_only("new_edge_key")
