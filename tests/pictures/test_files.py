"""The files: same bytes, right formats, nothing from outside, everything in the page that it needs."""

import base64
import io
import json
import re
import subprocess
import sys
import warnings
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import networkx as nx
import numpy as np
import pytest
import typer
from fontTools.ttLib import TTFont
from PIL import Image
from typer.testing import CliRunner

import tcgraph
from tcgraph.cli import picture as command
from tcgraph.errors import CallError, FormatError, MissingExtraError, OutputError, TcgraphError
from tcgraph.pictures import PICTURES, fonts, network_picture, organisations, sheet_of, style, tile_map
from tcgraph.pictures.arrange import arranged
from tcgraph.pictures.labels import overlap
from tcgraph.pictures.registry import UnknownPictureError
from tcgraph.pictures.sheet import Line, Mark, Rect, Text, collisions, framed
from tcgraph.pictures.stress import spread_out
from tcgraph.pictures.write import rendered

Ring = Callable[[int], nx.Graph]
VOID = {"meta", "link", "img", "br", "hr", "input"}


def a_sheet(language: str = "zh") -> object:
    """A sheet with one of everything."""
    items = [Rect(60, 150, 80, 80, "#0072B2", tip="甲 <&>"), Line(((60, 300), (300, 300)), "#1a1a1a", 3, dashed=True), Mark(400, 200, 20, "^", "#009E73"),
             Line(((60, 330), (300, 400)), "#1a1a1a", 3, 0.5, curved=True), *(Mark(450 + 60 * i, 200, 20, s, "#D55E00") for i, s in enumerate("soDp")),
             Text(60, 450, "沈阳 $x_1$ <b>&", halo=True, bold=True)]
    return framed("test", language, title="标题 & <T>", subtitle="副题", caption="说明。", alt="图 <alt> & \"引号\"", items=items, bottom=500)


@pytest.mark.parametrize("name", sorted(PICTURES))
@pytest.mark.parametrize("format", ["png", "svg", "html"])
def test_same_data_same_bytes(dataset: tcgraph.Dataset, tmp_path: Path, name: str, format: str) -> None:
    options = {"province": "辽宁"} if name == "network" else {}
    one, other = (PICTURES[name].write(dataset, tmp_path / f"{i}.{format}", language="en", **options).read_bytes() for i in range(2))
    assert one == other
    if format == "png":
        with Image.open(io.BytesIO(one)) as image:
            assert image.width == style.WIDTH
            assert image.info["dpi"] == pytest.approx((150, 150), abs=0.5)
    if format == "svg":
        assert one.startswith(b"<?xml")


def test_svg_is_xml_with_title_description_and_outlines() -> None:
    root = ElementTree.fromstring(rendered(a_sheet, "svg", "zh"))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    texts = {element.tag.rpartition("}")[2]: element.text for element in root}
    assert (texts["title"], texts["desc"]) == ("标题 & <T>", "图 <alt> & \"引号\"")
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert "use" in names and "text" not in names
    used = {element.get("href") for element in root.iter() if element.tag.endswith("use")}
    assert used <= {f"#{identifier}" for identifier in ids}


def test_png_and_svg_show_the_same_sheet() -> None:
    image = np.asarray(Image.open(io.BytesIO(rendered(a_sheet, "png", "zh"))).convert("RGB")).astype(int)
    assert tuple(image[190, 100]) == (0x00, 0x72, 0xB2)
    assert tuple(image[205, 400]) == (0x00, 0x9E, 0x73)
    assert (image[430:455, 60:120].sum(axis=2) < 300).sum() > 100, "the Chinese text is not drawn"
    assert tuple(image[2, 2]) == (255, 255, 255)


def test_a_chinese_text_has_the_outline_of_the_packaged_font() -> None:
    from tcgraph.pictures.texts import outline

    assert outline("沈") != outline("阳")
    assert outline("\U00020000") == outline("\U00020001"), "a missing character is the box"
    assert len(outline("沈")) > 10


def test_a_text_without_glyph_warns_by_name() -> None:
    sheet = framed("test", "zh", title="😀", subtitle="", caption="", alt="", items=[], bottom=200)
    for format in ("svg", "png", "html"):
        with pytest.warns(fonts.MissingGlyphWarning, match=r"U\+1F600"):
            rendered(lambda _: sheet, format, "zh")


