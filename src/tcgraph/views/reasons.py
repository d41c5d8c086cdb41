"""Why two nodes of a view are joined: the cooperations that an edge stands for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.selected import Values
from tcgraph.errors import CallError
from tcgraph.store.terms import to_value
from tcgraph.views.filters import Selection
from tcgraph.views.names import one_of
from tcgraph.views.participations import texts
from tcgraph.views.years import NONE

if TYPE_CHECKING:
    from tcgraph.networks import MultiNetworkView, NetworkView

    View = NetworkView | MultiNetworkView

__all__ = ["Cooperation", "between_groups", "between_organisations", "partners_of", "remember", "take_over", "why"]

V = TypeVar("V", bound="View")
Find = Callable[[str, str], NDArray[np.bool_]]
"""Which cooperations of the table an edge between two nodes stands for."""


@dataclass(frozen=True, slots=True)
class Cooperation:
    """A cooperation behind an edge. ``kind``, ``trust`` and ``title`` are empty and years None where the source gives none;
    ``organisations`` are the IRIs of all who take part, in order, ``names`` what they are called; ``sources``, addresses and citations,
    say where it is stated."""

    iri: str
    title: str
    kind: str
    trust: str
    first_year: int | None
    last_year: int | None
    organisations: tuple[str, ...]
    names: tuple[str, ...]
    sources: tuple[str, ...]


def remember(view: "V", chosen: Selection, find: Find) -> "V":
    """The view, which ``why`` can now explain."""
    view.origin = chosen, find
    return view


def take_over(view: "NetworkView", old: "NetworkView") -> "NetworkView":
    """The view, explained as the one that it was made from, if that can be explained."""
    view.origin = old.origin
    return view


def why(view: "View", one: str, other: str) -> list[Cooperation]:
    """The cooperations that the edge between two nodes stands for, by IRI; none where there is no edge.

    Nodes are given by IRI, by label (Chinese or English, whatever the case), or by any name by which the dataset, while it is there, knows
    a node of the view: ``why(view, "辽宁", "Jilin")``. Between provinces or fields: those in which two different organisations, one of
    each, take part; of a two-step path between enterprises: those of both steps. Raises ``UnknownThingError`` for what is no node,
    ``AmbiguousNameError`` for what names several of them, ``CallError`` for a graph that is no view of cooperations made in this process,
    nor a part of one: a copy, one that was read from a file.
    """
    origin = getattr(getattr(view, "_graph", view), "origin", None)  # what networkx's own subgraph views are a part of
    if origin is None:
        raise CallError("Only a view of cooperations, or a part of it, knows them; this is a copy or another graph. Ask the view.")
    chosen, find = origin
    one, other = (_node(view, name, chosen) for name in (one, other))
    if not _joined(view, one, other):
        return []
    return _told(chosen, np.flatnonzero(find(one, other) & chosen.keep))


def _joined(view: "View", one: str, other: str) -> bool:
    """Whether there is an edge. Makes no dictionaries."""
    if not hasattr(view, "csr"):
        return bool(view.has_edge(one, other))
    place = view.index[one]
    return bool((view.csr.indices[view.csr.indptr[place] : view.csr.indptr[place + 1]] == view.index[other]).any())


def _node(view: "View", name: str, chosen: Selection) -> str:
    if name in view:
        return name
    texts = [dict(view.nodes(data=column, default="")) for column in ("label", "label_en")]
    labels = {str(node): [text[node] for text in texts] for node in view}
    advice = f"It is no node of this view, by IRI or by name; view.nodes(data='label') lists all {len(view)}."
    return one_of(name, labels, advice, chosen.source())


def between_organisations(chosen: Selection) -> Find:
    """Of two organisations: the cooperations in which both take part."""
    return lambda one, other: _of(chosen, one) & _of(chosen, other)


def between_groups(chosen: Selection, groups: Values) -> Find:
    """Of two groups: the cooperations in which one organisation of each takes part, not the same one."""

    def find(one: str, other: str) -> NDArray[np.bool_]:
        left, right = (groups.having(name, len(chosen.table.organisations)) for name in (one, other))
        counts = [_tally(chosen, side) for side in (left, right, left | right)]
        return (counts[0] > 0) & (counts[1] > 0) & (counts[2] > 1)

    return find


def partners_of(chosen: Selection, name: str) -> NDArray[np.bool_]:
    """Which organisations of the table share a cooperation with this one."""
    there = np.zeros(len(chosen.table.organisations), np.bool_)
    there[chosen.organisation[_of(chosen, name)[chosen.cooperation]]] = True
    there[_number(chosen, name)] = False
    return there


def _number(chosen: Selection, name: str) -> int:
    names = chosen.table.organisations.names
    return names.index(name)


def _of(chosen: Selection, name: str) -> NDArray[np.bool_]:
    found = np.zeros(len(chosen.table.cooperations), np.bool_)
    found[chosen.cooperation[chosen.organisation == _number(chosen, name)]] = True
    return found


def _tally(chosen: Selection, members: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many of some organisations take part in each cooperation."""
    return np.bincount(chosen.cooperation[members[chosen.organisation]], minlength=len(chosen.table.cooperations))


def _told(chosen: Selection, numbers: NDArray[np.intp]) -> list[Cooperation]:
    table, years = chosen.table, chosen.table.years
    told = []
    for number in sorted(numbers.tolist(), key=table.cooperations.names.__getitem__):
        begin, end = np.searchsorted(table.cooperation, [number, number + 1]).tolist()
        kind, trust = (texts(places[[number]], names)[0] for places, names in (table.kinds, table.trusts))
        first, last = (None if year == NONE else int(year) for year in (years.first[number], years.last[number]))
        parties = table.organisation[begin:end].tolist()
        iris, names = (tuple(column[party] for party in parties) for column in (table.organisations.names, table.labels[0]))
        told.append(Cooperation(table.cooperations.names[number], table.titles[number], kind, trust, first, last, iris, names,
                                tuple(str(to_value(term)) for term in table.sources.of(number))))
    return told
