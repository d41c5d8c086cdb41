"""The numbers on the pictures are those that the questions answer."""

from collections import Counter

import networkx as nx
import pytest

import tcgraph
from tcgraph.dataset import Dataset
from tcgraph.errors import AmbiguousNameError, BindingError, CallError, DataError, UnknownNameError, UnknownThingError
from tcgraph.pictures import PICTURES, alt_text, batches, heat, links, organisations, sheet_of, slopes, tiles
from tcgraph.pictures.facts import tiles as arrangement
from tcgraph.store import MemoryStore
from tcgraph.views import cooperation, participation


def test_tiles_are_thirty_four_squares_that_touch_another(dataset: tcgraph.Dataset) -> None:
    spots = {(tile.row, tile.column) for tile in arrangement()}
    assert len(arrangement()) == len(spots) == len({tile.iso for tile in arrangement()}) == 34
    assert all(row >= 1 and column >= 1 for row, column in spots)
    assert all({(r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1), (r + 1, c + 1), (r - 1, c - 1), (r - 1, c + 1), (r + 1, c - 1)} & spots
               or (r, c) == (7, 7) for r, c in spots)
    of_data = {place.iso for place in tiles.ask(dataset).places if place.kind == "province"}
    assert {tile.iso for tile in arrangement()} - of_data == {"CN-HK", "CN-MO", "CN-TW"}
    assert of_data <= {tile.iso for tile in arrangement()}


def test_tiles_are_named_as_the_places_are(dataset: tcgraph.Dataset) -> None:
    for tile in arrangement():
        if tile.iso not in ("CN-HK", "CN-MO", "CN-TW"):
            assert dataset.find_one(tile.names[0], "tc:Province") == dataset.find_one(tile.names[1], "tc:Province")


@pytest.mark.parametrize("on", ["2023-03-15", "2020-06-30"])
def test_tile_map_counts_what_the_question_counts(dataset: tcgraph.Dataset, on: str) -> None:
    facts = tiles.ask(dataset, on=on)
    answered = {row.province: row.centers for row in dataset.answer("centers_by_province", on=on)}
    assert {place.iri: number for place, number in facts.of_kind("province") if number} == answered
    for city, number in facts.of_kind("city"):
        if on > "2023":
            assert number == dataset.answer("centers_in_province", province=city.iri, on=on).one().printed


def test_a_field_counts_its_enterprises_centers_only(dataset: tcgraph.Dataset) -> None:
    few, all_of_them = tiles.ask(dataset, field="2"), tiles.ask(dataset)
    assert 0 < sum(few.numbers.values()) < sum(all_of_them.numbers.values())
    liaoning = dataset.find_one("辽宁", "tc:Place")
    answered = dataset.answer("specialisation_of_province", province="辽宁", roster="第29批名单").to_dicts()
    assert few.numbers[liaoning] == next(row["here"] for row in answered if row["code"] == "2")


def test_heat_map_counts_what_the_question_counts(dataset: tcgraph.Dataset) -> None:
    facts = heat.ask(dataset)
    for place in facts.places[:3]:
        answered = {row["code"]: row["here"] for row in dataset.answer("specialisation_of_province", province=place.iri, roster="第29批名单").to_dicts()}
        assert {f.code: facts.cell(place, f) for f in facts.fields if facts.cell(place, f)} == answered
    assert [len(heat.ask(dataset, field=code).fields) for code in ("2", "2.1")] == [5, 1]


def test_slopes_count_what_the_question_counts_and_rank_with_ties(dataset: tcgraph.Dataset) -> None:
    facts = slopes.ask(dataset)
    answered = {row.province: (row.before, row.after) for row in dataset.answer("growth_by_province", older=26, newer=29)}
    assert {s.place.iri: (s.was, s.now) for s in facts.standings} == answered
    assert slopes.ranks([5, 9, 5, 1]) == [2, 1, 2, 4]
    assert all(min(s.before, s.after) <= 15 for s in facts.shown)
    assert "西藏" in {s.place.names[0] for s in slopes.ask(dataset, top=3, province="西藏").shown}


def test_timeline_counts_what_the_questions_count(dataset: tcgraph.Dataset) -> None:
    facts = batches.ask(dataset)
    numbers = {batch.number: batch for batch in facts.batches}
    assert list(numbers) == list(range(20, 31))
    assert [int(n) for n in facts.absent] == [21, 23, 25]
    rows = dataset.answer("new_between", since="1993-01-01", until="2100-01-01").to_dicts()
    assert sum(b.named for b in facts.batches) + sum(facts.spans.values()) == len(rows)
    assert Counter((r["earliest_batch"], r["latest_batch"]) for r in rows)[27, 29] == facts.spans[27, 29]
    assert (numbers[27].stated, numbers[28].stated, numbers[29].stated, numbers[28].figures["revoked"]) == (107, 104, 0, 142)
    here = batches.ask(dataset, province="辽宁")
    assert sum(b.named for b in here.batches) + sum(here.spans.values()) < 20


def test_matrix_counts_every_link_once(dataset: tcgraph.Dataset) -> None:
    facts = links.ask(dataset)
    graph = cooperation(dataset)
    assert sum(facts.links.values()) == graph.number_of_edges()
    assert facts.organisations == len(graph)
    assert sum(1 for _, d in participation(dataset).nodes(data=True) if d["bipartite"] == 1) == facts.total


