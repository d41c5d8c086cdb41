"""The store on disk: it outlives its process, whatever kills that."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import tcgraph
from tcgraph.errors import DataError, QueryError, StoreError, StoreLockedError, SyntaxDataError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store that holds one triple."""
    (tmp_path / "a.ttl").write_text("<http://x/a> <http://x/p> 1 .", encoding="utf-8")
    with tcgraph.open(tmp_path / "store") as dataset:
        dataset.load(tmp_path / "a.ttl", graph="http://x/g")
    return tmp_path / "store"


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("generation-*"))


def test_new_store_begins_empty_and_makes_its_folder(tmp_path: Path) -> None:
    with tcgraph.open(tmp_path / "deep" / "store") as dataset:
        assert len(dataset) == 0
    with tcgraph.open(tmp_path / "deep" / "store") as dataset:
        assert len(dataset) == 0


def test_what_was_loaded_survives_reopening(folder: Path) -> None:
    with tcgraph.open(str(folder)) as dataset:
        assert dataset.nquads() == b'<http://x/a> <http://x/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <http://x/g> .\n'


def test_update_survives_reopening(folder: Path) -> None:
    with tcgraph.open(folder) as dataset:
        dataset.update("INSERT DATA { <http://x/b> <http://x/p> 2 }")
    with tcgraph.open(folder) as dataset:
        assert len(dataset) == 2


def test_second_load_adds_to_the_first(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "b.ttl").write_text("<http://x/b> <http://x/p> 1 .", encoding="utf-8")
    with tcgraph.open(folder) as dataset:
        assert len(dataset.load(tmp_path / "b.ttl")) == 2
        assert len(dataset.load(tmp_path / "a.ttl")) == 3
    assert len(generations(folder)) == 1
    with tcgraph.open(folder) as dataset:
        assert len(dataset) == 3


def test_update_that_fails_changes_nothing(folder: Path) -> None:
    with tcgraph.open(folder) as dataset:
        with pytest.raises(QueryError, match="does not parse"):
            dataset.update("DELETE WHERE { ?s ?p ?o } ; nonsense")
        with pytest.raises(QueryError, match="The update failed and changed nothing: The graph <http://x/g> already exists"):
            dataset.update("DELETE WHERE { ?s ?p ?o } ; CREATE GRAPH <http://x/g> ; CREATE GRAPH <http://x/g>")
        assert len(dataset) == 1


@pytest.mark.parametrize("where", ["same process", "another process"])
def test_store_that_is_open_elsewhere_is_locked(folder: Path, root: Path, where: str) -> None:
    with tcgraph.open(folder):
        if where == "same process":
            with pytest.raises(StoreLockedError, match=r"store: another process or object has this store open\. Close it there, and open it again\."):
                tcgraph.open(folder)
        else:
            code = "import sys, tcgraph\ntry: tcgraph.open(sys.argv[1])\nexcept tcgraph.errors.StoreLockedError as e: print(e)"
            found = subprocess.run([sys.executable, "-c", code, str(folder)], env={**os.environ, "PYTHONPATH": str(root / "src")}, capture_output=True, text=True, check=True)
            assert "has this store open" in found.stdout
    with tcgraph.open(folder) as dataset:
        assert len(dataset) == 1


def test_folder_with_other_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"x")
    with pytest.raises(StoreError, match=r"this folder holds other files and is no tcgraph store\. Name a new or empty folder\."):
        tcgraph.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(StoreError, match=r"file: cannot be a store: File exists") as caught:
        tcgraph.open(tmp_path / "file")
    assert caught.value.path == str(tmp_path / "file")


