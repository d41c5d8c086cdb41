"""``tcgraph why``: where the statements about a thing come from."""

from typing import Annotated

import typer

from tcgraph.cli.app import language, open_dataset
from tcgraph.cli.output import check_format, dump, emit

__all__ = ["register"]

_FORMATS = ("text", "json")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(why)


def why(name: Annotated[str, typer.Argument(help="Name, former name, code, IRI or short id; an enterprise's name stands for its center.",
                                            metavar="CENTER")],
        property: Annotated[str | None, typer.Argument(help="Only this property: tc:locatedIn, locatedIn or its label.")] = None,
        format: Annotated[str, typer.Option("--format", "-f", help="text or json",
                                            autocompletion=lambda: list(_FORMATS))] = "text") -> None:
    """Tells where what is said of a center comes from.

    Conclusion, method, confidence, rows as printed, notices, decisions, source files with hashes.
    """
    check_format(format, _FORMATS)
    explanation = open_dataset().why(name, property)
    emit(dump(explanation.to_dict()) if format == "json" else explanation.to_text(language()))
