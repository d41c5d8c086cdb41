"""What the indicators need of a dataset, as plain values: lists, listed units, places, fields, organisations."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tcgraph.dataset import Dataset
from tcgraph.errors import BindingError, CallError, UnknownThingError

__all__ = [
    "Concept",
    "List",
    "Listed",
    "Thing",
    "concepts",
    "enterprise_concepts",
    "list_of",
    "listed",
    "lists",
    "macro_regions",
    "province_of",
    "provinces",
    "regions",
]

_NS = """PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_LABELS = """?thing rdfs:label ?zh FILTER(LANG(?zh) = "zh") OPTIONAL { ?thing rdfs:label ?en FILTER(LANG(?en) = "en") }"""
SCHEMES = {"field": ("tc:TechnologyField", "tc:activeInField"), "industry": ("tc:Industry", "tc:activeInIndustry")}


@dataclass(frozen=True, slots=True)
class List:
    """A full list in the data: the batch of its notice, and the day by which it was certainly out."""

    iri: str
    label: str
    batch: int
    day: dt.date


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit on a list, and where it lies ("" if unknown): ``region`` is a separately planned city or the corps, else the province."""

    unit: str
    enterprise: str
    kind: str
    province: str
    region: str


@dataclass(frozen=True, slots=True)
class Thing:
    """An IRI with its labels."""

    iri: str
    label: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Concept:
    """A field or industry: its code, labels, and the concept above it on the first level (itself there)."""

    iri: str
    code: str
    label: str
    label_en: str
    top: str


def lists(dataset: Dataset) -> list[List]:
    """The full lists in the data, oldest first. Raises ``CallError`` for columns: lists are asked for by queries."""
    if not isinstance(dataset, Dataset):
        raise CallError(
            "Lists and titles are asked for by SPARQL, which columns do not answer: give the dataset, tcgraph.load() or"
            " tcgraph.open(folder). Of columns there are the indicators of networks."
        )
    found = dataset.answer("rosters")
    return [List(str(row.roster), str(row.label), int(str(row.batch)), dt.date.fromisoformat(str(row.not_after))) for row in found]


def list_of(dataset: Dataset, on: dt.date | str | None = None, roster: str | int | None = None) -> List | None:
    """The list that is meant: by ``roster`` (named as ``tcgraph.lists`` says), else the one in force ``on`` a day, else the last; None
    if there is none.

    Raises ``CallError`` if both are given, ``BindingError`` for what is no day, ``UnknownListError`` for an unknown list.
    """
    known = lists(dataset)
    if roster is not None and on is not None:
        raise CallError("Give a day (on) or a list (roster), not both.")
    if roster is not None:
        iri = dataset.find_one(str(roster), "tc:Roster")
        return next((one for one in known if one.iri == iri), None)
    if on is not None:
        day = _day(on)
        known = [one for one in known if one.day <= day]
    return known[-1] if known else None


def province_of(dataset: Dataset, name: str) -> str:
    """The IRI of the province of that name or code. Raises ``UnknownThingError``; ``CallError``, with what to ask, for another place."""
    try:
        return dataset.find_one(name, "tc:Province")
    except UnknownThingError:
        others = [(iri, label) for iri, label, _ in dataset.find(name, "tc:Place")]
        if not others:
            raise
    iri, label = others[0]
    around = [str(text) for _, text in dataset.select(_AROUND, place=iri).rows()]
    if not around:
        raise CallError(f"{name!r} is {label}, not a province: this is measured by province; leave province out for all of them.")
    raise CallError(
        f"{name!r} is {label}, which lies in {around[0]}: this is measured by province, and what lies in {label} counts there. Ask"
        f" province={around[0]!r}; {label} by itself is counted by center_counts(by='region') and the question specialisation_of_province."
    )


_AROUND = """PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?place ?text WHERE { ?place tc:within ?province . ?province tc:iso3166 ?iso ; rdfs:label ?text FILTER(LANG(?text) = "zh") }"""


def _day(value: dt.date | str) -> dt.date:
    try:
        return value if isinstance(value, dt.date) else dt.datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError as error:
        raise BindingError("on", f"{value!r} is no day: write YYYY-MM-DD.") from error


_LISTED = (
    _NS
    + """SELECT ?unit ?enterprise ?kind ?province ?region WHERE {
  ?entry tc:inRoster ?roster ; tc:entryKind ?as ; tc:listsUnit ?unit . ?unit tc:unitOf ?enterprise .
  BIND(IF(?as = tc:SubCenterEntry, "sub-center", "center") AS ?kind)
  OPTIONAL { ?unit tc:liesWithin ?province . ?province tc:iso3166 ?iso }
  OPTIONAL { ?unit tc:locatedIn ?region }
} ORDER BY ?unit ?enterprise"""
)


def listed(dataset: Dataset, one: List) -> list[Listed]:
    """The units on a list, ordered by IRI; a unit that is listed twice is there twice."""
    rows = dataset.select(_LISTED.replace("?roster", f"<{one.iri}>"))
    return [Listed(*(str(value or "") for value in row.values_tuple())) for row in rows]


def provinces(dataset: Dataset) -> dict[str, Thing]:
    """The provinces by IRI, in the order of their codes."""
    rows = dataset.select(f"{_NS} SELECT ?thing ?zh ?en WHERE {{ ?thing tc:iso3166 ?iso ; tc:gb2260 ?code . {_LABELS} }} ORDER BY ?code")
    return _things(rows.rows())


def regions(dataset: Dataset) -> dict[str, Thing]:
    """The provinces, separately planned cities and the corps by IRI: the regions that lists are ordered by."""
    kinds = "VALUES ?kind { tc:Province tc:SeparatelyPlannedCity tc:Corps }"
    rows = dataset.select(
        f"{_NS} SELECT ?thing ?zh ?en {{ {kinds} ?thing a ?kind OPTIONAL {{ ?thing tc:gb2260 ?code }} {_LABELS} }} ORDER BY ?code ?thing"
    )
    return _things(rows.rows())


def _things(rows: Iterable[tuple[object, ...]]) -> dict[str, Thing]:
    return {str(iri): Thing(str(iri), str(zh), str(en or zh)) for iri, zh, en in rows}


_MACRO = (
    _NS
    + """SELECT ?province ?region ?zh ?en WHERE {
  ?province tc:iso3166 ?iso ; tc:within ?region . ?region a tc:MacroRegion ; rdfs:label ?zh , ?en .
  FILTER(LANG(?zh) = "zh" && LANG(?en) = "en")
} ORDER BY ?province ?region"""
)


def macro_regions(dataset: Dataset, scheme: str = "四大地区") -> dict[str, Thing]:
    """The macro-region of each province, of the scheme whose text is in the brackets of the label: 四大地区 or 六大地理区.

    Raises ``CallError`` for an unknown scheme, where there are macro-regions at all.
    """
    rows = [tuple(map(str, row)) for row in dataset.select(_MACRO).rows()]
    found = {province: Thing(region, zh, en) for province, region, zh, en in rows if scheme in zh.partition("（")[2]}
    if rows and not found:
        known = sorted({zh.partition("（")[2].rstrip("）") for _, _, zh, _ in rows})
        raise CallError(f"No scheme of macro-regions {scheme!r}. Known: {', '.join(known)}.")
    return found


def concepts(dataset: Dataset, scheme: str) -> dict[str, Concept]:
    """The fields or industries by IRI, in the order of their codes. Raises ``CallError`` for another ``scheme``."""
    if scheme not in SCHEMES:
        raise CallError(f"No classification {scheme!r}. Known: {', '.join(SCHEMES)}.")
    rows = dataset.select(f"""{_NS} SELECT ?thing ?code ?zh ?en ?top WHERE {{ ?thing a {SCHEMES[scheme][0]} ; skos:notation ?code .
      OPTIONAL {{ ?thing skos:broader+ ?top . ?top skos:topConceptOf ?scheme }} {_LABELS} }} ORDER BY ?code""").rows()
    return {str(iri): Concept(str(iri), str(code), str(zh), str(en or zh), str(top or iri)) for iri, code, zh, en, top in rows}


def enterprise_concepts(dataset: Dataset, scheme: str, level: int) -> dict[str, set[str]]:
    """The fields or industries of each enterprise: on the first level, or (``level`` 2) as they were assigned.

    Raises ``CallError`` for another level.
    """
    if level not in (1, 2):
        raise CallError(f"Fields and industries have levels 1 and 2, not {level}.")
    known = concepts(dataset, scheme)
    found: dict[str, set[str]] = defaultdict(set)
    for enterprise, concept in dataset.select(f"{_NS} SELECT ?e ?c WHERE {{ ?e {SCHEMES[scheme][1]} ?c }}").rows():
        found[str(enterprise)].add(known[str(concept)].top if level == 1 and str(concept) in known else str(concept))
    return dict(found)