def test_settings_of_the_process_neither_change_nor_matter() -> None:
    plain = rendered(a_sheet, "png", "zh")
    odd = {"savefig.bbox": "tight", "font.size": 30, "figure.facecolor": "red", "text.color": "red", "lines.antialiased": False,
           "patch.linewidth": 9, "path.simplify": False}
    with matplotlib.rc_context(odd):
        before = dict(matplotlib.rcParams)
        assert rendered(a_sheet, "png", "zh") == plain
        assert dict(matplotlib.rcParams) == before


def test_without_matplotlib_png_names_the_extra_and_svg_works(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("matplotlib.figure", "matplotlib.backends.backend_agg"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=r"needs matplotlib.*tcgraph\[pictures\]"):
        rendered(a_sheet, "png", "zh")
    assert rendered(a_sheet, "svg", "zh")


def test_without_jinja_html_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtraError, match=r"needs jinja2.*tcgraph\[pictures\]"):
        rendered(a_sheet, "html", "zh")


def test_another_ending_or_language_is_refused_before_anything_is_made(dataset: tcgraph.Dataset, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"\.png, \.svg or \.html"):
        tile_map(dataset, tmp_path / "map.gif")
    for ending in ("png", "html"):
        with pytest.raises(CallError, match="'fr'"):
            organisations.network(dataset, tmp_path / f"map.{ending}", province="辽宁", language="fr")
    assert not list(tmp_path.iterdir())


class Reader(HTMLParser):
    """Elements and texts of a page; fails on an element that is closed wrongly."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> at {self.getpos()}"

    def handle_data(self, data: str) -> None:
        if self.open:
            self.inside[self.open[-1]] = self.inside.get(self.open[-1], "") + data


@pytest.fixture(scope="module", params=["network", "tile_map", "timeline"])
def page(request: pytest.FixtureRequest, dataset: tcgraph.Dataset, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Pages of Liaoning."""
    file = PICTURES[request.param].write(dataset, tmp_path_factory.mktemp("page") / "p.html", province="辽宁", language="en")
    return file.read_text(encoding="utf-8")


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def test_page_is_well_formed_and_says_what_it_shows(page: str) -> None:
    reader = read(page)
    assert page.startswith("<!DOCTYPE html>")
    tags = [tag for tag, _ in reader.elements]
    assert [tags.count(tag) for tag in ("html", "head", "body", "main")] == [1] * 4
    assert reader.elements[0] == ("html", {"lang": "en", "data-language": "en"})
    described = next(a["content"] for tag, a in reader.elements if tag == "meta" and a.get("name") == "description")
    assert len(described or "") > 30
    assert any(len(a.get("aria-label") or "") > 10 or a.get("aria-labelledby") for _, a in reader.elements)
    buttons = [a for tag, a in reader.elements if tag == "button"]
    assert {a["data-speak"] for a in buttons if "data-speak" in a} == {"zh", "en"}


def test_page_asks_nothing_of_the_network(page: str) -> None:
    reader = read(page)
    assert not {"link", "iframe", "object", "embed", "base", "form", "img"} & {tag for tag, _ in reader.elements}
    for tag, attributes in reader.elements:
        for name, value in attributes.items():
            assert not name.startswith("on"), f"<{tag} {name}>"
            assert name not in ("src", "srcset", "action", "poster") and (name not in ("href", "xlink:href") or (value or "").startswith("#"))
    assert re.findall(r"url\((?!\"data:font/woff)", reader.inside["style"]) == [] and "@import" not in reader.inside["style"]
    scripts = re.sub(r'<script type="application/json".*?</script>', "", page, flags=re.DOTALL).partition("<script>")[2]
    assert not re.search(r"https?:|//[a-z]|fetch|XMLHttp|WebSocket|import\(|eval|document\.cookie|localStorage", re.sub(r"//[ ].*", "", scripts))
    rest = re.sub(r'<script type="application/json".*?</script>', "", page, flags=re.DOTALL)
    assert set(re.findall(r'https?://[^\s"<]+', rest)) <= {"http://www.w3.org/2000/svg"}


