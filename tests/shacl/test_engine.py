"""The engine: what each component finds, on whom, with which value and path; each pair of shape and node once; and no text that hangs it."""

from collections import Counter
from random import Random

import numpy as np
import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef

from tcgraph import resources
from tcgraph.columns import Columns, from_files, from_ntriples
from tcgraph.errors import ShapesError
from tcgraph.plain import union_graph
from tcgraph.shacl.components_text import regex
from tcgraph.shacl.engine import run
from tcgraph.shacl.findings import Findings
from tcgraph.shacl.paths import Predicate
from tcgraph.shacl.plan import read_plan
from tcgraph.shacl.read_paths import read_path
from tcgraph.shacl.read_terms import Source, text_of
from tcgraph.shacl.reference import run_pyshacl
from tcgraph.shacl.shapes import shapes_graph
from tcgraph.store.formats import open_file
from tcgraph.vocab import PREFIXES as KNOWN

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
TC = KNOWN["tc"]


def parsed(turtle: str) -> Graph:
    return Graph().parse(data=PREFIXES + turtle, format="turtle")


def columns(turtle: str) -> Columns:
    """Columns of Turtle whose literals stay as they are written."""
    triples = ox.parse((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE)
    return from_ntriples(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES))


def short(term: str) -> str:
    return term.replace("http://x/", "").replace("http://www.w3.org/2001/XMLSchema#", "xsd:").strip("<>")


def validated(shapes: str, data: str, **options) -> tuple[Findings, Columns]:
    graph = columns(data)
    return run(read_plan(parsed(shapes)), graph, **options), graph


def found(shapes: str, data: str) -> list[tuple]:
    """Focus node, path, value and component of all findings, in order of text."""
    findings, graph = validated(shapes, data)
    rows = []
    for finding in findings:
        focus, value = (short(graph.terms.text([n])[0]) if n >= 0 else None for n in (finding.focus, finding.value))
        component = finding.constraint.component.removeprefix(str(SH)).removesuffix("ConstraintComponent")
        rows.append((focus, finding.path and short(str(finding.path)), value, component))
    return sorted(rows, key=str)


def of_property(constraint: str, data: str) -> list[str | None]:
    """The values at fault of x:n's x:p, or None for each result without a value."""
    return [value for _, _, value, _ in found(f"x:S sh:targetNode x:n ; sh:path x:p ; {constraint} .", data)]


