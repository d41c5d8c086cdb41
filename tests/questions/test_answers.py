"""The key answers, counted again from the CSV files with nothing but Python."""

import datetime as dt
import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache, cached_property

import pytest

from tcgraph import resources
from tcgraph.build.rosters import steps
from tcgraph.build.sources import Sources
from tcgraph.identity import Aligned, mint

PREFIXES = "PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
KINDS = {"firm": '{ ?who a tc:Enterprise } UNION { ?who tc:statedKind "enterprise" }', "university": "?who a tc:University", "institute": "?who a tc:ResearchInstitute"}
OUT = {"26": "2019-12-31", "29": "2023-02-24"}  # the days on which the lists were certainly out
DAYS = {"2019-12-31": "26", "2020-06-30": "26", "2022-06-01": "26", "2023-02-23": "26", "2023-02-24": "29", "2023-03-15": "29"}


def plain(name: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)) if re.search("[\u4e00-\u9fff]", name) else " ".join(
        unicodedata.normalize("NFKC", name).split())


@cache
def joined() -> tuple[Aligned, ...]:
    """What became of the rows of the older list; tests/identity checks it."""
    (step,) = steps(Sources(resources.sources(), resources.rules()))
    return step.alignment.rows


class Lists:
    """The two lists as Python sets."""

    def __init__(self, csv_rows) -> None:
        self.rows = csv_rows
        self.old, self.new = csv_rows("roster-26"), csv_rows("roster-29")
        places = csv_rows("places")
        by_code = {row["gb2260"]: row["name_zh"] for row in places if row["gb2260"]}
        self.province = {n: by_code.get(row["parent_gb2260"], row["name_zh"]) for row in places for n in (row["name_zh"], row["short_zh"])}
        self.full = {row["short_zh"]: row["name_zh"] for row in places} | {row["name_zh"]: row["name_zh"] for row in places}
        self.provinces = [row["name_zh"] for row in places if row["kind"] in ("municipality", "province", "autonomous region")]
        self.northeast = {row["name_zh"] for row in places if row["region_nbs"] == "东北"}

    @cached_property
    def place(self) -> dict[tuple[str, str], str]:
        """Where each unit lies: the region of the newer list, else the registered province of the older."""
        stated = {(plain(r["enterprise_name"]), r["kind"]): self.full[r["registered_province"]] for r in self.old}
        return stated | {(plain(r["enterprise_name"]), "center"): self.full[r["region"]] for r in self.new}

    def centers(self, batch: str) -> set[tuple[str, str]]:
        rows = self.new if batch == "29" else [r for r in self.old if r["kind"] == "center"]
        return {(plain(r["enterprise_name"]), "center") for r in rows}

    @cached_property
    def subcenters(self) -> set[tuple[str, str]]:
        return {(plain(r["enterprise_name"]), "sub-center") for r in self.old if r["kind"] == "sub-center"}

    def lying_in(self, units: set[tuple[str, str]], province: str) -> int:
        return sum(self.province[self.place[unit]] == province for unit in units)


@pytest.fixture(scope="module")
def lists(csv_rows) -> Lists:
    return Lists(csv_rows)


@pytest.mark.parametrize(("day", "batch"), DAYS.items())
def test_centers_in_each_province_on_a_day(dataset, lists, csv_rows, day: str, batch: str) -> None:
    since = [r for r in csv_rows("notices") if r["kind"] == "list" and OUT[batch] < r["not_after"] <= day]
    for province in lists.provinces:
        found = dataset.answer("centers_in_province", province=province, on=day).one()
        subcenters = lists.lying_in(lists.subcenters, province)
        printed = sum(lists.province[r["region"]] == province for r in lists.new) if batch == "29" else None
        expected = (printed, lists.lying_in(lists.centers(batch), province) + subcenters, subcenters, len(since))
        assert (found.printed, found.located, found.subcenters, found.notices_since) == expected, f"{province} on {day}"
        assert found.roster_date == dt.date.fromisoformat(OUT[batch])


def test_no_list_was_out_before_2019_12_31(dataset) -> None:
    assert len(dataset.answer("centers_in_province", province="辽宁", on="2019-12-30")) == 0


