"""Pre-binding for many nodes at once: a query rewritten so that one run answers for all focus nodes.

SHACL (appendix A) says what a query with a pre-bound ``$this`` means: each leaf of its algebra is joined with the table that holds
the one solution ``this -> node``. Here the table holds all focus nodes at once: it lies in a graph of its own, and the patterns that
need it begin with it. Joins, OPTIONAL, UNION, FILTER, EXISTS, BIND, DISTINCT and subqueries then give, for each node, what they give
for that node alone, because every solution carries ``this``; GROUP BY does once ``this`` is among its keys. Two things do not: LIMIT
or OFFSET, which count solutions of all nodes together, and aggregates without GROUP BY, which fold them. Such a query runs once per
node, with a table of one.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from tcgraph.shacl.sparql_scan import Group, Occurrence, Query, Select

__all__ = ["ALL", "CONSTANTS", "FEDERATED", "ONE", "Rewritten", "problems", "rewrite"]

_SEED = "urn:x-tcgraph:seed:"
ONE = f"{_SEED}one"
CONSTANTS = f"{_SEED}constants"
ALL = f"{_SEED}all"
"""Names of graphs: the table of one node; blank nodes and literals that stand for parameters; in a rewritten text, the table of all."""

FEDERATED = "uses SERVICE: constraints never ask other servers. Load their data first"
"""What is said of a query that would."""

_FORBIDDEN = {
    "MINUS": "uses MINUS, which pre-binding leaves undefined: write FILTER NOT EXISTS",
    "VALUES": "uses VALUES, which pre-binding leaves undefined: write FILTER (?x IN (…))",
    "SERVICE": FEDERATED,
    "FROM": "uses FROM: a constraint looks at the data graph",
}
_AGGREGATES = frozenset(("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"))


@dataclass(frozen=True, slots=True)
class Rewritten:
    """``text`` has the seeds in it. ``variables``: what the table binds. ``per_node``: why one run cannot answer for all, or nothing.
    ``seeded``: constants that the text cannot hold. ``folds``: each node has its own text. ``names``: all variables that it had."""

    text: str
    form: str
    variables: tuple[str, ...]
    seeded: Mapping[str, str]
    per_node: str
    names: frozenset[str]
    folds: bool

    def seeds(self) -> Iterator[tuple[str, str]]:
        """Predicates and terms of the graph of constants."""
        return ((_predicate(name, term), term) for name, term in self.seeded.items())


def problems(query: Query, *, form: str, bound: Collection[str], parameters: Collection[str]) -> Iterator[str]:
    """What makes the query ill-formed: SHACL calls each of these a failure. ``bound``: this, or this and value."""
    if query.form != form:
        yield f"is no {form} query" + (f" but {query.form}" if query.form else "")
        return
    yield from (text for word, text in _FORBIDDEN.items() if word in query.words)
    everything = {*bound, *parameters, "PATH"}
    for each in query.variables:
        if each.name in everything and each.before[1].upper() == "AS":
            yield f"assigns ${each.name} by AS, which is bound beforehand: use another variable"
    top, *inner = query.selects
    if form == "SELECT" and not top.has_star and not _projects(query, top, "this"):
        yield "does not return $this: add it after SELECT"
    for select in inner:
        for name in sorted(_required(query, select, form, bound, parameters)):
            if select.has_star:
                yield f"has a subquery with SELECT *: write out its variables, ${name} among them"
                break
            if not _projects(query, select, name):
                yield f"has a subquery that does not return ${name}: add it after its SELECT"


def _required(query: Query, select: Select, form: str, bound: Collection[str], parameters: Collection[str]) -> set[str]:
    """What a subquery has to return: the variable of the table, and parameters that it speaks of."""
    always = {name for name in bound if form == "SELECT" or name == "value" or query.mentions(name)}
    spoken = {each.name for each in query.variables if select.at < each.at < (select.end if select.end >= 0 else each.at + 1)}
    return always | (spoken & set(parameters))


def _projects(query: Query, select: Select, name: str) -> bool:
    return any(each.select is select and each.clause == "select" and not each.parens for each in query.named(name))


def rewrite(query: Query, *, constants: Mapping[str, str], path: str = "", node: str = "") -> Rewritten:
    """The query with its table. ``constants``: terms of parameters in N-Triples form; ``path``: what stands for $PATH.

    ``node``: the term of the one node, for a query that runs per node and folds all solutions without GROUP BY.
    """
    return _Rewriting(query, constants, path, node).run()


class _Rewriting:
    """Collects edits by place, then writes the text."""

    def __init__(self, query: Query, constants: Mapping[str, str], path: str, node: str) -> None:
        self.query, self.path, self.node = query, path, node
        self.text = {at: token for at, (_, token) in enumerate(query.tokens)}
        self.constants = {name: term for name, term in constants.items() if query.mentions(name)}
        self.seeded = {name: term for name, term in self.constants.items() if self._must_be_seeded(name, term)}
        self.variables = self._table()

    def _table(self) -> tuple[str, ...]:
        if self.query.form == "SELECT":
            return ("this",)
        return ("this", "value") if self.query.mentions("this") else ("value",)

    def _must_be_seeded(self, name: str, term: str) -> bool:
        """Blank nodes cannot be written in a query, literals not as subjects or predicates, so not outside expressions."""
        if term.startswith("<"):
            return False
        return term.startswith("_:") or any(each.clause == "pattern" and not each.parens for each in self.query.named(name))

    def run(self) -> Rewritten:
        why = self._why_per_node()
        for each in self.query.variables:
            if each.name in self.constants and each.name not in self.seeded:
                self._put_constant(each, self.constants[each.name])
            elif each.name == "PATH" and self.path:
                self.text[each.at] = self.path
        for group in self.query.groups:
            self._seed(group, ONE if why else ALL)
        for select in self.query.selects:
            self._fold(select) if _folds(select) else self._group_by(select)
        if self.query.form == "ASK" and not why:
            self.text[self.query.selects[0].at] = "SELECT DISTINCT " + " ".join(f"?{name}" for name in self.variables)
        folds = any(map(_folds, self.query.selects))
        names = frozenset(each.name for each in self.query.variables)
        return Rewritten("".join(self.text.values()), self.query.form, self.variables, self.seeded, why, names, folds)

    def _why_per_node(self) -> str:
        for select in self.query.selects:
            what = "a subquery" if select.is_inner else "the query"
            if "LIMIT" in select.words or "OFFSET" in select.words:
                return f"{what} has LIMIT or OFFSET"
            if _folds(select):
                return f"{what} aggregates without GROUP BY"
        top = self.query.selects[0]
        return "the ASK query has solution modifiers" if self.query.form == "ASK" and top.words.keys() & {"GROUP", "HAVING"} else ""

    def _put_constant(self, each: Occurrence, term: str) -> None:
        if each.before[1] == "(" and each.before[0].upper() == "BOUND":
            self._put_true(each.at)
        elif each.clause == "pattern" or each.parens:
            self.text[each.at] = term
        else:
            self.text[each.at] = f"({term})" if each.clause == "modifiers" else ""

    def _put_true(self, at: int) -> None:
        """Writes ``true`` for ``BOUND ( ?x )``: the name of the function stands before, the parenthesis after."""
        back = at
        while self.query.tokens[back][1].upper() != "BOUND":
            self.text[back] = ""
            back -= 1
        self.text[back] = "(true)"
        while self.query.tokens[at][1] != ")":
            at += 1
        self.text[at] = ""

    def _seed(self, group: Group, graph: str) -> None:
        if group.graph_variable and group.graph_variable not in self.constants and group.end >= 0:
            self.text[group.end] += f' FILTER(!STRSTARTS(STR(?{group.graph_variable}), "{_SEED}")) '
        if group.holds:
            return
        own = {each.name for each in self.query.variables if group.at < each.at < group.end}
        is_where = group is group.select.where
        pieces = [_pattern(self.variables, graph)] if is_where or self._needs_table(group, own) else []
        pieces += [f"GRAPH <{CONSTANTS}> {{ <{CONSTANTS}> <{_predicate(name, term)}> ?{name} }}"
                   for name, term in self.seeded.items() if is_where or name in own]
        self.text[group.at] += "".join(f" {piece} " for piece in pieces)

    def _needs_table(self, group: Group, own: set[str]) -> bool:
        """Whether the pattern speaks of the table, at any depth: an OPTIONAL in it would else begin with no node, not with each.

        Not where OPTIONAL or EXISTS holds nothing but triple patterns and filters, and these bind it anyhow.
        """
        spoken = own & set(self.variables)
        if group.opener not in ("OPTIONAL", "EXISTS") or group.is_compound:
            return bool(spoken)
        return any(not any(each.group is group and not each.parens for each in self.query.named(name)) for name in spoken)

    def _group_by(self, select: Select) -> None:
        """Adds what is bound to the keys of a GROUP BY: within one node it is constant and changes no group."""
        if "GROUP" in select.words and "BY" in select.words:
            at = next(at for at in range(select.words["GROUP"] + 1, len(self.text)) if self.query.tokens[at][1].upper() == "BY")
            keys = {each.name for each in self.query.variables if each.select is select and each.clause == "modifiers" and not each.parens}
            missing = [name for name in (*self.variables, *self.seeded) if name not in keys]
            self.text[at] += "".join(f" ?{name} " for name in missing)

    def _fold(self, select: Select) -> None:
        """Takes what is bound out of the SELECT clause of a query that folds all solutions: there it is no key."""
        for each in self.query.variables:
            if each.select is select and each.clause != "pattern" and each.name in (*self.variables, *self.seeded):
                self.text[each.at] = self.node if each.parens and each.name == "this" and self.node[:1] in '<"' else self.text[each.at]
                if not each.parens:
                    self.text[each.at] = ""


def _folds(select: Select) -> bool:
    return "GROUP" not in select.words and ("HAVING" in select.words or bool(_AGGREGATES & select.words.keys()))


def _pattern(variables: tuple[str, ...], graph: str) -> str:
    if len(variables) == 1:
        return f"GRAPH <{graph}> {{ <{_SEED}table> <{_SEED}{variables[0]}> ?{variables[0]} }}"
    return f"GRAPH <{graph}> {{ [] {' ; '.join(f'<{_SEED}{name}> ?{name}' for name in variables)} }}"


def _predicate(name: str, term: str) -> str:
    """Names a parameter with its value: constraints of one component differ in it, and all use one graph of constants."""
    return f"{_SEED}{name}:{sha256(term.encode()).hexdigest()[:16]}"
