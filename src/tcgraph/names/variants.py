"""Other writings of a name that people type and texts use: short names, without legal form, in pinyin."""

from collections.abc import Iterator
from dataclasses import dataclass

from tcgraph.names.anatomy import Anatomy, Part, anatomy
from tcgraph.names.normal import language_of
from tcgraph.names.pinyin import initials as pinyin_initials
from tcgraph.names.pinyin import pinyin as syllables
from tcgraph.names.words import words

__all__ = ["Variant", "variants"]

_BRACKETS = [("mark", "("), ("mark", ")")]
_SHORTEST = 2  # one character says too little


@dataclass(frozen=True, slots=True)
class Variant:
    """A writing of a name and what kind it is."""

    kind: str
    text: str


def variants(name: str, *, pinyin: bool = False) -> list[Variant]:
    """The writings of a name, fullest first, each text once, none shorter than two characters, none a bare place.

    Chinese: ``full`` (the normal form), ``without-group`` or ``with-group``, ``group`` (up to 集团), ``without-form`` (nor
    集团), ``place-brand``, ``core`` (brand and trade), ``brand-group``, ``brand``; with ``pinyin`` (extra ``names``) also
    ``pinyin``, ``pinyin-tones`` and ``pinyin-initials`` of the name without form and of the brand.
    English: ``full``, ``without-form`` (no Co., Ltd), ``without-group`` (nor Group), ``without-place`` (nor China), ``brand``,
    ``initials``. A writing may be that of several organisations: it finds candidates, it proves nothing.

    >>> [variant.text for variant in variants("海信集团有限公司")]
    ['海信集团有限公司', '海信有限公司', '海信集团', '海信']
    """
    parts = anatomy(name)
    chinese = language_of(parts.normal) == "zh"
    found = list(_chinese(parts) if chinese else _english(parts))
    if pinyin and chinese:
        found += [variant for text in _texts_for_pinyin(found) for variant in _pinyin(text)]
    unique: dict[str, Variant] = {}
    for variant in found:
        if len(variant.text) >= _SHORTEST or variant.kind == "full":
            unique.setdefault(variant.text, variant)
    return list(unique.values())


def _chinese(name: Anatomy) -> Iterator[Variant]:
    yield Variant("full", name.normal)
    if name.group:
        yield Variant("without-group", _without(name.parts, "group"))
    elif name.form.endswith("公司"):
        yield Variant("with-group", _with_group(name.parts))
    if not name.core:
        return
    if name.group:
        yield Variant("group", _without(name.parts, "form").replace("(集团)", "集团"))
    if not name.branch or name.form.endswith("公司"):  # 上海交通大学医学院 is not 上海交通医学院
        yield Variant("without-form", _without(name.parts, "group", "form"))
    if name.brand:
        yield Variant("place-brand", name.place.replace(" ", "") + name.brand)
    yield Variant("core", name.core)
    if name.group and name.brand:
        yield Variant("brand-group", name.brand + "集团")
    yield Variant("brand", name.brand)


def _english(name: Anatomy) -> Iterator[Variant]:
    yield Variant("full", name.normal)
    if not name.core:
        return
    institution = "." not in name.form and words().english_forms.get(name.form.lower().split(" ")[-1]) == "organisation"
    if not institution:
        yield Variant("without-form", _without(name.parts, "form"))
        yield Variant("without-group", _without(name.parts, "form", "group"))
        yield Variant("without-place", _without(name.parts, "form", "group", "place"))
    yield Variant("brand", name.brand)
    yield Variant("initials", "".join(word[0] for word in _words(name, institution) if word[0].isupper()))


def _words(name: Anatomy, institution: bool) -> Iterator[str]:
    """The words that initials are made of: no bracketed ones, no Group, no Co., Ltd, but University."""
    bracketed = False
    for kind, text in name.parts:
        bracketed = text == "(" or (bracketed and text != ")")
        if not bracketed and (kind in ("place", "brand", "trade") or (kind == "form" and institution)):
            yield text


def _without(parts: tuple[Part, ...], *kinds: str) -> str:
    """The text without the parts of these kinds, their brackets and commas."""
    kept: list[Part] = []
    dropped = False
    for part in parts:
        dropped = part[0] in kinds or (dropped and part[0] == "mark" and part[1] in ",;")
        if not dropped:
            kept.append(part)
        if kept[-2:] == _BRACKETS:
            del kept[-2:]
    return " ".join("".join(text for _, text in kept).split()).strip(" ,;&")


def _with_group(parts: tuple[Part, ...]) -> str:
    first = next(number for number, (kind, _) in enumerate(parts) if kind == "form")
    if first and parts[first - 1] == ("mark", "("):
        first -= 1
    texts = [text for _, text in parts]
    return "".join([*texts[:first], "集团", *texts[first:]])


def _texts_for_pinyin(found: list[Variant]) -> list[str]:
    return [variant.text for variant in found if variant.kind in ("without-form", "brand") and variant.text]


def _pinyin(text: str) -> Iterator[Variant]:
    yield Variant("pinyin", "".join(syllables(text)).lower())
    yield Variant("pinyin-tones", "".join(syllables(text, tones=True)).lower())
    yield Variant("pinyin-initials", pinyin_initials(text))
