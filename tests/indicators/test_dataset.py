"""The indicators on the packaged data: totals are those of the notices, figures those of the questions and of plain recounts."""

import datetime as dt
import json
import pickle
import subprocess
import sys
from collections import Counter, defaultdict

import networkx as nx
import numpy as np
import pytest

import tcgraph
from tcgraph import indicators, views
from tcgraph.dataset import Dataset
from tcgraph.errors import BindingError, CallError, FormatError, UnknownNameError, UnknownThingError
from tcgraph.indicators import of_titles
from tcgraph.indicators.tables import listed as listed_units
from tcgraph.indicators.tables import lists as all_lists
from tcgraph.indicators.words import HEADS
from tcgraph.questions import questions
from tcgraph.store import MemoryStore

LISTS = ["center_counts", "growth", "location_quotient", "concentration", "relatedness", "complexity", "survival"]
NETWORKS = sorted(set(indicators.INDICATORS) - set(LISTS))
QUICK = {"null_model": {"samples": 3}, "betweenness": {"sources": 40}, "communities": {"runs": 2}, "triple_helix": {"bootstrap": 50}}


@pytest.fixture(scope="module")
def network(dataset):
    return tcgraph.views.cooperation(dataset)


@pytest.fixture(scope="module")
def small(dataset):
    """Awards and platforms: a small cooperation view, and the participation view of the same."""
    kinds = ["JointAward", "JointPlatform"]
    return tcgraph.views.cooperation(dataset, kind=kinds), tcgraph.views.participation(dataset, kind=kinds)


def computed(name, dataset, **more):
    return indicators.INDICATORS[name].function(dataset, **QUICK.get(name, {}), **more)


# All of them


def test_the_registry_and_the_package_name_the_same():
    for name, entry in indicators.INDICATORS.items():
        assert getattr(indicators, name) is entry.function and entry.function.__doc__, name
        assert name in indicators.__all__ and entry.zh and entry.en and entry.source
    with pytest.raises(UnknownNameError, match="'survival'"):
        indicators.indicator("survivals")
    with pytest.raises(AttributeError):
        _ = indicators.nothing


def test_the_registry_needs_no_numpy_and_no_networkx():
    script = "import sys, tcgraph.indicators as i; assert i.INDICATORS; print([m for m in ('numpy', 'networkx', 'polars') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)}).stdout == "[]\n"


@pytest.mark.parametrize("name", sorted(indicators.INDICATORS))
def test_the_result_is_plain_and_the_same_each_time(name, dataset, small):
    view = {} if name in LISTS else {"view": small[1] if name in ("triple_helix", "null_model") else small[0]}
    found = computed(name, dataset, **view)
    assert found == computed(name, dataset, **view) == pickle.loads(pickle.dumps(found))
    assert len(found) and all(len(row) == len(found.columns) for row in found.rows)
    plain = (str, int, float, bool, dt.date, type(None))
    assert all(type(value) in plain for row in found.rows for value in row), name
    assert all(type(value) in plain for value in found.facts.values()), name
    assert json.loads(found.to_json())["rows"] == [{k: str(v) if isinstance(v, dt.date) else v for k, v in row.items()} for row in found.to_dicts()]


@pytest.mark.parametrize("name", sorted(indicators.INDICATORS))
def test_an_empty_dataset_has_no_figures_and_no_error(name):
    found = computed(name, Dataset(MemoryStore()))
    assert all(value in (0, 0.0, None, "", "all", "全部") or isinstance(value, str) for row in found.rows for value in row)
    if name in LISTS:
        assert len(found) == 0 and found.notes


def test_the_result_can_be_read_and_tabled(dataset, tmp_path):
    found = indicators.center_counts(dataset)
    assert found.to_polars()["centers"].sum() == 1714 and found.to_polars().height == len(found) == 31
    assert next(iter(found)).label_en == "Shandong" and found.column("rank")[:2] == [1, 2]
    assert "Shandong" in found.to_text() and "山东" not in found.to_text()
    assert "山东" in found.to_text(language="zh") and "第29批名单" in found.to_text(language="zh")
    assert repr(found).startswith("<Indicator center_counts: 31 rows of iri, label") and "<table>" in found._repr_html_()
    assert f'<a href="{found.rows[0][0]}">Shandong</a>' in found._repr_html_() and "<th>iri</th>" not in found._repr_html_()
    assert found.to_polars().columns[0] == "iri"
    assert found.to_csv().splitlines()[0] == ",".join(found.columns)
    found.to_csv(tmp_path / "a.csv", bom=True)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with pytest.raises(CallError, match="No column 'x'"):
        found.column("x")


