"""The page about networks names all that there is, and its code runs."""

import re
from pathlib import Path

import networkx as nx
import pytest

import tcgraph
from tcgraph import views

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "networks.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
LONGEST = 200


def named(pattern: str) -> set[str]:
    """What stands in code in the parts of the page that a pattern finds."""
    return {name for part in re.findall(pattern, PAGE, flags=re.MULTILINE) for name in re.findall(r"`(\w+)`", part)}


def test_all_views_and_weights_are_named() -> None:
    assert set(views.VIEWS) | {"slices", "backbone"} <= named(r"^\| `\w+` \|")
    assert set(views.WEIGHTS) <= named(r"^\| `\w+` \|")


def test_functions_on_arrays_are_those_of_the_backend() -> None:
    listed = named(r"^- (?:components|structure|distances|centrality|communities|tables):.*\n(?:  .*)?")
    assert listed == set(nx.utils.backends.backend_info["tcgraph"]["functions"])


def test_all_that_a_view_leaves_out_is_named(dataset: tcgraph.Dataset) -> None:
    made = [views.cooperation(dataset, since=2015, half_life=5, roll_up=True), views.province_links(dataset), views.field_links(dataset),
            views.organisation_fields(dataset), views.backbone(views.cooperation(dataset)), views.parallel_links(dataset), views.hierarchy(dataset),
            views.succession(dataset, since=2015)]
    asked = {"name", "weight", "since", "half_life", "reference_year", "alpha", "units", "former"}
    assert {key for view in made for key in view.graph} - asked <= named(r"^\| `\w+`.*\|$")


def test_all_attributes_are_named(dataset: tcgraph.Dataset) -> None:
    made = [views.cooperation(dataset, weight="newman"), views.participation(dataset), views.province_links(dataset), views.organisation_fields(dataset),
            views.industry_institute_paths(dataset), views.ego(dataset, "清华大学"), views.backbone(views.cooperation(dataset)),
            views.parallel_links(dataset), views.hierarchy(dataset), views.succession(dataset)]
    of_nodes = {key for view in made for _, data in view.nodes(data=True) for key in data}
    of_edges = {key for view in made for *_, data in view.edges(data=True) for key in data}
    assert of_nodes - {"bipartite"} <= named(r"^\| an? (?:organisation|cooperation|province|unit).*$")
    assert of_edges <= named(r"^\| an edge.*$")


def test_code_runs_as_it_stands() -> None:
    before, names = nx.config.backends.tcgraph.engine, {}
    try:
        for block in BLOCKS:
            exec(compile(block, "docs/networks.md", "exec"), names)
    finally:
        nx.config.backends.tcgraph.engine = before
    assert names["reasons"] and sum(names["rank"].values()) == pytest.approx(1) and names["facts"]["province"] == "辽宁"


def test_page_is_short() -> None:
    assert PAGE.count("\n") < LONGEST
