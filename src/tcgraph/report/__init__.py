"""The report as one page of HTML that needs nothing but itself. Needs ``tcgraph[pictures]``. Single pictures: ``tcgraph.pictures``."""

from tcgraph.report.page import write_report

__all__ = ["write_report"]
