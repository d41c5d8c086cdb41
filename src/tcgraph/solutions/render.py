"""Tables for people: text for a terminal, HTML for a notebook, CSV and JSON for other programs."""

import csv
import datetime as dt
import io
import json
import math
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from tcgraph.store.terms import Value
from tcgraph.vocab import shorten

__all__ = ["csv_text", "display_width", "html_table", "json_text", "text_table"]

Row = tuple[Value, ...]


def csv_text(variables: Sequence[str], rows: Sequence[Row]) -> str:
    """CSV by RFC 4180."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(variables)
    writer.writerows([_plain(value) for value in row] for row in rows)
    return buffer.getvalue()


def json_text(value: Any, indent: int | None = 2) -> str:
    """JSON in UTF-8, dates as ISO 8601, decimals as numbers; what JSON has no number for as ``"inf"``, ``"-inf"``, ``"nan"``."""
    return json.dumps(_finite(value), ensure_ascii=False, indent=indent, default=_json_default, allow_nan=False)


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _json_default(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def display_width(text: str) -> int:
    """Terminal columns that a text takes: wide characters take two, combining ones none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _cut(text: str, width: int) -> str:
    if display_width(text) <= width:
        return text
    kept = ""
    for character in text:
        if display_width(kept + character) > width - 1:
            return kept + "…"
        kept += character
    return kept


def _fill(text: str, width: int, right: bool) -> str:
    gap = " " * (width - display_width(text))
    return gap + text if right else text + gap


def _cell(value: Value) -> str:
    text = _plain(value)
    text = shorten(text) if text.startswith(("http://", "https://")) else text
    return " ".join(text.split())


def text_table(variables: Sequence[str], rows: Sequence[Row], *, width: int = 120, limit: int | None = None) -> str:
    """Columns as wide as they need, the widest cut first where the terminal is too narrow; numbers to the right."""
    shown = rows if limit is None else rows[:limit]
    table = [[_cell(value) for value in row] for row in shown]
    widths = _widths(variables, table, width)
    right = [bool(shown) and all(isinstance(r[i], int | float | Decimal | None) for r in shown) for i in range(len(variables))]
    lines = [_line(variables, widths, right), "  ".join("─" * w for w in widths)]
    lines += [_line(cells, widths, right) for cells in table]
    if len(shown) < len(rows):
        lines.append(f"… {len(rows) - len(shown):,} more of {len(rows):,}")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    return "  ".join(_fill(_cut(c, w), w, r) for c, w, r in zip(cells, widths, right, strict=True))


def _widths(variables: Sequence[str], table: Sequence[Sequence[str]], total: int) -> list[int]:
    widths = [max([display_width(name), *(display_width(row[i]) for row in table)]) for i, name in enumerate(variables)]
    while widths and sum(widths) + 2 * (len(widths) - 1) > total and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1
    return widths


def html_table(variables: Sequence[str], rows: Sequence[Row], *, limit: int | None = None) -> str:
    """An HTML table; text is escaped, addresses are links."""
    from html import escape  # a large table of entities, needed here only

    shown = rows if limit is None else rows[:limit]
    head = "".join(f"<th>{escape(name)}</th>" for name in variables)
    body = "".join("<tr>" + "".join(f"<td>{_html_cell(value, escape)}</td>" for value in row) + "</tr>" for row in shown)
    more = f"<p>{len(rows) - len(shown):,} more of {len(rows):,}</p>" if len(shown) < len(rows) else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _html_cell(value: Value, escape: Callable[[str], str]) -> str:
    text = escape(_plain(value))
    if isinstance(value, str) and value.startswith(("http://", "https://")):
        return f'<a href="{text}">{escape(shorten(value))}</a>'
    return text
