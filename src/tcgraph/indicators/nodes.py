"""What the indicators of networks need of a view, as arrays: attributes, kinds and provinces of its nodes, and what it stands on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tcgraph.columns.selected import Selected, Things, iri_text
from tcgraph.errors import CallError
from tcgraph.indicators.triangles import Ints
from tcgraph.indicators.words import KIND_LABELS
from tcgraph.networks.csr import stretches
from tcgraph.store.terms import Value
from tcgraph.views.filters import FILTERS
from tcgraph.views.participations import Participations, Source, selected_of
from tcgraph.vocab import PREFIXES, TC

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Groups", "attribute", "events", "grouped", "kinds", "labels", "nodes_of", "numbered", "refuse_participation", "standing"]

PROPERTIES = ("kind", "province")


def nodes_of(view: "nx.Graph") -> list[Any]:
    """The nodes in the graph's order."""
    found: list[Any] | None = getattr(view, "node_list", None)
    return list(view) if found is None else found


def attribute(view: "nx.Graph", name: str) -> Sequence[Any]:
    """What each node has under a name, in the graph's order; None where it has nothing. A view of this library makes no dictionaries."""
    columns = getattr(view, "node_columns", None)
    if columns is None:
        return [value for _, value in view.nodes(data=name)]
    found: Sequence[Any] = columns[name] if name in columns else [None] * len(view)
    return found


def events(view: "nx.Graph") -> npt.NDArray[np.bool_]:
    """Which nodes are cooperations, ``bipartite`` 1, and not organisations."""
    return np.array([side == 1 for side in attribute(view, "bipartite")], dtype=np.bool_)


def kinds(view: "nx.Graph") -> list[str]:
    """The kind of each node in the graph's order; "unknown" where nothing is said. Of a cooperation it is the kind of cooperation."""
    return [str(kind or "unknown") for kind in attribute(view, "kind")]


def labels(view: "nx.Graph", node: Any) -> tuple[str, str]:
    """What a node is called in Chinese and English, else its name."""
    columns = getattr(view, "node_columns", None)
    if columns is None:
        data: Mapping[str, Any] = view.nodes[node]
    else:
        place = view.index[node]
        data = {name: columns[name][place] for name in ("label", "label_en") if name in columns}
    return str(data.get("label") or node), str(data.get("label_en") or data.get("label") or node)


def refuse_participation(view: "nx.Graph", what: str) -> None:
    """Raises ``CallError`` for a network whose nodes are of two sorts."""
    if any(side is not None for side in attribute(view, "bipartite")):
        raise CallError(f"{what} between organisations: give a cooperation view, not one of participations.")


@dataclass(frozen=True, slots=True)
class Groups:
    """``own`` is the group of each node as place in ``names``, -1 where it is not known; ``titles`` are the names in Chinese, English."""

    own: Ints
    names: list[str]
    titles: list[tuple[str, str]]

    def __len__(self) -> int:
        return len(self.names)


def numbered(values: Iterable[str | None]) -> tuple[Ints, list[str]]:
    """The place of each value among the distinct ones, which are in order; -1 for None."""
    found = list(values)
    names = sorted({value for value in found if value is not None})
    place: dict[str | None, int] = {name: number for number, name in enumerate(names)} | {None: -1}
    return np.array([place[value] for value in found], dtype=np.int64), names


def grouped(source: Source, view: "nx.Graph", by: str) -> Groups:
    """The organisations of a view by kind or by province; cooperations are in no group. Raises ``CallError`` for another property."""
    if by not in PROPERTIES:
        raise CallError(f"Organisations are grouped by {' or '.join(PROPERTIES)}, not by {by!r}.")
    if by == "kind":
        own, names = numbered(None if kind == "unknown" else kind for kind in kinds(view))
        own[events(view)] = -1
        used = np.unique(own[own >= 0])
        place = np.full(len(names) + 1, -1, dtype=np.int64)
        place[used] = np.arange(len(used))
        kept = [names[number] for number in used.tolist()]
        return Groups(place[own], kept, [KIND_LABELS.get(name, (name, name)) for name in kept])
    return _by_province(source, view)


