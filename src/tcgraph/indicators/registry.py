"""Which indicators there are: name, titles, source, and where the function lies; light, so that commands can list them."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from tcgraph.errors import UnknownNameError

__all__ = ["INDICATORS", "Entry", "indicator"]


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator: ``zh`` and ``en`` are its titles, ``source`` the paper that defines it, ``module`` where its function lies."""

    name: str
    zh: str
    en: str
    source: str
    module: str

    @property
    def function(self) -> Callable[..., Any]:
        """The function on the dataset; imported when asked for."""
        found: Callable[..., Any] = getattr(import_module(f"tcgraph.indicators.{self.module}"), self.name)
        return found

    def title(self, language: str = "en") -> str:
        """The title in ``"zh"`` or ``"en"``."""
        return self.zh if language == "zh" else self.en


class UnknownIndicatorError(UnknownNameError):
    """No indicator has that name."""

    what = "indicator"
    advice = "`tcgraph indicator` lists them."


_ENTRIES = (
    Entry(
        "center_counts",
        "中心数与位次",
        "centers by place, field or industry, with ranks",
        "counted on one list; ties share a rank",
        "of_lists",
    ),
    Entry("growth", "两份名单之间的增长", "growth between two lists", "compound growth; contributions to the whole", "of_lists"),
    Entry(
        "location_quotient", "区位商", "location quotients of fields in provinces", "Florence 1939; Hoover 1936; Balassa 1965", "of_lists"
    ),
    Entry(
        "concentration",
        "集中度：赫芬达尔指数与泰尔指数",
        "concentration: Herfindahl and Theil, within and between macro-regions",
        "Herfindahl 1950; Theil 1967; Shorrocks 1980",
        "of_lists",
    ),
    Entry(
        "relatedness",
        "领域关联密度",
        "relatedness density of provinces to fields",
        "Hidalgo, Klinger, Barabási and Hausmann 2007, Science 317",
        "of_lists",
    ),
    Entry("complexity", "经济复杂度", "economic complexity of provinces or fields", "Hidalgo and Hausmann 2009, PNAS 106", "of_lists"),
    Entry("survival", "称号存续", "survival of the title", "Turnbull 1976; Kaplan and Meier 1958", "of_titles"),
    Entry("triple_helix", "三螺旋互信息", "mutual information of the triple helix", "Leydesdorff 2003, Scientometrics 58", "of_networks"),
    Entry(
        "cross_province_share",
        "跨省联系占比",
        "share of links across provinces",
        "shares, against random mixing; Newman 2003, Physical Review E 67",
        "of_networks",
    ),
    Entry("assortativity", "同类相联程度", "assortativity by kind or province", "Newman 2003, Physical Review E 67", "of_networks"),
    Entry(
        "brokerage",
        "中介角色",
        "brokerage between kinds of organisations",
        "Gould and Fernandez 1989, Sociological Methodology 19",
        "of_networks",
    ),
    Entry(
        "betweenness",
        "各类机构的中介中心性",
        "betweenness by kind, with its sampling error",
        "Freeman 1977; Brandes and Pich 2007",
        "of_networks",
    ),
    Entry(
        "communities",
        "社群及其稳定性",
        "communities and their stability",
        "Blondel et al. 2008; Traag et al. 2019; Hubert and Arabie 1985; Meilă 2007",
        "of_networks",
    ),
    Entry(
        "null_model",
        "与随机网络之差",
        "the network against random ones with the same degrees",
        "Maslov and Sneppen 2002; Strona et al. 2014",
        "of_networks",
    ),
)
INDICATORS: dict[str, Entry] = {entry.name: entry for entry in _ENTRIES}


def indicator(name: str) -> Entry:
    """The indicator of that name. Raises ``UnknownNameError`` with the nearest names."""
    try:
        return INDICATORS[name]
    except KeyError:
        raise UnknownIndicatorError(name, INDICATORS) from None
