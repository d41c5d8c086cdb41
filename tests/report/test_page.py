"""The page says what the questions answer, is well formed and needs nothing from outside."""

import html
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import tcgraph
from tcgraph.dataset import Dataset
from tcgraph.errors import MissingExtraError
from tcgraph.report import page as module
from tcgraph.report import write_report
from tcgraph.report.facts import STORY, facts
from tcgraph.shacl import Report

VOID = {"meta", "link", "img", "br", "hr", "input"}


class Reader(HTMLParser):
    """Elements, texts by section, addresses; fails on an element that is closed wrongly."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-1:]} at {self.getpos()}"
        self.open.pop()
        if tag in ("td", "th", "li", "p", "div", "span"):
            self.text.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.text.append(data)


def read(page: str) -> Reader:
    """The page, parsed; every element must be closed."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def text(page: str) -> str:
    """What a reader sees, in one line."""
    return " ".join("".join(read(page).text).split())


def test_page_is_well_formed(page: str) -> None:
    reader = read(page)
    tags = [tag for tag, _ in reader.elements]
    assert page.startswith("<!DOCTYPE html>")
    assert [tags.count(tag) for tag in ("html", "head", "body", "main", "h1", "title")] == [1] * 6
    assert all(attributes.get("alt") for tag, attributes in reader.elements if tag == "img")


def test_page_needs_nothing_from_outside(page: str) -> None:
    reader = read(page)
    assert not {"script", "link", "iframe", "object", "embed", "base", "form"} & {tag for tag, _ in reader.elements}
    for tag, attributes in reader.elements:
        for name, value in attributes.items():
            assert not name.startswith("on"), f"<{tag} {name}>"
            if name in ("src", "srcset", "href", "poster", "data", "background", "style") and tag != "a":
                assert not re.search(r"//|url\(", (value or "").partition(",")[0]), f"<{tag} {name}={(value or '')[:60]}>"
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert len(styles) == 1
    assert "@import" not in styles[0]
    assert all(address.startswith('"data:') for address in re.findall(r"url\(([^)]*)", styles[0]))


def test_page_gives_the_numbers_of_the_questions(dataset: tcgraph.Dataset, text: str) -> None:
    answer = dataset.answer("centers_in_province", province=STORY.province, on=STORY.on)
    count = answer.one()
    assert f"名下印有 {count.printed} 家技术中心" in text
    assert f"合计 {count.located} 家" in text
    assert f"{count.subcenters} sub-centers, printed under other regions' enterprises" in text
    evidence = answer.evidence()
    assert evidence is not None and len(evidence) == count.located
    assert all(str(label) in text for label in evidence["label"])
    for row in dataset.answer("certified_in_batch", batch=STORY.batch):
        assert str(row.label) in text and str(row.label_en) in text
    coverage = dataset.answer("field_coverage").one()
    assert f"占 {coverage.share}%" in text
    for claim in tcgraph.check_claims(dataset):
        assert f"{claim.value:,} {claim.bounds() or '—'} {claim.verdict.label('zh')}" in text


def test_news_item_is_confirmed(text: str) -> None:
    assert "名单上印在辽宁省" in text
    assert "报道称 47（技术中心和分中心总数，2023-03-15）。证实：第29批名单列出44家技术中心（辽宁省30、大连市14）" in text
    assert "Confirmed: 44 centers on the roster of batch 29 (Liaoning 30, Dalian 14)" in text
    for name in ("大连中远海运重工有限公司", "东风朝阳朝柴动力有限公司", "特变电工沈阳变压器集团有限公司"):
        assert f"{name}技术中心（第26批名单" in text


def test_rank_is_bounded_not_claimed(dataset: tcgraph.Dataset, text: str) -> None:
    bounds = facts(dataset)["bounds"]
    assert {name: (len(b.names), b.most) for name, b in bounds.items() if name != "辽宁省"} == {
        "吉林省": (4, 3), "黑龙江省": (6, 5)}
    assert ("哈尔滨轴承集团公司", "哈尔滨轴承集团有限公司") in bounds["黑龙江省"].renamed
    assert "居首或并列第一。数据不能说得更多。" in text
    assert "first or tied in this batch. The data cannot say more." in text


