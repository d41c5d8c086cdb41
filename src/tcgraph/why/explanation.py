"""What ``why`` answers."""

from tcgraph.why.parts import Explained
from tcgraph.why.text import tree

__all__ = ["Explanation"]


class Explanation(Explained):
    """Where the statements about a thing come from: iterate over its ``reasons``, or take text or plain values."""

    __slots__ = ()

    def to_text(self, language: str = "en") -> str:
        """A tree: statements that rest on the same, then conclusion, method, evidence; the source files at the end."""
        return tree(self, language)
