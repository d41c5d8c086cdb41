"""Where the ontology, the shapes, the queries and the data lie, in a checkout or in an installed wheel.

Nobody else builds a path to them.
"""

from collections.abc import Iterator
from pathlib import Path

from tcgraph.errors import DataError

__all__ = ["data", "graph_files", "labelled", "ontology", "queries", "root", "rules", "search", "shapes", "sources", "ttl"]

GRAPH = "https://w3id.org/tcgraph/graph/"
ONTOLOGY = "https://w3id.org/tcgraph/ontology"

_HERE = Path(__file__).resolve().parent
_CANDIDATES = (_HERE / "_resources", _HERE.parents[1])


def root() -> Path:
    """The folder that holds ``ontology/``, ``shapes/``, ``queries/`` and ``data/``."""
    for folder in _CANDIDATES:
        if (folder / "ontology" / "prefixes.ttl").is_file():
            return folder
    raise DataError(f"The files of tcgraph are neither in {_CANDIDATES[0]} nor in {_CANDIDATES[1]}. Install it again.")


def ontology() -> Path:
    """The folder of the ontology, the concept schemes, the alignments and the JSON-LD context."""
    return root() / "ontology"


def shapes() -> Path:
    """The folder of the SHACL shapes, one file per class."""
    return root() / "shapes"


def queries() -> Path:
    """The folder of the questions, one ``.rq`` file each."""
    return root() / "queries"


def data() -> Path:
    """The folder of sources, rules and graphs."""
    return root() / "data"


def sources() -> Path:
    """The facts as received: one CSV per source, with a JSON sidecar."""
    return data() / "sources"


def rules() -> Path:
    """The rules that conclusions are drawn by, as CSV."""
    return data() / "rules"


def labelled() -> Path:
    """The labelled sets that answers are scored on, as CSV."""
    return data() / "labelled"


def ttl() -> Path:
    """The graphs, one Turtle file each."""
    return data() / "ttl"


def search() -> Path:
    """The tables that ``search`` reads instead of the graphs."""
    return data() / "search"


def graph_files(folder: Path | None = None) -> Iterator[tuple[str, Path]]:
    """Pairs of graph IRI and Turtle file, in order of the IRI; the ontology's three files first.

    The path below ``data/ttl`` without its ending is the path of the graph:
    ``notice/29.ttl`` is ``https://w3id.org/tcgraph/graph/notice/29``.
    """
    yield ONTOLOGY, ontology() / "tcgraph.ttl"
    yield GRAPH + "reference/fields", ontology() / "fields.ttl"
    yield ONTOLOGY + "/alignments", ontology() / "alignments.ttl"
    base = folder or ttl()
    files = {file.relative_to(base).with_suffix("").as_posix(): file for file in base.rglob("*.ttl")}
    for path in sorted(files):
        yield GRAPH + path, files[path]
