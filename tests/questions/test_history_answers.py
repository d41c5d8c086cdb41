"""Titles on a day, histories, losses, renamings, new ones, the panel: counted again from the lists and their alignment."""

import datetime as dt
from collections import Counter

import pytest

from tcgraph import resources
from tcgraph.build.rosters import steps
from tcgraph.build.sources import Sources
from tcgraph.errors import AmbiguousNameError, BindingError, CallError, UnknownQuestionError, UnknownThingError
from tcgraph.identity import Alignment
from tcgraph.names import normal_form

OLD, NEW = dt.date(2019, 12, 31), dt.date(2023, 2, 24)
OPEN = {"天津市": 3, "浙江省": 2, "贵州省": 2}  # undecided rows of both lists


@pytest.fixture(scope="module")
def lists() -> Alignment:
    (step,) = steps(Sources(resources.sources(), resources.rules()))
    return step.alignment


def interrupted(lists: Alignment) -> set[str]:
    return {row.new.name for row in lists if row.method == "normal-form-moved" and lists.region_of(row.old) == row.new.region}


def names(rows: object, status: str, column: str = "name") -> Counter:
    return Counter(row[column] for row in rows if row["status"] == status)


def on(dataset, day: str) -> list[dict]:
    return dataset.answer("held_title_on", on=day).to_dicts()


def undecided_new(lists: Alignment) -> set[str]:
    return {row.new.name for row in lists if row.status == "undecided" and row.new}


@pytest.mark.parametrize("day", ["1993-01-01", "2018-01-01", "2018-12-31"])
def test_before_the_first_list_its_old_rows_are_possible_and_nothing_is_certain(dataset, csv_rows, lists, day: str) -> None:
    found = on(dataset, day)
    old = Counter(r["enterprise_name"] for r in csv_rows("roster-26") if not r["newly_certified"])
    assert names(found, "possible") == old + Counter(undecided_new(lists)) and len(found) == 1564 + 3
    assert all(row["start_not_before"] is None for row in found)


def test_within_the_year_of_the_first_list_all_its_rows_are_possible(dataset, csv_rows, lists) -> None:
    found = on(dataset, "2019-06-30")
    assert names(found, "possible") == Counter(r["enterprise_name"] for r in csv_rows("roster-26")) + Counter(undecided_new(lists))
    assert len(found) == 1703


def test_on_the_day_of_the_older_list_all_its_rows_hold_the_title_under_their_names_of_then(dataset, csv_rows, lists) -> None:
    whole = on(dataset, "2019-12-31")
    assert names(whole, "possible") == Counter(undecided_new(lists)), "each may be an old row under another name"
    found = [row for row in whole if row["status"] == "held"]
    assert names(found, "held") == Counter(r["enterprise_name"] for r in csv_rows("roster-26")) and len(found) == 1700
    assert Counter(row["kind"] for row in found) == {"center": 1602, "sub-center": 98}
    later = {(row["name"], row["later_name"]) for row in found if row["later_name"]}
    assert ("北京天地玛珂电液控制系统有限公司", "北京天玛智控科技股份有限公司") in later


def test_later_name_is_the_name_on_the_next_list_where_it_is_another(dataset, lists) -> None:
    later = {(row["name"], row["later_name"]) for row in on(dataset, "2019-12-31") if row["later_name"]}
    assert later == {(row.old.name, row.new.name) for row in lists if row.old and row.new and row.old.name != row.new.name}


@pytest.mark.parametrize("day", ["2020-01-01", "2021-06-30", "2023-02-23"])
def test_between_the_lists_those_on_both_hold_it_and_those_on_one_perhaps(dataset, lists, day: str) -> None:
    found = on(dataset, day)
    through = {row.old.name for row in lists if row.status in ("same", "renamed")} - {row.old.name for row in lists if row.new and row.new.name in interrupted(lists)}
    held = names(found, "held")
    certified = {row["name"] for row in dataset.answer("new_between", since="2020-01-01", until=day).to_dicts() if row["certain"]}
    assert set(held) - {"无锡小天鹅股份有限公司"} == through | certified and max(held.values()) == 1
    presumed = {row.old.name for row in lists if row.method == "kind-not-covered"}
    assert set(names(found, "presumed")) - {"无锡小天鹅股份有限公司"} == presumed
    possible = names(found, "possible") - Counter(undecided_new(lists))
    assert undecided_new(lists) <= set(names(found, "possible"))
    lost = {row.old.name for row in lists if row.status == "not_listed" and row.method == "order"}
    open_old = {row.old.name for row in lists if row.status == "undecided" and row.old}
    assert lost | open_old <= set(possible)
    fresh = {row.new.name for row in lists if row.status == "newly_listed"}
    known = fresh & set(possible)
    assert set(possible) - lost - open_old - known <= interrupted(lists) | {row.old.name for row in lists if row.new and row.new.name in interrupted(lists)}
    assert bool(known or certified) == (day > "2020-12-22"), "none of batch 27 before its notice"
    assert fresh >= certified and bool(certified) == (day > "2020-12-22")


