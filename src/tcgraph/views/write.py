"""Views to files: GraphML, GEXF, the edges as CSV, edges and nodes as Parquet."""

import csv
import io
import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO

from tcgraph.errors import FormatError, MissingExtraError
from tcgraph.files import write_with

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["FORMATS", "write_view"]


def write_view(graph: "nx.Graph", file: Path | str) -> Path:
    """Writes a view or any networkx graph with plain attributes; the ending tells the format.

    ``.graphml`` and ``.gexf`` hold all of it; in GraphML the edges of a multigraph are numbered, in the place of keys that need not be
    unique. ``.csv`` is an edge list with labels, for Excel; nodes without edges are not in it.
    ``.parquet`` is the same edge list with typed columns (needs ``tcgraph[tables]``), and beside it ``NAME.nodes.parquet`` has the nodes.
    Nothing in a file tells when it was written, so the same view gives the same bytes. Characters that XML cannot hold (most control
    characters) are left out of GraphML and GEXF. Raises ``FormatError``, ``OutputError``, ``MissingExtraError``.
    """
    path = Path(file)
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise FormatError(f"{path}: a view is written as {', '.join(FORMATS)}, by the ending of the file.")
    if suffix == ".parquet":
        nodes = _parquet(_node_columns(graph))
        write_with(path.with_name(f"{path.stem}.nodes{path.suffix}"), nodes)
    return write_with(path, lambda output: FORMATS[suffix](graph, output))


def _gexf(graph: "nx.Graph", output: BinaryIO) -> None:
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_gexf(_for_xml(graph), buffer)
    output.write(re.sub(rb' lastmodifieddate="[^"]*"', b"", buffer.getvalue()))


def _graphml(graph: "nx.Graph", output: BinaryIO) -> None:
    import networkx as nx

    nx.write_graphml_xml(_numbered(_for_xml(graph)), output)


def _numbered(plain: "nx.Graph") -> "nx.Graph":
    """A graph whose keys of edges, which are their ``id`` in GraphML, are unique: readers leave out a second edge of an id."""
    if not plain.is_multigraph():
        return plain
    numbered = plain.__class__(**plain.graph)
    numbered.add_nodes_from(plain.nodes(data=True))
    numbered.add_edges_from((one, other, number, bag) for number, (one, other, bag) in enumerate(plain.edges(data=True)))
    return numbered


_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _for_xml(graph: "nx.Graph") -> "nx.Graph":
    """A plain graph; without the characters that XML has no way to write."""
    plain = graph.to_networkx() if hasattr(graph, "to_networkx") else graph
    bags = [plain.graph, *(data for _, data in plain.nodes(data=True)), *(data for *_, data in plain.edges(data=True))]
    if not any(isinstance(value, str) and _NO_XML.search(value) for bag in bags for value in bag.values()):
        return plain
    cleaned = plain.copy()
    bags = [cleaned.graph, *(data for _, data in cleaned.nodes(data=True)), *(data for *_, data in cleaned.edges(data=True))]
    for bag in bags:
        bag.update({key: _NO_XML.sub("", value) for key, value in bag.items() if isinstance(value, str)})
    return cleaned


def _csv(graph: "nx.Graph", output: BinaryIO) -> None:
    text = io.StringIO(newline="")
    columns = _edge_columns(graph)
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(["" if value is None else value for value in row] for row in zip(*columns.values(), strict=True))
    output.write(("\ufeff" + text.getvalue()).encode("utf-8"))


def _edges_as_parquet(graph: "nx.Graph", output: BinaryIO) -> None:
    _parquet(_edge_columns(graph))(output)


def _edge_columns(graph: "nx.Graph") -> dict[str, Sequence[Any]]:
    """Ends with labels, then the attributes by name; None where an edge has none."""
    edges = list(graph.edges(data=True))
    labels = {node: data.get("label", "") for node, data in graph.nodes(data=True)}
    columns: dict[str, Sequence[Any]] = {}
    if graph.is_multigraph() and not hasattr(graph, "to_networkx"):  # a view has its keys as an attribute
        columns["key"] = [key for *_, key in graph.edges(keys=True)]
    for place, name in enumerate(("source", "target")):
        columns |= {name: [edge[place] for edge in edges], f"{name}_label": [labels[edge[place]] for edge in edges]}
    return columns | _attributes([data for *_, data in edges])


def _node_columns(graph: "nx.Graph") -> dict[str, Sequence[Any]]:
    nodes: list[tuple[Hashable, dict[str, Any]]] = list(graph.nodes(data=True))
    return {"node": [node for node, _ in nodes]} | _attributes([data for _, data in nodes])


def _attributes(bags: list[dict[str, Any]]) -> dict[str, Sequence[Any]]:
    names = sorted({key for bag in bags for key in bag})
    return {name: [bag.get(name) for bag in bags] for name in names}


def _parquet(columns: Mapping[str, Sequence[Any]]) -> Callable[[BinaryIO], None]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtraError("pyarrow", "tables") from error
    table = pa.table({name: pa.array(values, None if values else pa.string()) for name, values in columns.items()})
    return lambda output: parquet.write_table(table, output)


FORMATS: Mapping[str, "Callable[[nx.Graph, BinaryIO], None]"] = MappingProxyType(
    {".graphml": _graphml, ".gexf": _gexf, ".csv": _csv, ".parquet": _edges_as_parquet}
)
