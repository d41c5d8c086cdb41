"""Writes what all validators are given: a made-up world, and the packaged shapes in one file each with and without their queries.

    python -m benchmarks.shacl_inputs FOLDER S [--errors 0.01] [--seed 29]

Prints as JSON how many shapes the files have.
"""

import argparse
import json
from pathlib import Path

from rdflib import SH, Graph

from benchmarks.world import SIZES, write_world
from tcgraph.shacl.shapes import shapes_graph

__all__ = ["write_inputs"]


def write_inputs(folder: Path, size: str, *, errors: float, seed: int) -> dict[str, dict[str, int]]:
    """Writes ``world-SIZE.ttl``, ``core.ttl`` and ``full.ttl``, and returns how many property shapes and queries each has."""
    write_world(folder, size, errors=errors, seed=seed)
    shapes = shapes_graph([])
    full = _written(shapes, folder / "full.ttl")
    for shape, query in list(shapes.subject_objects(SH.sparql)):
        shapes.remove((shape, SH.sparql, query))
        shapes.remove((query, None, None))
    return {"core": _written(shapes, folder / "core.ttl"), "full": full}


def _written(shapes: Graph, file: Path) -> dict[str, int]:
    shapes.serialize(file, format="turtle", encoding="utf-8")
    return {"property_shapes": len(set(shapes.subjects(SH.path))), "queries": len(set(shapes.objects(None, SH.sparql)))}


def main() -> None:
    """Writes the files that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.shacl_inputs", description=__doc__)
    parser.formatter_class = argparse.RawTextHelpFormatter
    parser.add_argument("folder", type=Path)
    parser.add_argument("size", choices=SIZES, nargs="?", default="S")
    parser.add_argument("--errors", type=float, default=0.01)
    parser.add_argument("--seed", type=int, default=29)
    given = parser.parse_args()
    print(json.dumps(write_inputs(given.folder, given.size, errors=given.errors, seed=given.seed)))


if __name__ == "__main__":
    main()
