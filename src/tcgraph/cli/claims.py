"""``tcgraph claims``: published figures, each with the verdict of the graph."""

import csv
import io
from typing import Annotated

import typer

from tcgraph.claims import Checked, Verdict, check
from tcgraph.cli.app import language, open_dataset
from tcgraph.cli.output import check_format, dump, emit, table_width, working
from tcgraph.solutions.render import text_table

__all__ = ["register"]

_FORMATS = ("table", "json", "csv", "md")
_HEADS = {"zh": ("说法", "地区", "指标", "所称", "界限", "结论"), "en": ("claim", "place", "measure", "stated", "bounds", "verdict")}
_WHY = {"zh": "说明", "en": "why"}
_ROLES = {"zh": {"certain": "确定", "possible": "可能", "presumed": "推定", "figure": "通知数字"}, "en": {}}
_EVIDENCE = {"zh": "证据（{number}）", "en": "evidence ({number})"}
_MORE = {"zh": "…… 另有{number}条；--format json 列出全部", "en": "… {number} more; --format json lists all"}
_SHOWN = 60
_COLUMNS = ("claim", "place", "measure", "value", "batch", "first_day", "last_day", "verdict", "low", "high", "unseen", "difference",
            "basis", "sentence", "sources", "iri")  # fmt: skip


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(claims)


def claims(names: Annotated[list[str] | None, typer.Argument(help="Names or IRIs of claims; without any, all.",
                                                             metavar="[ID]...")] = None,
           format: Annotated[str, typer.Option("--format", "-f", help="table, json, csv or md",
                                               autocompletion=lambda: list(_FORMATS))] = "table",
           exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit code 1 if a claim is contradicted.")] = False) -> None:
    """Checks published figures against the graph.

    Each is confirmed, confirmed within bounds, contradicted, or not decidable with these data; the sentence says why.
    One claim alone shows its evidence.
    """
    check_format(format, _FORMATS)
    dataset = open_dataset()
    with working("Checking the claims"):
        checked = check(dataset, *(names or ()))
    emit({"table": _table, "json": _json, "csv": _csv, "md": _markdown}[format](checked))
    if exit_code and any(one.verdict is Verdict.CONTRADICTED for one in checked):
        raise typer.Exit(1)


def _side() -> int:
    return 0 if language() == "zh" else 1


def _row(one: Checked) -> tuple[str, ...]:
    side = _side()
    return one.name, one.place[side], one.measure[side], str(one.value), one.bounds(), one.verdict.label(language())


def _table(checked: list[Checked]) -> str:
    """The table, then a sentence for each claim; of a single claim its evidence too."""
    if not checked:
        return ""
    lines = [text_table(_HEADS[language()], [_row(one) for one in checked], width=table_width())]
    lines += [f"{one.name}: {one.text(language())}\n" for one in checked]
    return "\n".join(lines) + (_evidence(checked[0]) if len(checked) == 1 else "")


def _evidence(one: Checked) -> str:
    if not one.evidence:
        return ""
    tongue = language()
    lines = [_EVIDENCE[tongue].format(number=len(one.evidence))]
    for e in one.evidence[:_SHOWN]:
        lines.append(f"  {_ROLES[tongue].get(e.role, e.role)}  {e.label}" + (f"  {e.detail[_side()]}" if e.detail[0] else ""))
    if len(one.evidence) > _SHOWN:
        lines.append("  " + _MORE[tongue].format(number=len(one.evidence) - _SHOWN))
    return "\n" + "\n".join(lines) + "\n"


def _json(checked: list[Checked]) -> str:
    return dump([one.to_dict() for one in checked])


def _csv(checked: list[Checked]) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for one in checked:
        values = one.to_dict()
        flat = {key: values[key][language()] for key in ("place", "measure", "sentence")} | {"sources": " ".join(values["sources"])}
        writer.writerow([(values | flat)[column] for column in _COLUMNS])
    return buffer.getvalue()


def _markdown(checked: list[Checked]) -> str:
    rows = [(*_HEADS[language()], _WHY[language()]), *((*_row(one), one.text(language())) for one in checked)]
    lines = ["| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]]) + "\n"
