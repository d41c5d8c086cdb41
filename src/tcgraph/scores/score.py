"""Scores: right, found and expected on a labelled set, and which sets there are."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from types import MappingProxyType
from typing import TypeVar, cast

from tcgraph.errors import UnknownNameError

__all__ = ["SCORES", "Case", "Score", "Scorer", "count", "score"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Case:
    """One wrong case: the item (a name, a pair of rows …), what its label says, what was found instead."""

    item: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Score:
    """How many of the ``found`` and of the ``expected`` are ``right``, for one part of one set; ``errors`` are the wrong cases."""

    set: str
    part: str
    right: int
    found: int
    expected: int
    errors: tuple[Case, ...] = field(default=(), repr=False)

    @property
    def precision(self) -> float | None:
        """The share of the found that is right; None if nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of the expected that was found; None if nothing was expected."""
        return self.right / self.expected if self.expected else None


Scorer = Callable[[], list[Score]]


def count(set: str, part: str, cases: Iterable[tuple[str, T, T]], show: Callable[[T], str] = str) -> Score:
    """Counts triples of item, expected, found. A false value (empty text, False, None) says that there is nothing to find."""
    right = found = expected = 0
    errors = []
    for item, label, answer in cases:
        expected, found = expected + bool(label), found + bool(answer)
        right += bool(label) and label == answer
        if label != answer:
            errors.append(Case(item, show(label), show(answer)))
    return Score(set, part, right, found, expected, tuple(errors))


def _lazily(module: str) -> Scorer:
    """The function ``scores`` of a module that is imported when it is called."""
    return lambda: cast("list[Score]", import_module(f"tcgraph.scores.{module}").scores())


SCORES: Mapping[str, Scorer] = MappingProxyType({
    "names": _lazily("names"),
    "participants": _lazily("participants"),
    "rosters": _lazily("rosters"),
})  # fmt: skip


def score(name: str) -> list[Score]:
    """The scores of a labelled set. Raises ``UnknownNameError`` for a set that is not in ``SCORES``."""
    if name not in SCORES:
        raise UnknownNameError(name, SCORES, "These are the labelled sets.")
    return SCORES[name]()
