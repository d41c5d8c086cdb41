"""Indicators of innovation studies: each as a function on plain values, and the same on the dataset.

``tcgraph.indicators.location_quotient(dataset, roster="29")`` gives an ``Indicator``: rows, facts, notes. The functions on plain
values (tables, mappings, links) lie in ``ranking``, ``inequality``, ``specialities``, ``lifetimes``, ``information``, ``mixing``,
``brokers``, ``between``, ``grouping``, ``nulls`` below. ``INDICATORS`` lists all by name, with titles and source. Importing this
package imports no numpy; the first call does.
"""

from typing import TYPE_CHECKING, Any

from tcgraph.indicators.registry import INDICATORS, Entry, indicator
from tcgraph.indicators.result import Indicator

if TYPE_CHECKING:
    from tcgraph.indicators.of_chance import null_model
    from tcgraph.indicators.of_lists import center_counts, complexity, concentration, growth, location_quotient, relatedness
    from tcgraph.indicators.of_networks import assortativity, betweenness, brokerage, communities, cross_province_share
    from tcgraph.indicators.of_titles import survival
    from tcgraph.indicators.of_triangle import triple_helix

__all__ = [
    "INDICATORS",
    "Entry",
    "Indicator",
    "assortativity",
    "betweenness",
    "brokerage",
    "center_counts",
    "communities",
    "complexity",
    "concentration",
    "cross_province_share",
    "growth",
    "indicator",
    "location_quotient",
    "null_model",
    "relatedness",
    "survival",
    "triple_helix",
]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> Any:
    if name not in INDICATORS:
        raise AttributeError(f"module 'tcgraph.indicators' has no attribute {name!r}")
    globals()[name] = found = INDICATORS[name].function
    return found
