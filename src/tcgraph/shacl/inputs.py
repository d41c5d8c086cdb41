"""What users hand to ``validate``: data and shapes in all the forms in which they lie about, as columns or as rdflib graphs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, get_args

import pyoxigraph as ox

from tcgraph import resources
from tcgraph.dataset import Dataset
from tcgraph.errors import CallError, DataError, ShapesError
from tcgraph.shacl.problems import placed
from tcgraph.shacl.shapes import checked, has_targets, parse_graph, shape_files
from tcgraph.store.formats import FORMATS, Loadable, is_rdf, open_file

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

    from tcgraph.columns import Columns
    from tcgraph.shacl.paths import Ids
    from tcgraph.shacl.plan import Plan

__all__ = ["Data", "Given", "Rules", "Shapes", "are_files", "columns_of", "graph_of", "opened", "paths_of", "reference_files", "rules_of"]

Files: TypeAlias = Path | str | Loadable
Data: TypeAlias = "Dataset | Graph | ox.Store | Files | Sequence[Files] | None"
Shapes: TypeAlias = "Graph | Files | Sequence[Files] | None"

_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class Rules:
    """A shapes graph and the files that it came from, none where it was a graph."""

    graph: "Graph"
    files: Sequence[Loadable]
    packaged: bool

    def plan(self) -> "Plan":
        """The plan. Raises ``ShapesError``, with file, line and column."""
        try:
            return _plan(self.graph)
        except ShapesError as error:
            raise self.placed(error) from error

    def check(self) -> "Graph":
        """The graph, its terms checked. Raises ``ShapesError``."""
        try:
            return checked(self.graph)
        except ShapesError as error:
            raise self.placed(error) from error

    def placed(self, error: ShapesError) -> ShapesError:
        """The error, with the places of what it speaks of."""
        return placed(error.problems, self.files)


@dataclass(frozen=True, slots=True)
class Given:
    """Data as columns, the nodes that are reported on (None: all), and the files of the data."""

    columns: "Columns"
    focus: "Ids | None"
    files: Sequence[Loadable]


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


def rules_of(shapes: Shapes) -> Rules:
    """The shapes that are meant; None stands for the packaged ones."""
    if shapes is None or are_files(shapes):
        files = _shape_files(shapes)
        return Rules(parse_graph(files), files, shapes is None)
    return Rules(shapes, (), False)  # type: ignore[arg-type]


def columns_of(data: Data, rules: Rules, keep: Path | str | None = None) -> Given:
    """The data as columns. None stands for the packaged graph.

    Files that are checked with the packaged shapes come with the reference graphs beside them, and only what they speak of is reported
    on. ``keep``: see ``validation.validate``.
    """
    from tcgraph.columns import from_files, from_rdflib, from_store, kept_in
    from tcgraph.columns.sources import from_files_beside

    if data is not None and not are_files(data):
        _refuse(keep, "data that are in files")
        if isinstance(data, Dataset):
            return Given(data.columns, None, ())
        if isinstance(data, ox.Store):
            return Given(from_store(data), None, ())
        return Given(from_rdflib(data), None, ())  # type: ignore[arg-type]
    files = opened(data)
    if data is not None and rules.packaged:
        _refuse(keep, "shapes of your own")
        return Given(*from_files_beside(files, _reference()), files)
    if keep is not None:
        return Given(kept_in(keep, paths_of(data)), None, files)
    return Given(from_files(files), None, files)


def _refuse(keep: object, wanted: str) -> None:
    if keep is not None:
        raise CallError(f"Columns can be kept (keep={str(keep)!r}) for {wanted} only.")


def graph_of(data: Data, rules: Rules) -> "tuple[Graph, set[Node] | None, Sequence[Loadable]]":
    """The data as a plain rdflib graph that may be changed, the nodes that are reported on, and the files; as ``columns_of``."""
    if data is not None and not are_files(data):
        return _graph(data), None, ()
    files = opened(data)
    graph = parse_graph(files)
    if data is None or not rules.packaged:
        return graph, None, files
    focus: set[Node] = set(graph.subjects())
    graph += parse_graph(_reference())
    return graph, focus, files


def _graph(data: object) -> "Graph":
    """A plain graph of all graphs together, which the engine may change."""
    from tcgraph.plain import union_graph

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


def _shape_files(shapes: Shapes) -> list[Loadable]:
    given = [] if shapes is None else _listed(shapes)
    ready = [file for file in given if isinstance(file, Loadable)]
    named = [file for file in given if not isinstance(file, Loadable)]
    return ready + [open_file(file) for file in (shape_files(named) if named or not ready else [])]


def opened(data: Data) -> list[Loadable]:
    """The files that are meant, read; a folder stands for all RDF files in it, by name. None: those of the packaged graph.

    Raises ``CallError``, ``DataError``.
    """
    if data is None:
        return [open_file(file, graph=graph) for graph, file in resources.graph_files()]
    return [file if isinstance(file, Loadable) else open_file(file) for file in _found(data)]


def paths_of(data: Data) -> list[Path]:
    """The names of the files that are meant; None: those of the packaged graph. Raises ``CallError`` for data that are in no named file."""
    if data is None:
        return [file for _, file in resources.graph_files()]
    if not are_files(data) or any(isinstance(file, Loadable) for file in _listed(data)):
        raise CallError("This goes with data in files that have a name: a dataset, a graph or standard input is in memory as it is.")
    return [Path(file) for file in _found(data) if not isinstance(file, Loadable)]


def _found(data: Data) -> list[Files]:
    """The files that are meant; a folder stands for all RDF files in it, by name."""
    found = [file for each in _listed(data) for file in _meant(each)]
    if not found:
        raise CallError("validate() was given no file")
    return found


def _meant(each: Files) -> Iterator[Files]:
    if isinstance(each, Loadable):
        yield each
    elif not Path(each).exists():
        raise DataError(f"{each} cannot be read: No such file or directory. Check the name and the permissions.")
    elif Path(each).is_dir():
        yield from _in_folder(Path(each))
    else:
        yield each


def _in_folder(folder: Path) -> list[Path]:
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and is_rdf(file)]
    if not files:
        raise DataError(f"{folder} is a folder without RDF files. Known endings: {', '.join(FORMATS)}.")
    return files


def reference_files() -> list[tuple[str, Path]]:
    """Name and file of the packaged graphs that other data may cite: the ontology, places, departments, fields, universities …"""
    apart = ("/cooperation", "/claims")
    return [(graph, file) for graph, file in resources.graph_files()
            if "/notice/" not in graph and "/conclusion/" not in graph and not graph.endswith(apart)]  # fmt: skip


def _reference() -> Iterable[Loadable]:
    return (open_file(file, graph=graph) for graph, file in reference_files())


def are_files(thing: object) -> bool:
    """Whether data or shapes are given as files."""
    return isinstance(thing, (*get_args(Files), list, tuple))


def _listed(files: object) -> list[Files]:
    return list(files) if isinstance(files, list | tuple) else [files]  # type: ignore[list-item]
