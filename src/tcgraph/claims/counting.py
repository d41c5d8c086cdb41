"""Bounds of each measure for a place and a day or a batch, counted on rows, periods, certifications and events."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from tcgraph.claims.bounds import Bounds, Evidence, none
from tcgraph.claims.knowledge import CENTER, SUB_CENTER, Certified, Claim, Knowledge, ListNotice, Period, Roster, Row
from tcgraph.vocab import TC

__all__ = ["COUNTED", "new_units", "of_roster", "ranks", "total"]

_ZH, _EN = {CENTER: "技术中心", SUB_CENTER: "分中心"}, {CENTER: "centers", SUB_CENTER: "sub-centers"}
_NAMED_AT_MOST, _REGIONS_AT_MOST = 6, 3
_NEW = {CENTER: TC.NewCenters, SUB_CENTER: TC.NewSubCenters}


def total(known: Knowledge, claim: Claim, kind: str) -> Bounds:
    """How many of a kind hold the title in the claim's place on its day.

    The rows of the roster that is in force then; else the periods of titles; else nothing, with the reason.
    """
    if claim.first is None or claim.last is None:
        return none("该数字未注明日期", "the claim states no day")
    rosters = known.rosters_of(kind)
    if not rosters:
        return none(f"数据中没有列出{_ZH[kind]}的名单", f"no roster of {_EN[kind]} is in the data")
    if (roster := _in_force(known, rosters, claim)) is not None:
        return of_roster(known, roster, claim.place, kind)
    first = rosters[0]
    older = claim.batch is not None and claim.batch < first.notice.batch
    if older or first.notice.first is None or claim.last < first.notice.first:
        return _before(known, first, claim, kind)
    horizon = _horizon(known, max(known.rosters, key=lambda r: r.notice.batch), claim)
    if horizon is not None:
        return none(*horizon)
    return _by_periods(known, rosters, claim, kind)


def _in_force(known: Knowledge, rosters: Iterable[Roster], claim: Claim) -> Roster | None:
    """The roster that the claim's days, or its batch, mean: out by then, and no later list out yet."""
    for roster in rosters:
        notice, after = roster.notice, _next_list(known, roster.notice)
        assert claim.first is not None and claim.last is not None
        own = claim.batch == notice.batch
        begun = notice.first is not None and (claim.last >= notice.first if own else notice.last is not None and claim.first >= notice.last)
        over = claim.batch is not None and claim.batch != notice.batch
        if begun and not over and not (after and claim.last >= after) and (after or own or claim.last == notice.last):
            return roster
    return None


def _next_list(known: Knowledge, notice: ListNotice) -> dt.date | None:
    """The first day on which a notice of a later batch speaks; from then on another list may be in force."""
    lists = [n.first for n in known.lists if n.batch > notice.batch and n.first]
    return min(lists, default=None) or min((day for batch, day in known.later if batch > notice.batch), default=None)


def _horizon(known: Knowledge, last: Roster, claim: Claim) -> tuple[str, str] | None:
    """Why a claim is later than what the data can tell; None if it is not."""
    assert claim.last is not None
    after = _next_list(known, last.notice)
    unknown_day = last.notice.last is None or claim.last > last.notice.last
    if (claim.batch or 0) > last.notice.batch or (unknown_day and (after is None or claim.last >= after)):
        return (f"{last.labels[0]}是数据中最后一份名单，该数字所指更晚",
                f"the {last.labels[1]} is the last one in the data, and the claim is about a later time")  # fmt: skip
    return None


def of_roster(known: Knowledge, roster: Roster, place: str, kind: str) -> Bounds:
    """The rows of a kind that a roster has in a place; rows whose place is not known count as possible."""
    rows = [(row, lies) for row in known.rows if row.roster == roster.iri and row.kind == kind
            and (lies := known.stands(row, place)) is not False]  # fmt: skip
    certain = sum(lies is True for _, lies in rows)
    evidence = tuple(Evidence(row.iri, row.name, "certain" if lies else "possible", _where(roster, row.position)) for row, lies in rows)
    parts = _parts(known, [row for row, lies in rows if lies])
    basis = f"{roster.labels[0]}列出{certain:,}家{_ZH[kind]}{parts[0]}", f"{_some(certain, kind)} on the {roster.labels[1]}{parts[1]}"
    return Bounds(certain, len(rows), expected=certain, basis=basis, evidence=evidence)


