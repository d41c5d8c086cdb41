"""The results in their order, as arrays: objects are made when somebody looks at them, a few thousand at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, overload

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.text import value
from tcgraph.shacl.report_context import Names
from tcgraph.shacl.report_model import Rule, Severity, ValidationResult, filled
from tcgraph.shacl.report_sentences import default_messages

if TYPE_CHECKING:
    from tcgraph.columns import Columns
    from tcgraph.shacl.findings import Batch, Findings
    from tcgraph.shacl.paths import Path

__all__ = ["Rows", "of_findings", "of_results"]

_CHUNK = 5_000
Numbers = NDArray[np.int64]
Make = Callable[[Numbers], list[ValidationResult]]


class Rows(Sequence[ValidationResult]):
    """Results in order: ``rules`` in order, ``which`` the rule of each row, ascending; ``make`` makes the objects of some rows."""

    def __init__(self, rules: Sequence[Rule], which: NDArray[np.int64], make: Make) -> None:
        self.rules, self.which, self._make = rules, which, make

    def __len__(self) -> int:
        return len(self.which)

    def __iter__(self) -> Iterator[ValidationResult]:
        for start in range(0, len(self), _CHUNK):
            yield from self._make(np.arange(start, min(start + _CHUNK, len(self))))

    @overload
    def __getitem__(self, index: int) -> ValidationResult: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[ValidationResult, ...]: ...

    def __getitem__(self, index: int | slice) -> ValidationResult | tuple[ValidationResult, ...]:
        chosen = np.arange(len(self))[index]
        return tuple(self._make(chosen)) if isinstance(index, slice) else self._make(np.atleast_1d(chosen))[0]

    def take(self, chosen: NDArray[np.integer]) -> "Rows":
        """Some of the rows, by their ascending indexes."""
        return Rows(self.rules, self.which[chosen], lambda indexes: self._make(np.asarray(chosen, np.int64)[indexes]))

    def severities(self) -> NDArray[np.int64]:
        """The severity of each row as a number."""
        return np.array([rule.severity for rule in self.rules], np.int64)[self.which] if len(self) else np.empty(0, np.int64)

    def count(self, value: object) -> int:
        """The number of results of a severity; of results equal to one, as of any sequence."""
        if isinstance(value, Severity):
            return int((self.severities() == value).sum())
        return sum(row == value for row in self)

    def runs(self) -> Iterator[tuple[Rule, int, int]]:
        """For each rule that has results: the rule, its first row and the row after its last."""
        cuts = [0, *(np.flatnonzero(np.diff(self.which)) + 1).tolist(), len(self)]
        for start, end in pairwise(cuts):
            if end > start:
                yield self.rules[self.which[start]], start, end


def of_results(results: Sequence[ValidationResult]) -> Rows:
    """Rows of objects that are there; those that name no rule get one made of what they say."""
    made: dict[tuple[str | None, ...], Rule] = {}
    rules = [result.rule or made.setdefault(_key(result), _rule(result)) for result in results]
    order = sorted(range(len(results)), key=lambda i: (*rules[i].sort_key, *results[i].sort_key))
    distinct = list(dict.fromkeys(rules[i] for i in order))
    number = {rule: n for n, rule in enumerate(distinct)}
    which = np.array([number[rules[i]] for i in order], np.int64)
    place = np.argsort(which, kind="stable")
    sorted_results = [results[order[i]] for i in place.tolist()]
    return Rows(distinct, which[place], lambda indexes: [sorted_results[i] for i in indexes.tolist()])


def _key(result: ValidationResult) -> tuple[str | None, ...]:
    severity = result.severity_iri or result.severity.iri
    return result.shape_term or result.source_shape, result.source_constraint_component, severity, result.source_constraint


def _rule(result: ValidationResult) -> Rule:
    shape = result.shape_term or f"<{result.source_shape}>"
    return Rule(shape, result.source_constraint_component, result.severity_iri or result.severity.iri, result.rule_name,
                result.path if shape.startswith("_:") else None, source_constraint=result.source_constraint)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Arrays:
    """The findings of all batches in one go: ids of focus nodes and values, the batch, the place in it."""

    focus: Numbers
    values: Numbers
    batch: Numbers
    within: Numbers

    @staticmethod
    def of(batches: "Sequence[Batch]") -> "_Arrays":
        sizes = [len(batch) for batch in batches]
        return _Arrays(_joined([batch.focus for batch in batches]), _joined([batch.values for batch in batches]),
                       np.repeat(np.arange(len(batches)), sizes), _joined([np.arange(size) for size in sizes]))  # fmt: skip

    def ordered(self, order: Numbers) -> "_Arrays":
        return _Arrays(self.focus[order], self.values[order], self.batch[order], self.within[order])


def of_findings(findings: "Findings", columns: "Columns", rules: Sequence[Rule], names: Names) -> Rows:
    """Rows of what the engine found; ``rules`` has the rule of each batch.

    Cost: a sort of integers, and of the texts of those terms that occur; no object per result before it is looked at.
    """
    arrays = _Arrays.of(findings.batches)
    ordered_rules = sorted(dict.fromkeys(rules), key=lambda rule: rule.sort_key)
    number = {rule: n for n, rule in enumerate(ordered_rules)}
    which = np.array([number[rule] for rule in rules], np.int64)[arrays.batch] if rules else np.empty(0, np.int64)
    paths = _path_ranks(findings)
    rank = _ranks(columns, arrays)
    order = np.lexsort((rank[arrays.values], paths, rank[arrays.focus], which))
    return Rows(ordered_rules, which[order], _Maker(findings, columns, rules, names, arrays.ordered(order)))


def _joined(parts: list[NDArray[np.int32]] | list[Numbers]) -> Numbers:
    return np.concatenate([np.empty(0, np.int64), *parts]).astype(np.int64)


def _ranks(columns: "Columns", arrays: _Arrays) -> Numbers:
    """By id the place of a term among those that occur, in the order of their N-Triples forms; none (-1) comes first."""
    ids = np.unique(np.concatenate([arrays.focus, arrays.values]))
    ids = ids[ids >= 0]
    texts = columns.terms.text(ids)
    order = np.array(sorted(range(len(texts)), key=texts.__getitem__), np.int64)
    ranks = np.zeros(len(columns.terms) + 1, np.int64)
    ranks[ids[order]] = np.arange(1, len(ids) + 1)
    return ranks


def _path_ranks(findings: "Findings") -> Numbers:
    """For rows whose path is not the shape's: its rank by text; 0 elsewhere."""
    texts = [[str(path) for path in findings.paths_of(batch)] if _has_own_paths(batch) else [""] * len(batch) for batch in findings.batches]
    rank = {text: n for n, text in enumerate(sorted({text for part in texts for text in set(part)}))}
    return np.array([rank[text] for part in texts for text in part], np.int64)


