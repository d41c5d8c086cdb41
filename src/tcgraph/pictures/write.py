"""From sheets to files: the ending of the file tells PNG, SVG or HTML."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from tcgraph.errors import FormatError
from tcgraph.files import write_bytes
from tcgraph.pictures import fonts
from tcgraph.pictures.page import page
from tcgraph.pictures.png import png
from tcgraph.pictures.sheet import RENDERERS, Sheet, check_language
from tcgraph.pictures.svg import svg

__all__ = ["FORMATS", "LANGUAGES", "checked_format", "rendered", "write_picture"]

LANGUAGES = ("zh", "en")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
FORMATS: Mapping[str, Callable[[Sheet], bytes]] = MappingProxyType({
    "png": png,
    "svg": lambda sheet: (_HEAD + svg(sheet)).encode("utf-8"),
})  # fmt: skip
"""How one sheet becomes the bytes of a file; a page of HTML is made of two sheets."""
RENDERERS.update(FORMATS)


def checked_format(file: Path | str) -> str:
    """The format that the ending of the file tells. Raises ``FormatError``."""
    format = Path(file).suffix.lower().removeprefix(".")
    if format not in (*FORMATS, "html"):
        raise FormatError(f"{file}: a picture is written as .png, .svg or .html, by the ending of the file.")
    return format


def write_picture(make: Callable[[str], Sheet], file: Path | str, language: str) -> Path:
    """Writes the picture that ``make`` gives for a language; a page of HTML has both and opens in ``language``.

    Raises ``FormatError`` and ``CallError`` before anything is made, ``OutputError``, ``MissingExtraError``. Warns with
    ``MissingGlyphWarning``.
    """
    format = checked_format(file)
    return write_bytes(Path(file), rendered(make, format, check_language(language)))


def rendered(make: Callable[[str], Sheet], format: str, language: str) -> bytes:
    """The bytes of the picture in a format."""
    if format == "html":
        return page({tongue: make(tongue) for tongue in LANGUAGES}, language).encode("utf-8")
    sheet = make(language)
    fonts.check(text.text for text in sheet.texts)
    return FORMATS[format](sheet)
