"""A made-up world of cooperations, of any size, for timing networks: enterprises, universities, institutes, who cooperates with whom.

    python -m benchmarks.network_world FILE.nt M     S, M (344 thousand participations, 488 thousand edges), million (cooperations)

Everything comes from a seeded generator, so that the same call writes the same bytes. Only what views read is written: kinds, labels,
places, fields and parents of organisations; kind, years, title and trust of cooperations; who takes part.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import tcgraph
from tcgraph.columns import Columns, from_ntriples
from tcgraph.vocab import PREFIXES, TC

__all__ = ["SIZES", "load_store", "made", "write_world"]

SIZES = {"S": 10_000, "M": 100_000, "million": 1_000_000}
"""How many cooperations; organisations are in the measure of M: 20,000 enterprises, 1,200 universities, 370 institutes for 100,000."""

_KINDS = (("enterprise", "Enterprise", 0.2), ("university", "University", 0.012), ("institute", "ResearchInstitute", 0.0037))
_PARTIES, _SHARES = np.array([1, 2, 3, 4, 5, 6]), np.array([0.02, 0.2, 0.34, 0.26, 0.12, 0.06])
_COOPERATION_KINDS = np.array(["JointPublication", "JointPlatform", "JointAward"])
_RDF_TYPE, _LABEL, _TITLE = PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label", PREFIXES["dcterms"] + "title"
_INTEGER = PREFIXES["xsd"] + "integer"


def write_world(path: Path | str, size: str = "M", *, seed: int = 29) -> Path:
    """Writes the world as N-Triples and returns the file."""
    file = Path(path)
    with file.open("w", encoding="utf-8", newline="\n") as output:
        output.writelines(_lines(SIZES[size], np.random.default_rng(seed)))
    return file


def load_store(file: Path) -> tcgraph.Dataset:
    """The world in a store in memory."""
    return tcgraph.Dataset(tcgraph.store.MemoryStore()).load(file)


def made(file: Path) -> Columns:
    """The world as columns."""
    return from_ntriples(file.read_bytes(), checked=True)


def _iris(kind: str, count: int, random: np.random.Generator) -> list[str]:
    """IRIs like those of the packaged graph: 13 characters of base 32."""
    letters = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz234567", np.uint8)[random.integers(0, 32, (count, 13), np.uint8)]
    locals_ = letters.tobytes().decode()
    return [f"<https://w3id.org/tcgraph/id/{kind}/{locals_[13 * k : 13 * k + 13]}>" for k in range(count)]


def _lines(cooperations: int, random: np.random.Generator) -> Iterator[str]:
    organisations: list[str] = []
    provinces, fields = _iris("place", 31, random), _iris("field", 40, random)
    yield from (f'{place} <{_RDF_TYPE}> <{TC.Province}> .\n{place} <{_LABEL}> "省{n}"@zh .\n' for n, place in enumerate(provinces))
    yield from (f'{field} <{_LABEL}> "领域{n}"@zh .\n' for n, field in enumerate(fields))
    for kind, name, share in _KINDS:
        found = _iris(kind, round(cooperations * share), random)
        organisations += found
        where, what = random.integers(0, 31, len(found)).tolist(), random.integers(0, 40, len(found)).tolist()
        for number, iri in enumerate(found):
            yield f'{iri} <{_RDF_TYPE}> <{getattr(TC, name)}> .\n{iri} <{_LABEL}> "机构{kind[0]}{number}"@zh .\n'
            yield f'{iri} <{_LABEL}> "{name} {number}"@en .\n{iri} <{TC.locatedIn}> {provinces[where[number]]} .\n'
            if kind == "enterprise":
                yield f"{iri} <{TC.activeInField}> {fields[what[number]]} .\n"
    yield from _cooperations(cooperations, organisations, random)


def _cooperations(count: int, organisations: list[str], random: np.random.Generator) -> Iterator[str]:
    iris, years = _iris("cooperation", count, random), random.integers(1990, 2025, count).tolist()
    kinds, many = random.choice(_COOPERATION_KINDS, count).tolist(), random.choice(_PARTIES, count, p=_SHARES)
    parties: NDArray[np.int64] = random.integers(0, len(organisations), int(many.sum()))
    participations, begin = iter(_iris("participation", len(parties), random)), 0
    for number, (iri, year, kind, size) in enumerate(zip(iris, years, kinds, many.tolist(), strict=True)):
        yield f'{iri} <{TC.cooperationKind}> <{getattr(TC, kind)}> .\n{iri} <{TC.trust}> "good" .\n'
        yield f'{iri} <{_TITLE}> "Adaptive control of a joint system, part {number}"@en .\n'
        if number % 10:  # one in ten has no year
            yield f'{iri} <{TC.firstYear}> "{year}"^^<{_INTEGER}> .\n{iri} <{TC.lastYear}> "{year + number % 3}"^^<{_INTEGER}> .\n'
        for party in parties[begin : begin + size].tolist():
            participation = next(participations)
            yield f"{participation} <{TC.inCooperation}> {iri} .\n{participation} <{TC.participant}> {organisations[party]} .\n"
        begin += size


def main() -> None:
    """Writes the world that was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.network_world", description=__doc__)
    parser.formatter_class = argparse.RawTextHelpFormatter
    parser.add_argument("file")
    parser.add_argument("size", choices=SIZES, nargs="?", default="M")
    given = parser.parse_args()
    print(write_world(given.file, given.size))


if __name__ == "__main__":
    main()
