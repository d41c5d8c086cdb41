"""The triple helix: what the three sides of the triangle tell of each other, over the cooperations."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tcgraph import views
from tcgraph.errors import CallError
from tcgraph.indicators import information
from tcgraph.indicators.nodes import attribute, events, kinds, numbered, standing
from tcgraph.indicators.result import Indicator, Note, made
from tcgraph.indicators.triangles import Ints, links
from tcgraph.store.terms import Value
from tcgraph.views.participations import Source

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["triple_helix"]

SIDES = ("enterprise", "university", "institute", "government")
UNCLEAR = "university or institute"
Bools = npt.NDArray[np.bool_]


def triple_helix(
    source: Source,
    *,
    third: str = "institute",
    by: str | None = None,
    view: "nx.Graph | None" = None,
    bootstrap: int = 1000,
    seed: int = 1,
) -> Indicator:
    """The mutual information of the three sides of the triangle over the cooperations: T(university, enterprise, third), in
    millibits (mbit: thousandths of a bit).

    T = H_u + H_i + H_t - H_ui - H_ut - H_it + H_uit over which sides take part in a cooperation (Leydesdorff 2003, Scientometrics
    58, after McGill 1954). The sign is Leydesdorff's: negative means that the pairs explain more than the three together, which he
    reads as synergy; McGill's interaction information and some newer papers have the opposite sign. Here only cooperations are
    counted, in which at least one side takes part, and not all papers of the three sides as in 2003: values do not compare with
    those of papers. ``third`` is institute for T(u,i,r) or government for T(u,i,g); our cooperations name no government department,
    and a side that never takes part makes T 0. ``by="year"`` gives a row per first year. ``view`` is a participation view (all
    cooperations without it), so filters are those of ``views.participation``.

    What is not known is not guessed: each row is one treatment. known: cooperations all of whose participants are of a known kind;
    all: participants of other kinds are passed over; as university, as institute: those stated as "university or institute" are
    taken for the one or the other. Rows: treatment, year, cooperations, university, enterprise, third (cooperations with that
    side), u_i, u_t, i_t, u_i_t (with both, all), t_ui, t_ut, t_it (of two sides), t, bias (the expected t of three sides that have
    nothing to do with each other, by the first term of the series in 1/n: Miller 1955, Panzeri and Treves 1996; it is below 0, as
    synergy is: a t that is not well beyond it says nothing), error (bootstrap, None for fewer than two cooperations). Order:
    treatment, then year; those without a year under None, last. No cooperation: t 0, bias None. Cost: linear.
    """
    if third not in ("institute", "government") or by not in (None, "year"):
        raise CallError(f"The third side is institute or government, by is year or nothing; not {third!r} and {by!r}.")
    network = views.participation(source) if view is None else view
    present, names, when = _present(network)
    rows = []
    for treatment, recoded in _TREATMENTS.items():
        sides, kept = _sides(present, names, recoded, third), np.ones(len(present), dtype=np.bool_)
        if treatment == "known":
            kept &= ~present[:, [number for number, name in enumerate(names) if name not in SIDES]].any(axis=1)
        for year, cases in _years(when, kept) if by else [(None, kept)]:
            rows.append((treatment, year, *_helix(sides[cases], bootstrap, seed)))
    facts: dict[str, Value] = {"third": third, **standing(source, network), "cooperations": len(present), "unit": "mbit", "seed": seed}
    return made("triple_helix", _HELIX, rows, facts=facts, notes=[_SMALL, *([] if third == "institute" else [_NO_GOVERNMENT])])


_TREATMENTS: Mapping[str, Mapping[str, str]] = {
    "known": {},
    "all": {},
    "as university": {UNCLEAR: "university"},
    "as institute": {UNCLEAR: "institute"},
}
_HELIX = "treatment year cooperations university enterprise third u_i u_t i_t u_i_t t_ui t_ut t_it t bias error"
_SMALL: Note = (
    "合作少时互信息有偏：bias列为三方互不相关时t的期望值，t不明显超出者无意义。",
    "Mutual information of few cooperations is biased: bias is the t to expect of independent sides; a t near it says nothing.",
)
_NO_GOVERNMENT: Note = (
    "来源中的合作不列政府部门；从不出现的一方使互信息为0。",
    "The sources' cooperations name no government department; a side that never takes part makes T 0.",
)


def _present(network: "nx.Graph") -> tuple[Bools, list[str], list[int | None]]:
    """Which kinds (columns) take part in each cooperation (rows), the names of the kinds, and the first year of each cooperation."""
    event = events(network)
    _, i, j = links(network)
    if not event.any() and len(i):
        raise CallError("The triangle is measured over cooperations: give a participation view, whose nodes say bipartite 0 or 1.")
    place = np.cumsum(event) - 1
    own, names = numbered(kinds(network))
    member, cooperation = np.where(event[i], j, i), np.where(event[i], i, j)
    found = np.zeros((int(event.sum()), len(names)), dtype=np.bool_)
    found[place[cooperation], own[member]] = True
    used = np.flatnonzero(found.any(axis=0)).tolist()
    years = attribute(network, "first_year")
    return found[:, used], [names[number] for number in used], [years[number] for number in np.flatnonzero(event).tolist()]


def _sides(present: Bools, names: list[str], recoded: Mapping[str, str], third: str) -> Bools:
    """Whether university, enterprise and the third side take part in each cooperation."""
    found = np.zeros((len(present), 3), dtype=np.bool_)
    for number, side in enumerate(("university", "enterprise", third)):
        found[:, number] = present[:, [place for place, name in enumerate(names) if recoded.get(name, name) == side]].any(axis=1)
    return found


def _years(when: list[int | None], kept: Bools) -> Iterator[tuple[int | None, Bools]]:
    numbers: npt.NDArray[Any] = np.array([10_000 if year is None else year for year in when], dtype=np.int64)
    for year in np.unique(numbers[kept]).tolist() or [10_000]:
        yield (None if year == 10_000 else year), kept & (numbers == year)


def _helix(cases: Bools, bootstrap: int, seed: int) -> tuple[Value, ...]:
    table: Ints = information.contingency(*cases.T)
    sides = [int(table.sum(axis=tuple({0, 1, 2} - {n}))[1]) for n in range(3)]
    pairs = [table.sum(axis=n) for n in (2, 1, 0)]
    together = [int(pair[1, 1]) for pair in pairs]
    bias, error = information.transmission_bias(table), information.transmission_error(table, samples=bootstrap, seed=seed)
    amounts = [1000 * information.transmission(part) for part in [*pairs, table]]
    spread = [None if value is None else 1000 * value for value in (bias, error)]
    return (len(cases), *sides, *together, int(table[1, 1, 1]), *amounts, *spread)