def _parts(known: Knowledge, rows: Iterable[Row]) -> tuple[str, str]:
    """How many rows stand under each region, where those are a few: a province and its city."""
    counts = Counter(row.place for row in rows if row.place and row.kind == CENTER)
    if not 1 < len(counts) <= _REGIONS_AT_MOST:
        return "", ""
    named = [(known.label(place), number) for place, number in counts.most_common()]
    zh, en = "、".join(f"{zh}{number}" for (zh, _), number in named), ", ".join(f"{en} {number}" for (_, en), number in named)
    return f"（{zh}）", f" ({en})"


def _some(number: int, kind: str) -> str:
    return f"{number:,} {_EN[kind] if number != 1 else _EN[kind].removesuffix('s')}"


def _names(evidence: Iterable[Evidence], role: str) -> tuple[str, str]:
    """The few that have a role, by name; nothing of many."""
    names = [e.label for e in evidence if e.role == role]
    return (f"（{'、'.join(names)}）", f" ({', '.join(names)})") if 0 < len(names) <= _NAMED_AT_MOST else ("", "")


def _name(known: Knowledge, unit: str) -> str:
    """The name printed last for a unit."""
    rows = known.rows_of_unit.get(unit)
    return rows[-1].name if rows else known.label(unit)[0]


def _where(roster: Roster, position: int | None) -> tuple[str, str]:
    if position is None:
        return f"{roster.labels[0]}（行次不详）", f"{roster.labels[1]} (position not known)"
    return f"{roster.labels[0]}第{position}行", f"{roster.labels[1]}, position {position}"


def _before(known: Knowledge, first: Roster, claim: Claim, kind: str) -> Bounds:
    """Before the oldest roster: what stood on it already as old is told, but bounds nothing."""
    stood = [row for row in known.rows if row.roster == first.iri and row.kind == kind and known.stands(row, claim.place)]
    older = sum(not row.new for row in stood)
    zh, en = first.labels
    return none(
        f"早于数据中最早的名单（{zh}）：其上{len(stood)}家{_ZH[kind]}中有{older}家并非该批新认定，但此前各批的新认定与撤销均不在数据中",
        f"it is older than the oldest roster in the data ({en}): of the {len(stood)} {_EN[kind]} there, {older} are not new in that batch, "
        "but who was certified or lost the title before then is not in the data",
    )


def _by_periods(known: Knowledge, rosters: list[Roster], claim: Claim, kind: str) -> Bounds:
    """Units whose title was held on the day for sure, or possibly; presumed to go on where no later roster prints the kind."""
    assert claim.first is not None and claim.last is not None
    first, last = claim.first, claim.last
    roles: dict[str, tuple[str, Period]] = {}
    later = any(r.notice.first is None or r.notice.first > first for r in rosters)
    for period in (p for p in known.periods if p.kind == kind and p.possible(first, last) and known.lies(p.unit, claim.place) is not False):
        role = "certain" if period.certain(first, last) else "presumed" if not later and period.presumed(first) else "possible"
        role = role if known.lies(period.unit, claim.place) else "possible"
        if period.unit not in roles or _ORDER[role] < _ORDER[roles[period.unit][0]]:
            roles[period.unit] = role, period
    counts = {name: sum(role == name for role, _ in roles.values()) for name in _ORDER}
    evidence = tuple(Evidence(p.iri, _name(known, p.unit), role, _span(known, p)) for role, p in roles.values())
    expected = None if later else counts["certain"] + counts["presumed"]
    notes = () if later or not counts["presumed"] else (_presumption(rosters[-1], counts["presumed"], kind, _names(evidence, "presumed")),)
    unseen, note = _unseen_total(known, claim, rosters, kind)
    return Bounds(counts["certain"], len(roles), unseen, expected, _counted(counts, kind), notes + note, evidence)


