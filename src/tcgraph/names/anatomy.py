"""What the parts of an organisation's name say: place, brand, trade, form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tcgraph.names.english import english_parts
from tcgraph.names.normal import language_of, normal_form
from tcgraph.names.words import Words, words

__all__ = ["Anatomy", "Part", "anatomy"]

Part = tuple[str, str]  # kind and text; the texts of all parts, one after another, are the normal form
_BRACKETED = re.compile(r"\(([^()]*)\)")
_CONNECTORS = "与及"  # trade words that begin no trade
_NUMBERED_BRANCH = re.compile(r"第[一二三四五六七八九十百\d]+(?:工程)?公司\Z")
_COUNTY = re.compile(r"[^市县区省]{1,3}(?:(?<!园|小|社|特)区|县|(?<!城)市(?![政场]))")


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The parts of a name, in normal form; what a name lacks is empty.

    ``place`` are the administrative places (in front, behind the brand, in brackets), runs of them parted by a space;
    ``brand`` is what tells the organisation from others of its trade and place; ``trade`` what it does; ``form`` the legal
    form with words of organisation before it, without 集团, which is ``group``; ``qualifiers`` is what brackets hold beside;
    ``branch`` what follows a complete name. ``parts`` are all of them in order, as pairs of kind and text.
    """

    place: str
    brand: str
    trade: str
    form: str
    group: bool
    qualifiers: tuple[str, ...]
    branch: str
    parts: tuple[Part, ...]

    @property
    def core(self) -> str:
        """What remains without place, form and brackets: brand and trade."""
        return self.brand + " " * (bool(self.trade) and self.brand.isascii() and self.trade.isascii() and bool(self.brand)) + self.trade

    @property
    def normal(self) -> str:
        """The normal form: all parts, one after another."""
        return "".join(text for _, text in self.parts)


@lru_cache(maxsize=1 << 15)
def anatomy(name: str) -> Anatomy:
    """Takes a name apart. Never fails on a text; about 25 microseconds for a firm's name, the latest 32,768 are remembered.

    Decisions: a leading 中国 is a place. 集团, （集团） and (集团) are the same and never part of ``form``. 研究院有限公司 is a
    form, so 铝镁设计研究院有限公司 has no trade beyond 铝镁. What stands before an inner 集团 or an academy's institute is brand
    (中国科学院沈阳自动化研究所: brand 科学院, places 中国 and 沈阳, trade 自动化). Laboratories have a trade and no brand.
    English names: form and place are found by lists, the first word of what remains begins the brand.

    Limits: a word is a trade because ``data/rules/name-trades.csv`` lists it, and the longest tail of such words is the
    trade, so a brand made of trade words is taken for trade, and an unlisted trade for brand. A place is a province or
    a city of the gazetteer; a firm named after its city (宁德时代) gives the city away as place.

    >>> parts = anatomy("沈阳富创精密设备股份有限公司")
    >>> parts.place, parts.brand, parts.trade, parts.form
    ('沈阳', '富创', '精密设备', '股份有限公司')
    """
    text = normal_form(name)
    if language_of(text) == "zh":
        return _gather(tuple(_chinese_parts(text)), "")
    return _gather(tuple(english_parts(text)), " ")


def _gather(parts: tuple[Part, ...], space: str) -> Anatomy:
    found: dict[str, list[str]] = {}
    places: list[str] = []
    previous = ""
    for kind, text in parts:
        if kind == "place" and previous == "place":
            places[-1] += text
        elif kind == "place":
            places.append(text)
        elif text:
            found.setdefault(kind, []).append(text)
        previous = kind
    return Anatomy(
        place=" ".join(places),
        brand=space.join(dict.fromkeys(found.get("brand", ()))),
        trade=space.join(found.get("trade", ())),
        form=space.join(found.get("form", ())),
        group="group" in found,
        qualifiers=tuple(found.get("qualifier", ())),
        branch=space.join(found.get("branch", ())),
        parts=parts,
    )


def _chinese_parts(text: str) -> Iterator[Part]:
    """The parts of a name with Chinese characters: those of the text without its brackets, and each bracket at its position."""
    lists = words()
    if "(" not in text:
        yield from _flat_parts(text, lists)
        return
    flat, brackets = _without_brackets(text)
    position = 0
    for kind, piece in _flat_parts(flat, lists):
        while brackets and brackets[0][0] < position + len(piece):
            cut = brackets[0][0] - position
            if cut:
                yield kind, piece[:cut]
            yield from _bracket_parts(brackets.pop(0)[1], lists)
            piece, position = piece[cut:], position + cut
        yield kind, piece
        position += len(piece)
    for _, content in brackets:
        yield from _bracket_parts(content, lists)


