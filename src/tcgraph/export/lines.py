"""The dataset as text lines: N-Triples cut into their three parts, without making term objects.

The lines are sorted once, as text. A space sorts before all that can follow in a term, so the statements come out in the order
of their three parts.
"""

from collections.abc import Iterable

from tcgraph.dataset import Dataset
from tcgraph.errors import FormatError
from tcgraph.store.terms import unescape
from tcgraph.turtle import Statement

__all__ = ["cut_literal", "quads_by_graph", "triples"]


def triples(dataset: Dataset) -> list[Statement]:
    """The statements of all graphs together, each once, sorted. Raises ``FormatError`` for triple terms of RDF 1.2."""
    store = dataset.store
    lines = {line for name in ("", *store.graph_names()) for line in _lines(store.ntriples(name))}
    return _statements(sorted(lines))


def quads_by_graph(dataset: Dataset) -> dict[str, list[Statement]]:
    """Sorted statements by graph name (N-Triples form), the default graph (empty name) first, then by name; no empty graphs."""
    store = dataset.store
    graphs = {name: _statements(sorted(_lines(store.ntriples(name)))) for name in ("", *sorted(store.graph_names()))}
    return {name: statements for name, statements in graphs.items() if statements}


def _lines(ntriples: bytes) -> list[str]:
    return ntriples.decode("utf-8").split("\n")[:-1]


def _statements(lines: Iterable[str]) -> list[Statement]:
    """The engine writes one space between parts, and only the text of a literal, which comes last, can hold others."""
    statements: list[Statement] = [tuple(line[:-2].split(" ", 2)) for line in lines]  # type: ignore[misc]
    for subject, predicate, object_ in statements:
        if object_[0] == "<" and object_[1] == "<":
            shown = f"{subject} {predicate} {object_[:150]}"
            raise FormatError(f"A triple term cannot be written by tcgraph's own formats, only as nq: {shown}")
    return statements


def cut_literal(literal: str) -> tuple[str, str | None, str | None]:
    """Text, language tag and datatype of a literal that the engine wrote, which need not be checked again."""
    end = literal.rfind('"')
    text, tail = literal[1:end], literal[end + 1 :]
    text = unescape(text) if "\\" in text else text
    if not tail:
        return text, None, None
    return (text, tail[1:], None) if tail[0] == "@" else (text, None, tail[3:-1])
