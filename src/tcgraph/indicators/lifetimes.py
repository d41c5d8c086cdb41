"""How long something lasts: the estimators of Kaplan and Meier, and of Turnbull where ends are known as intervals only."""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from tcgraph.errors import CallError
from tcgraph.indicators.inequality import Floats

__all__ = ["IntervalCurve", "StepCurve", "kaplan_meier", "turnbull"]

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class StepCurve:
    """One entry per time at which something ended: ``survival`` right after it, with bounds; ``at_risk`` and ``events`` at it."""

    times: Floats
    survival: Floats
    low: Floats
    high: Floats
    at_risk: npt.NDArray[np.int64]
    events: npt.NDArray[np.int64]


def kaplan_meier(durations: npt.ArrayLike, ended: npt.ArrayLike, *, entries: npt.ArrayLike | None = None, level: float = 0.95) -> StepCurve:
    """The product-limit estimate of Kaplan and Meier 1958 (Journal of the American Statistical Association 53).

    ``durations`` are times to the end, or to the last sight where ``ended`` is false (right censoring; an end goes before a last
    sight at the same time). ``entries`` are the times from which on each is under observation (left truncation). Bounds:
    Greenwood's variance (1926) on the log-log scale (Kalbfleisch and Prentice 1980), NaN where survival is 1 or 0. The unit is that
    of the durations. With late entries all who are at risk early can end: survival is then 0 and stays so, however many are left
    (Klein and Moeschberger 2003, section 4.6). No end at all, or nobody: empty arrays, survival is 1. Raises ``CallError`` for
    negative or missing durations and entries at or after them. Cost: one sort.
    """
    last = np.asarray(durations, dtype=np.float64)
    over = np.asarray(ended, dtype=bool)
    first = np.full(last.shape, -np.inf) if entries is None else np.asarray(entries, dtype=np.float64)
    if not len(last) == len(over) == len(first):
        raise CallError(f"{len(last)} durations, {len(over)} ends and {len(first)} entries: one of each for everybody.")
    if not np.isfinite(last).all() or (last < 0).any() or (first >= last).any():
        raise CallError("Durations are finite, not negative, and longer than the entry; use turnbull for ends known as intervals.")
    times, events = np.unique(last[over], return_counts=True)
    at_risk = len(last) - np.searchsorted(np.sort(last), times, "left") - (len(first) - np.searchsorted(np.sort(first), times, "left"))
    survival = np.cumprod(1 - events / np.maximum(at_risk, 1))
    low, high = _bounds(survival, events, at_risk, level)
    return StepCurve(times, survival, low, high, at_risk.astype(np.int64), events.astype(np.int64))