# Lists


@pytest.mark.parametrize(("roster", "total"), [("26", 1602), ("29", 1714), ("第29批名单", 1714)])
@pytest.mark.parametrize("by", ["province", "region", "macro-region"])
def test_counts_add_up_to_the_notice_s_total(dataset, roster, total, by):
    found = indicators.center_counts(dataset, by=by, roster=roster)
    assert sum(found.column("centers")) == found.facts["total"] == total
    assert sum(found.column("share")) == pytest.approx(1)


def test_counts_are_those_of_the_question(dataset):
    answer = dataset.answer("centers_by_province", on="2023-03-15")
    mine = {row.iri: row.centers for row in indicators.center_counts(dataset, on="2023-03-15")}
    assert mine == {str(row.province): row.centers for row in answer}


def test_equal_counts_share_a_rank(dataset):
    rows = {row.label_en: row for row in indicators.center_counts(dataset)}
    assert (rows["Sichuan"].rank, rows["Henan"].rank, rows["Sichuan"].tied) == (7, 7, 1)
    assert rows["Sichuan"].centers == rows["Henan"].centers


def test_the_list_is_that_of_the_day_or_of_the_name(dataset):
    assert indicators.center_counts(dataset, on="2021-01-01").facts["batch"] == 26
    assert indicators.center_counts(dataset, on=dt.date(2023, 2, 24)).facts["batch"] == 29
    early = indicators.center_counts(dataset, on="2001-01-01")
    assert len(early) == 0 and "in force" in early.notes[0][1]
    with pytest.raises(CallError, match="not both"):
        indicators.center_counts(dataset, on="2021-01-01", roster="26")
    with pytest.raises(BindingError, match="YYYY-MM-DD"):
        indicators.center_counts(dataset, on="2021")
    with pytest.raises(UnknownThingError, match=r"no full list of batch 27, only of 26, 29\."):
        indicators.center_counts(dataset, roster="27")
    with pytest.raises(CallError, match="Known: province, region"):
        indicators.center_counts(dataset, by="city")


@pytest.mark.parametrize(("by", "question", "key"), [("province", "growth_by_province", "province"), ("field", "field_growth", "code")])
def test_growth_is_that_of_the_questions(dataset, by, question, key):
    answer = dataset.answer(question, older="26", newer="29")
    counts = sorted((row.before, row.after, row.growth) for row in answer)
    assert sorted((row.before, row.after, row.change) for row in indicators.growth(dataset, by=by) if row.before or row.after) == counts


def test_contributions_add_up_to_the_growth_of_all(dataset):
    found = indicators.growth(dataset)
    assert sum(found.column("contribution")) == pytest.approx((1714 - 1602) / 1602)
    for row in found:
        assert row.before * (1 + row.per_year) ** found.facts["years"] == pytest.approx(row.after, rel=1e-3)
    with pytest.raises(CallError, match="before the newer"):
        indicators.growth(dataset, older="29", newer="26")


def test_growth_rates_of_the_question_are_the_indicator_s(dataset):
    mine = {row.iri: row for row in indicators.growth(dataset)}
    for row in dataset.answer("growth_rates", older="26", newer="29"):
        assert float(row.rate_percent) == pytest.approx(100 * mine[str(row.province)].rate, abs=0.006)
        assert float(row.contribution_points) == pytest.approx(100 * mine[str(row.province)].contribution, abs=0.0006)


@pytest.mark.parametrize("province", ["辽宁", "广东", "西藏"])
def test_location_quotients_are_those_of_the_question(dataset, province):
    answer = dataset.answer("specialisation_of_province", province=province, roster="第29批名单")
    mine = {row.code: row for row in indicators.location_quotient(dataset, province=province, roster="29") if row.here}
    assert {code: (row.here, row.here_all, row.nation, row.nation_all) for code, row in mine.items()} == {
        str(row.code): (row.here, row.here_all, row.nation, row.nation_all) for row in answer if not str(row.code).isalpha()}
    for row in answer:
        assert float(row.quotient) == pytest.approx(mine[str(row.code)].quotient, abs=0.0051)


