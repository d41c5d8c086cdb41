"""A picture before it is a file: boxes, lines, marks and texts on a sheet, in pixels from the upper left corner.

Design: each picture is made once as a ``Sheet``; PNG, SVG and HTML are three ways to write the same sheet. What must hold of a picture,
that texts do not touch, that they stand out from their ground, that the font has their characters, is checked on the sheet.
"""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from tcgraph.errors import CallError, MissingExtraError
from tcgraph.pictures import style
from tcgraph.pictures.texts import ASCENT, DESCENT, balanced, width, wrapped

__all__ = ["RENDERERS", "Item", "Line", "Mark", "Rect", "Sheet", "Text", "check_language", "collisions", "framed"]

_BOLD = 1.05
"""How much wider a bold text may be."""
_ONE_LINE, _TWO_LINES = (style.TITLE, 36.0, 34.0, 32.0, 30.0, 28.0, 26.0), (26.0, 24.0)


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle. ``tip`` is what it stands for, told to who points at it or cannot see it."""

    x: float
    y: float
    width: float
    height: float
    fill: str = "none"
    stroke: str = "none"
    thickness: float = 0.0
    dashed: bool = False
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; with ``curved`` a smooth one from the first to the last."""

    points: tuple[tuple[float, float], ...]
    colour: str
    thickness: float = 1.0
    opacity: float = 1.0
    dashed: bool = False
    curved: bool = False
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A symbol: ``shape`` is s (square), o (disc), ^ and v (triangles), D (diamond), p (pentagon), h (hexagon), * and x (stars)."""

    x: float
    y: float
    radius: float
    shape: str
    fill: str
    stroke: str = style.WHITE
    thickness: float = 1.5
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of one line. ``y`` is its baseline, ``anchor`` start, middle or end, ``ground`` the colour that it stands on."""

    x: float
    y: float
    text: str
    size: float = style.BODY
    colour: str = style.INK
    anchor: str = "start"
    ground: str = style.WHITE
    bold: bool = False
    halo: bool = False

    @property
    def left(self) -> float:
        """Where the text begins."""
        return self.x - width(self.text, self.size) * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of what the text fills."""
        left = self.left
        return left, self.y - ASCENT * self.size, left + width(self.text, self.size), self.y + DESCENT * self.size


Item = Rect | Line | Mark | Text
RENDERERS: dict[str, Callable[["Sheet"], bytes]] = {}
"""How a sheet becomes bytes, by format: ``write``, which stands on this module, puts them in."""


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """A picture in one language. ``alt`` says in words what it shows; ``table`` holds the numbers, the heads first.

    A notebook shows it: as PNG, sharp at half its size; without matplotlib as SVG.
    """

    name: str
    language: str
    title: str
    caption: str
    alt: str
    width: int
    height: int
    items: tuple[Item, ...]
    table: tuple[tuple[str, ...], ...] = field(default=())

    @property
    def texts(self) -> list[Text]:
        """The texts on the sheet, in drawing order."""
        return [item for item in self.items if isinstance(item, Text)]

    def __repr__(self) -> str:
        return f"<Sheet {self.name} {self.language} {self.width} x {self.height}: {self.title}>"

    def _repr_png_(self) -> tuple[str, dict[str, Any]] | None:
        """The PNG in base 64, with the width to show it at and the alternative text; None without matplotlib."""
        try:
            image = RENDERERS["png"](self)
        except MissingExtraError:
            return None
        return b64encode(image).decode("ascii"), {"width": self.width // 2, "height": self.height // 2, "alt": self.alt}

    def _repr_svg_(self) -> str | None:
        """The SVG where there is no PNG, else None: a notebook would hold both."""
        return str(RENDERERS["svg"](self), "utf-8") if self._repr_png_() is None else None


def check_language(language: str) -> str:
    """The language, ``"zh"`` or ``"en"``. Raises ``CallError``."""
    if language not in ("zh", "en"):
        raise CallError(f"No language {language!r}: a picture is in zh or en; one in .html has both and a switch.")
    return language


def framed(name: str, language: str, *, title: str, subtitle: str, caption: str, alt: str, items: list[Item], bottom: float,
           table: tuple[tuple[str, ...], ...] = ()) -> Sheet:
    """The sheet with title and subtitle above what ``items`` draw (from 130 pixels down to ``bottom``) and the caption below it."""
    room = style.WIDTH - 2.0 * style.LEFT
    head: list[Item] = [*_heading(title, room, language), *_below(subtitle, room, language)]
    lines = wrapped(caption, style.SMALL, room)
    foot = [Text(style.LEFT, bottom + 48 + 29 * number, line, style.SMALL, style.SOFT) for number, line in enumerate(lines)]
    height = round(bottom + 48 + 29 * len(lines))
    return Sheet(name, language, title, caption, alt, style.WIDTH, height, (*head, *items, *foot), table)


def _heading(title: str, room: float, language: str) -> list[Text]:
    """The title as large as it fits: in one line, else in two, cut where these are not enough."""
    room /= _BOLD
    size = next((size for size in _ONE_LINE if width(title, size) <= room), 0.0)
    if size:
        return [Text(style.LEFT, 66, title, size, bold=True)]
    size = next((size for size in _TWO_LINES if len(wrapped(title, size, room)) == 2), _TWO_LINES[-1])
    lines = balanced(title, size, room) if len(wrapped(title, size, room)) == 2 else wrapped(title, size, room)
    lines = [lines[0], _cut("".join(lines[1:]), size, room, language)] if len(lines) > 1 else [_cut(title, size, room, language)]
    return [Text(style.LEFT, 42 + 32 * number, line, size, bold=True) for number, line in enumerate(lines)]


def _below(subtitle: str, room: float, language: str) -> list[Text]:
    """The subtitle in one line, smaller where it is long, cut where it is too long even then."""
    size = style.BODY if width(subtitle, style.BODY) <= room else style.SMALL
    return [Text(style.LEFT, 106, _cut(subtitle, size, room, language), size, style.SOFT)] if subtitle else []


def _cut(text: str, size: float, room: float, language: str) -> str:
    """The text, or as much of it as fits, with an ellipsis."""
    if width(text, size) <= room:
        return text
    dots = "..." if language == "en" else "…"
    while text and width(text + dots, size) > room:
        text = text[:-1].rstrip()
    return text + dots


def collisions(sheet: Sheet) -> list[tuple[str, str]]:
    """The pairs of texts that touch, and the texts that leave the sheet (with an empty partner)."""
    texts = sheet.texts
    outside = [(t.text, "") for t in texts if t.box[0] < 0 or t.box[1] < 0 or t.box[2] > sheet.width or t.box[3] > sheet.height]
    return outside + [(one.text, other.text) for one, other in combinations(texts, 2) if _touch(one.box, other.box)]


def _touch(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
