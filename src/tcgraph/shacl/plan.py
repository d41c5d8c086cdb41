"""The plan of a validation: the shapes of a graph as plain data, in the order in which they are checked.

``read_plan`` refuses what cannot be checked: misspelt terms, ill-formed shapes, recursion. All problems come in one ``ShapesError``.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tcgraph.errors import ShapesError
from tcgraph.shacl.components_model import Constraint, Logical, Property, Qualified, Reference, Shape, Sparql, Target
from tcgraph.shacl.paths import Path
from tcgraph.shacl.read_shapes import Reader
from tcgraph.shacl.read_terms import Source, shown
from tcgraph.shacl.shapes import misspelt_terms
from tcgraph.vocab import PREFIXES, shorten

if TYPE_CHECKING:
    from rdflib import Graph

_WIDEST = 100
_RULES = {
    "en": "The shapes have {} rules (sh:rule), which were not applied: what follows from them has to be in the data.",
    "zh": "形状中有 {} 条推理规则（sh:rule），未予执行：由其推出的内容须已在数据中。",
}

__all__ = ["Constraint", "Path", "Plan", "Shape", "Sparql", "Target", "read_plan"]


@dataclass(frozen=True, slots=True)
class Plan:
    """Shapes by id. A shape stands before those it refers to; among others the order is that of names, so it is always the same.

    ``asked``: the ids of shapes whose conformance other shapes ask for. ``graph``: the shapes graph, for queries.
    """

    shapes: Mapping[str, Shape]
    asked: frozenset[str]
    graph: "Graph" = field(repr=False, compare=False)

    def constraints(self) -> Iterator[Constraint]:
        """All constraints of all shapes."""
        return (constraint for shape in self.shapes.values() for constraint in shape.constraints)

    @property
    def has_queries(self) -> bool:
        """Whether a constraint or a target is a query."""
        targets = (target for shape in self.shapes.values() for target in shape.targets)
        return any(isinstance(c, Sparql) for c in self.constraints()) or any(target.kind == "query" for target in targets)

    @property
    def notes(self) -> list[Mapping[str, str]]:
        """What a reader of results is to know of the shapes, by language."""
        from rdflib import SH

        rules = len(set(self.graph.subject_objects(SH.rule)))
        return [{language: text.format(rules) for language, text in _RULES.items()}] if rules else []

    def explain(self) -> str:
        """The plan as text for a person: counts, then each shape with its targets, path and constraints, and how each is checked."""
        return "\n".join((*_summary(self), "", *(line for shape in self.shapes.values() for line in _explained(self, shape)))) + "\n"


def read_plan(shapes: "Graph") -> Plan:
    """The plan of a shapes graph. Raises ``ShapesError`` that lists all problems: misspelt terms, ill-formed shapes, recursion."""
    source = Source(shapes)
    reader = Reader(source)
    found = reader.shapes
    order, cycles = _ordered(found)
    misspelt = list(misspelt_terms(shapes)) and list(misspelt_terms(reader.without_data()))
    problems = [*misspelt, *source.problems, *(_cycle(found, cycle) for cycle in cycles)]
    if problems:
        raise ShapesError(dict.fromkeys(problems))
    return Plan({name: found[name] for name in order}, _asked(found), shapes)


def _ordered(shapes: Mapping[str, Shape]) -> tuple[list[str], list[list[str]]]:
    """The ids, each before those it refers to, and the cycles where there is no such order."""
    after: list[str] = []
    cycles: list[list[str]] = []
    state: dict[str, int] = {}
    for name in reversed(list(shapes)):
        _visit(shapes, name, state, after, cycles)
    return after[::-1], cycles


def _visit(shapes: Mapping[str, Shape], start: str, state: dict[str, int], after: list[str], cycles: list[list[str]]) -> None:
    """Depth first, without recursion: ``state`` is 1 for a shape on the way, 2 for one that is done."""
    way = [(start, _references(shapes, start))] if start not in state else []
    state.setdefault(start, 1)
    while way:
        name, others = way[-1]
        other = next(others, None)
        if other is None:
            state[name] = 2
            after.append(name)
            way.pop()
        elif other not in state:
            state[other] = 1
            way.append((other, _references(shapes, other)))
        elif state[other] == 1:
            names = [step for step, _ in way]
            cycles.append([*names[names.index(other) :], other])


def _references(shapes: Mapping[str, Shape], name: str) -> Iterator[str]:
    found = (other for constraint in shapes[name].constraints for other in constraint.refers() if other in shapes)
    return reversed(list(dict.fromkeys(found)))


def _cycle(shapes: Mapping[str, Shape], cycle: list[str]) -> str:
    start = cycle.index(min(cycle[:-1]))
    steps = " → ".join(_name(shapes[name]) for name in (*cycle[start:-1], *cycle[:start], cycle[start]))
    return f"shapes refer to themselves, which SHACL leaves undefined: {steps}. Break the circle, with a target for one of them, say"


def _asked(shapes: Mapping[str, Shape]) -> frozenset[str]:
    """Shapes whose conformance is asked for: by a constraint of any kind but sh:property, or by one of a shape that is itself asked for."""
    asked = {other for shape in shapes.values() for c in shape.constraints if not isinstance(c, Property) for other in c.refers()}
    new = asked
    while new:
        new = {c.shape for name in new for c in shapes[name].constraints if isinstance(c, Property)} - asked
        asked = asked | new
    return frozenset(asked)


def _name(shape: Shape) -> str:
    if not shape.id.startswith("_:"):
        return shorten(shape.id[1:-1])
    return f"[{_short(shape.path)}]" if shape.path else "[…]"


def _short(path: Path) -> str:
    return path.text(shorten)


def _summary(plan: Plan) -> Iterator[str]:
    constraints = list(plan.constraints())
    queries = sum(isinstance(constraint, Sparql) for constraint in constraints)
    targets = sum(bool(shape.targets) for shape in plan.shapes.values())
    paths = len({shape.path for shape in plan.shapes.values() if shape.path})
    yield f"{len(plan.shapes)} shapes, {targets} with targets; {len(constraints)} constraints, {queries} of them queries; {paths} paths"
    for iri, count in sorted(Counter(constraint.component for constraint in constraints).items(), key=lambda item: (-item[1], item[0])):
        yield f"  {count:5}  {shorten(iri).removesuffix('ConstraintComponent')}"


def _explained(plan: Plan, shape: Shape) -> Iterator[str]:
    state = " (deactivated)" if shape.deactivated else ""
    yield f"{_name(shape)}{state}" + (f"  path {_short(shape.path)}" if shape.path else "")
    if shape.targets:
        yield "  targets: " + ", ".join(f"{target.kind} {_shortened(_term(target.term))}" for target in shape.targets)
    if shape.id in plan.asked:
        yield "  asked for by other shapes: each node once, the answer is kept"
    for constraint in shape.constraints:
        parts = (f"{name} {_value(plan, getattr(constraint, name))}" for name in _fields(constraint))
        kind = shorten(constraint.component).removesuffix("ConstraintComponent")
        yield f"  {kind}  {', '.join(parts)}  [{_strategy(plan, shape, constraint)}]"


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _WIDEST else f"{text[:_WIDEST]}…"


def _fields(constraint: Constraint) -> list[str]:
    if isinstance(constraint, Sparql):
        return ["node"]
    return [name for name in constraint.__dataclass_fields__ if name != "component"]


def _value(plan: Plan, value: object) -> str:
    if isinstance(value, tuple):
        return f"({' '.join(_value(plan, item) for item in value)})"
    if isinstance(value, str):
        return _name(plan.shapes[value]) if value in plan.shapes else _term(value)
    return shown(value) if value.__class__.__module__.startswith("rdflib") else str(value)  # type: ignore[arg-type]


def _term(text: str) -> str:
    return shorten(text[1:-1]) if text.startswith("<") else shorten(text) if text.startswith(PREFIXES["sh"][:4]) else text


_STRATEGIES = {
    "Class": "per value node: its classes, or the instances, whichever are fewer", "Datatype": "table of literals",
    "NodeKind": "table of terms", "Count": "counts of pairs", "Bound": "once per distinct value", "Length": "once per distinct value",
    "Pattern": "once per distinct value", "LanguageIn": "once per language tag", "UniqueLang": "sorted pairs", "Equals": "sorted pairs",
    "Disjoint": "sorted pairs", "LessThan": "join of pairs", "HasValue": "pairs", "In": "table of terms",
    "Closed": "pairs of other predicates",
}  # fmt: skip


def _strategy(plan: Plan, shape: Shape, constraint: Constraint) -> str:
    if isinstance(constraint, Sparql):
        return _of_query(plan, shape, constraint)
    if isinstance(constraint, Property):
        return "its value nodes as focus nodes"
    if isinstance(constraint, Reference | Logical | Qualified):
        return "conformance of distinct value nodes"
    return _STRATEGIES[type(constraint).__name__]


def _of_query(plan: Plan, shape: Shape, constraint: Sparql) -> str:
    from tcgraph.shacl.sparql_prepare import strategy

    try:
        return strategy(plan.graph, constraint, shape)
    except ShapesError as error:
        return f"cannot be run: {error.problems[0]}"
