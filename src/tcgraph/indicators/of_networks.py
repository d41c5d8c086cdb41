"""Indicators of the cooperation network: borders, likeness, brokers, betweenness, communities."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tcgraph import views
from tcgraph.indicators import between, brokers, grouping
from tcgraph.indicators.mixing import Mixing, mixing, mixing_table
from tcgraph.indicators.nodes import attribute, grouped, kinds, labels, nodes_of, numbered, refuse_participation, standing
from tcgraph.indicators.result import Indicator, Note, made
from tcgraph.indicators.triangles import Ints, link_weights, links
from tcgraph.indicators.words import KIND_LABELS
from tcgraph.store.terms import Value
from tcgraph.views.participations import Source

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["assortativity", "betweenness", "brokerage", "communities", "cross_province_share"]

KINDS = ("enterprise", "university", "institute")
Row = tuple[Value, ...]


def cross_province_share(source: Source, *, view: "nx.Graph | None" = None, weight: str | None = "weight") -> Indicator:
    """The share of links between organisations of different provinces, in all and between each two kinds.

    Of the links whose ends both have a known province: the share (by ``weight``, else each link once) that crosses a border; beside
    it the share that random mixing of the same ends would give, and Newman's coefficient (2003, Physical Review E 67, 026126): 1
    all inside, 0 at random, with its jackknife error (None for weights that are no whole numbers). ``view`` is a cooperation view,
    all cooperations without it. Rows: kind, other_kind ("" and "" for all), links (pairs of organisations), links_unknown (pairs
    left out because a province is not known), weight and weight_unknown (the sums of weights of both), crossing_links (how many of
    links cross), crossing (the share of weight that crosses), expected, assortativity, error; all first, then by name. None where
    not defined. Units: shares of 1. Provinces of foreign and unidentified organisations are not known: links_unknown is large.
    Cost: linear.
    """
    network = views.cooperation(source) if view is None else view
    refuse_participation(network, "Borders are crossed")
    provinces = grouped(source, network, "province")
    _, i, j = links(network)
    weights = link_weights(network, weight)
    ones = np.ones(len(i)) if weights is None else weights
    kind, names = numbered(kinds(network))
    pairs = np.minimum(kind[i], kind[j]) * max(len(names), 1) + np.maximum(kind[i], kind[j])
    rows = [("", "", *_border(i, j, provinces.own, ones, len(provinces)))]
    for pair in np.unique(pairs).tolist():
        here = pairs == pair
        rows.append((names[pair // len(names)], names[pair % len(names)],
                     *_border(i[here], j[here], provinces.own, ones[here], len(provinces))))  # fmt: skip
    placed = int((provinces.own >= 0).sum())
    facts: dict[str, Value] = {**standing(source, network), "with_province": placed, "weighted_by": weight or "1"}
    note = (f"{len(network):,}个机构中{placed:,}个省份可知。", f"Of {len(network):,} organisations {placed:,} have a known province.")
    return made("cross_province_share", _BORDERS, rows, facts=facts, notes=[note])


_BORDERS = "kind other_kind links links_unknown weight weight_unknown crossing_links crossing expected assortativity error"


def _border(i: Ints, j: Ints, own: Ints, weights: Any, number: int) -> Row:
    found = mixing(mixing_table(i, j, own, weights=weights, number=number))
    unknown = (own[i] < 0) | (own[j] < 0)
    crossing = int((own[i] != own[j])[~unknown].sum())
    counts = int((~unknown).sum()), int(unknown.sum()), found.links, float(weights[unknown].sum()), crossing
    return (*counts, found.crossing, found.expected_crossing, found.assortativity, found.error)


def assortativity(source: Source, *, by: str = "kind", view: "nx.Graph | None" = None, weight: str | None = None) -> Indicator:
    """How far organisations link with their like: Newman's coefficient by kind or by province, and the share of each group's links
    that stay inside.

    r = (tr e - sum a_i b_i) / (1 - sum a_i b_i), e the shares of links between groups: 1 all inside, 0 random mixing (Newman 2003,
    Physical Review E 67, 026126), with its jackknife error over links. Links with an end of unknown kind or province are left out
    and counted. Each link counts once unless ``weight`` names an attribute: then links is the sum of weights, and error None where
    weights are no whole numbers. ``view`` is a cooperation view, all cooperations without it. Rows: group, label, label_en ("" for
    all), organisations, links (with at least one end in the group), inside (share of the group's link ends whose other end is in
    it), expected (of all link ends), assortativity, error (of all only); all first, then most links, then by name. Cost: linear.
    """
    network = views.cooperation(source) if view is None else view
    refuse_participation(network, "Likes are linked")
    groups = grouped(source, network, by)
    _, i, j = links(network)
    table = mixing_table(i, j, groups.own, weights=link_weights(network, weight), number=len(groups))
    whole, ends, total = mixing(table), table.sum(axis=1), float(table.sum())
    left = int(((groups.own[i] < 0) | (groups.own[j] < 0)).sum())
    members = np.bincount(groups.own[groups.own >= 0], minlength=len(groups)).tolist()
    rows: list[Row] = []
    for n in sorted(range(len(groups)), key=lambda n: (-(ends[n] - table[n, n] / 2), groups.titles[n][0])):
        inside = float(table[n, n] / ends[n]) if ends[n] else None
        share = float(ends[n] / total) if total else None
        rows.append((groups.names[n], *groups.titles[n], members[n], float(ends[n] - table[n, n] / 2), inside, share, None, None))
    first: Row = ("", "全部", "all", sum(members), whole.links, whole.same, _expected(whole), whole.assortativity, whole.error)
    facts: dict[str, Value] = {"by": by, "links_left_out": left, "weighted_by": weight or "1", **standing(source, network)}
    note = (f"{left:,}条联系因一端未知而未计。", f"{left:,} links are left out: the {by} of an end is not known.")
    return made("assortativity", _LIKE, [first, *rows], facts=facts, notes=[note] if left else [])


_LIKE = "group label label_en organisations links inside expected assortativity error"


def _expected(whole: Mixing) -> float | None:
    return None if whole.expected_crossing is None else 1 - whole.expected_crossing


def brokerage(source: Source, *, by: str = "kind", view: "nx.Graph | None" = None, top: int | None = 20) -> Indicator:
    """Who stands between organisations that are not linked themselves, in which of the roles of Gould and Fernandez.

    b brokers for a and c if linked to both while these are not linked. coordinator: all of one group; consultant: a and c of one, b
    of another; gatekeeper (and representative, which without direction is the same): b of the group of one of the two; liaison:
    three groups. Gould and Fernandez 1989, Sociological Methodology 19; each unordered pair counts once. Groups are kinds, or
    provinces with ``by="province"``; organisations of unknown group neither broker nor are brokered for. ``view`` is a cooperation
    view, all cooperations without it; weights do not matter. Rows: organisation, label, label_en, group, coordinator, consultant,
    gatekeeper, liaison, total, rank (by total); most first, then by IRI: the ``top`` of them (None for all). The facts have the
    sums over all. Cost: the triangles of the network, in arrays.
    """
    network = views.cooperation(source) if view is None else view
    refuse_participation(network, "Brokers stand")
    groups = grouped(source, network, by)
    nodes, i, j = links(network)
    roles = brokers.brokerage_roles(i, j, groups.own, directed=network.is_directed())[:, [0, 1, 2, 4]]
    total = roles.sum(axis=1)
    chosen = _first(nodes, np.where(groups.own >= 0, total, -1), top)
    ordered = np.sort(total)
    rows = [
        (str(nodes[n]), *labels(network, nodes[n]), groups.titles[groups.own[n]][0], groups.titles[groups.own[n]][1], *map(int, roles[n]),
         int(total[n]), int(len(total) - np.searchsorted(ordered, total[n], "right")) + 1)
        for n in chosen if groups.own[n] >= 0
    ]  # fmt: skip
    sums = dict(zip(("coordinator", "consultant", "gatekeeper", "liaison"), map(int, roles.sum(axis=0)), strict=True))
    left = int((groups.own < 0).sum())
    note = (f"{left:,}个机构的类别未知，未计入。" if by == "kind" else f"{left:,}个机构的省份未知，未计入。",
            f"{left:,} organisations of unknown {by} are left out.")  # fmt: skip
    return made("brokerage", _BROKERS, rows, facts={"by": by, **standing(source, network), **sums}, notes=[note] if left else [])


_BROKERS = "iri label label_en group group_en coordinator consultant gatekeeper liaison total rank"


def _first(nodes: Sequence[Any], values: Any, top: int | None) -> list[int]:
    """The places of the ``top`` nodes (None for all) of highest value, equal ones by name. Only those that can be among them are sorted."""
    number = len(nodes) if top is None else min(top, len(nodes))
    if number <= 0:
        return []
    least = np.partition(values, len(nodes) - number)[len(nodes) - number]
    return sorted(np.flatnonzero(values >= least).tolist(), key=lambda n: (-values[n], str(nodes[n])))[:number]


def betweenness(
    source: Source, *, view: "nx.Graph | None" = None, sources: int | None = None, batches: int = 10, top: int = 20, seed: int = 1
) -> Indicator:
    """How much of the betweenness each kind of organisation carries, and the organisations that carry most, with the sampling
    error.

    Betweenness: the share of shortest paths between others that pass through (Freeman 1977, Sociometry 40; paths of all lengths
    count the same, weights do not matter; a share of the pairs of others, so from 0 to 1). Exact, or from ``sources`` drawn nodes in
    independent ``batches``, whose spread gives the standard error (Brandes and Pich 2007, Int. J. Bifurcation and Chaos 17): that of
    the drawn sources alone, not of which cooperations are known. Without ``sources`` it is exact while nodes times links are below
    ``EXACT``, else 200 are drawn, which a note says; as many sources as nodes are exact at any size. Runs through networkx's
    dispatch. ``view`` is a cooperation view, all cooperations without it. Rows: level (kind, organisation), iri, label, label_en,
    kind, members, betweenness (a kind's is the sum), error, share (of all), share_error; kinds by share, then the ``top``
    organisations, equal ones by IRI. None where nothing is between anything. Error 0 means exact. Cost: nodes times links, or
    sources times links.
    """
    network = views.cooperation(source) if view is None else view
    refuse_participation(network, "Paths lead")
    large = sources is None and len(network) * network.number_of_edges() > EXACT
    found = between.betweenness_with_error(network, sources=_DRAWN if large else sources, batches=batches, seed=seed)
    own = kinds(network)
    groups = between.by_group(found, dict(zip(found.nodes, own, strict=True)))
    rows: list[Row] = [
        ("kind", "", *KIND_LABELS.get(kind, (kind, kind)), kind, *groups[kind])
        for kind in sorted(groups, key=lambda kind: (-groups[kind][1], kind))
    ]
    values, errors, total = found.values, found.errors, float(found.values.sum())
    for n in _first(found.nodes, values, top):
        share = float(values[n]) / total if total else None
        node = found.nodes[n]
        rows.append(("organisation", str(node), *labels(network, node), own[n], 1, float(values[n]), float(errors[n]), share, None))
    number = len(found.nodes) if found.exact else _DRAWN if large else sources
    facts: dict[str, Value] = {**standing(source, network), "sources": number, "exact": found.exact, "seed": None if found.exact else seed}
    return made("betweenness", _BETWEEN, rows, facts=facts, notes=[_SAMPLED] if large else [])


EXACT = 2_000_000_000
"""Nodes times links up to which betweenness is exact unless sources are asked for: a minute or two."""
_DRAWN = 200
_BETWEEN = "level iri label label_en kind members betweenness error share share_error"
_SAMPLED: Note = (
    f"网络较大：由抽取的{_DRAWN}个起点估计，error为抽样标准误；sources=起点数可改，等于机构数则精确。",
    f"A large network: estimated from {_DRAWN} sources that were drawn, error is the standard error of the draw; sources=NUMBER draws more,"
    " as many as there are organisations is exact.",
)


def communities(
    source: Source,
    *,
    method: str = "louvain",
    view: "nx.Graph | None" = None,
    weight: str | None = "weight",
    resolution: float = 1.0,
    runs: int = 10,
    seed: int = 1,
    top: int | None = 20,
) -> Indicator:
    """Communities of the network, and how stable they are over seeds.

    Modularity is maximised ``runs`` times by Louvain (Blondel et al. 2008) or Leiden (Traag, Waltman and van Eck 2019, Scientific
    Reports 9; it needs the extra ``igraph``), with seeds from ``seed`` on; the best run is shown. Stability: the adjusted Rand
    index (Hubert and Arabie 1985, Journal of Classification 2; 1 the same, 0 chance) and the variation of information (Meilă 2007,
    J. Multivariate Analysis 98; nats, 0 the same) between all pairs of runs, and per community the mean of its best Jaccard share
    in the other runs (Hennig 2007): below 0.5 it is hardly one. Rows: community, members, enterprises, universities, institutes,
    others, stability, leaders (the three with most cooperations); largest first, the ``top`` of them (None for all). Communities of
    one are counted in the facts and not shown. ``view`` is a cooperation view, all cooperations without it.
    """
    network = views.cooperation(source) if view is None else view
    refuse_participation(network, "Communities are")
    found = grouping.divide(network, method=method, weight=weight, resolution=resolution, runs=runs, seed=seed)
    own, cooperations = kinds(network), attribute(network, "cooperations")
    several = [(part, stable) for part, stable in zip(found.communities, found.stable, strict=True) if len(part) > 1]
    place = getattr(network, "index", None) or {node: number for number, node in enumerate(network)}
    rows = [
        _community(number, [place[node] for node in part], stable, network, own, cooperations)
        for number, (part, stable) in enumerate(several[:top], 1)
    ]
    facts: dict[str, Value] = {
        "method": method,
        "weighted_by": weight or "1",
        "resolution": resolution,
        "runs": runs,
        "seed": seed,
        "communities": len(several),
        "single": len(found.communities) - len(several),
        "modularity": max(found.modularity, default=None),
        "modularity_lowest": min(found.modularity, default=None),
        "adjusted_rand": found.rand,
        "variation_of_information": found.information,
        **standing(source, network),
    }
    return made("communities", _COMMUNITIES, rows, facts=facts)


_COMMUNITIES = "community members enterprises universities institutes others stability leaders leaders_en"


def _community(
    number: int, part: list[int], stable: float | None, network: "nx.Graph", own: Sequence[str], cooperations: Sequence[Any]
) -> Row:
    counts = [sum(own[n] == kind for n in part) for kind in KINDS]
    nodes = nodes_of(network)
    leaders = sorted(part, key=lambda n: (-int(cooperations[n] or 0), str(nodes[n])))[:3]
    names = [labels(network, nodes[n]) for n in leaders]
    return number, len(part), *counts, len(part) - sum(counts), stable, "；".join(zh for zh, _ in names), "; ".join(en for _, en in names)
