"""Rosters in CSV files: headings, encodings, merged cells, and what is refused with file, line and name."""

import json

import pytest

import tcgraph
from tcgraph.diff.table import read_roster
from tcgraph.errors import DataError, FormatError, SourceError

OLD = "序号,企业名称,地区,类型\n1,北京甲钢铁有限公司,北京市,企业技术中心\n2,乙化工有限公司,北京市,\n3,丙重工有限公司,辽宁,中心\n4,丁药业有限公司,辽宁,分中心\n"
NEW = "position;enterprise_name;region;kind\n1;北京甲钢铁有限公司;北京市;center\n2;乙化工股份有限公司;北京市;center\n3;丙重工有限公司;辽宁省;center\n"


def test_the_sources_as_files_give_what_the_notices_give_but_for_decisions(both, root):
    files = tcgraph.diff(root / "data/sources/roster-26.csv", root / "data/sources/roster-29.csv")
    ruled = {row.old_name for row in both.rows if row.method in ("decision", "named-by-notice")}
    assert len(ruled) == 5
    told = [{(row.old_name, row.new_name, row.status) for row in found.rows} for found in (both, files)]
    different = {name for pair in told[0] ^ told[1] for name in pair[:2] if name}
    rows = {name: row for row in both.rows for name in (row.old_name, row.new_name) if name}
    assert len(different) <= 40 and all(rows[name].method != "normal-form" for name in different)
    assert [flow.before for flow in files.balance[:2]] == [flow.before for flow in both.balance[:2]]


def test_a_file_against_a_notice(dataset, root):
    found = tcgraph.diff("notice:29", root / "data/sources/roster-29.csv", dataset=dataset)
    assert not found and found.counts["same"] == 1714


def test_chinese_and_english_headings_short_regions_and_other_delimiters(file):
    found = tcgraph.diff(file("old.csv", "\ufeff" + OLD), file("new.csv", NEW))
    rows = json.loads(found.to_json())
    assert [(r["status"], r["old_name"], r["new_name"], r["region"], r["kind"]) for r in rows] == [
        ("same", "北京甲钢铁有限公司", "北京甲钢铁有限公司", "北京市", "center"),
        ("renamed", "乙化工有限公司", "乙化工股份有限公司", "北京市", "center"),
        ("same", "丙重工有限公司", "丙重工有限公司", "辽宁省", "center"),
        ("not_listed", "丁药业有限公司", None, "辽宁省", "sub-center"),
    ]
    assert rows[3]["method"] == "kind-not-covered"
    assert all(row["evidence"] for row in rows)


def test_lines_above_the_header_and_empty_lines_are_passed_over(file):
    side = read_roster(file("list.csv", "附件1,,\n国家企业技术中心名单,,\n,,\n序 号,企业名称,地区\n1,甲公司,北京市\n,,\n2,乙公司,北京市\n"))
    assert [(row.position, row.name) for row in side.roster.rows] == [(1, "甲公司"), (2, "乙公司")]


MERGED = "序号,企业名称,地区\n1,甲公司,北京市\n2,乙公司,\n3,丙公司,大连\n4,丁公司,\n"


def test_merged_regions_are_seen_and_said(file):
    side = read_roster(file("merged.csv", MERGED))
    assert [row.region for row in side.roster.rows] == ["北京市", "北京市", "大连市", "大连市"]
    assert [en for _, en in side.notes] == ["merged.csv: 2 rows without a region take the one above, as merged cells do (--no-fill-regions leaves them empty)."]
    assert [row.region for row in read_roster(file("merged.csv", MERGED), fill_regions=False).roster.rows] == ["北京市", "", "大连市", ""]


def test_a_region_that_is_repeated_is_not_merged_and_gaps_stay(file):
    text = "企业名称,地区\n甲公司,北京市\n乙公司,北京市\n丙公司,\n"
    assert [row.region for row in read_roster(file("gap.csv", text)).roster.rows] == ["北京市", "北京市", ""]
    assert [row.region for row in read_roster(file("gap.csv", text), fill_regions=True).roster.rows][2] == "北京市"


