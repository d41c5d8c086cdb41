"""Runs the build: all graphs in memory first, then the files that changed, each by rename."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from tcgraph import resources
from tcgraph.build.batches import certified
from tcgraph.build.conclusions import decisions_graph, identity_graph, methods_graph
from tcgraph.build.cooperation import claims_graph, cooperation_graph
from tcgraph.build.fields import fields_conclusions
from tcgraph.build.graphs import GraphBuilder
from tcgraph.build.history import events_graph, titles_graph
from tcgraph.build.notices import addition_graphs, notice_graphs
from tcgraph.build.participants import participants_graph
from tcgraph.build.places import places_graph
from tcgraph.build.reference import reference_graphs
from tcgraph.build.sources import Sources, seal
from tcgraph.build.units import History, conclude
from tcgraph.errors import OutputError
from tcgraph.files import write_text
from tcgraph.search import tables
from tcgraph.turtle import Statement

__all__ = ["BuildReport", "all_graphs", "build"]

_FIELDS = "reference/fields"


@dataclass(frozen=True)
class BuildReport:
    """What a build did: statements made, files written, unchanged and removed, sources sealed."""

    statements: int
    written: list[Path]
    unchanged: list[Path]
    removed: list[Path]
    sealed: list[str]


def build(folder: Path | None = None, *, sources: Path | None = None, rules: Path | None = None,
          accept_changes: bool = False) -> BuildReport:
    """Makes the Turtle files of all graphs from the sources and returns what changed.

    ``folder`` receives ``data/ttl/``, ``data/search/`` and ``ontology/fields.ttl`` (default: the files of this installation). The search
    index needs the extra ``names``, for pinyin; without it ``MissingExtraError`` is raised.
    ``accept_changes`` writes the present hashes of the sources into their sidecars, once all graphs are made. The same
    sources give the same bytes on every machine. Raises ``SourceError`` with file and line, ``OutputError``; nothing is written before all
    graphs are made. About two seconds.
    """
    where = sources or resources.sources()
    graphs = all_graphs(Sources(where, rules or resources.rules(), accept_changes=accept_changes))
    base = folder or resources.root()
    texts = {_file(base, graph): graph.to_turtle() for graph in graphs}
    texts |= {base / "data" / "search" / name: text for name, text in tables(_statements(graphs)).items()}
    sealed = seal(where) if accept_changes else []
    written = [file for file, text in sorted(texts.items()) if _write_if_changed(file, text)]
    stale = sorted(set((base / "data" / "ttl").rglob("*.ttl")) - set(texts))
    for file in stale:
        _remove(file)
    count = sum(len(set(graph.statements)) for graph in graphs)
    return BuildReport(count, written, sorted(set(texts) - set(written)), stale, sealed)


def all_graphs(sources: Sources) -> list[GraphBuilder]:
    """All graphs of the dataset, made from these sources."""
    history = conclude(sources)
    return [
        *reference_graphs(sources),
        *notice_graphs(sources),
        *addition_graphs(sources),
        cooperation_graph(sources),
        claims_graph(sources),
        decisions_graph(sources),
        *_conclusions(sources, history),
    ]


def _conclusions(sources: Sources, history: History) -> Iterable[GraphBuilder]:
    yield methods_graph(sources)
    for make in (identity_graph, places_graph):
        yield make(sources, history)
    certifications = certified(sources, history)
    for tell in (events_graph, titles_graph):
        yield tell(sources, history, certifications)
    for derive in (fields_conclusions, participants_graph):
        yield derive(sources, history.units)


def _statements(graphs: Iterable[GraphBuilder]) -> Iterable[Statement]:
    """What the search index is made from: all graphs, and the classes of the ontology with those they are aligned with."""
    for graph in graphs:
        yield from graph.statements
    for name in ("tcgraph.ttl", "alignments.ttl"):
        for triple in ox.parse(path=resources.ontology() / name):
            yield str(triple.subject), str(triple.predicate), str(triple.object)


def _file(base: Path, graph: GraphBuilder) -> Path:
    if graph.path == _FIELDS:
        return base / "ontology" / "fields.ttl"
    return base / "data" / "ttl" / f"{graph.path}.ttl"


def _write_if_changed(file: Path, text: str) -> bool:
    if file.is_file() and file.read_bytes() == text.encode("utf-8"):
        return False
    write_text(file, text)
    return True


def _remove(file: Path) -> None:
    try:
        Path(file).unlink()
    except OSError as error:
        raise OutputError(file, f"a graph that is no longer made cannot be removed ({error.strerror})") from error
