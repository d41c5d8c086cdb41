"""Where universities and institutes lie: in the separately planned city that the source states, else in the province it states."""

from collections import Counter

import pytest

from tcgraph import views
from tcgraph.build.reference import reference_graphs
from tcgraph.build.sources import Sources
from tcgraph.errors import SourceError

PREFIXES = """PREFIX tc: <https://w3id.org/tcgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <https://schema.org/>"""
CITIES = {"大连市": "辽宁省", "宁波市": "浙江省", "厦门市": "福建省", "青岛市": "山东省", "深圳市": "广东省"}
IN_ENGLISH = {"Dalian": "大连市", "Ningbo": "宁波市", "Xiamen Shi": "厦门市", "Amoy": "厦门市", "Qingdao": "青岛市", "Shenzhen": "深圳市"}


def within(dataset, name: str) -> set[str]:
    """The Chinese names of all places in which an organisation lies."""
    found = dataset.select(f"{PREFIXES} SELECT ?n {{ ?o rdfs:label '{name}'@zh ; tc:locatedIn/tc:within? ?p . ?p rdfs:label ?n FILTER(LANG(?n) = 'zh') }}")
    return set(found["n"])


def test_university_of_dalian_lies_in_dalian_and_in_liaoning(dataset) -> None:
    assert {"大连市", "辽宁省", "中国"} <= within(dataset, "大连理工大学")
    assert "大连市" not in within(dataset, "东北大学") and "辽宁省" in within(dataset, "东北大学")


@pytest.mark.parametrize("province", ["大连", "Dalian", "大连市", "210200"])
def test_view_of_a_city_has_the_cooperations_of_its_universities(dataset, province: str) -> None:
    city, whole = (views.cooperation(dataset, province=name) for name in (province, "辽宁"))
    assert "大连理工大学" in {label for _, label in city.nodes(data="label")}
    assert set(city) < set(whole) and city.graph["cooperations"] >= 31


def test_each_university_lies_where_the_ministry_s_list_says(dataset, csv_rows) -> None:
    rows = csv_rows("universities")
    query = """SELECT ?name ?place ?province ?city { ?u a tc:University ; rdfs:label ?name ; tc:locatedIn/rdfs:label ?place ;
               tc:provinceAsStated ?province ; tc:cityAsStated ?city FILTER(LANG(?name) = 'zh' && LANG(?place) = 'zh') }"""
    found = Counter(tuple(map(str, row)) for row in dataset.select(f"{PREFIXES} {query}").rows())
    assert found == Counter((r["name_zh"], r["city"] if r["city"] in CITIES else r["province"], r["province"], r["city"]) for r in rows)
    assert sum(r["city"] in CITIES for r in rows) == 98


def test_institute_lies_in_the_city_that_ror_states_in_english(dataset, csv_rows) -> None:
    query = """SELECT ?ror ?place { ?i a tc:ResearchInstitute ; schema:sameAs ?ror ; tc:locatedIn/rdfs:label ?place FILTER(LANG(?place) = 'zh') }"""
    found = {str(ror): place for ror, place in dataset.select(f"{PREFIXES} {query}").rows() if "ror.org" in str(ror)}
    expected = {r["ror"]: IN_ENGLISH[r["city"]] for r in csv_rows("institutes") if r["city"] in IN_ENGLISH}
    assert len(expected) == 36 and {ror: found[ror] for ror in expected} == expected
    assert not set(CITIES) & {place for ror, place in found.items() if ror not in expected}


def test_city_is_within_its_province(dataset) -> None:
    found = dataset.select(f"{PREFIXES} SELECT ?c ?p {{ ?x a tc:SeparatelyPlannedCity ; rdfs:label ?c ; tc:within ?y . ?y a tc:Province ; rdfs:label ?p "
                           "FILTER(LANG(?c) = 'zh' && LANG(?p) = 'zh') }")  # fmt: skip
    assert dict(found.rows()) == CITIES


@pytest.mark.parametrize(("source", "column", "value", "problem"), [
    ("universities", "province", "辽宁", None), ("universities", "province", "火星", "unknown place '火星'"),
    ("universities", "city", "大连市", "'大连市' does not lie in '北京市'"), ("institutes", "city", "Amoy", "'Amoy' does not lie in 'Guangdong'"),
])  # fmt: skip
def test_city_outside_its_province_is_refused_with_its_row(few_sources_copy, source: str, column: str, value: str, problem: str | None) -> None:
    few_sources_copy.edit(source, lambda rows: [{**rows[0], column: value}, *rows[1:]])
    fresh = Sources(few_sources_copy.folder, few_sources_copy.rules)
    if problem is None:
        assert reference_graphs(fresh)
        return
    with pytest.raises(SourceError, match=problem) as caught:
        reference_graphs(fresh)
    assert caught.value.row == 2 and f"{source}.csv" in caught.value.file


def test_other_name_of_a_city_that_is_none_is_refused_with_its_row(few_sources_copy) -> None:
    (few_sources_copy.rules / "city-names.csv").write_text("city_as_stated,place,note\nAmoy,福建省,\n", encoding="utf-8")
    with pytest.raises(SourceError, match="'福建省' is no separately planned city") as caught:
        reference_graphs(Sources(few_sources_copy.folder, few_sources_copy.rules))
    assert caught.value.row == 2
