"""What we conclude from the print: which rows are one unit, and whose.

Each conclusion is a node with method, confidence and evidence, and beside it stands the short statement that queries
use. Dropping one of these graphs never touches a notice.
"""

from tcgraph.build.graphs import GraphBuilder, add_conclusion, rounded
from tcgraph.build.rosters import Step, decision_iri, decisions
from tcgraph.build.sources import Source, Sources
from tcgraph.build.units import Concluded, History
from tcgraph.identity import mint
from tcgraph.names import normal_form
from tcgraph.turtle import boolean, literal

__all__ = ["decisions_graph", "identity_graph", "methods_graph", "rosters_used"]

_UNIT_CLASS = {"center": "tc:TechnologyCenter", "sub-center": "tc:SubCenter"}
_CENTER = "技术中心"


def methods_graph(sources: Sources) -> GraphBuilder:
    """The methods, with version and definition."""
    graph = GraphBuilder("conclusion/methods", ("推断方法", "Methods of the conclusions"), ())
    for row in sources.rules("methods"):
        method = mint("method", row["id"])
        graph.thing(method, "tc:Method", row["label_zh"], row["label_en"])
        graph.label_of(method, "skos:definition", row["definition_zh"], row["definition_en"])
        graph.text(method, "skos:notation", row["id"])
        graph.text(method, "owl:versionInfo", row["version"])
    return graph


def decisions_graph(sources: Sources) -> GraphBuilder:
    """What people decided about rows of rosters, with reason, name and day."""
    graph = GraphBuilder("decisions", ("人工裁定", "Decisions by people"), [sources["identity-decisions"]])
    for row, keys in decisions(sources):
        node = decision_iri(row)
        graph.thing(node, "tc:Decision")
        graph.add(node, "tc:decides", *(f"<{key}>" for key in keys))
        graph.text(node, "tc:decidedStatus", row["decision"])
        graph.label_of(node, "tc:reason", en=row["reason"])
        graph.text(node, "tc:decidedBy", row["decided_by"])
        graph.day(node, "tc:decidedOn", row.day("decided_on"))
    return graph


def identity_graph(sources: Sources, history: History) -> GraphBuilder:
    """Enterprises and their units, which rows of the rosters speak of them, and which rows may be one unit but are not taken for it."""
    used = rosters_used(sources, history)
    label = ("企业与技术中心", "Enterprises and their centers")
    graph = GraphBuilder("conclusion/identity", label, [*used, sources["certifications-news"], sources["identity-decisions"]])
    english = {normal_form(r["enterprise_name"]): r["enterprise_name_en"] for r in sources["certifications-news"].rows}
    parents = _named_parents(sources, history)
    for concluded in history.units:
        _enterprises(graph, concluded, english)
        _unit(graph, concluded, parents)
        _identification(graph, concluded, history)
    for step in history.steps:
        _possible(graph, step)
    return graph


def rosters_used(sources: Sources, history: History) -> list[Source]:
    """The sources of the rosters that the history rests on."""
    numbers = dict.fromkeys(entry.notice["id"] for entry in history.entries.values())
    return [sources[f"roster-{number}"] for number in numbers]


def _enterprises(graph: GraphBuilder, concluded: Concluded, english: dict[str, str]) -> None:
    """One enterprise per name; printings of one name are its labels. Who carries the center on continues who had it."""
    for holder in dict.fromkeys(concluded.holders):
        printed = [e.name for e, h in zip(concluded.entries, concluded.holders, strict=True) if h == holder]
        graph.thing(holder, "tc:Enterprise", printed[-1], english.get(normal_form(printed[-1]), ""))
        graph.add(holder, "skos:altLabel", *(literal(other, language="zh") for other in sorted({*printed} - {printed[-1]})))
    for before, after in zip(concluded.holders, concluded.holders[1:], strict=False):
        if before != after:
            graph.add(after, "tc:continues", f"<{before}>")


def _unit(graph: GraphBuilder, concluded: Concluded, parents: dict[str, str]) -> None:
    label = concluded.latest.name + _CENTER
    graph.thing(concluded.unit, _UNIT_CLASS[concluded.kind], label)
    graph.add(concluded.unit, "tc:unitOf", f"<{concluded.enterprise}>")
    former = [holder for holder in dict.fromkeys(concluded.holders) if holder != concluded.enterprise]
    graph.add(concluded.unit, "tc:formerlyUnitOf", *(f"<{holder}>" for holder in former))
    graph.add(concluded.unit, "tc:heldBy", *(f"<{holder}>" for holder in dict.fromkeys(concluded.holders)))
    named = {text for e in concluded.entries for text in (e.name + _CENTER, e.row.get("center_name", ""))} - {"", label}
    graph.add(concluded.unit, "skos:altLabel", *(literal(other, language="zh") for other in sorted(named)))
    if concluded.kind == "sub-center" and concluded.unit in parents:
        graph.add(concluded.unit, "tc:parentUnit", f"<{parents[concluded.unit]}>")
    elif concluded.kind == "sub-center":  # the rows above a sub-center are not always its parent's
        graph.add(concluded.unit, "tc:parentUnknown", boolean(True))


def _named_parents(sources: Sources, history: History) -> dict[str, str]:
    """Sub-centers whose parent a notice names, with the parent."""
    by_name = {(c.kind, normal_form(e.name)): c.unit for c in history.units for e in c.entries}
    told = (row for row in sources["notice-changes"].rows if row["parent"])
    named = [(row, normal_form(row["enterprise_name"]), normal_form(row["parent"])) for row in told]
    missing = [row for row, _, parent in named if ("center", parent) not in by_name]
    if missing:
        raise missing[0].error(f"no center of {missing[0]['parent']} on any roster")
    return {by_name["sub-center", child]: by_name["center", parent] for _, child, parent in named if ("sub-center", child) in by_name}


def _identification(graph: GraphBuilder, concluded: Concluded, history: History) -> None:
    node = mint("identification", concluded.unit, concluded.method)
    rows = [entry.iri for entry in concluded.entries]
    graph.thing(node, "tc:Identification")
    graph.add(node, "tc:mention", *(f"<{row}>" for row in rows))
    graph.add(node, "tc:identifiedAs", f"<{concluded.unit}>")
    said = [step.ruled[row] for step in history.steps for row in rows if row in step.ruled]
    add_conclusion(graph, node, concluded.method, rounded(concluded.confidence), [*rows, *dict.fromkeys(said)])
    for row in rows:
        graph.add(row, "tc:listsUnit", f"<{concluded.unit}>")


def _possible(graph: GraphBuilder, step: Step) -> None:
    """Pairs of rows that may be one unit: what an undecided row could be."""
    undecided = [(e, a) for a in step.alignment if a.status == "undecided" for e in a.evidence if e.kind == "candidate"]
    found = {(e.old[0], e.new[0]): (e.value or 0.0, a) for e, a in undecided}
    for (old, new), (share, aligned) in found.items():
        node = mint("possible-identity", old, new)
        graph.thing(node, "tc:PossibleIdentity")
        graph.add(node, "tc:mention", f"<{old}>", f"<{new}>")
        add_conclusion(graph, node, aligned.method, rounded(share), [old, new])
