"""The result of a SELECT as a table: rows of Python values, Arrow, polars, pandas, HTML, text, CSV, JSON, RDF."""

from tcgraph.solutions.solutions import Solution, Solutions

__all__ = ["Solution", "Solutions"]
