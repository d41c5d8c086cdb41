"""Units, events and title periods of the packaged graph, counted again from the lists; and small sources in which more happens."""

import datetime as dt
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

import tcgraph
from tcgraph import resources
from tcgraph.build.rosters import rosters_of, steps
from tcgraph.build.sources import Sources
from tcgraph.build.units import History, conclude
from tcgraph.identity import mint
from tcgraph.names import normal_form
from tcgraph.shacl import validate

TC = "https://w3id.org/tcgraph/ontology#"
PREFIXES = """PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> """
DAYS = {"26": dt.date(2019, 12, 31), "29": dt.date(2023, 2, 24)}
NEVER = dt.date(9999, 1, 1)


def rows_of(dataset: tcgraph.Dataset, query: str, **bindings: object) -> list[dict]:
    return dataset.select(PREFIXES + query, **bindings).to_dicts()


class Seen:
    """The packaged graph as plain Python: entries with unit and region, periods, events."""

    def __init__(self, dataset: tcgraph.Dataset) -> None:
        self.entries = rows_of(dataset, """SELECT ?batch ?entry ?unit ?name ?position ?kind ?region ?new WHERE {
            ?entry tc:listsUnit ?unit ; tc:inRoster/tc:annexOf/tc:concernsBatch/tc:batchNumber ?batch ; tc:printedEnterpriseName ?name ; tc:entryKind ?kind
            OPTIONAL { ?entry tc:position ?position } OPTIONAL { ?entry tc:printedAsNew ?new }
            OPTIONAL { ?entry tc:printedRegion ?printed } OPTIONAL { ?entry tc:listedUnder/rdfs:label ?under FILTER(LANG(?under) = "zh") }
            BIND(STR(COALESCE(?printed, ?under)) AS ?region) }""")
        self.periods = rows_of(dataset, """SELECT ?period ?unit ?kind ?a ?b ?c ?d ?method ?confidence WHERE {
            ?period tc:periodOf ?unit ; tc:heldAs ?kind ; tc:startNotAfter ?b ; tc:endNotBefore ?c ; tc:usesMethod/skos:notation ?method ; tc:confidence ?confidence
            OPTIONAL { ?period tc:startNotBefore ?a } OPTIONAL { ?period tc:endNotAfter ?d } }""")
        self.events = rows_of(dataset, """SELECT ?event ?class ?unit ?since ?until ?method WHERE {
            VALUES ?class { tc:Certification tc:Renaming tc:KindChange tc:Delisting }
            ?event a ?class ; tc:concernsUnit ?unit ; tc:usesMethod/skos:notation ?method . OPTIONAL { ?event tc:notBefore ?since } OPTIONAL { ?event tc:notAfter ?until } }""")
        self.place = {row["unit"]: row["place"] for row in rows_of(dataset, "SELECT ?unit ?place { ?unit tc:locatedIn/rdfs:label ?place FILTER(LANG(?place) = 'zh') }")}

    def region(self, batch: int) -> dict[str, str]:
        """The region of each center on a list."""
        return {row["unit"]: row["region"] for row in self.entries if row["batch"] == batch and row["kind"].endswith("#CenterEntry")}

    def held(self, day: dt.date, kind: str) -> Counter:
        return Counter(p["unit"] for p in self.periods if p["b"] <= day < p["c"] and p["kind"] == TC + kind)

    def of(self, name: str) -> list[dict]:
        return [row for row in self.events if row["class"] == TC + name]


@pytest.fixture(scope="module")
def seen(dataset) -> Seen:
    return Seen(dataset)


@pytest.fixture(scope="module")
def history() -> History:
    return conclude(Sources(resources.sources(), resources.rules()))


def test_titles_give_the_printed_total_of_each_region_on_the_day_of_the_newest_list(seen, csv_rows) -> None:
    printed = Counter(row["region"] for row in csv_rows("roster-29"))
    held = seen.held(DAYS["29"], "CenterEntry")
    assert set(held.values()) == {1}
    assert Counter(seen.place[unit] for unit in held) == printed and len(printed) == 37 and printed.total() == 1714


