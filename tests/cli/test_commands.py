"""Each command once as it should go: data on standard output, messages on standard error, exit code 0."""

import csv
import io
import json
import shutil
import subprocess
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph as ox
import pytest

import tcgraph
from tcgraph import resources
from tcgraph.questions import questions

LIAONING = ["answer", "centers_in_province", "province=辽宁", "on=2023-03-15"]


def messages(done) -> str:
    """Standard error without the line that appears where a machine is slow."""
    return "".join(line for line in done.err.splitlines(keepends=True) if not line.endswith(" …\n"))


# Asking -----------------------------------------------------------------------


def test_info(run, dataset):
    done = run("info")
    assert (done.code, messages(done)) == (0, "")
    assert f"{len(dataset):,} quads in {len(list(resources.graph_files()))} named graphs." in done.out
    assert "roster of batch 29" in done.out and "Where the centers lie" in done.out
    assert "第29批名单" in run("--language", "zh", "info").out


def test_questions_lists_all_in_either_language(run):
    english, chinese = run("questions"), run("--language", "zh", "questions")
    assert english.code == chinese.code == 0
    assert english.err == chinese.err == ""
    for name, one in questions().items():
        assert name in english.out and one.english in english.out and one.chinese in chinese.out


def test_the_language_comes_from_the_environment(run):
    assert questions()["rosters"].chinese in run("questions", LANG="zh_CN.UTF-8").out
    assert questions()["rosters"].chinese in run("questions", TCGRAPH_LANGUAGE="zh").out
    assert questions()["rosters"].english in run("--language", "en", "questions", LANG="zh_CN.UTF-8").out


def test_one_question_in_full(run):
    done = run("questions", "centers_in_province")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("tcgraph answer centers_in_province province=… on=…\n")
    assert questions()["centers_in_province"].text in done.out


def test_questions_as_json(run):
    listed = json.loads(run("questions", "-f", "json").out)
    assert [one["name"] for one in listed] == list(questions())
    one = next(one for one in listed if one["name"] == "centers_in_province")
    assert one["evidence"] == "centers_in_province_evidence"
    assert one["parameters"][1] == {"name": "on", "type": "xsd:date", "required": True, "text": "the day asked about, YYYY-MM-DD / 所问日期"}


def test_the_story_of_liaoning_as_json_from_any_folder(run, tmp_path):
    done = run(*LIAONING, "--format", "json", cwd=tmp_path)
    assert (done.code, messages(done)) == (0, "")
    (found,) = json.loads(done.out)
    assert (found["printed"], found["located"], found["subcenters"]) == (44, 47, 3)
    assert len(found["evidence"]) == 47
    subs = [row["label"] for row in found["evidence"] if row["kind"] == "sub-center"]
    assert len(subs) == 3 and "大连中远海运重工有限公司技术中心" in subs
    assert {row["position"] for row in found["evidence"] if row["kind"] == "sub-center"} != {None}
    assert not list(tmp_path.iterdir()), "a question leaves nothing behind"


def test_the_story_of_liaoning_as_a_table(run):
    done = run(*LIAONING)
    assert done.code == 0
    assert messages(done) == "47 rows of evidence: add --evidence, or -f json.\n"
    header, rule, row = done.out.splitlines()
    assert header.split()[:6] == ["province", "on", "name", "printed", "located", "subcenters"]
    assert set(rule) <= {"─", " "}
    assert row.split()[2:6] == ["Liaoning", "44", "47", "3"]


def test_the_evidence_as_csv(run):
    done = run(*LIAONING, "--evidence", "-f", "csv")
    assert (done.code, messages(done)) == (0, "")
    rows = list(csv.DictReader(io.StringIO(done.raw.decode("utf-8"), newline="")))
    assert len(rows) == 47
    assert sum(row["kind"] == "sub-center" for row in rows) == 3


def test_a_question_without_evidence_says_where_to_look(run):
    done = run("answer", "rosters", "--evidence")
    assert (done.code, done.out) == (2, "")
    assert "provenance_of tells where a center's facts come from" in done.err


