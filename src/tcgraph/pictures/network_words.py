"""What is written about a network: title, subtitle, caption, alternative text, table, in Chinese and English."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tcgraph.pictures import style
from tcgraph.pictures.arrange import count_of, name_of
from tcgraph.pictures.layout import components
from tcgraph.pictures.parts import pick
from tcgraph.pictures.subjects import SUBJECTS, Pair, Subject

if TYPE_CHECKING:
    from tcgraph.pictures.network_facts import NetworkFacts

__all__ = ["alt", "caption", "empty", "kind_of_node", "subtitle", "table", "tip", "title"]

_FILTERED = ("{title}：{filters}", "{title}: {filters}")
_SHORTER = ("产学研合作网络", "Network of cooperation")
_PARTS = ("个连通部分", "component|components")
_LEFT_OUT = ("全网 {nodes} 个节点、{edges} 条连线，只画最大的节点中权重不少于 {least} 的连线。",
             "Of {nodes} nodes and {edges} links, only links of weight {least} or more among the greatest nodes are drawn. ")
_COUNTED_LEFT_OUT = ("全网 {nodes} 家机构、{edges} 条连线，只画合作最多的机构之间共同合作不少于 {least} 次的连线。",
                     "Of {nodes} organisations and {edges} links, only links of at least {least} among the organisations with most "
                     "cooperations are drawn. ")
_MOST_LEFT_OUT = ("全网 {nodes} 个节点、{edges} 条连线，只画最大的节点之间的连线。",
                  "Of {nodes} nodes and {edges} links, only those between the greatest nodes are drawn. ")
_PARTS_LEFT_OUT = ("全网 {nodes} 个节点、{edges} 条连线，只画最大的连通部分，共 {shown} 个节点。",
                   "Of {nodes} nodes and {edges} links, only the greatest components are drawn, {shown} nodes in all. ")
_ALONE = ("另有 {alone} 个节点没有连线，未画出。", "{alone} more without links are not drawn. ")
_NO_LINKS = ("其间没有连线。", "There are no links between them. ")
_NAMES = ("图中 {number} 个节点在数据中没有中文名，用其英文名。",
          "{number} of those drawn have no English name in the data and keep their Chinese one. ")
_SHORT = ("公司名称省去组织形式。", "Legal forms are left out of names. ")
_UNNAMED = ("为免重叠，{number}不标名称。", "{number} no name, so that names do not collide. ")
_SMALLER = ("个较小的节点", "smaller symbol has|smaller symbols have")
_BACKBONE = ("骨干：显著水平 {alpha:g}（差异过滤，Serrano 等 2009），略去 {edges} 条连线、{nodes} 个节点。",
             "Backbone: links significant at {alpha:g} (disparity filter, Serrano et al. 2009); {edges} links and {nodes} nodes are left out. ")
_WEIGHTS = {"newman": ("n 家机构的一项合作给每一对 1/(n−1)（Newman 2001）。",
                       "A cooperation of n organisations gives each pair 1/(n−1) (Newman 2001). "),
            "fractional": ("n 家机构的一项合作给每一对 2/(n(n−1))。", "A cooperation of n organisations gives each pair 2/(n(n−1)). ")}
_HALF_LIFE = ("权重每 {years:g} 年减半。", "Weights halve every {years:g} years. ")
_ROLLED = ("{number} 家下属机构并入其上级机构。", "{number} organisations count as those that they belong to. ")
_UNDATED = ("{number} 项没有年份的合作未计入。", "{number} cooperations without a year are left out. ")
_LIMITS = ("论文合作只含人工智能与机器人会议和期刊，奖项只收有清华大学参加的。",
           "Publications are of AI and robotics venues only, awards only those with Tsinghua University. ")
_SOURCE = (("来源：tcgraph 合作数据{years}。", "Source: tcgraph, cooperations as stated{years}."),
           ("来源：tcgraph 名单、通知与 ROR{years}。", "Source: tcgraph, lists, notices and ROR{years}."))
_YEARS = ("；{years} 年", "; {years}")
_NO_YEARS = ("；年份不详", "; years not known")
_ALT = ("网络图：{title}，{counts}。种类：{kinds}。最大的三个：{most}。", "Network diagram: {title}. {counts}. Kinds: {kinds}. The three greatest: {most}.")
_ALT_ONE = ("{name}（{count}，{degree} 条连线）", "{name} ({count}, {degree})")
_LINKS = ("条连线", "link|links")
_EMPTY = ("没有符合条件的连线", "No link passes the filters")
_TIP = ("{name}（{kind}）：{count}，{degree} 个伙伴", "{name} ({kind}): {count}, {degree}")
_PARTNERS = ("个伙伴", "partner|partners")
_UNITS = {"cooperations": ("次合作", "cooperation|cooperations"), "organisations": ("家机构", "organisation|organisations"),
          "participants": ("家参加", "participant|participants"), "links": _LINKS}
_HEADS = (("名称", "种类", "合作等", "伙伴"), ("Name", "Kind", "Cooperations", "Partners"))
_MORE_KINDS = ("center", "sub-center")
_BACKBONE_NAME, _TABLE = ("骨干", "backbone"), 200


def counted(number: int, unit: Pair, language: str) -> str:
    """A number with its unit: English has the singular for one."""
    one, _, many = unit[1].partition("|")
    return f"{number:,} {(one if number == 1 else many or one) if language == 'en' else unit[0]}"


def joined(parts: Sequence[str], language: str) -> str:
    """Parts in a row, as the language joins them."""
    return pick(("、", ", "), language).join(parts)


def unit_of(facts: "NetworkFacts", node: str) -> str:
    """What is counted at a node: a key of the units."""
    data = facts.graph.nodes[node]
    found = next((key for key in ("cooperations", "organisations") if data.get(key) is not None), None)
    return found or facts.subject.degree


def kind_of_node(subject: Subject, data: dict[str, object]) -> str:
    """What a node is, as ``style.LOOKS`` names it: of two modes the second may be cooperations or fields."""
    mode = int(str(data.get("bipartite") or 0))
    special = subject.nodes[min(mode, len(subject.nodes) - 1)]
    kind = str(data.get("kind"))
    return special or (kind if kind in _MORE_KINDS else style.kind_of(kind))


def title(facts: "NetworkFacts", language: str) -> str:
    """The title: what the network is about and what filtered it."""
    if facts.title is not None:
        return pick(facts.title, language)
    filters = [*facts.filters, *([_BACKBONE_NAME] if "alpha" in facts.said and _BACKBONE_NAME not in facts.filters else [])]
    plain = _SHORTER if filters and facts.subject.title == SUBJECTS["cooperation"].title else facts.subject.title
    words = pick(plain, language).format(ego=_ego(facts, language))
    if not filters:
        return words
    return pick(_FILTERED, language).format(title=words, filters=joined([pick(one, language) for one in filters], language))


def _ego(facts: "NetworkFacts", language: str) -> str:
    ego = facts.said.get("ego")
    return name_of(facts.graph.nodes[ego], language) if ego in facts.graph else str(ego or "?")


def subtitle(facts: "NetworkFacts", language: str) -> str:
    """How many nodes of each mode, links and components the picture shows."""
    return joined(_counts(facts, language), "zh" if language == "zh" else "en").replace("、", "，")


def _counts(facts: "NetworkFacts", language: str) -> list[str]:
    graph, subject = facts.graph, facts.subject
    modes = [int(str(data.get("bipartite") or 0)) for _, data in graph.nodes(data=True)]
    if len(subject.units) == 1:
        numbers = [counted(len(graph), subject.units[0], language)]
    else:
        numbers = [counted(modes.count(mode), unit, language) for mode, unit in enumerate(subject.units)]
    parts = len(components(graph))
    return [*numbers, counted(graph.number_of_edges(), subject.link, language), *([counted(parts, _PARTS, language)] if parts else [])]


def caption(facts: "NetworkFacts", language: str, unnamed: int = 0) -> str:
    """What must be known to read the picture, what was left out, source and years; ``unnamed`` nodes have no label."""
    graph, said = facts.graph, facts.said
    foreign = sum(_foreign(name_of(data, language), language) for _, data in graph.nodes(data=True))
    enterprises = any(data.get("kind") == "enterprise" for _, data in graph.nodes(data=True))
    sentences = [
        pick(facts.subject.joined, language), pick(facts.note, language), *_made(facts, language),
        _left_out(facts, language),
        pick(_NO_LINKS, language) if len(graph) > 1 and not graph.number_of_edges() else "",
        pick(_ALONE, language).format(alone=f"{facts.alone:,}") if facts.alone else "",
        pick(_UNDATED, language).format(number=said["undated_left_out"]) if said.get("undated_left_out") else "",
        pick(_SHORT, language) if enterprises else "",
        pick(_UNNAMED, language).format(number=counted(unnamed, _SMALLER, language)) if unnamed else "",
        pick(_NAMES, language).format(number=foreign) if foreign else "",
        "" if graph_is_of_lists(facts) else pick(_LIMITS, language), pick(_SOURCE[graph_is_of_lists(facts)], language).format(years=_years(facts, language)),
    ]  # fmt: skip
    return "".join(sentences)


def graph_is_of_lists(facts: "NetworkFacts") -> bool:
    """True for the networks that the lists make, not the cooperations."""
    return facts.subject.name in ("hierarchy", "succession")


def _made(facts: "NetworkFacts", language: str) -> list[str]:
    """How the network was weighed, thinned and rolled up before it came to be drawn."""
    said, found = facts.said, []
    if "alpha" in said:
        found.append(pick(_BACKBONE, language).format(
            alpha=float(said["alpha"]), edges=f"{said.get('edges_left_out', 0):,}", nodes=f"{said.get('nodes_left_out', 0):,}"))
    if said.get("weight") in _WEIGHTS:
        found.append(pick(_WEIGHTS[str(said["weight"])], language))
    if said.get("half_life"):
        found.append(pick(_HALF_LIFE, language).format(years=float(said["half_life"])))
    if said.get("rolled_up"):
        found.append(pick(_ROLLED, language).format(number=f"{said['rolled_up']:,}"))
    return found


def _left_out(facts: "NetworkFacts", language: str) -> str:
    """What the picture leaves out of the network for want of room; nothing where it is there whole."""
    if not facts.least:
        whole = len(facts.graph) + facts.alone >= facts.nodes
        return "" if whole else pick(_PARTS_LEFT_OUT, language).format(nodes=f"{facts.nodes:,}", edges=f"{facts.edges:,}", shown=f"{len(facts.graph):,}")
    whole = facts.least == int(facts.least) and facts.subject.name in ("cooperation", "ego") and facts.said.get("weight", "count") == "count"
    told = _COUNTED_LEFT_OUT if whole and facts.least > 1 else _LEFT_OUT if facts.least != 1 else _MOST_LEFT_OUT
    return pick(told, language).format(
        nodes=f"{facts.nodes:,}", edges=f"{facts.edges:,}", least=f"{facts.least:.3g}", shown=f"{len(facts.graph):,}")


def _years(facts: "NetworkFacts", language: str) -> str:
    """The years of the links, or of cooperations as nodes; nothing where the network has none by its nature."""
    graph = facts.graph
    every = [data for *_, data in graph.edges(data=True)] + [data for _, data in graph.nodes(data=True)]
    years = [int(data[key]) for data in every for key in ("first_year", "last_year") if data.get(key) is not None]
    years += [int(str(data[key])[:4]) for data in every for key in ("not_before", "not_after") if data.get(key)]
    if years:
        return pick(_YEARS, language).format(years=f"{min(years)}–{max(years)}" if min(years) < max(years) else min(years))
    return pick(_NO_YEARS, language) if facts.subject.name in ("cooperation", "ego", "participation") else ""


def alt(facts: "NetworkFacts", language: str) -> str:
    """What the network shows, in words: how many nodes and links, of which kinds, the three greatest with their links."""
    graph = facts.graph
    if not len(graph):
        return f"{title(facts, language)}{pick(('：', ': '), language)}{empty(language)}{pick(('。', '.'), language)}"
    kinds = [kind_of_node(facts.subject, data) for _, data in graph.nodes(data=True)]
    present = [f"{style.look(kind, language)[0]} {kinds.count(kind):,}" for kind, *_ in style.LOOKS if kind in kinds]
    most = [pick(_ALT_ONE, language).format(name=name_of(graph.nodes[node], language), count=_amount(facts, node, language),
                                            degree=graph.degree(node) if language == "zh" else counted(graph.degree(node), _LINKS, language))
            for node in ranked(facts)[:3]]
    return pick(_ALT, language).format(title=title(facts, language), counts=subtitle(facts, language), kinds=joined(present, language),
                                       most=joined(most, language))


def _amount(facts: "NetworkFacts", node: str, language: str) -> str:
    return counted(count_of(facts.graph, node), _UNITS[unit_of(facts, node)], language)


def ranked(facts: "NetworkFacts") -> list[str]:
    """The nodes, greatest first."""
    return sorted(facts.graph, key=lambda node: (-count_of(facts.graph, node), -facts.graph.degree(node), node))


def empty(language: str) -> str:
    """What stands in the place of a network without nodes."""
    return pick(_EMPTY, language)


def tip(facts: "NetworkFacts", node: str, language: str) -> str:
    """What a symbol stands for."""
    data, degree = facts.graph.nodes[node], facts.graph.degree(node)
    kind = style.look(kind_of_node(facts.subject, data), language)[0]
    return pick(_TIP, language).format(name=name_of(data, language) or node, kind=kind, count=_amount(facts, node, language),
                                       degree=degree if language == "zh" else counted(degree, _PARTNERS, language))


def table(facts: "NetworkFacts", language: str) -> tuple[tuple[str, ...], ...]:
    """The greatest nodes, at most two hundred."""
    graph = facts.graph
    rows = [(name_of(graph.nodes[node], language) or node, style.look(kind_of_node(facts.subject, graph.nodes[node]), language)[0],
             str(count_of(graph, node)), str(graph.degree(node))) for node in ranked(facts)[:_TABLE]]
    return (_HEADS[language == "en"], *rows)


def _foreign(name: str, language: str) -> bool:
    """True if a name is not in the language of the picture."""
    chinese = any("\u4e00" <= character <= "\u9fff" for character in name)
    return bool(name) and chinese == (language == "en")
