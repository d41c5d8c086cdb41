"""A view in the forms of other packages."""

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tcgraph.errors import MissingExtraError
from tcgraph.networks.attributes import no_collection
from tcgraph.networks.protocol import Network

if TYPE_CHECKING:
    import igraph
    import polars as pl
    from scipy.sparse import csr_array

__all__ = ["to_igraph", "to_networkit", "to_networkx", "to_polars", "to_scipy"]


def to_networkx(view: Network, empty: Any) -> Any:
    """Fills an empty networkx graph with new dictionaries and returns it."""
    with no_collection():
        empty.graph.update(view.graph)
        empty._node = view.node_dictionaries()
        empty._adj, back = view.adjacency_dictionaries()
    if empty.is_directed():
        empty._pred = back
    return empty


def to_scipy(view: Network, weight: str | None) -> "tuple[csr_array, list[Hashable]]":
    """The sparse adjacency and the nodes in its order. Values that are no numbers raise ``TypeError``."""
    values = None if weight is None else view.numbers_of(weight, view.csr).copy()  # what is changed there is not changed here
    made = view.csr.to_scipy(values=values)
    made.indices = made.indices.copy()
    return made, list(view.node_list)


def to_polars(view: Network) -> "tuple[pl.DataFrame, pl.DataFrame]":
    """Tables of nodes and of edges."""
    try:
        import polars as pl
    except ImportError as error:
        raise MissingExtraError("polars", "tables") from error
    nodes = pl.DataFrame({"node": pl.Series(view.node_list), **{name: pl.Series(view.node_columns[name]) for name in view.node_columns}})
    i, j, place = view.csr.edges()
    names = nodes["node"]
    ends = {"source": names.gather(i), "target": names.gather(j)}
    weights = {name: pl.Series(values[place]) for name, values in view.csr.weights.items()}
    others = {name: pl.Series(view.edge_columns[name]) for name in view.edge_names if name not in weights}
    return nodes, pl.DataFrame(ends | weights | others)


def to_igraph(view: Network, *, bare: bool = False) -> "igraph.Graph":
    """The graph in igraph; ``bare``: without attributes."""
    try:
        import igraph
    except ImportError as error:
        raise MissingExtraError("igraph", "igraph") from error
    i, j, _ = view.csr.edges()
    made = igraph.Graph(n=len(view), edges=np.column_stack([i, j]).astype(np.int64), directed=not view.csr.symmetric)
    if not bare:
        for name, value in view.graph.items():
            made[name] = value
        made.vs["name"] = view.node_list
        for name, column in view.node_columns.items():
            made.vs[name] = column
        for name in view.edge_names:
            made.es[name] = view.edge_values(name)
    return made


def to_networkit(view: Network, weight: str | None = None, numbers: NDArray[np.int64] | None = None) -> Any:
    """The graph in networkit, weighted where a weight is named; ``numbers``: what each node is to be called there."""
    try:
        import networkit
    except ImportError as error:
        raise MissingExtraError("networkit", "networkit") from error
    i, j, place = view.csr.edges()
    ends = (i, j) if numbers is None else (numbers[i], numbers[j])
    values = None if weight is None else view.weight_values(weight)
    data = tuple(end.astype(np.uint64) for end in ends) if values is None else (values[place].astype(float), ends)
    return networkit.GraphFromCoo(data, n=len(view), weighted=values is not None, directed=not view.csr.symmetric)
