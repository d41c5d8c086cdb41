"""Labels stand beside their nodes, on nothing else."""

from itertools import combinations

import networkx as nx
import pytest

import tcgraph
from tcgraph.pictures.arrange import AREA, arranged
from tcgraph.pictures.labels import chosen, overlap, place_labels, short_name
from tcgraph.pictures.layout import components, place
from tcgraph.pictures.organisations import ask
from tcgraph.views import cooperation


@pytest.fixture(params=["province", "whole"], scope="module")
def drawn(request: pytest.FixtureRequest, dataset: tcgraph.Dataset) -> nx.Graph:
    """The two networks of the report."""
    return ask(dataset, province="辽宁" if request.param == "province" else None).graph


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_label_touches_another_or_leaves_the_sheet(drawn: nx.Graph, language: str) -> None:
    labels = arranged(drawn, language, "enterprise").labels
    assert len(labels) > 0.7 * len(drawn)
    for one, other in combinations(labels, 2):
        assert not overlap(one.box, other.box), f"{one.text} touches {other.text}"
    for label in labels:
        assert AREA[0] <= label.box[0] and label.box[2] <= AREA[2], label.text
        assert AREA[1] <= label.box[1] and label.box[3] <= AREA[3], label.text


def test_no_node_hides_another(drawn: nx.Graph) -> None:
    radius = dict.fromkeys(drawn, 10.0)
    spots = place(drawn, (0, 0, 1300, 900), radius)
    for one, other in combinations(spots.values(), 2):
        assert ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5 > 15


def test_layout_is_the_same_each_time(drawn: nx.Graph) -> None:
    assert arranged(drawn, "en") == arranged(drawn, "en")


def test_firms_with_chinese_names_are_labelled_first(dataset: tcgraph.Dataset) -> None:
    graph = cooperation(dataset, province="辽宁")
    firms = [n for n, d in graph.nodes(data=True) if d["kind"] == "enterprise" and not d["label"].isascii()]
    assert firms
    assert set(chosen(graph, graph, len(firms), "enterprise")) == set(firms)


def test_most_connected_are_labelled_first(drawn: nx.Graph) -> None:
    counts = [drawn.nodes[n]["cooperations"] for n in chosen(drawn, drawn, 10)]
    assert counts == sorted((d["cooperations"] for _, d in drawn.nodes(data=True)), reverse=True)[:10]


@pytest.mark.parametrize(("name", "short"), [
    ("沈阳机床股份有限公司", "沈阳机床"),
    ("中国航发沈阳黎明航空发动机有限责任公司", "中国航发沈阳黎明航空发动机"),
    ("鞍山钢铁集团公司", "鞍山钢铁集团公司"),
    ("有限公司", "有限公司"),
    ("大连理工大学", "大连理工大学"),
    ("A" * 60, "A" * 33 + "…"),
    ("Hong Kong University of Science and Technology", "Hong Kong University of Science…"),
])
def test_short_name(name: str, short: str) -> None:
    assert short_name(name) == short


def test_a_label_without_room_is_left_out() -> None:
    spots = {"a": (50.0, 50.0), "b": (50.0, 56.0)}
    placed = place_labels([("a", "a"), ("b", "b")], spots, {"a": 5, "b": 5}, (0, 0, 100, 100), lambda _: (90.0, 90.0))
    assert placed == []


def test_components_are_largest_first_without_isolated_nodes() -> None:
    graph = nx.Graph([("a", "b"), ("c", "d"), ("d", "e")])
    graph.add_node("alone")
    assert components(graph) == [["c", "d", "e"], ["a", "b"]]
