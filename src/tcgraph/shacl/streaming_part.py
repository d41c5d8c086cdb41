"""One part of the focus nodes checked with the triples that this takes, which are fetched until nothing is missing."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias
from zlib import crc32

import numpy as np

from tcgraph.columns import LITERAL, Columns, Terms
from tcgraph.columns.encode import Encoder
from tcgraph.shacl.components_model import Shape, Target
from tcgraph.shacl.engine import run
from tcgraph.shacl.paths import Ids, walk
from tcgraph.shacl.plan import Plan
from tcgraph.shacl.reads import reads_of, reads_of_targets
from tcgraph.shacl.streaming_files import Classes, Triples, cost
from tcgraph.shacl.streaming_results import Result, results_of
from tcgraph.shacl.streaming_work import SUB_CLASS, TYPE

__all__ = ["Part", "columns_of"]

_MOST_PARTS, _SMALL = 1 << 20, 8

Key: TypeAlias = tuple[str | None, bool]
"""A predicate (bare IRI, None for all) and whether it is asked against its direction."""
Wanted: TypeAlias = dict[Key, set[bytes]]
"""The nodes whose triples are asked for."""


class Part:
    """Checks parts of the focus nodes. ``own``: gives the nodes of a bucket that may be reported on, None for all. ``checked``: pairs of
    shape and node so far; ``held``: the most that the triples of one part took, see ``cost``."""

    def __init__(self, plan: Plan, triples: Triples, classes: Classes, budget: int, own: Callable[[int], set[bytes]] | None = None) -> None:
        self.plan, self.triples, self.classes, self.budget, self.own = plan, triples, classes, budget, own
        self.checked = self.held = 0
        hierarchy = frozenset([SUB_CLASS])
        self._hierarchy = list(triples.whole(hierarchy, None)) if triples.size(hierarchy) * _SMALL <= budget else None
        there = () if self._hierarchy is None else ((SUB_CLASS, False),)
        self._reads = {
            name: [read for read in dict.fromkeys((*reads_of(shape), *reads_of_targets(shape))) if (read.iri, read.inverse) not in there]
            for name, shape in plan.shapes.items()
        }

    def results(self, parts: int, part: int) -> Iterator[Result]:
        """The results for the focus nodes whose hash is ``part`` modulo ``parts``; halved where they take too much memory."""
        focus = self._targets(parts, part)
        nodes = set().union(*focus.values())
        if not nodes:
            return
        columns = self._fetched(focus, len(nodes) > 1 and parts < _MOST_PARTS * self.triples.buckets)
        if columns is None:
            del focus, nodes
            yield from self.results(2 * parts, part)
            yield from self.results(2 * parts, part + parts)
            return
        ids = _Numbers(columns, nodes).of(nodes)
        findings = run(self.plan, columns, focus=ids)
        self.checked += findings.checked
        yield from results_of(findings, columns)

    def _targets(self, parts: int, part: int) -> dict[str, set[bytes]]:
        """By shape: its focus nodes in the part, where there are any."""
        bucket = part % self.triples.buckets
        typed, own = self._typed(parts, part), self.own(bucket) if self.own else None
        found = {name: self._focus(shape, parts, part, typed) for name, shape in self.plan.shapes.items()}
        return {name: chosen for name, nodes in found.items() if (chosen := nodes if own is None else nodes & own)}

    def _typed(self, parts: int, part: int) -> dict[bytes, list[bytes]]:
        """The nodes of the part by their classes, as far as these are targets."""
        tops = {target.term.encode() for shape in self.plan.shapes.values() for target in shape.targets if target.kind == "class"}
        wanted = self.classes.below(*tops)
        found: dict[bytes, list[bytes]] = {}
        for subject, above, _ in self.triples.lines(TYPE, part % self.triples.buckets):
            if above in wanted and crc32(subject) % parts == part:
                found.setdefault(above, []).append(subject)
        return found

    def _focus(self, shape: Shape, parts: int, part: int, typed: Mapping[bytes, list[bytes]]) -> set[bytes]:
        found: set[bytes] = set()
        for target in shape.targets:
            if target.kind == "class":
                found.update(node for below in self.classes.below(target.term.encode()) for node in typed.get(below, ()))
            else:
                nodes = self._of_target(target, part % self.triples.buckets)
                found.update(node for node in nodes if crc32(node) % parts == part)
        return found

    def _of_target(self, target: Target, bucket: int) -> Iterator[bytes]:
        if target.kind == "node":
            return iter([target.term.encode()])
        inverse = target.kind == "objectsOf"
        return (line[inverse] for line in self.triples.lines(target.term[1:-1], bucket, inverse=inverse))

    def _fetched(self, focus: Mapping[str, set[bytes]], is_divisible: bool) -> Columns | None:
        """The triples that the check reads; None where they are too many."""
        content = list(self._hierarchy or ())
        known: Wanted = {}
        wanted, size = self._first(focus), sum(map(cost, content))
        columns = columns_of(content)
        while wanted:
            for (iri, inverse), nodes in wanted.items():
                known.setdefault((iri, inverse), set()).update(nodes)
                for text in self.triples.fetch(iri, inverse, nodes):
                    content.append(text)
                    size += cost(text)
                    if is_divisible and size > self.budget:
                        return None
            self.held = max(self.held, size)
            columns = columns_of(content)
            wanted = self._missing(columns, focus, known)
        return columns

    def _first(self, focus: Mapping[str, set[bytes]]) -> Wanted:
        """What is read at the focus nodes themselves."""
        wanted: Wanted = {}
        for name, nodes in focus.items():
            for read in self._reads[name]:
                if read.start is None:
                    wanted.setdefault((read.iri, read.inverse), set()).update(nodes)
        return wanted

    def _missing(self, columns: Columns, focus: Mapping[str, set[bytes]], known: Mapping[Key, set[bytes]]) -> Wanted:
        """What is read at the nodes that are reached so far, and was not fetched yet."""
        numbers = _Numbers(columns, set().union(*focus.values()))
        reached: dict[str, list[Ids]] = {}
        places: dict[Key, list[Ids]] = {}
        for name, shape in self.plan.shapes.items():
            inner = _joined(reached.pop(name, []))
            nodes = _joined([numbers.of(focus.get(name, ())), inner])
            if not len(nodes):
                continue
            for read in self._reads[name]:
                found = inner if read.start is None else _distinct(walk(columns, read.start, nodes)[1])
                places.setdefault((read.iri, read.inverse), []).append(found)
            others = {other for constraint in shape.constraints for other in constraint.refers()}
            values = nodes if shape.path is None or not others else _distinct(walk(columns, shape.path, nodes)[1])
            for other in others:
                reached.setdefault(other, []).append(values)
        found_all = ((key, numbers.names(_joined(parts), literals=key[1]) - known.get(key, set())) for key, parts in places.items())
        return {key: fresh for key, fresh in found_all if fresh}


class _Numbers:
    """Terms of columns as bytes, and back; these nodes are added where the columns do not have them."""

    def __init__(self, columns: Columns, nodes: Iterable[bytes]) -> None:
        self._columns, self._names = columns, columns.terms.octets()
        self._numbers = dict(zip(self._names, range(len(self._names)), strict=True))
        missing = sorted(node for node in nodes if node not in self._numbers)
        self._numbers.update(zip(missing, columns.terms.extend(node.decode() for node in missing).tolist(), strict=True))

    def of(self, nodes: Collection[bytes]) -> Ids:
        """The ids of nodes."""
        return np.fromiter(map(self._numbers.__getitem__, nodes), np.int32, len(nodes))

    def names(self, ids: Ids, *, literals: bool) -> set[bytes]:
        """The terms; literals only on request, as they are the subject of nothing."""
        if not literals:
            ids = ids[self._columns.terms.kinds[ids] != LITERAL]
        known = ids < len(self._names)
        return {self._names[i] for i in ids[known].tolist()}.union(map(str.encode, self._columns.terms.text(ids[~known])))


def columns_of(pieces: Iterable[bytes]) -> Columns:
    """The columns of N-Triples in pieces of whole lines, or cut anywhere, which come one after the other."""
    encoder = Encoder()
    for piece in pieces:
        encoder.write(piece)
    encoded = encoder.encoded()
    return Columns.of_triples(Terms(encoded.arena, encoded.suffixes), encoded.subjects, encoded.predicates, encoded.objects)


def _distinct(ids: Ids) -> Ids:
    return np.unique(ids).astype(np.int32)


def _joined(parts: Sequence[Ids]) -> Ids:
    """All of these nodes, each once; each part has each of its nodes once. The very array where all parts are one."""
    there = list({id(part): part for part in parts if len(part)}.values())
    return there[0] if len(there) == 1 else _distinct(np.concatenate([np.empty(0, np.int32), *there]))
