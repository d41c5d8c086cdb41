"""Which library does the work, and how a function hands a call back to networkx."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import networkx as nx

from tcgraph.errors import CallError, MissingExtraError

__all__ = ["Elsewhere", "chosen_engine", "networkx_function", "scipy_csgraph"]

ENGINES = ("auto", "igraph", "networkit", "networkx")


class Elsewhere(Exception):
    """The arrays cannot answer this call: networkx's own function shall."""


def networkx_function(name: str) -> Callable[..., Any]:
    """networkx's own function of that name, without dispatch."""
    return nx.utils.backends._registered_algorithms[name].orig_func  # type: ignore[no-any-return]


def scipy_csgraph() -> Any:
    """``scipy.sparse.csgraph``; without scipy networkx has to do the work."""
    try:
        return import_module("scipy.sparse.csgraph")
    except ImportError as error:
        raise Elsewhere from error


def chosen_engine(engine: str | None, *, best: str = "igraph") -> str:
    """igraph, networkit or networkx: the one that is named, else configured, else installed, the best one first.

    Raises ``CallError`` for an unknown name, ``MissingExtraError`` for what is not installed.
    """
    engine = engine or nx.config.backends.tcgraph.engine
    if engine not in ENGINES:
        raise CallError(f"No engine {engine!r}. Known: {', '.join(ENGINES)}.")
    if engine == "auto":
        return next((name for name in (best, *ENGINES[1:3]) if _installed(name)), "networkx")
    if engine != "networkx" and not _installed(engine):
        raise MissingExtraError(engine, engine)
    return engine


def _installed(name: str) -> bool:
    try:
        import_module(name)
    except ImportError:
        return False
    return True