@pytest.mark.parametrize(("constraint", "data", "values"), [
    ("sh:class x:C", "x:n x:p x:a , x:b , x:c , 'C' . x:a a x:C . x:b a x:D . x:D rdfs:subClassOf x:E . x:E rdfs:subClassOf x:C .", ['"C"', "c"]),
    ("sh:class x:Nobody", "x:n x:p x:a . x:a a x:C .", ["a"]),
    ("sh:datatype xsd:integer", "x:n x:p 1 , '1' , '01'^^xsd:integer , 'x'^^xsd:integer , 1.0 , x:a .",
     ['"1"', '"1.0"^^<xsd:decimal', '"x"^^<xsd:integer', "a"]),
    ("sh:datatype rdf:langString", "x:n x:p 'a' , 'a'@en .", ['"a"']),
    ("sh:datatype x:unknown", "x:n x:p 'a'^^x:unknown , 'a' .", ['"a"']),
    ("sh:nodeKind sh:IRIOrLiteral", "x:n x:p x:a , 'a' .", []),
    ("sh:nodeKind sh:IRI", "x:n x:p x:a , 'a' .", ['"a"']),
    ("sh:minCount 2", "x:n x:p 1 .", [None]),
    ("sh:maxCount 1", "x:n x:p 1 , 2 .", [None]),
    ("sh:maxCount 0", "x:n x:q 1 .", []),
    ("sh:minInclusive 2", "x:n x:p 1 , 2 , 2.0 , 1.9e0 , 'a' , x:a , 'x'^^xsd:integer .", ['"1"^^<xsd:integer', '"1.9e0"^^<xsd:double', '"a"', '"x"^^<xsd:integer', "a"]),
    ("sh:maxExclusive 2", "x:n x:p 1 , 2 , 2.0 .", ['"2"^^<xsd:integer', '"2.0"^^<xsd:decimal']),
    ("sh:minExclusive '2020-01-01'^^xsd:date", "x:n x:p '2020-01-01'^^xsd:date , '2020-01-02'^^xsd:date , '2020' , 3000 .",
     ['"2020"', '"2020-01-01"^^<xsd:date', '"3000"^^<xsd:integer']),
    ("sh:minInclusive 9007199254740993", "x:n x:p 9007199254740992 , 9007199254740993 .", ['"9007199254740992"^^<xsd:integer']),
    ("sh:minLength 2", "x:n x:p 'a' , 'ab' , 5 , 50 , '字' , '字词'@zh , x:a .", ['"5"^^<xsd:integer', '"a"', '"字"']),
    ("sh:maxLength 10", "x:n x:p '0123456789 ' , x:a .", ['"0123456789 "']),
    ("sh:maxLength 9", "x:n x:p x:a .", ["a"]),
    ("sh:pattern '^a.c$'", "x:n x:p 'abc' , 'abcd' , 'ABC' , 'a\\nc' , x:a .", ['"ABC"', '"a\\nc"', '"abcd"', "a"]),
    ("sh:pattern '^a.c$' ; sh:flags 'is'", "x:n x:p 'ABC' , 'a\\nc' .", []),
    ("sh:pattern '^http://x/'", "x:n x:p x:a .", []),
    ("sh:pattern '^[0-9]+$'", "x:n x:p 12 , 'a12' .", ['"a12"']),
    ("sh:languageIn ( 'en' 'zh-Hans' )", "x:n x:p 'a'@en , 'a'@en-US , 'a'@zh , 'a'@zh-Hans-CN , 'a' , x:a .", ['"a"', '"a"@zh', "a"]),
    ("sh:uniqueLang true", "x:n x:p 'a'@en , 'b'@EN , 'c'@en , 'a'@zh , 'b'@zh , 'x' , 'y' .", [None, None]),
    ("sh:equals x:q", "x:n x:p 1 , 2 ; x:q 2 , 3 .", ['"1"^^<xsd:integer', '"3"^^<xsd:integer']),
    ("sh:disjoint x:q", "x:n x:p 1 , 2 ; x:q 2 , 3 .", ['"2"^^<xsd:integer']),
    ("sh:lessThan x:q", "x:n x:p 1 , 2 ; x:q 2 , 3 .", ['"2"^^<xsd:integer']),
    ("sh:lessThan x:q", "x:n x:p 1 .", []),
    ("sh:lessThanOrEquals x:q", "x:n x:p 1 , 'a' , x:a ; x:q 1 , x:a .", ['"1"^^<xsd:integer', '"a"', '"a"', "a", "a"]),
    ("sh:hasValue 1", "x:n x:p 2 .", [None]),
    ("sh:hasValue x:absent", "x:n x:p 2 .", [None]),
    ("sh:hasValue 1", "x:n x:p 1 , 2 .", []),
    ("sh:in ( 1 'a' x:a )", "x:n x:p 1 , 'a' , 'a'@en , x:a , '01'^^xsd:integer , 2 .", ['"01"^^<xsd:integer', '"2"^^<xsd:integer', '"a"@en']),
    ("sh:in ()", "x:n x:p 1 .", ['"1"^^<xsd:integer']),
    ("sh:not [ sh:datatype xsd:integer ]", "x:n x:p 1 , 'a' .", ['"1"^^<xsd:integer']),
    ("sh:and ( [ sh:datatype xsd:integer ] [ sh:minInclusive 2 ] )", "x:n x:p 1 , 2 , 'a' .", ['"1"^^<xsd:integer', '"a"']),
    ("sh:or ( [ sh:datatype xsd:integer ] [ sh:nodeKind sh:IRI ] )", "x:n x:p 1 , x:a , 'a' .", ['"a"']),
    ("sh:or ()", "x:n x:p 1 .", ['"1"^^<xsd:integer']),
    ("sh:xone ( [ sh:datatype xsd:integer ] [ sh:minInclusive 2 ] )", "x:n x:p 1 , 2 , 2.5 , 'a' .", ['"2"^^<xsd:integer', '"a"']),
    ("sh:node [ sh:property [ sh:path x:q ; sh:minCount 1 ] ]", "x:n x:p x:a , x:b . x:a x:q 1 .", ["b"]),
    ("sh:not [ sh:deactivated true ; sh:nodeKind sh:IRI ]", "x:n x:p 1 .", ['"1"^^<xsd:integer']),
    ("sh:qualifiedValueShape [ sh:class x:C ] ; sh:qualifiedMinCount 2 ; sh:qualifiedMaxCount 2", "x:n x:p x:a , x:b . x:a a x:C .", [None]),
    ("sh:qualifiedValueShape [ sh:class x:C ] ; sh:qualifiedMaxCount 0", "x:n x:p x:a , x:b . x:a a x:C .", [None]),
    ("sh:closed true", "x:n x:p x:a . x:a x:q 1 ; x:r 2 .", ['"1"^^<xsd:integer', '"2"^^<xsd:integer']),
])  # fmt: skip
def test_components(constraint: str, data: str, values: list[str | None]) -> None:
    assert sorted(of_property(constraint, data), key=str) == sorted(values, key=str)