_ORDER = {"certain": 0, "presumed": 1, "possible": 2}


def _counted(counts: Mapping[str, int], kind: str) -> tuple[str, str]:
    open_ = counts["presumed"] + counts["possible"]
    if not counts["certain"] and not counts["possible"]:
        return f"{open_}家{_ZH[kind]}最后所见时有称号", f"{_some(open_, kind)} with the title when last seen"
    return (f"当日确有称号的{_ZH[kind]}{counts['certain']:,}家，另有{open_:,}家不能确定",
            f"{_some(counts['certain'], kind)} held the title on that day for sure, {open_:,} more possibly")  # fmt: skip


def _presumption(roster: Roster, number: int, kind: str, names: tuple[str, str]) -> tuple[str, str]:
    return (f"{roster.labels[0]}之后的名单不列{_ZH[kind]}，{number}家{names[0]}推定仍持有称号",
            f"rosters after the {roster.labels[1]} do not print {_EN[kind]}: {number}{names[1]} presumed to hold the title still")


def _span(known: Knowledge, period: Period) -> tuple[str, str]:
    """Where a unit was listed last, and when its title began and ended."""
    rosters = {r.iri: r for r in known.rosters}
    seen = [_where(rosters[row.roster], row.position) for row in known.rows_of_unit.get(period.unit, ()) if row.roster in rosters][-1:]
    start, end = _between(period.start), _between(period.end)
    parts = [*seen, (f"始于{start[0]}，止于{end[0]}", f"held from {start[1]} to {end[1]}")]
    return "，".join(zh for zh, _ in parts), ", ".join(en for _, en in parts)


def _between(bounds: tuple[dt.date | None, dt.date | None]) -> tuple[str, str]:
    first, last = bounds
    if first is None or last is None or first == last:
        after, before = ("或更早", " or earlier") if first is None else ("或更晚", " or later") if last is None else ("", "")
        return f"{last or first}{after}", f"{last or first}{before}"
    return f"{first}至{last}之间", f"between {first} and {last}"


def _unseen_total(known: Knowledge, claim: Claim, rosters: list[Roster], kind: str) -> tuple[int | None, tuple[tuple[str, str], ...]]:
    """Units certified since the last roster of the kind by the claim's day, and lost before the next one, if there is one."""
    assert claim.last is not None
    before = max((r.notice.batch for r in rosters if r.notice.first and r.notice.first <= claim.last), default=0)
    after = min((r.notice.batch for r in rosters if r.notice.batch > before), default=None)
    lists = {n.batch for n in known.lists}
    out = {n.batch for n in known.lists if n.batch > before and (not n.first or n.first <= claim.last)}
    end = after if after is not None else max(out, default=before) + 1
    batches = sorted({b for b in out if b < end} | (set(range(before + 1, end)) - lists))  # those without a notice can be out too
    if not batches:
        return 0, ()
    numbers = [_new_in(known, batch, kind, claim.place) for batch in batches]
    unseen = None if None in numbers else sum(n for n in numbers if n is not None)
    numbered = [str(batch) for batch in batches]
    zh, en = f"第{'、'.join(numbered)}批新认定的{_ZH[kind]}", f"{_EN[kind]} newly certified in batch {', '.join(numbered)}"
    how_many = ("数目不详", "an unknown number") if unseen is None else (f"至多{unseen}家", f"at most {unseen}")
    if after:
        return unseen, ((f"{zh}若在下一份名单之前又失去称号则看不到（{how_many[0]}）",
                         f"{en} that lost the title before the next roster are not seen ({how_many[1]})"),)  # fmt: skip
    return unseen, ((f"{zh}不在数据所含的名单上（{how_many[0]}）", f"{en} stand on no roster in the data ({how_many[1]})"),)