def test_without_positions_the_order_of_lines_counts_and_no_position_is_made_up(file):
    found = tcgraph.diff(file("a.csv", "名称\n甲公司\n乙公司\n"), file("b.csv", "名称\n甲公司\n乙公司\n丙公司\n"))
    assert [(row.status, row.old_position, row.new_position) for row in found.rows] == [("same", None, None), ("same", None, None), ("newly_listed", None, None)]
    assert [en for _, en in found.notes] == ["a.csv has no positions: the order of its lines counts.", "b.csv has no positions: the order of its lines counts."]


def test_positions_that_begin_anew_in_each_region_are_kept_as_printed(file):
    side = read_roster(file("a.csv", "序号,企业名称,地区\n1,甲公司,北京市\n2,乙公司,北京市\n1,丙公司,天津市\n"))
    assert [row.name for row in side.roster.standing] == ["甲公司", "乙公司", "丙公司"]
    assert list(side.printed.values()) == [1, 2, 1]


def test_marks_behind_names_and_annexes_and_seats(file):
    side = read_roster(file("a.csv", "企业名称,新认定,登记省份,类型\n甲有限公司*,是,辽宁,\n乙有限公司,否,,分中心\n"))
    assert [(r.name, r.new, r.kind, r.may_be) for r in side.roster.rows] == [
        ("甲有限公司", True, "center", frozenset({"辽宁省", "大连市"})), ("乙有限公司", False, "sub-center", frozenset())]


@pytest.mark.parametrize(("content", "line", "said"), [
    ("企业名称,地区\n甲公司,北京\n ,北京\n", 3, "cannot be the name of an organisation"),
    (f"企业名称\n甲公司\n{'长' * 500}\n", 3, "500 characters"),
    ("企业名称\n甲\x07公司\n", 2, r"U\+0007, a control character"),
    ("企业名称,类型\n甲公司,研究院\n", 2, "类型 / kind is '研究院' for '甲公司'; known: 企业技术中心"),
    ("企业名称,序号\n甲公司,第一\n", 2, "序号 / position is '第一' for '甲公司'"),
    ("企业名称,地区\n甲公司,北京,海淀\n", 2, "3 values where the header has 2"),
    ("单位,地点\n甲公司,北京\n", 1, "found: '单位', '地点'. Known columns: 序号 / position; 企业名称 / enterprise_name"),
    ("企业名称,name\n甲公司,乙\n", 1, "'企业名称', 'name' all mean 企业名称 / enterprise_name"),
    ("企业名称\n", 1, "a header and no row"),
    ("", 1, "the file is empty"),
    (OLD.encode("gb18030"), 1, "GB18030 .*iconv -f GB18030 -t UTF-8"),
    (OLD.encode("utf-16"), 1, "UTF-16"),
])
def test_what_cannot_be_is_refused_with_file_and_line(file, content, line, said):
    bad = file("bad.csv", content)
    with pytest.raises(SourceError, match=said) as raised:
        tcgraph.diff(bad, file("good.csv", OLD))
    assert (raised.value.file, raised.value.row) == (str(bad), line)


@pytest.mark.parametrize(("name", "content"), [("list.xlsx", b"PK\x03\x04"), ("list.csv", b"PK\x03\x04"), ("list.xls", b""), ("list.pdf", b"")])
def test_workbooks_and_pages_are_refused_with_advice(file, name, content):
    with pytest.raises(FormatError, match="Save as, 'CSV UTF-8"):
        tcgraph.diff(file(name, content), file("good.csv", OLD))


def test_a_file_that_is_not_there(file):
    with pytest.raises(DataError, match=r"nowhere\.csv cannot be read: No such file"):
        tcgraph.diff("nowhere.csv", file("good.csv", OLD))


def test_rows_of_files_have_no_patch(file):
    with pytest.raises(FormatError, match="rows of a file are none"):
        tcgraph.diff(file("old.csv", OLD), file("new.csv", NEW)).to_patch()
