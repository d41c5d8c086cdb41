"""Networks of industry, universities and institutes, as networkx graphs.

Nodes are IRIs (``str``), attributes plain Python values (``str``, ``int``, ``float``), so that GraphML and GEXF take them.
"""

from tcgraph.views.cooperation import cooperation, participation
from tcgraph.views.write import VIEWS, write_view

__all__ = ["VIEWS", "cooperation", "participation", "write_view"]
