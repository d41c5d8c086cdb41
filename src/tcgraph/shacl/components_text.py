"""Regular expressions as SPARQL's REGEX has them, without a text that could hang the check.

Two engines. Python's is fast, but tries alternatives one after another, which some patterns make endless: it gets a text only where a
bound on its steps, computed from the pattern and the length of the text, is small. All others go to the embedded SPARQL
engine, whose time is linear in the text. A pattern that only Python understands and that has no small bound is refused.

Where engines differ from the letter of XPath, they differ alike: ``\\w`` has the underscore, ``\\d`` and ``\\s`` are Unicode's.
"""

import json
import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import pyoxigraph as ox

from tcgraph.errors import ShapesError
from tcgraph.shacl.components_bound import bound

__all__ = ["Regex", "regex"]

_STEPS, _MOST_STEPS = 1e6, 1e8
_CHUNK = 20_000
_NAME_START = r"\p{L}_:"
_NAME = rf"{_NAME_START}\p{{M}}\p{{N}}.\-·"
_CLASSES = {"i": f"[{_NAME_START}]", "I": f"[^{_NAME_START}]", "c": f"[{_NAME}]", "C": f"[^{_NAME}]"}
_BLOCKS = {
    "BasicLatin": "\\x00-\\x7F", "Latin-1Supplement": "\\x80-\\xFF", "LatinExtended-A": "\\u0100-\\u017F",
    "LatinExtended-B": "\\u0180-\\u024F",
    "Greek": "\\u0370-\\u03FF", "GreekandCoptic": "\\u0370-\\u03FF", "Cyrillic": "\\u0400-\\u04FF", "Hebrew": "\\u0590-\\u05FF",
    "Arabic": "\\u0600-\\u06FF", "Thai": "\\u0E00-\\u0E7F", "GeneralPunctuation": "\\u2000-\\u206F",
    "CJKSymbolsandPunctuation": "\\u3000-\\u303F", "Hiragana": "\\u3040-\\u309F", "Katakana": "\\u30A0-\\u30FF",
    "Bopomofo": "\\u3100-\\u312F", "HangulSyllables": "\\uAC00-\\uD7AF",
    "CJKUnifiedIdeographsExtensionA": "\\u3400-\\u4DBF", "CJKUnifiedIdeographs": "\\u4E00-\\u9FFF",
    "CJKCompatibilityIdeographs": "\\uF900-\\uFAFF", "HalfwidthandFullwidthForms": "\\uFF00-\\uFFEF",
}  # fmt: skip
_PROPERTY = re.compile(r"\{(\^?[A-Za-z0-9_-]+)\}")


class Regex:
    """A pattern with flags. Raises ``ValueError`` saying what is wrong with it."""

    def __init__(self, pattern: str, flags: str) -> None:
        self.pattern = pattern
        linear, plain = _quoted(pattern) if "q" in flags else _translated(pattern, flags)
        self._flags = "".join(sorted(set(flags) & set("ims")))
        self._linear = linear if _is_known(linear, self._flags) else None
        self._python, problem = _compiled(plain, self._flags)
        self._degree, self._factor = bound(plain, _python_flags(self._flags)) if self._python else (math.inf, math.inf)
        if self._linear is None and self._python is None:
            raise ValueError(f"is no regular expression of SPARQL: {problem}")
        if self._linear is None and self._length(_MOST_STEPS) < 100:
            raise ValueError("could take forever: a repetition within a repetition, with look-around or references. Write it without these")

    def matches(self, texts: Sequence[str]) -> list[bool]:
        """Whether the pattern is found in each text. Raises ``ShapesError`` for a text that would take too long."""
        limit = self._length(_STEPS if self._linear is not None else _MOST_STEPS)
        if self._python is not None and all(len(text) <= limit for text in texts):
            search = self._python.search
            return [search(text) is not None for text in texts]
        if self._linear is None:
            longest = max(map(len, texts))
            raise ShapesError([f"sh:pattern {self.pattern!r} would take too long on a text of {longest:,} characters: "
                               "write it without look-around, references and several repetitions"])  # fmt: skip
        parts = (texts[start : start + _CHUNK] for start in range(0, len(texts), _CHUNK))
        return [found for part in parts for found in _searched(self._linear, self._flags, part)]

    def _length(self, steps: float) -> float:
        """The length of text up to which Python takes no more than so many steps."""
        if self._degree == 0:
            return math.inf if self._factor <= steps else 0
        return 0 if math.isinf(self._degree) else (steps / self._factor) ** (1 / self._degree)


