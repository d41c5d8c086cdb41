"""The pictures of the report: both networks in both languages, their names, words for who cannot see them."""

import base64
import io
import sys

import numpy as np
import pytest
from PIL import Image

import tcgraph
from tcgraph.dataset import Dataset
from tcgraph.errors import MissingExtraError
from tcgraph.pictures.labels import chosen
from tcgraph.report.facts import STORY
from tcgraph.report.figures import _province, figures
from tcgraph.store import MemoryStore


@pytest.fixture(scope="module")
def pictures(dataset: tcgraph.Dataset) -> list[dict[str, object]]:
    """The pictures of the packaged graph, in order."""
    return [picture for figure in figures(dataset) for picture in figure["pictures"]]


def test_each_network_is_there_in_both_languages(pictures: list[dict[str, object]]) -> None:
    assert [picture["language"] for picture in pictures] == ["zh", "en"] * 2
    assert pictures[0]["title"] == "产学研合作网络：辽宁省"
    assert pictures[3]["title"] == "Cooperation of industry, universities and institutes"


def test_each_is_a_png_of_the_size_it_says(pictures: list[dict[str, object]]) -> None:
    for picture in pictures:
        head, _, data = str(picture["data"]).partition(",")
        assert head == "data:image/png;base64"
        image = Image.open(io.BytesIO(base64.b64decode(data)))
        assert image.size == (picture["width"], picture["height"]) and image.width == 1600
        grey = np.asarray(image.convert("L"))
        assert (grey < 100).mean() > 0.01, "hardly anything is drawn"
        assert (grey[:, :20] > 250).all() and (grey[:, -20:] > 250).all(), "something runs off the sheet"


def test_alternative_texts_give_numbers_kinds_and_the_three_most_connected(pictures: list[dict[str, object]]) -> None:
    for picture in pictures:
        alt = str(picture["alt"])
        assert str(picture["title"]) in alt
        kinds, three = ("种类：", "最大的三个：") if picture["language"] == "zh" else ("Kinds: ", "The three greatest: ")
        assert kinds in alt and alt.partition(three)[2].count("（" if picture["language"] == "zh" else " (") >= 3


def test_the_largest_cooperation_of_the_province_is_named(dataset: tcgraph.Dataset, pictures: list[dict[str, object]]) -> None:
    facts = _province(dataset, STORY)
    assert "participants" in str(pictures[1]["caption"]) and "家机构参加的一项合作" in str(pictures[0]["caption"])
    assert f"{STORY.on}" in str(pictures[0]["caption"])
    firms = chosen(facts.graph, facts.graph, 5, facts.first)
    assert {facts.graph.nodes[firm]["kind"] for firm in firms} == {"enterprise"}


def test_an_empty_dataset_has_pictures_that_say_so() -> None:
    with pytest.raises(tcgraph.TcgraphError):
        figures(Dataset(MemoryStore()))


def test_without_matplotlib_the_extra_is_named(dataset: tcgraph.Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("matplotlib.figure", "matplotlib.backends.backend_agg"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=r"needs matplotlib.*tcgraph\[pictures\]"):
        figures(dataset)
