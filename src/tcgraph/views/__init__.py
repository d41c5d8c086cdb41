"""Networks of industry, universities and institutes, as read-only networkx graphs.

Nodes are IRIs (``str``), attributes plain Python values (``str``, ``int``, ``float``, ``bool``), so that GraphML and GEXF take them. A view
keeps arrays inside (``networks``): networkx's algorithms work on it as on any graph, ``view.to_networkx()`` is a copy that can be
changed. All views take a dataset, or columns, for which IRIs stand in the place of names.

``view.graph`` says what the view is and what it leaves out: ``name``; the filters; ``cooperations`` and ``participations`` shown;
``alone``, of these cooperations those with one organisation, which make a node and no edge; ``undated``, those without a year;
``absurd_years`` and ``reversed_years`` (see ``views.years``); ``undated_left_out``, those that a filter by year dropped for want of
one; ``repeated`` participations of an organisation in the same cooperation, in all data, counted once, so that there are no
self-loops; ``not_organisations``, in all data, participants that are literals, left out; of a roll-up, among what is shown:
``rolled_up`` organisations that were replaced, ``merged_by_roll_up`` participations that became one, ``several_parents``. The
counts of years are not there where a store of more than ``participations.SMALL`` rows has not been asked for years.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tcgraph.views.registry import ABOUT, VIEWS, parameters, view
from tcgraph.views.write import write_view

if TYPE_CHECKING:
    from tcgraph.views.around import ego, industry_institute_paths, path_table
    from tcgraph.views.filters import selection
    from tcgraph.views.groups import field_links, organisation_fields, province_links
    from tcgraph.views.names import KINDS
    from tcgraph.views.parallel import parallel_links
    from tcgraph.views.participations import Participations
    from tcgraph.views.projection import cooperation, participation
    from tcgraph.views.reasons import Cooperation, why
    from tcgraph.views.series import backbone, slices
    from tcgraph.views.structure import hierarchy, succession
    from tcgraph.views.weights import WEIGHTS

__all__ = [
    "ABOUT",
    "KINDS",
    "VIEWS",
    "WEIGHTS",
    "Cooperation",
    "Participations",
    "backbone",
    "cooperation",
    "ego",
    "field_links",
    "hierarchy",
    "industry_institute_paths",
    "organisation_fields",
    "parallel_links",
    "parameters",
    "participation",
    "path_table",
    "province_links",
    "selection",
    "slices",
    "succession",
    "view",
    "why",
    "write_view",
]

_HOME = {
    "around": ("ego", "industry_institute_paths", "path_table"), "filters": ("selection",), "series": ("backbone", "slices"),
    "groups": ("field_links", "organisation_fields", "province_links"), "participations": ("Participations",),
    "names": ("KINDS",), "parallel": ("parallel_links",), "structure": ("hierarchy", "succession"),
    "projection": ("cooperation", "participation"), "reasons": ("Cooperation", "why"), "weights": ("WEIGHTS",),
}  # fmt: skip
_MODULE = {name: module for module, names in _HOME.items() for name in names}  # these stand on numpy, and are imported when asked for


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> Any:
    if name not in _MODULE:
        raise AttributeError(f"module 'tcgraph.views' has no attribute {name!r}")
    globals()[name] = found = getattr(import_module(f"tcgraph.views.{_MODULE[name]}"), name)
    return found
