"""The backend ``tcgraph`` of networkx: networkx calls it for graphs that are views, and where it is asked to for others.

A function that works on arrays is in ``tcgraph_networkx_info.FUNCTIONS``. For any other the answer is networkx's own function, on the
view: its dictionaries are filled then, once. So no call on a view fails for lack of an implementation. A call on a view and a plain
graph together networkx refuses, unless ``networkx.config.fallback_to_nx`` is true or the call says ``backend="tcgraph"``.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from importlib import import_module
from typing import Any

import networkx as nx
import numpy as np

from tcgraph.errors import MissingExtraError
from tcgraph.networks.engines import Elsewhere, networkx_function
from tcgraph.networks.network import DirectedNetworkView, NetworkView, View
from tcgraph_networkx_info import FUNCTIONS

__all__ = ["Dispatcher", "dispatcher", "view_of"]

_WORTH = frozenset(FUNCTIONS) - {
    "all_pairs_shortest_path_length", "get_edge_attributes", "get_node_attributes", "is_empty", "node_connected_component",
    "number_of_selfloops", "single_source_shortest_path_length", "single_target_shortest_path_length", "to_numpy_array",
    "to_scipy_sparse_array", "connected_components", "number_connected_components", "is_connected", "weakly_connected_components",
    "number_weakly_connected_components", "is_weakly_connected", "projected_graph",
}  # fmt: skip
"""Functions that cost more than making a view of a plain graph first."""


class Dispatcher:
    """What networkx looks functions up in."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name in FUNCTIONS:
            found = _on_views(name, getattr(import_module(FUNCTIONS[name]), name))
        elif name in nx.utils.backends._registered_algorithms:
            found = networkx_function(name)
        else:
            raise AttributeError(f"networkx has no function {name!r}")
        self.__dict__[name] = found
        return found

    def can_run(self, name: str, args: Iterable[Any], kwargs: Mapping[str, Any]) -> bool | str:
        """Anything can run on a view; on other graphs what works on arrays."""
        if name in FUNCTIONS or any(map(_has_view, [*args, *kwargs.values()])):
            return True
        return "it would run as in networkx"

    def should_run(self, name: str, args: Iterable[Any], kwargs: Mapping[str, Any]) -> bool | str:
        """Whether it pays to make a view of a plain graph for this."""
        if name in _WORTH or any(map(_has_view, [*args, *kwargs.values()])):
            return True
        return "making a view first would cost more than the work"

    @staticmethod
    def convert_from_nx(graph: Any, *, edge_attrs: Mapping[str, Any] | None = None, node_attrs: Mapping[str, Any] | None = None,
                        preserve_edge_attrs: bool = False, preserve_node_attrs: bool = False, preserve_graph_attrs: bool = False,
                        name: str | None = None, graph_name: str | None = None) -> Any:
        """The view of a plain graph; the graph itself where the function has no use for a view, or a view cannot hold it."""
        if name not in FUNCTIONS:
            return graph
        edges = True if preserve_edge_attrs else edge_attrs or {}
        nodes = True if preserve_node_attrs else node_attrs or {}
        made = view_of(graph, edges=edges, nodes=nodes)
        return graph if made is None else made

    @staticmethod
    def convert_to_nx(result: Any, *, name: str | None = None) -> Any:
        """The result itself: a view is a networkx graph."""
        return result

    @staticmethod
    def on_start_tests(items: Iterable[Any]) -> None:
        """Networkx's own tests: what they cannot ask of this backend is marked, with the reason."""
        from tcgraph.networks.suite import mark

        mark(items)


dispatcher = Dispatcher()


def _has_view(value: Any) -> bool:
    return isinstance(value, View) or (isinstance(value, list | tuple) and any(isinstance(part, View) for part in value))


def _on_views(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function on arrays; networkx's own where its graph is no view or the arrays cannot answer."""

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        graph = args[0] if args else kwargs.get("G", kwargs.get("B"))
        if isinstance(graph, View):
            try:
                return function(*args, **kwargs)
            except Elsewhere:
                pass
        engine = kwargs.pop("engine", None)
        original = nx.utils.backends._registered_algorithms[name]
        if "networkx" not in original.backends and engine in (None, "auto", "networkx"):  # networkx has only the name of it
            if not isinstance(graph, View):
                raise nx.NetworkXNotImplemented(f"{name} works on graphs without parallel edges: add them up first.")
            raise MissingExtraError("igraph or networkit", "networkit")
        return original.orig_func(*args, **kwargs)

    return call


def view_of(graph: Any, *, edges: Mapping[str, Any] | bool = True, nodes: Mapping[str, Any] | bool = True) -> View | None:
    """A view of a plain ``Graph`` or ``DiGraph`` with all attributes or those named (name -> what stands for absent).

    None for other kinds of graph, and where an attribute is None, which a view would take as absent.
    """
    kind = {nx.Graph: NetworkView, nx.DiGraph: DirectedNetworkView}.get(type(graph))
    if kind is None:
        return None
    triples = list(graph.edges(data=True))
    numbers = dict(zip(graph, range(len(graph)), strict=True))
    found = _columns([data for *_, data in triples], edges), _columns([data for _, data in graph.nodes(data=True)], nodes)
    if found[0] is None or found[1] is None:
        return None
    weights, others = _split(found[0])
    i, j = (np.array([numbers[triple[end]] for triple in triples], np.int32) for end in (0, 1))
    return kind.of_edges(numbers, i, j, weights=weights, edge_attributes=others, node_attributes=found[1], graph=graph.graph)


def _columns(rows: list[dict[str, Any]], wanted: Mapping[str, Any] | bool) -> dict[str, list[Any]] | None:
    if wanted is True:
        wanted = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name, default) for row in rows] for name, default in (wanted or {}).items()}
    if any(name in row and row[name] is None for name in columns for row in rows):
        return None
    return columns


def _split(columns: Mapping[str, list[Any]]) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """The columns of plain numbers as arrays, and the others."""
    numbers = {name: np.array(values) for name, values in columns.items() if values and {type(v) for v in values} in ({int}, {float})}
    numbers = {name: values for name, values in numbers.items() if values.dtype.kind in "if"}
    return numbers, {name: values for name, values in columns.items() if name not in numbers}