@pytest.mark.parametrize(("day", "kind"), [("2020-12-21", "held"), ("2020-12-22", "presumed")])
def test_day_of_a_change_of_kind_belongs_to_the_new_kind(dataset, day: str, kind: str) -> None:
    rows = [row for row in on(dataset, day) if row["name"] == "无锡小天鹅股份有限公司"]
    center, sub = "2020-12-21", "2020-12-22"
    assert len([row for row in rows if row["status"] in ("held", "presumed")]) == 1
    held = next(row for row in rows if row["status"] in ("held", "presumed"))
    assert held["status"] == "held" and (held["end_not_before"] == dt.date(2020, 12, 22)) == (day == center) and (held["start_not_after"] == dt.date(2020, 12, 22)) == (day == sub)


def test_on_the_day_of_the_newer_list_its_rows_hold_the_title(dataset, csv_rows) -> None:
    found = on(dataset, "2023-02-24")
    assert names(found, "held") == Counter(r["enterprise_name"] for r in csv_rows("roster-29"))
    assert Counter(row["place"] for row in found if row["status"] == "held") == Counter(r["region"] for r in csv_rows("roster-29"))
    assert names(found, "presumed") == Counter([*(r["enterprise_name"] for r in csv_rows("roster-26") if r["kind"] == "sub-center"), "无锡小天鹅股份有限公司"])
    assert set(names(found, "possible")) == {"中材装备集团有限公司", "天津天铁冶金集团有限公司", "天马轴承集团股份有限公司", "贵州航天天马机电科技有限公司"}


def test_behind_the_newer_list_all_is_presumed(dataset, csv_rows) -> None:
    found = on(dataset, "2026-01-01")
    assert Counter(row["status"] for row in found) == {"presumed": 1714 + 98 + 1, "possible": 4}
    assert {r["enterprise_name"] for r in csv_rows("roster-29")} <= set(names(found, "presumed"))


@pytest.mark.parametrize("day", ["2019-12-31", "2021-06-30", "2023-02-24", "2026-01-01"])
def test_no_unit_holds_it_twice_on_a_day(dataset, day: str) -> None:
    units = Counter(row["unit"] for row in on(dataset, day) if row["status"] != "possible")
    assert max(units.values()) == 1


def test_losses_between_the_lists(dataset, lists) -> None:
    found = dataset.answer("lost_between", since="2019-12-31", until="2023-02-24").to_dicts()
    lost = Counter(row.old.name for row in lists if row.status == "not_listed" and row.method != "kind-not-covered")
    assert Counter(row["name"] for row in found if row["cause"] == "delisted") == lost and lost.total() == 186
    assert [(row["name"], row["certain"], row["not_before"]) for row in found if row["cause"] == "changed kind"] == [("无锡小天鹅股份有限公司", True, dt.date(2020, 12, 22))]
    doubtful = {"perhaps interrupted": interrupted(lists), "undecided": {row.old.name for row in lists if row.status == "undecided" and row.old}}
    assert {cause: {row["name"] for row in found if row["cause"] == cause} for cause in doubtful} == doubtful
    assert all(row["certain"] == (row["cause"] not in doubtful) for row in found)
    part = dataset.answer("lost_between", since="2020-06-01", until="2020-12-31").to_dicts()
    assert Counter(row["certain"] for row in part) == {False: 186 + 8 + 4, True: 1}
    assert len(dataset.answer("lost_between", since="2023-02-25", until="2026-01-01")) == len(dataset.answer("lost_between", since="2018-01-01", until="2019-12-31")) == 0


def test_renamings_between_the_lists(dataset, lists) -> None:
    found = dataset.answer("renamed_between", since="2019-01-01", until="2023-02-24").to_dicts()
    assert Counter((row["old_name"], row["new_name"]) for row in found) == Counter((row.old.name, row.new.name) for row in lists if row.status == "renamed")
    assert all(row["certain"] and float(row["confidence"]) >= 0.9 for row in found)
    assert not any(row["certain"] for row in dataset.answer("renamed_between", since="2020-01-01", until="2023-02-24").to_dicts())


def test_new_ones_between_the_lists(dataset, lists) -> None:
    found = dataset.answer("new_between", since="2020-01-01", until="2023-02-24").to_dicts()
    assert Counter(row["name"] for row in found) == Counter(row.new.name for row in lists if row.status == "newly_listed")
    assert len(found) == 300 and all(row["certain"] and 27 <= row["earliest_batch"] <= row["latest_batch"] <= 29 for row in found)
    five = [row for row in dataset.answer("new_between", since="2023-01-01", until="2023-02-24").to_dicts() if row["certain"]]
    assert {row["name"] for row in five if row["place"] == "辽宁省"} == {
        "沈阳仪表科学研究院有限公司", "沈阳兴齐眼药股份有限公司", "沈阳铝镁设计研究院有限公司", "沈阳富创精密设备股份有限公司", "沈阳芯源微电子设备股份有限公司"}


