"""The difference of the two packaged rosters, and files to compare."""

from collections.abc import Callable
from pathlib import Path

import pytest

import tcgraph
from tcgraph.diff.rosters import RosterDifference


@pytest.fixture(scope="session")
def both(dataset: tcgraph.Dataset) -> RosterDifference:
    """Notice 26 against notice 29."""
    found = tcgraph.diff("notice:26", "notice:29", dataset=dataset)
    assert isinstance(found, RosterDifference)
    return found


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file; text is UTF-8."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return write
