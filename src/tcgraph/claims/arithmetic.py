"""Figures of notices as facts: the same figure stated by a notice, and what the balance of two batches leaves for one that none states."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tcgraph.claims.bounds import Evidence, Sentence
from tcgraph.claims.counting import of_roster
from tcgraph.claims.knowledge import CENTER, SUB_CENTER, Claim, Figure, Knowledge
from tcgraph.vocab import TC

__all__ = ["Told", "balanced", "stated"]

Key = tuple[str, int]  # measure, batch
Terms = list[tuple[Key, int]]  # with the sign of each
_TOTALS = {TC.TotalCenters: CENTER, TC.TotalSubCenters: SUB_CENTER}


@dataclass(frozen=True, slots=True)
class Told:
    """A number that notices give, how (``basis`` is ``figure`` or ``arithmetic``), and the figures it rests on."""

    value: int
    basis: str
    how: Sentence
    evidence: tuple[Evidence, ...]


def stated(known: Knowledge, claim: Claim) -> Told | None:
    """The figure of a notice for the claim's measure, place and batch (or day, where neither names a batch)."""
    for figure in known.figures:
        if (figure.measure, figure.place) == (claim.measure, claim.place) and _same_time(figure, claim):
            own = figure.document in claim.citations
            zh = f"{'该数字所引通知' if own else '通知'}{figure.document}自身载明{figure.value:,}"
            en = f"the notice {'that the claim cites' if own else figure.document} states {figure.value:,} itself"
            return Told(figure.value, "figure", (zh, en), (_evidence(figure),))
    return None


def _same_time(figure: Figure, claim: Claim) -> bool:
    if figure.batch is None and claim.batch is None:
        return claim.first is not None and (figure.first, figure.last) == (claim.first, claim.last)
    return figure.batch == claim.batch


def _evidence(figure: Figure) -> Evidence:
    batch = (f"第{figure.batch}批", f"batch {figure.batch}") if figure.batch else ("", "")
    return Evidence(figure.iri, f"{figure.document} {figure.measure.rsplit('#')[-1]} {figure.value:,}".strip(), "figure", batch)


def balanced(known: Knowledge, claim: Claim) -> Told | None:
    """What the other numbers of a balance leave for the claim's, its own figure set aside; None where one is missing.

    Total before + new - revoked = total after, centers and sub-centers together; and all units = centers + sub-centers.
    """
    if claim.batch is None:
        return None
    asked = claim.measure, claim.batch
    numbers = _numbers(known, claim.place)
    for left, right in _equations(claim.batch):
        terms = [*left, *((key, -sign) for key, sign in right)]
        mine = next((sign for key, sign in terms if key == asked), 0)
        if mine and all(key in numbers for key, _ in terms if key != asked):
            value = -mine * sum(sign * numbers[key][0] for key, sign in terms if key != asked)
            return _told(value, asked, left, right, numbers)
    return None


def _equations(batch: int) -> Iterator[tuple[Terms, Terms]]:
    """Those in which a number of this batch can stand: its own balance, the next one's, and the sum of both kinds."""
    for after in (batch, batch + 1):
        before = [((TC.TotalCenters, after - 1), 1), ((TC.TotalSubCenters, after - 1), 1)]
        changes = [((TC.NewCenters, after), 1), ((TC.NewSubCenters, after), 1), ((TC.RevokedUnits, after), -1)]
        yield [*before, *changes], [((TC.TotalCenters, after), 1), ((TC.TotalSubCenters, after), 1)]
    yield [((TC.TotalCenters, batch), 1), ((TC.TotalSubCenters, batch), 1)], [((TC.TotalUnits, batch), 1)]


def _numbers(known: Knowledge, place: str) -> dict[Key, tuple[int, Evidence | None]]:
    """Figures of notices about a place, and the rows of rosters there: these count where both tell."""
    numbers: dict[Key, tuple[int, Evidence | None]] = {
        (f.measure, f.batch): (f.value, _evidence(f)) for f in known.figures if f.place == place and f.batch is not None
    }
    for roster in known.rosters:
        for measure, kind in _TOTALS.items():
            if kind in roster.kinds and (rows := of_roster(known, roster, place, kind)).exact and rows.low:
                numbers[measure, roster.notice.batch] = rows.low, None
    return numbers


def _told(value: int, asked: Key, left: Terms, right: Terms, numbers: Mapping[Key, tuple[int, Evidence | None]]) -> Told:
    """The value with its balance written out: ``1,636 + 108 + 101 + 3 − 142 = 1,706 = 1,601 + 105``."""

    def side(terms: Terms) -> str:
        shown = [f"{'+' if sign > 0 else '−'} {value if key == asked else numbers[key][0]:,}" for key, sign in terms]
        return " ".join(shown).removeprefix("+ ")

    sum_ = sum(sign * (value if key == asked else numbers[key][0]) for key, sign in left)
    middle = f" = {sum_:,}" if len(right) > 1 else ""
    text = f"{side(left)}{middle} = {side(right)}"
    evidence = tuple(e for key, _ in [*left, *right] if key != asked and (e := numbers[key][1]) is not None)
    return Told(value, "arithmetic", (f"按收支平衡得{value:,}（{text}）", f"the balance of the batches gives {value:,} ({text})"), evidence)
