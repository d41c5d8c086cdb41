"""Dates, times and durations as points on a line: microseconds in UTC, or months."""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["FOURTEEN_HOURS", "TEMPORAL", "Points", "points"]

_SECOND = 1_000_000
_DAY = 86_400 * _SECOND
FOURTEEN_HOURS = 14 * 3600 * _SECOND
"""How far a time without a zone may lie from where it seems to be."""
TEMPORAL = {"dateTime": "", "dateTimeStamp": "", "date": "", "gYearMonth": "", "gYear": "", "time": "1971-12-31T"}
"""The datatypes with an order on a line, and what comes before their lexical forms to make a date of them."""

_ZONE = re.compile(r"(?:Z|[+-][0-9]{2}:[0-9]{2})$")
_PLAIN = re.compile(r"[1-9][0-9]{3}(?:-[0-9]{2}(?:-[0-9]{2}(?:T(?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?)?)?)?")
_PARTS = re.compile(r"(-?[0-9]{4,})(?:-([0-9]{2}))?(?:-([0-9]{2}))?(?:T([0-9]{2}):([0-9]{2}):([0-9]{2}(?:\.[0-9]+)?))?")
_DURATION = re.compile(r"(-?)P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9.]+)S)?)?")


class Points(NamedTuple):
    """Where values lie, which of them name a time zone, and by index those that are no whole microsecond or too far away."""

    places: NDArray[np.int64]
    zoned: NDArray[np.bool_]
    exact: dict[int, Fraction]


def points(local: str, forms: Sequence[str]) -> Points:
    """The points of well-formed lexical forms of one datatype of ``TEMPORAL``, or of yearMonthDuration or dayTimeDuration."""
    if local not in TEMPORAL:
        values = [_duration(form) for form in forms]
        return Points(*_split(values, np.zeros(len(values), np.int64)), {i: v for i, v in enumerate(values) if _far(v)})
    zones = [found[0] if (found := _ZONE.search(form)) else "" for form in forms]
    bare = [f"{TEMPORAL[local]}{form[: len(form) - len(zone)]}" for form, zone in zip(forms, zones, strict=True)]
    offsets = np.fromiter((_offset(zone) for zone in zones), np.int64, len(zones))
    zoned = np.fromiter(map(bool, zones), np.bool_, len(zones))
    if local == "time":
        bare = [form.replace("T24:", "T00:") for form in bare]
    if all(map(_PLAIN.fullmatch, bare)):
        return Points(np.array(bare, "datetime64[us]").astype(np.int64) - offsets, zoned, {})
    values = [_point(form) - offset for form, offset in zip(bare, offsets.tolist(), strict=True)]
    return Points(_split(values, offsets)[0], zoned, {i: v for i, v in enumerate(values) if _far(v)})


def _split(values: list[Fraction], zones: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    return np.fromiter((0 if _far(v) else int(v) for v in values), np.int64, len(values)), zones.astype(np.bool_)


def _far(value: Fraction) -> bool:
    return value.denominator != 1 or abs(value) >= 1 << 62


def _offset(zone: str) -> int:
    """Microseconds that the zone is ahead of UTC."""
    if len(zone) < 2:
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[4:6])
    return (-minutes if zone[0] == "-" else minutes) * 60 * _SECOND


def _point(bare: str) -> Fraction:
    """Microseconds since 1970 of a date or date and time without a zone, of any year."""
    parts = _PARTS.fullmatch(bare)
    assert parts is not None, bare
    year, month, day, hour, minute = (int(parts[i] or default) for i, default in ((1, 1), (2, 1), (3, 1), (4, 0), (5, 0)))
    return Fraction(_days(year, month, day) * _DAY + (hour * 60 + minute) * 60 * _SECOND) + Fraction(parts[6] or 0) * _SECOND


def _days(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01 in the Gregorian calendar, carried on into both directions; the year begins in March here."""
    year, month = (year, month - 3) if month > 2 else (year - 1, month + 9)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day - 719_469


def _duration(form: str) -> Fraction:
    """Months, where there are years or months, else microseconds."""
    parts = _DURATION.fullmatch(form)
    assert parts is not None, form
    years, months, days, hours, minutes, seconds = (Fraction(parts[i] or 0) for i in range(2, 8))
    value = years * 12 + months if parts[2] or parts[3] else (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * _SECOND
    return -value if parts[1] else value
