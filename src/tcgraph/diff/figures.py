"""What the notices between two rosters say in figures, and whether these close: with each other and with the rows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tcgraph.dataset import Dataset
from tcgraph.diff.graph import Notice, notices
from tcgraph.diff.sides import RosterSide

__all__ = ["Batch", "Told", "batches", "kind_changes"]

_NS = "PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
_FIGURES = _NS + """SELECT ?notice ?measure ?value WHERE {
  ?figure a tc:NoticeFigure ; tc:statedIn ?notice ; tc:measure ?measure ; tc:value ?value }"""
_ROWS = _NS + """SELECT ?notice ?kind (COUNT(?entry) AS ?rows) WHERE {
  ?entry tc:inRoster ?roster ; tc:entryKind ?kind . ?roster tc:annexOf ?notice } GROUP BY ?notice ?kind"""
_CHANGES = _NS + """SELECT ?notice ?from (COUNT(DISTINCT ?event) AS ?changes) WHERE {
  ?event a tc:KindChange ; tc:citesNotice ?notice ; tc:fromKind ?from ;
         tc:usesMethod/skos:notation "named-by-notice" } GROUP BY ?notice ?from"""
_KINDS = {"center": ("TotalCenters", "NewCenters"), "sub-center": ("TotalSubCenters", "NewSubCenters")}
_ENTRY = {"CenterEntry": "center", "SubCenterEntry": "sub-center"}
_LOSING = ("EvaluatedFailed", "NotReported")  # grades that cost the title


@dataclass(frozen=True, slots=True)
class Told:
    """The figures of one kind of unit from one full list to the next; None where no notice states one.

    ``before`` is the total of the list before, as its notice states it or (``counted``) as its rows count. ``revoked`` is stated of
    both kinds together only. ``changed``: named changes of kind, to this kind less from it.
    """

    kind: str
    before: int | None
    counted: bool
    new: int | None
    revoked: int | None
    after: int | None
    changed: int = 0

    @property
    def left(self) -> int | None:
        """How many must have left: before + new - after; None if one is not stated."""
        return None if self.before is None or self.new is None or self.after is None else self.before + self.new - self.after

    @property
    def net(self) -> int | None:
        """after - before: what new ones less lost ones must be."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def closes(self) -> bool | None:
        """Whether those that must have left are those said to be revoked; None if it cannot be said."""
        return None if self.left is None or self.revoked is None else self.left == self.revoked


@dataclass(frozen=True, slots=True)
class Batch:
    """A full list and the one before it: id of the notices, figures of centers, sub-centers and both, renamed units as stated, those that
    evaluations in between cost the title (None if there was none), and the ids of these evaluations."""

    id: str
    previous: str
    told: tuple[Told, ...]
    renamed: int | None
    failed: int | None
    evaluations: tuple[str, ...]
    rows: Mapping[str, int]
    totals: Mapping[str, int]

    def of(self, kind: str) -> Told:
        """The figures of a kind: ``center``, ``sub-center`` or ``unit``."""
        return next(told for told in self.told if told.kind == kind)


class _Figures:
    def __init__(self, dataset: Dataset) -> None:
        self.stated: dict[str, dict[str, int]] = defaultdict(dict)
        for row in dataset.select(_FIGURES):
            self.stated[str(row["notice"])][_local(row["measure"])] = int(str(row["value"]))
        self.rows: dict[str, dict[str, int]] = defaultdict(dict)
        for row in dataset.select(_ROWS):
            self.rows[str(row["notice"])][_ENTRY.get(_local(row["kind"]), "")] = int(str(row["rows"]))
        self.changes = kind_changes(dataset)

    def total(self, notice: Notice, kind: str) -> tuple[int | None, bool]:
        """The total of a kind on the list of a notice, and whether it was counted, not stated."""
        stated = self.stated[notice.iri].get(_KINDS[kind][0])
        return (stated, False) if stated is not None else (self.rows[notice.iri].get(kind), True)


def kind_changes(dataset: Dataset) -> dict[str, dict[str, int]]:
    """How many units a notice names as changed in kind, by the kind that they had."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in dataset.select(_CHANGES):
        found[str(row["notice"])][_ENTRY.get(_local(row["from"]), "")] = int(str(row["changes"]))
    return found


def _local(value: object) -> str:
    return str(value).rpartition("#")[2]


def batches(dataset: Dataset, old: RosterSide, new: RosterSide) -> list[Batch]:
    """The lists behind the older roster up to the newer one, each with the one before it, oldest first; none if a side is a file."""
    if old.day is None or new.day is None:
        return []
    known = [n for n in notices(dataset) if n.not_after is not None]
    lists = [n for n in known if n.kind == "ListNotice" and old.day <= _day(n) <= new.day]
    figures = _Figures(dataset)
    return [_batch(figures, before, after, [n for n in known if n.kind == "EvaluationResult" and _day(before) < _day(n) <= _day(after)])
            for before, after in pairwise(lists)]


def _day(notice: Notice) -> dt.date:
    assert notice.not_after is not None
    return notice.not_after


def _batch(figures: _Figures, before: Notice, after: Notice, evaluations: Sequence[Notice]) -> Batch:
    stated = figures.stated[after.iri]
    failed = [figures.stated[n.iri] for n in evaluations if any(grade in figures.stated[n.iri] for grade in _LOSING)]
    single = tuple(_told(figures, before, after, kind) for kind in _KINDS)
    lost = sum(found.get(grade, 0) for found in failed for grade in _LOSING) if failed else None
    totals = {kind: stated[measure] for kind, (measure, _) in _KINDS.items() if measure in stated}
    told = (*single, _both(single, stated.get("RevokedUnits")))
    judged = tuple(n.id for n in evaluations)
    return Batch(after.id, before.id, told, stated.get("RenamedUnits"), lost, judged, figures.rows[after.iri], totals)


def _told(figures: _Figures, before: Notice, after: Notice, kind: str) -> Told:
    earlier, counted = figures.total(before, kind)
    total, _ = figures.total(after, kind)
    changes = figures.changes.get(after.iri, {})
    changed = sum(changes.get(other, 0) for other in _KINDS if other != kind) - changes.get(kind, 0)
    return Told(kind, earlier, counted, figures.stated[after.iri].get(_KINDS[kind][1]), None, total, changed)


def _both(single: Sequence[Told], revoked: int | None) -> Told:
    before, new, after = (_sum(values) for values in zip(*((t.before, t.new, t.after) for t in single), strict=True))
    return Told("unit", before, any(t.counted for t in single), new, revoked, after)


def _sum(values: Sequence[int | None]) -> int | None:
    found = [value for value in values if value is not None]
    return sum(found) if len(found) == len(values) else None


def known_new(found: Sequence[Batch], kind: str) -> Iterator[int]:
    """The numbers of the newly certified of a kind that the notices state."""
    return (told.new for told in (batch.of(kind) for batch in found) if told.new is not None)
