"""The report: results as objects, grouped and counted, as text, JSON and the W3C graph."""

import enum
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tcgraph.vocab import PREFIXES, shorten

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["Report", "Severity", "ValidationResult"]

_SH = PREFIXES["sh"]


class Severity(enum.IntEnum):
    """How grave a result is: a Violation must not be published, a Warning wants a look, an Info is counted."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3

    @property
    def iri(self) -> str:
        """SHACL's own name."""
        return f"{_SH}{self.name.capitalize()}"


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """One result, in SHACL's words. Nodes and shapes are IRIs (or the text of a literal), ``messages`` by language tag."""

    focus_node: str
    result_path: str | None
    value_node: str | None
    severity: Severity
    source_shape: str
    source_constraint_component: str
    messages: Mapping[str, str]
    label: str | None = None

    def message(self, language: str = "en") -> str:
        """The message in a language, else in English, else any."""
        return self.messages.get(language) or self.messages.get("en") or next(iter(self.messages.values()), "")

    @property
    def sort_key(self) -> tuple[int, str, str, str, str, str]:
        """Gravest first, then by shape, focus node, path, value, component."""
        return (-self.severity, self.source_shape, self.focus_node, self.result_path or "", self.value_node or "",
                self.source_constraint_component)


class Report:
    """What a validation found. ``conforms`` is SHACL's: no result of any severity. Iterate for the results."""

    def __init__(self, graph: "Graph", labels: Mapping[str, str] | None = None, shapes: "Graph | None" = None) -> None:
        self.graph = graph
        found = (_result(graph, node, labels or {}, shapes) for node in _result_nodes(graph))
        self.results = tuple(sorted(found, key=lambda r: r.sort_key))

    @property
    def conforms(self) -> bool:
        """True when there is no result, as ``sh:conforms`` defines it."""
        return not self.results

    def at_least(self, severity: Severity) -> tuple[ValidationResult, ...]:
        """The results of this severity or a graver one."""
        return tuple(result for result in self.results if result.severity >= severity)

    def __iter__(self) -> Iterator[ValidationResult]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    def __repr__(self) -> str:
        return f"<tcgraph.Report: {'conforms' if self.conforms else f'{len(self):,} results'}>"

    def counts(self) -> dict[str, int]:
        """Number of results by severity, all three named."""
        return {s.name.lower(): sum(r.severity == s for r in self.results) for s in reversed(Severity)}

    def to_dict(self, language: str = "en") -> dict[str, Any]:
        """The report as plain values: ``conforms``, ``counts`` and ``results``."""
        return {"conforms": self.conforms, "counts": self.counts(), "results": [_plain(r, language) for r in self.results]}

    def to_json(self, language: str = "en") -> str:
        """``to_dict`` as JSON."""
        return json.dumps(self.to_dict(language), ensure_ascii=False, indent=2)

    def to_turtle(self) -> str:
        """The W3C report graph as Turtle."""
        import pyoxigraph as ox

        nt = self.graph.serialize(format="nt", encoding="utf-8")
        parsed = ox.parse(nt, format=ox.RdfFormat.N_TRIPLES)
        return (ox.serialize(parsed, format=ox.RdfFormat.TURTLE, prefixes=_prefixes()) or b"").decode("utf-8")

    def to_text(self, language: str = "en", examples: int = 3) -> str:
        """The report for a person: one paragraph a rule, with its count, what to do, and the first examples."""
        words = _WORDS[language]
        if self.conforms:
            return words["conforms"] + "\n"
        counts = self.counts()
        out = io.StringIO()
        out.write(words["head"].format(**counts) + "\n")
        for _, group in groupby(self.results, key=lambda r: (r.severity, r.source_shape, r.message(language))):
            _paragraph(out, list(group), language, examples)
        return out.getvalue()


_WORDS = {
    "en": {
        "conforms": "Conforms: no finding.",
        "head": "{violation} violations (must not be published), {warning} warnings (look at them), {info} notes.",
        "more": "… and {} more",
        "value": "value",
        "VIOLATION": "Violation",
        "WARNING": "Warning",
        "INFO": "Note",
    },
    "zh": {
        "conforms": "符合全部规则，没有发现问题。",
        "head": "违规 {violation} 项（不得发布），警告 {warning} 项（请核对），提示 {info} 项。",
        "more": "……另有 {} 项",
        "value": "值",
        "VIOLATION": "违规",
        "WARNING": "警告",
        "INFO": "提示",
    },
}