def test_blank_nodes_have_no_length_and_no_text() -> None:
    assert len(of_property("sh:minLength 0 ; sh:pattern '.*'", "x:n x:p [] .")) == 2


def test_constraints_of_node_shapes_are_about_the_focus_node() -> None:
    shapes = "x:S sh:targetNode x:n , 5 , x:absent ; sh:nodeKind sh:IRI ; sh:hasValue x:n ; sh:in ( x:n ) ."
    assert found(shapes, "x:n x:p 1 .") == [
        ('"5"^^<xsd:integer', None, '"5"^^<xsd:integer', "In"), ('"5"^^<xsd:integer', None, '"5"^^<xsd:integer', "NodeKind"),
        ('"5"^^<xsd:integer', None, None, "HasValue"), ("absent", None, "absent", "In"), ("absent", None, None, "HasValue"),
    ]  # fmt: skip


def test_targets() -> None:
    data = "x:a a x:C . x:b a x:D . x:D rdfs:subClassOf x:C . x:c x:p x:d , 'e' . x:S a rdfs:Class . x:f a x:S ."
    for target, nodes in {"sh:targetClass x:C": ["a", "b"], "sh:targetNode x:a , x:z": ["a", "z"], "sh:targetSubjectsOf x:p": ["c"],
                          "sh:targetObjectsOf x:p": ['"e"', "d"], "a rdfs:Class": ["f"], "sh:targetClass x:C , x:D ; sh:targetNode x:a": ["a", "b"],
                          "sh:targetClass x:Nobody": []}.items():  # fmt: skip
        assert [row[0] for row in found(f"x:S {target} ; sh:hasValue x:never .", data)] == nodes


def test_a_class_within_itself_and_a_class_that_is_a_literal_do_no_harm() -> None:
    data = "x:C rdfs:subClassOf x:D . x:D rdfs:subClassOf x:C . x:a a x:C . x:b a x:D , 'C' ."
    assert [row[0] for row in found("x:S sh:targetClass x:C ; sh:class x:D ; sh:hasValue x:never .", data)] == ["a", "b"]


