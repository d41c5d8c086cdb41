"""What is new since an earlier report: results compared by what they say, blank nodes by what is said of them."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tcgraph.shacl.report_context import Names
from tcgraph.shacl.report_model import ValidationResult

if TYPE_CHECKING:
    from tcgraph.shacl.report_rows import Rows

__all__ = ["fingerprint", "new_rows"]


def fingerprint(result: ValidationResult, names: Names | None) -> str:
    """The same for the same finding from run to run: a hash of rule, focus node, path, value and component.

    With ``names`` a blank node counts by what the data say of it; without, all blank nodes are alike, as they are for a report
    that comes without its data. The message and the severity do not count: they may be worded anew.
    """
    if result.stored_fingerprint and names is not None:
        return result.stored_fingerprint
    focus, found = (_node(term, names) for term in (result.focus_term, result.value_term or ""))
    shape = result.shape_term if not result.shape_term.startswith("_:") else result.rule_name if names is not None else "_:"
    parts = (shape, result.source_constraint_component, result.result_path or "", focus, found)
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:20]


def _node(term: str, names: Names | None) -> str:
    if not term.startswith("_:"):
        return term
    return names.digest(term) if names is not None else "_:"


def new_rows(rows: "Rows", before: Sequence[ValidationResult], names: Names) -> tuple[NDArray[np.int64], int]:
    """The rows that the earlier report does not have, and how many of its results are gone. Results that are alike are counted."""
    exact = all(result.stored_fingerprint for result in before)
    left = Counter(fingerprint(result, names if exact else None) for result in before)
    new = []
    for number, result in enumerate(rows):
        key = fingerprint(result, names if exact else None)
        if left[key] > 0:
            left[key] -= 1
        else:
            new.append(number)
    return np.array(new, np.int64), sum(left.values())
