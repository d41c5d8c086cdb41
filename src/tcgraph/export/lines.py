"""The dataset as text lines: N-Quads cut into their four parts, without making term objects."""

from collections.abc import Iterator

from tcgraph.dataset import Dataset
from tcgraph.errors import FormatError
from tcgraph.turtle import Statement

__all__ = ["quads", "quads_by_graph", "triples"]


def quads(dataset: Dataset) -> Iterator[tuple[str, Statement]]:
    """Pairs of graph name (empty for the default graph) and statement, all in N-Triples form, in no order.

    The engine writes one space between parts; only the text of a literal can hold others, and no IRI or language tag
    holds a quotation mark. Raises ``FormatError`` for triple terms of RDF 1.2, which these formats cannot hold.
    """
    for line in dataset.nquads().decode("utf-8").split("\n"):
        if not line:
            continue
        subject, predicate, rest = line[:-2].split(" ", 2)
        if rest[0] == '"':
            end = rest.rfind('"')
            tail, _, graph = rest[end:].partition(" ")
            object_ = rest[:end] + tail
        else:
            object_, _, graph = rest.partition(" ")
        if object_.startswith("<<"):
            raise FormatError(f"A triple term cannot be written by tcgraph's own formats, only as nq: {line[:200]}")
        yield graph, (subject, predicate, object_)


def triples(dataset: Dataset) -> Iterator[Statement]:
    """The statements of all graphs together; one that stands in several graphs comes several times."""
    return (statement for _, statement in quads(dataset))


def quads_by_graph(dataset: Dataset) -> dict[str, list[Statement]]:
    """Statements by graph name, the default graph (empty name) first, then by name."""
    graphs: dict[str, list[Statement]] = {}
    for graph, statement in quads(dataset):
        graphs.setdefault(graph, []).append(statement)
    return dict(sorted(graphs.items()))
