"""What goes wrong ends with exit code 2, a message that says what to do, and nothing on standard output."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

CROSS_PRODUCT = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture
def refused(run):
    """Runs what must fail and returns the message."""

    def message(*arguments, **options) -> str:
        done = run(*arguments, **options)
        assert (done.code, done.out) == (2, ""), done
        return "".join(line for line in done.err.splitlines(keepends=True) if not line.endswith(" …\n"))

    return message


@pytest.fixture
def file(tmp_path):
    def make(name: str, content: bytes) -> Path:
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return make


# Files ------------------------------------------------------------------------


def test_broken_turtle_is_found_by_line_and_column_and_nothing_is_loaded(refused, run, store, own, file):
    broken = file("broken.ttl", b"@prefix ex: <http://example.org/> .\nex:a ex:b ex:c .\nex:a ex:b nope:c .\n")
    assert refused("validate", broken).startswith(f"tcgraph: {broken}, line 3, column ")
    assert refused("--store", store, "load", own, broken).startswith(f"tcgraph: {broken}, line 3, column ")
    assert run("--store", store, "select", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "-f", "csv").out == "n\r\n5\r\n"


def test_a_file_in_gbk_says_how_to_convert_it(refused, file):
    gbk = file("gbk.ttl", '<http://e/a> <http://e/b>\n  "清华大学" .\n'.encode("gbk"))
    assert refused("validate", gbk) == (
        f"tcgraph: {gbk}, line 2, column 4: not UTF-8. Save the file as UTF-8 (iconv -f GB18030 -t UTF-8 FILE, if it is in a Chinese encoding)\n")


@pytest.mark.parametrize("command", [["validate"], ["--store", "{tmp}/s", "load"]], ids=["validate", "load"])
def test_missing_files_folders_and_unknown_endings(refused, file, tmp_path, command):
    words = [word.format(tmp=tmp_path) for word in command]
    assert "nothing.ttl cannot be read: No such file or directory" in refused(*words, tmp_path / "nothing.ttl")
    (tmp_path / "folder.ttl").mkdir()
    assert "folder.ttl is a folder" in refused(*words, tmp_path / "folder.ttl")  # and then: name its files, or that it holds none
    assert "the ending .docx is no RDF syntax" in refused(*words, file("x.docx", b""))


def test_a_file_that_cannot_be_read(refused, file, tmp_path):
    secret = file("secret.ttl", b"")
    secret.chmod(0)
    if os.access(secret, os.R_OK):  # root reads everything but the memory of a process at address 0
        secret = tmp_path / "memory.ttl"
        secret.symlink_to("/proc/self/mem")
    message = refused("validate", secret)
    assert f"{secret.name} cannot be read: " in message
    assert "Check the name and the permissions." in message


# Queries ----------------------------------------------------------------------


def test_a_syntax_error_in_a_query_shows_the_place(refused, store):
    message = refused("--store", store, "select", "SELECT ?s WHERE {\n  ?s ?p ;;; ?o\n}")
    assert "The query does not parse: line 2, column 13" in message or "The query does not parse: line 2, column" in message
    assert "\n      ?s ?p ;;; ?o\n" in message
    assert message.splitlines()[-1].strip() == "^"


def test_service_is_refused(refused, store):
    assert "SERVICE is not allowed" in refused("--store", store, "select", "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }")


def test_an_update_is_no_query(refused, store):
    assert "does not parse" in refused("--store", store, "select", "DROP ALL")


def test_a_query_file_that_is_missing_or_in_gbk(refused, store, tmp_path, file):
    assert "nothing.rq cannot be read" in refused("--store", store, "select", f"@{tmp_path}/nothing.rq")
    gbk = file("gbk.rq", 'SELECT * { ?s ?p "清华" }'.encode("gbk"))
    assert "gbk.rq cannot be read as UTF-8 text" in refused("--store", store, "select", f"@{gbk}")
    assert "standard input is not UTF-8" in refused("--store", store, "select", "-", given=gbk.read_bytes())


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="arguments are bytes on Linux")
def test_arguments_in_another_encoding(refused, store):
    for words in (["show", "清华大学".encode("gbk")], ["select", 'SELECT * { ?s ?p "清华" }'.encode("gbk")]):
        assert "is not UTF-8. Set the terminal to UTF-8" in refused("--store", store, *words)


@pytest.mark.parametrize("format", ["nope", "xlsx"])
def test_an_unknown_format_is_told_before_the_work(refused, format):
    known = f"tcgraph: No format '{format}'. Known: table, json, csv, excel, tsv, ttl, sparql-json, sparql-xml.\n"
    for words in (["select", "ASK {}"], ["answer", "rosters"], ["info"]):
        assert refused("--store", "nowhere", *words, "-f", format) == known
    assert "Known: table, json." in refused("questions", "-f", format)


@pytest.mark.parametrize(("binding", "said"), [
    ("thing", "write key=value"),
    ("a b=1", "is no name of a parameter or variable"),
    ("thing=http://[", "Invalid character '['"),
    ("other=1", "?other"),
])
def test_a_binding_that_cannot_be_used(refused, store, binding, said):
    assert said in refused("--store", store, "select", "SELECT ?thing WHERE { ?thing ?p ?o }", "--bind", binding)


def test_a_query_that_takes_too_long_ends_quickly(refused, store, run, tmp_path, file):
    many = file("many.nt", b"".join(b"<http://e/%d> <http://e/p> <http://e/o> .\n" % n for n in range(3000)))
    folder = tmp_path / "many"
    assert run("--store", folder, "load", many).code == 0
    begin = time.monotonic()
    message = refused("--store", folder, "select", CROSS_PRODUCT, "--limit", "0.2")
    assert message == "tcgraph: The query took longer than 0.2 s and was stopped. Make it narrower, or allow more.\n"
    assert time.monotonic() - begin < 20, "27,000,000,000 solutions would take an hour"


# Questions and names ----------------------------------------------------------


@pytest.mark.parametrize(("words", "said"), [
    (["centers_in_provinc"], "No question named 'centers_in_provinc'. Did you mean 'centers_in_province'"),
    (["centers_in_province", "province"], "'province' is no parameter: write key=value"),
    (["centers_in_province", "provice=辽宁"], "has no parameter 'provice'; it has: on, province."),
    (["centers_in_province"], "needs province=… (tc:Place: a province"),
    (["centers_in_province", "province=辽宁"], "needs on=… (xsd:date: the day asked about"),
    (["centers_in_province", "province=辽宁", "on=2023-02-30"], "needs on as xsd:date, not '2023-02-30'"),
    (["centers_in_province", "province=Liaonin", "on=2023-03-15"], "No thing named 'Liaonin'. Did you mean 'Liaoning'"),
    (["centers_in_province", "province=清华大学", "on=2023-03-15"], "It was looked for as tc:Place."),
    (["centers_in_province", "province=http://[", "on=2023-03-15"], "Invalid character '['"),
])
def test_a_question_asked_wrongly(refused, places, words, said):
    assert said in refused("--store", places, "answer", *words)


def test_a_name_of_several_things_lists_them(refused, places, dataset):
    message = refused("--store", places, "answer", "centers_in_province", "province=东北", "on=2023-03-15")
    assert message.startswith("tcgraph: '东北' may mean 2 things; give the IRI of one:\n")
    for thing, label, _ in dataset.find("东北", "tc:Place"):
        assert f"  <{thing}>  {label}\n" in message


@pytest.mark.parametrize("name", ["没有的东西", "https://w3id.org/tcgraph/id/place/none", "http://[", ""])
def test_show_an_unknown_thing(refused, store, name):
    message = refused("--store", store, "show", name)
    assert f"No thing named '{name}'" in message or "Invalid character '['" in message


# Stores -----------------------------------------------------------------------


def test_a_store_that_is_not_there_is_not_made_by_asking(refused, tmp_path):
    message = refused("--store", tmp_path / "none", "info")
    assert "is not there" in message and f"tcgraph --store {tmp_path / 'none'} load FILES" in message
    assert not (tmp_path / "none").exists()


def test_load_without_a_store(refused, own):
    assert refused("load", own) == "tcgraph: Say which store: tcgraph --store DIR load FILES…\n"


def test_a_folder_of_other_files_is_no_store(refused, own):
    assert "holds other files and is no tcgraph store" in refused("--store", own.parent, "load", own)
    assert "cannot be a store" in refused("--store", own, "info")


def test_a_store_that_another_process_holds(refused, command, store, run):
    script = "import sys, tcgraph; d = tcgraph.open(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    holder = subprocess.Popen([sys.executable, "-c", script, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=command[1])
    try:
        assert holder.stdout.readline() == b"open\n"
        assert "another process or object has this store open. Close it there" in refused("--store", store, "info")
    finally:
        holder.communicate()
    assert run("--store", store, "select", "ASK {}").code == 0


# Output -----------------------------------------------------------------------


def test_output_that_cannot_be_written(refused, store, tmp_path, file):
    in_the_way = file("file", b"")
    assert "Nothing was written there." in refused("--store", store, "export", "-o", in_the_way / "x.nq")
    (tmp_path / "x.nq").mkdir()
    assert "x.nq: Is a directory. Nothing was written there." in refused("--store", store, "export", "-o", tmp_path / "x.nq")
    assert "Nothing was written there." in refused("--store", store, "view", "cooperation", "-o", in_the_way / "x.gexf")
    assert "Nothing was written there." in refused("build", "--out", in_the_way)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "x.nq"]


@pytest.mark.parametrize(("words", "said"), [
    (["export", "-o", "x.xyz"], "x.xyz: xyz is no export format. Known: ttl, nt, nq"),
    (["export", "-o", "x.csv", "--table", "centers_in_province"], "tcgraph answer centers_in_province province=… on=… -f excel"),
    (["view", "coop", "-o", "x.csv"], "Did you mean 'cooperation'?"),
    (["view", "cooperation", "-o", "x.pdf"], "a view is written as .graphml, .gexf, .csv, .parquet, .png, .svg, .html"),
    (["view", "cooperation", "-o", "x.csv", "--kind", "Award"], "No kind of cooperation Award. Known: JointAward"),
    (["view", "cooperation", "-o", "x.csv", "--province", "辽"], "No thing named '辽'"),
])
def test_writing_what_cannot_be_written(refused, store, tmp_path, words, said):
    assert said in refused("--store", store, *words, cwd=tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has /dev/full")
@pytest.mark.parametrize("words", [["questions"], ["select", "SELECT * { ?s ?p ?o }"], ["export", "-f", "nq", "-o", "/dev/stdout"]])
def test_standard_output_on_a_full_disk(command, store, words):
    arguments, environment = command
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*arguments, "--store", store, *words], stdout=full, stderr=subprocess.PIPE, env=environment)
    assert done.returncode == 2
    assert b"No space left on device" in done.stderr and b"Traceback" not in done.stderr


@pytest.mark.parametrize("words", [["answer", "center_table"], ["questions"], ["export", "-f", "nt", "-o", "/dev/stdout"]])
def test_a_reader_that_goes_away_is_no_error(command, words):
    """As in ``tcgraph answer center_table | head -1``."""
    arguments, environment = command
    writer = subprocess.Popen([*arguments, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    writer.stdout.readline()
    writer.stdout.close()
    said = writer.stderr.read()
    writer.stderr.close()
    assert writer.wait(timeout=120) == 0, said
    assert not [line for line in said.decode().splitlines() if not line.endswith((" …", " bytes."))]
