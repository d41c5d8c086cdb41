"""What the pictures of the lists show, asked of the dataset: plain values, no sentence and no drawing."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tcgraph import resources
from tcgraph.dataset import Dataset
from tcgraph.errors import CallError, DataError
from tcgraph.files import read_table
from tcgraph.indicators.tables import List, Listed, concepts, enterprise_concepts, list_of, listed, lists
from tcgraph.views.names import class_named, kind_labels, kinds_named
from tcgraph.vocab import TC

__all__ = [
    "Field",
    "Place",
    "Roster",
    "Tile",
    "centers",
    "enterprises",
    "fields",
    "fields_by_province",
    "filter_names",
    "kind_named",
    "named_field",
    "names_of",
    "organisations_named",
    "places",
    "roster_on",
    "rosters",
    "shown_field",
    "span_named",
    "tiles",
    "within",
]

_NS = """PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_PLACES = _NS + """SELECT ?place ?kind ?iso ?zh ?en (MIN(?alternative) AS ?short) WHERE {
  VALUES (?class ?kind) { (tc:Province "province") (tc:SeparatelyPlannedCity "city") (tc:Corps "corps") }
  ?place a ?class ; rdfs:label ?zh , ?en . FILTER(LANG(?zh) = "zh" && LANG(?en) = "en")
  OPTIONAL { ?place tc:iso3166 ?iso } OPTIONAL { ?place skos:altLabel ?alternative . FILTER(LANG(?alternative) = "zh") }
} GROUP BY ?place ?kind ?iso ?zh ?en ORDER BY ?kind ?place"""
_REGIONS = _NS + "SELECT ?roster WHERE { ?roster tc:regionsInCopy true } ORDER BY ?roster"
_LABELS = _NS + """SELECT ?thing ?zh ?en WHERE {
  { ?thing rdfs:label ?zh . FILTER(LANG(?zh) = "zh") } UNION { ?thing rdfs:label ?en . FILTER(LANG(?en) = "en") }
} ORDER BY ?zh ?en"""
_WITHIN = "PREFIX tc: <https://w3id.org/tcgraph/ontology#> SELECT ?outer ?place WHERE { ?place tc:within ?outer } ORDER BY ?place"


@dataclass(frozen=True, slots=True)
class Tile:
    """A square of the tile map; row and column are counted from 1, from the north-west."""

    iso: str
    names: tuple[str, str]
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Place:
    """A province, a separately planned city or the corps; ``names`` are Chinese and English."""

    iri: str
    kind: str
    iso: str
    names: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Roster:
    """A full list that the data hold; ``regions``: our copy prints the region of each row; ``listed``: the same for ``indicators``."""

    iri: str
    batch: int
    not_before: dt.date
    not_after: dt.date
    centers: int
    rows: int
    regions: bool
    listed: List


@dataclass(frozen=True, slots=True)
class Field:
    """A technology field; ``names`` are Chinese and English."""

    iri: str
    code: str
    names: tuple[str, str]


@lru_cache(maxsize=1)
def tiles() -> tuple[Tile, ...]:
    """The arrangement of ``data/rules/province-tiles.csv``, from the north-west row by row."""
    rows = read_table(resources.rules() / "province-tiles.csv")
    made = (Tile(r["iso3166_2"], (r["name_zh"], r["name_en"]), int(r["row"]), int(r["column"])) for r in rows)
    return tuple(sorted(made, key=lambda tile: (tile.row, tile.column)))


def places(dataset: Dataset) -> list[Place]:
    """The regions of the lists: corps, provinces, separately planned cities, with short names; ordered by kind and IRI."""
    short = {tile.iso: tile.names for tile in tiles()}
    return [Place(str(r["place"]), str(r["kind"]), str(r["iso"] or ""),
                  short.get(str(r["iso"] or ""), (str(r["short"] or r["zh"]), str(r["en"])))) for r in dataset.select(_PLACES)]


def rosters(dataset: Dataset) -> list[Roster]:
    """The full lists in the data, oldest first. Raises ``DataError`` where there is none."""
    printed = {str(r["roster"]) for r in dataset.select(_REGIONS)}
    known = {one.iri: one for one in lists(dataset)}
    found = [Roster(str(r["roster"]), int(str(r["batch"])), _day(r["not_before"]), _day(r["not_after"]), int(str(r["centers"])),
                    int(str(r["rows"])), str(r["roster"]) in printed, known[str(r["roster"])]) for r in dataset.answer("rosters")]
    if not found:
        raise DataError("The dataset holds no full list of centers, so there is nothing to draw. Load one, or use tcgraph.load().")
    return found


def roster_on(dataset: Dataset, on: dt.date | str | None) -> tuple[Roster, dt.date]:
    """The list in force on a day, and the day; without one, the newest list on its own day.

    Raises ``BindingError`` where ``on`` is no day, ``CallError`` where no list of the data was out yet.
    """
    known = rosters(dataset)
    found = list_of(dataset, on)
    day = known[-1].not_after if on is None else dt.datetime.strptime(str(on), "%Y-%m-%d").date()
    if found is None:
        raise CallError(f"No full list of the data was certainly out on {day}; the first is that of batch {known[0].batch}, "
                        f"out by {known[0].not_after}. Ask for a later day.")
    return next(roster for roster in known if roster.iri == found.iri), day


