"""RDF/XML, which cannot hold every graph: what it cannot hold is refused, not written in a form that others cannot read.

A property must end in an XML name, and text must consist of characters of XML 1.0. The engine checks neither.
"""

import re
from typing import BinaryIO

import pyoxigraph as ox

from tcgraph.dataset import Dataset
from tcgraph.errors import FormatError
from tcgraph.export.lines import triples
from tcgraph.store.terms import split_literal
from tcgraph.turtle import Statement
from tcgraph.vocab import PREFIXES

__all__ = ["write_rdfxml"]

_PREFIXES = {prefix: namespace for prefix, namespace in PREFIXES.items() if prefix != "xsd"}
_START = ("A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
          "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff")
_ENDS_IN_NAME = re.compile(f"[{_START}][-.0-9\u00b7\u0300-\u036f\u203f-\u2040{_START}]*>$")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SYNTAX = {f"<{PREFIXES['rdf']}{name}>" for name in (
    "RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description", "li", "aboutEach", "aboutEachPrefix", "bagID")}


def write_rdfxml(dataset: Dataset, output: BinaryIO) -> None:
    """Writes the triples of all graphs, sorted. Raises ``FormatError`` for what RDF/XML cannot hold."""
    statements = sorted(set(triples(dataset)))
    for predicate, subject in {p: s for s, p, _ in statements}.items():
        if predicate in _SYNTAX or not _ENDS_IN_NAME.search(predicate):
            raise FormatError(f"RDF/XML cannot hold the property {predicate}, which does not end in an XML name of its own "
                              f"(of {subject}). Write ttl, nq or jsonld instead.")
    for statement in statements:
        _check_text(statement)
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in statements)
    parsed = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
    xml = ox.serialize(parsed, format=ox.RdfFormat.RDF_XML, prefixes=_PREFIXES) or b""
    output.write(xml.replace(b"\r", b"&#13;"))  # a bare one is read as a line feed


def _check_text(statement: Statement) -> None:
    subject, predicate, object_ = statement
    if object_[0] != '"':
        return
    text, language, _ = split_literal(object_) if "\\" in object_ else (object_, "", "")
    bad = _NOT_XML.search(text)
    if bad:
        raise FormatError(f"RDF/XML cannot hold the character U+{ord(bad[0]):04X} in the {predicate} of {subject}. "
                          "Write ttl, nq or jsonld instead.")
    if "--" in object_[object_.rfind('"'):]:
        raise FormatError(f"A text with a direction cannot be written as RDF/XML: the {predicate} of {subject}. Write ttl or nq instead.")
