"""Ranks, growth, quotients, concentration, relatedness and complexity on values that can be worked out by hand."""

import math

import numpy as np
import pytest
import scipy.stats

from tcgraph.errors import CallError
from tcgraph.indicators import inequality, ranking, specialities

# Ranks and growth


def test_ties_share_a_rank_in_each_of_the_three_ways():
    values = {"a": 5, "b": 9, "c": 5, "d": 1}
    assert ranking.ranks(values) == {"a": 2, "b": 1, "c": 2, "d": 4}
    assert ranking.ranks(values, ties="dense") == {"a": 2, "b": 1, "c": 2, "d": 3}
    assert ranking.ranks(values, ties="mean") == {"a": 2.5, "b": 1, "c": 2.5, "d": 4}
    assert ranking.tied(values) == {"a": 1, "b": 0, "c": 1, "d": 0}


@pytest.mark.parametrize(("ties", "theirs"), [("competition", "min"), ("dense", "dense"), ("mean", "average")])
def test_ranks_are_those_of_scipy(ties, theirs):
    numbers = np.random.default_rng(1).integers(0, 20, 200)
    mine = ranking.ranks(dict(enumerate(numbers.tolist())), ties=ties)
    assert list(mine.values()) == scipy.stats.rankdata(-numbers, method=theirs).tolist()


def test_what_cannot_be_ranked_or_grown_is_an_error():
    assert ranking.ranks({}) == {} == ranking.growth({}, {})
    with pytest.raises(CallError, match="'a' has no number"):
        ranking.ranks({"a": math.nan})
    with pytest.raises(CallError, match="Known: competition, dense, mean"):
        ranking.ranks({}, ties="random")
    with pytest.raises(CallError, match="negative"):
        ranking.growth({"a": -1}, {})
    with pytest.raises(CallError, match="positive number of years"):
        ranking.growth({"a": 1}, {}, years=0)


def test_growth_by_hand():
    found = ranking.growth({"a": 100, "b": 50}, {"a": 121, "c": 9}, years=2)
    assert (found["a"].change, found["a"].rate) == (21, 0.21)
    assert found["a"].per_year == pytest.approx(0.1)
    assert (found["b"].after, found["b"].rate, found["b"].per_year) == (0, -1, -1)
    assert (found["c"].before, found["c"].rate, found["c"].per_year) == (0, None, None)
    assert sum(one.contribution for one in found.values()) == pytest.approx((130 - 150) / 150)


# Location quotients


def test_a_location_quotient_by_hand():
    """Region 1 has 20 of its 100 jobs in industry, all have 50 of 500: 0.2 over 0.1."""
    quotients = inequality.location_quotients([[20, 80], [30, 370]])
    assert quotients[0, 0] == pytest.approx(2)
    assert quotients[1] == pytest.approx([0.075 / 0.1, 0.925 / 0.9])


def test_quotients_weighted_by_region_average_to_one():
    counts = np.random.default_rng(2).integers(1, 50, (6, 4))
    quotients = inequality.location_quotients(counts)
    assert (quotients * counts.sum(axis=1, keepdims=True)).sum(axis=0) / counts.sum() == pytest.approx(1)


def test_quotients_of_nothing_and_of_one_region():
    assert inequality.location_quotients([[3, 4]]).tolist() == [[1, 1]]
    assert np.isnan(inequality.location_quotients([[0, 0], [1, 0]])[[0, 0, 1], [0, 1, 1]]).all()
    assert np.isnan(inequality.location_quotients([[0, 0]])).all()
    assert inequality.location_quotients([]).shape == (0, 0)


@pytest.mark.parametrize("bad", [[[1, -1]], [[1, math.inf]], [["a", "b"]], [1, 2]])
def test_a_table_that_is_no_table_of_counts_is_an_error(bad):
    with pytest.raises(CallError):
        inequality.location_quotients(bad)


# Herfindahl and Theil


def test_herfindahl_by_hand():
    """Shares of 30, 30, 20 and 20 percent: 0.09 + 0.09 + 0.04 + 0.04, the textbook market of 2,600 points."""
    assert inequality.herfindahl([30, 30, 20, 20]) == pytest.approx(0.26)
    assert inequality.equivalent_number([30, 30, 20, 20]) == pytest.approx(1 / 0.26)
    assert inequality.normalised_herfindahl([30, 30, 20, 20]) == pytest.approx((0.26 - 0.25) / 0.75)


@pytest.mark.parametrize("number", [2, 5, 31])
def test_equal_shares_and_a_monopoly_are_the_ends(number):
    equal, one = [7] * number, [0] * (number - 1) + [3]
    assert inequality.herfindahl(equal) == pytest.approx(1 / number)
    assert inequality.herfindahl(one) == inequality.normalised_herfindahl(one) == 1
    assert inequality.normalised_herfindahl(equal) == pytest.approx(0, abs=1e-12)
    assert inequality.theil(equal) == pytest.approx(0, abs=1e-12)
    assert inequality.theil(one) == pytest.approx(math.log(number))


def test_nothing_has_no_concentration():
    for values in ([], [0, 0]):
        assert inequality.herfindahl(values) is inequality.theil(values) is inequality.theil_parts(values, values) is None
    assert inequality.normalised_herfindahl([4]) is None
    with pytest.raises(CallError, match="2 values and 1 groups"):
        inequality.theil_parts([1, 2], ["a"])


def test_theil_by_hand():
    """x = 1, 3: mean 2, (1/2)(0.5 ln 0.5 + 1.5 ln 1.5)."""
    assert inequality.theil([1, 3]) == pytest.approx((0.5 * math.log(0.5) + 1.5 * math.log(1.5)) / 2)


