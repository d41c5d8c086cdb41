"""Where a statement comes from: conclusion, method, evidence as printed, notice, decision, source file."""

from tcgraph.why.explain import explain
from tcgraph.why.explanation import Explanation
from tcgraph.why.parts import Reason

__all__ = ["Explanation", "Reason", "explain"]
