"""Who is who: identifiers that never change, and rows that are taken for one unit."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcgraph.identity import Mention, match_mentions, mint

PINNED = {  # published: they must never change
    ("enterprise", "沈阳兴齐眼药股份有限公司"): "https://w3id.org/tcgraph/id/enterprise/6zbmbp7dmew7m",
    ("place", "辽宁省"): "https://w3id.org/tcgraph/id/place/gdd5elpulxyvz",
    ("center", "沈阳飞机工业（集团）有限公司", "center"): "https://w3id.org/tcgraph/id/center/jdvsiv4ytjih4",
    ("university", "清华大学"): "https://w3id.org/tcgraph/id/university/hnguczk7ga7eo",
}


@pytest.mark.parametrize(("key", "iri"), PINNED.items(), ids=lambda v: v[1] if isinstance(v, tuple) else "")
def test_published_identifier_never_changes(key: tuple[str, ...], iri: str) -> None:
    assert mint(*key) == iri


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_identifier_is_opaque_and_the_same_again(name: str) -> None:
    found = mint("enterprise", name)
    assert re.fullmatch(r"https://w3id\.org/tcgraph/id/enterprise/[a-z2-7]{13}", found) and found == mint("enterprise", name)


@pytest.mark.parametrize("name", ["沈阳飞机工业(集团)有限公司", "沈阳飞机工业（集团）有限公司", "沈阳飞机工业（集团） 有限公司", "沈阳飞机工业〔集团〕有限公司"])
def test_brackets_and_spaces_do_not_change_the_identifier(name: str) -> None:
    assert mint("enterprise", name) == mint("enterprise", "沈阳飞机工业(集团)有限公司")


def test_kind_and_each_part_of_the_key_tell_things_apart() -> None:
    keys = [("a", "x"), ("b", "x"), ("a", "x", "1"), ("a", "x", "2"), ("a", "x1"), ("a", "中国地质大学（北京）"), ("a", "中国地质大学（武汉）"), ("a",), ("a", "")]
    assert len({mint(*key) for key in keys}) == len(keys)


def test_identifiers_of_the_packaged_graph_are_those_of_their_names(dataset) -> None:
    found = dataset.select("""PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?u ?n { ?u a tc:University ; rdfs:label ?n FILTER(LANG(?n) = "zh") }""")
    assert {row.u: mint("university", row.n) for row in found} == {row.u: row.u for row in found} and len(found) == 2919


def mention(entry: str, name: str, printed: str = "2019", kind: str = "center") -> Mention:
    return Mention(entry, name, kind, printed)


def test_rows_with_one_name_on_two_lists_are_one_unit() -> None:
    (match,) = match_mentions([mention("e2", "沈阳（集团）公司", "2023"), mention("e1", "沈阳(集团)公司", "2019")])
    assert [m.entry for m in match.mentions] == ["e1", "e2"] and (match.first.entry, match.last.entry) == ("e1", "e2")
    assert (match.method, match.confidence) == ("normal-form", "0.98")


def test_single_row_is_a_unit_of_its_own_for_certain() -> None:
    (match,) = match_mentions([mention("e1", "甲")])
    assert match.confidence == "1.0" and match.first is match.last


def test_center_and_subcenter_of_one_name_are_two_units() -> None:
    assert len(match_mentions([mention("e1", "甲"), mention("e2", "甲", kind="sub-center")])) == 2


def test_units_come_in_the_order_of_their_first_mention() -> None:
    found = match_mentions([mention("e3", "丙", "2023"), mention("e1", "甲", "2019"), mention("e2", "乙", "2019"), mention("e4", "甲", "2023")])
    assert [m.first.name for m in found] == ["甲", "乙", "丙"]


def test_names_that_differ_in_one_character_are_not_taken_for_one() -> None:
    assert len(match_mentions([mention("e1", "烟台东方威思顿"), mention("e2", "烟台东方威斯顿", "2023")])) == 2


def test_nothing_gives_nothing() -> None:
    assert match_mentions([]) == []


def test_each_row_is_in_exactly_one_match() -> None:
    rows = [mention(f"e{n}", f"公司{n % 7}", str(2019 + n % 3), ("center", "sub-center")[n % 2]) for n in range(40)]
    assert Counter(m.entry for match in match_mentions(rows) for m in match.mentions) == Counter(row.entry for row in rows)
