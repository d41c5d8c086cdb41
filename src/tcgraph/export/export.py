"""``export``: one verb, the format told by the ending of the file."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from tcgraph.dataset import Dataset
from tcgraph.errors import CallError, FormatError
from tcgraph.export.jsonld import write_jsonld
from tcgraph.export.lines import quads_by_graph, triples
from tcgraph.export.rdfxml import write_rdfxml
from tcgraph.files import write_bytes, write_with
from tcgraph.questions import Question, question
from tcgraph.turtle import to_trig, to_turtle

__all__ = ["FORMATS", "export"]


def export(dataset: Dataset, file: Path | str, *, format: str | None = None, table: str = "center_table",
           bom: bool = True) -> Path:
    """Writes the dataset to a file, whole or not at all, and returns its path.

    The ending tells the format, or ``format`` does. ``nq``, ``trig`` and ``jsonld`` keep the named graphs; ``ttl``, ``nt`` and ``rdf``
    hold the triples of all graphs together. ``csv`` holds the answer of the question ``table`` (one without parameters), by default every
    center with its places on the lists; ``bom=False`` leaves out the mark that Excel needs. Text formats are sorted, so that the same data
    give the same bytes and a change is a few lines. Raises ``FormatError``, also for data that a format cannot hold, and
    ``OutputError``. Cost: linear, memory a few times the file.
    """
    path = Path(file)
    name = (format or path.suffix).lstrip(".").lower()
    if name == "csv":
        _refuse_parameters(question(table))
        return write_bytes(path, (dataset.answer(table).to_csv(bom=bom) or "").encode("utf-8"))
    if name not in FORMATS:
        known = ", ".join([*FORMATS, "csv"])
        raise FormatError(f"{path}: {name or 'no ending'} is no export format. Known: {known}.")
    return write_with(path, lambda output: FORMATS[name](dataset, output))


def _refuse_parameters(asked: Question) -> None:
    required = " ".join(f"{p.name}=…" for p in asked.parameters if p.required)
    if required:
        raise CallError(f"The question {asked.name} needs parameters, so it is no table to export. "
                        f"Answer it instead: tcgraph answer {asked.name} {required} -f excel")


def _turtle(dataset: Dataset, output: BinaryIO) -> None:
    output.write(to_turtle(triples(dataset)).encode("utf-8"))


def _trig(dataset: Dataset, output: BinaryIO) -> None:
    output.write(to_trig(quads_by_graph(dataset)).encode("utf-8"))


def _ntriples(dataset: Dataset, output: BinaryIO) -> None:
    output.write("".join([f"{s} {p} {o} .\n" for s, p, o in triples(dataset)]).encode("utf-8"))


def _nquads(dataset: Dataset, output: BinaryIO) -> None:
    output.write(b"".join(sorted(dataset.nquads().splitlines(keepends=True))))


FORMATS: Mapping[str, Callable[[Dataset, BinaryIO], None]] = MappingProxyType({
    "ttl": _turtle,
    "nt": _ntriples,
    "nq": _nquads,
    "trig": _trig,
    "jsonld": write_jsonld,
    "rdf": write_rdfxml,
})  # fmt: skip
