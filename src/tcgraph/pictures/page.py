"""A picture as a page of HTML that needs nothing but itself: style, script, font and data are in it, in Chinese and English."""

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tcgraph.errors import MissingExtraError
from tcgraph.pictures.fonts import embedded_font
from tcgraph.pictures.sheet import Sheet
from tcgraph.pictures.svg import svg

__all__ = ["asset", "filled", "page", "safe", "script_data"]

_TEMPLATES = Path(__file__).with_name("templates")
_FONT_SLOT = "data:,tcgraph-font"


def page(sheets: Mapping[str, Sheet], language: str) -> str:
    """The page of one picture, ``sheets`` by language; it opens in ``language``. Same sheets, same text.

    Raises ``MissingExtraError``; warns with ``MissingGlyphWarning``.
    """
    drawn = {tongue: safe(svg(sheet, outlines=False)) for tongue, sheet in sheets.items()}
    return filled("page.html.j2", sheets=sheets, language=language, svg=drawn, css=asset("page.css"), js=asset("page.js"))


def filled(template: str, **values: Any) -> str:
    """A template filled in, with a font of the characters that it shows."""
    try:
        import jinja2
    except ImportError as error:
        raise MissingExtraError("jinja2", "pictures") from error
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True,
                                     undefined=jinja2.StrictUndefined)
    text = environment.get_template(template).render(**values, font=_FONT_SLOT)
    return text.replace(_FONT_SLOT, embedded_font(_characters(text)))


def script_data(value: Any) -> Any:
    """Plain values as JSON that may stand in a ``<script>`` element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return safe(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def safe(text: str) -> Any:
    """A text that is markup and goes into a page as it is."""
    from markupsafe import Markup

    return Markup(text)


def asset(name: str) -> Any:
    """The text of a style sheet or script of this room, to be put into a page as it is."""
    return safe((_TEMPLATES / name).read_text(encoding="utf-8"))


def _characters(text: str) -> str:
    """Every character of the page, each once: those of the markup are few and all ASCII."""
    shown = html.unescape(re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text))
    return "".join(sorted(set(shown) - set("\n\r\t\u2028\u2029")))
