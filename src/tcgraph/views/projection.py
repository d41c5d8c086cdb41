"""Who cooperates with whom, and who takes part in what."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tcgraph.networks.csr import numbering
from tcgraph.views.filters import Facts, Selection, selection
from tcgraph.views.links import Links, organisation_pairs
from tcgraph.views.participations import Participations, Source, texts
from tcgraph.views.reasons import between_organisations, remember
from tcgraph.views.weights import shares, weighed
from tcgraph.views.years import NONE

if TYPE_CHECKING:
    from tcgraph.networks.attributes import Column
    from tcgraph.networks.network import NetworkView

__all__ = [
    "cooperation", "cooperation_attributes", "edge_attributes", "edge_weights", "network", "organisation_attributes", "participation",
]  # fmt: skip


def cooperation(source: Source, *, province: str | None = None, field: str | None = None, of: str | None = None, since: int | None = None,
                until: int | None = None, kind: str | Iterable[str] | None = None, trust: str | None = None, weight: str = "count",
                half_life: float | None = None, reference_year: int | None = None, roll_up: bool = False) -> "NetworkView":
    """Organisations joined by the cooperations they share, as a read-only networkx graph.

    Nodes: IRIs; ``label`` (Chinese, else English), ``label_en``, ``kind`` (enterprise, university, institute, what the source
    states, or unknown), ``identified`` (bool), ``cooperations`` (int). Who cooperates with nobody after filtering is a node
    without edges. Edges: ``weight``, ``kinds`` and ``trust`` (sorted, joined by ``" | "``), ``first_year`` and ``last_year`` (int,
    absent where no source gives a year), ``titles`` (the first three by IRI), and ``count`` where the weight is another one.

    ``weight``: ``count``, the number of shared cooperations; ``newman``, the sum of 1/(n-1) over them, n organisations taking part
    (Newman 2001, doi:10.1103/PhysRevE.64.016132); ``fractional``, the sum of 2/(n(n-1)). With ``half_life`` (years) each cooperation counts
    2 ** -(age / half_life) of that, its age being that of its last year at ``reference_year`` (the latest year of the selection
    unless given), 0 for one that goes on after it.
    Filters and ``roll_up``: see ``selection``; decay: ``weighed``. Order: by IRI. Source: the cooperation graphs; publications are of AI
    and robotics venues only. Cost: see ``Participations``, then one step in arrays per pair of participants of each cooperation.
    """
    chosen = selection(source, province=province, field=field, of=of, since=since, until=until, kind=kind, trust=trust, roll_up=roll_up)
    return network(chosen, weight=weight, half_life=half_life, reference_year=reference_year)


def network(chosen: Selection, *, weight: str = "count", half_life: float | None = None, reference_year: int | None = None,
            everyone: NDArray[np.intp] | None = None) -> "NetworkView":
    """The network of a selection, as ``cooperation`` has it; ``everyone``: the organisations to show, if not those that take part."""
    from tcgraph.networks.network import NetworkView

    counted = weighed(chosen, weight, half_life, reference_year)
    nodes = chosen.nodes if everyone is None else everyone
    i, j, which = organisation_pairs(counted)
    if len(nodes) < len(chosen.table.organisations):
        number = numbering(nodes, len(chosen.table.organisations))
        i, j = number[i], number[j]
    links = Links.of(len(nodes), i, j, which)
    view: NetworkView = NetworkView.of_edges(
        map(chosen.table.organisations.names.__getitem__, nodes.tolist()), links.i, links.j, weights=edge_weights(links, counted),
        edge_attributes=edge_attributes(links, chosen.table), node_attributes=organisation_attributes(chosen, nodes),
        graph=_facts(chosen, counted))
    return remember(view, counted, between_organisations(counted))


def _facts(chosen: Selection, counted: Selection) -> Facts:
    return counted.facts | chosen.summary("cooperation") | {"weight": counted.facts["weight"]}


def edge_weights(links: Links, counted: Selection) -> dict[str, NDArray[Any]]:
    """The number by which algorithms weigh; and the number of cooperations, where that is not the same."""
    if counted.facts["weight"] == "count" and "half_life" not in counted.facts:
        return {"weight": links.counts}
    return {"weight": links.sums(shares(counted)), "count": links.counts}


def edge_attributes(links: Links, table: Participations) -> "dict[str, Column]":
    """What the edges of a projection show of their cooperations, made when asked for."""
    return {
        "kinds": lambda: links.texts(*table.kinds),
        "trust": lambda: links.texts(*table.trusts),
        "titles": lambda: links.titles(table.titles, table.cooperations.rank),
        "first_year": lambda: links.least(table.years.first, NONE),
        "last_year": lambda: links.greatest(table.years.last, NONE),
    }


def organisation_attributes(chosen: Selection, nodes: NDArray[np.intp]) -> "dict[str, Column]":
    """What organisations show, made when asked for."""
    table = chosen.table

    def of(column: Callable[[], list[str] | list[bool]]) -> "Callable[[], list[str | bool]]":
        return lambda: [column()[node] for node in nodes.tolist()]

    return {
        "label": of(lambda: table.labels[0]), "label_en": of(lambda: table.labels[1]), "kind": of(lambda: table.organisation_kinds),
        "identified": of(lambda: table.identified), "cooperations": lambda: chosen.counts[nodes].tolist(),
    }  # fmt: skip


def participation(source: Source, *, province: str | None = None, field: str | None = None, of: str | None = None, since: int | None = None,
                  until: int | None = None, kind: str | Iterable[str] | None = None, trust: str | None = None,
                  roll_up: bool = False) -> "NetworkView":
    """Organisations and cooperations as a bipartite, read-only networkx graph.

    Nodes: IRIs with ``bipartite`` 0 (organisations, attributes as in ``cooperation``) or 1 (cooperations: ``label`` the title,
    ``kind``, ``trust``, ``first_year``, ``last_year``). An edge joins an organisation to each cooperation it takes part in.
    Filters, source: as ``cooperation``. Order: organisations, then cooperations, each by IRI. Cost: as ``Participations``, linear.
    """
    from tcgraph.networks.network import NetworkView

    chosen = selection(source, province=province, field=field, of=of, since=since, until=until, kind=kind, trust=trust, roll_up=roll_up)
    table, left = chosen.table, chosen.nodes
    right = np.unique(chosen.cooperation).astype(np.intp)
    right = right[np.argsort(table.cooperations.rank[right])]
    number, place = np.empty(len(table.organisations), np.int32), np.empty(len(table.cooperations), np.int32)
    number[left], place[right] = np.arange(len(left)), np.arange(len(left), len(left) + len(right))
    names = [*map(table.organisations.names.__getitem__, left.tolist()), *map(table.cooperations.names.__getitem__, right.tolist())]
    view: NetworkView = NetworkView.of_edges(
        names, number[chosen.organisation], place[chosen.cooperation], node_attributes=_two_sides(chosen, left, right),
        graph=chosen.summary("participation"))
    names_of = table.cooperations.names
    return remember(view, chosen, lambda one, other: np.array([name in (one, other) for name in names_of], np.bool_))


def _two_sides(chosen: Selection, left: NDArray[np.intp], right: NDArray[np.intp]) -> "dict[str, Column]":
    one, other = organisation_attributes(chosen, left), cooperation_attributes(chosen.table, right)

    def both(name: str) -> "Column":
        def column() -> list[object]:
            sides = zip((one, other), (left, right), strict=True)
            return [value for side, part in sides for value in (side[name]() if name in side else [None] * len(part))]  # type: ignore[operator]

        return column

    return {name: both(name) for name in dict.fromkeys([*one, *other])} | {"bipartite": [0] * len(left) + [1] * len(right)}


def cooperation_attributes(table: Participations, nodes: NDArray[np.integer[Any]]) -> "dict[str, Column]":
    """What cooperations show, made when asked for; a cooperation may stand among them several times."""

    def years(values: NDArray[np.int32]) -> list[int | None]:
        return [None if year == NONE else year for year in values[nodes].tolist()]

    return {
        "label": lambda: [table.titles[node] for node in nodes.tolist()],
        "kind": lambda: texts(table.kinds[0][nodes], table.kinds[1]), "trust": lambda: texts(table.trusts[0][nodes], table.trusts[1]),
        "first_year": lambda: years(table.years.first), "last_year": lambda: years(table.years.last),
    }  # fmt: skip
