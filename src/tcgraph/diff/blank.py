"""Names for blank nodes that two versions of data share: made from what is said of the node, not from the labels in a file.

Canonical labels (RDFC-1.0) number all nodes of a graph, so that one change renames many. Here a node is named by a hash of its
statements, in which other blank nodes stand by theirs, round after round, until no more nodes can be told apart.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from tcgraph.diff.quads import Quad, cut
from tcgraph.errors import DataError

__all__ = ["named"]

_LARGEST_TIE = 64  # nodes that no statement tells apart and that point at each other; beyond, canonical labels may take for ever


def named(old: frozenset[str], new: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Both sides with their blank nodes named by content; as they are where there are none.

    Nodes of equal content are numbered, which is right whichever is which, unless they point at each other; then the two sides are compared
    by canonical labels as a whole. Raises ``DataError`` where even these would take too long.
    """
    if not (_blank(old) or _blank(new)):
        return old, new
    names_old, names_new = _names(old), _names(new)
    tied = [_tied(side, names) for side, names in ((old, names_old), (new, names_new))]
    if any(tied):
        if max(tied) > _LARGEST_TIE:
            raise DataError(f"{max(tied)} blank nodes point at each other and differ in nothing: which is which "
                            "cannot be found in good time. Give them IRIs.")
        one, other = _canonical(old), _canonical(new)
        if one == other:
            return one, other
    return _renamed(old, names_old), _renamed(new, names_new)


def _blank(lines: Iterable[str]) -> list[Quad]:
    return [quad for quad in (cut(line) for line in lines if "_:" in line) if any(term.startswith("_:") for term in quad)]


def _names(lines: Iterable[str]) -> dict[str, str]:
    """A hash for each blank node: equal for nodes that nothing tells apart."""
    around: dict[str, list[tuple[Quad, int]]] = defaultdict(list)
    for quad in _blank(lines):
        for at, term in enumerate(quad):
            if term.startswith("_:"):
                around[term].append((quad, at))
    names = dict.fromkeys(around, "")
    known = 0
    while len(set(names.values())) > known:
        known = len(set(names.values()))
        names = {node: _hash(sorted(_said(quad, at, names) for quad, at in quads)) for node, quads in around.items()}
    return names


def _said(quad: Quad, at: int, names: dict[str, str]) -> str:
    terms = ("_:self" if n == at else f"_:{names[term]}" if term.startswith("_:") else term for n, term in enumerate(quad))
    return "\x00".join((str(at), *terms))


def _hash(texts: Iterable[str]) -> str:
    return hashlib.sha256("\x01".join(texts).encode("utf-8")).hexdigest()[:24]


def _tied(lines: Iterable[str], names: dict[str, str]) -> int:
    """How many nodes of equal name are in one statement with another blank node."""
    counted = Counter(names.values())
    tied: set[str] = set()
    for quad in _blank(lines):
        nodes = {term for term in quad if term.startswith("_:")}
        if len(nodes) > 1:
            tied |= {node for node in nodes if counted[names[node]] > 1}
    return len(tied)


def _renamed(lines: frozenset[str], names: dict[str, str]) -> frozenset[str]:
    seen: Counter[str] = Counter()
    final: dict[str, str] = {}
    for node in sorted(names):
        seen[names[node]] += 1
        final[node] = f"_:b{names[node]}" + (f"n{seen[names[node]]}" if seen[names[node]] > 1 else "")
    return frozenset(_with(line, final) if "_:" in line else line for line in lines)


def _with(line: str, names: dict[str, str]) -> str:
    return " ".join(names.get(term, term) for term in cut(line) if term)


def _canonical(lines: frozenset[str]) -> frozenset[str]:
    dataset = ox.Dataset(ox.parse("".join(f"{line} .\n" for line in lines), format=ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(str(quad) for quad in dataset)
