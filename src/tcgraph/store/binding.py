"""Terms in the place of variables, for the questions of the library.

Engines differ in how they bind a variable before a query runs, remote servers cannot do it at all, and Oxigraph plans
a query without knowing what is bound (a look-up then costs a scan). So a bound variable is replaced by its term, token by
token, as SEP-0007 of the SPARQL community group describes: in patterns and expressions the term itself; the outermost
SELECT still projects the variable, by a BIND at the end of its pattern; inner SELECTs no longer need it but in expressions. A term is
checked and written by the engine's own serialiser, so no value can end its token.
"""

from collections.abc import Mapping

from tcgraph.store.terms import parse_term
from tcgraph.store.tokens import tokens

__all__ = ["substitute"]


def substitute(query: str, bindings: Mapping[str, str]) -> str:
    """The SELECT query with these variables replaced by these terms (N-Triples form). Linear in the length of the query."""
    terms = {name: str(parse_term(term)) for name, term in bindings.items()}
    return _Substitution(terms).run(query) if terms else query


class _Substitution:
    """Walks the tokens once. ``clause`` is where in a SELECT we are, ``stack`` what to go back to after an inner one."""

    def __init__(self, terms: Mapping[str, str]) -> None:
        self.terms = terms
        self.out: list[str] = []
        self.depth = 0
        self.brackets = 0  # round ones open in a SELECT clause: inside them stands an expression
        self.clause = "prologue"
        self.stack: list[tuple[int, str]] = []  # brace depth of the group that holds an inner SELECT, and the clause outside
        self.patterns: list[int] = []  # brace depth at which the pattern of each open SELECT began
        self.group_at = 0  # where in ``out`` the last GROUP BY began
        self.projected: set[str] = set()

    def run(self, query: str) -> str:
        for kind, text in tokens(query):
            if kind == "word":
                self._word(text)
            elif kind == "variable" and text[1:] in self.terms:
                self._variable(text)
            elif text == "{":
                self._open()
            elif text == "}":
                self._close()
            else:
                self.brackets += (text == "(") - (text == ")")
                self.out.append(text)
        return "".join(self.out)

    def _word(self, word: str) -> None:
        upper = word.upper()
        if upper == "SELECT":
            if self.clause != "prologue":
                self.stack.append((self.depth, self.clause))
            self.clause, self.brackets = "select", 0
        elif upper in ("GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET") and self.clause in ("modifiers", "group"):
            self._end_group_by()
            self.clause = "group" if upper == "GROUP" else "modifiers"
            self.group_at = len(self.out)
        self.out.append(word)

    @property
    def _inner(self) -> bool:
        return bool(self.stack)

    def _variable(self, text: str) -> None:
        name = text[1:]
        if self.clause == "pattern" or (self._inner and self.clause == "select" and self.brackets):
            self.out.append(self.terms[name])
        elif not self._inner:
            self.projected.add(name)
            self.out.append(text)

    def _open(self) -> None:
        if self.clause == "select":
            self.clause = "pattern"
            self.patterns.append(self.depth)
        self.depth += 1
        self.out.append("{")

    def _close(self) -> None:
        self.depth -= 1
        if self.stack and self.depth < self.stack[-1][0]:
            self._end_group_by()
            self.clause = self.stack.pop()[1]
        if self.patterns and self.depth == self.patterns[-1] and self.clause == "pattern":
            self.patterns.pop()
            if not self._inner:
                names = sorted(self.projected & set(self.terms))
                self.out.append("".join(f" BIND({self.terms[name]} AS ?{name}) " for name in names))
            self.clause = "modifiers"
        self.out.append("}")

    def _end_group_by(self) -> None:
        """Drops a GROUP BY whose every variable was bound."""
        if self.clause == "group" and self._inner:
            listed = "".join(self.out[self.group_at :])
            if listed.upper().split() == ["GROUP", "BY"]:
                del self.out[self.group_at :]