def test_results_of_property_shapes_have_the_nested_path_and_shape() -> None:
    shapes = "x:S sh:targetNode x:n ; sh:property x:P . x:P sh:path ( x:p x:q ) ; sh:property x:Q . x:Q sh:path [ sh:inversePath x:r ] ; sh:minCount 1 ; sh:severity sh:Info ."
    findings, graph = validated(shapes, "x:n x:p x:a . x:a x:q x:b , x:c . x:z x:r x:b .")
    (finding,) = findings
    assert graph.terms.text([finding.focus]) == ["<http://x/c>"]
    assert (str(finding.path), finding.value, finding.shape.id, finding.shape.severity) == ("^http://x/r", -1, "<http://x/Q>", str(SH.Info))


def test_closed_reports_the_predicate_as_path() -> None:
    rows = found("x:S sh:targetNode x:n ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path x:p ] .", "x:n a x:C ; x:p 1 ; x:q 2 , 3 .")
    assert rows == [("n", "q", '"2"^^<xsd:integer', "Closed"), ("n", "q", '"3"^^<xsd:integer', "Closed")]


def test_less_than_says_what_it_was_compared_with() -> None:
    findings, graph = validated("x:S sh:targetNode x:n ; sh:path x:p ; sh:lessThan x:q .", "x:n x:p 5 ; x:q 1 , 9 , 3 .")
    assert [graph.terms.text([f.value, f.other]) for f in findings] == [
        [f'"5"^^<{KNOWN["xsd"]}integer>', f'"{n}"^^<{KNOWN["xsd"]}integer>'] for n in (1, 3)
    ]  # fmt: skip


def test_a_finding_that_two_ways_lead_to_is_one_and_knows_it() -> None:
    shapes = "x:S sh:targetNode x:n ; sh:property [ sh:path x:p ; sh:property x:Q ] , [ sh:path x:q ; sh:property x:Q ] . x:Q sh:path x:r ; sh:minCount 1 ."
    findings, _ = validated(shapes, "x:n x:p x:a , x:b ; x:q x:a .")
    assert sorted(f.times for f in findings) == [1, 2]


def test_each_pair_of_shape_and_node_is_evaluated_once() -> None:
    """Ten shapes ask for one, which reports too: it sees its nodes once, and inner ones only see what gets to them."""
    shapes = "".join(f"x:S{n} sh:targetClass x:C ; sh:or ( x:T ) . " for n in range(10))
    shapes += "x:T sh:targetClass x:C ; sh:path x:p ; sh:node x:U ; sh:property x:V . x:U sh:nodeKind sh:Literal . x:V sh:path x:q ; sh:minCount 1 ."
    data = "".join(f"x:n{n} a x:C ; x:p x:v{n % 7} . " for n in range(100))
    findings, _ = validated(shapes, data)
    assert findings.checked == 10 * 100 + 100 + 7 + 7
    assert Counter(f.shape.id for f in findings)["<http://x/V>"] == 7
    assert len(findings) == 10 * 100 + 100 + 7


def test_nodes_that_fail_are_not_asked_of_further_shapes() -> None:
    shapes = "x:S sh:targetClass x:C ; sh:or ( x:A x:B ) . x:A sh:nodeKind sh:IRI . x:B sh:nodeKind sh:BlankNode ."
    findings, _ = validated(shapes, "".join(f"x:n{n} a x:C . " for n in range(50)))
    assert findings.checked == 100, "all conform to the first of the two, so the second is not asked"


def test_shared_shapes_and_deep_nesting() -> None:
    deep = "x:S0 sh:targetNode x:n ; sh:node x:S1 . " + "".join(f"x:S{n} sh:or ( x:S{n + 1} x:S{n + 1} ) ; sh:node x:S{n + 1} . " for n in range(1, 400))
    findings, _ = validated(deep + "x:S400 sh:nodeKind sh:Literal .", "x:n x:p 1 .")
    assert (len(findings), findings.checked) == (1, 401)


def test_limit_ends_the_run_and_says_so() -> None:
    shapes, data = "x:S sh:targetClass x:C ; sh:hasValue x:never .", "".join(f"x:n{n} a x:C . " for n in range(30))
    findings, _ = validated(shapes, data, limit=10)
    assert (len(findings), findings.complete, len(findings.first(3))) == (10, False, 3)
    assert validated(shapes, data, limit=30)[0].complete
    assert len(validated(shapes, data, limit=0)[0]) == 0


