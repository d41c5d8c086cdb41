"""Terms in N-Triples form as text: one form per term, and what is inside it."""

import re
from typing import Final

from tcgraph.errors import CallError
from tcgraph.vocab import PREFIXES

__all__ = [
    "RDF",
    "RDF_DIR_LANG_STRING",
    "RDF_LANG_STRING",
    "XSD",
    "XSD_STRING",
    "canonical",
    "datatype_of",
    "escape",
    "suffix_datatype",
    "unescape",
    "value",
]

XSD: Final = PREFIXES["xsd"]
RDF: Final = PREFIXES["rdf"]
XSD_STRING = f"<{XSD}string>"
RDF_LANG_STRING = f"<{RDF}langString>"
RDF_DIR_LANG_STRING = f"<{RDF}dirLangString>"

_TERM = re.compile(
    r'(?P<iri><[^\x00-\x20<>"{}|^`\\]*>)|_:(?P<blank>\S+)'
    r'|"(?P<lexical>(?:[^"\\\n\r]|\\.)*)"(?:@(?P<language>[a-zA-Z]+(?:-[a-zA-Z0-9]+)*(?:--(?:ltr|rtl))?)|\^\^(?P<datatype><[^\x00-\x20<>"{}|^`\\]*>))?',
    re.DOTALL,
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)} | {
    ord(char): f"\\{short}" for short, char in _SHORT.items() if short != "'"
}


def canonical(term: str) -> str:
    """The one form of a term in the dictionary: no ``^^xsd:string``, language tags in lower case, the fewest escapes.

    Raises ``CallError`` for what is no term in N-Triples form.
    """
    parts = _TERM.fullmatch(_unescape_iri(term) if term.startswith("<") and "\\" in term else term)
    if parts is None or _SURROGATE.search(term):
        raise CallError(f"{term!r} is no term in N-Triples form. Write <IRI>, _:label, \"text\", \"text\"@zh or \"1\"^^<datatype's IRI>.")
    if parts["lexical"] is None:
        return parts[0]
    return f'"{escape(unescape(parts["lexical"]))}"{_suffix(parts["language"], parts["datatype"])}'


def _suffix(language: str | None, datatype: str | None) -> str:
    if language:
        tag, cut, direction = language.partition("--")
        return f"@{tag.lower()}{cut}{direction}"
    return f"^^{datatype}" if datatype and datatype != XSD_STRING else ""


def _unescape_iri(term: str) -> str:
    return _ESCAPED.sub(lambda found: _char(found) if found[1] or found[2] else found[0], term)


def escape(text: str) -> str:
    """A lexical form as it stands between the quotes of N-Triples."""
    return text.translate(_ESCAPES)


def unescape(text: str) -> str:
    """The lexical form of what stands between the quotes of N-Triples. Raises ``CallError`` for an escape that does not exist."""
    return _ESCAPED.sub(_char, text) if "\\" in text else text


def _char(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    try:
        char = chr(int(code, 16)) if code else _SHORT[found[3]]
        char.encode("utf-8")
    except (KeyError, ValueError, OverflowError):
        raise CallError(f"{found[0]!r} is no escape of N-Triples. Known: {' '.join(_SHORT)}, u and four, U and eight hex digits.") from None
    return char


def value(term: str) -> str:
    """What STR() gives: the text of an IRI, the label of a blank node, the lexical form of a literal; of a term in canonical form."""
    if term.startswith('"'):
        return unescape(term[1 : term.rindex('"')])
    return term[1:-1] if term.startswith("<") else term[2:]


def datatype_of(literal: str) -> str:
    """The datatype of a literal in canonical form, as a term."""
    return suffix_datatype(literal[literal.rindex('"') + 1 :])


def suffix_datatype(suffix: str) -> str:
    """The datatype that what follows the closing quote stands for, as a term."""
    if suffix.startswith("@"):
        return RDF_DIR_LANG_STRING if "--" in suffix else RDF_LANG_STRING
    return suffix[2:] or XSD_STRING
