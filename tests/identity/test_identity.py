"""Who is who: identifiers that never change."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcgraph.identity import mint

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
