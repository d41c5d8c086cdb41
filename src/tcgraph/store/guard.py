"""Refuses queries that would reach the network: SERVICE in a query, LOAD in an update.

Design: SPARQL cannot be cut into tokens for certain without parsing it (``?a<'&&?b>'`` holds an IRI or a string), and
the engine wants no space after a keyword (``SERVICESILENT<…>``, ``SERVICE:endpoint``). So a keyword is refused wherever
it could be read as one; and where it stands in what looks like a string, an IRI or a comment, one letter of it is
written as an escape, which is the same text there and a syntax error anywhere else.
"""

import re

from tcgraph.errors import ForbiddenQueryError
from tcgraph.store.tokens import tokens

__all__ = ["refuse_federation", "refuse_loading"]

_GRAPH_NAME_FOLLOWS = ("GRAPH", "FROM", "NAMED")


def refuse_federation(query: str) -> str:
    """The query in a form that can ask no other server. Raises ``ForbiddenQueryError`` if it does."""
    return _without(query, "SERVICE", "SERVICE is not allowed: queries here never reach other servers. Load their data first.")


def refuse_loading(update: str) -> str:
    """The update in a form that can fetch nothing and ask nobody. Raises ``ForbiddenQueryError`` if it does."""
    safe = refuse_federation(update)
    return _without(safe, "LOAD", "LOAD is not allowed: updates here never fetch anything. Use dataset.load(file).")


def _without(text: str, keyword: str, refusal: str) -> str:
    if keyword not in text.upper():
        return text
    found = list(tokens(text))
    if any(kind == "word" and keyword in word.upper() for kind, word in found) or _in_a_name(found, keyword):
        raise ForbiddenQueryError(refusal)
    letters = re.compile(f"({keyword[0]})({keyword[1]})({keyword[2:]})", re.IGNORECASE)
    return "".join(_escaped(letters, word) if word[0] in "#<\"'" else word for _, word in found)


def _escaped(letters: re.Pattern[str], text: str) -> str:
    return letters.sub(lambda m: f"{m[1]}\\u{ord(m[2]):04X}{m[3]}", text)


def _in_a_name(found: list[tuple[str, str]], keyword: str) -> bool:
    """Whether a name with prefix stands where only the keyword, run together with a name, can: ``SERVICE:x {``, ``LOAD:x``."""
    marks = [word for _, word in found if not word.isspace() and word[0] != "#"]
    depth, before = 0, ";"
    for mark, after in zip(marks, [*marks[1:], ""], strict=True):
        prefix, colon, _ = mark.upper().partition(":")
        if colon and keyword in prefix and mark[0] not in "<\"'":
            if after == "{" and before.upper() not in _GRAPH_NAME_FOLLOWS:
                return True
            if prefix.startswith(keyword) and depth == 0 and before[0] in ";<":
                return True
        depth += {"{": 1, "}": -1}.get(mark, 0)
        before = mark
    return False
