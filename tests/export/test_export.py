"""What ``export`` writes, refuses, and leaves alone."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import tcgraph
from tcgraph import resources
from tcgraph.build.vocabulary import context as made_context
from tcgraph.errors import BindingError, CallError, FormatError, OutputError, UnknownQuestionError
from tcgraph.export import FORMATS, export
from tcgraph.vocab import TC, VERSION

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
ONE = '<http://e/s> <http://e/p> "x" <http://e/g> .\n'


@pytest.fixture
def one(small_dataset):
    return small_dataset(ONE)


# Bytes ------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_data_give_the_same_bytes_whatever_the_order_of_loading(small_dataset, tmp_path, format):
    lines = [f'<http://e/{n % 7}> <http://e/p{n % 3}> "{n}"@zh <http://e/g{n % 2}> .\n' for n in range(40)]
    first = export(small_dataset("".join(lines)), tmp_path / f"first.{format}").read_bytes()
    second = export(small_dataset("".join(reversed(lines))), tmp_path / f"second.{format}").read_bytes()
    assert first == second


def test_two_processes_with_other_hash_seeds_give_the_same_bytes(tmp_path):
    script = """
import pathlib, sys, tcgraph
dataset = tcgraph.Dataset(tcgraph.store.MemoryStore())
for graph, file in tcgraph.resources.graph_files():
    if graph.endswith(("ontology", "places", "claims", "departments")) and "conclusion" not in graph:
        dataset.load(file, graph=graph)
for ending in tcgraph.export_formats:
    tcgraph.export(dataset, pathlib.Path(sys.argv[1]) / f"some.{ending}")
