"""``tcgraph validate`` as a user has it."""

import json
import subprocess

import pytest

SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .
ex:Shape a sh:NodeShape ; sh:targetSubjectsOf ex:n ; sh:property ex:Shape-n .
ex:Shape-n sh:path ex:n ; sh:maxInclusive 5 ; sh:severity sh:Warning ; sh:message "too many"@en , "过多"@zh .
"""
DATA = '@prefix ex: <http://example.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\nex:a ex:n 1 .\nex:b\n  ex:n 7 ;\n  rdfs:label "乙"@zh , "B"@en .\nex:c ex:n 8 .\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of data, and shapes beside it."""
    place = tmp_path_factory.mktemp("validate")
    (place / "data" / "deep").mkdir(parents=True)
    (place / "data" / "deep" / "d.ttl").write_text(DATA, encoding="utf-8")
    (place / "data" / "notes.txt").write_text("no data", encoding="utf-8")
    (place / "s.ttl").write_text(SHAPES, encoding="utf-8")
    return place


def test_folder_and_pipe_give_the_findings_of_the_file(run, folder):
    file = run("validate", folder / "data" / "deep" / "d.ttl", "--shapes", folder / "s.ttl", "-f", "json")
    assert file.code == 1
    wanted = [(row["focus_node"], row["value_node"], row["line"]) for row in json.loads(file.out)["results"]]
    assert wanted == [("http://example.org/b", "7", 4), ("http://example.org/c", "8", 6)]
    for arguments, given in (([folder / "data"], b""), (["-"], DATA.encode())):
        done = run("validate", *arguments, "--shapes", folder / "s.ttl", "-f", "json", given=given)
        assert [(row["focus_node"], row["value_node"], row["line"]) for row in json.loads(done.out)["results"]] == wanted
    assert json.loads(done.out)["results"][0]["file"] == "standard input"


def test_shapes_from_a_pipe_and_data_and_shapes_in_one_file(run, folder, tmp_path):
    data = folder / "data" / "deep" / "d.ttl"
    assert run("validate", data, "--shapes", "-", given=SHAPES.encode()).code == 1
    both = tmp_path / "both.ttl"
    both.write_text(SHAPES + DATA, encoding="utf-8")
    done = run("validate", both, "--shapes", both, "-f", "csv")
    assert done.code == 1 and len(done.out.splitlines()) == 3


@pytest.mark.parametrize(("given", "options"), [
    (b'{"@id": "http://example.org/z", "http://example.org/n": 9}', []), (b'[{"@id": "http://example.org/z", "http://example.org/n": 9}]', []),
    (b'<http://example.org/z> <http://example.org/n> "9"^^<http://www.w3.org/2001/XMLSchema#integer> <http://g> .\n', ["--input-format", "nq"]),
    (b'<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/"><rdf:Description rdf:about="http://example.org/z"><e:n rdf:datatype="http://www.w3.org/2001/XMLSchema#integer">9</e:n></rdf:Description></rdf:RDF>', []),
], ids=["JSON-LD", "JSON-LD list", "N-Quads", "RDF/XML"])
def test_a_pipe_may_bring_any_syntax(run, folder, given, options):
    done = run("validate", "-", "--shapes", folder / "s.ttl", *options, given=given)
    assert done.code == 1 and "http://example.org/z" in done.out, done.err


@pytest.mark.parametrize(("ending", "begins"), [("html", "<!DOCTYPE html>"), ("md", "# "), ("csv", "severity,"), ("sarif", "{"), ("ttl", "@prefix"), ("json", "{"),
                                                ("jsonld", "["), ("txt", "2 warnings"), ("nt", "_:report")])
def test_ending_of_the_output_tells_the_format(run, folder, tmp_path, ending, begins):
    file = tmp_path / "out" / f"report.{ending}"
    done = run("validate", folder / "data", "--shapes", folder / "s.ttl", "-o", file)
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines()[-1] == f"{file}: 2 warnings (look at them)."
    assert file.read_text(encoding="utf-8").startswith(begins)


def test_format_goes_before_ending_and_language_is_the_reports(run, folder, tmp_path):
    file = tmp_path / "report.txt"
    done = run("validate", folder / "data", "--shapes", folder / "s.ttl", "-o", file, "--format", "html", "--language", "zh")
    page = file.read_text(encoding="utf-8")
    assert done.code == 1 and "过多" in page and "乙" in page and "数据检查报告" in page and "too many" not in page
    assert "警告 2 项" in done.err


def test_both_engines_say_the_same(run, folder):
    texts = [run("validate", folder / "data", "--shapes", folder / "s.ttl", "--engine", engine).out for engine in ("columns", "pyshacl")]
    assert texts[0] == texts[1] and "Warning × 2" in texts[0] and "B  http://example.org/b  (http://example.org/n: 7)" in texts[0]


def test_baseline_decides_the_exit_code(run, folder, tmp_path):
    before = tmp_path / "before.json"
    data = folder / "data" / "deep" / "d.ttl"
    arguments = ["--shapes", folder / "s.ttl"]
    assert run("validate", data, *arguments, "-o", before).code == 1
    known = run("validate", data, *arguments, "--baseline", before)
    assert known.code == 0 and known.out == "Nothing new.\n2 known before, not listed.\n"
    grown = tmp_path / "d.ttl"
    grown.write_text(DATA.replace("ex:c ex:n 8", "ex:d ex:n 9"), encoding="utf-8")
    new = run("validate", grown, *arguments, "--baseline", before, "-f", "json")
    found = json.loads(new.out)
    assert new.code == 1 and [row["value_node"] for row in found["results"]] == ["9"] and (found["known"], found["gone"]) == (1, 1)


