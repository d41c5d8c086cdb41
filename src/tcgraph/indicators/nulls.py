"""Random networks with the same degrees, and how far the real one is from them."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tcgraph.errors import CallError
from tcgraph.indicators.triangles import Bools, Ints, adjacent_places, simple_links
from tcgraph.networks.csr import distinct, stable_order

__all__ = ["Swapped", "ZScore", "projected", "swap_links", "swap_memberships", "z_score"]


@dataclass(frozen=True, slots=True)
class Swapped:
    """The links of a random network; ``swaps`` is how many swaps were made, ``rounds`` in how many rounds."""

    i: Ints
    j: Ints
    swaps: int
    rounds: int


def swap_links(i: npt.ArrayLike, j: npt.ArrayLike, number: int, *, tries: float = 10.0, seed: int = 1) -> Swapped:
    """A simple undirected network with the same degree of each node, drawn at random by double edge swaps.

    Links (a, b) and (c, d) become (a, d) and (c, b) (Maslov and Sneppen 2002, Science 296; Milo et al. 2003, cond-mat/0312028).
    Each round pairs all links at random, tries half of the pairs, and gives up each that would make a loop or a link that is there,
    is made by another pair too, or is one that another pair wants to make; a round back is then as likely as the round, so all
    networks with these degrees are equally likely in the end. ``tries`` is the number of tries per link (a round is a quarter).
    Loops and parallel links of the input are dropped. Same seed, same network. Cost: a sort of the links per round.
    """
    a, b = simple_links(i, j, number)
    random, rounds = np.random.default_rng(seed), math.ceil(tries * 4) if len(a) > 1 else 0
    made = sum(_round(a, b, number, random) for _ in range(rounds))
    return Swapped(*simple_links(a, b, number), made, rounds)


def _round(a: Ints, b: Ints, number: int, random: np.random.Generator) -> int:
    """One round, in place; how many swaps it made."""
    half = len(a) // 2
    order = random.permutation(len(a))[: 2 * half].reshape(2, half)[:, random.random(half) < 0.5]
    one, two = order
    flipped = random.random(len(two)) < 0.5  # an undirected link has no first end
    c, d = np.where(flipped, b[two], a[two]), np.where(flipped, a[two], b[two])
    new = np.concatenate([_keys(a[one], d, number), _keys(c, b[one], number)])
    loop = (a[one] == d) | (c == b[one])
    clear = _alone(new) & ~_taken(new, _keys(a, b, number), one, two)
    done = clear[: len(one)] & clear[len(one) :] & ~loop
    ends = a[one[done]], d[done], c[done], b[one[done]]
    a[one[done]], b[one[done]], a[two[done]], b[two[done]] = ends
    return int(done.sum())


def _alone(keys: Ints) -> Bools:
    """Which keys are there once."""
    order = stable_order(keys, int(keys.max(initial=0)) + 1)
    same = np.diff(keys[order], prepend=-1, append=-1) == 0
    found = np.empty(len(keys), dtype=np.bool_)
    found[order] = ~(same[1:] | same[:-1])
    return found


def _taken(new: Ints, links: Ints, one: Ints, two: Ints) -> Bools:
    """Which new links are there already, or would end a link that another pair wants to make: the new ones of both halves."""
    order = stable_order(links, int(links.max(initial=0)) + 1)
    place = adjacent_places(links[order], new)
    wanted = np.zeros(len(links), dtype=np.bool_)
    wanted[order[place[place >= 0]]] = True
    found: Bools = (place >= 0) | np.concatenate([wanted[one], wanted[two]])
    return found


def _keys(a: Ints, b: Ints, number: int) -> Ints:
    keys: Ints = np.minimum(a, b) * number + np.maximum(a, b)
    return keys


def swap_memberships(member: npt.ArrayLike, event: npt.ArrayLike, *, rounds: int = 20, seed: int = 1) -> tuple[Ints, Ints]:
    """Memberships with the same number for each member and for each event, drawn at random: the null model of a bipartite network.

    Curveball trades (Strona et al. 2014, Nature Communications 5; all rows at once: Carstens, Berger and Strona 2018, MethodsX 5):
    members are paired at random, and each pair deals out anew the events that only one of the two has. All such tables are equally
    likely in the end. A membership that is given twice counts once. Order: by member, then event. Same seed, same table. Cost: a
    sort of the memberships per round.
    """
    rows, columns = np.asarray(member, dtype=np.int64), np.asarray(event, dtype=np.int64)
    if len(rows) != len(columns):
        raise CallError(f"{len(rows)} members and {len(columns)} events: a membership has one of each.")
    (members, rows), (events, columns) = (np.unique(side, return_inverse=True) for side in (rows, columns))
    keys = distinct(rows * max(len(events), 1) + columns)
    rows, columns, random = keys // max(len(events), 1), keys % max(len(events), 1), np.random.default_rng(seed)
    for _ in range(rounds):
        rows, columns = _trade(rows, columns, len(members), len(events), random)
    keys = np.sort(rows * max(len(events), 1) + columns)
    return members[keys // max(len(events), 1)], events[keys % max(len(events), 1)]


def _trade(rows: Ints, columns: Ints, members: int, width: int, random: np.random.Generator) -> tuple[Ints, Ints]:
    """One round: who sits in seats 2k and 2k + 1 trades. Numbers are packed, so that plain sorts do."""
    seat, bits = random.permutation(members), max(width - 1, 1).bit_length() + 1
    sitting = seat[rows]
    packed = np.sort((sitting >> 1) << bits | columns << 1 | (sitting & 1))
    twice = packed[1:] >> 1 == packed[:-1] >> 1
    free = np.flatnonzero(~(np.concatenate([[False], twice]) | np.concatenate([twice, [False]])))
    own = packed[free]
    shuffled = random.permutation(len(free))
    dealt = shuffled[stable_order(own[shuffled] >> bits, members)]  # the free events of each pair in random order
    sides = np.sort(own >> bits << 1 | (own & 1)) & 1  # whose turn it is: as many for each as before
    packed[free] = (own[dealt] >> 1) << 1 | sides
    holder = np.empty(members, dtype=np.int64)
    holder[seat] = np.arange(members)
    return holder[(packed >> bits) << 1 | (packed & 1)], (packed >> 1) & ((1 << (bits - 1)) - 1)


def projected(member: Ints, event: Ints) -> tuple[Ints, Ints]:
    """The pairs of members of one event, each pair once per event, smaller member first; memberships once each.

    Cost: the pairs, which grow with the square of the largest event.
    """
    order = np.lexsort((member, event))
    member, event = member[order], event[order]
    after = np.searchsorted(event, event, "right") - np.arange(len(event)) - 1
    first = np.repeat(np.arange(len(event)), after)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(after) - after, after)
    return member[first], member[second]


@dataclass(frozen=True, slots=True)
class ZScore:
    """``z`` is (observed - mean) / deviation, None where all random values are equal; ``p`` the two-sided share of random networks that are
    as far from the mean, the real one counted in.
    """

    observed: float
    mean: float
    deviation: float
    z: float | None
    p: float
    samples: int


def z_score(observed: float, random: Iterable[float]) -> ZScore:
    """How far an observed value is from those of random networks, in their standard deviations.

    p = (1 + number as far) / (1 + samples) (Davison and Hinkley 1997, Bootstrap Methods, chapter 4): never 0. Raises ``CallError``
    for fewer than two random values.
    """
    values = np.array(list(random), dtype=np.float64)
    if len(values) < 2:
        raise CallError("A z-score needs at least two random networks.")
    mean, deviation = float(values.mean()), float(values.std(ddof=1))
    far = np.abs(values - mean) >= abs(observed - mean) * (1 - 1e-12)
    z = (observed - mean) / deviation if deviation > 1e-12 * max(1.0, abs(mean)) else None
    return ZScore(observed, mean, deviation, z, float((1 + far.sum()) / (1 + len(values))), len(values))


def z_scores(observed: dict[str, float], draw: Callable[[int], dict[str, float]], samples: int, seed: int) -> dict[str, ZScore]:
    """The z-score of each statistic; ``draw(seed)`` gives those of one random network."""
    drawn = [draw(seed + number) for number in range(samples)]
    return {name: z_score(value, [one[name] for one in drawn]) for name, value in observed.items()}
