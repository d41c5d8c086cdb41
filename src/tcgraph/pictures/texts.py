"""Texts as the packaged font draws them: how wide, in which lines, by which outlines. Everything in pixels."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tcgraph.errors import MissingExtraError
from tcgraph.pictures.fonts import FONT

if TYPE_CHECKING:
    Outline = tuple[tuple[str, tuple[tuple[float, float], ...]], ...]

__all__ = ["ASCENT", "DESCENT", "UNITS", "advance", "balanced", "outline", "width", "wrapped"]

UNITS = 1000
"""Units of the font in one em."""
ASCENT, DESCENT = 0.86, 0.21
"""How far texts reach above and below their baseline, as a share of their size."""

_PIECE = re.compile(r"[（《“‘]*(?:[^\W\u2e80-\uffff]+(?:[^\s\u2e80-\uffff])*|[^\s])[，。；：、！？）》”’,.;:!?)\]%]* ?|\s")


@lru_cache(maxsize=1)
def _font() -> tuple[dict[int, str], dict[str, tuple[int, int]], Any]:
    try:
        from fontTools.ttLib import TTFont
    except ImportError as error:
        raise MissingExtraError("fontTools", "pictures") from error
    font = TTFont(FONT, recalcTimestamp=False)
    return font.getBestCmap(), font["hmtx"].metrics, font.getGlyphSet()


@lru_cache(maxsize=20_000)
def advance(character: str) -> int:
    """How far the pen moves on for a character, in units of the font; one that the font lacks is a box of one em."""
    names, metrics, _ = _font()
    return metrics[names.get(ord(character), ".notdef")][0]


def width(text: str, size: float) -> float:
    """The width of a text of one line."""
    return sum(map(advance, text)) * size / UNITS


@lru_cache(maxsize=20_000)
def outline(character: str) -> "Outline":
    """The strokes of a character's glyph, in units of the font with y upwards: pairs of operation and points."""
    from fontTools.pens.recordingPen import DecomposingRecordingPen

    names, _, glyphs = _font()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[names.get(ord(character), ".notdef")].draw(pen)
    return tuple((operation, tuple(points)) for operation, points in pen.value)


def wrapped(text: str, size: float, room: float) -> list[str]:
    """The text in lines no wider than ``room``: Chinese breaks between characters but not before a closing mark, the rest between words.

    A single word that is too wide stands alone in its line, as wide as it is. No text gives no line.
    """
    lines, line = [], ""
    for piece in _PIECE.findall(text):
        if line and width((line + piece).rstrip(), size) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def balanced(text: str, size: float, room: float) -> list[str]:
    """As ``wrapped``, in as many lines, but none much shorter than another: no last line of one character."""
    lines = wrapped(text, size, room)
    low, high = width(text, size) / max(len(lines), 1), room
    while len(lines) > 1 and high - low > size / 4:
        middle = (low + high) / 2
        tried = wrapped(text, size, middle)
        fits = len(tried) == len(lines) and all(width(line, size) <= middle for line in tried)
        low, high, lines = (low, middle, tried) if fits else (middle, high, lines)
    return lines