def test_an_empty_answer_is_no_error(run, store):
    done = run("--store", store, "answer", "rosters", "-f", "json")
    assert (done.code, json.loads(done.out)) == (0, [])
    assert "No solution" in done.err


SELECT = """PREFIX ex: <http://example.org/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing ?label ?n WHERE { ?thing rdfs:label ?label ; ex:n ?n FILTER(LANG(?label) = "zh") } ORDER BY ?n"""


def test_select_in_every_format(run, store):
    found = {}
    for format in ("table", "json", "csv", "excel", "tsv", "ttl", "sparql-json", "sparql-xml"):
        done = run("--store", store, "select", SELECT, "-f", format)
        assert (done.code, done.err) == (0, ""), format
        found[format] = done.raw
    assert found["table"].decode().splitlines()[2].split() == ["http://example.org/a", "甲", "1"]
    assert json.loads(found["json"]) == [{"thing": "http://example.org/a", "label": "甲", "n": 1}, {"thing": "http://example.org/b", "label": "乙", "n": 2}]
    assert found["csv"] == "thing,label,n\r\nhttp://example.org/a,甲,1\r\nhttp://example.org/b,乙,2\r\n".encode()
    assert found["excel"] == b"\xef\xbb\xbf" + found["csv"]
    assert found["tsv"].decode().splitlines() == ["?thing\t?label\t?n", '<http://example.org/a>\t"甲"@zh\t1', '<http://example.org/b>\t"乙"@zh\t2']
    assert len(list(ox.parse(found["ttl"], format=ox.RdfFormat.TURTLE))) > 10
    assert json.loads(found["sparql-json"])["results"]["bindings"][1]["label"] == {"type": "literal", "value": "乙", "xml:lang": "zh"}
    assert len(ElementTree.fromstring(found["sparql-xml"])[1]) == 2


def test_a_query_from_standard_input_and_from_a_file(run, store, tmp_path):
    (tmp_path / "query.rq").write_text("\ufeff" + SELECT, encoding="utf-8")
    there = run("--store", store, "select", SELECT, "-f", "csv")
    assert run("--store", store, "select", "-", "-f", "csv", given=SELECT.encode()) == there
    assert run("--store", store, "select", f"@{tmp_path / 'query.rq'}", "-f", "csv") == there


def test_bind_puts_terms_in_the_place_of_variables(run, store):
    done = run("--store", store, "select", SELECT, "-f", "json", "--bind", "thing=http://example.org/b", "--bind", "n=2")
    assert json.loads(done.out) == [], "a text 2 is not the number 2"
    done = run("--store", store, "select", SELECT, "-f", "json", "--bind", "thing=http://example.org/b")
    assert [row["label"] for row in json.loads(done.out)] == ["乙"]


def test_ask_prints_true_or_false(run, store):
    assert run("--store", store, "select", "ASK { ?s ?p 1 }").out == "true\n"
    done = run("--store", store, "select", "PREFIX select: <http://e/> ask { ?s ?p 3 }")
    assert (done.code, done.out) == (0, "false\n")


def test_construct_prints_triples(run, store):
    query = "CONSTRUCT { ?thing <http://e/is> ?n } WHERE { ?thing <http://example.org/n> ?n }"
    ntriples = run("--store", store, "select", query)
    assert ntriples.code == 0
    assert ntriples.out.splitlines()[0] == '<http://example.org/a> <http://e/is> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .'
    turtle = run("--store", store, "select", query, "-f", "ttl")
    assert "<http://example.org/b> <http://e/is> 2 ." in turtle.out
    described = run("--store", store, "select", "DESCRIBE <http://example.org/a>")
    assert len(described.out.splitlines()) == 3
    bound = run("--store", store, "select", "DESCRIBE ?thing WHERE { ?thing ?p ?o }", "--bind", "thing=http://example.org/b")
    assert bound.code == 2 or {line.split()[0] for line in bound.out.splitlines()} == {"<http://example.org/b>"}, "never ignored"


