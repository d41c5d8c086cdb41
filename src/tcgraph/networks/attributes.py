"""Attributes as columns, and the dictionaries that networkx makes of them."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import repeat
from typing import Any, Never

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from tcgraph.errors import CallError

__all__ = ["Attributes", "Column", "Columns", "dictionaries", "no_collection", "read_only"]

Column = Sequence[Any] | Callable[[], Sequence[Any]]
"""The values of one attribute, or what makes them when they are needed; None stands for absent."""
READ_ONLY = "This network is a read-only view: {} is not possible. Take .to_networkx(), a copy that can be changed."


def read_only(name: str) -> Callable[..., Never]:
    """A method that raises ``NetworkXError`` and says which copy can be changed."""

    def refuse(self: object, *args: object, **attributes: object) -> Never:
        raise nx.NetworkXError(READ_ONLY.format(name))

    refuse.__name__ = name
    return refuse


class Attributes(dict[str, Any]):
    """The attributes of a node or an edge of a view: a dictionary that refuses changes. Its copies can be changed."""

    __slots__ = ()
    __setitem__ = read_only("setting an attribute")
    __delitem__ = read_only("removing an attribute")
    __ior__ = read_only("setting an attribute")
    update = read_only("setting an attribute")
    setdefault = read_only("setting an attribute")
    pop = read_only("removing an attribute")
    popitem = read_only("removing an attribute")
    clear = read_only("removing an attribute")

    def __reduce_ex__(self, protocol: object) -> tuple[type[dict[str, Any]], tuple[dict[str, Any]]]:
        return dict, (self.copy(),)


class Columns(Mapping[str, Sequence[Any]]):
    """Attributes by name, each a list as long as there are nodes or edges, made when it is first asked for."""

    def __init__(self, columns: Mapping[str, Column], length: int, what: str) -> None:
        self._columns, self._length, self._what = dict(columns), length, what
        for name, column in self._columns.items():
            if not callable(column):
                self._checked(name, column)

    def __getitem__(self, name: str) -> Sequence[Any]:
        column = self._columns[name]
        if callable(column):
            column = self._columns[name] = self._checked(name, column())
        return column

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def __reduce__(self) -> "tuple[Callable[..., Columns], tuple[dict[str, Sequence[Any]], int, str]]":
        return Columns, (dict(self), self._length, self._what)

    def made(self) -> list[str]:
        """The names of the columns that exist already."""
        return [name for name, column in self._columns.items() if not callable(column)]

    def maker(self, name: str) -> Column:
        """The column if it exists already, else what makes it."""
        return self._columns[name]

    def taken(self, order: NDArray[np.integer] | None) -> "Columns":
        """The same columns in another order, or a part of them; made when they are needed."""
        if order is None:
            return self
        return Columns({name: self._taker(name, order) for name in self}, len(order), self._what)

    def _taker(self, name: str, order: NDArray[np.integer]) -> Callable[[], Sequence[Any]]:
        def take() -> Sequence[Any]:
            values = self[name]
            return [values[place] for place in order.tolist()]

        return take

    def _checked(self, name: str, column: Sequence[Any]) -> Sequence[Any]:
        if len(column) != self._length:
            raise CallError(f"The attribute {name!r} has {len(column)} values for {self._length} {self._what}: give one for each.")
        return column.tolist() if isinstance(column, np.ndarray) else column


def dictionaries(columns: Mapping[str, Sequence[Any]], length: int, make: type[dict[str, Any]] = dict) -> list[dict[str, Any]]:
    """One dictionary per node or edge, without the attributes that are None. Order of keys: of the columns."""
    made: list[dict[str, Any]]
    if not columns:
        return [make() for _ in repeat(None, length)]
    names = list(columns)
    if any(None in column for column in columns.values()):
        rows = zip(*columns.values(), strict=True)
        made = [{name: value for name, value in zip(names, row, strict=True) if value is not None} for row in rows]
    elif len(names) == 1:
        name = names[0]
        made = [{name: value} for value in columns[name]]
    else:
        made = [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return made if make is dict else [make(row) for row in made]


@contextmanager
def no_collection() -> Iterator[None]:
    """Many containers are made in the work, none of them garbage: the collector would look at all of them again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
