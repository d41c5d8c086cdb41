"""The dataset as files: Turtle, N-Triples, N-Quads, TriG, JSON-LD, RDF/XML, CSV."""

from tcgraph.export.export import FORMATS, export

__all__ = ["FORMATS", "export"]