def _new_in(known: Knowledge, batch: int, kind: str, place: str) -> int | None:
    """How many new units of a batch no row tells of can lie in a place: those of the notice's figure less those known elsewhere or seen."""
    of_batch = [c for c in known.certified if c.earliest == c.latest == batch and known.kind_of(c.unit) == kind]
    wider = {place, *known.within.get(place, ())}
    left = [f.value - sum(known.lies(c.unit, f.place) is True for c in of_batch)
            for f in known.figures if f.batch == batch and f.measure == _NEW[kind] and f.place in wider]  # fmt: skip
    return max(0, min(left)) if left else None


def new_units(known: Knowledge, claim: Claim, kind: str) -> Bounds:
    """How many of a kind were certified in the claim's batch in its place: those of that batch for sure, and those that can be of it."""
    batch, rosters = claim.batch, known.rosters_of(kind)
    if batch is None:
        return none("该数字未注明批次", "the claim names no batch")
    if not rosters or batch < rosters[0].notice.batch:
        oldest = rosters[0].labels if rosters else ("无", "none")
        return none(f"早于数据中最早的名单（{oldest[0]}）：该批新认定者不在数据中",
                    f"its batch is older than the oldest roster in the data ({oldest[1]}): who was certified in it is not known")
    if batch > max([n.batch for n in known.lists], default=0):
        return none("该批名单不在数据中", "no list of that batch is in the data")
    own = next((r for r in rosters if r.notice.batch == batch), None)
    if own is not None and own is rosters[0] and not any(row.new and row.roster == own.iri for row in known.rows):
        return none(f"{own.labels[0]}未注明哪些行是新认定的", f"the {own.labels[1]} does not mark new rows, and no older one is there")
    return _certified_in(known, claim, batch, kind, own)


def _certified_in(known: Knowledge, claim: Claim, batch: int, kind: str, own: Roster | None) -> Bounds:
    found: list[tuple[Certified, bool | None]] = [
        (one, lies) for one in known.certified if one.earliest <= batch <= one.latest
        and (lies := known.lies(one.unit, claim.place)) is not False and known.kind_of(one.unit) == kind
    ]  # fmt: skip
    found += _again(known, claim, batch, kind)
    sure = [one for one, lies in found if one.earliest == one.latest and lies and one.method]
    found.sort(key=lambda item: item[0] not in sure)
    evidence = tuple(Evidence(one.iri, _name(known, one.unit), "certain" if one in sure else "possible", _shown(known, one))
                     for one, _ in found)  # fmt: skip
    unseen = 0 if own is not None else _new_in(known, batch, kind, claim.place)
    names, rest = _names(evidence, "certain"), len(found) - len(sure)
    more = (f"，另有{rest}家批次不能确定", f", {rest} more possibly") if rest else ("", "")
    basis = (f"第{batch}批新认定的{_ZH[kind]}确有{len(sure)}家{names[0]}{more[0]}",
             f"{_some(len(sure), kind)} of batch {batch} for sure{names[1]}{more[1]}")  # fmt: skip
    notes = (*_last_rows(known, own, sure), *_named_there(claim, sure), *_unseen_note(unseen, batch, kind, own))
    return Bounds(len(sure), len(found), unseen, None, basis, notes, evidence)


def _again(known: Knowledge, claim: Claim, batch: int, kind: str) -> list[tuple[Certified, bool | None]]:
    """Units without a certification that can be new in a batch: undecided rows of a later roster, and titles perhaps lost and won again.

    Each as a certification without a method, so that none is taken for certain.
    """
    rosters = {r.iri: r.notice.batch for r in known.rosters_of(kind)}
    told = {one.unit for one in known.certified}
    found: list[tuple[Certified, bool | None]] = []
    for unit, periods in known.periods_of_unit.items():
        lies = known.lies(unit, claim.place)
        seen = [rosters[row.roster] for row in known.rows_of_unit.get(unit, ()) if row.roster in rosters]
        for before, period in zip([None, *periods], periods, strict=False):
            first = before is None and unit not in told and bool(seen) and min(seen) > min(rosters.values())
            renewed = before is not None and before.kind == period.kind
            if period.kind == kind and lies is not False and (first or renewed):
                one = _during(known, period, [b for b in rosters.values() if b < max(seen, default=0)])
                found += [(one, lies)] if one.earliest <= batch <= one.latest else []
    return found


