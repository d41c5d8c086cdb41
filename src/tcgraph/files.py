"""Writing files so that bad luck costs nothing: to a temporary file beside the target, then by rename."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from tcgraph.errors import OutputError

__all__ = ["write_bytes", "write_text", "write_with"]


def write_with(target: Path, write: Callable[[BinaryIO], object]) -> Path:
    """Calls ``write`` with a binary file and puts the result at ``target``, or leaves everything as it was.

    Makes the folder where it is missing. Raises ``OutputError`` when the disk is full, the folder cannot be written, or
    ``target`` is a folder.
    """
    temporary = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, target)
    except OSError as error:
        raise OutputError(target, error.strerror or str(error)) from error
    finally:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
    return target


def write_bytes(target: Path, content: bytes) -> Path:
    """Writes bytes to a file, whole or not at all."""
    return write_with(target, lambda file: file.write(content))


def write_text(target: Path, content: str) -> Path:
    """Writes UTF-8 text to a file, whole or not at all; line ends as given."""
    return write_bytes(target, content.encode("utf-8"))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