def test_show_by_name_code_and_iri_says_the_same(run, places, dataset):
    outputs = {run("--store", places, "show", name).out for name in ("辽宁", "210000", dataset.find_one("Liaoning"))}
    assert len(outputs) == 1
    (text,) = outputs
    assert text.startswith(dataset.find_one("辽宁") + "\n  default graph\n") and "GB/T 2260 code: 210000" in text


def test_show_as_turtle_and_json_and_in_chinese(run, places, dataset):
    turtle = run("--store", places, "show", "大连市", "-f", "ttl")
    triples = list(ox.parse(turtle.raw, format=ox.RdfFormat.TURTLE))
    assert {triple.subject.value for triple in triples} == {dataset.find_one("大连市")}
    (thing,) = json.loads(run("show", "Tsinghua University", "-f", "json").out)
    assert thing["iri"] == dataset.find_one("清华大学")
    assert {row["graph"] for row in thing["statements"]} == {"https://w3id.org/tcgraph/graph/reference/universities"}
    assert "被以下陈述引用" in run("--store", places, "--language", "zh", "show", "辽宁").out


def test_show_shows_all_things_of_a_name(run, places):
    done = run("--store", places, "show", "东北")
    assert done.code == 0
    assert "东北（六大地理区）" in done.out and "东北（国家统计局四大地区）" in done.out


# Making and checking ----------------------------------------------------------


def test_build_gives_the_committed_files(run, tmp_path, root):
    done = run("build", "--out", tmp_path)
    assert (done.code, done.out) == (0, "")
    assert "files written, 0 unchanged." in done.err
    made = sorted(file.relative_to(tmp_path) for file in tmp_path.rglob("*.ttl"))
    there = sorted(file.relative_to(root) for file in [*(root / "data" / "ttl").rglob("*.ttl"), root / "ontology" / "fields.ttl"])
    assert made == there
    assert not [file for file in made if (tmp_path / file).read_bytes() != (root / file).read_bytes()]


def test_build_refuses_changed_sources_until_they_are_sealed(run, few_sources, tmp_path):
    sources = tmp_path / "sources"
    shutil.copytree(few_sources / "sources", sources)
    with (sources / "claims.csv").open("a", encoding="utf-8") as file:
        file.write('added,辽宁省,TotalUnits,"as said",48,2023-04,29,http://example.org/news\n')
    refused = run("build", "--out", tmp_path / "out", "--sources", sources)
    assert (refused.code, refused.out) == (2, "")
    assert "claims.csv: has SHA-256" in refused.err and "tcgraph build --seal" in refused.err
    assert not (tmp_path / "out").exists()
    sealed = run("build", "--out", tmp_path / "out", "--sources", sources, "--seal")
    assert sealed.code == 0
    assert sealed.err.splitlines()[0] in ("sealed claims", "Building the graphs …")
    assert "added: 48" in (tmp_path / "out" / "data" / "ttl" / "claims.ttl").read_text(encoding="utf-8")
    again = run("build", "--out", tmp_path / "out", "--sources", sources)
    assert "; 0 files written, " in again.err


def test_what_was_loaded_can_be_asked_for(run, store):
    done = run("--store", store, "select", "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g", "-f", "csv")
    assert done.raw == b"g,n\r\nhttp://example.org/graph,5\r\n"


def test_validate_a_file_that_conforms(run, own):
    done = run("validate", own)
    assert (done.code, done.out) == (0, "Conforms: no finding.\n")


@pytest.fixture(scope="module")
def broken_data(tmp_path_factory):
    file = tmp_path_factory.mktemp("broken") / "batch.ttl"
    file.write_text("<http://example.org/batch> a <https://w3id.org/tcgraph/ontology#Batch> .\n", encoding="utf-8")
    return file


