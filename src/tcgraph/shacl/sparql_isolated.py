"""The store of queries in a process of its own, which can be ended: the engine has no other way to stop a query that runs too long.

Both sides speak in pickled tuples, over the pipes of a process that this one started and nobody else can reach.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pickle import dump, load
from threading import Timer
from time import monotonic
from typing import IO, TYPE_CHECKING, Any
from weakref import finalize

from tcgraph.errors import ForbiddenQueryError, TimeLimitError
from tcgraph.shacl.sparql_store import QueryStore

if TYPE_CHECKING:
    from tcgraph.columns import Columns

__all__ = ["IsolatedStore", "serve"]

_MODULE = "from tcgraph.shacl.sparql_isolated import serve; serve()"
_RAISED = (ForbiddenQueryError, SyntaxError, TypeError, ValueError, RuntimeError, OSError)


class IsolatedStore(QueryStore):
    """A ``QueryStore`` in another process, for ``seconds`` from its first use on; then it raises ``TimeLimitError``, whatever it is at.

    Answers come whole. ``process`` is the other one, once it is used. Where it ends by itself, for want of
    memory say, ``RuntimeError`` says so.
    """

    def __init__(self, columns: "Columns", seconds: float) -> None:
        super().__init__(columns)
        self._seconds, self._end = seconds, float("inf")
        self.process: subprocess.Popen[bytes] | None = None

    def query(self, text: str) -> "bool | Iterator[dict[str, str]]":
        """The answer of an ASK, or what each solution of a SELECT binds; raises what ``QueryStore.query`` raises."""
        found = self._ask("query", text)
        return found if isinstance(found, bool) else iter(found)

    def replace(self, graph: str, variables: Sequence[str], row: tuple[str, ...]) -> None:
        """Makes a graph the table of one row."""
        self._ask("replace", graph, variables, row)

    def close(self) -> None:
        """Ends the process."""
        if self.process is not None:
            _end(self.process)

    def load(self, lines: Sequence[str] | bytes, graph: str | None) -> None:
        self._ask("load", lines, graph)

    def _ask(self, *request: object) -> Any:
        if self.process is None:
            self._end = monotonic() + self._seconds
            self.process = _started()
            finalize(self, _end, self.process)
        left = self._end - monotonic()
        if left <= 0:
            self.close()
            raise TimeLimitError(self._seconds)
        timer = Timer(left, self.process.kill)
        timer.daemon = True
        timer.start()
        try:
            return self._answer(self.process, request)
        finally:
            timer.cancel()

    def _answer(self, process: "subprocess.Popen[bytes]", request: tuple[object, ...]) -> Any:
        try:
            dump(request, _pipe(process.stdin))
            _pipe(process.stdin).flush()
            failed, answer = load(_pipe(process.stdout))
        except (OSError, EOFError) as error:
            self.close()
            if monotonic() >= self._end:
                raise TimeLimitError(self._seconds) from error
            raise RuntimeError(f"the process that ran the query ended with code {process.returncode}; memory may have run out") from error
        if failed:
            raise answer
        return answer


def _started() -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen([sys.executable, "-c", _MODULE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what is still to be written has no reader any more
                pipe.close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise OSError("the process has no pipe")
    return pipe


def serve() -> None:
    """The other side: does what is asked, until nobody asks any more."""
    from tcgraph.columns import from_ntriples

    store, requests, answers = QueryStore(from_ntriples(b"")), sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            name, *given = load(requests)
        except EOFError:
            return
        try:
            answer = False, _done(store, name, given)
        except _RAISED as error:
            answer = True, _plain(error)
        dump(answer, answers)
        answers.flush()


def _done(store: QueryStore, name: str, given: list[Any]) -> object:
    if name == "query":
        found = store.query(*given)
        return found if isinstance(found, bool) else list(found)
    if name == "replace":
        store.replace(*given)
    else:
        store.load(*given)
    return None


def _plain(error: Exception) -> Exception:
    """The error without what cannot be sent."""
    kind = next(kind for kind in _RAISED if isinstance(error, kind))
    return kind(str(error.args[0] if error.args else error))
