"""Whether a text can be the name of an organisation, and the marks that lists print behind a name."""

import re
import unicodedata
from pathlib import Path

from tcgraph.errors import NameTextError, SourceError
from tcgraph.names.normal import normal_form

__all__ = ["LONGEST_NAME", "check_name", "name_doubts", "split_mark"]

LONGEST_NAME = 200
"""Characters. The longest name in the sources has 114; beyond 200, cells have run together."""

_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85"  # what str.split takes for space: line breaks inside cells are no fault
_MARK = re.compile(
    r"[\s*＊※△▲▽▼○●◎□■◇◆☆★†‡§¶#＃\u2070-\u209c¹²³\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]+\Z"
    r"|(?<=公司)\s*(?:[0-9０-９]{1,2}|[\[［][0-9０-９]{1,2}[\]］])\s*\Z"
)
_FORBIDDEN = {
    "Cc": "a control character",
    "Cf": "an invisible formatting character",
    "Co": "a character of a private use area, whose meaning the font decides",
    "Cs": "half of a character (a surrogate)",
}


def split_mark(name: str) -> tuple[str, str]:
    """A printed name without the marks behind it, and these marks: stars, triangles, circled or raised digits, digits behind 公司.

    The name is otherwise as printed, without space around it. What a mark means, the list says, or nobody.

    >>> split_mark("沈阳鼓风机集团股份有限公司*")
    ('沈阳鼓风机集团股份有限公司', '*')
    >>> split_mark("某某有限公司①")
    ('某某有限公司', '①')
    """
    mark = ""
    while match := _MARK.search(name):
        name, mark = name[: match.start()], match[0] + mark
    return name.strip(), mark.strip()


def check_name(name: str, *, file: Path | str | None = None, row: int | None = None) -> str:
    """The name in normal form, without marks behind it, or an error that says why it can be no organisation's name.

    Refused: no text or only marks, no letter at all (a column of numbers), more than ``LONGEST_NAME`` characters,
    characters that cannot be seen or read (control, zero width, private use, U+FFFD). Line breaks inside a cell, mixed
    scripts, characters outside the basic plane and unpaired brackets pass; ``name_doubts`` tells of the latter.
    Raises ``SourceError`` if ``file`` is given, else ``NameTextError``; both are ``DataError``.
    """
    if problem := _problem(name):
        shown = name if len(name) <= 60 else name[:60] + "…"
        text = f"{shown!r} cannot be the name of an organisation: {problem}"
        raise SourceError(file, text, row) if file is not None else NameTextError(name, text)
    return normal_form(split_mark(name)[0])


def _problem(name: str) -> str:
    for character in name:
        category = unicodedata.category(character)
        if character == "\ufffd" or (category in _FORBIDDEN and character not in _SPACES):
            what = _FORBIDDEN.get(category, "what a wrong decoding leaves behind")
            return f"it holds U+{ord(character):04X}, {what}. Copy the name again, or read the file in its own encoding."
    plain = normal_form(split_mark(name)[0])
    if not plain:
        return "there is no text, or only marks. Leave the row out, or mend it."
    if len(plain) > LONGEST_NAME:
        return f"it has {len(plain)} characters, more than {LONGEST_NAME}. Have several cells run together?"
    if not any(map(str.isalpha, plain)):
        return "it has no letter. Is this another column?"
    return ""


def name_doubts(name: str) -> list[str]:
    """What is odd about a name that ``check_name`` accepts, one sentence each: brackets without partner, marks behind it."""
    plain, mark = split_mark(name)
    doubts = [f"{mark!r} stands behind the name: a mark of the list"] if mark else []
    depth = 0
    for character in normal_form(plain):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            break
    if depth:
        doubts.append("a bracket has no partner: is the name cut off?")
    return doubts
