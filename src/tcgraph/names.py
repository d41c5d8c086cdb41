"""Chinese and English organisation names: the normal form in which two printings of one name are equal."""

import re
import unicodedata

__all__ = ["language_of", "normal_form"]

_CJK = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAS_CJK = re.compile(f"[{_CJK}]")
_SPACE_BESIDE_CJK = re.compile(rf"(?<=[{_CJK}()])\s+|\s+(?=[{_CJK}()])")
_DOTS = str.maketrans({"·": "·", "•": "·", "・": "·", "‧": "·", "∙": "·", "⋅": "·", "〔": "(", "〕": ")"})


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
    if _HAS_CJK.search(text):
        text = _SPACE_BESIDE_CJK.sub("", text)
    return " ".join(text.split())


def language_of(text: str) -> str:
    """The language tag of a printed text: ``zh`` if it has a Chinese character, else ``en``.

    >>> language_of("华为"), language_of("vivo")
    ('zh', 'en')
    """
    return "zh" if _HAS_CJK.search(text) else "en"
