"""rdflib's terms and triples as text and numbers."""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import count
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.text import XSD_STRING, escape
from tcgraph.errors import DataError

if TYPE_CHECKING:
    from rdflib.term import Node

__all__ = ["numbered"]

_NO_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


def numbered(graph: "Iterable[tuple[Node, ...]]") -> tuple[list[bytes], list[NDArray[np.int32]]]:
    """The terms of a graph in canonical form, and its triples as their places."""
    seen: defaultdict[Node, int] = defaultdict(count().__next__)
    find = seen.__getitem__
    triples = [(find(s), find(p), find(o)) for s, p, o, *_ in graph]
    ids = np.array(triples, np.int32).reshape(-1, 3)
    texts = list(map(_text, seen))
    places = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    ids = np.fromiter(map(places.__getitem__, texts), np.int32, len(texts))[ids]
    terms = list(places)
    _check_places(terms, ids)
    return terms, [ids[:, 0], ids[:, 1], ids[:, 2]]


def _check_places(terms: list[bytes], ids: NDArray[np.int32]) -> None:
    for place, column, allowed in (("subject", 0, b"<_"), ("predicate", 1, b"<")):
        for term in map(terms.__getitem__, np.unique(ids[:, column]).tolist()):
            if term[0] not in allowed:
                raise DataError(f"{term.decode()[:200]} is the {place} of a triple, which RDF does not allow. Remove the triple.")


def _text(term: "Node") -> bytes:
    from rdflib.term import BNode, Literal, URIRef

    if isinstance(term, URIRef):
        text = _iri(term)
    elif isinstance(term, BNode):
        text = f"_:{term}" if _LABEL.fullmatch(term) else f"_:x{term.encode('utf-8', 'surrogatepass').hex()}"
    elif isinstance(term, Literal):
        text = f'"{escape(term)}"{_suffix(term.language, term.datatype)}'
    else:
        raise DataError(f"{term!r} is neither an IRI nor a blank node nor a literal. Remove the triples with it.")
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise DataError(f"{term!r} holds half a surrogate pair, which is no character. Correct the text.") from error


def _iri(term: str) -> str:
    if _NO_IRI.search(term):
        raise DataError(f"<{term}> is no IRI: it holds a space or another character that has to be percent-encoded. Correct it.")
    return f"<{term}>"


def _suffix(language: str | None, datatype: str | None) -> str:
    if language:
        return f"@{language.lower()}"
    return f"^^{text}" if datatype and (text := _iri(datatype)) != XSD_STRING else ""
