"""The reference engine: pySHACL, held at arm's length.

It gets plain in-memory graphs whose terms one parser made, and shapes with hoisted targets. Its failures are raised;
they never come back in the place of a report.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tcgraph.errors import ShapesError
from tcgraph.shacl.shapes import hoist_targets

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["run_pyshacl"]


def run_pyshacl(data: "Graph", shapes: "Graph", focus_nodes: Iterable[str] | None = None) -> "Graph":
    """The W3C report graph of a data graph against a shapes graph. ``data`` may be changed: it is validated in place.

    ``focus_nodes`` restricts the run to these. Raises ``ShapesError`` when the engine cannot use the shapes.
    """
    import logging

    import pyshacl
    from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, RuleLoadError, ShapeLoadError, ValidationFailure
    from rdflib import Graph

    nodes = list(focus_nodes) if focus_nodes is not None else None
    if nodes == []:
        return _empty_report()
    quiet = logging.getLogger("tcgraph.pyshacl")
    quiet.setLevel(logging.CRITICAL)
    try:
        _, report, text = pyshacl.validate(
            data, shacl_graph=hoist_targets(shapes), inplace=True, meta_shacl=False, advanced=False,
            focus_nodes=nodes, logger=quiet,
        )  # fmt: skip
    except (ConstraintLoadError, ShapeLoadError, RuleLoadError, ReportableRuntimeError) as error:
        raise ShapesError([str(error).strip()]) from error
    if isinstance(report, ValidationFailure) or not isinstance(report, Graph):
        raise ShapesError([getattr(report, "message", None) or str(text)])
    return report


def _empty_report() -> "Graph":
    from rdflib import RDF, SH, BNode, Graph, Literal

    graph, node = Graph(), BNode()
    graph.add((node, RDF.type, SH.ValidationReport))
    graph.add((node, SH.conforms, Literal(True)))
    return graph