def test_titles_give_all_centers_and_sub_centers_on_the_day_of_the_older_list(seen, csv_rows) -> None:
    kinds = Counter(row["kind"] for row in csv_rows("roster-26"))
    assert (seen.held(DAYS["26"], "CenterEntry").total(), seen.held(DAYS["26"], "SubCenterEntry").total()) == (kinds["center"], kinds["sub-center"]) == (1602, 98)
    assert set(seen.held(DAYS["26"], "CenterEntry")) == set(seen.region(26))


def test_each_center_of_the_older_list_stands_under_a_region(seen) -> None:
    found = Counter(seen.region(26).values())
    assert found.total() == 1602 and len(found) == 37 and None not in found


def test_walk_from_the_older_to_the_newer_list_closes_in_each_region(seen, csv_rows) -> None:
    before, after = seen.region(26), seen.region(29)
    annex = {row["unit"] for row in seen.entries if row["new"]}
    total = Counter(before.values())
    certified = Counter(after[e["unit"]] for e in seen.of("Certification") if e["unit"] not in annex)
    gone = Counter(before[e["unit"]] for e in seen.of("Delisting"))
    changed = Counter(before[e["unit"]] for e in seen.of("KindChange"))
    came = Counter(after[unit] for unit in before.keys() & after.keys() if before[unit] != after[unit])
    went = Counter(before[unit] for unit in before.keys() & after.keys() if before[unit] != after[unit])
    ended = {e["unit"] for name in ("Delisting", "KindChange") for e in seen.of(name)}
    open_old = Counter(region for unit, region in before.items() if unit not in after and unit not in ended)
    open_new = Counter(region for unit, region in after.items() if unit not in before and unit not in {e["unit"] for e in seen.of("Certification")})
    printed = Counter(row["region"] for row in csv_rows("roster-29"))
    for region in printed:
        walked = total[region] + certified[region] + came[region] + open_new[region] - gone[region] - changed[region] - went[region] - open_old[region]
        assert walked == printed[region], region
    assert (total.total(), certified.total(), gone.total(), changed.total(), came.total()) == (1602, 300, 186, 1, 2)
    assert (open_old, open_new) == (Counter({"天津市": 2, "浙江省": 1, "贵州省": 1}), Counter({"天津市": 1, "浙江省": 1, "贵州省": 1}))


def test_bounds_of_each_period_are_ordered(seen) -> None:
    for p in seen.periods:
        assert (p["a"] or p["b"]) <= p["b"] < p["c"] <= (p["d"] or NEVER) or (p["a"] or p["b"]) <= p["b"] <= (p["d"] or NEVER), p
        assert (p["a"] or p["b"]) <= p["c"], p


def test_no_unit_certainly_holds_two_titles_at_once(seen) -> None:
    by_unit = defaultdict(list)
    for p in seen.periods:
        by_unit[p["unit"]].append(p)
    for unit, periods in by_unit.items():
        certain = sorted((p["b"], p["c"]) for p in periods if p["b"] < p["c"])
        assert all(one[1] <= other[0] for one, other in pairwise(certain)), unit
    assert set(by_unit) == {row["unit"] for row in seen.entries}
    assert Counter(map(len, by_unit.values()))[2] == 9


def test_units_with_two_periods_moved_to_the_end_of_their_region_or_changed_their_kind(seen, csv_rows) -> None:
    names = defaultdict(set)
    for row in seen.entries:
        names[row["unit"]].add(row["name"])
    twice = [unit for unit, count in Counter(p["unit"] for p in seen.periods).items() if count == 2]
    assert {normal_form(name) for unit in twice for name in names[unit]} == {
        "天津市天发重型水电设备制造有限公司", "吉林龙鼎电气股份有限公司", "常柴股份有限公司", "合肥晶弘电器有限公司", "济南轻骑摩托车有限公司",
        "河南巨烽生物能源开发有限公司", "湖北宜化化工股份有限公司", "广州毅昌科技股份有限公司", "无锡小天鹅股份有限公司"}  # fmt: skip
    for unit in twice:
        kinds = {p["kind"] for p in seen.periods if p["unit"] == unit}
        assert (len(kinds) == 2) == ("无锡小天鹅股份有限公司" in names[unit])


