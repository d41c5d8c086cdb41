"""The rules that tell a field from a name: longest match, masks, ties."""

from pathlib import Path

import pytest

from tcgraph import resources
from tcgraph.build.fields import FieldRules
from tcgraph.build.sources import Row, Sources
from tcgraph.errors import SourceError


def rules(*lines: str) -> FieldRules:
    columns = ("keyword", "field", "industry", "confidence")
    return FieldRules(Row(dict(zip(columns, line.split(","), strict=True)), Path("rules.csv"), n) for n, line in enumerate(lines, 2))


def winner(found: FieldRules, name: str) -> str | None:
    rule = found.match(name)
    return rule and rule["keyword"]


def test_longest_keyword_wins_whatever_the_order_of_the_rules() -> None:
    for order in (("通信,1,39,0.9", "移动通信,1.1,39,0.5"), ("移动通信,1.1,39,0.5", "通信,1,39,0.9")):
        assert winner(rules(*order), "某移动通信有限公司") == "移动通信"


def test_of_equally_long_keywords_the_surer_wins() -> None:
    assert winner(rules("通信,1,39,0.8", "制药,4,27,0.9"), "制药通信公司") == "制药"


def test_of_equally_long_and_sure_keywords_the_later_in_the_name_wins() -> None:
    two = rules("通信,1,39,0.8", "制药,4,27,0.8")
    assert (winner(two, "制药通信公司"), winner(two, "通信制药公司")) == ("通信", "制药")


def test_rule_without_field_and_industry_masks_what_lies_inside_it() -> None:
    masked = rules("核心,,,0.9", "核,6.1,,0.8")
    assert winner(masked, "中国核心软件公司") is None
    assert winner(masked, "中国核电公司") == "核"


def test_mask_leaves_the_same_keyword_elsewhere_in_the_name() -> None:
    assert winner(rules("核心,,,0.9", "核,6.1,,0.8"), "核心公司核电厂") == "核"


def test_mask_hides_nothing_that_only_overlaps_it() -> None:
    assert winner(rules("核心,,,0.9", "心脏,4,,0.8"), "核心脏器公司") == "心脏"


def test_name_is_compared_in_normal_form() -> None:
    assert winner(rules("LED,1.2,39,0.9"), "上海ＬＥＤ照明有限公司") == "LED"


def test_name_that_tells_nothing_gives_none() -> None:
    assert winner(rules("通信,1,39,0.8"), "某某集团有限公司") is None


def test_rule_without_keyword_is_an_error_with_its_line() -> None:
    with pytest.raises(SourceError, match=r"rules\.csv, line 2: a rule without keyword"):
        rules(",1,39,0.8")


def test_packaged_rules_name_fields_and_industries_that_exist() -> None:
    sources = Sources(resources.sources(), resources.rules())
    fields = {row["code"] for row in sources["fields-sei-2018"].rows}
    industries = {row["division"] or row["section"] for row in sources["industries-gbt4754-2017"].rows}
    for row in sources.rules("field-keywords"):
        assert row["field"] in fields | {""}, f"line {row.line}: field {row['field']!r}"
        assert row["industry"] in industries | {""}, f"line {row.line}: industry {row['industry']!r}"
        speaks = bool(row["field"] or row["industry"])
        assert (0 < float(row["confidence"]) <= 1) == speaks, f"line {row.line}: confidence"


def test_packaged_rules_hold_each_keyword_once_in_normal_form() -> None:
    from tcgraph.names import normal_form

    keywords = [row["keyword"] for row in Sources(resources.sources(), resources.rules()).rules("field-keywords")]
    assert len(keywords) == len(set(keywords)), sorted({k for k in keywords if keywords.count(k) > 1})
    assert [k for k in keywords if normal_form(k) != k] == [], "a keyword that is not in normal form can never match"


def test_rule_with_a_bad_confidence_stops_the_build_with_its_line(few_sources_copy) -> None:
    file = few_sources_copy.rules / "field-keywords.csv"
    lines = file.read_text(encoding="utf-8").split("\n")
    number = next(i for i, line in enumerate(lines) if line.startswith("移动通信,"))
    lines[number] = "移动通信,1.1,39,high,"
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(SourceError, match=rf"field-keywords\.csv, line {number + 1}: confidence is 'high', which is not a number from 0 to 1"):
        few_sources_copy.build()


@pytest.mark.parametrize(("name", "keyword"), [
    ("沈阳芯源微电子设备股份有限公司", None), ("沈阳鼓风机集团股份有限公司", None), ("沈阳兴齐眼药股份有限公司", None),
])  # fmt: skip
def test_packaged_rules_speak_for_known_enterprises(name: str, keyword: str | None) -> None:
    rule = FieldRules(Sources(resources.sources(), resources.rules()).rules("field-keywords")).match(name)
    assert rule is not None and rule["keyword"] in name
