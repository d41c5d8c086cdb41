"""Components, cores, loops: functions of networkx on arrays. Each answers what networkx's function of that name answers."""

from collections.abc import Hashable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tcgraph.networks.csr import Csr, distinct, stable_order, stretches
from tcgraph.networks.engines import Elsewhere, scipy_csgraph
from tcgraph.networks.network import View

__all__ = [
    "component_labels",
    "connected_components",
    "core_number",
    "is_connected",
    "is_empty",
    "is_strongly_connected",
    "is_weakly_connected",
    "node_connected_component",
    "number_connected_components",
    "number_of_selfloops",
    "number_strongly_connected_components",
    "number_weakly_connected_components",
    "weakly_connected_components",
]

_SPARSE = 8
"""With fewer neighbours than this on average all edges are looked at at once."""


def component_labels(csr: Csr) -> tuple[int, NDArray[np.int32]]:
    """The number of components (of a directed graph, weak ones) and for each node the number of its own."""
    search = scipy_csgraph().connected_components
    if not csr.symmetric or len(csr.indices) < _SPARSE * len(csr):
        return search(csr.to_scipy(), directed=not csr.symmetric, connection="weak")  # type: ignore[no-any-return]
    count, labels = search(_two_each(csr).to_scipy(), connection="weak")
    if count == 1:
        return count, labels
    outside = np.flatnonzero(labels != np.bincount(labels).argmax())  # an edge inside the largest part tells nothing more
    places = stretches(csr.indptr[outside], csr.degrees[outside])
    ends = labels[np.repeat(outside, csr.degrees[outside])], labels[csr.indices[places]]
    count, merged = _joined(count, *ends)
    return count, merged[labels]


def _two_each(csr: Csr) -> Csr:
    """The edges to the first and to the last neighbour of each node."""
    alone = csr.degrees == 0
    indptr = np.concatenate([[0], np.cumsum(np.where(alone, 0, 2))])
    some = np.flatnonzero(~alone)
    return Csr(indptr, csr.indices[np.stack([csr.indptr[some], csr.indptr[some + 1] - 1], axis=1).ravel()], False)


def _joined(n: int, i: Any, j: Any) -> tuple[int, NDArray[np.int32]]:
    from scipy.sparse import coo_array

    return scipy_csgraph().connected_components(coo_array((np.ones(len(i)), (i, j)), shape=(n, n)), directed=False)  # type: ignore[no-any-return]


def _sets(view: View) -> Iterator[set[Hashable]]:
    """The nodes of each component, components by their first node."""
    if not len(view):
        return
    count, labels = component_labels(view.csr)
    sizes = np.bincount(labels, minlength=count)
    largest = int(sizes.argmax())
    others = np.flatnonzero(labels != largest)
    order = others[stable_order(labels[others], count)]
    names, first = list(map(view.node_list.__getitem__, order.tolist())), int((labels == largest).argmax())
    starts = np.flatnonzero(np.diff(labels[order], prepend=-1))
    for start, end in _by_first_node(order, starts, first):
        yield set(names[start:end]) if end else _all_but(view, names)


def _by_first_node(order: NDArray[np.int64], starts: NDArray[np.int64], first: int) -> list[tuple[int, int]]:
    """Where each component begins and ends in an order of nodes; (0, 0) for the one that is not in it, whose first node is given."""
    found = zip(order[starts].tolist(), starts.tolist(), np.append(starts, len(order))[1:].tolist(), strict=True)
    return [(start, end) for _, start, end in sorted([*found, (first, 0, 0)])]


def _all_but(view: View, names: list[Hashable]) -> set[Hashable]:
    """The nodes without some. A copy of the index, where it was made, takes half of the time that a set of the names takes."""
    found = set(view.index if "index" in vars(view) else view.node_list)
    found.difference_update(names)
    return found


def connected_components(G: View) -> Iterator[set[Hashable]]:
    """The nodes of each component."""
    scipy_csgraph()
    return _sets(G)


def number_connected_components(G: View) -> int:
    """How many components there are."""
    return int(component_labels(G.csr)[0]) if len(G) else 0


def is_connected(G: View) -> bool:
    """Whether there is one component only. The empty graph raises ``NetworkXPointlessConcept``."""
    if not len(G):
        raise Elsewhere
    return number_connected_components(G) == 1


def node_connected_component(G: View, n: Hashable) -> set[Hashable]:
    """The nodes of the component of a node."""
    if n not in G:
        raise Elsewhere
    labels = component_labels(G.csr)[1]
    return {G.node_list[number] for number in np.flatnonzero(labels == labels[G.index[n]]).tolist()}


weakly_connected_components = connected_components
number_weakly_connected_components = number_connected_components
is_weakly_connected = is_connected


def number_strongly_connected_components(G: View) -> int:
    """How many strong components there are."""
    return int(scipy_csgraph().connected_components(G.csr.to_scipy(), connection="strong")[0]) if len(G) else 0


def is_strongly_connected(G: View) -> bool:
    """Whether there is one strong component only. The empty graph raises ``NetworkXPointlessConcept``."""
    if not len(G):
        raise Elsewhere
    return number_strongly_connected_components(G) == 1


def number_of_selfloops(G: View) -> int:
    """How many nodes are joined to themselves."""
    return len(G.csr.loops)


def is_empty(G: View) -> bool:
    """Whether there is no edge."""
    return G.edge_count == 0


def core_number(G: View) -> dict[Hashable, int]:
    """For each node the largest k of a k-core that it is in. Loops and directions are left to networkx."""
    csr = G.csr
    if not csr.symmetric or len(csr.loops):
        raise Elsewhere
    left, core, k = csr.degrees.copy(), np.full(len(csr), -1, np.int64), 0
    remaining = np.arange(len(csr))
    while len(remaining := remaining[core[remaining] < 0]):
        k = max(k, int(left[remaining].min()))
        peeled = remaining[left[remaining] <= k]
        while len(peeled):
            core[peeled] = k
            touched = csr.indices[stretches(csr.indptr[peeled], csr.degrees[peeled])]
            np.subtract.at(left, touched, 1)
            touched = touched[(core[touched] < 0) & (left[touched] <= k)]
            peeled = distinct(touched)
    return dict(zip(G.node_list, core.tolist(), strict=True))
