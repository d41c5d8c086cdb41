"""``validate``: from whatever holds data and shapes to a report."""

from pathlib import Path
from typing import TYPE_CHECKING

from tcgraph.errors import CallError, ShapesError
from tcgraph.shacl.inputs import Data, Rules, Shapes, columns_of, graph_of, paths_of, reference_files, rules_of
from tcgraph.shacl.names import ENGINES
from tcgraph.shacl.report import Report

if TYPE_CHECKING:
    from tcgraph.shacl.plan import Plan
    from tcgraph.shacl.streaming import Progress

__all__ = ["ENGINES", "Data", "Shapes", "plan_of", "validate"]


def validate(data: Data = None, *, shapes: Shapes = None, engine: str = "columns", baseline: "Report | Path | str | None" = None,
             max_results: int | None = None, keep: Path | str | None = None, seconds: float | None = None, memory_mb: int | None = None,
             scratch: Path | str | None = None, progress: "Progress | None" = None) -> Report:
    """The report on data against the packaged shapes or others.

    ``data``: a dataset, an rdflib graph or dataset, a ``pyoxigraph.Store``, RDF files, folders of them, or several; without it the
    packaged graph. All graphs count as one. ``shapes``: files, folders or an rdflib graph; data and shapes may be in one file. Files are
    checked against the packaged shapes with the ontology and the reference graphs at hand (so that they may cite provinces, fields,
    universities), but only what the files speak of is reported on. With other shapes, files are taken as they are.

    ``engine``: ``columns`` checks all nodes of a shape at once; ``pyshacl`` is the reference, hundreds of times slower.
    ``baseline``: a report, or the file of one (JSON or RDF): only what is new is reported. ``max_results`` bounds the results that the
    report holds; it says how many more there are. ``keep``: a folder for the columns of the files, so that the next run on the same files,
    unchanged, need not parse them; it goes with shapes of your own, or with the packaged graph. ``seconds`` bounds the time of queries in
    the shapes, which then run in a process of their own. ``memory_mb`` bounds the memory for data in files: they are
    checked in parts that lie in a folder below ``scratch``, and ``progress`` (done, of, what) is told how far it is.

    The report orders results by severity, rule and focus node; it never conforms if anything was found. Raises ``ShapesError`` for
    shapes that are misspelt or cannot be used, or that have no target: never "conforms". ``SyntaxDataError`` has file, line and column;
    ``TimeLimitError``. Cost: about the time of parsing the data and as much again; the validation itself takes a fraction of that.
    """
    if engine not in ENGINES:
        raise CallError(f"No engine {engine!r}: {' or '.join(ENGINES)}.")
    _refuse_together(engine, keep=keep, seconds=seconds, memory_mb=memory_mb, scratch=scratch)
    before = Report.read(baseline) if isinstance(baseline, str | Path) else baseline
    rules = rules_of(shapes)
    if memory_mb is not None:
        if before is not None:
            raise CallError("A baseline is compared with all results, which data in parts (memory_mb) do not keep: leave one of them out.")
        return _in_parts(data, rules, max_results, memory_mb, scratch, progress)
    report = _by_columns(data, rules, keep, seconds) if engine == "columns" else _by_pyshacl(data, rules)
    if before is not None:
        report = report.since(before)
    return report if max_results is None else report.first(max_results)


def _refuse_together(engine: str, **given: object) -> None:
    """Raises ``CallError`` for what the engine, or the way of validating, does not know."""
    named = [name for name, value in given.items() if value is not None]
    if engine != "columns" and named:
        raise CallError(f"{', '.join(named)}: for the engine 'columns' only.")
    if given["memory_mb"] is not None and (others := [name for name in named if name in ("keep", "seconds")]):
        raise CallError(f"Data in parts (memory_mb) are not for {' and '.join(others)}: leave one of them out.")
    if given["memory_mb"] is None and given["scratch"] is not None:
        raise CallError("scratch is for data in parts: say memory_mb too.")


def plan_of(shapes: Shapes = None) -> "Plan":
    """How the shapes are checked. Raises ``ShapesError``, with file, line and column."""
    return rules_of(shapes).plan()


def _by_columns(data: Data, rules: Rules, keep: Path | str | None, seconds: float | None) -> Report:
    from tcgraph.shacl.engine import run
    from tcgraph.shacl.sparql import SparqlRunner

    plan = rules.plan()
    given = columns_of(data, rules, keep)
    runner = SparqlRunner(given.columns, rules.graph, seconds=seconds)
    try:
        findings = run(plan, given.columns, sparql=runner, focus=given.focus)
    except ShapesError as error:
        raise rules.placed(error) from error
    finally:
        runner.store.close()
    return Report.from_findings(findings, given.columns, plan, files=given.files)


def _in_parts(data: Data, rules: Rules, max_results: int | None, memory_mb: int, scratch: Path | str | None,
              progress: "Progress | None") -> Report:
    from tcgraph.shacl.streaming_report import validate_in_parts

    beside = [file for _, file in reference_files()] if rules.packaged and data is not None else ()
    try:
        return validate_in_parts(rules.plan(), paths_of(data), memory_mb=memory_mb, scratch=scratch, max_results=max_results,
                                 beside=beside, progress=progress)  # fmt: skip
    except ShapesError as error:
        raise rules.placed(error) from error


def _by_pyshacl(data: Data, rules: Rules) -> Report:
    from tcgraph.shacl.reference import run_pyshacl

    shapes = rules.check()
    graph, focus, files = graph_of(data, rules)
    report = run_pyshacl(graph, shapes, focus, check_shapes=not rules.packaged)
    return Report.from_graph(report, data=graph, shapes=shapes, files=files)