def test_quotients_of_one_field_and_of_a_whole_table(dataset):
    whole = indicators.location_quotient(dataset)
    assert len(whole) == 31 * 9
    assert {row.code for row in indicators.location_quotient(dataset, field="1")} == {"1"}
    assert indicators.location_quotient(dataset, scheme="industry", level=2, province="辽宁").facts["scheme"] == "industry"
    assert all(row.quotient is None for row in whole if not row.nation or not row.here_all)
    for bad in ({"scheme": "trade"}, {"level": 3}):
        with pytest.raises(CallError):
            indicators.location_quotient(dataset, **bad)
    with pytest.raises(UnknownThingError):
        indicators.location_quotient(dataset, province="Liaonin")


def test_concentration_is_that_of_the_counts_and_of_the_question(dataset):
    counts = np.array(indicators.center_counts(dataset, roster="29").column("centers"))
    first, *groups = indicators.concentration(dataset, roster="29")
    assert first.herfindahl == pytest.approx(((counts / 1714) ** 2).sum())
    answer = {str(row.label): float(row.herfindahl) for row in dataset.answer("concentration_of_centers")}
    assert answer["第29批名单"] == pytest.approx(first.herfindahl, abs=1e-6)
    assert first.theil == pytest.approx(first.within + first.between)
    assert sum(row.centers for row in groups) == 1714 and len(groups) == 4
    assert sum(row.within for row in groups) == pytest.approx(first.within) and sum(row.between for row in groups) == pytest.approx(first.between)
    assert len(indicators.concentration(dataset, groups="六大地理区")) == 7
    with pytest.raises(CallError, match="六大地理区, 四大|四大地区"):
        indicators.concentration(dataset, groups="五大")


def test_relatedness_and_complexity_have_plausible_bounds(dataset):
    found = indicators.relatedness(dataset)
    assert all(row.density is None or 0 <= row.density <= 1 + 1e-12 for row in found)
    assert all(row.specialised == (row.quotient is not None and row.quotient >= 1) for row in found)
    complexity = [v for v in indicators.complexity(dataset).column("complexity") if v is not None]
    assert len(complexity) == 30 and np.mean(complexity) == pytest.approx(0, abs=1e-9) and np.std(complexity) == pytest.approx(1)
    assert len(indicators.complexity(dataset, of="field")) > 20
    with pytest.raises(CallError):
        indicators.complexity(dataset, of="city")


# Titles


def test_everybody_on_the_first_list_is_a_life(dataset):
    found, left_out = of_titles.lives(dataset)
    periods = dataset.select("PREFIX tc: <https://w3id.org/tcgraph/ontology#> SELECT ?p { ?p a tc:TitlePeriod ; tc:heldAs tc:CenterEntry }")
    assert len(found) == 1602 and len(found) + left_out == len(periods)
    assert len(of_titles.lives(dataset, kind="sub-center")[0]) == 98
    exact = [life for life in found if life.exact]
    assert [life.left for life in exact] == [(dt.date(2020, 12, 22) - dt.date(2019, 12, 31)).days]


def test_survival_to_the_second_list_is_the_share_that_stands_on_it(dataset):
    """Between two lists nothing but the share at the end can be told, whatever the estimator; four rows are undecided and tell nothing."""
    found = indicators.survival(dataset)
    assert (found.facts["lives"], found.facts["ended"]) == (1602, 195)
    last = found.to_dicts()[-1]
    assert last["survival"] == pytest.approx(1 - 195 / (1602 - 4)) and (last["after"], last["until"]) == (0, 1151)
    assert last["low"] < last["survival"] < last["high"]
    for ends in of_titles.ENDS:
        assert indicators.survival(dataset, method="kaplan-meier", ends=ends).column("survival")[-1] == pytest.approx(last["survival"])


def test_kaplan_meier_of_intervals_asks_what_stands_for_an_end(dataset):
    with pytest.raises(CallError, match="194 ends are known as intervals"):
        indicators.survival(dataset, method="kaplan-meier")
    with pytest.raises(CallError, match="turnbull or kaplan-meier"):
        indicators.survival(dataset, method="cox")
    with pytest.raises(CallError, match="list or certification"):
        indicators.survival(dataset, origin="founding")


def test_survival_since_certification_leaves_out_whose_begin_is_not_known(dataset):
    found = indicators.survival(dataset, origin="certification")
    assert found.facts["lives"] + found.facts["left_out"] == 1913 and found.facts["ended"] == 9
    assert found.column("survival")[-1] == pytest.approx(1 - 9 / 121), "batch 26 had 121 new centers, nine of which do not stand on the list of batch 29"


