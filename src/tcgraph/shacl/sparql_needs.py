"""Which predicates a query can look at, so that only these are put into the store that it runs on.

The answer may be too large, never too small: where a variable could stand for a predicate, or a path could have no length (it then
joins each node of the graph with itself), it is "all".
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from tcgraph.shacl.sparql_scan import significant
from tcgraph.store.terms import unescape
from tcgraph.store.tokens import tokens
from tcgraph.vocab import PREFIXES

__all__ = ["Token", "declared_prefixes", "iri_of", "predicates"]

Token: TypeAlias = tuple[str, str]
"""Kind and text."""

_EXPRESSION = ("FILTER", "BIND", "HAVING")
_MODIFIERS = ("GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET")
_TYPE = f"{PREFIXES['rdf']}type"


def predicates(text: str) -> frozenset[str] | None:
    """The IRIs that may be predicates (bare), among them all that the query has at all; None for all. Linear in the length of the query."""
    found = [(kind, token) for _, kind, token in significant(list(tokens(text)))]
    pattern = list(_patterns(found))
    if any(token.upper() in ("BASE", "DESCRIBE") for kind, token in found if kind == "word") or _is_open(pattern):
        return None
    prefixes = declared_prefixes(found)
    return frozenset(iri for token in found if (iri := iri_of(token, prefixes)) is not None)


def declared_prefixes(found: Sequence[Token]) -> dict[str, str]:
    """The prefixes that the tokens of a query declare."""
    places = (at for at, (kind, text) in enumerate(found[:-2]) if kind == "word" and text.upper() == "PREFIX")
    return {found[at + 1][1][:-1]: found[at + 2][1][1:-1] for at in places}


def iri_of(token: Token, prefixes: Mapping[str, str]) -> str | None:
    """The IRI (bare) that a token stands for; None for any other token. ``a`` stands for rdf:type."""
    kind, text = token
    if kind == "skip" and text[0] == "<":
        return unescape(text[1:-1])
    if kind == "name":
        prefix, _, local = text.partition(":")
        return prefixes.get(prefix, "") + local.replace("\\", "")
    return _TYPE if text == "a" else None


def _patterns(found: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The tokens of triple patterns and braces; each expression, SELECT clause and solution modifier gives one full stop."""
    depths, skipping, pending = [0], False, False
    for kind, token in found:
        word = token.upper() if kind == "word" else ""
        if token in "{}":
            depths = [*depths, 0] if token == "{" else depths[:-1] or [0]
            skipping = pending = False
            yield "other", token
        elif word in ("SELECT", "ASK", "PREFIX", *_MODIFIERS):
            skipping = word != "PREFIX" or skipping
            yield "other", "."
        elif token == "(" and (depths[-1] or pending):
            depths[-1] += 1
        elif token == ")" and depths[-1]:
            depths[-1] -= 1
            pending = pending and depths[-1] > 0
            if not depths[-1]:
                yield "other", "."
        elif word in _EXPRESSION:
            pending = True
        elif not skipping and not depths[-1] and not pending and len(depths) > 1:
            yield kind, token


def _is_open(pattern: list[tuple[str, str]]) -> bool:
    """Whether a predicate may be a variable, or a path may have no length."""
    padded = [("other", "."), *pattern, ("other", "."), ("other", ".")]
    for at in range(1, len(padded) - 2):
        (before, here, after) = padded[at - 1 : at + 2]
        if here[0] == "variable" and _ends(before) and _begins(after):
            return True
        if here[1] == "!" or (here[1] in "*?" and here[0] == "other" and not _has_neighbour(padded, at)):
            return True
    return False


def _ends(token: tuple[str, str]) -> bool:
    """Whether a subject may end here, or what is said of it begins."""
    kind, text = token
    return kind in ("skip", "name", "variable") or text in ("]", ")", ";", "[") or text.isdigit()


def _begins(token: tuple[str, str]) -> bool:
    """Whether an object may begin here."""
    kind, text = token
    return kind in ("skip", "name", "variable") or text in ("[", "(", "+", "-") or text.isdigit() or text.lower() in ("true", "false")


def _has_neighbour(tokens: list[tuple[str, str]], at: int) -> bool:
    """Whether a step that must have a length stands before or after the step that ends at ``at`` with ``*`` or ``?``."""
    start = at - 1
    if not _is_step(tokens[start]):
        return False
    before, earlier = tokens[start - 1][1], tokens[start - 2]
    if before == "/" and _is_step(earlier):
        return True
    return tokens[at + 1][1] == "/" and _is_step(tokens[at + 2]) and (at + 3 >= len(tokens) or tokens[at + 3][1] not in "*?")


def _is_step(token: tuple[str, str]) -> bool:
    kind, text = token
    return kind == "name" or (kind == "skip" and text[0] == "<") or text == "a"