def _has_own_paths(batch: "Batch") -> bool:
    return batch.predicates is not None or batch.paths is not None


class _Maker:
    """Makes the objects of some rows: one look into the dictionary for all of them."""

    def __init__(self, findings: "Findings", columns: "Columns", rules: Sequence[Rule], names: Names, arrays: _Arrays) -> None:
        self.findings, self.columns, self.rules, self.names, self.arrays = findings, columns, rules, names, arrays
        self.sentences: dict[tuple[Rule, Path | None], dict[str, str]] = {}
        self.paths = {n: findings.paths_of(batch) for n, batch in enumerate(findings.batches) if _has_own_paths(batch)}

    def __call__(self, indexes: Numbers) -> list[ValidationResult]:
        batches, within = self.arrays.batch[indexes].tolist(), self.arrays.within[indexes].tolist()
        ids = self.arrays.focus[indexes]
        focus = self.columns.terms.text(ids)
        values = self._texts(self.arrays.values[indexes])
        others = self._texts(self._others(batches, within))
        self.names.learn(focus, ids.tolist())
        return [self._result(*row) for row in zip(batches, within, focus, values, others, strict=True)]

    def _others(self, batches: list[int], within: list[int]) -> Numbers:
        held = self.findings.batches
        others = (-1 if (part := held[batch].others) is None else int(part[row]) for batch, row in zip(batches, within, strict=True))
        return np.fromiter(others, np.int64, len(batches))

    def _texts(self, ids: Numbers) -> list[str | None]:
        there = iter(self.columns.terms.text(ids[ids >= 0]))
        return [next(there) if id >= 0 else None for id in ids.tolist()]

    def _result(self, batch: int, within: int, focus: str, value_term: str | None,
                other: str | None) -> ValidationResult:
        rule, held = self.rules[batch], self.findings.batches[batch]
        path = self.paths[batch][within] if batch in self.paths else held.shape.path
        node, found = value(focus), None if value_term is None else value(value_term)
        own = held.messages[within] if held.messages is not None else None
        return ValidationResult(
            focus_node=node, result_path=None if path is None else str(path), value_node=found, severity=rule.severity,
            source_shape=value(rule.shape), source_constraint_component=rule.component,
            messages=self._messages(rule, own, node, found, path),
            label=self.names.label(focus), focus_term=focus, value_term=value_term, shape_term=rule.shape, path=path,
            source_constraint=rule.source_constraint, severity_iri=rule.severity_iri, rule=rule, compared_term=other)  # fmt: skip

    def _messages(self, rule: Rule, own: object, focus: str, found: str | None, path: "Path | None") -> dict[str, str]:
        """The messages that a query gave, else the shape's with what is known filled in, else sentences of ours."""
        given: Mapping[str, str] = dict(own) if isinstance(own, tuple) else rule.messages or {}
        if not given:
            if (rule, path) not in self.sentences:
                self.sentences[rule, path] = default_messages(rule, self.names, path)
            return self.sentences[rule, path]
        known = {"this": focus, "value": found, "path": None if path is None else str(path), "PATH": None if path is None else str(path)}
        return {language: filled(text, known) for language, text in given.items()}