def test_focus_keeps_to_some_nodes() -> None:
    graph = columns("x:a a x:C . x:b a x:C .")
    plan = read_plan(parsed("x:S sh:targetClass x:C ; sh:property [ sh:path x:p ; sh:minCount 1 ] ."))
    findings = run(plan, graph, focus=graph.terms.ids(["<http://x/b>", "<http://x/p>"]))
    assert [graph.terms.text([f.focus]) for f in findings] == [["<http://x/b>"]]
    assert len(run(plan, graph, focus=np.empty(0, np.int32))) == 0


def test_queries_are_handed_over_or_named_as_skipped() -> None:
    shapes = 'x:S sh:targetClass x:C ; sh:path x:p ; sh:sparql [ sh:select "SELECT $this {}" ] ; sh:minCount 1 . x:T sh:targetNode x:a ; sh:not x:S .'
    data = "x:a a x:C . x:b a x:C ; x:p 1 ."
    findings, _ = validated(shapes, data)
    assert (len(findings), len(findings.skipped)) == (1, 1)
    asked = []

    def runner(constraint, focus, shape):
        asked.append((shape.id, len(focus)))
        yield int(focus[1]), None, int(focus[0]), (("en", "wrong"),)
        yield int(focus[1]), Predicate("http://x/q"), -1, ()

    findings, graph = validated(shapes, data, sparql=runner)
    assert asked == [("<http://x/S>", 2)]
    rows = [(short(graph.terms.text([f.focus])[0]), str(f.path), f.value >= 0, f.messages) for f in findings if f.messages is not None]
    assert rows == [("b", "http://x/p", True, (("en", "wrong"),)), ("b", "http://x/q", False, ())]


def test_order_is_always_the_same() -> None:
    shapes = "x:S sh:targetClass x:C ; sh:property x:Q , x:P . x:P sh:path x:p ; sh:minCount 1 ; sh:class x:D . x:Q sh:path x:q ; sh:maxCount 0 ."
    data = "x:b a x:C ; x:p x:z , x:y ; x:q 1 . x:a a x:C ; x:q 2 ."
    findings, graph = validated(shapes, data)
    assert [(f.shape.id[-2], *map(short, graph.terms.text([f.focus]))) for f in findings] == [("P", "a"), ("P", "b"), ("P", "b"), ("Q", "a"), ("Q", "b")]


def test_nothing_to_check_finds_nothing() -> None:
    findings = run(read_plan(Graph()), from_ntriples(b""))
    assert (len(findings), list(findings), findings.complete) == (0, [], True)
    assert found("x:S sh:targetClass x:C ; sh:closed true ; sh:path [ sh:zeroOrMorePath x:p ] ; sh:lessThan x:q ; sh:equals x:r ; sh:uniqueLang true .", "") == []


