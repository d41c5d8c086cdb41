"""The dictionary of pieces of text: exact whatever the hashes are, the same numbers for the same strings, and the order of bytes."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tcgraph.columns import from_ntriples, words
from tcgraph.columns.arena import Arena
from tcgraph.columns.encode import Encoder
from tcgraph.columns.order import ascending
from tcgraph.columns.words import PADDING, Table, Words

strings = st.one_of(st.binary(max_size=20), st.sampled_from([b"", b"\0", b"\0" * 8, b"\0" * 9, b"a" * 8, b"a" * 9, b"a" * 256, b"a" * 257, b"a" * 600, b"b" * 513]))
calls = st.lists(st.lists(strings, max_size=12), max_size=6)


def found(dictionary: Words, texts: list[bytes]) -> list[int]:
    lengths = np.array([len(text) for text in texts], np.int64)
    return dictionary.find(b"".join(texts) + bytes(PADDING), np.cumsum(lengths) - lengths, lengths).tolist()


@pytest.mark.parametrize("few", [0, 5, 1000])
@settings(deadline=None, max_examples=60)
@given(calls)
@example([[b"a", b"b"], [b"b", b"c", b"a" * 300], [b"a" * 300, b"c", b"d", b"a"]])
def test_one_number_for_each_string(few: int, asked: list[list[bytes]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_FEW", few)
        dictionary, known = Words(), dict[bytes, int]()
        for texts in asked:
            for text, number in zip(texts, found(dictionary, texts), strict=True):
                assert known.setdefault(text, number) == number
        assert sorted(known.values()) == list(range(dictionary.size))
        few_strings = dictionary.few({})
        if few_strings is not None:
            assert few_strings == sorted(known, key=known.__getitem__)
            return
        flat = dictionary.flat({})
        order = ascending(flat)
        arena = Arena.packed(flat.words.view(np.uint8), flat.starts[order] * 8, flat.lengths[order])
        assert arena.strings() == sorted(known)
        assert order.tolist() == [known[text] for text in sorted(known)]


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 30), max_size=20), max_size=5))
def test_strings_of_one_hash_are_told_apart(asked: list[list[int]]) -> None:
    table, known = Table(2, np.zeros(2, np.uint64)), dict[int, int]()
    for values in asked:
        rows = np.array([[value % 3, value] for value in values], np.uint64).reshape(-1, 2)
        numbers = table.find(rows, np.full(len(values), 16), table.size).tolist()
        for value, number in zip(values, numbers, strict=True):
            assert known.setdefault(value, number) == number
    assert sorted(known.values()) == list(range(table.size))


def test_a_table_grows_and_still_finds() -> None:
    table = Table(1)
    rows = np.random.default_rng(0).permutation(50_000).astype(np.uint64).reshape(-1, 1)
    lengths = np.full(len(rows), 8)
    first = np.concatenate([table.find(part, lengths[: len(part)], table.size) for part in np.split(rows, 50)])
    assert sorted(first.tolist()) == list(range(len(rows)))
    assert np.array_equal(table.find(rows[::-1], lengths, table.size), first[::-1])
    assert table.size == len(rows)


def test_strings_of_one_hash_are_still_found_when_the_table_has_grown() -> None:
    table = Table(1, np.zeros(1, np.uint64))
    rows, lengths = np.arange(300, dtype=np.uint64).reshape(-1, 1), np.full(300, 8)
    first = np.concatenate([table.find(part, lengths[: len(part)], table.size) for part in np.split(rows, 30)])
    assert len(set(first.tolist())) == 300
    assert np.array_equal(table.find(rows, lengths, table.size), first)


def test_large_texts_give_what_small_ones_give(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [f'<http://x/{i % 700}> <http://x/p{i % 9}> {term} .\n' for i in range(3000)
            for term in (f'"{i}"^^<http://x/type{i % 5}>', f"_:b{i % 50}", f'"{"long " * (i % 120)}"@zh', f"<http://x/{i % 650}>")]  # fmt: skip
    content = "".join(rows).encode()
    large = from_ntriples(content, True)
    monkeypatch.setattr(words, "_FEW", 1 << 60)
    small = from_ntriples(content, True)
    assert large.ntriples() == small.ntriples() == "".join(sorted(set(rows), key=str.encode)).encode()
    every = np.arange(len(large.terms))
    assert large.terms.text(every) == small.terms.text(every) == [large.terms.text([i])[0] for i in every.tolist()]
    assert large.terms.value(every) == [large.terms.value([i])[0] for i in every.tolist()]
    assert large.terms.kinds.tolist() == small.terms.kinds.tolist()
    assert large.terms.literals.datatype.tolist() == small.terms.literals.datatype.tolist()


def test_blank_nodes_of_files_that_wait_together_are_kept_apart() -> None:
    encoder = Encoder()
    for number, text in enumerate((b"<http://a> <http://p> <http://b> .\n", b"<http://a> <http://p> _", b":x .\n", b"")):
        encoder.write(text)
        if number != 1:
            encoder.rename_blank_nodes(lambda labels, n=number: [b"_:f%d.%s" % (n, label[2:]) for label in labels])
    encoder.write(b"_:x <http://p> _:y .\n")
    assert encoder.count == 3
    found = encoder.encoded()
    assert [term for term in found.arena.strings() if term.startswith(b"_")] == [b"_:f2.x", b"_:x", b"_:y"]
    assert len(found.subjects) == 3
