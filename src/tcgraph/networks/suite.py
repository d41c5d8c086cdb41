"""Networkx's own tests, run against the backend: which modules, and which tests in them ask for what the backend does not promise."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

__all__ = ["EXCLUDED", "MODULES", "mark"]

MODULES = (
    "networkx.algorithms.components",
    "networkx.algorithms.tests.test_core",
    "networkx.algorithms.tests.test_cluster",
    "networkx.algorithms.tests.test_distance_measures",
    "networkx.algorithms.shortest_paths",
    "networkx.algorithms.centrality.tests.test_betweenness_centrality",
    "networkx.algorithms.centrality.tests.test_closeness_centrality",
    "networkx.algorithms.centrality.tests.test_degree_centrality",
    "networkx.algorithms.centrality.tests.test_eigenvector_centrality",
    "networkx.algorithms.centrality.tests.test_harmonic_centrality",
    "networkx.algorithms.link_analysis.tests.test_pagerank",
    "networkx.algorithms.community.tests.test_leiden",
    "networkx.algorithms.community.tests.test_louvain",
    "networkx.algorithms.community.tests.test_quality",
    "networkx.algorithms.bipartite.tests.test_project",
    "networkx.classes.tests.test_function",
    "networkx.tests.test_convert_numpy",
    "networkx.tests.test_convert_scipy",
)
"""The tests of the functions in ``tcgraph_networkx_info``, and those that call them most."""

_OWN_PARTITION = "it compares with the one partition that networkx's own Louvain finds for a seed; an engine finds another as good"
_LOUVAIN = ("test_karate_club_partition", "test_undirected_selfloops", "test_none_weight_param", "test_multigraph", "test_max_level")
EXCLUDED: Mapping[str, str] = MappingProxyType(
    {f"test_louvain.py::{name}": _OWN_PARTITION for name in _LOUVAIN}
    | {
        "test_leiden.py::test_quality": "it wants Leiden on parallel edges, which have to be added up first",
        "test_use_bounds_on_off_consistency": "it makes views of small graphs for minutes, to ask what its neighbours ask too",
    }
)
"""What the file and name of a test contain, and why it is not run."""


def mark(items: Iterable[Any]) -> None:
    """Marks what is excluded as skipped, with its reason."""
    import pytest

    for item in items:
        for name, reason in EXCLUDED.items():
            if name in f"{item.path.name}::{item.name}":
                item.add_marker(pytest.mark.skip(reason=f"tcgraph: {reason}"))
