"""The same triples for the rdflib world: an rdflib ``Dataset`` over the embedded store, nothing copied.

Built on oxrdflib, with two differences at the border. Plain literals come back plain (the engine knows them as
``xsd:string``, which rdflib does not hold equal to a plain one), and a triple that stands in several graphs comes once,
as rdflib's own stores give it. Queries are guarded as everywhere: SERVICE and LOAD are refused.
"""

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
from oxrdflib.store import OxigraphStore
from rdflib import XSD, Dataset, Graph, Literal
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.query import Result
from rdflib.term import Node

from tcgraph.errors import ForbiddenQueryError
from tcgraph.store.embedded import EmbeddedStore
from tcgraph.store.guard import refuse_federation, refuse_loading
from tcgraph.vocab import PREFIXES

__all__ = ["rdflib_dataset"]


class _PlainLiteralStore(OxigraphStore):
    """An ``OxigraphStore`` whose terms equal those that rdflib's parsers make, over what ``held`` holds at the moment."""

    def __init__(self, held: EmbeddedStore) -> None:
        super().__init__()
        self.held = held
        self._counts: tuple[tuple[int, int], dict[Any, int]] = held.state, {}

    @property
    def _inner(self) -> ox.Store:
        return self.held.engine

    def __len__(self, context: Graph | None = None) -> int:
        """Distinct triples; counted anew only after a change, for libraries often ask if a graph is empty."""
        state, key = self.held.state, None if context is None else context.identifier
        if self._counts[0] != state:
            self._counts = state, {}
        counts = self._counts[1]
        if key not in counts:
            counts[key] = super().__len__(context)
        return counts[key]

    def add(self, *arguments: Any, **options: Any) -> None:
        self.held.revision += 1
        super().add(*arguments, **options)

    def addN(self, quads: Any) -> None:
        self.held.revision += 1
        super().addN(quads)

    def remove(self, *arguments: Any, **options: Any) -> None:
        self.held.revision += 1
        super().remove(*arguments, **options)

    def remove_graph(self, graph: Graph) -> None:
        self.held.revision += 1
        super().remove_graph(graph)

    def triples(self, triple_pattern: Any, context: Graph | None = None) -> Iterator[Any]:
        found = ((tuple(map(_plain, triple)), contexts) for triple, contexts in super().triples(triple_pattern, context))
        if context is not None and context.identifier != DATASET_DEFAULT_GRAPH_ID:
            return found
        return _once(found)

    def query(self, query: Any, initNs: Any, initBindings: Any, queryGraph: Any, **kwargs: Any) -> Result:
        safe = refuse_federation(query) if isinstance(query, str) else _refuse_prepared(query, "ServiceGraphPattern")
        result = super().query(safe, initNs, initBindings, queryGraph, **kwargs)
        if result.type == "SELECT":
            result.bindings = [{name: _plain(term) for name, term in row.items()} for row in result.bindings]  # type: ignore[misc]
        elif result.type == "CONSTRUCT":
            result.graph = _plain_graph(result.graph)
        return result

    def update(self, update: Any, initNs: Any, initBindings: Any, queryGraph: Any, **kwargs: Any) -> None:
        safe = refuse_loading(update) if isinstance(update, str) else _refuse_prepared(update, "ServiceGraphPattern", "Load")
        self.held.revision += 1
        native = DATASET_DEFAULT_GRAPH_ID if queryGraph == "__UNION__" else queryGraph  # else rdflib runs it itself, and fails
        super().update(safe, initNs, initBindings, native, **kwargs)


def _refuse_prepared(prepared: Any, *operations: str) -> Any:
    """A prepared query is run by rdflib itself, which would reach the network; ``X_{`` is how it writes an operation."""
    written = repr(prepared.algebra)
    if any(f"{operation}_{{" in written for operation in operations):
        raise ForbiddenQueryError("SERVICE and LOAD are not allowed: queries here never reach the network. Load the data first.")
    return prepared


def _plain(term: Node) -> Node:
    if isinstance(term, Literal) and term.datatype == XSD.string:
        return Literal(str(term))
    return term


def _plain_graph(graph: Graph | None) -> Graph:
    plain = Graph()
    for triple in graph or ():
        plain.add(tuple(map(_plain, triple)))  # type: ignore[arg-type]
    return plain


def _once(found: Iterator[Any]) -> Iterator[Any]:
    seen = set()
    for triple, contexts in found:
        if triple not in seen:
            seen.add(triple)
            yield triple, contexts


def rdflib_dataset(store: EmbeddedStore) -> Dataset:
    """An rdflib ``Dataset`` over this store; its default graph is the union of all graphs. Changes go to the store."""
    dataset = Dataset(store=_PlainLiteralStore(store), default_union=True)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace)
    return dataset
