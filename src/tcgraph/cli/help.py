"""Help in Chinese: the same commands, arguments and options, laid out for characters that take two columns."""

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from typer.core import TyperCommand, TyperGroup

from tcgraph.cli.language import language, told
from tcgraph.solutions.render import display_width

__all__ = ["Command", "Group"]

_WIDTH = 80
_LEFT = 26
"""Columns for names at most; what is longer stands in a line of its own."""
_AS_IT_STANDS = "\b\n"
"""How a paragraph begins whose lines are not to be joined."""
_EXTRA = re.compile(r"\s*\[((?:default|env var|required|x>|x<|\d)[^\[\]]*)\]\s*$")
_NO_BREAK_BEFORE = "，。；：、！？）》”’］,.;:!?)…"


class Command(TyperCommand):
    """A command whose help is in the language of the commands."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return _chinese(self, ctx) if language() == "zh" else super().get_help(ctx)


class Group(TyperGroup):
    """The command before the commands."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return _chinese(self, ctx) if language() == "zh" else super().get_help(ctx)


def _chinese(command: Any, ctx: Any) -> str:
    lines = [f"用法：{ctx.command_path} {' '.join(command.collect_usage_pieces(ctx))}", ""]
    for paragraph in _paragraphs(command.help):
        lines += [*(_listed(paragraph) if paragraph.startswith(_AS_IT_STANDS) else _wrapped(told(paragraph, "help"), _WIDTH - 2, "  ")), ""]
    for head, kind in (("参数：", "argument"), ("选项：", "option")):
        rows = [row for one in command.get_params(ctx) if one.param_type_name == kind and (row := _row(one, ctx))]
        lines += _section(head, rows)
    if isinstance(command, TyperGroup):
        named = ((name, command.commands[name]) for name in command.list_commands(ctx))
        lines += _section("命令：", [(name, _first(told(_first_paragraph(one.help), "help"))) for name, one in named if not one.hidden])
    for paragraph in _paragraphs(command.epilog):
        lines += _wrapped(told(paragraph, "help"), _WIDTH - 2, "  ")
    return "\n".join(lines).rstrip("\n")


def _paragraphs(text: str | None) -> list[str]:
    """Each in one line, as the catalogue has them; lists of names keep their lines."""
    found = [paragraph for paragraph in textwrap.dedent(text or "").split("\n\n") if paragraph.strip()]
    return [one if one.startswith(_AS_IT_STANDS) else " ".join(one.split()) for one in found]


def _listed(paragraph: str) -> list[str]:
    """A list of names, each in its line with what it stands for."""
    rows = [line.partition(": ") for line in paragraph.removeprefix(_AS_IT_STANDS).strip().splitlines()]
    return _section("", [(name, told(text, "help")) for name, _, text in rows])[1:-1]


def _first_paragraph(text: str | None) -> str:
    return next(iter(_paragraphs(text)), "")


def _first(text: str) -> str:
    return text.partition("。")[0] + "。"


def _row(one: Any, ctx: Any) -> tuple[str, str] | None:
    """Names and text of an argument or option; what it adds to its help, default or environment, in Chinese too."""
    record = one.get_help_record(ctx)
    if record is None:
        return None
    names, text = record
    extras: list[str] = []
    while match := _EXTRA.search(text):
        extras.insert(0, match[1])
        text = text[: match.start()]
    shown = "；".join(_extra(piece) for extra in extras for piece in extra.split("; "))
    return names, told(" ".join(text.split()), "help") + (f"［{shown}］" if shown else "")


def _extra(text: str) -> str:
    key, colon, value = text.partition(": ")
    return told(key, "help") + (f"：{value}" if colon else "")


def _section(head: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    rows = list(rows)
    if not rows:
        return []
    left = min(max(display_width(name) for name, _ in rows), _LEFT) + 4
    lines = [head]
    for name, text in rows:
        pieces = _wrapped(text, _WIDTH - left, " " * left)
        if display_width(name) > left - 4:
            lines.append(f"  {name}")
        elif pieces:
            pieces[0] = f"  {name}{' ' * (left - 2 - display_width(name))}{pieces[0].lstrip()}"
        lines += pieces or [f"  {name}"]
    return [*lines, ""]


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    """Lines of so many columns: Chinese breaks anywhere but before a closing mark, other words stay whole."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and display_width((line + piece).rstrip()) > width and piece[0] not in _NO_BREAK_BEFORE:
            lines.append(line)
            line = piece.lstrip()
        else:
            line += piece
    return [indent + one.rstrip() for one in [*lines, line] if one.strip()]


def _pieces(text: str) -> Iterator[str]:
    for match in re.finditer(r"[（《“‘［]*(?:[^\s\u2e80-\uffff]+|\s+|.)", text):
        yield match[0]
