"""Which indicators there are: name, titles, definition, units, sources, and where the function lies; light, so that commands list them."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from tcgraph.errors import UnknownNameError
from tcgraph.indicators.papers import PAPERS, Paper

__all__ = ["ENDINGS", "INDICATORS", "Entry", "indicator"]

ENDINGS = (".csv", ".json", ".html", ".parquet", ".txt")
"""Of the files that a result is written to."""

Both = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator: ``titles``, ``definitions`` and ``units`` are Chinese and English; ``papers`` define it (none: it is plain
    counting); ``module`` is where its function lies; ``question`` asks for the same in SPARQL, if one does.
    """

    name: str
    module: str
    titles: Both
    definitions: Both
    units: Both
    papers: tuple[Paper, ...] = ()
    question: str = ""

    @property
    def zh(self) -> str:
        """The Chinese title."""
        return self.titles[0]

    @property
    def en(self) -> str:
        """The English title."""
        return self.titles[1]

    @property
    def source(self) -> str:
        """The papers that define it, with DOI."""
        return "; ".join(paper.text for paper in self.papers) or "plain counting, as defined; no paper"

    @property
    def function(self) -> Callable[..., Any]:
        """The function on the dataset; imported when asked for."""
        found: Callable[..., Any] = getattr(import_module(f"tcgraph.indicators.{self.module}"), self.name)
        return found

    def title(self, language: str = "en") -> str:
        """The title in ``"zh"`` or ``"en"``."""
        return _in(language, self.titles)

    def definition(self, language: str = "en") -> str:
        """What it measures, in a sentence or two."""
        return _in(language, self.definitions)

    def unit(self, language: str = "en") -> str:
        """What its numbers are numbers of."""
        return _in(language, self.units)


def _in(language: str, both: Both) -> str:
    return both[0] if language == "zh" else both[1]


class UnknownIndicatorError(UnknownNameError):
    """No indicator has that name."""

    what = "indicator"
    advice = "`tcgraph indicator` lists them."


def _by(*keys: str) -> tuple[Paper, ...]:
    return tuple(PAPERS[key] for key in keys)


