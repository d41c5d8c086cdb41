"""Sparse graphs that are networkx graphs: arrays inside, dictionaries only when an algorithm asks for them."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from tcgraph.errors import CallError
from tcgraph.networks import conversions
from tcgraph.networks.attributes import Attributes, Column, Columns, dictionaries, no_collection
from tcgraph.networks.csr import Csr, Numbers
from tcgraph.networks.frozen import Adjacency, Frozen, rows
from tcgraph.networks.reports import Degrees, Edges, OutEdges

if TYPE_CHECKING:
    from typing import Self

    import igraph
    import polars as pl
    from scipy.sparse import csr_array

__all__ = ["DirectedNetworkView", "NetworkView", "View"]


class View(Frozen):
    """What directed and undirected views share. ``graph`` (a dictionary) holds facts about the whole: name, source, caption.

    ``node_list`` are the nodes in order, ``index`` their numbers, ``csr`` the neighbours, ``node_columns`` and ``edge_columns``
    the attributes as lists (edges in the order of ``csr.edges()``). Numbers that algorithms weigh by are ``csr.weights``.

    Counting, ``in``, iterating over nodes and edges, with one attribute too, degrees, ``subgraph`` and all that ``networks.backend``
    knows work on the arrays. Anything else that networkx or a caller does fills the dictionaries ``_node`` and ``_adj``, once.
    """

    __networkx_backend__: ClassVar[str] = "tcgraph"
    csr: Csr
    edge_columns: Columns
    edges: Any
    degree: Any

    @classmethod
    def of_edges(cls, nodes: Iterable[Hashable], i: Numbers, j: Numbers, *, weights: Mapping[str, Numbers] | None = None,
                 edge_attributes: Mapping[str, Column] | None = None, node_attributes: Mapping[str, Column] | None = None,
                 graph: Mapping[str, Any] | None = None) -> "Self":
        """The network of nodes and of edges between node ``i[k]`` and node ``j[k]`` (numbers from 0), each given once, in any order.

        ``weights`` are arrays of numbers and ``edge_attributes`` lists, one value for each edge as given; ``node_attributes``
        lists, one value for each node; a function without parameters stands for the list that it makes when first needed, and
        None in a list for "absent". Attributes should be plain Python values. Raises ``CallError`` for lengths that do not fit,
        a node or an edge that stands there twice, node numbers that do not exist. Cost: one sort of the edges.
        """
        names = list(nodes)
        csr, order = Csr.of_edges(len(names), i, j, weights=weights, directed=issubclass(cls, nx.DiGraph))
        columns = Columns(edge_attributes or {}, len(np.asarray(i)), "edges").taken(order)
        return cls._made(names, csr, Columns(node_attributes or {}, len(names), "nodes"), columns, graph or {})

    @classmethod
    def of_csr(cls, nodes: Iterable[Hashable], csr: Csr, *, edge_attributes: Mapping[str, Column] | None = None,
               node_attributes: Mapping[str, Column] | None = None, graph: Mapping[str, Any] | None = None) -> "Self":
        """The network of an adjacency that is made already; ``edge_attributes`` in the order of ``csr.edges()``, else as ``of_edges``."""
        names = list(nodes)
        if len(csr) != len(names) or csr.symmetric is issubclass(cls, nx.DiGraph):
            kind = "directed" if csr.symmetric else "undirected"
            raise CallError(f"{len(names)} nodes and an adjacency of {len(csr)} nodes, not {kind}, make no {cls.__name__}.")
        edges = (len(csr.indices) + len(csr.loops)) // 2 if csr.symmetric else len(csr.indices)
        columns = Columns(edge_attributes or {}, edges, "edges")
        return cls._made(names, csr, Columns(node_attributes or {}, len(names), "nodes"), columns, graph or {})

    @classmethod
    def _made(cls, nodes: list[Hashable], csr: Csr, node_columns: Columns, edge_columns: Columns, graph: Mapping[str, Any]) -> "Self":
        view = object.__new__(cls)
        view.node_list, view.csr, view.node_columns, view.edge_columns = nodes, csr, node_columns, edge_columns
        view.graph = dict(graph)
        view.__dict__["__networkx_cache__"] = {}
        return view

    def __reduce__(self) -> "tuple[Callable[..., View], tuple[Any, ...]]":
        return type(self)._made, (self.node_list, self.csr, self.node_columns, self.edge_columns, self.graph)

    # What needs no dictionaries

    def size(self, weight: str | None = None) -> float:
        """The number of edges, or the sum of their weights."""
        if weight is None:
            return self.edge_count
        return sum(degree for _, degree in self.degree(weight=weight)) / 2  # type: ignore[no-any-return]

    @cached_property
    def edge_count(self) -> int:
        """The number of edges."""
        return (len(self.csr.indices) + len(self.csr.loops)) // 2 if self.csr.symmetric else len(self.csr.indices)

    def number_of_edges(self, u: Hashable = None, v: Hashable = None) -> int:
        """The number of edges, or of those from one node to another: 0 or 1."""
        return self.edge_count if u is None else int(v in self._adj[u])

    @cached_property
    def numbers(self) -> NDArray[np.int32]:
        """For each place of ``csr.indices`` the number of its edge."""
        return self.csr.edge_numbers()

    @cached_property
    def transposed(self) -> Csr:
        """The neighbours against the direction of edges."""
        return self.csr.transposed()

    def weight_values(self, name: str | None) -> Numbers | None:
        """For each place of ``csr.indices`` the number that an edge has under a name; 1 where it has none, as in networkx.

        None where an edge has something else than a number there.
        """
        if name is not None and name in self.csr.weights:
            return self.csr.weights[name]
        if name is None or name not in self.edge_columns:
            return np.ones(len(self.csr.indices), np.int64)
        values = np.array([1 if value is None else value for value in self.edge_columns[name]])
        return values[self.numbers] if values.dtype.kind in "iuf" else None

    def numbers_of(self, name: str, csr: Csr) -> Numbers:
        """The same for the places of ``csr`` or ``transposed``. Raises ``TypeError`` where an edge has no number."""
        values = self.weight_values(name)
        if values is None:
            raise TypeError(f"The edge attribute {name!r} is not a number on every edge that has it.")
        return values if csr is self.csr else values[self.csr.transposed_order()]

    def edge_values(self, name: str) -> Sequence[Any]:
        """What each edge has under a name, as plain values, in the order of ``csr.edges()``; None where it has nothing."""
        if name in self.csr.weights:
            return self.csr.weights[name][self.csr.edges()[2]].tolist()  # type: ignore[no-any-return]
        return self.edge_columns[name] if name in self.edge_columns else [None] * self.edge_count

    @property
    def edge_names(self) -> list[str]:
        """The names of the attributes of edges, weights first."""
        return [*self.csr.weights, *(name for name in self.edge_columns if name not in self.csr.weights)]

    def subgraph(self, nodes: Any) -> "Self":
        """The view of some of the nodes and the edges among them, in the order of the graph; others are passed over. Cost: their edges."""
        return self.only(np.array(sorted({self.index[node] for node in self.nbunch_iter(nodes)}), np.int64))

    def only(self, chosen: Numbers) -> "Self":
        """The same of nodes given by number, ascending."""
        csr, place = self.csr.only(chosen)
        kept = place if not self.csr.symmetric else place[csr.edges()[2]]
        names = [self.node_list[number] for number in chosen.tolist()]
        edge_columns = self.edge_columns.taken(self.numbers[kept]) if self.edge_columns else self.edge_columns
        part = self._made(names, csr, self.node_columns.taken(chosen), edge_columns, self.graph)
        part.origin = self.origin
        return part

    # The dictionaries

    def _edge_dictionaries(self, make: type[dict[str, Any]]) -> list[dict[str, Any]]:
        return dictionaries({name: self.edge_values(name) for name in self.edge_names}, self.edge_count, make)

    def adjacency_dictionaries(self, make: type[dict[str, Any]] = dict) -> tuple[Adjacency, Adjacency]:
        """New dictionaries of successors and of predecessors, the same one where edges have no direction."""
        edges = self.edge_bags if make is Attributes else self._edge_dictionaries(make)
        ahead = rows(self.node_list, self.csr, edges, self.numbers)
        return ahead, ahead if self.csr.symmetric else rows(self.node_list, self.transposed, edges, self.csr.transposed_order())

    @cached_property
    def edge_bags(self) -> list[dict[str, Any]]:
        """The attributes of each edge, in the order of ``csr.edges()``; those that ``_adj`` holds."""
        with no_collection():
            return self._edge_dictionaries(Attributes)

    @cached_property
    def _adj(self) -> Adjacency:
        with no_collection():
            ahead, back = self.adjacency_dictionaries(Attributes)
        self.__dict__["_succ"], self.__dict__["_pred"] = ahead, back
        return ahead

    # Other forms

    def to_networkx(self) -> Any:
        """A plain networkx graph of its own, with the same nodes, edges and attributes in the same order, that can be changed."""
        return conversions.to_networkx(self, self._plain())

    def to_scipy(self, weight: str | None = "weight") -> "tuple[csr_array, list[Hashable]]":
        """The adjacency as a sparse array with the weights of that name (1 where an edge has none; None: 1 for all), and the nodes.

        Raises ``CallError`` for a name that no edge has, but for ``weight``, which means 1 then as everywhere in networkx.
        """
        if weight not in (None, "weight", *self.edge_names):
            raise CallError(f"No edge has {weight!r}. Known: {', '.join(self.edge_names)}.")
        return conversions.to_scipy(self, weight)

    def edge_table(self) -> dict[str, Any]:
        """See ``Frozen.edge_table``."""
        i, j, place = self.csr.edges()
        ends = {name: list(map(self.node_list.__getitem__, end.tolist())) for name, end in (("source", i), ("target", j))}
        weights = {name: values[place] for name, values in self.csr.weights.items()}
        return ends | weights | {name: self.edge_columns[name] for name in self.edge_names if name not in weights}

    def to_polars(self) -> "tuple[pl.DataFrame, pl.DataFrame]":
        """A table of nodes (``node`` and the attributes) and one of edges (``source``, ``target`` and the attributes)."""
        return conversions.to_polars(self)

    def to_igraph(self) -> "igraph.Graph":
        """An igraph graph with all attributes; the node is its vertex's ``name``."""
        return conversions.to_igraph(self)


