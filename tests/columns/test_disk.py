"""Columns in a folder: the same again, refused when stale or damaged, never half written."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from tcgraph.columns import Columns, from_files, from_ntriples, kept_in
from tcgraph.errors import DataError, StoreError, SyntaxDataError
from tcgraph.store.formats import open_file

TURTLE = '@prefix : <http://x/> . :a :p :b , "text"@zh , 1.50 , [ :q true ] . :b :p :a .'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "in.ttl"
    file.write_text(TURTLE, encoding="utf-8")
    return file


def saved(source: Path) -> Path:
    return from_files([open_file(source)]).save(source.parent / "columns", files=[source])


def test_the_same_again(source: Path) -> None:
    built = from_files([open_file(source)])
    opened = Columns.open(saved(source), files=[source])
    assert opened.ntriples() == built.ntriples()
    assert opened.terms.kinds.tolist() == built.terms.kinds.tolist()
    assert opened.terms.literals.well_formed.tolist() == built.terms.literals.well_formed.tolist()
    assert opened.terms.literals.languages == ["zh"]
    p = opened.terms.id("<http://x/p>")
    assert opened.inverse(p).packed.tolist() == built.inverse(p).packed.tolist()
    ids = opened.terms.extend(["<http://new>", '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'])
    one = opened.terms.id('"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    assert opened.terms.literals.compare(np.array([one]), ids[1:]).tolist() == [-1]


def test_empty_columns(tmp_path: Path) -> None:
    opened = Columns.open(from_ntriples(b"").save(tmp_path / "empty"))
    assert len(opened) == len(opened.terms) == 0
    assert opened.ntriples() == b""


def test_same_input_same_bytes(source: Path) -> None:
    first = {file.name: file.read_bytes() for file in saved(source).iterdir()}
    assert first == {file.name: file.read_bytes() for file in saved(source).iterdir()}


def test_added_terms_are_not_saved(source: Path) -> None:
    columns = from_files([open_file(source)])
    size = len(columns.terms)
    columns.terms.extend(["<http://new>"])
    assert len(Columns.open(columns.save(source.parent / "c")).terms) == size


def test_changed_files_are_noticed(source: Path) -> None:
    folder = saved(source)
    source.write_text(TURTLE.replace(":b :p :a", ":b :p :c"), encoding="utf-8")
    with pytest.raises(StoreError, match="changed since"):
        Columns.open(folder, files=[source])
    assert len(Columns.open(folder)) == 6


def test_a_touched_file_is_the_same_file(source: Path) -> None:
    folder = saved(source)
    os.utime(source, (1, 1))
    assert len(Columns.open(folder, files=[source])) == 6


@pytest.mark.parametrize("files", [[], ["in.ttl", "in.ttl"], ["other.ttl"]])
def test_other_files_are_noticed(source: Path, files: list[str]) -> None:
    with pytest.raises(StoreError):
        Columns.open(saved(source), files=[source.parent / name for name in files])


def test_kept_columns_are_built_once_and_again_after_a_change(source: Path) -> None:
    folder = source.parent / "deep" / "kept"
    assert len(kept_in(folder, [source])) == 6
    before = (folder / "stamp.json").stat().st_ino
    assert len(kept_in(folder, [source])) == 6
    assert (folder / "stamp.json").stat().st_ino == before, "opened, not written"
    source.write_text(TURTLE + " :new :p :new .", encoding="utf-8")
    assert len(kept_in(folder, [source])) == 7
    assert sorted(file.name for file in folder.parent.iterdir()) == ["kept"], "no temporary folder is left"


def test_a_mistake_in_the_input_leaves_the_folder_as_it_was(source: Path) -> None:
    folder = source.parent / "kept"
    kept_in(folder, [source])
    source.write_text("nonsense", encoding="utf-8")
    with pytest.raises(SyntaxDataError):
        kept_in(folder, [source])
    assert len(Columns.open(folder)) == 6


@pytest.mark.parametrize("name", ["terms.bin", "subjects.npy", "starts.npy"])
def test_damaged_folders_are_refused(source: Path, name: str) -> None:
    folder = saved(source)
    (folder / name).write_bytes((folder / name).read_bytes()[:-1])
    with pytest.raises(StoreError, match=f"damaged: {name}"):
        Columns.open(folder)
    (folder / name).unlink()
    with pytest.raises(StoreError, match=f"damaged: {name}"):
        Columns.open(folder)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"layout": 1}', "\x00"])
def test_a_broken_stamp_is_refused(source: Path, text: str) -> None:
    folder = saved(source)
    (folder / "stamp.json").write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match="damaged"):
        Columns.open(folder)


@pytest.mark.parametrize(("key", "value"), [("layout", 0), ("version", "0.0.0")])
def test_another_version_is_refused(source: Path, key: str, value: object) -> None:
    folder = saved(source)
    known = json.loads((folder / "stamp.json").read_text(encoding="utf-8")) | {key: value}
    (folder / "stamp.json").write_text(json.dumps(known), encoding="utf-8")
    with pytest.raises(StoreError, match="Build it again"):
        Columns.open(folder)


def test_what_is_no_folder_of_columns(tmp_path: Path, source: Path) -> None:
    with pytest.raises(StoreError, match="no columns"):
        Columns.open(tmp_path / "missing")
    other = tmp_path / "mine"
    other.mkdir()
    (other / "thesis.txt").write_text("precious", encoding="utf-8")
    with pytest.raises(StoreError, match="something else"):
        from_ntriples(b"").save(other)
    with pytest.raises(StoreError, match="something else"):
        from_ntriples(b"").save(source)
    assert (other / "thesis.txt").read_text(encoding="utf-8") == "precious"
    with pytest.raises(DataError, match="cannot be read"):
        from_ntriples(b"").save(tmp_path / "c", files=[tmp_path / "missing.ttl"])
