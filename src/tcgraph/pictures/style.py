"""The one style of all pictures: colours, sizes, and the arithmetic that keeps texts legible on them.

Kinds of organisations have the colours of Okabe and Ito (2008) and a shape each, so that no picture rests on colour alone. Values have one
hue, blue, from light to dark in even steps of lightness in OKLab (Ottosson 2020): more is darker, in print and for every kind of sight.
"""

from functools import lru_cache

__all__ = [
    "BODY", "DOWN", "FAINT", "GRID", "HIGH", "INK", "KINDS", "KNOWN", "LARGE", "LEFT", "LOOKS", "NO_DATA", "SMALL", "SOFT", "STRIPE",
    "TITLE", "UP", "WHITE", "WIDTH", "contrast", "ink_on", "kind_of", "look", "ramp", "rim", "scaled",
]  # fmt: skip

KINDS = (
    ("enterprise", "企业", "enterprise", "#0072B2", "s"),
    ("university", "高校", "university", "#D55E00", "o"),
    ("institute", "科研院所", "research institute", "#009E73", "^"),
    ("university or institute", "高校或院所（来源未细分）", "university or institute, not told apart", "#E69F00", "D"),
    ("other", "其他或不明", "other or unknown", "#666666", "p"),
)
"""Kind, Chinese, English, colour (Okabe and Ito 2008), marker: of organisations."""
LOOKS = (
    *KINDS,
    ("province", "省级地区", "province", "#56B4E9", "h"),
    ("field", "技术领域", "technology field", "#CC79A7", "v"),
    ("cooperation", "合作", "cooperation", "#1a1a1a", "*"),
    ("center", "技术中心", "technology center", "#F0E442", "x"),
    ("sub-center", "分中心", "sub-center", "#FFFFFF", "x"),
)
"""The same of all that a network may have as nodes."""

INK, SOFT, WHITE = "#1a1a1a", "#4d4d4d", "#ffffff"
"""Texts, texts of less weight, paper."""
GRID, FAINT, STRIPE = "#d0d4d9", "#9aa3ad", "#f4f5f7"
"""Lines behind the data, lines of no weight, ground of bands."""
NO_DATA = "#f4f4f4"
"""The ground of what the data do not hold; always with a dashed frame."""
HIGH, UP, DOWN, KNOWN = "#D55E00", "#0072B2", "#B34700", "#0072B2"
"""What the reader asked for; more, less; what is known for certain."""

WIDTH, LEFT = 1600, 50
"""Width of a sheet and of its margin, in pixels."""
TITLE, LARGE, BODY, SMALL = 38.0, 26.0, 22.0, 20.0
"""Sizes of texts in pixels. Nothing is smaller than ``SMALL``: at half the width it still is ten pixels high."""

_LIGHT, _DARK = "#e6f0fb", "#062a5e"
_BLACK = "#000000"
_BULGE = 1.0
_GRAPHIC = 3.0
_TO_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_LMS = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)

Triple = tuple[float, float, float]


def kind_of(kind: object) -> str:
    """The kind that a picture shows for a node's ``kind``: itself if it has a colour, else ``"other"``."""
    return str(kind) if kind in {known for known, *_ in KINDS} else "other"


def look(kind: str, language: str) -> tuple[str, str, str]:
    """Name, colour and shape of what a node is, one of ``LOOKS``; of anything else those of ``"other"``."""
    found = {known: ((zh, en)[language == "en"], colour, shape) for known, zh, en, colour, shape in LOOKS}
    return found.get(kind) or found["other"]


@lru_cache(maxsize=256)
def rim(fill: str) -> str:
    """The colour of the line around a symbol: white, or dark where the symbol alone would not stand out from paper (WCAG 2.2, 1.4.11)."""
    return WHITE if contrast(fill, WHITE) >= _GRAPHIC else SOFT


def scaled(value: float, greatest: float) -> float:
    """Where a value stands on the scale of colours, 0 to 1: its square root, so that small differences of small numbers show."""
    return (max(value, 0.0) / greatest) ** 0.5 if greatest > 0 else 0.0


@lru_cache(maxsize=1024)
def ramp(share: float) -> str:
    """The colour of a share of the scale, light for 0, dark for 1; outside it the ends."""
    share = min(max(share, 0.0), 1.0)
    low, high = _lab(_LIGHT), _lab(_DARK)
    vivid = 1 + _BULGE * 4 * share * (1 - share)  # the straight way from pale to dark is grey in the middle
    light, green_red, blue_yellow = (one + share * (other - one) for one, other in zip(low, high, strict=True))
    mixed = light, vivid * green_red, vivid * blue_yellow
    return "#" + "".join(f"{round(255 * min(max(part, 0.0), 1.0)):02x}" for part in map(_encoded, _rgb(mixed)))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it: from 1 (the same) to 21 (black and white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(ground: str) -> str:
    """The colour of a text on that ground: black or white, whichever stands out more; the contrast is at least 4.58 on any ground."""
    return max((_BLACK, WHITE), key=lambda ink: contrast(ink, ground))


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> Triple:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def _encoded(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)


def _times(matrix: tuple[Triple, Triple, Triple], vector: Triple) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def _lab(colour: str) -> Triple:
    long, medium, short = _times(_TO_LMS, _linear(colour))
    return _times(_TO_LAB, (long ** (1 / 3), medium ** (1 / 3), short ** (1 / 3)))


def _rgb(lab: Triple) -> Triple:
    long, medium, short = _times(_FROM_LAB, lab)
    return _times(_FROM_LMS, (long**3, medium**3, short**3))
