"""Validation with SHACL: shapes in, a report out that a person can act on.

``shapes`` reads shapes and refuses misspelt ones; ``reference`` runs pySHACL; ``report`` holds the results and writes
them as text, JSON and the W3C report graph.
"""

from tcgraph.shacl.report import Report, Severity, ValidationResult
from tcgraph.shacl.validation import validate

__all__ = ["Report", "Severity", "ValidationResult", "validate"]
