"""An explanation as a tree of lines, in Chinese or English."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from tcgraph.vocab import shorten
from tcgraph.why.parts import Conclusion, Decision, Explained, File, Labels, Other, Page, Piece, PrintedRow, Reason

__all__ = ["tree"]

_WORDS: dict[str, Labels] = {
    "stated": ("陈述于图 {graph}，其后没有推断", "stated in graph {graph}, no conclusion behind it"),
    "printed": ("按印刷照录于图 {graph}", "as printed, in graph {graph}"),
    "in": ("陈述于图 {graph}", "stated in graph {graph}"),
    "conclusion": ("推断", "conclusion"), "confidence": ("置信度 {0}", "confidence {0}"), "method": ("方法", "method"),
    "version": ("第{0}版", "version {0}"), "above": ("（见上）", "(see above)"),
    "keyword": ("规则关键词“{0}”", "keyword of the rule: {0}"), "position": ("第{0}行", "position {0}"),
    "no_position": ("行次不详", "position not known"), "enterprise": ("企业", "enterprise"), "center": ("中心", "center"),
    "region": ("地区", "region"), "mark": ("标记", "mark"), "new": ("列于新认定附件", "in the annex of the newly certified"),
    "province": ("副本另注登记地 {0}", "the copy adds the registered province {0}"), "notice": ("通知", "notice"), "page": ("网页", "page"),
    "decision": ("人工裁定", "decision"), "files": ("来源文件", "source files"), "retrieved": ("取得于 {0}", "retrieved {0}"),
    "version_of": ("tcgraph {0}；图中本体 {1}", "tcgraph {0}; ontology of the graph: {1}"),
    "none": ("无", "none"), "more": ("……另有{0}条依据", "… {0} more pieces of evidence"),
}  # fmt: skip
_SHOWN = 12


def tree(explanation: Explained, language: str) -> str:
    """The whole text. Statements of one graph that rest on the same conclusions stand together."""
    return "\n".join(_Text(language).lines(explanation)) + "\n"


class _Text:
    def __init__(self, language: str) -> None:
        self.side = 0 if language == "zh" else 1
        self.told: set[str] = set()

    def word(self, name: str, *values: Any, **named: str) -> str:
        return _WORDS[name][self.side].format(*values, **named)

    def lines(self, explanation: Explained) -> Iterator[str]:
        kind = explanation.kind[self.side]
        yield f"{explanation.label[self.side]}" + (f"  ({kind})" if kind else "")
        yield f"  {shorten(explanation.thing)}  <{explanation.thing}>"
        if explanation.note[0]:
            yield f"  {explanation.note[self.side]}"
        for _, group in groupby(sorted(explanation.reasons, key=_rests_on), key=_rests_on):
            yield ""
            yield from self.group(list(group))
        yield ""
        if explanation.files():
            yield self.word("files")
            for file in explanation.files():
                yield from self.file(file)
        yield self.word("version_of", explanation.version, explanation.ontology_version or self.word("none"))

    def group(self, reasons: list[Reason]) -> Iterator[str]:
        by_property = sorted(reasons, key=lambda r: (r.incoming, r.property, r.property_label))
        for (_, label), same in groupby(by_property, key=lambda r: (r.property, r.property_label[self.side])):
            yield f"{label}: " + ("、" if self.side == 0 else "; ").join(r.value_label[self.side] for r in same)
        first = reasons[0]
        named = first.graph_label[self.side]
        graph = f"{named} <{first.graph}>" if first.graph and named != first.graph else named
        yield "  " + self.word("in" if first.conclusions else "printed" if first.printed else "stated", graph=graph)
        for piece in first.printed:
            yield from self.piece(piece, "  ")
        for conclusion in first.conclusions:
            yield from self.conclusion(conclusion)

    def conclusion(self, conclusion: Conclusion) -> Iterator[str]:
        confidence = self.word("confidence", conclusion.confidence) if conclusion.confidence else ""
        kind = f"{self.word('conclusion')}: {conclusion.kind[self.side]}"
        yield "  └ " + "  ".join(filter(None, (kind, confidence, shorten(conclusion.iri))))
        if (method := conclusion.method) is not None:
            version = self.word("version", method.version) if method.version else ""
            yield f"      {self.word('method')}: " + "  ".join(filter(None, (method.label[self.side], method.notation, version)))
            if method.definition[self.side]:
                yield f"        {method.definition[self.side]}"
        if conclusion.keyword:
            yield f"      {self.word('keyword', conclusion.keyword)}"
        for piece in conclusion.evidence[:_SHOWN]:
            yield from self.piece(piece, "      ")
        if len(conclusion.evidence) > _SHOWN:
            yield f"      {self.word('more', len(conclusion.evidence) - _SHOWN)}"

    def piece(self, piece: Piece, indent: str) -> Iterator[str]:
        if isinstance(piece, PrintedRow):
            yield from self.row(piece, indent)
        elif isinstance(piece, Decision):
            yield f"{indent}└ {self.word('decision')}: {piece.status}, {piece.by}, {piece.on}"
            yield f"{indent}    {piece.reason[self.side]}"
        elif isinstance(piece, Page):
            named = "  ".join(filter(None, (piece.title[self.side], piece.publisher)))
            yield f"{indent}└ {self.word('page')}: {piece.iri}" + (f"  ({named})" if named else "")
        elif isinstance(piece, Other):
            yield f"{indent}└ {piece.kind[self.side]}: {piece.label[self.side]}  {shorten(piece.iri)}"

    def row(self, row: PrintedRow, indent: str) -> Iterator[str]:
        position = self.word("no_position") if row.position is None else self.word("position", row.position)
        new = self.word("new") if row.printed_as_new else ""
        again = self.word("above") if row.iri in self.told else ""
        yield f"{indent}└ " + "  ".join(filter(None, (row.roster[self.side], position, new, shorten(row.iri), again)))
        if again:
            return
        self.told.add(row.iri)
        printed = (("enterprise", row.enterprise_name), ("center", row.center_name), ("region", row.region), ("mark", row.mark))
        yield f"{indent}    " + "  ".join(f"{self.word(name)} “{text}”" for name, text in printed if text)
        if row.stated_province:
            yield f"{indent}    {self.word('province', row.stated_province)}"
        notice = "  ".join(filter(None, (row.notice[self.side], row.document_number, row.date)))
        if notice:
            yield f"{indent}    {self.word('notice')}: {notice}"
        for page in row.pages:
            yield f"{indent}      {page}"

    def file(self, file: File) -> Iterator[str]:
        retrieved = self.word("retrieved", file.retrieved) if file.retrieved else ""
        yield "  " + "  ".join(filter(None, (file.file, file.label[self.side], file.publisher, file.date)))
        yield "    " + "  ".join(filter(None, (file.licence, retrieved, f"SHA-256 {file.sha256}" if file.sha256 else "", file.address)))


def _rests_on(reason: Reason) -> tuple[Any, ...]:
    """What statements of one group share; statements on conclusions first, then what stands alone, by graph."""
    return not reason.conclusions, reason.graph, [c.iri for c in reason.conclusions], [p.iri for p in reason.printed]
