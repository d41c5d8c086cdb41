"""The participations that pass filters, and what the filters left out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from weakref import ref

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.selected import Things, Values
from tcgraph.errors import CallError
from tcgraph.views.names import KINDS, class_named, kinds_named, thing_named
from tcgraph.views.participations import Participations, Source, rolled, table
from tcgraph.vocab import TC

__all__ = ["FILTERS", "KINDS", "Facts", "Selection", "in_order", "selection"]

Facts = dict[str, str | int | float]
FILTERS = ("province", "field", "of", "kinds", "trust", "since", "until")
"""The facts of a view that say which cooperations it shows; a view without them shows all."""
Ids = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class RollUp:
    """What stood there before organisations were replaced by those they belong to: the ``table``, which of its organisations were
    ``moved``, and which belong to ``several`` and stay."""

    table: Participations
    moved: NDArray[np.bool_]
    several: NDArray[np.bool_]

    def facts(self, keep: NDArray[np.bool_], left: int) -> Facts:
        """What it did among some cooperations, of which ``left`` participations are shown."""
        rows = self.table.organisation[keep[self.table.cooperation]]
        there = np.bincount(rows, minlength=len(self.table.organisations)) > 0
        return {"rolled_up": int((self.moved & there).sum()), "merged_by_roll_up": len(rows) - left,
                "several_parents": int((self.several & there).sum())}


@dataclass(frozen=True, eq=False)
class Selection:
    """Some cooperations with all who take part in them. ``facts`` says how they were chosen and what was left out; ``source`` gives
    the dataset or the columns, as long as they are there."""

    table: Participations
    keep: NDArray[np.bool_]
    facts: Facts = field(default_factory=dict)
    roll_up: RollUp | None = None
    source: Callable[[], Source | None] = lambda: None

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

    def table_labels(self) -> dict[str, tuple[str, str]]:
        """The labels of all organisations of the table, by IRI."""
        return dict(zip(self.table.organisations.names, zip(*self.table.labels, strict=True), strict=True))

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
        rolled_up = self.roll_up.facts(self.keep, len(self.organisation)) if self.roll_up else {}
        return {"name": f"tcgraph {name}", **self.facts, **counts, **rolled_up, **self.table.notes}


def selection(source: Source, *, province: str | None = None, field: str | None = None, of: str | None = None, since: int | None = None,
              until: int | None = None, kind: str | Iterable[str] | None = None, trust: str | None = None,
              roll_up: bool = False) -> Selection:
    """The participations that pass the filters: whole cooperations with all who take part.

    ``province``, ``field`` and ``of`` keep cooperations in which an organisation takes part that lies there, works in that field (name,
    code or IRI; of columns an IRI) and is of that kind, one and the same: ``enterprise`` (of the lists of centers), ``university`` or
    ``institute``, also in Chinese. So ``province="辽宁", of="enterprise"`` asks for whom Liaoning's enterprises with a center work with,
    ``province="辽宁"`` alone for all in which somebody from Liaoning takes part. ``since`` and ``until`` (years, both included) keep
    those that go on in these years, if only in part, so that undated ones go: ``facts`` counts them as ``undated_left_out``. ``kind``
    names one or more kinds of cooperation, by code or by Chinese or English label (``JointAward``, ``共同获奖``, ``joint award``);
    ``trust`` is how the source is rated, in full or up to its first semicolon, ``"good"`` say, whatever the case. ``roll_up`` puts the
    largest organisation that it belongs to, over ``tc:partOf``, in the place of each; one that belongs to several stays itself and is
    counted as ``several_parents``.

    Nothing that passes is an empty selection. Raises ``CallError`` for an unknown kind, a rating that no cooperation has and a ``since``
    after ``until``, ``UnknownThingError`` or ``AmbiguousNameError`` for an unknown place or field.
    """
    kinds = kinds_named(kind)
    in_order(since, until)
    named = _named(source, province, field, of)
    base = Participations.of(source)
    keep = _passing(base, kinds, trust, named)
    told = {"province": province, "field": field, "of": of, "trust": trust, "since": since, "until": until}
    given: Facts = {name: value for name, value in told.items() if value is not None}
    if kinds:
        given["kinds"] = "; ".join(sorted(kinds))
    if since is not None or until is not None:
        given["undated_left_out"] = int((keep & (base.sizes > 0) & ~base.years.dated).sum())
        keep &= base.years.overlap(since, until)
    chosen = Selection(base, keep, given, source=ref(source))
    return _rolled_up(chosen) if roll_up else chosen


def _named(source: Source, province: str | None, field: str | None, of: str | None) -> dict[str, str]:
    """The IRIs that an organisation must have as place, field and class, by the name of what has them in ``Participations``."""
    found = {} if of is None else {"classes": class_named(of)}
    if province is not None:
        found["places"] = thing_named(source, province, "tc:Place")
    if field is not None:
        found["fields"] = thing_named(source, field, "tc:TechnologyField")
    return found


def _passing(base: Participations, kinds: frozenset[str], trust: str | None, named: dict[str, str]) -> NDArray[np.bool_]:
    """Which cooperations pass all filters but that by year."""
    keep = np.ones(len(base.cooperations), np.bool_)
    if kinds:
        keep &= _one_of(base.kinds, lambda name: name in kinds)
    if trust is not None:
        keep &= _trusted(base, trust)
    if named:
        keep &= _touched(base, [(getattr(base, column), iri) for column, iri in named.items()])
    return keep


def in_order(since: int | None, until: int | None) -> None:
    """Raises ``CallError`` where a year is no whole number, or the first year is after the last."""
    for name, year in (("since", since), ("until", until)):
        if year is not None and not isinstance(year, (int, np.integer)):
            raise CallError(f"{name}={year!r}: give a year as a whole number, 2015 say.")
    if since is not None and until is not None and since > until:
        raise CallError(f"since={since} is after until={until}: no year lies between. Give the first year, then the last.")


def _trusted(base: Participations, trust: str) -> NDArray[np.bool_]:
    """The cooperations whose source is rated so. An empty table has no ratings to tell a slip from."""
    wanted, known = trust.strip().casefold(), base.trusts[1]
    if known and not any(wanted in _ratings(text) for text in known):
        stated = sorted({rating for text in known for rating in (text, text.partition(";")[0])})
        raise CallError(f"No cooperation is rated {trust!r}. Known: {', '.join(map(repr, stated))}.")
    return _one_of(base.trusts, lambda text: wanted in _ratings(text))


def _ratings(text: str) -> tuple[str, str]:
    """A rating in full, and up to its first semicolon."""
    return text.strip().casefold(), text.partition(";")[0].strip().casefold()


def _one_of(found: tuple[Ids, list[str]], fits: Callable[[str], bool]) -> NDArray[np.bool_]:
    """Which things have a value that fits."""
    wanted = np.array([*map(fits, found[1]), False], np.bool_)
    return wanted[found[0]]


def _touched(base: Participations, wanted: Iterable[tuple[Values, str]]) -> NDArray[np.bool_]:
    """The cooperations in which an organisation takes part that has all these values."""
    there = np.logical_and.reduce([values.having(iri, len(base.organisations)) for values, iri in wanted])
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
                 {})
    made = replace(made, notes=base.notes)
    for name in ("kinds", "trusts", "titles", "sources", "years"):  # what is known of the cooperations stays as it is
        if name in vars(base):
            vars(made)[name] = vars(base)[name]
    if "labels" in vars(base):
        made.read()
    return replace(chosen, table=made, roll_up=RollUp(base, top != np.arange(len(top)), several))


def _parents(base: Participations) -> "tuple[tuple[Things, Ids], NDArray[np.bool_]]":
    """Organisations and all that they belong to; for each its only parent or -1; which participants belong to several."""
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
    return (everyone, up), many[: len(base.organisations)] > 1
