"""Which kinds of organisations work together: a matrix of kinds by kinds."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations_with_replacement
from pathlib import Path
from typing import TYPE_CHECKING

from tcgraph.dataset import Dataset
from tcgraph.pictures import style
from tcgraph.pictures.facts import filter_names
from tcgraph.pictures.parts import listed, pick, scale_bar
from tcgraph.pictures.sheet import Item, Mark, Rect, Sheet, Text, framed
from tcgraph.pictures.texts import balanced, wrapped
from tcgraph.pictures.write import write_picture
from tcgraph.views import participation

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["LinkFacts", "ask", "counted", "draw", "link_matrix"]

_LEFT, _TOP, _ROW, _NAMES = 50.0, 250.0, 130.0, 330.0
_TITLE = (("谁与谁合作：产、学、研之间的连线", "Who works with whom: links of industry, universities and institutes"),
          ("谁与谁合作：{filters}", "Who works with whom: {filters}"))
_SUBTITLE = ("{organisations} 家机构，{cooperations} 项合作，{years}", "{organisations} organisations, {cooperations} cooperations, {years}")
_SCALE = ("连线数（颜色按平方根）", "Number of links (colour: square root)")
_KEY = ("大字：连线，即共同参加至少一项合作的两家机构|小字：两类机构都有参加的合作项数",
        "Large: links, pairs of organisations with a cooperation in common|Small: cooperations in which both kinds take part")
_UNIT = ("{number} 项合作", "{number} cooperations")
_ONE = ("{number} 项合作", "{number} cooperation")
_CAPTION = ("对角线为同类机构之间的连线。来源不分高校与院所的机构自成一类，不并入任何一类；“其他或不明”含来源未说明者。一方独自参加的合作 {single} 项，没有连线。"
            "论文合作只含人工智能与机器人会议和期刊，奖项只收有清华大学参加的，因此各格不能代表全部合作。来源：tcgraph 合作数据；{years}。",
            "The diagonal holds links within a kind. Organisations whose source does not tell universities from institutes are a kind of their own; other or "
            "unknown includes those of which the source says nothing. {single} cooperations have one participant and no link. Publications are of AI and robotics "
            "venues only, awards only those with Tsinghua University, so cells do not stand for all cooperation. Source: tcgraph, cooperations as stated; {years}.")
_YEARS, _NO_YEARS = ("{first}–{last} 年", "{first}–{last}"), ("年份不详", "years not known")
_ALT = ("矩阵，行与列为机构种类，颜色越深连线越多。最多：{cells}。", "Matrix of kinds of organisations; darker means more links. Most: {cells}.")
_ALT_CELL = ("{one}与{other} {number} 条", "{one} and {other}: {number}")
_TIP = ("{one}—{other}：{links} 条连线，{cooperations} 项合作", "{one} – {other}: {links} links, {cooperations} cooperations")
_EMPTY = ("没有符合条件的合作", "No cooperation passes the filters")
_HEADS = (("种类", "种类", "连线", "合作"), ("Kind", "Kind", "Links", "Cooperations"))


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """Links and cooperations by pair of kinds, in the order of ``style.KINDS``."""

    links: dict[tuple[str, str], int]
    cooperations: dict[tuple[str, str], int]
    organisations: int
    total: int
    single: int
    years: tuple[int, int] | None
    filters: tuple[tuple[str, str], ...]

    @property
    def kinds(self) -> list[str]:
        """The kinds that take part, in order."""
        present = {kind for pair in self.cooperations for kind in pair}
        return [kind for kind, *_ in style.KINDS if kind in present]


def link_matrix(dataset: Dataset, file: Path | str, *, province: str | None = None, field: str | None = None, of: str | None = None,
                since: int | None = None, until: int | None = None, kind: str | Iterable[str] | None = None, language: str = "zh") -> Path:
    """The matrix of links between kinds of organisations in a file.

    The filters are those of ``views.participation``: cooperations that touch a ``province`` or a ``field``, in years ``since`` to ``until``, of a ``kind``
    of cooperation. Nothing that passes them is drawn as an empty matrix that says so. Raises what the view raises; else and languages: as ``tile_map``.
    """
    facts = ask(dataset, province=province, field=field, of=of, since=since, until=until, kind=kind)
    return write_picture(lambda tongue: draw(facts, tongue), file, language)


def ask(dataset: Dataset, *, province: str | None = None, field: str | None = None, of: str | None = None, since: int | None = None,
        until: int | None = None, kind: str | Iterable[str] | None = None) -> LinkFacts:
    """What the picture shows, asked of the dataset: see ``link_matrix``."""
    kinds = (kind,) if isinstance(kind, str) else tuple(kind or ())
    network = participation(dataset, province=province, field=field, of=of, since=since, until=until, kind=kinds or None)
    return counted(network, filter_names(dataset, province, field, kinds, since, until, of))


def counted(network: "nx.Graph", filters: Iterable[tuple[str, str]] = ()) -> LinkFacts:
    """The counts of a bipartite network from ``views.participation``. One step for each pair of participants."""
    members: dict[str, list[str]] = {}
    years: list[int] = []
    organisations = {node: style.kind_of(data.get("kind")) for node, data in network.nodes(data=True) if data["bipartite"] == 0}
    for node, data in network.nodes(data=True):
        if data["bipartite"] == 1:
            members[node] = sorted(network[node])
            years += [int(data[key]) for key in ("first_year", "last_year") if data.get(key) is not None]
    pairs: dict[tuple[str, str], tuple[str, str]] = {}
    cooperations: Counter[tuple[str, str]] = Counter()
    for taking_part in members.values():
        found = {(one, other): _pair(organisations[one], organisations[other]) for at, one in enumerate(taking_part) for other in taking_part[at + 1 :]}
        pairs |= found
        cooperations.update(set(found.values()))
    single = sum(len(taking_part) == 1 for taking_part in members.values())
    span = (min(years), max(years)) if years else None
    return LinkFacts(dict(Counter(pairs.values())), dict(cooperations), len(organisations), len(members), single, span, tuple(filters))


def _pair(one: str, other: str) -> tuple[str, str]:
    order = [kind for kind, *_ in style.KINDS]
    first, second = sorted((one, other), key=order.index)
    return first, second


def draw(facts: LinkFacts, language: str) -> Sheet:
    """The sheet of the matrix."""
    kinds, greatest = facts.kinds, max(facts.links.values(), default=0)
    wide = (style.WIDTH - 2 * _LEFT - _NAMES) / max(len(kinds), 3)
    items: list[Item] = []
    for number, kind in enumerate(kinds):
        items += _head(kind, number, wide, language)
    for row, column in combinations_with_replacement(range(len(kinds)), 2):
        items += _cell(facts, (kinds[row], kinds[column]), (row, column), wide, greatest, language)
    bottom = _TOP + _ROW * len(kinds)
    if kinds:
        bottom = max(bottom, _TOP + 3 * _ROW)
        key = [line for part in pick(_KEY, language).split("|") for line in wrapped(part, style.SMALL, _NAMES + 2 * wide - 60)]
        bottom += 30
        items += [Text(_LEFT, bottom + 20, pick(_SCALE, language)), *scale_bar(_LEFT, bottom + 36, 420, greatest)]
        items += [Text(_LEFT + 500, bottom + 42 + 30 * i, line, style.SMALL, style.SOFT) for i, line in enumerate(key)]
        bottom += 100
    else:
        items.append(Text(style.WIDTH / 2, _TOP + 40, pick(_EMPTY, language), style.LARGE, style.SOFT, "middle"))
        bottom += 100
    words = _words(facts, language)
    return framed("link_matrix", language, title=pick(_TITLE[bool(facts.filters)], language).format(**words), subtitle=pick(_SUBTITLE, language).format(**words), items=items, bottom=bottom,
                  caption=pick(_CAPTION, language).format(**words), alt=pick(_ALT, language).format(**words) if kinds else pick(_EMPTY, language),
                  table=_table(facts, language))


def _head(kind: str, number: int, wide: float, language: str) -> list[Item]:
    """The name of a kind left of its row and above its column, with its symbol."""
    name, colour, shape = style.look(kind, language)
    lines = balanced(name, style.BODY, _NAMES - 60)
    above = [line for part in name.replace("（", "\n（").split("\n") for line in balanced(part, style.SMALL, wide - 20)]
    y, x = _TOP + number * _ROW + _ROW / 2, _LEFT + _NAMES + (number + 0.5) * wide
    items: list[Item] = [Mark(_LEFT + 14, y, 13, shape, colour, style.rim(colour)),
                         Mark(x, _TOP - 28 - 25 * len(above), 11, shape, colour, style.rim(colour))]
    items += [Text(_LEFT + 40, y + 8 - 14 * (len(lines) - 1) + 28 * i, line) for i, line in enumerate(lines)]
    return items + [Text(x, _TOP - 14 - 25 * (len(above) - 1 - i), line, style.SMALL, anchor="middle") for i, line in enumerate(above)]


def _cell(facts: LinkFacts, pair: tuple[str, str], spot: tuple[int, int], wide: float, greatest: int, language: str) -> list[Item]:
    links, cooperations = facts.links.get(pair, 0), facts.cooperations.get(pair, 0)
    x, y = _LEFT + _NAMES + spot[1] * wide, _TOP + spot[0] * _ROW
    ground = style.ramp(style.scaled(links, greatest)) if links else style.WHITE
    ink = style.ink_on(ground)
    one, other = (style.look(kind, language)[0] for kind in pair)
    tip = pick(_TIP, language).format(one=one, other=other, links=links, cooperations=cooperations)
    unit = pick(_ONE if cooperations == 1 else _UNIT, language).format(number=f"{cooperations:,}")
    return [Rect(x + 2, y + 2, wide - 4, _ROW - 4, ground, style.FAINT, 1.0, tip=tip),
            Text(x + wide / 2, y + 62, f"{links:,}", 36.0, ink, "middle", ground, bold=True),
            Text(x + wide / 2, y + 100, unit, style.SMALL, ink, "middle", ground)]


def _words(facts: LinkFacts, language: str) -> dict[str, object]:
    cells = [pick(_ALT_CELL, language).format(one=style.look(a, language)[0], other=style.look(b, language)[0], number=number)
             for (a, b), number in sorted(facts.links.items(), key=lambda item: (-item[1], item[0]))[:6]]
    years = pick(_YEARS, language).format(first=facts.years[0], last=facts.years[1]) if facts.years else pick(_NO_YEARS, language)
    filters = listed([pick(name, language) for name in facts.filters], language)
    return {"organisations": f"{facts.organisations:,}", "cooperations": f"{facts.total:,}", "single": f"{facts.single:,}", "years": years,
            "filters": filters, "cells": pick(("；", "; "), language).join(cells)}


def _table(facts: LinkFacts, language: str) -> tuple[tuple[str, ...], ...]:
    rows = [(style.look(one, language)[0], style.look(other, language)[0], str(facts.links.get((one, other), 0)), str(facts.cooperations.get((one, other), 0)))
            for one, other in combinations_with_replacement(facts.kinds, 2)]
    return (_HEADS[language == "en"], *rows)
