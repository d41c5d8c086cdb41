"""Our validation step by step in a fresh process, nothing computed before.

    python -m benchmarks.shacl_ours DATA SHAPES OUTPUT

Writes JSON: seconds of each step, how many triples and results there are, and the results as focus node, path and component.
"""

import json
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from tcgraph.columns import Columns, from_files
from tcgraph.shacl.components_model import Shape, Sparql
from tcgraph.shacl.engine import run
from tcgraph.shacl.findings import Findings
from tcgraph.shacl.paths import Ids, Predicate
from tcgraph.shacl.paths import Path as PropertyPath
from tcgraph.shacl.plan import read_plan
from tcgraph.shacl.report import Report
from tcgraph.shacl.shapes import shapes_graph
from tcgraph.shacl.sparql import SparqlRunner
from tcgraph.store.formats import open_file

_COMPONENTS = "http://www.w3.org/ns/shacl#"


class Clock:
    """Seconds of each step by name."""

    def __init__(self) -> None:
        self.steps: dict[str, float] = {}
        self._last = time.perf_counter()

    def __call__(self, name: str) -> None:
        now = time.perf_counter()
        self.steps[name], self._last = now - self._last, now


def measured(data: Path, shapes: Path) -> dict[str, object]:
    """All steps once."""
    clock, queries = Clock(), 0.0
    file = open_file(data)
    columns = from_files([file])
    clock("columns")
    rules = shapes_graph([shapes])
    plan = read_plan(rules)
    clock("shapes")
    runner = SparqlRunner(columns, rules)

    def timed(constraint: Sparql, focus: Ids, shape: Shape) -> Iterable[tuple[int, PropertyPath | None, int, object]]:
        nonlocal queries
        start = time.perf_counter()
        rows = list(runner(constraint, focus, shape))
        queries += time.perf_counter() - start
        return rows

    findings = run(plan, columns, sparql=timed)
    clock("validation")
    clock.steps["of it queries"] = queries
    report = Report.from_findings(findings, columns, plan, files=[file])
    clock("report")
    report.to("ttl", "en")
    clock("report as Turtle")
    return {"steps": clock.steps, "triples": len(columns), "checked": findings.checked, "count": sum(f.times for f in findings),
            "results": sorted(set(_results(findings, columns)))}  # fmt: skip


def _results(findings: Findings, columns: Columns) -> Iterator[tuple[str, str, str]]:
    for finding in findings:
        path = finding.path.iri if isinstance(finding.path, Predicate) else "" if finding.path is None else "compound"
        yield columns.terms.value([finding.focus])[0], path, finding.constraint.component.removeprefix(_COMPONENTS)


if __name__ == "__main__":
    output = Path(sys.argv[3])
    output.write_text(json.dumps(measured(Path(sys.argv[1]), Path(sys.argv[2]))), encoding="utf-8")
