"""Constraints on the set of value nodes of a focus node: counts, and comparisons with other predicates."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tcgraph.shacl.components_frame import Frame, Hits, Mask, expanded
from tcgraph.shacl.components_model import Closed, Count, Disjoint, Equals, HasValue, LessThan, Qualified, UniqueLang
from tcgraph.shacl.paths import Ids

__all__ = ["SET_TESTS"]

_AT_ONCE = 4_000_000


def _count(constraint: Count, frame: Frame) -> Hits:
    return Hits(_wrong_counts(frame.counts(), constraint.number, constraint.is_minimum))


def _wrong_counts(counts: NDArray[np.int64], number: int, is_minimum: bool) -> NDArray[np.int64]:
    return np.flatnonzero(counts < number if is_minimum else counts > number)


def _qualified(constraint: Qualified, frame: Frame) -> Hits:
    rows, values = frame.pairs
    for shape, wanted in ((constraint.shape, False), *((sibling, True) for sibling in constraint.siblings)):
        right = frame.state.fails(shape, values) == wanted
        rows, values = rows[right], values[right]
    return Hits(_wrong_counts(frame.counts_of(rows), constraint.number, constraint.is_minimum))


def _unique_lang(constraint: UniqueLang, frame: Frame) -> Hits:
    """One hit for each focus node and each language tag that it has twice."""
    language = frame.state.literals.language[frame.values]
    tagged = language >= 0
    keys, counts = np.unique(frame.index[tagged] << 32 | language[tagged], return_counts=True)
    return Hits(keys[counts > 1] >> 32)


def _has_value(constraint: HasValue, frame: Frame) -> Hits:
    found = np.zeros(len(frame.focus), np.bool_)
    found[frame.index[frame.values == frame.state.constant(constraint.term)]] = True
    return Hits(np.flatnonzero(~found))


def _equals(constraint: Equals, frame: Frame) -> Hits:
    """The values that one side has and the other has not."""
    own, other = _packed(*frame.pairs), _packed(*frame.state.forward(constraint.iri).of(frame.focus))
    different = np.concatenate([own[~_contains(other, own)], other[~_contains(own, other)]])
    return _unpacked(np.sort(different))


def _disjoint(constraint: Disjoint, frame: Frame) -> Hits:
    common = frame.state.forward(constraint.iri).contains(frame.focus[frame.index], frame.values)
    return Hits(frame.index[common], frame.values[common])


def _less_than(constraint: LessThan, frame: Frame) -> Hits:
    """One hit for each value node and each value of the predicate that is not right with it."""
    rows, values, others = (np.concatenate(parts) for parts in zip(*_not_less(constraint, frame), strict=True))
    return Hits(rows, values, others=others)


def _not_less(constraint: LessThan, frame: Frame) -> Iterator[tuple[NDArray[np.int64], Ids, Ids]]:
    pairs, (index, values) = frame.state.forward(constraint.iri), frame.pairs
    first, end = pairs.ranges(frame.focus[index])
    for part in _parts(end - first):
        owner, place = expanded(first[part], (end - first)[part])
        left, right = values[part][owner], pairs.values[place]
        wrong = ~np.isin(frame.state.literals.compare(left, right), np.array(constraint.accepted, np.int8))
        yield index[part][owner[wrong]], left[wrong], right[wrong]


def _parts(counts: NDArray[np.int64]) -> list[slice]:
    """Ranges of about so many comparisons as fit into memory at once; at least one."""
    total = np.cumsum(counts)
    wanted = np.arange(_AT_ONCE, int(total[-1]) if len(total) else 0, _AT_ONCE)
    cuts = [0, *np.unique(np.searchsorted(total, wanted)).tolist(), len(counts)]
    return [slice(a, b) for a, b in pairwise(cuts)]


def _closed(constraint: Closed, frame: Frame) -> Hits:
    """One hit for each value of another predicate."""
    state = frame.state
    allowed = state.constants(constraint.allowed, "<{}>")
    parts = [_of_predicate(frame, predicate) for predicate in np.setdiff1d(state.columns.predicates, allowed).tolist()]
    rows, values, predicates = (np.concatenate([np.empty(0, np.int32), *(part[n] for part in parts)]) for n in range(3))
    order = np.lexsort((values, predicates, rows))
    return Hits(rows[order].astype(np.int64), values[order].astype(np.int32), predicates[order].astype(np.int32))


def _of_predicate(frame: Frame, predicate: int) -> tuple[NDArray[np.int64], Ids, Ids]:
    place, values = frame.state.columns.forward(predicate).of(frame.values)
    return frame.index[place], values, np.full(len(values), predicate, np.int32)


def _packed(rows: NDArray[np.int64], values: Ids) -> NDArray[np.int64]:
    return rows << 32 | values


def _unpacked(packed: NDArray[np.int64]) -> Hits:
    return Hits(packed >> 32, (packed & 0xFFFFFFFF).astype(np.int32))


def _contains(ordered: NDArray[np.int64], wanted: NDArray[np.int64]) -> Mask:
    """Which numbers are among others that are in ascending order."""
    if not len(ordered):
        return np.zeros(len(wanted), np.bool_)
    found: Mask = ordered[np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)] == wanted
    return found


SET_TESTS: dict[type, Callable[[Any, Frame], Hits]] = {
    Count: _count, Qualified: _qualified, UniqueLang: _unique_lang, HasValue: _has_value, Equals: _equals, Disjoint: _disjoint,
    LessThan: _less_than, Closed: _closed,
}  # fmt: skip
"""By the kind of constraint."""
