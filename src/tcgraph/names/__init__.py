"""Names of Chinese organisations: normal form, and what else a name says."""

from tcgraph.names.anatomy import Anatomy, Part, anatomy
from tcgraph.names.check import LONGEST_NAME, check_name, name_doubts, split_mark
from tcgraph.names.codes import credit_code
from tcgraph.names.normal import language_of, normal_form
from tcgraph.names.pinyin import initials, pinyin
from tcgraph.names.variants import Variant, variants

__all__ = [
    "LONGEST_NAME",
    "Anatomy",
    "Part",
    "Variant",
    "anatomy",
    "check_name",
    "credit_code",
    "initials",
    "language_of",
    "name_doubts",
    "normal_form",
    "pinyin",
    "split_mark",
    "variants",
]
