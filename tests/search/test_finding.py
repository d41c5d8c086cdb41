"""What people type, and what they find first, in the packaged data."""

import pytest

from tcgraph.errors import CallError, SearchError, UnknownTermError
from tcgraph.search import LONGEST

XINSONG, XINGQI, FUCHUANG = "沈阳新松机器人自动化股份有限公司", "沈阳兴齐眼药股份有限公司", "沈阳富创精密设备股份有限公司"
FIRST = [
    ("兴齐", XINGQI, "part"), ("富创", FUCHUANG, "part"), ("东软", "东软集团股份有限公司", "prefix"), ("清华", "清华大学", "prefix"),
    ("辽宁", "辽宁省", "exact"), ("沈阳飞机工业(集团) 有限公司", "沈阳飞机工业（集团）有限公司", "exact"),
    ("shenyang xinsong", XINSONG, "pinyin"), ("shenyangxinsong", XINSONG, "pinyin"), ("xinsong", XINSONG, "pinyin"), ("Shen Yang Xin Song", XINSONG, "pinyin"),
    ("syxs", XINSONG, "initials"), ("SYXSJQR", XINSONG, "initials"), ("cqsb", "重庆水泵厂有限责任公司", "initials"), ("sjtu", "上海交通大学", "initials"),
    ("Tsinghua", "清华大学", "prefix"), ("tsinghua UNIVERSITY", "清华大学", "exact"), ("Shenyang Fortune", FUCHUANG, "prefix"),
    ("CN-LN", "辽宁省", "code"), ("210000", "辽宁省", "code"), ("4111010003", "清华大学", "code"), ("cn-ln", "辽宁省", "code"),
    ("01175g155", "忻州师范学院", "code"), ("https://ror.org/01175g155", "忻州师范学院", "code"), ("Q8044698", "忻州师范学院", "code"),
    ("http://www.wikidata.org/entity/Q8044698", "忻州师范学院", "code"), ("第29批", "第29批", "exact"),
    ("新松机起人", XINSONG, "typo"), ("Tsingua", "清华大学", "typo"), ("兴棋眼药", XINGQI, "typo"), ("富创精设备", FUCHUANG, "typo"),
    ("富创精密密设备", FUCHUANG, "typo"), ("富创密精设备", FUCHUANG, "typo"), ("Tsinghau", "清华大学", "typo"), ("Shenyang Forutne", FUCHUANG, "typo"),
    ("辽宁 机器人", XINSONG, "part"), ("沈阳 xinsong", XINSONG, "pinyin"), ("机器人 沈阳", XINSONG, "part"), ("沈阳xinsong", XINSONG, "pinyin"),
    ("沈阳 兴棋眼药", XINGQI, "typo"), ("新松 Liaoning", XINSONG, "part"),
    ("Tencent Inc.", "Tencent", "exact"), ("Megvii Inc", "MEGVII", "exact"), ("JD.COM Inc", "JD.com", "exact"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "label", "way"), FIRST, ids=[case[0] for case in FIRST])
def test_first_hit(index, text, label, way):
    best = index.search(text)[0]
    assert (best.label, best.way) == (label, way)


@pytest.mark.parametrize("text", ["发改高技〔2022〕158号", "发改高技[2022]158号", "发改高技2022 158", "发改高技（2022）158号"])
def test_document_number_in_any_brackets(index, text):
    best = index.search(text)[0]
    assert (best.kind, best.way, best.text) == ("tc:Notice", "code", "发改高技〔2022〕158号")


def test_number_of_a_batch(index):
    assert ("tc:Batch", "第29批", "code") in [(hit.kind, hit.label, hit.way) for hit in index.search("29")]


def test_iri_prefixed_name_and_opaque_end(index):
    iri = index.search("清华大学")[0].iri
    end = iri.rpartition("/")[2]
    for text in (iri, f"<{iri}>", f"university:{end}", end):
        assert [hit.iri for hit in index.search(text)] == [iri]
    assert index.search("https://w3id.org/tcgraph/id/university/aaaaaaaaaaaaa") == []


def test_one_wrong_missing_extra_or_transposed_letter_in_pinyin(index):
    for text in ("shenyng", "shenyyang", "shneyang", "shenyamg"):
        assert all("沈阳" in hit.text for hit in index.search(text, limit=3)), text


def test_abbreviation_stands_beside_exact_hits(index):
    assert "沈阳鼓风机集团股份有限公司" in [hit.label for hit in index.search("沈鼓")]
    assert "沈阳飞机工业（集团）有限公司" in [hit.label for hit in index.search("沈飞")]


def test_all_words_must_fit(index):
    assert {hit.label for hit in index.search("沈阳 兴齐")} == {XINGQI}
    assert index.search("大连 兴齐") == []


