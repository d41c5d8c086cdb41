"""Reading shapes graphs: from files, checked against the vocabularies before any engine sees them.

A misspelt ``sh:minCont`` is no error in SHACL: engines ignore it and answer "conforms". So each term in the SHACL namespace
must be one of SHACL's, and each ``tc:`` term one of the ontology's, or the shapes are refused.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from tcgraph import resources
from tcgraph.errors import ShapesError
from tcgraph.shacl.problems import Problem
from tcgraph.store.formats import Loadable, open_file
from tcgraph.vocab import PREFIXES, TC

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["checked", "has_targets", "hoist_targets", "misspelt_terms", "parse_graph", "shape_files", "shapes_graph"]

_SH = PREFIXES["sh"]
_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")


def shape_files(paths: Iterable[Path | str]) -> list[Path]:
    """The files that are meant: a folder stands for its Turtle files, nothing for the packaged shapes."""
    found: list[Path] = []
    for path in map(Path, list(paths) or [resources.shapes()]):
        found += sorted(path.glob("*.ttl")) if path.is_dir() else [path]
    if not found:
        raise ShapesError(["there is no Turtle file in the folder"])
    return found


def parse_graph(files: Iterable[Loadable]) -> "Graph":
    """One rdflib graph of these files, parsed by the embedded engine; blank nodes of different files stay apart, and have labels that are
    the same each time, so that reports are too."""
    from tcgraph.columns import from_files
    from tcgraph.plain import union_graph

    return union_graph(from_files(files).ntriples())


def shapes_graph(paths: Iterable[Path | str]) -> "Graph":
    """The shapes in these files as an rdflib graph. Raises ``SyntaxDataError``, and ``ShapesError`` for misspelt terms."""
    return checked(parse_graph(open_file(file) for file in shape_files(paths)))


def checked(graph: "Graph") -> "Graph":
    """The graph itself. Raises ``ShapesError`` for misspelt terms, and where no shape has a target: it would check nothing."""
    problems = list(misspelt_terms(graph))
    if not problems and not has_targets(graph):
        problems.append(Problem("there is no shape with a target in them, so nothing would be checked"))
    if problems:
        raise ShapesError(problems)
    return graph


def has_targets(graph: "Graph") -> bool:
    """Whether any shape has a target."""
    from rdflib import OWL, RDF, RDFS, SH

    stated = any((None, SH[name], None) in graph for name in (*_TARGETS, "target"))
    classes = {*graph.subjects(RDF.type, RDFS.Class), *graph.subjects(RDF.type, OWL.Class)}
    return stated or any((thing, RDF.type, SH.NodeShape) in graph for thing in classes)


def misspelt_terms(graph: "Graph") -> Iterator[Problem]:
    """One sentence for each term of the SHACL or tcgraph name-space that does not exist there."""
    used = {str(term) for triple in graph for term in triple}
    for namespace, prefix, known in ((_SH, "sh", _shacl_terms()), (PREFIXES["tc"], "tc", _ontology_terms())):
        for term in sorted(used):
            local = term.removeprefix(namespace)
            if term.startswith(namespace) and local and local not in known:
                close = get_close_matches(local, known, n=1, cutoff=0.6)
                hint = f"; did you mean {prefix}:{close[0]}?" if close else ""
                uses = ((None, f"<{term}>", None), (None, None, f"<{term}>"), (f"<{term}>", None, None))
                yield Problem.of(f"{prefix}:{local} is no term of {namespace}{hint} ({_where(graph, term)})", *uses)


def _shacl_terms() -> set[str]:
    from rdflib import SH

    words_of_python = {"and", "class", "in", "not", "or"}  # rdflib keeps these apart
    return {str(term).removeprefix(_SH) for term in dir(SH) if str(term).startswith(_SH)} | words_of_python


def _ontology_terms() -> set[str]:
    return {name for name in vars(TC) if not name.startswith("_")}


def _where(graph: "Graph", term: str) -> str:
    from rdflib import BNode, URIRef

    node = URIRef(term)
    subjects = {s for s, p, o in graph if node in (p, o)}
    named = sorted(str(subject) for subject in subjects if not isinstance(subject, BNode))
    return f"used by {named[0]}" if named else "used by a blank node" if subjects else "as a subject"


def hoist_targets(graph: "Graph") -> "Graph":
    """The same shapes, with the targets of a node shape moved onto its property shapes.

    A result of a property shape has the same focus node, path and source shape whether the focus node comes from the
    node shape or from a target of its own, but pySHACL visits focus nodes one by one in the first case and all at once in the
    second: on the packaged data this is twenty times faster. Left alone: property shapes with several parents or targets
    of their own, and node shapes that others refer to, that are closed or deactivated, that have a path or SPARQL targets.
    """
    from rdflib import SH

    hoisted = type(graph)()
    for triple in graph:
        hoisted.add(triple)
    for parent, _, child in graph.triples((None, SH.property, None)):
        targets = _targets(graph, parent)
        if targets and _is_free(graph, parent) and _is_only_child(graph, child):
            hoisted.remove((parent, SH.property, child))
            for predicate, target in targets:
                hoisted.add((child, predicate, target))
    return hoisted


def _targets(graph: "Graph", shape: "Node") -> list[tuple["Node", "Node"]]:
    from rdflib import OWL, RDF, RDFS, SH

    found: list[tuple[Node, Node]] = [(SH[name], target) for name in _TARGETS for target in graph.objects(shape, SH[name])]
    if any((shape, RDF.type, kind) in graph for kind in (RDFS.Class, OWL.Class)):
        found.append((SH.targetClass, shape))
    return found


def _is_free(graph: "Graph", shape: "Node") -> bool:
    from rdflib import RDF, SH

    referred = any(predicate != SH.shapesGraph for _, predicate in graph.subject_predicates(shape) if predicate != RDF.type)
    kept = (SH.closed, SH.deactivated, SH.target, SH.path)  # closed: its properties are those it names; path: its children look at values
    return not referred and not any((shape, predicate, None) in graph for predicate in kept)


def _is_only_child(graph: "Graph", child: "Node") -> bool:
    from rdflib import SH

    parents = list(graph.subjects(None, child))
    kept = (SH.target, SH.qualifiedValueShapesDisjoint)  # disjoint: its siblings are found through the parent
    return len(parents) == 1 and not _targets(graph, child) and not any((child, predicate, None) in graph for predicate in kept)