def centers(dataset: Dataset, roster: Roster, field: Field | None = None) -> dict[str, int]:
    """How many centers of a list lie in each place, by IRI; with a field those of its enterprises. Places without any are not there."""
    known = None if field is None else _active(dataset)
    units = [row for row in _centers(dataset, roster) if known is None or field is None or field.iri in known.get(row.enterprise, ())]
    return {place: len({row.unit for row in rows}) for place, rows in _by_place(units).items()}


def enterprises(dataset: Dataset, roster: Roster) -> dict[str, tuple[int, int]]:
    """How many enterprises with a center of a list each place has, and of how many of them the field is told, by IRI."""
    known = _active(dataset)
    found = {place: {row.enterprise for row in rows} for place, rows in _by_place(_centers(dataset, roster)).items()}
    return {place: (len(there), len(there & known.keys())) for place, there in found.items()}


def fields_by_province(dataset: Dataset, roster: Roster) -> dict[tuple[str, str], int]:
    """How many enterprises with a center of a list work in a field of either level, by place (IRI) and code."""
    known, codes = _active(dataset), {field.iri: field.code for field in fields(dataset)}
    counts: Counter[tuple[str, str]] = Counter()
    for place, rows in _by_place(_centers(dataset, roster)).items():
        for enterprise in {row.enterprise for row in rows}:
            counts.update((place, codes[field]) for field in known.get(enterprise, ()))
    return dict(counts)


def _centers(dataset: Dataset, roster: Roster) -> list[Listed]:
    """The rows of a list that are centers, without sub-centers."""
    return [row for row in listed(dataset, roster.listed) if row.kind == "center"]


def _by_place(rows: Iterable[Listed]) -> dict[str, list[Listed]]:
    """Rows by the province where they lie, and by the city or the corps too that has a block of its own."""
    found: dict[str, list[Listed]] = defaultdict(list)
    for row in rows:
        for place in {row.province, row.region} - {""}:
            found[place].append(row)
    return found


def _active(dataset: Dataset) -> dict[str, set[str]]:
    """The fields of each enterprise of which any is told: as they were assigned, and those above them."""
    above, second = enterprise_concepts(dataset, "field", 1), enterprise_concepts(dataset, "field", 2)
    return {enterprise: above[enterprise] | told for enterprise, told in second.items()}


def fields(dataset: Dataset) -> list[Field]:
    """The technology fields of both levels, by code."""
    return [Field(one.iri, one.code, (one.label, one.label_en)) for one in concepts(dataset, "field").values()]


def named_field(dataset: Dataset, name: str | None) -> Field | None:
    """The field of that name or code; None for None. Raises ``UnknownThingError``, ``AmbiguousNameError``."""
    if name is None:
        return None
    iri = dataset.find_one(name, "tc:TechnologyField")
    return next(field for field in fields(dataset) if field.iri == iri)


def names_of(dataset: Dataset, iri: str) -> tuple[str, str]:
    """The Chinese and the English label of a thing; one stands for the other where it is missing."""
    labels = {key: str(row[key] or "") for row in dataset.select(_LABELS, thing=iri) for key in ("zh", "en") if row[key]}
    return labels.get("zh") or labels.get("en", ""), labels.get("en") or labels.get("zh", "")


def shown_field(field: Field | None, language: str) -> str:
    """The field as a title names it, or nothing."""
    return "" if field is None else field.names[language == "en"]


def within(dataset: Dataset, name: str | None) -> frozenset[str]:
    """The IRIs of the place of that name and of all places in it; none for None. Raises ``UnknownThingError``, ``AmbiguousNameError``."""
    if name is None:
        return frozenset()
    outer = dataset.find_one(name, "tc:Place")
    return frozenset([outer, *(str(place) for place in dataset.select(_WITHIN, outer=outer)["place"])])


def _day(value: object) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))


def filter_names(dataset: Dataset, province: str | None, field: str | None, kinds: Iterable[str], since: int | None = None,
                 until: int | None = None, of: str | None = None) -> list[tuple[str, str]]:
    """What a network was filtered by, as a title says it: Chinese and English."""
    asked = ((province, "tc:Place"), (field, "tc:TechnologyField"))
    found = [names_of(dataset, dataset.find_one(name, what)) for name, what in asked if name is not None]
    found += [organisations_named(of)] if of is not None else []
    found += [kind_named(kind) for kind in sorted(kinds_named(list(kinds)))]
    return [*found, *span_named(since, until)]


def organisations_named(kind: str) -> tuple[str, str]:
    """A kind of organisation, however it was asked for, as a title says it, in Chinese and English."""
    names = {TC.Enterprise: ("企业", "enterprises"), TC.University: ("高校", "universities"),
             TC.ResearchInstitute: ("科研院所", "institutes")}
    return names[class_named(kind)]


def kind_named(kind: str) -> tuple[str, str]:
    """A kind of cooperation as a title says it, in Chinese and English; one that is not known as it is."""
    zh, en = kind_labels().get(kind, (kind, kind))
    return zh, en


def span_named(since: object, until: object) -> list[tuple[str, str]]:
    """A filter by years as a title says it, in Chinese and English; none where there is none."""
    if since is None and until is None:
        return []
    if since is None:
        return [(f"{until} 年以前（含）", f"until {until}")]
    if until is None:
        return [(f"{since} 年以来", f"since {since}")]
    years = f"{since}" if since == until else f"{since}–{until}"
    return [(f"{years} 年", years)]
