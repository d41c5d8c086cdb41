"""The reference graphs: places, departments and rules of procedure, fields and industries, universities, institutes, sources."""

from collections.abc import Callable

from tcgraph.build.graphs import GraphBuilder, source_iri
from tcgraph.build.sources import Row, Sources
from tcgraph.errors import SourceError
from tcgraph.identity import mint
from tcgraph.names import language_of
from tcgraph.turtle import iri, literal, resource

__all__ = ["areas_of", "batch_iri", "country", "field_iri", "industry_iri", "place_index", "reference_graphs"]

_PLACE_CLASS = {
    "municipality": "tc:Province",
    "province": "tc:Province",
    "autonomous region": "tc:Province",
    "separately planned city": "tc:SeparatelyPlannedCity",
    "corps": "tc:Corps",
}
_REGIONS = {
    "region_nbs": ("国家统计局四大地区", "NBS economic region"),
    "region_geographic": ("六大地理区", "customary geographic region"),
}
_REGION_EN = {
    "东部": "East", "中部": "Central", "西部": "West", "东北": "Northeast", "华北": "North",
    "华东": "East", "中南": "Central South", "西南": "Southwest", "西北": "Northwest",
}  # fmt: skip
_LEVEL = {"本科": "tc:UndergraduateLevel", "专科": "tc:JuniorCollegeLevel"}


def reference_graphs(sources: Sources) -> list[GraphBuilder]:
    """All reference graphs."""
    makers: list[Callable[[Sources], GraphBuilder]] = [
        _places, _departments, fields_graph, _universities, _institutes, _sources,
    ]  # fmt: skip
    return [make(sources) for make in makers]


def country() -> str:
    """The IRI of China."""
    return mint("place", "中国")


def batch_iri(number: str) -> str:
    """The IRI of a batch by its number."""
    return mint("batch", f"第{int(number)}批")


def field_iri(code: str) -> str:
    """The IRI of a technology field by its code in the classification of 2018."""
    return mint("field", "战略性新兴产业分类（2018）", code)


def industry_iri(code: str) -> str:
    """The IRI of an industry by its section letter or division number in GB/T 4754-2017."""
    return mint("industry", "GB/T 4754-2017", code)


def place_index(sources: Sources) -> dict[str, str]:
    """Full and short Chinese and English names of places to their IRIs."""
    index = {"中国": country()}
    for row in sources["places"].rows:
        for name in (row["name_zh"], row["short_zh"], row["name_en"]):
            index[name] = mint("place", row["name_zh"])
    index["Ningxia Hui Autonomous Region"] = index["宁夏"]  # as ROR writes it
    return index


def _places(sources: Sources) -> GraphBuilder:
    graph = GraphBuilder("reference/places", ("地方", "Places"), [sources["places"]])
    graph.thing(country(), "tc:Country", "中国", "China")
    for row in sources["places"].rows:
        for column in _REGIONS:
            _macro_region(graph, column, row[column])
    areas = areas_of(sources)
    for row in sources["places"].rows:
        _place(graph, row, areas)
    return graph


def areas_of(sources: Sources) -> dict[str, tuple[str, ...]]:
    """For each place, all larger places that contain it: its province, both macro-regions, China."""
    rows = sources["places"].rows
    by_code = {row["gb2260"]: row for row in rows if row["gb2260"]}
    areas = {}
    for row in rows:
        parent = by_code.get(row["parent_gb2260"])
        regions = [_region_iri(column, row[column]) for column in _REGIONS]
        areas[mint("place", row["name_zh"])] = (*([mint("place", parent["name_zh"])] if parent else []), *regions, country())
    return areas


def _region_iri(column: str, name: str) -> str:
    return mint("place", name, _REGIONS[column][0])


def _place(graph: GraphBuilder, row: Row, areas: dict[str, tuple[str, ...]]) -> None:
    place = mint("place", row["name_zh"])
    if row["kind"] not in _PLACE_CLASS:
        raise row.error(f"unknown kind of place {row['kind']!r}; known: {', '.join(_PLACE_CLASS)}")
    graph.thing(place, _PLACE_CLASS[row["kind"]], row["name_zh"], row["name_en"])
    graph.add(place, "skos:altLabel", literal(row["short_zh"], language="zh"))
    graph.text(place, "tc:gb2260", row["gb2260"])
    graph.text(place, "tc:iso3166", row["iso3166_2"])
    graph.add(place, "tc:within", *(f"<{area}>" for area in areas[place]))
    _same_as(graph, place, row["wikidata"], geonames=row["geonames"])


def _macro_region(graph: GraphBuilder, column: str, name: str) -> None:
    zh, en = _REGIONS[column]
    region = _region_iri(column, name)
    graph.thing(region, "tc:MacroRegion", f"{name}（{zh}）", f"{_REGION_EN[name]} China ({en})")
    graph.add(region, "skos:altLabel", literal(name, language="zh"))
    graph.add(region, "tc:within", f"<{country()}>")


