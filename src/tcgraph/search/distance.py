"""How many slips of the finger lie between what was typed and a part of a name."""

from collections.abc import Iterable
from itertools import pairwise

__all__ = ["allowed", "near_parts", "one_slip_away", "slips"]

_ONE = 1 << 20  # a cell is slips * _ONE + where the part begins, so that cells compare and add as plain numbers
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def allowed(word: str, *, chinese: bool) -> int:
    """The slips that are forgiven in a word of this length: none in short ones, else 1, in long ones 2."""
    shortest, long = (3, 9) if chinese else (4, 9)
    return 0 if len(word) < shortest else 1 if len(word) < long else 2


def slips(word: str, text: str, starts: Iterable[int], most: int) -> tuple[int, int, int] | None:
    """Fewest wrong, missing, extra or transposed characters between a word and a part of the text that begins at one of ``starts``.

    Returns slips, where that part begins and where it ends (the first such part), or None if more than ``most`` are needed. Work: a
    cell for each character of the word and the text.

    >>> slips("shenyng", "shenyangxinsong", [0, 4, 8, 11], 1)
    (1, 0, 8)
    """
    begins, limit = set(starts), (most + 1) * _ONE
    above = [limit]
    for at in range(len(text) + 1):  # before the word begins, characters of the text are extra ones
        above.append(at if at in begins else above[-1] + _ONE)
    before = above = above[1:]
    for row, letter in enumerate(word):
        left = above[0] + _ONE
        here = [left]
        for at, other in enumerate(text):
            aside = left if left < above[at + 1] else above[at + 1]
            if letter == other:
                left = above[at] if above[at] < aside else min(above[at], aside + _ONE)
            else:
                left = _ONE + (aside if aside < above[at] else above[at])
                if row and at and letter == text[at - 1] and word[row - 1] == other:
                    left = min(left, before[at - 1] + _ONE)
            here.append(left)
        if min(here) >= limit:
            return None
        before, above = above, here
    end = min(range(len(above)), key=above.__getitem__)
    return (above[end] // _ONE, above[end] % _ONE, end) if above[end] < limit else None


def near_parts(word: str, text: str, most: int) -> list[tuple[int, int]]:
    """Where in the text the word can stand with so many slips: ranges, in order, apart from each other.

    Cut in one piece more than there are slips, and each piece shortened where it meets another (a transposition may lie there), one piece
    must stand in the text as it is. So most names need no comparison, and the others a short one.
    """
    size, found = len(word), []
    cuts = [size * number // (most + 1) for number in range(most + 2)]
    for first, last in pairwise(cuts):
        first, last = first + (first > 0), last - (last < size)
        if first >= last:
            return [(0, len(text))]
        at = text.find(word[first:last])
        while at >= 0:
            found.append((max(0, at - first - most), min(len(text), at - first + size + most)))
            at = text.find(word[first:last], at + 1)
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if joined and begin <= joined[-1][1]:
            begin, end = joined[-1][0], max(end, joined.pop()[1])
        joined.append((begin, end))
    return joined


def one_slip_away(word: str) -> set[str]:
    """All texts of plain letters that are one slip away."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return {
        *(a + b[1:] for a, b in cuts if b),
        *(a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1),
        *(a + letter + b[1:] for a, b in cuts if b for letter in _LETTERS),
        *(a + letter + b for a, b in cuts for letter in _LETTERS),
    } - {word}
