"""The normal form of names: printings of one name are equal, different names stay different."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcgraph.names import language_of, normal_form

EQUAL = {
    "brackets of either width": ("沈阳飞机工业(集团)有限公司", "沈阳飞机工业（集团）有限公司"),
    "tortoise-shell brackets": ("沈阳飞机工业〔集团〕有限公司", "沈阳飞机工业(集团)有限公司"),
    "space inside a Chinese name": ("沈阳 飞机工业 (集团) 有限公司", "沈阳飞机工业（集团）有限公司"),
    "ideographic space": ("沈阳　飞机工业", "沈阳飞机工业"),
    "line break in the cell": ("沈阳飞机\n工业", "沈阳飞机工业"),
    "full-width letters and digits": ("ＴＣＬ科技集团股份有限公司", "TCL科技集团股份有限公司"),
    "space between letters and Chinese": ("TCL 科技", "TCL科技"),
    "kinds of middle dot": ("阿·巴", "阿•巴"),
    "katakana dot": ("阿・巴", "阿·巴"),
    "several spaces in English": ("Tsinghua   University ", "Tsinghua University"),
    "compatibility ideograph": ("\uf900", "\u8c48"),
}
DIFFERENT = {
    "qualifier in brackets": ("中国地质大学（北京）", "中国地质大学（武汉）"),
    "with and without qualifier": ("中国地质大学", "中国地质大学（北京）"),
    "one character": ("烟台东方威思顿", "烟台东方威斯顿"),
    "legal form": ("某某集团有限公司", "某某股份有限公司"),
    "two English words": ("New York", "NewYork"),
    "case": ("Vivo", "vivo"),
    "characters beyond the basic plane": ("\U00020bb7野家", "吉野家"),
}


@pytest.mark.parametrize(("one", "other"), EQUAL.values(), ids=EQUAL)
def test_printings_of_one_name_are_equal(one: str, other: str) -> None:
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert normal_form(one) != normal_form(other)


@given(st.text())
def test_normal_form_of_a_normal_form_is_itself(name: str) -> None:
    assert normal_form(normal_form(name)) == normal_form(name)


@given(st.text(alphabet="沈阳()（）〔〕 \u3000\tAＡ1·•・\n\u0301\U00020bb7-"))
def test_normal_form_of_awkward_characters_is_stable(name: str) -> None:
    assert normal_form(normal_form(name)) == normal_form(name)


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_brackets_of_either_width_make_no_difference(name: str) -> None:
    assert normal_form(name.replace("(", "（").replace(")", "）")) == normal_form(name.replace("（", "(").replace("）", ")"))


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1), st.data())
def test_space_anywhere_in_a_chinese_name_makes_no_difference(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name)))
    assert normal_form(name[:place] + " " + name[place:]) == normal_form(name)


@pytest.mark.parametrize("character", ["\U00020bb7", "\U0002a6d6", "\U00030000"])
def test_character_beyond_the_basic_plane_is_kept_and_chinese(character: str) -> None:
    assert normal_form(f"{character} 野") == f"{character}野" and language_of(character) == "zh"


@pytest.mark.parametrize(("text", "language"), [("华为", "zh"), ("vivo", "en"), ("TCL科技", "zh"), ("", "en"), ("Ångström", "en"), ("〇", "zh")])
def test_language_is_chinese_with_one_chinese_character(text: str, language: str) -> None:
    assert language_of(text) == language
