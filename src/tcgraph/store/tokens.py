"""SPARQL cut into tokens: enough to tell a keyword or a variable from the same letters in a string, an IRI or a comment."""

import re
from collections.abc import Iterator

__all__ = ["tokens"]

_TOKEN = re.compile(
    r"""
      (?P<skip> \#[^\n\r]*                           # comment
      | <[^<>"{}|^`\\\x00-\x20]*>                    # IRI
      | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"          # strings
      | '''(?:[^'\\]|\\.|'(?!''))*'''
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
      | _:[\w.\-]+ | @[A-Za-z0-9\-]+ )               # blank node, language tag
    | (?P<name> (?:[^\W\d_][\w.\-]*)?:(?:[\w.\-:%]|\\[_~.\-!$&'()*+,;=/?\#@%])* )  # name with prefix
    | (?P<variable> [?$]\w+ )
    | (?P<word> [A-Za-z_]\w* )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """Pairs of kind (``skip``, ``name``, ``variable``, ``word``, ``other``) and text; all texts together are the query."""
    return ((match.lastgroup or "other", match[0]) for match in _TOKEN.finditer(text))
