"""The order of rows as evidence: which anchors keep it, and where unpositioned rows stand."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcgraph.identity import Roster, RosterRow
from tcgraph.identity.order import Anchor, anchors_in_order, longest_increasing, share_in_order
from tcgraph.identity.roster import seated


def best_length(values: list[int]) -> int:
    for size in range(len(values), 0, -1):
        if any(all(a < b for a, b in pairwise(chosen)) for chosen in combinations(values, size)):
            return size
    return 0


@given(st.lists(st.integers(0, 9), max_size=10))
def test_longest_increasing_is_increasing_and_longest(values: list[int]) -> None:
    found = longest_increasing(values)
    assert found == sorted(set(found))
    assert all(values[a] < values[b] for a, b in pairwise(found))
    assert len(found) == best_length(values)


def anchors(*blocks: tuple[str, list[int]]) -> list[Anchor]:
    """Old rows one after another; for each its region and its place on the new list."""
    places = [(region, place) for region, news in blocks for place in news]
    return [Anchor(old, new, region) for old, (region, new) in enumerate(places)]


def lost_places(found: list[Anchor], given: list[Anchor]) -> list[int]:
    return [a.new for a in given if a not in found]


def test_row_that_moved_to_the_end_of_its_region_is_no_anchor() -> None:
    rows = anchors(("北京", [0, 9, 1, 2, 3]), ("天津", [10, 11]))
    assert lost_places(anchors_in_order(rows), rows) == [9]


@pytest.mark.parametrize("blocks", [
    [("北京", [0, 1]), ("天津", [12]), ("北京", [2, 3]), ("天津", [10, 11])],
    [("天津", [0, 1]), ("北京", [10, 11]), ("天津", [2]), ("北京", [12, 13])],
])
def test_row_that_moved_to_another_region_is_no_anchor(blocks: list[tuple[str, list[int]]]) -> None:
    rows = anchors(*blocks)
    (moved,) = [region for region, news in blocks if len(news) == 1]
    assert [a.region for a in rows if a not in anchors_in_order(rows)] == [moved]


def test_regions_in_another_order_on_the_new_list_keep_all_anchors() -> None:
    rows = anchors(("重庆", [10, 11, 12]), ("四川", [0, 1, 2]), ("贵州", [20, 21]))
    assert anchors_in_order(rows) == rows and share_in_order(rows) == 1.0


def test_anchors_come_in_the_old_order_whatever_the_order_of_the_input() -> None:
    rows = anchors(("重庆", [10, 11]), ("四川", [0, 1]))
    assert anchors_in_order(rows[::-1]) == rows


def test_share_in_order_of_nothing_is_none() -> None:
    assert share_in_order([]) == 0.0


def test_reversed_list_has_no_order() -> None:
    assert share_in_order(anchors(("北京", [*range(20)][::-1]))) == pytest.approx(1 / 20)


def rows(*parts: tuple[str, str, int | None]) -> list[RosterRow]:
    return [RosterRow(key, key, region=region, position=position) for key, region, position in parts]


def standing(*parts: tuple[str, str, int | None]) -> str:
    return "".join(row.key for row in Roster(rows(*parts)).standing)


def test_rows_stand_by_position_and_those_without_in_the_free_positions_of_their_region() -> None:
    parts = [("y", "B", None), ("a", "A", 1), ("d", "B", 5), ("c", "A", 3), ("x", "A", None), ("e", "B", 7)]
    assert standing(*parts) == "axcdye"


def test_row_without_position_whose_region_has_no_place_stands_last() -> None:
    assert standing(("x", "A", None), ("a", "A", 1), ("b", "B", 2)) == "abx"
    assert standing(("x", "C", None), ("a", "A", 1), ("b", "A", 3)) == "abx"


@pytest.mark.parametrize("names", ["", "a", "cab"])
def test_roster_without_any_position_stands_as_it_comes(names: str) -> None:
    assert standing(*((name, "", None) for name in names)) == names


def test_rows_of_one_position_stand_as_they_come() -> None:
    assert standing(("b", "A", 1), ("a", "A", 1)) == "ba"


def test_seated_rows_take_the_places_that_their_bounds_allow_and_the_others_what_is_left() -> None:
    listed = rows(("x", "A", None), ("a", "A", 2), ("y", "A", None), ("b", "A", 4), ("z", "A", None))
    bounds = {"x": (1, 3), "y": None, "z": (-1, 1)}  # x stands between a and b, z before a
    assert [row.key for row in seated(listed, bounds)] == ["z", "a", "x", "b", "y"]


def test_seated_rows_never_leave_their_region() -> None:
    listed = rows(("x", "A", None), ("a", "A", 2), ("b", "B", 3), ("y", "B", None))
    assert [row.key for row in seated(listed, {"x": (2, 99), "y": (-1, 2)})] == ["x", "a", "b", "y"]
