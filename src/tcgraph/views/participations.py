"""Who takes part in what, as arrays: the table that all views are made from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns import Columns
from tcgraph.columns.selected import FromColumns, FromStore, Selected, Things, Values
from tcgraph.dataset import Dataset
from tcgraph.store.terms import to_value
from tcgraph.views.years import Years
from tcgraph.vocab import PREFIXES, TC, shorten

__all__ = ["SMALL", "Participations", "Source", "forget", "selected_of", "texts"]

Source = Dataset | Columns
Ids = NDArray[np.int32]
Mask = NDArray[np.bool_]

SMALL = 20_000
"""Of a store of up to so many participations all that views show is read at once; beyond, attributes are read when first asked for."""

_TYPE, _LABEL = PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label"
_SOURCE, _CITATION = PREFIXES["dcterms"] + "source", PREFIXES["dcterms"] + "bibliographicCitation"
_TITLE, _BROADER = PREFIXES["dcterms"] + "title", PREFIXES["skos"] + "broader"
_KINDS = {TC.Enterprise: "enterprise", TC.University: "university", TC.ResearchInstitute: "institute"}
_OTHER = (TC.GovernmentDepartment, TC.Organisation)
_kept: "WeakKeyDictionary[Source, tuple[tuple[int, int], Participations]]" = WeakKeyDictionary()


@dataclass(frozen=True, eq=False)
class Participations:
    """``organisation[k]`` takes part in ``cooperation[k]``: numbers of ``organisations``, which stand in the order of their names, and
    of ``cooperations``; ordered by cooperation and organisation, no pair twice.

    ``notes`` counts what was found odd: ``repeated`` participations (of one organisation in one cooperation, counted once) and
    ``not_organisations`` (participants that are literals, left out). What is said of organisations and cooperations is read from the
    source when it is first asked for; of several values the first in the order of their texts counts.
    """

    organisations: Things
    cooperations: Things
    organisation: Ids
    cooperation: Ids
    selected: Selected
    notes: dict[str, int] = field(default_factory=dict)

    @staticmethod
    def of(source: Source) -> "Participations":
        """The participations of a dataset or of columns; kept until the dataset changes.

        Cost: one query and a sort, and no query where ``Dataset.columns`` are at hand. Of a store of up to ``SMALL`` participations
        everything is read, so that views do not need it any more; of more, attributes are read at first touch, which raises
        ``CallError`` where the dataset has changed meanwhile and ``StoreError`` where it was closed.
        """
        state = source.store.state if isinstance(source, Dataset) else (0, 0)  # columns do not change
        known = _kept.get(source)
        if known is None or known[0] != state:
            known = _kept[source] = state, _read(source)
        return known[1]

    def __len__(self) -> int:
        return len(self.organisation)

    # Cooperations

    @cached_property
    def sizes(self) -> NDArray[np.int64]:
        """The number of organisations of each cooperation."""
        return np.bincount(self.cooperation, minlength=len(self.cooperations))

    @cached_property
    def kinds(self) -> tuple[Ids, list[str]]:
        """The kind of each cooperation as place in a list of names, ``JointAward`` say; -1 where none is stated."""
        return self._first(TC.cooperationKind, lambda iri: shorten(iri).removeprefix("tc:"))

    @cached_property
    def trusts(self) -> tuple[Ids, list[str]]:
        """How the source of each cooperation is rated, as place in a list; -1 where it is not."""
        return self._first(TC.trust, str)

    @cached_property
    def titles(self) -> list[str]:
        """The title of each cooperation, empty where it has none."""
        place, names = self._first(_TITLE, str)
        return texts(place, names)

    @cached_property
    def sources(self) -> Values:
        """Where each cooperation is stated: addresses and citations."""
        return merged(*(self.selected.values(self.cooperations, iri) for iri in (_SOURCE, _CITATION)))

    @cached_property
    def years(self) -> Years:
        """First and last year of each cooperation."""
        first, last = (self.selected.values(self.cooperations, iri) for iri in (TC.firstYear, TC.lastYear))
        return Years.of(len(self.cooperations), first, last)

    @property
    def years_at_hand(self) -> bool:
        """Whether the years are read already, or cost no query."""
        return "years" in vars(self) or isinstance(self.selected, FromColumns)

    def _first(self, predicate: str, name: Any) -> tuple[Ids, list[str]]:
        found = self.selected.values(self.cooperations, predicate)
        return found.first(len(self.cooperations)), [name(str(to_value(term))) for term in found.terms]

    # Organisations

    @cached_property
    def labels(self) -> tuple[list[str], list[str]]:
        """Chinese, else English, and English label of each organisation; empty where it has none."""
        return self.labels_of(self.organisations)

    def labels_of(self, things: Things) -> tuple[list[str], list[str]]:
        """The same of any things."""
        found = self.selected.values(things, _LABEL)
        tags = np.array([_tag(term) for term in found.terms], "U2")[found.value] if found.terms else np.empty(0, "U2")
        zh, en = (found.only(tags == tag).first(len(things)) for tag in ("zh", "en"))
        names = [str(to_value(term)) for term in found.terms]
        return texts(np.where(zh >= 0, zh, en), names), texts(en, names)

    @cached_property
    def classes(self) -> Values:
        """The classes of organisations that the ontology has."""
        return self.selected.values(self.organisations, _TYPE, (*_KINDS, *_OTHER))

    @cached_property
    def organisation_kinds(self) -> list[str]:
        """enterprise, university, institute by class; else what the source states; else unknown."""
        found = self.classes
        known = np.array([_KINDS.get(term[1:-1], "") != "" for term in found.terms], np.bool_)
        place = found.only(known[found.value]).first(len(self.organisations)) if len(known) else np.full(len(self.organisations), -1)
        by_class = texts(place, [_KINDS.get(term[1:-1], "") for term in found.terms])
        stated = self.selected.values(self.organisations, TC.statedKind)
        by_source = texts(stated.first(len(self.organisations)), [str(to_value(term)) for term in stated.terms])
        return [one or other or "unknown" for one, other in zip(by_class, by_source, strict=True)]

    @cached_property
    def identified(self) -> list[bool]:
        """Whether an organisation is more than a name: it has a class of organisations other than ``tc:NamedOrganisation``."""
        found: Mask = self.classes.first(len(self.organisations)) >= 0
        return found.tolist()  # type: ignore[no-any-return]  # numpy

    @cached_property
    def places(self) -> Values:
        """Where organisations lie, themselves or with a unit of theirs: each place and all that contain it."""
        own = self.selected.values(self.organisations, TC.locatedIn)
        units = self.selected.through(self.organisations, TC.unitOf, TC.liesWithin)
        return self._closed(merged(own, units), TC.within)

    @cached_property
    def provinces(self) -> Values:
        """The provinces among ``places``; an organisation with units in several lies in several."""
        return self._of_class(self.places, TC.Province)

    @cached_property
    def fields(self) -> Values:
        """The fields in which organisations are active, as concluded, and all that are broader."""
        return self._closed(self.fields_as_concluded, _BROADER)

    @cached_property
    def fields_as_concluded(self) -> Values:
        """The fields in which organisations are concluded to be active."""
        return self.selected.values(self.organisations, TC.activeInField)

    def top_fields(self) -> Values:
        """The fields of the first level among ``fields``: those that nothing is broader than."""
        found = self.fields
        inner = self.selected.values(Things.of(found.terms), _BROADER).thing
        top = np.ones(len(found.terms), np.bool_)
        top[inner] = False
        return found.only(top[found.value])

    def _closed(self, found: Values, wider: str) -> Values:
        """Each value and, over any number of steps, the values it points to."""
        while True:
            steps = self.selected.values(Things.of(found.terms), wider)
            index, value = _follow(found, steps)
            more = merged(found, Values(found.thing[index], value, steps.terms))
            if len(more.thing) == len(found.thing):
                return more
            found = more

    def _of_class(self, found: Values, kind: str) -> Values:
        fits = np.zeros(len(found.terms), np.bool_)
        fits[self.selected.values(Things.of(found.terms), _TYPE, (kind,)).thing] = True
        return found.only(fits[found.value])

    def read(self) -> None:
        """Reads all that cooperations and organisations show in the views of cooperation, so that the source is no longer needed."""
        for name in ("kinds", "trusts", "titles", "sources", "years", "labels", "organisation_kinds", "identified"):
            getattr(self, name)


def selected_of(source: Source, *, keep: bool = False) -> Selected:
    """What single predicates are read from: columns, those of a dataset where they are at hand, else its store (``keep``: see there)."""
    if not isinstance(source, Dataset):
        return FromColumns(source)
    columns = source.columns_at_hand
    return FromStore(source.store, keep=keep) if columns is None else FromColumns(columns)


def _read(source: Source) -> Participations:
    selected = selected_of(source)
    organisations, organisation, cooperations, cooperation = selected.joined(TC.participant, TC.inCooperation)
    literal = np.array([term.startswith('"') for term in organisations.terms], np.bool_)
    rank = organisations.rank
    keep = ~literal[organisation] if literal.any() else slice(None)
    made = table(organisations.ordered(), cooperations, rank[organisation[keep]], cooperation[keep], selected,
                 {"not_organisations": int(literal[organisation].sum()) if literal.any() else 0})
    if len(made) <= SMALL and isinstance(source, Dataset):  # columns do not change, and cannot be closed
        made.read()
    return made


def table(organisations: Things, cooperations: Things, organisation: Ids, cooperation: Ids, selected: Selected,
          notes: dict[str, int]) -> Participations:
    """Participations of rows in any order and with repetition, which is counted."""
    packed = np.sort(cooperation.astype(np.int64) << 32 | organisation)
    new = np.ones(len(packed), np.bool_)
    new[1:] = packed[1:] != packed[:-1]
    repeated = len(packed) - int(new.sum())
    packed = packed[new] if repeated else packed
    rows = (packed & 0xFFFFFFFF).astype(np.int32), (packed >> 32).astype(np.int32)
    return Participations(organisations, cooperations, *rows, selected, notes | {"repeated": repeated})


def forget() -> None:
    """Lets go of all participations that are kept, so that the next view reads its source again. For measuring."""
    _kept.clear()


def texts(places: NDArray[np.integer[Any]], names: list[str], absent: str = "") -> list[str]:
    """The name at each place; ``absent`` for -1."""
    return list(map([*names, absent].__getitem__, places.tolist()))


def merged(one: Values, other: Values) -> Values:
    """The pairs of both."""
    terms = sorted({*one.terms, *other.terms})
    place = {term: number for number, term in enumerate(terms)}
    parts = [pair.thing.astype(np.int64) << 32 | np.array([place[t] for t in pair.terms], np.int64)[pair.value] for pair in (one, other)]
    packed = np.unique(np.concatenate(parts))
    return Values((packed >> 32).astype(np.int32), (packed & 0xFFFFFFFF).astype(np.int32), terms)


def _follow(found: Values, steps: Values) -> tuple[NDArray[np.int64], Ids]:
    """For each pair and each step from its value: the place of the pair, and where the step leads."""
    counts = np.bincount(steps.thing, minlength=len(found.terms))
    starts = np.cumsum(counts) - counts
    many = counts[found.value] if len(found.value) else np.empty(0, np.int64)
    index = np.repeat(np.arange(len(found.value)), many)
    shift = np.arange(len(index)) - np.repeat(np.cumsum(many) - many, many)
    return index, steps.value[starts[found.value[index]] + shift]


def _tag(term: str) -> str:
    """The language of a literal, without its region: two letters of interest, else the empty string."""
    tag = term[term.rindex('"') + 1 :].lower() if term.startswith('"') else ""
    return tag[1:] if tag in ("@zh", "@en") else ""


def rolled(parent: Iterable[int], size: int) -> Ids:
    """For each of ``size`` numbers the last of its parents (-1: none); those on a circle stand for themselves."""
    up = np.fromiter(parent, np.int32, size)
    top = np.where(up >= 0, up, np.arange(size, dtype=np.int32))
    for _ in range(max(size, 1).bit_length()):
        top = top[top]
    return np.where(up[top] < 0, top, np.arange(size, dtype=np.int32)).astype(np.int32)
