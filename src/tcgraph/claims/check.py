"""Each published figure against the graph: one verdict, with bounds, evidence and a sentence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tcgraph.claims.arithmetic import Told, balanced, stated
from tcgraph.claims.bounds import Bounds, Sentence, none
from tcgraph.claims.checked import Checked, Verdict
from tcgraph.claims.counting import COUNTED, ranks
from tcgraph.claims.knowledge import Claim, Knowledge, read
from tcgraph.dataset import Dataset
from tcgraph.errors import UnknownThingError
from tcgraph.vocab import TC, shorten

__all__ = ["check"]


def check(dataset: Dataset, *names: str) -> list[Checked]:
    """All claims of the dataset with their verdicts, ordered by name; or those of these names or IRIs, in that order.

    Nothing that rests on a claim's own page is used to confirm it, but that a unit named there exists. Reads the dataset anew at
    each call: a fifth of a second for the packaged graph. Raises ``UnknownThingError`` for a name that no claim has.

    >>> [one.verdict.value for one in check(dataset, "china-29-centers")]  # doctest: +SKIP
    ['confirmed']
    """
    known, claims = read(dataset)
    return [_checked(known, claim) for claim in (_chosen(claims, names) if names else claims)]


def _chosen(claims: list[Claim], names: Iterable[str]) -> list[Claim]:
    by_name = {key: claim for claim in claims for key in (claim.name, claim.iri, shorten(claim.iri))}
    for name in names:
        if name not in by_name:
            raise UnknownThingError(name, (claim.name for claim in claims), "It was looked for as a claim; `tcgraph claims` lists them.")
    return [by_name[name] for name in names]


@dataclass(frozen=True, slots=True)
class _Finding:
    verdict: Verdict
    basis: str
    sentence: Sentence
    difference: int | None = None


def _checked(known: Knowledge, claim: Claim) -> Checked:
    independent = known.independent_of(claim.pages)
    bounds = _bounds(independent, claim)
    told = [fact for fact in (stated(independent, claim), balanced(independent, claim)) if fact is not None]
    finding = _finding(claim, bounds, told)
    if finding.basis in ("figure", "arithmetic"):
        figures = tuple(dict.fromkeys(e for fact in told for e in fact.evidence))
        bounds = Bounds(told[0].value, told[0].value, evidence=figures)
    return Checked(
        claim.iri, claim.name, known.label(claim.place), known.label(claim.measure), claim.as_stated, claim.value, claim.batch,
        claim.first, claim.last, (*sorted(claim.pages), *claim.citations), finding.verdict, bounds.low, bounds.high,
        bounds.unseen, finding.difference, finding.basis, finding.sentence, bounds.evidence,
    )  # fmt: skip


def _bounds(known: Knowledge, claim: Claim) -> Bounds:
    """The bounds of the claim's measure, or why there are none."""
    if claim.place not in known.place_kinds:
        return none("该地区不在数据中", "its place is not in the data")
    if claim.measure == TC.RankByNewCenters:
        group = _group(known, claim.as_stated)
        if len({claim.place, *group}) < 2:
            return none("所比较的各地区没有写明", "the claim does not say which places it compares")
        return ranks(known, claim, group)
    if claim.measure not in COUNTED:
        return none("该指标不能从名单计数", "its measure cannot be counted on rosters")
    return COUNTED[claim.measure](known, claim)


def _group(known: Knowledge, text: str) -> list[str]:
    """The places that a text names: provinces and cities; where it names only a larger area, the provinces in it."""
    found, left = [], text
    for name in sorted(known.place_names, key=len, reverse=True):
        pattern = rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name)
        if re.search(pattern, left):
            found.append(known.place_names[name])
            left = re.sub(pattern, " ", left)
    provinces = [place for place, kind in known.place_kinds.items() if kind == TC.Province]
    small = [place for place in found if known.place_kinds.get(place) not in (TC.MacroRegion, TC.Country)]
    return small or [place for place in provinces if set(found) & known.within.get(place, frozenset())]


def _finding(claim: Claim, bounds: Bounds, told: list[Told]) -> _Finding:
    value = claim.value
    if isinstance(value, bool) or not isinstance(value, int):
        return _undecided(("其数值不是整数", "its value is no whole number"))
    if bounds.exact:
        return _against(value, bounds, "rows", [bounds.basis, *bounds.notes, *(fact.how for fact in told)])
    if told:
        exact = Bounds(told[0].value, told[0].value)
        return _against(value, exact, told[0].basis, [*(fact.how for fact in told), *_unlike(bounds, told[0].value)])
    if bounds.low is None:
        return _undecided(*bounds.notes)
    return _against(value, bounds, "bounds", [*_sum(bounds, value), *bounds.notes])


def _unlike(bounds: Bounds, value: int) -> list[Sentence]:
    """Says so where rows of rosters do not allow what notices state."""
    if bounds.low is None or (bounds.low <= value and (bounds.most is None or value <= bounds.most)):
        return []
    shown = f"{bounds.low:,}–{'?' if bounds.most is None else f'{bounds.most:,}'}"
    return [(f"但名单各行只容许{shown}", f"but the rows of the rosters allow {shown} only")]


def _sum(bounds: Bounds, value: int) -> list[Sentence]:
    together = [(f"合计{value}", f"{value} together")] if value == bounds.expected and "；" in bounds.basis[0] else []
    return [bounds.basis, *together]


def _against(value: int, bounds: Bounds, basis: str, why: list[Sentence]) -> _Finding:
    """The verdict on a value, between bounds that are not None."""
    low, high = bounds.low or 0, bounds.high or 0
    shown = f"{low:,}" if low == high else f"{low:,}–{high:,}"
    if value < low:
        head = f"不符，少{low - value:,}（至少{low:,}）", f"Contradicted, {low - value:,} too low (at least {low:,})"
        return _Finding(Verdict.CONTRADICTED, basis, _joined(head, why), value - low)
    if value <= high and (bounds.exact or value == bounds.expected):
        return _Finding(Verdict.CONFIRMED, basis, _joined(("证实", "Confirmed"), why))
    if value <= high:
        return _Finding(Verdict.WITHIN_BOUNDS, basis, _joined((f"在界限内（{shown}）", f"Confirmed within bounds ({shown})"), why))
    if bounds.most is None or value <= bounds.most:
        over = value - high
        return _undecided((f"比数据中可见的至多{high:,}多{over:,}", f"{over:,} more than the {high:,} that the data show at most"), *why)
    over = value - bounds.most
    head = f"不符，多{over:,}（至多{bounds.most:,}）", f"Contradicted, {over:,} too high (at most {bounds.most:,})"
    return _Finding(Verdict.CONTRADICTED, basis, _joined(head, why), over)


def _undecided(*why: Sentence) -> _Finding:
    return _Finding(Verdict.UNDECIDED, "", _joined(("无法判定", "Not decidable with these data"), list(why)))


def _joined(head: Sentence, why: list[Sentence]) -> Sentence:
    reasons = [one for one in dict.fromkeys(why) if one[0]]
    return f"{head[0]}：{'；'.join(zh for zh, _ in reasons)}。", f"{head[1]}: {'; '.join(en for _, en in reasons)}."
