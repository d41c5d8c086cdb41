"""The commands that write files: ``view`` and ``export``."""

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tcgraph import views
from tcgraph.cli.app import open_dataset
from tcgraph.cli.language import spoken, told
from tcgraph.cli.output import say, working
from tcgraph.dataset import Dataset
from tcgraph.errors import FormatError
from tcgraph.export import FORMATS
from tcgraph.export import export as run_export
from tcgraph.views import ABOUT, VIEWS, write_view
from tcgraph.views import view as named_view
from tcgraph.views.registry import accepted
from tcgraph.views.write import FORMATS as GRAPH_FORMATS

if TYPE_CHECKING:
    from tcgraph.views.registry import AnyView

__all__ = ["register"]

Output = Annotated[Path, typer.Option("--output", "-o", help="The file to write; its ending tells the format.")]

_PICTURES = (".png", ".svg", ".html")


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(view)
    app.command()(export)


def _complete_view(incomplete: str) -> list[tuple[str, str]]:
    return [(name, told(ABOUT[name], "help")) for name in VIEWS if name.startswith(incomplete)]


def _complete_kind(incomplete: str) -> list[tuple[str, str]]:
    from tcgraph.views.names import kind_labels

    texts = [(text, code) for code, labels in kind_labels().items() for text in (code, *labels)]
    return [found for found in texts if found[0].casefold().startswith(incomplete.casefold())]


def _complete_class(incomplete: str) -> list[str]:
    return [kind for kind in ("enterprise", "university", "institute") if kind.startswith(incomplete.casefold())]


def view(name: Annotated[str, typer.Argument(help="The network to write: see below.", autocompletion=_complete_view)],
         output: Output,
         province: Annotated[str | None, typer.Option(help="Cooperations with an organisation of this place (name or code).")] = None,
         field: Annotated[str | None, typer.Option(help="Cooperations with an enterprise of this field (code or name).")] = None,
         of: Annotated[str | None, typer.Option(help="What lies there and works in it: enterprise (with a center), university, institute.",
                                                autocompletion=_complete_class)] = None,
         since: Annotated[int | None, typer.Option(help="First year, included.")] = None,
         until: Annotated[int | None, typer.Option(help="Last year, included.")] = None,
         kind: Annotated[list[str] | None, typer.Option(help="Kind of cooperation: JointAward, 共同获奖, joint award, …",
                                                         autocompletion=_complete_kind)] = None,
         trust: Annotated[str | None, typer.Option(help="How the source is rated: good or medium.")] = None,
         organisation: Annotated[str | None, typer.Option(help="Whose surroundings (ego): name or IRI.")] = None,
         radius: Annotated[int | None, typer.Option(help="Steps from the organisation (ego).", min=1)] = None,
         level: Annotated[int | None, typer.Option(help="Level of the fields (field_links, organisation_fields).")] = None,
         weight: Annotated[str | None, typer.Option(help="count, newman (1/(n-1)) or fractional.")] = None,
         half_life: Annotated[float | None, typer.Option(help="Years in which a cooperation loses half of its weight.")] = None,
         reference_year: Annotated[int | None, typer.Option(help="Year from which --half-life counts back.")] = None,
         roll_up: Annotated[bool, typer.Option("--roll-up", help="Laboratories count as the university they belong to.")] = False,
         former: Annotated[bool, typer.Option("--former", help="Also what units belonged to before (hierarchy).")] = False,
         units: Annotated[bool, typer.Option(help="With technology centers, or organisations alone (hierarchy).")] = True,
         backbone: Annotated[float | None, typer.Option(help="Keep edges less probable by chance than this.", min=0, max=1,
                                                        metavar="ALPHA")] = None,
         language: Annotated[str, typer.Option(help="zh or en, for messages and pictures.", show_default=False)] = "") -> None:
    """Writes a network as graph file, table or picture.

    .gexf, .graphml, .csv and .parquet for other programs, .png, .svg and .html to look at.
    """
    tongue = spoken(language)
    endings = (*GRAPH_FORMATS, *_PICTURES)
    if output.suffix.lower() not in endings:
        raise FormatError(f"{output}: a view is written as {', '.join(endings)}, by the ending of the file.")
    filters = {"province": province, "field": field, "of": of, "since": since, "until": until, "kind": kind or None, "trust": trust}
    given = filters | {"organisation": organisation, "radius": radius, "level": level, "weight": weight, "half_life": half_life,
                       "reference_year": reference_year, "roll_up": roll_up or None, "former": former or None,
                       "units": None if units else False}
    accepted(name, given)  # what is not known is told before the graph is loaded
    dataset = open_dataset()
    with working(f"Making the view {name}"):
        graph = named_view(dataset, name, given)
        graph = graph if backbone is None else views.backbone(graph, backbone)
        file = _write(graph, output, dataset, filters, tongue)
    nodes = graph.number_of_nodes()
    say(f"{file}: {nodes:,} nodes, {graph.number_of_edges():,} edges." + ("" if nodes else " Nothing passes the filters."))


view.__doc__ = f"{inspect.cleandoc(view.__doc__ or '')}\n\n\b\n" + "\n".join(f"{name}: {text}" for name, text in ABOUT.items())


def _write(graph: "AnyView", output: Path, dataset: Dataset, filters: dict[str, Any], tongue: str) -> Path:
    if output.suffix.lower() not in _PICTURES:
        return write_view(graph, output)
    from tcgraph.pictures import network_picture
    from tcgraph.pictures.facts import filter_names
    from tcgraph.views.names import kinds_named

    named = {name: filters[name] for name in ("province", "field", "since", "until", "of")}
    kinds = tuple(sorted(kinds_named(filters["kind"])))
    return network_picture(graph, output, filters=filter_names(dataset, kinds=kinds, **named), language=tongue)


def export(output: Output,
           format: Annotated[str | None, typer.Option("--format", "-f", help=", ".join([*FORMATS, "csv"]))] = None,
           table: Annotated[str, typer.Option(help="For csv: the question whose answer is the table.")] = "center_table",
           bom: Annotated[bool, typer.Option(help="For csv: the mark that Excel needs to read Chinese.")] = True) -> None:
    """Writes the dataset as RDF, or a table as CSV.

    Turtle, N-Triples, N-Quads, TriG, JSON-LD, RDF/XML by the ending of the file.
    """
    dataset = open_dataset()
    with working(f"Writing {output}"):
        file = run_export(dataset, output, format=format, table=table, bom=bom)
    say(f"{file}: {file.stat().st_size:,} bytes.")
