"""The made-up world of the benchmarks: the same bytes each time, the same graph in both syntaxes, errors only where asked for."""

import sys
from pathlib import Path

import pytest

from tcgraph.columns import from_files
from tcgraph.store.formats import open_file

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from benchmarks import world


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(world.SIZES, "XS", 30)


def test_both_syntaxes_hold_the_same_graph(tmp_path: Path) -> None:
    turtle, lines = world.write_world(tmp_path, "XS"), world.write_world(tmp_path / "w.nt", "XS")
    assert turtle == tmp_path / "world-XS.ttl"
    assert turtle.read_bytes() == world.write_world(tmp_path / "again.ttl", "XS").read_bytes()
    one, other = from_files([open_file(turtle)]), from_files([open_file(lines)])
    assert one.ntriples() == other.ntriples()
    assert one.terms.literals.well_formed[one.terms.kinds == 2].all()


def test_errors_and_seeds_change_the_world(tmp_path: Path) -> None:
    worlds = [world.write_world(tmp_path / f"{n}.nt", "XS", **given).read_bytes() for n, given in enumerate(({}, {"errors": 1.0}, {"seed": 1}))]
    assert len(set(worlds)) == 3
    assert b'"2021-02-30"' not in worlds[0] and b"@fr " in worlds[1]
