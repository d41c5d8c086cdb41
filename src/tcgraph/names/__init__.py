"""Names of Chinese organisations: normal form, and what else a name says."""

from tcgraph.names.normal import language_of, normal_form
from tcgraph.names.pinyin import initials, pinyin

__all__ = ["initials", "language_of", "normal_form", "pinyin"]