def test_title_of_a_center_that_became_a_sub_center_changes_on_the_day_of_the_notice(dataset) -> None:
    day = dt.date(2020, 12, 22)
    found = rows_of(dataset, """SELECT ?kind ?a ?b ?c ?d { ?u tc:heldBy/rdfs:label "无锡小天鹅股份有限公司"@zh . ?p tc:periodOf ?u ; tc:heldAs ?kind ; tc:startNotAfter ?b ; tc:endNotBefore ?c
        OPTIONAL { ?p tc:startNotBefore ?a } OPTIONAL { ?p tc:endNotAfter ?d } } ORDER BY ?b""")
    assert [tuple(row.values()) for row in found] == [
        (TC + "CenterEntry", None, DAYS["26"], day, day), (TC + "SubCenterEntry", day, day, day + dt.timedelta(1), None)]


def test_end_of_a_delisted_title_lies_behind_the_older_and_before_the_newer_list(seen) -> None:
    delisted = {e["unit"]: e for e in seen.of("Delisting")}
    for p in seen.periods:
        if p["unit"] in delisted:
            assert (p["c"], p["d"]) == (dt.date(2020, 1, 1), DAYS["29"]) == (delisted[p["unit"]]["since"], delisted[p["unit"]]["until"])


def batches(dataset: tcgraph.Dataset, seen: Seen) -> dict[str, tuple[int, int, str, int | None]]:
    """Per unit its earliest and latest batch, the method, and the position of its first row."""
    found = rows_of(dataset, """SELECT ?unit ?low ?high ?method { ?c a tc:Certification ; tc:concernsUnit ?unit ; tc:usesMethod/skos:notation ?method .
        OPTIONAL { ?c tc:inBatch/tc:batchNumber ?one } OPTIONAL { ?c tc:earliestBatch/tc:batchNumber ?from } OPTIONAL { ?c tc:latestBatch/tc:batchNumber ?to }
        BIND(COALESCE(?one, ?from) AS ?low) BIND(COALESCE(?one, ?to) AS ?high) }""")
    first = {row["unit"]: row["position"] for row in sorted(seen.entries, key=lambda row: -row["batch"])}
    assert len(found) == len({row["unit"] for row in found})
    return {row["unit"]: (row["low"], row["high"], row["method"], first[row["unit"]]) for row in found}


def test_batches_of_certifications(dataset, seen) -> None:
    found = batches(dataset, seen)
    kinds = {row["unit"]: row["kind"] for row in seen.entries if row["batch"] == 26}
    annex = [unit for unit, (low, high, method, _) in found.items() if low == high == 26]
    assert Counter(kinds[unit] for unit in annex) == {TC + "CenterEntry": 122, TC + "SubCenterEntry": 14}
    assert {found[unit][2] for unit in annex} == {"newly-certified-annex"} and sorted(found[unit][3] for unit in annex) == list(range(1, 137))
    rest = {unit: said for unit, said in found.items() if unit not in annex}
    assert len(rest) == 300 and all(27 <= low <= high <= 29 for low, high, _, _ in rest.values())
    single = {unit: said for unit, said in rest.items() if said[0] == said[1]}
    assert {method for _, _, method, _ in single.values()} <= {"named-in-news", "named-by-notice", "order-of-batches"}


def test_batches_known_by_position(dataset, seen, csv_rows) -> None:
    by_position = {at: (low, high, method) for low, high, method, at in batches(dataset, seen).values() if at and low > 26}
    named = {r["enterprise_name"] for r in csv_rows("certifications-news")}
    five = [int(r["position"]) for r in csv_rows("roster-29") if r["enterprise_name"] in named and r["position"]]
    assert len(five) == 4 and {by_position[at] for at in five} == {(29, 29, "named-in-news")}
    by_name = {r["enterprise_name"]: int(r["position"]) for r in csv_rows("roster-29") if r["position"]}
    assert by_position[by_name["北京航星机器制造有限公司"]] == (27, 27, "named-by-notice") and by_position[by_name["北京华大九天科技股份有限公司"]] == (28, 28, "named-by-notice")
    assert {at: by_position[at][:2] for at in range(79, 83)} == dict.fromkeys(range(79, 83), (27, 27))
    assert {at: by_position[at] for at in range(289, 292)} == dict.fromkeys(range(289, 292), (27, 28, "order-of-batches"))