@pytest.mark.parametrize("place", ["大连", "大连市", "Dalian", "210200"])
def test_city_counts_for_itself_and_for_its_province(dataset, lists, place: str) -> None:
    found = dataset.answer("centers_in_province", province=place, on="2023-03-15").one()
    assert (found.printed, found.located) == (14, 14) == (sum(r["region"] == "大连市" for r in lists.new),) * 2


def test_macro_region_and_country_count_what_lies_in_them(dataset, lists) -> None:
    northeast = dataset.answer("centers_in_province", province="东北（国家统计局四大地区）", on="2023-03-15").one()
    assert northeast.printed == sum(lists.province[r["region"]] in lists.northeast for r in lists.new)
    china = dataset.answer("centers_in_province", province="中国", on="2023-03-15").one()
    assert (china.printed, china.located, china.subcenters) == (1714, 1714 + 98, 98)


def test_liaoning_has_47_and_the_evidence_names_them(dataset) -> None:
    answer = dataset.answer("centers_in_province", province="辽宁", on="2023-03-15")
    found = answer.one()
    assert (found.printed, found.located, found.subcenters) == (44, 47, 3)
    evidence = answer.evidence()
    assert len(evidence) == 47 == len(set(evidence["unit"]))
    assert {row.label for row in evidence if row.kind == "sub-center"} == {
        "大连中远海运重工有限公司技术中心", "东风朝阳朝柴动力有限公司技术中心", "特变电工沈阳变压器集团有限公司技术中心"}
    assert sum(bool(row.printed_here) for row in evidence) == 44 and all(row.lies_here for row in evidence)


def test_evidence_has_as_many_rows_as_each_province_has_units(dataset, lists) -> None:
    for province in lists.provinces[:8]:
        answer = dataset.answer("centers_in_province", province=province, on="2023-03-15")
        assert sum(bool(row.lies_here) for row in answer.evidence()) == answer.one().located, province


@pytest.mark.parametrize(("day", "batch"), DAYS.items())
def test_centers_by_province(dataset, lists, day: str, batch: str) -> None:
    found = {row.name: row.centers for row in dataset.answer("centers_by_province", on=day)}
    assert found == {province: lists.lying_in(lists.centers(batch), province) for province in lists.provinces}


def test_centers_that_come_and_go_between_the_lists(dataset, lists) -> None:
    """Those of unequal name, less the renamed ones that the alignment joins."""
    old, new = lists.centers("26"), lists.centers("29")
    renamed = {(plain(row.old.name), plain(row.new.name)) for row in joined() if row.status == "renamed"}
    anew, gone = (dataset.answer(name, older="26", newer="29") for name in ("listed_anew", "not_listed_again"))
    assert {plain(row.label.removesuffix("技术中心")) for row in anew} == {name for name, _ in new - old} - {new for _, new in renamed}
    assert {plain(row.label.removesuffix("技术中心")) for row in gone} == {name for name, _ in old - new} - {old for old, _ in renamed}
    assert (len(anew), len(gone), len(renamed)) == (457 - 154, 345 - 154, 154)


def test_growth_by_province(dataset, lists) -> None:
    found = {row.name: (row.before, row.after, row.growth) for row in dataset.answer("growth_by_province", older="26", newer="29")}
    for province in lists.provinces:
        before, after = (lists.lying_in(lists.centers(batch), province) for batch in ("26", "29"))
        assert found[province] == (before, after, after - before), province
    assert len(found) == 31 and sum(after for _, after, _ in found.values()) == 1714


def test_liaoning_is_first_of_the_northeast(dataset, lists) -> None:
    found = {row.name: (row.centers, row.rank) for row in dataset.answer("ranking_in_region", region="东北（国家统计局四大地区）", on="2023-03-15")}
    counts = {p: lists.lying_in(lists.centers("29"), p) for p in lists.northeast & set(lists.provinces)}
    assert found == {p: (n, 1 + sum(other > n for other in counts.values())) for p, n in counts.items()}
    assert found["辽宁省"] == (44, 1)


def test_five_of_batch_29_are_known_and_end_the_block_of_their_province(dataset, lists, csv_rows) -> None:
    rows = dataset.answer("certified_in_batch", batch="29")
    assert {row.label for row in rows} == {r["enterprise_name"] for r in csv_rows("certifications-news")}
    block = sorted(int(r["position"]) for r in lists.new if r["region"] == "辽宁省" and r["position"])
    known = sorted(row.position for row in rows if row.position is not None)  # the position of one of the five is not known
    assert len(known) == 4 and known == block[-4:]


