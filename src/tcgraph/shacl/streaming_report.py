"""The report on data that are validated in parts: counted whole, with the first results in full."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path as File
from typing import TypeAlias, cast

from tcgraph.errors import CallError
from tcgraph.shacl.components_model import Message
from tcgraph.shacl.findings import Batch, Findings, no_values
from tcgraph.shacl.paths import Ids
from tcgraph.shacl.plan import Plan
from tcgraph.shacl.report import Report, Severity
from tcgraph.shacl.report_model import Rule
from tcgraph.shacl.report_rules import Rules
from tcgraph.shacl.streaming import Parts, Progress, Result, opened
from tcgraph.shacl.streaming_context import around
from tcgraph.shacl.streaming_cut import Source
from tcgraph.shacl.streaming_places import PlacesInParts

__all__ = ["MOST_RESULTS", "ReportInParts", "validate_in_parts"]

MOST_RESULTS = 10_000
"""How many results a report on data in parts lists, where nobody says otherwise."""

_Key: TypeAlias = tuple[int, str, str, str, str, tuple[Message, ...]]


class ReportInParts(Report):
    """A report that lists its first results. ``by_rule``: how many there are of each rule, in order, with those that are not listed."""

    by_rule: tuple[tuple[Rule, int], ...] = ()


def validate_in_parts(plan: Plan, files: Iterable[File | str], *, memory_mb: int = 512, scratch: File | str | None = None,
                      max_results: int | None = None, beside: Iterable[File | str] = (), progress: Progress | None = None) -> ReportInParts:
    """The report that ``validate`` gives on these files, with bounded memory: the same results, order, texts, labels and lines.

    It lists the first ``max_results`` (ten thousand where nothing is said) and says how many more there are, by severity and by rule.
    ``memory_mb``, ``scratch``, ``beside``, ``progress``: see ``streaming.stream``; then ``report`` is told of, and what is listed takes
    memory beside. Raises what ``stream`` raises. Cost: that of ``stream``; lines are looked up when somebody asks for them, in one more
    pass over the files.
    """
    most = MOST_RESULTS if max_results is None else max_results
    if most < 0:
        raise CallError(f"A report of the first {most} results was asked for; it is 0 or more.")
    own = [File(file) for file in files]
    listed = _Listed(plan, most)
    with opened(plan, own, memory_mb=memory_mb, scratch=scratch, beside=beside, progress=progress) as parts:
        for result in parts.results():
            listed.add(result)
        if progress is not None:
            progress(0, 1, "report")
        report = listed.report(parts)
    report.places = PlacesInParts([Source(file) for file in own])
    if progress is not None:
        progress(1, 1, "report")
    return report


class _Listed:
    """The first results in the order of a report, and the number of all by rule."""

    def __init__(self, plan: Plan, most: int) -> None:
        self._plan, self._most, rules = plan, most, Rules(plan.shapes)
        pairs = [(shape, constraint) for shape in plan.shapes.values() for constraint in shape.constraints]
        made = [rules.of(shape, constraint) for shape, constraint in pairs]
        order = sorted(range(len(pairs)), key=lambda number: made[number].sort_key)
        self._rules, self._pairs = [made[number] for number in order], [pairs[number] for number in order]
        self._in_plan = [order.index(number) for number in range(len(order))]
        self._place = {(shape.id, id(constraint)): place for place, (shape, constraint) in enumerate(self._pairs)}
        self._counts: Counter[int] = Counter()
        self._kept: list[tuple[_Key, Result]] = []
        self._last: _Key | None = None

    def add(self, result: Result) -> None:
        """Counts a result, and keeps it if it may be among the first."""
        place = self._place[result.shape.id, id(result.constraint)]
        self._counts[place] += 1
        path = "" if result.path is None else str(result.path)
        messages = cast("tuple[Message, ...]", result.messages or ())
        key = (place, result.focus, path, result.value or "", result.other or "", messages)
        if self._last is None or key < self._last:
            self._kept.append((key, result))
        if len(self._kept) > 2 * self._most + 1000:
            self._cut()

    def _cut(self) -> None:
        self._kept.sort(key=lambda pair: pair[0])
        del self._kept[self._most :]
        self._last = self._kept[-1][0] if self._kept else None

    def report(self, parts: Parts) -> ReportInParts:
        """The report; what it says of nodes is fetched now."""
        self._cut()
        results = [result for _, result in self._kept]
        focus = [result.focus for result in results]
        columns = around(parts.triples, focus, [*(r.value for r in results if r.value), *self._mentioned(results)], parts.misspelt.lines())
        batches = [batch for place in self._in_plan if (batch := self._batch(place, columns.terms.extend))]
        made = Report.from_findings(Findings(batches, {}, checked=parts.checked, notes=parts.notes), columns, self._plan)
        listed = Counter(key[0] for key, _ in self._kept)
        more: Counter[Severity] = Counter()
        for place, count in (self._counts - listed).items():
            more[self._rules[place].severity] += count
        report = ReportInParts(made.results, names=made.names, more=more, notes=made.notes, checked=made.checked)
        report.by_rule = tuple((self._rules[place], self._counts[place]) for place in sorted(self._counts))
        return report

    def _mentioned(self, results: Sequence[Result]) -> set[str]:
        """The terms that sentences about these results may name."""
        rules = {self._rules[self._place[result.shape.id, id(result.constraint)]] for result in results}
        paths = {path for path in (*(rule.path for rule in rules), *(result.path for result in results)) if path is not None}
        found = {term for rule in rules for term in rule.expected}
        for path in paths:
            path.text(lambda iri: found.add(f"<{iri}>") or iri)  # type: ignore[func-returns-value]
        return found

    def _batch(self, place: int, ids: Callable[[Iterable[str]], Ids]) -> Batch | None:
        results = [result for key, result in self._kept if key[0] == place]
        if not results:
            return None
        shape, constraint = self._pairs[place]
        values = no_values(len(results))
        there = [row for row, result in enumerate(results) if result.value is not None]
        values[there] = ids(results[row].value or "" for row in there)
        paths = [result.path for result in results]
        messages = [result.messages for result in results]
        return Batch(
            self._plan.shapes[shape.id], constraint, ids(result.focus for result in results), values,
            paths=None if all(path == shape.path for path in paths) else paths,
            messages=None if all(message is None for message in messages) else messages)  # fmt: skip