def test_validate_broken_data_in_every_form(run, broken_data):
    text = run("validate", broken_data)
    assert text.code == 1
    assert "[tcs:BatchShape-batchNumber]" in text.out and "http://example.org/batch" in text.out
    assert "A batch must have exactly one batch number" in text.out
    shapes = ["--shapes", resources.shapes()]  # without the reference graphs at hand
    found = run("validate", broken_data, "-f", "json", *shapes)
    report = json.loads(found.out)
    assert found.code == 1 and report["conforms"] is False
    assert report["counts"]["violation"] == len(report["results"]) > 0
    turtle = run("validate", broken_data, "-f", "ttl", *shapes)
    assert turtle.code == 1
    triples = list(ox.parse(turtle.raw, format=ox.RdfFormat.TURTLE))
    assert sum(triple.predicate.value.endswith("#focusNode") for triple in triples) == len(report["results"])


def test_validate_in_chinese(run, broken_data):
    done = run("--language", "zh", "validate", broken_data, "--shapes", resources.shapes())
    assert done.code == 1
    assert "批次须恰有一个批次号" in done.out


def test_validate_fails_on_the_severity_asked_for(run, tmp_path, own):
    """A shape of our own that only warns: exit code 1 by default, 0 where only violations count."""
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text("""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .
        ex:Shape a sh:NodeShape ; sh:targetNode ex:a ; sh:property ex:Shape-n .
        ex:Shape-n a sh:PropertyShape ; sh:path ex:n ; sh:maxExclusive 1 ; sh:severity sh:Warning ; sh:message "too many"@en , "过多"@zh .
        """, encoding="utf-8")
    arguments = ["validate", own, "--shapes", shapes, "--fail-on"]
    assert [run(*arguments, severity).code for severity in ("info", "warning", "violation")] == [1, 1, 0]
    refused = run(*arguments, "fatal")
    assert (refused.code, refused.out) == (2, "") and "No severity 'fatal'" in refused.err


# Writing ----------------------------------------------------------------------


def test_view_of_cooperation(run, tmp_path, dataset):
    wanted = tcgraph.views.cooperation(dataset, province="辽宁", since=2013, kind="JointAward")
    arguments = ["view", "cooperation", "--province", "辽宁", "--since", "2013", "--kind", "JointAward", "-o"]
    for ending in ("gexf", "csv"):
        file = tmp_path / f"view.{ending}"
        done = run(*arguments, file)
        assert (done.code, done.out) == (0, "")
        assert messages(done) == f"{file}: {len(wanted)} nodes, {wanted.number_of_edges()} edges.\n"
    assert len(wanted) > 3
    assert set(nx.read_gexf(tmp_path / "view.gexf")) == set(wanted)
    assert len((tmp_path / "view.csv").read_text(encoding="utf-8").splitlines()) == wanted.number_of_edges() + 1


def test_view_of_participation(run, tmp_path):
    done = run("view", "participation", "--kind", "JointAward", "--kind", "Founding", "--until", "2020", "-o", tmp_path / "v.graphml")
    assert done.code == 0
    kinds = {data["kind"] for _, data in nx.read_graphml(tmp_path / "v.graphml").nodes(data=True) if data["bipartite"] == 1}
    assert kinds <= {"JointAward", "Founding"} and kinds


def test_export_to_each_format(run, store, tmp_path):
    for format in ("ttl", "nt", "nq", "trig", "jsonld", "rdf"):
        file = tmp_path / f"own.{format}"
        done = run("--store", store, "export", "-o", file)
        assert (done.code, done.out) == (0, "")
        assert done.err == f"{file}: {file.stat().st_size:,} bytes.\n"
        assert len(list(ox.parse(path=file))) == 5, format


def test_export_the_table_of_centers(run, tmp_path):
    done = run("export", "-o", tmp_path / "centers.csv")
    assert (done.code, done.out) == (0, "")
    content = (tmp_path / "centers.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\r\n") == 2004
    assert run("export", "-o", tmp_path / "rosters.txt", "-f", "csv", "--table", "rosters", "--no-bom").code == 0
    assert (tmp_path / "rosters.txt").read_bytes().startswith(b"roster,")


def test_export_to_standard_output_leaves_the_device_alone(command, store):
    arguments, environment = command
    done = subprocess.run([*arguments, "--store", store, "export", "-o", "/dev/stdout", "-f", "nq"], capture_output=True, env=environment)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 5