def test_theil_parts_by_hand():
    """Groups (1, 3) and (8, 8): shares 0.2 and 0.8 of 20, half of the members each."""
    parts = inequality.theil_parts([1, 3, 8, 8], ["a", "a", "b", "b"])
    assert parts.between == pytest.approx(0.2 * math.log(0.4) + 0.8 * math.log(1.6))
    assert parts.within == pytest.approx(0.2 * inequality.theil([1, 3]))
    assert parts.total == pytest.approx(parts.within + parts.between)
    assert list(parts.groups) == ["a", "b"] and parts.groups["b"].theil == pytest.approx(0)


def test_within_and_between_add_up_whatever_the_groups():
    random = np.random.default_rng(3)
    for _ in range(50):
        values, groups = random.integers(0, 9, 12), random.integers(0, 4, 12)
        if values.sum():
            parts = inequality.theil_parts(values.tolist(), groups.tolist())
            assert parts.within + parts.between == pytest.approx(parts.total)
            assert parts.total == pytest.approx(inequality.theil(values))


# Relatedness and complexity

NESTED = np.tril(np.ones((5, 5), dtype=int))[:, ::-1]  # region 4 has all fields, region 0 the one that all have


def test_proximity_by_hand():
    """Field 0 is a speciality of regions 0, 1, 2; field 1 of 1, 2; together 2: min(2/3, 2/2)."""
    found = specialities.proximity([[1, 0, 0], [1, 1, 0], [1, 1, 0]])
    assert found.tolist() == [[1, 2 / 3, 0], [2 / 3, 1, 0], [0, 0, 0]]


def test_relatedness_density_by_hand():
    """Proximities to field 2: phi_02 = 1/2, phi_12 = 1/2. Region 0 has field 0 only: a half; region 1 has both."""
    table = [[1, 0, 0], [1, 1, 1], [0, 1, 0]]
    density = specialities.relatedness_density(table)
    assert density[:, 2].tolist() == [0.5, 1, 0.5]
    assert np.isnan(specialities.relatedness_density([[1, 0], [0, 1]])).all()


def test_the_most_diverse_region_and_the_rarest_field_are_the_most_complex():
    found = specialities.complexity(NESTED)
    assert (np.diff(found.regions) > 0).all()
    assert (np.diff(found.fields[np.argsort(-found.ubiquity)]) > 0).all()
    assert found.regions.mean() == pytest.approx(0, abs=1e-12) and found.regions.std() == pytest.approx(1)
    assert found.diversity.tolist() == [1, 2, 3, 4, 5] and found.parts == 1


def test_many_reflections_end_in_the_eigenvector():
    """Hidalgo and Hausmann's method and the eigenvector rank alike: that is how the second is derived."""
    table = np.random.default_rng(4).random((12, 20)) < np.linspace(0.2, 0.8, 12)[:, None]
    table[:, 0] = True
    regions, _ = specialities.reflections(table, 40)
    assert abs(np.corrcoef(regions, specialities.complexity(table).regions)[0, 1]) == pytest.approx(1, abs=1e-4)


def test_reflections_by_hand():
    regions, fields = specialities.reflections([[1, 1], [1, 0]], 1)
    assert regions.tolist() == [1.5, 2] and fields.tolist() == [1.5, 2]
    assert specialities.reflections([[1, 1], [1, 0]], 0)[0].tolist() == [2, 1]
    with pytest.raises(CallError):
        specialities.reflections([[1]], -1)


def test_the_vector_is_an_eigenvector_of_the_paper_s_matrix():
    table = np.random.default_rng(5).random((8, 11)) < 0.5
    table[:, 0] = table[0] = True
    found, m = specialities.complexity(table), table.astype(float)
    matrix = (m / m.sum(axis=1, keepdims=True)) @ (m / m.sum(axis=0)).T
    vector = matrix @ found.regions
    values = np.sort(np.linalg.eigvals(matrix).real)
    assert vector - vector.mean() == pytest.approx(values[-2] * found.regions, abs=1e-9)


def test_complexity_where_it_is_not_defined():
    apart = specialities.complexity([[1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]])
    assert apart.parts == 2 and np.isnan(apart.regions[2:]).all() and not np.isnan(apart.regions[:2]).any()
    assert np.isnan(apart.fields[2:]).all()
    for table in ([[1, 1]], [[1, 1], [1, 1]], [[0, 0], [0, 0]], np.zeros((0, 0))):
        assert np.isnan(specialities.complexity(table).regions).all()
    with pytest.raises(CallError, match="advantages"):
        specialities.complexity([[2, 1]])


def test_complexity_with_a_double_eigenvalue_is_not_defined():
    """A ring of regions, each with two fields: by symmetry no region is more complex than another, and any vector would do."""
    ring = np.eye(6, dtype=int) + np.roll(np.eye(6, dtype=int), 1, axis=1)
    found = specialities.complexity(ring)
    assert np.isnan(found.regions).all() and np.isnan(found.fields).all() and found.diversity.tolist() == [2] * 6


def test_the_sign_of_complexity_goes_with_diversity():
    random = np.random.default_rng(11)
    for _ in range(20):
        table = random.random((9, 14)) < np.linspace(0.15, 0.9, 9)[:, None]
        table[:, 0] = True
        found = specialities.complexity(table)
        if not np.isnan(found.regions).any():
            assert np.corrcoef(found.regions, found.diversity)[0, 1] > 0


def test_specialised_means_a_quotient_of_at_least_the_threshold():
    counts = [[20, 80], [30, 370]]
    assert specialities.advantages(counts).tolist() == [[True, False], [False, True]]
    assert specialities.advantages(counts, threshold=0.7).all()
    assert not specialities.advantages([[0, 0], [1, 0]])[0].any()
