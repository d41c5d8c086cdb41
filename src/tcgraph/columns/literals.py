"""The literals of a dictionary by their datatypes: what they are worth and how they compare."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.compare import compare
from tcgraph.columns.text import suffix_datatype, unescape
from tcgraph.columns.values import Values

__all__ = ["Dictionary", "Literals"]


class Dictionary(Protocol):
    """What literals ask of the terms they are among."""

    def ids(self, terms: Iterable[str]) -> NDArray[np.int32]:
        """The ids of terms."""

    def quoted(self, ids: NDArray[np.integer]) -> list[str]:
        """What stands between the quotes of literals."""


class Literals:
    """Arrays indexed by term id; -1, False or nan where the term is no literal. Each is made at first use."""

    def __init__(self, terms: Dictionary, groups: NDArray[np.int32], suffixes: list[str], known: "Literals | None" = None) -> None:
        self._terms, self._groups, self._suffixes = terms, groups, suffixes
        self._known = known

    def __len__(self) -> int:
        return len(self._groups)

    def with_terms(self, texts: Sequence[str]) -> "Literals":
        """Literals that know these terms too. What is known already is not worked out again."""
        suffixes = dict.fromkeys(self._suffixes)
        found = [text[text.rindex('"') + 1 :] if text.startswith('"') else None for text in texts]
        suffixes.update(dict.fromkeys(suffix for suffix in found if suffix is not None))
        place = {suffix: number for number, suffix in enumerate(suffixes)}
        groups = np.array([-1 if suffix is None else place[suffix] for suffix in found], np.int32)
        return Literals(self._terms, np.concatenate([self._groups, groups]), list(suffixes), self)

    @cached_property
    def _datatypes(self) -> list[str]:
        """The datatype of each group of literals, as a term."""
        return list(map(suffix_datatype, self._suffixes))

    @cached_property
    def _tags(self) -> list[str]:
        """The language of each group, empty where it has none."""
        return [suffix[1:].partition("--")[0] if suffix.startswith("@") else "" for suffix in self._suffixes]

    @cached_property
    def datatype(self) -> NDArray[np.int32]:
        """The id of the datatype: for a literal with a language that of rdf:langString."""
        return self._by_group(self._terms.ids(self._datatypes))

    @cached_property
    def languages(self) -> list[str]:
        """The languages that occur, in lower case, in order."""
        return sorted(set(self._tags) - {""})

    @cached_property
    def language(self) -> NDArray[np.int32]:
        """The index of the language in ``languages``, -1 where there is none."""
        place = {tag: number for number, tag in enumerate(self.languages)}
        return self._by_group(np.array([place.get(tag, -1) for tag in self._tags], np.int32))

    def _by_group(self, values: NDArray[np.int32]) -> NDArray[np.int32]:
        return np.append(values, np.int32(-1)).astype(np.int32)[self._groups]

    @cached_property
    def values(self) -> Values:
        """What the literals are worth. Costs a look at each literal that is neither a plain string nor tagged with a language."""
        known = self._known.values if self._known is not None and "values" in vars(self._known) else Values.none()
        self._known = None
        values = known.grown(len(self))
        new = self._groups[len(known) :]
        order = np.argsort(new, kind="stable")
        ends = np.searchsorted(new[order], np.arange(len(self._suffixes)), "right")
        begins = np.searchsorted(new[order], np.arange(len(self._suffixes)), "left")
        for group, (begin, end) in enumerate(zip(begins.tolist(), ends.tolist(), strict=True)):
            if begin < end:
                ids = order[begin:end] + len(known)
                values.fill(ids, "" if self._tags[group] else self._datatypes[group][1:-1], self.lexical)
        return values

    @property
    def well_formed(self) -> NDArray[np.bool_]:
        """Whether the lexical form is one of the datatype; True for datatypes that are not known, for plain and tagged literals."""
        return self.values.well_formed

    @property
    def number(self) -> NDArray[np.float64]:
        """The values of numeric literals, to the nearest number that there is; nan where the literal is none, or ill-formed."""
        return self.values.number

    def compare(self, left: NDArray[np.integer], right: NDArray[np.integer]) -> NDArray[np.int8]:
        """-1, 0 or 1 for each pair of ids, by the order of values; 2 where SPARQL's ``<`` gives no answer or NaN is compared."""
        return compare(self.values, self.lexical, np.asarray(left, np.int64), np.asarray(right, np.int64))

    def lexical(self, ids: NDArray[np.integer]) -> list[str]:
        """The lexical forms of literals."""
        forms = self._terms.quoted(ids)
        return [unescape(form) for form in forms] if any("\\" in form for form in forms) else forms
