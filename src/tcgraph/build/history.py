"""Events and title periods: what happened to each unit, between which days, and from when to when it held the title."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from tcgraph.build.batches import Certified
from tcgraph.build.conclusions import rosters_used
from tcgraph.build.graphs import GraphBuilder, add_conclusion, rounded
from tcgraph.build.notices import ENTRY_KIND, notice_iri
from tcgraph.build.reference import batch_iri
from tcgraph.build.rosters import Step
from tcgraph.build.sources import Row, Source, Sources
from tcgraph.build.units import Concluded, History
from tcgraph.identity import Aligned, mint
from tcgraph.identity.alignment import KIND_BEFORE, OTHER_KIND
from tcgraph.turtle import iri, literal

__all__ = ["events_graph", "evidence_of", "titles_graph"]

_GONE = ("not_listed", "merged")


def events_graph(sources: Sources, history: History, certifications: Iterable[Certified]) -> GraphBuilder:
    """Certifications, renamings, changes of kind and delistings, each with its bounds in time."""
    label = ("认定、更名、类型变更与退出名单", "Certifications, renamings, changes of kind, delistings")
    graph = GraphBuilder("conclusion/events", label, _used(sources, history))
    for one in certifications:
        _certification(graph, sources, one)
    for step in history.steps:
        _changes(graph, sources, history, step)
    return graph


def _used(sources: Sources, history: History) -> list[Source]:
    """What events and periods are concluded from."""
    names = ("notices", "certifications-news", "notice-changes", "identity-decisions")
    return [*rosters_used(sources, history), *(sources[name] for name in names)]


def _certification(graph: GraphBuilder, sources: Sources, one: Certified) -> None:
    node = mint("certification", one.concluded.unit, one.shown_in["title"])
    graph.thing(node, "tc:Certification")
    graph.add(node, "tc:concernsUnit", f"<{one.concluded.unit}>")
    if one.earliest is one.latest:
        graph.add(node, "tc:inBatch", f"<{batch_iri(one.latest['batch'])}>")
    else:
        graph.add(node, "tc:earliestBatch", f"<{batch_iri(one.earliest['batch'])}>")
        graph.add(node, "tc:latestBatch", f"<{batch_iri(one.latest['batch'])}>")
    graph.add(node, "tc:citesNotice", f"<{notice_iri(one.shown_in)}>")
    graph.day(node, "tc:notBefore", one.earliest.day("not_before"))
    graph.day(node, "tc:notAfter", one.latest.day("not_after"))
    for regulation in sources["regulations"].rows:
        if regulation["id"] == one.latest["regulation"]:
            names = regulation["departments"].split()
            graph.add(node, "tc:issuedBy", *(f"<{mint('department', name)}>" for name in names))
    add_conclusion(graph, node, one.method, one.confidence, one.evidence)


def _changes(graph: GraphBuilder, sources: Sources, history: History, step: Step) -> None:
    units = {entry.iri: concluded.unit for concluded in history.units for entry in concluded.entries}
    for aligned in step.alignment:
        if aligned.old is None:
            continue
        unit = units[aligned.old.key]
        if aligned.status in KIND_BEFORE:
            _kind_change(graph, sources, step, aligned, unit)
        elif aligned.new is not None and aligned.status == "renamed":
            node = _event(graph, "renaming", "tc:Renaming", step, aligned, unit)
            graph.add(node, "tc:oldName", literal(aligned.old.name, language="zh"))
            graph.add(node, "tc:newName", literal(aligned.new.name, language="zh"))
        elif aligned.status in _GONE and aligned.method != "kind-not-covered":
            _event(graph, "delisting", "tc:Delisting", step, aligned, unit)


def _event(graph: GraphBuilder, kind: str, term: str, step: Step, aligned: Aligned, unit: str, notice: Row | None = None) -> str:
    shown = notice or step.newer
    node = mint(kind, unit, shown["title"])
    graph.thing(node, term)
    graph.add(node, "tc:concernsUnit", f"<{unit}>")
    graph.add(node, "tc:citesNotice", f"<{notice_iri(shown)}>")
    since = step.older.day("not_before") if kind == "renaming" else day_after(step.older.day("not_after"))
    graph.day(node, "tc:notBefore", since if notice is None else shown.day("not_before"))
    graph.day(node, "tc:notAfter", shown.day("not_after"))
    add_conclusion(graph, node, aligned.method, rounded(aligned.confidence), evidence_of(step, aligned))
    return node


def _kind_change(graph: GraphBuilder, sources: Sources, step: Step, aligned: Aligned, unit: str) -> None:
    before = aligned.old.kind if aligned.old else "center"
    node = _event(graph, "kind-change", "tc:KindChange", step, aligned, unit, changing_notice(sources, step, aligned))
    graph.add(node, "tc:fromKind", iri(ENTRY_KIND[before]))
    graph.add(node, "tc:toKind", iri(ENTRY_KIND[OTHER_KIND[before]]))


def changing_notice(sources: Sources, step: Step, aligned: Aligned) -> Row | None:
    """The notice that names a change of kind, if one does."""
    said = step.ruled.get(aligned.old.key if aligned.old else "", "")
    named = {row["notice"] for row in sources["notice-changes"].rows if row["source"] == said and row["change"] == aligned.status}
    return next((row for row in sources["notices"].rows if row["id"] in named), None)


def _days_of_change(sources: Sources, step: Step, aligned: Aligned) -> tuple[str, str]:
    """Between which days a unit changed its kind: those of the notice that names it, else between the rosters."""
    notice = changing_notice(sources, step, aligned)
    if notice is not None:
        return notice.day("not_before"), notice.day("not_after")
    return day_after(step.older.day("not_after")), step.newer.day("not_after")


def evidence_of(step: Step, aligned: Aligned) -> list[str]:
    """The entries, decisions and pages that an alignment rests on; its own rows first."""
    own = [row.key for row in (aligned.old, aligned.new) if row]
    said = [step.ruled[key] for key in own if key in step.ruled]
    around = [key for e in aligned.evidence if e.kind == "order" for key in (*e.old, *e.new)]
    return list(dict.fromkeys([*own, *said, *around]))


def day_after(day: str) -> str:
    """The next day; nothing after nothing."""
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat() if day else ""


@dataclass(frozen=True, slots=True)
class _Period:
    """A title period before it is written: bounds are days, empty if there is none."""

    kind: str
    start: tuple[str, str]
    end: tuple[str, str]
    method: str
    confidence: str
    evidence: tuple[str, ...]


def titles_graph(sources: Sources, history: History, certifications: Iterable[Certified]) -> GraphBuilder:
    """From when to when each unit held the title, as a center or as a sub-center."""
    graph = GraphBuilder("conclusion/titles", ("称号期间", "Periods of the title"), _used(sources, history))
    by_unit = {one.concluded.unit: one for one in certifications}
    for concluded in history.units:
        for number, period in enumerate(_periods(sources, history, concluded, by_unit.get(concluded.unit))):
            _write(graph, concluded, number, period)
    return graph


def _write(graph: GraphBuilder, concluded: Concluded, number: int, period: _Period) -> None:
    node = mint("title-period", concluded.unit, str(number))
    graph.thing(node, "tc:TitlePeriod")
    graph.add(node, "tc:periodOf", f"<{concluded.unit}>")
    graph.add(node, "tc:heldAs", iri(ENTRY_KIND[period.kind]))
    for name, day in zip(("startNotBefore", "startNotAfter", "endNotBefore", "endNotAfter"), (*period.start, *period.end), strict=True):
        graph.day(node, f"tc:{name}", day)
    add_conclusion(graph, node, period.method, period.confidence, period.evidence)


def _periods(sources: Sources, history: History, concluded: Concluded, one: Certified | None) -> Iterable[_Period]:
    """One period, but another where the title may have been lost and won again, and after each change of kind."""
    rows, steps = concluded.entries, {step.older["id"]: step for step in history.steps}
    start = (one.earliest.day("not_before"), one.latest.day("not_after")) if one else ("", rows[0].notice.day("not_after"))
    since, method, confidence = 0, one.method if one else "listed", one.confidence if one else "0.99"
    for number, link in enumerate(concluded.links):
        step, kind = steps[rows[number].notice["id"]], rows[number].kind
        if link.status in KIND_BEFORE:
            ended, begun = _changed(sources, step, link, kind, start)
            yield ended
            start, since, method, confidence = begun.start, number + 1, begun.method, begun.confidence
        elif _interrupted(step, link):
            between = day_after(rows[number].notice.day("not_after")), rows[number + 1].notice.day("not_after")
            yield _Period(kind, start, between, method, confidence, tuple(e.iri for e in rows[since : number + 1]))
            start, since, method, confidence = between, number + 1, link.method, rounded(link.confidence)
    shown = day_after(concluded.latest.notice.day("not_after"))
    period = _Period(concluded.latest.kind, start, (shown, ""), method, confidence, tuple(e.iri for e in rows[since:]))
    if concluded.last is None:
        yield period
    elif concluded.last.status in KIND_BEFORE:
        yield from _changed(sources, steps[concluded.latest.notice["id"]], concluded.last, period.kind, start)
    else:
        yield _ended(concluded.last, steps[concluded.latest.notice["id"]], period)


def _interrupted(step: Step, link: Aligned) -> bool:
    """Equal names, but the row stands at the end of its own region now: the title may have been lost and won again."""
    if link.method != "normal-form-moved" or link.old is None or link.new is None:
        return False
    return step.alignment.region_of(link.old) == link.new.region


def _ended(last: Aligned, step: Step, period: _Period) -> _Period:
    if last.status in _GONE and last.method != "kind-not-covered":
        confidence = rounded(min(float(period.confidence), last.confidence))
        end = (period.end[0], step.newer.day("not_after"))
        return _Period(period.kind, period.start, end, last.method, confidence, (*period.evidence, *evidence_of(step, last)))
    method = "undecided" if last.status == "undecided" else last.method
    return _Period(period.kind, period.start, period.end, method, period.confidence, period.evidence)


def _changed(sources: Sources, step: Step, link: Aligned, kind: str, start: tuple[str, str]) -> tuple[_Period, _Period]:
    """The period that a change of kind ends, and the one that it begins."""
    first, last = _days_of_change(sources, step, link)
    evidence, confidence = tuple(evidence_of(step, link)), rounded(link.confidence)
    ended = max(day_after(step.older.day("not_after")), first), last
    return (_Period(kind, start, ended, link.method, confidence, evidence),
            _Period(OTHER_KIND[kind], (first, last), (day_after(last), ""), link.method, confidence, evidence))
