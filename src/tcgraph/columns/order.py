"""The order of strings by their bytes, word by word: only where strings are alike so far, the next word is looked at."""

import sys
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.words import Flat

__all__ = ["ascending"]

Places = NDArray[np.int64]
Numbers = NDArray[np.uint64]
_FEW = 64
"""So many groups are sorted one by one."""


def ascending(strings: Flat) -> Places:
    """The numbers of strings in ascending order of their bytes. A shorter string is before those that it begins."""
    values = strings.words.byteswap() if sys.byteorder == "little" else strings.words
    widths = strings.lengths + 7 >> 3
    order, places = np.arange(len(widths)), np.arange(len(widths))
    groups = np.zeros(len(widths), np.int64)
    for depth in range(int(widths.max(initial=0)) + 1):
        if not len(places):
            break
        chosen = order[places]
        words = _words(values, strings, widths, chosen, depth)
        inner = np.flatnonzero((words[1:] != words[:-1]) & (groups[1:] == groups[:-1]))
        if len(inner):
            sort = _members(groups, groups[inner])
            by = _sorted(groups[sort], words[sort])
            chosen[sort], words[sort] = chosen[sort[by]], words[sort[by]]
            order[places] = chosen
        places, groups = _alike(places, groups, words)
    return order


def _words(values: Numbers, strings: Flat, widths: Places, chosen: Places, depth: int) -> Numbers:
    """The word of each string at a depth: zero after its end, and after that of the longest the length, for strings that end in zeros."""
    inside = widths[chosen] > depth
    if not inside.any():
        return strings.lengths[chosen].astype(np.uint64)
    words = values[np.where(inside, strings.starts[chosen] + depth, 0)]
    return np.where(inside, words, np.uint64(0))


def _members(groups: Places, wanted: Places) -> Places:
    mixed = np.zeros(groups[-1] + 1, np.bool_)
    mixed[wanted] = True
    return np.flatnonzero(mixed[groups])


def _sorted(groups: Places, words: Numbers) -> Places:
    """What sorts by group, then by word. The members of a group stand together; sorts of plain numbers are faster than one by two keys."""
    edges = np.flatnonzero(np.diff(groups, prepend=-1, append=groups[-1] + 1))
    if len(edges) <= _FEW:
        return np.concatenate([begin + np.argsort(words[begin:end]) for begin, end in pairwise(edges.tolist())])
    by = np.argsort(words)
    ranks = np.empty(len(by), np.int64)
    ranks[by] = np.cumsum(np.concatenate([[False], words[by[1:]] != words[by[:-1]]]))
    return np.argsort(groups * (int(ranks.max()) + 1) + ranks)


def _alike(places: Places, groups: Places, words: Numbers) -> tuple[Places, Places]:
    """The places of strings that are still like a neighbour, and which of them are alike."""
    new = np.concatenate([[True], (groups[1:] != groups[:-1]) | (words[1:] != words[:-1])])
    single = new & np.concatenate([new[1:], [True]])
    return places[~single], (np.cumsum(new) - 1)[~single]
