"""The command line as a user has it: processes of their own, with an exit code and two streams."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tcgraph import resources

COMMAND = [sys.executable, "-c", "from tcgraph.cli import main; main()"]
ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "TCGRAPH", "COLUMNS"))} | {
    "PYTHONPATH": os.pathsep.join(sys.path), "LANG": "C.UTF-8"}


@dataclass(frozen=True)
class Done:
    """What a command left."""

    code: int
    out: str
    err: str
    raw: bytes


@pytest.fixture(scope="session")
def command():
    """The words that start ``tcgraph``, and the environment, for tests that hold the process themselves."""
    return COMMAND, ENVIRONMENT


@pytest.fixture(scope="session")
def run():
    """Runs ``tcgraph`` with these arguments."""

    def tcgraph(*arguments: str | bytes | Path, given: bytes = b"", cwd: Path | None = None, **environment: str) -> Done:
        done = subprocess.run([*COMMAND, *arguments], input=given, capture_output=True, cwd=cwd, env=ENVIRONMENT | environment, timeout=300)
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"), done.stdout)

    return tcgraph


OWN = """@prefix ex: <http://example.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:a rdfs:label "甲"@zh , "A"@en ; ex:n 1 .
ex:b rdfs:label "乙"@zh ; ex:n 2 .
"""


@pytest.fixture(scope="session")
def own(tmp_path_factory) -> Path:
    """A small Turtle file of the user's."""
    file = tmp_path_factory.mktemp("own") / "own.ttl"
    file.write_text(OWN, encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def store(run, own, tmp_path_factory) -> Path:
    """A small store on disk: commands on it start in a fraction of the time that the packaged graph takes."""
    folder = tmp_path_factory.mktemp("store") / "store"
    done = run("--store", folder, "load", own, "--graph", "http://example.org/graph")
    assert (done.code, done.out) == (0, ""), done.err
    assert done.err == "5 quads added.\n"
    return folder


@pytest.fixture(scope="session")
def places(run, tmp_path_factory) -> Path:
    """A store that knows the ontology and the places, for what needs names only."""
    folder = tmp_path_factory.mktemp("places") / "store"
    done = run("--store", folder, "load", resources.ontology() / "tcgraph.ttl", resources.ttl() / "reference" / "places.ttl")
    assert done.code == 0, done.err
    return folder
