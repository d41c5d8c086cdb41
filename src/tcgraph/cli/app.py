"""The application and what its commands share: which dataset, which language."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from tcgraph import dataset as datasets
from tcgraph.cli.output import working
from tcgraph.dataset import Dataset
from tcgraph.errors import CallError
from tcgraph.vocab import VERSION

__all__ = ["Language", "app", "language", "open_dataset", "settings"]

app = typer.Typer(
    name="tcgraph",
    help="China's national enterprise technology centers as linked data. / 中国国家企业技术中心关联数据。",
    epilog="Data on standard output, messages on standard error. Exit codes: 0 fine, 1 findings, 2 error.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
)


@dataclass
class Settings:
    """What the options before the command say."""

    store: Path | None = None
    language: str = "en"


settings = Settings()
Language = str


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"tcgraph {VERSION}")
        raise typer.Exit


@app.callback()
def common(
    store: Annotated[Path | None, typer.Option(help="Folder of a store on disk; without it, the packaged graph.", metavar="DIR")] = None,
    language: Annotated[str, typer.Option(help="zh or en, for texts and messages.", envvar="TCGRAPH_LANGUAGE")] = "",
    version: Annotated[bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)] = False,
) -> None:
    """China's national enterprise technology centers as linked data. / 中国国家企业技术中心关联数据。"""
    if language not in ("", "zh", "en"):
        raise CallError(f"No language {language!r}: zh or en.")
    settings.store = store
    settings.language = language or _language_of_environment()


def _language_of_environment() -> str:
    named = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(key))), "")
    return "zh" if named.lower().startswith("zh") else "en"


def language() -> str:
    """``zh`` or ``en``."""
    return settings.language


def open_dataset() -> Dataset:
    """The dataset that the command works on."""
    if settings.store is None:
        with working("Loading the packaged graph"):
            return datasets.load()
    if not settings.store.exists():
        raise CallError(f"{settings.store} is not there. `tcgraph --store {settings.store} load FILES` makes it.")
    return datasets.open(settings.store)


Register = Callable[[typer.Typer], None]
