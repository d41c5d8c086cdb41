"""The parts of a name: each where it belongs, all of them together the name, nothing that makes it fail."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcgraph import resources
from tcgraph.errors import DataError
from tcgraph.names import anatomy, check_name, language_of, normal_form, variants
from tcgraph.names.words import words

NAMES = {
    "沈阳富创精密设备股份有限公司": ("沈阳", "富创", "精密设备", "股份有限公司", False),
    "沈阳兴齐眼药股份有限公司": ("沈阳", "兴齐", "眼药", "股份有限公司", False),
    "沈阳新松机器人自动化股份有限公司": ("沈阳", "新松", "机器人自动化", "股份有限公司", False),
    "天津天士力集团": ("天津", "天士力", "", "", True),
    "TCL科技集团股份有限公司": ("", "TCL", "科技", "股份有限公司", True),
    "东软集团股份有限公司": ("", "东软", "", "股份有限公司", True),
    "沈阳飞机工业（集团）有限公司": ("沈阳", "", "飞机工业", "有限公司", True),
    "沈阳铝镁设计研究院有限公司": ("沈阳", "铝镁", "", "设计研究院有限公司", False),
    "中国航发沈阳黎明航空发动机有限责任公司": ("中国 沈阳", "航发黎明", "航空发动机", "有限责任公司", False),
    "中国科学院沈阳自动化研究所": ("中国 沈阳", "科学院", "自动化", "研究所", False),
    "特变电工沈阳变压器集团有限公司": ("沈阳", "特变电工", "变压器", "有限公司", True),
    "中国电建集团成都勘测设计研究院有限公司": ("中国 成都", "电建", "勘测", "设计研究院有限公司", True),
    "联想（北京）有限公司": ("北京", "联想", "", "有限公司", False),
    "内蒙古伊利实业集团股份有限公司": ("内蒙古", "伊利", "实业", "股份有限公司", True),
    "河南省漯河市双汇实业集团有限责任公司": ("河南省漯河市", "双汇", "实业", "有限责任公司", True),
    "河南省南召县某某实业有限公司": ("河南省南召县", "某某", "实业", "有限公司", False),
    "上海市政工程设计研究总院（集团）有限公司": ("上海", "", "市政工程", "设计研究总院有限公司", True),
    "中山大学": ("", "中山", "", "大学", False),
    "中山火炬职业技术学院": ("中山", "火炬", "职业技术", "学院", False),
    "清华大学": ("", "清华", "", "大学", False),
    "大连理工大学": ("大连", "", "理工", "大学", False),
    "分子肿瘤学国家重点实验室": ("", "", "分子肿瘤学", "国家重点实验室", False),
    "3M中国有限公司": ("中国", "3M", "", "有限公司", False),
    "vivo": ("", "vivo", "", "", False),
    "Huawei Technologies Co., Ltd.": ("", "Huawei", "Technologies", "Co. Ltd.", False),
    "Huawei Technologies (China)": ("China", "Huawei", "Technologies", "", False),
    "Alibaba Group": ("", "Alibaba", "", "", True),
    "Dalian University of Technology": ("Dalian", "", "Technology", "University", False),
    "State Key Laboratory of Robotics": ("", "", "Robotics", "State Key Laboratory", False),
    "𨱏锻有限公司": ("", "𨱏锻", "", "有限公司", False),
    "": ("", "", "", "", False),
}
BRANCHES = {
    "中国石油天然气股份有限公司兰州石化分公司": "兰州石化分公司", "中石化石油工程机械有限公司第四机械厂": "第四机械厂", "四川大学锦江学院": "锦江学院",
    "中铁隧道集团第三公司": "第三公司", "山东大学威海分校": "威海分校", "沈阳分公司": "分公司", "清华大学": "", "沈阳机床有限公司": "",
    "中国石油化工集团胜利油田分公司": "胜利油田分公司",
}  # fmt: skip
PIECES = ["沈阳", "中国", "中国科学院", "富创", "集团", "(集团)", "（", "）", "(", ")", "有限公司", "股份", "大学", "学院", "分公司", "第三公司", "实验室",
          "市", "精密", "与", "TCL", " ", "University", "of", "Co., Ltd", "(China)", "\n", "𨱏", "·", ",", "&", "1"]  # fmt: skip
texts = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))


@pytest.mark.parametrize(("name", "expected"), NAMES.items(), ids=lambda value: value if isinstance(value, str) else "")
def test_parts(name: str, expected: tuple) -> None:
    found = anatomy(name)
    assert (found.place, found.brand, found.trade, found.form, found.group) == expected


@pytest.mark.parametrize(("name", "branch"), BRANCHES.items(), ids=BRANCHES)
def test_branch(name: str, branch: str) -> None:
    assert anatomy(name).branch == branch


def test_forms_of_group_are_the_same() -> None:
    printings = ["沈阳某某（集团）有限公司", "沈阳某某(集团)有限公司", "沈阳某某集团有限公司", "沈阳某某〔集团〕 有限公司"]
    found = {(a.place, a.core, a.form, a.group) for a in map(anatomy, printings)}
    assert found == {("沈阳", "某某", "有限公司", True)}


def test_what_stands_in_brackets_is_kept_apart() -> None:
    found = anatomy("常熟开关制造有限公司（原常熟开关厂）")
    assert found.qualifiers == ("原常熟开关厂",) and found.form == "有限公司"
    assert anatomy("中国地质大学（北京）").place == "中国 北京" != anatomy("中国地质大学（武汉）").place
    assert anatomy("某某（控股）有限公司").form == "控股有限公司"


def test_core_is_brand_and_trade() -> None:
    assert anatomy("沈阳富创精密设备股份有限公司").core == "富创精密设备"
    assert anatomy("Huawei Technologies Co., Ltd").core == "Huawei Technologies"
    assert anatomy("沈阳飞机工业集团").core == "飞机工业"


@given(texts)
def test_parts_cover_the_name(name: str) -> None:
    found = anatomy(name)
    assert found.normal == normal_form(name)
    assert all(text for _, text in found.parts)


@given(texts)
def test_what_check_name_accepts_can_be_taken_apart_and_varied(name: str) -> None:
    try:
        accepted = check_name(name)
    except DataError:
        return
    assert anatomy(accepted).normal == accepted
    assert variants(accepted)[0].text == accepted


@pytest.mark.parametrize("piece", PIECES)
def test_a_very_long_name_does_not_fail(piece: str) -> None:
    assert anatomy(piece * 3000).normal == normal_form(piece * 3000)


def test_a_brand_is_never_one_character_because_of_a_trade() -> None:
    assert anatomy("吉林化纤集团有限责任公司").trade == "化纤"
    assert anatomy("华光电子有限公司").brand == "华光"


def test_the_names_of_the_sources_have_a_core() -> None:
    """All but those that are a place and a form."""
    with (resources.sources() / "roster-29.csv").open(encoding="utf-8", newline="") as file:
        names = [row["enterprise_name"] for row in csv.DictReader(file)]
    assert [name for name in names if not anatomy(name).core] == []
    assert [name for name in names if anatomy(name).normal != normal_form(name)] == []
    assert sum(bool(anatomy(name).form) for name in names) > 0.99 * len(names)


def test_lists_are_read_once_and_hold_normal_forms() -> None:
    assert words() is words()
    for known in (words().places, words().trades, words().forms):
        assert [word for word in known if normal_form(word) != word or not word] == []
    assert {language_of(word) for word in words().places} == {"zh"}


def test_a_list_says_each_word_once() -> None:
    for name, columns in (("trades", ("word", "language")), ("places", ("text",)), ("legal-forms", ("text", "kind", "language"))):
        with (resources.rules() / f"name-{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = [tuple(row[column] for column in columns) for row in csv.DictReader(file)]
        assert len(rows) == len(set(rows)), name


def test_places_that_the_rules_add_are_not_in_the_sources() -> None:
    with (resources.rules() / "name-places.csv").open(encoding="utf-8", newline="") as file:
        assert all(row["note"] and row["use"] in ("place", "not") for row in csv.DictReader(file))
