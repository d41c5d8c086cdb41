"""Pictures: right size, same bytes, real glyphs, nothing process-wide changed."""

import io
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import networkx as nx
import numpy as np
import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from matplotlib.textpath import TextPath
from PIL import Image

from tcgraph.errors import FormatError, MissingExtraError
from tcgraph.pictures import fonts, picture
from tcgraph.pictures.picture import backbone, draw_network

TITLES = {"title": ("标题", "Title"), "caption": ("说明。", "Caption.")}
Network = Callable[..., nx.Graph]


def pixels(image: bytes) -> "np.ndarray":
    """Grey values, 0 is black."""
    return np.asarray(Image.open(io.BytesIO(image)).convert("L"))


def test_png_has_the_promised_size_and_resolution(network: Network, tmp_path: Path) -> None:
    file = draw_network(network(12), tmp_path / "new" / "network.png", **TITLES)
    with Image.open(file) as image:
        assert image.size == picture.SIZE == (1600, 1200)
        assert image.info["dpi"] == pytest.approx((150, 150), abs=0.5)
        assert len(image.convert("RGB").getcolors(1 << 24)) > 50


@pytest.mark.parametrize("format", ["png", "svg"])
def test_same_network_same_bytes(network: Network, format: str) -> None:
    one, other = (picture.render_network(network(40), format, **TITLES) for _ in range(2))
    assert one == other
    assert one != picture.render_network(network(41), format, **TITLES)


def test_svg_is_xml_whose_texts_are_paths(network: Network) -> None:
    svg = ElementTree.fromstring(picture.render_network(network(12), "svg", **TITLES))
    names = {element.tag.rpartition("}")[2] for element in svg.iter()}
    assert "path" in names
    assert "text" not in names
    ids = [element.get("id") for element in svg.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_a_chinese_label_is_drawn_and_is_not_the_box(network: Network) -> None:
    def head(title: str) -> "np.ndarray":
        image = picture.render_network(network(3), "png", title=(title, "T"), caption=TITLES["caption"])
        return pixels(image)[20:75, 45:90] < 128

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        box = head("\U00020000")
    assert box.sum() > 20, "a missing character is shown as a box"
    for character in "沈阳":
        assert head(character).sum() > 80, f"{character} is not there"
        assert (head(character) != box).sum() > 80, f"{character} is the box"
    assert (head("沈") != head("阳")).sum() > 80


def test_a_chinese_label_has_the_outline_of_the_packaged_font() -> None:
    font = TTFont(fonts.FONT)
    for name, same in ((font.getBestCmap()[ord("沈")], True), (".notdef", False)):
        pen = BoundsPen(font.getGlyphSet())
        font.getGlyphSet()[name].draw(pen)
        box = TextPath((0, 0), "沈", size=1000, prop=fonts.properties(10)).get_extents().extents
        assert (np.abs(box - np.array(pen.bounds)).max() < 12) == same, name


def test_a_label_without_glyph_warns_by_name(network: Network) -> None:
    with pytest.warns() as caught:
        picture.render_network(network(3, "😀{}"), "png", **TITLES)
    assert any(w.category is fonts.MissingGlyphWarning and "U+1F600" in str(w.message) for w in caught)


def test_dollar_signs_are_text_not_formulas(network: Network) -> None:
    picture.render_network(network(3, "a$_{{x}}^$ {}"), "png", **TITLES)


def test_isolated_nodes_are_counted_not_drawn(network: Network) -> None:
    graph = network(12)
    graph.add_node("https://example.org/alone", label="孤立", kind="enterprise", cooperations=1)
    spots, labels = picture.arrange(graph, 40)
    assert "https://example.org/alone" not in spots
    assert "孤立" not in [label.text for label in labels]
    chinese, english = picture._counts(graph, spots)
    assert "另有 1 家无连线" in chinese
    assert "12 organisations" in english and "1 more without links" in english


@pytest.mark.parametrize("number", [0, 1])
def test_networks_without_edges_give_a_picture(number: int) -> None:
    graph = nx.Graph()
    graph.add_nodes_from([("a", {"label": "甲", "kind": "enterprise", "cooperations": 1})][:number])
    assert pixels(picture.render_network(graph, "png", **TITLES)).shape == (1200, 1600)


def test_backbone_keeps_strong_ties_and_leaves_the_network_alone(network: Network) -> None:
    graph = network(30)
    before = nx.utils.graphs_equal(graph, network(30))
    part = backbone(graph, cooperations=3, weight=2)
    assert before and nx.utils.graphs_equal(graph, network(30))
    assert all(data["cooperations"] >= 3 for _, data in part.nodes(data=True))
    assert all(data["weight"] >= 2 for *_, data in part.edges(data=True))
    assert not list(nx.isolates(part))


def test_settings_of_the_process_neither_change_nor_matter(network: Network) -> None:
    plain = picture.render_network(network(12), "png", **TITLES)
    odd = {"savefig.bbox": "tight", "font.size": 30, "axes.facecolor": "red", "figure.facecolor": "red", "text.color": "red"}
    with matplotlib.rc_context(odd):
        before = dict(matplotlib.rcParams)
        assert picture.render_network(network(12), "png", **TITLES) == plain
        assert dict(matplotlib.rcParams) == before


def test_pyplot_is_not_used() -> None:
    import subprocess

    code = "import sys, tcgraph.pictures.picture as p, networkx as nx; p.render_network(nx.path_graph(['a', 'b']), 'png', " \
           "title=('a', 'b'), caption=('a', 'b')); sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_another_ending_is_refused(network: Network, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"written as \.png or \.svg, not 'gif'"):
        draw_network(network(3), tmp_path / "network.gif", **TITLES)
    assert not list(tmp_path.iterdir())


def test_without_matplotlib_the_extra_is_named(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("matplotlib.font_manager", "matplotlib.figure", "matplotlib.textpath"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=r"needs matplotlib.*tcgraph\[pictures\]"):
        picture.render_network(network(3), "png", **TITLES)
