"""``tcgraph search``: finds things by what one remembers of their names. On the packaged data it reads the index, not the graphs."""

import csv
import io
from typing import Annotated

import typer

from tcgraph.cli.app import language, open_dataset, settings
from tcgraph.cli.output import check_format, dump, emit, say, table_width
from tcgraph.search import Hit, kind_names, packaged_index, read_kinds
from tcgraph.solutions.render import text_table
from tcgraph.vocab import shorten

__all__ = ["register"]

_FORMATS = ("table", "json", "csv")
_FIELDS = ("label", "class", "matched", "how", "score", "thing")
_HEADS = {"zh": ("名称", "类别", "匹配到", "方式", "分数", "标识"), "en": _FIELDS}
_WAYS = {"exact": "全名", "code": "代码", "prefix": "开头", "part": "部分", "pinyin": "拼音", "initials": "首字母",
         "abbreviation": "简称", "typo": "近似"}  # fmt: skip
_NOTHING = {
    "zh": "没有找到“{text}”{kind}。可试：名称中连续的两个字、拼音或首字母、代码；{wider}。",
    "en": "No hit for {text!r}{kind}. Try two characters in a row of the name, its pinyin or initials, a code; {wider}.",
}
_WIDER = {"zh": ("或减少词语", "或不加 --kind"), "en": ("or fewer words", "or leave out --kind")}


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(search)


def _complete_kind(incomplete: str) -> list[str]:
    """The classes of the ontology that something has, without prefix, as they are typed."""
    names = (name.removeprefix("tc:") for name in kind_names(read_kinds()))
    return [name for name in names if name.lower().startswith(incomplete.lower().removeprefix("tc:"))]


def _formats() -> list[str]:
    return list(_FORMATS)


def search(text: Annotated[list[str], typer.Argument(help="Part of a name in Chinese or English, pinyin, initials, a code or an IRI.")],
           kind: Annotated[str | None, typer.Option("--kind", "-k", help="Only things of this class: Enterprise, 高校, ….",
                                                    autocompletion=_complete_kind)] = None,
           limit: Annotated[int, typer.Option("--limit", "-n", help="Hits at most.")] = 10,
           format: Annotated[str, typer.Option("--format", "-f", help="table, json or csv", autocompletion=_formats)] = "table") -> None:
    """Finds things by part of a name, pinyin, initials or code.

    Of several words all must fit; one may name the place. Slips are forgiven
    where nothing fits as typed.
    """
    check_format(format, _FORMATS)
    asked = " ".join(text)
    searching = packaged_index() if settings.store is None else open_dataset()
    hits = searching.search(asked, kind=kind, language=language(), limit=limit)
    emit({"table": _table, "json": _json, "csv": _csv}[format](hits))
    if not hits:
        tongue = language()
        say(_NOTHING[tongue].format(text=asked, kind=f" ({kind})" if kind else "", wider=_WIDER[tongue][kind is not None]))


def _table(hits: list[Hit]) -> str:
    if not hits:
        return ""
    chinese = language() == "zh"
    kinds = read_kinds() if settings.store is None else {}
    rows = []
    for hit in hits:
        kind = kinds.get(hit.kind)
        named = (kind.chinese if chinese else kind.english) if kind else ""
        matched = "" if hit.text == hit.label else hit.text
        rows.append((hit.label, named or hit.kind, matched, _WAYS[hit.way] if chinese else hit.way, f"{hit.score:.2f}", shorten(hit.iri)))
    return text_table(_HEADS[language()], rows, width=table_width())


def _json(hits: list[Hit]) -> str:
    return dump([{"iri": hit.iri, "label": hit.label, "class": hit.kind, "matched": hit.text, "how": hit.way, "score": hit.score,
                  "units": list(hit.units)} for hit in hits])  # fmt: skip


def _csv(hits: list[Hit]) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(_FIELDS)
    writer.writerows((hit.label, hit.kind, hit.text, hit.way, hit.score, hit.iri) for hit in hits)
    return buffer.getvalue()
