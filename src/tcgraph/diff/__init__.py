"""The explained difference of two rosters, or of two versions of RDF data."""

from tcgraph.diff.difference import FORMATS, Difference
from tcgraph.diff.verb import diff, needs_dataset

__all__ = ["FORMATS", "Difference", "diff", "needs_dataset"]
