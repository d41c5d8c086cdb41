"""A sheet as PNG, drawn by matplotlib's Agg without pyplot and without its settings."""

import io
from typing import TYPE_CHECKING, Any

from tcgraph.errors import MissingExtraError
from tcgraph.pictures.sheet import Item, Line, Mark, Rect, Sheet, Text
from tcgraph.pictures.svg import corners
from tcgraph.pictures.texts import UNITS, advance, outline

if TYPE_CHECKING:
    Points = list[tuple[float, float]]

__all__ = ["png"]

_DPI = 150


def png(sheet: Sheet) -> bytes:
    """The sheet as PNG, one pixel a unit, at 150 dpi. Same sheet, same bytes. Raises ``MissingExtraError``."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtraError("matplotlib", "pictures") from error
    figure = Figure(figsize=(sheet.width / _DPI, sheet.height / _DPI), dpi=_DPI, facecolor="white")
    for item in sheet.items:
        for patch in _patches(item, sheet.height):
            figure.add_artist(patch)
    buffer = io.BytesIO()
    canvas: Any = FigureCanvasAgg(figure)
    canvas.print_png(buffer, metadata={"Software": None})
    return buffer.getvalue()


def _patches(item: Item, height: float) -> list[Any]:
    if isinstance(item, Text):
        return _text(item, height)
    if isinstance(item, Rect):
        x, y, right, low = item.x, height - item.y, item.x + item.width, height - item.y - item.height
        path = _polygon([(x, low), (right, low), (right, y), (x, y)])
        return [_patch(path, item.fill, item.stroke, item.thickness, dashed=item.dashed, snap=True)]
    if isinstance(item, Line):
        return [_patch(_line(item, height), "none", item.colour, item.thickness, dashed=item.dashed, opacity=item.opacity)]
    return [_patch(_symbol(item, height), item.fill, item.stroke, item.thickness)]


def _patch(path: Any, fill: str, stroke: str, thickness: float, *, dashed: bool = False, opacity: float = 1.0, snap: bool = False) -> Any:
    from matplotlib.patches import PathPatch
    from matplotlib.transforms import IdentityTransform

    points = thickness * 72 / _DPI
    dashes: Any = (0, (6 / max(thickness, 0.1), 5 / max(thickness, 0.1))) if dashed else "solid"
    return PathPatch(path, facecolor=fill, edgecolor=stroke, linewidth=points if stroke != "none" else 0, linestyle=dashes, alpha=opacity,
                     capstyle="butt" if dashed else "round", joinstyle="round", snap=snap, zorder=1, transform=IdentityTransform())


def _polygon(points: "Points") -> Any:
    from matplotlib.path import Path

    return Path([*points, points[0]], closed=True)


def _line(line: Line, height: float) -> Any:
    from matplotlib.path import Path

    points = [(x, height - y) for x, y in line.points]
    if not line.curved:
        return Path(points)
    (x, y), (u, v) = points[0], points[-1]
    return Path([(x, y), ((x + u) / 2, y), ((x + u) / 2, v), (u, v)], [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])


def _symbol(mark: Mark, height: float) -> Any:
    from matplotlib.path import Path

    if mark.shape == "o":
        return Path.circle((mark.x, height - mark.y), mark.radius)
    return _polygon([(x, height - y) for x, y in corners(mark)])


def _text(text: Text, height: float) -> list[Any]:
    path = _outline(text, height)
    if path is None:
        return []
    halo = [_patch(path, text_colour, text_colour, text.size * 0.28) for text_colour in ("#ffffff",) if text.halo]
    return [*halo, _patch(path, text.colour, text.colour if text.bold else "none", text.size * 0.03)]


def _outline(text: Text, height: float) -> Any:
    """The outlines of all characters as one path; None if there is nothing to draw."""
    from matplotlib.path import Path

    codes = {"moveTo": Path.MOVETO, "lineTo": Path.LINETO, "curveTo": Path.CURVE4, "qCurveTo": Path.CURVE3}
    scale, pen, base = text.size / UNITS, text.left, height - text.y
    points: Points = []
    kinds: list[int] = []
    for character in text.text:
        for operation, strokes in outline(character):
            if operation in codes:
                points += [(pen + x * scale, base + y * scale) for x, y in strokes]
                kinds += [int(codes[operation])] * len(strokes)
            elif operation == "closePath":
                points.append(points[-1])
                kinds.append(int(Path.CLOSEPOLY))
        pen += advance(character) * scale
    return Path(points, kinds) if points else None
