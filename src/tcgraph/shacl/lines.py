"""Where a statement stands in a Turtle, TriG, N-Triples or N-Quads file: correct, or not said.

The engines give no positions, so this reads the text again, after an engine has found it well-formed. It knows the whole grammar of
Turtle 1.1 and TriG; at the first thing it does not know (RDF 1.2's quoted triples, say) it stops, and what comes after has no place.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial

import pyoxigraph as ox

from tcgraph.columns.text import escape, unescape
from tcgraph.shacl.lines_found import Layout
from tcgraph.store.formats import Loadable
from tcgraph.vocab import PREFIXES

__all__ = ["FORMATS", "Index", "Key", "line_and_column", "note", "readable", "scan"]

FORMATS = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)

_LARGE = 1 << 16
"""Files of fewer characters are read whole."""
_BY_LINE = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)

_BASE = ("A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
         "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff")
_CHARS = f"{_BASE}_0-9\u00b7\u0300-\u036f\u203f\u2040\\-"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_HEX = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_SPACE = r"[\ \t\r\n]+|\#[^\r\n]*"
_IRI = rf"""<(?:[^\x00-\x20<>"{{}}|^`\\]|{_HEX})*>"""
_NAME = rf"(?:[{_BASE}](?:[{_CHARS}.]*[{_CHARS}])?)?:(?:(?:[{_BASE}_:0-9]|{_PLX})(?:(?:[{_CHARS}:.]|{_PLX})*(?:[{_CHARS}:]|{_PLX}))?)?"
_BLANK = rf"_:[{_BASE}_0-9](?:[{_CHARS}.]*[{_CHARS}])?"
_TEXT = (r"""\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*+\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*+'''"""
         r"""|"(?:[^"\\\n\r]|\\.)*+"|'(?:[^'\\\n\r]|\\.)*+'""")
_TAG = r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*"
_DOUBLE, _DECIMAL = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+", r"[0-9]*\.[0-9]+"
_TOKEN = (
    rf"(?:{_SPACE})*+(?:(?P<iri>{_IRI})|(?P<name>{_NAME})|(?P<blank>{_BLANK})|(?P<text>{_TEXT})|(?P<at>{_TAG})"
    rf"|(?P<number>[+-]?(?:(?P<double>{_DOUBLE})|(?P<decimal>{_DECIMAL})|[0-9]+))"
    r"|(?P<word>[A-Za-z]+)|(?P<mark>\^\^|[.;,\[\](){}])|(?P<end>\Z))")  # fmt: skip
_TO_END = (  # of a statement: a point is a mark of its own there only
    rf"(?:{_SPACE}|{_IRI}|{_NAME}|{_BLANK}|{_TEXT}|{_TAG}|[+-]?(?:{_DOUBLE}|{_DECIMAL}|[0-9]+)|[A-Za-z]+|\^\^|[;,\[\]()])*+\.")
_TYPE, _FIRST, _REST, _NIL = (f"<{PREFIXES['rdf']}{name}>" for name in ("type", "first", "rest", "nil"))
_PLAIN = frozenset({"iri", "name", "blank"})
_LOCAL_ESCAPE, _UNESCAPED = re.compile(r"\\(.)"), r"\1"

Key = tuple[str, ...]
"""Subject, predicate and object, or what of them is known: see ``Index``."""
Found = Callable[[str, str, str, int, int, int], None]
"""Takes subject, predicate and object in N-Triples form, and where in the text each begins."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when a text is read: it takes longer than importing this module does."""
    return re.compile(pattern, re.DOTALL)


class _UnknownToken(Exception):
    """What stands here is no Turtle that this knows."""


class _Scanner:
    """A reader of statements. Blank nodes without a label get one with a space in it, which no file can hold."""

    def __init__(self, text: str, base: str | None, found: Found, subjects: frozenset[str] | None) -> None:
        self.text, self.base, self.found, self.subjects = text, base or "", found, subjects
        self._token, self._to_end = _compiled(_TOKEN).match, _compiled(_TO_END).match
        self.prefixes: dict[str, str] = {}
        self.terms: dict[str, str] = {}
        self.blanks = 0
        self.go(0)

    def go(self, place: int) -> None:
        """To the token at or after a place."""
        self.end = place
        self.move()

    def move(self) -> None:
        """To the next token: ``kind``, ``token`` and where it begins, ``at``."""
        match = self._token(self.text, self.end)
        if match is None:
            raise _UnknownToken
        kind = match.lastgroup or ""
        self.kind = "number" if kind in ("double", "decimal") else kind
        self.numeric = "double" if match["double"] else "decimal" if match["decimal"] else "integer"
        self.token, self.at, self.end = match[self.kind], match.start(self.kind), match.end()

    def take(self, mark: str) -> None:
        if self.token != mark or self.kind != "mark":
            raise _UnknownToken
        self.move()

    def is_mark(self, *marks: str) -> bool:
        return self.kind == "mark" and self.token in marks

    def document(self) -> None:
        """All statements, to the end of the text."""
        while self.kind != "end":
            if self.kind == "at" or (self.kind == "word" and self.token.lower() in ("prefix", "base", "graph")):
                self.directive()
            elif self.is_mark("{", "}"):
                self.move()
            else:
                self.statement()

    def directive(self) -> None:
        word, sparql = self.token.lstrip("@").lower(), self.kind == "word"
        self.move()
        if word == "graph":
            self.term()
            return
        if word == "prefix":
            prefix = self.token
            self.move()
            self.prefixes[prefix] = self.term()[1:-1]
        elif word == "base":
            self.base = self.term()[1:-1]
        else:
            raise _UnknownToken
        self.terms.clear()
        if not sparql:
            self.take(".")

    def statement(self) -> None:
        at, anonymous = self.at, self.is_mark("[")
        subject = self.node()
        if self.is_mark("{"):  # it was the name of a graph
            return
        if self.passes_over(subject):
            return
        if not (anonymous and self.is_mark(".", "}")):
            self.properties(subject, at)
        if self.kind in _PLAIN:  # the graph of an N-Quads statement
            self.move()
        if not self.is_mark("}"):
            self.take(".")

    def passes_over(self, subject: str) -> bool:
        """Goes to the end of a statement that nobody asks for, in one step."""
        if self.subjects is None or subject in self.subjects:
            return False
        match = self._to_end(self.text, self.at)
        if match is not None:
            self.end = match.end()
            self.move()
        return match is not None

    def properties(self, subject: str, subject_at: int) -> None:
        while True:
            predicate_at = self.at
            predicate = self.verb()
            self.object(subject, predicate, subject_at, predicate_at)
            while self.is_mark(","):
                self.move()
                self.object(subject, predicate, subject_at, predicate_at)
            if not self.is_mark(";"):
                return
            while self.is_mark(";"):
                self.move()
            if self.is_mark(".", "]", "}"):
                return

    def verb(self) -> str:
        if self.kind == "word" and self.token == "a":
            self.move()
            return _TYPE
        return self.term()

    def object(self, subject: str, predicate: str, subject_at: int, predicate_at: int) -> None:
        at = self.at
        self.found(subject, predicate, self.node(), subject_at, predicate_at, at)

    def node(self) -> str:
        if self.is_mark("["):
            return self.described()
        if self.is_mark("("):
            return self.collection()
        return self.term()

    def fresh(self) -> str:
        self.blanks += 1
        return f"_: {self.blanks}"

    def described(self) -> str:
        node, at = self.fresh(), self.at
        self.move()
        if not self.is_mark("]"):
            self.properties(node, at)
        self.take("]")
        return node

    def collection(self) -> str:
        self.move()
        cells: list[tuple[str, int]] = []
        items: list[tuple[str, int]] = []
        while not self.is_mark(")"):
            at = self.at
            cells.append((self.fresh(), at))
            items.append((self.node(), at))
        self.take(")")
        following = [*(cell for cell, _ in cells[1:]), _NIL]
        for (cell, at), (item, _), rest in zip(cells, items, following, strict=bool(cells)):
            self.found(cell, _FIRST, item, at, at, at)
            self.found(cell, _REST, rest, at, at, at)
        return cells[0][0] if cells else _NIL

    def term(self) -> str:
        """The term that stands here, in N-Triples form, with the fewest escapes."""
        kind, token = self.kind, self.token
        if kind in _PLAIN:
            term = self.terms.get(token) or self.terms.setdefault(token, self.resource(kind, token))
            self.move()
            return term
        if kind == "number":
            numeric = self.numeric
            self.move()
            return f'"{token}"^^<{PREFIXES["xsd"]}{numeric}>'
        if kind == "word" and token in ("true", "false"):
            self.move()
            return f'"{token}"^^<{PREFIXES["xsd"]}boolean>'
        if kind == "text":
            return self.literal()
        raise _UnknownToken

    def resource(self, kind: str, token: str) -> str:
        if kind == "blank":
            return token
        if kind == "name":
            prefix, _, local = token.partition(":")
            if f"{prefix}:" not in self.prefixes:
                raise _UnknownToken
            return f"<{self.prefixes[prefix + ':']}{_LOCAL_ESCAPE.sub(_UNESCAPED, local)}>"
        return self.absolute(unescape(token))

    def absolute(self, iri: str) -> str:
        """An IRI, resolved by the engine where it is relative."""
        if re.match(r"<[A-Za-z][A-Za-z0-9+.\-]*:", iri):
            return iri
        try:
            (triple,) = ox.parse(f"{iri} <x:p> <x:o> .", format=ox.RdfFormat.TURTLE, base_iri=self.base or None)
        except (SyntaxError, ValueError) as error:
            raise _UnknownToken from error
        return str(triple.subject)

    def literal(self) -> str:
        width = 3 if self.token[:3] in ('"""', "'''") and len(self.token) >= 6 else 1
        text = escape(unescape(self.token[width:-width]))
        after = self.end
        self.move()
        if self.kind == "at" and self.at == after:
            tag = self.token.lower()
            self.move()
            return f'"{text}"{tag}'
        if self.is_mark("^^"):
            self.move()
            datatype = self.term()
            return f'"{text}"' if datatype == f"<{PREFIXES['xsd']}string>" else f'"{text}"^^{datatype}'
        return f'"{text}"'


def scan(text: str, base: str | None, found: Found, subjects: frozenset[str] | None = None) -> bool:
    """Calls ``found`` for each statement, in the order in which their objects end. Returns whether the whole text was understood.

    With ``subjects`` only for those whose block starts with one of them. Cost: 25 microseconds a statement, 2 where it is passed over.
    """
    try:
        _Scanner(text, base, found, subjects).document()
    except (_UnknownToken, RecursionError, ValueError):
        return False
    return True


def scan_at(layout: Layout, beginnings: Iterable[int], found: Found) -> bool:
    """Calls ``found`` for each statement of the blocks that begin at these places. Returns whether they were understood."""
    try:
        scanner = _Scanner(layout.text, None, found, None)
        scanner.prefixes = dict(layout.prefixes)
        for place in beginnings:
            scanner.go(place)
            scanner.statement()
    except (_UnknownToken, RecursionError, ValueError):
        return False
    return True


def readable(loadable: Loadable) -> str | None:
    """The text of a file; None where its syntax has no lines worth naming (JSON-LD, RDF/XML) or it is not UTF-8."""
    if loadable.format not in FORMATS:
        return None
    try:
        return loadable.content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def note(first: dict[Key, int], subjects: frozenset[str], s: str, p: str, o: str, s_at: int, p_at: int, o_at: int) -> None:
    """Takes down where a statement about one of the subjects is, if nothing like it came before."""
    if s in subjects and s[0] != "_":
        for key, at in (((s,), s_at), ((s, p), p_at), ((s, p, o), o_at), ((s, "", o), o_at))[: 4 if o[0] != "_" else 2]:
            first[key] = min(at, first.get(key, at))


@dataclass(slots=True)
class Index:
    """Where the statements about some subjects stand in one file: line and column, from 1, of their first occurrence.

    ``places`` by (subject, predicate, object), (subject, "", object), (subject, predicate) and (subject,).
    """

    file: str
    places: dict[tuple[str, ...], tuple[int, int]] = field(default_factory=dict)

    @staticmethod
    def of(loadable: Loadable, subjects: frozenset[str]) -> "Index":
        """The index of a file, empty where its syntax has no lines worth naming (JSON-LD, RDF/XML)."""
        index = Index(loadable.name)
        text = readable(loadable) if subjects else None
        if text is None:
            return index
        offsets: dict[Key, int] = {}
        found = partial(note, offsets, subjects)
        if loadable.format in _BY_LINE:
            _scan_lines(text, subjects, found)
        elif not _scan_found(loadable, text, subjects, found):
            scan(text, loadable.base, found, subjects)
        index.places = dict(_lines(text, offsets))
        return index


def _scan_found(loadable: Loadable, text: str, subjects: frozenset[str], found: Found) -> bool:
    """Reads only the blocks of a large Turtle file that are about these subjects; False where they cannot be told."""
    if loadable.format != ox.RdfFormat.TURTLE or len(text) < _LARGE:
        return False
    layout = Layout(text)
    beginnings = layout.beginnings(subjects)
    return beginnings is not None and scan_at(layout, beginnings, found)


def _scan_lines(text: str, subjects: frozenset[str], found: Found) -> None:
    """N-Triples and N-Quads: a look at the first word of each line, and only those that are asked for are read."""
    start = 0
    for line in text.split("\n"):
        if line.lstrip().partition(" ")[0].rstrip() in subjects:
            scan(line, None, lambda s, p, o, *at, start=start: found(s, p, o, *(each + start for each in at)))
        start += len(line) + 1


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """The line and the column, from 1, of a place in a text."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _lines(text: str, offsets: dict[tuple[str, ...], int]) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
    line, start, last = 1, 0, 0
    for key, at in sorted(offsets.items(), key=lambda item: item[1]):
        line += text.count("\n", last, at)
        start = max(start, text.rfind("\n", last, at) + 1)
        last = at
        yield key, (line, at - start + 1)
