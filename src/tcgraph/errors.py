"""The exceptions of tcgraph.

TcgraphError
├── DataError               something in a file or a store is wrong: fix the data
│   ├── SyntaxDataError         a file that does not parse (``file``, ``line``, ``column``)
│   ├── SourceError             a source file or its sidecar (``file``, ``row``)
│   ├── NameTextError           a text that can be no organisation's name (``name``)
│   ├── CreditCodeError         a unified social credit code that is wrong (``code``)
│   └── ShapesError             a shapes graph that cannot be used (``problems``)
├── CallError               the call is wrong: fix the code or the command
│   ├── UnknownNameError        nothing of that name (``name``, ``known``)
│   │   ├── UnknownQuestionError
│   │   ├── UnknownTermError
│   │   └── UnknownThingError
│   │       └── UnknownListError
│   ├── AmbiguousNameError      several things of that name (``name``, ``candidates``)
│   ├── BindingError            a parameter is missing, unknown or of the wrong kind (``parameter``)
│   ├── SearchError             a text that cannot be searched for
│   ├── QueryError              a query that does not parse or is of another form
│   │   └── ForbiddenQueryError     a query that would reach the network or change data
│   └── FormatError             a format that is not known or cannot hold the data
├── StoreError              a store cannot be opened, read or written (``path``)
│   └── StoreLockedError        somebody else has it open
├── OutputError             a file cannot be written (``path``)
├── TimeLimitError          a query took longer than allowed (``seconds``)
└── MissingExtraError       an optional library is not installed (``extra``)

An empty answer is not an error. Each text says what was asked, what was found and what to do next; ``error.text("zh")`` says it in Chinese.
"""

from collections.abc import Iterable
from pathlib import Path

from tcgraph.words import translated

__all__ = [
    "AmbiguousNameError",
    "BindingError",
    "CallError",
    "CreditCodeError",
    "DataError",
    "ForbiddenQueryError",
    "FormatError",
    "MissingExtraError",
    "NameTextError",
    "OutputError",
    "QueryError",
    "SearchError",
    "ShapesError",
    "SourceError",
    "StoreError",
    "StoreLockedError",
    "SyntaxDataError",
    "TcgraphError",
    "TimeLimitError",
    "UnknownListError",
    "UnknownNameError",
    "UnknownQuestionError",
    "UnknownTermError",
    "UnknownThingError",
]


class TcgraphError(Exception):
    """Any error that tcgraph raises on purpose."""

    def text(self, language: str = "en") -> str:
        """What ``str`` says, in ``"zh"`` or ``"en"``; in English where there is no Chinese form of it."""
        return translated(str(self), language)


class DataError(TcgraphError, ValueError):
    """The data are wrong: a file has to be mended."""


class SyntaxDataError(DataError):
    """A file does not parse. ``file``, ``line`` and ``column`` (from 1, or None) say where."""

    def __init__(self, file: str, problem: str, line: int | None = None, column: int | None = None) -> None:
        place = f"{file}" + (f", line {line}" if line else "") + (f", column {column}" if column else "")
        super().__init__(f"{place}: {problem}")
        self.file, self.line, self.column = file, line, column


class SourceError(DataError):
    """A source file or its sidecar is wrong. ``file`` and ``row`` (line number in the file) say where."""

    def __init__(self, file: Path | str, problem: str, row: int | None = None) -> None:
        super().__init__(f"{file}" + (f", line {row}" if row else "") + f": {problem}")
        self.file, self.row = str(file), row


class NameTextError(DataError):
    """A text can be no organisation's name. ``name`` is the text."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(problem)
        self.name = name


class CreditCodeError(DataError):
    """A text is no unified social credit code (统一社会信用代码). ``code`` is the text."""

    def __init__(self, code: str, problem: str) -> None:
        super().__init__(f"{code!r} is no unified social credit code (统一社会信用代码): {problem}.")
        self.code = code


class ShapesError(DataError):
    """A shapes graph cannot be used. ``problems`` lists one sentence per problem."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("The shapes cannot be used:\n" + "\n".join(f"  - {p}" for p in self.problems))


