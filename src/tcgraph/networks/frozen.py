"""What all read-only networks share: the nodes with their attributes, and that nothing changes them."""

from collections.abc import Hashable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import networkx as nx

from tcgraph.errors import CallError, MissingExtraError
from tcgraph.networks.attributes import Attributes, Columns, dictionaries, no_collection, read_only
from tcgraph.networks.csr import Csr, Numbers
from tcgraph.networks.reports import Nodes

if TYPE_CHECKING:
    import pandas

__all__ = ["Adjacency", "Frozen", "rows"]

Adjacency = dict[Hashable, dict[Hashable, Any]]


class Frozen:
    """A network that cannot be changed. ``node_list`` are the nodes in order, ``node_columns`` their attributes; ``graph``
    (a dictionary) holds facts about the whole."""

    frozen: ClassVar[bool] = True
    """What ``networkx.is_frozen`` looks at."""
    node_list: list[Hashable]
    node_columns: Columns
    graph: dict[str, Any]
    csr: Csr
    origin: Any = None
    """What made the network may leave here what it knows besides. Parts keep it; copies, pickles and files do not."""
    _plain: ClassVar[type[Any]]

    def __new__(cls, incoming_graph_data: Any = None, **attr: Any) -> Any:
        """A plain networkx graph: algorithms call the class of a graph for an empty one that they then fill."""
        return cls._plain(incoming_graph_data, **attr)

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

    def node_dictionaries(self, make: type[dict[str, Any]] = dict) -> dict[Hashable, dict[str, Any]]:
        """A new dictionary of attributes for each node, in order."""
        return dict(zip(self.node_list, dictionaries(self.node_columns, len(self), make), strict=True))

    @cached_property
    def _node(self) -> dict[Hashable, dict[str, Any]]:
        with no_collection():
            return self.node_dictionaries(Attributes)

    @property
    def filled(self) -> bool:
        """Whether an algorithm has made dictionaries of the edges or of the nodes' attributes."""
        return not {"_adj", "_node", "edge_bags"}.isdisjoint(vars(self))

    def copy(self, as_view: bool = False) -> Any:
        """A plain networkx graph that can be changed, as ``to_networkx``; with ``as_view`` what networkx gives."""
        return nx.graphviews.generic_graph_view(self) if as_view else self.to_networkx()

    def to_networkx(self) -> Any:
        """A plain networkx graph of its own, with the same nodes, edges and attributes in the same order, that can be changed."""
        raise NotImplementedError

    def edge_table(self) -> dict[str, Any]:
        """The edges as columns: ``source``, ``target``, of parallel ones ``key``, and the attributes."""
        raise NotImplementedError

    def to_pandas(self) -> "tuple[pandas.DataFrame, pandas.DataFrame]":
        """A table of nodes, with the attributes as columns, and one of edges (``source``, ``target`` and the attributes)."""
        try:
            import pandas
        except ImportError as error:
            raise MissingExtraError("pandas", "pandas") from error
        tables = ({"node": self.node_list, **self.node_columns}, self.edge_table())
        nodes, edges = (pandas.DataFrame(table).convert_dtypes() for table in tables)
        return nodes, edges

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


def rows(nodes: list[Hashable], csr: Csr, edges: list[Any], numbers: Numbers) -> Adjacency:
    """For each node its neighbours and what the edge to each of them holds; ``numbers``: which of ``edges`` lies at each place."""
    names = list(map(nodes.__getitem__, csr.indices.tolist()))
    found = list(map(edges.__getitem__, numbers.tolist()))
    ends = csr.indptr.tolist()
    stretches = zip(nodes, ends, ends[1:], strict=False)
    return {node: dict(zip(names[first:end], found[first:end], strict=True)) for node, first, end in stretches}
