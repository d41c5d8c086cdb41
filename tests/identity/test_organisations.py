"""Matching of organisation names: each method finds what it should, and none merges what only looks alike."""

from collections.abc import Iterable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcgraph.identity.organisations import CONFIDENCE, LONGEST_NAME, THRESHOLD, Decision, Organisation, OrganisationIndex, check_name
from tcgraph.identity.organisations_keys import company_and_part, department_host, legal_stem, normal, tidy, words_of

WORDS = words_of([
    ("abbreviation", "univ", "university"), ("abbreviation", "lab", "laboratory"), ("abbreviation", "ai", "artificial intelligence"),
    *(("small word", word, "") for word in ("of", "for", "and", "the")),
    *(("legal form", word, "") for word in ("co", "ltd", "inc", "corporation", "limited")),
    *(("zh legal form", word, "") for word in ("股份有限公司", "有限责任公司", "有限公司", "股份公司", "公司")),
    *(("department", word, "") for word in ("school", "department", "laboratory")),
    *(("own body", word, "") for word in ("hospital", "joint", "affiliated", "graduate")),
    *(("general word", word, "") for word in ("technology", "artificial", "intelligence", "group")),
])
CAS = (("中国科学院", "Chinese Academy of Sciences"),)
KNOWN = [
    Organisation("tsinghua", ("清华大学",), english=("Tsinghua University",)),
    Organisation("xjtu", ("西安交通大学",), english=("Xi'an Jiaotong University",)),
    Organisation("bupt", ("北京邮电大学",), english=("Beijing University of Posts and Telecommunications",)),
    Organisation("jinan", ("暨南大学",), english=("Jinan University",)),
    Organisation("ujn", ("济南大学",), english=("University of Jinan",)),
    Organisation("cug-beijing", ("中国地质大学（北京）",), english=("China University of Geosciences (Beijing)",)),
    Organisation("cug-wuhan", ("中国地质大学（武汉）",), english=("China University of Geosciences (Wuhan)",)),
    Organisation("neu", ("东北大学",), english=("Northeastern University",)),
    Organisation("casia", ("自动化研究所",), english=("Institute of Automation",), parents=CAS, evidence={"": "https://ror.org/casia"}),
    Organisation("iop", ("中国科学院物理研究所",), english=("Institute of Physics",), parents=CAS),
    Organisation("shail", ("上海人工智能实验室",), english=("Shanghai Artificial Intelligence Laboratory",)),
    Organisation("skl-one", english=("State Key Laboratory of Medical Genomics",)),
    Organisation("skl-two", english=("State Key Laboratory of Medical Genomics",)),
    Organisation("huawei", ("华为技术有限公司",), firm_english=("Huawei Technologies (China)",), evidence={"": "row-1"}, listed=True),
    Organisation("angang", ("鞍山钢铁集团有限公司",), ("鞍山钢铁集团公司",), evidence={"鞍山钢铁集团公司": "row-26", "": "row-29"}, listed=True),
    Organisation("sac", ("沈阳飞机工业（集团）有限公司",), listed=True),
    Organisation("petrochina", ("中国石油天然气股份有限公司",), listed=True),
    Organisation("heavy", ("中国重型机械研究院股份公司",), listed=True),
    Organisation("heavy-ror", ("中国重型机械研究院股份有限公司",)),
    Organisation("gold-new", ("中国黄金集团有限公司",), listed=True),
    Organisation("gold-old", ("中国黄金集团公司",), listed=True),
]
DECISIONS = [Decision("Huawei", "huawei", "0.97"), Decision("Noah's Ark Lab", "huawei", "0.93", True), Decision("沈飞", "sac", "0.95")]
AMBIGUOUS = ["Northeastern University", "China University of Geosciences", "中国地质大学", "自动化研究所"]


def index_of(known: Iterable[Organisation] = KNOWN, decisions: Iterable[Decision] = DECISIONS) -> OrganisationIndex:
    index = OrganisationIndex(known, WORDS, ambiguous=AMBIGUOUS)
    for decision in decisions:
        index.decide(decision)
    return index


INDEX = index_of()

