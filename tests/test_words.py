"""The catalogue of Chinese texts: complete, with the same placeholders, and never half a translation."""

import csv
import re

import pytest

from tcgraph import errors, words
from tcgraph.words import catalogue, translated

with words._FILE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
PLACE = re.compile(r"\{(\w+)\}")
CHINESE = re.compile("[\u4e00-\u9fff]")
KINDS = ["message", "help", "head", "value"]


def test_each_row_has_a_kind_and_both_languages() -> None:
    assert sorted({row["kind"] for row in ROWS}) == sorted(KINDS)
    for row in ROWS:
        assert row["en"].strip() == row["en"] and row["zh"].strip() == row["zh"] and row["en"] and row["zh"], row
        assert CHINESE.search(row["zh"]) or row["zh"] == "SHA-256" or row["zh"].isdecimal(), row
        assert not CHINESE.search(row["en"]) or "province=辽宁" in row["en"] or row["kind"] == "help", row


def test_no_text_stands_twice() -> None:
    keys = [(row["kind"], row["en"]) for row in ROWS]
    assert len(keys) == len(set(keys))


def test_both_languages_have_the_same_placeholders() -> None:
    """``{english}`` takes a text that has its Chinese form beside it, or that the Chinese sentence does not repeat."""
    for row in ROWS:
        assert set(PLACE.findall(row["zh"])) == set(PLACE.findall(row["en"])) - {"english"}, row


@pytest.mark.parametrize("row", [row for row in ROWS if row["kind"] == "message"], ids=lambda row: row["en"][:40])
def test_each_message_is_found_again_with_its_values(row: dict) -> None:
    """Filled with values, the English text gives the Chinese one with the same values; so no row hides another."""
    values = {name: f"‹{name}›" for name in PLACE.findall(row["en"])}
    filled = PLACE.sub(lambda place: values[place[1]], row["en"])
    assert translated(filled, "zh") == PLACE.sub(lambda place: values[place[1]], row["zh"])
    assert translated(filled, "en") == filled


ERRORS = {
    "unknown question": (errors.UnknownQuestionError("centers_in_provinse", ["centers_in_province"]),
                         "没有名为 'centers_in_provinse' 的问题。是否指 'centers_in_province'？全部问题见 `tcgraph questions`。"),
    "unknown thing": (errors.UnknownThingError("x", (), "It was looked for as tc:Place.", ["辽宁", "辽宁省", "Liaoning"]),
                      "没有名为 'x' 的对象。是否指 '辽宁'、'辽宁省' 或 'Liaoning'？按类别 tc:Place 查找。"),
    "name with a full stop": (errors.UnknownThingError("Co. Ltd. x"), "没有名为 'Co. Ltd. x' 的对象。"),
    "name with quotes": (errors.UnknownThingError("a'b\"c. d"), """没有名为 'a\\'b"c. d' 的对象。"""),
    "list": (errors.UnknownListError("27", [29, 26]), "数据中没有第 27 批的全部名单，只有第 26, 29 批的。"),
    "list by name": (errors.UnknownListError("x", [26]), "数据中没有名为 'x' 的全部名单，只有第 26 批的。名单以批次号、名称或 IRI 指明。"),
    "several things": (errors.AmbiguousNameError("东北", [("http://x/1", "甲"), ("http://x/2", "乙")]),
                       "'东北' 可指 2 个对象，请给出其中一个的 IRI：\n  <http://x/1>  甲\n  <http://x/2>  乙"),
    "extra": (errors.MissingExtraError("polars", "tables"), "此功能需要 polars，尚未安装：pip install 'tcgraph[tables]'"),
    "time": (errors.TimeLimitError(2.5), "查询超过 2.5 秒，已中止。请缩小查询范围，或放宽时限。"),
    "output": (errors.OutputError("f", "No space left on device"), "f：磁盘空间不足。没有写入任何内容。"),
    "closed store": (errors.StoreError("dir", "is closed. Open it again"), "dir：已关闭。请重新打开。"),
    "query": (errors.QueryError("The query does not parse: line 2, column 3: expected x. Or y\n    WHERE {\n    ^"),
              "查询有语法错误。解析器原文：line 2, column 3: expected x. Or y\n    WHERE {\n    ^"),
}  # fmt: skip


@pytest.mark.parametrize(("error", "chinese"), ERRORS.values(), ids=ERRORS)
def test_an_error_has_a_chinese_text_and_stays_english(error: Exception, chinese: str) -> None:
    assert error.text("zh") == chinese
    assert error.text() == error.text("en") == str(error)


@pytest.mark.parametrize("text", [
    "Something that nobody translated.", "No thing named 'x'. And something that nobody translated.", "Nobody. No thing named 'x'.", "", "\n",
])
def test_what_is_not_wholly_in_the_catalogue_stays_english(text: str) -> None:
    assert translated(text, "zh") == text
    assert errors.CallError(text).text("zh") == text


def test_a_long_message_is_shown_as_it_is_and_quickly() -> None:
    text = "No thing named 'x'. " * 1000
    assert translated(text, "zh") == text
    assert translated(("No thing named 'x'. " * 50).strip(), "zh") == "没有名为 'x' 的对象。" * 50


def test_words_of_a_kind_are_looked_up_whole() -> None:
    assert translated("sub-center", "zh", "value") == "分中心" and translated("sub-centers", "zh", "value") == "sub-centers"
    assert translated("first_year", "zh", "head") == "首年" and translated("first_year", "en", "head") == "first_year"
    assert set(catalogue("value")) & set(catalogue("head")) - {"province", "region"}
