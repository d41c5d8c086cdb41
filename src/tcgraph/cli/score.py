"""``tcgraph score``: how right the answers are on the labelled sets."""

import csv
import io
from typing import Annotated

import typer

from tcgraph.cli.app import language
from tcgraph.cli.output import check_format, dump, emit
from tcgraph.scores import SCORES, Case, Score
from tcgraph.scores import score as score_set

__all__ = ["register"]

_FORMATS = ("table", "json", "csv")
_COLUMNS = ("set", "part", "right", "found", "expected", "precision", "recall")
_HEADS = {"zh": ("标注集", "部分", "正确", "得出", "应有", "准确率", "召回率"), "en": _COLUMNS}
_CASE = {"zh": "  {item}：应为 {expected}，得出 {found}", "en": "  {item}: expected {expected}, found {found}"}
_NOTHING = {"zh": "（无）", "en": "(nothing)"}


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(score)


def score(set: Annotated[str | None, typer.Argument(help=f"Labelled set: {', '.join(SCORES)}; without it, all.")] = None,
          format: Annotated[str, typer.Option("--format", "-f", help="table, json or csv")] = "table",
          errors: Annotated[bool, typer.Option("--errors", help="List the wrong cases too: item, expected, found.")] = False) -> None:
    """Counts right answers on the labelled sets.

    Precision is right/found, recall right/expected; a share of nothing is left empty.
    """
    check_format(format, _FORMATS)
    found = [result for name in ([set] if set else SCORES) for result in score_set(name)]
    emit({"table": _table, "json": _json, "csv": _csv}[format](found, errors))


def _row(score: Score) -> list[str]:
    shares = ("" if share is None else f"{share:.3f}" for share in (score.precision, score.recall))
    return [score.set, score.part, str(score.right), str(score.found), str(score.expected), *shares]


def _table(scores: list[Score], errors: bool) -> str:
    rows = [list(_HEADS[language()]), *map(_row, scores)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    lines = []
    for row, score in zip(rows, [None, *scores], strict=True):
        cells = [_pad(cell, width, right=number > 1) for number, (cell, width) in enumerate(zip(row, widths, strict=True))]
        lines.append("  ".join(cells).rstrip())
        lines += map(_sentence, score.errors if score and errors else ())
    return "\n".join(lines) + "\n"


def _sentence(case: Case) -> str:
    nothing = _NOTHING[language()]
    return _CASE[language()].format(item=case.item, expected=case.expected or nothing, found=case.found or nothing)


def _pad(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def _json(scores: list[Score], errors: bool) -> str:
    rows = []
    for score in scores:
        row: dict[str, object] = {name: getattr(score, name) for name in _COLUMNS}
        if errors:
            row["errors"] = [{"item": case.item, "expected": case.expected, "found": case.found} for case in score.errors]
        rows.append(row)
    return dump(rows)


def _csv(scores: list[Score], errors: bool) -> str:
    """One row per score, or with ``errors`` one per wrong case."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("set", "part", "item", "expected", "found") if errors else _COLUMNS)
    for score in scores:
        cases = [(score.set, score.part, case.item, case.expected, case.found) for case in score.errors]
        writer.writerows(cases if errors else [_row(score)])
    return text.getvalue()