def test_survival_by_group_is_that_of_the_group(dataset):
    found = indicators.survival(dataset, by="macro-region", bootstrap=0)
    assert len({row.group for row in found}) == 4 and all(row.low is None for row in found)
    lives = Counter(dict(zip(*[indicators.center_counts(dataset, by="macro-region", roster="26").column(c) for c in ("label", "centers")], strict=True)))
    lost = sum(lives[row.group] * (1 - row.survival) for row in found if row.until == 1151)
    assert lost == pytest.approx(195, abs=1), "four undecided rows are in the counts and not in the curves"


def test_growth_is_who_came_less_who_went(dataset):
    for by in ("province", "field"):
        found = indicators.growth(dataset, by=by)
        assert all(row.entered - row.left == row.change and row.before - row.left == row.after - row.entered for row in found)
    listed = [{u.unit for u in listed_units(dataset, one) if u.kind == "center"} for one in all_lists(dataset)]
    whole = indicators.growth(dataset)
    assert abs(sum(whole.column("entered")) - len(listed[1] - listed[0])) <= 2, "a center that is listed twice counts twice"
    assert whole.facts["older_day"] == dt.date(2019, 12, 31) and whole.facts["newer_day"] == dt.date(2023, 2, 24)


@pytest.mark.parametrize("roster", [29, "29", "第29批", "第29批名单", "iri"])
def test_a_list_is_given_in_the_same_words_to_indicators_and_questions(dataset, roster):
    roster = all_lists(dataset)[-1].iri if roster == "iri" else roster
    assert indicators.center_counts(dataset, roster=roster).facts["batch"] == 29
    assert len(dataset.answer("center_ranks", roster=roster)) == 31
    assert len(dataset.answer("growth_rates", older=26, newer=roster)) == 31
    assert indicators.growth(dataset, older=26, newer=roster).facts["newer"] == "第29批名单"


def test_the_rank_question_has_the_indicator_s_figures(dataset):
    mine = {row.iri: row for row in indicators.center_counts(dataset, roster=29)}
    answer = dataset.answer("center_ranks", roster=29)
    assert len(answer) == sum(row.centers > 0 for row in mine.values())
    for row in answer:
        own = mine[str(row.province)]
        assert (row.centers, row.rank) == (own.centers, own.rank) and float(row.share) == pytest.approx(own.share, abs=6e-7)


@pytest.mark.parametrize("roster", [26, 29])
def test_the_quotients_question_has_the_indicator_s_figures(dataset, roster):
    mine = {(row.province_iri, row.code): row for row in indicators.location_quotient(dataset, roster=roster) if row.here}
    answer = {(str(row.province), str(row.code)): row for row in dataset.answer("location_quotients", roster=roster) if not str(row.code).isalpha()}
    assert answer.keys() == mine.keys()
    for key, row in answer.items():
        assert (row.here, row.here_all, row.nation, row.nation_all) == tuple(getattr(mine[key], n) for n in ("here", "here_all", "nation", "nation_all"))
        assert float(row.quotient) == pytest.approx(mine[key].quotient, abs=6e-7)


def test_the_concentration_question_has_the_indicator_s_figures(dataset):
    for row in dataset.answer("concentration_of_centers"):
        own = next(iter(indicators.concentration(dataset, roster=str(row.roster))))
        assert float(row.herfindahl) == pytest.approx(own.herfindahl, abs=6e-7) and row.centers == own.centers


def test_the_question_about_links_across_provinces_has_the_indicator_s_figures(dataset):
    own = next(iter(indicators.cross_province_share(dataset)))
    row = dataset.answer("cross_province_links").one()
    assert (row.links, row.crossing_links, row.weight) == (own.links, own.crossing_links, own.weight)
    assert float(row.share) == pytest.approx(own.crossing, abs=6e-7)


def test_each_question_named_by_an_indicator_exists():
    assert {entry.question for entry in indicators.INDICATORS.values() if entry.question} <= set(questions())


def test_a_city_with_its_own_plan_is_told_where_to_look(dataset):
    for name in ("大连", "Dalian"):
        with pytest.raises(CallError, match="大连市, which lies in 辽宁省.*province='辽宁省'.*by='region'"):
            indicators.location_quotient(dataset, province=name)
    with pytest.raises(CallError, match="not a province"):
        indicators.relatedness(dataset, province="东部")
    with pytest.raises(UnknownThingError):
        indicators.location_quotient(dataset, province="辽林")


