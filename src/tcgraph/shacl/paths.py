"""Property paths: as data, as text, and walked from many nodes at once.

A walk takes an array of nodes and gives pairs, an index into it and a value, each pair once, ordered by index and value. Closures expand
a frontier of pairs and look only at those that are new, so cycles in the data end, and nothing recurses over data.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.pairs import unique

if TYPE_CHECKING:
    from tcgraph.columns import Columns

__all__ = ["Alternative", "Inverse", "OneOrMore", "Path", "Predicate", "Sequence", "Walk", "ZeroOrMore", "ZeroOrOne", "walk"]

_DEEP, _NARROW = 64, 256
"""After so many steps a frontier of so few pairs is followed pair by pair."""

Ids: TypeAlias = NDArray[np.int32]
Walk: TypeAlias = tuple[NDArray[np.int64], Ids]


@dataclass(frozen=True, slots=True)
class Path:
    """A property path. ``str`` gives SPARQL's notation with bare IRIs: ``iri``, ``^iri``, ``a/b``, ``a|b``, ``a*``, ``(a/b)+``."""

    def text(self, name: Callable[[str], str]) -> str:
        """SPARQL's notation with IRIs written by ``name``."""
        raise NotImplementedError

    def __str__(self) -> str:
        return self.text(str)


@dataclass(frozen=True, slots=True)
class Predicate(Path):
    """One predicate; ``iri`` is bare."""

    iri: str

    def text(self, name: Callable[[str], str]) -> str:
        return name(self.iri)


@dataclass(frozen=True, slots=True)
class Inverse(Path):
    """sh:inversePath."""

    path: Path

    def text(self, name: Callable[[str], str]) -> str:
        return f"^{_grouped(self.path, name)}"


@dataclass(frozen=True, slots=True)
class Sequence(Path):
    """A list of steps."""

    steps: tuple[Path, ...]

    def text(self, name: Callable[[str], str]) -> str:
        return "/".join(_grouped(step, name) if isinstance(step, Alternative) else step.text(name) for step in self.steps)


@dataclass(frozen=True, slots=True)
class Alternative(Path):
    """sh:alternativePath."""

    choices: tuple[Path, ...]

    def text(self, name: Callable[[str], str]) -> str:
        return "|".join(choice.text(name) for choice in self.choices)


@dataclass(frozen=True, slots=True)
class ZeroOrMore(Path):
    """sh:zeroOrMorePath."""

    path: Path

    def text(self, name: Callable[[str], str]) -> str:
        return f"{_grouped(self.path, name)}*"


@dataclass(frozen=True, slots=True)
class OneOrMore(Path):
    """sh:oneOrMorePath."""

    path: Path

    def text(self, name: Callable[[str], str]) -> str:
        return f"{_grouped(self.path, name)}+"


@dataclass(frozen=True, slots=True)
class ZeroOrOne(Path):
    """sh:zeroOrOnePath."""

    path: Path

    def text(self, name: Callable[[str], str]) -> str:
        return f"{_grouped(self.path, name)}?"


def _grouped(path: Path, name: Callable[[str], str]) -> str:
    return path.text(name) if isinstance(path, Predicate) else f"({path.text(name)})"


def walk(columns: "Columns", path: Path, nodes: Ids) -> Walk:
    """All values that the path leads to from each node. ``nodes`` holds no node twice.

    Cost: proportional to the pairs that each step gives, and a sort of those of compound paths.
    """
    return _walk(columns, path, nodes, False)


def _walk(columns: "Columns", path: Path, nodes: Ids, back: bool) -> Walk:
    """``back``: against the direction of the path."""
    match path:
        case Predicate(iri):
            predicate = columns.terms.id(f"<{iri}>")
            return (columns.inverse(predicate) if back else columns.forward(predicate)).of(nodes)
        case Inverse(inner):
            return _walk(columns, inner, nodes, not back)
        case Sequence(steps):
            return _sequence(columns, steps[::-1] if back else steps, nodes, back)
        case Alternative(choices):
            return _unpacked(_union([_packed(_walk(columns, choice, nodes, back)) for choice in choices]))
        case ZeroOrOne(inner):
            return _unpacked(_union([_packed(_self(nodes)), _packed(_walk(columns, inner, nodes, back))]))
        case ZeroOrMore(inner):
            return _closure(_Step(columns, inner, back), nodes, _Seen(_packed(_self(nodes))))
        case OneOrMore(inner):
            return _closure(_Step(columns, inner, back), nodes, _Seen())
    raise TypeError(f"not a path: {path!r}")


