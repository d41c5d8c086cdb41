"""A network of cooperation: organisations as symbols by kind, links between them, names that do not collide.

PNG and SVG show the part that a person can read; HTML shows all organisations with links and can be searched, turned over and enlarged.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tcgraph.dataset import Dataset
from tcgraph.files import write_text
from tcgraph.pictures import style
from tcgraph.pictures.facts import filter_names
from tcgraph.pictures.labels import Label, chosen, overlap, place_labels, short_name
from tcgraph.pictures.layout import Box, Positions, components, place
from tcgraph.pictures.network_page import network_page
from tcgraph.pictures.parts import pick
from tcgraph.pictures.sheet import Item, Line, Mark, Sheet, Text, check_language, framed
from tcgraph.pictures.stress import coordinates
from tcgraph.pictures.texts import ASCENT, DESCENT, width
from tcgraph.pictures.write import LANGUAGES, checked_format, write_picture
from tcgraph.views import cooperation

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["MOST", "NetworkFacts", "arranged", "ask", "draw", "network", "network_picture", "of_graph"]

MOST = {"png": 110, "svg": 110, "html": 1500}
"""How many organisations are shown at most, by format."""

_LABELS, _LINKS_EACH, _KEPT, _AIR, _LONG = 60, 2, 12, 12.0, 40
_PAIR = 110.0
_AREA: Box = (style.LEFT, 60.0, style.WIDTH - style.LEFT, 1060.0)
_INNER: Box = (180.0, 100.0, 1420.0, 1020.0)
_FLOOR = 1250.0
_TITLE = (("产学研合作网络", "Cooperation of industry, universities and institutes"), ("产学研合作网络：{filters}", "Network of cooperation: {filters}"))
_SUBTITLE = ("{nodes} 家机构，{edges} 条连线，{parts} 个连通部分", "{nodes} organisations, {edges} links, {parts} components")
_SIZE = ("符号越大合作越多，线越粗共同合作越多", "Larger symbol: more cooperations. Wider line: more of them shared")
_CAPTION = ("共同参加一项合作的机构两两相连；公司名称省去组织形式。{left}{alone}{names}论文合作只含人工智能与机器人会议和期刊，奖项只收有清华大学参加的。"
            "来源：tcgraph 合作数据；{years}。",
            "Organisations with a cooperation in common are joined; legal forms are left out of names. {left}{alone}{names}Publications are of AI and robotics "
            "venues only, awards only those with Tsinghua University. Source: tcgraph, cooperations as stated; {years}.")
_LEFT_OUT = ("全网 {nodes} 家机构、{edges} 条连线，只画合作最多的机构之间共同合作不少于 {least} 次的连线。",
             "Of {nodes} organisations and {edges} links, only links of at least {least} among the organisations with most cooperations are drawn. ")
_LIGHT_LEFT_OUT = ("全网 {nodes} 家机构、{edges} 条连线，只画合作最多的机构之间权重不少于 {least} 的连线。",
                   "Of {nodes} organisations and {edges} links, only links with a weight of at least {least} among the organisations with most cooperations "
                   "are drawn. ")
_ALONE = ("另有 {alone} 家没有连线，未画出。", "{alone} more without links are not drawn. ")
_NAMES = ("数据中没有中文名的机构用其英文名。", "Organisations without an English name in the data keep their Chinese one. ")
_YEARS, _NO_YEARS = ("{first}–{last} 年", "{first}–{last}"), ("年份不详", "years not known")
_ALT = ("网络图，{nodes} 家机构、{edges} 条连线。机构种类：{kinds}。合作最多：{most}。",
        "Network of {nodes} organisations and {edges} links. Kinds: {kinds}. Most cooperations: {most}.")
_EMPTY = ("没有符合条件的连线", "No link passes the filters")
_TIP = ("{name}（{kind}）：{cooperations} 次合作，{degree} 家伙伴", "{name} ({kind}): {cooperations} cooperations, {degree} partners")
_HEADS = (("机构", "种类", "合作", "伙伴"), ("Organisation", "Kind", "Cooperations", "Partners"))
_TABLE = 200


@dataclass(frozen=True, slots=True)
class NetworkFacts:
    """The network that is drawn, and what was left out: organisations and links of the whole, those without a link, the least weight (0: nothing)."""

    graph: "nx.Graph"
    least: float
    nodes: int
    edges: int
    alone: int
    filters: tuple[tuple[str, str], ...]


def network(dataset: Dataset, file: Path | str, *, province: str | None = None, field: str | None = None, since: int | None = None,
            until: int | None = None, kind: str | Iterable[str] | None = None, most: int | None = None, language: str = "zh") -> Path:
    """The network of cooperation in a file; filters as in ``views.cooperation``.

    At most ``most`` organisations are shown (default: ``MOST``), those with most cooperations; the caption says so. HTML is interactive and offline: pan,
    zoom, facts on hover, neighbours on click, search, kinds on and off, both languages, all by keyboard too. Raises what the view raises; else and
    languages: as ``tile_map``. Cost: about a second for PNG and SVG, ten for a page of a thousand organisations.
    """
    format = checked_format(file)
    return _written(ask(dataset, province=province, field=field, since=since, until=until, kind=kind, most=most or MOST[format]), file, language)


def network_picture(graph: "nx.Graph", file: Path | str, *, filters: Iterable[tuple[str, str]] = (), most: int | None = None, language: str = "zh") -> Path:
    """As ``network``, for a network that is there: a view, or any graph with its attributes. ``filters`` (pairs of Chinese and English) name it in the title."""
    return _written(of_graph(graph, filters=filters, most=most or MOST[checked_format(file)]), file, language)


def _written(facts: NetworkFacts, file: Path | str, language: str) -> Path:
    if checked_format(file) == "html":
        check_language(language)
        return write_text(Path(file), network_page(facts.graph, {tongue: _bare(facts, tongue) for tongue in LANGUAGES}, language))
    return write_picture(lambda tongue: draw(facts, tongue), file, language)


def ask(dataset: Dataset, *, province: str | None = None, field: str | None = None, since: int | None = None, until: int | None = None,
        kind: str | Iterable[str] | None = None, most: int = MOST["png"]) -> NetworkFacts:
    """What the picture shows, asked of the dataset: see ``network``."""
    kinds = (kind,) if isinstance(kind, str) else tuple(kind or ())
    graph = cooperation(dataset, province=province, field=field, since=since, until=until, kind=kinds or None)
    return of_graph(graph, filters=filter_names(dataset, province, field, kinds, since, until), most=most)


def of_graph(graph: "nx.Graph", *, filters: Iterable[tuple[str, str]] = (), most: int = MOST["png"]) -> NetworkFacts:
    """The part of a network that is drawn: who has links, and of them the ``most`` with most cooperations. The given one stays as it is."""
    import networkx as nx

    linked = nx.Graph()
    edges = [(a, b, dict(data)) for a, b, data in graph.edges(data=True) if a != b]
    ends = sorted({end for a, b, _ in edges for end in (a, b)})
    linked.add_nodes_from((node, {"cooperations": 0, **graph.nodes[node]}) for node in ends)
    linked.add_edges_from((a, b, {"weight": 1, **data}) for a, b, data in sorted(edges, key=lambda edge: edge[:2]))
    part, least = _readable(linked, most)
    return NetworkFacts(part, least, graph.number_of_nodes(), graph.number_of_edges(), graph.number_of_nodes() - len(linked), tuple(filters))


def _readable(linked: "nx.Graph", most: int) -> tuple["nx.Graph", float]:
    """The ``most`` organisations with most cooperations, the links between them that are strong enough not to be a tangle, and how strong; 0 for all."""
    if len(linked) <= most:
        return linked, 0
    ranked = sorted(linked, key=lambda node: (-int(linked.nodes[node]["cooperations"]), -linked.degree(node), node))
    part = linked.subgraph(ranked[:most]).copy()
    weights = sorted((float(weight) for *_, weight in part.edges(data="weight")), reverse=True)
    least = weights[min(len(weights), _LINKS_EACH * most) - 1] if weights else 1.0
    part.remove_edges_from([(a, b) for a, b, weight in part.edges(data="weight") if weight < least])
    part.remove_nodes_from([node for node, degree in dict(part.degree).items() if degree == 0])
    return part, least


def draw(facts: NetworkFacts, language: str) -> Sheet:
    """The sheet of the network."""
    spots, labels = arranged(facts.graph, language)
    items: list[Item] = [*_edges(facts.graph, spots)]
    for node, (x, y) in spots.items():
        data = facts.graph.nodes[node]
        _, name, colour, shape = _look(style.kind_of(data.get("kind")), language)
        tip = pick(_TIP, language).format(name=_name(data, language), kind=name, cooperations=data["cooperations"], degree=facts.graph.degree(node))
        items.append(Mark(x, y, _radius(data), shape, colour, tip=tip))
    items += [Text(label.box[0], _FLOOR - label.box[1] - DESCENT * style.SMALL, label.text, style.SMALL, halo=True) for label in labels]
    items += _legend(facts.graph, language)
    if not spots:
        items.append(Text(style.WIDTH / 2, 300, pick(_EMPTY, language), style.LARGE, style.SOFT, "middle"))
    bare = _bare(facts, language)
    return framed("network", language, title=bare.title, subtitle=pick(_SUBTITLE, language).format(**_words(facts, language)), caption=bare.caption,
                  alt=bare.alt, items=items, bottom=_FLOOR - _AREA[1] if spots else 380, table=bare.table)


def _bare(facts: NetworkFacts, language: str) -> Sheet:
    """Title, caption, alternative text and table without a drawing: what the page needs."""
    words = _words(facts, language)
    title = pick(_TITLE[bool(facts.filters)], language).format(**words)
    alt = pick(_ALT, language).format(**words) if len(facts.graph) else pick(_EMPTY, language)
    return Sheet("network", language, title, pick(_CAPTION, language).format(**words), alt, 0, 0, (), _table(facts.graph, language))


def arranged(graph: "nx.Graph", language: str) -> tuple[Positions, list[Label]]:
    """Where the nodes go (pixels from the upper left corner) and the labels (boxes with y upwards from ``_FLOOR``): none touches another."""
    radius = {node: _radius(data) for node, data in graph.nodes(data=True)}
    spots = place(graph, _INNER, {node: far + _AIR for node, far in radius.items()}, raw=coordinates)
    _narrowed(graph, spots)
    names = [(node, _short(_name(graph.nodes[node], language))) for node in chosen(graph, spots, _LABELS)]
    labels = _kept([pair for pair in names if pair[1]], spots, place_labels([p for p in names if p[1]], spots, radius, _AREA, _measure))
    return {node: (x, _FLOOR - y) for node, (x, y) in spots.items()}, labels


def _narrowed(graph: "nx.Graph", spots: Positions) -> None:
    """Draws small components together: a pair must not lie across the whole sheet."""
    for part in components(graph)[1:]:
        left, right = min(spots[node][0] for node in part), max(spots[node][0] for node in part)
        share = min(1.0, _PAIR * (len(part) - 1) / max(right - left, 1.0))
        for node in part:
            spots[node] = ((left + right) / 2 + share * (spots[node][0] - (left + right) / 2), spots[node][1])


def _short(name: str) -> str:
    """The name as a label shows it: without legal form, with the abbreviations of print where it is long."""
    if len(name) > _LONG and name.isascii():
        name = name.replace("University", "Univ.").replace("Institute", "Inst.").replace("Laboratory", "Lab.")
    return short_name(name, _LONG)


def _kept(names: list[tuple[str, str]], spots: Positions, placed: list[Label]) -> list[Label]:
    """The labels, and those of the first few nodes that found no room beside them, upon their own symbol; lesser ones give way."""
    labelled = {label.node for label in placed}
    for node, text in names[:_KEPT]:
        if node not in labelled:
            (x, y), (wide, high) = spots[node], _measure(text)
            upon = Label(node, text, (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))
            rank = {name: number for number, (name, _) in enumerate(names)}
            in_way = [label for label in placed if overlap(label.box, upon.box, 2.0)]
            covers = any(upon.box[0] < u < upon.box[2] and upon.box[1] < v < upon.box[3] for other, (u, v) in spots.items() if other != node)
            if not covers and all(rank[label.node] > rank[node] for label in in_way):
                placed = [*(label for label in placed if label not in in_way), upon]
    return placed


def _measure(text: str) -> tuple[float, float]:
    return width(text, style.SMALL), (ASCENT + DESCENT) * style.SMALL


def _name(data: dict[str, object], language: str) -> str:
    zh, en = str(data.get("label") or ""), str(data.get("label_en") or "")
    return (en or zh) if language == "en" else (zh or en)


def _radius(data: dict[str, object]) -> float:
    return float(min(6.0 + 1.2 * float(str(data.get("cooperations") or 0)) ** 0.5, 26.0))


def _look(kind: str, language: str) -> tuple[str, str, str, str]:
    """Kind, name, colour and shape."""
    return next((known, pick((zh, en), language), colour, shape) for known, zh, en, colour, shape in style.KINDS if known == kind)


def _edges(graph: "nx.Graph", spots: Positions) -> list[Line]:
    edges = sorted((float(data["weight"]), *sorted((a, b))) for a, b, data in graph.edges(data=True))
    greatest = max((weight for weight, *_ in edges), default=1.0)
    faint = max(0.22, min(0.55, 90 / (len(edges) + 1)))
    return [Line((spots[a], spots[b]), "#5a6b7b", 1.2 + 7 * min(weight / max(greatest, 6.0), 1.0), faint) for weight, a, b in edges]


def _legend(graph: "nx.Graph", language: str) -> list[Item]:
    present = {style.kind_of(data.get("kind")) for _, data in graph.nodes(data=True)}
    items: list[Item] = []
    x = style.LEFT + 12.0
    for kind, *_ in style.KINDS:
        if kind in present:
            _, name, colour, shape = _look(kind, language)
            text = Text(x + 22, 152, name, style.SMALL)
            items += [Mark(x, 145, 11, shape, colour), text]
            x = text.box[2] + 38
    return [*items, Text(style.LEFT, 186, pick(_SIZE, language), style.SMALL, style.SOFT)] if items else []


def _words(facts: NetworkFacts, language: str) -> dict[str, object]:
    graph = facts.graph
    data = sorted((d for _, d in graph.nodes(data=True)), key=lambda d: (-int(d["cooperations"]), _name(d, language)))
    years = [int(d[key]) for *_, d in graph.edges(data=True) for key in ("first_year", "last_year") if d.get(key) is not None]
    foreign = any(_foreign(_name(d, language), language) for d in data)
    counts = {kind: sum(style.kind_of(d.get("kind")) == kind for d in data) for kind, *_ in style.KINDS}
    said = [f"{_look(kind, language)[1]} {number}" for kind, number in counts.items() if number]
    join, parts = pick(("、", ", "), language), len(components(graph))
    told = _LEFT_OUT if facts.least == int(facts.least) else _LIGHT_LEFT_OUT
    left = pick(told, language).format(nodes=f"{facts.nodes:,}", edges=f"{facts.edges:,}", least=f"{facts.least:.3g}") if facts.least else ""
    span = pick(_YEARS, language).format(first=min(years), last=max(years)) if years else pick(_NO_YEARS, language)
    return {"nodes": f"{len(graph):,}", "edges": f"{graph.number_of_edges():,}", "parts": parts, "filters": join.join(pick(name, language) for name in facts.filters), "left": left,
            "alone": pick(_ALONE, language).format(alone=f"{facts.alone:,}") if facts.alone else "", "names": pick(_NAMES, language) if foreign else "",
            "years": span, "kinds": join.join(said), "most": join.join(f"{_name(d, language)} {d['cooperations']}" for d in data[:3])}


def _foreign(name: str, language: str) -> bool:
    """True if a name is not in the language of the picture."""
    chinese = any("\u4e00" <= character <= "\u9fff" for character in name)
    return chinese == (language == "en")


def _table(graph: "nx.Graph", language: str) -> tuple[tuple[str, ...], ...]:
    """The organisations with most cooperations, at most two hundred."""
    nodes = sorted(graph, key=lambda node: (-int(graph.nodes[node]["cooperations"]), node))[:_TABLE]
    rows = [(_name(graph.nodes[node], language), _look(style.kind_of(graph.nodes[node].get("kind")), language)[1],
             str(graph.nodes[node]["cooperations"]), str(graph.degree(node))) for node in nodes]
    return (_HEADS[language == "en"], *rows)
