"""The order of values, exact: integers and decimals of any length, times with and without zones, strings by code point."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.temporal import FOURTEEN_HOURS
from tcgraph.columns.values import BOOLEAN, DECIMAL, DOUBLE, FLOAT, STRING, Values, to_float

__all__ = ["compare"]

Ids = NDArray[np.int64]
Lexical = Callable[[Ids], list[str]]
_UNKNOWN = 2


def compare(values: Values, lexical: Lexical, left: Ids, right: Ids) -> NDArray[np.int8]:
    """-1, 0, 1 for each pair, 2 where there is no order. An id that is no term (-1) has no order."""
    result = np.full(len(left), _UNKNOWN, np.int8)
    known = np.flatnonzero((left >= 0) & (right >= 0) & (left < len(values)) & (right < len(values)))
    first, second = values.family[left[known]], values.family[right[known]]
    numeric = (first >= DECIMAL) & (first <= DOUBLE) & (second >= DECIMAL) & (second <= DOUBLE)
    same = first == second
    placed = same & ((first == BOOLEAN) | (first > DOUBLE))
    for chosen, order in ((numeric, _numbers), (same & (first == STRING), _strings), (placed, _places)):
        places = known[chosen]
        if len(places):
            result[places] = order(values, lexical, left[places], right[places])
    return result


def _sign(left: NDArray[Any], right: NDArray[Any]) -> NDArray[np.int8]:
    sign: NDArray[np.int8] = (left > right).astype(np.int8) - (left < right).astype(np.int8)
    return sign


def _numbers(values: Values, lexical: Lexical, left: Ids, right: Ids) -> NDArray[np.int8]:
    """Rounding keeps the order, so unequal doubles decide; equal ones of two decimals are looked at digit by digit."""
    first, second = values.family[left], values.family[right]
    a, b = values.number[left], values.number[right]
    float_at_most = (np.maximum(first, second) == FLOAT) & (first != second)
    a, b = np.where(float_at_most, to_float(a), a), np.where(float_at_most, to_float(b), b)
    result = np.where(np.isnan(a) | np.isnan(b), np.int8(_UNKNOWN), _sign(a, b))
    doubtful = np.flatnonzero((a == b) & (left != right) & (first == DECIMAL) & (second == DECIMAL))
    if len(doubtful):
        result[doubtful] = _decimals(lexical(left[doubtful]), lexical(right[doubtful]))
    return result


def _decimals(left: list[str], right: list[str]) -> NDArray[np.int8]:
    pairs = ((Decimal(a), Decimal(b)) for a, b in zip(left, right, strict=True))
    return np.fromiter(((a > b) - (a < b) for a, b in pairs), np.int8, len(left))


def _strings(values: Values, lexical: Lexical, left: Ids, right: Ids) -> NDArray[np.int8]:
    """By code points. Each distinct string is read and ranked once."""
    ids, which = np.unique(np.concatenate([left, right]), return_inverse=True)
    forms = lexical(ids)
    place = {form: number for number, form in enumerate(sorted(set(forms)))}
    ranks = np.fromiter(map(place.__getitem__, forms), np.int64, len(forms))[which.reshape(-1)]
    return _sign(ranks[: len(left)], ranks[len(left) :])


def _places(values: Values, lexical: Lexical, left: Ids, right: Ids) -> NDArray[np.int8]:
    """A time without a zone may be up to fourteen hours from where it seems to be, if the other has a zone."""
    a, b = values.place[left], values.place[right]
    result, mixed = _sign(a, b), values.zoned[left] != values.zoned[right]
    result[mixed & (np.abs(a - b) <= FOURTEEN_HOURS)] = _UNKNOWN
    if values.exact:
        for i in np.flatnonzero(np.isin(left, list(values.exact)) | np.isin(right, list(values.exact))).tolist():
            result[i] = _exactly(_exact(values, left[i]), _exact(values, right[i]), bool(mixed[i]))
    return result


def _exact(values: Values, literal: np.int64) -> Fraction:
    return values.exact.get(int(literal), Fraction(int(values.place[literal])))


def _exactly(a: Fraction, b: Fraction, mixed: bool) -> int:
    return _UNKNOWN if mixed and abs(a - b) <= FOURTEEN_HOURS else (a > b) - (a < b)
