"""China's national enterprise technology centers as linked data: load, ask, check, see as networks, export."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tcgraph import errors, views
from tcgraph.claims import Checked, Verdict
from tcgraph.claims import check as check_claims
from tcgraph.dataset import Answer, Dataset, load, open
from tcgraph.diff import Difference, diff
from tcgraph.errors import TcgraphError
from tcgraph.export import export
from tcgraph.questions import Question, question, questions
from tcgraph.search import Hit
from tcgraph.solutions import Solution, Solutions
from tcgraph.vocab import TC
from tcgraph.vocab import VERSION as __version__
from tcgraph.why import Explanation

if TYPE_CHECKING:
    from tcgraph import indicators, networks, pictures
    from tcgraph.shacl import Report, Severity, ValidationResult, validate

__all__ = [
    "TC",
    "Answer",
    "Checked",
    "Dataset",
    "Difference",
    "Explanation",
    "Hit",
    "Question",
    "Report",
    "Severity",
    "Solution",
    "Solutions",
    "TcgraphError",
    "ValidationResult",
    "Verdict",
    "__version__",
    "check_claims",
    "diff",
    "errors",
    "export",
    "indicators",
    "load",
    "networks",
    "open",
    "pictures",
    "question",
    "questions",
    "validate",
    "views",
]

_ROOMS = ("indicators", "networks", "pictures")
_OF_SHACL = ("Report", "Severity", "ValidationResult", "validate")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> Any:
    """What stands on numpy, imported when it is asked for."""
    if name in _ROOMS:
        return import_module(f"tcgraph.{name}")
    if name not in _OF_SHACL:
        raise AttributeError(f"module 'tcgraph' has no attribute {name!r}")
    globals()[name] = found = getattr(import_module("tcgraph.shacl"), name)
    return found
