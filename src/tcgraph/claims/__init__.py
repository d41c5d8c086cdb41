"""Published figures against the graph: ``check`` gives each claim one verdict, with bounds, evidence and a sentence."""

from tcgraph.claims.bounds import Evidence
from tcgraph.claims.check import check
from tcgraph.claims.checked import Checked, Verdict

__all__ = ["Checked", "Evidence", "Verdict", "check"]
