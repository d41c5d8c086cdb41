"""``tcgraph search`` as a user has it."""

import json

from tcgraph.cli.search import _complete_kind


def test_table_in_both_languages(cli):
    done = cli("--language", "zh", "search", "沈鼓")
    assert done.returncode == 0 and done.stderr == ""
    assert done.stdout.splitlines()[0].split() == ["名称", "类别", "匹配到", "方式", "分数", "标识"]
    assert "沈阳鼓风机集团股份有限公司" in done.stdout and "企业" in done.stdout
    line = cli("--language", "en", "search", "富创").stdout.splitlines()[2]
    assert line.startswith("Shenyang Fortune Precision Equipment  enterprise  沈阳富创精密设备股份有限公司  part")


def test_json_and_csv(cli):
    (hit,) = json.loads(cli("search", "兴齐", "-f", "json").stdout)
    assert (hit["label"], hit["class"], hit["how"], len(hit["units"])) == ("Shenyang Xingqi Pharmaceutical", "tc:Enterprise", "part", 1)
    lines = cli("search", "shenyang", "xinsong", "--format", "csv").stdout.splitlines()
    assert lines[0] == "label,class,matched,how,score,thing" and lines[1].startswith("沈阳新松机器人自动化股份有限公司,tc:Enterprise,")


def test_kind_and_limit(cli):
    lines = cli("search", "沈阳", "--kind", "高校", "--limit", "3", "-f", "csv").stdout.splitlines()
    assert len(lines) == 4 and all(",tc:University," in line for line in lines[1:])


def test_no_hit_says_what_to_try(cli):
    done = cli("--language", "zh", "search", "不存在的名称甲乙丙")
    assert (done.returncode, done.stdout) == (0, "") and "拼音" in done.stderr
    done = cli("search", "qqqzzzxxx", "--kind", "university", "-f", "json")
    assert json.loads(done.stdout) == [] and "leave out --kind" in done.stderr


def test_refusals_end_with_2(cli):
    for arguments in (["🤖"], ["沈" * 500], ["沈阳", "--kind", "zzz"], ["沈阳", "--limit", "0"], ["沈阳", "-f", "xml"], [b"\xe6\xb2"]):
        done = cli("search", *arguments)
        assert (done.returncode, done.stdout) == (2, "") and done.stderr.startswith("tcgraph: "), arguments


def test_packaged_search_reads_no_graph(cli):
    done = cli("search", "兴齐", code="import tcgraph.store.embedded as e\ndef refuse(*_): raise SystemExit('a store was made')\ne.EmbeddedStore.__init__ = refuse\n")
    assert done.returncode == 0 and "enterprise" in done.stdout


def test_store_is_searched_itself(cli, tmp_path, root):
    store = tmp_path / "store"
    assert cli("--store", store, "load", root / "data" / "ttl" / "reference" / "places.ttl").returncode == 0
    assert "Liaoning" in cli("--store", store, "search", "辽宁").stdout
    assert cli("--store", store, "search", "兴齐").stdout == ""


def test_show_offers_hits(cli):
    done = cli("show", "兴齐眼药")
    assert done.returncode == 2 and "Did you mean '沈阳兴齐眼药股份有限公司'" in done.stderr


def test_kinds_complete():
    assert _complete_kind("uni") == ["Unit", "University"]
    assert _complete_kind("tc:Tech") == ["TechnologyCenter", "TechnologyField"]
