"""One picture of a cooperation network with all texts in Chinese and English, as PNG or SVG: for the report.

Design: everything is laid out in pixels of one 1600 x 1200 sheet, texts are drawn as outlines of the packaged font, and
neither pyplot nor rcParams are touched, so that a picture depends on the network alone.
"""

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tcgraph.errors import FormatError, MissingExtraError
from tcgraph.files import write_bytes
from tcgraph.pictures import fonts
from tcgraph.pictures.labels import Label, chosen, place_labels, short_name
from tcgraph.pictures.layout import Box, Positions, components, place
from tcgraph.pictures.style import KINDS

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["KINDS", "SIZE", "backbone", "draw_network", "readable", "render_network"]

SIZE = (1600, 1200)
"""Width and height of a PNG in pixels, at 150 dpi."""

_DPI = 150
_AREA: Box = (50.0, 165.0, 1550.0, 1075.0)
_INNER: Box = (190.0, 195.0, 1410.0, 1050.0)
_INK, _SOFT, _LINE = "#1a1a1a", "#4d4d4d", "#5a6b7b"


def backbone(graph: "nx.Graph", *, cooperations: int, weight: int = 1) -> "nx.Graph":
    """The part of a network that a person can read: organisations with at least so many cooperations, edges of at least
    that weight between them; who is left without an edge goes. A new graph, the given one stays as it is."""
    import networkx as nx

    part = nx.Graph()
    part.add_nodes_from((node, dict(data)) for node, data in graph.nodes(data=True) if data["cooperations"] >= cooperations)
    part.add_edges_from((a, b, dict(data)) for a, b, data in graph.edges(data=True) if a in part and b in part and data["weight"] >= weight)
    part.remove_nodes_from([node for node, degree in dict(part.degree).items() if degree == 0])
    return part


def readable(graph: "nx.Graph", most: int = 120) -> tuple["nx.Graph", int]:
    """The backbone with at most so many organisations, and how many cooperations each has at least (0: nothing left out)."""
    part, least = graph, 0
    while len(part) > most:
        least += 1
        part = backbone(graph, cooperations=least)
    return part, least


def draw_network(graph: "nx.Graph", file: Path | str, *, title: tuple[str, str], caption: tuple[str, str],
                 labels: int = 40, first: str | None = None) -> Path:
    """The picture of a network, from ``views.cooperation``, in a file; the ending tells PNG or SVG.

    See ``render_network`` for the picture and the parameters.

    Raises ``FormatError``, ``OutputError``, ``MissingExtraError``.
    """
    path = Path(file)
    format = path.suffix.removeprefix(".")
    return write_bytes(path, render_network(graph, format, title=title, caption=caption, labels=labels, first=first))


def render_network(graph: "nx.Graph", format: str, *, title: tuple[str, str], caption: tuple[str, str],
                   labels: int = 40, first: str | None = None) -> bytes:
    """The picture of a network as ``"png"`` or ``"svg"`` (texts are paths). Same network, same bytes.

    ``title`` and ``caption`` are pairs of Chinese and English. Colour and shape tell the kind, size the number of
    cooperations, width those that two share; nodes without neighbours are counted in the caption. At most ``labels``
    names, those with most cooperations, or of kind ``first`` before all others; a name that finds no room is left out.
    Warns with ``MissingGlyphWarning``.
    """
    if format not in _RENDER:
        raise FormatError(f"A picture is written as .png or .svg, not {format!r}.")
    spots, placed = arrange(graph, labels, first)
    lines = _lines(title, caption, graph, spots)
    fonts.check([*(label.text for label in placed), *(text for *_, text, _ in lines)])
    figure, axes = _sheet()
    _draw_edges(axes, graph, spots)
    _draw_nodes(axes, graph, spots)
    _draw_legend(axes, {_kind(graph, node) for node in spots})
    for label in placed:
        _write(axes, label.box[0], label.box[1], label.text, 8.5, _INK, halo=True)
    for x, y, size, colour, text, right in lines:
        _write(axes, x - (_measure(text, size)[0] if right else 0), y, text, size, colour)
    return _RENDER[format](figure)


