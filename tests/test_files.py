"""Writing files: the whole new content, or the old one and no trace."""

import os
from pathlib import Path

import pytest

from tcgraph.errors import OutputError
from tcgraph.files import write_bytes, write_text, write_with


def test_text_is_written_as_given_in_utf8(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "new" / "a.txt"
    assert write_text(target, "辽宁\r\n\n") == target
    assert target.read_bytes() == "辽宁\r\n\n".encode()


def test_old_file_is_replaced(tmp_path: Path) -> None:
    write_bytes(tmp_path / "a", b"old and longer")
    write_bytes(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new" and os.listdir(tmp_path) == ["a"]


@pytest.mark.parametrize("before", [None, b"old"], ids=["no file", "old file"])
@pytest.mark.parametrize("failure", [OSError(5, "Input/output error"), RuntimeError("stop"), KeyboardInterrupt()], ids=lambda e: type(e).__name__)
def test_failing_write_leaves_everything_as_it_was(tmp_path: Path, before: bytes | None, failure: BaseException) -> None:
    target = tmp_path / "a"
    if before is not None:
        target.write_bytes(before)

    def fail(file) -> None:
        file.write(b"half")
        raise failure

    with pytest.raises(OutputError if isinstance(failure, OSError) else type(failure)):
        write_with(target, fail)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == ([] if before is None else [("a", b"old")])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full, the disk that is always full, is a device of Linux")
def test_full_disk_is_named_and_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")

    def fill(file) -> None:
        file.write(b"half")
        with Path("/dev/full").open("wb", buffering=0) as full:
            full.write(b"x")

    with pytest.raises(OutputError, match=r"a: No space left on device\. Nothing was written there\.") as caught:
        write_with(target, fill)
    assert caught.value.path == str(target) and isinstance(caught.value, OSError)
    assert target.read_bytes() == b"old" and os.listdir(tmp_path) == ["a"]


def test_full_disk_while_the_buffer_is_flushed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_bytes(tmp_path / "a", b"new")
    assert os.listdir(tmp_path) == []


def test_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OutputError, match=r"a: Is a directory\. Nothing was written there\."):
        write_bytes(tmp_path / "a", b"new")
    assert os.listdir(tmp_path) == ["a"]


def test_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(OutputError, match=r"b: (Not a directory|File exists)\. Nothing was written there\."):
        write_bytes(tmp_path / "a" / "b", b"new")


@pytest.mark.skipif(os.name != "posix", reason="permission bits are those of POSIX systems")
def test_new_file_has_the_rights_that_any_new_file_has(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    write_bytes(tmp_path / "own", b"")
    assert (tmp_path / "own").stat().st_mode == (tmp_path / "plain").stat().st_mode
