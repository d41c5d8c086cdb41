"""The dataset as of a day: questions that need a day get this one."""

import datetime as dt
from typing import Generic, Protocol, TypeVar

from tcgraph.errors import CallError
from tcgraph.questions import questions

__all__ = ["AsOf"]

A = TypeVar("A", covariant=True)


class Answering(Protocol[A]):
    """Whoever answers questions of the library."""

    def answer(self, name: str, **bindings: object) -> A:
        """The answer to a question."""


class AsOf(Generic[A]):
    """A dataset and a day, made by ``Dataset.as_of``.

    Nothing is copied: what held on the day is concluded from rosters, notices and title periods by the questions that take
    a day. A day behind the last roster is answered by what is known, and says so (``presumed``).
    """

    def __init__(self, dataset: Answering[A], day: dt.date) -> None:
        self._dataset, self.day = dataset, day

    def answer(self, name: str, **bindings: object) -> A:
        """The answer to a question on this day. Raises ``CallError`` for a question that takes no day; see ``questions``."""
        if name in questions() and name not in self.questions:
            raise CallError(f"The question {name} takes no day. On a day one can ask: {', '.join(self.questions)}.")
        return self._dataset.answer(name, **{"on": self.day, **bindings})

    def holders(self) -> A:
        """Who held the title on this day: the answer of ``held_title_on``, a solution per unit."""
        return self.answer("held_title_on")

    @property
    def questions(self) -> list[str]:
        """The questions that can be asked of a day."""
        return [name for name, one in questions().items() if any(p.name == "on" for p in one.parameters)]

    def __repr__(self) -> str:
        return f"<tcgraph.AsOf: {self.day.isoformat()}>"
