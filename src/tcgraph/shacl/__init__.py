"""Validation with SHACL: shapes in, a report out that a person can act on.

``shapes`` reads shapes and ``plan`` makes of them what ``engine`` runs over ``tcgraph.columns``; ``sparql`` runs the queries that shapes
hold; ``session`` checks again what changed; ``reference`` runs pySHACL; ``report`` holds the results and writes them. Nothing is imported
before it is used: most calls of tcgraph validate nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tcgraph.shacl.report import Report, Severity, ValidationResult
    from tcgraph.shacl.session import Validator
    from tcgraph.shacl.validation import validate

__all__ = ["Report", "Severity", "ValidationResult", "Validator", "validate"]

_WHERE = {"Report": "report", "Severity": "report", "ValidationResult": "report", "Validator": "session",
          "validate": "validation"}


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'tcgraph.shacl' has no attribute {name!r}")
    globals()[name] = found = getattr(import_module(f"tcgraph.shacl.{_WHERE[name]}"), name)
    return found
