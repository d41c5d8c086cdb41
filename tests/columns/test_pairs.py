"""Pairs against plain sets."""

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tcgraph.columns import Columns, Pairs, from_ntriples

ids = st.one_of(st.integers(0, 12), st.integers(0, 2**31 - 1))
some = st.lists(st.tuples(ids, ids), max_size=40)


def pairs_of(rows: list[tuple[int, int]]) -> Pairs:
    return Pairs.of_packed(np.array([key << 32 | value for key, value in rows], np.int64))


@settings(deadline=None)
@given(some, st.lists(st.one_of(st.integers(-1, 13), ids), max_size=20))
@example([(0, 0)], [-1, 0, 1])
@example([(2**31 - 1, 5), (0, 1)], [2**31 - 1, 0])
def test_values_of_nodes(rows: list[tuple[int, int]], nodes: list[int]) -> None:
    pairs, asked = pairs_of(rows), np.array(nodes, np.int32)
    expected = [(place, value) for place, node in enumerate(nodes) for value in sorted({v for k, v in rows if k == node})]
    index, values = pairs.of(asked)
    assert list(zip(index.tolist(), values.tolist(), strict=True)) == expected
    assert pairs.counts(asked).tolist() == [len({v for k, v in rows if k == node}) for node in nodes]
    assert len(pairs) == len(set(rows))


@settings(deadline=None)
@given(some, some)
def test_contains(rows: list[tuple[int, int]], asked: list[tuple[int, int]]) -> None:
    asked = [*asked, *rows[:5], (-1, 3), (3, -1)]
    found = pairs_of(rows).contains(np.array([a for a, _ in asked], np.int32), np.array([b for _, b in asked], np.int32))
    assert found.tolist() == [pair in set(rows) for pair in asked]


@settings(deadline=None)
@given(some)
def test_inverse_of_inverse(rows: list[tuple[int, int]]) -> None:
    pairs = pairs_of(rows)
    inverse = pairs.inverse()
    assert sorted(zip(inverse.values.tolist(), inverse.keys.tolist(), strict=True)) == sorted(set(rows))
    assert (np.diff(inverse.packed) > 0).all()
    assert inverse.inverse().packed.tolist() == pairs.packed.tolist()


def test_forward_and_inverse_of_a_graph() -> None:
    columns: Columns = from_ntriples(b"<http://a> <http://p> <http://b> .\n<http://c> <http://p> <http://b> .\n<http://a> <http://q> <http://a> .\n", True)
    a, b, c, p, q = columns.terms.ids([f"<http://{x}>" for x in "abcpq"]).tolist()
    assert columns.predicates.tolist() == [p, q]
    assert columns.forward(p).of(np.array([c, b, a]))[1].tolist() == [b, b]
    assert columns.inverse(p).of(np.array([b]))[1].tolist() == [a, c]
    assert columns.inverse(p) is columns.inverse(p)
    assert len(columns.forward(a)) == len(columns.inverse(-1)) == 0
    subjects, predicates, objects = columns.triples()
    assert list(zip(subjects.tolist(), predicates.tolist(), objects.tolist(), strict=True)) == [(a, p, b), (c, p, b), (a, q, a)]
