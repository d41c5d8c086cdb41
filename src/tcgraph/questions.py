"""The library of questions: ``queries/*.rq``, SPARQL with a header that says what is asked, bound, returned, and whence.

Header lines begin with ``# Key:``; indented comment lines go on. Keys: ``Question`` (English / Chinese), ``Binds`` (one
parameter a line: ``?name  type  text``), ``Returns``, ``Source``, ``Evidence`` (the name of the question whose solutions are the evidence,
joined by the variables both share). After the type may stand ``optional``, and ``after ?other`` (later than that parameter) or
``from ?other`` (the same or later): what is asked the wrong way round is refused. ``tc:Roster`` is a full list, see ``lists``.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tcgraph import resources
from tcgraph.errors import DataError, UnknownQuestionError

__all__ = ["Parameter", "Question", "question", "questions"]

_KEYS = ("Question", "Binds", "Returns", "Source", "Evidence")
_HEADER = re.compile(r"^#\s(?:(\w+):)?\s*(.*)$")
_PARAMETER = re.compile(r"\?(\w+)\s+([\w:]+)\s+(optional\s+)?(?:(after|from)\s+\?(\w+)\s+)?(.*)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question needs to be told: ``type`` is a class (``tc:Place``) or a datatype (``xsd:date``).

    ``follows`` is the parameter that must not be later than this one, nor, if ``strictly``, the same.
    """

    name: str
    type: str
    required: bool
    text: str
    follows: str | None = None
    strictly: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its SPARQL text and what its header says."""

    name: str
    text: str
    english: str
    chinese: str
    parameters: tuple[Parameter, ...]
    returns: str
    source: str
    evidence: str | None


@lru_cache(maxsize=1)
def questions() -> dict[str, Question]:
    """All questions by name, sorted; those that only serve as evidence are among them."""
    return {file.stem: parse(file) for file in sorted(resources.queries().glob("*.rq"))}


def question(name: str) -> Question:
    """The question of that name. Raises ``UnknownQuestionError`` with the nearest names."""
    try:
        return questions()[name]
    except KeyError:
        raise UnknownQuestionError(name, questions()) from None


def parse(file: Path) -> Question:
    """Reads a question file. Raises ``DataError`` if the header lacks a line."""
    text = file.read_text(encoding="utf-8")
    header = _header(text)
    missing = [key for key in _KEYS[:4] if key not in header]
    if missing:
        raise DataError(f"{file}: the header lacks {', '.join(missing)}; see another question for the form.")
    english, slash, chinese = " ".join(header["Question"]).partition(" / ")
    if not slash:
        raise DataError(f"{file}: the Question line must be 'English / 中文'.")
    evidence = " ".join(header.get("Evidence", [])) or None
    parameters = tuple(_parameter(line, file) for line in header["Binds"] if line not in ("", "nothing"))
    return Question(file.stem, text, english, chinese, parameters, " ".join(header["Returns"]), " ".join(header["Source"]), evidence)


def _header(text: str) -> dict[str, list[str]]:
    header: dict[str, list[str]] = {}
    key = ""
    for line in text.splitlines():
        match = _HEADER.match(line)
        if match is None:
            break
        key = match[1] if match[1] in _KEYS else key
        rest = match[2] if match[1] in _KEYS or not match[1] else f"{match[1]}: {match[2]}"
        header.setdefault(key, []).append(rest.strip())
    return header


def _parameter(line: str, file: Path) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if match is None:
        raise DataError(f"{file}: {line!r} is no parameter; the form is '?name  type  text'.")
    return Parameter(match[1], match[2], not match[3], match[6], match[5], match[4] == "after")
