"""What a cooperation counts for the link between two of its parties."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from tcgraph.errors import CallError
from tcgraph.views.filters import Facts, Selection

__all__ = ["WEIGHTS", "shares", "weighed"]

WEIGHTS: Mapping[str, str] = MappingProxyType({
    "count": "1: each shared cooperation counts one",
    "newman": "1/(n-1), n organisations taking part: each organisation shares its one participation among its partners (Newman 2001)",
    "fractional": "2/(n(n-1)): each cooperation counts one in all, shared equally among its pairs",
})  # fmt: skip


def weighed(chosen: Selection, weight: str, half_life: float | None, reference_year: int | None) -> Selection:
    """The selection without what cannot be weighed, and with what is said of the weights in its facts.

    With a half-life cooperations without years and those that begin after the reference year have no weight; ``facts`` counts them as
    ``undated_unweighed`` and ``after_reference``. The organisations stay. Raises ``CallError`` for an unknown weight, a half-life that is
    not above zero, a reference year without half-life.
    """
    if weight not in WEIGHTS:
        raise CallError(f"No weight {weight!r}. Known: {', '.join(f'{name} ({text})' for name, text in WEIGHTS.items())}.")
    if half_life is None:
        if reference_year is not None:
            raise CallError("A reference year is for weights that decay: give half_life too, in years.")
        return replace(chosen, facts=chosen.facts | {"weight": weight})
    if not 0 < half_life < float("inf"):
        raise CallError(f"half_life={half_life!r}: give the years after which a cooperation counts half, a number above 0.")
    years = chosen.table.years
    year = _reference(chosen) if reference_year is None else reference_year
    late = chosen.keep & years.dated & (years.first > year)
    bare = chosen.keep & (chosen.table.sizes > 0) & ~years.dated
    facts: Facts = {"weight": weight, "half_life": half_life, "reference_year": year, "undated_unweighed": int(bare.sum()),
                    "after_reference": int(late.sum())}
    return replace(chosen, keep=chosen.keep & years.dated & ~late, facts=chosen.facts | facts)


def _reference(chosen: Selection) -> int:
    last = chosen.table.years.last[chosen.keep & (chosen.table.sizes > 0)]
    return int(last.max(initial=0))


def shares(chosen: Selection) -> NDArray[np.float64]:
    """What each cooperation of the table counts for each pair of its parties, by the weight in the facts."""
    sizes = np.maximum(chosen.table.sizes, 2).astype(np.float64)
    weight, half_life = chosen.facts["weight"], chosen.facts.get("half_life")
    base = {"count": np.ones_like(sizes), "newman": 1 / (sizes - 1), "fractional": 2 / (sizes * (sizes - 1))}[str(weight)]
    if half_life is None:
        return base
    age = np.maximum(int(chosen.facts["reference_year"]) - chosen.table.years.last, 0)
    decayed: NDArray[np.float64] = base * np.exp2(-age / float(half_life))
    return decayed
