"""A few predicates of a graph as numbers, from a store or from columns: what a view needs, without encoding the whole graph."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.arena import Arena
from tcgraph.columns.columns import Columns
from tcgraph.columns.words import PADDING, Words
from tcgraph.errors import CallError

if TYPE_CHECKING:
    from tcgraph.store.protocol import Store

__all__ = ["FromColumns", "FromStore", "Selected", "Things", "Values", "iri_text"]

Ids = NDArray[np.int32]
_TAB, _NEWLINE = b"\t\n"


class Things:
    """Distinct terms, numbered from 0 in the order given. Their texts are made when somebody asks."""

    def __init__(self, terms: Sequence[str] | Callable[[], Sequence[str]], size: int, ids: Ids | None = None) -> None:
        self._terms, self._size, self.ids = terms, size, ids

    @staticmethod
    def of(terms: Sequence[str]) -> "Things":
        """Things of terms as the engine writes them: ``<iri>``, ``_:label``, literals."""
        return Things(terms, len(terms))

    def __len__(self) -> int:
        return self._size

    @cached_property
    def terms(self) -> list[str]:
        """The terms as the engine writes them."""
        return list(self._terms() if callable(self._terms) else self._terms)

    @cached_property
    def names(self) -> list[str]:
        """IRIs without brackets; other terms as they are."""
        terms = self.terms
        if all(term[0] == "<" for term in terms):
            return [term[1:-1] for term in terms]
        return [iri_text(term) for term in terms]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each term."""
        return {term: number for number, term in enumerate(self.terms)}

    @cached_property
    def rank(self) -> Ids:
        """The place of each thing in the order of the names."""
        rank = np.empty(len(self), np.int32)
        rank[sorted(range(len(self)), key=self.names.__getitem__)] = np.arange(len(self), dtype=np.int32)
        return rank

    def ordered(self) -> "Things":
        """The same in the order of their names: ``rank`` says where each one goes."""
        if np.array_equal(self.rank, np.arange(len(self))):
            return self
        places = np.argsort(self.rank)
        ids = None if self.ids is None else self.ids[places]
        return Things(lambda: [self.terms[place] for place in places.tolist()], len(self), ids)


@dataclass(frozen=True, slots=True)
class Values:
    """Which thing has which value: ``thing`` ascending and, within one, ``value`` ascending, no pair twice. ``value`` is a place in
    ``terms``, which stand in the order of their texts."""

    thing: Ids
    value: Ids
    terms: list[str]

    def first(self, size: int) -> Ids:
        """For each of ``size`` things its first value, -1 where it has none."""
        found = np.full(size, -1, np.int32)
        found[self.thing[::-1]] = self.value[::-1]
        return found

    def of(self, thing: int) -> list[str]:
        """The terms that one thing has."""
        begin, end = np.searchsorted(self.thing, [thing, thing + 1]).tolist()
        return [self.terms[place] for place in self.value[begin:end].tolist()]

    def having(self, iri: str, size: int) -> NDArray[np.bool_]:
        """Which of ``size`` things have this value."""
        wanted = np.array([iri_text(term) == iri for term in self.terms], np.bool_)
        found = np.zeros(size, np.bool_)
        if len(wanted):
            found[self.thing[wanted[self.value]]] = True
        return found

    def only(self, keep: NDArray[np.bool_]) -> "Values":
        """Some of the pairs."""
        return Values(self.thing[keep], self.value[keep], self.terms)


class Selected(Protocol):
    """A graph of which single predicates are read."""

    def joined(self, one: str, other: str) -> tuple[Things, Ids, Things, Ids]:
        """For each node with values of both predicates (IRIs) and each pair of them: the values of the one, which of them each is, and
        the same of the other. In no order, perhaps with repetition."""

    def subjects(self, predicate: str) -> list[str]:
        """All things that have a value of a predicate, as the engine writes them, each once, in no order."""

    def values(self, things: Things, predicate: str, among: Iterable[str] = ()) -> Values:
        """What the things have as value of a predicate; with ``among`` only these values (IRIs)."""

    def through(self, things: Things, link: str, predicate: str) -> Values:
        """The values of a predicate of what is linked to the things: ``?x link ?thing ; predicate ?value``."""


