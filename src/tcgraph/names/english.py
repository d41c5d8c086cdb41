"""Names without Chinese characters, taken apart by lists of forms, places and trades."""

import re
from collections.abc import Iterator

from tcgraph.names.words import Words, words

__all__ = ["english_parts"]

_TOKEN = re.compile(r"\([^()]*\)|[^\s()]+|[()]")
_MARKS = ",;"
_SMALL = frozenset({"of", "for", "the", "and", "in", "&", "at"})


def english_parts(text: str) -> Iterator[tuple[str, str]]:
    """The parts of an English name as pairs of kind and text, in order; spaces, brackets and commas are of the kind ``mark``."""
    lists = words()
    matches = list(_TOKEN.finditer(text))
    kinds = _kinds([match[0] for match in matches], lists)
    position = 0
    for match, kind in zip(matches, kinds, strict=True):
        if match.start() > position:
            yield "mark", text[position : match.start()]
        position = match.end()
        if kind == "bracket":
            yield from _bracket(match[0][1:-1], lists)
            continue
        word = match[0].rstrip(_MARKS)
        if word:
            yield kind, word
        if len(word) < len(match[0]):
            yield "mark", match[0][len(word) :]
    if position < len(text):
        yield "mark", text[position:]


def _kinds(tokens: list[str], lists: Words) -> list[str]:
    """The kind of each token: form from the right, ``X University of Y`` from its first word of form, the rest from the left."""
    plain = [token.lower().rstrip(_MARKS) for token in tokens]
    kinds = ["bracket" if len(token) > 2 and token[0] == "(" else "" for token in tokens]
    _mark_places(plain, kinds, lists)
    start = _mark_leading_form(plain, kinds, lists)
    _mark_final_form(tokens, plain, kinds, lists)
    _mark_rest(plain, kinds, lists, start)
    return kinds


def _mark_places(plain: list[str], kinds: list[str], lists: Words) -> None:
    """Places of one or two words in front, or behind ``of`` and ``in``."""
    for number, word in enumerate(plain):
        if kinds[number] or not (number == 0 or plain[number - 1] in ("of", "in", "at") or kinds[number - 1] == "place"):
            continue
        for count in (2, 1):
            if " ".join(plain[number : number + count]) in lists.english_places and number + count <= len(plain):
                kinds[number : number + count] = ["place"] * count
                break
        else:
            if word in _SMALL and number:
                kinds[number] = ""


def _mark_leading_form(plain: list[str], kinds: list[str], lists: Words) -> int | None:
    """``State Key Laboratory of``, ``University of``: marks them and returns the number of the first word behind, or None."""
    for number in range(len(plain) - 2):
        if lists.english_forms.get(plain[number]) in ("organisation", "legal") and plain[number + 1] in ("of", "for"):
            first = number
            while first and not kinds[first - 1] and lists.english_forms.get(plain[first - 1]) == "prefix":
                first -= 1
            kinds[first : number + 2] = ["form"] * (number + 1 - first) + ["mark"]
            return number + 2
    return None


def _mark_final_form(tokens: list[str], plain: list[str], kinds: list[str], lists: Words) -> None:
    """The tail of words of form; a name is never form alone."""
    for number in range(len(plain) - 1, 0, -1):
        kind = lists.english_forms.get(plain[number]) or lists.english_forms.get(tokens[number].lower())
        if kind == "prefix" and (number + 1 == len(plain) or lists.english_forms.get(plain[number + 1]) not in ("organisation", "prefix")):
            break
        if kind:
            kinds[number] = "group" if kind == "group" else "form"
        elif kinds[number] != "bracket":
            break


def _mark_rest(plain: list[str], kinds: list[str], lists: Words, start: int | None) -> None:
    """Brand until the first trade word, trade from there; behind a leading form with a brand before it, all is trade."""
    lead = start is not None and any(not kind or kind == "place" for kind in kinds[:start])
    laboratory = start is not None and plain[start - 2] in ("laboratory", "lab", "center", "centre")
    trade = False
    for number, word in enumerate(plain):
        if start is not None and number == start:
            trade = lead or laboratory
        if kinds[number]:
            continue
        if word in _SMALL and number + 1 < len(kinds) and kinds[number + 1] == "place":
            kinds[number] = "mark"
            continue
        trade = trade or (word in lists.english_trades and (start is not None or "brand" in kinds or "place" in kinds))
        kinds[number] = "trade" if trade else "brand"


def _bracket(content: str, lists: Words) -> Iterator[tuple[str, str]]:
    plain = content.lower()
    kind = "place" if plain in lists.english_places else "group" if lists.english_forms.get(plain) == "group" else "qualifier"
    yield "mark", "("
    yield kind, content
    yield "mark", ")"
