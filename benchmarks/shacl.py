"""Times validation on a made-up world with the packaged shapes, without and with their queries, against other validators.

    python -m benchmarks.shacl S --peers PYTHON     134 thousand triples; pySHACL, up to ten minutes
    python -m benchmarks.shacl M --peers PYTHON     1.33 million triples, without pySHACL
    python -m benchmarks.shacl L --peers PYTHON     13 million triples

PYTHON is the interpreter of an environment with pyshacl-turbo, the rdflib-turbo that fits it, and pyshifty. All read the same two files,
validate without inference and write the report as Turtle, each in a process of its own; the figures are medians of up to --runs runs, one
run where it takes long. Loading is that of data and shapes; where a validator loads and validates in one, its ratio is to our loading and
validation together. Where others use the machine too, seconds of its processors (cpu) say more than those of the clock. What each finds
is compared with ours: focus node, path and component.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Timer
from typing import Any

SIZES = ("S", "M", "L")
_PEER = Path(__file__).with_name("shacl_peer.py")
_COMMAND = "from tcgraph.cli import main; main()"
_LONG = 30
_WIDTHS = (9, 11, 8, 9, 7, 9, 7, 9, 7, 9)
Row = dict[str, Any]


class Failed(Exception):
    """A process that did not come to its end, and why."""


def process(command: list[str], limit: float, *, good: tuple[int, ...] = (0,), environment: dict[str, str] | None = None) -> Row:
    """Seconds, seconds of processors and peak MB of a process. Raises ``Failed`` where it took too long or failed."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=output, stderr=errors, env=environment)
        timer = Timer(limit, child.kill)
        timer.start()
        try:
            _, status, usage = os.wait4(child.pid, 0)
        finally:
            timer.cancel()
        seconds, child.returncode = time.perf_counter() - start, os.waitstatus_to_exitcode(status)
        peak = usage.ru_maxrss / 1024
        if child.returncode in good:
            return {"whole": seconds, "cpu": usage.ru_utime + usage.ru_stime, "peak_mb": peak}
        if seconds >= limit:
            raise Failed(f"stopped after {limit:.0f} s, at {peak:.0f} MB")
        errors.seek(0)
        raise Failed(f"failed ({child.returncode}): {(errors.read().decode(errors='replace').strip().splitlines() or ['no word'])[-1]}")


def medians(work: Callable[[], Row], runs: int) -> Row:
    """The last of several runs with the medians of all their figures; one run where it is long."""
    rows = [work()]
    while len(rows) < runs and rows[0]["whole"] < _LONG:
        rows.append(work())
    figures = ("load", "validate", "whole", "cpu", "peak_mb")
    middle = {name: statistics.median(row[name] for row in rows) for name in figures if rows[0].get(name) is not None}
    steps = {name: statistics.median(row["steps"][name] for row in rows) for name in rows[0].get("steps", ())}
    return rows[-1] | middle | ({"steps": steps} if steps else {}) | {"runs": len(rows)}


class Contest:
    """One world, one set of shapes, all validators."""

    def __init__(self, folder: Path, data: Path, shapes: Path, *, peers: str | None, runs: int, limit: float) -> None:
        self.data, self.shapes, self.peers, self.runs, self.limit = data, shapes, peers, runs, limit
        self.output = folder / "found.json"
        self.environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self.environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")

    def ours(self) -> Row:
        """Our steps in one process, the whole command in another; before them a small one, so that modules are compiled."""
        warm = Contest(self.output.parent, self.shapes, self.shapes, peers=None, runs=1, limit=self.limit)
        warm._steps()
        warm._command()
        steps = medians(self._steps, self.runs)
        command = medians(lambda: self._command("--shapes", str(self.shapes)), self.runs)
        times = steps["steps"]
        return steps | {"name": "tcgraph", "load": times["columns"] + times["shapes"], "validate": times["validation"],
                        **{name: command[name] for name in ("whole", "cpu", "peak_mb")}}  # fmt: skip

    def packaged(self) -> Row:
        """The whole command as users give it: the packaged shapes as they lie, reference graphs at hand, the report as text."""
        return medians(self._command, self.runs) | {"name": "tcgraph validate DATA"}

    def peer(self, name: str) -> Row:
        """A peer's figures, or why there are none."""
        python = sys.executable if name == "pyshacl" else self.peers
        if python is None:
            return {"name": name, "failed": "not run: --peers names no Python that has it"}
        try:
            return medians(lambda: self._peer(python, name), self.runs) | {"name": name}
        except Failed as failure:
            return {"name": name, "failed": str(failure)}

    def _steps(self) -> Row:
        files = (str(self.data), str(self.shapes), str(self.output))
        used = process([sys.executable, "-m", "benchmarks.shacl_ours", *files], self.limit, environment=self.environment)
        return self._found() | used

    def _command(self, *options: str) -> Row:
        options = (*options, "-o", str(self.output.with_suffix(".ttl"))) if options else ()
        command = [sys.executable, "-c", _COMMAND, "validate", str(self.data), *options]
        return process(command, self.limit, good=(0, 1), environment=self.environment)

    def _peer(self, python: str, name: str) -> Row:
        files = (str(self.data), str(self.shapes), str(self.output))
        process([python, "-I", str(_PEER), name, *files, str(time.time())], self.limit)
        return self._found()

    def _found(self) -> Row:
        found: Row = json.loads(self.output.read_text(encoding="utf-8"))
        return found | {"results": {tuple(result) for result in found["results"]}}


