"""What must hold of every picture, whatever it shows: legible texts that touch nothing, one language, words for who cannot see it."""

import re
from collections.abc import Callable
from functools import cache
from itertools import combinations, pairwise

import pytest

import tcgraph
from tcgraph.pictures import PICTURES, fonts, sheet_of, style
from tcgraph.pictures.sheet import Rect, Sheet, Text, collisions
from tcgraph.pictures.texts import width, wrapped

CASES = [
    ("tile_map", {}), ("tile_map", {"province": "辽宁", "field": "3"}), ("heat_map", {}), ("heat_map", {"province": "大连", "field": "2"}),
    ("timeline", {}), ("timeline", {"province": "辽宁"}), ("rank_slopes", {}), ("rank_slopes", {"top": 5, "province": "西藏"}),
    ("rank_slopes", {"top": 40}), ("link_matrix", {}), ("link_matrix", {"province": "辽宁", "since": 2015}), ("network", {}),
    ("network", {"province": "辽宁"}), ("network", {"field": "1", "kind": "JointPublication"}),
]  # fmt: skip


def named(case: object) -> str:
    """The name of a case in the test's id."""
    return str(case[0]) + "".join(f"-{value}" for value in case[1].values()) if isinstance(case, tuple) else str(case)


Sheets = Callable[[tuple[str, dict[str, object]], str], Sheet]
every = pytest.mark.parametrize("case", CASES, ids=named)
both = pytest.mark.parametrize("language", ["zh", "en"])


@pytest.fixture(scope="module")
def sheets(dataset: tcgraph.Dataset) -> Callable[[tuple[str, dict[str, object]], str], Sheet]:
    """The sheet of a case in a language, made once."""

    @cache
    def made(number: int, language: str) -> Sheet:
        name, options = CASES[number]
        return sheet_of(dataset, name, language=language, options=options)

    return lambda case, language: made(CASES.index(case), language)


def test_every_picture_is_a_case() -> None:
    assert {name for name, _ in CASES} == set(PICTURES)


@every
@both
def test_no_text_touches_another_or_leaves_the_sheet(sheets: Sheets, case: tuple[str, dict[str, object]], language: str) -> None:
    sheet = sheets(case, language)
    assert len(sheet.texts) > 8
    assert collisions(sheet) == []


@every
@both
def test_every_character_has_a_glyph(sheets: Sheets, case: tuple[str, dict[str, object]], language: str) -> None:
    sheet = sheets(case, language)
    assert fonts.missing("".join(text.text for text in sheet.texts)) == ""
    assert fonts.missing(sheet.alt + "".join(cell for row in sheet.table for cell in row)) == ""


@every
@both
def test_texts_stand_out_from_what_they_stand_on(sheets: Sheets, case: tuple[str, dict[str, object]], language: str) -> None:
    below: list[Rect] = []
    for item in sheets(case, language).items:
        if isinstance(item, Rect) and item.fill != "none":
            below.append(item)
        if isinstance(item, Text) and not item.halo:
            left, top, right, bottom = item.box
            x, y = (left + right) / 2, (top + bottom) / 2
            under = [r.fill for r in below if r.x <= x <= r.x + r.width and r.y <= y <= r.y + r.height]
            assert item.ground == (under[-1] if under else style.WHITE), f"{item.text} says another ground than it stands on"
            assert style.contrast(item.colour, item.ground) >= 4.5, item.text
            assert item.size >= 18, f"{item.text} is too small at half the width"


@pytest.mark.parametrize("case", [case for case in CASES if case[0] != "network"], ids=named)  # names stand as the data have them
def test_an_english_picture_has_no_chinese_and_a_chinese_one_no_english_words(sheets: Sheets, case: tuple[str, dict[str, object]]) -> None:
    english, chinese = (" ".join([sheet.title, sheet.caption, sheet.alt, *(text.text for text in sheet.texts)])
                        for sheet in (sheets(case, "en"), sheets(case, "zh")))
    assert re.findall("[\u4e00-\u9fff]+", english) == []
    assert set(re.findall("[A-Za-z]{3,}", chinese)) <= {"tcgraph"}


@every
@both
def test_a_picture_says_what_it_shows_its_source_and_date(sheets: Sheets, case: tuple[str, dict[str, object]], language: str) -> None:
    sheet = sheets(case, language)
    assert sheet.title and len(sheet.alt) > 20 and sheet.alt != sheet.title
    assert ("来源：tcgraph" if language == "zh" else "Source: tcgraph") in sheet.caption
    assert re.search(r"20\d\d", sheet.caption)
    assert not re.search(r"[{}]|None", sheet.caption + sheet.alt + sheet.title)
    assert len(sheet.table) > 1 and len({len(row) for row in sheet.table}) == 1


