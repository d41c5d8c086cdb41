"""The network against random ones: what follows from degrees alone."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tcgraph import views
from tcgraph.errors import CallError
from tcgraph.indicators import nulls
from tcgraph.indicators.mixing import assortativity, mixing_table
from tcgraph.indicators.nodes import attribute, grouped, refuse_participation, standing
from tcgraph.indicators.result import Indicator, made
from tcgraph.indicators.triangles import Ints, links, simple_links, transitivity
from tcgraph.store.terms import Value
from tcgraph.views.participations import Source

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["null_model"]

SCIENCE = ("university", "institute", "university or institute")


def null_model(
    source: Source, *, keep: str = "memberships", view: "nx.Graph | None" = None, samples: int = 100, seed: int = 1
) -> Indicator:
    """The network against random ones: transitivity, mixing by kind and province, and links of industry to science, as z-scores.

    ``keep="memberships"``: organisations are dealt anew to cooperations; how many each organisation takes part in and how many take
    part in each stays (curveball: Strona et al. 2014, Nature Communications 5). ``view`` is then a participation view.
    ``keep="links"``: links are swapped; each organisation keeps its number of partners (Maslov and Sneppen 2002, Science 296);
    ``view`` is a cooperation view. The first asks whether the statistic follows from who takes part in how much and in how large
    cooperations; the second takes the projected links as if each were made alone, so that its transitivity is always far below that
    of cooperations of many. Without a view: all cooperations. Each link counts once. Rows: statistic, observed, mean, deviation, z,
    p (two-sided, the real network counted in); z None where all random networks are alike. A statistic that is not defined (no
    links of known province, say) is left out, and a note says so. Random networks in which it is not defined count 0. Same seed,
    same figures. Cost: samples times the cost of one network and its triangles.
    """
    if keep not in ("memberships", "links"):
        raise CallError(f"A random network keeps memberships or links, not {keep!r}.")
    network = view if view is not None else (views.participation if keep == "memberships" else views.cooperation)(source)
    statistics = _Statistics(source, network)
    i, j, draw = (_dealt if keep == "memberships" else _swapped)(network)
    observed = {name: value for name, value in statistics(i, j).items() if value is not None}
    drawn = (
        nulls.z_scores(observed, lambda one: {name: value or 0.0 for name, value in statistics(*draw(one)).items()}, samples, seed)
        if len(i)
        else {}
    )
    rows = [(name, z.observed, z.mean, z.deviation, z.z, z.p) for name, z in drawn.items()]
    left = [name for name in _STATISTICS if name not in drawn]
    note = (f"未定义：{'、'.join(left)}。", f"Not defined: {', '.join(left)}.")
    facts: dict[str, Value] = {
        "keep": keep,
        "samples": samples,
        "seed": seed,
        "links": len(simple_links(i, j, len(network))[0]),
        **standing(source, network),
    }
    return made("null_model", "statistic observed mean deviation z p", rows, facts=facts, notes=[note] if left else [])


_STATISTICS = ("transitivity", "kind_assortativity", "province_assortativity", "cross_province_share", "industry_science_share")
Draw = Callable[[int], tuple[Ints, Ints]]


def _dealt(network: "nx.Graph") -> tuple[Ints, Ints, Draw]:
    _, i, j = links(network)
    side = np.array([-1 if value is None else value for value in attribute(network, "bipartite")], dtype=np.int64)
    if len(i) and (side[i] + side[j] != 1).any():
        raise CallError("To deal memberships anew, give a participation view, whose nodes say bipartite 0 or 1.")
    member, event = np.where(side[i] == 0, i, j), np.where(side[i] == 0, j, i)
    return *nulls.projected(member, event), lambda seed: nulls.projected(*nulls.swap_memberships(member, event, seed=seed))


def _swapped(network: "nx.Graph") -> tuple[Ints, Ints, Draw]:
    refuse_participation(network, "Links are swapped")
    nodes, i, j = links(network)

    def draw(seed: int) -> tuple[Ints, Ints]:
        one = nulls.swap_links(i, j, len(nodes), seed=seed)
        return one.i, one.j

    return i, j, draw


class _Statistics:
    """The statistics of a network that is given by its links; groups are those of the nodes of a view."""

    def __init__(self, source: Source, network: "nx.Graph") -> None:
        self.number = len(network)
        self.kind, self.place = (grouped(source, network, by) for by in ("kind", "province"))
        sides = [0 if kind == "enterprise" else 1 if kind in SCIENCE else -1 for kind in self.kind.names]
        self.side = np.array([*sides, -1], dtype=np.int64)[self.kind.own]

    def __call__(self, i: Ints, j: Ints) -> dict[str, float | None]:
        """All of them by name, in order; None where not defined."""
        i, j = simple_links(i, j, self.number)
        kind, place = (mixing_table(i, j, groups.own, number=len(groups)) for groups in (self.kind, self.place))
        side = mixing_table(i, j, self.side, number=2)
        ends, of_kinds = place.sum(), side.sum()
        values = (
            transitivity(i, j, self.number),
            *(assortativity(table) if len(table) else None for table in (kind, place)),
            float(1 - np.trace(place) / ends) if ends else None,
            float(1 - np.trace(side) / of_kinds) if of_kinds else None,
        )
        return dict(zip(_STATISTICS, values, strict=True))
