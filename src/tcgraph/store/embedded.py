"""The store on the embedded engine, Oxigraph: everything but where the quads lie."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from tcgraph.errors import QueryError, StoreError
from tcgraph.store.formats import Loadable, check_syntax, syntax_error
from tcgraph.store.guard import refuse_federation, refuse_loading
from tcgraph.store.protocol import Results, Term
from tcgraph.store.terms import parse_term

__all__ = ["EmbeddedStore", "MemoryStore", "fill"]


class EmbeddedStore:
    """What the stores in memory and on disk share."""

    path: Path | str = "the store in memory"
    revision = 0

    def __init__(self, inner: ox.Store) -> None:
        self._inner: ox.Store | None = inner
        self._lent: int | None = None

    @property
    def engine(self) -> ox.Store:
        """The engine, for this library's own use: who writes to it raises ``revision``. Raises ``StoreError`` after ``close()``."""
        if self._inner is None:
            raise StoreError(self.path, "is closed. Open it again")
        return self._inner

    @property
    def inner(self) -> ox.Store:
        """The engine, to read it and to write past this object. Raises ``StoreError`` after ``close()``."""
        if self._lent is None:
            self._lent = len(self.engine)
        return self.engine

    @property
    def state(self) -> tuple[int, int]:
        """See ``Store.state``. To count quads takes the engine a tenth of a second for each million."""
        return self.revision, 0 if self._lent is None else len(self.engine) - self._lent

    def select(self, query: str, bindings: Mapping[str, Term]) -> Results:
        """See ``Store.select``. The whole result is made before this returns; the lock of Python is free meanwhile."""
        found = self._query(query, bindings)
        if not isinstance(found, ox.QuerySolutions):
            raise QueryError("This is no SELECT query. Use ask() for ASK, construct() for CONSTRUCT and DESCRIBE.")
        variables = tuple(variable.value for variable in found.variables)
        try:
            tsv = found.serialize(format=ox.QueryResultsFormat.TSV)
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"The query failed while it ran: {error}") from error
        return Results(variables, tsv or b"")

    def ask(self, query: str, bindings: Mapping[str, Term]) -> bool:
        """See ``Store.ask``."""
        found = self._query(query, bindings)
        if not isinstance(found, ox.QueryBoolean):
            raise QueryError("This is no ASK query. Use select() for SELECT, construct() for CONSTRUCT and DESCRIBE.")
        return bool(found)

    def construct(self, query: str, bindings: Mapping[str, Term]) -> bytes:
        """See ``Store.construct``. The engine may give a triple twice; here each comes once."""
        found = self._query(query, bindings)
        if not isinstance(found, ox.QueryTriples):
            raise QueryError("This is no CONSTRUCT or DESCRIBE query. Use select() for SELECT, ask() for ASK.")
        lines = (found.serialize(format=ox.RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)
        return b"".join(sorted(set(lines)))

    def _query(self, query: str, bindings: Mapping[str, Term]) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        safe = refuse_federation(query)
        terms: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
            ox.Variable(name): parse_term(term) for name, term in bindings.items()
        }
        try:
            return self.engine.query(safe, use_default_graph_as_union=True, substitutions=terms or None)
        except SyntaxError as error:
            raise QueryError(f"The query does not parse: {_at(error, query)}") from error
        except RuntimeError as error:
            raise QueryError(f"The query cannot be run with these bindings: {error}") from error

    def update(self, update: str) -> None:
        """See ``Store.update``."""
        safe, inner = refuse_loading(update), self.engine
        self.revision += 1
        try:
            inner.update(safe)
        except SyntaxError as error:
            raise QueryError(f"The update does not parse: {_at(error, update)}") from error
        except (OSError, RuntimeError) as error:
            raise QueryError(f"The update failed and changed nothing: {error}") from error

    def dump(self, output: BinaryIO) -> None:
        """See ``Store.dump``."""
        self.engine.dump(output, ox.RdfFormat.N_QUADS)

    def graph_names(self) -> list[str]:
        """See ``Store.graph_names``."""
        return [str(name) for name in self.engine.named_graphs()]

    def ntriples(self, graph: str) -> bytes:
        """See ``Store.ntriples``."""
        name = _graph_term(graph) if graph else ox.DefaultGraph()
        return self.engine.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=name) or b""

    def close(self) -> None:
        """See ``Store.close``. Closing twice is no mistake."""
        self._inner = None

    def __len__(self) -> int:
        return len(self.engine)


def _graph_term(name: str) -> ox.NamedNode | ox.BlankNode:
    return ox.BlankNode(name[2:]) if name.startswith("_:") else ox.NamedNode(name[1:-1])


class MemoryStore(EmbeddedStore):
    """Quads in memory: gone when the process ends."""

    def __init__(self) -> None:
        super().__init__(ox.Store())

    def load(self, files: Sequence[Loadable]) -> None:
        """See ``Store.load``. Into an empty store straight away; into a filled one only after all files have parsed."""
        self.revision += 1
        if len(self.engine):
            for file in files:
                check_syntax(file)
            fill(self.engine.load, files)
        else:
            fresh = ox.Store()
            fill(fresh.load, files)
            self._inner = fresh


def fill(add: Callable[..., None], files: Sequence[Loadable]) -> None:
    """Adds files to a store with one of its two ways: ``load`` is the faster one in memory, ``bulk_load`` on disk.

    Raises ``SyntaxDataError``; the files added before the broken one stay.
    """
    for file in files:
        try:
            add(file.content, format=file.format, base_iri=file.base, to_graph=file.target)
        except (SyntaxError, ValueError) as error:
            raise syntax_error(file, error) from error
        except (OSError, RuntimeError) as error:
            raise StoreError(file.name, f"the engine could not store it: {error}") from error


def _at(error: SyntaxError, query: str) -> str:
    message = " ".join(str(error.args[0]).split())
    place = message.removeprefix("error at ").partition(": ")[0]
    line, _, column = place.partition(":")
    if not (line.isdigit() and column.isdigit()):
        return message[:300]
    text = query.splitlines()[int(line) - 1] if int(line) <= len(query.splitlines()) else ""
    expected = message.partition(": ")[2]
    shown = expected if len(expected) < 160 else expected[:150] + " …"
    return f"line {line}, column {column}: {shown}\n    {text}\n    {' ' * (int(column) - 1)}^"
