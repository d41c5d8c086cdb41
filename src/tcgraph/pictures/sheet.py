"""A picture before it is a file: boxes, lines, marks and texts on a sheet, in pixels from the upper left corner.

Design: each picture is made once as a ``Sheet``; PNG, SVG and HTML are three ways to write the same sheet. What must hold of a picture,
that texts do not touch, that they stand out from their ground, that the font has their characters, is checked on the sheet.
"""

from dataclasses import dataclass, field
from itertools import combinations

from tcgraph.errors import CallError
from tcgraph.pictures import style
from tcgraph.pictures.texts import ASCENT, DESCENT, width, wrapped

__all__ = ["Item", "Line", "Mark", "Rect", "Sheet", "Text", "check_language", "collisions", "framed"]

_BOLD = 1.05
"""How much wider a bold text may be."""


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
    """A symbol: ``shape`` is s (square), o (disc), ^ (triangle), D (diamond), p (pentagon)."""

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


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture in one language. ``alt`` says in words what it shows; ``table`` holds the numbers, the heads first."""

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


def check_language(language: str) -> str:
    """The language, ``"zh"`` or ``"en"``. Raises ``CallError``."""
    if language not in ("zh", "en"):
        raise CallError(f"No language {language!r}: a picture is in zh or en; one in .html has both and a switch.")
    return language


def framed(name: str, language: str, *, title: str, subtitle: str, caption: str, alt: str, items: list[Item], bottom: float,
           table: tuple[tuple[str, ...], ...] = ()) -> Sheet:
    """The sheet with title and subtitle above what ``items`` draw (from 130 pixels down to ``bottom``) and the caption below it."""
    room = style.WIDTH - 2.0 * style.LEFT
    head: list[Item] = [_heading(title, room)]
    head += [Text(style.LEFT, 106, line, style.BODY, style.SOFT) for line in wrapped(subtitle, style.BODY, room)[:1]]
    lines = wrapped(caption, style.SMALL, room)
    foot = [Text(style.LEFT, bottom + 48 + 29 * number, line, style.SMALL, style.SOFT) for number, line in enumerate(lines)]
    height = round(bottom + 48 + 29 * len(lines))
    return Sheet(name, language, title, caption, alt, style.WIDTH, height, (*head, *items, *foot), table)


def _heading(title: str, room: float) -> Text:
    """The title in one line: as large as it fits, and cut where it does not fit at the size of the subtitle."""
    size = style.TITLE
    while size > style.BODY and width(title, size) * _BOLD > room:
        size -= 2
    if width(title, size) * _BOLD > room:
        title = wrapped(title, size, room / _BOLD - width("…", size))[0] + "…"
    return Text(style.LEFT, 66, title, size, bold=True)


def collisions(sheet: Sheet) -> list[tuple[str, str]]:
    """The pairs of texts that touch, and the texts that leave the sheet (with an empty partner)."""
    texts = sheet.texts
    outside = [(t.text, "") for t in texts if t.box[0] < 0 or t.box[1] < 0 or t.box[2] > sheet.width or t.box[3] > sheet.height]
    return outside + [(one.text, other.text) for one, other in combinations(texts, 2) if _touch(one.box, other.box)]


def _touch(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
