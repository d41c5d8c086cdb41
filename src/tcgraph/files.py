"""Writing files so that bad luck costs nothing: to a temporary file beside the target, then by rename. Reading our own tables."""

import csv
import io
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from tcgraph.errors import OutputError

__all__ = ["read_table", "write_bytes", "write_text", "write_with"]


def read_table(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file of this installation, a rule file or a labelled set. Tables of others are checked line by line elsewhere."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def write_with(target: Path, write: Callable[[BinaryIO], object]) -> Path:
    """Calls ``write`` with a binary file and puts the result at ``target``, or leaves everything as it was.

    Makes the folder where it is missing. A link stays a link: what it points to is written. A device or a pipe
    (``/dev/stdout``) is written straight away. Raises ``OutputError`` when the disk is full, the folder cannot be written,
    or ``target`` is a folder.
    """
    temporary = None
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            return _write_to_device(target, write)
        place = target.resolve() if target.is_symlink() else target
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.", suffix=".part")
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(place)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(target, error.strerror or str(error)) from error
    finally:
        if temporary and Path(temporary).exists():
            Path(temporary).unlink()
    return target


def write_bytes(target: Path, content: bytes) -> Path:
    """Writes bytes to a file, whole or not at all."""
    return write_with(target, lambda file: file.write(content))


def write_text(target: Path, content: str) -> Path:
    """Writes UTF-8 text to a file, whole or not at all; line ends as given."""
    return write_bytes(target, content.encode("utf-8"))


def _write_to_device(target: Path, write: Callable[[BinaryIO], object]) -> Path:
    content = io.BytesIO()
    write(content)
    target.write_bytes(content.getvalue())
    return target


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
