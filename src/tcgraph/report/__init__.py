"""Pictures of the cooperation networks and a page that a journalist can read. Needs ``tcgraph[pictures]``."""

from tcgraph.pictures.picture import backbone, draw_network
from tcgraph.report.page import write_report

__all__ = ["backbone", "draw_network", "write_report"]
