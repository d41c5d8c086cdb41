"""Small datasets, and quads in a form that can be compared across engines."""

import re
from functools import cache

import pyoxigraph as ox
import pytest

from tcgraph.dataset import Dataset
from tcgraph.export import export
from tcgraph.store import MemoryStore

OX_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
KEEPS_GRAPHS = {"nq", "trig", "jsonld"}


def canonical(quads):
    """The quads as a set in which blank nodes have comparable names."""
    quads = list(quads)
    if not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object, quad.graph_name)):
        return set(quads)
    found = ox.Dataset(quads)
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(found)


@pytest.fixture
def small_dataset(tmp_path):
    """Makes a dataset of N-Quads."""

    def make(nquads: str) -> Dataset:
        file = tmp_path / "given.nq"
        file.write_text(nquads, encoding="utf-8", newline="")
        return Dataset(MemoryStore()).load(file)

    return make


@pytest.fixture(scope="session")
def comparable():
    """Makes quads comparable whatever their blank nodes are called."""
    return canonical


@pytest.fixture(scope="session")
def held():
    """What a file of this format should hold of a dataset: its quads, or its triples."""

    def quads(dataset: Dataset, format: str):
        found = ox.parse(dataset.nquads(), format=ox.RdfFormat.N_QUADS)
        return [q if format in KEEPS_GRAPHS else ox.Quad(q.subject, q.predicate, q.object) for q in found]

    return quads


@pytest.fixture(scope="session")
def exported(dataset, tmp_path_factory):
    """The file of the packaged dataset in a format, written once."""
    folder = tmp_path_factory.mktemp("exported")
    return cache(lambda format: export(dataset, folder / f"all.{format}"))


@pytest.fixture(scope="session")
def engine_lines():
    """The quads of a dataset, or its triples, as lines of N-Quads."""

    def lines(dataset: Dataset, format: str) -> set[bytes]:
        quads = dataset.nquads().split(b"\n")
        if format in KEEPS_GRAPHS:
            return set(quads)
        return {re.sub(rb" <[^<> ]*> \.$", b" .", quad) if _NAMES_A_GRAPH.fullmatch(quad) else quad for quad in quads}

    return lines


_NAMES_A_GRAPH = re.compile(rb'<[^>]*> <[^>]*> (?:<[^>]*>|".*"\S*) <[^<> "]*> \.')


@pytest.fixture(scope="session")
def round_trip(held):
    """Exports and reads again with pyoxigraph; fails where the two differ."""

    def check(dataset: Dataset, file):
        export(dataset, file)
        format = file.suffix[1:]
        wanted, found = canonical(held(dataset, format)), canonical(ox.parse(path=file, format=OX_FORMATS[format]))
        assert found == wanted, f"{format}: {sorted(map(str, wanted ^ found))[:5]}"
        return file

    return check
