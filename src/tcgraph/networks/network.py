"""Sparse graphs that are networkx graphs: arrays inside, dictionaries only when an algorithm asks for them."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from tcgraph.errors import CallError
from tcgraph.networks import conversions
from tcgraph.networks.attributes import Attributes, Column, Columns, dictionaries, no_collection, read_only
from tcgraph.networks.csr import Csr, Numbers
from tcgraph.networks.reports import Degrees, Edges, Nodes, OutEdges

if TYPE_CHECKING:
    from typing import Self

    import igraph
    import polars as pl
    from scipy.sparse import csr_array

__all__ = ["DirectedNetworkView", "NetworkView", "View"]

_Adjacency = dict[Hashable, dict[Hashable, dict[str, Any]]]


class View:
    """What directed and undirected views share. ``graph`` (a dictionary) holds facts about the whole: name, source, caption.

    ``node_list`` are the nodes in order, ``index`` their numbers, ``csr`` the neighbours, ``node_columns`` and ``edge_columns``
    the attributes as lists (edges in the order of ``csr.edges()``). Numbers that algorithms weigh by are ``csr.weights``.

    Counting, ``in``, iterating over nodes and edges, degrees, ``subgraph`` and all that ``networks.backend`` knows work on the
    arrays. Anything else that networkx or a caller does fills the dictionaries ``_node`` and ``_adj``, once.
    """

    __networkx_backend__: ClassVar[str] = "tcgraph"
    frozen: ClassVar[bool] = True
    """What ``networkx.is_frozen`` looks at."""
    node_list: list[Hashable]
    csr: Csr
    node_columns: Columns
    edge_columns: Columns
    graph: dict[str, Any]
    edges: Any
    degree: Any
    _plain: ClassVar[type[Any]]

    def __new__(cls, incoming_graph_data: Any = None, **attr: Any) -> Any:
        """A plain networkx graph: algorithms call the class of a graph for an empty one that they then fill."""
        return cls._plain(incoming_graph_data, **attr)

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

    @cached_property
    def index(self) -> dict[Hashable, int]:
        """The number of each node."""
        index = dict(zip(self.node_list, range(len(self.node_list)), strict=True))
        if len(index) < len(self.node_list):
            twice = next(node for number, node in enumerate(self.node_list) if index[node] != number)
            raise CallError(f"The node {twice!r} stands more than once among the nodes: each is given once.")
        return index

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self.node_list)

    def __len__(self) -> int:
        return len(self.node_list)

    def __contains__(self, node: object) -> bool:
        try:
            return node in self.index
        except TypeError:
            return False

    def number_of_nodes(self) -> int:
        """The number of nodes."""
        return len(self)

    order = number_of_nodes

    def has_node(self, n: object) -> bool:
        """Whether there is such a node."""
        return n in self

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

    def nbunch_iter(self, nbunch: Any = None) -> Iterator[Hashable]:
        """Those of some nodes that are in the graph, as networkx does it."""
        found: Iterator[Hashable] = self._bare.nbunch_iter(nbunch)
        return found

    @cached_property
    def _bare(self) -> Any:
        """A graph that only knows the nodes."""
        bare = nx.Graph()
        bare._node = bare._adj = self.index
        return bare

    @cached_property
    def nodes(self) -> Nodes:
        """The nodes, as networkx has them."""
        return Nodes(self)

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
        return self._made(names, csr, self.node_columns.taken(chosen), edge_columns, self.graph)

    # The dictionaries

    def _edge_dictionaries(self, make: type[dict[str, Any]]) -> list[dict[str, Any]]:
        return dictionaries({name: self.edge_values(name) for name in self.edge_names}, self.edge_count, make)

    def node_dictionaries(self, make: type[dict[str, Any]] = dict) -> dict[Hashable, dict[str, Any]]:
        """A new dictionary of attributes for each node, in order."""
        return dict(zip(self.node_list, dictionaries(self.node_columns, len(self), make), strict=True))

    def adjacency_dictionaries(self, make: type[dict[str, Any]] = dict) -> tuple[_Adjacency, _Adjacency]:
        """New dictionaries of successors and of predecessors, the same one where edges have no direction."""
        edges = self._edge_dictionaries(make)
        ahead = _rows(self.node_list, self.csr, edges, self.numbers)
        return ahead, ahead if self.csr.symmetric else _rows(self.node_list, self.transposed, edges, self.csr.transposed_order())

    @cached_property
    def _node(self) -> dict[Hashable, dict[str, Any]]:
        with no_collection():
            return self.node_dictionaries(Attributes)

    @cached_property
    def _adj(self) -> _Adjacency:
        with no_collection():
            ahead, back = self.adjacency_dictionaries(Attributes)
        self.__dict__["_succ"], self.__dict__["_pred"] = ahead, back
        return ahead

    @property
    def filled(self) -> bool:
        """Whether an algorithm has made dictionaries of the edges or of the nodes' attributes."""
        return "_adj" in self.__dict__ or "_node" in self.__dict__

    # Other forms

    def copy(self, as_view: bool = False) -> Any:
        """A plain networkx graph that can be changed, as ``to_networkx``; with ``as_view`` what networkx gives."""
        return nx.graphviews.generic_graph_view(self) if as_view else self.to_networkx()

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

    def to_polars(self) -> "tuple[pl.DataFrame, pl.DataFrame]":
        """A table of nodes (``node`` and the attributes) and one of edges (``source``, ``target`` and the attributes)."""
        return conversions.to_polars(self)

    def to_igraph(self) -> "igraph.Graph":
        """An igraph graph with all attributes; the node is its vertex's ``name``."""
        return conversions.to_igraph(self)

    add_node = read_only("add_node")
    add_nodes_from = read_only("add_nodes_from")
    remove_node = read_only("remove_node")
    remove_nodes_from = read_only("remove_nodes_from")
    add_edge = read_only("add_edge")
    add_edges_from = read_only("add_edges_from")
    add_weighted_edges_from = read_only("add_weighted_edges_from")
    remove_edge = read_only("remove_edge")
    remove_edges_from = read_only("remove_edges_from")
    update = read_only("update")
    clear = read_only("clear")
    clear_edges = read_only("clear_edges")


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
    def _succ(self) -> _Adjacency:
        return self._adj

    @cached_property
    def _pred(self) -> _Adjacency:
        back: _Adjacency = self._adj and self.__dict__["_pred"]
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


def _rows(nodes: list[Hashable], csr: Csr, edges: list[dict[str, Any]], numbers: Numbers) -> _Adjacency:
    names = list(map(nodes.__getitem__, csr.indices.tolist()))
    found = list(map(edges.__getitem__, numbers.tolist()))
    ends = csr.indptr.tolist()
    stretches = zip(nodes, ends, ends[1:], strict=False)
    return {node: dict(zip(names[first:end], found[first:end], strict=True)) for node, first, end in stretches}
