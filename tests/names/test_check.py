"""What can be a name and what cannot, and the marks behind names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcgraph.errors import DataError, NameTextError, SourceError
from tcgraph.names import LONGEST_NAME, check_name, name_doubts, normal_form, split_mark

REFUSED = {
    "empty": ("", "no text"),
    "spaces": (" \u3000\n", "no text"),
    "marks": ("*※", "no text"),
    "digits": ("1276", "no letter"),
    "dashes": ("——", "no letter"),
    "control character": ("沈阳\x00机床", r"U\+0000, a control"),
    "zero-width space": ("沈阳\u200b机床", r"U\+200B, an invisible"),
    "byte order mark": ("\ufeff沈阳机床", r"U\+FEFF"),
    "private use": ("沈阳\ue001机床", r"U\+E001, a character of a private use"),
    "half a character": ("沈阳\ud86c", r"U\+D86C, half"),
    "wrong decoding": ("沈阳\ufffd床", r"U\+FFFD, what a wrong decoding"),
    "too long": ("沈" * (LONGEST_NAME + 1), "201 characters, more than 200"),
}
ACCEPTED = {
    "line break in the cell": ("沈阳飞机\n工业", "沈阳飞机工业"),
    "carriage return": ("沈阳飞机\r\n工业", "沈阳飞机工业"),
    "tab": ("沈阳\t飞机", "沈阳飞机"),
    "mixed scripts": ("创维－ＲＧＢ电子", "创维-RGB电子"),
    "beyond the basic plane": ("𨱏锻𬭎业", "𨱏锻𬭎业"),
    "rare character": ("䥽业", "䥽业"),
    "unpaired bracket": ("北京科技大学）", "北京科技大学)"),
    "one letter": ("X", "X"),
    "as long as allowed": ("沈" * LONGEST_NAME, "沈" * LONGEST_NAME),
    "mark behind": ("沈阳机床*", "沈阳机床"),
    "accents": ("L'Oréal", "L'Oréal"),
}
MARKS = {
    "沈阳机床股份有限公司*": ("沈阳机床股份有限公司", "*"),
    "沈阳机床股份有限公司 ＊": ("沈阳机床股份有限公司", "＊"),
    "沈阳机床※△": ("沈阳机床", "※△"),
    "沈阳机床有限公司①": ("沈阳机床有限公司", "①"),
    "沈阳机床有限公司³": ("沈阳机床有限公司", "³"),
    "沈阳机床有限公司12": ("沈阳机床有限公司", "12"),
    "沈阳机床有限公司[3] *": ("沈阳机床有限公司", "[3] *"),
    "中核四〇四": ("中核四〇四", ""),
    "Qihoo 360": ("Qihoo 360", ""),
    "*ST沈机": ("*ST沈机", ""),
    "沈阳机床（集团）": ("沈阳机床（集团）", ""),
    "*": ("", "*"),
    "": ("", ""),
}


@pytest.mark.parametrize(("name", "problem"), REFUSED.values(), ids=REFUSED)
def test_refused_with_a_reason(name: str, problem: str) -> None:
    with pytest.raises(NameTextError, match=problem) as caught:
        check_name(name)
    assert caught.value.name == name and isinstance(caught.value, DataError)


def test_refused_with_file_and_row() -> None:
    with pytest.raises(SourceError, match=r"roster-30\.csv, line 7: '' cannot be the name") as caught:
        check_name("", file="roster-30.csv", row=7)
    assert (caught.value.file, caught.value.row) == ("roster-30.csv", 7)


@pytest.mark.parametrize(("name", "plain"), ACCEPTED.values(), ids=ACCEPTED)
def test_accepted_in_normal_form(name: str, plain: str) -> None:
    assert check_name(name) == plain


@pytest.mark.parametrize(("printed", "expected"), MARKS.items(), ids=MARKS)
def test_marks_are_split_off(printed: str, expected: tuple[str, str]) -> None:
    assert split_mark(printed) == expected


@given(st.text())
def test_splitting_loses_nothing_but_space_and_ends(name: str) -> None:
    plain, mark = split_mark(name)
    assert "".join((plain + mark).split()) == "".join(name.split())
    assert split_mark(plain) == (plain, "")


@given(st.text())
def test_what_is_accepted_is_a_normal_form_of_acceptable_length(name: str) -> None:
    try:
        accepted = check_name(name)
    except NameTextError:
        return
    assert normal_form(accepted) == accepted and 0 < len(accepted) <= LONGEST_NAME


def test_doubts() -> None:
    assert name_doubts("沈阳机床（集团）有限公司") == []
    assert "mark" in name_doubts("沈阳机床*")[0]
    for unpaired in ("北京科技大学）", "（北京科技大学", "北京）科技（大学"):
        assert ["partner" in doubt for doubt in name_doubts(unpaired)] == [True]