# What stands beside the figures


@pytest.mark.parametrize("name", sorted(indicators.INDICATORS))
def test_each_result_says_definition_units_source_and_what_it_stands_on(name, dataset, small):
    view = {} if name in LISTS else {"view": small[1] if name in ("triple_helix", "null_model") else small[0]}
    found, entry = computed(name, dataset, **view), indicators.INDICATORS[name]
    about = json.loads(found.to_json())
    assert all(about[key]["zh"] and about[key]["en"] for key in ("title", "definition", "unit"))
    assert all(paper["text"] for paper in about["source"]) and (about["source"] or name in ("center_counts", "growth"))
    stands_on = {"day", "newer_day", "lists"} if name in LISTS else {"cooperations"}
    assert stands_on & found.facts.keys(), name
    assert name in LISTS or (found.facts["kinds"], found.facts["first_year"] <= found.facts["last_year"]) == ("JointAward; JointPlatform", True)
    for language in ("zh", "en"):
        text, page = found.to_text(language=language), found.to_html(language=language)
        assert entry.definition(language) in text and entry.unit(language) in text and entry.source in text
        assert f'<html lang="{language}">' in page and all(f'href="{paper.link}"' in page for paper in entry.papers if paper.doi)


@pytest.mark.parametrize("name", sorted(indicators.INDICATORS))
def test_each_column_and_fact_has_a_chinese_name(name, dataset, small):
    view = {} if name in LISTS else {"view": small[1] if name in ("triple_helix", "null_model") else small[0]}
    found = computed(name, dataset, **view)
    names = [n for n in (*found.columns, *found.facts) if n != "iri" and not n.endswith(("_iri", "_en"))]
    assert [n for n in names if n not in HEADS] == []


def test_files_carry_what_is_said(dataset, tmp_path):
    import pyarrow.parquet

    found = indicators.center_counts(dataset)
    for ending in (".csv", ".json", ".html", ".parquet", ".txt"):
        found.write(tmp_path / f"a{ending}", language="zh")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfiri,label")
    assert json.loads((tmp_path / "a.csv-metadata.json").read_text(encoding="utf-8"))["facts"]["batch"] == 29
    table = pyarrow.parquet.read_table(tmp_path / "a.parquet")
    assert json.loads(table.schema.metadata[b"tcgraph"])["unit"]["zh"] and table.column("centers").to_pylist() == found.column("centers")
    assert "中心数" in (tmp_path / "a.html").read_text(encoding="utf-8") and "单位" in (tmp_path / "a.txt").read_text(encoding="utf-8")
    with pytest.raises(FormatError, match=r"\.csv, \.json"):
        found.write(tmp_path / "a.xlsx")


# Columns


@pytest.mark.parametrize("name", NETWORKS)
def test_columns_give_what_the_dataset_gives(name, dataset):
    options = QUICK.get(name, {})
    function = indicators.INDICATORS[name].function
    assert function(dataset.columns, **options) == function(dataset, **options)
    if name in ("assortativity", "brokerage", "cross_province_share"):
        by = {} if name == "cross_province_share" else {"by": "province"}
        assert function(dataset.columns, **by) == function(dataset, **by)


@pytest.mark.parametrize("name", LISTS)
def test_lists_and_titles_need_a_dataset(name, dataset):
    with pytest.raises(CallError, match="columns do not answer"):
        indicators.INDICATORS[name].function(dataset.columns)


@pytest.mark.parametrize("name", NETWORKS)
def test_no_dictionaries_are_made_of_a_view(name, dataset):
    kind = tcgraph.views.participation if name in ("triple_helix", "null_model") else tcgraph.views.cooperation
    view = kind(dataset)
    computed(name, dataset, view=view)
    assert not view.filled


# Networks


