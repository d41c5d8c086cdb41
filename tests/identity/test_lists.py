"""The lists of 2019 and 2023 themselves: what came out, how it compares with what people decided, and what the odds rest on."""

import csv
from collections import Counter, defaultdict

import pytest

from tcgraph import resources
from tcgraph.build.rosters import rosters_of, steps
from tcgraph.build.sources import Sources
from tcgraph.identity import Alignment, Roster, RosterRow, align
from tcgraph.identity.measure import measure
from tcgraph.identity.odds import odds
from tcgraph.scores import score


@pytest.fixture(scope="module")
def sources() -> Sources:
    return Sources(resources.sources(), resources.rules())


@pytest.fixture(scope="module")
def rosters(sources) -> tuple[Roster, Roster]:
    (_, _, old), (_, _, new) = rosters_of(sources)
    return old, new


@pytest.fixture(scope="module")
def lists(sources) -> Alignment:
    (step,) = steps(sources)
    return step.alignment


def test_counts_by_status(lists, rosters, aligned) -> None:
    assert lists.counts == {"same": 1257, "renamed": 154, "to_sub_center": 1, "to_center": 0, "merged": 0, "not_listed": 284, "newly_listed": 300, "undecided": 7}
    aligned.whole(*rosters, lists)


def test_counts_by_method(lists) -> None:
    assert Counter((row.status, row.method) for row in lists) == {
        ("same", "normal-form"): 1247, ("same", "normal-form-moved"): 10, ("renamed", "order-and-name"): 139, ("renamed", "order"): 11,
        ("renamed", "decision"): 4, ("to_sub_center", "named-by-notice"): 1, ("not_listed", "order"): 186, ("not_listed", "kind-not-covered"): 98,
        ("newly_listed", "order"): 300, ("undecided", "order-and-name"): 5, ("undecided", "name"): 2}  # fmt: skip


def test_more_than_97_of_100_old_rows_have_a_decision(lists) -> None:
    old = [row for row in lists if row.old]
    assert len(old) == 1700 and sum(row.status != "undecided" for row in old) / 1700 > 0.97


def test_only_sub_centers_are_not_covered(lists) -> None:
    assert {row.old.kind for row in lists if row.method == "kind-not-covered"} == {"sub-center"}
    assert {row.method for row in lists if row.old and row.old.kind == "sub-center"} == {"kind-not-covered"}


def test_same_names_are_those_that_both_files_have(lists, csv_rows) -> None:
    import re
    import unicodedata

    def plain(name: str) -> str:
        return re.sub(r"\s", "", unicodedata.normalize("NFKC", name))

    old = {plain(r["enterprise_name"]) for r in csv_rows("roster-26") if r["kind"] == "center"}
    both = old & {plain(r["enterprise_name"]) for r in csv_rows("roster-29")}
    assert {plain(row.old.name) for row in lists if row.status == "same"} == both and len(both) == 1257


def test_new_row_before_the_last_old_row_of_its_region_is_an_old_one_or_undecided(lists) -> None:
    last: dict[str, int] = defaultdict(int)
    for row in lists:
        if row.method == "normal-form" and row.new.position:
            last[row.new.region] = max(last[row.new.region], row.new.position)
    before = [row for row in lists if row.new and row.new.position and row.new.position < last[row.new.region] and row.status == "newly_listed"]
    assert before == [] and len(last) == 37


def test_rows_that_moved_stand_behind_the_old_rows_of_their_region(lists) -> None:
    moved = [row for row in lists if row.method == "normal-form-moved"]
    for row in moved:
        others = [r.new.position for r in lists if r.method == "normal-form" and r.new.region == row.new.region and r.new.position]
        own = lists.region_of(row.old) == row.new.region
        assert not own or row.new.position > max(others), row.new
    assert Counter(lists.region_of(row.old) == row.new.region for row in moved) == {True: 8, False: 2}


def test_region_of_each_old_center_can_be_that_of_its_seat(lists, rosters) -> None:
    wrong = [row.name for row in rosters[0].rows if row.kind == "center" and row.may_be and lists.region_of(row) not in row.may_be]
    assert len(wrong) <= 40, wrong  # some are printed elsewhere than they are registered


def test_region_of_each_old_center_that_kept_its_place_is_that_of_its_new_row(lists) -> None:
    for row in lists:
        if row.old and row.new and row.method in ("normal-form", "order", "order-and-name"):
            assert lists.region_of(row.old) == row.new.region, row.old


def test_labelled_rows_are_right() -> None:
    by_part = {(one.set, one.part): one for one in score("rosters")}
    found = by_part["rosters", "all"]
    assert found.expected == 100 and found.right >= 98 and found.right == found.found
    sure = by_part["rosters", "confidence 0.99"]
    assert sure.right == sure.found > 80, sure.errors


def test_labels_speak_of_rows_of_the_lists(root, csv_rows) -> None:
    with (root / "data" / "labelled" / "rosters.csv").open(encoding="utf-8", newline="") as file:
        labels = list(csv.DictReader(file))
    old = {r["position"]: r["enterprise_name"] for r in csv_rows("roster-26")}
    new = {(r["position"], r["enterprise_name"]) for r in csv_rows("roster-29")}
    for label in labels:
        assert old[label["old_position"]] == label["old_name"] and label["reason"], label
        assert ((label["new_position"], label["new_name"]) in new) == (label["expected"] in ("renamed", "same")), label


def test_odds_are_measured_on_the_lists(rosters, root) -> None:
    with (root / "data" / "rules" / "name-likeness.csv").open(encoding="utf-8-sig", newline="") as file:
        counts = {row["likeness"]: (int(row["same"]), int(row["different"])) for row in csv.DictReader(file)}
    assert measure(*rosters) == counts, "data/rules/name-likeness.csv is what measure() counts"
    assert set(odds()) == set(counts)


@pytest.mark.parametrize("regions", [True, False], ids=["regions of the newer", "no regions"])
def test_names_alone_are_never_sure_and_seldom_wrong(rosters, lists, regions: bool) -> None:
    """The same lists sorted by name: what is joined by names alone is nearly always what order and name join."""
    old, new = (Roster([RosterRow(r.key, r.name, r.kind, r.region if regions else "") for r in sorted(roster.rows, key=lambda r: r.name)]) for roster in rosters)
    truth = {row.old.key: row.new.key for row in lists if row.old and row.new}
    found = [row for row in align(old, new) if row.old and row.new and row.status == "renamed"]
    wrong = [(row.old.name, row.new.name) for row in found if truth.get(row.old.key) != row.new.key]
    assert max(row.confidence for row in found) <= 0.97
    assert len(found) > 50 and len(wrong) <= 2, wrong


def test_rows_between_two_regions_are_said_to_be_uncertain(lists) -> None:
    """A row at the end of one block and the beginning of the next, whose name says nothing and is like none there, stays in the first."""
    names = {row.old.key: row.old.name for row in lists if row.old}
    assert sorted(names[key] for key in lists.borders) == ["丹东东方测控技术股份有限公司", "华晨汽车集团控股有限公司", "德蓝水技术股份有限公司", "新疆大全新能源股份有限公司"]
    assert {lists.regions[key] for key in lists.borders} == {"辽宁省", "新疆维吾尔自治区"}
