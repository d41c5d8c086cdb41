"""The report of the packaged graph, written once, and a small graph to spoil."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import tcgraph
from tcgraph import resources
from tcgraph.dataset import Dataset
from tcgraph.report import write_report
from tcgraph.store import MemoryStore
from tcgraph.store.formats import open_file


@pytest.fixture(scope="session")
def report(dataset: tcgraph.Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the report of the packaged graph."""
    return write_report(dataset, tmp_path_factory.mktemp("report"), generated_from="tests")


@pytest.fixture(scope="session")
def page(report: Path) -> str:
    """The text of that report."""
    return report.read_text(encoding="utf-8")


@pytest.fixture
def small(few_sources_copy: Any) -> Dataset:
    """A graph of few rows, built for one test, which may change it."""
    built = few_sources_copy.build() / "data" / "ttl"
    store = MemoryStore()
    store.load([open_file(file, graph=graph) for graph, file in resources.graph_files(built)])
    return Dataset(store)


@pytest.fixture
def network() -> Callable[..., nx.Graph]:
    """Makes networks of a ring of organisations, every third joined to the first, by number and label."""

    def make(number: int, label: str = "沈阳机床{} 股份有限公司") -> nx.Graph:
        graph = nx.Graph()
        kinds = ("enterprise", "university", "institute", "university or institute", "unknown")
        for i in range(number):
            graph.add_node(f"https://example.org/{i:03d}", label=label.format(i), kind=kinds[i % 5],
                           cooperations=1 + i % 7, identified=True)
        nodes = sorted(graph)
        for i, node in enumerate(nodes):
            graph.add_edge(node, nodes[(i + 1) % number], weight=1 + i % 3)
            if i % 3 == 0 and i > 1:
                graph.add_edge(nodes[0], node, weight=2)
        return graph

    return make
