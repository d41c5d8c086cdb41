"""The table that both views are made from: one row a participation, with filters."""

from collections.abc import Iterable
from dataclasses import dataclass

from tcgraph.dataset import Dataset
from tcgraph.errors import CallError
from tcgraph.vocab import TC, shorten

__all__ = ["Membership", "Organisation", "memberships", "organisations"]

_NS = """PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dcterms: <http://purl.org/dc/terms/>
"""
_MEMBERSHIPS = _NS + """SELECT ?cooperation ?organisation ?kind ?first ?last ?trust ?title WHERE {
  ?participation tc:inCooperation ?cooperation ; tc:participant ?organisation .
  ?cooperation tc:cooperationKind ?kind ; tc:trust ?trust ; dcterms:title ?title .
  OPTIONAL { ?cooperation tc:firstYear ?first } OPTIONAL { ?cooperation tc:lastYear ?last }
} ORDER BY ?cooperation ?organisation"""
_ORGANISATIONS = _NS + """SELECT DISTINCT ?organisation ?class ?stated ?zh ?en WHERE {
  ?participation tc:participant ?organisation .
  OPTIONAL { ?organisation a ?class }
  OPTIONAL { ?organisation tc:statedKind ?stated }
  OPTIONAL { ?organisation rdfs:label ?zh FILTER(LANG(?zh) = "zh") }
  OPTIONAL { ?organisation rdfs:label ?en FILTER(LANG(?en) = "en") }
} ORDER BY ?organisation ?class ?zh ?en"""
_IN_PLACE = _NS + """SELECT DISTINCT ?organisation WHERE {
  { ?unit tc:unitOf ?organisation ; tc:liesWithin ?place }
  UNION { ?organisation tc:locatedIn ?place }
  UNION { ?organisation tc:locatedIn ?inner . ?inner tc:within ?place }
}"""
_IN_FIELD = _NS + "SELECT DISTINCT ?organisation WHERE { ?organisation tc:activeInField ?f . ?f skos:broader? ?field }"
_KINDS = {TC.Enterprise: "enterprise", TC.University: "university", TC.ResearchInstitute: "institute"}
_LINKS = ("JointAward", "JointPlatform", "IndustryAlliance", "Founding", "JointPublication")


@dataclass(frozen=True, slots=True)
class Membership:
    """One organisation in one cooperation; ``first`` and ``last`` are years, None where the source gives none."""

    cooperation: str
    organisation: str
    kind: str
    first: int | None
    last: int | None
    trust: str
    title: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as a node: ``kind`` is enterprise, university, institute, as the source states it, or unknown."""

    iri: str
    label: str
    label_en: str
    kind: str
    identified: bool


def organisations(dataset: Dataset) -> dict[str, Organisation]:
    """The organisations that take part in cooperations, by IRI, in order."""
    found = {}
    for row in dataset.select(_ORGANISATIONS):
        kind = _KINDS.get(str(row["class"])) or str(row["stated"] or "unknown")
        zh, en = str(row["zh"] or ""), str(row["en"] or "")
        iri = str(row["organisation"])
        found[iri] = Organisation(iri, zh or en, en, kind, row["class"] not in (None, TC.NamedOrganisation))
    return found


def memberships(dataset: Dataset, *, province: str | None = None, field: str | None = None, since: int | None = None,
                until: int | None = None, kind: str | Iterable[str] | None = None,
                trust: str | None = None) -> list[Membership]:
    """The participations that pass the filters, ordered by cooperation and organisation.

    ``province`` and ``field`` keep cooperations in which an organisation of that place or field takes part; ``since`` and
    ``until`` (years, inclusive) those whose years overlap, so undated ones go; ``kind`` names kinds of cooperation;
    ``trust`` is how a source is rated, ``"good"`` say.
    """
    kinds = _kinds(kind)
    rows = [_membership(row.values_tuple()) for row in dataset.select(_MEMBERSHIPS)]
    rows = [row for row in rows if _in_time(row, since, until) and _of_kind(row, kinds) and _trusted(row, trust)]
    for name, query, variable, what in ((province, _IN_PLACE, "place", "tc:Place"), (field, _IN_FIELD, "field", "tc:TechnologyField")):
        if name is not None:
            rows = _touching(rows, _members(dataset, query, variable, dataset.find_one(name, what)))
    return rows


def _membership(values: tuple[object, ...]) -> Membership:
    cooperation, organisation, kind, first, last, trust, title = values
    return Membership(str(cooperation), str(organisation), shorten(str(kind)).removeprefix("tc:"), first, last,  # type: ignore[arg-type]
                      str(trust), str(title))


def _kinds(kind: str | Iterable[str] | None) -> frozenset[str]:
    kinds = frozenset([kind] if isinstance(kind, str) else kind or ())
    unknown = kinds - set(_LINKS)
    if unknown:
        raise CallError(f"No kind of cooperation {', '.join(sorted(unknown))}. Known: {', '.join(_LINKS)}.")
    return kinds


def _of_kind(row: Membership, kinds: frozenset[str]) -> bool:
    return not kinds or row.kind in kinds


def _in_time(row: Membership, since: int | None, until: int | None) -> bool:
    if since is None and until is None:
        return True
    if row.first is None or row.last is None:
        return False
    return (since is None or row.last >= since) and (until is None or row.first <= until)


def _trusted(row: Membership, trust: str | None) -> bool:
    return trust is None or row.trust == trust or row.trust.partition(";")[0] == trust


def _members(dataset: Dataset, query: str, variable: str, iri: str) -> set[str]:
    from tcgraph.store.binding import substitute

    return {str(v) for v in dataset.select(substitute(query, {variable: f"<{iri}>"})).column("organisation")}


def _touching(rows: list[Membership], members: set[str]) -> list[Membership]:
    kept = {row.cooperation for row in rows if row.organisation in members}
    return [row for row in rows if row.cooperation in kept]
