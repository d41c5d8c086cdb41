"""JSON-LD 1.1, compact, with the context written into the document: nothing has to be fetched to read it.

The context is the packaged, versioned file ``ontology/context-VERSION.jsonld``, made from the ontology. A value that a term's
definition does not fit (another datatype, a missing language) is written under the prefixed name instead, in full, so
that reading gives back exactly the same quads.
"""

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, BinaryIO

from tcgraph import resources
from tcgraph.dataset import Dataset
from tcgraph.errors import FormatError
from tcgraph.export.lines import cut_literal, quads_by_graph
from tcgraph.turtle import Statement
from tcgraph.vocab import PREFIXES, VERSION, shorten

__all__ = ["context", "write_jsonld"]

_XSD = PREFIXES["xsd"]
_TYPE = f"<{PREFIXES['rdf']}type>"


def context() -> dict[str, Any]:
    """The packaged JSON-LD context."""
    file = resources.ontology() / f"context-{VERSION}.jsonld"
    return dict(json.loads(file.read_text(encoding="utf-8"))["@context"])


def write_jsonld(dataset: Dataset, output: BinaryIO) -> None:
    """Writes the dataset, one node a line, nodes and keys sorted."""
    terms = context()
    writer = _Writer(terms)
    output.write(b'{"@context": ' + _dump(terms) + b',\n"@graph": [\n')
    first = True
    for graph, statements in quads_by_graph(dataset).items():
        nodes = map(_dump, writer.nodes(statements))
        text = b",\n".join(nodes)
        if graph:
            text = b'{"id": ' + _dump(writer.iri(graph)) + b', "@graph": [\n' + text + b"\n]}"
        output.write((b"" if first else b",\n") + text)
        first = False
    output.write(b"\n]}\n")


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8")


class _Writer:
    """Turns statements into node objects, by the definitions of a context."""

    def __init__(self, terms: Mapping[str, Any]) -> None:
        self.by_iri: dict[str, tuple[str, Any]] = {}
        for term, definition in terms.items():
            if isinstance(definition, dict):
                self.by_iri[_expand(definition["@id"])] = (term, definition)
        self.names: dict[str, str] = {}
        self.classes = {_expand(d): t for t, d in terms.items() if isinstance(d, str) and ":" in d and not d.endswith(("#", "/"))}

    def nodes(self, statements: Iterable[Statement]) -> Iterable[dict[str, Any]]:
        """One node object a subject, in order of the sorted statements."""
        for subject, group in groupby(statements, key=itemgetter(0)):
            node: dict[str, Any] = {"id": self.iri(subject)}
            for _, predicate, object_ in group:
                self._add(node, predicate, object_)
            yield node

    def iri(self, term: str) -> str:
        """An IRI in short, or a blank node label."""
        if term[0] != "<":
            return term
        name = self.names.get(term)
        if name is None:
            name = self.names[term] = _short(term[1:-1])
        return name

    def _add(self, node: dict[str, Any], predicate: str, object_: str) -> None:
        if predicate == _TYPE and object_[0] == "<":
            _append(node, "type", self.classes.get(object_[1:-1]) or self.iri(object_))
            return
        term, definition = self.by_iri.get(predicate[1:-1], ("", {}))
        if object_[0] != '"':
            plain = definition.get("@type") == "@id"
            _append(node, term if plain and term else self.iri(predicate), self.iri(object_) if plain else {"@id": self.iri(object_)})
            return
        self._add_literal(node, predicate, object_, term, definition)

    def _add_literal(self, node: dict[str, Any], predicate: str, object_: str, term: str | None, definition: Any) -> None:
        text, language, datatype = cut_literal(object_)
        if language and "--" in language:
            raise FormatError(f"A text with a direction cannot be written as JSON-LD: {object_[:200]}. Write nq or trig instead.")
        if term and language and definition.get("@container") == "@language":
            _append(node.setdefault(term, {}), language, text)
        elif term and datatype and _expand(definition.get("@type", "")) == datatype:
            _append(node, term, text)
        else:
            bare = term and not definition.get("@container") and not definition.get("@type")
            _append(node, term if bare and term else self.iri(predicate), _value(text, language, datatype))


def _short(iri: str) -> str:
    """The name with prefix of an IRI. An IRI whose scheme is a prefix of the context would be read as such a name."""
    short = shorten(iri)
    scheme, _, rest = iri.partition(":")
    if short == iri and scheme in PREFIXES and not rest.startswith("//"):
        raise FormatError(f"JSON-LD cannot hold <{iri}>: the context reads {scheme}: as <{PREFIXES[scheme]}>. Write nq or trig instead.")
    return short


def _value(text: str, language: str | None, datatype: str | None) -> Any:
    """A literal as JSON: native where JSON-LD gives exactly the same literal back."""
    if language:
        return {"@value": text, "@language": language}
    kind = (datatype or "").removeprefix(_XSD)
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    if kind == "integer" and text == str(_integer(text)):
        return int(text)
    return {"@value": text, "@type": shorten(datatype)} if datatype else text


def _integer(text: str) -> int | None:
    """The number, if a reader that uses doubles keeps it exactly."""
    try:
        return int(text) if abs(int(text)) < 2**53 else None
    except ValueError:
        return None


def _append(node: dict[str, Any], key: str, value: Any) -> None:
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def _expand(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else name
