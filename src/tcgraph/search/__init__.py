"""Typing something and finding the thing: by Chinese and English names, pinyin, initials, codes and IRIs, slips forgiven.

``things`` gathers what can be found; ``table`` keeps it as text, which ``tcgraph build`` writes; ``catalogue`` and ``grams`` name a few
candidates for a word; ``match`` and ``distance`` say how well it fits; ``index`` ranks. ``packaged_index()`` needs no graph.
"""

from tcgraph.search.index import Hit, Index
from tcgraph.search.kinds import kind_names
from tcgraph.search.make import index_of_store, packaged_index, tables
from tcgraph.search.table import read_kinds
from tcgraph.search.text import LONGEST

__all__ = ["LONGEST", "Hit", "Index", "index_of_store", "kind_names", "packaged_index", "read_kinds", "tables"]
