"""``tcgraph diff``: what became of the rows of a list on another, or of the statements of one version of data in the next."""

from pathlib import Path
from typing import Annotated

import typer

from tcgraph.cli.app import language, open_dataset
from tcgraph.cli.output import check_format, emit, say, working
from tcgraph.diff import FORMATS, needs_dataset
from tcgraph.diff import diff as run_diff
from tcgraph.errors import CallError
from tcgraph.files import write_text

__all__ = ["register"]

_SIDE = "notice:26, a CSV of a roster, an RDF file, a folder of them, or a store."
_FILL = "An empty region in a CSV means the one above; without this it is seen from the file."


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(diff)


def _formats() -> list[str]:
    return list(FORMATS)


def diff(old: Annotated[str, typer.Argument(metavar="A", help=f"The older side: {_SIDE}")],
         new: Annotated[str, typer.Argument(metavar="B", help="The newer side, of the same sort.")],
         format: Annotated[str, typer.Option("--format", "-f", help=", ".join(FORMATS), autocompletion=_formats)] = "text",
         output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file, whole or not at all.")] = None,
         summary: Annotated[bool, typer.Option(help="The counts before, in, out, after, and the notices' figures.")] = False,
         limit: Annotated[int, typer.Option(help="Rows shown of each group in text and md.")] = 20,
         all: Annotated[bool, typer.Option("--all", help="Show all rows.")] = False,
         fill_regions: Annotated[bool | None, typer.Option(help=_FILL, show_default=False)] = None,
         ignore_graphs: Annotated[bool, typer.Option("--ignore-graphs", help="Compare triples, whatever graph they stand in.")] = False,
         exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit code 1 if anything differs.")] = False) -> None:
    """Explains the difference of two rosters or two versions of data.

    Of rosters: renamed, turned into a sub-center, no longer listed, new, undecided, each with evidence, and the balance of the notices.
    Formats: text, md, csv, excel (CSV with byte order mark), json, patch (RDF Patch).
    """
    check_format(format, FORMATS)
    if limit < 0:
        raise CallError(f"--limit is {limit}; it is 0 or more, or give --all.")
    dataset = open_dataset() if needs_dataset(old, new) else None
    try:
        with working(f"Comparing {old} with {new}"):
            found = run_diff(old, new, dataset=dataset, fill_regions=fill_regions, ignore_graphs=ignore_graphs)
            text = found.to(format, language=language(), limit=None if all else limit, summary=summary)
            differs = bool(found)
    finally:
        if dataset is not None:
            dataset.close()
    if output is not None:
        write_text(output, text)
        say(f"{output}: {', '.join(f'{status} {count:,}' for status, count in found.counts.items() if count) or 'no difference'}")
    else:
        emit(text)
    if exit_code and differs:
        raise typer.Exit(1)