def test_batches_never_fall_from_row_to_row_of_a_region(dataset, seen, csv_rows) -> None:
    region = {int(r["position"]): r["region"] for r in csv_rows("roster-29") if r["position"]}
    tails = defaultdict(list)
    for low, high, _, at in sorted((said for said in batches(dataset, seen).values() if said[3] and said[0] > 26), key=lambda said: said[3]):
        tails[region[at]].append((low, high))
    for name, rows in tails.items():
        assert all(one[0] <= other[0] and one[1] <= other[1] for one, other in pairwise(rows)), (name, rows)


def test_iri_of_a_unit_is_minted_from_its_oldest_name(history) -> None:
    for concluded in history.units:
        first = concluded.entries[0]
        assert concluded.unit == mint("center", first.name, first.kind)
    assert len({concluded.unit for concluded in history.units}) == len(history.units) == 2003


def test_renamed_unit_has_one_iri_and_an_enterprise_per_name(dataset, history) -> None:
    renamed = [c for c in history.units if len(set(c.holders)) > 1]
    assert len(renamed) == 154
    facts = {(row["s"], row["p"].rpartition("#")[2], row["o"]) for row in rows_of(dataset, """SELECT ?s ?p ?o {
        VALUES ?p { tc:heldBy tc:unitOf tc:formerlyUnitOf tc:continues skos:altLabel rdfs:label } ?s ?p ?o }""")}
    for c in renamed:
        old, new = c.entries
        before, after = mint("enterprise", old.name), mint("enterprise", new.name)
        assert {(c.unit, "heldBy", before), (c.unit, "heldBy", after), (c.unit, "unitOf", after), (c.unit, "formerlyUnitOf", before)} <= facts
        assert (after, "continues", before) in facts
        assert {(c.unit, "label", new.name + "技术中心"), (c.unit, "altLabel", old.name + "技术中心")} <= facts
        assert (before, "label", old.name) in facts and (after, "label", new.name) in facts


def test_enterprise_that_others_continue_is_no_enterprise_of_today(dataset) -> None:
    assert not dataset.ask(PREFIXES + "ASK { ?a tc:continues ?a }")
    assert rows_of(dataset, "SELECT ?a { ?a tc:continues+ ?a }") == []


def test_possible_identities_are_those_of_the_undecided_rows(dataset, history) -> None:
    found = {(row["a"], row["b"]) for row in rows_of(dataset, """SELECT ?a ?b { ?p a tc:PossibleIdentity ; tc:mention ?a , ?b .
        ?a tc:inRoster/tc:annexOf/tc:concernsBatch/tc:batchNumber 26 . ?b tc:inRoster/tc:annexOf/tc:concernsBatch/tc:batchNumber 29 }""")}
    (step,) = history.steps
    undecided = {row.old.key for row in step.alignment if row.status == "undecided" and row.old}
    assert {old for old, _ in found} == undecided and len(found) == 4
    units = {entry.iri: concluded.unit for concluded in history.units for entry in concluded.entries}
    assert all(units[old] != units[new] for old, new in found), "nothing is merged"


@pytest.mark.parametrize("graph", ["events", "titles", "identity", "places"])
def test_lists_are_among_the_sources_of_what_is_concluded_from_them(dataset, graph: str) -> None:
    used = {row["hash"] for row in rows_of(dataset, f"SELECT ?hash {{ <{resources.GRAPH}conclusion/{graph}> <http://www.w3.org/ns/prov#wasDerivedFrom> ?s . ?s ?p ?hash }}")}
    sources = Sources(resources.sources(), resources.rules())
    assert {sources[name].about["sha256"] for name in ("roster-26", "roster-29")} <= used


# small sources in which more happens ------------------------------------------


