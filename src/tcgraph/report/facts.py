"""What the report says, asked of the dataset: plain values for the template, no sentence and no markup."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from tcgraph.dataset import Dataset
from tcgraph.vocab import TC

if TYPE_CHECKING:
    from tcgraph.shacl import Report

__all__ = ["STORY", "Story", "facts", "findings"]


@dataclass(frozen=True, slots=True)
class Story:
    """What the report is about: a province on a day, a batch, the list to compare it with, and the neighbours."""

    province: str = "辽宁"
    on: str = "2023-03-15"
    batch: int = 29
    older: int = 26
    region: str = "东北（六大地理区）"


STORY = Story()
_GAP, _LIKE = 3, 0.8
_CODES = "https://w3id.org/tcgraph/"


def facts(dataset: Dataset, story: Story = STORY) -> dict[str, Any]:
    """Answers by name, as lists of ``dict`` or one ``dict``; see the template for their use."""
    where = {"province": story.province, "on": story.on}
    count = dataset.answer("centers_in_province", **where)
    evidence = count.evidence()
    return {
        "story": story,
        "count": count.one(),
        "evidence": evidence.to_dicts() if evidence is not None else [],
        "new": _certified(dataset, story),
        "departments": _rows(dataset, "departments_of_batch", batch=story.batch),
        "ranking": _rows(dataset, "ranking_in_region", region=story.region, on=story.on),
        "bounds": _bounds(dataset, story),
        "by_province": _rows(dataset, "centers_by_province", on=story.on),
        "fields": _rows(dataset, "fields_of_province", **where),
        "coverage": dataset.answer("field_coverage").one(),
        "universities": _rows(dataset, "universities_near_industry")[:10],
        "links": _rows(dataset, "links_by_kind"),
        "claims": [_claim(row) for row in _rows(dataset, "claims_against_counts")],
        "rosters": _rows(dataset, "rosters"),
        "sources": _rows(dataset, "sources"),
    }


def _rows(dataset: Dataset, name: str, **bindings: object) -> list[dict[str, Any]]:
    return dataset.answer(name, **bindings).to_dicts()


def _claim(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"measure": str(row["measure"]).removeprefix(TC.TotalCenters.removesuffix("TotalCenters"))}


def _certified(dataset: Dataset, story: Story) -> list[dict[str, Any]]:
    """The batch's new centers that lie in the province, each with the pages that name it."""
    lies = set(dataset.answer("centers_in_province", province=story.province, on=story.on).evidence()["unit"])  # type: ignore[index]
    rows = [row for row in _rows(dataset, "certified_in_batch", batch=story.batch) if row["unit"] in lies]
    return [row | {"pages": _pages(dataset, str(row["unit"]))} for row in rows]


def _pages(dataset: Dataset, unit: str) -> list[str]:
    """Addresses outside the graph that are evidence of a certification."""
    said = [row for row in _rows(dataset, "provenance_of", unit=unit) if row["says"] == "certification"]
    entries = {str(row["entry"]) for row in said}
    return sorted(e for e in entries if e.startswith(("http://", "https://")) and not e.startswith(_CODES))


@dataclass(slots=True)
class Bound:
    """How many centers of a province can be new: ``names`` not on the older list, less the ``renamed`` ones."""

    names: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def most(self) -> int:
        """The upper bound."""
        return len(self.names) - len(self.renamed)


def _bounds(dataset: Dataset, story: Story) -> dict[str, Bound]:
    """By name of province, for the provinces of the region.

    Lists keep the order of old rows. So a new name between two rows that stood on the older list, where one row stood
    that has gone, is taken for that one renamed; where two or three have gone, for the one of nearly the same name.
    """
    table = {str(row["unit"]): row for row in _rows(dataset, "center_table")}
    names = [str(r["name"]) for r in _rows(dataset, "ranking_in_region", region=story.region, on=story.on)]
    bounds = {name: Bound() for name in names}
    faced = _faced(table.values())
    for row in _rows(dataset, "listed_anew", older=story.older, newer=story.batch):
        bound = bounds.get(str(table[str(row["unit"])]["province"]))
        if bound is not None:
            bound.names.append(str(row["label"]))
            if str(row["unit"]) in faced:
                bound.renamed.append((faced[str(row["unit"])], str(row["label"])))
    return bounds


def _faced(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Units of the newer list that face one vanished row of the older list, with the name of that row."""
    table = list(rows)
    older = {row["position_2019"]: row for row in table if row["position_2019"] is not None}
    newer = {row["position_2023"]: row for row in table if row["position_2023"] is not None}
    pairs = ((row, _vanished(row, older, newer)) for row in newer.values())
    return {str(row["unit"]): str(gone["label"]) for row, gone in pairs if gone is not None}


def _vanished(row: Mapping[str, Any], older: Mapping[int, Any], newer: Mapping[int, Any]) -> Mapping[str, Any] | None:
    before, after = newer.get(row["position_2023"] - 1), newer.get(row["position_2023"] + 1)
    if row["listed_2019"] or not before or not after or None in (before["position_2019"], after["position_2019"]):
        return None
    between = [older.get(place) for place in range(before["position_2019"] + 1, after["position_2019"])]
    if not 0 < len(between) <= _GAP or any(one is None or one["listed_2023"] for one in between):
        return None
    ranked = sorted((_likeness(str(one["label"]), str(row["label"])), str(one["label"]), one) for one in between if one)
    return ranked[-1][2] if len(ranked) == 1 or ranked[-1][0] >= _LIKE else None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def findings(report: "Report") -> list[dict[str, Any]]:
    """The findings of a validation, one a rule: severity, number, message in Chinese and English; gravest first."""
    first = {(r.severity, r.source_shape): r for r in reversed(report.results)}
    number = Counter((r.severity, r.source_shape) for r in report.results)
    ordered = sorted(first.items(), key=lambda item: (-item[0][0], item[0][1]))
    return [{"severity": r.severity.name.lower(), "number": number[key], "zh": r.message("zh"), "en": r.message("en")}
            for key, r in ordered]