IDENTIFIED = [
    ("清华大学", "tsinghua", "exact-name"),
    ("沈阳飞机工业(集团) 有限公司", "sac", "exact-name"),
    ("鞍山钢铁集团公司", "angang", "former-name"),
    ("沈飞", "sac", "reviewed-name"),
    ("中国科学院自动化研究所", "casia", "name-with-parent"),
    ("清华大学）", "tsinghua", "stray-mark"),
    ("、清华大学*", "tsinghua", "stray-mark"),
    ("沈阳飞机工业集团公司", "sac", "legal-form"),
    ("中国重型机械研究院有限公司", "heavy", "legal-form"),
    ("中国石油天然气股份有限公司兰州石化分公司", "petrochina", "company-part"),
    ("Tsinghua University", "tsinghua", "exact-english-name"),
    ("the TSINGHUA  Univ.", "tsinghua", "english-spelling"),
    ("Xi’an Jiao Tong University", "xjtu", "english-spelling"),
    ("China University of Geosciences, Wuhan", "cug-wuhan", "english-spelling"),
    ("Shanghai AI Lab", "shail", "english-spelling"),
    ("Beijing University of Post & Telecommunication", "bupt", "english-wording"),
    ("Huawei Inc.", "huawei", "reviewed-name"),
    ("noah’s ark LAB", "huawei", "reviewed-name"),
    ("Huawei Technologies Co., Ltd.", "huawei", "english-firm-name"),
    ("Institute of Automation, Chinese Academy of Sciences", "casia", "name-with-parent"),
    ("Chinese Academy of Sciences Institute of Automation", "casia", "name-with-parent"),
    ("School of Software, Tsinghua University", "tsinghua", "department"),
]
UNDECIDED = [
    "中国地质大学", "China University of Geosciences", "the china university of geosciences",
    "Northeastern University", "Northeastern Univ", "Department of Physics, Northeastern University",
    "自动化研究所", "Institute of Physics", "Institute of Automation", "Institute of Physics, Polish Academy of Sciences",
    "State Key Laboratory of Medical Genomics", "中国黄金集团", "中国石油天然气股份有限公司兰州有限公司", "清华大学附属医院",
    "Tsinghua University Hospital", "Affiliated Hospital, School of Medicine, Tsinghua University", "Graduate School, Tsinghua University",
    "National Tsing Hua University", "University of Sydney", "School of Software, Tsinghua University, Peking University",
    "Tsinghua University, Shenzhen", "Huawei Cloud", "清华", "Тsinghua University", "华为 Huawei", "School of Software", "Co., Ltd.", "有限公司",
]  # fmt: skip


@pytest.mark.parametrize(("name", "organisation", "method"), IDENTIFIED, ids=lambda v: v)
def test_name_is_identified_by_the_method_meant_for_it(name: str, organisation: str, method: str) -> None:
    found = INDEX.find(name)
    assert found is not None and (found.organisation, found.method) == (organisation, method)
    assert Decimal(found.confidence) >= THRESHOLD


@pytest.mark.parametrize("name", UNDECIDED)
def test_name_that_does_not_say_enough_stays_undecided(name: str) -> None:
    assert INDEX.find(name) is None


def test_names_in_another_order_are_other_universities() -> None:
    assert [INDEX.find(name).organisation for name in ("Jinan University", "University of Jinan")] == ["jinan", "ujn"]


def test_each_method_is_tried_by_these_cases() -> None:
    assert {method for _, _, method in IDENTIFIED} == {*CONFIDENCE, "reviewed-name"}


def test_part_is_marked_as_part_and_no_surer_than_its_whole() -> None:
    names = ("Noah's Ark Lab", "School of Software, Tsinghua University", "中国石油天然气股份有限公司兰州石化分公司")
    assert all(INDEX.find(name).is_part for name in names) and not INDEX.find("Huawei").is_part
    assert Decimal(INDEX.find(names[1]).confidence) <= Decimal(INDEX.find("Tsinghua University").confidence)


def test_evidence_is_where_that_very_name_stands() -> None:
    assert INDEX.find("鞍山钢铁集团公司").evidence == ("row-26",) and INDEX.find("鞍山钢铁集团有限公司").evidence == ("row-29",)
    assert INDEX.find("Huawei").evidence == ("row-1",) and INDEX.find("清华大学").evidence == ()


def test_decision_below_the_threshold_merges_nothing() -> None:
    assert index_of(decisions=[Decision("Huawei", "huawei", "0.89")]).find("Huawei") is None
    assert index_of(decisions=[Decision("Huawei", "huawei", "0.90")]).find("Huawei") is not None


def test_one_present_and_one_former_name_alike_are_undecided() -> None:
    two = [Organisation("new", ("甲乙丙丁公司",), listed=True), Organisation("old", ("戊己庚辛公司",), ("甲乙丙丁公司",), listed=True)]
    assert index_of(two, ()).find("甲乙丙丁公司") is None


def test_decision_about_nobody_or_made_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="no known organisation"):
        index_of(decisions=[Decision("Nokia", "nokia", "0.99")])
    with pytest.raises(ValueError, match="decided twice"):
        index_of(decisions=[DECISIONS[0], Decision("HUAWEI, Inc.", "tsinghua", "0.99")])


def test_unknown_kind_of_word_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="unknown kind of word 'abreviation' of 'univ'"):
        words_of([("abreviation", "univ", "university")])


