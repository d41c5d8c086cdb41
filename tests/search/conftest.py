"""Indexes: the packaged one, and small ones from statements written here."""

import os
import subprocess
import sys

import pytest

from tcgraph import Dataset
from tcgraph.search import Index, packaged_index
from tcgraph.store import MemoryStore

PREFIXES = """PREFIX ex: <http://example.org/> PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> """


@pytest.fixture(scope="session")
def index() -> Index:
    """The packaged index."""
    return packaged_index()


@pytest.fixture
def own():
    """Makes a dataset of what an INSERT DATA inserts."""

    def make(data: str) -> Dataset:
        made = Dataset(MemoryStore())
        made.update(PREFIXES + f"INSERT DATA {{ {data} }}")
        return made

    return make


@pytest.fixture
def cli():
    """Runs ``tcgraph`` in a process of its own; ``code`` runs before it."""

    def tcgraph(*arguments: object, code: str = "") -> subprocess.CompletedProcess:
        command = [sys.executable, "-c", f"{code}from tcgraph.cli import main; main()", *arguments]
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "TCGRAPH", "COLUMNS"))}
        environment |= {"PYTHONPATH": os.pathsep.join(sys.path), "LANG": "C.UTF-8"}
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=300)

    return tcgraph