def test_matrix_of_a_hand_made_network() -> None:
    graph = nx.Graph()
    graph.add_nodes_from([("f", {"bipartite": 0, "kind": "enterprise"}), ("u", {"bipartite": 0, "kind": "university"}),
                          ("v", {"bipartite": 0, "kind": "university"})])
    graph.add_nodes_from([("1", {"bipartite": 1, "first_year": 2001, "last_year": 2003}), ("2", {"bipartite": 1}), ("3", {"bipartite": 1})])
    graph.add_edges_from([("f", "1"), ("u", "1"), ("v", "1"), ("f", "2"), ("u", "2"), ("v", "3")])
    facts = links.counted(graph)
    assert facts.links == {("enterprise", "university"): 2, ("university", "university"): 1}
    assert facts.cooperations == {("enterprise", "university"): 2, ("university", "university"): 1}
    assert (facts.single, facts.total, facts.years) == (1, 3, (2001, 2003))


def test_a_large_network_is_thinned_and_says_so(dataset: tcgraph.Dataset) -> None:
    facts = organisations.ask(dataset)
    assert len(facts.graph) <= organisations.MOST["png"] < facts.nodes
    assert all(data["weight"] >= facts.least for *_, data in facts.graph.edges(data=True))
    sheet = organisations.draw(facts, "en")
    assert f"{facts.nodes:,} organisations" in sheet.caption and f"at least {facts.least:g}" in sheet.caption
    shown = {text.text for text in sheet.texts}
    assert {"Tencent", "Tsinghua University", "Alibaba Group"} <= shown, "the most connected organisations have no name"


@pytest.mark.parametrize("name", ["tile_map", "heat_map", "timeline", "rank_slopes", "link_matrix", "network"])
def test_an_unknown_province_is_refused_with_advice(dataset: tcgraph.Dataset, name: str) -> None:
    with pytest.raises(UnknownThingError, match="Liaonig"):
        sheet_of(dataset, name, options={"province": "Liaonig"})


@pytest.mark.parametrize(("name", "options", "error", "text"), [
    ("tile_map", {"on": "yesterday"}, BindingError, "YYYY-MM-DD"),
    ("tile_map", {"on": "1999-01-01"}, CallError, "batch 26"),
    ("heat_map", {"field": "astrology"}, UnknownThingError, "astrology"),
    ("rank_slopes", {"top": 0}, CallError, "1 or more"),
    ("rank_slopes", {"older": 27}, CallError, "only of 26, 29"),
    ("rank_slopes", {"older": 29, "newer": 26}, CallError, "before the newer"),
    ("link_matrix", {"kind": "Marriage"}, CallError, "Marriage"),
    ("timeline", {"on": "2023-01-01"}, CallError, "it has: province"),
    ("pie_chart", {}, UnknownNameError, "tile_map"),
])
def test_bad_input_is_refused(dataset: tcgraph.Dataset, name: str, options: dict[str, object], error: type[Exception], text: str) -> None:
    with pytest.raises(error, match=text):
        sheet_of(dataset, name, options=options)


def test_an_ambiguous_name_is_not_guessed(dataset: tcgraph.Dataset) -> None:
    with pytest.raises((AmbiguousNameError, UnknownThingError)):
        sheet_of(dataset, "tile_map", options={"province": "华"})


@pytest.mark.parametrize("name", ["tile_map", "heat_map", "timeline", "rank_slopes"])
def test_a_dataset_without_lists_says_what_is_missing(name: str) -> None:
    with pytest.raises(DataError, match=r"tcgraph\.load\(\)"):
        sheet_of(Dataset(MemoryStore()), name)


@pytest.mark.parametrize(("language", "text"), [("zh", "没有符合条件"), ("en", "No ")])
@pytest.mark.parametrize("name", ["link_matrix", "network"])
def test_nothing_that_passes_the_filters_gives_a_picture_that_says_so(dataset: tcgraph.Dataset, name: str, language: str, text: str) -> None:
    for asked, options in ((dataset, {"since": 2999}), (Dataset(MemoryStore()), {})):
        sheet = sheet_of(asked, name, language=language, options=options)
        assert any(text in shown.text for shown in sheet.texts)
        assert text in sheet.alt


def test_a_list_whose_copy_prints_no_regions_is_said_to_have_none(dataset: tcgraph.Dataset) -> None:
    assert "prints no regions" in sheet_of(dataset, "tile_map", language="en", options={"on": "2020-06-30"}).caption
    assert "prints no regions" not in sheet_of(dataset, "tile_map", language="en").caption
    assert sheet_of(dataset, "rank_slopes", language="zh").caption.count("未印地区") == 1


def test_alt_text_names_the_greatest(dataset: tcgraph.Dataset) -> None:
    assert "山东 195" in alt_text(dataset, "tile_map", options={"on": "2023-03-15"})
    assert "Shandong 195" in alt_text(dataset, "tile-map", language="en")


def test_registry_knows_the_options_of_each_picture() -> None:
    assert PICTURES["tile_map"].options == ("on", "province", "field")
    assert all(title and title.isascii() == (number == 1) for p in PICTURES.values() for number, title in enumerate(p.title))
