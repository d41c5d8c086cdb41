"""The application and what its commands share: which dataset, which language."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from tcgraph import dataset as datasets
from tcgraph.cli.help import Group
from tcgraph.cli.language import language, settings
from tcgraph.cli.output import working
from tcgraph.dataset import Dataset
from tcgraph.errors import CallError
from tcgraph.vocab import VERSION

__all__ = ["Language", "app", "language", "open_dataset", "settings"]

app = typer.Typer(
    name="tcgraph",
    cls=Group,
    epilog="Data on standard output, messages on standard error. Exit codes: 0 fine, 1 findings, 2 error.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
)


Language = str


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"tcgraph {VERSION}")
        raise typer.Exit


def _speak(asked: str) -> str:
    """At once, so that help and errors that follow are in this language."""
    if asked not in ("", "zh", "en"):
        raise CallError(f"No language {asked!r}: zh or en.")
    settings.language = asked
    return asked


@app.callback()
def common(
    store: Annotated[Path | None, typer.Option(help="Folder of a store on disk; without it, the packaged graph.", metavar="DIR")] = None,
    language: Annotated[str, typer.Option(help="zh or en, for help, texts and messages (中文：zh).", envvar="TCGRAPH_LANGUAGE",
                                          callback=_speak, is_eager=True, show_default=False)] = "",
    version: Annotated[bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)] = False,
) -> None:
    """China's national enterprise technology centers as linked data."""
    settings.store = store


def open_dataset() -> Dataset:
    """The dataset that the command works on."""
    if settings.store is None:
        with working("Loading the packaged graph"):
            return datasets.load()
    if not settings.store.exists():
        raise CallError(f"{settings.store} is not there. `tcgraph --store {settings.store} load FILES` makes it.")
    return datasets.open(settings.store)


Register = Callable[[typer.Typer], None]
