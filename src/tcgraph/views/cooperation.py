"""Who cooperates with whom, and who takes part in what."""

from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING, Any

from tcgraph.dataset import Dataset
from tcgraph.views.table import Membership, Organisation, memberships, organisations

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["cooperation", "participation"]


def cooperation(dataset: Dataset, *, province: str | None = None, field: str | None = None, since: int | None = None,
                until: int | None = None, kind: str | Iterable[str] | None = None, trust: str | None = None) -> "nx.Graph":
    """Organisations joined by the cooperations they share, as an undirected networkx graph.

    Nodes: IRIs; ``label`` (Chinese, else English), ``label_en``, ``kind`` (enterprise, university, institute, what the source
    states, or unknown), ``identified`` (bool), ``cooperations`` (int). Who cooperates with nobody after filtering is a node
    without edges. Edges: ``weight`` (number of shared cooperations), ``kinds`` and ``trust`` (sorted, joined by ``"; "``),
    ``first_year`` and ``last_year`` (int, absent where no source gives a year), ``titles`` (the first three).
    Filters: see ``views.table.memberships``. Order: by IRI. Source: the cooperation graphs; publications are of AI and robotics
    venues only. Cost: two queries, then one step per pair of participants.
    """
    import networkx as nx

    rows = memberships(dataset, province=province, field=field, since=since, until=until, kind=kind, trust=trust)
    graph = nx.Graph(name="tcgraph cooperation")
    _add_organisations(graph, organisations(dataset), rows)
    for shared, members in _by_cooperation(rows).items():
        for one, other in combinations(sorted({m.organisation for m in members}), 2):
            _merge(graph, one, other, next(m for m in members if m.cooperation == shared))
    for _, _, data in graph.edges(data=True):
        data.update({key: "; ".join(sorted(data[key])) for key in ("kinds", "trust")}, titles="; ".join(data["titles"][:3]))
    return graph


def participation(dataset: Dataset, *, province: str | None = None, field: str | None = None, since: int | None = None,
                  until: int | None = None, kind: str | Iterable[str] | None = None, trust: str | None = None) -> "nx.Graph":
    """Organisations and cooperations as a bipartite networkx graph.

    Nodes: IRIs with ``bipartite`` 0 (organisations, attributes as in ``cooperation``) or 1 (cooperations: ``label`` the title,
    ``kind``, ``trust``, ``first_year``, ``last_year``). An edge joins an organisation to each cooperation it takes part in.
    Filters, order, source: as ``cooperation``. Cost: two queries, linear in the participations.
    """
    import networkx as nx

    rows = memberships(dataset, province=province, field=field, since=since, until=until, kind=kind, trust=trust)
    graph = nx.Graph(name="tcgraph participation")
    _add_organisations(graph, organisations(dataset), rows, bipartite=0)
    for row in rows:
        years = {k: v for k, v in (("first_year", row.first), ("last_year", row.last)) if v is not None}
        graph.add_node(row.cooperation, label=row.title, kind=row.kind, trust=row.trust, bipartite=1, **years)
        graph.add_edge(row.organisation, row.cooperation)
    return graph


def _by_cooperation(rows: Iterable[Membership]) -> dict[str, list[Membership]]:
    groups: dict[str, list[Membership]] = {}
    for row in rows:
        groups.setdefault(row.cooperation, []).append(row)
    return groups


def _add_organisations(graph: "nx.Graph", known: dict[str, Organisation], rows: list[Membership], **extra: Any) -> None:
    counts: dict[str, set[str]] = {}
    for row in rows:
        counts.setdefault(row.organisation, set()).add(row.cooperation)
    for iri in sorted(counts):
        one = known[iri]
        graph.add_node(iri, label=one.label, label_en=one.label_en, kind=one.kind, identified=one.identified,
                       cooperations=len(counts[iri]), **extra)


def _merge(graph: "nx.Graph", one: str, other: str, row: Membership) -> None:
    if not graph.has_edge(one, other):
        graph.add_edge(one, other, weight=0, kinds=set(), trust=set(), titles=[])
    data = graph.edges[one, other]
    data["weight"] += 1
    data["kinds"].add(row.kind)
    data["trust"].add(row.trust)
    data["titles"].append(row.title)
    if row.first is not None and row.last is not None:
        data["first_year"] = min(row.first, data.get("first_year", row.first))
        data["last_year"] = max(row.last, data.get("last_year", row.last))