def test_bound_keeps_the_exit_code(run, folder):
    done = run("validate", folder / "data", "--shapes", folder / "s.ttl", "--max-results", "0")
    assert done.code == 1 and "2 more were found" in done.out
    assert run("validate", folder / "data", "--shapes", folder / "s.ttl", "--max-results", "0", "--fail-on", "violation").code == 0


def test_parts_and_kept_columns_give_the_same_report(run, folder, tmp_path):
    command = ("validate", folder / "data", "--shapes", folder / "s.ttl", "-f", "json")
    whole = run(*command)
    kept = [run(*command, "--keep", tmp_path / "kept") for _ in range(2)]
    parts = run(*command, "--memory", "16", "--scratch", tmp_path)
    assert {done.out for done in (*kept, parts)} == {whole.out} and {done.code for done in (*kept, parts)} == {1}
    assert [file.name for file in tmp_path.iterdir()] == ["kept"]


def test_kept_columns_are_not_those_of_changed_files(run, folder, tmp_path):
    data = tmp_path / "d.ttl"
    for text, code in ((DATA, 1), (DATA.replace("7", "3").replace("8", "4"), 0)):
        data.write_text(text, encoding="utf-8")
        assert run("validate", data, "--shapes", folder / "s.ttl", "--keep", tmp_path / "kept").code == code


def test_query_that_does_not_end_is_stopped(run, tmp_path):
    data, shapes = tmp_path / "d.nt", tmp_path / "s.ttl"
    data.write_text("".join(f"<http://x/{i}> <http://x/p> <http://x/{i * 7 % 3000}> .\n" for i in range(3000)), encoding="utf-8")
    shapes.write_text("""@prefix sh: <http://www.w3.org/ns/shacl#> . <http://x/S> a sh:NodeShape ; sh:targetNode <http://x/1> ; sh:sparql [ sh:select
        "SELECT $this WHERE { $this <http://x/p> ?v . ?a <http://x/p> ?b . ?c <http://x/p> ?d . ?e <http://x/p> ?f FILTER(CONCAT(STR(?b), STR(?d), STR(?f)) = 'no') }" ] .
        """, encoding="utf-8")
    done = run("validate", data, "--shapes", shapes, "--time-limit", "1")
    assert (done.code, done.out) == (2, "") and "1 s" in done.err


def test_watch_checks_again_after_a_change(command, folder, tmp_path):
    words, environment = command
    data = tmp_path / "d.ttl"
    data.write_text(DATA, encoding="utf-8")
    started = [*words, "validate", data, "--shapes", folder / "s.ttl", "--watch"]
    with subprocess.Popen(started, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, text=True, encoding="utf-8") as process:
        try:
            assert process.stdout.readline().startswith("2 warnings")
            assert any(line.startswith("Waiting") for line in process.stdout)
            data.write_text(DATA.replace("7", "no number").replace("8", "4"), encoding="utf-8")
            assert "d.ttl" in process.stdout.readline()
            data.write_text(DATA.replace("7", "3").replace("8", "4"), encoding="utf-8")
            assert process.stdout.readline() == "Conforms: no finding.\n"
        finally:
            process.kill()


def test_explain_says_how_and_checks_nothing(run, folder):
    done = run("validate", folder / "nowhere", "--shapes", folder / "s.ttl", "--explain")
    assert done.code == 0 and "MaxInclusive" in done.out and "2 shapes" in done.out


@pytest.mark.parametrize(("arguments", "said"), [
    (["--engine", "spark"], "No engine 'spark': columns or pyshacl."),
    (["--format", "pdf"], "No format 'pdf'. Known: text, table"),
    (["--language", "fr"], "No language 'fr': zh or en."),
    (["--max-results", "-1"], "Invalid value for '--max-results'"),
    (["--baseline", "nowhere.json"], "nowhere.json cannot be read"),
    (["-", "-"], "named twice"),
    (["--input-format", "doc", "-"], "No syntax 'doc'"),
    (["-"], "Standard input is empty"),
    (["nowhere"], "nowhere cannot be read: No such file or directory"),
    (["--nope"], "No such option"),
    (["--watch"], "--watch wants files"),
    (["d.ttl", "--watch", "--engine", "pyshacl"], "--watch goes with"),

    (["--scratch", "x", "d.ttl"], "say memory_mb too"),
    (["--memory", "64", "--keep", "x", "d.ttl"], "leave one of them out"),
    (["--engine", "pyshacl", "--memory", "64", "d.ttl"], "memory_mb: for the engine 'columns' only"),
])
def test_wrong_calls_are_errors(run, folder, arguments, said):
    done = run("validate", "--shapes", folder / "s.ttl", *arguments)
    assert (done.code, done.out) == (2, "") and said in done.err


def test_folder_without_data_and_shapes_without_targets(run, folder, tmp_path):
    (tmp_path / "empty").mkdir()
    refused = run("validate", tmp_path / "empty", "--shapes", folder / "s.ttl")
    assert refused.code == 2 and "is a folder without RDF files" in refused.err
    shapes = tmp_path / "s.ttl"
    for text, said in ((SHAPES.replace("sh:targetSubjectsOf ex:n ;", ""), "add sh:targetClass"), (DATA, "no shape is there at all")):
        shapes.write_text(text, encoding="utf-8")
        refused = run("validate", folder / "data", "--shapes", shapes)
        assert refused.code == 2 and "nothing would be checked" in refused.err and said in refused.err
