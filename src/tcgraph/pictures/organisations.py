"""A network as a picture: which part of it is drawn, and the files.

PNG and SVG show the part that a person can read; HTML shows up to 1,000 nodes with links and can be searched, turned over and enlarged.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tcgraph.dataset import Dataset
from tcgraph.files import write_text
from tcgraph.pictures.facts import filter_names
from tcgraph.pictures.network_facts import MOST, NetworkFacts, of_graph
from tcgraph.pictures.network_page import network_page
from tcgraph.pictures.network_sheet import bare, drawn
from tcgraph.pictures.sheet import Sheet, check_language
from tcgraph.pictures.subjects import Pair
from tcgraph.pictures.write import LANGUAGES, checked_format, write_picture
from tcgraph.views import cooperation

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["MOST", "NetworkFacts", "ask", "draw", "network", "network_picture", "network_sheet", "of_graph"]


def network(dataset: Dataset, file: Path | str, *, province: str | None = None, field: str | None = None, of: str | None = None,
            since: int | None = None, until: int | None = None, kind: str | Iterable[str] | None = None, most: int | None = None,
            language: str = "zh") -> Path:
    """The network of cooperation in a file; filters as in ``views.cooperation``.

    At most ``most`` organisations are shown (default: ``MOST``), those with most cooperations; the caption says so. HTML is interactive and offline: pan,
    zoom, facts on hover, neighbours on click, search, kinds on and off, both languages, all by keyboard too. Raises what the view raises, ``CallError``
    for ``most`` below 2; else and languages: as ``tile_map``. Cost: about a second for PNG and SVG, ten for a page of a thousand organisations.
    """
    format = checked_format(file)
    return _written(ask(dataset, province=province, field=field, of=of, since=since, until=until, kind=kind, most=MOST[format] if most is None else most),
                    file, language)


def network_picture(graph: "nx.Graph", file: Path | str, *, filters: Iterable[Pair] | None = None, most: int | None = None,
                    language: str = "zh") -> Path:
    """As ``network``, for a network that is there: any view, or any graph with its attributes.

    ``filters`` (pairs of Chinese and English) name it in the title; without them a view says itself what it was filtered by. Provinces are
    drawn on their tiles, the others by their links.
    """
    return _written(of_graph(graph, filters=filters, most=MOST[checked_format(file)] if most is None else most), file, language)


def network_sheet(graph: "nx.Graph", *, filters: Iterable[Pair] | None = None, most: int = MOST["png"], language: str = "zh") -> Sheet:
    """The picture of a network without a file: a notebook shows it, ``alt`` says in words what it shows. Parameters: ``network_picture``."""
    return draw(of_graph(graph, filters=filters, most=most), check_language(language))


def draw(facts: NetworkFacts, language: str) -> Sheet:
    """The sheet of the network."""
    return drawn(facts, language)


def _written(facts: NetworkFacts, file: Path | str, language: str) -> Path:
    if checked_format(file) == "html":
        check_language(language)
        return write_text(Path(file), network_page(facts, {tongue: bare(facts, tongue) for tongue in LANGUAGES}, language))
    return write_picture(lambda tongue: draw(facts, tongue), file, language)


def ask(dataset: Dataset, *, province: str | None = None, field: str | None = None, of: str | None = None, since: int | None = None,
        until: int | None = None, kind: str | Iterable[str] | None = None, most: int = MOST["png"]) -> NetworkFacts:
    """What the picture shows, asked of the dataset: see ``network``."""
    kinds = (kind,) if isinstance(kind, str) else tuple(kind or ())
    graph = cooperation(dataset, province=province, field=field, of=of, since=since, until=until, kind=kinds or None)
    return of_graph(graph, filters=filter_names(dataset, province, field, kinds, since, until, of), most=most)
