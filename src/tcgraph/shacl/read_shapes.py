"""Reading a shapes graph: which nodes are shapes, what each says, and what is ill-formed about them."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tcgraph.shacl.components_model import Constraint, Message, Property, Reference, Shape, Sparql, Target, component
from tcgraph.shacl.read_components import PARAMETERS, Given, boolean
from tcgraph.shacl.read_paths import read_path
from tcgraph.shacl.read_targets import target_queries
from tcgraph.shacl.read_terms import RDF, SH, XSD, Source, is_blank, is_iri, is_literal, shown, text_of
from tcgraph.vocab import PREFIXES

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

    from tcgraph.shacl.paths import Path

__all__ = ["Reader"]

_TARGETS = {"targetClass": "class", "targetNode": "node", "targetSubjectsOf": "subjectsOf", "targetObjectsOf": "objectsOf"}
_CLASSES = {f"{PREFIXES['rdfs']}Class", f"{PREFIXES['owl']}Class"}
_OF_DATA = {SH + name for name in ("targetNode", "focusNode", "value", "hasValue")}
_BEYOND = ("js", "expression")
_KINDS = {f"{SH}NodeShape", f"{SH}PropertyShape"}
_STATED = {SH + name for name in (*PARAMETERS, *_TARGETS, "path", "sparql", "target", *_BEYOND)}


class Reader:
    """Reads all shapes of a graph. ``shapes`` are by their ids, in a fixed order; ``source.problems`` lists what is ill-formed."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.components = dict(_components(source))
        self._classes = _CLASSES | _below(source, _CLASSES)
        self._nodes = [node for node in source.subjects() if self._is_shape(node)]
        self._known = {text_of(node) for node in self._nodes}
        self._with_path = {text_of(node) for node in self._nodes if f"{SH}path" in source.predicates(node)}
        self.shapes: dict[str, Shape] = {}
        for node in self._nodes:
            self._read(node)
        for node in source.subjects():
            for regime in source.objects(node, f"{SH}entailment"):
                source.problem(node, f"sh:entailment {shown(regime)} is not known here: add what follows to the data, then drop it")

    def without_data(self) -> "Graph":
        """The shapes graph without what is plainly data: no shapes, of classes that are not SHACL's, and no parts of shapes."""
        graph = type(self.source.graph)()
        parts = {value for _, predicate, value in self.source.graph if str(predicate).startswith(SH) and str(predicate) not in _OF_DATA}
        for triple in self.source.graph:
            types = self.source.types(triple[0])
            data = types and not types & self._classes and not any(kind.startswith(SH) for kind in types)
            if not data or triple[0] in parts or text_of(triple[0]) in self.shapes:
                graph.add(triple)
        return graph

    def _is_shape(self, node: "Node") -> bool:
        has = self.source.predicates(node)
        stated = _KINDS & self.source.types(node) or _STATED & has
        return bool(stated) or any(has.issuperset(must) for must, _ in self.components.values())

    def _read(self, node: "Node") -> None:
        shape = self._shape(node)
        self.shapes[shape.id] = shape
        for constraint in shape.constraints:
            for other in constraint.refers():
                self._check_reference(node, constraint, other)

    def _shape(self, node: "Node") -> Shape:
        path = self._path(node)
        off = boolean(self._given(node, "deactivated", once=True))
        return Shape(
            id=text_of(node),
            path=path,
            targets=() if off else tuple(self._targets(node)),
            constraints=() if off else tuple(self._constraints(node)),
            severity=self._severity(node),
            messages=self._texts(node, "message"),
            names=self._texts(node, "name"),
            deactivated=off,
        )

    def _given(self, node: "Node", name: str, *, once: bool = False) -> Given:
        values = self.source.objects(node, SH + name)
        if once and len(values) > 1:
            self.source.problem(node, f"sh:{name} may have one value and has {len(values)}")
        return Given(self.source, node, name, values)

    def _path(self, node: "Node") -> "Path | None":
        paths, types = self.source.objects(node, f"{SH}path"), self.source.types(node)
        if len(paths) > 1:
            self.source.problem(node, f"sh:path may have one value and has {len(paths)}: {', '.join(map(shown, paths))}")
        if f"{SH}NodeShape" in types and paths:
            self.source.problem(node, "it is a sh:NodeShape, and these have no sh:path: make it a sh:PropertyShape, or drop the path")
        if f"{SH}PropertyShape" in types and not paths:
            self.source.problem(node, "it is a sh:PropertyShape, and these have a sh:path: add one, or make it a sh:NodeShape")
        return read_path(self.source, node, paths[0]) if len(paths) == 1 else None

    def _severity(self, node: "Node") -> str:
        given = list(self._given(node, "severity", once=True).iris("the IRI of a severity"))
        return given[0] if given else f"{SH}Violation"

    def _texts(self, node: "Node", name: str) -> tuple[Message, ...]:
        given = self._given(node, name)
        for value in given.values:
            if not is_literal(value) or str(getattr(value, "datatype", None) or f"{XSD}string") not in (f"{XSD}string", f"{RDF}langString"):
                given.wrong(value, "a text")
        return tuple((getattr(value, "language", None) or "", str(value)) for value in given.values)

    def _targets(self, node: "Node") -> Iterator[Target]:
        for name, kind in _TARGETS.items():
            given = self._given(node, name)
            if kind == "node":
                yield from (Target(kind, text) for text in _named(given))
            else:
                yield from (Target(kind, f"<{iri}>") for iri in given.iris())
        for value in self.source.objects(node, f"{SH}target"):
            yield from (Target("query", text) for text in target_queries(self.source, node, value))
        if self._classes & self.source.types(node) and self._is_declared(node):
            if is_iri(node):
                yield Target("class", text_of(node))
            else:
                self.source.problem(node, "it is a class and a shape, and a blank class has no instances: give it an IRI")

    def _is_declared(self, node: "Node") -> bool:
        """Whether a class is meant as a shape: said to be one, or with parameters of its own."""
        return bool(_KINDS & self.source.types(node) or {SH + name for name in (*PARAMETERS, "sparql")} & self.source.predicates(node))

    def _constraints(self, node: "Node") -> Iterator[Constraint]:
        has = self.source.predicates(node)
        for name, parameter in PARAMETERS.items():
            if SH + name not in has:
                continue
            if parameter.of_property and f"{SH}path" not in has:
                self.source.problem(node, f"sh:{name} belongs to property shapes, and this shape has no sh:path")
            yield from parameter.read(self._given(node, name, once=parameter.once))
        yield from self._queries(node)
        for name in _BEYOND:
            if SH + name in has:
                self.source.problem(node, f"sh:{name} is beyond SHACL Core and SHACL-SPARQL and would be passed over: "
                                          "say it with sh:sparql, or validate with the engine \"pyshacl\"")  # fmt: skip

    def _queries(self, node: "Node") -> Iterator[Constraint]:
        for value in self.source.objects(node, f"{SH}sparql"):
            if is_literal(value):
                self.source.problem(node, f"sh:sparql takes a sh:SPARQLConstraint, not {shown(value)}")
            elif not boolean(Given(self.source, value, "deactivated", self.source.objects(value, f"{SH}deactivated"))):
                yield Sparql(component("SPARQL"), value, node, {f"{SH}sparql": value})
        for own, (must, may) in self.components.items():
            values = {p: found for p in (*must, *may) if (found := self.source.objects(node, p))}
            if all(p in values for p in must):
                yield from self._of_component(own, node, values)

    def _of_component(self, own: "Node", node: "Node", values: "dict[str, list[Node]]") -> Iterator[Constraint]:
        """The constraints of a component that the shapes graph declares: one, or of a single parameter one for each value."""
        if len(values) == 1:
            ((parameter, found),) = values.items()
            yield from (Sparql(str(own), own, node, {parameter: value}) for value in found)
            return
        for parameter, found in values.items():
            if len(found) > 1:
                self.source.problem(node, f"<{parameter}> may have one value and has {len(found)}")
        yield Sparql(str(own), own, node, {parameter: found[0] for parameter, found in values.items()})

    def _check_reference(self, node: "Node", constraint: Constraint, other: str) -> None:
        if other not in self._known:
            if other.startswith("_:"):
                self._known.add(other)  # a blank node that says nothing: all nodes conform to it
                self.shapes[other] = Shape(other, None, (), (), f"{SH}Violation")
                return
            close = get_close_matches(other, [name for name in self._known if name.startswith("<")], n=1)
            advice = f"; did you mean {close[0]}?" if close else ": add the file that describes it, or correct the name"
            self.source.problem(node, f"it refers to {other}, of which the shapes graph says nothing{advice}")
        elif isinstance(constraint, Property) or type(constraint) is Reference:
            self._check_kind(node, other, isinstance(constraint, Property))

    def _check_kind(self, node: "Node", other: str, wants_path: bool) -> None:
        if (other in self._with_path) != wants_path:
            name = other if other.startswith("<") else "a blank node"
            wanted, has = ("sh:property takes property", "no") if wants_path else ("sh:node takes node", "a")
            self.source.problem(node, f"{wanted} shapes, and {name} has {has} sh:path")


