"""The graph as columns: each term once in a dictionary, each predicate one sorted pair of integer arrays. For whole-graph work."""

from tcgraph.columns.columns import Columns
from tcgraph.columns.literals import Literals
from tcgraph.columns.pairs import Pairs
from tcgraph.columns.sources import from_files, from_ntriples, from_rdflib, from_store, kept_in
from tcgraph.columns.terms import BLANK, IRI, LITERAL, Terms

__all__ = [
    "BLANK",
    "IRI",
    "LITERAL",
    "Columns",
    "Literals",
    "Pairs",
    "Terms",
    "from_files",
    "from_ntriples",
    "from_rdflib",
    "from_store",
    "kept_in",
]
