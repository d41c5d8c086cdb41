"""Matrices, attributes by name, projections: functions of networkx on arrays."""

from collections.abc import Collection, Hashable
from typing import Any

import numpy as np

from tcgraph.networks.csr import Csr, Numbers
from tcgraph.networks.engines import Elsewhere, scipy_csgraph
from tcgraph.networks.network import View

__all__ = [
    "get_edge_attributes",
    "get_node_attributes",
    "projected_graph",
    "to_numpy_array",
    "to_scipy_sparse_array",
    "weighted_projected_graph",
]


def to_scipy_sparse_array(G: View, nodelist: Any = None, dtype: Any = None, weight: str | None = "weight", format: str = "csr") -> Any:
    """The adjacency matrix, an array of its own."""
    scipy_csgraph()
    values = G.weight_values(weight)
    if values is None or not len(G) or format not in ("csr", "csc", "coo", "bsr", "lil", "dia", "dok"):
        raise Elsewhere
    if not len(values):
        values = values.astype(float)  # as networkx has it without edges
    matrix = G.csr.to_scipy(values=values).astype(dtype or values.dtype, copy=True)
    if nodelist is not None and (numbers := _numbers(G, nodelist)) is not None:
        matrix = matrix[numbers][:, numbers]
    return _owning(matrix).asformat(format)


def _owning(matrix: Any) -> Any:
    matrix.indices = matrix.indices.copy()  # the view's own must not be written to
    return matrix


def _numbers(view: View, nodelist: Any) -> Any:
    """The numbers of the nodes asked for; None for all as they stand. Unknown nodes and repetitions are networkx's to refuse."""
    if nodelist is view.node_list or (isinstance(nodelist, list) and nodelist == view.node_list):
        return None
    if not isinstance(nodelist, Collection) or not nodelist or not all(node in view for node in nodelist):
        raise Elsewhere
    numbers = np.array([view.index[node] for node in nodelist], np.int64)
    if len(np.unique(numbers)) < len(numbers):
        raise Elsewhere
    return numbers


def to_numpy_array(G: View, nodelist: Any = None, dtype: Any = None, order: Any = None, multigraph_weight: Any = sum,
                   weight: str | None = "weight", nonedge: Any = 0.0) -> Any:
    """The adjacency matrix, dense."""
    values = G.weight_values(weight)
    if values is None or (nodelist is not None and list(nodelist) != G.node_list):
        raise Elsewhere
    full = np.full((len(G), len(G)), nonedge, dtype=dtype, order=order)
    if full.dtype.names:
        raise Elsewhere
    full[G.csr.rows(), G.csr.indices] = values
    return full


def get_node_attributes(G: View, name: str, default: Any = None) -> dict[Hashable, Any]:
    """What each node has under a name; those that have nothing are left out, or get the default."""
    column = G.node_columns[name] if name in G.node_columns else [None] * len(G)
    return _present(G.node_list, column, default)


def get_edge_attributes(G: View, name: str, default: Any = None) -> dict[Hashable, Any]:
    """What each edge has under a name; those that have nothing are left out, or get the default."""
    return _present(G.edges, G.edge_values(name), default)


def _present(keys: Any, column: Any, default: Any) -> dict[Hashable, Any]:
    if default is not None:
        return {key: default if value is None else value for key, value in zip(keys, column, strict=True)}
    return {key: value for key, value in zip(keys, column, strict=True) if value is not None}


def projected_graph(B: View, nodes: Collection[Hashable], multigraph: bool = False) -> View:
    """The network of some nodes, joined where they share a neighbour."""
    if multigraph:
        raise Elsewhere
    csr, numbers, _ = _shared(B, nodes)
    return _projection(B, csr, numbers)


def weighted_projected_graph(B: View, nodes: Collection[Hashable], ratio: bool = False) -> View:
    """The same with a ``weight``: how many neighbours they share, or with ``ratio`` which share of all there are."""
    if len(nodes) >= len(B):
        raise Elsewhere
    csr, numbers, counts = _shared(B, nodes)
    weights = counts / (len(B) - len(nodes)) if ratio else counts
    return _projection(B, Csr(csr.indptr, csr.indices, csr.symmetric, {"weight": weights}), numbers)


def _shared(view: View, nodes: Collection[Hashable]) -> tuple[Csr, Numbers, Numbers]:
    """Who of the nodes shares how many neighbours with whom. Paths of two steps that lead elsewhere are left to networkx."""
    from scipy.sparse import csr_array

    numbers = _numbers(view, list(nodes))
    numbers = np.arange(len(view)) if numbers is None else numbers
    matrix = view.csr.to_scipy(values=np.ones(len(view.csr.indices), np.int64))
    found = csr_array(matrix[numbers] @ matrix)
    found.sort_indices()
    new = np.full(len(view), -1, np.int32)
    new[numbers] = np.arange(len(numbers), dtype=np.int32)
    rows, ends = np.repeat(np.arange(len(numbers), dtype=np.int32), np.diff(found.indptr)), new[found.indices]
    if (ends < 0).any():
        raise Elsewhere
    order = np.lexsort((ends, rows)) if (np.diff(numbers) < 0).any() else np.arange(len(rows))
    order = order[rows[order] != ends[order]]
    indptr = np.concatenate([[0], np.cumsum(np.bincount(rows[order], minlength=len(numbers)))])
    return Csr(indptr, ends[order], view.csr.symmetric), numbers, found.data[order]


def _projection(view: View, csr: Csr, numbers: Numbers) -> View:
    names = [view.node_list[number] for number in numbers.tolist()]
    columns = view.node_columns.taken(numbers)
    return type(view).of_csr(names, csr, node_attributes={name: columns.maker(name) for name in columns}, graph=view.graph)
