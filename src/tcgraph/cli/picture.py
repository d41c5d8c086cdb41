"""``tcgraph picture``: a picture of the lists or of the cooperation, as a file."""

from pathlib import Path
from typing import Annotated

import typer

from tcgraph.cli.app import open_dataset
from tcgraph.cli.language import spoken
from tcgraph.cli.output import emit, say, working
from tcgraph.errors import CallError

__all__ = ["register"]

_NAMES = ("network", "tile_map", "heat_map", "timeline", "rank_slopes", "link_matrix")
_ARGUMENT = f"{', '.join(_NAMES)}; without it, a list of them."


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(picture)


def _completed() -> list[str]:
    return list(_NAMES)


def picture(name: Annotated[str | None, typer.Argument(help=_ARGUMENT, autocompletion=_completed)] = None,
            output: Annotated[Path | None, typer.Option("--output", "-o", help="The file: .png, .svg or .html.")] = None,
            province: Annotated[str | None, typer.Option(help="A place: filters a network, is marked in the others.")] = None,
            field: Annotated[str | None, typer.Option(help="A technology field, by code or name.")] = None,
            of: Annotated[str | None, typer.Option(help="Whose place and field: enterprise, university, … (network, link_matrix).")] = None,
            on: Annotated[str | None, typer.Option(help="The day, YYYY-MM-DD (tile_map, heat_map).", metavar="DAY")] = None,
            since: Annotated[int | None, typer.Option(help="First year (network, link_matrix).")] = None,
            until: Annotated[int | None, typer.Option(help="Last year (network, link_matrix).")] = None,
            kind: Annotated[list[str] | None, typer.Option(help="Kind of cooperation: JointAward, … (network, link_matrix).")] = None,
            most: Annotated[int | None, typer.Option(help="Organisations drawn at most, 2 or more (network).")] = None,
            top: Annotated[int | None, typer.Option(help="Ranks shown (rank_slopes).")] = None,
            older: Annotated[int | None, typer.Option(help="Batch of the older list (rank_slopes).")] = None,
            newer: Annotated[int | None, typer.Option(help="Batch of the newer list (rank_slopes).")] = None,
            language: Annotated[str, typer.Option(help="zh or en; without it, the language of messages.")] = "",
            alt: Annotated[bool, typer.Option("--alt", help="Print what the picture shows, in words, too.")] = False) -> None:
    """Draws a picture as PNG, SVG or HTML that works offline.
    """
    from tcgraph.pictures import PICTURES
    from tcgraph.pictures.registry import picture as picture_named
    from tcgraph.pictures.sheet import check_language
    from tcgraph.pictures.write import checked_format

    tongue = spoken(check_language(language) if language else "")
    if name is None:
        emit("".join(f"{one.name:12} {one.title[tongue == 'en']}\n" for one in PICTURES.values()))
        return
    found = picture_named(name)
    if output is None and not alt:
        raise CallError(f"Say where the picture goes: tcgraph picture {found.name} -o {found.name}.png (or .svg, .html).")
    if output is not None:
        checked_format(output)
    given = {"province": province, "field": field, "of": of, "on": on, "since": since, "until": until, "kind": kind or None, "most": most,
             "top": top, "older": older, "newer": newer}
    options = {key: value for key, value in given.items() if value is not None}
    found.check(options)
    dataset = open_dataset()
    with working(f"Drawing {found.name}"):
        file = found.write(dataset, output, language=tongue, **options) if output is not None else None
        text = found.draw(found.ask(dataset, **options), tongue).alt if alt else ""
    if file is not None:
        say(f"{file}: {file.stat().st_size:,} bytes.")
    if text:
        emit(text + "\n")