def _sequence(columns: "Columns", steps: tuple[Path, ...], nodes: Ids, back: bool) -> Walk:
    pairs = _walk(columns, steps[0], nodes, back)
    for step in steps[1:]:
        pairs = _unpacked(_onwards(pairs, lambda found, step=step: _walk(columns, step, found, back)))  # type: ignore[misc]
    return pairs


def _onwards(pairs: Walk, step: Callable[[Ids], Walk]) -> NDArray[np.int64]:
    """The pairs after one more step, packed. Each distinct value is looked up once."""
    index, values = pairs
    distinct, place = np.unique(values, return_inverse=True)
    source, reached = step(distinct)
    ends = np.searchsorted(source, np.arange(len(distinct) + 1))
    first, count = ends[place], ends[place + 1] - ends[place]
    owner = np.repeat(np.arange(len(place)), count)
    position = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count) + first[owner]
    return unique(_packed((index[owner], reached[position])))


@dataclass(frozen=True, slots=True)
class _Step:
    """One step of a closure."""

    columns: "Columns"
    path: Path
    back: bool

    def __call__(self, nodes: Ids) -> Walk:
        return _walk(self.columns, self.path, nodes, self.back)

    def everywhere(self) -> Walk:
        """The step from all nodes."""
        return self(np.arange(len(self.columns.terms), dtype=np.int32))


def _has_closure(path: Path) -> bool:
    match path:
        case Sequence(inner) | Alternative(inner):
            return any(map(_has_closure, inner))
        case Inverse(single) | ZeroOrOne(single):
            return _has_closure(single)
    return not isinstance(path, Predicate)


def _closure(step: _Step, nodes: Ids, seen: "_Seen") -> Walk:
    """All pairs that any number of steps leads to; ``seen`` are those that are there without a step."""
    frontier, depth = _packed(_self(nodes)), 0
    while len(frontier):
        if depth >= _DEEP and len(frontier) <= _NARROW and not _has_closure(step.path):
            seen.add(_searched(step.everywhere(), frontier, seen))
            break
        reached = _onwards(_unpacked(frontier), step)
        frontier, depth = reached[~seen.contains(reached)], depth + 1
        seen.add(frontier)
    return _unpacked(_union(seen.runs))


def _searched(relation: Walk, frontier: NDArray[np.int64], seen: "_Seen") -> NDArray[np.int64]:
    """The pairs beyond a narrow frontier, one after another: for chains of thousands, where a step for each array costs more."""
    last = int(relation[0][-1]) if len(relation[0]) else -1
    ends, values = np.searchsorted(relation[0], np.arange(last + 2)).tolist(), relation[1].tolist()
    known = set(seen.of_rows(np.unique(frontier >> 32)).tolist())
    found: list[int] = []
    open_pairs = frontier.tolist()
    while open_pairs:
        row, node = divmod(open_pairs.pop(), 1 << 32)
        new = {row << 32 | value for value in values[ends[node] : ends[node + 1]]} - known if node <= last else set()
        known |= new
        found += new
        open_pairs += new
    return np.sort(np.array(found, np.int64))


class _Seen:
    """A set of numbers that only grows: sorted runs, each less than half of the one before, so adding and asking stay cheap."""

    def __init__(self, *runs: NDArray[np.int64]) -> None:
        self.runs = list(runs)

    def add(self, numbers: NDArray[np.int64]) -> None:
        """Adds numbers that are ascending and not there."""
        if len(numbers):
            self.runs.append(numbers)
        while len(self.runs) > 1 and len(self.runs[-2]) <= 2 * len(self.runs[-1]):
            self.runs[-2:] = [np.sort(np.concatenate(self.runs[-2:]))]

    def of_rows(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The numbers whose upper half is one of these."""
        return np.concatenate([run[np.isin(run >> 32, rows)] for run in (*self.runs, np.empty(0, np.int64))])

    def contains(self, numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        found = np.zeros(len(numbers), np.bool_)
        for run in self.runs:
            place = np.minimum(np.searchsorted(run, numbers), len(run) - 1)
            found |= run[place] == numbers
        return found


def _self(nodes: Ids) -> Walk:
    return np.arange(len(nodes), dtype=np.int64), nodes


def _packed(pairs: Walk) -> NDArray[np.int64]:
    return pairs[0] << 32 | pairs[1]


def _unpacked(packed: NDArray[np.int64]) -> Walk:
    return packed >> 32, (packed & 0xFFFFFFFF).astype(np.int32)


def _union(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return unique(np.concatenate(parts)) if parts else np.empty(0, np.int64)
