"""The participations that pass filters, and what the filters left out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.selected import Things, Values, iri_text
from tcgraph.dataset import Dataset
from tcgraph.errors import CallError
from tcgraph.views.participations import Participations, Source, rolled, table
from tcgraph.vocab import TC

__all__ = ["KINDS", "Facts", "Selection", "selection"]

KINDS = ("JointAward", "JointPlatform", "IndustryAlliance", "Founding", "JointPublication")
"""The kinds of cooperation that the ontology has."""
Facts = dict[str, str | int | float]
Ids = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Selection:
    """Some cooperations with all who take part in them. ``facts`` says how they were chosen and what was left out."""

    table: Participations
    keep: NDArray[np.bool_]
    facts: Facts = field(default_factory=dict)

    @cached_property
    def rows(self) -> NDArray[np.intp] | slice:
        """The places of the participations in the table."""
        return slice(None) if self.keep.all() else np.flatnonzero(self.keep[self.table.cooperation])

    @cached_property
    def organisation(self) -> Ids:
        """The organisation of each participation."""
        return self.table.organisation[self.rows]

    @cached_property
    def cooperation(self) -> Ids:
        """The cooperation of each participation, ascending."""
        return self.table.cooperation[self.rows]

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """The number of cooperations of each organisation of the table."""
        return np.bincount(self.organisation, minlength=len(self.table.organisations))

    @cached_property
    def nodes(self) -> NDArray[np.intp]:
        """The organisations that take part, by number and so by name."""
        return np.flatnonzero(self.counts)

    def during(self, first: int | None, last: int | None) -> "Selection":
        """Those that lie at least in part within these years."""
        return replace(self, keep=self.keep & self.table.years.overlap(first, last))

    def of(self, keep: NDArray[np.bool_]) -> "Selection":
        """Those that are in another choice too."""
        return replace(self, keep=self.keep & keep)

    def summary(self, name: str) -> Facts:
        """What ``view.graph`` says: see ``views``."""
        shown, sizes = self.keep & (self.table.sizes > 0), self.table.sizes
        alone = int((shown & (sizes == 1)).sum())
        counts: Facts = {"cooperations": int(shown.sum()), "participations": len(self.organisation), "alone": alone}
        if self.table.years_at_hand:
            counts["undated"] = int((shown & ~self.table.years.dated).sum())
            counts["absurd_years"] = int((shown & self.table.years.absurd).sum())
            counts["reversed_years"] = int((shown & self.table.years.reversed).sum())
        return {"name": f"tcgraph {name}", **self.facts, **counts, **self.table.notes}


def selection(source: Source, *, province: str | None = None, field: str | None = None, since: int | None = None,
              until: int | None = None, kind: str | Iterable[str] | None = None, trust: str | None = None,
              roll_up: bool = False) -> Selection:
    """The participations that pass the filters: whole cooperations with all who take part.

    ``province`` and ``field`` keep cooperations in which an organisation of that place or field takes part (name, code or IRI; of
    columns an IRI); ``since`` and ``until`` (years, both included) those that overlap, so that undated ones go: ``facts`` counts them
    as ``undated_left_out``; ``kind`` names one or more kinds of cooperation; ``trust`` is how the source is rated, in full or up to
    its first semicolon, ``"good"`` say. ``roll_up`` puts the largest organisation that it belongs to, over ``tc:partOf``, in the place
    of each; one that belongs to several stays itself and is counted as ``several_parents``.

    Nothing that passes is an empty selection. Raises ``CallError`` for an unknown kind, ``UnknownThingError`` or
    ``AmbiguousNameError`` for an unknown place or field.
    """
    kinds = _kinds(kind)
    asked = ((province, "tc:Place"), (field, "tc:TechnologyField"))
    places = [(what, _iri(source, name, what)) for name, what in asked if name is not None]
    base = Participations.of(source)
    keep = np.ones(len(base.cooperations), np.bool_)
    if kinds:
        keep &= _one_of(base.kinds, lambda name: name in kinds)
    if trust is not None:
        keep &= _one_of(base.trusts, lambda text: trust in (text, text.partition(";")[0]))
    for what, iri in places:
        keep &= _touched(base, base.places if what == "tc:Place" else base.fields, iri)
    given: Facts = {name: str(value) for name, value in (("province", province), ("field", field), ("trust", trust)) if value is not None}
    given |= {name: value for name, value in (("since", since), ("until", until)) if value is not None}
    if kinds:
        given["kinds"] = "; ".join(sorted(kinds))
    if since is not None or until is not None:
        given["undated_left_out"] = int((keep & (base.sizes > 0) & ~base.years.dated).sum())
        keep &= base.years.overlap(since, until)
    return _rolled_up(Selection(base, keep, given)) if roll_up else Selection(base, keep, given)


def _kinds(kind: str | Iterable[str] | None) -> frozenset[str]:
    kinds = frozenset([kind] if isinstance(kind, str) else kind or ())
    unknown = kinds - set(KINDS)
    if unknown:
        raise CallError(f"No kind of cooperation {', '.join(sorted(unknown))}. Known: {', '.join(KINDS)}.")
    return kinds


def _iri(source: Source, name: str, what: str) -> str:
    if isinstance(source, Dataset):
        return source.find_one(name, what)
    if "://" not in name:
        raise CallError(f"Columns know no names: give the IRI of {name!r} ({what}), or a dataset.")
    return name


def _one_of(found: tuple[Ids, list[str]], fits: Callable[[str], bool]) -> NDArray[np.bool_]:
    """Which things have a value that fits."""
    wanted = np.array([*map(fits, found[1]), False], np.bool_)
    return wanted[found[0]]


def _touched(base: Participations, values: Values, iri: str) -> NDArray[np.bool_]:
    """The cooperations in which an organisation with this value takes part."""
    wanted = np.array([iri_text(term) == iri for term in values.terms], np.bool_)
    there = np.zeros(len(base.organisations), np.bool_)
    if len(wanted):
        there[values.thing[wanted[values.value]]] = True
    found = np.zeros(len(base.cooperations), np.bool_)
    found[base.cooperation[there[base.organisation]]] = True
    return found


def _rolled_up(chosen: Selection) -> Selection:
    """The same with the largest organisation that each belongs to in its place."""
    base = chosen.table
    parents, several = _parents(base)
    everyone, up = parents
    top = rolled(up.tolist(), len(up))[: len(base.organisations)]
    shown, place = np.unique(top[base.organisation], return_inverse=True)
    parties = Things.of([everyone.terms[number] for number in shown.tolist()])
    made = table(parties.ordered(), base.cooperations, parties.rank[place], base.cooperation, base.selected,
                 {name: count for name, count in base.notes.items() if name != "repeated"})
    notes = {"repeated": base.notes.get("repeated", 0), "merged_by_roll_up": made.notes["repeated"], "several_parents": several}
    made = replace(made, notes=made.notes | notes)
    for name in ("kinds", "trusts", "titles", "years"):  # what is known of the cooperations stays as it is
        if name in vars(base):
            vars(made)[name] = vars(base)[name]
    moved = np.zeros(len(base.organisations), np.bool_)
    moved[chosen.nodes] = top[chosen.nodes] != chosen.nodes
    facts = chosen.facts | {"rolled_up": int(moved.sum())}
    if "labels" in vars(base):
        made.read()
    return Selection(made, chosen.keep, facts)


def _parents(base: Participations) -> "tuple[tuple[Things, Ids], int]":
    """Organisations and all that they belong to; for each its only parent or -1; how many participants belong to several."""
    terms = dict.fromkeys(base.organisations.terms)
    while True:
        everyone = Things.of(list(terms))
        found = base.selected.values(everyone, TC.partOf)
        used = [found.terms[place] for place in np.unique(found.value).tolist()]
        new = [term for term in used if term not in terms and not term.startswith('"')]
        if not new:
            break
        terms.update(dict.fromkeys(new))
    many = np.bincount(found.thing, minlength=len(everyone))
    up = np.full(len(everyone), -1, np.int32)
    numbers = np.array([everyone.numbers.get(term, -1) for term in found.terms], np.int32)
    one = many[found.thing] == 1
    up[found.thing[one]] = numbers[found.value[one]]
    return (everyone, up), int((many[: len(base.organisations)] > 1).sum())
