"""Views to files: GraphML, GEXF, and the edges as CSV."""

import csv
import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO

from tcgraph.errors import FormatError
from tcgraph.files import write_with
from tcgraph.views.cooperation import cooperation, participation

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["FORMATS", "VIEWS", "write_view"]

VIEWS: Mapping[str, "Callable[..., nx.Graph]"] = MappingProxyType({"cooperation": cooperation, "participation": participation})


def write_view(graph: "nx.Graph", file: Path | str) -> Path:
    """Writes a view; the ending tells the format: ``.graphml``, ``.gexf``, or ``.csv`` (an edge list with labels).

    GEXF carries no date of writing, so the same view gives the same bytes. Raises ``FormatError``, ``OutputError``.
    """
    path = Path(file)
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise FormatError(f"{path}: a view is written as {', '.join(FORMATS)}, by the ending of the file.")
    return write_with(path, lambda output: FORMATS[suffix](graph, output))


def _gexf(graph: "nx.Graph", output: BinaryIO) -> None:
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_gexf(graph, buffer)
    output.write(re.sub(rb' lastmodifieddate="[^"]*"', b"", buffer.getvalue()))


def _graphml(graph: "nx.Graph", output: BinaryIO) -> None:
    import networkx as nx

    nx.write_graphml_xml(graph, output)


def _csv(graph: "nx.Graph", output: BinaryIO) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    attributes = sorted({key for _, _, data in graph.edges(data=True) for key in data})
    writer.writerow(["source", "source_label", "target", "target_label", *attributes])
    for one, other, data in graph.edges(data=True):
        ends = [part for node in (one, other) for part in (node, _label(graph, node))]
        writer.writerow([*ends, *(data.get(key, "") for key in attributes)])
    output.write(("\ufeff" + text.getvalue()).encode("utf-8"))


def _label(graph: "nx.Graph", node: str) -> Any:
    return graph.nodes[node].get("label", "")


FORMATS: Mapping[str, "Callable[[nx.Graph, BinaryIO], None]"] = MappingProxyType(
    {".graphml": _graphml, ".gexf": _gexf, ".csv": _csv}
)
