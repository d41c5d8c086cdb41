"""RDF Patch (https://afs.github.io/rdf-patch/): one transaction of statements taken out (D) and put in (A).

Of two rosters of a dataset the patch speaks of the older notice's graph. Applied to it, the rows of the newer roster stand there, each
under the IRI of the older row that it continues, new ones under their own. So what is renamed is a D and an A of a name under one IRI,
what is lost is a D of all its statements, and rows of a kind that the newer roster does not print stay as they are. Undecided rows are
taken out and put in.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from tcgraph.dataset import Dataset
from tcgraph.diff.quads import cut
from tcgraph.diff.sides import RosterSide
from tcgraph.errors import FormatError
from tcgraph.identity import Aligned, Alignment
from tcgraph.store.binding import substitute
from tcgraph.turtle import boolean, decimal, integer

__all__ = ["patch_text", "roster_patch"]

_ENTRIES = """PREFIX tc: <https://w3id.org/tcgraph/ontology#>
SELECT ?entry ?p ?o ?g WHERE {
  { GRAPH ?g { ?entry tc:inRoster ?roster ; ?p ?o } }
  UNION { ?entry tc:inRoster ?roster ; ?p ?o FILTER NOT EXISTS { GRAPH ?any { ?entry tc:inRoster ?roster } } }
}"""
Statements = dict[str, set[tuple[str, str]]]


def patch_text(removed: Iterable[str], added: Iterable[str]) -> str:
    """A patch of statements, each a line of N-Quads without the dot. The same statements give the same bytes.

    Raises ``FormatError`` for blank nodes, which have no name outside of their file.
    """
    lines = [f"{mark} {quad} ." for mark, quads in (("D", removed), ("A", added)) for quad in sorted(quads)]
    if blank := next((line for line in lines if "_:" in line and _has_blank(line[2:-2])), None):
        shown = blank[:120]
        raise FormatError(f"A patch cannot name blank nodes, and the difference has some ({shown}). Give them IRIs, or take json.")
    body = "".join(f"{line}\n" for line in lines)
    return f"H id <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, body)}> .\nTX .\n{body}TC .\n"


def _has_blank(line: str) -> bool:
    return any(term.startswith("_:") for term in cut(line))


def roster_patch(dataset: Dataset, old: RosterSide, new: RosterSide, alignment: Alignment) -> str:
    """The patch that turns the rows of the older roster, in its graph, into those of the newer; see the text above."""
    graph, before = _entries(dataset, old.iri)
    _, after = _entries(dataset, new.iri)
    removed, added = set[str](), set[str]()
    for aligned in alignment:
        if aligned.method != "kind-not-covered" or aligned.old is None:
            subject = _subject(aligned)
            gone = before[aligned.old.key] if aligned.old else set()
            come = after[aligned.new.key] if aligned.new else set()
            removed.update(_quad(subject, statement, graph) for statement in gone - come)
            added.update(_quad(subject, statement, graph) for statement in come - gone)
    return patch_text(removed, added)


def _subject(aligned: Aligned) -> str:
    row = aligned.old or aligned.new
    assert row is not None
    return row.key


def _quad(subject: str, statement: tuple[str, str], graph: str) -> str:
    return " ".join(term for term in (f"<{subject}>", *statement, graph) if term)


def _entries(dataset: Dataset, roster: str) -> tuple[str, Statements]:
    """The graph of a roster's entries (empty for the default graph) and what it says of each, as terms."""
    found: Statements = defaultdict(set)
    graphs = set()
    for entry, predicate, value, graph in dataset.select(substitute(_ENTRIES, {"roster": f"<{roster}>"})).cells():
        found[entry[1:-1]].add((predicate, _term(value)))
        graphs.add(graph)
    return min(graphs, default=""), found


def _term(cell: str) -> str:
    """A term in N-Triples form from the short forms that numbers and truth values have in tab-separated values."""
    if cell[0] in '<"_':
        return cell
    return boolean(cell == "true") if cell in ("true", "false") else decimal(cell) if "." in cell else integer(cell)