def test_city_of_a_university_is_a_place_word(index):
    assert "东北大学" in [hit.label for hit in index.search("沈阳 大学", kind="University", limit=100)]


def test_firm_stands_for_its_center_and_names_it(index):
    (hit,) = index.search("兴齐")
    assert hit.kind == "tc:Enterprise" and len(hit.units) == 1
    center = index.search(hit.units[0])[0]
    assert (center.kind, center.label) == ("tc:TechnologyCenter", XINGQI + "技术中心")


def test_center_comes_by_its_own_name_and_by_its_class(index):
    for hits in (index.search(XINGQI + "技术中心"), index.search("富创 技术中心"), index.search("兴齐", kind="tc:TechnologyCenter")):
        assert hits[0].kind == "tc:TechnologyCenter" and hits[0].units == ()


@pytest.mark.parametrize("kind", ["tc:University", "University", "universities", "university", "高校", "https://w3id.org/tcgraph/ontology#University"])
def test_kind_by_any_of_its_names(index, kind):
    assert {hit.kind for hit in index.search("沈阳", kind=kind, limit=50)} == {"tc:University"}


def test_kind_takes_subclasses(index):
    kinds = {hit.kind for hit in index.search("沈阳", kind="tc:Organisation", limit=500)}
    assert {"tc:Enterprise", "tc:University"} <= kinds <= {"tc:Enterprise", "tc:University", "tc:ResearchInstitute", "tc:NamedOrganisation", "tc:GovernmentDepartment"}
    assert {hit.kind for hit in index.search("大连", kind="Unit", limit=50)} <= {"tc:TechnologyCenter", "tc:SubCenter"}


def test_unknown_kind_says_which_there_are(index):
    with pytest.raises(UnknownTermError, match="Did you mean 'tc:Enterprise'"):
        index.search("沈阳", kind="tc:Enterprize")
    with pytest.raises(UnknownTermError, match="Known: tc:Batch, "):
        index.search("沈阳", kind="zzz")


def test_labels_in_the_language_asked_for_or_the_other(index):
    assert index.search("富创", language="en")[0].label == "Shenyang Fortune Precision Equipment"
    assert index.search("富创", language="en")[0].text == FUCHUANG
    assert index.search("新松", language="en")[0].label == XINSONG


def test_ranking_is_by_score_and_repeats(index):
    for text in ("沈阳", "university", "gongsi", "公司", "新"):
        hits = index.search(text, limit=50)
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        assert hits == index.search(text, limit=50)
        assert hits[:7] == index.search(text, limit=7)
        assert all(0 < hit.score <= 1 for hit in hits)


@pytest.mark.parametrize("text", ["", " ", "\n\t", "🤖", "%%%", ".*", "()", "'", "“”", "\u200b"])
def test_nothing_to_search_for_is_refused(index, text):
    with pytest.raises(SearchError, match="no letter and no digit"):
        index.search(text)


def test_long_text_is_refused_and_the_longest_is_not(index):
    with pytest.raises(SearchError, match=rf"500 characters; a search takes {LONGEST} at most"):
        index.search("沈" * 500)
    assert index.search("沈" * LONGEST) == []
    assert index.search("沈 " * (LONGEST // 2)) == index.search("沈 沈")


def test_half_a_surrogate_pair_is_refused_with_its_place(index):
    with pytest.raises(CallError, match="Character 3"):
        index.search("沈阳\ud83d")


@pytest.mark.parametrize(("arguments", "text"), [({"limit": 0}, "limit=0"), ({"limit": -1}, "limit=-1"), ({"limit": "3"}, "limit='3'"), ({"language": "de"}, "'de'")])
def test_wrong_arguments_are_refused(index, arguments, text):
    with pytest.raises(SearchError, match=text):
        index.search("沈阳", **arguments)


def test_no_text_is_refused(index):
    with pytest.raises(SearchError, match="needs text, not 29"):
        index.search(29)


@pytest.mark.parametrize("text", ["' OR 1=1 --", "Robert'); DROP TABLE names;--", "(新松|兴齐", "[a-z]+", "a{99999}", "\\d+", "新松\t|", "新松\n", "🤖新松", "新松\x00"])
def test_metacharacters_are_no_more_than_signs(index, text):
    hits = index.search(text)
    if "新松" in text and "兴齐" not in text:
        assert hits[0].label == XINSONG


def test_work_is_bounded(index):
    for text in ("公司", "university", "a", "有限", "gufenyouxiangongsi", "新松机起人", "shenyng", "辽宁 公司", "1"):
        index.search(text)
        assert 0 < index.scored <= 5_000, text
