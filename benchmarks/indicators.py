"""Times the indicators: those of networks on a made-up world of cooperations, from columns; those of lists on the packaged data.

    python -m benchmarks.indicators S M       with peers: networkx, lists of networkx, loops by hand, polars
    python -m benchmarks.indicators million   1,000,000 cooperations: seconds and peak memory of each indicator

Lists and titles have no million: China has some 1,700 centers, so their indicators run on the packaged data, on each call. The peers run
at S, in the same process, and must give the same figures. Seconds are of one run, after one run where it takes less than a second.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np

import tcgraph
from benchmarks.measure import line, once
from benchmarks.network_world import SIZES, made, write_world
from tcgraph import indicators, views
from tcgraph.indicators import brokers, information, nulls, triangles
from tcgraph.indicators.result import Indicator
from tcgraph.networks.network import NetworkView

LISTS = ("center_counts", "growth", "location_quotient", "concentration", "relatedness", "complexity", "survival")
NETWORKS: dict[str, tuple[str, dict[str, Any]]] = {
    "cross_province_share": ("cooperation", {}),
    "assortativity by kind": ("cooperation", {}),
    "assortativity by province": ("cooperation", {"by": "province"}),
    "triple_helix": ("participation", {}),
    "triple_helix by year": ("participation", {"by": "year"}),
    "brokerage by kind": ("cooperation", {}),
    "brokerage by province": ("cooperation", {"by": "province"}),
    "betweenness, 200 sources": ("cooperation", {"sources": 200}),
    "communities, Louvain, 3 runs": ("cooperation", {"runs": 3}),
    "communities, Leiden, 3 runs": ("cooperation", {"runs": 3, "method": "leiden"}),
    "null_model of memberships, 2": ("participation", {"samples": 2}),
    "null_model of links, 2": ("cooperation", {"samples": 2, "keep": "links"}),
}
"""The view that each takes, and its options; the numbers of random networks are small: the cost is the same for each one."""


def peak(reset: bool = False) -> int:
    """Megabytes that the process took at most since the last reset; 0 where the system does not tell (only Linux does)."""
    if not Path("/proc/self/status").exists():
        return 0
    if reset:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(row for row in status.splitlines() if row.startswith("VmHWM")).split()[1]) >> 10


def timed(name: str, work: Callable[[], object], theirs: Callable[[], object] | None = None, note: str = "") -> None:
    """One row: seconds, those of a peer, peak memory."""
    peak(reset=True)
    seconds = once(work)
    most = peak()
    if seconds < 1 and theirs is not None:
        seconds = once(work)
    line(name, seconds, once(theirs) if theirs is not None else None, f"{most:>6} MB  {note}".rstrip())


def lists() -> None:
    """The indicators of lists and titles, on the packaged data."""
    dataset = tcgraph.load()
    print("\npackaged data: lists of 1,602 and 1,714 centers")
    for name in LISTS:
        function = indicators.INDICATORS[name].function
        function(dataset)
        timed(name, lambda function=function: function(dataset))


def networks(size: str, file: Path) -> None:
    """The indicators of networks, on a made-up world."""
    write_world(file, size)
    columns = made(file)
    file.unlink()
    made_views = {"cooperation": views.cooperation(columns), "participation": views.participation(columns)}
    view = made_views["cooperation"]
    print(f"\n{size}: {SIZES[size]:,} cooperations, {len(view):,} organisations, {view.number_of_edges():,} links")
    for name, (kind, options) in NETWORKS.items():
        function = indicators.INDICATORS[name.partition(" ")[0].strip(",")].function
        timed(name, lambda function=function, kind=kind, options=options: function(columns, view=made_views[kind], **options))
    if size == "S":
        peers(columns, view, made_views["participation"])


def peers(columns: Any, view: NetworkView, memberships: NetworkView) -> None:
    """The same by networkx on its own graph, or by loops; the answers must agree."""
    print("  against the same elsewhere: ours, theirs, ratio")
    plain, kinds = view.to_networkx(), dict(view.nodes(data="kind"))
    found: dict[str, Any] = {}

    def keep(name: str, work: Callable[[], Any]) -> Callable[[], None]:
        return lambda: found.__setitem__(name, work())

    both("assortativity, networkx", found, keep("ours", lambda: first(indicators.assortativity(columns, view=view)).assortativity),
         keep("theirs", lambda: nx.attribute_assortativity_coefficient(plain, "kind")))
    both("brokerage, loop over pairs", found, keep("ours", lambda: indicators.brokerage(columns, view=view).facts["liaison"]),
         keep("theirs", lambda: loop_of_brokers(plain, kinds)["liaison"]))
    both("betweenness, networkx, 100", found,
         keep("ours", lambda: top_of(indicators.betweenness(columns, view=view, sources=100, batches=2))),
         keep("theirs", lambda: top_of_networkx(plain)))
    both("triple helix, loop over edges", found,
         keep("ours", lambda: list(indicators.triple_helix(columns, view=memberships, bootstrap=0))[1].t),
         keep("theirs", lambda: loop_of_sides(memberships.to_networkx())))
    timed("communities, networkx", lambda: indicators.communities(columns, view=view, runs=1),
          lambda: nx.community.louvain_communities(plain, seed=1, backend="networkx"), "other partitions of like modularity")
    _, i, j = triangles.links(view)
    timed("one random network, networkx", lambda: nulls.swap_links(i, j, len(view), seed=1),
          lambda: nx.double_edge_swap(plain.copy(), nswap=plain.number_of_edges(), max_tries=10**8, seed=1),
          "ten tries a link against one swap a link")
    timed("transitivity, networkx", lambda: triangles.transitivity(i, j, len(view)), lambda: nx.transitivity(plain, backend="networkx"))
    timed("roles, arrays alone", lambda: brokers.brokerage_roles(i, j, np.array([hash(kinds[n]) % 3 for n in view.node_list])))


def both(name: str, found: dict[str, Any], ours: Callable[[], None], theirs: Callable[[], None]) -> None:
    """A row for two ways whose answers are compared."""
    timed(name, ours, theirs)
    print(f"{'':34} the same figure: {bool(np.isclose(found['ours'], found['theirs']))}")


def first(found: Indicator) -> Any:
    """The first row."""
    return next(iter(found))


def top_of(found: Indicator) -> float:
    """The sum of betweenness over all kinds."""
    return sum(row.betweenness for row in found if row.level == "kind")


def top_of_networkx(plain: nx.Graph) -> float:
    """The same as the mean of two samples of fifty sources."""
    runs = [nx.betweenness_centrality(plain, k=50, seed=seed, backend="networkx") for seed in (1, 2)]
    return sum(sum(run.values()) for run in runs) / 2


def loop_of_brokers(plain: nx.Graph, kinds: dict[str, str]) -> Counter[str]:
    """What one writes by hand: for each node each pair of its neighbours."""
    roles: Counter[str] = Counter()
    for b in plain:
        for a, c in combinations(plain[b], 2):
            if not plain.has_edge(a, c):
                three = (kinds[a], kinds[b], kinds[c])
                roles["liaison" if len(set(three)) == 3 else "coordinator" if len(set(three)) == 1
                      else "consultant" if three[0] == three[2] else "gatekeeper"] += 1  # fmt: skip
    return roles


def loop_of_sides(plain: nx.Graph) -> float:
    """T in millibits, by a loop over cooperations."""
    cases: Counter[tuple[int, int, int]] = Counter()
    for node, side in plain.nodes(data="bipartite"):
        if side == 1:
            there = {plain.nodes[one]["kind"] for one in plain[node]}
            cases[tuple(int(kind in there) for kind in ("university", "enterprise", "institute"))] += 1  # type: ignore[index]
    table = np.zeros((2, 2, 2))
    for case, number in cases.items():
        table[case] = number
    return 1000 * information.transmission(table)


def main() -> None:
    """Runs the sizes that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.indicators", description=__doc__)
    parser.formatter_class = argparse.RawTextHelpFormatter
    parser.add_argument("size", nargs="*", choices=[*SIZES, []])
    sizes = parser.parse_args().size or ["S", "M"]
    print("seconds of ours, of the other, ratio, peak memory of the process while ours ran")
    lists()
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            networks(size, Path(folder) / f"{size}.nt")


if __name__ == "__main__":
    main()