def compared(row: Row, ours: Row) -> Row:
    """A peer's row with what it misses and what it has more, and no longer with the results themselves."""
    if "results" not in row:
        return row
    misses, more = sorted(ours["results"] - row["results"]), sorted(row["results"] - ours["results"])
    return {**row, "results": len(row["results"]), "misses": misses, "more": more}


def table(rows: list[Row], ours: Row) -> None:
    """Prints seconds, memory and the ratios to ours."""
    heads = ["", "load s", "validate s", "ratio", "whole s", "ratio", "cpu s", "ratio", "peak MB", "ratio", "results"]
    print(_line(heads))
    for row in rows:
        print(f"{row['name']:22} {row['failed']}" if "failed" in row else _line(_cells(row, ours)))
    for row in rows:
        _differences(row)
    sys.stdout.flush()


def _line(cells: list[str]) -> str:
    return f"{cells[0]:22}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells[1:], _WIDTHS, strict=True))


def _cells(row: Row, ours: Row) -> list[str]:
    validating = row.get("validate")
    cells = [row["name"], _number(row.get("load"), 3), _number(validating, 3), _number(validating and validating / _like(row, ours), 1)]
    for name, digits in (("whole", 3), ("cpu", 3), ("peak_mb", 0)):
        cells += [_number(row[name], digits), _number(row[name] / ours[name], 1)]
    return [*cells, str(row.get("count", "-"))]


def _number(number: float | None, digits: int) -> str:
    return "-" if number is None else f"{number:.{digits}f}"


def _like(row: Row, ours: Row) -> float:
    """Our seconds for what the row's validation does: loading too where the row does not part it."""
    return float(ours["validate"] if row.get("load") is not None else ours["load"] + ours["validate"])


def _differences(row: Row) -> None:
    if "misses" not in row or row["name"] == "tcgraph":
        return
    missed, more = len(row["misses"]), len(row["more"])
    print(f"{row['name']}: " + (f"misses {missed}, has {more} that ours has not" if missed or more else "the same results"))
    for sign, results in (("-", row["misses"]), ("+", row["more"])):
        for result in results[:10]:
            print(f"  {sign} {' '.join(part or '(no path)' for part in result)}")
        if len(results) > 10:
            print(f"  {sign} … and {len(results) - 10} more")


def contest(folder: Path, name: str, counts: dict[str, int], given: argparse.Namespace) -> Row:
    """All validators on one set of shapes, printed and returned."""
    data = folder / f"world-{given.size}.ttl"
    runner = Contest(folder, data, folder / f"{name}.ttl", peers=given.peers, runs=given.runs, limit=given.limit)
    print(f"\n{counts['property_shapes']} property shapes, {counts['queries']} queries; load of the machine {os.getloadavg()[0]:.1f}")
    ours = runner.ours()
    rows = [ours]
    if name == "full":
        rows.append(runner.packaged())
    names = ("pyshacl", "pyshacl-turbo", "pyshifty") if given.size == "S" else ("pyshacl-turbo", "pyshifty")
    rows = [compared(row, ours) for row in (*rows, *(runner.peer(peer) for peer in names))]
    print(f"{ours['triples']:,} triples; {ours['checked']:,} pairs of shape and node; our steps, seconds: "
          + ", ".join(f"{step} {seconds:.3f}" for step, seconds in ours["steps"].items()))  # fmt: skip
    table(rows, ours)
    if given.size != "S":
        print("pyshacl: not run, for it takes minutes at size S")
    versions = {library: number for row in rows for library, number in row.get("libraries", {}).items()}
    print(", ".join(f"{library} {number}" for library, number in versions.items()))
    return {"shapes": name, **counts, "load_average": os.getloadavg()[0], "rows": rows}


def main() -> None:
    """Runs all of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.shacl", description=__doc__)
    parser.formatter_class = argparse.RawTextHelpFormatter
    parser.add_argument("size", choices=SIZES, nargs="?", default="S")
    parser.add_argument("--peers", metavar="PYTHON", help="an interpreter that has the other validators")
    parser.add_argument("--errors", type=float, default=0.01, help="share of things that break a shape")
    parser.add_argument("--seed", type=int, default=29)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=float, default=300, metavar="SECONDS", help="time of one process")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made = [sys.executable, "-m", "benchmarks.shacl_inputs", place, given.size, f"--errors={given.errors}", f"--seed={given.seed}"]
        counts = json.loads(subprocess.run(made, check=True, capture_output=True, text=True).stdout)
        size = (folder / f"world-{given.size}.ttl").stat().st_size
        print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors")
        print(f"world {given.size}, errors {given.errors}, seed {given.seed}: {size / 1e6:.1f} MB of Turtle")
        found = [contest(folder, name, counts[name], given) for name in ("core", "full")]
    if given.json is not None:
        given.json.write_text(json.dumps({"size": given.size, "errors": given.errors, "seed": given.seed, "contests": found}, indent=1),
                              encoding="utf-8")  # fmt: skip


if __name__ == "__main__":
    main()