_ENTRIES = (
    Entry(
        "center_counts",
        "of_lists",
        ("中心数与位次", "centers by place, field or industry, with ranks"),
        (
            "一份名单上各地区、领域或行业的中心数、占比与位次；数目相等者同列较前位次。",
            "Centers of each place, field or industry on one list, with share and rank; equal counts share the best rank.",
        ),
        ("个；占比以1为全部", "centers; shares of 1"),
        question="center_ranks",
    ),
    Entry(
        "growth",
        "of_lists",
        ("两份名单之间的增长", "growth between two lists"),
        (
            "增长率 =（后 − 前）/ 前；年均为复合增长率；贡献 =（后 − 前）/ 全国前值，各地贡献之和等于全国增长率。增量 = 新进 − 退出。",
            "rate = (after - before) / before; per_year compounds to it; contribution = (after - before) / everybody's before: these add up"
            " to the rate of all. change is entered - left.",
        ),
        ("个；率以1为百分之百", "centers; rates of 1"),
        question="growth_rates",
    ),
    Entry(
        "location_quotient",
        "of_lists",
        ("区位商", "location quotients of fields in provinces"),
        (
            "（省内该领域企业 / 省内可判明领域的企业）/（全国该领域企业 / 全国可判明领域的企业）；1为全国水平。",
            "(enterprises of the field here / all here whose field is told) / (the same of the nation); 1 is the national share.",
        ),
        ("无量纲", "no unit"),
        _by("florence", "hoover", "balassa"),
        "location_quotients",
    ),
    Entry(
        "concentration",
        "of_lists",
        ("集中度：赫芬达尔指数与泰尔指数", "concentration: Herfindahl and Theil, within and between macro-regions"),
        (
            "赫芬达尔指数为占比平方和，normalised化为0（均等）至1（独占），equivalent为其倒数；泰尔指数 = 组内 + 组间。",
            "Herfindahl's index is the sum of squared shares, normalised from 0 (equal) to 1 (one has all), equivalent is 1 over it;"
            " Theil's index is within plus between.",
        ),
        ("赫芬达尔无量纲；泰尔以奈特计", "Herfindahl without unit; Theil in nats"),
        _by("herfindahl", "adelman", "theil", "shorrocks"),
        "concentration_of_centers",
    ),
    Entry(
        "relatedness",
        "of_lists",
        ("领域关联密度", "relatedness density of provinces to fields"),
        (
            "与某领域邻近的其他领域中，该省已专业化者所占的邻近度之比（不含该领域自身）。",
            "The share of a field's proximity to the other fields that lies with those in which the province is specialised.",
        ),
        ("0至1", "0 to 1"),
        _by("hidalgo-2007", "boschma"),
    ),
    Entry(
        "complexity",
        "of_lists",
        ("经济复杂度", "economic complexity of provinces or fields"),
        (
            "专业化表的第二特征向量（反射法的极限），符号取与多样性同向，标准化为均值0、标准差1。",
            "The second eigenvector of the table of specialities (the limit of the reflections), its sign such that it goes with diversity,"
            " with mean 0 and standard deviation 1.",
        ),
        ("标准差", "standard deviations"),
        _by("hidalgo-2009"),
    ),
    Entry(
        "survival",
        "of_titles",
        ("称号存续", "survival of the title"),
        (
            "自起点起若干日后仍持有称号的比例；多数终止日只知在两份名单之间，故以区间删失估计（Turnbull）。",
            "The share of titles still held so many days after their origin; most ends are only known to lie between two lists, so they are"
            " taken as intervals (Turnbull).",
        ),
        ("日；比例以1为全部", "days; shares of 1"),
        _by("turnbull", "frydman", "kaplan"),
    ),
    Entry(
        "triple_helix",
        "of_triangle",
        ("三螺旋互信息", "mutual information of the triple helix"),
        (
            "T = H_u + H_i + H_t − H_ui − H_ut − H_it + H_uit，对合作计；负值读作协同（莱德斯多夫的符号）。",
            "T = H_u + H_i + H_t - H_ui - H_ut - H_it + H_uit over cooperations; negative is read as synergy (Leydesdorff's sign).",
        ),
        ("毫比特", "millibits (thousandths of a bit)"),
        _by("leydesdorff"),
    ),
    Entry(
        "cross_province_share",
        "of_networks",
        ("跨省联系占比", "share of links across provinces"),
        (
            "两端省份均可知的联系中跨省者的占比，与同样端点随机相联时的期望占比相比。",
            "Of the links whose ends both have a known province the share that crosses a border, beside that of random mixing.",
        ),
        ("占比以1为全部；weight为权重之和，links为机构对数", "shares of 1; weight is a sum of weights, links counts pairs"),
        _by("newman"),
        "cross_province_links",
    ),
    Entry(
        "assortativity",
        "of_networks",
        ("同类相联程度", "assortativity by kind or province"),
        (
            "r =（tr e − Σ a b）/（1 − Σ a b）：1为全在同类之内，0为随机。",
            "r = (tr e - sum a b) / (1 - sum a b): 1 all links inside groups, 0 random mixing.",
        ),
        ("无量纲，至多为1", "no unit, at most 1"),
        _by("newman"),
    ),
    Entry(
        "brokerage",
        "of_networks",
        ("中介角色", "brokerage between kinds of organisations"),
        (
            "甲乙不相联而均与中间者相联，即一次中介；按三者类别分协调、顾问、守门（代表）、联络四种角色（无向）。",
            "Two that are not linked are both linked to the broker; by the groups of the three: coordinator, consultant, gatekeeper"
            " (representative), liaison. Without direction the five roles are four.",
        ),
        ("机构对", "pairs of organisations"),
        _by("gould"),
    ),
    Entry(
        "betweenness",
        "of_networks",
        ("各类机构的中介中心性", "betweenness by kind, with its sampling error"),
        (
            "其他机构之间的最短路径经过该机构的比例，按类别求和；抽样时附标准误。",
            "The share of shortest paths between others that pass through, summed by kind; with a standard error where sampled.",
        ),
        ("占比以1为全部", "shares of 1"),
        _by("freeman", "brandes", "brandes-pich"),
    ),
    Entry(
        "communities",
        "of_networks",
        ("社群及其稳定性", "communities and their stability"),
        (
            "模块度最大的划分，多次运行；稳定性为各次运行两两比较的调整兰德指数与信息变差，各社群为最大杰卡德系数的均值。",
            "The partition of highest modularity of several runs; stability by adjusted Rand index and variation of information between"
            " runs, of each community by its mean best Jaccard share.",
        ),
        ("模块度与兰德指数无量纲；信息变差以奈特计", "modularity and Rand without unit; variation of information in nats"),
        _by("blondel", "traag", "hubert", "meila", "hennig"),
    ),
    Entry(
        "null_model",
        "of_chance",
        ("与随机网络之差", "the network against random ones with the same degrees"),
        (
            "z =（观测值 − 随机网络均值）/ 随机网络标准差；随机网络保持每个机构的合作数与每次合作的规模（或联系数）。",
            "z = (observed - mean of random networks) / their standard deviation; the random ones keep everybody's memberships and the"
            " sizes of cooperations (or the numbers of partners).",
        ),
        ("标准差", "standard deviations"),
        _by("maslov", "strona", "carstens"),
    ),
)
INDICATORS: dict[str, Entry] = {entry.name: entry for entry in _ENTRIES}


def indicator(name: str) -> Entry:
    """The indicator of that name. Raises ``UnknownNameError`` with the nearest names."""
    try:
        return INDICATORS[name]
    except KeyError:
        raise UnknownIndicatorError(name, INDICATORS) from None