@given(st.permutations(KNOWN), st.permutations(DECISIONS))
def test_order_of_organisations_and_decisions_changes_nothing(known: list[Organisation], decisions: list[Decision]) -> None:
    other = index_of(known, decisions)
    names = [*(name for name, _, _ in IDENTIFIED), *UNDECIDED]
    assert [other.find(name) for name in names] == [INDEX.find(name) for name in names]


@given(st.text(max_size=60))
def test_any_text_is_identified_surely_or_not_at_all(name: str) -> None:
    found = INDEX.find(name)
    assert found == INDEX.find(name) and (found is None or Decimal(found.confidence) >= THRESHOLD)


@pytest.mark.parametrize(("name", "problem"), [
    ("", "no name"), (" \u3000\n", "no name"), ("字" * 500, "500 characters"), ("——", "neither letter nor digit"), ("Tsinghua\ufffd", "lost"),
])  # fmt: skip
def test_what_can_be_no_name_is_said(name: str, problem: str) -> None:
    assert problem in check_name(name)


@pytest.mark.parametrize("name", ["360", "沈飞", "Université", "字" * LONGEST_NAME])
def test_short_odd_and_long_names_are_names(name: str) -> None:
    assert check_name(name) == ""


def test_keys_forget_only_what_they_say() -> None:
    assert tidy("（北京科技大学") == tidy("北京科技大学）") == "北京科技大学" and tidy("中国地质大学（北京）") == "中国地质大学(北京)"
    assert legal_stem("中铁公司", WORDS) == "" and legal_stem("中国石油大学（北京）", WORDS) == "中国石油大学(北京)"
    assert company_and_part("沈阳飞机工业（集团）有限公司") == ("", "")
    assert department_host("University College London", WORDS) == ""


ONE_NAME = [
    ("Tencent", "Tencent Inc", "Tencent Inc.", "TENCENT, INC.", "Ｔｅｎｃｅｎｔ", "Tencent Co., Ltd.", "tencent"),
    ("Li Auto", "LiAuto", "Li Auto Inc."),
    ("JD.com", "JD.COM Inc", "JD.com, Inc."),
    ("SenseTime Group", "SenseTime Group Limited", "Sensetime Group Co., Limited"),
    ("The Chinese University of Hong Kong", "Chinese University of Hong Kong"),
    ("Pazhou Lab", "Pazhou Laboratory"),
    ("测试设备有限公司", "测试设备股份有限公司", "测试设备 有限责任公司", "测试设备公司", "测试设备"),
    ("测试（集团）有限公司", "测试集团有限公司"),
]
TWO_NAMES = [
    ("Alibaba Group", "Alibaba Group Holding Limited"), ("Alibaba Group", "Alibaba"), ("Meituan", "Meituan Group"), ("Tencent", "Tencent AI Lab"),
    ("Megvii", "Megvii Technology"), ("JD", "JD.com"), ("JD", "JD Inc."), ("Technology Inc.", "Technology"), ("Artificial Intelligence Ltd", "AI Co"),
    ("IBM", "IBM (China)"), ("Inc.", "Limited"), ("北京测试（上海）有限公司", "北京测试有限公司"), ("中铁公司", "中铁有限公司"), ("测试科技", "测试"),
    ("Tsinghua University", "Tsinghua University Ltd"), ("Tsinghua University Inc.", "Tsinghua University Ltd"),
    ("中国黄金集团股份公司", "中国黄金集团有限责任公司"),  # two known organisations could bear either
    ("Northeastern University", "Northeastern University Inc."), ("China University of Geosciences", "china university of geosciences"),
    ("中国地质大学", "中国地质大学有限公司"), ("Institute of Computing Technology", "Institute of Computing Technology Ltd"),
]  # fmt: skip


@pytest.mark.parametrize("names", ONE_NAME, ids=lambda names: names[0])
def test_printings_that_differ_in_spelling_and_legal_form_have_one_key(names: tuple[str, ...]) -> None:
    assert len({INDEX.fold(name) for name in names}) == 1 and INDEX.fold(names[0])


@pytest.mark.parametrize("names", TWO_NAMES, ids=lambda names: f"{names[0]}, {names[1]}")
def test_names_that_differ_in_more_or_say_too_little_keep_their_own_key(names: tuple[str, str]) -> None:
    assert INDEX.fold(names[0]) != INDEX.fold(names[1])


@given(st.text(min_size=1, max_size=30))
def test_each_name_has_a_key_that_depends_on_its_normal_form_alone(name: str) -> None:
    if not check_name(name):
        assert INDEX.fold(name) and INDEX.fold(name) == INDEX.fold(normal(name))


def test_a_key_is_not_that_of_a_name_which_is_not_folded() -> None:
    index = OrganisationIndex(KNOWN, WORDS, ambiguous=["acme", "测试大学"])
    assert index.fold("Acme Inc.") != index.fold("acme") and index.fold("测试大学有限公司") != index.fold("测试大学")
