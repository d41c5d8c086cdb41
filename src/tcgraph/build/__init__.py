"""From facts as received to graphs: reads ``data/sources`` and ``data/rules``, writes ``data/ttl``.

``sources`` reads and checks, one module per kind of graph makes statements, ``run`` writes files.
"""

from tcgraph.build.run import BuildReport, build

__all__ = ["BuildReport", "build"]
