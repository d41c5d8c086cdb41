"""Times the columns on a made-up world: building from files, a store and rdflib; literals, inverses, saving and opening; peak memory.

    python -m benchmarks.columns          1.33 million triples, about two minutes
    python -m benchmarks.columns S        134 thousand triples, and rdflib
"""

import argparse
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from benchmarks.measure import line, median, once
from benchmarks.world import SIZES, write_world
from tcgraph.columns import Columns, from_files, from_rdflib, from_store
from tcgraph.store.formats import Loadable, open_file

_PEAK = """import resource, sys
from tcgraph.columns import from_files
from tcgraph.store.formats import open_file
from_files([open_file(sys.argv[1])])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)"""


def parse(loadable: Loadable) -> None:
    """The bound: the engine's parser alone."""
    for _ in ox.parse(loadable.content, format=loadable.format, base_iri=loadable.base):
        pass


def build(file: Path, runs: int) -> Columns:
    """From a file in two syntaxes, against the parser alone."""
    for source in (file, file.with_suffix(".nt")):
        loadable = open_file(source)
        bound = median(lambda f=loadable: parse(f), runs)
        line(f"from_files {source.suffix}", median(lambda f=loadable: from_files([f]), runs), bound, "against parsing alone")
    peak = subprocess.run([sys.executable, "-c", _PEAK, str(file)], check=True, capture_output=True, text=True).stdout.strip()
    print(f"{'peak memory of a process':34} {peak:>9} MB")
    return from_files([open_file(file)])


def stores(file: Path, *, rdflib: bool) -> None:
    """From a store and from rdflib, against loading them."""
    store = ox.Store()
    loading = once(lambda: store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE))
    line("from_store", median(lambda: from_store(store), 3), loading, "against loading the store")
    if rdflib:
        from rdflib import Graph

        graph = Graph()
        loading = once(lambda: graph.parse(file, format="turtle"))
        line("from_rdflib", median(lambda: from_rdflib(graph), 3), loading, "against loading rdflib's graph")


def use(columns: Columns, folder: Path) -> None:
    """What is done with columns once they are there."""

    def fresh(work: Callable[[Columns], object]) -> float:
        return median(lambda: work(Columns.open(folder)), 5)

    line("save", median(lambda: columns.save(folder), 3), None)
    line("open", fresh(lambda c: c), None)
    line("open, one look-up by predicate", fresh(lambda c: c.inverse(int(c.predicates[0]))), None)
    line("open, datatypes of all literals", fresh(lambda c: c.terms.literals.datatype), None)
    line("open, values of all literals", fresh(lambda c: c.terms.literals.well_formed), None)
    line("open, all inverses", fresh(lambda c: [c.inverse(p) for p in c.predicates.tolist()]), None)
    line("ntriples", once(columns.ntriples), None)


def main() -> None:
    """Runs all of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.columns", description=__doc__)
    parser.formatter_class = argparse.RawTextHelpFormatter
    parser.add_argument("size", choices=SIZES, nargs="?", default="M")
    size = parser.parse_args().size
    with tempfile.TemporaryDirectory() as place:
        file = write_world(Path(place) / "world.ttl", size)
        write_world(file.with_suffix(".nt"), size)
        print(f"world {size}: {file.stat().st_size >> 20} MB of Turtle\nseconds of ours, of the other, ratio")
        columns = build(file, 3)
        print(f"{len(columns):,} triples, {len(columns.terms):,} terms, {len(columns.predicates)} predicates")
        stores(file, rdflib=size == "S")
        use(columns, Path(place) / "columns")
    print(f"{'peak memory of all of this':34} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10:>9} MB")


if __name__ == "__main__":
    main()