""".replace("tcgraph.export_formats", repr(list(FORMATS)))
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run([sys.executable, "-c", script, str(tmp_path / seed)], env=environment, check=True)
    for ending in FORMATS:
        first, second = ((tmp_path / seed / f"some.{ending}").read_bytes() for seed in ("1", "2"))
        assert len(first) > 100_000 and first == second, ending


def test_text_formats_are_sorted_one_fact_a_line(small_dataset, tmp_path):
    given = small_dataset('<http://e/b> <http://e/p> "2" .\n<http://e/a> <http://e/p> "1" <http://e/g> .\n<http://e/a> <http://e/p> "1" .\n')
    assert export(given, tmp_path / "t.nt").read_text() == '<http://e/a> <http://e/p> "1" .\n<http://e/b> <http://e/p> "2" .\n'
    quads = export(given, tmp_path / "t.nq").read_text().splitlines()
    assert len(quads) == 3 and quads == sorted(quads)


# What a format holds ----------------------------------------------------------


def test_the_store_normalises_numbers_and_the_export_has_them_so(small_dataset, tmp_path):
    """Oxigraph keeps values, not spellings: "01" is 1. Known, and the same in every format."""
    given = small_dataset('<http://e/s> <http://e/p> "01"^^<http://www.w3.org/2001/XMLSchema#integer> .\n')
    assert '"1"^^<http://www.w3.org/2001/XMLSchema#integer>' in export(given, tmp_path / "n.nt").read_text()


def test_turtle_uses_a_for_the_type_as_property_only(small_dataset, tmp_path):
    given = small_dataset(f"<http://e/s> <{RDF}type> <{RDF}type> .\n<{RDF}type> <http://e/p> <{RDF}type> .\n")
    assert "a rdf:type" in export(given, tmp_path / "a.ttl").read_text()


@pytest.mark.parametrize("predicate", [
    "http://e/123", "http://e/", "urn:x:y:", f"{RDF}li", f"{RDF}Description", "http://e/p?q=", "http://e/%41/", "http://e/p~"])
def test_rdfxml_refuses_a_property_that_is_no_xml_name(small_dataset, tmp_path, predicate):
    given = small_dataset(f'<http://e/s> <{predicate}> "x" .\n')
    with pytest.raises(FormatError, match=r"RDF/XML cannot hold the property <.*> \(of <http://e/s>\).*Write ttl, nq or jsonld instead"):
        export(given, tmp_path / "x.rdf")
    assert [file.name for file in tmp_path.iterdir()] == ["given.nq"]


@pytest.mark.parametrize("character", ["\\u0000", "\\u0001", "\\u000B", "\\uFFFE"])
def test_rdfxml_refuses_characters_that_xml_has_not(small_dataset, tmp_path, character):
    given = small_dataset(f'<http://e/s> <http://e/p> "x{character}" .\n')
    with pytest.raises(FormatError, match=rf"cannot hold the character U\+{character[2:]} in the <http://e/p> of <http://e/s>"):
        export(given, tmp_path / "x.rdf")
    assert not (tmp_path / "x.rdf").exists()


def test_rdfxml_takes_names_that_need_a_new_prefix_and_classes_that_are_no_names(small_dataset, round_trip, tmp_path):
    file = round_trip(small_dataset(
        f'<http://e/s> <http://e/1属性> "x" .\n<http://e/s> <urn:x:y> "y" .\n<http://e/s> <{RDF}_1> "z" .\n<http://e/s> <{RDF}type> <http://e/9> .\n'
        '_:1a <http://e/p> _:1a .\n'), tmp_path / "x.rdf")
    names = {element.tag for element in ElementTree.parse(file).getroot().iter()}
    assert {"{http://e/1}属性", "{urn:x:}y", f"{{{RDF}}}_1", f"{{{RDF}}}type"} <= names


@pytest.mark.parametrize("iri", ["tc:Foo", "graph:", "place:中国"])
def test_jsonld_refuses_an_iri_that_the_context_would_read_as_another(small_dataset, tmp_path, iri):
    given = small_dataset(f"<http://e/s> <http://e/p> <{iri}> .\n")
    with pytest.raises(FormatError, match=rf"JSON-LD cannot hold <{iri}>: the context reads .*Write nq or trig instead"):
        export(given, tmp_path / "x.jsonld")


@pytest.mark.parametrize("format", ["ttl", "nt", "trig", "jsonld", "rdf"])
def test_a_triple_term_is_refused_where_only_nquads_can_hold_it(small_dataset, tmp_path, format):
    given = small_dataset("<http://e/s> <http://e/p> <<( <http://e/a> <http://e/b> <http://e/c> )>> .\n")
    with pytest.raises(FormatError, match=r"A triple term cannot be written .* only as nq"):
        export(given, tmp_path / f"x.{format}")
    assert not (tmp_path / f"x.{format}").exists()


# JSON-LD ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def jsonld(exported):
    return json.loads(exported("jsonld").read_text(encoding="utf-8"))


def test_the_context_is_in_the_document_and_nothing_is_fetched(jsonld):
    def remote(value):
        return isinstance(value, str) or (isinstance(value, list) and any(map(remote, value)))

    assert isinstance(jsonld["@context"], dict)
    assert "@import" not in jsonld["@context"]
    graphs = [node for node in jsonld["@graph"] if "@graph" in node]
    nested = [node for graph in graphs for node in graph["@graph"]]
    assert not [node for node in (*graphs, *nested) if "@context" in node]
    assert not [t for t, d in jsonld["@context"].items() if isinstance(d, dict) and remote(d.get("@context", {}))]


def test_the_packaged_context_is_that_of_the_ontology(jsonld):
    version, text = made_context(resources.ontology())
    file = resources.ontology() / f"context-{version}.jsonld"
    assert version == VERSION
    assert file.read_text(encoding="utf-8") == text
    assert jsonld["@context"] == json.loads(text)["@context"]


def test_jsonld_is_compact(dataset, jsonld):
    graphs = {graph["id"]: {node["id"]: node for node in graph["@graph"]} for graph in jsonld["@graph"]}
    assert len(graphs) == len(list(resources.graph_files()))
    places = next(nodes for name, nodes in graphs.items() if name.endswith("reference/places"))
    liaoning = places[dataset.find_one("辽宁").replace("https://w3id.org/tcgraph/id/place/", "place:")]
    assert liaoning["type"] == "Province"
    assert liaoning["label"] == {"en": "Liaoning", "zh": "辽宁省"}
    assert liaoning["gb2260"] == "210000"
    assert all(place.startswith("place:") for place in liaoning["within"])
    roster = next(nodes for name, nodes in graphs.items() if name.endswith("notice/29"))
    positions = [node["position"] for node in roster.values() if "position" in node]
    assert len(positions) > 1600 and all(type(position) is int for position in positions)
    days = [node["notAfter"] for node in roster.values() if "notAfter" in node]
    assert days == ["2023-02-24"], "the context knows that it is a date"


def test_jsonld_has_one_node_a_line(one, tmp_path):
    lines = export(one, tmp_path / "x.jsonld").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines if line.startswith('{"id": "http://e/s"')] == [{"id": "http://e/s", "http://e/p": "x"}]


# CSV --------------------------------------------------------------------------


def read_csv(file: Path):
    content = file.read_bytes()
    return content, list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_is_every_center_and_opens_in_excel(dataset, tmp_path):
    content, rows = read_csv(export(dataset, tmp_path / "centers.csv"))
    assert content.startswith(b"\xef\xbb\xbf")
    assert rows[0][:4] == ["unit", "label", "kind", "enterprise"]
    assert len(rows) - 1 == 2003
    units = dataset.select(f"SELECT (COUNT(DISTINCT ?u) AS ?n) WHERE {{ VALUES ?c {{ <{TC.TechnologyCenter}> <{TC.SubCenter}> }} ?u a ?c }}")
    assert len({row[0] for row in rows[1:]}) == units[0]["n"] == 2003
    assert all(len(row) == len(rows[0]) for row in rows)


def test_csv_without_the_mark_is_the_answer_as_csv(dataset, tmp_path):
    content, _ = read_csv(export(dataset, tmp_path / "centers.csv", bom=False))
    assert content.decode("utf-8") == dataset.answer("center_table").to_csv()


def test_csv_of_another_question(dataset, tmp_path):
    _, rows = read_csv(export(dataset, tmp_path / "kinds.csv", table="links_by_kind"))
    assert len(rows) - 1 == len(dataset.answer("links_by_kind"))


def test_csv_of_an_unknown_question(one, tmp_path):
    with pytest.raises(UnknownQuestionError, match=r"No question named 'center_tabel'\. Did you mean 'center_table'"):
        export(one, tmp_path / "x.csv", table="center_tabel")
    assert not (tmp_path / "x.csv").exists()


def test_csv_of_a_question_with_parameters_says_what_to_do_instead(one, tmp_path):
    with pytest.raises(CallError, match=r"centers_in_province needs parameters.*tcgraph answer centers_in_province province=… on=… -f excel") as error:
        export(one, tmp_path / "x.csv", table="centers_in_province")
    assert not isinstance(error.value, BindingError)
    assert not (tmp_path / "x.csv").exists()


# Files ------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "options", "named"), [
    ("x.xyz", {}, "xyz"), ("x", {}, "no ending"), ("x.ttl", {"format": "turtle"}, "turtle"), ("x.ttl.gz", {}, "gz")])
def test_an_unknown_format_names_the_known_ones(one, tmp_path, name, options, named):
    with pytest.raises(FormatError, match=rf"{name}: {named} is no export format\. Known: ttl, nt, nq, trig, jsonld, rdf, csv\."):
        export(one, tmp_path / name, **options)


def test_the_format_may_be_told_and_its_case_and_dot_do_not_matter(one, tmp_path):
    wanted = export(one, tmp_path / "x.nq").read_bytes()
    assert export(one, tmp_path / "X.NQ").read_bytes() == wanted
    assert export(one, tmp_path / "data.txt", format=".NQ").read_bytes() == wanted


def test_a_missing_folder_is_made(one, tmp_path):
    file = export(one, str(tmp_path / "new" / "deeper" / "x.ttl"))
    assert file == tmp_path / "new" / "deeper" / "x.ttl" and file.is_file()


def test_a_folder_in_the_way_is_an_error(one, tmp_path):
    (tmp_path / "x.ttl").mkdir()
    with pytest.raises(OutputError, match=r"x\.ttl: Is a directory\. Nothing was written there\.") as error:
        export(one, tmp_path / "x.ttl")
    assert error.value.path == str(tmp_path / "x.ttl")
    assert not list(tmp_path.glob(".*"))


def test_a_file_where_the_folder_should_be_is_an_error(one, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="Nothing was written there"):
        export(one, tmp_path / "file" / "x.ttl")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder in which nobody can write")
def test_a_folder_that_cannot_be_written_is_an_error(one):
    with pytest.raises(OutputError, match="Nothing was written there"):
        export(one, "/proc/x.ttl")


def test_a_link_stays_a_link_and_its_target_is_written(one, tmp_path):
    (tmp_path / "there").mkdir()
    link = tmp_path / "link.nq"
    link.symlink_to(tmp_path / "there" / "real.nq")
    export(one, link)
    assert link.is_symlink()
    assert (tmp_path / "there" / "real.nq").read_text() == ONE


def test_a_pipe_is_written_to_and_not_replaced(one, tmp_path):
    """Else ``export -o /dev/stdout`` would put a file in the place of /dev/stdout."""
    pipe = tmp_path / "pipe.nq"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE)
    export(one, pipe)
    assert reader.communicate(timeout=10)[0].decode() == ONE
    assert pipe.is_fifo()


def test_a_full_disk_leaves_the_old_file_and_no_scraps(tmp_path):
    """A limit on the size of files stands in for a full disk: the same OSError at the same place."""
    pytest.importorskip("resource")
    target = tmp_path / "x.nq"
    target.write_text("old")
    script = """
import resource, signal, sys
import tcgraph
from tcgraph.store import MemoryStore
dataset = tcgraph.Dataset(MemoryStore())
dataset.update("INSERT DATA {" + "".join(f'<http://e/s> <http://e/p> {n} . ' for n in range(5000)) + "}")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
for ending in ("nq", "ttl", "jsonld", "rdf"):
    try:
        tcgraph.export(dataset, sys.argv[1], format=ending)
    except tcgraph.errors.OutputError as error:
        print(error)
"""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", script, str(target)], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [f"{target}: File too large. Nothing was written there."] * 4
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_files_get_the_permissions_that_the_user_wants(one, tmp_path):
    before = os.umask(0o027)
    try:
        assert export(one, tmp_path / "x.nq").stat().st_mode & 0o777 == 0o640
    finally:
        os.umask(before)


def test_the_packaged_data_as_trig_load_again(dataset, exported):
    again = tcgraph.Dataset(tcgraph.store.MemoryStore()).load(exported("trig"))
    assert len(again) == len(dataset)
    assert again.answer("links_by_kind") == dataset.answer("links_by_kind")