def test_batch_26_certified_its_first_136_rows(dataset, lists) -> None:
    rows = dataset.answer("certified_in_batch", batch="26")
    assert sorted(row.position for row in rows) == list(range(1, 137)) == [int(r["position"]) for r in lists.old if r["newly_certified"]]


def test_rosters(dataset) -> None:
    found = [(r.batch, r.rows, r.centers, r.subcenters, r.without_position, str(r.not_after)) for r in dataset.answer("rosters")]
    assert found == [(26, 1700, 1602, 98, 0, "2019-12-31"), (29, 1714, 1714, 0, 32, "2023-02-24")]


def test_notices_of_batch_28_balance(dataset) -> None:
    found = dataset.answer("notice_balance").one()
    assert (found.batch, found.before, found.new, found.revoked) == (28, 1636 + 108, 101 + 3, 142)
    assert found.expected == found.stated == 1601 + 105 and found.closes is True


def test_claims_are_compared_with_what_the_lists_count(dataset, lists, csv_rows) -> None:
    found = {(row.place, row.stated): (row.counted, row.difference, row.verdict) for row in dataset.answer("claims_against_counts")}
    expected = {}
    for claim in csv_rows("claims"):
        if claim["batch"] == "29" and claim["measure"] in ("TotalUnits", "TotalCenters"):
            units = lists.centers("29") | (lists.subcenters if claim["measure"] == "TotalUnits" else set())
            counted = len(units) if claim["place"] == "中国" else lists.lying_in(units, claim["place"])
            stated = int(claim["value"])
            expected[claim["place"], stated] = (counted, stated - counted, "confirmed" if stated == counted else "differs")
    assert found == expected
    assert found["辽宁省", 47] == (47, 0, "confirmed")


def test_links_by_kind(dataset, csv_rows) -> None:
    kinds = {"award": "JointAward", "publication": "JointPublication"}
    found = {str(row.kind).rpartition("#")[2]: row for row in dataset.answer("links_by_kind")}
    assert (sum(r.cooperations for r in found.values()), sum(r.participations for r in found.values())) == (2170, 6545)
    size = Counter(r["cooperation"] for r in csv_rows("participations"))
    for stated, kind in kinds.items():
        of_kind = [r for r in csv_rows("cooperations") if r["kind"] == stated]
        assert found[kind].cooperations >= len(of_kind) and found[kind].participations >= sum(size[r["id"]] for r in of_kind), kind
    publications = [r for r in csv_rows("cooperations") if r["kind"] == "publication"]
    years = [int(y) for r in publications for y in re.findall(r"\d{4}", r["year"])]
    row = found["JointPublication"]
    assert (row.cooperations, row.first_year, row.last_year) == (len(publications), min(years), max(years))


def test_year_is_known_where_only_some_cooperations_of_a_kind_have_one(dataset) -> None:
    platform = next(row for row in dataset.answer("links_by_kind") if str(row.kind).endswith("JointPlatform"))
    assert (platform.first_year, platform.last_year) == (2000, 2025)
    alliance = next(row for row in dataset.answer("links_by_kind") if str(row.kind).endswith("IndustryAlliance"))
    assert (alliance.first_year, alliance.last_year) == (None, None)


class Partners:
    """The cooperations, with their participants as the graph identifies them; all else is counted here."""

    def __init__(self, csv_rows, dataset) -> None:
        self.years = {mint("cooperation", row["kind"], row["title"], row["year"], row["source"]): [int(y) for y in re.findall(r"\d{4}", row["year"])] for row in csv_rows("cooperations")}
        self.names, self.kinds, self.members = {}, defaultdict(set), defaultdict(set)
        for row in dataset.select(PREFIXES + 'SELECT ?who ?label { ?who a tc:University ; rdfs:label ?label FILTER(LANG(?label) = "zh") }'):
            self.names[row.who] = row.label
        for name, pattern in KINDS.items():
            for who in dataset.select(f"{PREFIXES} SELECT DISTINCT ?who {{ ?p tc:participant ?who . {pattern} }}")["who"]:
                self.kinds[who].add(name)
        for row in dataset.select(PREFIXES + "SELECT ?cooperation ?who { ?p tc:inCooperation ?cooperation ; tc:participant ?who }"):
            self.members[row.cooperation].add(row.who)