def _paragraph(out: io.StringIO, group: list[ValidationResult], language: str, examples: int) -> None:
    words, first = _WORDS[language], group[0]
    out.write(f"\n{words[first.severity.name]} × {len(group)}  [{shorten(first.source_shape)}]\n")
    out.write(f"  {first.message(language) or shorten(first.source_constraint_component)}\n")
    for result in group[:examples]:
        name = f"  {result.label}" if result.label else ""
        value = f"  ({words['value']}: {shorten(result.value_node)})" if result.value_node else ""
        out.write(f"    - {shorten(result.focus_node)}{name}{value}\n")
    if len(group) > examples:
        out.write(f"    {words['more'].format(len(group) - examples)}\n")


def _plain(result: ValidationResult, language: str) -> dict[str, Any]:
    return {
        "severity": result.severity.name.lower(),
        "focus_node": result.focus_node,
        "label": result.label,
        "result_path": result.result_path,
        "value_node": result.value_node,
        "source_shape": result.source_shape,
        "source_constraint_component": result.source_constraint_component,
        "message": result.message(language),
        "messages": dict(result.messages),
    }


def _prefixes() -> dict[str, str]:
    return {prefix: PREFIXES[prefix] for prefix in ("sh", "tc", "tcs", "xsd")}


def _path(graph: "Graph", node: "Node") -> str:
    """A path as SPARQL writes it, without brackets around IRIs: ``^iri``, ``iri/iri``, ``iri|iri``, ``iri*``."""
    from rdflib import RDF, SH, BNode

    if not isinstance(node, BNode):
        return str(node)
    if (node, RDF.first, None) in graph:
        return "/".join(_path(graph, step) for step in graph.items(node))
    for kind, form in ((SH.inversePath, "^{}"), (SH.zeroOrMorePath, "{}*"), (SH.oneOrMorePath, "{}+"), (SH.zeroOrOnePath, "{}?")):
        inner = graph.value(node, kind)
        if inner is not None:
            return form.format(_grouped(_path(graph, inner), isinstance(inner, BNode)))
    choices = graph.value(node, SH.alternativePath)
    return str(node) if choices is None else "|".join(_path(graph, choice) for choice in graph.items(choices))


def _grouped(path: str, compound: bool) -> str:
    return f"({path})" if compound else path


def _result_nodes(graph: "Graph") -> Iterator["Node"]:
    from rdflib import RDF, SH

    return graph.subjects(RDF.type, SH.ValidationResult)


def _messages(graph: "Graph", node: "Node", shapes: "Graph | None", known: Mapping[str, "Node | None"]) -> dict[str, str]:
    """The result's messages by language; pySHACL gives one of a SPARQL constraint's, so the others come from the shapes."""
    from rdflib import SH

    messages = {getattr(m, "language", None) or "": str(m) for m in graph.objects(node, SH.resultMessage)}
    constraint = graph.value(node, SH.sourceConstraint)
    for message in shapes.objects(constraint, SH.message) if shapes is not None and constraint is not None else ():
        language, text = getattr(message, "language", None) or "", str(message)
        for name, term in known.items():
            text = text.replace(f"{{?{name}}}", str(term)).replace(f"{{${name}}}", str(term))
        if "{?" not in text and "{$" not in text:
            messages.setdefault(language, text)
    return messages


def _result(graph: "Graph", node: "Node", labels: Mapping[str, str], shapes: "Graph | None") -> ValidationResult:
    from rdflib import SH

    severity = str(graph.value(node, SH.resultSeverity)).removeprefix(_SH).upper()
    focus = str(graph.value(node, SH.focusNode))
    path, value = graph.value(node, SH.resultPath), graph.value(node, SH.value)
    return ValidationResult(
        focus_node=focus,
        result_path=None if path is None else _path(graph, path),
        value_node=None if value is None else str(value),
        severity=Severity.__members__.get(severity, Severity.VIOLATION),
        source_shape=str(graph.value(node, SH.sourceShape)),
        source_constraint_component=str(graph.value(node, SH.sourceConstraintComponent)),
        messages=_messages(graph, node, shapes, {"this": graph.value(node, SH.focusNode), "value": value}),
        label=labels.get(focus),
    )