def _same_as(graph: GraphBuilder, thing: str, wikidata: str = "", ror: str = "", geonames: str = "") -> None:
    addresses = (
        wikidata and f"http://www.wikidata.org/entity/{wikidata}",
        ror,
        geonames and f"https://sws.geonames.org/{geonames}/",
    )
    graph.add(thing, "schema:sameAs", *(resource(address) for address in addresses if address))


def _departments(sources: Sources) -> GraphBuilder:
    used = [sources[name] for name in ("departments", "regulations", "notices")]
    graph = GraphBuilder("reference/departments", ("部门、办法与批次", "Departments, regulations and batches"), used)
    for row in sources["departments"].rows:
        department = mint("department", row["name_zh"])
        graph.thing(department, "tc:GovernmentDepartment", row["name_zh"], row["name_en"])
        graph.label_of(department, "skos:altLabel", row["short_zh"] if row["short_zh"] != row["name_zh"] else "", row["short_en"])
    for row in sources["regulations"].rows:
        _regulation(graph, row)
    for row in sources["notices"].rows:
        _batch(graph, row, sources)
    return graph


def _regulation(graph: GraphBuilder, row: Row) -> None:
    regulation = mint("regulation", row["document_number"])
    departments = [f"<{mint('department', name)}>" for name in row["departments"].split()]
    graph.thing(regulation, "tc:Regulation", row["title_zh"], row["title_en"])
    graph.text(regulation, "tc:documentNumber", row["document_number"])
    for predicate in ("tc:certifyingDepartment", "tc:issuedBy"):
        graph.add(regulation, predicate, *departments)
    for predicate, column in (("tc:notBefore", "issued"), ("tc:notAfter", "issued"),
                              ("tc:inForceFrom", "in_force_from"), ("tc:inForceUntil", "in_force_until")):
        graph.day(regulation, predicate, row.day(column))
    graph.add(regulation, "dcterms:source", *row.addresses("url"))
    graph.label_of(regulation, "rdfs:comment", en=row["note"])


def _batch(graph: GraphBuilder, row: Row, sources: Sources) -> None:
    if not row["batch"]:
        return
    batch, (first, _, last) = batch_iri(row.number("batch")), row["batch_year"].partition("-")
    graph.thing(batch, "tc:Batch", f"第{row['batch']}批", f"batch {row['batch']}")
    graph.number(batch, "tc:batchNumber", row["batch"])
    graph.number(batch, "tc:firstYear", first)
    graph.number(batch, "tc:lastYear", last or first)
    numbers = {r["id"]: r["document_number"] for r in sources["regulations"].rows}
    if row["regulation"]:
        graph.add(batch, "tc:underRegulation", f"<{mint('regulation', numbers[row['regulation']])}>")


def fields_graph(sources: Sources) -> GraphBuilder:
    """Both concept schemes and the plain mappings between them; its file stands beside the ontology."""
    used = [sources["fields-sei-2018"], sources["industries-gbt4754-2017"]]
    graph = GraphBuilder("reference/fields", ("技术领域与行业", "Technology fields and industries"), used)
    sei = _scheme(graph, "战略性新兴产业分类（2018）", "Strategic emerging industries, classification of 2018")
    for row in used[0].rows:
        _concept(graph, field_iri(row["code"]), "tc:TechnologyField", row["code"], (row["name_zh"], row["name_en"]), sei,
                 field_iri(row["parent"]) if row["parent"] else "")
    gbt = _scheme(graph, "国民经济行业分类 GB/T 4754-2017", "Industrial classification for national economic activities, GB/T 4754-2017")
    english = {row["code"]: row["name_en"] for row in sources.rules("industries-en")}
    for row in used[1].rows:
        code = row["division"] or row["section"]
        _concept(graph, industry_iri(code), "tc:Industry", code, (row["name_zh"], english.get(code, "")), gbt,
                 industry_iri(row["section"]) if row["division"] else "")
    for row in sources.rules("industry-field-mapping"):
        graph.add(industry_iri(row["industry"]), f"skos:{row['relation']}", f"<{field_iri(row['field'])}>")
    return graph


def _scheme(graph: GraphBuilder, zh: str, en: str) -> str:
    scheme = mint("scheme", zh)
    graph.thing(scheme, "skos:ConceptScheme", zh, en)
    return scheme


def _concept(graph: GraphBuilder, concept: str, kind: str, code: str, names: tuple[str, str], scheme: str, broader: str) -> None:
    graph.thing(concept, kind, *names)
    graph.label_of(concept, "skos:prefLabel", *names)
    graph.text(concept, "skos:notation", code)
    graph.add(concept, "skos:inScheme", f"<{scheme}>")
    if broader:
        graph.add(concept, "skos:broader", f"<{broader}>")
    else:
        graph.add(concept, "skos:topConceptOf", f"<{scheme}>")


