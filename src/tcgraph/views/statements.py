"""What views read besides participations: all things with some predicate, and what is said of them."""

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.selected import Selected, Things, iri_text
from tcgraph.store.terms import to_value
from tcgraph.views.participations import Participations, Source, selected_of
from tcgraph.vocab import PREFIXES, TC

__all__ = ["Statements"]

_UNITS = {TC.TechnologyCenter: "center", TC.SubCenter: "sub-center", TC.Platform: "platform"}
_TYPE = PREFIXES["rdf"] + "type"


class Statements:
    """Single predicates of a dataset or of columns, by IRI."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.selected = selected_of(source, keep=True)

    def subjects(self, predicate: str) -> Things:
        """All things that have a value of a predicate, in the order of their names."""
        return Things.of(sorted(self.selected.subjects(predicate), key=iri_text))

    def pairs(self, predicate: str) -> tuple[list[str], list[str]]:
        """All statements with a predicate: subjects and objects as the engine writes them, in order."""
        things = self.subjects(predicate)
        found = self.selected.values(things, predicate)
        return [things.terms[k] for k in found.thing.tolist()], [found.terms[k] for k in found.value.tolist()]

    def first(self, things: Things, predicate: str) -> "list[str | None]":
        """The first value of each thing by the order of texts, as plain text; None where it has none."""
        found = self.selected.values(things, predicate)
        texts = [str(to_value(term)) for term in found.terms]
        return [texts[place] if place >= 0 else None for place in found.first(len(things)).tolist()]

    def told(self, terms: Iterable[str]) -> "Told":
        """What is said of some units and organisations."""
        return Told(self.selected, Things.of(list(terms)))


class Told:
    """Labels, kinds, places and fields of units and organisations."""

    def __init__(self, selected: Selected, things: Things) -> None:
        none = np.empty(0, np.int32)
        self.things, self._selected = things, selected
        self._table = Participations(things, Things.of([]), none, none, selected)

    @cached_property
    def kinds(self) -> list[str]:
        """center, sub-center, platform, else as ``cooperation`` has it."""
        found = self._selected.values(self.things, _TYPE, tuple(_UNITS))
        places = found.first(len(self.things)).tolist()
        others = self._table.organisation_kinds
        return [_UNITS[iri_text(found.terms[place])] if place >= 0 else other for place, other in zip(places, others, strict=True)]

    @property
    def labels(self) -> tuple[list[str], list[str]]:
        """Chinese, else English, and English labels."""
        return self._table.labels

    @cached_property
    def provinces(self) -> list[str | None]:
        """The Chinese label of the first province in which each lies."""
        found = self._table.provinces
        names = self._table.labels_of(Things.of(found.terms))[0]
        return [names[place] if place >= 0 else None for place in found.first(len(self.things)).tolist()]

    def lie_in(self, place: str) -> NDArray[np.bool_]:
        """Which lie in a place (IRI), themselves or with a unit."""
        return self._table.places.having(place, len(self.things))

    def work_in(self, field: str) -> NDArray[np.bool_]:
        """Which work in a field (IRI), themselves or, units, by the organisation that they belong to."""
        own = self._table.fields.having(field, len(self.things))
        above = self._selected.values(self.things, TC.unitOf)
        parents = Told(self._selected, Things.of(above.terms))
        there = parents._table.fields.having(field, len(above.terms))
        if len(there):
            own[above.thing[there[above.value]]] = True
        return own
