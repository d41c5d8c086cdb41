"""In which field and industry an enterprise works, as far as its name tells: rules in ``data/rules/field-keywords.csv``.

The longest keyword that occurs in the normal form of the name wins; of equally long ones the surer, then the later
in the name. A rule with neither field nor industry masks: keywords that lie inside its place do not count.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tcgraph.build.graphs import GraphBuilder, add_conclusion
from tcgraph.build.reference import field_iri, industry_iri
from tcgraph.build.sources import Row, Sources
from tcgraph.build.units import Concluded
from tcgraph.identity import mint
from tcgraph.names import normal_form
from tcgraph.turtle import literal

__all__ = ["FieldRules", "fields_conclusions"]

_METHOD = "name-keyword"


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    row: Row

    @property
    def end(self) -> int:
        return self.start + len(self.row["keyword"])

    @property
    def rank(self) -> tuple[int, float, int, str]:
        return len(self.row["keyword"]), float(self.row["confidence"]), self.start, self.row["keyword"]

    def inside(self, other: "_Hit") -> bool:
        return other.start <= self.start and self.end <= other.end


class FieldRules:
    """The rules, indexed by first character, so that a name costs its length times the few rules that can begin there."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._by_first: dict[str, list[Row]] = {}
        for row in rows:
            if not row["keyword"]:
                raise row.error("a rule without keyword")
            if not row.share("confidence") and (row["field"] or row["industry"]):
                raise row.error("a rule that says something needs a confidence")
            self._by_first.setdefault(row["keyword"][0], []).append(row)

    def match(self, name: str) -> Row | None:
        """The rule that wins for this name, or None if none says anything."""
        hits = list(self._hits(normal_form(name)))
        masks = [hit for hit in hits if not (hit.row["field"] or hit.row["industry"])]
        speaking = [h for h in hits if h not in masks and not any(h.inside(mask) for mask in masks)]
        return max(speaking, key=lambda hit: hit.rank).row if speaking else None

    def _hits(self, name: str) -> Iterable[_Hit]:
        for start, character in enumerate(name):
            for row in self._by_first.get(character, ()):
                if name.startswith(row["keyword"], start):
                    yield _Hit(start, row)


def fields_conclusions(sources: Sources, units: Sequence[Concluded]) -> GraphBuilder:
    """Field and industry of the enterprises that hold centers or held them."""
    graph = GraphBuilder("conclusion/fields", ("企业的技术领域与行业", "Fields and industries of enterprises"), [
        sources["fields-sei-2018"], sources["industries-gbt4754-2017"]])
    rules = FieldRules(sources.rules("field-keywords"))
    latest = {holder: entry for concluded in units for holder, entry in zip(concluded.holders, concluded.entries, strict=True)}
    for enterprise, entry in latest.items():
        if rule := rules.match(entry.name):
            _assignment(graph, enterprise, entry.iri, rule)
    return graph


def _assignment(graph: GraphBuilder, enterprise: str, entry: str, rule: Row) -> None:
    node = mint("assignment", enterprise, _METHOD)
    graph.thing(node, "tc:FieldAssignment")
    graph.add(node, "tc:classifiedEnterprise", f"<{enterprise}>")
    for code, target, concluded, short in (
        (rule["field"], field_iri, "tc:assignedField", "tc:activeInField"),
        (rule["industry"], industry_iri, "tc:assignedIndustry", "tc:activeInIndustry"),
    ):
        if code:
            graph.add(node, concluded, f"<{target(code)}>")
            graph.add(enterprise, short, f"<{target(code)}>")
    graph.add(node, "tc:matchedKeyword", literal(rule["keyword"], language="zh"))
    add_conclusion(graph, node, _METHOD, rule["confidence"], [entry])
