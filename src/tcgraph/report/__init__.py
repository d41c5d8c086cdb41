"""Pictures of the cooperation networks and a page that a journalist can read. Needs ``tcgraph[pictures]``."""

from tcgraph.report.page import write_report
from tcgraph.report.picture import backbone, draw_network

__all__ = ["backbone", "draw_network", "write_report"]
