"""``tcgraph claims`` and ``tcgraph why`` as a user has them."""

import csv
import io
import json

import tcgraph


def test_the_command_prints_a_table_and_the_sentences(run):
    done = run("--language", "zh", "claims", "liaoning-29-rank", "china-29-centers", COLUMNS="200")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].split() == ["说法", "地区", "指标", "所称", "界限", "结论"]
    assert lines[3].split() == ["china-29-centers", "中国", "技术中心总数", "1714", "1714", "证实"]
    assert lines[-1] == "china-29-centers: 证实：第29批名单列出1,714家技术中心。"


def test_the_command_writes_json_csv_and_markdown(run, dataset):
    rows = json.loads(run("claims", "--format", "json").out)
    checked = tcgraph.check_claims(dataset)
    assert rows == json.loads(json.dumps([one.to_dict() for one in checked]))
    table = list(csv.DictReader(io.StringIO(run("claims", "-f", "csv").out)))
    assert [row["sentence"] for row in table] == [one.text("en") for one in checked]
    markdown = run("claims", "liaoning-29-new", "-f", "md").out.splitlines()
    assert markdown[1] == "| --- | --- | --- | --- | --- | --- | --- |"
    assert markdown[2].startswith("| liaoning-29-new | Liaoning | new centers | 5 | 5..10 | confirmed within bounds | Confirmed within")
    assert run("claims", "-f", "nope").code == 2


def test_exit_code_one_only_when_it_is_asked_for(run, tmp_path):
    """A claim against a store with a figure that says otherwise."""
    file = tmp_path / "claims.ttl"
    file.write_text("""@prefix tc: <https://w3id.org/tcgraph/ontology#> . @prefix ex: <http://example.org/> .
        ex:land a tc:Country . ex:b a tc:Batch ; tc:batchNumber 7 . ex:n a tc:Notice ; tc:concernsBatch ex:b ; tc:noticeKind tc:ListNotice .
        ex:f a tc:NoticeFigure ; tc:measure tc:NewCenters ; tc:aboutPlace ex:land ; tc:concernsBatch ex:b ; tc:statedIn ex:n ; tc:value 3 .
        ex:c a tc:Claim ; tc:measure tc:NewCenters ; tc:aboutPlace ex:land ; tc:concernsBatch ex:b ; tc:value 5 .""", encoding="utf-8")
    folder = tmp_path / "store"
    assert run("--store", folder, "load", file).code == 0
    done = run("--store", folder, "claims")
    assert (done.code, "Contradicted, 2 too high" in done.out) == (0, True)
    assert run("--store", folder, "claims", "--exit-code").code == 1
    assert run("claims", "china-29-centers", "--exit-code").code == 0


def test_why_prints_a_tree_in_the_language_asked_for(run):
    done = run("--language", "zh", "why", "沈阳兴齐眼药股份有限公司", "所在地")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0] == "沈阳兴齐眼药股份有限公司技术中心  (技术中心)"
    assert "位于: 辽宁省" in lines
    assert "          企业 “沈阳兴齐眼药股份有限公司”  地区 “辽宁省”" in lines
    english = run("why", "沈阳兴齐眼药股份有限公司", "tc:locatedIn").out.splitlines()
    assert "located in: Liaoning" in english
    assert len(english) == len(lines)


def test_why_writes_json(run, dataset):
    done = run("why", "沈阳兴齐眼药股份有限公司", "--format", "json")
    assert json.loads(done.out) == json.loads(json.dumps(dataset.why("沈阳兴齐眼药股份有限公司").to_dict()))


def test_why_of_what_is_not_there_is_an_error(run, store):
    for arguments, said in [
        (("why", "沈阳兴齐眼药股份有限公司", "colour"), "No term named 'colour'."), (("why", "沈阳兴齐眼药"), "Did you mean"),
        (("--store", store, "why", "http://example.org/nothing"), "Nothing is stated of it in this dataset."),
        (("why", "辽宁省", "-f", "nope"), "No format 'nope'"),
    ]:
        done = run(*arguments)
        assert (done.code, done.out) == (2, "")
        assert said in done.err


def test_why_of_a_store_of_ones_own_says_that_there_is_no_conclusion(run, store):
    done = run("--store", store, "why", "http://example.org/a")
    assert done.code == 0
    assert "stated in graph http://example.org/graph, no conclusion behind it" in done.out
