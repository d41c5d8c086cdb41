"""Gaps between certain rows: the posteriors are those of all pairings counted one by one."""

import math
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tcgraph.identity.gap import Gap, Posterior, solve

WEIGHTS = st.one_of(st.just(0.0), st.floats(1e-6, 1e4))


def gap(weights: list[list[float]], lost: list[float], added: list[float]) -> Gap:
    return Gap(len(lost), len(added), lambda i, j: weights[i][j], lost, added)


def counted(weights: list[list[float]], lost: list[float], added: list[float]) -> list[list[float]]:
    """The same by enumeration: each way to pair some old rows with as many new rows, in order."""
    total, carried = 0.0, [[0.0] * len(added) for _ in lost]
    for size in range(min(len(lost), len(added)) + 1):
        for olds in combinations(range(len(lost)), size):
            for news in combinations(range(len(added)), size):
                weight = math.prod(weights[i][j] for i, j in zip(olds, news, strict=True))
                weight *= math.prod(w for i, w in enumerate(lost) if i not in olds)
                weight *= math.prod(w for j, w in enumerate(added) if j not in news)
                total += weight
                for i, j in zip(olds, news, strict=True):
                    carried[i][j] += weight
    return [[value / total if total else 0.0 for value in row] for row in carried]


@st.composite
def gaps(draw: st.DrawFn) -> tuple[list[list[float]], list[float], list[float]]:
    old, new = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    row = st.lists(WEIGHTS, min_size=new, max_size=new)
    return draw(st.lists(row, min_size=old, max_size=old)), draw(st.lists(WEIGHTS, min_size=old, max_size=old)), draw(row)


@given(gaps())
@example(([[2.0, 3.0], [5.0, 7.0]], [0.5, 0.25], [0.125, 0.75]))
@example(([[0.0]], [0.0], [1.0]))
def test_posteriors_are_those_of_all_pairings(case: tuple[list[list[float]], list[float], list[float]]) -> None:
    found = solve(gap(*case)).pairs
    for mine, theirs in zip(found, counted(*case), strict=True):
        assert mine == pytest.approx(theirs, abs=1e-9)


@given(gaps())
def test_no_row_has_more_than_all_probability(case: tuple[list[list[float]], list[float], list[float]]) -> None:
    found = solve(gap(*case))
    for i, row in enumerate(found.pairs):
        assert sum(row) <= 1 + 1e-9 and found.lost(i) == pytest.approx(max(0.0, 1 - sum(row)))
    for j in range(len(case[2])):
        claimed = sum(row[j] for row in found.pairs)
        assert claimed <= 1 + 1e-9 and found.added(j) == pytest.approx(max(0.0, 1 - claimed))


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 3), (3, 0)])
def test_empty_side_has_no_pair(old: int, new: int) -> None:
    found = solve(gap([[] for _ in range(old)], [0.5] * old, [0.5] * new))
    assert found.pairs == [[]] * old
    assert [found.lost(i) for i in range(old)] == [1.0] * old and [found.added(j) for j in range(new)] == [1.0] * new


def test_pair_without_weight_is_impossible() -> None:
    assert solve(gap([[0.0]], [0.1], [0.1])) == Posterior([[0.0]])


def test_pair_is_certain_where_loss_is_impossible() -> None:
    assert solve(gap([[0.001]], [0.0], [1.0])).pairs[0][0] == pytest.approx(1.0)


def test_nothing_possible_is_no_pair_and_no_error() -> None:
    found = solve(gap([[0.0]], [0.0], [0.0]))
    assert (found.pairs, found.lost(0), found.added(0)) == ([[0.0]], 1.0, 1.0)


def test_order_decides_between_rows_that_are_alike() -> None:
    found = solve(gap([[1.0, 1.0], [1.0, 1.0]], [1e-6] * 2, [1e-6] * 2)).pairs
    assert found[0][0] > 0.99 and found[1][1] > 0.99 and found[0][1] < 1e-6


@pytest.mark.parametrize(("old", "new", "weight", "added"), [(10, 300, 0.03, 0.002), (100, 100, 1755.0, 0.002), (1, 1000, 1e-9, 0.002), (60, 60, 1e-12, 1e-12)])
def test_products_that_no_float_holds_are_no_trouble(old: int, new: int, weight: float, added: float) -> None:
    found = solve(gap([[weight] * new for _ in range(old)], [0.55] * old, [added] * new))
    sums = [sum(row) for row in found.pairs] + [sum(row[j] for row in found.pairs) for j in range(new)]
    assert all(0 <= value <= 1 + 1e-9 for value in sums), "not even nan"


def test_hundred_renamed_rows_in_a_row_are_all_found() -> None:
    found = solve(Gap(100, 100, lambda i, j: 1755.0 if i == j else 0.03, [0.55] * 100, [0.002] * 100))
    assert min(found.pairs[i][i] for i in range(100)) > 0.999
