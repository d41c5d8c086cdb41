"""Terms as N-Triples text, and the canonical Turtle that all graphs of the project are written in.

Design: a statement is three strings in N-Triples form, whoever makes it (the build, or a dump of a store), so no term
objects are needed. Canonical means: the same set of triples gives the same bytes. Subjects are sorted, one block each,
the graph's own description first; ``a`` and labels lead a block; several objects stand one to a line, so that a
changed fact is a changed line. Blank nodes keep the labels they have: published data has none.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from tcgraph.vocab import PREFIXES, expand

__all__ = ["Statement", "boolean", "date", "decimal", "integer", "iri", "literal", "resource", "to_trig", "to_turtle"]

Statement = tuple[str, str, str]

_NEXT_PREDICATE, _NEXT_OBJECT = " ;\n    ", " ,\n        "
_XSD = "http://www.w3.org/2001/XMLSchema#"
_RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_FIRST = (_RDF_TYPE, "<http://www.w3.org/2000/01/rdf-schema#label>", "<http://www.w3.org/2004/02/skos/core#prefLabel>")
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_-])?")
_SHORT = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    "boolean": re.compile(r"true|false"),
}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_TO_ESCAPE = re.compile(r'[\\"\x00-\x1f\x7f]')
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def resource(address: str) -> str:
    """The N-Triples form of an IRI."""
    if _NOT_IN_IRI.search(address):
        raise ValueError(f"not an IRI: {address!r}")
    return f"<{address}>"


@lru_cache(maxsize=4096)
def iri(curie: str) -> str:
    """The N-Triples form of a name with prefix, ``rdfs:label`` say."""
    return f"<{expand(curie)}>"


def literal(text: str, *, language: str = "", datatype: str = "") -> str:
    """The N-Triples form of a literal, escaped as canonical N-Triples asks for."""
    if _TO_ESCAPE.search(text):
        text = _TO_ESCAPE.sub(lambda m: _ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04X}", text)
    if language:
        return f'"{text}"@{language}'
    return f'"{text}"^^<{_XSD}{datatype}>' if datatype else f'"{text}"'


def integer(value: int | str) -> str:
    """An ``xsd:integer``."""
    return literal(str(int(value)), datatype="integer")


def decimal(value: str) -> str:
    """An ``xsd:decimal`` in the canonical form of XSD 1.1 (``1``, ``0.95``), which stores keep as it is."""
    return literal(f"{Decimal(value).normalize():f}", datatype="decimal")


def date(value: str) -> str:
    """An ``xsd:date`` from ``YYYY-MM-DD``."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError(f"not a date of the form YYYY-MM-DD: {value!r}")
    return literal(value, datatype="date")


def boolean(value: bool) -> str:
    """An ``xsd:boolean``."""
    return literal("true" if value else "false", datatype="boolean")


class _Shortener:
    """Writes IRIs with prefixes and literals in Turtle's short forms, and remembers which prefixes it used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.by_namespace = {namespace: prefix for prefix, namespace in prefixes.items()}
        self.used: set[str] = set()
        self.known: dict[str, str] = {}

    def __call__(self, term: str) -> str:
        if term[0] == "<":
            short = self.known.get(term)
            if short is None:
                short = self.known[term] = self._iri(term)
            return short
        return self._literal(term) if term[0] == '"' and term[-1] == ">" else term

    def _iri(self, term: str) -> str:
        address = term[1:-1]
        cut = max(address.rfind("/"), address.rfind("#")) + 1
        prefix = self.by_namespace.get(address[:cut])
        if prefix is None or not _LOCAL.fullmatch(address, cut):
            return term
        self.used.add(prefix)
        return f"{prefix}:{address[cut:]}"

    def _literal(self, term: str) -> str:
        text, _, datatype = term.rpartition("^^<")
        if datatype.startswith(_XSD):
            kind = datatype[len(_XSD) : -1]
            if kind in _SHORT and _SHORT[kind].fullmatch(text, 1, len(text) - 1):
                return text[1:-1]
        return f"{text}^^{self(f'<{datatype}')}"


def turtle_body(statements: Iterable[Statement], short: _Shortener, first: str = "") -> str:
    """The blocks of a graph, without prefixes; the block of ``first`` leads."""
    blocks: list[str] = []
    ordered = sorted(dict.fromkeys(statements))  # keeps what is in order already so, which sorts at once
    for subject, group in groupby(ordered, key=itemgetter(0)):
        text = _block(subject, group, short)
        if subject == first:
            blocks.insert(0, text)
        else:
            blocks.append(text)
    return "\n".join(blocks)


def _block(subject: str, group: Iterable[Statement], short: _Shortener) -> str:
    """One subject: ``a`` and labels first, then by predicate; several objects one to a line."""
    by_predicate: dict[str, list[str]] = {}
    for _, predicate, object_ in group:
        by_predicate.setdefault(predicate, []).append(short(object_))
    leading = [(p, by_predicate.pop(p)) for p in _FIRST if p in by_predicate]
    lines = [f"{'a' if p == _RDF_TYPE else short(p)} {_NEXT_OBJECT.join(objects)}" for p, objects in (*leading, *by_predicate.items())]
    return f"{short(subject)} {_NEXT_PREDICATE.join(lines)} .\n"


def to_turtle(statements: Iterable[Statement], *, first: str = "", comment: str = "",
              prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Canonical Turtle of a set of statements, each three strings in N-Triples form.

    ``first`` is the subject (N-Triples form) whose block leads, ``comment`` a heading. Only used prefixes are declared.
    Cost: a sort, then about a microsecond a triple.
    """
    short = _Shortener(prefixes)
    body = turtle_body(statements, short, first)
    head = "".join(f"# {line}\n" for line in comment.splitlines())
    return f"{head}{prefix_block(prefixes, short.used)}\n{body}"


def to_trig(graphs: Mapping[str, Iterable[Statement]], *, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Canonical TriG of graphs by name (N-Triples form; empty for the default graph), in the order given."""
    short = _Shortener(prefixes)
    parts = []
    for name, statements in graphs.items():
        body = turtle_body(statements, short, name)
        parts.append(f"{short(name)} {{\n{body}}}\n" if name else body)
    return f"{prefix_block(prefixes, short.used)}\n" + "\n".join(parts)


def prefix_block(prefixes: Mapping[str, str], used: Iterable[str]) -> str:
    """``@prefix`` lines for the used prefixes, in order."""
    return "".join(f"@prefix {prefix}: <{prefixes[prefix]}> .\n" for prefix in sorted(used))
