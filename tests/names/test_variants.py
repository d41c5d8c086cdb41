"""Other writings of a name: in the documented order, each once, none too short."""

import sys

import pytest

from tcgraph.errors import MissingExtraError
from tcgraph.names import variants

EXPECTED = {
    "沈阳富创精密设备股份有限公司": ["沈阳富创精密设备股份有限公司", "沈阳富创精密设备集团股份有限公司", "沈阳富创精密设备", "沈阳富创", "富创精密设备", "富创"],
    "沈阳飞机工业（集团）有限公司": ["沈阳飞机工业(集团)有限公司", "沈阳飞机工业有限公司", "沈阳飞机工业集团", "沈阳飞机工业", "飞机工业"],
    "TCL科技集团股份有限公司": ["TCL科技集团股份有限公司", "TCL科技股份有限公司", "TCL科技集团", "TCL科技", "TCL", "TCL集团"],
    "联想（北京）有限公司": ["联想(北京)有限公司", "联想(北京)集团有限公司", "联想(北京)", "北京联想", "联想"],
    "南京大学": ["南京大学"],
    "清华大学": ["清华大学", "清华"],
    "上海交通大学医学院": ["上海交通大学医学院", "交通"],
    "Alibaba Group (China) Co., Ltd": ["Alibaba Group (China) Co., Ltd", "Alibaba Group (China)", "Alibaba (China)", "Alibaba"],
    "Huawei Technologies Co., Ltd. (China)": ["Huawei Technologies Co., Ltd. (China)", "Huawei Technologies (China)", "Huawei Technologies", "Huawei", "HT"],
    "University of Science and Technology of China": ["University of Science and Technology of China", "USTC"],
    "vivo": ["vivo"],
}


@pytest.mark.parametrize(("name", "expected"), EXPECTED.items(), ids=EXPECTED)
def test_variants_in_order(name: str, expected: list[str]) -> None:
    assert [variant.text for variant in variants(name)] == expected


def test_kinds_follow_the_documented_order() -> None:
    order = ["full", "without-group", "with-group", "group", "without-form", "place-brand", "core", "brand-group", "brand"]
    for name in ("沈阳富创精密设备股份有限公司", "TCL科技集团股份有限公司", "特变电工沈阳变压器集团有限公司"):
        places = [order.index(variant.kind) for variant in variants(name)]
        assert places == sorted(places)


def test_group_goes_before_a_bracketed_form() -> None:
    assert "某某集团(股份)有限公司" in [variant.text for variant in variants("某某（股份）有限公司")]


def test_pinyin_only_if_asked() -> None:
    plain, more = variants("重庆水泵厂有限责任公司"), variants("重庆水泵厂有限责任公司", pinyin=True)
    assert more[: len(plain)] == plain
    assert {(v.kind, v.text) for v in more[len(plain) :]} == {
        ("pinyin", "chongqingshuibeng"), ("pinyin-tones", "chóngqìngshuǐbèng"), ("pinyin-initials", "cqsb")}
    assert len({v.text for v in more}) == len(more)
    assert variants("vivo", pinyin=True) == variants("vivo")


def test_pinyin_without_the_extra_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypinyin", None)  # importing it fails as if it were not installed
    with pytest.raises(MissingExtraError, match="names"):
        variants("重庆水泵厂有限责任公司", pinyin=True)
