"""The lexical spaces of XSD 1.1 and of RDF's own datatypes: is a text a literal of that datatype?

White space around a value is no part of any lexical space: XML readers strip it before, RDF does not.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from xml.parsers.expat import ExpatError, ParserCreate

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.text import RDF, XSD

__all__ = ["PATTERNS", "RANGES", "is_checked", "well_formed"]

_INTEGER = r"[+-]?[0-9]+"
_REAL = r"(?:[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN)"
_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
_YEAR = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
_MONTH, _DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12][0-9]|3[01])"
_MONTH_DAY = rf"(?:(?:0[13578]|1[02])-{_DAY}|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9]))"
_LEAP = r"(?:[0-9]*(?:[02468][048]|[13579][26])00|[0-9]*[0-9]{2}(?:0[48]|[2468][048]|[13579][26]))"
_DATE = rf"(?!-?(?!{_LEAP}-)[0-9]+-02-29){_YEAR}-{_MONTH_DAY}"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_DAYS = r"(?:[0-9]+D)"
_CLOCK = r"(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)"
_MONTHS = r"(?:[0-9]+Y(?:[0-9]+M)?|[0-9]+M)"
_SIX, _FOUR = "[A-Za-z0-9+/]", "[AEIMQUYcgkosw048]"  # characters of base64 that stand for six bits, and those for four
_NAME_START = (
    r":A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F\u2C00-\u2FEF"
    r"\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_NAME_MORE = _NAME_START + r"\-.0-9\u00B7\u0300-\u036F\u203F\u2040"
_NC = {"start": _NAME_START[1:], "more": _NAME_MORE[1:]}
_NCNAME = f"[{_NC['start']}][{_NC['more']}]*"

PATTERNS: Mapping[str, str] = MappingProxyType({
    "boolean": "true|false|1|0",
    "decimal": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)",
    "float": _REAL,
    "double": _REAL,
    "date": f"{_DATE}{_ZONE}?",
    "dateTime": f"{_DATE}T{_TIME}{_ZONE}?",
    "dateTimeStamp": f"{_DATE}T{_TIME}{_ZONE}",
    "time": f"{_TIME}{_ZONE}?",
    "gYear": f"{_YEAR}{_ZONE}?",
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}?",
    "gMonth": f"--{_MONTH}{_ZONE}?",
    "gDay": f"---{_DAY}{_ZONE}?",
    "gMonthDay": f"--{_MONTH_DAY}{_ZONE}?",
    "duration": f"-?P(?:{_MONTHS}{_DAYS}?{_CLOCK}?|{_DAYS}{_CLOCK}?|{_CLOCK})",
    "yearMonthDuration": f"-?P{_MONTHS}",
    "dayTimeDuration": f"-?P(?:{_DAYS}{_CLOCK}?|{_CLOCK})",
    "hexBinary": "(?:[0-9a-fA-F]{2})*",
    "base64Binary": f"(?:(?:{_SIX} ?){{4}})*(?:(?:{_SIX} ?){{3}}{_SIX}|(?:{_SIX} ?){{2}}{_FOUR} ?=|{_SIX} ?[AQgw] ?= ?=)|",
    "language": "[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
    "normalizedString": r"[^\t\n\r]*",
    "token": r"(?:[^\t\n\r ]+(?: [^\t\n\r ]+)*)?",
    "Name": f"[{_NAME_START}][{_NAME_MORE}]*",
    "NMTOKEN": f"[{_NAME_MORE}]+",
} | dict.fromkeys(("NCName", "ID", "IDREF", "ENTITY"), _NCNAME))  # fmt: skip
"""The lexical space of each datatype of XSD that is not all texts, by local name."""

RANGES: Mapping[str, tuple[int | None, int | None]] = MappingProxyType({
    "integer": (None, None), "long": (-(1 << 63), (1 << 63) - 1), "int": (-(1 << 31), (1 << 31) - 1), "short": (-(1 << 15), (1 << 15) - 1),
    "byte": (-128, 127), "nonNegativeInteger": (0, None), "positiveInteger": (1, None), "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1), "unsignedLong": (0, (1 << 64) - 1), "unsignedInt": (0, (1 << 32) - 1),
    "unsignedShort": (0, (1 << 16) - 1), "unsignedByte": (0, 255),
})  # fmt: skip
"""The integer types and their least and greatest values."""


def is_checked(datatype: str) -> bool:
    """Whether there are texts that are no literal of the datatype, as far as is known here."""
    local = datatype.removeprefix(XSD)
    return datatype in _OWN or (local != datatype and (local in PATTERNS or local in RANGES))


def well_formed(datatype: str, forms: Sequence[str]) -> NDArray[np.bool_]:
    """Whether each text is in the lexical space of the datatype; True throughout for a datatype that is not known here.

    Many texts are checked in one go; only where one fails is each looked at alone.
    """
    local = datatype.removeprefix(XSD) if datatype.startswith(XSD) else ""
    if local in RANGES:
        return _all_match(_INTEGER, forms) & _within(forms, *RANGES[local])
    if local in PATTERNS:
        return _all_match(PATTERNS[local], forms)
    check = _OWN.get(datatype)
    return np.fromiter(map(check, forms), np.bool_, len(forms)) if check else np.ones(len(forms), np.bool_)


def _all_match(pattern: str, forms: Sequence[str]) -> NDArray[np.bool_]:
    one = re.compile(pattern)
    joined = "\0".join(forms) + "\0"
    if joined.count("\0") == len(forms) and re.fullmatch(f"(?:(?:{pattern})\0)*+", joined):
        return np.ones(len(forms), np.bool_)
    return np.fromiter((one.fullmatch(form) is not None for form in forms), np.bool_, len(forms))


def _within(forms: Sequence[str], least: int | None, greatest: int | None) -> NDArray[np.bool_]:
    """Whether the number is in the range; for what is no number the answer does not matter."""
    if least is None and greatest is None:
        return np.ones(len(forms), np.bool_)
    return np.fromiter((_between(form, least, greatest) for form in forms), np.bool_, len(forms))


def _between(form: str, least: int | None, greatest: int | None) -> bool:
    try:
        number = int(form) if len(form) < 20 else Decimal(form)
    except (ValueError, ArithmeticError):
        return False
    return (least is None or number >= least) and (greatest is None or number <= greatest)


def _is_json(form: str) -> bool:
    try:
        json.loads(form, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return False
    return True


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _is_xml(form: str) -> bool:
    """Whether it may stand inside an XML element. There is no room for a DTD, so no entity can grow."""
    parser = ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(f"<x>{form}</x>", True)
    except (ExpatError, ValueError):
        return False
    return True


_OWN: Mapping[str, Callable[[str], bool]] = MappingProxyType({
    f"{RDF}JSON": _is_json, f"{RDF}XMLLiteral": _is_xml,
    f"{RDF}langString": lambda form: False, f"{RDF}dirLangString": lambda form: False,  # these need a language tag
})  # fmt: skip
