"""What columns, facts and kinds are called in Chinese, for tables that people read. Data keep the English names and codes."""

from collections.abc import Mapping

from tcgraph.words import catalogue

__all__ = ["HEADS", "KIND_LABELS", "said"]

KIND_LABELS: Mapping[str, tuple[str, str]] = {
    "enterprise": ("企业", "enterprise"),
    "university": ("高校", "university"),
    "institute": ("科研机构", "institute"),
    "university or institute": ("高校或科研机构", "university or institute"),
    "government": ("政府部门", "government"),
    "unknown": ("类别未知", "unknown"),
}

HEADS: Mapping[str, str] = {**catalogue("value"), **catalogue("head")}
"""What columns, facts and codes are called in Chinese."""
_SAID = ("kind", "other_kind", "treatment", "statistic", "level", "by", "third", "of", "scheme", "keep", "origin")
"""Columns and facts whose values are codes."""


def said(column: str, value: object, language: str) -> object:
    """A value as people read it: codes of kinds and treatments in Chinese where that is the language, and what stands for all of them."""
    if value == "" and column in ("kind", "other_kind"):
        return "全部" if language == "zh" else "all"
    if language != "zh" or not isinstance(value, str) or column not in _SAID:
        return value
    return KIND_LABELS[value][0] if value in KIND_LABELS else HEADS.get(value, value)