class NetworkView(View, nx.Graph):  # type: ignore[misc]  # networkx has no types
    """An undirected network, at most one edge between two nodes. See ``View``."""

    _plain = nx.Graph

    @cached_property
    def edges(self) -> Edges:
        """The edges, as networkx has them."""
        return Edges(self)

    @cached_property
    def degree(self) -> Degrees:
        """The degrees, as networkx has them."""
        return Degrees(self, make=nx.classes.reportviews.DegreeView)


class DirectedNetworkView(View, nx.DiGraph):  # type: ignore[misc]  # networkx has no types
    """A directed network, at most one edge from one node to another. See ``View``."""

    _plain = nx.DiGraph

    @cached_property
    def _succ(self) -> Adjacency:
        return self._adj

    @cached_property
    def _pred(self) -> Adjacency:
        back: Adjacency = self._adj and self.__dict__["_pred"]
        return back

    @cached_property
    def edges(self) -> OutEdges:
        """The edges, as networkx has them."""
        return OutEdges(self)

    @cached_property
    def out_edges(self) -> OutEdges:
        """The edges, as networkx has them."""
        return OutEdges(self)

    @cached_property
    def degree(self) -> Degrees:
        """The degrees, edges in and out, as networkx has them."""
        return Degrees(self, rows=(self.csr, self.transposed), make=nx.classes.reportviews.DiDegreeView)

    @cached_property
    def out_degree(self) -> Degrees:
        """The number of edges out of each node, as networkx has it."""
        return Degrees(self, rows=(self.csr,), make=nx.classes.reportviews.OutDegreeView)

    @cached_property
    def in_degree(self) -> Degrees:
        """The number of edges into each node, as networkx has it."""
        return Degrees(self, rows=(self.transposed,), make=nx.classes.reportviews.InDegreeView)
