"""Two rosters of a dataset: the rows that the build concludes from, in words, with counts that balance."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace

import pyoxigraph as ox
import pytest

import tcgraph
from tcgraph import resources
from tcgraph.build.rosters import steps
from tcgraph.build.sources import Sources
from tcgraph.errors import CallError, UnknownThingError
from tcgraph.identity import STATUSES

KEYS = {"status", "kind", "region", "old_position", "old_name", "new_position", "new_name", "confidence", "method", "evidence"}
TC = "https://w3id.org/tcgraph/ontology#"


@pytest.fixture(scope="module")
def built():
    return steps(Sources(resources.sources(), resources.rules()))[0]


@pytest.fixture(scope="module")
def rows(both):
    return json.loads(both.to_json())


def without_words(aligned):
    """A notice's words are its title in the graph, and a remark in the sources."""
    if aligned.method == "named-by-notice":
        return replace(aligned, evidence=tuple(replace(e, text="") for e in aligned.evidence))
    return aligned


def test_the_graph_gives_the_alignment_of_the_build(both, built):
    """Rows without a position have an order in the source file that no graph has; so the rows are compared, not their order."""
    assert set(map(without_words, both.alignment)) == set(map(without_words, built.alignment))
    assert len(both.alignment) == len(built.alignment)
    assert both.alignment.regions == built.alignment.regions
    placed = [[a.new.key for a in found if a.new and a.new.position] for found in (both.alignment, built.alignment)]
    assert placed[0] == placed[1]


def test_json_has_each_printed_row_once(both, rows, csv_rows):
    assert all(set(row) == KEYS for row in rows)
    assert {row["status"] for row in rows} <= set(STATUSES)
    for side, source in (("old", "roster-26"), ("new", "roster-29")):
        printed = Counter((int(r["position"]) if r["position"] else None, r["enterprise_name"]) for r in csv_rows(source))
        told = Counter((row[f"{side}_position"], row[f"{side}_name"]) for row in rows if row[f"{side}_name"] is not None)
        assert told == printed
    assert Counter(row["status"] for row in rows) == {status: n for status, n in both.counts.items() if n}


def test_a_side_that_is_not_there_is_null(rows):
    for row in rows:
        if row["status"] in ("same", "renamed"):
            assert row["old_name"] and row["new_name"]
        if row["status"] == "not_listed":
            assert (row["new_name"], row["new_position"]) == (None, None)
        if row["status"] == "newly_listed":
            assert (row["old_name"], row["old_position"]) == (None, None)


def test_regions_are_those_printed_else_those_of_the_neighbours(rows, csv_rows):
    printed = {row["enterprise_name"]: row["region"] for row in csv_rows("roster-29")}
    assert all(row["region"] == printed[row["new_name"]] for row in rows if row["new_name"])
    by_name = {row["old_name"]: row for row in rows if row["old_name"]}
    assert by_name["无锡小天鹅股份有限公司"]["region"] == "江苏省"
    annexed = [r["enterprise_name"] for r in csv_rows("roster-26") if r["kind"] == "sub-center" and r["newly_certified"]]
    assert annexed and {by_name[name]["region"] for name in annexed} == {None}  # that annex is not sorted by region


def test_evidence_is_in_words_and_names_rows_decisions_and_notices(rows, dataset):
    assert all(reason["zh"] and reason["en"] for row in rows for reason in row["evidence"])
    assert not [r for row in rows for r in row["evidence"] if "id/entry" in r["zh"] + r["en"]]
    by_old = {row["old_name"]: row for row in rows if row["old_name"]}
    decided = by_old["杭州锅炉集团股份有限公司"]
    assert (decided["status"], decided["new_name"], decided["new_position"]) == ("renamed", "西子清洁能源装备制造股份有限公司", 610)
    assert "002534" in decided["evidence"][0]["en"]
    assert dataset.ask("ASK { ?d a <" + TC + "Decision> FILTER(STR(?d) = '" + decided["evidence"][0]["source"] + "') }")
    turned = by_old["无锡小天鹅股份有限公司"]
    assert (turned["status"], turned["method"]) == ("to_sub_center", "named-by-notice")
    assert "第27批" in turned["evidence"][0]["zh"] and "/id/notice/" in turned["evidence"][0]["source"]


def test_the_undecided_name_who_they_could_be_with_probabilities(rows):
    undecided = [row for row in rows if row["status"] == "undecided"]
    assert undecided
    for row in undecided:
        candidates = [reason for reason in row["evidence"] if reason["kind"] == "candidate"]
        assert candidates
        for reason in candidates:
            assert 0 < reason["probability"] < 1
            assert {"position", "name"} == set(reason["old"][0]) == set(reason["new"][0])


