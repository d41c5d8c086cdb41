"""What the project says to people, in Chinese: ``words.csv``, a catalogue by English text.

A row has a ``kind``: ``message`` (errors, progress, notes), ``help`` (commands and options), ``head`` (columns of answers and indicators)
or ``value`` (words that stand in cells). The English text is the key, as it stands in the code; ``{name}`` in a message stands for any text
and comes back in the Chinese one. So nothing in the code changes where a text gets its Chinese form, and there is one place to look.
"""

import csv
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

__all__ = ["catalogue", "translated"]

_FILE = Path(__file__).with_name("words.csv")
_PLACE = re.compile(r"\{(\w+)\}")
_END = re.compile(r"(?<=[.?!:;])\s|\n")
_SENTENCE = re.compile(r"[.?!]\s")
_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)
_ANYTHING = ("problem", "candidates", "command", "english")  # texts of others, at the end of a message
_LONGEST = 4000  # what is longer is somebody's query or file: it is shown as it is


def catalogue(kind: str) -> dict[str, str]:
    """The rows of a kind, English to Chinese, in the order of the file."""
    return _catalogues()[kind]


@cache
def _catalogues() -> dict[str, dict[str, str]]:
    """All kinds: the file is read once."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["kind"]][row["en"]] = row["zh"]
    return found


def translated(text: str, language: str, kind: str = "message") -> str:
    """The text in ``language`` (``"zh"`` or ``"en"``); as it is where the catalogue lacks it or a part of it: never a mixture."""
    if language != "zh" or not text or len(text) > _LONGEST:
        return text
    if kind != "message":
        return catalogue(kind).get(text, text)
    return _whole(text.rstrip("\n"), {}) or text


def _whole(text: str, known: dict[str, str | None]) -> str | None:
    """A message, or several one after the other; None unless each is in the catalogue. ``known`` holds the ends that were tried."""
    if text not in known:
        known[text] = catalogue("message").get(text) or _several(text, known) or _single(text)
    return known[text]


def _several(text: str, known: dict[str, str | None]) -> str | None:
    for end in _END.finditer(text):
        begin = text[: end.start()]
        if (first := catalogue("message").get(begin) or _single(begin)) and (rest := _whole(text[end.end() :], known)):
            return first + ("\n" if end[0] == "\n" else "") + rest
    return None


def _single(text: str) -> str | None:
    for pattern, chinese in _patterns():
        if (match := pattern.fullmatch(text)) and all(_one_value(name, value) for name, value in match.groupdict().items()):
            return _PLACE.sub(lambda place: str(match[place[1]]), chinese)
    return None


def _one_value(name: str, value: str) -> bool:
    """Whether a text stands for one value and does not hide a sentence: it is quoted, or has no end of a sentence inside."""
    return name in _ANYTHING or not _SENTENCE.search(value) or _QUOTED.fullmatch(value) is not None


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Messages with placeholders, those that say most first."""
    rows = [(english, chinese) for english, chinese in catalogue("message").items() if _PLACE.search(english)]
    rows.sort(key=lambda row: -len(_PLACE.sub("", row[0])))
    return [(re.compile(_pattern(english), re.DOTALL), chinese) for english, chinese in rows]


def _pattern(english: str) -> str:
    """``{name}`` takes any text, shortest first, and what it took when it comes again."""
    pieces = _PLACE.split(english)
    seen: set[str] = set()
    out = []
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            out.append(re.escape(piece))
        else:
            out.append(f"(?P={piece})" if piece in seen else f"(?P<{piece}>.+?)")
            seen.add(piece)
    return "".join(out)
