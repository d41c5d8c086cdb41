"""China's national enterprise technology centers as linked data: load, ask, check, see as networks, export."""

from tcgraph.dataset import Answer, Dataset, load, open

__all__ = ["Answer", "Dataset", "load", "open"]
