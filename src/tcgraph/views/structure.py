"""Networks with a direction: what belongs to what, and who came after whom."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from tcgraph.columns.selected import iri_text
from tcgraph.views.events import Event, events_of_units, titles_of_units
from tcgraph.views.filters import Facts, in_order
from tcgraph.views.links import SEPARATOR
from tcgraph.views.names import thing_named
from tcgraph.views.participations import Source
from tcgraph.views.statements import Statements, Told
from tcgraph.vocab import TC

if TYPE_CHECKING:
    from tcgraph.networks.attributes import Column
    from tcgraph.networks.network import DirectedNetworkView

__all__ = ["RELATIONS", "hierarchy", "succession"]

RELATIONS = {"unit of": TC.unitOf, "formerly unit of": TC.formerlyUnitOf, "parent unit": TC.parentUnit, "part of": TC.partOf}
"""The relations of a hierarchy, named as in the ontology."""
_TITLE = ("start_not_before", "start_not_after", "end_not_before", "end_not_after")
_EVENT = ("event", "not_before", "not_after", "notice", "notice_label", "confidence")


@dataclass(frozen=True, slots=True)
class _Edges:
    """Statements from one term to another, each pair once, and what was left out of them."""

    rows: list[tuple[str, str, str]]
    facts: Facts

    @staticmethod
    def of(statements: Iterable[tuple[str, str, str]]) -> "_Edges":
        """Without loops, literals and what stands there twice."""
        given = list(statements)
        things = [row for row in given if not row[1].startswith('"')]
        proper = [row for row in things if row[0] != row[1]]
        once = {row[:2]: row for row in reversed(proper)}
        facts: Facts = {"loops_left_out": len(things) - len(proper), "repeated": len(proper) - len(once),
                        "not_organisations": len(given) - len(things)}
        return _Edges(sorted(once.values()), facts)

    def touching(self, fits: dict[str, bool]) -> "_Edges":
        """Those of which one end fits."""
        return replace(self, rows=[row for row in self.rows if fits[row[0]] or fits[row[1]]])

    def terms(self) -> list[str]:
        """The ends, in the order of their names."""
        return sorted({end for row in self.rows for end in row[:2]}, key=iri_text)


def hierarchy(source: Source, *, province: str | None = None, field: str | None = None, units: bool = True,
              former: bool = False) -> "DirectedNetworkView":
    """Units and organisations, each with an edge to what it belongs to, as a read-only ``networkx.DiGraph``.

    Edges go up: technology center or sub-center -> its enterprise, sub-center -> parent center, laboratory or institute -> university
    or academy (of those known to ROR). ``relation`` names it as the ontology does: ``unit of``, ``parent unit``, ``part of``, with
    ``former`` also ``formerly unit of``; without ``units`` only ``part of``. Where an event is known that the relation follows from, or, a
    former one, ended with: ``event`` (certified, renamed, changed kind), ``not_before`` and ``not_after`` (ISO dates, bounds of
    its day), ``notice`` (IRI) and ``notice_label`` (the notice it is known from), ``confidence`` (float).

    Nodes: ``label``, ``label_en``, ``kind`` (center, sub-center, platform, else as ``cooperation``), ``province`` (Chinese label of the
    first one it lies in, itself or with a unit); of units the bounds of their title: ``start_not_before``, ``start_not_after`` (begin of
    the first), ``end_not_before``, ``end_not_after`` (end of the last; absent: not known to have ended). Filters: ``province`` and
    ``field`` keep relations of which one end lies there or works in it. No node without an edge; nothing between units and organisations
    is summed up: ``nx.descendants(view, unit)`` is all that it belongs to, ``nx.ancestors(view, university)`` all that belongs to it.
    ``graph`` counts ``loops_left_out``, ``repeated`` (pairs stated twice) and ``not_organisations`` (values that are literals).
    """
    statements = Statements(source)
    wanted = [name for name in RELATIONS if (units or name == "part of") and (former or name != "formerly unit of")]
    edges = _Edges.of((*pair, name) for name in wanted for pair in zip(*statements.pairs(RELATIONS[name]), strict=True))
    edges, facts = _filtered(statements, edges, province, field)
    told = statements.told(edges.terms())
    labels, events = dict(zip(told.things.terms, told.labels[0], strict=True)), events_of_units(statements)
    found = [_followed(name, events.get(child, []), labels[parent]) for child, parent, name in edges.rows]
    columns: dict[str, Column] = {"relation": [name for *_, name in edges.rows], **_event_columns(found)}
    titles = titles_of_units(statements)
    bounds = [titles.get(term, (None,) * len(_TITLE)) for term in told.things.terms]
    nodes = _node_columns(told) | {name: [row[place] for row in bounds] for place, name in enumerate(_TITLE)}
    return _view("hierarchy", edges, told, nodes, columns, facts | {"units": units, "former": former})


def succession(source: Source, *, province: str | None = None, field: str | None = None, since: int | None = None,
               until: int | None = None) -> "DirectedNetworkView":
    """Enterprises, each with an edge to the one under whose name its center went on, as a read-only ``networkx.DiGraph``.

    Edges go forward in time, from the former name to the present one, whether it is the same legal person or another, which the lists do
    not say (``tc:continues``). ``weight`` (int) is the number of units that went over, ``units`` their IRIs, joined by ``" | "``;
    ``old_name`` and ``new_name`` as printed; ``event`` (renamed), ``not_before``, ``not_after``, ``notice``, ``notice_label``,
    ``confidence`` as in ``hierarchy``, of the first where there are several; ``province`` of the first unit. Nodes: ``label``,
    ``label_en``, ``kind``, ``province`` (absent for those that hold no center any more). A component is one line of names.

    Filters: ``province`` and ``field`` as ``hierarchy``; ``since`` and ``until`` (years, both included) keep what may have happened
    within them; what has no date goes, counted as ``undated_left_out``. ``graph`` counts what is left out as ``hierarchy``
    does. Raises ``CallError`` for a ``since`` after ``until``.
    """
    in_order(since, until)
    statements = Statements(source)
    new, old = statements.pairs(TC.continues)
    edges = _Edges.of((one, other, "renamed") for one, other in zip(old, new, strict=True))
    edges, facts = _filtered(statements, edges, province, field)
    passed = _passed(statements, edges, statements.told(edges.terms()))
    if since is not None or until is not None:
        edges, left = _during(edges, passed, since, until)
        given = {name: year for name, year in (("since", since), ("until", until)) if year is not None}
        facts |= {**given, "undated_left_out": left}
    told, over = statements.told(edges.terms()), [passed[one, other] for one, other, _ in edges.rows]
    units = statements.told(dict.fromkeys(unit for gone, _ in over for unit in gone))
    places = dict(zip(units.things.terms, units.provinces, strict=True))
    columns: dict[str, Column] = {
        "units": [SEPARATOR.join(map(iri_text, gone)) or None for gone, _ in over],
        "province": [places[gone[0]] if gone else None for gone, _ in over],
        **{name: [getattr(event, name) if event else None for _, event in over] for name in ("old_name", "new_name")},
        **_event_columns([event for _, event in over])}
    weight = np.array([max(len(gone), 1) for gone, _ in over], np.int64)
    return _view("succession", edges, told, _node_columns(told), columns, facts, weight)


def _filtered(statements: Statements, edges: _Edges, province: str | None, field: str | None) -> tuple[_Edges, Facts]:
    """The edges of which one end lies in the place, and one works in the field."""
    facts = dict(edges.facts)
    for name, what, given in (("province", "tc:Place", province), ("field", "tc:TechnologyField", field)):
        if given is not None:
            iri, told = thing_named(statements.source, given, what), statements.told(edges.terms())
            fits = told.lie_in(iri) if name == "province" else told.work_in(iri)
            edges = edges.touching(dict(zip(told.things.terms, fits.tolist(), strict=True)))
            facts[name] = given
    return edges, facts


def _followed(relation: str, events: list[Event], parent: str) -> Event | None:
    """The event that a relation to an organisation of that name follows from, or that ended a former one."""
    renamed = [one for one in events if one.name == "renamed"]
    if relation == "formerly unit of":
        return _best(renamed, [one for one in renamed if one.old_name == parent])
    if relation == "unit of":
        return _best(renamed, [one for one in renamed if one.new_name == parent]) or _first(events, "certified")
    return _first(events, "changed kind") if relation == "parent unit" else None


def _best(events: list[Event], named: list[Event]) -> Event | None:
    """The last of those that fit by name, else the only one."""
    return named[-1] if named else events[0] if len(events) == 1 else None


def _first(events: list[Event], name: str) -> Event | None:
    return next((one for one in events if one.name == name), None)


Passed = dict[tuple[str, str], tuple[list[str], Event | None]]


def _passed(statements: Statements, edges: _Edges, told: Told) -> Passed:
    """For each pair of a former and a present name the units that went over, and how."""
    held: dict[str, set[str]] = defaultdict(set)
    for relation in (TC.unitOf, TC.formerlyUnitOf):
        for unit, holder in zip(*statements.pairs(relation), strict=True):
            held[holder].add(unit)
    events = events_of_units(statements)
    labels = dict(zip(told.things.terms, told.labels[0], strict=True))
    found: Passed = {}
    for old, new, _ in edges.rows:
        units = sorted(held[old] & held[new])
        renamed = [one for unit in units for one in events.get(unit, []) if one.name == "renamed"]
        named = [one for one in renamed if (one.old_name, one.new_name) == (labels[old], labels[new])]
        found[old, new] = units, min(named or renamed[:1], key=lambda one: one.not_after or "~", default=None)
    return found


def _during(edges: _Edges, passed: Passed, since: int | None, until: int | None) -> tuple[_Edges, int]:
    """The edges that may have come about within these years, and how many have no date."""
    dated = [(row, event) for row in edges.rows if (event := passed[row[:2]][1]) and (event.not_before or event.not_after)]
    first, last = (min(max(year, 0), 9999) for year in (since or 0, 9999 if until is None else until))
    low, high = f"{first:04d}-01-01", f"{last:04d}-12-31"
    kept = [row for row, event in dated if (event.not_before or "") <= high and (event.not_after or "~") >= low]
    return replace(edges, rows=kept), len(edges.rows) - len(dated)


def _event_columns(found: list[Event | None]) -> "dict[str, Column]":
    """The attributes of edges that an event gives."""
    return {name: [None if one is None else one.name if name == "event" else getattr(one, name) for one in found] for name in _EVENT}


def _node_columns(told: Told) -> "dict[str, Column]":
    return {"label": told.labels[0], "label_en": told.labels[1], "kind": told.kinds, "province": told.provinces}


def _view(name: str, edges: _Edges, told: Told, nodes: "dict[str, Column]", columns: "dict[str, Column]", facts: dict[str, Any],
          weight: Any = None) -> "DirectedNetworkView":
    from tcgraph.networks.network import DirectedNetworkView

    number = told.things.numbers
    i, j = (np.array([number[row[end]] for row in edges.rows], np.int32) for end in (0, 1))
    view: DirectedNetworkView = DirectedNetworkView.of_edges(
        told.things.names, i, j, weights=None if weight is None else {"weight": weight}, edge_attributes=columns, node_attributes=nodes,
        graph={"name": f"tcgraph {name}", **facts})
    return view
