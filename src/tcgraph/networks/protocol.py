"""What reports and conversions need of a view."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from tcgraph.networks.csr import Csr, Numbers

__all__ = ["Network", "NodeTable"]


class NodeTable(Protocol):
    """Nodes and their attributes as lists; see ``frozen.Frozen``."""

    @property
    def node_columns(self) -> Mapping[str, Sequence[Any]]:
        """The attributes of nodes."""

    @property
    def index(self) -> dict[Hashable, int]:
        """The number of each node."""

    @property
    def _node(self) -> Any: ...

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Hashable]: ...

    def __contains__(self, node: object) -> bool: ...


class Network(NodeTable, Protocol):
    """Nodes, neighbours and attributes as arrays and lists; see ``network.View``."""

    node_list: list[Hashable]
    csr: Csr
    graph: dict[str, Any]

    @property
    def edge_columns(self) -> Mapping[str, Sequence[Any]]:
        """The attributes of edges that are no weights."""

    @property
    def edge_names(self) -> list[str]:
        """The names of the attributes of edges."""

    @property
    def _adj(self) -> Any: ...

    def number_of_edges(self) -> int:
        """The number of edges."""

    def nbunch_iter(self, nbunch: Any) -> Iterator[Hashable]:
        """Those of some nodes that are in the graph."""

    def weight_values(self, name: str | None) -> Numbers | None:
        """A number for each place of ``csr.indices``."""

    def numbers_of(self, name: str, csr: Csr) -> Numbers:
        """A number for each place of one of the adjacencies."""

    def edge_values(self, name: str) -> Sequence[Any]:
        """What each edge has under a name."""

    def node_dictionaries(self) -> dict[Hashable, dict[str, Any]]:
        """New dictionaries of the nodes."""

    def adjacency_dictionaries(self) -> tuple[Any, Any]:
        """New dictionaries of the edges."""
