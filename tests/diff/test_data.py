"""Two versions of RDF data: statements taken out and put in, thing by thing, in words."""

import json

import pyoxigraph as ox
import pytest

import tcgraph
from tcgraph.diff.blank import named
from tcgraph.diff.quads import cut
from tcgraph.errors import CallError, DataError, FormatError, SyntaxDataError

PREFIXES = """PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX ex: <http://example.org/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
OLD = PREFIXES + """
ex:c rdfs:label "甲技术中心"@zh ; a tc:TechnologyCenter ; tc:locatedIn ex:p1 .
ex:p1 rdfs:label "北京市"@zh , "Beijing"@en . ex:p2 rdfs:label "天津市"@zh , "Tianjin"@en .
ex:row a tc:RosterEntry ; tc:printedEnterpriseName "甲有限公可"@zh ; tc:position 1 .
ex:gone a tc:Delisting ; tc:concernsUnit ex:c .
"""
NEW = PREFIXES + """
ex:c rdfs:label "甲技术中心"@zh ; a tc:TechnologyCenter ; tc:locatedIn ex:p2 .
ex:p1 rdfs:label "北京市"@zh , "Beijing"@en . ex:p2 rdfs:label "天津市"@zh , "Tianjin"@en .
ex:row a tc:RosterEntry ; tc:printedEnterpriseName "甲有限公司"@zh ; tc:position 1 .
ex:r a tc:Renaming ; tc:concernsUnit ex:c ; tc:oldName "甲公司"@zh ; tc:newName "甲有限公司"@zh .
ex:k a tc:KindChange ; tc:concernsUnit ex:c ; tc:toKind tc:SubCenterEntry .
ex:row2 a tc:RosterEntry ; tc:printedEnterpriseName "乙有限公司"@zh .
ex:v a tc:Revocation ; tc:concernsUnit ex:c .
"""


@pytest.fixture
def found(file):
    return tcgraph.diff(file("old.ttl", OLD), file("new.ttl", NEW))


def test_changes_are_told_in_the_words_of_the_domain(found):
    told = {row.iri.rpartition("/")[2]: (row.status, row.what, row.en) for row in found.rows}
    assert told == {
        "c": ("changed", "relocated", "relocated: 甲技术中心, Beijing → Tianjin"),
        "row": ("changed", "corrected", "corrected: 甲有限公司, 甲有限公可 → 甲有限公司"),
        "gone": ("removed", "delisted", "no longer listed: 甲技术中心 (withdrawn)"),
        "r": ("added", "renamed", "renamed: 甲技术中心, 甲公司 → 甲有限公司"),
        "k": ("added", "to_sub_center", "now a sub-center: 甲技术中心"),
        "row2": ("added", "newly_listed", "newly listed: 乙有限公司"),
        "v": ("added", "revoked", "revoked: 甲技术中心"),
    }
    assert "所在地改变：甲技术中心，北京市 → 天津市" in found.to_text(language="zh")
    assert found.counts == {"added": 4, "removed": 1, "changed": 2}


def test_json_has_each_statement_once(found):
    rows = json.loads(found.to_json())
    values = [(sign, value) for row in rows for change in row["statements"] for sign in ("removed", "added") for value in change[sign]]
    assert (sum(sign == "removed" for sign, _ in values), sum(sign == "added" for sign, _ in values)) == (len(found.removed), len(found.added)) == (4, 13)
    assert ("removed", '"甲有限公可"@zh') in values
    assert all(flow.closes for flow in found.balance)


def test_the_patch_applied_to_the_old_gives_the_new(found):
    store = ox.Store()
    store.load(OLD.encode(), format=ox.RdfFormat.TURTLE)
    for line in found.to_patch().splitlines()[2:-1]:
        quad = next(iter(ox.parse(line[2:], format=ox.RdfFormat.N_QUADS)))
        (store.remove if line.startswith("D ") else store.add)(quad)
    assert set(store) == set(ox.parse(NEW, format=ox.RdfFormat.TURTLE))


def test_the_same_data_in_other_syntaxes_folders_and_stores(file, tmp_path):
    turtle = file("a/notice/1.ttl", OLD)
    graph = "https://w3id.org/tcgraph/graph/notice/1"
    quads = file("b.nq", tcgraph.open(tmp_path / "store").load(turtle, graph=graph).nquads())
    assert not tcgraph.diff(turtle.parents[1], quads)
    assert not tcgraph.diff(quads, tmp_path / "store")
    lines = ox.serialize(ox.parse(OLD, format=ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES).splitlines(keepends=True)
    assert not tcgraph.diff(turtle, file("again.nt", b"".join(reversed(lines))))
    assert tcgraph.diff(turtle, quads)  # another graph is another statement …
    assert not tcgraph.diff(turtle, quads, ignore_graphs=True)  # … unless graphs do not count


def test_a_checkout_stands_for_its_data(file, tmp_path):
    file("one/data/ttl/x.ttl", OLD)
    file("one/ontology/y.ttl", NEW)
    file("two/x.ttl", OLD)
    assert not tcgraph.diff(tmp_path / "one", tmp_path / "two")


def test_literals_are_compared_as_they_are_spelt(file):
    old, new = (file(name, f"<http://e/a> <http://e/n> {value} .") for name, value in (("a.ttl", "1.0"), ("b.ttl", "1.00")))
    assert tcgraph.diff(old, new).counts["changed"] == 1


def test_nothing_changed(file, found):
    same = tcgraph.diff(file("x.ttl", OLD), file("y.ttl", OLD))
    assert not same and same.rows == ()
    assert same.to_text() == "No difference: all 12 statements are the same.\n"
    assert found


@pytest.mark.parametrize("line", [
    ("<s:s>", "<s:p>", '"a \\" <s:x> b"@zh', "<s:g>"), ("_:a", "<s:p>", "_:b", "_:g"), ("<s:s>", "<s:p>", "<s:o>", ""),
    ("<s:s>", "<s:p>", '"1"^^<s:t>', ""), ("<s:s>", "<s:p>", '" _:x "', "<s:g>"), ("<s:s>", "<s:p>", '""', ""),
])
def test_a_line_is_cut_into_its_terms(line):
    assert cut(" ".join(term for term in line if term)) == line


BLANK = '_:{a} <s:street> "x" ; <s:city> _:{b} . _:{b} <s:name> "y" . <s:s> <s:at> _:{a} . <s:t> <s:at> [ <s:name> "z" ] .'


def test_blank_nodes_are_known_by_what_is_said_of_them(file):
    old = file("a.ttl", BLANK.format(a="one", b="two"))
    assert not tcgraph.diff(old, file("b.ttl", BLANK.format(a="n7", b="n1")))
    changed = tcgraph.diff(old, file("c.ttl", BLANK.format(a="p", b="q").replace('"z"', '"zz"')))
    assert {row.iri for row in changed.rows if not row.iri.startswith("_:")} == {"s:t"}  # the other nodes keep their names
    with pytest.raises(FormatError, match="cannot name blank nodes"):
        changed.to_patch()


def test_blank_nodes_that_nothing_tells_apart():
    ring = [{f"_:{p}{n} <s:p> _:{p}{(n + 1) % 5}" for n in range(5)} for p in "ab"]
    one, other = named(frozenset(ring[0]), frozenset(ring[1]))
    assert one == other and len(one) == 5
    large = frozenset(f"_:a{n} <s:p> _:a{(n + 1) % 100}" for n in range(100))
    with pytest.raises(DataError, match="100 blank nodes point at each other"):
        named(large, large)
    twins = [frozenset({f"_:{a} <s:p> <s:o>", f"_:{b} <s:p> <s:o>"}) for a, b in ("ab", "xy")]
    assert named(*twins)[0] == named(*twins)[1] and len(named(*twins)[0]) == 2


def test_refusals(file, tmp_path):
    old = file("old.ttl", OLD)
    with pytest.raises(CallError, match="is RDF data and notice:29 a roster"):
        tcgraph.diff("notice:29", old)
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match="holds no RDF file"):
        tcgraph.diff(old, tmp_path / "empty")
    with pytest.raises(SyntaxDataError, match=r"broken\.ttl, line 1"):
        tcgraph.diff(old, file("broken.ttl", "<a> <b> ."))
    with pytest.raises(DataError, match="cannot be read"):
        tcgraph.diff(old, "nowhere.ttl")
    with pytest.raises(FormatError, match="No format 'pdf'. Known: text, md, csv, excel, json, patch"):
        tcgraph.diff(old, old).to("pdf")
