"""Brokerage between groups: who stands between two that are not linked, and on which side."""

from itertools import permutations

import numpy as np
import numpy.typing as npt

from tcgraph.errors import CallError
from tcgraph.indicators.triangles import Ints, adjacent, simple_links, triangles
from tcgraph.networks.csr import distinct

__all__ = ["ROLES", "brokerage_roles"]

ROLES = ("coordinator", "consultant", "gatekeeper", "representative", "liaison")


def brokerage_roles(i: npt.ArrayLike, j: npt.ArrayLike, groups: npt.ArrayLike, *, directed: bool = False) -> Ints:
    """How often each node brokers in each of the five roles: a table of nodes by ``ROLES``.

    A node b brokers for a and c when a is linked to b, b to c, and a not to c. With A, B, C their groups: coordinator A = B = C; consultant
    (itinerant broker) A = C, B another; gatekeeper B = C, A another; representative A = B, C another; liaison all different. Gould and
    Fernandez 1989, Sociological Methodology 19. ``i`` and ``j`` are ends (for ``directed`` origin and target), positions in ``groups``,
    which are numbers from 0; a node below 0 has no known group and neither brokers nor is brokered for. Undirected links have no
    direction of flow: each unordered pair counts once, and gatekeeper and representative are one role, counted in both columns.
    Counts are raw: a pair with two brokers is counted for each, and no expected number is taken off. Loops and parallel links count
    nothing. Cost: links times the square root of links at worst, no step per pair in Python.
    """
    own = np.asarray(groups, dtype=np.int64)
    a, b = np.asarray(i, dtype=np.int64), np.asarray(j, dtype=np.int64)
    if len(a) != len(b) or (len(a) and max(a.max(), b.max()) >= len(own)):
        raise CallError("Each link needs two ends, and each end a group.")
    known = (own[a] >= 0) & (own[b] >= 0)
    a, b = a[known], b[known]
    if not directed:
        a, b = np.concatenate([a, b]), np.concatenate([b, a])
    arcs = distinct((a * len(own) + b)[a != b])
    if not len(arcs):
        return np.zeros((len(own), len(ROLES)), dtype=np.int64)
    if directed:
        return _paths(arcs, own) - _closed(arcs, own)
    roles = _paths(arcs, own)
    roles[:, [0, 1, 4]] //= 2
    return roles - _closed_pairs(arcs, own)


def _paths(arcs: Ints, own: Ints) -> Ints:
    """Paths a, b, c of two arcs with a and c different, by role of b."""
    number, kinds = len(own), int(own.max()) + 1
    start, end = arcs // number, arcs % number
    comes, goes = _by_group(end, own[start], number, kinds), _by_group(start, own[end], number, kinds)
    back = adjacent(arcs, end * number + start)
    returns = _by_group(start[back], own[end[back]], number, kinds)  # a, b, a is no path between two
    place = np.arange(number), np.maximum(own, 0)
    in_own, out_own = comes[place], goes[place]
    same = (comes * goes - returns).sum(axis=1)  # A = C
    coordinator = in_own * out_own - returns[place]
    gatekeeper, representative = out_own * (comes.sum(axis=1) - in_own), in_own * (goes.sum(axis=1) - out_own)
    total = comes.sum(axis=1) * goes.sum(axis=1) - returns.sum(axis=1)
    consultant = same - coordinator
    found = [coordinator, consultant, gatekeeper, representative, total - same - gatekeeper - representative]
    return np.stack(found, axis=1)


def _by_group(node: Ints, group: Ints, number: int, kinds: int) -> Ints:
    return np.bincount(node * kinds + group, minlength=number * kinds).reshape(number, kinds)


def _closed(arcs: Ints, own: Ints) -> Ints:
    """The same for paths whose a and c are linked: each lies in a triangle."""
    number = len(own)
    found = np.zeros(number * 5, dtype=np.int64)
    for nodes in triangles(*simple_links(arcs // number, arcs % number, number), number):
        for a, b, c in permutations(nodes):
            real = adjacent(arcs, a * number + b) & adjacent(arcs, b * number + c) & adjacent(arcs, a * number + c)
            found += np.bincount(b[real] * 5 + _role(own[a[real]], own[b[real]], own[c[real]]), minlength=number * 5)
    return found.reshape(number, 5)


def _closed_pairs(arcs: Ints, own: Ints) -> Ints:
    """The same without direction: of each triangle each node has the two others as a pair that is linked."""
    number = len(own)
    found = np.zeros(number * 5, dtype=np.int64)
    for nodes in triangles(*simple_links(arcs // number, arcs % number, number), number):
        for k in range(3):
            b, (a, c) = nodes[k], (nodes[k - 1], nodes[k - 2])
            found += np.bincount(b * 5 + _role(own[a], own[b], own[c]), minlength=number * 5)
    roles = found.reshape(number, 5)
    roles[:, 2] = roles[:, 3] = roles[:, 2] + roles[:, 3]  # without direction they are one
    return roles


def _role(a: Ints, b: Ints, c: Ints) -> Ints:
    cases = [(a == b) & (b == c), a == c, b == c, a == b]
    return np.select(cases, [np.full(a.shape, n) for n in range(4)], default=4)
