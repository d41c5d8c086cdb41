"""``validate``: from whatever holds data and shapes to a report."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, get_args

import pyoxigraph as ox

from tcgraph import resources
from tcgraph.dataset import Dataset
from tcgraph.errors import CallError, DataError, ShapesError
from tcgraph.shacl.names import ENGINES
from tcgraph.shacl.report import Report
from tcgraph.shacl.shapes import checked, has_targets, shape_files
from tcgraph.store.formats import FORMATS, Loadable, open_file

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

    from tcgraph.columns import Columns
    from tcgraph.shacl.plan import Plan

__all__ = ["ENGINES", "Data", "Shapes", "plan_of", "validate"]

Files: TypeAlias = Path | str | Loadable
Data: TypeAlias = "Dataset | Graph | ox.Store | Files | Sequence[Files]"
Shapes: TypeAlias = "Graph | Files | Sequence[Files] | None"

_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def validate(data: Data, *, shapes: Shapes = None, engine: str = "columns", baseline: "Report | Path | str | None" = None,
             max_results: int | None = None) -> Report:
    """The report on data against the packaged shapes or others.

    ``data``: a dataset, an rdflib graph or dataset, a ``pyoxigraph.Store``, RDF files, folders of them, or several. All graphs count as
    one. ``shapes``: files, folders or an rdflib graph; data and shapes may be in one file. Files are checked against the packaged
    shapes with the ontology and the reference graphs at hand (so that they may cite provinces, fields, universities), but only what
    the files speak of is reported on. With other shapes, files are taken as they are.

    ``engine``: ``columns`` checks all nodes of a shape at once; ``pyshacl`` is the reference, hundreds of times slower.
    ``baseline``: a report, or the file of one (JSON or RDF): only what is new is reported. ``max_results`` bounds the results that the
    report holds; it says how many more there are.

    The report orders results by severity, rule and focus node; it never conforms if anything was found. Raises ``ShapesError`` for
    shapes that are misspelt or cannot be used, or that have no target: never "conforms". ``SyntaxDataError`` has file, line and column.
    """
    if engine not in ENGINES:
        raise CallError(f"No engine {engine!r}: {' or '.join(ENGINES)}.")
    before = Report.read(baseline) if isinstance(baseline, str | Path) else baseline
    files = opened(data) if _are_files(data) else []
    rules = _shapes_graph(shapes)
    check = _by_columns if engine == "columns" else _by_pyshacl
    report = check(data, files, rules, shapes is not None)
    if before is not None:
        report = report.since(before)
    return report if max_results is None else report.first(max_results)


def plan_of(shapes: Shapes = None) -> "Plan":
    """How the shapes are checked. Raises ``ShapesError``."""
    return _plan(_shapes_graph(shapes))


def _plan(rules: "Graph") -> "Plan":
    from tcgraph.shacl.plan import read_plan
    from tcgraph.shacl.sparql import check_queries

    plan = read_plan(rules)
    check_queries(plan.graph, plan.shapes.values())
    if not any(shape.targets for shape in plan.shapes.values()) and not has_targets(rules):
        ways = "add sh:targetClass, sh:targetNode, sh:targetSubjectsOf or sh:targetObjectsOf to one"
        advice = ways if plan.shapes else "no shape is there at all"
        raise ShapesError([f"there is no shape with a target in them, so nothing would be checked; {advice}"])
    return plan


def _by_columns(data: Data, files: list[Loadable], rules: "Graph", own_shapes: bool) -> Report:
    from tcgraph.columns import from_files, from_ntriples
    from tcgraph.shacl.engine import run
    from tcgraph.shacl.sparql import SparqlRunner

    plan = _plan(rules)
    columns = from_files(files) if files else _columns(data)
    focus = None
    if files and not own_shapes:
        own, reference = columns, from_files(_reference())
        columns = from_ntriples(own.ntriples() + reference.ntriples(), checked=True)
        focus = columns.terms.ids(own.terms.text(sorted(set(own.triples()[0].tolist()))))
    findings = run(plan, columns, sparql=SparqlRunner(columns, rules), focus=focus)
    return Report.from_findings(findings, columns, plan, files=files)


def _columns(data: Data) -> "Columns":
    from tcgraph.columns import from_rdflib, from_store

    if isinstance(data, Dataset | ox.Store):
        return from_store(data.store if isinstance(data, Dataset) else data)  # type: ignore[arg-type]
    return from_rdflib(data)  # type: ignore[arg-type]


def _by_pyshacl(data: Data, files: list[Loadable], rules: "Graph", own_shapes: bool) -> Report:
    from tcgraph.shacl.reference import run_pyshacl

    checked(rules)
    graph = _parsed(files) if files else _graph(data)
    focus: set[Node] | None = None
    if files and not own_shapes:
        focus = set(graph.subjects())
        graph += _parsed(_reference())
    report = run_pyshacl(graph, rules, focus, check_shapes=own_shapes)
    return Report.from_graph(report, data=graph, shapes=rules, files=files)


def _graph(data: Data) -> "Graph":
    """A plain graph of all graphs together, which the engine may change."""
    from tcgraph.bridge import union_graph

    if isinstance(data, Dataset):
        return union_graph(data.store.construct(_ALL, {}))
    if isinstance(data, ox.Store):
        return union_graph(ox.serialize((quad.triple for quad in data), format=ox.RdfFormat.N_TRIPLES) or b"")
    return _copy(data)  # type: ignore[arg-type]


def _copy(graph: "Graph") -> "Graph":
    from rdflib import Dataset as RdflibDataset
    from rdflib import Graph

    plain = Graph()
    quads = graph.quads() if isinstance(graph, RdflibDataset) else graph
    for statement in quads:
        plain.add(statement[:3])
    return plain


def _shapes_graph(shapes: Shapes) -> "Graph":
    if shapes is None or _are_files(shapes):
        return _parsed(_shape_files(shapes))
    return shapes  # type: ignore[return-value]


def _parsed(files: Iterable[Loadable]) -> "Graph":
    """One rdflib graph of these files. Blank nodes have labels that are the same each time, so reports are too."""
    from tcgraph.bridge import union_graph
    from tcgraph.columns import from_files

    return union_graph(from_files(files).ntriples())


def _shape_files(shapes: Shapes) -> list[Loadable]:
    given = [] if shapes is None else _listed(shapes)
    ready = [file for file in given if isinstance(file, Loadable)]
    named = [file for file in given if not isinstance(file, Loadable)]
    return ready + [open_file(file) for file in (shape_files(named) if named or not ready else [])]


def opened(data: Data) -> list[Loadable]:
    """The files that are meant, read; a folder stands for all RDF files in it, by name. Raises ``CallError`` where there is none."""
    found: list[Loadable] = []
    for each in _listed(data):
        if isinstance(each, Loadable):
            found.append(each)
        elif not Path(each).exists():
            raise DataError(f"{each} cannot be read: No such file or directory. Check the name and the permissions.")
        elif Path(each).is_dir():
            found += [open_file(file) for file in _in_folder(Path(each))]
        else:
            found.append(open_file(each))
    if not found:
        raise CallError("validate() was given no file")
    return found


def _in_folder(folder: Path) -> list[Path]:
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and {*file.suffixes[-2:]} & FORMATS.keys()]
    if not files:
        raise DataError(f"{folder} is a folder without RDF files. Known endings: {', '.join(FORMATS)}.")
    return files


def _reference() -> Iterable[Loadable]:
    for graph, file in resources.graph_files():
        if "/notice/" not in graph and "/conclusion/" not in graph and not graph.endswith(("/cooperation", "/claims")):
            yield open_file(file, graph=graph)


def _are_files(thing: object) -> bool:
    return isinstance(thing, (*get_args(Files), list, tuple))


def _listed(files: object) -> list[Files]:
    return list(files) if isinstance(files, list | tuple) else [files]  # type: ignore[list-item]