@lru_cache(maxsize=1024)
def regex(pattern: str, flags: str = "") -> Regex:
    """The regular expression, compiled once. Raises ``ValueError`` saying what is wrong with it."""
    return Regex(pattern, flags)


def _quoted(pattern: str) -> tuple[str, str]:
    return re.escape(pattern), re.escape(pattern)


def _translated(pattern: str, flags: str) -> tuple[str, str]:
    """The pattern for the linear engine and for Python's, which ends lines elsewhere."""
    tokens = [token for token in _tokens(pattern) if not ("x" in flags and token.isspace())]
    return "".join(tokens), "".join(r"\Z" if token == "$" and "m" not in flags else token for token in tokens)


def _tokens(pattern: str) -> Iterator[str]:
    """Pieces of a pattern outside character classes one by one, each class as a whole."""
    place = 0
    while place < len(pattern):
        if pattern[place] == "\\":
            token, place = _escape(pattern, place + 1, within=False)
        elif pattern[place] == "[":
            token, place = _class(pattern, place + 1)
        else:
            token, place = pattern[place], place + 1
        yield token


def _escape(pattern: str, place: int, *, within: bool) -> tuple[str, int]:
    """What an escape is in both engines, and where it ends."""
    if place >= len(pattern):
        raise ValueError("ends with a backslash")
    char = pattern[place]
    if char in _CLASSES:
        if within and char in "IC":
            raise ValueError(rf"has \{char} within brackets, which is not known here")
        return (_CLASSES[char][1:-1] if within else _CLASSES[char]), place + 1
    if char in "pP" and (name := _PROPERTY.match(pattern, place + 1)):
        return _property(char, name[1], within=within), name.end()
    return f"\\{char}", place + 1


def _property(char: str, name: str, *, within: bool) -> str:
    if not name.startswith("Is"):
        return f"\\{char}{{{name}}}"
    if name[2:] not in _BLOCKS:
        raise ValueError(f"names the block {name}, which is not known here; known: {', '.join('Is' + block for block in sorted(_BLOCKS))}")
    if within and char == "P":
        raise ValueError(rf"has \P{{{name}}} within brackets, which is not known here")
    block = _BLOCKS[name[2:]]
    return block if within else f"[{'^' * (char == 'P')}{block}]"


def _class(pattern: str, place: int) -> tuple[str, int]:
    """A character class from behind its bracket, subtraction written as the linear engine has it, and where it ends."""
    parts = ["["]
    if pattern.startswith("^", place):
        parts, place = ["[^"], place + 1
    first = True
    while place < len(pattern) and (first or pattern[place] != "]"):
        if pattern[place] == "\\":
            token, place = _escape(pattern, place + 1, within=True)
        elif pattern.startswith("-[", place):
            token, place = _class(pattern, place + 2)
            token = f"--{token}"
        else:
            token, place = f"\\{pattern[place]}" if pattern[place] in "[]&~" else pattern[place], place + 1
        parts.append(token)
        first = False
    if place >= len(pattern):
        raise ValueError("has a bracket [ that is not closed")
    return "".join(parts) + "]", place + 1


def _python_flags(flags: str) -> int:
    return sum({"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}[flag] for flag in flags)


def _compiled(pattern: str, flags: str) -> tuple[re.Pattern[str] | None, str]:
    """The pattern for Python; None and why where it does not know it."""
    if "--[" in pattern:
        return None, "a class subtracted from a class"
    try:
        return re.compile(pattern, _python_flags(flags)), ""
    except (re.error, RecursionError, OverflowError) as error:
        return None, str(error)


@lru_cache(maxsize=1)
def _engine() -> ox.Store:
    return ox.Store()


def _written(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _is_known(pattern: str, flags: str) -> bool:
    """Whether the linear engine can use the pattern."""
    rows = _engine().query(f"SELECT (REGEX('', {_written(pattern)}, '{flags}') AS ?found) {{}}")
    return any(row[0] is not None for row in rows)  # type: ignore[union-attr]


def _searched(pattern: str, flags: str, texts: Sequence[str]) -> list[bool]:
    """Whether each text matches. Those that do not are asked for, since they are few where data are good."""
    values = json.dumps(texts, ensure_ascii=False, separators=(" ", ":"))[1:-1].replace("\x7f", "\\u007F")
    query = f"SELECT ?x {{ VALUES ?x {{ {values} }} FILTER(!REGEX(?x, {_written(pattern)}, '{flags}')) }}"
    wrong = {row[0].value for row in _engine().query(query)}  # type: ignore[union-attr]
    return [text not in wrong for text in texts]