def _universities(sources: Sources) -> GraphBuilder:
    graph = GraphBuilder("reference/universities", ("普通高等学校", "Universities and colleges"), [sources["universities"]])
    seats = _Seats(sources)
    for row in sources["universities"].rows:
        university = mint("university", row["name_zh"])
        graph.thing(university, "tc:University", row["name_zh"], row["name_en"])
        graph.text(university, "tc:schoolCode", row["school_code"])
        graph.text(university, "tc:supervisingAuthority", row["authority"])
        seats.tell(graph, university, row)
        graph.add(university, "tc:educationLevel", iri(_LEVEL[row["level"]]))
        _same_as(graph, university, row["wikidata"], row["ror"])
    return graph


class _Seats:
    """Where universities and institutes lie: in the separately planned city that the source states, else in the province.

    Lists are ordered by these cities as they are by provinces, so a seat says which of both it is; the city is within its province.
    """

    def __init__(self, sources: Sources) -> None:
        self._places = place_index(sources)
        rows = [row for row in sources["places"].rows if row["kind"] == "separately planned city"]
        self._cities = {name: mint("place", row["name_zh"]) for row in rows for name in (row["name_zh"], row["short_zh"], row["name_en"])}
        for row in sources.rules("city-names"):
            if row["place"] not in self._cities:
                raise row.error(f"{row['place']!r} is no separately planned city of places.csv")
            self._cities[row["city_as_stated"]] = self._cities[row["place"]]
        self._areas = areas_of(sources)

    def tell(self, graph: GraphBuilder, organisation: str, row: Row) -> None:
        """Adds the place, and province and city as the row states them."""
        if place := self._place(row):
            graph.add(organisation, "tc:locatedIn", f"<{place}>")
        graph.text(organisation, "tc:provinceAsStated", row["province"])
        graph.text(organisation, "tc:cityAsStated", row["city"])

    def _place(self, row: Row) -> str:
        province, city = row["province"], self._cities.get(row["city"], "")
        if province and province not in self._places:
            raise row.error(f"unknown place {province!r}; add it to places.csv or correct the spelling")
        if province and city and self._places[province] not in (city, *self._areas[city]):
            raise row.error(f"{row['city']!r} does not lie in {province!r}; correct the province or the city")
        return city or self._places.get(province, "")


def _institutes(sources: Sources) -> GraphBuilder:
    used = [sources["institutes"], sources["organisation-hierarchy"]]
    graph = GraphBuilder("reference/institutes", ("科研院所", "Research institutes"), used)
    seats, known = _Seats(sources), _by_ror(sources)
    corrected = {row["name_as_received"]: row["name"] for row in sources.rules("name-corrections") if row["source"] == "institutes"}
    for row in used[0].rows:
        institute = known[row["ror"]]
        chinese = corrected.get(row["name_zh"], row["name_zh"])
        graph.thing(institute, "tc:ResearchInstitute", "" if language_of(chinese) == "en" else chinese, row["name_en"])
        seats.tell(graph, institute, row)
        graph.add(institute, "tc:partOf", *(f"<{known[ror]}>" for ror in row["parents"].split() if ror in known))
        _same_as(graph, institute, row["wikidata"], row["ror"])
    for row in used[1].rows:
        if row["child_ror"] in known and row["parent_ror"] in known:
            graph.add(known[row["child_ror"]], "tc:partOf", f"<{known[row['parent_ror']]}>")
    return graph


def _by_ror(sources: Sources) -> dict[str, str]:
    known = {row["ror"]: mint("university", row["name_zh"]) for row in sources["universities"].rows if row["ror"]}
    for row in sources["institutes"].rows:
        known.setdefault(row["ror"], mint("institute", row["ror"]))
    return known


def _sources(sources: Sources) -> GraphBuilder:
    graph = GraphBuilder("sources", ("来源", "Sources"), ())
    for source in sources:
        about, node = source.about, source_iri(source)
        if not about["title"]:
            raise SourceError(source.file.with_suffix(".json"), "a source needs a title")
        graph.add(node, "rdf:type", iri("tc:Source"))
        graph.add(node, "rdfs:label", literal(about["title"], language=language_of(about["title"])))
        for predicate, key in (("dcterms:publisher", "publisher"), ("dcterms:license", "licence"), ("tc:sha256", "sha256"),
                               ("tc:documentNumber", "document_number"), ("tc:dateAsStated", "date")):
            graph.text(node, predicate, about[key])
        graph.day(node, "tc:retrieved", about["retrieved"])
        if about["url"]:
            graph.add(node, "dcterms:source", resource(about["url"]))
        graph.label_of(node, "rdfs:comment", en=about["note"])
        graph.add(node, "dcterms:title", literal(f"data/sources/{source.name}.csv"))
    return graph
