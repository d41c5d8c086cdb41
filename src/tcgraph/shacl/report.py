"""The report: what a validation found, for a person, a program, or another tool."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from tcgraph.errors import CallError, DataError, FormatError
from tcgraph.shacl import report_graph
from tcgraph.shacl.baseline import fingerprint, new_rows
from tcgraph.shacl.report_context import ColumnsContext, Context, GraphContext, Hint, Names, NoContext
from tcgraph.shacl.report_model import Place, Rule, Severity, ValidationResult
from tcgraph.shacl.report_places import Places
from tcgraph.shacl.report_read import results_of_graph, results_of_json
from tcgraph.shacl.report_rows import Rows, of_findings, of_results
from tcgraph.shacl.report_rules import Rules
from tcgraph.store.formats import Loadable, open_file

if TYPE_CHECKING:
    from rdflib import Graph

    from tcgraph.columns import Columns
    from tcgraph.shacl.findings import Findings
    from tcgraph.shacl.plan import Plan

__all__ = ["FORMATS", "Group", "Report", "Severity", "ValidationResult"]


@dataclass(frozen=True, slots=True)
class Group:
    """The results of one rule, in order."""

    rule: Rule
    results: Rows

    def __len__(self) -> int:
        return len(self.results)


class Report:
    """What a validation found. Iterate for the results: gravest first, then by rule, focus node, path and value.

    ``conforms`` is SHACL's: no result of any severity, not even an Info, and also none that is not shown here because it was known
    before or is beyond a bound. ``known``: how many a baseline knew; ``gone``: how many it knew that are no more; ``more``: how many were
    found beyond the bound. ``notes``: what else is to be known of the results, each by language. ``checked``: at how many pairs of shape
    and node the validation looked, where that is known. Objects of results are made when they are looked at: a report of a million costs
    arrays only.
    """

    def __init__(self, results: "Rows | Sequence[ValidationResult]" = (), *, names: Names | None = None, files: Sequence[Loadable] = (),
                 known: int = 0, gone: int = 0, more: Mapping[Severity, int] | None = None, notes: Sequence[Mapping[str, str]] = (),
                 checked: int | None = None) -> None:
        self.results = results if isinstance(results, Rows) else of_results(results)
        self.names = names or Names(NoContext())
        self.places = Places(files)
        self.known, self.gone = known, gone
        self._more = dict(more or {})
        self.notes, self.checked = tuple(notes), checked

    @staticmethod
    def from_graph(graph: "Graph", *, data: "Graph | None" = None, shapes: "Graph | None" = None,
                   files: Sequence[Loadable] = ()) -> "Report":
        """The report that a W3C report graph holds, whichever tool wrote it.

        ``data`` gives labels, ``shapes`` names of rules and messages in all languages, ``files`` lines. Raises ``DataError`` for a graph
        whose results are none.
        """
        names = Names(NoContext() if data is None else GraphContext(data))
        return Report(results_of_graph(graph, _rules(shapes), names, shapes), names=names, files=files)

    @staticmethod
    def from_findings(findings: "Findings", columns: "Columns", plan: "Plan", *, files: Sequence[Loadable] = (),
                      context: Context | None = None) -> "Report":
        """The report of what the engine found. Cost: a sort of integers; no object per result."""
        names, rules = Names(context or ColumnsContext(columns)), Rules(plan.shapes)
        broken = [rules.of(batch.shape, batch.constraint) for batch in findings.batches]
        rows = of_findings(findings, columns, broken, names)
        return Report(rows, names=names, files=files, notes=findings.notes, checked=findings.checked)

    @staticmethod
    def read(file: Path | str) -> "Report":
        """A report from a file: JSON as ``to_json`` writes it, or a W3C report graph in any RDF syntax. Raises ``DataError``."""
        path = Path(file)
        if path.suffix.lower() == ".json":
            return _read_json(path)
        from tcgraph.shacl.shapes import parse_graph

        graph = parse_graph([open_file(path)])
        _refuse_no_report(path, graph)
        return Report.from_graph(graph)

    @cached_property
    def hints(self) -> tuple[Hint, ...]:
        """Terms of this project's ontology in the data that it does not have: no rule looks at a misspelt class."""
        return tuple(self.names.context.misspelt())

    @property
    def more(self) -> int:
        """How many results there are beyond those in this report."""
        return sum(self._more.values())

    @property
    def total(self) -> int:
        """How many results were found that a baseline did not know, in the report or beyond its bound."""
        return len(self) + self.more

    @property
    def conforms(self) -> bool:
        """True when there is no result, as ``sh:conforms`` defines it."""
        return not self.total and not self.known

    def at_least(self, severity: Severity) -> tuple[ValidationResult, ...]:
        """The results of this severity or a graver one."""
        return self.results[: int((self.results.severities() >= severity).sum())]

    def fails(self, severity: Severity = Severity.INFO) -> bool:
        """Whether anything of this severity or a graver one was found that is not known, in the report or beyond its bound."""
        return any(self.counts()[s.name.lower()] for s in Severity if s >= severity)

    def __iter__(self) -> Iterator[ValidationResult]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    def __repr__(self) -> str:
        return f"<tcgraph.Report: {'conforms' if self.conforms else f'{self.total:,} results'}>"

    def counts(self) -> dict[str, int]:
        """Number of results by severity, all three named; with those beyond the bound."""
        return {s.name.lower(): self.results.count(s) + self._more.get(s, 0) for s in reversed(Severity)}

    def groups(self) -> list[Group]:
        """The results by rule, in order."""
        import numpy as np

        return [Group(rule, self.results.take(np.arange(start, end))) for rule, start, end in self.results.runs()]

    def since(self, baseline: "Report") -> "Report":
        """What is new: without the results that the baseline has. Blank nodes count by what is said of them where both sides know it.

        Raises ``CallError`` for a baseline that is not whole. Cost: an object and a hash per result.
        """
        if baseline.more or baseline.known:
            raise CallError("The baseline does not hold all findings: write it without --max-results and without --baseline.")
        chosen, gone = new_rows(self.results, list(baseline), self.names)
        return self._with(self.results.take(chosen), known=len(self) - len(chosen), gone=gone)

    def first(self, count: int) -> "Report":
        """The first results, and how many more there are."""
        if count < 0:
            raise CallError(f"A report of the first {count} results was asked for; it is 0 or more.")
        import numpy as np

        rest = self.results.severities()[count:]
        more = {s: self._more.get(s, 0) + int((rest == s).sum()) for s in Severity}
        return self._with(self.results.take(np.arange(min(count, len(self)))), known=self.known, gone=self.gone, more=more)

    def _with(self, rows: Rows, *, known: int, gone: int, more: Mapping[Severity, int] | None = None) -> "Report":
        made = Report(rows, names=self.names, known=known, gone=gone, more=more, notes=self.notes, checked=self.checked)
        made.places = self.places
        return made

    def place(self, result: ValidationResult) -> Place | None:
        """File and line of what a result speaks of; None where they are not known. Cost: a look through the files at first."""
        self.places.learn([result])
        return self.places.of(result)

    @cached_property
    def graph(self) -> "Graph":
        """The W3C report graph for rdflib."""
        from tcgraph.plain import union_graph

        return union_graph(self.to_ntriples().encode())

    def to_dict(self, language: str = "en") -> dict[str, Any]:
        """The report as plain values: ``conforms``, ``counts``, ``known``, ``gone``, ``more``, ``notes``, ``hints``, ``results``."""
        self.places.learn(self)
        return {"conforms": self.conforms, "counts": self.counts(), "known": self.known, "gone": self.gone, "more": self.more,
                "notes": [dict(note) for note in self.notes], "hints": [hint.term for hint in self.hints],
                "results": [self._plain(result, language) for result in self]}  # fmt: skip

    def to_json(self, language: str = "en") -> str:
        """``to_dict`` as JSON."""
        return json.dumps(self.to_dict(language), ensure_ascii=False, indent=2)

    def to_ntriples(self) -> str:
        """The W3C report graph as N-Triples."""
        return "".join(report_graph.lines(self, self.conforms))

    def to_turtle(self) -> str:
        """The W3C report graph as Turtle."""
        return report_graph.written(self.to_ntriples().encode(), ox.RdfFormat.TURTLE)

    def to_jsonld(self) -> str:
        """The W3C report graph as JSON-LD."""
        return report_graph.written(self.to_ntriples().encode(), ox.RdfFormat.JSON_LD)

    def to_text(self, language: str = "en", examples: int = 3) -> str:
        """The report for a person: one paragraph a rule, with its count, what to do, and the first examples."""
        from tcgraph.shacl import report_text

        return report_text.text(self, language, examples)

    def to_markdown(self, language: str = "en", examples: int = 10) -> str:
        """The report for a ticket or a wiki: a section a rule, a table of examples."""
        from tcgraph.shacl import report_text

        return report_text.markdown(self, language, examples)

    def to_csv(self, language: str = "en", *, bom: bool = False) -> str:
        """One line per result; ``bom`` puts the mark first that Excel needs to read Chinese."""
        from tcgraph.shacl import report_text

        return ("\ufeff" if bom else "") + report_text.csv_text(self, language)

    def to_html(self, language: str = "en", examples: int = 50) -> str:
        """One page that needs nothing else: grouped by rule, the first examples folded, with a search box. It opens by a double click."""
        from tcgraph.shacl import report_html

        return report_html.page(self, language, examples)

    def to_sarif(self, language: str = "en") -> str:
        """SARIF 2.1.0, which code hosts and editors show beside the lines of the files."""
        from tcgraph.shacl import report_sarif

        return report_sarif.sarif(self, language)

    def to(self, format: str, language: str = "en") -> str:
        """The report in a named format, one of ``FORMATS``. Raises ``FormatError``."""
        if format not in FORMATS:
            raise FormatError(f"No format {format!r}. Known: {', '.join(FORMATS)}.")
        return FORMATS[format](self, language)

    def _plain(self, result: ValidationResult, language: str) -> dict[str, Any]:
        place = self.places.of(result)
        return {
            "severity": result.severity.name.lower(),
            "rule": result.rule_name,
            "focus_node": result.focus_node,
            "label": result.label,
            "result_path": result.result_path,
            "value_node": result.value_node,
            "source_shape": result.source_shape,
            "source_constraint_component": result.source_constraint_component,
            "message": result.message(language),
            "messages": dict(result.messages),
            "focus_term": result.focus_term,
            "value_term": result.value_term,
            "shape_term": result.shape_term,
            "severity_iri": result.severity_iri or result.severity.iri,
            "file": place.file if place else None,
            "line": place.line if place else None,
            "fingerprint": fingerprint(result, self.names),
        }


