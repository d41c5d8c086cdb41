"""The dictionary: each term of a graph once, with its number."""

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.arena import Arena
from tcgraph.columns.literals import Literals
from tcgraph.columns.suffix import Suffixes
from tcgraph.columns.text import canonical, datatype_of, unescape, value

__all__ = ["BLANK", "IRI", "LITERAL", "Terms"]

IRI, BLANK, LITERAL = 0, 1, 2
_KINDS = {ord("<"): IRI, ord("_"): BLANK, ord('"'): LITERAL}
_MANY = 20_000
_SOME = 64


class Terms:
    """Terms in N-Triples form and their ids, 0 … n-1: first those of the graph in ascending order of their bytes, so literals before
    IRIs before blank nodes, and the same set of terms always has the same ids; then those that ``extend`` added, in that order.

    Plain literals stand for ``xsd:string``; language tags are in lower case. The datatypes of all literals are terms too.
    """

    def __init__(self, arena: Arena, suffixes: Suffixes, kinds: NDArray[np.uint8] | None = None) -> None:
        self._arena = arena
        self._added: list[str] = []
        self._ids: dict[str, int] = {}
        self._all_ids: dict[str, int] | None = None
        self._suffixes = suffixes
        self.kinds: NDArray[np.uint8] = _kinds(arena) if kinds is None else kinds
        self._literals: Literals | None = None

    def __len__(self) -> int:
        return len(self._arena) + len(self._added)

    def __contains__(self, term: str) -> bool:
        return self.id(term) >= 0

    def id(self, term: str) -> int:
        """The id of a term in N-Triples form, -1 where the dictionary does not have it. Raises ``CallError`` for what is no term."""
        return self._find(canonical(term))

    def ids(self, terms: Iterable[str]) -> NDArray[np.int32]:
        """The ids of terms, -1 for each that is unknown."""
        terms = list(map(canonical, terms))
        find = self._table().get if len(terms) > _MANY else None
        return np.fromiter((find(t, -1) for t in terms) if find else map(self._find, terms), np.int32, len(terms))

    def _find(self, term: str) -> int:
        if term in self._ids:
            return self._ids[term]
        place = self._arena.find(term.encode())
        self._ids[term] = place
        return place

    def _table(self) -> dict[str, int]:
        if self._all_ids is None or len(self._all_ids) < len(self):
            self._all_ids = {term: number for number, term in enumerate(chain(self._every(), self._added))}
        return self._all_ids

    def _every(self) -> list[str]:
        return self._arena.texts(np.arange(len(self._arena)))

    def text(self, ids: NDArray[np.integer] | Sequence[int]) -> list[str]:
        """The N-Triples forms of ids. Raises ``IndexError`` for an id that there is not (-1 too)."""
        ids, base = np.asarray(ids, np.int64), len(self._arena)
        if ids.size and (ids.min() < 0 or ids.max() >= len(self)):
            raise IndexError(f"ids go from 0 to {len(self) - 1}; asked for {int(ids.min())} to {int(ids.max())}")
        if not self._added or not (ids >= base).any():
            return self._arena.texts(ids)
        return [self._added[i - base] if i >= base else str(self._arena[i], "utf-8") for i in ids.tolist()]

    def octets(self) -> list[bytes]:
        """The N-Triples forms of all terms of the graph in UTF-8, without those that were added."""
        return self._arena.strings()

    def value(self, ids: NDArray[np.integer] | Sequence[int]) -> list[str]:
        """What STR() gives: IRIs as text, labels of blank nodes, lexical forms."""
        ids = np.asarray(ids, np.int64)
        if len(ids) < _SOME or ids.min() < 0 or ids.max() >= len(self._arena):
            return list(map(value, self.text(ids)))
        kinds, begin, end = self.kinds[ids], self._arena.starts[ids], self._arena.starts[ids + 1]
        begin, end = begin + np.where(kinds == BLANK, 2, 1), end - (kinds == IRI)
        literal = kinds == LITERAL
        end[literal] = self._suffixes.ends(self._arena, ids[literal])
        return [unescape(text) if "\\" in text else text for text in self._arena.slices(begin, end)]

    def lines(self, subjects: NDArray[np.integer], predicates: NDArray[np.integer], objects: NDArray[np.integer]) -> bytes:
        """Triples as N-Triples, in this order. The ids have to be those of terms of the graph, not of added ones."""
        return self._arena.lines(subjects, predicates, objects)

    def extend(self, terms: Iterable[str]) -> NDArray[np.int32]:
        """The ids of terms; those that are not there yet are added at the end, the datatype of a literal after it."""
        wanted = list(map(canonical, terms))
        for term in wanted:
            if self._add(term) and term.startswith('"'):
                self._add(datatype_of(term))
        grown = np.fromiter((_KINDS[ord(t[0])] for t in self._added[len(self.kinds) - len(self._arena) :]), np.uint8)
        self.kinds = np.concatenate([self.kinds, grown]) if len(grown) else self.kinds
        return np.fromiter(map(self._find, wanted), np.int32, len(wanted))

    def _add(self, term: str) -> bool:
        """Whether the term is new."""
        if self._find(term) >= 0:
            return False
        self._ids[term] = len(self)
        self._added.append(term)
        return True

    @property
    def literals(self) -> Literals:
        """The literals by their datatypes. Made at first use; after ``extend`` a new one that knows the added terms too."""
        if self._literals is None:
            base = self._suffixes
            groups = np.full(len(self._arena), -1, np.int32)
            groups[: len(base.groups)] = base.groups
            self._literals = Literals(self, groups, [str(text, "utf-8") for text in base.texts])
        if len(self._literals) < len(self):
            self._literals = self._literals.with_terms(self._added[len(self._literals) - len(self._arena) :])
        return self._literals

    def quoted(self, ids: NDArray[np.integer]) -> list[str]:
        """What stands between the quotes of literals, escapes and all. The ids have to be those of literals."""
        ids, base = np.asarray(ids, np.int64), len(self._arena)
        if (ids >= base).any():
            return [text[1 : text.rindex('"')] for text in self.text(ids)]
        return self._arena.slices(self._arena.starts[ids] + 1, self._suffixes.ends(self._arena, ids))

    def parts(self) -> tuple[Arena, Suffixes, NDArray[np.uint8]]:
        """What makes the same dictionary again, without the terms that were added."""
        return self._arena, self._suffixes, self.kinds[: len(self._arena)]


def _kinds(arena: Arena) -> NDArray[np.uint8]:
    first = arena.octets[arena.starts[:-1]] if len(arena) else np.empty(0, np.uint8)
    return np.select([first == ord("<"), first == ord("_")], [IRI, BLANK], LITERAL).astype(np.uint8)
