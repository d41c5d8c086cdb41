"""The engine that holds the triples: one small protocol, and what implements it.

``protocol`` says what a store can do; ``embedded`` does it with Oxigraph, in memory or on disk (``disk``); ``guard``
refuses what would reach the network; ``formats`` reads files. A remote SPARQL server is one more module that
implements the protocol: it gives the same tab-separated results and knows nothing of files.
"""

from tcgraph.store.disk import DiskStore
from tcgraph.store.embedded import MemoryStore
from tcgraph.store.protocol import Results, Store, Term

__all__ = ["DiskStore", "MemoryStore", "Results", "Store", "Term"]
