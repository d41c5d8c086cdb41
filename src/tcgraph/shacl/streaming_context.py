"""What a report on data in parts needs to know of the nodes it lists: their labels, and what is said of those that have none."""

from collections.abc import Iterable, Iterator

from tcgraph.columns import Columns
from tcgraph.shacl.report_context import NAMING, ColumnsContext, Names
from tcgraph.shacl.streaming_files import Triples
from tcgraph.shacl.streaming_part import columns_of

__all__ = ["around"]

_STEPS = 2
"""How far the description of a blank node goes beyond what is said of itself."""


def around(triples: Triples, focus: Iterable[str], others: Iterable[str], more: Iterable[bytes]) -> Columns:
    """The triples from which a report has the labels of these terms, and descriptions of focus nodes without one and of blank nodes.

    ``more``: lines that are to be there too. Held at once are all labels of these terms and, for nodes without one, all that is said
    of them.
    """
    every = {*focus, *others}
    lines = [*more, *_labels(triples, every)]
    nameless = _without_label(columns_of(lines), focus)
    about = [line for piece in triples.fetch(None, False, _nodes(nameless), is_last=True) for line in piece.splitlines(True)]
    lines += [*about, *_labels(triples, set(_ends(about)))]
    lines += _around_blank(triples, {node for node in every if node.startswith("_:")})
    return columns_of(lines)


def _nodes(terms: Iterable[str]) -> list[bytes]:
    """Those that something can be said of."""
    return sorted(term.encode() for term in terms if not term.startswith('"'))


def _labels(triples: Triples, terms: Iterable[str]) -> Iterator[bytes]:
    nodes = _nodes(terms)
    for iri in NAMING:
        yield from triples.fetch(iri, False, nodes, is_last=True)


def _without_label(columns: Columns, terms: Iterable[str]) -> list[str]:
    names, distinct = Names(ColumnsContext(columns)), sorted(set(terms))
    names.learn(distinct)
    return [term for term in distinct if not names.label(term)]


def _ends(lines: Iterable[bytes]) -> Iterator[str]:
    return (line.split(b" ", 2)[2][:-3].decode() for line in lines)


def _around_blank(triples: Triples, nodes: set[str]) -> Iterator[bytes]:
    """What is said of blank nodes and of those that they are tied to."""
    seen: set[str] = set()
    for _ in range(_STEPS + 1):
        seen |= nodes
        wanted, found = _nodes(nodes), set[str]()
        for inverse in (False, True):
            for piece in triples.fetch(None, inverse, wanted, is_last=True):
                yield piece
                found.update(_blank_ends(piece))
        nodes = found - seen


def _blank_ends(piece: bytes) -> Iterator[str]:
    for line in piece.splitlines():
        if b"_:" in line:
            subject, _, rest = line.split(b" ", 2)
            yield from (node.decode() for node in (subject, rest[:-2]) if node.startswith(b"_:"))