def _named(given: Given) -> Iterator[str]:
    for value in given.values:
        if is_blank(value):
            given.wrong(value, "an IRI or a literal")
        else:
            yield text_of(value)


def _below(source: Source, classes: set[str]) -> set[str]:
    """The classes that the shapes graph says to be below others."""
    found, below = set(classes), f"{PREFIXES['rdfs']}subClassOf"
    edges = [(str(node), str(upper)) for node in source.subjects() for upper in source.objects(node, below)]
    while more := {lower for lower, upper in edges if upper in found} - found:
        found |= more
    return found


def _components(source: Source) -> "Iterator[tuple[Node, tuple[tuple[str, ...], tuple[str, ...]]]]":
    """The components that the graph declares, each with the parameters it must and may have."""
    kinds = _below(source, {f"{SH}ConstraintComponent"})
    for node in source.subjects():
        if kinds & source.types(node) and not str(node).startswith(SH):
            must: list[str] = []
            may: list[str] = []
            for parameter in source.objects(node, f"{SH}parameter"):
                optional = [str(value) for value in source.objects(parameter, f"{SH}optional")] == ["true"]
                (may if optional else must).extend(str(path) for path in source.objects(parameter, f"{SH}path"))
            if must:
                yield node, (tuple(must), tuple(may))
            else:
                source.problem(node, "a sh:ConstraintComponent wants at least one sh:parameter that is not optional, with its sh:path")
