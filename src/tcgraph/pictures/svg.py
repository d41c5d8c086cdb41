"""A sheet as SVG: texts as outlines (in a file of its own) or as text (in a page that brings the font along)."""

import math
from html import escape

from tcgraph.pictures.sheet import Item, Line, Mark, Rect, Sheet, Text
from tcgraph.pictures.texts import UNITS, advance, outline

__all__ = ["corners", "curve", "svg"]

_COMMANDS = {"moveTo": "M", "lineTo": "L", "curveTo": "C", "qCurveTo": "Q"}
_CORNERS = {"s": (4, math.pi / 4, 1.25), "D": (4, 0.0, 1.2), "^": (3, -math.pi / 2, 1.25), "p": (5, -math.pi / 2, 1.1),
            "h": (6, 0.0, 1.1), "v": (3, math.pi / 2, 1.25), "*": (10, -math.pi / 2, 1.35), "x": (8, math.pi / 4, 1.45)}
_WAIST = {"*": 0.5, "x": 0.45}


def svg(sheet: Sheet, *, outlines: bool = True) -> str:
    """The sheet as an SVG element with title and description. With ``outlines=False`` texts are text in the font ``tcgraph``."""
    name = f"{sheet.name}-{sheet.language}"
    size = f'width="{sheet.width}" height="{sheet.height}" viewBox="0 0 {sheet.width} {sheet.height}"'
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="{"img" if outlines else "group"}" '
             f'aria-labelledby="{name}-title {name}-desc" lang="{sheet.language}">',
             f'<title id="{name}-title">{escape(sheet.title)}</title>',
             f'<desc id="{name}-desc">{escape(sheet.alt)}</desc>']
    if outlines:
        lines += _glyphs(sheet)
    lines.append(f'<rect width="{sheet.width}" height="{sheet.height}" fill="#ffffff"/>')
    lines += [_element(item, outlines) for item in sheet.items]
    return "\n".join([*lines, "</svg>"]) + "\n"


def _glyphs(sheet: Sheet) -> list[str]:
    """The outline of each character, once."""
    characters = sorted({character for text in sheet.texts for character in text.text if not character.isspace()})
    paths = (f'<path id="g{ord(c):x}" d="{_path(c)}"/>' for c in characters)
    return ["<defs>", *paths, "</defs>"]


def _path(character: str) -> str:
    return "".join(_COMMANDS[operation] + " ".join(f"{x:g} {y:g}" for x, y in points) if points else "Z"
                   for operation, points in outline(character) if operation != "endPath")


def _element(item: Item, outlines: bool) -> str:
    if isinstance(item, Text):
        return _outlined(item) if outlines else _written(item)
    shape, rest = _shape(item)
    if not item.tip:
        return f"<{shape} {rest}/>"
    tip = escape(item.tip)
    reached = "" if outlines else f' class="spot" tabindex="-1" role="img" aria-label="{tip}"'
    title = f"<title>{tip}</title>" if outlines else ""
    return f"<{shape} {rest}{reached}>{title}</{shape}>"


def _shape(item: Rect | Line | Mark) -> tuple[str, str]:
    """The element's name and its attributes."""
    if isinstance(item, Rect):
        place = f'x="{item.x:.1f}" y="{item.y:.1f}" width="{item.width:.1f}" height="{item.height:.1f}"'
        return "rect", f"{place} {_painted(item.fill, item.stroke, item.thickness, item.dashed)}"
    if isinstance(item, Line):
        d = curve(item.points) if item.curved else "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in item.points)
        faint = f' opacity="{item.opacity:.2f}"' if item.opacity < 1 else ""
        return "path", f'd="{d}" {_painted("none", item.colour, item.thickness, item.dashed)}{faint} stroke-linecap="round"'
    if item.shape == "o":
        return "circle", f'cx="{item.x:.1f}" cy="{item.y:.1f}" r="{item.radius:.1f}" {_painted(item.fill, item.stroke, item.thickness)}'
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners(item))
    return "polygon", f'points="{points}" {_painted(item.fill, item.stroke, item.thickness)}'


def _painted(fill: str, stroke: str, thickness: float, dashed: bool = False) -> str:
    line = f' stroke="{stroke}" stroke-width="{thickness:.1f}"' if stroke != "none" else ""
    return f'fill="{fill}"{line}' + (' stroke-dasharray="6 5"' if dashed else "")


def curve(points: tuple[tuple[float, float], ...]) -> str:
    """The path of a smooth line that leaves the first and enters the last point level."""
    (x, y), (u, v) = points[0], points[-1]
    middle = (x + u) / 2
    return f"M{x:.1f} {y:.1f}C{middle:.1f} {y:.1f} {middle:.1f} {v:.1f} {u:.1f} {v:.1f}"


def corners(mark: Mark) -> list[tuple[float, float]]:
    """The corners of a symbol that is no disc; its area is near that of the disc."""
    number, turn, far = _CORNERS[mark.shape]
    reach = [far * mark.radius * (_WAIST.get(mark.shape, 1.0) if corner % 2 else 1.0) for corner in range(number)]
    turns = [turn + 2 * math.pi * corner / number for corner in range(number)]
    return [(mark.x + r * math.cos(a), mark.y + r * math.sin(a)) for r, a in zip(reach, turns, strict=True)]


def _outlined(text: Text) -> str:
    scale, x, uses = text.size / UNITS, 0, []
    for character in text.text:
        if not character.isspace():
            uses.append(f'<use href="#g{ord(character):x}" x="{x}"/>')
        x += advance(character)
    group = f'transform="translate({text.left:.1f} {text.y:.1f}) scale({scale:.4f} -{scale:.4f})"'
    drawn = "".join(uses)
    halo = f'<g {group} stroke="#ffffff" stroke-width="{round(UNITS * 0.28)}" stroke-linejoin="round">{drawn}</g>' if text.halo else ""
    bold = f' stroke="{text.colour}" stroke-width="{round(UNITS * 0.03)}"' if text.bold else ""
    return f'{halo}<g {group} fill="{text.colour}"{bold}>{drawn}</g>'


def _written(text: Text) -> str:
    halo = ' stroke="#ffffff" stroke-width="5" stroke-linejoin="round" paint-order="stroke"' if text.halo else ""
    bold = f' stroke="{text.colour}" stroke-width="{text.size * 0.03:.1f}"' if text.bold else ""
    return (f'<text x="{text.x:.1f}" y="{text.y:.1f}" font-size="{text.size:g}" fill="{text.colour}" text-anchor="{text.anchor}"'
            f"{halo}{bold}>{escape(text.text)}</text>")
