"""The reference engine: pySHACL, held at arm's length.

It gets plain in-memory graphs whose terms one parser made, and shapes with hoisted targets. Its failures are raised;
they never come back in the place of a report.
"""

import re
from typing import TYPE_CHECKING

from tcgraph.errors import ShapesError
from tcgraph.shacl.shapes import hoist_targets

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.term import Node

__all__ = ["run_pyshacl"]


def run_pyshacl(data: "Graph", shapes: "Graph", focus_nodes: "set[Node] | None" = None, *, check_shapes: bool = False) -> "Graph":
    """The W3C report graph of a data graph against a shapes graph. ``data`` may be changed: it is validated in place.

    ``focus_nodes`` restricts the run to these. ``check_shapes`` first holds the shapes against SHACL's shapes for shapes,
    which finds what the engine would pass over. Raises ``ShapesError`` when the engine cannot use the shapes.
    """
    import logging  # not needed before a validation, and slow to import

    import pyshacl
    from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, RuleLoadError, ShapeLoadError, ValidationFailure
    from rdflib import Graph

    if focus_nodes is not None and not focus_nodes:
        return _empty_report()
    quiet = logging.getLogger("tcgraph.pyshacl")
    quiet.setLevel(logging.CRITICAL)
    try:
        _, report, text = pyshacl.validate(
            data, shacl_graph=hoist_targets(shapes), inplace=True, meta_shacl=check_shapes, advanced=False,
            focus_nodes=_named(focus_nodes), logger=quiet,
        )  # fmt: skip
    except (ConstraintLoadError, ShapeLoadError, RuleLoadError, ReportableRuntimeError, re.error) as error:
        raise ShapesError([str(error).strip()]) from error
    if isinstance(report, ValidationFailure) or not isinstance(report, Graph):
        raise ShapesError([getattr(report, "message", None) or str(text)])
    return report if focus_nodes is None else _only(report, focus_nodes)


def _named(focus_nodes: "set[Node] | None") -> "list[str | URIRef] | None":
    """The focus nodes as the engine takes them: it knows no blank ones, so where there are some, it checks all nodes."""
    from rdflib import URIRef

    named: list[str | URIRef] = [node for node in focus_nodes or () if isinstance(node, URIRef)]
    return named if focus_nodes is not None and len(named) == len(focus_nodes) else None


def _only(report: "Graph", focus_nodes: "set[Node]") -> "Graph":
    from rdflib import RDF, SH, Literal

    results = set(report.subjects(RDF.type, SH.ValidationResult))
    other = {result for result in results if report.value(result, SH.focusNode) not in focus_nodes}
    for result in other:
        report.remove((None, None, result))
        report.remove((result, None, None))
    for node in list(report.subjects(RDF.type, SH.ValidationReport)):
        report.set((node, SH.conforms, Literal(results == other)))
    return report


def _empty_report() -> "Graph":
    from rdflib import RDF, SH, BNode, Graph, Literal

    graph, node = Graph(), BNode()
    graph.add((node, RDF.type, SH.ValidationReport))
    graph.add((node, SH.conforms, Literal(True)))
    return graph