def test_the_triangle_recounted(dataset):
    view = tcgraph.views.participation(dataset)
    kinds = nx.get_node_attributes(view, "kind")
    sides = Counter()
    for node, side in view.nodes(data="bipartite"):
        if side == 1:
            taking = {kinds[one] for one in view[node]}
            sides["all"] += 1
            sides["u_i"] += {"university", "enterprise"} <= taking
            sides["u_i_t"] += {"university", "enterprise", "institute"} <= taking
            sides["known"] += taking <= {"university", "enterprise", "institute"}
    rows = {row.treatment: row for row in indicators.triple_helix(dataset, bootstrap=50)}
    assert (rows["all"].cooperations, rows["all"].u_i, rows["all"].u_i_t, rows["known"].cooperations) == tuple(sides[k] for k in ("all", "u_i", "u_i_t", "known"))
    assert rows["as university"].university > rows["all"].university and rows["as institute"].third > rows["all"].third
    assert all(abs(row.t) < 1000 and row.error > 0 for row in rows.values())


def test_the_triangle_by_year_and_with_government(dataset):
    years = indicators.triple_helix(dataset, by="year", bootstrap=0)
    whole = {row.treatment: row.cooperations for row in indicators.triple_helix(dataset, bootstrap=0)}
    for treatment, number in whole.items():
        assert sum(row.cooperations for row in years if row.treatment == treatment) == number
    government = indicators.triple_helix(dataset, third="government", bootstrap=50)
    assert {row.t for row in government} == {0} and government.notes
    with pytest.raises(CallError, match="participation view"):
        indicators.triple_helix(dataset, view=tcgraph.views.cooperation(dataset, kind="JointAward"))


def test_assortativity_is_networkx_s_on_the_known_part(dataset, network):
    known = nx.Graph(network.subgraph([n for n, kind in network.nodes(data="kind") if kind != "unknown"]).edges)
    nx.set_node_attributes(known, dict(network.nodes(data="kind")), "kind")
    found = indicators.assortativity(dataset, view=network)
    assert found.column("assortativity")[0] == pytest.approx(nx.attribute_assortativity_coefficient(known, "kind"))
    assert found.column("links")[0] + found.facts["links_left_out"] == network.number_of_edges()


def provinces_by_hand(dataset):
    """The province of each organisation, by one look-up after the other: seat, what contains it, centers; the most frequent one."""
    query = """PREFIX tc: <https://w3id.org/tcgraph/ontology#> SELECT ?one ?province WHERE {
      { ?one tc:locatedIn ?province } UNION { ?one tc:locatedIn ?place . ?place tc:within ?province } UNION { ?unit tc:unitOf ?one ; tc:liesWithin ?province }
      ?province a tc:Province }"""
    counts = defaultdict(Counter)
    for one, province in dataset.select(query).rows():
        counts[str(one)][str(province)] += 1
    return {one: min(found, key=lambda place: (-found[place], place)) for one, found in counts.items()}


def test_the_cross_province_share_recounted(dataset, network):
    of = provinces_by_hand(dataset)
    assert len([n for n in network if n in of]) > 250
    known = [(of[a], of[b], w) for a, b, w in network.edges(data="weight") if a in of and b in of]
    found = indicators.cross_province_share(dataset, view=network)
    rows = found.to_dicts()
    assert rows[0]["weight"] == sum(w for *_, w in known) and rows[0]["links"] == len(known)
    assert rows[0]["crossing"] == pytest.approx(sum(w for a, b, w in known if a != b) / rows[0]["weight"])
    assert rows[0]["crossing_links"] == sum(a != b for a, b, _ in known)
    for column in ("links", "links_unknown", "weight", "weight_unknown", "crossing_links"):
        assert sum(row[column] for row in rows[1:]) == rows[0][column]
    assert rows[0]["weight"] + rows[0]["weight_unknown"] == network.size(weight="weight")
    assert rows[0]["links"] + rows[0]["links_unknown"] == network.number_of_edges()
    assert found.facts["with_province"] == len([n for n in network if n in of])


def test_weights_that_are_no_counts_have_no_jackknife(dataset):
    newman = tcgraph.views.cooperation(dataset, weight="newman")
    whole = indicators.cross_province_share(dataset, view=newman).to_dicts()[0]
    assert whole["error"] is None and whole["assortativity"] is not None and whole["links"] == 762


def test_brokers_by_the_definition_on_a_small_network(dataset, small):
    view, kinds = small[0], dict(small[0].nodes(data="kind"))
    totals = Counter()
    for b in view:
        for a in view[b]:
            for c in view[b]:
                if a < c and not view.has_edge(a, c) and "unknown" not in (kinds[a], kinds[b], kinds[c]):
                    totals[b] += 1
    found = indicators.brokerage(dataset, view=view, top=None)
    assert {row.iri: row.total for row in found if row.total} == dict(totals)
    assert sum(found.column("total")) == sum(found.facts[role] for role in ("coordinator", "consultant", "gatekeeper", "liaison"))