@pytest.mark.parametrize("pattern", ["^(a+)+$", "(a|aa)+b", "(.*)*x", "^(a*)*b", "a*a*a*a*a*a*a*c", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$", "(a?){40}a{40}"])
def test_no_pattern_and_text_hang(pattern: str) -> None:
    expression = regex(pattern)
    assert expression.matches(["a" * 5000 + "!", "x" * 3000, "a" * 40]) == [bool(n) for n in EXPECTED_OF_HARD_PATTERNS[pattern]]


EXPECTED_OF_HARD_PATTERNS = {
    "^(a+)+$": (0, 0, 1), "(a|aa)+b": (0, 0, 0), "(.*)*x": (0, 1, 0), "^(a*)*b": (0, 0, 0), "a*a*a*a*a*a*a*c": (0, 0, 0), "(x+x+)+y": (0, 0, 0),
    "^(([a-z])+.)+[A-Z]([a-z])+$": (0, 0, 0), "(a?){40}a{40}": (1, 0, 1),
}  # fmt: skip


@pytest.mark.parametrize(("pattern", "flags", "matching", "other"), [
    ("^a$", "", ["a"], ["a\n", "b\na"]),
    ("^a$", "m", ["a", "b\na\nc"], ["ab"]),
    ("a b c", "x", ["abc"], ["a b c"]),
    ("a.b[", "q", ["xa.b[x"], ["aab["]),
    ("[a-z-[aeiou]]", "", ["ab"], ["aei"]),
    (r"^\p{Lu}\p{Ll}+$", "", ["Äther"], ["äther"]),
    (r"^\i\c*$", "", ["a-1"], ["1a"]),
    (r"^\p{IsCJKUnifiedIdeographs}+$", "", ["中心"], ["中x"]),
    (r"^\d+\s\w+$", "", ["12 a_b"], ["a 1"]),
    ("^(?!x)a", "", ["ab"], ["xa"]),
    ("[[]&&", "", ["[&&"], ["&&"]),
    ("ÄB", "i", ["äb"], ["ab"]),
    (r"^\S+( \S+)*$", "", ["a b c"], ["a  b"]),
])  # fmt: skip
def test_patterns_are_those_of_sparql(pattern: str, flags: str, matching: list[str], other: list[str]) -> None:
    assert regex(pattern, flags).matches([*matching, *other]) == [True] * len(matching) + [False] * len(other)


def test_both_engines_of_patterns_agree() -> None:
    texts = ["", "a", "ab\n", "x\"y\\z", "字a", "\t", "\x7f", "\U0001f600"]
    for pattern in ("a", "^.$", "[^a]", r"\\", '"', r"\w", r"^\s*$", "字|b", "^$", r"\x7f"):
        short_texts, all_texts = regex(pattern).matches(texts), regex(pattern).matches([*texts, "b" * 2_000_000])
        assert short_texts == all_texts[:-1], pattern


def test_a_text_too_long_for_a_pattern_that_only_one_engine_knows_is_an_error() -> None:
    with pytest.raises(ShapesError, match="too long on a text of 1,000,000 characters"):
        found("x:S sh:targetNode x:n ; sh:path x:p ; sh:pattern '(?=x).*y.*z' .", f"x:n x:p '{'x' * 1_000_000}' .")


def test_a_catalogue_profile_of_nested_shapes_finds_what_a_loop_finds() -> None:
    """Datasets with distributions, licences and periods, in the manner of catalogue profiles: 24 shapes, tens of thousands of results."""
    chance, data, wanted = Random(3), [], Counter()
    for n in range(4000):
        data.append(f"x:d{n} a x:Dataset .")
        titles = chance.choice([(), ("en",), ("en", "zh"), ("en", "en")])
        data += [f"x:d{n} x:title 'title {n} {i}'@{tag} ." for i, tag in enumerate(titles)]
        wanted["P-title", "UniqueLang"] += titles == ("en", "en")
        wanted["P-title", "MinCount"] += not titles
        start, end = chance.randrange(1990, 2030), chance.choice([None, chance.randrange(1990, 2030)])
        data.append(f"x:d{n} x:start '{start}-01-01'^^xsd:date .")
        if end:
            data.append(f"x:d{n} x:end '{end}-01-01'^^xsd:date .")
        wanted["P-period", "LessThan"] += end is not None and start >= end
        parts = chance.randrange(4)
        for part in range(parts):
            size, kind = chance.choice([5, "'much'", None]), chance.choice(["x:File", "x:Service", "x:Other"])
            url = chance.choice(["http://data.example/", "ftp://old.example/"])
            data.append(f"x:d{n} x:part x:d{n}p{part} . x:d{n}p{part} a {kind} ; x:url <{url}{n}/{part}> .")
            data += [f"x:d{n}p{part} x:size {size} ."] if size else []
            wanted["P-part", "Or"] += not (kind == "x:Service" or (kind == "x:File" and size == 5))
            wanted["P-part", "Not"] += kind == "x:Other"
            wanted["P-url", "Pattern"] += url[0] == "f"
        wanted["P-some", "QualifiedMinCount"] += not any(f"x:d{n}p{i} a x:File" in line for i in range(parts) for line in data[-12:])
    shapes = """x:S sh:targetClass x:Dataset ; sh:property x:P-title , x:P-period , x:P-part , x:P-some .
        x:P-title sh:path x:title ; sh:minCount 1 ; sh:uniqueLang true . x:P-period sh:path x:start ; sh:lessThan x:end .
        x:P-part sh:path x:part ; sh:property x:P-url ; sh:not [ sh:node [ sh:class x:Other ] ] ;
          sh:or ( [ sh:class x:Service ] [ sh:and ( [ sh:class x:File ] [ sh:property [ sh:path x:size ; sh:minCount 1 ; sh:datatype xsd:integer ] ] ) ] ) .
        x:P-url sh:path x:url ; sh:nodeKind sh:IRI ; sh:pattern "^https?://([a-z]+[.])+[a-z]{2,}/.*$" .
        x:P-some sh:path x:part ; sh:qualifiedValueShape [ sh:class x:File ] ; sh:qualifiedMinCount 1 ."""
    findings, _ = validated(shapes, "\n".join(data))
    counts = Counter((short(f.shape.id), f.constraint.component.removeprefix(str(SH)).removesuffix("ConstraintComponent")) for f in findings)
    assert counts == +wanted
    assert len(findings) > 10_000


@pytest.fixture(scope="module")
def broken() -> tuple[Graph, Graph]:
    """The packaged data, broken in some places of each kind, and the packaged shapes without their queries."""
    data = union_graph(from_files(open_file(file) for _, file in resources.graph_files()).ntriples())
    for number, subject in enumerate(sorted(data.subjects(RDF.type, URIRef(f"{TC}TechnologyCenter")))):
        if number % 9 == 0:
            data.remove((subject, RDFS.label, None))
        if number % 41 == 0:
            data.add((subject, RDFS.label, Literal("zweites", lang="de")))
    for number, (subject, batch) in enumerate(sorted(data.subject_objects(URIRef(f"{TC}inBatch")))):
        if number % 60 == 0:
            data.remove((subject, URIRef(f"{TC}inBatch"), batch))
        elif number % 61 == 0:
            data.set((subject, URIRef(f"{TC}inBatch"), Literal("26")))
    for number, subject in enumerate(sorted(data.subjects(RDF.type, URIRef(f"{TC}Batch")))):
        data.set((subject, URIRef(f"{TC}batchNumber"), Literal(f"{number}a") if number % 2 else Literal(7)))
    shapes = shapes_graph([])
    shapes.remove((None, SH.sparql, None))
    return data, shapes


def test_packaged_data_that_are_broken_give_what_pyshacl_gives(broken: tuple[Graph, Graph]) -> None:
    data, shapes = broken
    graph = from_ntriples("".join(f"{text_of(s)} {text_of(p)} {text_of(o)} .\n" for s, p, o in data).encode())
    terms = graph.terms
    ours = {
        (terms.text([f.focus])[0], f.path and str(f.path), terms.text([f.value])[0] if f.value >= 0 else None, f.constraint.component, f.shape.id, f.shape.severity)
        for f in run(read_plan(shapes), graph)
    }  # fmt: skip
    report = run_pyshacl(data, shapes)
    source, theirs = Source(report), set()
    for node in report.subjects(RDF.type, SH.ValidationResult):
        if (None, SH.detail, node) not in report:
            path, value = report.value(node, SH.resultPath), report.value(node, SH.value)
            theirs.add((
                text_of(report.value(node, SH.focusNode)), path and str(read_path(source, node, path)), value and text_of(value),
                str(report.value(node, SH.sourceConstraintComponent)), text_of(report.value(node, SH.sourceShape)), str(report.value(node, SH.resultSeverity)),
            ))  # fmt: skip
    assert len(ours) > 200
    assert ours == theirs
