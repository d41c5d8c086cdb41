"""Cooperation between provinces and between fields, and the fields of organisations."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.selected import Things, Values, iri_text
from tcgraph.errors import CallError
from tcgraph.networks.csr import stretches
from tcgraph.views.filters import Facts, Selection, selection
from tcgraph.views.links import Links, organisation_pairs
from tcgraph.views.participations import Source
from tcgraph.views.projection import edge_attributes, edge_weights, organisation_attributes
from tcgraph.views.reasons import between_groups, remember
from tcgraph.views.weights import weighed

if TYPE_CHECKING:
    from tcgraph.networks.network import NetworkView

__all__ = ["field_links", "organisation_fields", "province_links"]


def province_links(source: Source, *, province: str | None = None, field: str | None = None, of: str | None = None,
                   since: int | None = None, until: int | None = None, kind: str | Iterable[str] | None = None, trust: str | None = None,
                   weight: str = "count", half_life: float | None = None, reference_year: int | None = None,
                   roll_up: bool = False) -> "NetworkView":
    """Provinces joined by the cooperations between organisations of both, as a read-only networkx graph.

    An organisation counts for each province in which it or a unit of it lies. Nodes: provinces with organisations that take part;
    ``label``, ``label_en``, ``organisations`` (int), ``cooperations`` (int, those in which one takes part), ``inside`` (int, those in which
    two or more of them take part). Edges: as ``cooperation``; a cooperation counts once for two provinces, however many organisations of
    them take part. There are no self-loops: what stays within a province is ``inside``. ``graph`` counts organisations
    ``without_province`` and the cooperations without an organisation that has one, ``unplaced``. Weights (n: all who take part), filters:
    as ``cooperation``.
    """
    chosen = selection(source, province=province, field=field, of=of, since=since, until=until, kind=kind, trust=trust, roll_up=roll_up)
    counted = weighed(chosen, weight, half_life, reference_year)
    return _between(chosen, counted, chosen.table.provinces, "province links", ("without_province", "unplaced"))


def field_links(source: Source, *, level: int | None = None, province: str | None = None, field: str | None = None, of: str | None = None,
                since: int | None = None, until: int | None = None, kind: str | Iterable[str] | None = None, trust: str | None = None,
                weight: str = "count", half_life: float | None = None, reference_year: int | None = None,
                roll_up: bool = False) -> "NetworkView":
    """Technology fields joined by the cooperations between organisations active in them, as a read-only networkx graph.

    Fields as concluded, or with ``level=1`` those of the first level above them. Fields are concluded for enterprises alone, from their
    names: ``graph`` counts the organisations ``without_field``, most universities among them, and the cooperations in which nobody has one
    as ``unplaced``. Nodes and edges: as ``province_links``. Raises ``CallError`` for another level.
    """
    chosen = selection(source, province=province, field=field, of=of, since=since, until=until, kind=kind, trust=trust, roll_up=roll_up)
    counted = weighed(chosen, weight, half_life, reference_year)
    return _between(chosen, counted, _fields_of_level(chosen, level), "field links", ("without_field", "unplaced"))


def organisation_fields(source: Source, *, level: int | None = None, province: str | None = None, field: str | None = None,
                        of: str | None = None, since: int | None = None, until: int | None = None, kind: str | Iterable[str] | None = None,
                        trust: str | None = None, roll_up: bool = False) -> "NetworkView":
    """Organisations and the fields in which they are active as a bipartite, read-only networkx graph.

    Nodes: IRIs with ``bipartite`` 0 (the organisations that take part in cooperations, attributes as in ``cooperation``; those without a
    field have no edges, and ``graph`` counts them as ``without_field``) or 1 (fields: ``label``, ``label_en``, ``organisations``).
    Filters: as ``cooperation``; ``level``: as ``field_links``.
    """
    from tcgraph.networks.network import NetworkView

    chosen = selection(source, province=province, field=field, of=of, since=since, until=until, kind=kind, trust=trust, roll_up=roll_up)
    groups, left = _present(chosen, _fields_of_level(chosen, level)), chosen.nodes
    number = np.empty(len(chosen.table.organisations), np.int32)
    number[left] = np.arange(len(left))
    labels = chosen.table.labels_of(Things.of(groups.terms))
    one = {name: column() for name, column in organisation_attributes(chosen, left).items()}  # type: ignore[operator]
    other = {"label": labels[0], "label_en": labels[1], "organisations": np.bincount(groups.value, minlength=len(groups.terms)).tolist()}
    both = {name: [*one.get(name, [None] * len(left)), *other.get(name, [None] * len(groups.terms))] for name in {**one, **other}}
    names = [*map(chosen.table.organisations.names.__getitem__, left.tolist()), *map(iri_text, groups.terms)]
    facts = chosen.summary("organisation fields") | {"without_field": len(left) - len(np.unique(groups.thing))}
    view: NetworkView = NetworkView.of_edges(names, number[groups.thing], groups.value + len(left), graph=facts,
                                             node_attributes=both | {"bipartite": [0] * len(left) + [1] * len(groups.terms)})
    return view


def _fields_of_level(chosen: Selection, level: int | None) -> Values:
    if level not in (None, 1):
        raise CallError(f"No level {level!r}: None for fields as concluded, 1 for those of the first level.")
    return chosen.table.top_fields() if level == 1 else chosen.table.fields_as_concluded


def _present(chosen: Selection, groups: Values) -> Values:
    """The groups of organisations that take part, without the terms that none of them has."""
    kept = groups.only(chosen.counts[groups.thing] > 0)
    used, value = np.unique(kept.value, return_inverse=True)
    terms = [kept.terms[place] for place in used.tolist()]
    order = sorted(range(len(terms)), key=lambda place: iri_text(terms[place]))
    rank = np.empty(len(terms), np.int32)
    rank[order] = np.arange(len(terms), dtype=np.int32)
    ranked = rank[value]
    by_thing = np.lexsort((ranked, kept.thing))
    return Values(kept.thing[by_thing], ranked[by_thing], [terms[place] for place in order])


def _between(chosen: Selection, counted: Selection, all_groups: Values, name: str, notes: tuple[str, str]) -> "NetworkView":
    from tcgraph.networks.network import NetworkView

    table, groups = chosen.table, _present(chosen, all_groups)
    size = len(table.organisations)
    i, j, which = organisation_pairs(counted)
    apart, within = Links.of(size, i, j, which).mapped(size, groups)
    labels = table.labels_of(Things.of(groups.terms))
    inside = np.zeros(len(groups.terms), np.int64)
    inside[within.i] = within.counts
    nodes = {"label": labels[0], "label_en": labels[1], "organisations": np.bincount(groups.value, minlength=len(groups.terms)).tolist(),
             "cooperations": _touching(chosen, groups).tolist(), "inside": inside.tolist()}
    placed = np.zeros(size, np.bool_)
    placed[groups.thing] = True
    facts: Facts = counted.facts | chosen.summary(name) | {
        notes[0]: len(chosen.nodes) - int(placed[chosen.nodes].sum()), notes[1]: _unplaced(chosen, placed)}
    view: NetworkView = NetworkView.of_edges(
        map(iri_text, groups.terms), apart.i, apart.j, weights=edge_weights(apart, counted), node_attributes=nodes,
        edge_attributes=edge_attributes(apart, table), graph=facts)
    return remember(view, counted, between_groups(counted, groups))


def _touching(chosen: Selection, groups: Values) -> NDArray[np.int64]:
    """In how many cooperations an organisation of each group takes part."""
    index, value = _groups_of(chosen, groups)
    pairs = np.unique(chosen.cooperation[index].astype(np.int64) << 32 | value)
    return np.bincount(pairs & 0xFFFFFFFF, minlength=len(groups.terms))


def _groups_of(chosen: Selection, groups: Values) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """For each group of each participation: the place of the participation and the group."""
    many = np.bincount(groups.thing, minlength=len(chosen.table.organisations))
    first = np.cumsum(many) - many
    counts = many[chosen.organisation]
    return np.repeat(np.arange(len(counts)), counts), groups.value[stretches(first[chosen.organisation], counts)]


def _unplaced(chosen: Selection, placed: NDArray[np.bool_]) -> int:
    """The cooperations in which nobody is placed."""
    there = np.bincount(chosen.cooperation[placed[chosen.organisation]], minlength=len(chosen.table.cooperations)) > 0
    return int((chosen.keep & (chosen.table.sizes > 0) & ~there).sum())
