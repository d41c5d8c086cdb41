"""What the pictures of the lists show, asked of the dataset: plain values, no sentence and no drawing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tcgraph import resources
from tcgraph.dataset import Dataset
from tcgraph.errors import BindingError, CallError, DataError
from tcgraph.files import read_table
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
    "named_field",
    "names_of",
    "places",
    "roster_on",
    "rosters",
    "shown_field",
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
_LISTED = "?entry tc:inRoster ?roster ; tc:entryKind tc:CenterEntry ; tc:listsUnit ?unit . ?unit tc:liesWithin ?place ."
_CENTERS = _NS + f"SELECT ?roster ?place (COUNT(DISTINCT ?unit) AS ?number) WHERE {{ {_LISTED} }} GROUP BY ?roster ?place"
_CENTERS_OF_FIELD = _NS + f"""SELECT ?roster ?field ?place (COUNT(DISTINCT ?unit) AS ?number) WHERE {{ {_LISTED}
  ?unit tc:unitOf ?enterprise . ?enterprise tc:activeInField ?concept . ?concept skos:broader? ?field . }} GROUP BY ?roster ?field ?place"""
_ENTERPRISES = _NS + f"""SELECT ?roster ?place (COUNT(DISTINCT ?enterprise) AS ?number) (COUNT(DISTINCT ?told) AS ?with_field)
WHERE {{ {_LISTED}
  ?unit tc:unitOf ?enterprise . OPTIONAL {{ ?enterprise tc:activeInField ?any . BIND(?enterprise AS ?told) }} }} GROUP BY ?roster ?place"""
_FIELDS_BY_PLACE = _NS + f"""SELECT ?roster ?place ?code (COUNT(DISTINCT ?enterprise) AS ?number) WHERE {{ {_LISTED}
  ?unit tc:unitOf ?enterprise . ?enterprise tc:activeInField ?concept . ?concept skos:broader? ?field . ?field skos:notation ?code
}} GROUP BY ?roster ?place ?code"""
_FIELDS = _NS + """SELECT ?field ?code ?zh ?en WHERE { ?field a tc:TechnologyField ; skos:notation ?code ; rdfs:label ?zh , ?en .
  FILTER(LANG(?zh) = "zh" && LANG(?en) = "en") } ORDER BY ?code"""
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
    """A full list that the data hold; ``regions`` tells whether our copy prints the region of each row."""

    iri: str
    batch: int
    not_before: dt.date
    not_after: dt.date
    centers: int
    rows: int
    regions: bool


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
    found = [Roster(str(r["roster"]), int(str(r["batch"])), _day(r["not_before"]), _day(r["not_after"]), int(str(r["centers"])),
                    int(str(r["rows"])), str(r["roster"]) in printed) for r in dataset.answer("rosters")]
    if not found:
        raise DataError("The dataset holds no full list of centers, so there is nothing to draw. Load one, or use tcgraph.load().")
    return found


def roster_on(dataset: Dataset, on: dt.date | str | None) -> tuple[Roster, dt.date]:
    """The list in force on a day, and the day; without one, the newest list on its own day.

    Raises ``BindingError`` where ``on`` is no day, ``CallError`` where no list of the data was out yet.
    """
    known = rosters(dataset)
    day = known[-1].not_after if on is None else _asked_day(on)
    out = [roster for roster in known if roster.not_after <= day]
    if not out:
        raise CallError(f"No full list of the data was certainly out on {day}; the first is that of batch {known[0].batch}, "
                        f"out by {known[0].not_after}. Ask for a later day.")
    return out[-1], day


def centers(dataset: Dataset, roster: Roster, field: Field | None = None) -> dict[str, int]:
    """How many centers of a list lie in each place, by IRI; with a field those of its enterprises. Places without any are not there."""
    if field is None:
        return _numbers(dataset.select(_CENTERS, roster=roster.iri), "place")
    return _numbers(dataset.select(_CENTERS_OF_FIELD, roster=roster.iri, field=field.iri), "place")


def enterprises(dataset: Dataset, roster: Roster) -> dict[str, tuple[int, int]]:
    """How many enterprises with a center of a list each place has, and of how many of them the field is told, by IRI."""
    rows = dataset.select(_ENTERPRISES, roster=roster.iri)
    return {str(r["place"]): (int(str(r["number"])), int(str(r["with_field"]))) for r in rows}


def fields_by_province(dataset: Dataset, roster: Roster) -> dict[tuple[str, str], int]:
    """How many enterprises with a center of a list work in a field of either level, by place (IRI) and code."""
    rows = dataset.select(_FIELDS_BY_PLACE, roster=roster.iri)
    return {(str(r["place"]), str(r["code"])): int(str(r["number"])) for r in rows}


def fields(dataset: Dataset) -> list[Field]:
    """The technology fields of both levels, by code."""
    return [Field(str(r["field"]), str(r["code"]), (str(r["zh"]), str(r["en"]))) for r in dataset.select(_FIELDS)]


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


def _numbers(rows: Iterable[object], key: str) -> dict[str, int]:
    return {str(row[key]): int(str(row["number"])) for row in rows}  # type: ignore[index]


def _asked_day(on: dt.date | str) -> dt.date:
    try:
        return on if isinstance(on, dt.date) else dt.date.fromisoformat(on)
    except ValueError as error:
        raise BindingError("on", f"{on!r} is no day: write YYYY-MM-DD.") from error


def _day(value: object) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))


def filter_names(dataset: Dataset, province: str | None, field: str | None, kinds: Iterable[str], since: int | None = None,
                 until: int | None = None) -> list[tuple[str, str]]:
    """What a network was filtered by, as a title says it: Chinese and English."""
    asked = ((province, "tc:Place"), (field, "tc:TechnologyField"))
    found = [names_of(dataset, dataset.find_one(name, what)) for name, what in asked if name is not None]
    found += [names_of(dataset, getattr(TC, kind)) for kind in kinds]
    if since is not None or until is not None:
        years = str(since) if since == until else f"{'' if since is None else since}–{'' if until is None else until}"
        found.append((f"{years} 年", years))
    return found
