"""The pictures of the report, with their titles and captions in Chinese and English."""

import base64
from typing import TYPE_CHECKING, Any

from tcgraph.dataset import Dataset
from tcgraph.pictures.picture import backbone, render_network
from tcgraph.report.facts import STORY, Story
from tcgraph.views import cooperation, participation

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["figures", "whole_network"]

WHOLE_LABELS = 60
_COOPERATIONS, _WEIGHT = 20, 6
_PROVINCE = (
    ("{province}的合作网络：有中心的企业、高校与院所",
     "Cooperation in the province: enterprises with centers, universities and institutes"),
    ("一次合作的各方两两相连。{dense[0]}公司名称省去组织形式。来源：tcgraph 合作数据；名单截至 {on}。",
     "All partners of one cooperation are joined. {dense[1]}Legal forms are left out of names. "
     "Source: tcgraph, cooperations as stated; lists up to {on}."),
)
_DENSE = ("最密的一团是有 {size} 家机构参加的一项合作“{name}”。",
          "The densest part is one cooperation with {size} participants. ")
_WHOLE = (
    ("全国产学研合作网络的骨干", "The backbone of the whole network of cooperation"),
    ("全网 {nodes} 家机构、{edges} 条连线；只画合作不少于 {least} 次的机构和共同合作不少于 {weight} 次的连线。"
     "论文合作只含人工智能与机器人会议和期刊。来源：tcgraph 合作数据；名单截至 {on}。",
     "Of {nodes} organisations and {edges} links, only organisations with at least {least} cooperations and links of "
     "at least {weight}. Publications are of AI and robotics venues only. Source: tcgraph, cooperations as stated; "
     "lists up to {on}."),
)
_DENSE_FROM = 10


def figures(dataset: Dataset, story: Story = STORY) -> list[dict[str, Any]]:
    """The network of the story's province and the backbone of the whole one.

    Each has ``title`` and ``caption``, pairs of Chinese and English, and ``data``, a PNG as a ``data:`` address.
    """
    return [_province(dataset, story), _whole(dataset, story)]


def _province(dataset: Dataset, story: Story) -> dict[str, Any]:
    graph = cooperation(dataset, province=story.province)
    size, name = _largest(dataset, story)
    dense = _filled(_DENSE, size=size, name=name) if size >= _DENSE_FROM else ("", "")
    words = {"province": story.province, "on": story.on, "dense": dense}
    return _figure(graph, _filled(_PROVINCE[0], **words), _filled(_PROVINCE[1], **words), labels=44, first="enterprise")


def _whole(dataset: Dataset, story: Story) -> dict[str, Any]:
    graph, title, caption = whole_network(dataset, story)
    return _figure(graph, title, caption, labels=WHOLE_LABELS)


def whole_network(dataset: Dataset, story: Story = STORY) -> tuple["nx.Graph", tuple[str, str], tuple[str, str]]:
    """The backbone of the whole network, small enough to read, with title and caption for ``draw_network``."""
    whole = cooperation(dataset)
    words = {"nodes": f"{len(whole):,}", "edges": f"{whole.number_of_edges():,}", "least": _COOPERATIONS,
             "weight": _WEIGHT, "on": story.on}
    graph = backbone(whole, cooperations=_COOPERATIONS, weight=_WEIGHT)
    return graph, _WHOLE[0], _filled(_WHOLE[1], **words)


def _filled(texts: tuple[str, str], **words: Any) -> tuple[str, str]:
    return texts[0].format(**words), texts[1].format(**words)


def _figure(graph: "nx.Graph", title: tuple[str, str], caption: tuple[str, str], **options: Any) -> dict[str, Any]:
    image = base64.b64encode(render_network(graph, "png", title=title, caption=caption, **options)).decode("ascii")
    return {"title": title, "caption": caption, "data": f"data:image/png;base64,{image}"}


def _largest(dataset: Dataset, story: Story) -> tuple[int, str]:
    """Number of participants and title of the province's cooperation with most participants; 0 if it has none."""
    graph = participation(dataset, province=story.province)
    ranked = sorted((-graph.degree(n), str(d["label"])) for n, d in graph.nodes(data=True) if d["bipartite"] == 1)
    return (-ranked[0][0], ranked[0][1]) if ranked else (0, "")
