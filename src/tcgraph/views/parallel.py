"""Every cooperation of two organisations as an edge of its own."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tcgraph.networks.csr import numbering
from tcgraph.views.filters import Selection, selection
from tcgraph.views.links import organisation_pairs
from tcgraph.views.participations import Source
from tcgraph.views.projection import cooperation_attributes, organisation_attributes
from tcgraph.views.reasons import between_organisations, remember
from tcgraph.views.weights import shares, weighed

if TYPE_CHECKING:
    from tcgraph.networks.attributes import Column
    from tcgraph.networks.parallel import MultiNetworkView

__all__ = ["parallel_links"]


def parallel_links(source: Source, *, province: str | None = None, field: str | None = None, of: str | None = None,
                   since: int | None = None, until: int | None = None, kind: str | Iterable[str] | None = None, trust: str | None = None,
                   weight: str = "count", half_life: float | None = None, reference_year: int | None = None,
                   roll_up: bool = False) -> "MultiNetworkView":
    """Organisations joined by each of the cooperations they share, as a read-only ``networkx.MultiGraph``: parallel edges, none summed up.

    Nodes: as ``cooperation``. Edges: two organisations have one for each cooperation in which both take part; its key is the
    cooperation's IRI, which is ``cooperation`` too, so that files and tables have it; ``title``, ``kind``, ``trust`` (empty where not
    stated), ``first_year``, ``last_year`` (absent where none is given), and ``weight``, what the cooperation counts for these two: see
    ``cooperation``, whose weights are the sums of these. Filters: as there. Order: by IRI of the ends, then of the cooperation.
    Every algorithm is networkx's own. Cost: one step in arrays per pair of participants of each cooperation; attributes at first touch.
    """
    from tcgraph.networks.parallel import MultiNetworkView

    chosen = selection(source, province=province, field=field, of=of, since=since, until=until, kind=kind, trust=trust, roll_up=roll_up)
    counted = weighed(chosen, weight, half_life, reference_year)
    i, j, which = organisation_pairs(counted)
    order = np.argsort(chosen.table.cooperations.rank[which], kind="stable")
    number = numbering(chosen.nodes, len(chosen.table.organisations))
    columns = _attributes(counted, which[order])
    view = MultiNetworkView.of_edges(
        map(chosen.table.organisations.names.__getitem__, chosen.nodes.tolist()), number[i[order]], number[j[order]],
        columns["cooperation"], edge_attributes=columns, node_attributes=organisation_attributes(chosen, chosen.nodes),
        graph=counted.facts | chosen.summary("parallel links"))
    return remember(view, counted, between_organisations(counted))


def _attributes(counted: Selection, which: NDArray[np.int32]) -> "dict[str, Column]":
    """What the edges show of their cooperations, made when asked for."""
    def weights() -> list[Any]:
        plain = counted.facts["weight"] == "count" and "half_life" not in counted.facts
        return [1] * len(which) if plain else shares(counted)[which].tolist()

    shown = cooperation_attributes(counted.table, which)
    names = counted.table.cooperations.names
    return {"cooperation": lambda: list(map(names.__getitem__, which.tolist())), "title": shown.pop("label"), **shown, "weight": weights}
