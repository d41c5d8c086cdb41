"""Chinese and English organisation names: the normal form in which two printings of one name are equal."""

import re
import unicodedata
from functools import cache

__all__ = ["language_of", "normal_form"]

_CJK = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_DOTS = str.maketrans({"·": "·", "•": "·", "・": "·", "‧": "·", "∙": "·", "⋅": "·", "〔": "(", "〕": ")"})


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Has a Chinese character; space beside one or beside a bracket. Compiled at first use: the ranges take their time."""
    return re.compile(f"[{_CJK}]"), re.compile(rf"(?<=[{_CJK}()])\s+|\s+(?=[{_CJK}()])")


def normal_form(name: str) -> str:
    """The form in which printings of one name are equal.

    NFKC (full-width brackets, letters and digits become half-width), tortoise-shell brackets as round ones, one
    kind of middle dot, no space beside a Chinese character or a bracket of a Chinese name, single spaces elsewhere.
    Qualifiers in brackets stay: they are identity. The printed form is kept by whoever calls.

    >>> normal_form("沈阳飞机工业(集团) 有限公司") == normal_form("沈阳飞机工业（集团）有限公司")
    True
    >>> normal_form("Tsinghua   University")
    'Tsinghua University'
    """
    text = unicodedata.normalize("NFKC", name).translate(_DOTS)
    has_chinese, space_beside = _patterns()
    if has_chinese.search(text):
        text = space_beside.sub("", text)
    return " ".join(text.split())


def language_of(text: str) -> str:
    """The language tag of a printed text: ``zh`` if it has a Chinese character, else ``en``.

    >>> language_of("华为"), language_of("vivo")
    ('zh', 'en')
    """
    return "zh" if _patterns()[0].search(text) else "en"