def test_failed_load_leaves_the_old_state(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("<http://x/b> <http://x/p> 1 .\n" * 1000 + "oops", encoding="utf-8")
    with tcgraph.open(folder) as dataset:
        before = dataset.nquads()
        with pytest.raises(SyntaxDataError, match=r"bad\.ttl, line 1001"):
            dataset.load(tmp_path / "a.ttl", tmp_path / "bad.ttl")
        assert dataset.nquads() == before
        with pytest.raises(DataError, match="cannot be read"):
            dataset.load(tmp_path / "nowhere.ttl")
        dataset.update("INSERT DATA { <http://x/c> <http://x/p> 3 }")
    assert len(generations(folder)) == 1
    with tcgraph.open(folder) as dataset:
        assert len(dataset) == 2


KILLED = """
import os, signal, sys, threading, time
from pathlib import Path
import tcgraph
folder = Path(sys.argv[1])
def begun():
    made = sorted(folder.glob("generation-*"))
    try:
        return len(made) > 1 and sum(f.stat().st_size for f in made[-1].iterdir()) >= {size}
    except OSError: # the engine removed a file while it was looked at
        return False
def kill():
    while not begun():
        time.sleep(0.002)
    os.kill(os.getpid(), signal.SIGKILL)
threading.Thread(target=kill, daemon=True).start()
tcgraph.open(folder).load(*sys.argv[2:])
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a signal of POSIX systems")
@pytest.mark.parametrize("size", [0, 100_000], ids=["as the load begins", "in the middle of it"])
def test_process_killed_while_loading_leaves_the_old_state(folder: Path, tmp_path: Path, root: Path, size: int) -> None:
    big = tmp_path / "big.nt"
    big.write_text("".join(f"<http://x/s{n}> <http://x/p{n % 9}> <http://x/o{n % 999}> .\n" for n in range(400_000)), encoding="utf-8")
    with tcgraph.open(folder) as dataset:
        before = dataset.nquads()
    killed = subprocess.run([sys.executable, "-c", KILLED.format(size=size), str(folder), str(big)], env={**os.environ, "PYTHONPATH": str(root / "src")}, check=False, timeout=120)
    assert killed.returncode == -signal.SIGKILL
    assert len(generations(folder)) >= 1
    with tcgraph.open(folder) as dataset:
        assert dataset.nquads() == before
        assert len(generations(folder)) == 1, "the half-made generation is swept away at the next opening"
        assert len(dataset.load(big)) == 400_001


@pytest.mark.parametrize(("content", "message"), [
    (b"generation-99\n", r"CURRENT names 'generation-99', which is not here\. Restore the folder from a copy\."),
    (b"", "CURRENT names '', which is not here"), (b"\xff\xfe\x00", r"CURRENT cannot be read .*Restore the folder from a copy\."),
    (b"../..", r"CURRENT names '\.\./\.\.', which is not here"),
], ids=["missing generation", "empty", "not text", "another folder"])  # fmt: skip
def test_spoilt_pointer_is_an_error_and_loses_nothing(folder: Path, content: bytes, message: str) -> None:
    current = folder / "CURRENT"
    good = current.read_bytes()
    current.write_bytes(content)
    with pytest.raises(StoreError, match=message):
        tcgraph.open(folder)
    current.write_bytes(good)
    with tcgraph.open(folder) as dataset:
        assert len(dataset) == 1


def test_pointer_that_is_a_folder_is_an_error(folder: Path) -> None:
    (folder / "CURRENT").unlink()
    (folder / "CURRENT").mkdir()
    with pytest.raises(StoreError, match="CURRENT cannot be read"):
        tcgraph.open(folder)


def test_spoilt_engine_files_are_an_error(folder: Path) -> None:
    for file in (folder / generations(folder)[0]).iterdir():
        file.write_bytes(b"spoilt")
    with pytest.raises(StoreError, match="the engine cannot open it"):
        tcgraph.open(folder)


def test_closed_store_says_so(folder: Path) -> None:
    dataset = tcgraph.open(folder)
    dataset.close()
    dataset.close()
    with pytest.raises(StoreError, match=r"store: is closed\. Open it again"):
        dataset.ask("ASK {}")


def test_view_through_rdflib_sees_what_is_loaded_later(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "b.ttl").write_text("<http://x/b> <http://x/p> 1 .", encoding="utf-8")
    with tcgraph.open(folder) as dataset:
        view = dataset.rdflib
        dataset.load(tmp_path / "b.ttl")
        assert len(list(view.triples((None, None, None)))) == 2


def test_load_of_the_packaged_graph_counts_as_in_memory(tmp_path: Path, dataset: tcgraph.Dataset) -> None:
    from tcgraph import resources
    from tcgraph.store.formats import open_file

    with tcgraph.open(tmp_path / "store") as own:
        own.store.load([open_file(file, graph=graph) for graph, file in resources.graph_files()])
        assert len(own) == len(dataset)
        assert own.answer("centers_in_province", province="辽宁", on="2023-03-15").one().located == 47
