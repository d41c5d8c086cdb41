"""Kaplan-Meier and Turnbull against the textbooks' data, and against a search for the highest likelihood."""

import math

import numpy as np
import pytest
import scipy.optimize

from tcgraph.errors import CallError
from tcgraph.indicators.lifetimes import kaplan_meier, turnbull

# Remission of leukemia under 6-MP in weeks, + still in remission: Freireich et al. 1963, as in Kalbfleisch and Prentice and in Klein and Moeschberger
ENDED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
CENSORED = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
# Breast retraction after radiotherapy in months: Beadle et al. 1984, Finkelstein and Wolfe 1985, example 5.2 of Klein and Moeschberger
RADIOTHERAPY = [
    (0, 7), (0, 8), (0, 5), (4, 11), (5, 12), (5, 11), (6, 10), (7, 16), (7, 14), (11, 15), (11, 18), (17, 25), (17, 25), (19, 35), (18, 26),
    (25, 37), (26, 40), (27, 34), (36, 44), (36, 48), (37, 44),
    *((left, math.inf) for left in (15, 17, 18, 22, 24, 24, 32, 33, 34, 36, 36, 37, 37, 37, 38, 40, 45, 46, 46, 46, 46, 46, 46, 46, 46)),
]  # fmt: skip


def test_kaplan_meier_of_the_leukemia_data():
    found = kaplan_meier(ENDED + CENSORED, [True] * 9 + [False] * 12)
    assert found.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert found.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert found.events.tolist() == [3, 1, 1, 1, 1, 1, 1]
    assert found.survival.round(3).tolist() == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert (found.low < found.survival).all() and (found.survival < found.high).all()


def test_greenwood_s_bounds_by_hand():
    """At 6: variance sum 3/(21*18); log-log: 0.857 ** exp(+-1.96 * sqrt(V) / |ln 0.857|)."""
    found = kaplan_meier(ENDED + CENSORED, [True] * 9 + [False] * 12)
    spread = 1.959964 * math.sqrt(3 / (21 * 18)) / abs(math.log(18 / 21))
    assert found.low[0] == pytest.approx((18 / 21) ** math.exp(spread), abs=1e-6)
    assert found.high[0] == pytest.approx((18 / 21) ** math.exp(-spread), abs=1e-6)


def test_kaplan_meier_of_late_entries_by_hand():
    """Times 3, 5, 7 ended; the second entered at 4: at 3 two are at risk, at 5 two."""
    found = kaplan_meier([3, 5, 7], [True, True, True], entries=[0, 4, 0])
    assert found.at_risk.tolist() == [2, 2, 1]
    assert found.survival.tolist() == [0.5, 0.25, 0]
    assert math.isnan(found.low[2])


def test_nobody_and_no_end():
    assert len(kaplan_meier([], []).times) == len(kaplan_meier([4, 5], [False, False]).times) == 0
    assert len(turnbull([], []).mass) == 0
    still = turnbull([4, 5], [math.inf, math.inf])
    assert (still.left.tolist(), still.right.tolist(), still.survival.tolist()) == ([5], [math.inf], [0])


@pytest.mark.parametrize("given", [([-1], [True]), ([math.nan], [True]), ([1, 2], [True])])
def test_kaplan_meier_of_what_is_no_duration_is_an_error(given):
    with pytest.raises(CallError):
        kaplan_meier(*given)


@pytest.mark.parametrize("given", [([2], [1]), ([-1], [1]), ([math.inf], [math.inf]), ([1, 2], [3]), ([1], [math.nan])])
def test_turnbull_of_what_is_no_interval_is_an_error(given):
    with pytest.raises(CallError):
        turnbull(*given)


def test_turnbull_of_entry_after_the_interval_is_an_error():
    with pytest.raises(CallError, match="before coming under observation"):
        turnbull([1], [5], entries=[2])
    with pytest.raises(CallError, match="did not settle in 2 steps"):
        turnbull(*np.array(RADIOTHERAPY).T, most_steps=2)


def test_turnbull_of_the_radiotherapy_data():
    """The masses that Fay and Shaw 2010 (Journal of Statistical Software 36, 2) print; Klein and Moeschberger's survival to the third digit but one."""
    assert len(RADIOTHERAPY) == 46
    found = turnbull(*np.array(RADIOTHERAPY).T)
    mass = found.mass > 1e-6
    intervals = list(zip(found.left[mass].tolist(), found.right[mass].tolist(), strict=True))
    assert intervals == [(4, 5), (6, 7), (7, 8), (11, 12), (24, 25), (33, 34), (38, 40), (46, 48)]
    assert found.mass[mass].round(4).tolist() == [0.0463, 0.0334, 0.0887, 0.0708, 0.0926, 0.0818, 0.1209, 0.4656]
    assert found.survival[mass][:-1] == pytest.approx([0.954, 0.920, 0.832, 0.761, 0.668, 0.586, 0.467], abs=0.002)


def test_turnbull_of_known_days_is_kaplan_meier():
    found = turnbull(ENDED + CENSORED, ENDED + [math.inf] * 12)
    mine = kaplan_meier(ENDED + CENSORED, [True] * 9 + [False] * 12)
    days = found.left == found.right
    assert found.left[days].tolist() == mine.times.tolist()
    assert found.survival[days] == pytest.approx(mine.survival, abs=1e-6)


def test_turnbull_of_late_entries_and_known_days_is_kaplan_meier():
    random = np.random.default_rng(6)
    entries, lengths = random.integers(0, 6, 300), random.integers(1, 12, 300)
    ended = random.random(300) < 0.7
    days = entries + lengths
    found = turnbull(days, np.where(ended, days, np.inf), entries=entries)
    mine = kaplan_meier(days, ended, entries=entries)
    known = (found.left == found.right) & (found.mass > 1e-7)
    assert found.left[known].tolist() == mine.times.tolist()
    assert found.survival[known] == pytest.approx(mine.survival, abs=1e-5)


def test_turnbull_has_the_highest_likelihood():
    """Against a general optimiser over the same intervals, on random intervals with late entries."""
    random = np.random.default_rng(7)
    entries = random.integers(0, 3, 40)
    left = entries + random.integers(0, 5, 40)
    right = np.where(random.random(40) < 0.3, np.inf, left + random.integers(1, 4, 40))
    found = turnbull(left, right, entries=entries)
    inside = (found.left >= left[:, None]) & (found.right <= right[:, None])
    seen = found.left >= entries[:, None]

    def loss(weights):
        mass = np.exp(weights - weights.max())
        return -(np.log((inside * mass).sum(axis=1)) - np.log((seen * mass).sum(axis=1))).sum()

    own = loss(np.log(np.maximum(found.mass, 1e-300)))
    best = min(scipy.optimize.minimize(loss, random.normal(size=len(found.mass)), method="BFGS").fun for _ in range(3))
    assert own <= best + 1e-4


def test_bounds_by_bootstrap_are_seeded_and_hold_the_estimate():
    first, second = (turnbull(*np.array(RADIOTHERAPY).T, bootstrap=60, seed=3) for _ in range(2))
    assert first.low.tolist() == second.low.tolist() and first.high.tolist() == second.high.tolist()
    middle = (first.survival > 0.1) & (first.survival < 0.95) & (first.mass > 1e-6)
    assert (first.low[middle] < first.survival[middle]).all() and (first.survival[middle] < first.high[middle]).all()
