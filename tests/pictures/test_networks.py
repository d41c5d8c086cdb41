"""Networks of every view as pictures: right words, nothing that touches, numbers of the view, provinces on their tiles."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

import tcgraph
from tcgraph import views
from tcgraph.errors import CallError
from tcgraph.pictures import fonts, network_picture, network_sheet, style
from tcgraph.pictures.facts import tiles
from tcgraph.pictures.network_sheet import steps
from tcgraph.pictures.organisations import draw, of_graph
from tcgraph.pictures.sheet import Line, Mark, Rect, Sheet, collisions
from tcgraph.pictures.subjects import SUBJECTS

MADE: dict[str, Callable[[tcgraph.Dataset], nx.Graph]] = {
    "cooperation": lambda d: views.cooperation(d, province="辽宁", since=2015),
    "newman": lambda d: views.cooperation(d, weight="newman"),
    "participation": lambda d: views.participation(d, province="辽宁"),
    "province links": lambda d: views.province_links(d),
    "field links": lambda d: views.field_links(d),
    "organisation fields": lambda d: views.organisation_fields(d),
    "ego": lambda d: views.ego(d, "大连理工大学"),
    "industry-institute paths": lambda d: views.industry_institute_paths(d, province="辽宁"),
    "backbone": lambda d: views.backbone(views.cooperation(d), 0.05),
    "roll-up": lambda d: views.cooperation(d, roll_up=True, province="北京", since=2018),
}
both = pytest.mark.parametrize("language", ["zh", "en"])
every = pytest.mark.parametrize("name", MADE)


@pytest.fixture(scope="module")
def view(dataset: tcgraph.Dataset) -> Callable[[str], nx.Graph]:
    """The view of that name, made once."""
    return cache(lambda name: MADE[name](dataset))


@pytest.fixture(scope="module")
def sheet(view: Callable[[str], nx.Graph]) -> Callable[[str, str], Sheet]:
    """The picture of a view in a language, made once."""
    return cache(lambda name, language: network_sheet(view(name), language=language))


def marks(sheet: Sheet) -> Iterator[Mark]:
    """The symbols that stand for nodes: those of the legend say nothing when pointed at."""
    return (item for item in sheet.items if isinstance(item, Mark) and item.tip)


def test_every_view_of_cooperation_is_a_case() -> None:
    assert set(views.VIEWS) - {name.replace(" ", "_").replace("-", "_") for name in MADE} <= {"parallel_links", "hierarchy", "succession"}


@every
@both
def test_no_text_touches_another_and_every_glyph_is_there(sheet: Callable[[str, str], Sheet], name: str, language: str) -> None:
    drawn = sheet(name, language)
    assert collisions(drawn) == []
    assert fonts.missing("".join(text.text for text in drawn.texts)) == ""
    assert min(text.size for text in drawn.texts) >= 18
    for mark in marks(drawn):
        assert mark.radius <= mark.x <= drawn.width - mark.radius and 200 < mark.y < drawn.height, mark.tip


@every
@both
def test_no_symbol_lies_under_another(sheet: Callable[[str, str], Sheet], name: str, language: str) -> None:
    shown = list(marks(sheet(name, language)))
    shown = [one for one in shown if one.fill != style.WHITE]
    for at, one in enumerate(shown):
        for other in shown[at + 1 :]:
            assert ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5 > 0.8 * max(one.radius, other.radius), f"{one.tip} / {other.tip}"


@every
def test_marks_are_the_nodes_and_lines_the_links(view: Callable[[str], nx.Graph], sheet: Callable[[str, str], Sheet], name: str) -> None:
    facts = of_graph(view(name))
    drawn = draw(facts, "en")
    assert sum(1 for _ in marks(drawn)) == len(facts.graph)
    lines = [item for item in drawn.items if isinstance(item, Line) and len(item.points) in (2, 15)]
    legend = [line for line in lines if line.points[0][1] == line.points[-1][1] == 189.0]
    assert len(lines) - len(legend) == facts.graph.number_of_edges()
    assert len(facts.graph) <= 110
    assert all(view(name).has_edge(a, b) for a, b in facts.graph.edges)
    assert drawn == sheet(name, "en")


@every
@both
def test_only_a_few_small_symbols_have_no_name(sheet: Callable[[str, str], Sheet], name: str, language: str) -> None:
    drawn = sheet(name, language)
    words = "".join(text.text.replace("...", "").replace("…", "") + "\n" for text in drawn.texts)
    shown = sorted(marks(drawn), key=lambda mark: -mark.radius)
    for mark in shown[:12]:
        named = re.split("（|\\(", mark.tip)[0].strip()
        start = re.sub("(省|市|自治区|股份有限公司|有限责任公司|有限公司).*$", "", named)[:4].strip()
        assert start in words.replace("\n", " ") or start in words.replace("\n", ""), f"the large symbol of {named} has no name"


def test_a_province_is_no_other_or_unknown_organisation(sheet: Callable[[str, str], Sheet]) -> None:
    for name, zh, en in (("province links", "省级地区", "province"), ("field links", "技术领域", "technology field")):
        for language, word in (("zh", zh), ("en", en)):
            texts = {text.text for text in sheet(name, language).texts}
            assert word in texts and not {"其他或不明", "other or unknown"} & texts
            assert "机构" not in sheet(name, language).alt and "organisations" not in sheet(name, language).alt.partition(". Kinds")[0]


def test_provinces_stand_on_their_tiles(view: Callable[[str], nx.Graph], sheet: Callable[[str, str], Sheet]) -> None:
    drawn = sheet("province links", "zh")
    squares = [item for item in drawn.items if isinstance(item, Rect)]
    assert len(squares) == len(tiles()) == 34
    names = {text.text: text for text in drawn.texts}
    for tile, square in zip(tiles(), squares, strict=True):
        name = names[tile.names[0]]
        assert square.x < name.box[0] and name.box[2] < square.x + square.width and square.y < name.box[1] and name.box[3] < square.y + square.height
    for mark in marks(drawn):
        tile = next(tile for tile in tiles() if mark.tip.startswith(tile.names[0]))
        square = squares[tiles().index(tile)]
        assert abs(square.x + square.width / 2 - mark.x) < 1 and abs(square.y + square.height / 2 - mark.y) < 1
    assert sum(1 for _ in marks(drawn)) == view("province links").number_of_nodes()


def test_provinces_that_have_no_tile_are_drawn_by_their_links() -> None:
    graph = nx.Graph([("a", "b")], name="tcgraph province links")
    assert not [item for item in network_sheet(graph).items if isinstance(item, Rect)]


@every
@both
def test_alternative_text_counts_nodes_links_kinds_and_names_the_three_greatest(
    view: Callable[[str], nx.Graph], sheet: Callable[[str, str], Sheet], name: str, language: str
) -> None:
    facts = of_graph(view(name))
    alt = sheet(name, language).alt
    assert f"{facts.graph.number_of_edges():,} " in alt
    greatest = sorted(facts.graph, key=lambda n: (-int(facts.graph.nodes[n].get("cooperations", facts.graph.nodes[n].get("organisations", -1)))
                                                  if "cooperations" in facts.graph.nodes[n] or "organisations" in facts.graph.nodes[n]
                                                  else -facts.graph.degree(n), -facts.graph.degree(n), n))[:3]
    for node in greatest:
        data = facts.graph.nodes[node]
        assert (data.get("label_en") if language == "en" and data.get("label_en") else data["label"]) in alt


@every
def test_captions_say_source_and_what_was_left_out(view: Callable[[str], nx.Graph], sheet: Callable[[str, str], Sheet], name: str) -> None:
    facts = of_graph(view(name))
    for language, source in (("zh", "来源：tcgraph"), ("en", "Source: tcgraph")):
        caption = sheet(name, language).caption
        assert source in caption and not re.search(r"[{}]|None", caption)
        if len(facts.graph) + facts.alone < facts.nodes:
            assert f"{facts.nodes:,}" in caption and f"{facts.edges:,}" in caption
    foreign = sum(1 for _, data in facts.graph.nodes(data=True)
                  if re.search("[\u4e00-\u9fff]", data.get("label_en") or data.get("label") or ""))
    assert (f"{foreign} of those drawn have no English name" in sheet(name, "en").caption) == bool(foreign)


def test_a_view_says_itself_what_filtered_it(sheet: Callable[[str, str], Sheet]) -> None:
    assert sheet("cooperation", "en").title == "Network of cooperation: Liaoning, since 2015"
    assert sheet("cooperation", "zh").title == "产学研合作网络：辽宁、2015 年以来"
    assert sheet("ego", "en").title == "Cooperation around Dalian University of Technology"
    assert "backbone" in sheet("backbone", "en").title and "0.05" in sheet("backbone", "en").caption
    assert "1/(n−1)" in sheet("newman", "zh").caption
    assert "count as those that they belong to" in sheet("roll-up", "en").caption


@both
def test_many_filters_stay_on_the_sheet(dataset: tcgraph.Dataset, language: str) -> None:
    asked = views.cooperation(dataset, province="新疆", field="1", since=2001, until=2024,
                              kind=["JointAward", "JointPlatform", "IndustryAlliance", "Founding", "JointPublication"])
    drawn = network_sheet(asked, language=language)
    assert collisions(drawn) == []
    assert drawn.title.count("、" if language == "zh" else ", ") == 7


def test_legends_tell_sizes_and_widths_in_round_numbers() -> None:
    assert steps(195, 1, whole=True) == [5, 20, 100]
    assert steps(4, 1, whole=True) == [1, 2]
    assert steps(1, 1, whole=True) == [1]
    assert steps(0, 0, whole=True) == []
    assert steps(0.8, 0.1, whole=False) == [0.1, 0.5]


def test_a_directed_network_has_arrow_heads_and_parallel_edges_are_summed() -> None:
    drawn = network_sheet(nx.DiGraph([("a", "b"), ("b", "c")], name="tcgraph succession"))
    assert len([item for item in drawn.items if isinstance(item, Line) and len(item.points) == 3]) == 2
    several = nx.MultiGraph(name="tcgraph parallel links")
    several.add_edges_from([("a", "b", {"weight": 1, "first_year": 2001}), ("a", "b", {"weight": 2, "first_year": 1999}), ("b", "b", {})])
    facts = of_graph(several)
    assert facts.graph.number_of_edges() == 1 and facts.graph.edges["a", "b"]["weight"] == 3
    assert "1999" in draw(facts, "en").caption


def test_twenty_thousand_nodes_are_cut_to_the_most_connected() -> None:
    graph = nx.relabel_nodes(nx.barabasi_albert_graph(20_000, 3, seed=2), {i: f"n{i:05d}" for i in range(20_000)})
    for node, degree in graph.degree:
        graph.nodes[node].update(cooperations=degree, kind="university", label=node)
    facts = of_graph(graph)
    greatest = sorted((degree for _, degree in graph.degree), reverse=True)
    assert 60 <= len(facts.graph) <= 110 and facts.nodes == 20_000
    assert min(data["cooperations"] for _, data in facts.graph.nodes(data=True)) >= greatest[110]
    assert "Of 20,000 nodes" in draw(facts, "en").caption


def test_components_are_shown_whole_where_none_is_too_large() -> None:
    graph = nx.disjoint_union_all([nx.path_graph(n) for n in (4, 3, *[2] * 200)])
    facts = of_graph(nx.relabel_nodes(graph, str))
    assert sorted(map(len, nx.connected_components(facts.graph)), reverse=True)[:2] == [4, 3]
    assert 108 <= len(facts.graph) <= 110 and min(dict(facts.graph.degree).values()) == 1
    assert "greatest components" in draw(facts, "en").caption


@pytest.mark.parametrize("most", [1, 0, -5])
def test_too_few_are_refused(most: int) -> None:
    with pytest.raises(CallError, match="2 or more"):
        network_sheet(nx.path_graph(3), most=most)


def test_every_subject_has_words_in_both_languages() -> None:
    for subject in SUBJECTS.values():
        for zh, en in (subject.title, subject.joined, *subject.units, subject.link, subject.size, subject.shared):
            assert re.search("[\u4e00-\u9fff]", zh) and not re.search("[\u4e00-\u9fff]", en) and en


@pytest.mark.parametrize("format", ["svg", "html"])
@pytest.mark.parametrize("name", ["province links", "participation", "ego"])
def test_files_of_views_are_the_same_each_time(view: Callable[[str], nx.Graph], tmp_path: Path, name: str, format: str) -> None:
    one, other = (network_picture(view(name), tmp_path / f"{i}.{format}").read_bytes() for i in range(2))
    assert one == other