def built(copy) -> tcgraph.Dataset:
    target = copy.build()
    small = tcgraph.Dataset(tcgraph.store.MemoryStore())
    for graph, file in resources.graph_files(target / "data" / "ttl"):
        small.load(target / "ontology" / "fields.ttl" if graph.endswith("reference/fields") else file, graph=graph)
    return small


OLD_CENTER = "通号通信信息集团有限公司"  # second row of the list of 2019
TITLES = """SELECT ?kind ?a ?b ?c ?d ?method { ?u tc:heldBy/rdfs:label ?name . ?p tc:periodOf ?u ; tc:heldAs ?kind ; tc:startNotAfter ?b ; tc:endNotBefore ?c ; tc:usesMethod/skos:notation ?method
    OPTIONAL { ?p tc:startNotBefore ?a } OPTIONAL { ?p tc:endNotAfter ?d } } ORDER BY ?b"""


def titles_of(dataset: tcgraph.Dataset, name: str) -> list[tuple]:
    return [tuple(row.values()) for row in rows_of(dataset, TITLES.replace("?name ", f'"{name}"@zh ', 1))]


def with_kinds(copy, *more: dict[str, str]):
    return copy.edit("roster-29", lambda rows: [{**row, "kind": "center"} for row in rows] + [{"position": "", "region": "北京市", "enterprise_name": "", **row} for row in more])


def test_center_that_the_next_list_prints_as_a_sub_center_held_the_one_title_and_then_the_other(few_sources_copy) -> None:
    small = built(with_kinds(few_sources_copy, {"enterprise_name": OLD_CENTER, "kind": "sub-center"}))
    between = dt.date(2020, 1, 1), DAYS["29"]
    center, sub = titles_of(small, OLD_CENTER)
    assert (center[0], center[1:3], center[3:5]) == (TC + "CenterEntry", (dt.date(2019, 1, 1), DAYS["26"]), between)
    assert (sub[0], sub[1:3], sub[3:5]) == (TC + "SubCenterEntry", between, (dt.date(2023, 2, 25), None))
    (change,) = rows_of(small, "SELECT ?since ?until ?to { ?c a tc:KindChange ; tc:notBefore ?since ; tc:notAfter ?until ; tc:toKind ?to }")
    assert tuple(change.values()) == (*between, TC + "SubCenterEntry")


def decision(**cells: str) -> dict[str, str]:
    return {"older": "26", "older_position": "", "older_name": "", "newer": "29", "newer_position": "", "newer_name": "", "decision": "renamed",
            "reason": "test", "decided_by": "tester", "decided_on": "2026-11-22", **cells}


def test_decision_joins_two_rows_and_is_evidence(few_sources_copy) -> None:
    few_sources_copy.edit("identity-decisions", lambda rows: [decision(older_name=OLD_CENTER, newer_position="3", newer_name="首钢集团有限公司")])
    small = built(few_sources_copy)
    (row,) = rows_of(small, f"""SELECT ?method ?confidence {{ ?i a tc:Identification ; tc:mention ?a, ?b ; tc:usesMethod/skos:notation ?method ; tc:confidence ?confidence ; tc:evidence ?d .
        ?a tc:printedEnterpriseName "{OLD_CENTER}"@zh . ?b tc:printedEnterpriseName "首钢集团有限公司"@zh . ?d a tc:Decision ; tc:decides ?a, ?b }}""")
    assert (row["method"], float(row["confidence"])) == ("decision", 1.0)


def test_merged_center_loses_its_title_between_the_lists_and_the_other_goes_on(few_sources_copy) -> None:
    few_sources_copy.edit("identity-decisions", lambda rows: [decision(older_name=OLD_CENTER, decision="merged", newer_name="首钢集团有限公司")])
    small = built(few_sources_copy)
    (period,) = titles_of(small, OLD_CENTER)
    assert period[3:] == (dt.date(2020, 1, 1), DAYS["29"], "decision")
    assert len(rows_of(small, f'SELECT ?d {{ ?d a tc:Delisting ; tc:concernsUnit/tc:heldBy/rdfs:label "{OLD_CENTER}"@zh }}')) == 1
    assert len(titles_of(small, "首钢集团有限公司")) == 1


