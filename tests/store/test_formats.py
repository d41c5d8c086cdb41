"""RDF files as they come: every syntax, packed or not, and where exactly one is broken."""

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest

import tcgraph
from tcgraph.errors import DataError, FormatError, SyntaxDataError
from tcgraph.store import MemoryStore
from tcgraph.store.formats import FORMATS, check_syntax, open_file

TRIPLE = ox.Triple(ox.NamedNode("http://x/s"), ox.NamedNode("http://x/p"), ox.Literal("辽宁", language="zh"))
QUADS = {".nq", ".trig", ".jsonld"}


def written(folder: Path, suffix: str) -> Path:
    format = FORMATS[suffix]
    statement = ox.Quad(*TRIPLE, ox.NamedNode("http://x/own")) if suffix in QUADS else TRIPLE
    file = folder / f"data{suffix}"
    file.write_bytes(ox.serialize([statement], format=format))
    return file


def empty() -> tcgraph.Dataset:
    return tcgraph.Dataset(MemoryStore())


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gz"])
@pytest.mark.parametrize("suffix", FORMATS)
def test_each_syntax_is_read_by_its_ending(tmp_path: Path, suffix: str, packed: bool) -> None:
    file = written(tmp_path, suffix)
    if packed:
        file = file.rename(file.with_name(file.name + ".gz"))
        file.write_bytes(gzip.compress(file.read_bytes()))
    named = {} if suffix in QUADS else {"graph": "http://x/g"}
    found = empty().load(file, **named).select("SELECT ?g ?o { GRAPH ?g { ?s ?p ?o } }").one()
    assert (found.g, found.o) == ("http://x/own" if suffix in QUADS else "http://x/g", "辽宁")


@pytest.mark.parametrize("suffix", sorted(QUADS))
def test_a_graph_is_not_given_to_a_file_that_names_its_own(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(FormatError, match="names its graphs itself"):
        empty().load(written(tmp_path, suffix), graph="http://x/g")


def test_ending_counts_in_any_case(tmp_path: Path) -> None:
    assert len(empty().load(written(tmp_path, ".ttl").rename(tmp_path / "A.TTL"))) == 1


def test_format_can_be_said_where_the_ending_does_not_tell(tmp_path: Path) -> None:
    file = written(tmp_path, ".ttl").rename(tmp_path / "data.txt")
    assert len(empty().load(file, format="ttl")) == len(empty().load(file, format=".ttl")) == 1


def test_file_without_a_graph_goes_to_the_default_graph(tmp_path: Path) -> None:
    store = empty().load(written(tmp_path, ".ttl"))
    assert len(store.select("SELECT * { GRAPH ?g { ?s ?p ?o } }")) == 0
    assert len(store.select("SELECT * { ?s ?p ?o }")) == 1


def test_relative_addresses_are_those_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("<#x> <http://x/p> <b> .", encoding="utf-8")
    found = empty().load(file).select("SELECT ?s ?o { ?s ?p ?o }").one()
    assert (found.s, found.o) == (f"{file.as_uri()}#x", (tmp_path / "b").as_uri())


@pytest.mark.parametrize("name", ["data", "data.txt", "data.csv", "data.gz", "data.xlsx.gz"])
def test_unknown_ending_lists_the_known_ones(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(FormatError, match=r"is no RDF syntax that is read here\. Known: \.ttl, \.nt, \.nq, \.trig, \.jsonld, \.rdf"):
        open_file(tmp_path / name)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere\.ttl cannot be read: No such file or directory\. Check the name and the permissions\."):
        open_file(tmp_path / "nowhere.ttl")


def test_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.ttl").mkdir()
    with pytest.raises(DataError, match=r"folder\.ttl is a folder; name the files in it\."):
        open_file(tmp_path / "folder.ttl")


@pytest.mark.parametrize("content", [b"not packed", gzip.compress(b"<http://x/s> <http://x/p> 1 .")[:-9], b""], ids=["plain", "cut off", "empty"])
def test_broken_gz_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.ttl.gz").write_bytes(content)
    if content:
        with pytest.raises(DataError, match=r"a\.ttl\.gz cannot be read: "):
            open_file(tmp_path / "a.ttl.gz")
    else:
        assert open_file(tmp_path / "a.ttl.gz").content == b""


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".nq", ".trig"])
def test_mistake_is_named_with_file_line_and_column(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"broken{suffix}"
    file.write_text('<http://x/s> <http://x/p> "a" .\n<http://x/s> <http://x/p> nonsense .\n', encoding="utf-8")
    with pytest.raises(SyntaxDataError, match=rf"broken\{suffix}, line 2, column \d+: \S") as caught:
        empty().load(file)
    assert (caught.value.file, caught.value.line) == (str(file), 2) and caught.value.column >= 26


@pytest.mark.parametrize(("suffix", "content"), [(".jsonld", '{"@id": '), (".rdf", "<rdf:RDF>"), (".xml", "<a><b></a>")])
def test_mistake_in_json_and_xml_names_the_file(tmp_path: Path, suffix: str, content: str) -> None:
    file = tmp_path / f"broken{suffix}"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(SyntaxDataError, match=rf"broken\{suffix}.*: \S"):
        empty().load(file)


def test_file_in_a_chinese_encoding_says_how_to_mend_it(tmp_path: Path) -> None:
    file = tmp_path / "gbk.ttl"
    file.write_bytes('<http://x/s> <http://x/p> "a" .\n<http://x/s> <http://x/p> "辽宁" .\n'.encode("gbk"))
    with pytest.raises(SyntaxDataError, match=r"gbk\.ttl, line 2, column 28: not UTF-8\. Save the file as UTF-8 \(iconv -f GB18030 -t UTF-8 FILE") as caught:
        empty().load(file)
    assert (caught.value.line, caught.value.column) == (2, 28)


def test_file_that_begins_with_a_byte_order_mark_is_read_or_refused_with_its_name(tmp_path: Path) -> None:
    file = tmp_path / "bom.ttl"
    file.write_bytes(b"\xef\xbb\xbf<http://x/s> <http://x/p> 1 .")
    try:
        assert len(empty().load(file)) == 1
    except SyntaxDataError as error:
        assert "bom.ttl" in str(error)


def test_check_of_syntax_keeps_nothing_and_passes_what_is_right(tmp_path: Path) -> None:
    check_syntax(open_file(written(tmp_path, ".ttl")))
