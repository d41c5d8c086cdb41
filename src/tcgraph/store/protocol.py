"""What a store can do. Queries see the union of all graphs as the default graph; named graphs stay reachable by GRAPH."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from tcgraph.store.formats import Loadable

__all__ = ["Results", "Store", "Term"]

Term = str
"""A term in N-Triples form: ``<iri>``, ``"text"@zh``, ``"1"^^<…>``."""


@dataclass(frozen=True, slots=True)
class Results:
    """The solutions of a SELECT: variable names without ``?``, and SPARQL 1.1 tab-separated values in UTF-8."""

    variables: tuple[str, ...]
    tsv: bytes


class Store(Protocol):
    """Holds quads and answers SPARQL 1.1. Bindings are terms put in the place of variables, never pasted text."""

    @property
    def state(self) -> tuple[int, int]:
        """Another one after each change. Costs nothing, unless the engine itself was handed out: then its quads are counted."""

    def select(self, query: str, bindings: Mapping[str, Term]) -> Results:
        """The solutions of a SELECT. Raises ``QueryError``."""

    def ask(self, query: str, bindings: Mapping[str, Term]) -> bool:
        """The answer of an ASK. Raises ``QueryError``."""

    def construct(self, query: str, bindings: Mapping[str, Term]) -> bytes:
        """The triples of a CONSTRUCT or DESCRIBE as N-Triples, each once, sorted. Raises ``QueryError``."""

    def update(self, update: str) -> None:
        """Runs a SPARQL update as one transaction. Raises ``QueryError``."""

    def load(self, files: Sequence[Loadable]) -> None:
        """Adds files, all of them or none. Raises ``SyntaxDataError``, ``StoreError``."""

    def dump(self, output: BinaryIO) -> None:
        """Writes all quads as N-Quads, in no order."""

    def graph_names(self) -> list[str]:
        """The names of the named graphs, in N-Triples form, in no order."""

    def ntriples(self, graph: str) -> bytes:
        """The triples of one graph as N-Triples, in no order; the empty name is the default graph."""

    def close(self) -> None:
        """Lets go of files and locks. The store cannot be used afterwards."""

    def __len__(self) -> int:
        """The number of quads."""
