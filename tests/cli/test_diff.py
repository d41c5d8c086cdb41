"""``tcgraph diff`` as a user has it."""

import csv
import io
import json

import pytest

OLD = "序号,企业名称,地区\n1,甲钢铁有限公司,北京市\n2,乙化工有限公司,北京市\n"
NEW = "序号,企业名称,地区\n1,甲钢铁有限公司,北京市\n2,乙化工股份有限公司,北京市\n3,丙药业有限公司,北京市\n"


@pytest.fixture
def lists(tmp_path):
    for name, text in (("old.csv", OLD), ("new.csv", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "old.csv", tmp_path / "new.csv"


def test_notices_of_the_packaged_graph_in_chinese(run):
    done = run("--language", "zh", "diff", "notice:26", "notice:29", "--summary")
    assert (done.code, done.err.replace("正在载入随包图谱 …\n", "").replace("正在比较 notice:26 与 notice:29 …\n", "")) == (0, "")
    assert "26→27，中心：1602（行数） + 新认定 97 − 1636 = 63 个离开。" in done.out
    assert "不平衡" not in done.out


def test_formats_and_a_file(run, lists, tmp_path):
    rows = json.loads(run("diff", *lists, "-f", "json").out)
    assert [row["status"] for row in rows] == ["same", "renamed", "newly_listed"]
    done = run("diff", *lists, "-f", "excel", "-o", tmp_path / "out.csv")
    assert (done.code, done.out, done.err) == (0, "", f"{tmp_path / 'out.csv'}: same 1, renamed 1, newly_listed 1\n")
    table = (tmp_path / "out.csv").read_bytes()
    assert table.startswith(b"\xef\xbb\xbf")
    assert [row["new_name"] for row in csv.DictReader(io.StringIO(table.decode("utf-8-sig")))] == ["甲钢铁有限公司", "乙化工股份有限公司", "丙药业有限公司"]
    assert run("diff", *lists, "-f", "md").out.startswith("# old.csv → new.csv\n")
    summary = json.loads(run("diff", *lists, "-f", "json", "--summary").out)
    assert summary["balance"][0]["in"] == {"newly_listed": 1} and summary["balance"][0]["closes"] is True


def test_exit_codes(run, lists):
    assert run("diff", *lists).code == 0
    assert run("diff", *lists, "--exit-code").code == 1
    same = run("diff", lists[0], lists[0], "--exit-code")
    assert (same.code, same.out) == (0, "No difference: all 2 rows are the same.\n")


def test_limit(run, lists):
    assert "… 1 more (--all lists them)" in run("diff", *lists, "--limit", "0").out
    assert "more (--all" not in run("diff", *lists, "--limit", "0", "--all").out


@pytest.mark.parametrize(("arguments", "said"), [
    (["LIST", "LIST", "-f", "pdf"], "No format 'pdf'"), (["LIST", "LIST", "--limit", "-1"], "--limit is -1"), (["LIST", "gone.csv"], "gone.csv cannot be read"),
    (["LIST", "LIST", "-f", "patch"], "rows of a file are none"), (["LIST"], "Missing argument 'B'"),
])
def test_errors(run, lists, arguments, said):
    done = run("diff", *(str(lists[0]) if word == "LIST" else word for word in arguments))
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_notices_of_a_store_of_ones_own(run, store):
    done = run("--store", store, "diff", "notice:1", "notice:2")
    assert done.code == 2 and "Notices with a roster here: none" in done.err


def test_data(run, own, tmp_path):
    (tmp_path / "new.ttl").write_text(own.read_text(encoding="utf-8").replace("ex:n 2", "ex:n 3"), encoding="utf-8")
    done = run("diff", own, tmp_path / "new.ttl", "-f", "patch")
    assert [line[:2] for line in done.out.splitlines()] == ["H ", "TX", "D ", "A ", "TC"]