def arrange(graph: "nx.Graph", labels: int, first: str | None = None) -> tuple[Positions, list[Label]]:
    """Pixel positions of the nodes with neighbours, and the labels with their boxes."""
    radius = {node: _radius(graph, node) for node in graph}
    spots = place(graph, _INNER, radius)
    nodes = chosen(graph, spots, labels, first)
    names = [(node, short_name(str(graph.nodes[node].get("label", "")))) for node in nodes]
    sizes = {text: _measure(text, 8.5) for _, text in names}
    return spots, place_labels([n for n in names if n[1]], spots, radius, _AREA, sizes.__getitem__)


def _radius(graph: "nx.Graph", node: str) -> float:
    """Pixels; the area grows with the cooperations."""
    return float(min(5.0 + 1.5 * graph.nodes[node].get("cooperations", 1) ** 0.5, 36.0))


def _kind(graph: "nx.Graph", node: str) -> str:
    kind = graph.nodes[node].get("kind", "other")
    return str(kind) if kind in {known for known, *_ in KINDS} else "other"


def _sheet() -> tuple[Any, Any]:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtraError("matplotlib", "pictures") from error
    figure = Figure(figsize=(SIZE[0] / _DPI, SIZE[1] / _DPI), dpi=_DPI, facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1), frameon=False, xticks=[], yticks=[])
    axes.set(xlim=(0, SIZE[0]), ylim=(0, SIZE[1]))
    return figure, axes


def _draw_edges(axes: Any, graph: "nx.Graph", spots: Positions) -> None:
    from matplotlib.collections import LineCollection

    edges = sorted((data.get("weight", 1), *sorted((one, other))) for one, other, data in graph.edges(data=True))
    faint = max(0.16, min(0.45, 60 / (len(edges) + 1)))
    axes.add_collection(LineCollection([[spots[a], spots[b]] for _, a, b in edges], colors=_LINE, alpha=faint, zorder=1,
                                       linewidths=_widths([w for w, *_ in edges]), capstyle="round"))


def _widths(weights: Sequence[int]) -> list[float]:
    """Points, from 0.6 for the least to 4 for the greatest weight of the picture."""
    least, greatest = min(weights, default=0), max(weights, default=0)
    return [0.6 + 3.4 * (weight - least) / max(greatest - least, 4) for weight in weights]


def _draw_nodes(axes: Any, graph: "nx.Graph", spots: Positions) -> None:
    for kind, _, _, colour, marker in KINDS:
        nodes = [node for node in spots if _kind(graph, node) == kind]
        for node in nodes:
            _mark(axes, spots[node], _radius(graph, node), colour, marker)


def _mark(axes: Any, spot: tuple[float, float], radius: float, colour: str, marker: str) -> None:
    from matplotlib.collections import PathCollection
    from matplotlib.markers import MarkerStyle
    from matplotlib.transforms import Affine2D, IdentityTransform

    style = MarkerStyle(marker)
    extent = {"s": 0.88, "D": 0.74}.get(marker, 1.0)
    path = style.get_path().transformed(style.get_transform() + Affine2D().scale(2 * extent * radius).translate(*spot))
    axes.add_collection(PathCollection([path], facecolors=colour, edgecolors="white", linewidths=0.8, zorder=2,
                                       transform=IdentityTransform() + axes.transData), autolim=False)


def _draw_legend(axes: Any, present: set[str]) -> None:
    x = 50.0
    for kind, chinese, english, colour, marker in KINDS:
        if kind in present:
            _mark(axes, (x + 9, 130), 9.0, colour, marker)
            text = f"{chinese} {english}"
            _write(axes, x + 26, 122, text, 8.5, _INK)
            x += 26 + _measure(text, 8.5)[0] + 30


