"""The pictures of the report, each in Chinese and in English."""

import base64
from typing import Any

from tcgraph.dataset import Dataset
from tcgraph.pictures.facts import filter_names
from tcgraph.pictures.organisations import NetworkFacts, ask, draw, of_graph
from tcgraph.pictures.write import LANGUAGES, rendered
from tcgraph.report.facts import STORY, Story
from tcgraph.views import cooperation, participation

__all__ = ["figures"]

_DENSE = ("最密的一团是有 {size} 家机构参加的一项合作“{name}”。",
          "The densest part is one cooperation with {size} participants. ")
_LISTS = ("名单截至 {on}。", "Lists up to {on}. ")
_DENSE_FROM = 10


def figures(dataset: Dataset, story: Story = STORY) -> list[dict[str, Any]]:
    """The network of the story's province, in which the names of enterprises find room first, and the whole network's greatest part.

    Each holds ``pictures``, one a language: ``language``, ``title``, ``caption``, ``alt``, ``width``, ``height`` and ``data``, a PNG as a
    ``data:`` address.
    """
    return [_figure(facts) for facts in (_province(dataset, story), ask(dataset))]


def _province(dataset: Dataset, story: Story) -> NetworkFacts:
    size, name = _largest(dataset, story)
    words = {"size": size, "name": name, "on": story.on}
    parts = (_DENSE, _LISTS) if size >= _DENSE_FROM else (_LISTS,)
    zh, en = ("".join(part[tongue] for part in parts).format(**words) for tongue in (0, 1))
    graph = cooperation(dataset, province=story.province)
    return of_graph(graph, filters=filter_names(dataset, story.province, None, ()), note=(zh, en), first="enterprise")


def _figure(facts: NetworkFacts) -> dict[str, Any]:
    return {"pictures": [_picture(facts, language) for language in LANGUAGES]}


def _picture(facts: NetworkFacts, language: str) -> dict[str, Any]:
    sheet = draw(facts, language)
    image = base64.b64encode(rendered(lambda _: sheet, "png", language)).decode("ascii")
    return {"language": language, "title": sheet.title, "alt": sheet.alt, "caption": sheet.caption,
            "width": sheet.width, "height": sheet.height, "data": f"data:image/png;base64,{image}"}


def _largest(dataset: Dataset, story: Story) -> tuple[int, str]:
    """Number of participants and title of the province's cooperation with most participants; 0 if it has none."""
    graph = participation(dataset, province=story.province)
    ranked = sorted((-graph.degree(n), str(d["label"])) for n, d in graph.nodes(data=True) if d["bipartite"] == 1)
    return (-ranked[0][0], ranked[0][1]) if ranked else (0, "")
