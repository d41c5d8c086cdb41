"""The command ``validate``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tcgraph.cli.app import language, open_dataset, settings
from tcgraph.cli.output import check_format, emit, say, working
from tcgraph.cli.standard_input import open_input
from tcgraph.errors import CallError, TcgraphError
from tcgraph.files import write_text
from tcgraph.shacl.names import ENGINES, FORMAT_NAMES, SEVERITIES
from tcgraph.store.formats import Loadable

if TYPE_CHECKING:
    from tcgraph.shacl.inputs import Data, Shapes
    from tcgraph.shacl.report import Report

__all__ = ["register"]

_FORMATS = f"{', '.join(FORMAT_NAMES)}; without it by the ending of --output, else text."


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(validate)


def _formats() -> list[str]:
    return list(FORMAT_NAMES)


def _engines() -> list[str]:
    return list(ENGINES)


def validate(files: Annotated[list[str] | None, typer.Argument(help="RDF files, folders of them, or - for standard input; without any, "
                                                                   "the dataset.")] = None,
             shapes: Annotated[list[str] | None, typer.Option(help="Shapes: files, folders or -, instead of the packaged ones.")] = None,
             format: Annotated[str, typer.Option("--format", "-f", help=_FORMATS, autocompletion=_formats, show_default=False)] = "",
             output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file, whole or not at all.")] = None,
             engine: Annotated[str, typer.Option(help="columns, or pyshacl (the reference, slow).", autocompletion=_engines)] = "columns",
             baseline: Annotated[Path | None, typer.Option(help="An earlier report (json, ttl): only what is new counts.")] = None,
             max_results: Annotated[int | None, typer.Option(min=0, help="List at most so many results, and say how many more.")] = None,
             fail_on: Annotated[str, typer.Option(help="Least severity for exit code 1: info, warning, violation.")] = "info",
             keep: Annotated[Path | None, typer.Option(help="Keep the columns of the files in this folder: the next run on them starts at "
                                                            "once. With --shapes, or without files.", metavar="DIR")] = None,
             seconds: Annotated[float | None, typer.Option("--time-limit", min=0, help="Seconds for queries in the shapes.")] = None,
             memory: Annotated[int | None, typer.Option(min=1, metavar="MB", help="Check files in parts, with so much memory for "
                                                                                   "data.")] = None,
             scratch: Annotated[Path | None, typer.Option(help="Folder for the parts of --memory.", metavar="DIR")] = None,
             input_format: Annotated[str | None, typer.Option(help="Syntax of standard input: ttl, nq, jsonld, rdf …")] = None,
             language: Annotated[str, typer.Option(help="zh or en, for the report.", show_default=False)] = "",
             watch: Annotated[bool, typer.Option("--watch", help="Check again after each change of the files, until stopped.")] = False,
             explain: Annotated[bool, typer.Option("--explain", help="Say how the shapes are checked; check nothing.")] = False) -> None:
    """Checks the dataset, or files, with SHACL.

    Exit code 0: fine, 1: findings, 2: error. With any finding, a note too, the data do not conform; --fail-on is about the exit code.
    """
    if fail_on.lower() not in SEVERITIES:
        raise CallError(f"No severity {fail_on!r}: info, warning or violation.")
    telling = _Telling(format or _format_of(output), _tongue(language), output)
    if engine not in ENGINES:
        raise CallError(f"No engine {engine!r}: {' or '.join(ENGINES)}.")
    given = _given(shapes, input_format) or None
    if explain:
        telling.explain(given)
    elif watch:
        others = (baseline, max_results, keep, memory, scratch, None if engine == "columns" else engine)
        _refuse_beside_watch(files, shapes, any(other is not None for other in others))
        telling.watch(files or [], shapes, seconds)
    else:
        data = _given(files, input_format) or (open_dataset() if settings.store is not None else None)
        telling.check(data, fail_on, shapes=given, engine=engine, baseline=baseline, max_results=max_results, keep=keep,
                      seconds=seconds, memory_mb=memory, scratch=scratch)  # fmt: skip


def _refuse_beside_watch(files: list[str] | None, shapes: list[str] | None, others: bool) -> None:
    if not files or "-" in [*files, *(shapes or ())]:
        raise CallError("--watch wants files or folders that have a name.")
    if others:
        raise CallError("--watch goes with --shapes, --format, --output, --language and --time-limit only.")


class _Telling:
    """How a report is told: format, language, file (None: standard output)."""

    def __init__(self, format: str, language: str, output: Path | None) -> None:
        check_format(format, FORMAT_NAMES)
        self.format, self.language, self.output = format, language, output

    def explain(self, shapes: "Shapes") -> None:
        """How the shapes are checked."""
        from tcgraph.shacl.validation import plan_of

        _write(plan_of(shapes).explain(), self.output)

    def check(self, data: "Data", fail_on: str, **options: Any) -> None:
        """Validates, tells, and ends with exit code 1 where there is something of that severity."""
        from tcgraph.shacl import Severity
        from tcgraph.shacl import validate as run_validation

        with working("Validating") as told:
            report = run_validation(data, **options, progress=told if options["memory_mb"] else None)
            text = report.to(self.format, self.language)
        self.tell(report, text)
        if report.fails(Severity[fail_on.upper()]):
            raise typer.Exit(1)

    def watch(self, files: list[str], shapes: list[str] | None, seconds: float | None) -> None:
        """A report after each change, until the process is stopped."""
        from tcgraph.shacl.session import watch

        for report in watch(files, shapes, seconds=seconds):
            if isinstance(report, TcgraphError):
                say(f"tcgraph: {report.text(language())}")
            else:
                self.tell(report, report.to(self.format, self.language))
                if self.output is None:
                    say("Waiting for a change …")

    def tell(self, report: "Report", text: str) -> None:
        """Writes the report; where it goes to a file, the counts are said."""
        from tcgraph.shacl.report_tell import Teller

        _write(text, self.output)
        if self.output is not None:
            say(f"{self.output}: {Teller(report, self.language).head()}")


def _tongue(asked: str) -> str:
    if asked not in ("", "zh", "en"):
        raise CallError(f"No language {asked!r}: zh or en.")
    return asked or language()


def _format_of(output: Path | None) -> str:
    ending = output.suffix.lower().lstrip(".") if output is not None else ""
    return {"htm": "html", "markdown": "md"}.get(ending, ending if ending in FORMAT_NAMES else "text")


def _given(files: list[str] | None, syntax: str | None) -> list[Path | str | Loadable]:
    """The files as ``validate`` takes them; standard input is read."""
    if files and files.count("-") > 1:
        raise CallError("Standard input (-) was named twice; it can be read once.")
    return [open_input(syntax) if file == "-" else file for file in files or ()]


def _write(text: str, output: Path | None) -> None:
    if output is None:
        emit(text)
    else:
        write_text(output, text)
