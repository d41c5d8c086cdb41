"""A report as text: paragraphs for a terminal, Markdown, a table, CSV."""

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tcgraph.shacl.report_tell import Teller, Told
from tcgraph.solutions.render import text_table

if TYPE_CHECKING:
    from tcgraph.shacl.report import Group, Report

__all__ = ["csv_text", "markdown", "table", "text"]

_COLUMNS = ("severity", "rule", "node", "label", "path", "value", "message", "file", "line", "shape", "component")


def text(report: "Report", language: str, examples: int) -> str:
    """One paragraph a rule: how grave, how often, what to do, the first examples with file and line."""
    teller = Teller(report, language)
    out = io.StringIO()
    out.write("\n".join([teller.head(), *teller.notes()]) + "\n")
    for group, message, told in teller.groups(examples):
        _paragraph(out, teller, group, message, told)
    return out.getvalue()


def _paragraph(out: io.StringIO, teller: Teller, group: "Group", message: str, told: list[Told]) -> None:
    words = teller.words
    out.write(f"\n{words[group.rule.severity.name]} × {len(group):,}  [{group.rule.name}]\n  {_one_line(message)}\n")
    for one in told:
        compared = f"; {words['compared']}: {_one_line(one.compared)}" if one.compared else ""
        value = f"({one.field or words['value']}: {_one_line(one.value)}{compared})" if one.value else ""
        out.write(f"    - {'  '.join(filter(None, (one.name, one.iri, value, one.where)))}\n")
        if one.message:
            out.write(f"      {_one_line(one.message)}\n")
    if len(group) > len(told):
        out.write(f"    {words['more'].format(f'{len(group) - len(told):,}')}\n")


def _one_line(said: str) -> str:
    return " ".join(said.split())


def markdown(report: "Report", language: str, examples: int) -> str:
    """A heading a rule, its message, a table of the first examples."""
    teller = Teller(report, language)
    lines = [f"# {teller.words['title']}", "", f"**{_escaped(teller.head())}**", *(f"\n{_escaped(note)}" for note in teller.notes())]
    for group, message, told in teller.groups(examples):
        lines += ["", *_section(teller, group, message, told)]
    return "\n".join(lines) + "\n"


def _section(teller: Teller, group: "Group", message: str, told: list[Told]) -> Iterator[str]:
    words = teller.words
    yield f"## {words[group.rule.severity.name]} × {len(group):,} · {_escaped(group.rule.name)}"
    yield from ("", _escaped(message), "")
    names = ["node", *(name for name in ("about", "value", "where", "message") if any(getattr(one, name) for one in told))]
    yield f"| {' | '.join(words[name] for name in names)} |"
    yield f"|{' --- |' * len(names)}"
    for one in told:
        cells = (_node(one) if name == "node" else _escaped(getattr(one, name)) for name in names)
        yield f"| {' | '.join(cells)} |"
    if len(group) > len(told):
        yield from ("", words["more"].format(f"{len(group) - len(told):,}"))


def _node(one: Told) -> str:
    return f"{_escaped(one.name)}<br>{_escaped(one.iri)}" if one.iri else _escaped(one.name)


def _escaped(said: str) -> str:
    """Text that Markdown and the HTML in it leave alone, on one line."""
    said = _one_line(said).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{char}" if char in "\\`*_[]|#~" else char for char in said)


def _rows(report: "Report", language: str) -> Iterator[tuple[str, ...]]:
    teller = Teller(report, language)
    report.places.learn(report)
    for result in report:
        place = report.places.of(result)
        yield (
            result.severity.name.lower(), result.rule_name, result.focus_node, teller.names.label(result.focus_term, language) or "",
            result.result_path or "", result.value_node or "", _one_line(teller.message(result)), place.file if place else "",
            str(place.line) if place and place.line else "", "" if result.shape_term.startswith("_:") else result.source_shape,
            result.source_constraint_component)  # fmt: skip


def csv_text(report: "Report", language: str) -> str:
    """One line per result. A cell that a spreadsheet would take for a formula gets an apostrophe in front."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    writer.writerows([_harmless(cell) for cell in row] for row in _rows(report, language))
    return out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_number(cell) else cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def table(report: "Report", language: str) -> str:
    """One line per result, in columns for a terminal."""
    teller = Teller(report, language)
    report.places.learn(report)
    told = [(teller.words[result.severity.name], result.rule_name, teller.tell(result, teller.message(result))) for result in report]
    rows = [(severity, one.name, one.about, one.value, one.where, _one_line(one.message), rule) for severity, rule, one in told]
    columns = tuple(teller.words[name] for name in ("severity", "node", "about", "value", "where", "message", "rule"))
    return text_table(columns, rows) if rows else f"{teller.head()}\n"
