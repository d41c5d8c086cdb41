"""A line of the table, taken apart when a search looks at its thing."""

from functools import cached_property
from typing import NamedTuple

from tcgraph.search.table import split_column

__all__ = ["Name", "Record"]


class Name(NamedTuple):
    """A name as written and folded, its pinyin (``ShenYang``) and initials, and whether it is not the label."""

    text: str
    folded: str
    reading: str
    initials: str
    other: bool


class Record:
    """A thing as a search sees it. ``iri``, ``places`` and ``owner`` are as the table writes them."""

    def __init__(self, line: str) -> None:
        iri, kind, places, owner, chinese, other, codes, self._folded, self._readings, self._initials = line.split("\t")
        self.iri, self.kind, self.owner = iri, kind, owner
        self.chinese, self.other, self._codes = split_column(chinese), split_column(other), split_column(codes)
        self.places = frozenset(split_column(places))

    @cached_property
    def names(self) -> list[Name]:
        """All names: Chinese ones, then others."""
        texts = [*self.chinese, *self.other]
        firsts = {0, len(self.chinese)}
        readings, initials = _filled(self._readings, len(texts)), _filled(self._initials, len(texts))
        rows = enumerate(zip(texts, self._forms, readings, initials, strict=False))
        return [Name(text, form, reading, letters, at not in firsts) for at, (text, form, reading, letters) in rows if form]

    @cached_property
    def _forms(self) -> list[str]:
        texts = [*self.chinese, *self.other, *self._codes]
        return [form or text.lower() for text, form in zip(texts, _filled(self._folded, len(texts)), strict=True)]

    @cached_property
    def codes(self) -> list[tuple[str, str]]:
        """Codes as written and in the form in which they are compared; the end of the IRI is the last of them."""
        forms = self._forms[len(self._forms) - len(self._codes) :]
        end = self.iri.rstrip("/").replace(":", "/").replace("#", "/").rpartition("/")[2]
        return [*zip(self._codes, forms, strict=True), (end, end.lower())]

    def label(self, language: str) -> str:
        """The label in this language, else in the other, else another name or a code."""
        first, second = (self.chinese, self.other) if language == "zh" else (self.other, self.chinese)
        return next(filter(None, (*first[:1], *second[:1], *first[1:], *second[1:], *self._codes)), self.iri)


def _filled(column: str, length: int) -> list[str]:
    values = split_column(column)
    return [*values, *[""] * (length - len(values))]