def test_page_brings_a_glyph_for_every_character(page: str) -> None:
    address = re.search(r'src: url\("data:font/woff;base64,([^"]*)"\)', page)
    assert address
    has = set(map(chr, TTFont(io.BytesIO(base64.b64decode(address[1]))).getBestCmap()))
    reader = read(re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.DOTALL))
    shown = set("".join(reader.inside.values())) | {c for _, a in reader.elements for v in a.values() for c in v or ""}
    assert shown - has <= set("\n\r\t")


def test_a_name_cannot_break_out_of_the_page(ring: Ring, tmp_path: Path) -> None:
    graph = ring(5)
    graph.nodes["https://example.org/001"]["label"] = "</script><script>alert(1)</script><!-- \u2028"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        text = network_picture(graph, tmp_path / "n.html").read_text(encoding="utf-8")
    assert "<script>alert" not in text
    data = json.loads(re.search(r'id="data">(.*?)</script>', text, re.DOTALL)[1])
    assert any(node[1].startswith("</script>") for node in data["nodes"])


def test_page_of_a_network_holds_it_whole(ring: Ring, tmp_path: Path) -> None:
    graph = ring(30)
    data = json.loads(re.search(r'id="data">(.*?)</script>', network_picture(graph, tmp_path / "n.html").read_text(encoding="utf-8"), re.DOTALL)[1])
    assert len(data["nodes"]) == 30 and len(data["edges"]) == graph.number_of_edges()
    place = {node[0]: number for number, node in enumerate(data["nodes"])}
    expected = {(*sorted((place[a], place[b])), d["weight"]) for a, b, d in graph.edges(data=True)}
    assert {(a, b, weight) for a, b, weight, *_ in data["edges"]} == expected


@pytest.mark.parametrize("format", ["png", "svg", "html"])
@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_networks_of_hardly_anybody_give_a_picture(ring: Ring, tmp_path: Path, number: int, format: str) -> None:
    graph = nx.Graph() if number == 0 else ring(number)
    graph.add_edges_from([(node, node, {"weight": 1}) for node in list(graph)[:1]])
    file = network_picture(graph, tmp_path / f"n.{format}", language="en")
    assert file.stat().st_size > 1000
    facts = organisations.of_graph(graph)
    assert (len(facts.graph), facts.nodes, facts.alone) == (number, number, 0)
    sheet = organisations.draw(facts, "zh")
    assert collisions(sheet) == []
    assert sum(isinstance(item, Mark) and bool(item.tip) for item in sheet.items) == number


def test_a_network_without_attributes_is_drawn_and_left_as_it_was(tmp_path: Path) -> None:
    graph = nx.freeze(nx.relabel_nodes(nx.path_graph(4), str))
    assert network_picture(graph, tmp_path / "n.svg").exists()
    assert dict(graph.nodes(data=True)) == {str(i): {} for i in range(4)}


def test_labels_of_a_crowd_do_not_touch(ring: Ring) -> None:
    for language in ("zh", "en"):
        labels = arranged(ring(60), language).labels
        assert len(labels) > 20
        assert not any(overlap(a.box, b.box) for i, a in enumerate(labels) for b in labels[i + 1 :])


def test_layout_of_a_page_hides_no_node_and_is_the_same_each_time() -> None:
    graph = nx.disjoint_union_all([nx.barabasi_albert_graph(250, 2, seed=1), nx.complete_graph(5), nx.star_graph(3), nx.path_graph(2), nx.path_graph(2)])
    graph = nx.relabel_nodes(graph, {n: f"n{n:03d}" for n in graph})
    radius = dict.fromkeys(graph, 10.0)
    spots = spread_out(graph, radius)
    assert spots == spread_out(graph, radius) and set(spots) == set(graph)
    points = np.array(list(spots.values()))
    apart = np.hypot(*(points[:, None, :] - points[None, :, :]).transpose(2, 0, 1)) + 1000 * np.eye(len(points))
    assert apart.min() > 18, "two symbols lie on each other"
    assert spread_out(nx.Graph(), {}) == {}