class FromColumns:
    """Single predicates of columns: nothing is copied, texts are made of what is asked for."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def _id(self, iri: str) -> int:
        return self._columns.terms.id(f"<{iri}>")

    def _things(self, found: Ids) -> tuple[Things, Ids]:
        """The distinct ids as things, and which each is."""
        terms = self._columns.terms
        present = np.zeros(len(terms), np.bool_)
        present[found] = True
        ids = np.flatnonzero(present).astype(np.int32)
        number = np.empty(len(terms), np.int32)
        number[ids] = np.arange(len(ids), dtype=np.int32)
        return Things(lambda: terms.text(ids), len(ids), ids), number[found]

    def joined(self, one: str, other: str) -> tuple[Things, Ids, Things, Ids]:
        """See ``Selected.joined``."""
        left, right = self._columns.forward(self._id(one)), self._columns.forward(self._id(other))
        index, there = right.of(left.keys)
        return *self._things(left.values[index]), *self._things(there)

    def subjects(self, predicate: str) -> list[str]:
        """See ``Selected.subjects``."""
        return self._columns.terms.text(np.unique(self._columns.forward(self._id(predicate)).keys))

    def values(self, things: Things, predicate: str, among: Iterable[str] = ()) -> Values:
        """See ``Selected.values``."""
        pairs = self._columns.forward(self._id(predicate))
        thing, values = self._numbers(things)[pairs.keys], pairs.values
        keep = thing >= 0
        if wanted := [self._id(iri) for iri in among]:
            keep &= np.isin(values, wanted)
        found, value = self._things(values[keep])
        return _values(thing[keep], value, found.terms)

    def through(self, things: Things, link: str, predicate: str) -> Values:
        """See ``Selected.through``."""
        linked, thing, found, value = self.joined(link, predicate)
        assert linked.ids is not None
        number = self._numbers(things)[linked.ids][thing]
        return _values(number[number >= 0], value[number >= 0], found.terms)

    def _numbers(self, things: Things) -> Ids:
        """For each id of the dictionary the number of the thing, -1 where it is none."""
        number = np.full(len(self._columns.terms), -1, np.int32)
        ids = self._columns.terms.ids(things.terms) if things.ids is None else things.ids
        number[ids[ids >= 0]] = np.flatnonzero(ids >= 0).astype(np.int32)
        return number


class FromStore:
    """Single predicates of a store, each read by one query when it is first asked for.

    After the store has changed nothing more is read: ``CallError``. With ``keep`` each query is asked once, for callers that ask for the
    same predicates of several sets of things.
    """

    def __init__(self, store: "Store", *, keep: bool = False) -> None:
        self._store, self._state = store, store.state
        self._kept: dict[str, tuple[_Cells, _Cells]] | None = {} if keep else None

    def joined(self, one: str, other: str) -> tuple[Things, Ids, Things, Ids]:
        """See ``Selected.joined``."""
        left, right = self._columns(f"SELECT ?one ?other WHERE {{ ?x <{one}> ?one ; <{other}> ?other }}")
        return Things.of(left.terms), left.ids, Things.of(right.terms), right.ids

    def subjects(self, predicate: str) -> list[str]:
        """See ``Selected.subjects``."""
        tsv = self._store.select(f"SELECT DISTINCT ?thing WHERE {{ ?thing <{predicate}> ?value }}", {}).tsv
        return tsv.decode("utf-8").split("\n")[1:-1]

    def values(self, things: Things, predicate: str, among: Iterable[str] = ()) -> Values:
        """See ``Selected.values``."""
        wanted = " ".join(f"<{iri}>" for iri in among)
        only = f"VALUES ?value {{ {wanted} }} " if wanted else ""
        return self._pairs(things, f"SELECT ?thing ?value WHERE {{ {only}?thing <{predicate}> ?value }}")

    def through(self, things: Things, link: str, predicate: str) -> Values:
        """See ``Selected.through``."""
        return self._pairs(things, f"SELECT ?thing ?value WHERE {{ ?x <{link}> ?thing ; <{predicate}> ?value }}")

    def _pairs(self, things: Things, query: str) -> Values:
        left, right = self._columns(query)
        number = np.fromiter((things.numbers.get(term, -1) for term in left.terms), np.int32, len(left.terms))[left.ids]
        keep, terms = number >= 0, right.terms
        order = sorted(range(len(terms)), key=terms.__getitem__)
        rank = np.empty(len(terms), np.int32)
        rank[order] = np.arange(len(terms), dtype=np.int32)
        return _values(number[keep], rank[right.ids][keep], [terms[place] for place in order])

    def _columns(self, query: str) -> "tuple[_Cells, _Cells]":
        """The two columns of an answer."""
        if self._kept is None:
            return self._asked(query)
        if query not in self._kept:
            self._kept[query] = self._asked(query)
        return self._kept[query]

    def _asked(self, query: str) -> "tuple[_Cells, _Cells]":
        if self._store.state != self._state:
            raise CallError("The dataset has changed since this was made, and what is asked for was not read before. Make the view again.")
        return _two_columns(self._store.select(query, {}).tsv)


class _Cells(NamedTuple):
    """A column: its distinct terms as the engine writes them, in no order, and which of them stands in each row."""

    terms: list[str]
    ids: Ids


def iri_text(term: str) -> str:
    """An IRI without its brackets; another term as it is."""
    return term[1:-1] if term.startswith("<") else term


def _two_columns(tsv: bytes) -> tuple[_Cells, _Cells]:
    """The columns of a table of two, whose first line names them. Tabs and line ends within terms are escaped."""
    octets = np.frombuffer(tsv, np.uint8)
    ends = np.flatnonzero((octets == _TAB) | (octets == _NEWLINE))[1:]
    begin, lengths, text = ends[:-1] + 1, np.diff(ends) - 1, tsv + bytes(PADDING)
    return _encoded(text, begin[::2], lengths[::2]), _encoded(text, begin[1::2], lengths[1::2])


def _encoded(text: bytes, begin: NDArray[np.int64], lengths: NDArray[np.int64]) -> _Cells:
    words = Words()
    ids = words.find(text, begin, lengths)
    if (few := words.few({})) is not None:
        return _Cells([str(term, "utf-8") for term in few], ids)
    flat = words.flat({})
    return _Cells(Arena.packed(flat.words.view(np.uint8), flat.starts * 8, flat.lengths).texts(np.arange(len(flat.starts))), ids)


def _values(thing: Ids, value: Ids, terms: list[str]) -> Values:
    packed = np.sort(thing.astype(np.int64) << 32 | value)
    if len(packed):
        packed = packed[np.concatenate([[True], packed[1:] != packed[:-1]])]
    return Values((packed >> 32).astype(np.int32), (packed & 0xFFFFFFFF).astype(np.int32), terms)
