"""The commands that write files: ``view`` and ``export``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tcgraph import views
from tcgraph.cli.app import language as app_language
from tcgraph.cli.app import open_dataset
from tcgraph.cli.output import say, working
from tcgraph.dataset import Dataset
from tcgraph.errors import FormatError
from tcgraph.export import FORMATS
from tcgraph.export import export as run_export
from tcgraph.views import VIEWS, parameters, write_view
from tcgraph.views import view as named_view
from tcgraph.views.write import FORMATS as GRAPH_FORMATS

if TYPE_CHECKING:
    from tcgraph.networks.network import NetworkView

__all__ = ["register"]

Output = Annotated[Path, typer.Option("--output", "-o", help="The file to write; its ending tells the format.")]

_PICTURES = (".png", ".svg", ".html")
_DRAWN = ("cooperation", "ego")


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(view)
    app.command()(export)


def view(name: Annotated[str, typer.Argument(help=", ".join(VIEWS), autocompletion=lambda: list(VIEWS))],
         output: Output,
         province: Annotated[str | None, typer.Option(help="Cooperations with an organisation of this place.")] = None,
         field: Annotated[str | None, typer.Option(help="Cooperations with an enterprise of this field (code or name).")] = None,
         since: Annotated[int | None, typer.Option(help="First year.")] = None,
         until: Annotated[int | None, typer.Option(help="Last year.")] = None,
         kind: Annotated[list[str] | None, typer.Option(help="Kind of cooperation: JointAward, JointPlatform, …")] = None,
         trust: Annotated[str | None, typer.Option(help="How the source is rated: good or medium.")] = None,
         organisation: Annotated[str | None, typer.Option(help="Whose surroundings (ego): name or IRI.")] = None,
         radius: Annotated[int | None, typer.Option(help="Steps from the organisation (ego).", min=1)] = None,
         level: Annotated[int | None, typer.Option(help="Level of the fields (field_links, organisation_fields).")] = None,
         weight: Annotated[str | None, typer.Option(help="count, newman (1/(n-1)) or fractional.")] = None,
         half_life: Annotated[float | None, typer.Option(help="Years in which a cooperation loses half of its weight.")] = None,
         reference_year: Annotated[int | None, typer.Option(help="Year from which --half-life counts back.")] = None,
         roll_up: Annotated[bool, typer.Option("--roll-up", help="Laboratories count as the university they belong to.")] = False,
         backbone: Annotated[float | None, typer.Option(help="Keep edges less probable by chance than this.", min=0, max=1,
                                                        metavar="ALPHA")] = None,
         language: Annotated[str, typer.Option(help="zh or en, for a picture.", show_default=False)] = "") -> None:
    """Writes a network as graph file, table or picture.

    .gexf, .graphml, .csv and .parquet for other programs, .png, .svg and .html to look at.
    将合作网络写成图文件、表格或图片。
    """
    endings = (*GRAPH_FORMATS, *_PICTURES)
    if output.suffix.lower() not in endings:
        raise FormatError(f"{output}: a view is written as {', '.join(endings)}, by the ending of the file.")
    filters = {"province": province, "field": field, "since": since, "until": until, "kind": kind or None, "trust": trust}
    given = filters | {"organisation": organisation, "radius": radius, "level": level, "weight": weight, "half_life": half_life,
                       "reference_year": reference_year, "roll_up": roll_up or None}
    parameters(name)  # an unknown view is told before the graph is loaded
    if name not in _DRAWN and output.suffix.lower() in _PICTURES:
        raise FormatError(f"No picture is drawn of the view {name}, only of {' and '.join(_DRAWN)}. Write {', '.join(GRAPH_FORMATS)}.")
    dataset = open_dataset()
    with working(f"Making the view {name}"):
        graph = named_view(dataset, name, given)
        graph = graph if backbone is None else views.backbone(graph, backbone)
        file = _write(graph, output, dataset, filters, language or app_language())
    say(f"{file}: {graph.number_of_nodes():,} nodes, {graph.number_of_edges():,} edges.")


def _write(graph: "NetworkView", output: Path, dataset: Dataset, filters: dict[str, Any], tongue: str) -> Path:
    if output.suffix.lower() not in _PICTURES:
        return write_view(graph, output)
    from tcgraph.pictures import network_picture
    from tcgraph.pictures.facts import filter_names

    named = {name: filters[name] for name in ("province", "field", "since", "until")}
    return network_picture(graph, output, filters=filter_names(dataset, kinds=tuple(filters["kind"] or ()), **named), language=tongue)


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
