"""What is wrong with shapes, in sentences that know what they speak of, so that the line in the file can be said."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tcgraph.errors import ShapesError
from tcgraph.shacl.lines import line_and_column, readable, scan
from tcgraph.store.formats import Loadable

__all__ = ["Problem", "Terms", "first_term", "placed"]

Terms = tuple[str | None, str | None, str | None]
"""Subject, predicate, object in N-Triples form; None for any, blank nodes too: their labels are not those of the file."""


class Problem(str):
    """A sentence. ``about`` are statements that show what it means, the best first."""

    about: tuple[Terms, ...] = ()

    @staticmethod
    def of(text: str, *about: Terms) -> "Problem":
        """A sentence about these statements."""
        problem = Problem(text)
        problem.about = about
        return problem


class _Statement(NamedTuple):
    terms: tuple[str, str, str]
    at: tuple[int, int, int]


def placed(problems: Iterable[str], files: Sequence[Loadable]) -> ShapesError:
    """The error for these problems, each with file, line and column where the files show what it speaks of. Reads the files again."""
    read = [(file, text, _statements(text, file)) for file in files if (text := readable(file)) is not None]
    return ShapesError([_with_place(problem, read) for problem in problems])


def _statements(text: str, file: Loadable) -> list[_Statement]:
    found: list[_Statement] = []
    scan(text, file.base, lambda s, p, o, *at: found.append(_Statement((s, p, o), at)))
    return found


def _with_place(problem: str, read: list[tuple[Loadable, str, list[_Statement]]]) -> str:
    for terms in getattr(problem, "about", ()):
        for file, text, statements in read:
            places = sorted({at for statement in statements if (at := _match(terms, statement)) is not None})
            if places:
                line, column = line_and_column(text, places[0])
                more = f", and {len(places) - 1} more" if len(places) > 1 and terms[0] is None else ""
                return f"{problem} ({file.name}, line {line}, column {column}{more})"
    return problem


def _match(terms: Terms, statement: _Statement) -> int | None:
    """Where the last of the terms stands in the statement; None where it is another one."""
    last = None
    for wanted, there, at in zip(terms, statement.terms, statement.at, strict=True):
        if wanted is not None:
            if wanted != there:
                return None
            last = at
    return last


def first_term(text: str) -> str | None:
    """The local name of the first term of SHACL in a sentence."""
    found = re.search(r"\bsh:(\w+)", text)
    return found[1] if found else None