@pytest.fixture(scope="module")
def partners(csv_rows, dataset) -> Partners:
    return Partners(csv_rows, dataset)


def test_universities_nearest_to_industry(dataset, partners) -> None:
    together, companies, years = Counter(), defaultdict(set), defaultdict(list)
    for cooperation, members in partners.members.items():
        firms = {who for who in members if "firm" in partners.kinds[who]}
        for who in members:
            if "university" in partners.kinds[who] and firms:
                together[partners.names[who]] += 1
                companies[partners.names[who]] |= firms
                years[partners.names[who]] += partners.years[cooperation]
    found = dataset.answer("universities_near_industry")
    assert Counter({row.name: row.cooperations for row in found}) == together
    for row in found:
        expected = (len(companies[row.name]), min(years[row.name], default=None), max(years[row.name], default=None))
        assert (row.enterprises, row.first_year, row.last_year) == expected, row.name
    assert [row.cooperations for row in found] == sorted(together.values(), reverse=True)


@pytest.fixture(scope="module")
def liaoning(lists) -> set[str]:
    """The enterprises that have or had a center in Liaoning, under each of their names."""
    names = {name for (name, _), place in lists.place.items() if lists.province[place] == "辽宁省"}
    names |= {plain(row.old.name) for row in joined() if row.new and row.status == "renamed" and lists.province[row.new.region] == "辽宁省"}
    return {mint("enterprise", name) for name in names}


YEARS = [(None, None), (2015, None), (None, 2014), (2016, 2017), (2030, None)]


@pytest.mark.parametrize(("since", "until"), YEARS)
def test_partners_of_liaoning_are_those_of_present_and_former_names(dataset, partners, liaoning, since, until) -> None:
    """Totals per partner; a cooperation counts if one of its years lies between the bounds, one without a year only without bounds."""
    together, firms = Counter(), defaultdict(set)
    for cooperation, members in partners.members.items():
        years = partners.years[cooperation]
        within = not (since or until) or (years and max(years) >= (since or 0) and min(years) <= (until or 9999))
        for who in members - liaoning if within and members & liaoning else ():
            if not partners.kinds[who] & {"firm"}:
                together[who] += 1
                firms[who] |= members & liaoning
    given = {name: year for name, year in (("since", since), ("until", until)) if year}
    found = dataset.answer("partners_of_province", province="辽宁", **given)
    assert {row.partner: (row.cooperations, row.enterprises) for row in found} == {who: (n, len(firms[who])) for who, n in together.items()}
    assert len(found) == len(together), "a partner has one row"
    assert (len(found) > 0) == (since != 2030)


def test_partners_are_ranked_and_those_of_unknown_kind_come_last_and_say_so(dataset, partners) -> None:
    rows = list(dataset.answer("partners_of_province", province="广东", since=2015))
    known = [row for row in rows if row.partner_kind != "unknown"]
    assert rows[: len(known)] == known and len(known) < len(rows)
    assert [row.cooperations for row in known] == sorted((row.cooperations for row in known), reverse=True)
    assert {row.partner_kind for row in known if row.identified} == {"university", "institute"}
    assert {row.partner_kind for row in known if not row.identified} <= {"university", "institute", "university or institute"}
    assert not any(row.identified for row in rows[len(known) :])
    assert next(row.name_en for row in known if row.name == "清华大学") == "Tsinghua University"


def test_links_of_partners_have_the_kinds_and_add_up(dataset) -> None:
    """A cooperation has one kind, so the links of a partner add up to its total; and each kind alone is the filter by kind."""
    totals = {row.partner: row.cooperations for row in dataset.answer("partners_of_province", province="辽宁")}
    links, by_kind = Counter(), Counter()
    for row in dataset.answer("partner_links_of_province", province="辽宁"):
        links[row.partner] += row.cooperations
        by_kind[row.link_en] += row.cooperations
    assert links == totals
    for kind, name in (("JointAward", "joint award"), ("tc:JointPublication", "joint publication"), ("共建平台", "joint platform")):
        one = dataset.answer("partners_of_province", province="辽宁", kind=kind)
        assert sum(one["cooperations"]) == by_kind[name] > 0
