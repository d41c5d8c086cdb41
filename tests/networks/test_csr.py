"""Sparse adjacency: rows, edges once, transposition, parts, and what is refused."""

from collections.abc import Iterator

import numpy as np
import pytest

from tcgraph.errors import CallError
from tcgraph.networks import Csr
from tcgraph.networks.csr import stable_order


def random_edges(seed: int, nodes: int, count: int, *, directed: bool) -> list[tuple[int, int]]:
    random = np.random.default_rng(seed)
    drawn = {tuple(pair) for pair in random.integers(0, nodes, (count, 2)).tolist()}
    kept = sorted(drawn if directed else {(min(pair), max(pair)) for pair in drawn})
    return [kept[place] for place in random.permutation(len(kept))]


def made(nodes: int, pairs: list[tuple[int, int]], *, directed: bool) -> Csr:
    i, j = np.array(pairs, int).reshape(-1, 2).T
    return Csr.of_edges(nodes, i, j, weights={"weight": 10 * i + j}, directed=directed)[0]


CASES = [(seed, nodes, count, directed) for seed, (nodes, count) in enumerate([(0, 0), (1, 0), (1, 1), (5, 8), (40, 30), (40, 400)]) for directed in (False, True)]


@pytest.fixture(params=CASES, ids=str)
def case(request: pytest.FixtureRequest) -> Iterator[tuple[list[tuple[int, int]], Csr, bool]]:
    seed, nodes, count, directed = request.param
    pairs = random_edges(seed, nodes, count, directed=directed) if nodes else []
    yield pairs, made(nodes, pairs, directed=directed), directed


def test_rows_are_the_neighbours_ascending(case: tuple[list[tuple[int, int]], Csr, bool]) -> None:
    pairs, csr, directed = case
    both = set(pairs) if directed else {*pairs, *((j, i) for i, j in pairs)}
    for node in range(len(csr)):
        row = csr.indices[csr.indptr[node] : csr.indptr[node + 1]].tolist()
        assert row == sorted(j for i, j in both if i == node)


def test_edges_are_each_there_once_and_carry_their_weights(case: tuple[list[tuple[int, int]], Csr, bool]) -> None:
    pairs, csr, _ = case
    i, j, place = csr.edges()
    assert list(zip(i.tolist(), j.tolist(), strict=True)) == sorted(pairs)
    assert csr.weights["weight"][place].tolist() == [10 * one + other for one, other in sorted(pairs)]
    numbers = csr.edge_numbers()
    ends = {frozenset(pair) for pair in pairs}
    for row, column, number in zip(csr.rows().tolist(), csr.indices.tolist(), numbers.tolist(), strict=True):
        assert frozenset((row, column)) == frozenset((int(i[number]), int(j[number]))) in ends


def test_transposed_turns_each_edge_round(case: tuple[list[tuple[int, int]], Csr, bool]) -> None:
    pairs, csr, directed = case
    turned = csr.transposed()
    assert turned is csr if not directed else True
    i, j, place = turned.edges()
    expected = sorted((j, i) for i, j in pairs) if directed else sorted(pairs)
    assert list(zip(i.tolist(), j.tolist(), strict=True)) == expected
    weights = [10 * b + a for a, b in expected] if directed else [10 * a + b for a, b in expected]
    assert turned.weights["weight"][place].tolist() == weights


def test_a_part_keeps_the_edges_among_its_nodes(case: tuple[list[tuple[int, int]], Csr, bool]) -> None:
    pairs, csr, _ = case
    chosen = np.arange(0, len(csr), 3)
    part, places = csr.only(chosen)
    i, j, _ = part.edges()
    found = sorted(zip((3 * i).tolist(), (3 * j).tolist(), strict=True))
    assert found == sorted(pair for pair in pairs if pair[0] % 3 == 0 and pair[1] % 3 == 0)
    assert part.weights["weight"].tolist() == csr.weights["weight"][places].tolist()


def test_scipy_shares_the_indices(case: tuple[list[tuple[int, int]], Csr, bool]) -> None:
    pairs, csr, directed = case
    matrix = csr.to_scipy("weight")
    assert matrix.shape == (len(csr), len(csr)) and matrix.sum() == csr.weights["weight"].sum()
    dense = matrix.toarray()
    assert all(dense[i, j] == 10 * i + j for i, j in pairs)
    assert directed or (dense == dense.T).all()


def test_either_direction_is_the_same_undirected_edge() -> None:
    one, _ = Csr.of_edges(3, np.array([0, 1]), np.array([1, 2]))
    other, _ = Csr.of_edges(3, np.array([2, 1]), np.array([1, 0]))
    assert one.indices.tolist() == other.indices.tolist() == [1, 0, 2, 1]


@pytest.mark.parametrize(("i", "j", "text"), [([0, 1], [1, 0], "from node 0 to node 1 is given more than once"), ([0], [3], "nodes are numbered 0 to 2"), ([-1], [0], "ends at node -1"), ([0, 1], [1], "2 edges, but 1 values")])
def test_impossible_edges_are_refused(i: list[int], j: list[int], text: str) -> None:
    with pytest.raises(CallError, match=text):
        Csr.of_edges(3, np.array(i), np.array(j))


def test_weights_have_one_value_an_edge() -> None:
    with pytest.raises(CallError, match="1 edges, but 2 values of 'weight'"):
        Csr.of_edges(3, np.array([0]), np.array([1]), weights={"weight": np.array([1, 2])})


def test_stable_order_is_that_of_a_stable_sort() -> None:
    keys = np.random.default_rng(3).integers(0, 50, 1000)
    expected = np.argsort(keys, kind="stable").tolist()
    assert stable_order(keys, 50).tolist() == expected
    assert stable_order(keys, 2**60).tolist() == expected
