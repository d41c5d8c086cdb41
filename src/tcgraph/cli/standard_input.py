"""RDF from standard input: what a pipe brings has no ending, so its first signs tell the syntax."""

import sys

from tcgraph.errors import CallError, FormatError
from tcgraph.store.formats import FORMATS, Loadable

__all__ = ["open_input"]


def open_input(syntax: str | None = None) -> Loadable:
    """What standard input holds, as Turtle (N-Triples is a part of it), JSON-LD or RDF/XML, or as ``syntax`` says (``nq``).

    Raises ``CallError`` where nothing comes, ``FormatError`` for an unknown syntax.
    """
    if syntax is not None and f".{syntax.lstrip('.')}" not in FORMATS:
        raise FormatError(f"No syntax {syntax!r}. Known: {', '.join(ending[1:] for ending in FORMATS)}.")
    content = sys.stdin.buffer.read()
    if not content.strip():
        raise CallError("Standard input is empty: pipe RDF into it, or name a file in the place of -.")
    return Loadable("standard input", content, FORMATS[f".{syntax.lstrip('.')}" if syntax else _seen(content)])


def _seen(content: bytes) -> str:
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:200]
    if start.startswith((b"<?xml", b"<rdf:RDF")):
        return ".rdf"
    if start.startswith(b"{") or (start.startswith(b"[") and start[1:].lstrip()[:1] in (b"{", b"]", b'"')):
        return ".jsonld"
    return ".ttl"
