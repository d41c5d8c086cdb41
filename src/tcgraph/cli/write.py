"""The commands that write files: ``view`` and ``export``."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tcgraph.cli.app import open_dataset
from tcgraph.cli.output import say, working
from tcgraph.errors import FormatError, UnknownNameError
from tcgraph.export import FORMATS
from tcgraph.export import export as run_export
from tcgraph.views import VIEWS, write_view
from tcgraph.views.write import FORMATS as GRAPH_FORMATS

__all__ = ["register"]

Output = Annotated[Path, typer.Option("--output", "-o", help="The file to write; its ending tells the format.")]

_PICTURES = (".png", ".svg")


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(view)
    app.command()(export)


def view(name: Annotated[str, typer.Argument(help=" or ".join(VIEWS), autocompletion=lambda: list(VIEWS))],
         output: Output,
         province: Annotated[str | None, typer.Option(help="Cooperations with an organisation of this place.")] = None,
         field: Annotated[str | None, typer.Option(help="Cooperations with an enterprise of this field (code or name).")] = None,
         since: Annotated[int | None, typer.Option(help="First year.")] = None,
         until: Annotated[int | None, typer.Option(help="Last year.")] = None,
         kind: Annotated[list[str] | None, typer.Option(help="Kind of cooperation: JointAward, JointPlatform, …")] = None,
         trust: Annotated[str | None, typer.Option(help="How the source is rated: good or medium.")] = None) -> None:
    """Writes a network as graph file or picture.

    .gexf, .graphml and .csv (edges) for other programs, .png and .svg to look at.
    """
    if name not in VIEWS:
        raise UnknownNameError(name, VIEWS)
    endings = (*GRAPH_FORMATS, *_PICTURES)
    if output.suffix.lower() not in endings:
        raise FormatError(f"{output}: a view is written as {', '.join(endings)}, by the ending of the file.")
    if name != "cooperation" and output.suffix.lower() in _PICTURES:
        raise FormatError(f"No picture is drawn of the view {name}, only of cooperation. Write {', '.join(GRAPH_FORMATS)}.")
    dataset = open_dataset()
    with working(f"Drawing the view {name}"):
        graph = VIEWS[name](dataset, province=province, field=field, since=since, until=until, kind=kind, trust=trust)
        file = _write(graph, output, province)
    say(f"{file}: {graph.number_of_nodes():,} nodes, {graph.number_of_edges():,} edges.")


def _write(graph: Any, output: Path, province: str | None) -> Path:
    if output.suffix.lower() not in _PICTURES:
        return write_view(graph, output)
    from tcgraph.report.picture import draw_network, readable

    part, least = readable(graph)
    caption = ("来源：tcgraph 合作数据。", "Source: the cooperation graphs of tcgraph.")
    if least:
        say(f"Only organisations with at least {least} cooperations are drawn, so that the picture can be read; .gexf holds all.")
        caption = (f"{caption[0]}只画合作不少于 {least} 次的机构。", f"{caption[1]} Only organisations with at least {least} cooperations.")
    place = f"（{province}）" if province else ""
    title = (f"产学研合作网络{place}", f"Cooperation network{f' ({province})' if province else ''}")
    return draw_network(part, output, title=title, caption=caption)


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