def test_panel_has_every_unit_in_each_year_and_nothing_certain_that_is_not_possible(dataset) -> None:
    rows = dataset.answer("panel", since=2017, until=2024).to_dicts()
    assert Counter(row["year"] for row in rows) == dict.fromkeys(range(2017, 2025), 2003)
    assert len({(row["unit"], row["year"]) for row in rows}) == len(rows) == 8 * 2003
    assert all(row["certain"] <= row["possible"] and (row["status"] == "held") == bool(row["certain"]) for row in rows)
    assert all((row["status"] == "not held") == (not row["possible"]) for row in rows)


@pytest.mark.parametrize("year", [2018, 2019, 2021, 2022, 2023, 2024])
def test_panel_of_a_year_is_the_titles_of_its_last_day(dataset, year: int) -> None:
    panel = {row["unit"]: row["status"] for row in dataset.answer("panel", since=year, until=year).to_dicts() if row["possible"]}
    best: dict[str, str] = {}
    for row in on(dataset, f"{year}-12-31"):
        rank = ["possible", "presumed", "held"]
        best[row["unit"]] = max(row["status"], best.get(row["unit"], "possible"), key=rank.index)
    assert panel == best


def test_panel_outside_its_years_is_empty(dataset) -> None:
    assert len(dataset.answer("panel", since=2050, until=2051)) == 0


NAMES = ["北京天玛智控科技股份有限公司", "北京天地玛珂电液控制系统有限公司", "北京天玛智控科技股份有限公司技术中心", "北京天地玛珂电液控制系统有限公司技术中心"]


@pytest.mark.parametrize("name", NAMES)
def test_history_is_found_by_present_and_former_names_of_firm_and_center(dataset, name: str) -> None:
    found = dataset.answer("history_of", unit=name).to_dicts()
    assert [(row["event"], row["not_after"]) for row in found] == [
        ("held the title", OLD), ("listed", OLD), ("listed", NEW), ("renamed", NEW)]
    assert found[3]["detail"] == "北京天地玛珂电液控制系统有限公司 → 北京天玛智控科技股份有限公司" and found[3]["method"] == "decision"
    assert found[1]["detail"] == "北京天地玛珂电液控制系统有限公司（第26批名单第227位）"


def test_history_of_a_center_that_became_a_sub_center(dataset) -> None:
    found = [(row["event"], str(row["not_after"])) for row in dataset.answer("history_of", unit="无锡小天鹅股份有限公司").to_dicts()]
    assert Counter(event for event, _ in found) == {"listed": 1, "changed kind": 1, "held the title": 2}
    assert ("changed kind", "2020-12-22") in found


def test_firm_with_two_units_is_ambiguous_and_names_them(dataset) -> None:
    with pytest.raises(AmbiguousNameError) as caught:
        dataset.answer("history_of", unit="扬子江药业集团有限公司")
    assert len(caught.value.candidates) == 2
    for iri, _ in caught.value.candidates:
        assert len(dataset.answer("history_of", unit=iri)) > 0


def test_unit_is_no_university(dataset) -> None:
    with pytest.raises(UnknownThingError, match="looked for as tc:Unit"):
        dataset.find_one("清华大学", "tc:Unit")


# the dataset as of a day ------------------------------------------------------


def test_as_of_gives_each_question_its_day(dataset) -> None:
    then = dataset.as_of("2021-06-30")
    assert repr(then) == "<tcgraph.AsOf: 2021-06-30>" and then.day == dt.date(2021, 6, 30)
    assert then.holders() == dataset.answer("held_title_on", on="2021-06-30")
    assert then.answer("centers_in_province", province="辽宁") == dataset.answer("centers_in_province", province="辽宁", on="2021-06-30")
    assert {"held_title_on", "centers_in_province", "centers_by_province", "ranking_in_region"} <= set(then.questions) and "rosters" not in then.questions


@pytest.mark.parametrize("day", [dt.date(2023, 3, 15), dt.datetime(2023, 3, 15, 9), "2023-03-15"])
def test_day_may_be_a_date_a_moment_or_text(dataset, day: object) -> None:
    assert dataset.as_of(day).answer("centers_in_province", province="辽宁").one().located == 47


@pytest.mark.parametrize("day", ["", "2023-02-30", "15.3.2023", "2023", None, 20230315])
def test_what_is_no_day_is_an_error(dataset, day: object) -> None:
    with pytest.raises(BindingError, match=r"is no day: write YYYY-MM-DD\."):
        dataset.as_of(day)


def test_question_without_a_day_is_refused_with_those_that_take_one(dataset) -> None:
    with pytest.raises(CallError, match=r"The question rosters takes no day\. On a day one can ask: .*held_title_on"):
        dataset.as_of("2023-03-15").answer("rosters")
    with pytest.raises(UnknownQuestionError):
        dataset.as_of("2023-03-15").answer("nothing")
    with pytest.raises(BindingError, match="needs province"):
        dataset.as_of("2023-03-15").answer("centers_in_province")


def test_names_in_the_answers_are_printed_names(dataset, csv_rows) -> None:
    printed = {normal_form(r["enterprise_name"]) for batch in ("26", "29") for r in csv_rows(f"roster-{batch}")}
    assert {normal_form(row["name"]) for row in on(dataset, "2021-06-30")} <= printed