def _by_province(source: Source, view: "nx.Graph") -> Groups:
    """The province of the seat, or that in which most of the centers lie; of equally many the first by IRI."""
    selected = selected_of(source)
    table = Participations.of(source)
    names, people = nodes_of(view), ~events(view)
    number = {name: place for place, name in enumerate(table.organisations.names)}
    others = [name for name, person in zip(names, people.tolist(), strict=True) if person and name not in number]
    of = _placed(selected, table.organisations, number)
    of |= _placed(selected, Things.of([_term(name) for name in others]), {name: place for place, name in enumerate(others)})
    own, provinces = numbered(of.get(name) if person else None for name, person in zip(names, people.tolist(), strict=True))
    zh, en = table.labels_of(Things.of([_term(iri) for iri in provinces]))
    return Groups(own, provinces, [(one or iri, other or one or iri) for iri, one, other in zip(provinces, zh, en, strict=True)])


def _placed(selected: Selected, things: Things, number: Mapping[Any, int]) -> dict[Any, str]:
    """The province of each thing of which one is known, by name."""
    seats = _seats(selected, things)
    provinces = _provinces(selected, sorted({term for *_, terms in seats for term in terms}))
    own = _most(seats, {term: place for place, term in enumerate(provinces)}, len(things)).tolist()
    return {name: iri_text(provinces[own[place]]) for name, place in number.items() if own[place] >= 0}


def _term(node: Any) -> str:
    text = str(node)
    return text if text.startswith("_:") else f"<{text}>"


Pairs = tuple[npt.NDArray[Any], npt.NDArray[Any], list[str]]
"""Things, places, and the terms that the places are numbers of."""


def _seats(selected: Selected, things: Things) -> list[Pairs]:
    """Where things lie, what contains that, and where each of their units lies: a unit is there once for each of its places."""
    own = selected.values(things, TC.locatedIn)
    wider = selected.values(Things.of(own.terms), TC.within)
    many = np.bincount(wider.thing, minlength=len(own.terms))
    counts = many[own.value] if len(own.value) else np.empty(0, np.int64)
    around = wider.value[stretches((np.cumsum(many) - many)[own.value], counts)] if len(counts) else wider.value[:0]
    firms, firm, places, place = selected.joined(TC.unitOf, TC.liesWithin)
    number = np.array([things.numbers.get(term, -1) for term in firms.terms], np.int64)
    owner = number[firm] if len(number) else np.empty(0, np.int64)
    return [
        (own.thing, own.value, own.terms),
        (np.repeat(own.thing, counts), around, wider.terms),
        (owner[owner >= 0], place[owner >= 0], places.terms),
    ]


def _provinces(selected: Selected, places: list[str]) -> list[str]:
    found = selected.values(Things.of(places), PREFIXES["rdf"] + "type", (TC.Province,))
    return [places[number] for number in np.unique(found.thing).tolist()]


def _most(seats: Iterable[Pairs], provinces: Mapping[str, int], size: int) -> Ints:
    """For each thing the province that is there most often, of equally many the first; -1 where there is none."""
    own, width, keys = np.full(size, -1, dtype=np.int64), max(len(provinces), 1), []
    for thing, place, terms in seats:
        province = np.array([*(provinces.get(term, -1) for term in terms), -1], dtype=np.int64)[place]
        keys.append((thing.astype(np.int64) * width + province)[province >= 0])
    found, counts = np.unique(np.concatenate(keys), return_counts=True)
    order = np.lexsort((-found, counts))  # what is written last stays: the most, of equally many the first
    own[found[order] // width] = found[order] % width
    return own


def standing(source: Source, view: "nx.Graph") -> dict[str, Value]:
    """What a network of cooperations stands on: organisations, cooperations, the years these cover, and the filters that chose them.

    What the graph does not say is left out: a graph of networkx says the number of its nodes only.
    """
    said: Mapping[str, Any] = view.graph
    found: dict[str, Value] = {"organisations": int((~events(view)).sum())}
    found |= {name: said[name] for name in ("cooperations", "participations", "undated") if name in said}
    first, last = years(source, view)
    if first is not None:
        found |= {"first_year": first, "last_year": last}
    return found | {name: said[name] for name in FILTERS if name in said}


def years(source: Source, view: "nx.Graph") -> tuple[int | None, int | None]:
    """The first and the last year that the cooperations of a view cover; None where no year is known."""
    if getattr(view, "node_columns", None) is None:
        return None, None
    if not any(name in view.graph for name in FILTERS):  # all cooperations: their table knows, nothing has to be made
        table = Participations.of(source).years
        dated = table.dated
        return (int(table.first[dated].min()), int(table.last[dated].max())) if dated.any() else (None, None)
    columns = view.node_columns if "bipartite" in view.node_columns else view.edge_columns
    first, last = ([year for year in columns[name] if year is not None] if name in columns else [] for name in ("first_year", "last_year"))
    return min(first, default=None), max(last, default=None)
