"""Small networks to draw."""

from collections.abc import Callable

import networkx as nx
import pytest


@pytest.fixture
def ring() -> Callable[[int], nx.Graph]:
    """Makes a ring of organisations, every third joined to the first."""

    def make(number: int) -> nx.Graph:
        graph = nx.Graph()
        kinds = ("enterprise", "university", "institute", "university or institute", "unknown")
        for i in range(number):
            graph.add_node(f"https://example.org/{i:03d}", label=f"沈阳机床{i}股份有限公司", label_en=f"Firm {i}", kind=kinds[i % 5],
                           cooperations=1 + i % 7, identified=True)
        nodes = sorted(graph)
        for i in range(number if number > 2 else number - 1):
            graph.add_edge(nodes[i], nodes[(i + 1) % number], weight=1 + i % 3, first_year=2015, last_year=2020)
            if i % 3 == 0 and i > 1:
                graph.add_edge(nodes[0], nodes[i], weight=2)
        return graph

    return make