@pytest.fixture
def run() -> Callable[..., object]:
    """Runs the command on its own, as the program registers it."""
    app = typer.Typer()
    command.register(app)
    return lambda *words: CliRunner().invoke(app, list(words))


def test_command_writes_a_picture_and_says_how_large_it_is(tmp_path: Path) -> None:
    code = "import typer; from tcgraph.cli import picture; app = typer.Typer(); picture.register(app); app()"
    words = ["tile-map", "-o", str(tmp_path / "m.svg"), "--province", "辽宁", "--language", "en", "--alt"]
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "Most: Shandong 195" in done.stdout and "m.svg: " in done.stderr
    assert b"National enterprise technology centers" in (tmp_path / "m.svg").read_bytes()


def test_command_without_a_name_lists_the_pictures(run: Callable[..., object]) -> None:
    done = run("--language", "zh")
    assert done.exit_code == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(PICTURES) == list(command._NAMES)


@pytest.mark.parametrize(("words", "text"), [
    (("tile_map",), "-o tile_map.png"),
    (("tile_map", "-o", "x.gif"), ".png, .svg or .html"),
    (("timeline", "-o", "x.png", "--on", "2023-01-01"), "no option 'on'"),
    (("piechart", "-o", "x.png"), "piechart"),
])
def test_command_refuses_with_advice(run: Callable[..., object], words: tuple[str, ...], text: str) -> None:
    done = run(*words)
    assert isinstance(done.exception, TcgraphError) and text in str(done.exception)


def test_a_sheet_can_be_had_without_a_file(dataset: tcgraph.Dataset) -> None:
    sheet = sheet_of(dataset, "tile_map", language="en", options={"on": "2023-03-15"})
    assert sheet.language == "en" and sheet.table[0] == ("Region", "Kind", "Centers")


def test_a_notebook_shows_a_png_at_half_its_size_with_words() -> None:
    sheet = a_sheet()
    data, said = sheet._repr_png_()
    assert Image.open(io.BytesIO(base64.b64decode(data))).size == (sheet.width, sheet.height)
    assert said == {"width": 800, "height": sheet.height // 2, "alt": sheet.alt}
    assert sheet._repr_svg_() is None and len(repr(sheet)) < 100


def test_a_notebook_without_matplotlib_shows_svg(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("matplotlib.figure", "matplotlib.backends.backend_agg"):
        monkeypatch.setitem(sys.modules, module, None)
    assert a_sheet()._repr_png_() is None
    assert ElementTree.fromstring(a_sheet()._repr_svg_().encode()).tag.endswith("svg")


def test_ipython_takes_one_form_of_a_sheet() -> None:
    formatters = pytest.importorskip("IPython.core.formatters")
    forms, said = formatters.DisplayFormatter().format(a_sheet())
    assert set(forms) == {"image/png", "text/plain"} and said["image/png"]["width"] == 800


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_svg_files_have_a_title_and_a_description(dataset: tcgraph.Dataset, tmp_path: Path, name: str) -> None:
    for language in ("zh", "en"):
        root = ElementTree.parse(PICTURES[name].write(dataset, tmp_path / "p.svg", language=language)).getroot()
        texts = {element.tag.rpartition("}")[2]: element.text for element in root}
        sheet = sheet_of(dataset, name, language=language)
        assert (texts["title"], texts["desc"], root.get("role")) == (sheet.title, sheet.alt, "img")
        assert root.get("aria-labelledby") == f"{sheet.name}-{language}-title {sheet.name}-{language}-desc"


def test_an_unknown_picture_is_called_so_before_the_data_are_loaded(run: Callable[..., object]) -> None:
    done = run("tile-mapp", "-o", "x.png")
    assert isinstance(done.exception, UnknownPictureError) and "No picture named 'tile-mapp'. Did you mean 'tile_map'?" in str(done.exception)
    assert "'fr'" in str(run("tile_map", "-o", "x.png", "--language", "fr").exception)


def test_a_folder_that_is_missing_is_made_and_one_that_cannot_be_is_told(dataset: tcgraph.Dataset, tmp_path: Path) -> None:
    assert tile_map(dataset, tmp_path / "new" / "folder" / "m.svg").exists()
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="file"):
        tile_map(dataset, tmp_path / "file" / "m.svg")
