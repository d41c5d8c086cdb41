"""China's national enterprise technology centers as linked data: load, ask, check, see as networks, export."""

from tcgraph import errors, views
from tcgraph.dataset import Answer, Dataset, load, open
from tcgraph.errors import TcgraphError
from tcgraph.export import export
from tcgraph.questions import Question, question, questions
from tcgraph.shacl import Report, Severity, ValidationResult, validate
from tcgraph.solutions import Solution, Solutions
from tcgraph.vocab import TC
from tcgraph.vocab import VERSION as __version__

__all__ = [
    "TC",
    "Answer",
    "Dataset",
    "Question",
    "Report",
    "Severity",
    "Solution",
    "Solutions",
    "TcgraphError",
    "ValidationResult",
    "__version__",
    "errors",
    "export",
    "load",
    "open",
    "question",
    "questions",
    "validate",
    "views",
]
