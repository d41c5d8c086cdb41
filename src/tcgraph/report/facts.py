"""What the report says, asked of the dataset: plain values for the template, no sentence and no markup."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tcgraph.claims import Checked
from tcgraph.claims import check as check_claims
from tcgraph.dataset import Dataset

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
_EVER = "1993-01-01"  # the first certifications
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
        "claims": [_claim(claim) for claim in check_claims(dataset)],
        "rosters": _rows(dataset, "rosters"),
        "sources": _rows(dataset, "sources"),
    }


def _rows(dataset: Dataset, name: str, **bindings: object) -> list[dict[str, Any]]:
    return dataset.answer(name, **bindings).to_dicts()


def _claim(claim: Checked) -> dict[str, Any]:
    """A published figure with its verdict, both in Chinese and English."""
    said = claim.to_dict()
    page = next((source for source in claim.sources if source.startswith(("http://", "https://"))), "")
    verdict = claim.verdict.label("zh"), claim.verdict.label("en")
    return {**said, "bounds": claim.bounds(), "verdict": verdict, "page": page}


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
    """By name of province, for the provinces of the region: the names that the newer list has and the older one has not."""
    province = {str(row["unit"]): str(row["province"]) for row in _rows(dataset, "center_table")}
    bounds = {str(r["name"]): Bound() for r in _rows(dataset, "ranking_in_region", region=story.region, on=story.on)}
    for row in _rows(dataset, "listed_anew", older=story.older, newer=story.batch):
        if bound := bounds.get(province[str(row["unit"])]):
            bound.names.append(str(row["label"]))
    for row in _rows(dataset, "renamed_between", since=_EVER, until=story.on):
        if bound := bounds.get(province[str(row["unit"])]):
            bound.names.append(str(row["new_name"]))
            bound.renamed.append((str(row["old_name"]), str(row["new_name"])))
    return bounds


def findings(report: "Report") -> list[dict[str, Any]]:
    """The findings of a validation, one a rule: severity, number, message in Chinese and English; gravest first."""
    first = {(r.severity, r.source_shape): r for r in reversed(report.results)}
    number = Counter((r.severity, r.source_shape) for r in report.results)
    ordered = sorted(first.items(), key=lambda item: (-item[0][0], item[0][1]))
    return [{"severity": r.severity.name.lower(), "number": number[key], "zh": r.message("zh"), "en": r.message("en")}
            for key, r in ordered]
