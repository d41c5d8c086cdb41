"""``validate``: from whatever holds data and shapes to a report."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tcgraph import resources
from tcgraph.dataset import Dataset
from tcgraph.errors import CallError
from tcgraph.shacl.reference import run_pyshacl
from tcgraph.shacl.report import Report
from tcgraph.shacl.shapes import checked, parse_graph, shapes_graph
from tcgraph.store.formats import Loadable, open_file

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node
    from typing_extensions import TypeIs

__all__ = ["validate"]

_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def validate(data: "Dataset | Graph | Path | str | Sequence[Path | str]", *,
             shapes: "Graph | Path | str | Sequence[Path | str] | None" = None) -> Report:
    """The report on a dataset, an rdflib graph, or RDF files, against the packaged shapes or others.

    ``shapes``: files, folders or an rdflib graph. Files are checked against the packaged shapes with the ontology and the
    reference graphs at hand (so that they may cite provinces, fields, universities), but only what the files speak of
    is reported on. With other shapes, files are taken as they are.
    The report orders results by severity, shape and focus node. Raises ``ShapesError`` for shapes that are misspelt or cannot
    be used: never "conforms". Cost: pySHACL, about half a minute for the packaged 190,000 triples.
    """
    rules = shapes_graph(_paths(shapes)) if _are_paths(shapes) else checked(shapes)
    if isinstance(data, Dataset):
        return _report(_union(data), rules, own_shapes=shapes is not None)
    if not _are_paths(data):
        return _report(_copy(data), rules, own_shapes=shapes is not None)
    files = [open_file(path) for path in _paths(data)]
    if not files:
        raise CallError("validate() was given no file")
    own = parse_graph(files)
    if shapes is not None:
        return _report(own, rules, own_shapes=True)
    return _report(own + parse_graph(_reference()), rules, set(own.subjects()))


def _report(graph: "Graph", rules: "Graph", focus_nodes: "set[Node] | None" = None, own_shapes: bool = False) -> Report:
    from rdflib import RDFS

    pairs = sorted((str(s), str(o)) for s, o in graph.subject_objects(RDFS.label) if getattr(o, "language", None) in ("zh", None))
    return Report(run_pyshacl(graph, rules, focus_nodes, check_shapes=own_shapes), dict(reversed(pairs)), rules)


def _union(dataset: Dataset) -> "Graph":
    from tcgraph.bridge import union_graph

    return union_graph(dataset.store.construct(_ALL, {}))


def _copy(graph: "Graph") -> "Graph":
    """A plain copy, of all graphs together where there are several: the engine works in place."""
    from rdflib import Dataset as RdflibDataset
    from rdflib import Graph

    plain = Graph()
    quads = graph.quads() if isinstance(graph, RdflibDataset) else graph
    for statement in quads:
        plain.add(statement[:3])
    return plain


def _reference() -> Iterable[Loadable]:
    for graph, file in resources.graph_files():
        if "/notice/" not in graph and "/conclusion/" not in graph and not graph.endswith(("/cooperation", "/claims")):
            yield open_file(file, graph=graph)


def _are_paths(thing: object) -> "TypeIs[Path | str | Sequence[Path | str] | None]":
    return thing is None or isinstance(thing, str | Path | list | tuple)


def _paths(paths: "Path | str | Sequence[Path | str] | None") -> list[Path | str]:
    if paths is None:
        return []
    return [paths] if isinstance(paths, str | Path) else list(paths)
