"""Results from a W3C report graph, whoever wrote it, and from a JSON report of our own."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tcgraph.columns.text import value
from tcgraph.errors import DataError
from tcgraph.shacl.paths import Alternative, Inverse, OneOrMore, Path, Predicate, Sequence, ZeroOrMore, ZeroOrOne
from tcgraph.shacl.read_terms import text_of
from tcgraph.shacl.report_context import Names
from tcgraph.shacl.report_model import Severity, ValidationResult, filled
from tcgraph.shacl.report_rules import Rules

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["results_of_graph", "results_of_json"]

_ONE = {"inversePath": Inverse, "zeroOrMorePath": ZeroOrMore, "oneOrMorePath": OneOrMore, "zeroOrOnePath": ZeroOrOne}
_PLACEHOLDER = re.compile(r"\\\{\\[?$]\w+\\\}")


def results_of_graph(graph: "Graph", rules: Rules, names: Names, shapes: "Graph | None" = None) -> list[ValidationResult]:
    """The results of the report; those that only explain another are its ``details``.

    Raises ``DataError`` for a graph whose results are none.
    """
    reader = _Reader(graph, rules, names, shapes)
    return [reader.result(node) for node in _top(graph)]


def _top(graph: "Graph") -> list["Node"]:
    from rdflib import RDF, SH

    stated = list(graph.objects(None, SH.result))
    return stated or sorted(set(graph.subjects(RDF.type, SH.ValidationResult)) - set(graph.objects(None, SH.detail)), key=str)


class _Reader:
    def __init__(self, graph: "Graph", rules: Rules, names: Names, shapes: "Graph | None") -> None:
        self.graph, self.rules, self.names, self.shapes = graph, rules, names, shapes
        self.paths: dict[Node, Path] = {}

    def result(self, node: "Node") -> ValidationResult:
        from rdflib import SH

        said: dict[Node, Node] = dict(self.graph.predicate_objects(node))
        if SH.focusNode not in said or SH.sourceConstraintComponent not in said:
            raise DataError("This is no validation report: a sh:ValidationResult without sh:focusNode or sh:sourceConstraintComponent. "
                            "Write one with `tcgraph validate -f ttl`.")  # fmt: skip
        focus, found, shape, constraint = (text_of(said[p]) if p in said else None
                                           for p in (SH.focusNode, SH.value, SH.sourceShape, SH.sourceConstraint))  # fmt: skip
        severity = str(said.get(SH.resultSeverity, SH.Violation))
        path = self.path(said[SH.resultPath]) if SH.resultPath in said else None
        component = str(said[SH.sourceConstraintComponent])
        return ValidationResult(
            focus_node=value(focus or ""), result_path=None if path is None else str(path),
            value_node=None if found is None else value(found),
            severity=Severity.of(severity), source_shape=value(shape) if shape else "", source_constraint_component=component,
            messages=self.messages(node, said.get(SH.sourceConstraint), {
                "this": value(focus or ""), "value": None if found is None else value(found), "path": None if path is None else str(path)}),
            label=self.names.label(focus or ""), focus_term=focus or "", value_term=found, shape_term=shape or "", path=path,
            source_constraint=constraint, severity_iri=severity,
            details=tuple(self.result(detail) for detail in sorted(self.graph.objects(node, SH.detail), key=str)),
            rule=self.rules.find(shape or "", component, constraint, severity))  # fmt: skip

    def messages(self, node: "Node", constraint: "Node | None", known: Mapping[str, str | None]) -> dict[str, str]:
        """By language. pySHACL gives those of a query without theirs, so they are matched with the constraint's own."""
        from rdflib import SH

        known = {**known, "PATH": known["path"]}
        given = sorted((getattr(m, "language", None) or "", str(m)) for m in self.graph.objects(node, SH.resultMessage))
        own = sorted((getattr(m, "language", None) or "", str(m)) for m in self.shapes.objects(constraint, SH.message)) if (
            self.shapes is not None and constraint is not None) else []  # fmt: skip
        found: dict[str, str] = {}
        for language, text in given:
            matching = [tag for tag, template in own if tag not in found and _fits(template, text)] if not language else []
            found.setdefault(matching[0] if matching else language, filled(text, known))
        for language, template in own:
            text = filled(template, known)
            if "{?" not in text and "{$" not in text:
                found.setdefault(language, text)
        return found

    def path(self, node: "Node") -> Path:
        """The path of a node of the report graph. Raises ``DataError`` for what is none."""
        if node not in self.paths:
            try:
                self.paths[node] = self._path(node, frozenset())
            except (ValueError, RecursionError) as error:
                raise DataError(f"This is no validation report: the sh:resultPath {node} is no property path.") from error
        return self.paths[node]

    def _path(self, node: "Node", outer: "frozenset[Node]") -> Path:
        from rdflib import RDF, SH, BNode

        if not isinstance(node, BNode):
            return Predicate(str(node))
        if node in outer:
            raise ValueError(node)
        outer |= {node}
        if (node, RDF.first, None) in self.graph:
            return Sequence(tuple(self._path(step, outer) for step in self.graph.items(node)))
        for name, kind in _ONE.items():
            inner = self.graph.value(node, SH[name])
            if inner is not None:
                return kind(self._path(inner, outer))
        choices = self.graph.value(node, SH.alternativePath)
        if choices is None:
            raise ValueError(node)
        return Alternative(tuple(self._path(choice, outer) for choice in self.graph.items(choices)))


def _fits(template: str, text: str) -> bool:
    """Whether the text may be the template with its placeholders filled."""
    return re.fullmatch(_PLACEHOLDER.sub("(?:.*)", re.escape(template)), text, re.DOTALL) is not None


def results_of_json(report: Mapping[str, Any]) -> list[ValidationResult]:
    """The results of a report that ``to_json`` wrote. Raises ``DataError`` where it is none."""
    try:
        return list(_plain_results(report))
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError(f"This is no validation report as `tcgraph validate -f json` writes it: {error!r} is missing or wrong.") from error


def _plain_results(report: Mapping[str, Any]) -> Iterator[ValidationResult]:
    for row in report["results"]:
        severity = Severity[row["severity"].upper()]
        yield ValidationResult(
            row["focus_node"], row["result_path"], row["value_node"], severity, row["source_shape"], row["source_constraint_component"],
            row["messages"], row["label"], row["focus_term"], row["value_term"], row["shape_term"],
            severity_iri=row["severity_iri"], stored_fingerprint=row["fingerprint"])  # fmt: skip