def _lines(title: tuple[str, str], caption: tuple[str, str], graph: "nx.Graph",
           spots: Positions) -> list[tuple[float, float, float, str, str, bool]]:
    """Left, baseline, points, colour, text, aligned right or not, for each line of title and caption."""
    chinese, english = _counts(graph, spots)
    lines = [(50.0, 1142.0, 16.0, _INK, title[0], False), (50.0, 1107.0, 11.0, _SOFT, title[1], False)]
    texts = [*_wrapped(caption[0] + chinese, 8.5), *_wrapped(f"{caption[1]} {english}", 8.5)]
    return lines + [(50.0, 92.0 - 23 * i, 8.5, _SOFT, text, False) for i, text in enumerate(texts)]


def _counts(graph: "nx.Graph", spots: Positions) -> tuple[str, str]:
    alone, parts = len(graph) - len(spots), len(components(graph))
    chinese = f"图中 {len(spots)} 家机构，{graph.number_of_edges()} 条连线，{parts} 个连通部分"
    english = f"{len(spots)} organisations, {graph.number_of_edges()} links, {parts} component{'s'[: parts != 1]}"
    if alone:
        return f"{chinese}；另有 {alone} 家无连线，未画出。", f"{english}; {alone} more without links are not drawn."
    return f"{chinese}。", f"{english}."


def _wrapped(text: str, size: float) -> list[str]:
    """The text in lines that fit the sheet; Chinese breaks anywhere, English between words."""
    lines, line = [], ""
    for piece in re.findall(r"[!-~À-ÿ’]+ ?|.", text):
        if line and _measure(line + piece, size)[0] > SIZE[0] - 100:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line]


def _outline(text: str, size: float) -> Any:
    try:
        from matplotlib.path import Path as Outline
        from matplotlib.textpath import TextPath
    except ImportError as error:
        raise MissingExtraError("matplotlib", "pictures") from error
    if not text.strip():
        return Outline([(0, 0)])
    return TextPath((0, 0), text.replace("$", r"\$"), size=size * _DPI / 72, prop=fonts.properties(size), usetex=False)


def _measure(text: str, size: float) -> tuple[float, float]:
    """Width and height in pixels; the height is that of a line, the same for all texts of a size."""
    path = _outline(text, size)
    return float(path.vertices[:, 0].max()), size * _DPI / 72 * 1.15


def _write(axes: Any, x: float, y: float, text: str, size: float, colour: str, halo: bool = False) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.transforms import Affine2D

    path = _outline(text, size).transformed(Affine2D().translate(x, y + size * _DPI / 72 * 0.23))
    if halo:
        axes.add_artist(PathPatch(path, color="white", linewidth=2.2, joinstyle="round", zorder=3))
    axes.add_artist(PathPatch(path, facecolor=colour, edgecolor="none", linewidth=0, zorder=4))


def _png(figure: Any) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    buffer = io.BytesIO()
    canvas: Any = FigureCanvasAgg(figure)
    canvas.print_png(buffer, metadata={"Software": None})
    return buffer.getvalue()


def _svg(figure: Any) -> bytes:
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    buffer = io.StringIO()
    canvas: Any = FigureCanvasSVG(figure)
    canvas.print_svg(buffer, metadata={"Date": None, "Creator": None})
    return _stable_ids(buffer.getvalue()).encode("utf-8")


def _stable_ids(svg: str) -> str:
    """The ids that matplotlib draws at random, numbered in order of appearance."""
    found = dict.fromkeys(re.findall(r'id="([a-zA-Z][0-9a-f]{10})"', svg))
    number = {name: f"id{i}" for i, name in enumerate(found)}
    return re.sub(r"\b[a-zA-Z][0-9a-f]{10}\b", lambda m: number.get(m[0], m[0]), svg)


_RENDER = {"png": _png, "svg": _svg}