BAD_DECISIONS = {
    "unknown decision": (decision(older_name=OLD_CENTER, decision="gone"), "unknown decision 'gone'; known: same, renamed"),
    "wrong name": (decision(older_name="某某公司", newer_name="首钢集团有限公司"), "0 rows of roster 26 have the position '' and the name '某某公司'; it must be one"),
    "wrong position": (decision(older_position="3", older_name=OLD_CENTER, newer_name="首钢集团有限公司"), f"0 rows of roster 26 have the position '3' and the name '{OLD_CENTER}'"),
    "position that is no number": (decision(older_position="two", newer_name="首钢集团有限公司"), "older_position is 'two', which is not a whole number"),
    "no such roster": (decision(older="24", older_name=OLD_CENTER, newer_name="首钢集团有限公司"), "there is no roster '24'; there are 26, 29"),
    "rosters the wrong way round": (decision(older="29", older_name="首钢集团有限公司", newer="26", newer_name=OLD_CENTER), "roster '26' does not follow roster '29'"),
    "newer roster misspelt": (decision(decision="not_listed", older_name=OLD_CENTER, newer="92"), "roster '92' does not follow roster '26'"),
    "no row at all": (decision(decision="undecided"), "names no row of either roster"),
    "renamed to nothing": (decision(older_name=OLD_CENTER), "the decision 'renamed' needs a row of either roster"),
    "lost with a new row": (decision(older_name=OLD_CENTER, newer_name="首钢集团有限公司", decision="not_listed"), "needs a row of the older roster and none of the newer"),
    "day that does not exist": (decision(older_name=OLD_CENTER, newer_name="首钢集团有限公司", decided_on="2026-13-01"), "decided_on is '2026-13-01'"),
}


def refusal(copy, match: str) -> tcgraph.errors.SourceError:
    with pytest.raises(tcgraph.errors.SourceError, match=match) as caught:
        copy.build()
    assert not Path(copy.target).exists()
    return caught.value


@pytest.mark.parametrize(("row", "message"), BAD_DECISIONS.values(), ids=BAD_DECISIONS)
def test_bad_decision_is_named_with_file_and_line(few_sources_copy, row: dict[str, str], message: str) -> None:
    few_sources_copy.edit("identity-decisions", lambda rows: [decision(older_position="1", decision="not_listed"), row])
    error = refusal(few_sources_copy, match=r"identity-decisions\.csv, line 3: ")
    assert message in str(error) and error.row == 3


def test_ambiguous_decision_is_refused_until_it_names_the_position(few_sources_copy) -> None:
    few_sources_copy.edit("roster-26", lambda rows: [*rows, {**rows[1], "position": "999"}])
    few_sources_copy.edit("identity-decisions", lambda rows: [decision(older_name=OLD_CENTER, newer_name="首钢集团有限公司")])
    assert "2 rows of roster 26" in str(refusal(few_sources_copy, match=r"identity-decisions\.csv, line 2"))
    few_sources_copy.edit("identity-decisions", lambda rows: [{**rows[0], "older_position": "999"}])
    assert few_sources_copy.build().is_dir()


def test_two_decisions_on_one_row_are_refused_with_both_lines(few_sources_copy) -> None:
    few_sources_copy.edit("identity-decisions", lambda rows: [
        decision(older_name=OLD_CENTER, newer_name="首钢集团有限公司"), decision(older_name=OLD_CENTER, decision="not_listed")])
    refusal(few_sources_copy, match=r"identity-decisions\.csv, line 3: speaks of a row that identity-decisions\.csv, line 2, decides already; keep one")


def change(**cells: str) -> dict[str, str]:
    return {"notice": "27", "change": "to_sub_center", "enterprise_name": OLD_CENTER, "name_as_stated": "通号", "parent": "", "rank": "", "source": "http://e.example/n", **cells}


def test_change_that_a_notice_names_is_dated_by_it(few_sources_copy) -> None:
    few_sources_copy.edit("notice-changes", lambda rows: [change()])
    small = built(few_sources_copy)
    day = dt.date(2020, 12, 22)
    assert [row[0:1] + row[3:5] for row in titles_of(small, OLD_CENTER)] == [(TC + "CenterEntry", day, day), (TC + "SubCenterEntry", day + dt.timedelta(1), None)]


