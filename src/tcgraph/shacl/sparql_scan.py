"""Where the groups, subqueries and variables of a query are: what rewriting it needs to know, from its tokens, without a grammar."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from tcgraph.store.tokens import tokens

__all__ = ["Group", "Occurrence", "Query", "Select", "scan"]

Clause: TypeAlias = Literal["select", "pattern", "modifiers"]


@dataclass(slots=True)
class Select:
    """A SELECT or ASK: where its keyword stands, its clause now, and the words outside its pattern (upper case)."""

    at: int
    is_inner: bool
    clause: Clause = "select"
    where: "Group | None" = None
    end: int = -1
    words: dict[str, int] = field(default_factory=dict)
    has_star: bool = False


@dataclass(slots=True)
class Group:
    """A pattern in braces. ``opener``: the keyword before it. ``holds``: the subquery that it consists of.
    ``is_compound``: it has more than triple patterns and filters."""

    at: int
    opener: str
    select: Select
    end: int = -1
    holds: Select | None = None
    graph_variable: str = ""
    is_compound: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A variable at a token. ``parens``: how deep in parentheses within its clause; ``before``: the two tokens before it."""

    at: int
    name: str
    select: Select
    clause: Clause
    group: Group | None
    parens: int
    before: tuple[str, str]


@dataclass(slots=True)
class Query:
    """A query in tokens."""

    tokens: list[tuple[str, str]]
    selects: list[Select] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    variables: list[Occurrence] = field(default_factory=list)
    words: set[str] = field(default_factory=set)

    @property
    def form(self) -> str:
        """``SELECT``, ``ASK``, or nothing for other forms."""
        return self.tokens[self.selects[0].at][1].upper() if self.selects else ""

    def named(self, name: str) -> Iterator[Occurrence]:
        """Where a variable stands."""
        return (each for each in self.variables if each.name == name)

    def mentions(self, name: str) -> bool:
        """Whether it has the variable at all."""
        return any(self.named(name))


def significant(found: list[tuple[str, str]]) -> Iterator[tuple[int, str, str]]:
    """Place, kind and text of each token but white space and comments."""
    return ((at, kind, text) for at, (kind, text) in enumerate(found) if not text.isspace() and not (kind == "skip" and text[0] == "#"))


def scan(text: str) -> Query:
    """The structure of a query. What is no query gives a structure all the same: whoever runs it finds its mistakes."""
    query = Query(list(tokens(text)))
    walk = _Walk(query)
    for at, kind, token in significant(query.tokens):
        walk.step(at, kind, token)
    return query


class _Walk:
    """Goes over the tokens once. ``open``: the groups around the token; ``parens``: parentheses open in each of them."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self.open: list[Group] = []
        self.parens = [0]
        self.before = ("", "")
        self.word = ""

    def step(self, at: int, kind: str, text: str) -> None:
        if kind == "word":
            self._word(at, text.upper())
        elif kind == "variable":
            self._variable(at, text[1:])
        elif text == "{":
            self._open(at)
        elif text == "}":
            self._close(at)
        elif text in "()":
            self.parens[-1] += 1 if text == "(" else -1
        elif text == "*" and self._clause() == "select" and not self.parens[-1] and (select := self._select()):
            select.has_star = True
        self.before = (self.before[1], text)

    def _select(self) -> Select | None:
        if not self.open:
            return self.query.selects[0] if self.query.selects else None
        return self.open[-1].holds or self.open[-1].select

    def _clause(self) -> Clause:
        select = self._select()
        return "pattern" if select is None or (self.open and not self.open[-1].holds) else select.clause

    def _word(self, at: int, word: str) -> None:
        self.query.words.add(word)
        self.word = word
        if word == "SELECT" or (word == "ASK" and not self.query.selects):
            select = Select(at, bool(self.open))
            self.query.selects.append(select)
            if self.open:
                self.open[-1].holds = select
        elif word == "BIND" and self.open:
            self.open[-1].is_compound = True
        elif self._clause() != "pattern" and (found := self._select()):
            found.words.setdefault(word, at)

    def _variable(self, at: int, name: str) -> None:
        if select := self._select():
            group = self.open[-1] if self.open else None
            self.query.variables.append(Occurrence(at, name, select, self._clause(), group, self.parens[-1], self.before))

    def _open(self, at: int) -> None:
        select = self._select()
        if select is None:
            return
        group = Group(at, self._opener(), select)
        if group.opener == "GRAPH" and self.before[1][0] in "?$":
            group.graph_variable = self.before[1][1:]
        if self._clause() == "select" and not self.parens[-1]:
            select.where, group.opener, select.clause = group, "WHERE", "pattern"
        if self.open:
            self.open[-1].is_compound = True
        self.query.groups.append(group)
        self.open.append(group)
        self.parens.append(0)

    def _opener(self) -> str:
        """The keyword before this brace, where nothing but the name of a graph lies between."""
        first, last = (text.upper() for text in self.before)
        return last if last in ("OPTIONAL", "EXISTS", "UNION") else "GRAPH" if first == "GRAPH" else ""

    def _close(self, at: int) -> None:
        if not self.open:
            return
        group = self.open.pop()
        self.parens.pop()
        group.end = at
        if group.holds:
            group.holds.end = at
        if group is group.select.where:
            group.select.clause = "modifiers"