def _during(known: Knowledge, period: Period, older: list[int]) -> Certified:
    """The batches whose notices came out while a period can have begun; where it has no first day, those since the older roster."""
    first, last = period.start
    batches = [n.batch for n in known.lists if (n.last is None or first is None or n.last >= first)
               and (n.first is None or last is None or n.first <= last) and (first or n.batch > max(older, default=0))]  # fmt: skip
    return Certified(period.iri, period.unit, min(batches, default=0), max(batches, default=-1), "", frozenset())


def _shown(known: Knowledge, one: Certified) -> tuple[str, str]:
    """The batches of a certification and the row that shows it."""
    rosters = {r.iri: r for r in known.rosters}
    where = [_where(rosters[row.roster], row.position) for row in known.rows_of_unit.get(one.unit, ()) if row.roster in rosters]
    parts = [_batches(one.earliest, one.latest), *where[-1:]]
    return "，".join(zh for zh, _ in parts), ", ".join(en for _, en in parts)


def _last_rows(known: Knowledge, roster: Roster | None, sure: list[Certified]) -> tuple[tuple[str, str], ...]:
    """Says so where the rows of these units are the last ones of their region: new rows are appended there."""
    units = {one.unit for one in sure}
    own = [row for row in known.rows if roster and row.roster == roster.iri and row.unit in units]
    placed = sorted(row.position for row in own if row.position is not None)
    places = {row.place for row in own}
    if not placed or len(places) != 1:
        return ()
    block = sorted(row.position for row in known.rows if row.roster == own[0].roster and row.place in places and row.position is not None)
    if block[-len(placed) :] != placed:
        return ()
    (zh, en), lacking = known.label(places.pop() or ""), len(own) - len(placed)
    span = f"第{placed[0]}至{placed[-1]}行", f"positions {placed[0]} to {placed[-1]}"
    rest = (f"，另{lacking}行行次不详", f"; the position of {lacking} is not known") if lacking else ("", "")
    return ((f"其中{len(placed)}行是名单上{zh}的最后几行（{span[0]}{rest[0]}）",
             f"{len(placed)} of them are the last rows of {en} ({span[1]}{rest[1]})"),)  # fmt: skip


def _named_there(claim: Claim, sure: list[Certified]) -> tuple[tuple[str, str], ...]:
    number = sum(bool(one.evidence & claim.pages) for one in sure)
    if not number:
        return ()
    return ((f"其中{number}家的批次由该数字所在页面点名得知，只用作下限",
             f"the batch of {number} is known from the claim's own page, which names them: taken for the lower bound only"),)  # fmt: skip


def _batches(first: int, last: int) -> tuple[str, str]:
    return (f"第{first}批", f"batch {first}") if first == last else (f"第{first}至{last}批", f"batch {first} to {last}")


def _unseen_note(unseen: int | None, batch: int, kind: str, own: Roster | None) -> tuple[tuple[str, str], ...]:
    if own is not None:
        return ()
    joined = ("数目不详", "their number is not known") if unseen is None else (f"全国至多{unseen}家", f"at most {unseen} in all")
    return ((f"第{batch}批名单不在数据中：该批中在下一份名单之前又失去称号者无从得知（{joined[0]}）",
             f"the list of batch {batch} is not in the data: {_EN[kind]} of it that lost the title before the next roster cannot be seen "
             f"({joined[1]})"),)  # fmt: skip


