"""A report as one HTML page: for a reader who knows the data and nothing of SHACL, on a screen of any width, without a network."""

from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from tcgraph.shacl.report_model import Severity
from tcgraph.shacl.report_tell import Teller, Told

if TYPE_CHECKING:
    from tcgraph.shacl.report import Group, Report

__all__ = ["page"]

_UNFOLDED = 5
_TAGS = {"zh": "zh-Hans", "en": "en"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


def page(report: "Report", language: str, examples: int) -> str:
    """The page. Everything that comes from data or shapes is escaped; the page loads nothing."""
    teller = Teller(report, language)
    groups = list(teller.groups(examples))
    body = [_summary(teller), _search(teller) if groups else "", *(_section(teller, *group) for group in groups)]
    style, script = (files("tcgraph.shacl").joinpath(f"report_page.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return (
        f'<!DOCTYPE html>\n<html lang="{_TAGS[language]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{escape(teller.words['title'])}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(filter(None, body))
        + f"\n</main>\n<script>\n{script}</script>\n</body>\n</html>\n"
    )


def _summary(teller: Teller) -> str:
    report, words = teller.report, teller.words
    if not report.total:
        return f'<h1>{escape(words["title"])}</h1>\n<p class="fine">{escape(teller.head())}</p>' + _notes(teller)
    tiles = "".join(_tile(teller, severity) for severity in reversed(Severity))
    count = len({group.rule.name for group in report.groups()})
    rules = words["rules1"] if count == 1 else words["rules"].format(f"{count:,}")
    return (f'<h1>{escape(words["title"])}</h1>\n<p class="tiles">{tiles}</p>\n'
            f"<p>{escape(rules)} {escape(words['explanation'])}</p>{_notes(teller)}")  # fmt: skip


def _tile(teller: Teller, severity: Severity) -> str:
    count = teller.report.counts()[severity.name.lower()]
    name = teller.words[f"{severity.name}{'1' if count == 1 else 's'}"]
    why = teller.words[{3: "must", 2: "look", 1: "counted"}[severity]]
    none = "" if count else " none"
    return f'<span class="tile {severity.name.lower()}{none}"><b>{count:,}</b> {escape(name)}<small>{escape(why)}</small></span>'


def _notes(teller: Teller) -> str:
    return "".join(f'\n<p class="note">{escape(note)}</p>' for note in teller.notes())


def _search(teller: Teller) -> str:
    words = teller.words
    return (f'<p><input id="search" type="search" placeholder="{escape(words["search"])}" aria-label="{escape(words["search"])}"></p>'
            f'\n<p id="none" hidden>{escape(words["none"])}</p>')  # fmt: skip


def _section(teller: Teller, group: "Group", message: str, told: list[Told]) -> str:
    severity, words = group.rule.severity, teller.words
    about = teller.property(group.rule, group.rule.path)
    title = f"{about} · " if about else ""
    return (
        f'<section class="{severity.name.lower()}">\n<h2><span class="badge">{escape(words[severity.name])} × {len(group):,}</span> '
        f"{escape(message)}</h2>\n"
        f'<p class="rule">{escape(title)}{escape(words["rule"])} <code>{escape(group.rule.name)}</code></p>\n'
        f"<details{' open' if len(group) <= _UNFOLDED else ''}>\n<summary>{escape(_fold(teller, len(told), len(group)))}</summary>\n<ul>\n"
        + "\n".join(_item(teller, one) for one in told)
        + "\n</ul>\n"
        + (f"<p>{escape(words['more'].format(f'{len(group) - len(told):,}'))}</p>\n" if len(group) > len(told) else "")
        + "</details>\n</section>"
    )


def _fold(teller: Teller, shown: int, count: int) -> str:
    if shown < count:
        return teller.words["first"].format(shown, f"{count:,}")
    return teller.words["examples1" if count == 1 else "examples"].format(f"{count:,}")


def _item(teller: Teller, one: Told) -> str:
    words, colon = teller.words, "：" if teller.language == "zh" else ": "
    name = f"<b>{escape(one.name)}</b>"
    pairs = ((one.field or words["value"], one.value), (words["compared"], one.compared))
    facts = [f"{escape(label)}{colon}<q>{escape(text)}</q>" for label, text in pairs if text]
    if one.message:
        facts.append(escape(one.message))
    if one.where:
        line = f" <code>{escape(one.line)}</code>" if one.line else ""
        facts.append(f'<span class="where">{escape(one.where)}</span>{line}')
    iri = f"<br><code>{escape(one.iri)}</code>" if one.iri else ""
    return f"<li>{name}{''.join(f'<br>{fact}' for fact in facts)}{iri}</li>"
