"""RDF/XML, one ``rdf:Description`` a subject and one property a line, sorted.

Written here, because the engine writes XML that others cannot read where a property or a class does not end in an XML name, or
a text has characters that XML lacks. What RDF/XML cannot hold is refused.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import BinaryIO

from tcgraph.dataset import Dataset
from tcgraph.errors import FormatError
from tcgraph.export.lines import cut_literal, triples
from tcgraph.turtle import Statement
from tcgraph.vocab import PREFIXES

__all__ = ["write_rdfxml"]

_INSTEAD = "Write ttl, nq or jsonld instead."
_START = ("A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
          "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff")
_NAME_AT_END = re.compile(f"[{_START}][-.0-9\u00b7\u0300-\u036f\u203f-\u2040{_START}]*$")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RDF = PREFIXES["rdf"]
_SYNTAX = {_RDF + name for name in (
    "RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description", "li", "aboutEach", "aboutEachPrefix", "bagID")}
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_IN_TEXT, _IN_ATTRIBUTE = re.compile("[&<>\r]"), re.compile('[&<>"\t\n\r]')


def write_rdfxml(dataset: Dataset, output: BinaryIO) -> None:
    """Writes the triples of all graphs. Raises ``FormatError`` for what RDF/XML cannot hold."""
    statements = triples(dataset)
    names = _Names({predicate: subject for subject, predicate, _ in reversed(statements)})
    output.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{names.declarations()}>\n'.encode())
    for subject, group in groupby(statements, key=itemgetter(0)):
        output.write("".join(_description(subject, group, names)).encode("utf-8"))
    output.write(b"</rdf:RDF>\n")


class _Names:
    """The qualified names of the properties, each given with a subject to name in an error."""

    def __init__(self, properties: dict[str, str]) -> None:
        cuts = {predicate: _cut(predicate[1:-1], subject) for predicate, subject in properties.items()}
        known = {namespace: prefix for prefix, namespace in PREFIXES.items()}
        self.prefixes = {_RDF: "rdf"}
        for namespace in sorted({namespace for namespace, _ in cuts.values()}):
            self.prefixes.setdefault(namespace, known.get(namespace) or f"ns{len(self.prefixes)}")
        self.of = {predicate: f"{self.prefixes[namespace]}:{local}" for predicate, (namespace, local) in cuts.items()}

    def declarations(self) -> str:
        """The attributes of the root that declare the prefixes."""
        return "".join(f'\n    xmlns:{prefix}="{_attribute(namespace)}"' for namespace, prefix in sorted(self.prefixes.items()))


def _cut(address: str, subject: str) -> tuple[str, str]:
    match = _NAME_AT_END.search(address)
    if match is None or match.start() == 0 or address in _SYNTAX:
        raise FormatError(f"RDF/XML cannot hold the property <{address}> (of {subject}): it does not end in a name that XML allows "
                          f"for properties. {_INSTEAD}")
    return address[: match.start()], match[0]


def _description(subject: str, group: Iterable[Statement], names: _Names) -> Iterator[str]:
    yield f"  <rdf:Description {_node(subject, 'about')}>\n"
    for _, predicate, object_ in group:
        name = names.of[predicate]
        if object_[0] == '"':
            about, text = _literal(object_, predicate, subject)
            yield f"    <{name}{about}>{text}</{name}>\n"
        else:
            yield f"    <{name} {_node(object_, 'resource')}/>\n"
    yield "  </rdf:Description>\n"


def _node(term: str, attribute: str) -> str:
    """A thing as attribute. The engine's blank nodes may begin with a digit, which names of XML may not."""
    return f'rdf:nodeID="b{term[2:]}"' if term[0] == "_" else f'rdf:{attribute}="{_attribute(term[1:-1])}"'


def _literal(term: str, predicate: str, subject: str) -> tuple[str, str]:
    text, language, datatype = cut_literal(term)
    if bad := _NOT_XML.search(text):
        raise FormatError(f"RDF/XML cannot hold the character U+{ord(bad[0]):04X} in the {predicate} of {subject}. {_INSTEAD}")
    if language and "--" in language:
        raise FormatError(f"RDF/XML cannot hold the direction of the text in the {predicate} of {subject}. Write ttl or nq instead.")
    about = f' xml:lang="{language}"' if language else f' rdf:datatype="{_attribute(datatype)}"' if datatype else ""
    return about, _IN_TEXT.sub(lambda m: _ESCAPES[m[0]], text)


def _attribute(text: str) -> str:
    return _IN_ATTRIBUTE.sub(lambda m: _ESCAPES[m[0]], text)
