"""The commands that make and check: ``build``, ``load``, ``validate``."""

from pathlib import Path
from typing import Annotated

import typer

from tcgraph import dataset as datasets
from tcgraph.build import build as run_build
from tcgraph.cli.app import language, open_dataset, settings
from tcgraph.cli.output import check_format, emit, say, working
from tcgraph.cli.standard_input import open_input
from tcgraph.errors import CallError
from tcgraph.files import write_text
from tcgraph.shacl.names import ENGINES, FORMAT_NAMES, SEVERITIES
from tcgraph.store.formats import Loadable

__all__ = ["register"]

_FORMATS = f"{', '.join(FORMAT_NAMES)}; without it by the ending of --output, else text."


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    for command in (build, load, validate):
        app.command()(command)


def build(out: Annotated[Path | None, typer.Option("--out", "-o", help="Folder that receives data/ttl and ontology/fields.ttl; "
                                                                        "without it, the files of this installation.")] = None,
          sources: Annotated[Path | None, typer.Option(help="Folder of the sources (CSV with sidecars).")] = None,
          seal: Annotated[bool, typer.Option("--seal", help="Accept changed sources: write their hashes first.")] = False) -> None:
    """Makes the Turtle files from the sources.

    The same sources give the same bytes; only files that change are written.
    """
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
             input_format: Annotated[str | None, typer.Option(help="Syntax of standard input: ttl, nq, jsonld, rdf …")] = None,
             language: Annotated[str, typer.Option(help="zh or en, for the report.", show_default=False)] = "",
             explain: Annotated[bool, typer.Option("--explain", help="Say how the shapes are checked; check nothing.")] = False) -> None:
    """Checks the dataset, or files, with SHACL.

    用 SHACL 规则检查数据：按规则归类、计数、举例，注明文件与行号。
    Exit code 0: fine, 1: findings, 2: error. With any finding, a note too, the data do not conform; --fail-on is about the exit code.
    """
    if fail_on.lower() not in SEVERITIES:
        raise CallError(f"No severity {fail_on!r}: info, warning or violation.")
    tongue = _tongue(language)
    format = format or _format_of(output)
    check_format(format, FORMAT_NAMES)
    if engine not in ENGINES:
        raise CallError(f"No engine {engine!r}: {' or '.join(ENGINES)}.")
    from tcgraph.shacl import Report, Severity
    from tcgraph.shacl import validate as run_validation
    from tcgraph.shacl.report_tell import Teller
    from tcgraph.shacl.validation import plan_of

    before = Report.read(baseline) if baseline is not None else None
    given = _given(shapes, input_format) or None
    if explain:
        _write(plan_of(given).explain(), output)
        return
    data = _given(files, input_format) or open_dataset()
    with working("检查数据" if tongue == "zh" else "Validating"):
        report = run_validation(data, shapes=given, engine=engine, baseline=before, max_results=max_results)
        text = report.to(format, tongue)
    _write(text, output)
    if output is not None:
        say(f"{output}: {Teller(report, tongue).head()}")
    if report.fails(Severity[fail_on.upper()]):
        raise typer.Exit(1)


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
