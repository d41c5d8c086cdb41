"""One other validator on given files, in whatever Python has it; needs nothing of tcgraph.

    python -I benchmarks/shacl_peer.py NAME DATA SHAPES OUTPUT SINCE

NAME: pyshacl, pyshacl-turbo, pyshifty. Each validates without inference and writes its report as Turtle, since that is what ours is
asked for too. OUTPUT receives JSON: seconds of loading and of validating (none of loading where the validator does both in one), of all
since the moment SINCE (seconds of the epoch), of processors, the peak memory, the versions, how many results there are, and the results
as focus node, path and component. Nothing after the report counts.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

_SHACL = "http://www.w3.org/ns/shacl#"
_Outcome = tuple[Any, float | None, float]
"""A report graph of rdflib, seconds of loading and of validating."""


def pyshacl(data: Path, shapes: Path) -> _Outcome:
    """pySHACL on rdflib's graphs; it may add to the data, which spares it a copy."""
    import pyshacl
    import rdflib

    start = time.perf_counter()
    graphs = [rdflib.Graph().parse(file, format="turtle") for file in (data, shapes)]
    loaded = time.perf_counter()
    _, report, _ = pyshacl.validate(graphs[0], shacl_graph=graphs[1], inplace=True, advanced=False, meta_shacl=False)
    return report, loaded - start, time.perf_counter() - loaded


def pyshacl_turbo(data: Path, shapes: Path) -> _Outcome:
    """pyshacl-turbo on a dataset of rdflib-turbo, which is the way it copies nothing."""
    import pyshacl_turbo
    import rdflib
    import rdflib_turbo

    start = time.perf_counter()
    dataset = rdflib_turbo.Dataset().parse(str(data))
    rules = rdflib.Graph().parse(shapes, format="turtle")
    loaded = time.perf_counter()
    _, report, _ = pyshacl_turbo.validate(dataset, shacl_graph=rules)
    return report, loaded - start, time.perf_counter() - loaded


def pyshifty(data: Path, shapes: Path) -> _Outcome:
    """pyshifty reads and validates in one call."""
    import shifty

    start = time.perf_counter()
    _, report, _ = shifty.validate(data, shapes, graph_mode="data", infer=False)
    return report, None, time.perf_counter() - start


PEERS: dict[str, tuple[Callable[[Path, Path], _Outcome], tuple[str, ...]]] = {
    "pyshacl": (pyshacl, ("pyshacl", "rdflib")),
    "pyshacl-turbo": (pyshacl_turbo, ("pyshacl-turbo", "rdflib-turbo")),
    "pyshifty": (pyshifty, ("pyshifty",)),
}


def measured(name: str, data: Path, shapes: Path, output: Path, since: float) -> dict[str, object]:
    """The peer's run, and what it found."""
    work, libraries = PEERS[name]
    report, loading, validating = work(data, shapes)
    report.serialize(output.with_suffix(".ttl"), format="turtle", encoding="utf-8")
    whole, usage = time.time() - since, resource.getrusage(resource.RUSAGE_SELF)
    found = list(_results(report))
    return {"load": loading, "validate": validating, "whole": whole, "cpu": usage.ru_utime + usage.ru_stime,
            "peak_mb": usage.ru_maxrss / 1024, "count": len(found), "results": sorted(set(found)),
            "libraries": {library: version(library) for library in libraries}}  # fmt: skip


def _results(report: Any) -> Iterator[tuple[str, str, str]]:
    from rdflib import SH, URIRef

    for result in report.objects(None, SH.result):
        path = report.value(result, SH.resultPath)
        name = str(path) if isinstance(path, URIRef) else "" if path is None else "compound"
        component = str(report.value(result, SH.sourceConstraintComponent))
        yield str(report.value(result, SH.focusNode)), name, component.removeprefix(_SHACL)


if __name__ == "__main__":
    found = measured(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]), float(sys.argv[5]))
    Path(sys.argv[4]).write_text(json.dumps(found), encoding="utf-8")
