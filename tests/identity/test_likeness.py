"""How alike two names are: each class on names of the lists, the same both ways, and never an error."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcgraph.identity.likeness import CLASSES, likeness, overlap, resemblance
from tcgraph.identity.odds import odds, odds_from

EXAMPLES = [
    ("equal", "沈阳飞机工业(集团)有限公司", "沈阳飞机工业（集团） 有限公司"),
    ("core", "天津市金桥焊材集团有限公司", "天津市金桥焊材集团股份有限公司"),
    ("core", "上海电气风电集团有限公司", "上海电气风电集团股份有限公司"),
    ("one-character", "烟台东方威思顿电气有限公司", "烟台东方威斯顿电气有限公司"),
    ("brand-and-trade", "潍柴控股集团有限公司", "潍柴动力股份有限公司"),
    ("one-character", "中色奥博特铜铝有限公司", "中色奥博特铜铝业有限公司"),
    ("brand", "山西潞安矿业(集团)有限责任公司", "潞安化工集团有限公司"),
    ("brand", "江苏康力源健身器材有限公司", "江苏康力源体育科技股份有限公司"),
    ("brand-inside", "北京神州绿盟信息安全科技股份有限公司", "绿盟科技集团股份有限公司"),
    ("brand-inside", "上海三爱富新材料科技有限公司", "上海华谊三爱富新材料有限公司"),
    ("close", "天津钢管集团股份有限公司", "天津钢管制造有限公司"),
    ("near", "天津冶金集团中兴盛达钢业有限公司", "天津市新天钢中兴盛达有限公司"),
    ("near", "上海市建筑科学研究院（集团）有限公司", "上海建科集团股份有限公司"),
    ("none", "大连冷冻机股份有限公司", "冰山冷热科技股份有限公司"),
    ("none", "大同煤矿集团有限责任公司", "晋能控股煤业集团有限公司"),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "one", "other"), EXAMPLES)
def test_class_of_known_pairs_both_ways(expected: str, one: str, other: str) -> None:
    assert (likeness(one, other), likeness(other, one)) == (expected, expected)


@pytest.mark.parametrize(("one", "other"), [
    ("中铁十九局集团有限公司", "中铁十六局集团有限公司"), ("中铁十局集团有限公司", "中铁十九局集团有限公司"), ("中国第一重型机械集团公司", "中国第二重型机械集团公司"),
    ("长春一汽富维汽车零部件有限公司", "长春二汽富维汽车零部件有限公司"), ("中国电子科技集团第14研究所", "中国电子科技集团第15研究所"), ("第1研究所股份公司", "第10研究所股份公司"),
])
def test_another_number_is_never_a_slip_of_one_character(one: str, other: str) -> None:
    assert likeness(one, other) not in ("equal", "one-character") and likeness(other, one) == likeness(one, other)


def test_short_names_that_differ_in_one_character_are_strangers() -> None:
    assert likeness("金龙公司", "金风公司") not in ("equal", "core", "one-character")


def test_missing_or_additional_character_is_one_character_both_ways() -> None:
    pair = "新疆众和电极箔业股份有限公司", "新疆众和电极箔股份有限公司"
    assert likeness(*pair) == likeness(*pair[::-1])
    assert likeness("abcdefg", "abcdeg") == likeness("abcdeg", "abcdefg") == "one-character"
    assert likeness("abcdefg", "abcdef") == likeness("abcdef", "abcdefg") == "one-character"
    assert likeness("abcdefg", "abcdxyg") != "one-character"


@pytest.fixture(scope="module")
def names(csv_rows) -> list[str]:
    return sorted({r["enterprise_name"] for batch in ("26", "29") for r in csv_rows(f"roster-{batch}")})


@settings(max_examples=300)
@given(st.data())
def test_likeness_of_listed_names_is_a_class_and_the_same_both_ways(names, data: st.DataObject) -> None:
    one, other = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
    assert likeness(one, other) == likeness(other, one) in CLASSES
    assert (likeness(one, other) == "equal") == (one.translate({0xFF08: "(", 0xFF09: ")"}) == other.translate({0xFF08: "(", 0xFF09: ")"}))
    assert resemblance(one, other) == pytest.approx(resemblance(other, one)) and 0 <= resemblance(one, other) <= 1


def test_neighbours_in_the_alphabet_are_alike_both_ways(names) -> None:
    for one, other in pairwise(names):
        assert likeness(one, other) == likeness(other, one), (one, other)


ODD = ["", " ", "（）", "((", "集团", "有限公司", "中国", "沈阳", "0", "①②③④⑤⑥", "ACME Corp.", "General Motors Co., Ltd.", "😀😀😀😀😀😀", "𠀀𠀁𠀂𠀃𠀄𠀅公司", "字" * 500, "字" * 499 + "子", "a\nb", "\ud800"]


@pytest.mark.parametrize("one", ODD)
@pytest.mark.parametrize("other", [*ODD, "沈阳兴齐眼药股份有限公司"])
def test_odd_names_have_a_class_too(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one) in CLASSES


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_is_an_error(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one) in CLASSES


def test_characters_outside_the_plane_count_as_one() -> None:
    assert likeness("𠀀𠀁𠀂𠀃𠀄𠀅", "𠀀𠀁𠀂𠀃𠀄𠀆") == "one-character"


def test_overlap_is_a_share() -> None:
    assert (overlap("甲乙", "甲乙"), overlap("甲乙", "丙丁"), overlap("", ""), overlap("甲", "")) == (1.0, 0.0, 0.0, 0.0)
    assert overlap("甲乙丙", "甲乙丁") == pytest.approx(2 * 3 / 10)


def test_odds_fall_with_the_likeness_of_whole_names() -> None:
    assert odds()["core"] > odds()["brand-and-trade"] > odds()["brand"] > odds()["close"] > odds()["near"] > 1 > odds()["some"] > odds()["none"] > 0


def test_odds_are_shares_with_half_a_case_more() -> None:
    counts = dict.fromkeys(CLASSES, (0, 0)) | {"core": (3, 0), "none": (0, 7)}
    found = odds_from(counts)
    half = len(CLASSES) / 2
    assert found["core"] == pytest.approx((3.5 / (3 + half)) / (0.5 / (7 + half)))
    assert found["near"] == pytest.approx((0.5 / (3 + half)) / (0.5 / (7 + half)))
    assert min(found.values()) > 0


def test_class_that_was_not_counted_is_an_error() -> None:
    with pytest.raises(KeyError):
        odds_from({"core": (1, 1)})


def test_memory_of_names_changes_nothing(names) -> None:
    pairs = [tuple(random.Random(n).sample(names, 2)) for n in range(50)]
    first = [likeness(*pair) for pair in pairs]
    likeness.cache_clear()
    assert [likeness(*pair) for pair in pairs] == first