FORMATS: Mapping[str, Callable[[Report, str], str]] = MappingProxyType({
    "text": lambda report, language: report.to_text(language),
    "table": lambda report, language: _table(report, language),
    "csv": lambda report, language: report.to_csv(language),
    "excel": lambda report, language: report.to_csv(language, bom=True),
    "md": lambda report, language: report.to_markdown(language),
    "html": lambda report, language: report.to_html(language),
    "json": lambda report, language: report.to_json(language) + "\n",
    "sarif": lambda report, language: report.to_sarif(language),
    "ttl": lambda report, language: report.to_turtle(),
    "nt": lambda report, language: report.to_ntriples(),
    "jsonld": lambda report, language: report.to_jsonld() + "\n",
})  # fmt: skip


def _table(report: Report, language: str) -> str:
    from tcgraph.shacl import report_text

    return report_text.table(report, language)


def _rules(shapes: "Graph | None") -> Rules:
    from tcgraph.errors import ShapesError
    from tcgraph.shacl.plan import read_plan

    if shapes is None:
        return Rules({})
    try:
        return Rules(read_plan(shapes).shapes)
    except ShapesError:  # another engine used them all the same
        return Rules({})


def _read_json(path: Path) -> Report:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror or error}. Check the name and the permissions.") from error
    except ValueError as error:
        raise DataError(f"{path} is no JSON in UTF-8: {error}") from error
    if not isinstance(content, dict):
        raise DataError(f"{path} is no validation report as `tcgraph validate -f json` writes it.")
    notes = [note for note in content.get("notes") or () if isinstance(note, dict)]
    more = {Severity.INFO: int(content.get("more") or 0)}
    return Report(results_of_json(content), known=int(content.get("known") or 0), more=more, notes=notes)


def _refuse_no_report(path: Path, graph: "Graph") -> None:
    from rdflib import RDF, SH, Literal

    reports = list(graph.subjects(RDF.type, SH.ValidationReport))
    if not reports:
        raise DataError(f"{path} holds no sh:ValidationReport. Write a report with `tcgraph validate -f json` or `-f ttl`.")
    if (None, SH.result, None) not in graph and (None, SH.conforms, Literal(False)) in graph:
        raise CallError(f"{path} says that the data do not conform, and lists no result: write it without --max-results and --baseline.")
