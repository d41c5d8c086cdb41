"""The network around one organisation, and enterprises joined by the universities and institutes between them."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tcgraph.errors import CallError, UnknownThingError
from tcgraph.networks.csr import numbering, stretches
from tcgraph.views.filters import Selection, selection
from tcgraph.views.links import Links, joined, organisation_pairs
from tcgraph.views.names import organisation_named
from tcgraph.views.participations import Source
from tcgraph.views.projection import network, organisation_attributes
from tcgraph.views.reasons import Find, partners_of, remember

if TYPE_CHECKING:
    from tcgraph.networks.network import NetworkView

__all__ = ["SCIENCE", "ego", "industry_institute_paths", "path_table"]

SCIENCE = ("university", "institute", "university or institute")
"""The kinds that count as science; the last is what sources say that do not tell the two apart."""
Ids = NDArray[np.int32]


def ego(source: Source, organisation: str, *, radius: int = 1, province: str | None = None, field: str | None = None, of: str | None = None,
        since: int | None = None, until: int | None = None, kind: str | Iterable[str] | None = None, trust: str | None = None,
        weight: str = "count", half_life: float | None = None, reference_year: int | None = None, roll_up: bool = False) -> "NetworkView":
    """The network of those within ``radius`` steps of an organisation, as a read-only networkx graph.

    ``organisation`` is a name or an IRI (of columns a label or an IRI). Nodes, edges, weights and filters as ``cooperation``; all edges
    among the nodes; besides, each node has its ``distance`` (int). An organisation that takes part in nothing after filtering is alone
    with ``cooperations`` 0. ``graph["ego"]`` is its IRI. Raises ``UnknownThingError``, ``AmbiguousNameError``, and
    ``CallError`` for a radius below 0.
    """
    if radius < 0:
        raise CallError(f"radius={radius}: give the number of steps, 0 or more.")
    chosen = selection(source, province=province, field=field, of=of, since=since, until=until, kind=kind, trust=trust, roll_up=roll_up)
    names = chosen.table.organisations.names
    iri = organisation_named(source, organisation, chosen.table_labels())
    if iri not in names:
        rolled = ", or was rolled up" if roll_up else ""
        raise UnknownThingError(organisation, (), f"It takes part in no cooperation of the data{rolled}.")
    start = names.index(iri)
    everyone = np.union1d(chosen.nodes, [start])
    whole = network(chosen, weight=weight, half_life=half_life, reference_year=reference_year, everyone=everyone)
    return _within(whole, int(np.searchsorted(everyone, start)), radius)




def _within(whole: "NetworkView", start: int, radius: int) -> "NetworkView":
    from tcgraph.networks.network import NetworkView
    from tcgraph.views.reasons import take_over

    distance = _steps(whole, start, radius)
    near = np.flatnonzero(distance >= 0)
    part = whole.only(near)
    columns = {name: _later(part.node_columns, name) for name in part.node_columns} | {"distance": distance[near].tolist()}
    edges = {name: _later(part.edge_columns, name) for name in part.edge_columns}
    facts = part.graph | {"name": "tcgraph ego", "ego": whole.node_list[start], "radius": radius}
    view: NetworkView = NetworkView.of_csr(part.node_list, part.csr, node_attributes=columns, edge_attributes=edges, graph=facts)
    return take_over(view, whole)


def _later(columns: Mapping[str, Any], name: str) -> Any:
    return lambda: columns[name]


def _steps(view: "NetworkView", start: int, radius: int) -> Ids:
    """The number of steps from a node to each other one; -1 beyond the radius."""
    csr = view.csr
    distance = np.full(len(csr), -1, np.int32)
    distance[start], front = 0, np.array([start])
    for step in range(1, radius + 1):
        around = csr.indices[stretches(csr.indptr[front], csr.degrees[front])]
        front = np.unique(around[distance[around] < 0])
        if not len(front):
            break
        distance[front] = step
    return distance


def industry_institute_paths(source: Source, *, between: Iterable[str] = SCIENCE, ends: Iterable[str] = ("enterprise",),
                             province: str | None = None, field: str | None = None, of: str | None = None, since: int | None = None,
                             until: int | None = None, kind: str | Iterable[str] | None = None, trust: str | None = None,
                             roll_up: bool = False) -> "NetworkView":
    """Enterprises joined by the universities and institutes that cooperate with both, as a read-only networkx graph.

    Nodes: organisations of the kinds ``ends``, attributes as in ``cooperation``. Edges: ``weight`` (int), how many organisations of the
    kinds ``between`` cooperate with both; ``via``, the names of the first three by IRI; ``direct`` (bool), whether the two also cooperate
    with each other. ``path_table`` lists the paths one by one. ``between`` and ``ends`` are kinds as ``cooperation`` shows them; a kind
    that nothing has makes no node, and one must not stand on both sides (``CallError``). Filters: as ``cooperation``.
    Cost: one step in arrays per path; an organisation with k such partners lies on k(k-1)/2.
    """
    from tcgraph.networks.network import NetworkView

    chosen = selection(source, province=province, field=field, of=of, since=since, until=until, kind=kind, trust=trust, roll_up=roll_up)
    middle, outer, links = _sides(chosen, between, ends)
    one, other, via = _paths(len(chosen.table.organisations), middle, outer, links)
    nodes = chosen.nodes[outer[chosen.nodes]]
    number = numbering(nodes, len(chosen.table.organisations))
    paths = Links.of(len(nodes), number[one], number[other], via, np.argsort(via, kind="stable"))
    known = links.i.astype(np.int64) << 32 | links.j
    direct = np.isin(nodes[paths.i].astype(np.int64) << 32 | nodes[paths.j], known)
    facts = chosen.summary("industry-institute paths") | {"between": "; ".join(between), "ends": "; ".join(ends), "paths": len(via)}
    view: NetworkView = NetworkView.of_edges(
        map(chosen.table.organisations.names.__getitem__, nodes.tolist()), paths.i, paths.j, weights={"weight": paths.counts},
        edge_attributes={"via": lambda: _first_names(chosen, paths), "direct": direct.tolist()},
        node_attributes=organisation_attributes(chosen, nodes), graph=facts)
    return remember(view, chosen, _both_steps(chosen, middle))


def path_table(source: Source, *, between: Iterable[str] = SCIENCE, ends: Iterable[str] = ("enterprise",), province: str | None = None,
               field: str | None = None, of: str | None = None, since: int | None = None, until: int | None = None,
               kind: str | Iterable[str] | None = None, trust: str | None = None, roll_up: bool = False) -> dict[str, list[Any]]:
    """The paths of ``industry_institute_paths`` one by one, as columns of equal length, ordered by ``one``, ``other`` and ``via``.

    ``one``, ``via``, ``other`` are IRIs, ``one_label``, ``via_label``, ``other_label`` names, ``one_count`` and ``other_count`` the
    cooperations of each step. For a data frame: ``polars.DataFrame(path_table(dataset))``. Parameters as there.
    """
    chosen = selection(source, province=province, field=field, of=of, since=since, until=until, kind=kind, trust=trust, roll_up=roll_up)
    size = len(chosen.table.organisations)
    middle, outer, links = _sides(chosen, between, ends)
    one, other, via = _paths(size, middle, outer, links)
    order = np.lexsort((via, other, one))
    parts = {"one": one[order], "via": via[order], "other": other[order]}
    keys = links.i.astype(np.int64) * size + links.j

    def count(end: Ids) -> list[int]:
        wanted = np.minimum(end, parts["via"]).astype(np.int64) * size + np.maximum(end, parts["via"])
        return links.counts[np.searchsorted(keys, wanted)].tolist()  # type: ignore[no-any-return]  # numpy

    names, labels = chosen.table.organisations.names, chosen.table.labels[0]
    table: dict[str, list[Any]] = {name: [names[place] for place in places.tolist()] for name, places in parts.items()}
    table |= {f"{name}_label": [labels[place] for place in places.tolist()] for name, places in parts.items()}
    return table | {"one_count": count(parts["one"]), "other_count": count(parts["other"])}


def _sides(chosen: Selection, between: Iterable[str], ends: Iterable[str]) -> tuple[NDArray[np.bool_], NDArray[np.bool_], Links]:
    """Which organisations may stand in the middle, which at the ends, and all links of the selection."""
    between, ends = frozenset(between), frozenset(ends)
    if between & ends:
        raise CallError(f"{', '.join(sorted(between & ends))} stands between and at the ends: a path needs two sides.")
    kinds = chosen.table.organisation_kinds
    middle, outer = (np.array([kind in side for kind in kinds], np.bool_) for side in (between, ends))
    return middle, outer, Links.of(len(kinds), *organisation_pairs(chosen))


def _paths(size: int, middle: NDArray[np.bool_], outer: NDArray[np.bool_], links: Links) -> tuple[Ids, Ids, Ids]:
    """One end, the other end (of higher number) and the middle of each path."""
    ahead, back = middle[links.i] & outer[links.j], outer[links.i] & middle[links.j]
    via = np.concatenate([links.i[ahead], links.j[back]])
    end = np.concatenate([links.j[ahead], links.i[back]])
    order = np.lexsort((end, via))
    via, end = via[order], end[order]
    first = np.arange(len(via)) + 1
    many = np.searchsorted(via, via, "right") - first
    return np.repeat(end, many), end[stretches(first, many)], np.repeat(via, many)


def _first_names(chosen: Selection, paths: Links) -> list[str]:
    shown = stretches(paths.starts, np.minimum(paths.counts, 3))
    return joined(paths.edge[shown], paths.cooperation[shown], chosen.table.labels[0], len(paths))


def _both_steps(chosen: Selection, middle: NDArray[np.bool_]) -> Find:
    """Of two ends: the cooperations of either with somebody in the middle who cooperates with both."""

    def find(one: str, other: str) -> NDArray[np.bool_]:
        via = middle & partners_of(chosen, one) & partners_of(chosen, other)
        size = len(chosen.table.cooperations)
        there = np.bincount(chosen.cooperation[via[chosen.organisation]], minlength=size) > 0
        places = [chosen.table.organisations.names.index(name) for name in (one, other)]
        ends = np.bincount(chosen.cooperation[np.isin(chosen.organisation, places)], minlength=size) > 0
        return there & ends

    return find
