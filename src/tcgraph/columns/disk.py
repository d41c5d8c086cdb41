"""Columns in a folder: arrays that are mapped into memory, and a stamp that says what they were made from."""

import hashlib
import json
import mmap
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tcgraph.columns.arena import Arena
from tcgraph.columns.suffix import Suffixes
from tcgraph.columns.terms import Terms
from tcgraph.errors import DataError, StoreError
from tcgraph.vocab import VERSION

__all__ = ["Parts", "Stamp", "is_fresh", "read", "stamp", "write"]

_LAYOUT = 1
"""To be counted up when files or their order change."""
_STAMP, _TEXT = "stamp.json", "terms.bin"
_ARRAYS = ("starts", "kinds", "groups", "predicates", "bounds", "subjects", "objects")
Parts = tuple[list[NDArray[Any]], bytes | mmap.mmap, list[str]]
"""The arrays of ``_ARRAYS``, the text of the terms, the suffixes of literals."""
Stamp = list[dict[str, Any]]
"""Path, size, time of change in nanoseconds and SHA-256 sum of each file."""


def stamp(files: Iterable[Path | str]) -> Stamp:
    """What files are now. Reads them whole. Raises ``DataError`` for one that cannot be read."""
    return [_of_file(Path(file).resolve()) for file in files]


def _of_file(file: Path) -> dict[str, Any]:
    try:
        status = file.stat()
        return {"path": str(file), "size": status.st_size, "mtime_ns": status.st_mtime_ns, "sha256": _sum(file)}
    except OSError as error:
        raise DataError(f"{file} cannot be read: {error.strerror}. Check the name and the permissions.") from error


def _sum(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def is_fresh(known: Stamp, files: Sequence[Path | str]) -> bool:
    """Whether these are the files that were stamped, unchanged. Reads a file only where its time changed and its size did not."""
    return [str(Path(file).resolve()) for file in files] == [entry["path"] for entry in known] and all(map(_is_same, known))


def _is_same(entry: dict[str, Any]) -> bool:
    try:
        file, status = Path(entry["path"]), Path(entry["path"]).stat()
        return bool(status.st_size == entry["size"] and (status.st_mtime_ns == entry["mtime_ns"] or _sum(file) == entry["sha256"]))
    except OSError:
        return False


def write(parts: Parts, folder: Path, sources: Stamp) -> Path:
    """Writes a folder beside the target and puts it there by renaming.

    Raises ``StoreError`` where it cannot be written, or where something else than columns is in the folder.
    """
    if folder.exists() and not (folder / _STAMP).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(folder, "holds something else than columns, and stays as it is. Name another folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as place:
            new, old = Path(place) / "new", Path(place) / "old"
            new.mkdir()
            _write_all(parts, new, sources)
            if folder.exists():
                folder.rename(old)
            new.rename(folder)
    except OSError as error:
        raise StoreError(folder, f"cannot be written: {error.strerror or error}") from error
    return folder


def _write_all(parts: Parts, folder: Path, sources: Stamp) -> None:
    arrays, text, suffixes = parts
    for name, array in zip(_ARRAYS, arrays, strict=True):
        np.save(folder / f"{name}.npy", array)
    with (folder / _TEXT).open("wb") as file:
        file.write(text)
    sizes = {file.name: file.stat().st_size for file in sorted(folder.iterdir())}
    known = {"layout": _LAYOUT, "version": VERSION, "sizes": sizes, "suffixes": suffixes, "sources": sources}
    (folder / _STAMP).write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")


def read(folder: Path) -> tuple[Stamp, Terms, list[NDArray[Any]]]:
    """What the columns were made from, their terms, and the arrays of the triples; nothing is read but the stamp.

    Raises ``StoreError`` where there are no columns, those of another version, or a file that is not as it was written.
    """
    known = _known(folder)
    if (known["layout"], known["version"]) != (_LAYOUT, VERSION):
        raise StoreError(folder, f"was written by version {known['version']} of tcgraph, this is {VERSION}. Build it again")
    for name, size in known["sizes"].items():
        if not (folder / name).is_file() or (folder / name).stat().st_size != size:
            raise StoreError(folder, f"is damaged: {name} is missing or cut short. Build it again")
    starts, kinds, groups, *triples = (np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray) for name in _ARRAYS)
    suffixes = Suffixes(groups, [text.encode() for text in known["suffixes"]])
    return known["sources"], Terms(Arena(_mapped(folder / _TEXT), starts), suffixes, kinds), triples


def _known(folder: Path) -> dict[str, Any]:
    try:
        known = json.loads((folder / _STAMP).read_text(encoding="utf-8"))
        return {name: known[name] for name in ("layout", "version", "sizes", "suffixes", "sources")}
    except OSError as error:
        raise StoreError(folder, f"holds no columns: {_STAMP} cannot be read. Save columns there first") from error
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(folder, f"is damaged: {_STAMP} is no stamp. Build it again") from error


def _mapped(file: Path) -> bytes | mmap.mmap:
    if not file.stat().st_size:
        return b""
    with file.open("rb") as content:
        return mmap.mmap(content.fileno(), 0, access=mmap.ACCESS_READ)
