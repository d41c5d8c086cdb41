"""What literals are worth: a family in which they compare, a number or a point on a line."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.lexical import RANGES, is_checked, well_formed
from tcgraph.columns.temporal import points
from tcgraph.columns.text import XSD

__all__ = ["BOOLEAN", "DECIMAL", "DOUBLE", "FLOAT", "STRING", "Values"]

NONE, STRING, BOOLEAN, DECIMAL, FLOAT, DOUBLE = range(6)
"""Families: literals of one family compare with each other, and those of the three numeric ones with each other."""
_FAMILIES = {
    **dict.fromkeys(("string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN", "ID", "IDREF", "ENTITY"), STRING),
    "boolean": BOOLEAN, "decimal": DECIMAL, **dict.fromkeys(RANGES, DECIMAL), "float": FLOAT, "double": DOUBLE,
    "dateTime": 6, "dateTimeStamp": 6, "date": 7, "time": 8, "gYear": 9, "gYearMonth": 10, "yearMonthDuration": 11, "dayTimeDuration": 12,
}  # fmt: skip


@dataclass(slots=True)
class Values:
    """Arrays indexed by term id, filled group by group."""

    well_formed: NDArray[np.bool_]
    family: NDArray[np.int8]
    number: NDArray[np.float64]
    place: NDArray[np.int64]
    zoned: NDArray[np.bool_]
    exact: dict[int, Fraction]

    @staticmethod
    def none() -> "Values":
        """For no terms."""
        return Values(np.empty(0, np.bool_), np.empty(0, np.int8), np.empty(0), np.empty(0, np.int64), np.empty(0, np.bool_), {})

    def __len__(self) -> int:
        return len(self.family)

    def grown(self, size: int) -> "Values":
        """A copy with room for more terms."""
        more = size - len(self)

        def grow(array: NDArray[Any], fill: float) -> NDArray[Any]:
            return np.concatenate([array, np.full(more, fill, array.dtype)])

        arrays = (grow(self.well_formed, False), grow(self.family, NONE), grow(self.number, np.nan), grow(self.place, 0))
        return Values(*arrays, grow(self.zoned, False), dict(self.exact))

    def fill(self, ids: NDArray[np.int64], datatype: str, lexical: Callable[[NDArray[np.int64]], list[str]]) -> None:
        """The values of literals of one datatype; the empty one stands for those with a language."""
        local = datatype.removeprefix(XSD) if datatype.startswith(XSD) else ""
        if is_checked(datatype):
            forms = lexical(ids)
            good = well_formed(datatype, forms)
            ids, forms = ids[good], [form for form, fits in zip(forms, good.tolist(), strict=True) if fits]
            self._measure(ids, local, forms)
        self.well_formed[ids] = True
        self.family[ids] = _FAMILIES.get(local, NONE)

    def _measure(self, ids: NDArray[np.int64], local: str, forms: list[str]) -> None:
        family = _FAMILIES.get(local, NONE)
        if family in (DECIMAL, FLOAT, DOUBLE):
            numbers = np.fromiter(map(float, forms), np.float64, len(forms))
            self.number[ids] = to_float(numbers) if family == FLOAT else numbers
        elif family == BOOLEAN:
            self.place[ids] = np.fromiter((form in ("true", "1") for form in forms), np.int64, len(forms))
        elif family > DOUBLE:
            found = points(local, forms)
            self.place[ids], self.zoned[ids] = found.places, found.zoned
            self.exact.update({int(ids[i]): value for i, value in found.exact.items()})


def to_float(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """To the nearest number of xsd:float."""
    with np.errstate(over="ignore"):
        return numbers.astype(np.float32).astype(np.float64)
