"""A shapes graph as it is read: indexed once, values in a fixed order, lists taken apart, and the problems that were found."""

from collections.abc import Iterator
from functools import cache, cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

from tcgraph.shacl.problems import Problem, Terms, first_term
from tcgraph.turtle import literal
from tcgraph.vocab import PREFIXES, shorten

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["RDF", "SH", "XSD", "Source", "is_blank", "is_iri", "is_literal", "shown", "text_of"]

SH, RDF, XSD = PREFIXES["sh"], PREFIXES["rdf"], PREFIXES["xsd"]
_FIRST, _REST, _NIL = f"{RDF}first", f"{RDF}rest", f"{RDF}nil"


@cache
def _kinds() -> "tuple[type[Node], type[Node], type[Node]]":
    """The classes of terms; rdflib is slow to import, and there is no shapes graph before somebody did."""
    from rdflib import BNode, Literal, URIRef

    return URIRef, BNode, Literal


def is_iri(node: "Node | None") -> bool:
    """Whether it is an IRI."""
    return isinstance(node, _kinds()[0])


def is_blank(node: "Node | None") -> bool:
    """Whether it is a blank node."""
    return isinstance(node, _kinds()[1])


def is_literal(node: "Node | None") -> bool:
    """Whether it is a literal."""
    return isinstance(node, _kinds()[2])


def text_of(node: "Node") -> str:
    """The N-Triples form of a node of an rdflib graph, its lexical form as it is."""
    if is_iri(node):
        return f"<{node}>"
    if is_blank(node):
        return f"_:{node}"
    datatype = getattr(node, "datatype", None)
    text = literal(str(node), language=(getattr(node, "language", None) or "").lower())
    return f"{text}^^<{datatype}>" if datatype and str(datatype) != f"{XSD}string" else text


def shown(node: "Node") -> str:
    """A node for a message: with prefix where one fits."""
    return shorten(str(node)) if is_iri(node) else "a blank node" if is_blank(node) else text_of(node)


class Source:
    """The triples of a shapes graph by subject and predicate (bare IRIs). ``problems`` collects what is wrong with it."""

    def __init__(self, graph: "Graph") -> None:
        self.graph, self.problems = graph, list[Problem]()
        self._by: dict[Node, dict[str, list[Node]]] = {}
        self._marks: dict[Node, str] = {}
        for subject, predicate, value in graph:
            self._by.setdefault(subject, {}).setdefault(str(predicate), []).append(value)

    def subjects(self) -> list["Node"]:
        """All subjects, in a fixed order."""
        return sorted(self._by, key=self.order)

    def predicates(self, node: "Node") -> set[str]:
        """The predicates that a node has, as bare IRIs."""
        return set(self._by.get(node, ()))

    def objects(self, node: "Node", predicate: str) -> list["Node"]:
        """The values of a predicate, in a fixed order."""
        found = self._by.get(node, {}).get(predicate, [])
        return sorted(found, key=self.order) if len(found) > 1 else found

    def types(self, node: "Node") -> set[str]:
        """The classes that a node is said to be of."""
        return {str(kind) for kind in self._by.get(node, {}).get(f"{RDF}type", ())}

    @cached_property
    def parents(self) -> dict["Node", list["Node"]]:
        """The shapes that have a property shape as a value of sh:property."""
        found: dict[Node, list[Node]] = {}
        for subject, values in self._by.items():
            for value in values.get(f"{SH}property", ()):
                found.setdefault(value, []).append(subject)
        return found

    def order(self, node: "Node") -> tuple[bool, str]:
        """A sort key: text, and for blank nodes what they are made of, so their labels do not matter."""
        return is_blank(node), self._mark(node) if is_blank(node) else text_of(node)

    def _mark(self, node: "Node") -> str:
        """A digest of what a blank node is made of; made from the inside out, since lists can be long."""
        open_nodes = [] if node in self._marks else [node]
        while open_nodes:
            last = open_nodes[-1]
            self._marks.setdefault(last, "")  # what a node reaches again through itself
            inner = [v for values in self._by.get(last, {}).values() for v in values if is_blank(v) and v not in self._marks]
            open_nodes += inner
            if not inner:
                self._marks[open_nodes.pop()] = self._digest(last)
        return self._marks[node]

    def _digest(self, node: "Node") -> str:
        texts = ((p, self._marks[v] if is_blank(v) else text_of(v)) for p, values in self._by.get(node, {}).items() for v in values)
        return blake2b("\n".join(sorted(f"{p} {text}" for p, text in texts)).encode(), digest_size=12).hexdigest()

    def items(self, head: "Node") -> "list[Node] | None":
        """The members of a list; None where it is none: no single first and rest at each place, or a list that bites its tail."""
        members: list[Node] = []
        passed: set[Node] = set()
        while str(head) != _NIL:
            first, rest = self.objects(head, _FIRST), self.objects(head, _REST)
            if len(first) != 1 or len(rest) != 1 or head in passed:
                return None
            passed.add(head)
            members += first
            head = rest[0]
        return None if self.predicates(head) & {_FIRST, _REST} else members

    def is_list(self, node: "Node") -> bool:
        """Whether it looks like a list, well-formed or not."""
        return str(node) == _NIL or bool(self.predicates(node) & {_FIRST, _REST})

    def problem(self, shape: "Node", what: str, value: "Node | None" = None) -> None:
        """Notes what is wrong with a shape. Its place in a file is told from the value and the term that the sentence names first."""
        self.problems.append(Problem.of(f"{self.name(shape)}: {what}", *self._places(shape, first_term(what), value)))

    def _places(self, shape: "Node", term: str | None, value: "Node | None") -> Iterator[Terms]:
        subject, predicate = None if is_blank(shape) else text_of(shape), f"<{SH}{term}>" if term else None
        if predicate:
            if value is not None and not is_blank(value):
                yield subject, predicate, text_of(value)
            if subject:
                yield subject, predicate, None
        path = next((p for p in self.objects(shape, f"{SH}path") if is_iri(p)), None)
        if subject is None and path is not None:
            yield None, f"<{SH}path>", text_of(path)
        owner = next((o for o in self.parents.get(shape, ()) if is_iri(o)), None)
        if owner is not None:
            yield text_of(owner), f"<{SH}property>", None
        if subject:
            yield subject, None, None

    def name(self, shape: "Node") -> str:
        """A shape for a message; a blank one by its path and what it belongs to."""
        if not is_blank(shape):
            return shown(shape)
        path = [shown(p) for p in self.objects(shape, f"{SH}path") if is_iri(p)]
        owner = [shown(o) for o in self.parents.get(shape, ()) if is_iri(o)]
        return "a blank shape" + (f" with path {path[0]}" if path else "") + (f" of {owner[0]}" if owner else "")
