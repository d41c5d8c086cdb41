"""Labels of blank nodes: those that a file gives are kept, those that a parser made up are numbered in the order of their coming."""

import re
from collections.abc import Callable, Sequence

import pyoxigraph as ox

from tcgraph.store.formats import Loadable

__all__ = ["is_made_up", "renamer", "written"]

_LABEL = re.compile(rb"""_:([^\s,;()\[\]{}<>"'^@]+)""")
_NODE_ID = re.compile(rb"""nodeID\s*=\s*["']\s*([^"'\s]+)""")
_MADE_UP = re.compile(rb"_:[0-9a-f]{1,32}")


def renamer(loadable: Loadable, prefix: bytes) -> Callable[[Sequence[bytes]], Sequence[bytes]]:
    """What gives the blank nodes of a file names that begin with ``prefix`` and are the same in each run."""

    def rename(labels: Sequence[bytes]) -> Sequence[bytes]:
        given = _given(loadable, labels)
        stem = b"anon"
        while any(label.startswith(b"_:" + stem) for label in given):
            stem += b"x"
        names, number = [], 0
        for label in labels:
            number += label not in given
            names.append(b"_:" + prefix + (label[2:] if label in given else b"%s%d" % (stem, number)))
        return names

    return rename


def is_made_up(label: bytes) -> bool:
    """Whether a parser may have made up the label: it is a hexadecimal number then."""
    return _MADE_UP.fullmatch(label) is not None


def written(content: bytes, format: ox.RdfFormat) -> set[bytes]:
    """What may be a label of a blank node in a text."""
    found = _NODE_ID.findall(content) if format == ox.RdfFormat.RDF_XML else _LABEL.findall(content)
    return {b"_:" + label.rstrip(b".") for label in found}


def _given(loadable: Loadable, labels: Sequence[bytes]) -> set[bytes]:
    """The labels that stand in the file."""
    if not any(map(is_made_up, labels)) or loadable.format in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS):
        return set(labels)
    known = written(loadable.content, loadable.format)
    return {label for label in labels if label in known or not is_made_up(label)}