def test_sub_centers_are_not_counted_as_lost(both, rows):
    apart = [row for row in rows if row["method"] == "kind-not-covered"]
    whole = {flow.kind: flow for flow in both.balance if flow.region is None}
    assert {row["kind"] for row in apart} == {"sub-center"}
    assert whole["sub-center"].gone == {"not_covered": len(apart)}
    assert whole["center"].gone["not_listed"] == both.counts["not_listed"] - len(apart)
    assert "says nothing of their title" in both.to_text(summary=True)
    assert "并不说明称号已失" in both.to_text(summary=True, language="zh")


def test_every_flow_balances_and_regions_add_up_to_the_whole(both, csv_rows):
    assert all(flow.closes for flow in both.balance)
    for kind in ("center", "sub-center"):
        whole, *parts = [flow for flow in both.balance if flow.kind == kind]
        assert whole.region is None
        assert (whole.before, whole.after) == (sum(p.before for p in parts), sum(p.after for p in parts))
        for way in ("gone", "come"):
            total = sum((Counter(getattr(part, way)) for part in parts), Counter())
            moved = total.pop(f"moved_{'out' if way == 'gone' else 'in'}", 0)
            assert total == getattr(whole, way)
            assert moved == (2 if kind == "center" else 0)
    printed = Counter(row["region"] for row in csv_rows("roster-29"))
    assert printed == {f.region: f.after for f in both.balance if f.region is not None and f.kind == "center"}


@pytest.mark.parametrize("sentence", [
    "26→27, centers: 1602 (rows) + 97 new − 1636 = 63 have left.",
    "Of the 63 centers that left, the evaluation explains 32 at most, changes of kind 1: at least 30 are not explained.",
    "27→28, centers and sub-centers: 1744 + 104 new − 142 revoked = 1706: the figures close.",
    "28→29, centers: how many are new is not published; new − lost = 1714 − 1601 = 113.",
    "Notice 29: its total of 1714 centers equals the rows of its list.",
    "Notice 29: its total of 113 sub-centers cannot be compared, its list here prints none.",
])
def test_the_figures_of_the_notices_are_set_beside(both, sentence):
    assert sentence in [en for _, en in both.figures]
    zh = {en: zh for zh, en in both.figures}[sentence]
    assert Counter(filter(str.isdigit, zh)) == Counter(filter(str.isdigit, sentence))


def test_figures_come_from_the_graph(dataset):
    """Another number in the graph is another sentence: nothing is written into the program."""
    changed = tcgraph.Dataset(tcgraph.store.MemoryStore())
    changed.store.inner.bulk_extend(ox.parse(dataset.nquads(), format=ox.RdfFormat.N_QUADS))
    changed.update(f"""DELETE {{ GRAPH ?g {{ ?f <{TC}value> 142 }} }} INSERT {{ GRAPH ?g {{ ?f <{TC}value> 140 }} }}
        WHERE {{ GRAPH ?g {{ ?f <{TC}value> 142 }} }}""")
    said = [en for _, en in tcgraph.diff("26", "29", dataset=changed).figures]
    assert "27→28, centers and sub-centers: 1744 + 104 new − 140 revoked = 1708, but the notice says 1706, a difference of -2." in said


def test_csv_is_what_json_is(both, rows):
    table = list(csv.DictReader(io.StringIO(both.to_csv(bom=True).removeprefix("\ufeff"), newline="")))
    assert both.to_csv(bom=True).startswith("\ufeff")
    for line, row in zip(table, rows, strict=True):
        for key in KEYS - {"evidence", "confidence"}:
            assert line[key] == ("" if row[key] is None else str(row[key]))
        assert float(line["confidence"]) == row["confidence"]


def test_text_shows_so_many_rows_a_group_and_says_how_many_more(both):
    lines = both.to_text(limit=3).splitlines()
    at = lines.index(f"renamed: {both.counts['renamed']}")
    assert lines[at + 1 : at + 3] == ["  北京市", "    190 中国黄金集团公司 → 20 中国黄金集团有限公司  0.99 order-and-name"]
    assert f"  … {both.counts['renamed'] - 3} more (--all lists them)" in lines
    everything = both.to_text(limit=None)
    assert "more (--all" not in everything
    shown = [row for row in both.rows if row.status not in ("same",)]
    assert all((row.new_name or row.old_name) in everything for row in shown)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_markdown_tables_hold_together(both, language):
    text = both.to_markdown(language=language)
    width = 0
    for line in text.splitlines():
        cells = line.count("|") - line.count("\\|")
        assert not line.startswith("|") or not width or cells == width
        width = cells if line.startswith("|") else 0