def test_every_chinese_paragraph_has_its_english(page: str) -> None:
    pairs = re.findall(r'<div class="both"><p>(.*?)</p><p lang="en">(.*?)</p></div>', page, re.DOTALL)
    assert len(pairs) >= 15
    for chinese, english in (map(html.unescape, pair) for pair in pairs):
        assert re.search(r"[\u4e00-\u9fff]", chinese), chinese
        assert re.search(r"[a-z]{3}", english), english
        left, right = (sorted(re.findall(r"\d+(?:[.,]\d+)*", side)) for side in (chinese, english))
        assert set(right) <= set(left) | {"2", "3"}, f"{chinese} / {english}"


def test_no_figure_is_typed_into_the_template() -> None:
    template = (module._TEMPLATES / "report.html.j2").read_text(encoding="utf-8")
    body = re.sub(r"SHA-256|OFL 1\.1|</?h\d>|\[:?\d+\]|100 \* |\(most=0\)", "", template.partition("<body>")[2])
    texts = re.sub(r"\{\{|\}\}|\{%|%\}|%\.1f", "", body)
    assert re.findall(r"[^\w\[]\d{1,4}\b", texts) == []


def test_same_data_same_bytes(small: Dataset, tmp_path: Path) -> None:
    one, other = (write_report(small, tmp_path / name).read_bytes() for name in ("one", "other"))
    assert one == other


def test_a_label_is_text_whatever_it_holds(small: Dataset, tmp_path: Path) -> None:
    small.update("""PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        DELETE { GRAPH ?g { ?company rdfs:label ?label } }
        INSERT { GRAPH ?g { ?company rdfs:label "<script>alert('沈')</script>\\"&"@zh } }
        WHERE { GRAPH ?g { ?company rdfs:label ?label }
                FILTER(STR(?label) = "沈阳芯源微电子设备股份有限公司") }""")
    page = write_report(small, tmp_path, generated_from="<b>mine</b>").read_text(encoding="utf-8")
    reader = read(page)
    assert "script" not in {tag for tag, _ in reader.elements}
    assert "b" in {tag for tag, _ in reader.elements}, "the headline figures are bold"
    assert "<script>alert('沈')</script>\"&" in "".join(reader.text)
    assert "&lt;b&gt;mine&lt;/b&gt;" in page


def test_validation_is_shown(small: Dataset, tmp_path: Path) -> None:
    import rdflib

    graph = rdflib.Graph().parse(format="turtle", data="""@prefix sh: <http://www.w3.org/ns/shacl#> .
        <urn:r1> a sh:ValidationResult ; sh:resultSeverity sh:Warning ; sh:focusNode <urn:x> ; sh:sourceShape <urn:s> ;
            sh:sourceConstraintComponent sh:MinCountConstraintComponent ; sh:resultMessage "缺批次。"@zh , "No batch."@en .
        <urn:r2> a sh:ValidationResult ; sh:resultSeverity sh:Warning ; sh:focusNode <urn:y> ; sh:sourceShape <urn:s> ;
            sh:sourceConstraintComponent sh:MinCountConstraintComponent ; sh:resultMessage "缺批次。"@zh , "No batch."@en .""")
    page = write_report(small, tmp_path / "with", validation=Report.from_graph(graph)).read_text(encoding="utf-8")
    shown = " ".join("".join(read(page).text).split())
    assert "2 warnings (look at them)" in shown
    assert "警告 warning 2 缺批次。 No batch." in shown
    clean = write_report(small, tmp_path / "clean", validation=Report()).read_text(encoding="utf-8")
    assert "The data conform to all rules: no finding." in clean
    assert "数据检查" not in write_report(small, tmp_path / "none").read_text(encoding="utf-8")


def test_no_clock_and_no_path_of_the_machine(page: str, report: Path) -> None:
    visible = re.sub(r'"data:[^"]*"', "", page)
    assert str(report.parent) not in visible
    assert str(Path.home()) not in visible.replace("<", " ") or str(Path.home()) == "/"
    assert not re.search(r"\d{2}:\d{2}:\d{2}", visible)


def test_without_jinja2_the_extra_is_named(small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtraError, match=r"needs jinja2.*tcgraph\[pictures\]"):
        write_report(small, tmp_path)
