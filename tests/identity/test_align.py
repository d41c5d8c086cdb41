"""Alignment of two rosters: what becomes of each row, by equal names, by order, by names alone, and by rulings."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcgraph.errors import CallError
from tcgraph.identity import Roster, RosterRow, Ruling, align

KEPT = ("same", "normal-form")


def kept(name: str) -> tuple[str, str, str]:
    return "same", name, "normal-form"


def test_identical_rosters_are_all_the_same(make, firms, aligned) -> None:
    old = make(("甲省", firms[:50]), ("乙省", firms[50:80]))
    assert aligned(old, make(("甲省", firms[:50]), ("乙省", firms[50:80]))) == {name: kept(name) for name in firms[:80]}


@pytest.mark.parametrize(("old", "new", "status"), [((), (), None), (("a",), (), "not_listed"), ((), ("a",), "newly_listed")])
def test_empty_roster_on_either_side(make, aligned, old, new, status) -> None:
    found = aligned(make(("甲省", old)), make(("甲省", new)))
    assert {said for said, _, _ in found.values()} == ({status} if status else set())


def test_printings_of_one_name_are_the_same(make, aligned) -> None:
    found = aligned(make(("甲省", ["沈阳飞机工业(集团)有限公司"])), make(("甲省", ["沈阳飞机工业（集团） 有限公司"])))
    assert list(found.values()) == [kept("沈阳飞机工业（集团） 有限公司")]


@pytest.mark.parametrize("new_name", ["冰山冷热科技股份有限公司", "晋能控股煤业集团有限公司"])
def test_row_alone_in_its_gap_is_renamed_whatever_the_names(make, firms, aligned, new_name: str) -> None:
    old, new = firms[:9], [*firms[:4], new_name, *firms[5:9]]
    assert aligned(make(("甲省", old)), make(("甲省", new)))[firms[4]] == ("renamed", new_name, "order")


def test_renamed_row_among_lost_ones_is_found_by_its_name(make, firms, aligned) -> None:
    old = [*firms[:3], "洪都航空工业股份有限公司", "盾安精工集团有限公司", "赛特电梯有限公司", *firms[3:6]]
    found = aligned(make(("甲省", old)), make(("甲省", [*firms[:3], "盾安人工环境股份有限公司", *firms[3:6]])))
    assert found["盾安精工集团有限公司"] == ("renamed", "盾安人工环境股份有限公司", "order-and-name")
    assert {found[name][0] for name in ("洪都航空工业股份有限公司", "赛特电梯有限公司")} == {"not_listed"}


def test_two_strangers_facing_one_new_row_are_undecided_and_keep_their_candidate(make, firms) -> None:
    old = make(("甲省", [*firms[:3], firms[20], firms[24], *firms[3:6]]))
    new = make(("甲省", [*firms[:3], "冰山冷热科技股份有限公司", *firms[3:6]]))
    found = {row.old.name: row for row in align(old, new) if row.old}
    for name in (firms[20], firms[24]):
        assert found[name].status == "undecided" and found[name].new is None
        (candidate,) = [e for e in found[name].evidence if e.kind == "candidate"]
        assert candidate.old == (name,) and candidate.new == ("冰山冷热科技股份有限公司",) and 0.3 < candidate.value < 0.7


def test_lost_row_is_not_listed_and_says_between_which_rows_it_stood(make, firms) -> None:
    found = next(row for row in align(make(("甲省", firms[:9])), make(("甲省", [*firms[:4], *firms[5:9]]))) if row.old and row.old.name == firms[4])
    assert (found.status, found.new, found.method) == ("not_listed", None, "order") and found.confidence > 0.9
    (order,) = [e for e in found.evidence if e.kind == "order"]
    assert (order.old, order.new, order.text) == ((firms[3], firms[5]), (firms[3], firms[5]), "甲省")


def test_appended_rows_of_each_region_are_new(make, firms, aligned) -> None:
    old = make(("甲省", firms[:9]), ("乙省", firms[20:29]))
    found = aligned(old, make(("甲省", [*firms[:9], *firms[40:44]]), ("乙省", [*firms[20:29], *firms[50:53]])))
    assert {name for name, said in found.items() if said[0] != "same"} == {f"+{name}" for name in (*firms[40:44], *firms[50:53])}


def test_last_old_row_renamed_before_the_appended_ones_is_found_by_its_name(make, firms, aligned) -> None:
    old, new = [*firms[:5], "赛特电梯有限公司"], [*firms[:5], "赛特电梯股份有限公司", *firms[30:34]]
    assert aligned(make(("甲省", old)), make(("甲省", new)))["赛特电梯有限公司"][:2] == ("renamed", "赛特电梯股份有限公司")


def test_last_old_row_and_a_stranger_appended_are_not_joined(make, firms, aligned) -> None:
    found = aligned(make(("甲省", [*firms[:5], firms[9]])), make(("甲省", [*firms[:5], *firms[30:34]])))
    assert found[firms[9]][0] in ("not_listed", "undecided")


def test_row_that_moved_to_the_end_of_its_region_is_the_same_by_another_method(make, firms, aligned) -> None:
    old = make(("甲省", firms[:9]), ("乙省", firms[20:29]))
    found = aligned(old, make(("甲省", [*firms[:3], *firms[4:9], firms[3], firms[50]]), ("乙省", firms[20:29])))
    assert found.pop(firms[3]) == ("same", firms[3], "normal-form-moved")
    assert {said[2] for said in found.values() if said[0] == "same"} == {"normal-form"}


def test_row_that_moved_to_another_region_is_the_same_and_keeps_its_old_region(make, firms) -> None:
    old = make(("", firms[:9]), ("", firms[20:29]))
    new = make(("甲省", [*firms[:3], *firms[4:9]]), ("乙省", [*firms[20:29], firms[3]]))
    found = align(old, new)
    moved = next(row for row in found if row.old and row.old.name == firms[3])
    assert (moved.method, moved.new.region, found.region_of(moved.old)) == ("normal-form-moved", "乙省", "甲省")


def test_unpositioned_rows_take_the_free_positions_that_their_old_rows_require(make, firms, aligned) -> None:
    old, new = make(("甲省", firms[:8])), list(make(("甲省", [*firms[:3], "冰山冷热科技股份有限公司", *firms[4:8]])).rows)
    unplaced = [new[5], new[1]]  # firms[5], firms[1]: the copy does not have their places, and names them in another order
    rows = [row for row in new if row not in unplaced] + [RosterRow(r.key, r.name, region=r.region) for r in unplaced]
    found = aligned(old, Roster(rows))
    assert found[firms[3]] == ("renamed", "冰山冷热科技股份有限公司", "order")
    assert found[firms[1]] == kept(firms[1]) and found[firms[5]] == kept(firms[5])


def test_regions_that_the_old_roster_does_not_print_are_those_of_the_neighbours(make, firms) -> None:
    regions = ["甲省", "乙省", "丙省"]
    blocks = [(region, firms[20 * n : 20 * n + 9]) for n, region in enumerate(regions)]
    old = make(*(("", [*names, *firms[20 * n + 10 : 20 * n + 12]]) for n, (_, names) in enumerate(blocks)))
    found = align(old, make(*blocks))
    for row in old.rows:
        region = regions[firms.index(row.name) // 20]
        if firms.index(row.name) % 20 < 9:
            assert found.region_of(row) == region
        else:  # lost at the border of two regions: in one of the two
            assert found.region_of(row) in (region, regions[min(regions.index(region) + 1, 2)])


@pytest.mark.parametrize("seats", ["甲甲", "甲乙", "乙乙"])
def test_row_at_the_border_stands_where_its_seat_allows(make, firms, seats: str) -> None:
    border = [RosterRow(firms[60 + n], firms[60 + n], position=10 + n, may_be=frozenset({f"{seat}省"})) for n, seat in enumerate(seats)]
    rows = [*make(("", firms[:9])).rows, *border, *make(("", firms[20:29]), start=20).rows]
    found = align(Roster(rows), make(("甲省", firms[:9]), ("乙省", firms[20:29])))
    assert [found.region_of(row)[0] for row in border] == list(seats)


def test_row_at_the_border_stands_where_it_resembles_an_open_row(make, firms) -> None:
    border = RosterRow("x", "赛特电梯有限公司", position=10)
    rows = [*make(("", firms[:9])).rows, border, *make(("", firms[20:29]), start=20).rows]
    for region in ("甲省", "乙省"):
        extra = {"甲省": ([*firms[:9], "赛特电梯科技有限公司"], firms[20:29]), "乙省": (firms[:9], ["赛特电梯科技有限公司", *firms[20:29]])}[region]
        found = align(Roster(rows), make(("甲省", extra[0]), ("乙省", extra[1])))
        assert found.region_of(border) == region
        assert next(row.new.name for row in found if row.old is border) == "赛特电梯科技有限公司"


def test_regions_in_another_order_on_the_newer_roster(make, firms, aligned) -> None:
    old = make(("", firms[:9]), ("", [firms[20], firms[38], *firms[21:29]]), ("", firms[40:49]))
    new = make(("四川省", [firms[20], "冰山冷热科技股份有限公司", *firms[21:29]]), ("重庆市", firms[:9]), ("贵州省", firms[40:49]))
    assert aligned(old, new)[firms[38]] == ("renamed", "冰山冷热科技股份有限公司", "order")


def test_alphabetical_rosters_are_matched_by_names_alone(make, firms, aligned) -> None:
    shuffled = random.Random(7).sample(firms[:60], 60)
    old = make(("甲省", [*shuffled[:30], "赛特电梯有限公司", firms[90], *shuffled[30:]]))
    new = make(("甲省", sorted([*firms[:60], "赛特电梯集团股份有限公司", firms[99]])))
    found = aligned(old, new)
    assert found["赛特电梯有限公司"] == ("renamed", "赛特电梯集团股份有限公司", "name")
    assert found[firms[90]][0] == "not_listed" and found[f"+{firms[99]}"][0] == "newly_listed"
    assert not {method for _, _, method in found.values()} & {"order", "order-and-name", "normal-form-moved"}


@pytest.mark.parametrize("region", ["", "甲省"])
def test_rosters_without_positions_are_matched_by_names_alone(make, firms, aligned, region: str) -> None:
    old = make((region, [*firms[:9], "赛特电梯有限公司", firms[90]]), positions=False)
    found = aligned(old, make((region, [*firms[:9], "赛特电梯集团股份有限公司"]), positions=False))
    assert found["赛特电梯有限公司"][:2] == ("renamed", "赛特电梯集团股份有限公司") and found[firms[90]][0] == "not_listed"


def test_two_rosters_without_regions_are_aligned_by_order(make, firms, aligned) -> None:
    found = aligned(make(("", firms[:20])), make(("", [*firms[:9], "冰山冷热科技股份有限公司", *firms[10:20], firms[50]])))
    assert found[firms[9]] == ("renamed", "冰山冷热科技股份有限公司", "order") and found[f"+{firms[50]}"][0] == "newly_listed"


def test_of_two_old_rows_like_one_new_row_the_liker_is_not_lost_to_the_first(make) -> None:
    old = make(("甲省", ["沈阳富创精密设备有限公司", "沈阳富创科技有限公司"]), positions=False)
    found = {row.old.name: row for row in align(old, make(("甲省", ["沈阳富创科技股份有限公司"]), positions=False)) if row.old}
    assert found["沈阳富创精密设备有限公司"].status == "undecided" and found["沈阳富创精密设备有限公司"].new is None
    shares = {name: next(e.value for e in row.evidence if e.kind == "candidate") for name, row in found.items()}
    assert shares["沈阳富创科技有限公司"] > 0.85 and sum(shares.values()) <= 1


def annexed(make, blocks: list[tuple[str, list[str]]], annex: list[tuple[str, str]]) -> Roster:
    """A roster that prints the newly certified first, in an annex of their own."""
    first = [RosterRow(name, name, region=region, position=n, new=True) for n, (region, name) in enumerate(annex, 1)]
    return Roster([*first, *make(*blocks, start=len(first) + 1).rows])


def test_annex_of_the_older_roster_stands_at_the_end_of_the_regions_of_the_newer(make, firms, aligned) -> None:
    old = annexed(make, [("", firms[:9]), ("", firms[20:29])], [("", firms[12]), ("", firms[13]), ("", firms[32])])
    new = make(("甲省", [*firms[:9], firms[12], "冰山冷热科技股份有限公司", firms[15]]), ("乙省", [*firms[20:29], firms[32]]))
    found = aligned(old, new)
    assert found[firms[12]] == kept(firms[12]) and found[firms[32]] == kept(firms[32])
    assert {said[2] for said in found.values() if said[0] == "same"} == {"normal-form"}, "none of the annex has moved"


def test_lost_row_of_the_annex_is_found_in_its_place(make, firms, aligned) -> None:
    old = annexed(make, [("", firms[:9]), ("", firms[20:29])], [("", firms[12]), ("", "赛特电梯有限公司"), ("", firms[13]), ("", firms[32])])
    new = make(("甲省", [*firms[:9], firms[12], "冰山冷热科技股份有限公司", firms[13]]), ("乙省", [*firms[20:29], firms[32]]))
    assert aligned(old, new)["赛特电梯有限公司"] == ("renamed", "冰山冷热科技股份有限公司", "order")


def test_annex_of_the_newer_roster_holds_additions_and_breaks_no_order(make, firms, aligned) -> None:
    old = make(("甲省", firms[:9]), ("乙省", firms[20:29]))
    new = annexed(make, [("甲省", [*firms[:4], "冰山冷热科技股份有限公司", *firms[5:9]]), ("乙省", firms[20:29])], [("甲省", firms[50]), ("乙省", firms[60])])
    found = aligned(old, new)
    assert found[firms[4]] == ("renamed", "冰山冷热科技股份有限公司", "order")
    assert {found[f"+{firms[50]}"][0], found[f"+{firms[60]}"][0]} == {"newly_listed"}


def test_lost_row_is_not_its_neighbour_in_the_newer_annex(make, firms, aligned) -> None:
    old = make(("甲省", firms[:9]))
    new = annexed(make, [("甲省", firms[:8])], [("甲省", firms[50])])
    assert aligned(old, new)[firms[8]][0] == "not_listed"


def sub(name: str, position: int | None = None) -> RosterRow:
    return RosterRow(f"sub {name}", name, "sub-center", "甲省", position)


def test_kind_that_the_newer_roster_does_not_list_is_not_taken_for_lost(make, firms, aligned) -> None:
    old = Roster([*make(("甲省", firms[:5])).rows, sub(firms[70], 6)])
    assert aligned(old, make(("甲省", firms[:5])))[firms[70]] == ("not_listed", "", "kind-not-covered")


def test_kind_that_the_newer_roster_covers_without_a_row_is_lost(make, firms, aligned) -> None:
    old = Roster([*make(("甲省", firms[:5])).rows, sub(firms[70], 6)])
    new = Roster(make(("甲省", firms[:5])).rows, covers=frozenset({"center", "sub-center"}))
    assert aligned(old, new)[firms[70]][2] != "kind-not-covered"


def test_kind_that_the_older_roster_does_not_list_is_no_addition(make, firms, aligned) -> None:
    new = Roster([*make(("甲省", firms[:5])).rows, sub(firms[70], 6)])
    assert aligned(make(("甲省", firms[:5])), new)[f"+{firms[70]}"] == ("newly_listed", "", "kind-not-covered")


def test_center_and_sub_center_of_one_name_on_both_rosters_stay_apart(make, firms) -> None:
    old, new = (Roster([*make(("甲省", firms[:5])).rows, sub(firms[2], 6)]) for _ in range(2))
    found = align(old, new)
    assert [(row.old.kind, row.new.kind) for row in found] == [*[("center", "center")] * 5, ("sub-center", "sub-center")]


@pytest.mark.parametrize(("before", "status"), [("center", "to_sub_center"), ("sub-center", "to_center")])
def test_equal_name_of_the_other_kind_is_a_change_of_kind(make, firms, before: str, status: str) -> None:
    plain, other = list(make(("甲省", firms[:5])).rows), sub(firms[70], 6)
    center = RosterRow("x", firms[70], region="甲省", position=6)
    rows = {"center": center, "sub-center": other}
    extra = sub(firms[71], 7)
    old = Roster([*plain, rows.pop(before), extra])
    new = Roster([*plain, next(iter(rows.values())), extra])
    found = {row.status: row for row in align(old, new)}
    assert set(found) == {"same", status} and found[status].method == "normal-form-other-kind"
    assert found[status].old.name == found[status].new.name == firms[70]


def test_rows_of_one_name_are_paired_in_order_and_what_is_too_many_is_lost(make, firms, aligned) -> None:
    twice = [RosterRow(key, firms[9], region="甲省", position=at) for key, at in (("a", 10), ("b", 11))]
    old = Roster([*make(("甲省", firms[:5])).rows, *twice])
    new = Roster([*make(("甲省", firms[:5])).rows, RosterRow("c", firms[9], region="甲省", position=10)])
    pairs = {row.old.key: row.new.key if row.new else None for row in align(old, new) if row.old and row.old.name == firms[9]}
    assert pairs == {"a": "c", "b": None}
    aligned.whole(old, new, align(old, new))


def test_rows_of_one_name_in_two_regions_are_paired_within_their_region(make, firms) -> None:
    old = Roster([*make(("甲省", [*firms[:5], firms[9]]), key="a").rows, *make(("乙省", [*firms[20:25], firms[9]]), start=7, key="b").rows])
    new = Roster(make(("甲省", firms[:5]), ("乙省", [*firms[20:25], firms[9]])).rows)
    kept_row = next(row for row in align(old, new) if row.old and row.new and row.old.name == firms[9])
    assert (kept_row.old.region, kept_row.new.region) == ("乙省", "乙省")


@pytest.mark.parametrize("side", [0, 1])
def test_key_that_stands_twice_is_an_error(make, firms, side: int) -> None:
    plain = make(("甲省", firms[:3]))
    rosters = [plain, plain]
    rosters[side] = Roster([*plain.rows, RosterRow(firms[0], "x")])
    with pytest.raises(CallError, match=f"1 keys stand on more than one row of a roster, '{firms[0]}' first"):
        align(*rosters)


RULED = [
    (Ruling("same", "b", "y"), ("same", "y")), (Ruling("renamed", "b", "y"), ("renamed", "y")), (Ruling("to_sub_center", "b", "y"), ("to_sub_center", "y")),
    (Ruling("to_sub_center", "b"), ("to_sub_center", None)), (Ruling("to_center", "b"), ("to_center", None)), (Ruling("merged", "b"), ("merged", None)),
    (Ruling("merged", "b", "a"), ("merged", None)), (Ruling("not_listed", "b"), ("not_listed", None)), (Ruling("undecided", "b"), ("undecided", None)),
    (Ruling("undecided", "b", "y"), ("undecided", None)), (Ruling("different", "b", "x"), ("not_listed", None)),
]  # fmt: skip
LETTERS = {"a": "鑫腾轴承有限公司", "b": "赛特电梯有限公司", "c": "瀚翔水泥有限公司", "x": "赛特电梯股份有限公司", "y": "冰山冷热科技股份有限公司"}


def lettered(letters: str) -> Roster:
    return Roster([RosterRow(key, LETTERS[key], region="甲省", position=n) for n, key in enumerate(letters, 1)])


@pytest.mark.parametrize(("ruling", "expected"), RULED, ids=[f"{r.decision} {r.old}{r.new}" for r, _ in RULED])
def test_ruling_wins_over_names_and_order(aligned, ruling: Ruling, expected: tuple[str, str | None]) -> None:
    old, new = lettered("abc"), lettered("axcy")
    plain = next(row for row in align(old, new) if row.old and row.old.key == "b")
    assert (plain.status, plain.new.key) == ("renamed", "x"), "what it would be without"
    found = align(old, new, rulings=[ruling])
    aligned.whole(old, new, found)
    row = next(row for row in found if row.old and row.old.key == "b")
    assert (row.status, row.new.key if row.new else None) == expected
    if ruling.decision != "different":
        assert row.method == "decision" and [e.kind for e in row.evidence] == ["decision"]
    a = next(row for row in found if row.old and row.old.key == "a")
    assert (a.status, a.new.key) == ("same", "a"), "a merged center goes up in one that goes on"


def test_ruling_on_a_new_row_wins(aligned) -> None:
    old, new = lettered("abc"), lettered("axc")
    found = align(old, new, rulings=[Ruling("newly_listed", "", "x", "a sister", "named-by-notice", 0.95)])
    aligned.whole(old, new, found)
    assert next((r.status, r.method, r.confidence) for r in found if r.new and r.new.key == "x") == ("newly_listed", "named-by-notice", 0.95)
    assert next(r.status for r in found if r.old and r.old.key == "b") == "not_listed"


def test_rows_of_equal_name_that_are_ruled_different_are_not_joined(aligned) -> None:
    old, new = lettered("abc"), lettered("abc")
    found = align(old, new, rulings=[Ruling("different", "b", "b")])
    aligned.whole(old, new, found)
    assert {(r.status, r.old is not None) for r in found if "b" in ((r.old and r.old.key), (r.new and r.new.key))} == {("not_listed", True), ("newly_listed", False)}


def test_ruling_by_a_notice_that_a_row_is_lost_is_not_looked_at_again() -> None:
    found = align(lettered("abc"), lettered("acx"), rulings=[Ruling("not_listed", "b", "", "revoked", "named-by-notice")])
    assert next((r.status, r.method) for r in found if r.old and r.old.key == "b") == ("not_listed", "named-by-notice")


BAD = {
    "unknown decision": ([Ruling("gone", "b")], "No decision 'gone'; known: same, renamed"),
    "row that the older roster lacks": ([Ruling("not_listed", "z")], "the row 'z', which is not on the older roster"),
    "row that the newer roster lacks": ([Ruling("renamed", "b", "z")], "the row 'z', which is not on the newer roster"),
    "new key on the older side": ([Ruling("renamed", "x", "b")], "the row 'x', which is not on the older roster"),
    "two on an old row": ([Ruling("not_listed", "b"), Ruling("renamed", "b", "x")], "Two decisions speak of the row '赛特电梯有限公司' .b.; keep one"),
    "two on a new row": ([Ruling("renamed", "a", "x"), Ruling("newly_listed", "", "x")], "Two decisions speak of the row '赛特电梯股份有限公司'"),
    "the same one twice": ([Ruling("renamed", "b", "x")] * 2, "Two decisions speak of the row"),
    "renamed to nothing": ([Ruling("renamed", "b")], "'renamed' needs a row of either roster"),
    "same without an old row": ([Ruling("same", "", "x")], "'same' needs a row of either roster"),
    "lost with a new row": ([Ruling("not_listed", "b", "x")], "'not_listed' needs a row of the older roster and none of the newer"),
    "new with an old row": ([Ruling("newly_listed", "b", "x")], "'newly_listed' needs a row of the newer roster and none of the older"),
    "merged without an old row": ([Ruling("merged", "", "x")], "'merged' needs a row of the older roster"),
    "about nothing": ([Ruling("undecided")], "'undecided' names no row of either roster"),
}


@pytest.mark.parametrize(("rulings", "message"), BAD.values(), ids=BAD)
def test_ruling_that_cannot_be_is_an_error(rulings: list[Ruling], message: str) -> None:
    with pytest.raises(CallError, match=message):
        align(lettered("abc"), lettered("axc"), rulings=rulings)


def test_several_rulings_that_rows_are_different_may_speak_of_one_row() -> None:
    found = align(lettered("abc"), lettered("axcy"), rulings=[Ruling("different", "b", "x"), Ruling("different", "b", "y")])
    assert next(r.status for r in found if r.old and r.old.key == "b") == "not_listed"


@st.composite
def edits(draw: st.DrawFn) -> tuple[Roster, Roster]:
    """A roster, and what is left of it after rows were lost, renamed, moved, changed in kind and added, with gaps in what the copies hold."""
    choose = draw(st.randoms(use_true_random=False))
    firms = [f"{brand}{trade}有限公司" for brand in ("鑫腾", "瀚翔", "晟麒", "骏岳", "璟澜", "垚渊", "琛瀛") for trade in ("轴承", "制药", "水泥", "电缆", "锅炉")]
    names = choose.sample(firms, draw(st.integers(0, 24)))
    regions = ["甲省", "乙省", "丙省"][: draw(st.integers(1, 3))]
    old = [(name, choose.choice(["center"] * 5 + ["sub-center"]), regions[n * len(regions) // max(len(names), 1)]) for n, name in enumerate(names)]
    new = []
    for name, kind, region in old:
        fate = choose.random()
        if fate < 0.15:
            continue
        if fate < 0.3:
            name = choose.choice([name.replace("有限", "股份有限"), name[:2] + "科技股份有限公司", choose.choice(firms)])
        new.append((name, "center" if fate > 0.95 else kind, choose.choice(regions) if fate > 0.9 else region))
    new += [(choose.choice(firms), "center", choose.choice(regions)) for _ in range(draw(st.integers(0, 6)))]
    if choose.random() < 0.8:
        new.sort(key=lambda row: regions.index(row[2]))
    else:
        choose.shuffle(new)
    printed, unplaced, annexed = choose.random() < 0.5, choose.random() * 0.5, choose.random() * 0.3

    def rows(listed: list[tuple[str, str, str]], regions_printed: bool, missing: float) -> Roster:
        return Roster([RosterRow(str(n), name, kind, region if regions_printed else "", None if choose.random() < missing else n + 1, choose.random() < annexed)
                       for n, (name, kind, region) in enumerate(listed)])

    return rows(old, printed, unplaced if choose.random() < 0.3 else 0), rows(new, choose.random() < 0.9, unplaced)


@settings(max_examples=300, deadline=None)
@given(edits())
def test_each_row_of_both_rosters_occurs_once_whatever_was_done(aligned, case: tuple[Roster, Roster]) -> None:
    aligned.whole(*case, align(*case))


@settings(max_examples=100, deadline=None)
@given(edits(), st.randoms(use_true_random=False))
def test_order_of_the_input_says_nothing_where_positions_are_given(aligned, case: tuple[Roster, Roster], choose: random.Random) -> None:
    old, new = (Roster([RosterRow(r.key, r.name, r.kind, r.region, n, r.new) for n, r in enumerate(roster.rows, 1)]) for roster in case)
    mixed = [Roster(choose.sample(list(roster.rows), len(roster.rows)), covers=roster.kinds) for roster in (old, new)]
    assert align(*mixed) == align(old, new)


def test_rows_come_in_the_order_of_the_newer_roster_with_lost_ones_behind_their_predecessor(make, firms) -> None:
    found = align(make(("甲省", firms[:6])), make(("甲省", [firms[0], firms[1], firms[3], firms[5], firms[50]])))
    assert [(row.old or row.new).name for row in found] == [*firms[:6], firms[50]]
    reached = [row.new.position for row in found if row.new]
    assert all(a < b for a, b in pairwise(reached))


def test_too_large_a_stretch_is_left_to_the_names(make, firms, aligned) -> None:
    old = make(("甲省", firms[:110]))
    new = make(("甲省", [name.replace("有限公司", "股份有限公司") for name in firms[:110]]))
    found = aligned(old, new)
    assert {said[0] for said in found.values()} <= {"renamed", "undecided", "not_listed", "newly_listed"}


def test_many_additions_before_the_last_old_row_are_no_trouble(make, firms, aligned) -> None:
    old = make(("甲省", firms[:100]), ("乙省", [firms[190], firms[191], firms[192]]))
    new = make(("甲省", firms[:100]), ("乙省", [firms[190], *(f"鑫{a}{b}有限公司" for a in "甲乙丙丁戊己庚辛壬癸" for b in "子丑寅卯辰巳午未申酉戌亥"), *firms[120:140], firms[192]]))
    found = aligned(old, new)
    assert found[firms[190]] == kept(firms[190]) and found[firms[192]] == kept(firms[192])


def counted_calls(monkeypatch: pytest.MonkeyPatch, old: Roster, new: Roster) -> int:
    """How often names are compared in an alignment."""
    from tcgraph.identity import likeness as module
    from tcgraph.identity import matching, stretches

    calls = [0]

    def counting(one: str, other: str) -> object:
        calls[0] += 1
        return plain(one, other)

    def resembling(one: str, other: str) -> float:
        calls[0] += 1
        return numeric(one, other)

    plain, numeric = module.likeness, module.resemblance
    monkeypatch.setattr(stretches, "likeness", counting)
    monkeypatch.setattr(matching, "resemblance", resembling)
    align(old, new)
    return calls[0]


def thousands(count: int) -> tuple[Roster, Roster]:
    """Rosters of so many rows in regions of fifty, a tenth lost, a tenth renamed, two appended per region."""
    signs = "鑫瀚晟骏璟垚琛钰煜昊腾翔麒麟鼎峻岳澜渊瀛"
    names = [a + b + c + d + "有限公司" for a in signs for b in signs for c in signs for d in ("轴承", "电缆")][: count + count // 25]
    random.Random(3).shuffle(names)
    fresh, names = names[count:], names[:count]
    old, new = [], []
    for start in range(0, count, 50):
        region = f"第{start}省"
        block = names[start : start + 50]
        old += [(name, "") for name in block]
        new += [(name if n % 10 != 4 else name.replace("有限", "股份有限"), region) for n, name in enumerate(block) if n % 10 != 7]
        new += [(name, region) for name in fresh[start // 25 : start // 25 + 2]]
    return tuple(Roster([RosterRow(f"{n}", name, region=region, position=n) for n, (name, region) in enumerate(listed, 1)]) for listed in (old, new))


@pytest.mark.parametrize("positions", [True, False], ids=["in order", "names alone"])
def test_comparisons_of_names_grow_with_the_rows_and_no_faster(monkeypatch: pytest.MonkeyPatch, positions: bool) -> None:
    for count in (1000, 4000):
        rosters = thousands(count)
        if not positions:
            rosters = tuple(Roster([RosterRow(r.key, r.name) for r in roster.rows]) for roster in rosters)
        found = counted_calls(monkeypatch, *rosters)
        monkeypatch.undo()
        assert 0 < found < 8 * count, f"{found} comparisons for {count} rows"
