"""What validation in parts has to do: which shapes are checked node by node, which need their data whole, and what each of them reads."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tcgraph.shacl.components_model import Class, Disjoint, Equals, LessThan, Property, Shape, Sparql
from tcgraph.shacl.plan import Plan
from tcgraph.shacl.reads import Read, query_predicates, reads_of, reads_of_path, reads_of_targets, target_predicates
from tcgraph.shacl.sparql_needs import declared_prefixes, iri_of
from tcgraph.shacl.sparql_prepare import prepare
from tcgraph.shacl.sparql_scan import significant
from tcgraph.store.tokens import tokens
from tcgraph.vocab import PREFIXES

__all__ = ["SUB_CLASS", "TYPE", "Work", "classes_of_query"]

TYPE, SUB_CLASS = f"{PREFIXES['rdf']}type", f"{PREFIXES['rdfs']}subClassOf"

class Work:
    """The shapes with targets: ``whole`` are those that lead to a query, ``local`` the others, each by id in the order of the plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        roots = [name for name, shape in plan.shapes.items() if shape.targets]
        self._below = {name: _below(plan, [name]) for name in roots}
        asking = {name for name, shape in plan.shapes.items() if _asks(shape)}
        self.whole = [name for name in roots if self._below[name] & asking]
        self.local = [name for name in roots if not self._below[name] & asking]

    def of(self, roots: Iterable[str]) -> Plan:
        """The plan with targets for these shapes only, without shapes that they do not lead to."""
        chosen = frozenset(roots)
        wanted = _below(self.plan, chosen)
        kept = {name: shape for name, shape in self.plan.shapes.items() if name in wanted}
        shapes = {name: shape if name in chosen else replace(shape, targets=()) for name, shape in kept.items()}
        return Plan(shapes, self.plan.asked & shapes.keys(), self.plan.graph)

    def reads(self) -> set[Read]:
        """All that shapes without queries read."""
        return {read for shape in self._shapes(self.local) for read in (*reads_of(shape), *reads_of_targets(shape))}

    def named(self) -> frozenset[str]:
        """The predicates that anything asks for by name."""
        queries = (found for root in self.whole if (found := self.predicates([root])))
        return frozenset({read.iri for read in self.reads() if read.iri}.union({TYPE, SUB_CLASS}, *queries))

    def predicates(self, roots: Iterable[str]) -> frozenset[str] | None:
        """The predicates that these shapes look at, None for all."""
        found: set[str] = {TYPE, SUB_CLASS}
        for shape in self._shapes(roots):
            asked = [query_predicates(self.plan, c, shape) for c in shape.constraints if isinstance(c, Sparql)]
            asked.append(target_predicates(shape))
            read = [read.iri for read in (*reads_of(shape), *reads_of_targets(shape))]
            if None in asked or None in read:
                return None
            found.update(*(each for each in asked if each), (iri for iri in read if iri))
        return frozenset(found)

    def classes(self, roots: Iterable[str]) -> frozenset[str] | None:
        """The classes, as terms, of which these shapes ask whether a node is an instance; None where they may ask for any."""
        asked = [_classes(self.plan, shape) for shape in self._shapes(roots)]
        if None in asked:
            return None
        return frozenset().union(*(found for found in asked if found))

    def met_again(self, groups: Iterable[Iterable[str]]) -> set[str]:
        """Shapes whose results for one node may come up several times: reached over a path, or by several of these groups of shapes."""
        shared: set[str] = set()
        seen: set[str] = set()
        for group in groups:
            below = _below(self.plan, group)
            shared |= below & seen
            seen |= below
        for name, shape in self.plan.shapes.items():
            if shape.path is not None or name in shared:
                shared.update(c.shape for c in shape.constraints if isinstance(c, Property))
        return shared

    def _shapes(self, roots: Iterable[str]) -> Iterator[Shape]:
        names = {name for root in roots for name in self._below[root]}
        return (shape for name, shape in self.plan.shapes.items() if name in names)


def _asks(shape: Shape) -> bool:
    """Whether one of its constraints or targets is a query."""
    return any(isinstance(c, Sparql) for c in shape.constraints) or any(target.kind == "query" for target in shape.targets)


def _below(plan: Plan, roots: Iterable[str]) -> set[str]:
    """These shapes and those they refer to, at any depth."""
    found = set(roots)
    for name, shape in plan.shapes.items():
        if name in found:
            found.update(other for constraint in shape.constraints for other in constraint.refers())
    return found


def _classes(plan: Plan, shape: Shape) -> frozenset[str] | None:
    found = {target.term for target in shape.targets if target.kind == "class"}
    for target in (target for target in shape.targets if target.kind == "query"):
        if (named := classes_of_query(target.term)) is None:
            return None
        found |= named
    reads_types = shape.path is not None and any(read.iri == TYPE for read in reads_of_path(None, shape.path))
    if reads_types or any(target.term == f"<{TYPE}>" for target in shape.targets):
        return None
    for constraint in shape.constraints:
        if isinstance(constraint, Equals | Disjoint | LessThan) and constraint.iri == TYPE:
            return None
        if isinstance(constraint, Class):
            found.add(f"<{constraint.iri}>")
        if isinstance(constraint, Sparql):
            asked = _asked(plan, constraint, shape)
            if asked is None:
                return None
            found |= asked
    return frozenset(found)


def _asked(plan: Plan, constraint: Sparql, shape: Shape) -> frozenset[str] | None:
    prepared = prepare(plan.graph, constraint, shape)
    return frozenset() if prepared is None else classes_of_query(prepared.rewritten.text)


def classes_of_query(text: str) -> frozenset[str] | None:
    """The classes, as terms, in triple patterns with rdf:type, where each of these names its class; None else.

    It is about queries that name their predicates: what a variable in the place of one can stand for, ``query_predicates`` says.
    """
    found = [(kind, token) for _, kind, token in significant(list(tokens(text)))]
    prefixes = declared_prefixes(found)
    padded = [("other", "."), *found, ("other", "."), ("other", ".")]
    classes = set()
    for at, token in enumerate(padded[1:-2], 1):
        if iri_of(token, prefixes) == TYPE:
            named = iri_of(padded[at + 1], prefixes)
            if named is None or padded[at - 1][1] == "^" or padded[at + 2][1] == ",":
                return None
            classes.add(f"<{named}>")
    return frozenset(classes)
