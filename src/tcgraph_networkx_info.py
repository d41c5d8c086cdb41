"""What networkx asks when it is imported: which functions tcgraph's backend has.

It lies beside the package, for whoever imports networkx would wait for the import of tcgraph if it lay inside.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

__all__ = ["FUNCTIONS", "get_info"]

_MODULES = {
    "structure": "connected_components core_number is_connected is_empty is_strongly_connected is_weakly_connected "
    "node_connected_component number_connected_components number_of_selfloops number_strongly_connected_components "
    "number_weakly_connected_components weakly_connected_components",
    "clusters": "clustering transitivity triangles",
    "paths": "all_pairs_shortest_path_length average_shortest_path_length closeness_centrality eccentricity harmonic_centrality "
    "single_source_shortest_path_length single_target_shortest_path_length",
    "centrality": "betweenness_centrality eigenvector_centrality pagerank",
    "communities": "leiden_communities louvain_communities modularity",
    "tables": "get_edge_attributes get_node_attributes projected_graph to_numpy_array to_scipy_sparse_array weighted_projected_graph",
}
FUNCTIONS: Mapping[str, str] = MappingProxyType(
    {name: f"tcgraph.networks.algorithms_{module}" for module, names in _MODULES.items() for name in names.split()}
)
"""The functions of networkx that work on the arrays, and the module of each."""

_ENGINE = "engine : str, default: networkx.config.backends.tcgraph.engine"
_PARTITION = (
    "'igraph', 'networkit', 'networkx' (its own algorithm) or 'auto': what is installed, Louvain by networkit and Leiden by igraph first. "
    "With the same seed an engine gives the same partition again, but no two engines give the same one."
)


def get_info() -> dict[str, Any]:
    """Name, summary, functions and default configuration, as networkx wants them."""
    functions: dict[str, dict[str, Any]] = {name: {} for name in FUNCTIONS}
    for name in ("louvain_communities", "leiden_communities"):
        functions[name] = {"additional_parameters": {_ENGINE: _PARTITION}}
    return {
        "backend_name": "tcgraph",
        "project": "tcgraph",
        "package": "tcgraph",
        "short_summary": "Read-only networks on sparse arrays.",
        "functions": functions,
        "default_config": {"engine": "auto"},
    }
