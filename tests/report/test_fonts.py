"""The font holds what the data need, and pages carry what they show."""

import base64
import html
import io
import re
import warnings

import pytest
from fontTools.ttLib import TTFont

import tcgraph
from tcgraph import resources
from tcgraph.pictures import fonts


def unpacked(address: str) -> TTFont:
    """The font in a ``data:`` address."""
    head, _, body = address.partition(",")
    assert head == "data:font/woff;base64"
    return TTFont(io.BytesIO(base64.b64decode(body)))


def test_font_draws_every_character_of_the_sources_questions_and_ontology() -> None:
    files = [*resources.sources().glob("*.csv"), *resources.queries().glob("*.rq"), *resources.ontology().glob("*.ttl")]
    assert files
    for file in files:
        text = "".join(c for c in file.read_text(encoding="utf-8-sig") if c.isprintable())
        assert fonts.missing(text) == "", f"{file.name} has characters that the font lacks; see fonts/README.md"


def test_font_draws_every_hanzi_of_gb_2312() -> None:
    codes = [bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    hanzi = "".join(code.decode("gb2312", errors="ignore") for code in codes)
    assert len(hanzi) == 6763
    assert fonts.missing(hanzi) == ""


def test_font_is_small_and_names_its_licence() -> None:
    assert fonts.FONT.stat().st_size < 2_500_000
    names = TTFont(fonts.FONT)["name"]
    assert "Adobe" in names.getDebugName(0)
    assert "SIL Open Font License" in names.getDebugName(13)
    licence = fonts.FONT.with_name("OFL.txt").read_text(encoding="utf-8")
    assert "Adobe" in licence
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


@pytest.mark.parametrize("text", ["沈阳", "辽宁 47, abc", "（集团）→·", "aa沈沈"])
def test_embedded_font_has_the_characters_of_the_text_and_no_other(text: str) -> None:
    font = unpacked(fonts.embedded_font(text))
    assert set(map(chr, font.getBestCmap())) == set(text)
    assert len(font.getGlyphOrder()) == len(set(text)) + 1, ".notdef and one glyph a character"


def test_embedded_font_is_the_same_bytes_for_the_same_characters() -> None:
    assert fonts.embedded_font("沈阳机床") == fonts.embedded_font("床机阳沈沈")
    assert fonts.embedded_font("沈阳") != fonts.embedded_font("大连")


def test_embedded_font_draws_the_outline_of_the_original() -> None:
    from fontTools.pens.recordingPen import RecordingPen

    drawn = []
    for font in (TTFont(fonts.FONT), unpacked(fonts.embedded_font("沈"))):
        pen = RecordingPen()
        font.getGlyphSet()[font.getBestCmap()[ord("沈")]].draw(pen)
        drawn.append(pen.value)
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) > 10


def test_a_character_that_the_font_lacks_is_named_in_a_warning() -> None:
    with pytest.warns(fonts.MissingGlyphWarning, match=r"no 😀 \(U\+1F600\), 𠀀 \(U\+20000\)"):
        fonts.check(["沈😀", "𠀀"])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fonts.check(["沈阳 Shenyang\n"])


def test_report_embeds_exactly_the_characters_it_shows(page: str) -> None:
    address = re.search(r'src: url\("(data:font/woff[^"]*)"\)', page)
    assert address
    has = set(map(chr, unpacked(address[1]).getBestCmap()))
    shown = set(html.unescape(re.sub(r"<[^>]*>", "", page.partition("<body>")[2])))
    assert shown - has == {"\n"}, "characters on the page without a glyph"
    assert len(has) < 2000


def test_dataset_labels_are_covered(dataset: tcgraph.Dataset) -> None:
    query = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?label WHERE { ?thing rdfs:label ?label }"
    assert fonts.missing("".join(map(str, dataset.select(query)["label"]))) == ""
