"""Pictures good enough to print: PNG, SVG, and pages of HTML that work offline; in Chinese and English. Needs ``tcgraph[pictures]``.

``PICTURES`` names them. Each is a function on a dataset that writes a file, ``tile_map(dataset, "map.svg", language="en")``; ``sheet_of``
gives the picture without a file, with title, caption, table and alternative text, and ``alt_text`` the last of these. Any view is drawn
by ``network_picture(view, file)``. A notebook shows sheets as they are: what ``sheet_of(dataset, name)`` and ``network_sheet(view)`` give.
"""

from tcgraph.pictures.batches import timeline
from tcgraph.pictures.heat import heat_map
from tcgraph.pictures.links import link_matrix
from tcgraph.pictures.organisations import network, network_picture, network_sheet
from tcgraph.pictures.registry import PICTURES, Picture, alt_text, sheet_of
from tcgraph.pictures.slopes import rank_slopes
from tcgraph.pictures.tiles import tile_map

__all__ = [
    "PICTURES", "Picture", "alt_text", "heat_map", "link_matrix", "network", "network_picture", "network_sheet", "rank_slopes", "sheet_of",
    "tile_map", "timeline",
]  # fmt: skip
