"""Indicators of the cooperation network: the triangle, borders, brokers, communities, and random networks to compare with."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from tcgraph import views
from tcgraph.dataset import Dataset
from tcgraph.errors import CallError
from tcgraph.indicators import between, brokers, grouping, information, nulls, ranking
from tcgraph.indicators.mixing import Mixing, mixing, mixing_table
from tcgraph.indicators.result import Indicator, Note, made
from tcgraph.indicators.tables import organisation_provinces, provinces
from tcgraph.indicators.triangles import Ints, link_weights, links, simple_links, transitivity
from tcgraph.store.terms import Value

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["assortativity", "betweenness", "brokerage", "communities", "cross_province_share", "null_model", "triple_helix"]

KINDS = ("enterprise", "university", "institute")
UNCLEAR = "university or institute"
PROPERTIES = ("kind", "province")
Row = tuple[Value, ...]


def _kinds(view: "nx.Graph") -> dict[Any, str]:
    """The kind of each node that is an organisation; "unknown" where nothing is said."""
    return {node: str(data.get("kind") or "unknown") for node, data in view.nodes(data=True) if data.get("bipartite", 0) == 0}


def _numbers(nodes: list[Any], of: Mapping[Any, str]) -> tuple[Ints, list[str]]:
    """The group of each node as number, -1 where it is in none; and the names by number, in order."""
    names = sorted({of[node] for node in nodes if node in of})
    place = {name: number for number, name in enumerate(names)}
    return np.array([place[of[node]] if node in of else -1 for node in nodes], dtype=np.int64), names


def _property(dataset: Dataset, view: "nx.Graph", by: str) -> tuple[dict[Any, str], Mapping[str, tuple[str, str]]]:
    """The kind or province of each organisation where it is known, and what the groups are called."""
    if by not in PROPERTIES:
        raise CallError(f"Organisations are grouped by {' or '.join(PROPERTIES)}, not by {by!r}.")
    if by == "kind":
        return {node: kind for node, kind in _kinds(view).items() if kind != "unknown"}, {}
    named = {iri: (thing.label, thing.label_en) for iri, thing in provinces(dataset).items()}
    of = organisation_provinces(dataset)
    return {node: of[node] for node in view if node in of}, named


def triple_helix(
    dataset: Dataset,
    *,
    third: str = "institute",
    by: str | None = None,
    view: "nx.Graph | None" = None,
    bootstrap: int = 1000,
    seed: int = 1,
) -> Indicator:
    """The mutual information of the three sides of the triangle over the cooperations: T(university, enterprise, third), in
    millibits.

    T = H_u + H_i + H_r - H_ui - H_ur - H_ir + H_uir over which sides take part in a cooperation (Leydesdorff 2003, Scientometrics
    58). Negative: the sides are held together by pairs that exclude each other, read as synergy. ``third`` is institute for
    T(u,i,r) or government for T(u,i,g); our cooperations name no government department, and a side that never takes part makes T 0.
    ``by="year"`` gives a row per first year. ``view`` is a participation view (all cooperations without it), so filters are those
    of ``views.participation``.

    What is not known is not guessed: each row is one treatment. known: cooperations all of whose participants are of a known kind;
    all: participants of other kinds are passed over; as university, as institute: those stated as "university or institute" are
    taken for the one or the other. Rows: treatment, year, cooperations, university, enterprise, third (cooperations with that
    side), u_i, u_t, i_t, u_i_t (with both, all), t_ui, t_ut, t_it (of two sides), t, error (bootstrap, None for fewer than two
    cooperations). Order: treatment, then year; those without a year under None, last. No cooperation: t 0. Cost: linear.
    """
    if third not in ("institute", "government") or by not in (None, "year"):
        raise CallError(f"The third side is institute or government, by is year or nothing; not {third!r} and {by!r}.")
    network = views.participation(dataset) if view is None else view
    taking_part = _sides(network)
    rows = []
    for treatment, recoded in _TREATMENTS.items():
        cases: dict[int | None, list[tuple[bool, ...]]] = defaultdict(list)
        for kinds, year in taking_part:
            known = {recoded.get(kind, kind) for kind in kinds}
            if treatment != "known" or known <= {*KINDS, "government"}:
                cases[year if by else None].append(tuple(side in known for side in ("university", "enterprise", third)))
        years = sorted(cases, key=lambda year: (year is None, year or 0)) or [None]
        rows += [(treatment, year, *_helix(cases[year], bootstrap, seed)) for year in years]
    notes = [] if third == "institute" else [_NO_GOVERNMENT]
    return made(
        "triple_helix", _HELIX, rows, facts={"third": third, "cooperations": len(taking_part), "unit": "mbit", "seed": seed}, notes=notes
    )


_TREATMENTS: Mapping[str, Mapping[str, str]] = {
    "known": {},
    "all": {},
    "as university": {UNCLEAR: "university"},
    "as institute": {UNCLEAR: "institute"},
}
_HELIX = "treatment year cooperations university enterprise third u_i u_t i_t u_i_t t_ui t_ut t_it t error"
_NO_GOVERNMENT: Note = (
    "来源中的合作不列政府部门；从不出现的一方使互信息为0。",
    "The sources' cooperations name no government department; a side that never takes part makes T 0.",
)


def _sides(network: "nx.Graph") -> list[tuple[set[str], int | None]]:
    """The kinds that take part in each cooperation, and its first year."""
    kinds, years = _kinds(network), {}
    for node, data in network.nodes(data=True):
        if data.get("bipartite") == 1:
            years[node] = data.get("first_year")
    if not years and network.number_of_edges():
        raise CallError("The triangle is measured over cooperations: give a participation view, whose nodes say bipartite 0 or 1.")
    found: dict[Hashable, set[str]] = defaultdict(set)
    for one, other in network.edges():
        organisation, cooperation = (one, other) if other in years else (other, one)
        found[cooperation].add(kinds[organisation])
    return [(found[node], year) for node, year in years.items()]


def _helix(cases: list[tuple[bool, ...]], bootstrap: int, seed: int) -> Row:
    table = information.contingency(*(zip(*cases, strict=True) if cases else ((), (), ())))
    sides = [int(table.sum(axis=tuple({0, 1, 2} - {n}))[1]) for n in range(3)]
    pairs = [table.sum(axis=n) for n in (2, 1, 0)]
    together = [int(pair[1, 1]) for pair in pairs]
    error = information.transmission_error(table, samples=bootstrap, seed=seed)
    amounts = [1000 * information.transmission(part) for part in [*pairs, table]]
    return (len(cases), *sides, *together, int(table[1, 1, 1]), *amounts, None if error is None else 1000 * error)


def cross_province_share(dataset: Dataset, *, view: "nx.Graph | None" = None, weight: str | None = "weight") -> Indicator:
    """The share of links between organisations of different provinces, in all and between each two kinds.

    Of the links whose ends both have a known province: the share (by ``weight``, else each link once) that crosses a border; beside
    it the share that random mixing of the same ends would give, and Newman's coefficient (2003, Physical Review E 67, 026126): 1
    all inside, 0 at random, with its jackknife error. ``view`` is a cooperation view, all cooperations without it. Rows: kind,
    other_kind ("" and "" for all), links (sum of weights), unknown (the same of links left out because a province is not known),
    crossing, expected, assortativity, error; all first, then by name. None where not defined. Units: shares of 1. Provinces of
    foreign and unidentified organisations are not known: ``unknown`` is large. Cost: linear.
    """
    network = views.cooperation(dataset) if view is None else view
    of, _ = _property(dataset, network, "province")
    nodes, i, j = links(network)
    weights = link_weights(network, weight)
    ones = np.ones(len(i)) if weights is None else weights
    own, names = _numbers(nodes, of)
    kind, kinds = _numbers(nodes, _kinds(network))
    low, high = np.minimum(kind[i], kind[j]), np.maximum(kind[i], kind[j])
    rows = [("", "", *_border(i, j, own, ones, len(names)))]
    for a, b in sorted(set(zip(low.tolist(), high.tolist(), strict=True))):
        here = (low == a) & (high == b)
        rows.append((kinds[a], kinds[b], *_border(i[here], j[here], own, ones[here], len(names))))
    placed = sum(node in of for node in nodes)
    facts: dict[str, Value] = {"organisations": len(nodes), "with_province": placed, "weight": weight or "1"}
    note = (f"{len(nodes):,}个机构中{placed:,}个省份可知。", f"Of {len(nodes):,} organisations {placed:,} have a known province.")
    return made("cross_province_share", _BORDERS, rows, facts=facts, notes=[note])


_BORDERS = "kind other_kind links unknown crossing expected assortativity error"


def _border(i: Ints, j: Ints, own: Ints, weights: Any, number: int) -> Row:
    found = mixing(mixing_table(i, j, own, weights=weights, number=number))
    unknown = float(weights[(own[i] < 0) | (own[j] < 0)].sum())
    return found.links, unknown, found.crossing, found.expected_crossing, found.assortativity, found.error


def assortativity(dataset: Dataset, *, by: str = "kind", view: "nx.Graph | None" = None, weight: str | None = None) -> Indicator:
    """How far organisations link with their like: Newman's coefficient by kind or by province, and the share of each group's links
    that stay inside.

    r = (tr e - sum a_i b_i) / (1 - sum a_i b_i), e the shares of links between groups: 1 all inside, 0 random mixing (Newman 2003,
    Physical Review E 67, 026126), with its jackknife error over links. Links with an end of unknown kind or province are left out
    and counted. Each link counts once unless ``weight`` names an attribute. ``view`` is a cooperation view, all cooperations
    without it. Rows: group, label, label_en ("" for all), organisations, links (with at least one end in the group), inside (share
    of the group's link ends whose other end is in it), expected (of all link ends), assortativity, error (of all only); all first,
    then most links, then by name. Cost: linear.
    """
    network = views.cooperation(dataset) if view is None else view
    of, named = _property(dataset, network, by)
    nodes, i, j = links(network)
    own, names = _numbers(nodes, of)
    table = mixing_table(i, j, own, weights=link_weights(network, weight), number=len(names))
    whole, ends = mixing(table), table.sum(axis=1)
    left = int(((own[i] < 0) | (own[j] < 0)).sum())
    members = Counter(own[own >= 0].tolist())
    rows = [
        _group_row(names[n], named, members[n], float(ends[n] - table[n, n] / 2), float(table[n, n]), float(ends[n]), float(ends.sum()))
        for n in range(len(names))
    ]
    rows.sort(key=lambda row: (-float(str(row[4])), str(row[1])))
    first: Row = ("", "全部", "all", sum(members.values()), whole.links, whole.same, _expected(whole), whole.assortativity, whole.error)
    facts: dict[str, Value] = {"by": by, "links_left_out": left, "weight": weight or "1"}
    note = (f"{left:,}条联系因一端未知而未计。", f"{left:,} links are left out: the {by} of an end is not known.")
    return made("assortativity", _LIKE, [first, *rows], facts=facts, notes=[note] if left else [])


_LIKE = "group label label_en organisations links inside expected assortativity error"


def _expected(whole: Mixing) -> float | None:
    return None if whole.expected_crossing is None else 1 - whole.expected_crossing


def _group_row(
    name: str, named: Mapping[str, tuple[str, str]], members: int, touching: float, inside: float, ends: float, total: float
) -> Row:
    return (
        name,
        *named.get(name, (name, name)),
        members,
        touching,
        inside / ends if ends else None,
        ends / total if total else None,
        None,
        None,
    )


def brokerage(dataset: Dataset, *, by: str = "kind", view: "nx.Graph | None" = None, top: int | None = 20) -> Indicator:
    """Who stands between organisations that are not linked themselves, in which of the roles of Gould and Fernandez.

    b brokers for a and c if linked to both while these are not linked. coordinator: all of one group; consultant: a and c of one, b
    of another; gatekeeper (and representative, which without direction is the same): b of the group of one of the two; liaison:
    three groups. Gould and Fernandez 1989, Sociological Methodology 19; each unordered pair counts once. Groups are kinds, or
    provinces with ``by="province"``; organisations of unknown group neither broker nor are brokered for. ``view`` is a cooperation
    view, all cooperations without it; weights do not matter. Rows: organisation, label, label_en, group, coordinator, consultant,
    gatekeeper, liaison, total, rank (by total); most first, then by IRI: the ``top`` of them (None for all). The facts have the
    sums over all. Cost: the triangles of the network, in arrays.
    """
    network = views.cooperation(dataset) if view is None else view
    _refuse_participation(network, "Brokers stand")
    of, named = _property(dataset, network, by)
    nodes, i, j = links(network)
    own, names = _numbers(nodes, of)
    roles = brokers.brokerage_roles(i, j, own, directed=network.is_directed())[:, [0, 1, 2, 4]]
    total = roles.sum(axis=1)
    rank = ranking.ranks(dict(enumerate(total.tolist())))
    chosen = sorted((n for n in range(len(nodes)) if own[n] >= 0), key=lambda n: (-total[n], str(nodes[n])))[:top]
    rows = [
        (
            str(nodes[n]),
            *_labels(network, nodes[n]),
            named.get(names[own[n]], (names[own[n]],))[0],
            *map(int, roles[n]),
            int(total[n]),
            int(rank[n]),
        )
        for n in chosen
    ]
    sums = dict(zip(("coordinator", "consultant", "gatekeeper", "liaison"), map(int, roles.sum(axis=0)), strict=True))
    left = int((own < 0).sum())
    note = (f"{left:,}个机构的类别未知，未计入。", f"{left:,} organisations of unknown {by} are left out.")
    return made("brokerage", _BROKERS, rows, facts={"by": by, "organisations": len(nodes), **sums}, notes=[note] if left else [])


_BROKERS = "iri label label_en group coordinator consultant gatekeeper liaison total rank"


def _refuse_participation(network: "nx.Graph", what: str) -> None:
    if any(side is not None for _, side in network.nodes(data="bipartite")):
        raise CallError(f"{what} between organisations: give a cooperation view, not one of participations.")


def _labels(network: "nx.Graph", node: Any) -> tuple[str, str]:
    data = network.nodes[node]
    return str(data.get("label") or node), str(data.get("label_en") or data.get("label") or node)


def betweenness(
    dataset: Dataset, *, view: "nx.Graph | None" = None, sources: int | None = None, batches: int = 10, top: int = 20, seed: int = 1
) -> Indicator:
    """How much of the betweenness each kind of organisation carries, and the organisations that carry most, with the sampling
    error.

    Betweenness: the share of shortest paths between others that pass through (Freeman 1977, Sociometry 40; paths of all lengths
    count the same, weights do not matter). Exact, or from ``sources`` drawn nodes in independent ``batches``, whose spread gives
    the error (Brandes and Pich 2007, Int. J. Bifurcation and Chaos 17). Runs through networkx's dispatch. ``view`` is a cooperation
    view, all cooperations without it. Rows: level (kind, organisation), iri, label, label_en, kind, members, betweenness (a kind's
    is the sum), error, share (of all), share_error; kinds by share, then the ``top`` organisations, equal ones by IRI. None where
    nothing is between anything. Error 0 means exact. Cost: nodes times links, or sources times links.
    """
    network = views.cooperation(dataset) if view is None else view
    kinds = _kinds(network)
    found = between.betweenness_with_error(network, sources=sources, batches=batches, seed=seed)
    groups = between.by_group(found, kinds)
    order = sorted(groups, key=lambda kind: (-groups[kind][1], kind))
    rows: list[Row] = [("kind", "", kind, kind, kind, *groups[kind]) for kind in order]
    values, errors, total = found.values, found.errors, float(found.values.sum())
    first = sorted(range(len(found.nodes)), key=lambda n: (-values[n], str(found.nodes[n])))[:top]
    rows += [
        (
            "organisation",
            str(found.nodes[n]),
            *_labels(network, found.nodes[n]),
            kinds.get(found.nodes[n], ""),
            1,
            float(values[n]),
            float(errors[n]),
            float(values[n]) / total if total else None,
            None,
        )
        for n in first
    ]
    facts: dict[str, Value] = {
        "organisations": len(found.nodes),
        "sources": sources if not found.exact else len(found.nodes),
        "exact": found.exact,
        "seed": seed,
    }
    return made("betweenness", _BETWEEN, rows, facts=facts)


_BETWEEN = "level iri label label_en kind members betweenness error share share_error"


def communities(
    dataset: Dataset,
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
    network = views.cooperation(dataset) if view is None else view
    found = grouping.divide(network, method=method, weight=weight, resolution=resolution, runs=runs, seed=seed)
    kinds = _kinds(network)
    several = [(part, stable) for part, stable in zip(found.communities, found.stable, strict=True) if len(part) > 1]
    rows = [_community(number, part, stable, network, kinds) for number, (part, stable) in enumerate(several[:top], 1)]
    best = max(found.modularity, default=None)
    facts: dict[str, Value] = {
        "method": method,
        "runs": runs,
        "seed": seed,
        "communities": len(several),
        "single": len(found.communities) - len(several),
        "modularity": best,
        "modularity_lowest": min(found.modularity, default=None),
        "adjusted_rand": found.rand,
        "variation_of_information": found.information,
    }
    return made("communities", _COMMUNITIES, rows, facts=facts)


_COMMUNITIES = "community members enterprises universities institutes others stability leaders leaders_en"


def _community(number: int, part: tuple[Any, ...], stable: float | None, network: "nx.Graph", kinds: Mapping[Any, str]) -> Row:
    counts = Counter(kinds.get(node, "") for node in part)
    leaders = sorted(part, key=lambda node: (-int(network.nodes[node].get("cooperations", 0)), str(node)))[:3]
    names = [_labels(network, node) for node in leaders]
    own = [counts[kind] for kind in KINDS]
    return number, len(part), *own, len(part) - sum(own), stable, "；".join(zh for zh, _ in names), "; ".join(en for _, en in names)


def null_model(
    dataset: Dataset, *, keep: str = "memberships", view: "nx.Graph | None" = None, samples: int = 100, seed: int = 1
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
    network = view if view is not None else views.participation(dataset) if keep == "memberships" else views.cooperation(dataset)
    statistics = _Statistics(dataset, network)
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
    facts: dict[str, Value] = {"keep": keep, "samples": samples, "seed": seed, "links": len(simple_links(i, j, len(network))[0])}
    return made("null_model", "statistic observed mean deviation z p", rows, facts=facts, notes=[note] if left else [])


_STATISTICS = ("transitivity", "kind_assortativity", "province_assortativity", "cross_province_share", "industry_science_share")
Draw = Callable[[int], tuple[Ints, Ints]]


def _dealt(network: "nx.Graph") -> tuple[Ints, Ints, Draw]:
    nodes, i, j = links(network)
    side = np.array([int(network.nodes[node].get("bipartite", -1)) for node in nodes], dtype=np.int64)
    if len(i) and (side[i] + side[j] != 1).any():
        raise CallError("To deal memberships anew, give a participation view, whose nodes say bipartite 0 or 1.")
    member, event = np.where(side[i] == 0, i, j), np.where(side[i] == 0, j, i)
    return *nulls.projected(member, event), lambda seed: nulls.projected(*nulls.swap_memberships(member, event, seed=seed))


def _swapped(network: "nx.Graph") -> tuple[Ints, Ints, Draw]:
    _refuse_participation(network, "Links are swapped")
    nodes, i, j = links(network)

    def draw(seed: int) -> tuple[Ints, Ints]:
        one = nulls.swap_links(i, j, len(nodes), seed=seed)
        return one.i, one.j

    return i, j, draw


class _Statistics:
    """The statistics of a network that is given by its links; groups are those of the nodes of a view."""

    def __init__(self, dataset: Dataset, network: "nx.Graph") -> None:
        nodes = list(network)
        self.number = len(nodes)
        kinds, places = (_property(dataset, network, by)[0] for by in PROPERTIES)
        self.kind, self.place = _numbers(nodes, kinds)[0], _numbers(nodes, places)[0]
        self.side = np.array(
            [0 if kinds.get(n) == "enterprise" else 1 if kinds.get(n) in (*KINDS, UNCLEAR) else -1 for n in nodes], dtype=np.int64
        )

    def __call__(self, i: Ints, j: Ints) -> dict[str, float | None]:
        """All of them by name, in order; None where not defined."""
        i, j = simple_links(i, j, self.number)
        kind, place, side = (mixing_table(i, j, groups) for groups in (self.kind, self.place, self.side))
        ends, of_kinds = place.sum(), side.sum()
        values = (
            transitivity(i, j, self.number),
            *(_coefficient(table) for table in (kind, place)),
            float(1 - np.trace(place) / ends) if ends else None,
            float(1 - np.trace(side) / of_kinds) if of_kinds else None,
        )
        return dict(zip(_STATISTICS, values, strict=True))


def _coefficient(table: Any) -> float | None:
    from tcgraph.indicators.mixing import assortativity as of_table

    return of_table(table) if len(table) else None
