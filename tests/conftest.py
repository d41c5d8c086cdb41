"""What several tests share: the packaged graph on both engines, and copies of the sources to spoil."""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib

import tcgraph
from tcgraph import resources
from tcgraph.build import build
from tcgraph.build.sources import seal

ROOT = Path(__file__).resolve().parents[1]
Rows = list[dict[str, str]]


def read_rows(file: Path) -> Rows:
    """The rows of a CSV, read without the library."""
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))


def write_rows(file: Path, rows: Rows) -> None:
    """Writes rows as the sources are written; none at all leave the header that is there."""
    buffer = io.StringIO(newline="")
    columns = list(rows[0]) if rows else next(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    writer = csv.DictWriter(buffer, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    file.write_text(buffer.getvalue(), encoding="utf-8", newline="")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def csv_rows() -> Callable[[str], Rows]:
    """Reads a source by name, by Python's own csv module."""
    return lambda name: read_rows(ROOT / "data" / "sources" / f"{name}.csv")


@pytest.fixture(scope="session")
def dataset() -> tcgraph.Dataset:
    """The packaged graph on the embedded engine. For reading only."""
    return tcgraph.load()


def parse_with_rdflib(files: list[tuple[str, Path]]) -> rdflib.Dataset:
    """An rdflib dataset in memory, by rdflib's own Turtle parser."""
    parsed = rdflib.Dataset(default_union=True)
    for graph, file in files:
        parsed.graph(rdflib.URIRef(graph)).parse(file, format="turtle")
    return parsed


@pytest.fixture(scope="session")
def rdflib_dataset() -> rdflib.Dataset:
    """The packaged graph in plain rdflib: fifteen seconds. For reading only."""
    return parse_with_rdflib(list(resources.graph_files()))


class SourcesCopy:
    """A copy of sources and rules that a test may spoil, and the build of it."""

    def __init__(self, folder: Path, original: Path = ROOT / "data") -> None:
        self.folder, self.rules = folder / "sources", folder / "rules"
        shutil.copytree(original / "sources", self.folder)
        shutil.copytree(original / "rules", self.rules)
        self.target = folder / "built"

    def file(self, name: str) -> Path:
        """The CSV of a source."""
        return self.folder / f"{name}.csv"

    def edit(self, name: str, change: Callable[[Rows], Rows]) -> "SourcesCopy":
        """Changes the rows of a source and seals it."""
        write_rows(self.file(name), change(read_rows(self.file(name))))
        return self.seal()

    def edit_text(self, name: str, old: str, new: str) -> "SourcesCopy":
        """Replaces one text in a source, byte for byte elsewhere, and seals it."""
        content = self.file(name).read_bytes()
        assert content.count(old.encode()) >= 1, f"{old!r} is not in {name}.csv"
        self.file(name).write_bytes(content.replace(old.encode(), new.encode(), 1))
        return self.seal()

    def seal(self) -> "SourcesCopy":
        """Writes the present hashes into the sidecars."""
        seal(self.folder)
        return self

    def build(self) -> Path:
        """Builds into an own folder, which is returned."""
        build(self.target, sources=self.folder, rules=self.rules)
        return self.target


@pytest.fixture
def sources_copy(tmp_path: Path) -> SourcesCopy:
    """A copy of the sources and rules, to be changed and built."""
    return SourcesCopy(tmp_path / "copy")


@pytest.fixture(scope="session")
def few_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sources cut down to their first rows: what fails in them fails as in the whole, in a tenth of the time."""
    copy = SourcesCopy(tmp_path_factory.mktemp("few"))
    named = {row["enterprise_name"] for row in read_rows(copy.file("certifications-news"))}
    for name in ("roster-26", "roster-29"):
        copy.edit(name, lambda rows: rows[:20] + [row for row in rows[20:] if row["enterprise_name"] in named])
    for name in ("identity-decisions", "notice-changes"):  # they speak of rows that are cut
        copy.edit(name, lambda rows: [])
    copy.edit("cooperations", lambda rows: rows[:5])
    chosen = {row["id"] for row in read_rows(copy.file("cooperations"))}
    copy.edit("participations", lambda rows: [row for row in rows if row["cooperation"] in chosen])
    for name in ("universities", "institutes", "organisation-hierarchy"):
        copy.edit(name, lambda rows: rows[:20])
    return copy.folder.parent


@pytest.fixture
def few_sources_copy(tmp_path: Path, few_sources: Path) -> SourcesCopy:
    """A copy of the first rows of the sources, to be spoilt."""
    return SourcesCopy(tmp_path / "copy", few_sources)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[tcgraph.Dataset, rdflib.Dataset]:
    """A small graph made from a few provinces and cooperations, on both engines: for what is slow on rdflib."""
    copy = SourcesCopy(tmp_path_factory.mktemp("sample"))
    kept = {"辽宁", "吉林", "黑龙江", "新疆", "宁夏", "辽宁省", "大连市", "吉林省", "黑龙江省", "新疆维吾尔自治区", "新疆生产建设兵团", "宁夏回族自治区"}
    copy.edit("roster-26", lambda rows: [r for r in rows if r["registered_province"] in kept])
    copy.edit("roster-29", lambda rows: [r for r in rows if r["region"] in kept])
    for name in ("identity-decisions", "notice-changes"):  # they speak of rows that are cut
        copy.edit(name, lambda rows: [])
    copy.edit("cooperations", lambda rows: [r for r in rows if r["kind"] != "publication" or r["id"].endswith("7")])
    chosen = {row["id"] for row in read_rows(copy.file("cooperations"))}
    copy.edit("participations", lambda rows: [r for r in rows if r["cooperation"] in chosen])
    copy.edit("universities", lambda rows: [r for r in rows if r["ror"] or r["province"] in kept])
    files = [(graph, copy.build() / "ontology" / "fields.ttl" if graph.endswith("reference/fields") else file)
             for graph, file in resources.graph_files(copy.build() / "data" / "ttl")]
    small = tcgraph.Dataset(tcgraph.store.MemoryStore())
    for graph, file in files:
        small.load(file, graph=graph)
    return small, parse_with_rdflib(files)