def events(known: Knowledge, claim: Claim, kind: str, words: tuple[str, str]) -> Bounds:
    """How many delistings or renamings there can belong to the claim's batch.

    Renamings do for sure where the rosters of the batch and of the one before are in the data.
    """
    batches = sorted({r.notice.batch for r in known.rosters})
    after = next((b for b in batches if claim.batch is not None and b >= claim.batch), None)
    before = max((b for b in batches if claim.batch is not None and b < claim.batch), default=None)
    if after is None or before is None or claim.batch is None:
        return none("该批前后没有两份名单可比", "there are no two rosters in the data to compare, one before its batch, one of it or later")
    sure = kind == TC.Renaming and after == claim.batch == before + 1  # who is listed no longer need not have been revoked
    found = [e for e in known.events if e.kind == kind and e.batch == after and known.lies(e.unit, claim.place) is not False]
    evidence = tuple(Evidence(e.iri, _name(known, e.unit), "certain" if sure else "possible", _batches(before + 1, after)) for e in found)
    zh, en = f"第{before}批与第{after}批名单之间", f"between the rosters of batches {before} and {after}"
    basis = f"{zh}可见{words[0]}{len(found)}家", f"{len(found)} {words[1]} are seen {en}"
    note = ("其间来而复去者及后一份名单不列的分中心看不到",
            "units that came and went in between, and sub-centers that the later roster does not print, are not seen")  # fmt: skip
    return Bounds(len(found) if sure else 0, len(found), None, None, basis, (note,), evidence)


def ranks(known: Knowledge, claim: Claim, group: Iterable[str]) -> Bounds:
    """Between which ranks a place stands in a group by new centers; where a tie is possible it counts against the place in ``high``."""
    members = list(dict.fromkeys([claim.place, *group]))
    found = {place: new_units(known, replace(claim, place=place), CENTER) for place in members}
    own = found.pop(claim.place)
    if own.low is None or own.high is None:
        return own
    best = 1 + sum(b.low is not None and b.low > (own.most if own.most is not None else b.low) for b in found.values())
    worst = 1 + sum(b.most is None or b.most >= own.low for b in found.values())
    each_zh = "，".join(f"{known.label(p)[0]}{_range(b, '至')}" for p, b in {claim.place: own, **found}.items())
    each_en = ", ".join(f"{known.label(p)[1]} {_range(b, ' to ')}" for p, b in {claim.place: own, **found}.items())
    tied = [p for p, b in found.items() if b.most is not None and b.most == own.low]
    names = [known.label(place) for place in tied]
    tie = f"可能与{'、'.join(zh for zh, _ in names)}并列", f"perhaps tied with {', '.join(en for _, en in names)}"
    notes = (tie,) if tied else ()
    evidence = own.evidence + tuple(e for b in found.values() for e in b.evidence)
    return Bounds(best, worst, 0, None, (f"各地新认定技术中心：{each_zh}", f"new centers: {each_en}"), notes, evidence)


def _range(bounds: Bounds, to: str) -> str:
    if bounds.low is None:
        return "?"
    return str(bounds.low) if bounds.low == bounds.most else f"{bounds.low}{to}{'?' if bounds.most is None else bounds.most}"


COUNTED: Mapping[str, Callable[[Knowledge, Claim], Bounds]] = MappingProxyType({
    TC.TotalCenters: lambda known, claim: total(known, claim, CENTER),
    TC.TotalSubCenters: lambda known, claim: total(known, claim, SUB_CENTER),
    TC.TotalUnits: lambda known, claim: total(known, claim, CENTER) + total(known, claim, SUB_CENTER),
    TC.NewCenters: lambda known, claim: new_units(known, claim, CENTER),
    TC.NewSubCenters: lambda known, claim: new_units(known, claim, SUB_CENTER),
    TC.RevokedUnits: lambda known, claim: events(known, claim, TC.Delisting, ("退出名单者", "units no longer listed")),
    TC.RenamedUnits: lambda known, claim: events(known, claim, TC.Renaming, ("更名者", "renamings")),
})  # fmt: skip
