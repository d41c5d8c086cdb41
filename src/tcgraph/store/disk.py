"""The store on disk.

Design: a registry is a folder with one sub-folder per generation and a file ``CURRENT`` that names the valid one.
A load works on a new generation, which begins as hard links to the old one (cheap, whatever its size), fills it in
bulk, and makes it valid by renaming ``CURRENT``. So a load is as fast as the engine can, and a process that dies in
the middle of it, by ``kill -9`` or a power cut, leaves the old state untouched; the half-made generation is swept away
at the next opening. SPARQL updates are transactions of the engine within a generation.
"""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from tcgraph.errors import StoreError, StoreLockedError
from tcgraph.files import write_text
from tcgraph.store.embedded import EmbeddedStore, fill
from tcgraph.store.formats import Loadable

if TYPE_CHECKING:
    from filelock import FileLock

__all__ = ["DiskStore"]

_CURRENT, _LOCK, _PREFIX = "CURRENT", "LOCK", "generation-"


class DiskStore(EmbeddedStore):
    """Quads in a folder, made when missing. One opener at a time."""

    def __init__(self, path: Path | str) -> None:
        self.path: Path = Path(path).absolute()
        self._lock = _take(self.path)
        try:
            generation = self._generation()
            self._sweep(generation)
            super().__init__(_open(self.path / generation))
            if not (self.path / _CURRENT).exists():
                self._switch(generation)
        except BaseException:
            self._lock.release()
            raise

    def load(self, files: Sequence[Loadable]) -> None:
        """See ``Store.load``. Cost: the load, and a moment for the hard links."""
        self.revision += 1
        old = self._generation()
        new = f"{_PREFIX}{int(old.removeprefix(_PREFIX)) + 1}"
        try:
            self.engine.backup(str(self.path / new))
            fresh = _open(self.path / new)
            fill(fresh.bulk_load, files)
            fresh.flush()
        except BaseException as error:
            fresh = None
            shutil.rmtree(self.path / new, ignore_errors=True)
            if isinstance(error, OSError) and not isinstance(error, StoreError):
                raise StoreError(self.path, f"nothing was loaded: {error}") from error
            raise
        self._switch(new)
        self._inner = fresh
        self._sweep(new)

    def close(self) -> None:
        """See ``Store.close``."""
        if self._inner is not None:
            self._inner.flush()
            self._inner = None
        self._lock.release()

    def _generation(self) -> str:
        current = self.path / _CURRENT
        if not current.exists():
            return f"{_PREFIX}1"
        try:
            name = current.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(self.path, f"CURRENT cannot be read ({error}). Restore the folder from a copy.") from error
        if not (name.startswith(_PREFIX) and (self.path / name).is_dir()):
            raise StoreError(self.path, f"CURRENT names {name!r}, which is not here. Restore the folder from a copy.")
        return name

    def _switch(self, generation: str) -> None:
        write_text(self.path / _CURRENT, generation + "\n")
        _sync(self.path)

    def _sweep(self, valid: str) -> None:
        for folder in self.path.glob(f"{_PREFIX}*"):
            if folder.name != valid:
                shutil.rmtree(folder, ignore_errors=True)


def _take(path: Path) -> "FileLock":
    from filelock import FileLock, Timeout  # here, because it takes a third of the time of importing tcgraph

    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(path, f"cannot be a store: {error.strerror}") from error
    if any(path.iterdir()) and not any((path / name).exists() for name in (_LOCK, _CURRENT)):
        raise StoreError(path, "this folder holds other files and is no tcgraph store. Name a new or empty folder.")
    lock = FileLock(path / _LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise StoreLockedError(path, "another process or object has this store open. Close it there, and open it again.") from error
    except OSError as error:
        raise StoreError(path, f"cannot be locked: {error.strerror or error}") from error
    return lock


def _open(folder: Path) -> ox.Store:
    try:
        return ox.Store(str(folder))
    except (OSError, RuntimeError) as error:
        raise StoreError(folder, f"the engine cannot open it: {error}") from error


def _sync(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
