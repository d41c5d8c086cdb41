"""What a network is about, in words: what its nodes and links are, what size and width mean, which filters made it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tcgraph.pictures.facts import kind_named, organisations_named, span_named, tiles

__all__ = ["SUBJECTS", "Subject", "filters_of", "subject_of"]

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Subject:
    """The words for a network, pairs of Chinese and English; of ``units`` the English is singular and plural, joined by ``|``."""

    name: str
    title: Pair
    joined: Pair
    units: tuple[Pair, ...]
    nodes: tuple[str | None, ...] = (None,)
    link: Pair = ("条连线", "link|links")
    size: Pair = ("合作次数", "Cooperations")
    width: Pair = ("共同合作次数", "Shared cooperations")
    shared: Pair = ("共同合作 {n} 次", "{n} shared")
    one_by_one: bool = True
    degree: str = "links"


_ORGANISATIONS = ("家机构", "organisation|organisations")
_COOPERATION = Subject(
    "cooperation", ("产学研合作网络", "Cooperation of industry, universities and institutes"),
    ("共同参加一项合作的机构两两相连。", "Organisations with a cooperation in common are joined. "), (_ORGANISATIONS,))
SUBJECTS: Mapping[str, Subject] = {one.name: one for one in (
    _COOPERATION,
    Subject("ego", ("{ego}的合作网络", "Cooperation around {ego}"), _COOPERATION.joined, (_ORGANISATIONS,)),
    Subject("participation", ("机构与其参加的合作", "Organisations and the cooperations they take part in"),
            ("连线表示机构参加该项合作。", "A line joins an organisation to a cooperation that it takes part in. "),
            (_ORGANISATIONS, ("项合作", "cooperation|cooperations")), (None, "cooperation"), ("次参加", "participation|participations"),
            ("合作次数（星形：参加者数）", "Cooperations (star: participants)"), ("", ""), ("参加", "takes part"), one_by_one=False,
            degree="participants"),
    Subject("province links", ("省际产学研合作", "Cooperation between provinces"),
            ("两省的机构共同参加一项合作，两省即相连；方格只示意相对位置。",
             "Two provinces are joined where organisations of both take part in one cooperation; squares show relative position only. "),
            (("个省级地区", "province|provinces"),), ("province",), width=("两省共同合作", "Shared cooperations")),
    Subject("field links", ("技术领域之间的合作", "Cooperation between technology fields"),
            ("两个领域的机构共同参加一项合作，两个领域即相连。",
             "Two fields are joined where organisations of both take part in one cooperation. "),
            (("个技术领域", "field|fields"),), ("field",), width=("两领域共同合作", "Shared cooperations")),
    Subject("organisation fields", ("机构与其技术领域", "Organisations and their technology fields"),
            ("连线表示机构活跃于该领域；领域由企业名称中的关键词推断。",
             "A line joins an organisation to a field in which it is active; fields are told from keywords in names. "),
            (_ORGANISATIONS, ("个技术领域", "field|fields")), (None, "field"),
            size=("合作次数（领域：机构数）", "Cooperations (fields: organisations)"), width=("", ""), shared=("活跃于此", "active"), one_by_one=False),
    Subject("industry-institute paths", ("经高校、院所相连的企业", "Enterprises joined by universities and institutes"),
            ("两家企业若与同一所高校或院所合作，即相连。", "Two enterprises are joined where both cooperate with the same university or institute. "),
            (("家企业", "enterprise|enterprises"),), width=("居间的高校、院所", "Universities and institutes between"),
            shared=("居间 {n} 家", "{n} between")),
    Subject("parallel links", _COOPERATION.title, _COOPERATION.joined, (_ORGANISATIONS,)),
    Subject("hierarchy", ("技术中心、实验室等与其所属机构", "Units and the organisations they belong to"),
            ("箭头指向所属机构。", "An arrow points to what a unit or organisation belongs to. "), (("个单位", "unit or organisation|units and organisations"),),
            size=("连线数", "Links"), width=("", ""), shared=("所属", "belongs"), one_by_one=False),
    Subject("succession", ("技术中心更名前后的企业", "Enterprises before and after their center changed its name"),
            ("箭头由原名称指向现名称。", "An arrow points from the former name to the one under which the center went on. "),
            (("家企业", "enterprise|enterprises"),), size=("连线数", "Links"), width=("", ""), shared=("中心 {n} 个", "units: {n}"), one_by_one=False),
)}  # fmt: skip
"""The subjects of the views, by the name that a view says of itself."""

_TRUST = ("来源评级：{trust}", "sources rated {trust}")


def subject_of(graph: Any) -> Subject:
    """What a view, or any graph with its facts, is about; a graph that does not say is one of cooperation."""
    return SUBJECTS.get(str(graph.graph.get("name", "")).removeprefix("tcgraph "), _COOPERATION)


def filters_of(facts: Mapping[str, Any]) -> list[Pair]:
    """What a view was filtered by, read from its own facts: Chinese and English where both are known, else as it was asked."""
    found = [_place(str(facts["province"]))] if "province" in facts else []
    found += [(str(facts["field"]), str(facts["field"]))] if "field" in facts else []
    found += [organisations_named(str(facts["of"]))] if "of" in facts else []
    found += [kind_named(kind) for kind in str(facts.get("kinds", "")).split("; ") if kind]
    found += span_named(facts.get("since"), facts.get("until"))
    if "trust" in facts:
        found.append((_TRUST[0].format(trust=facts["trust"]), _TRUST[1].format(trust=facts["trust"])))
    return found


def _place(asked: str) -> Pair:
    """Both names of a province, however it was asked for; another place as it was asked."""
    known: Iterable[Pair] = (tile.names for tile in tiles())
    return next((names for names in known if asked.startswith(names[0]) or asked.lower() == names[1].lower()), (asked, asked))
