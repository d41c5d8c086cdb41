"""Terms between N-Triples text, Python values and the engine's objects."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import pyoxigraph as ox

from tcgraph.errors import BindingError

__all__ = ["Value", "parse_term", "split_literal", "to_term", "to_value", "unescape"]

Value = str | int | float | bool | Decimal | dt.date | dt.datetime | None
"""A term as a plain Python value. IRIs, strings and literals of other datatypes are ``str``."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')


def unescape(text: str) -> str:
    """Undoes the escapes of N-Triples and SPARQL strings."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else _ESCAPED.get(m[3], m[3]), text)


def split_literal(text: str) -> tuple[str, str | None, str | None]:
    """Text, language tag and datatype of a literal in N-Triples form; ``xsd:string`` is no datatype worth naming."""
    match = _LITERAL.fullmatch(text)
    if match is None:
        raise BindingError(text, f"{text!r} is not a literal in N-Triples form")
    return unescape(match[1]), match[2], match[3]


def parse_term(text: str) -> ox.NamedNode | ox.Literal | ox.BlankNode:
    """The engine's term of an N-Triples text. Raises ``BindingError``."""
    try:
        return _parsed(text)
    except ValueError as error:
        raise BindingError(text, f"{text!r} is not a term in N-Triples form ({error})") from error


def _parsed(text: str) -> ox.NamedNode | ox.Literal | ox.BlankNode:
    if text.startswith("<") and text.endswith(">"):
        return ox.NamedNode(text[1:-1])
    if text.startswith("_:"):
        return ox.BlankNode(text[2:])
    match = _LITERAL.fullmatch(text)
    if match is None:
        raise ValueError("neither an IRI, a literal nor a blank node")
    value, language, datatype = unescape(match[1]), match[2], match[3]
    if language:
        return ox.Literal(value, language=language)
    return ox.Literal(value, datatype=ox.NamedNode(datatype)) if datatype else ox.Literal(value)


def to_term(value: object) -> str:
    """The N-Triples text of a Python value: an absolute IRI for a ``str`` that is one, else a literal.

    Terms of rdflib and pyoxigraph are taken as they are.

    >>> to_term(2023), to_term("辽宁"), to_term("https://w3id.org/tcgraph/ontology#Place")
    ('"2023"^^<http://www.w3.org/2001/XMLSchema#integer>', '"辽宁"', '<https://w3id.org/tcgraph/ontology#Place>')
    """
    if isinstance(value, ox.NamedNode | ox.Literal | ox.BlankNode):
        return str(value)
    if isinstance(value, str) and hasattr(value, "n3"):
        return _from_rdflib(value)
    if isinstance(value, str):
        return f"<{value}>" if _IRI.fullmatch(value) and "://" in value else str(ox.Literal(value))
    for kind, datatype in _DATATYPES:
        if isinstance(value, kind):
            return str(ox.Literal(_lexical(value), datatype=ox.NamedNode(_XSD + datatype)))
    raise BindingError("", f"{value!r} ({type(value).__name__}) cannot be bound; give a str, number, date or RDF term")


def _from_rdflib(term: str) -> str:
    """rdflib's terms are subclasses of ``str``; a literal has a language or a datatype."""
    if not hasattr(term, "datatype"):
        return str(term.n3())  # type: ignore[attr-defined]
    language, datatype = term.language, term.datatype  # type: ignore[attr-defined]
    if language:
        return str(ox.Literal(str(term), language=language))
    return str(ox.Literal(str(term), datatype=ox.NamedNode(str(datatype))) if datatype else ox.Literal(str(term)))


_DATATYPES: tuple[tuple[type, str], ...] = (
    (bool, "boolean"), (int, "integer"), (float, "double"), (Decimal, "decimal"), (dt.datetime, "dateTime"), (dt.date, "date"),
)  # fmt: skip


def _lexical(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


@lru_cache(maxsize=65536)
def to_value(cell: str) -> Value:
    """The Python value of one cell of SPARQL tab-separated values; None for an unbound variable."""
    if not cell:
        return None
    if cell[0] == "<":
        return cell[1:-1]
    if cell[0] == '"':
        return _literal_value(cell)
    if cell in ("true", "false"):
        return cell == "true"
    if cell.startswith("_:"):
        return cell
    return int(cell) if cell.lstrip("+-").isdigit() else Decimal(cell) if "e" not in cell.lower() else float(cell)


def _literal_value(cell: str) -> Value:
    match = _LITERAL.fullmatch(cell)
    if match is None:
        return cell
    text = unescape(match[1])
    convert = _CONVERT.get((match[3] or "").removeprefix(_XSD)) if match[3] else None
    try:
        return convert(text) if convert else text
    except (ValueError, InvalidOperation):
        return text  # an ill-typed literal keeps its text


_CONVERT: dict[str, Callable[[str], Value]] = {
    "integer": int,
    "decimal": Decimal,
    "double": float,
    "float": float,
    "date": dt.date.fromisoformat,
    "dateTime": dt.datetime.fromisoformat,
    "gYear": int,
    "boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
}
