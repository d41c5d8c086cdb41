"""Triangles and clustering: functions of networkx on arrays."""

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tcgraph.networks.csr import Csr
from tcgraph.networks.engines import Elsewhere, scipy_csgraph
from tcgraph.networks.network import View

__all__ = ["clustering", "transitivity", "triangles"]

_STEPS = 20_000_000
"""So many pairs of neighbours are looked at in one product of matrices: it bounds memory."""


def triangles(G: View, nodes: Any = None) -> Any:
    """The number of triangles of each node, of some, or of one."""
    counts, _ = _counts(G)
    return _answer(G, nodes, counts.tolist())


def clustering(G: View, nodes: Any = None, weight: str | None = None) -> Any:
    """The share of pairs of neighbours that are joined: of each node, of some, or of one. Weights and directions are left to networkx."""
    if weight is not None:
        raise Elsewhere
    counts, degrees = _counts(G)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = (2 * counts / (degrees * (degrees - 1))).tolist()
    return _answer(G, nodes, [share if count else 0 for share, count in zip(shares, counts.tolist(), strict=True)])


def transitivity(G: View) -> float:
    """The share of all pairs of neighbours that are joined."""
    counts, degrees = _counts(G)
    total = 2 * int(counts.sum())
    return total / int((degrees * (degrees - 1)).sum()) if total else 0


def _answer(view: View, nodes: Any, values: list[Any]) -> Any:
    if nodes is None:
        return dict(zip(view.node_list, values, strict=True))
    if nodes in view:
        return values[view.index[nodes]]
    return {node: values[view.index[node]] for node in view.nbunch_iter(nodes)}


def _counts(view: View) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Triangles and degree of each node, without loops."""
    if not view.csr.symmetric:
        raise Elsewhere
    scipy_csgraph()
    degrees = view.csr.degrees
    if len(loops := view.csr.loops):
        degrees = degrees.copy()
        degrees[loops] -= 1
    return _triangles(view.csr), degrees


def _triangles(csr: Csr) -> NDArray[np.int64]:
    """Edges lead from the node with fewer neighbours to that with more, so that nobody has many edges out.

    Each triangle is then one a -> b -> c with a -> c. Neighbours that a and b share give a and b their triangles, neighbours
    between a and c give c its own.
    """
    from scipy.sparse import csr_array

    n = len(csr)
    rank = np.empty(n, np.int32)
    rank[np.argsort(csr.degrees, kind="stable")] = np.arange(n, dtype=np.int32)
    rows, targets = rank[csr.rows()], rank[csr.indices]
    upward = rows < targets
    ahead = csr_array((np.ones(int(upward.sum()), np.int32), (rows[upward], targets[upward])), shape=(n, n))
    back = ahead.T.tocsr()
    counts = np.zeros(n, np.int64)
    for first, end in _chunks(ahead):
        part = ahead[first:end]
        shared, between = (part @ back).multiply(part), (part @ ahead).multiply(part)
        counts[first:end] += shared.sum(axis=1)
        counts += shared.sum(axis=0)
        counts += between.sum(axis=0)
    return counts[rank]


def _chunks(ahead: Any) -> list[tuple[int, int]]:
    """Stretches of rows whose products are about equally large."""
    ins, outs = np.bincount(ahead.indices, minlength=ahead.shape[0]), np.diff(ahead.indptr)
    work = np.zeros(len(ahead.indices) + 1, np.int64)
    np.cumsum((ins + outs)[ahead.indices], out=work[1:])
    per_row = work[ahead.indptr]
    cuts = np.searchsorted(per_row, np.arange(_STEPS, int(per_row[-1]), _STEPS))
    ends = np.unique(np.concatenate([[0], cuts, [ahead.shape[0]]])).tolist()
    return list(pairwise(ends))