def _bounds(survival: Floats, events: npt.NDArray[np.int64], at_risk: npt.NDArray[np.int64], level: float) -> tuple[Floats, Floats]:
    quantile = NormalDist().inv_cdf((1 + level) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(events / (at_risk * (at_risk - events)))
        spread = quantile * np.sqrt(variance) / np.abs(np.log(survival))
        low, high = survival ** np.exp(spread), survival ** np.exp(-spread)
    inside = (survival > 0) & (survival < 1)
    return np.where(inside, low, np.nan), np.where(inside, high, np.nan)


@dataclass(frozen=True, slots=True)
class IntervalCurve:
    """Mass ``mass[k]`` of ends lies after ``left[k]`` and not after ``right[k]``; where inside, the data cannot say.

    ``survival`` is that from ``right`` on, constant up to the next left; ``low`` and ``high`` are NaN without a bootstrap. The last
    right may be infinite: ends that nobody saw. ``steps`` is the number of iterations, ``number`` that of lives.
    """

    left: Floats
    right: Floats
    mass: Floats
    survival: Floats
    low: Floats
    high: Floats
    number: int
    steps: int


def turnbull(
    left: npt.ArrayLike,
    right: npt.ArrayLike,
    *,
    entries: npt.ArrayLike | None = None,
    tolerance: float = 1e-9,
    most_steps: int = 20_000,
    bootstrap: int = 0,
    level: float = 0.95,
    seed: int = 1,
) -> IntervalCurve:
    """The nonparametric maximum-likelihood estimate for ends known to lie in (left, right], of Turnbull 1976 (J. R. Statist. Soc. B
    38).

    ``right`` infinite: not ended when last seen. ``left == right``: the end is known exactly. ``entries``: when each came under
    observation (left truncation; the intervals are then those of Frydman 1994, same journal, 56). Self-consistency (EM) until no
    mass moves by more than ``tolerance``. With exact and right-censored lives alone it equals Kaplan and Meier. ``bootstrap`` draws
    lives again that many times and gives percentile bounds. Order: by time. Nobody: empty arrays. Raises ``CallError`` where left
    is above right, negative or missing, or an entry after left, and where ``most_steps`` did not suffice. Cost per step: different
    lives times intervals.
    """
    low, high, first = _lives(left, right, entries)
    number, telling = len(low), (low > first) | np.isfinite(high)  # who was not seen after coming under observation tells nothing
    low, high, first = low[telling], high[telling], first[telling]
    if not low.size:
        empty = np.zeros(0)
        return IntervalCurve(empty, empty, empty, empty, empty, empty, number, 0)
    lives, weights = np.unique(np.stack([low, high, first], axis=1), axis=0, return_counts=True)
    starts, ends = _innermost(*lives.T)
    inside, seen = _masks(lives, starts, ends)
    mass, steps = _self_consistent(inside, seen, weights.astype(np.float64), tolerance, most_steps)
    survival = np.maximum(0.0, 1 - np.cumsum(mass))
    survival[survival < 1e-12] = 0.0
    bands = _bands(inside, seen, weights, bootstrap, level, seed, tolerance, most_steps)
    return IntervalCurve(starts, ends, mass, survival, *bands, number, steps)


def _lives(left: npt.ArrayLike, right: npt.ArrayLike, entries: npt.ArrayLike | None) -> tuple[Floats, Floats, Floats]:
    low, high = np.asarray(left, dtype=np.float64), np.asarray(right, dtype=np.float64)
    first = np.full(low.shape, -np.inf) if entries is None else np.asarray(entries, dtype=np.float64)
    if not len(low) == len(high) == len(first):
        raise CallError(f"{len(low)} left ends, {len(high)} right ends and {len(first)} entries: one of each for everybody.")
    if not np.isfinite(low).all() or (low < 0).any() or not (low <= high).all():
        raise CallError("An end lies in (left, right]: left finite, not negative and not above right; right may be infinite.")
    if (first > low).any():
        raise CallError("An entry lies after the left end of its interval: nobody can be seen before coming under observation.")
    return low, high, first


def _innermost(low: Floats, high: Floats, first: Floats) -> tuple[Floats, Floats]:
    """The intervals that can hold mass: a left end directly followed by a right end (or an entry).

    At one time the order is: ends that close a half-open interval, left ends that open one, then an exact end just before its own close.
    """
    opened = np.column_stack([low, np.where(low == high, -1.0, 1.0), np.zeros(len(low))])
    ends = np.concatenate([high, first[np.isfinite(first)]])
    marks = np.concatenate([opened, np.column_stack([ends, np.zeros(len(ends)), np.ones(len(ends))])])
    marks = np.unique(marks, axis=0)  # by time, then: exact opens (-1), closes (0), half-open opens (1)
    pairs = (marks[:-1, 2] == 0) & (marks[1:, 2] == 1)
    return marks[:-1, 0][pairs], marks[1:, 0][pairs]


def _masks(lives: Floats, starts: Floats, ends: Floats) -> tuple[Floats, Floats]:
    """Which interval lies in which life's own, and which it could have been seen in."""
    low, high, first = (column[:, None] for column in lives.T)
    point = starts == ends
    after = np.where(point, (starts > low) | (low == high), starts >= low)
    inside = after & (starts >= low) & (ends <= high)
    return inside.astype(np.float64), ((starts >= first) & ((ends > first) | ~point)).astype(np.float64)


def _self_consistent(inside: Floats, seen: Floats, weights: Floats, tolerance: float, most: int) -> tuple[Floats, int]:
    mass = np.full(inside.shape[1], 1 / inside.shape[1])
    truncated = bool((seen == 0).any())
    for step in range(1, most + 1):
        new = mass * (inside.T @ (weights / (inside @ mass)))
        if truncated:  # those who were never seen: expected number per interval, for each life that was
            shown = seen @ mass
            new += mass * ((1 - seen).T @ (weights / shown))
        new /= new.sum()
        moved, mass = float(np.abs(new - mass).max()), new
        if moved <= tolerance:
            return mass, step
    raise CallError(f"Turnbull's estimate did not settle in {most:,} steps; allow more, or a larger tolerance than {tolerance:g}.")


def _bands(
    inside: Floats, seen: Floats, weights: npt.NDArray[np.int64], samples: int, level: float, seed: int, tolerance: float, most: int
) -> tuple[Floats, Floats]:
    if samples < 2:
        nothing = np.full(inside.shape[1], math.nan)
        return nothing, nothing.copy()
    random, number = np.random.default_rng(seed), int(weights.sum())
    curves = []
    for drawn in random.multinomial(number, weights / number, size=samples):
        here = drawn > 0
        mass, _ = _self_consistent(inside[here], seen[here], drawn[here].astype(np.float64), max(tolerance, 1e-6), most)
        curves.append(1 - np.cumsum(mass))
    low, high = np.quantile(np.clip(curves, 0, 1).round(12), [(1 - level) / 2, (1 + level) / 2], axis=0)
    return low, high