BAD_CHANGES = {
    "name that is not on the list": (change(enterprise_name="某某公司"), "某某公司 is not on roster 26 as a center"),
    "sub-center that is a center": (change(change="to_center"), f"{OLD_CENTER} is not on roster 26 as a sub-center"),
    "unknown notice": (change(notice="99"), "no notice '99' in notices.csv"),
    "unknown change": (change(change="gone"), "unknown change 'gone'; known: certified, certified_sub_center, to_sub_center, to_center"),
    "parent on no list": (change(parent="某某公司"), "no center of 某某公司 on any roster"),
    "certified after it was listed": (change(change="certified"), f"{OLD_CENTER} stands on roster 26 already, before notice 27"),
}


@pytest.mark.parametrize(("row", "message"), BAD_CHANGES.values(), ids=BAD_CHANGES)
def test_bad_change_is_named_with_file_and_line(few_sources_copy, row: dict[str, str], message: str) -> None:
    few_sources_copy.edit("notice-changes", lambda rows: [row])
    assert message in str(refusal(few_sources_copy, match=r"notice-changes\.csv, line 2: "))


def test_decision_and_notice_on_one_row_are_refused(few_sources_copy) -> None:
    few_sources_copy.edit("notice-changes", lambda rows: [change()])
    few_sources_copy.edit("identity-decisions", lambda rows: [decision(older_name=OLD_CENTER, decision="not_listed")])
    refusal(few_sources_copy, match=r"notice-changes\.csv, line 2: speaks of a row that identity-decisions\.csv, line 2, decides already")


def test_units_keep_their_iris_when_a_third_list_comes(few_sources_copy) -> None:
    before = {c.entries[0].name: c.unit for c in conclude(Sources(few_sources_copy.folder, few_sources_copy.rules)).units}
    third = few_sources_copy.file("roster-30")
    rows = few_sources_copy.file("roster-29").read_text(encoding="utf-8").replace("首钢集团有限公司", "首钢控股集团有限公司")
    third.write_text(rows, encoding="utf-8")
    third.with_suffix(".json").write_bytes(few_sources_copy.file("roster-29").with_suffix(".json").read_bytes())
    sources = Sources(few_sources_copy.seal().folder, few_sources_copy.rules)
    after = {c.entries[0].name: c.unit for c in conclude(sources).units}
    assert before.items() <= after.items() and len(steps(sources)) == 2 and len(rosters_of(sources)) == 3
    (shougang,) = [c for c in conclude(sources).units if c.entries[-1].name == "首钢控股集团有限公司"]
    assert [e.name for e in shougang.entries] == ["首钢集团有限公司", "首钢控股集团有限公司"] and shougang.unit == before["首钢集团有限公司"]
    small = built(few_sources_copy)
    (renaming,) = rows_of(small, "SELECT ?since ?until ?old ?new { ?r tc:oldName ?old ; tc:newName ?new ; tc:notBefore ?since ; tc:notAfter ?until }")
    assert (renaming["since"], renaming["until"], renaming["new"]) == (dt.date(2023, 2, 1), dt.date(2023, 7, 24), "首钢控股集团有限公司")


def test_graph_of_small_sources_conforms(few_sources_copy) -> None:
    few_sources_copy.edit("identity-decisions", lambda rows: [decision(older_name=OLD_CENTER, newer_position="3", newer_name="首钢集团有限公司")])
    few_sources_copy.edit("notice-changes", lambda rows: [change(enterprise_name="悦康药业集团股份有限公司", parent="首钢集团有限公司")])
    few_sources_copy.edit("notice-figures", lambda rows: [row for row in rows if row["notice"] not in ("26", "29")])  # they count the whole lists
    small = built(few_sources_copy)
    for graph, file in resources.graph_files():
        if "/graph/" not in graph:
            small.load(file, graph=graph)
    report = validate(small)
    assert report.conforms, list(report)
