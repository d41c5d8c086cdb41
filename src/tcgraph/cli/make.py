"""The commands that make: ``build``, ``load``."""

from pathlib import Path
from typing import Annotated

import typer

from tcgraph import dataset as datasets
from tcgraph.cli.app import settings
from tcgraph.cli.output import say, working
from tcgraph.errors import CallError

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    for command in (build, load):
        app.command()(command)


def build(out: Annotated[Path | None, typer.Option("--out", "-o", help="Folder that receives data/ttl and ontology/fields.ttl; "
                                                                        "without it, the files of this installation.")] = None,
          sources: Annotated[Path | None, typer.Option(help="Folder of the sources (CSV with sidecars).")] = None,
          seal: Annotated[bool, typer.Option("--seal", help="Accept changed sources: write their hashes first.")] = False) -> None:
    """Makes the Turtle files from the sources.

    The same sources give the same bytes; only files that change are written.
    """
    from tcgraph.build import build as run_build  # slow to import, and for this command only

    with working("Building the graphs"):
        report = run_build(out, sources=sources, accept_changes=seal)
    for name in report.sealed:
        say(f"sealed {name}")
    for file in report.written:
        say(f"wrote {file}")
    for file in report.removed:
        say(f"removed {file}")
    say(f"{report.statements:,} statements; {len(report.written)} files written, {len(report.unchanged)} unchanged.")


def load(files: Annotated[list[Path], typer.Argument(help="RDF files: .ttl .nt .nq .trig .jsonld .rdf, .gz on top.")],
         graph: Annotated[str | None, typer.Option(help="IRI of the graph for files that name none.")] = None) -> None:
    """Adds RDF files to the store of --store DIR.

    All of them or none: if one is broken, or the process dies, the store is as before.
    """
    if settings.store is None:
        raise CallError("Say which store: tcgraph --store DIR load FILES…")
    with datasets.open(settings.store) as dataset, working(f"Loading {len(files)} files"):
        before = len(dataset)
        dataset.load(*files, graph=graph)
        added = len(dataset) - before
    say(f"{added:,} quads added.")