class CallError(TcgraphError, ValueError):
    """The call is wrong: other arguments are needed."""


class UnknownNameError(CallError, LookupError):
    """Nothing has that name. ``name`` was asked for, ``known`` are the names there are; ``close`` may say what could be meant."""

    what = "thing"
    advice = ""

    def __init__(self, name: str, known: Iterable[str] = (), advice: str = "", close: Iterable[str] = ()) -> None:
        from difflib import get_close_matches  # only when something went wrong: it is slow to import

        self.name, self.known = name, sorted(set(known))
        close = list(close) or get_close_matches(name, self.known, n=3, cutoff=0.5)
        hint = f" Did you mean {' or '.join(repr(c) for c in close)}?" if close else ""
        listed = "" if close or not self.known or len(self.known) > 60 else f" Known: {', '.join(self.known)}."
        super().__init__(f"No {self.what} named {name!r}.{hint}{listed} {advice or self.advice}".rstrip())


class UnknownQuestionError(UnknownNameError):
    """No question file has that name."""

    what = "question"
    advice = "`tcgraph questions` lists them."


class UnknownTermError(UnknownNameError):
    """The vocabulary has no such term."""

    what = "term"


class UnknownThingError(UnknownNameError):
    """The dataset has nothing with that name, code or IRI."""

    what = "thing"


class UnknownListError(UnknownThingError):
    """The data do not hold the full list that is named. ``known`` are the batches of those they hold."""

    def __init__(self, name: str, batches: Iterable[int] = ()) -> None:
        self.name, self.known = name, [str(batch) for batch in sorted(batches)]
        held = f"only of {', '.join(self.known)}" if self.known else "and no other"
        if name.isdecimal():
            CallError.__init__(self, f"The data hold no full list of batch {name}, {held}.")
        else:
            advice = "A list is named by the number of its batch, its label or its IRI."
            CallError.__init__(self, f"The data hold no full list named {name!r}, {held}. {advice}")


class AmbiguousNameError(CallError):
    """Several things have that name. ``candidates`` are pairs of IRI and label."""

    def __init__(self, name: str, candidates: Iterable[tuple[str, str]]) -> None:
        self.name, self.candidates = name, list(candidates)
        lines = "\n".join(f"  <{iri}>  {label}" for iri, label in self.candidates[:10])
        super().__init__(f"{name!r} may mean {len(self.candidates)} things; give the IRI of one:\n{lines}")


class BindingError(CallError):
    """A parameter of a question is missing, unknown or of the wrong kind. ``parameter`` is its name."""

    def __init__(self, parameter: str, problem: str) -> None:
        super().__init__(problem)
        self.parameter = parameter


class SearchError(CallError):
    """A text cannot be searched for: empty, too long, or no text."""


class QueryError(CallError):
    """A query does not parse, fails while it runs, or is not of the form that was asked for."""


class ForbiddenQueryError(QueryError):
    """A query would reach the network or change data, which is not allowed here."""


class FormatError(CallError):
    """A format is not known, or cannot hold what should be written."""


class StoreError(TcgraphError, OSError):
    """A store cannot be opened, read or written. ``path`` is its folder."""

    def __init__(self, path: Path | str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = str(path)


class StoreLockedError(StoreError):
    """Another process, or another object of this one, has the store open."""


class OutputError(TcgraphError, OSError):
    """A file cannot be written; what stood there before is untouched. ``path`` is the file."""

    def __init__(self, path: Path | str, problem: str) -> None:
        super().__init__(f"{path}: {problem}. Nothing was written there.")
        self.path = str(path)


class TimeLimitError(TcgraphError, TimeoutError):
    """A query took longer than ``seconds``."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"The query took longer than {seconds:g} s and was stopped. Make it narrower, or allow more.")
        self.seconds = seconds


class MissingExtraError(TcgraphError, ImportError):
    """An optional library is not installed. ``extra`` is the extra of tcgraph that brings it."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(f"This needs {library}, which is not installed: pip install 'tcgraph[{extra}]'")
        self.library, self.extra = library, extra
