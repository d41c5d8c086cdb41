"""The report: one page of HTML that needs nothing but itself.

Design: ``facts`` asks, the template says, this module joins them. Fonts and pictures are in the page as ``data:`` addresses;
there is no script and no clock, so the same data give the same bytes.
"""

import base64
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tcgraph.dataset import Dataset
from tcgraph.errors import MissingExtraError
from tcgraph.files import write_text
from tcgraph.report.facts import STORY, facts, findings
from tcgraph.report.fonts import embedded_font
from tcgraph.report.picture import SIZE, backbone, render_network
from tcgraph.views import cooperation, participation

if TYPE_CHECKING:
    import jinja2

    from tcgraph.shacl import Report

__all__ = ["write_report"]

_TEMPLATES = Path(__file__).with_name("templates")
_FONT_SLOT = "data:,tcgraph-font"
_LEAST = {"cooperations": 20, "weight": 6}


def write_report(dataset: Dataset, folder: Path | str, *, validation: "Report | None" = None, generated_from: str = "") -> Path:
    """Writes ``report.html`` into the folder and returns its path. Chinese first, English beside it.

    ``validation`` is the result of ``validate(dataset)``, ``generated_from`` a line that says which data these are, such as a
    version. All figures are answers of the dataset's questions. Same data, same bytes. Needs ``tcgraph[pictures]``.
    Raises ``OutputError``, ``MissingExtraError``, and what ``Dataset.answer`` raises if the dataset lacks the province.
    Cost: about ten seconds, most of it for the pictures.
    """
    page = _template().render(**facts(dataset), pictures=_pictures(dataset), validation=_checked(validation),
                              generated_from=generated_from, font=_FONT_SLOT, size=SIZE)
    return write_text(Path(folder) / "report.html", page.replace(_FONT_SLOT, embedded_font(_visible(page))))


def _template() -> "jinja2.Template":
    try:
        import jinja2
    except ImportError as error:
        raise MissingExtraError("jinja2", "pictures") from error
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True,
                                     lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    environment.filters["number"] = lambda value: f"{value:,}"
    return environment.get_template("report.html.j2")


def _visible(page: str) -> str:
    """The characters that the page may show: all but those of its pictures, sorted."""
    import html

    bare = re.sub(r'src="data:[^"]*"', "", page)
    return "".join(sorted(set(html.unescape(bare)) - set("\n\r\t")))


def _checked(validation: "Report | None") -> dict[str, Any] | None:
    if validation is None:
        return None
    return {"conforms": validation.conforms, "counts": validation.counts(), "findings": findings(validation)}


def _pictures(dataset: Dataset) -> list[dict[str, Any]]:
    return [_province(dataset), _overview(dataset)]


def _province(dataset: Dataset) -> dict[str, Any]:
    """The network of the story's province, firms named first."""
    graph = cooperation(dataset, province=STORY.province)
    title = (f"{STORY.province}有中心的企业、当地高校院所的合作网络",
             "Cooperation of the province's enterprises with centers, and of its universities and institutes")
    size, name = _largest(dataset)
    zh = f"一次合作的各方两两相连：最密的一团是有 {size} 家机构参加的一项合作“{name}”。公司名称省去组织形式。来源：tcgraph 合作数据，名单截至 {STORY.on}。"
    en = (f"Partners of one cooperation are all joined: the densest part is one with {size} participants. Legal forms left out. "
          f"Source: tcgraph, cooperations as stated; lists up to {STORY.on}.")
    return _picture(graph, title, (zh, en) if size else ("", ""), labels=44, first="enterprise")


def _overview(dataset: Dataset) -> dict[str, Any]:
    """The backbone of the whole network."""
    whole = cooperation(dataset)
    graph = backbone(whole, **_LEAST)
    n, w = _LEAST["cooperations"], _LEAST["weight"]
    title = ("全国产学研合作网络的骨干", "The backbone of the whole network of cooperation")
    zh = (f"全网 {len(whole)} 家机构、{whole.number_of_edges()} 条连线；只画合作不少于 {n} 次的机构和共同合作不少于 {w} 次的连线。"
          f"论文合作只含人工智能与机器人会议和期刊。来源：tcgraph 合作数据，截至 {STORY.on} 的名单。")
    en = (f"Of {len(whole)} organisations and {whole.number_of_edges()} links, only organisations with at least {n} cooperations and links "
          f"of at least {w}. Publications are of AI and robotics venues only. Source: tcgraph, cooperations as stated.")
    return _picture(graph, title, (zh, en), labels=60)


def _picture(graph: Any, title: tuple[str, str], caption: tuple[str, str], **options: Any) -> dict[str, Any]:
    image = render_network(graph, "png", title=title, caption=caption, **options)
    return {"title": title, "caption": caption, "data": "data:image/png;base64," + base64.b64encode(image).decode("ascii")}


def _largest(dataset: Dataset) -> tuple[int, str]:
    """Number of participants and title of the province's cooperation with most participants; 0 if it has none."""
    graph = participation(dataset, province=STORY.province)
    ranked = sorted((-graph.degree(n), str(d["label"])) for n, d in graph.nodes(data=True) if d["bipartite"] == 1)
    return (-ranked[0][0], ranked[0][1]) if ranked else (0, "")