def _without_brackets(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The text without its bracketed pieces, and their contents with the position in that text. Unpaired ones stay text."""
    flat, brackets, end = "", [], 0
    for match in _BRACKETED.finditer(text):
        flat += text[end : match.start()]
        brackets.append((len(flat), match[1]))
        end = match.end()
    return flat + text[end:], brackets


def _bracket_parts(content: str, lists: Words) -> Iterator[Part]:
    yield "mark", "("
    if content:
        yield _kind_in_brackets(content, lists), content
    yield "mark", ")"


def _kind_in_brackets(content: str, lists: Words) -> str:
    if content in lists.places or content.lower() in lists.english_places:
        return "place"
    kind = lists.forms.get(content) or lists.english_forms.get(content.lower())
    return {"group": "group", "legal": "form"}.get(kind or "", "qualifier")


def _flat_parts(text: str, lists: Words) -> Iterator[Part]:
    """The parts of a Chinese name without brackets."""
    text, branch = _split_branch(text, lists)
    rest, tail = _split_form(text, lists)
    laboratory = bool(tail) and tail[0][0] == "laboratory"
    before, group, after = rest.partition("集团")
    if group and after and before:
        for kind, piece in _front(before, lists):
            yield ("place" if kind == "place" else "brand"), piece
        yield "group", group
        yield from _front(after, lists, laboratory=laboratory)
    else:
        yield from _front(rest, lists, laboratory=laboratory, placeless=text.startswith(lists.no_places))
    for kind, piece in tail:
        yield ("group" if kind == "group" else "form"), piece
    if branch:
        yield "branch", branch


def _split_branch(text: str, lists: Words) -> tuple[str, str]:
    """A complete name and the branch behind it: after 公司, 大学 or 学院, after 集团 if it calls itself a branch or is numbered."""
    is_branch = text.endswith(lists.branches)
    end = text.rfind("公司", 0, len(text) - 3 if is_branch else len(text))
    if end > 0 and end + 2 < len(text):
        return text[: end + 2], text[end + 2 :]
    if is_branch or end < 0:
        for word in ("大学", "学院", "集团") if is_branch else ("大学", "学院") if text.endswith("学院") else ("大学",):
            start = text.find(word)
            if start > 1 and start + 2 < len(text):
                return text[: start + 2], text[start + 2 :]
    if is_branch:
        length = next(len(word) for word in lists.branches if text.endswith(word))
        return text[:-length], text[-length:]
    if (match := _NUMBERED_BRANCH.search(text)) and "集团" in text[: match.start()]:
        return text[: match.start()], match[0]
    return text, ""


def _split_form(text: str, lists: Words) -> tuple[str, list[Part]]:
    """The text without its tail of words of form, longest words first, and that tail in order."""
    forms, tail, end = lists.forms, [], len(text)
    while end:
        for length in lists.form_lengths.get(text[end - 1], ()):
            word = text[end - length : end] if length <= end else ""
            if kind := forms.get(word):
                tail.append((kind, word))
                end -= length
                break
        else:
            break
    tail.reverse()
    return text[:end], tail


def _front(text: str, lists: Words, *, laboratory: bool = False, placeless: bool = False) -> Iterator[Part]:
    """Places, heads (academies), and the core of a text without form.

    ``placeless`` if the name with its form is known to begin with no place: 中山大学.
    """
    start = 0
    while start < len(text) and not placeless:
        if length := _place_at(text, start, lists):
            yield "place", text[start : start + length]
        elif start and text.startswith(lists.heads, start):
            length = next(len(head) for head in lists.heads if text.startswith(head, start))
            yield "brand", text[start : start + length]
        else:
            break
        start += length
    if start < len(text):
        yield from [("trade", text[start:])] if laboratory else _core(text[start:], lists)


def _place_at(text: str, start: int, lists: Words) -> int:
    """The length of the place that begins there, a county or district behind a full city or province included; else 0."""
    for length in lists.place_lengths.get(text[start : start + 2], ()):
        end = start + length
        if end <= len(text) and text[start:end] in lists.places:
            if text.startswith(lists.no_places, start) or text.startswith(lists.no_places, end - 1):
                continue
            if text[end - 1] in "市省" and (match := _COUNTY.match(text, end)) and _place_at(text, end, lists) == 0:
                return match.end() - start
            return length
    return 0


def _core(text: str, lists: Words) -> Iterator[Part]:
    """Brand, an inner place, trade: the trade is the longest tail of trade words that leaves a brand of two characters, or none."""
    cut = _trade_start(text, lists)
    if place := _inner_place(text, cut, lists):
        start, end = place
        if end == len(text):
            cut = _trade_start(text[:start], lists)
            yield from _brand_and_trade(text[:start], cut)
            yield "place", text[start:]
            return
        yield "brand", text[:start]
        yield "place", text[start:end]
        text, cut = text[end:], max(cut - end, 0)
    yield from _brand_and_trade(text, cut)


def _brand_and_trade(text: str, cut: int) -> Iterator[Part]:
    if cut:
        yield "brand", text[:cut]
    if cut < len(text):
        yield "trade", text[cut:]


def _trade_start(text: str, lists: Words) -> int:
    """Where the longest tail of trade words begins: at 0, or leaving at least two characters; the length if there is none."""
    trades, lengths = lists.trades, lists.trade_lengths
    size = best = len(text)
    reached = [False] * size + [True]
    for start in range(size - 1, -1, -1):
        for length in lengths.get(text[start], ()):
            if start + length <= size and reached[start + length] and text[start : start + length] in trades:
                reached[start] = True
                if start != 1 and text[start] not in _CONNECTORS:
                    best = start
                break
    return best


def _inner_place(text: str, cut: int, lists: Words) -> tuple[int, int] | None:
    """Start and end of a place behind a brand of two characters: at the end, or before two more characters."""
    for start in range(2, min(cut, len(text) - 2) + 1):
        if text[start : start + 2] in lists.place_lengths:
            end = start + _place_at(text, start, lists)
            if end > start and end != len(text) - 1:
                return start, end
    return None
