"""What comparisons say, in Chinese and English."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tcgraph.identity import Aligned, Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tcgraph.diff.rows import Printed

__all__ = ["DATA", "EVENTS", "FIGURES", "KINDS", "LANGUAGES", "NOTES", "ROSTERS", "STATUS", "TEXT", "reason", "rows_text"]

LANGUAGES = ("zh", "en")
STATUS = {
    "zh": {"same": "未变", "renamed": "更名", "to_sub_center": "转为分中心", "to_center": "转为中心", "merged": "合并", "not_listed": "不再列出",
           "not_covered": "名单不列此类", "newly_listed": "新列入", "undecided": "未能判定"},
    "en": {"same": "same", "renamed": "renamed", "to_sub_center": "now a sub-center", "to_center": "now a center", "merged": "merged",
           "not_listed": "no longer listed", "not_covered": "kind not on the other list", "newly_listed": "newly listed", "undecided": "undecided"},
}  # fmt: skip
KINDS = {"zh": {"center": "中心", "sub-center": "分中心", "unit": "中心和分中心"}, "en": {"center": "centers", "sub-center": "sub-centers", "unit": "centers and sub-centers"}}
_LIKENESS = {
    "equal": ("名称的规范形相同", "the names are equal in normal form"),
    "core": ("品牌与行业相同，只有地名、法律形式或“集团”不同", "brand and trade are equal; place, legal form or 集团 differ"),
    "one-character": ("名称只差一个字", "the names differ in one character"),
    "brand-and-trade": ("品牌相同，行业相近", "the brand is equal, the trades share characters or one has none"),
    "brand": ("品牌相同，行业不同", "the brand is equal, the trades differ"),
    "brand-inside": ("一方的品牌见于另一方的名称", "the brand of the one stands inside the other's name"),
    "close": ("品牌与行业大半相同", "brand and trade are alike for the most part"),
    "near": ("品牌与行业有三分之一以上相同", "brand and trade are alike by a third or more"),
    "some": ("名称有相同的字组", "the names share a pair of characters"),
    "none": ("名称并不相似", "the names are not alike"),
}
TEXT = {
    "zh": {
        "order": "名单保持旧行次序：此行位于已确定的{between}之间", "order-end": "名单保持旧行次序，新行附于末尾：此行位于已确定的{between}之后",
        "order-start": "名单保持旧行次序：此行位于已确定的{between}之前", "order-alone": "此地区没有其他已确定的行", "and": "与",
        "moved": "名称相同，但行序已变",
        "candidate": "可能是{who}，概率 {p:.0%}",
        "not-covered-old": "较新的名单不列此类单位：其上无此行，并不说明称号已失", "not-covered-new": "较旧的名单不列此类单位：其上无此行，并不说明是新认定",
        "decision": "人工裁定：{text}", "named-by-notice": "通知点名：{text}", "no-name": "另一份名单上没有相似的名称",
        "row": "第{position}行{name}", "row-without": "{name}（无序号）",
    },
    "en": {
        "order": "lists keep the order of old rows: this one stands between {between}, which are certain",
        "order-end": "lists keep the order of old rows and append new ones: this one stands behind {between}, which is certain",
        "order-start": "lists keep the order of old rows: this one stands before {between}, which is certain",
        "order-alone": "no other row of the region is certain", "and": " and ",
        "moved": "the names are equal, but the place in the order has changed",
        "candidate": "could be {who}, probability {p:.0%}",
        "not-covered-old": "the newer list does not print this kind of unit: that it has no such row says nothing of the title",
        "not-covered-new": "the older list does not print this kind of unit: that it had no such row does not make this one new",
        "decision": "decided by a person: {text}", "named-by-notice": "named by a notice: {text}", "no-name": "the other list has no name alike",
        "row": "{name} (row {position})", "row-without": "{name} (no position)",
    },
}  # fmt: skip

FIGURES: Mapping[str, tuple[str, str]] = {
    "not-covered": ("{n} 个{kind}只见于一方名单，另一方不列{kind}：并不说明称号已失或新得，不计入退出或新列入。",
                    "{n} {kind} stand on a list of which the other does not print {kind}: this says nothing of their title; they count neither as lost nor as new."),
    "rows-agree": ("通知 {id}：所述{kind}总数 {total} 与名单行数相同。", "Notice {id}: its total of {total} {kind} equals the rows of its list."),
    "rows-differ": ("通知 {id}：所述{kind}总数 {total}，名单却有 {rows} 行，相差 {d:+d}。",
                    "Notice {id}: its total is {total} {kind}, its list has {rows} rows, a difference of {d:+d}."),
    "rows-none": ("通知 {id}：所述{kind}总数 {total} 无法核对，名单副本不列{kind}。",
                  "Notice {id}: its total of {total} {kind} cannot be compared, its list here prints none."),
    "left": ("{previous}→{id}，{kind}：{before}{counted} + 新认定 {new} − {after} = {left} 个离开。",
             "{previous}→{id}, {kind}: {before}{counted} + {new} new − {after} = {left} have left."),
    "closes": ("{previous}→{id}，{kind}：{before} + 新认定 {new} − 撤销 {revoked} = {after}，数字吻合。",
               "{previous}→{id}, {kind}: {before} + {new} new − {revoked} revoked = {after}: the figures close."),
    "open": ("{previous}→{id}，{kind}：{before} + 新认定 {new} − 撤销 {revoked} = {expected}，通知却称 {after}，相差 {d:+d}。",
             "{previous}→{id}, {kind}: {before} + {new} new − {revoked} revoked = {expected}, but the notice says {after}, a difference of {d:+d}."),
    "net": ("{previous}→{id}，{kind}：通知未公布新认定数；新认定 − 退出 = {after} − {before} = {net}。",
            "{previous}→{id}, {kind}: how many are new is not published; new − lost = {after} − {before} = {net}."),
    "silent": ("{previous}→{id}，{kind}：数字不全（{missing}），无法核对。", "{previous}→{id}, {kind}: cannot be compared, not stated: {missing}."),
    "failed": ("其间评价（{evaluations}）有 {failed} 个中心和分中心不合格或未报送，应撤销。",
               "The evaluation in between ({evaluations}) cost {failed} centers and sub-centers the title (failed or not reporting)."),
    "failed-of": ("占撤销的 {revoked} 个中的 {failed} 个，其余 {rest} 个另有原因。", "That is {failed} of the {revoked} revoked; the other {rest} have other reasons."),
    "changed": ("通知 {id} 点名 {n} 个中心转为分中心。", "Notice {id} names {n} that turned from center into sub-center."),
    "changed-back": ("通知 {id} 点名 {n} 个分中心转为中心。", "Notice {id} names {n} that turned from sub-center into center."),
    "rest": ("{left} 个离开的中心中，评价至多解释 {failed} 个，转为分中心 {changed} 个：至少 {rest} 个未见说明。",
             "Of the {left} centers that left, the evaluation explains {failed} at most, changes of kind {changed}: at least {rest} are not explained."),
    "came": ("另有 {n} 个由中心转入，故离开的分中心为 {left} 个。", "With {n} that came from the centers, {left} sub-centers have left."),
    "renamed": ("各通知合计只说有 {stated} 个更名（通知 {ids}），其余通知未说；比对得 {found} 个，二者不可直接比较。",
                "Renamings are stated by notice {ids} alone ({stated}); the comparison finds {found} over the whole time, so the two cannot be compared."),
    "least-new": ("第 {id} 批新认定的中心：至少 {least} 个（新列入 {listed} 行 − 其间已公布的新认定 {known} 个 = {rows}；由总数：{net} + 退出数）。",
                  "Centers new in batch {id}: at least {least} ({listed} newly listed rows − {known} published as new before = {rows}; by the totals, {net} + those lost)."),
    "out": ("比对得 {low} 至 {high} 个中心离开；各通知的数字到第 {id} 批为止已是 {stated} 个，多出的 {d} 个以上应是其间新认定而又失去，或失而复得。",
            "The comparison finds {low} to {high} centers gone; by the figures {stated} had left by batch {id}: the {d} or more beyond were certified in between and lost again, or lost the title and won it back."),
}  # fmt: skip
ROSTERS: Mapping[str, Mapping[str, str]] = {
    "zh": {"nothing": "没有差异：{n} 行全部相同。", "more": "……另有 {n} 行（--all 列出全部）", "unknown": "（地区不明）",
           "all": "合计", "balance": "平衡：之前 + 进 − 出 = 之后", "figures": "通知中的数字", "open": "不平衡！", "region": "地区",
           "kind": "类型", "before": "之前", "come": "进", "gone": "出", "after": "之后", "newly_listed": "新列入", "kind_in": "类型转入",
           "moved_in": "由他地区移入", "undecided_in": "未定", "not_listed": "不再列出", "not_covered": "另一方不列此类", "merged": "合并", "kind_out": "类型转出",
           "moved_out": "移往他地区", "undecided_out": "未定", "old": "原", "new": "现", "why": "依据", "confidence": "置信度", "renamed": "更名", "colon": "："},
    "en": {"nothing": "No difference: all {n} rows are the same.", "more": "… {n} more (--all lists them)", "unknown": "(region unknown)",
           "all": "all", "balance": "Balance: before + in − out = after", "figures": "The figures of the notices", "open": "DOES NOT BALANCE",
           "region": "region", "kind": "kind", "before": "before", "come": "in", "gone": "out", "after": "after", "newly_listed": "newly listed",
           "kind_in": "kind changed to", "moved_in": "from other regions", "undecided_in": "undecided", "not_listed": "no longer listed",
           "not_covered": "kind not on the other list", "merged": "merged", "kind_out": "kind changed from", "moved_out": "to other regions",
           "undecided_out": "undecided", "old": "before", "new": "after", "why": "why", "confidence": "confidence", "renamed": "renamed", "colon": ": "},
}  # fmt: skip
NOTES: Mapping[str, tuple[str, str]] = {
    "filled": ("{name}：{n} 行的地区为空，视为合并单元格，取上一行的地区（--no-fill-regions 可不填）。",
               "{name}: {n} rows without a region take the one above, as merged cells do (--no-fill-regions leaves them empty)."),
    "unnumbered": ("{name}：没有序号，以行的次序为准。", "{name} has no positions: the order of its lines counts."),
    "swapped": ("{first} 早于 {second}：差异由早到晚叙述。", "{first} is older than {second}: the difference is told from the older one on."),
}  # fmt: skip
DATA: Mapping[str, Mapping[str, str]] = {
    "zh": {"nothing": "没有差异：{n} 条陈述全部相同。", "added": "新增", "removed": "删除", "changed": "改动", "more": "……另有 {n} 项（--all 列出全部）", "graph": "图",
           "before": "之前", "come": "增", "gone": "减", "after": "之后", "default": "默认图", "balance": "陈述数：之前 + 增 − 减 = 之后", "things": "{n} 项", "all": "合计",
           "thing": "事物", "what": "说明", "statements": "陈述", "colon": "："},
    "en": {"nothing": "No difference: all {n} statements are the same.", "added": "Added", "removed": "Removed", "changed": "Changed",
           "more": "… {n} more (--all lists them)", "graph": "graph", "before": "before", "come": "added", "gone": "removed", "after": "after",
           "default": "default graph", "balance": "Statements: before + added − removed = after", "things": "{n} things", "all": "all", "thing": "thing",
           "what": "in words", "statements": "statements", "colon": ": "},
}  # fmt: skip
EVENTS: Mapping[str, tuple[str, str]] = {
    "renamed": ("更名：{unit}，{old} → {new}", "renamed: {unit}, {old} → {new}"), "to_sub_center": ("转为分中心：{unit}", "now a sub-center: {unit}"),
    "to_center": ("转为中心：{unit}", "now a center: {unit}"), "delisted": ("不再列出：{unit}", "no longer listed: {unit}"),
    "revoked": ("撤销：{unit}", "revoked: {unit}"), "certified": ("认定：{unit}", "certified: {unit}"), "newly_listed": ("列入：{unit}", "newly listed: {unit}"),
    "title": ("称号期间：{unit}", "title period: {unit}"), "identified": ("辨认：{unit} 为 {new}", "identified: {unit} as {new}"),
    "placed": ("归属地：{unit}", "placed: {unit}"), "corrected": ("更正：{unit}，{old} → {new}", "corrected: {unit}, {old} → {new}"),
    "relocated": ("所在地改变：{unit}，{old} → {new}", "relocated: {unit}, {old} → {new}"),
    "added": ("新增：{unit}", "added: {unit}"), "removed": ("删除：{unit}", "removed: {unit}"), "changed": ("改动：{unit}", "changed: {unit}"),
}  # fmt: skip


def reason(language: str, aligned: Aligned, evidence: Evidence, old: "Sequence[Printed]", new: "Sequence[Printed]") -> str:
    """One reason in words of a language."""
    text = TEXT[language]
    if evidence.kind == "name":
        return _LIKENESS[evidence.text][LANGUAGES.index(language)]
    if evidence.kind == "order":
        return _order(language, aligned, old, new)
    if evidence.kind == "candidate":
        return text["candidate"].format(who=rows_text(language, new if aligned.old else old), p=evidence.value or 0.0)
    if evidence.kind == "not-covered":
        return text["not-covered-old" if aligned.old else "not-covered-new"]
    if evidence.kind == "decision":
        return text["named-by-notice" if aligned.method == "named-by-notice" else "decision"].format(text=evidence.text)
    return text.get(evidence.kind, evidence.text)


def _order(language: str, aligned: Aligned, old: "Sequence[Printed]", new: "Sequence[Printed]") -> str:
    around, own = (old, aligned.old) if aligned.old else (new, aligned.new)
    if not around or own is None:
        return TEXT[language]["order-alone"]
    key = "order" if len(around) == 2 else "order-start" if _stands_before(own.position, around[0].position) else "order-end"
    return TEXT[language][key].format(between=TEXT[language]["and"].join(rows_text(language, [row]) for row in around))


def _stands_before(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one < other


def rows_text(language: str, rows: "Sequence[Printed]") -> str:
    """Printed rows by position and name."""
    shown = (TEXT[language]["row" if row.position is not None else "row-without"].format(position=row.position, name=row.name) for row in rows)
    return "、".join(shown) if language == "zh" else ", ".join(shown)