def test_a_sample_of_sources_is_near_the_exact_betweenness(dataset, small):
    exact = {row.label: row.share for row in indicators.betweenness(dataset, view=small[0]) if row.level == "kind"}
    sampled = [row for row in indicators.betweenness(dataset, view=small[0], sources=150) if row.level == "kind"]
    assert sum(exact.values()) == pytest.approx(1)
    for row in sampled:
        assert abs(row.share - exact[row.label]) <= 5 * row.share_error + 1e-9


def test_communities_cover_the_network_and_say_their_stability(dataset, small):
    found = indicators.communities(dataset, view=small[0], runs=3, top=None)
    assert sum(found.column("members")) + found.facts["single"] == len(small[0])
    assert all(0 < row.stability <= 1 for row in found)
    assert 0 < found.facts["modularity_lowest"] <= found.facts["modularity"] < 1 and found.facts["adjusted_rand"] <= 1


def test_random_networks_of_either_kind(dataset, small):
    """Swapped links leave hardly a triangle of the awards' cliques; dealt memberships keep cooperations as large as they are."""
    links = {row.statistic: row for row in indicators.null_model(dataset, keep="links", view=small[0], samples=10)}
    members = {row.statistic: row for row in indicators.null_model(dataset, view=small[1], samples=10)}
    assert links["transitivity"].observed == members["transitivity"].observed == pytest.approx(nx.transitivity(small[0]))
    assert links["transitivity"].z > 5 and abs(members["transitivity"].z) < links["transitivity"].z
    assert all(1 / 11 <= row.p <= 1 for row in links.values())
    with pytest.raises(CallError, match="participation view"):
        indicators.null_model(dataset, view=small[0], samples=3)
    with pytest.raises(CallError, match="memberships or links"):
        indicators.null_model(dataset, keep="nodes")


def test_a_large_network_is_sampled_and_says_so(dataset, small, monkeypatch):
    monkeypatch.setattr("tcgraph.indicators.of_networks.EXACT", 10)
    found = indicators.betweenness(dataset, view=small[0])
    assert (found.facts["exact"], found.facts["sources"]) == (False, 200) and "standard error of the draw" in found.notes[0][1]
    assert indicators.betweenness(dataset, view=small[0], sources=len(small[0])).facts["exact"]


def test_a_plain_graph_of_networkx_will_do(dataset, small):
    plain = nx.Graph()
    plain.add_nodes_from((node, dict(data)) for node, data in small[0].nodes(data=True))
    plain.add_weighted_edges_from((a, b, data["weight"]) for a, b, data in small[0].edges(data=True))
    for name in ("assortativity", "brokerage", "cross_province_share"):
        assert computed(name, dataset, view=plain).rows[0] == computed(name, dataset, view=small[0]).rows[0], name


@pytest.mark.parametrize("name", ["assortativity", "betweenness", "brokerage", "communities", "cross_province_share"])
def test_odd_networks_have_figures(name, dataset):
    """Loops, loose nodes, nodes without any attribute."""
    odd = nx.Graph([("a", "a"), ("a", "b"), ("b", "c")])
    odd.add_node("d", kind="enterprise")
    odd.nodes["a"].update(kind="university")
    options = {"sources": None} if name == "betweenness" else {}
    assert indicators.INDICATORS[name].function(dataset, view=odd, **({"runs": 2} if name == "communities" else {}), **options).columns


def test_tables_for_pandas_and_names_for_completion(dataset):
    frame = indicators.growth(dataset).to_pandas()
    assert list(frame.columns) == list(indicators.growth(dataset).columns) and str(frame["rate"].dtype) == "Float64"
    assert frame.nlargest(3, "rate")["rate"].is_monotonic_decreasing
    for module in (tcgraph, indicators, tcgraph.networks, tcgraph.views):
        assert set(module.__all__) <= set(dir(module)), module


def test_whose_province_it_is_stands_beside_the_result(dataset):
    view = views.cooperation(dataset, of="university")
    said = indicators.brokerage(dataset, view=view).facts
    years = [data[name] for *_, data in view.edges(data=True) for name in ("first_year", "last_year") if name in data]
    assert (said["of"], said["first_year"], said["last_year"]) == ("university", min(years), max(years))
