"""The font of pictures and pages: a subset of Noto Sans SC that travels with the package.

Nothing process-wide is changed: pictures ask for the file by name, pages carry their characters with them.
"""

import base64
import io
import warnings
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tcgraph.errors import MissingExtraError

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

__all__ = ["FONT", "MissingGlyphWarning", "characters", "check", "embedded_font", "missing", "properties"]

FONT = Path(__file__).with_name("fonts") / "NotoSansSC-Subset.otf"
"""The font file; ``fonts/README.md`` says what it holds and how it was made."""


class MissingGlyphWarning(UserWarning):
    """A text has characters that the font lacks; they appear as boxes."""


def properties(size: float) -> "FontProperties":
    """The font for matplotlib, in points, without registering anything."""
    try:
        from matplotlib.font_manager import FontProperties
    except ImportError as error:
        raise MissingExtraError("matplotlib", "pictures") from error
    return FontProperties(fname=str(FONT), size=size)


@lru_cache(maxsize=1)
def characters() -> frozenset[str]:
    """The characters that the font can draw."""
    return frozenset(map(chr, _read().getBestCmap()))


def missing(text: str) -> str:
    """The characters of a text that the font lacks, sorted, each once; line ends and tabs need no glyph."""
    return "".join(sorted(set(text) - characters() - set("\n\r\t")))


def check(texts: Iterable[str]) -> None:
    """Warns with ``MissingGlyphWarning``, naming the characters, if the font cannot draw all of the texts."""
    lacking = missing("".join(texts))
    if lacking:
        named = ", ".join(f"{c} (U+{ord(c):04X})" for c in lacking)
        warnings.warn(f"The font has no {named}: boxes will stand there. See {FONT.parent.name}/README.md to add them.",
                      MissingGlyphWarning, stacklevel=2)


def embedded_font(text: str) -> str:
    """The font, cut down to the characters of a text, as a ``data:`` address in WOFF. Same characters, same bytes.

    Warns with ``MissingGlyphWarning`` about characters that the font lacks.
    """
    check([text])
    font = _cut(_read(), text)
    font.flavor = "woff"
    buffer = io.BytesIO()
    font.save(buffer, reorderTables=True)
    return "data:font/woff;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


def _cut(font: Any, text: str) -> Any:
    from fontTools.subset import Options, Subsetter

    options = Options(hinting=False, layout_features=[], notdef_outline=True, glyph_names=False, recalc_timestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(set(map(ord, text))))
    subsetter.subset(font)
    return font


def _read() -> Any:
    try:
        from fontTools.ttLib import TTFont
    except ImportError as error:
        raise MissingExtraError("fontTools", "pictures") from error
    return TTFont(FONT, recalcTimestamp=False)