def test_the_patch_makes_the_newer_roster_from_the_older(both, dataset):
    """Applied by hand to the notice's graph: the rows of list 29 stand there, each name at its position; sub-centers are left."""
    graph = ox.NamedNode("https://w3id.org/tcgraph/graph/notice/26")
    store = ox.Store()
    store.extend(dataset.store.inner.quads_for_pattern(None, None, None, graph))
    lines = both.to_patch().splitlines()
    assert (lines[0][:15], lines[1], lines[-1]) == ("H id <urn:uuid:", "TX .", "TC .")
    for line in lines[2:-1]:
        quad = next(iter(ox.parse(line[2:], format=ox.RdfFormat.N_QUADS)))
        assert (quad in store) == (line[0] == "D")
        (store.remove if line[0] == "D" else store.add)(quad)
    query = f"""PREFIX tc: <{TC}> SELECT ?name ?at WHERE {{ GRAPH ?g {{ ?e tc:inRoster ?r ; tc:printedEnterpriseName ?name }}
        OPTIONAL {{ GRAPH ?g {{ ?e tc:position ?at }} }} GRAPH ?any {{ ?r tc:annexOf ?n }} FILTER(?r = <ROSTER>) }}"""
    roster = both.new.iri
    made = Counter((str(s["name"]), str(s["at"])) for s in store.query(query.replace("GRAPH ?any { ?r tc:annexOf ?n } ", "").replace("ROSTER", roster)))
    wanted = Counter((str(s["name"]), str(s["at"])) for s in dataset.store.inner.query(query.replace("ROSTER", roster)))
    assert made == wanted and sum(made.values()) == 1714
    assert both.to_patch() == tcgraph.diff("26", "29", dataset=dataset).to_patch()


def test_the_newer_notice_first_is_told_from_the_older(both, dataset):
    turned = tcgraph.diff("29", "batch:26", dataset=dataset)
    assert turned.to_json() == both.to_json()
    assert (turned.old_name, turned.new_name) == ("notice:26", "notice:29")
    assert "told from the older" in turned.to_text(summary=True) and not both.notes


def test_the_same_twice_is_no_difference(dataset):
    same = tcgraph.diff("29", "notice:29", dataset=dataset)
    assert not same
    assert same.to_text() == "No difference: all 1,714 rows are the same.\n"
    assert same.to_text(language="zh") == "没有差异：1,714 行全部相同。\n"
    assert same.to_patch().splitlines()[1:] == ["TX .", "TC ."]


def test_a_notice_that_is_not_there_and_one_without_a_roster(dataset):
    with pytest.raises(UnknownThingError, match=r"'notice:92'.*Did you mean 'notice:29'.*Notices with a roster here: notice:26, notice:29"):
        tcgraph.diff("notice:92", "notice:29", dataset=dataset)
    with pytest.raises(CallError, match="notice 28 .* has no roster.*notice:26, notice:29"):
        tcgraph.diff("26", "28", dataset=dataset)


def test_a_small_dataset_of_ones_own(file, tmp_path):
    """Rosters without graphs, batches or places."""
    own = "PREFIX tc: <" + TC + "> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> PREFIX ex: <http://example.org/>\n"
    for n, names in ((1, "甲钢铁有限公司 乙化工有限公司 丙重工有限公司"), (2, "甲钢铁有限公司 乙化工股份有限公司 丙重工有限公司 丁药业有限公司")):
        own += f'ex:n{n} a tc:Notice ; tc:notAfter "200{n}-01-01"^^xsd:date . ex:r{n} tc:annexOf ex:n{n} .\n'
        for at, name in enumerate(names.split(), 1):
            own += f'ex:e{n}-{at} tc:inRoster ex:r{n} ; tc:entryKind tc:CenterEntry ; tc:position {at} ; tc:printedEnterpriseName "{name}"@zh .\n'
    small = tcgraph.open(tmp_path / "store").load(file("own.ttl", own))
    with small:
        found = tcgraph.diff("http://example.org/n1", "http://example.org/n2", dataset=small)
        assert {k: n for k, n in found.counts.items() if n} == {"same": 2, "renamed": 1, "newly_listed": 1}
        assert found.balance[0].closes and (found.balance[0].before, found.balance[0].after) == (3, 4)