@every
def test_marks_tell_what_they_stand_for(sheets: Sheets, case: tuple[str, dict[str, object]]) -> None:
    tips = [item.tip for item in sheets(case, "en").items if not isinstance(item, Text) and item.tip]
    assert len(tips) >= 5
    assert not any("{" in tip for tip in tips)


def test_more_is_darker_in_even_steps_and_ink_is_legible_on_every_step() -> None:
    colours = [style.ramp(i / 100) for i in range(101)]
    lights = [style._lab(colour)[0] for colour in colours]
    steps = [one - other for one, other in pairwise(lights)]
    assert min(steps) > 0
    assert max(steps) < 1.8 * sum(steps) / len(steps), "steps of lightness are not even"
    assert min(style.contrast(style.ink_on(colour), colour) for colour in colours) >= 4.5
    assert style.ramp(-1) == colours[0] and style.ramp(2) == colours[-1]


def test_contrast_is_that_of_wcag() -> None:
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert style.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert style.contrast("#123456", "#123456") == 1


def test_kinds_differ_in_shape_and_colour() -> None:
    assert len({kind[3] for kind in style.LOOKS}) == len(style.LOOKS)
    assert len({kind[4] for kind in style.KINDS}) == len(style.KINDS)
    assert len({kind[4] for kind in style.LOOKS[:-1]}) == len(style.LOOKS) - 1, "centers and sub-centers share a shape, nothing else does"
    assert style.kind_of("university") == "university"
    assert style.kind_of("spaceship") == style.kind_of(None) == "other"


# Machado, Oliveira and Fernandes 2009, severity 1.0: what is left of red, green and blue without one kind of cones.
WITHOUT = {
    "red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


@pytest.mark.parametrize("lacking", [None, *WITHOUT])
def test_colours_of_kinds_differ_for_every_kind_of_sight(lacking: str | None) -> None:
    def seen(colour: str) -> tuple[float, float, float]:
        rgb = style._linear(colour)
        if lacking:
            rgb = tuple(min(max(sum(a * b for a, b in zip(row, rgb, strict=True)), 0.0), 1.0) for row in WITHOUT[lacking])
        return style._lab("#" + "".join(f"{round(255 * min(max(style._encoded(part), 0), 1)):02x}" for part in rgb))

    colours = {kind: seen(colour) for kind, *_, colour, _ in style.LOOKS}
    for one, other in combinations(colours, 2):
        apart = sum((a - b) ** 2 for a, b in zip(colours[one], colours[other], strict=True)) ** 0.5
        assert apart > 0.07, f"{one} and {other} look alike, {apart:.3f}"


def test_symbols_stand_out_from_paper_by_themselves_or_by_their_rim() -> None:
    for _, _, _, colour, _ in style.LOOKS:
        assert max(style.contrast(colour, style.WHITE), style.contrast(style.rim(colour), style.WHITE)) >= 3


def test_lines_break_between_words_and_not_before_closing_marks() -> None:
    assert wrapped("one two three", 20, width("one two", 20) + 1) == ["one two", "three"]
    lines = wrapped("沈阳机床股份有限公司，辽宁省。", 20, 20 * 10)
    assert lines == ["沈阳机床股份有限公", "司，辽宁省。"]
    assert wrapped("", 20, 100) == []
    assert wrapped("unbreakableword", 20, 10) == ["unbreakableword"]
    assert all(width(line, 20) <= 300 for line in wrapped("来源：tcgraph，第29批全部名单（2023-02-24 前已公布）；统计日 2023-02-24。", 20, 300))


@pytest.mark.parametrize("title", ["短", "Network of cooperation: Liaoning, joint awards, joint platforms, industry alliances, joint publications, 2015–2023", "合作" * 80])
def test_title_stays_on_the_sheet(title: str) -> None:
    from tcgraph.pictures.sheet import framed

    sheet = framed("network", "en", title=title, subtitle="", caption="", alt="", items=[], bottom=100)
    shown = [text.text for text in sheet.texts]
    assert not collisions(sheet) and (" ".join(shown) == title
                                      or shown[-1].endswith("...")) and sheet.title == title
    assert len(shown) <= 2 and all(text.size >= 24 for text in sheet.texts)
