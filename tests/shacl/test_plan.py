"""The plan: shapes graphs read as the recommendation has it; what cannot be checked is refused, all of it at once."""

from pathlib import Path

import pytest
from rdflib import Graph

from tcgraph.errors import ShapesError
from tcgraph.shacl.components_model import Closed, Count, In, Or, Pattern, Property, Qualified, Shape, Sparql, Target, UniqueLang
from tcgraph.shacl.plan import Plan, read_plan
from tcgraph.shacl.shapes import shapes_graph

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SH = "http://www.w3.org/ns/shacl#"


def plan(turtle: str) -> Plan:
    return read_plan(Graph().parse(data=PREFIXES + turtle, format="turtle"))


def problems(turtle: str) -> list[str]:
    with pytest.raises(ShapesError) as caught:
        plan(turtle)
    return caught.value.problems


def shape(turtle: str, name: str = "S") -> Shape:
    return plan(turtle).shapes[f"<http://x/{name}>"]


def test_a_shape_holds_all_that_is_said_of_it() -> None:
    found = shape("""x:S a sh:PropertyShape ; sh:path x:p ; sh:targetClass x:C ; sh:targetNode x:n , "lit"@en ; sh:targetSubjectsOf x:p ; sh:targetObjectsOf x:q ;
        sh:minCount 1 ; sh:maxCount 2 ; sh:severity sh:Warning ; sh:message "Give one."@en , "给一个。"@zh ; sh:name "thing"@en .""")
    assert set(found.targets) == {Target("class", "<http://x/C>"), Target("node", "<http://x/n>"), Target("node", '"lit"@en'),
                                  Target("subjectsOf", "<http://x/p>"), Target("objectsOf", "<http://x/q>")}  # fmt: skip
    assert found.constraints == (Count(f"{SH}MinCountConstraintComponent", 1, True), Count(f"{SH}MaxCountConstraintComponent", 2, False))
    assert found.severity == f"{SH}Warning"
    assert found.messages == (("en", "Give one."), ("zh", "给一个。"))
    assert found.names == (("en", "thing"),)


@pytest.mark.parametrize("kind", ["rdfs:Class", "owl:Class", "x:Meta"])
def test_a_class_that_is_a_shape_is_its_own_target(kind: str) -> None:
    found = shape(f"x:Meta rdfs:subClassOf rdfs:Class . x:S a {kind} , sh:NodeShape ; sh:nodeKind sh:IRI .")
    assert found.targets == (Target("class", "<http://x/S>"),)


def test_deactivated_shapes_have_no_constraints_and_can_be_referred_to() -> None:
    found = plan("x:S sh:targetNode x:n ; sh:not x:T . x:T sh:deactivated true ; sh:targetNode x:n ; sh:nodeKind sh:IRI .")
    assert found.shapes["<http://x/T>"] == Shape("<http://x/T>", None, (), (), f"{SH}Violation", deactivated=True)


def test_only_true_switches_on() -> None:
    flags = 'sh:targetNode x:n ; sh:path x:p ; sh:uniqueLang {} .'
    assert shape(f"x:S {flags.format('true')}").constraints == (UniqueLang(f"{SH}UniqueLangConstraintComponent"),)
    assert shape(f"x:S {flags.format('false')}").constraints == ()


def test_closed_allows_the_paths_of_properties_and_the_ignored() -> None:
    found = shape("x:S sh:targetNode x:n ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path x:p ] , [ sh:path ( x:q x:r ) ] .")
    assert [c.allowed for c in found.constraints if isinstance(c, Closed)] == [
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://x/p")
    ]


def test_siblings_of_a_qualified_shape_are_those_of_its_parents() -> None:
    found = plan("""x:S sh:targetNode x:n ; sh:property x:P1 , x:P2 , x:P3 .
        x:P1 sh:path x:p ; sh:qualifiedValueShape x:A ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true .
        x:P2 sh:path x:p ; sh:qualifiedValueShape x:B ; sh:qualifiedMaxCount 2 . x:P3 sh:path x:q ; sh:qualifiedValueShape x:A ; sh:qualifiedMinCount 1 .
        x:A sh:class x:A . x:B sh:class x:B .""")
    (first,) = found.shapes["<http://x/P1>"].constraints
    (second,) = found.shapes["<http://x/P2>"].constraints
    assert (first.siblings, second.siblings) == (("<http://x/B>",), ())
    assert isinstance(first, Qualified)


def test_shapes_stand_before_those_they_refer_to() -> None:
    order = list(plan("x:A sh:targetNode x:n ; sh:node x:Z , x:B . x:Z sh:not x:B . x:B sh:nodeKind sh:IRI .").shapes)
    assert order == ["<http://x/A>", "<http://x/Z>", "<http://x/B>"]


def test_order_does_not_hang_on_the_labels_of_blank_nodes() -> None:
    text = PREFIXES + 'x:S sh:targetNode x:n ; sh:or ( {} ) ; sh:property _:a , _:b . _:a sh:path x:p ; sh:minCount 1 . _:b sh:path x:q ; sh:minCount 1 .'
    texts = [text.format("[ sh:class x:C ] [ sh:class x:D ]"), text.format("[ sh:class x:C ] [ sh:class x:D ]").replace("_:a", "_:z")]
    first, second = (read_plan(Graph().parse(data=text, format="turtle")).explain() for text in texts)
    assert first == second


def test_lists_of_thousands_and_shapes_within_shapes_are_read() -> None:
    values = " ".join(f"x:v{n}" for n in range(3000))
    (constraint,) = shape(f"x:S sh:targetNode x:n ; sh:in ( {values} ) .").constraints
    assert isinstance(constraint, In)
    assert len(constraint.terms) == 3000
    found = plan("x:S0 sh:targetNode x:n . " + "".join(f"x:S{n} sh:node x:S{n + 1} . " for n in range(400)) + "x:S400 sh:nodeKind sh:IRI .")
    assert len(found.shapes) == 401


@pytest.mark.parametrize(("said", "problem"), [
    ("sh:class 'C'", 'sh:class takes the IRI of a class, not "C"'),
    ("sh:datatype xsd:string , xsd:integer", "sh:datatype may have one value and has 2"),
    ("sh:nodeKind sh:Iri", "sh:nodeKind takes one of sh:IRI, sh:BlankNode"),
    ("sh:path x:p ; sh:maxCount 'x'", 'sh:maxCount takes an xsd:integer, not "x"'),
    ("sh:path x:p ; sh:maxCount 1.5", "sh:maxCount takes an xsd:integer"),
    ("sh:path x:p ; sh:minCount 1 , 2", "sh:minCount may have one value and has 2"),
    ("sh:minCount 1", "sh:minCount belongs to property shapes, and this shape has no sh:path"),
    ("sh:lessThan x:q", "sh:lessThan belongs to property shapes"),
    ("sh:minInclusive x:n", "sh:minInclusive takes a literal, not http://x/n"),
    ("sh:minLength 'long'", "sh:minLength takes an xsd:integer"),
    ("sh:pattern '('", "is no regular expression of SPARQL: missing"),
    ("sh:pattern '(?=(a+)+)b'", "could take forever"),
    ("sh:pattern 'a' ; sh:flags 'k'", "sh:flags has 'k'; known are s, m, i, x, q"),
    ("sh:pattern 'a' ; sh:flags 'i' , 's'", "sh:flags may have one value and has 2"),
    ("sh:languageIn 'en'", "sh:languageIn takes a list"),
    ("sh:languageIn ( x:en )", "sh:languageIn takes a list of language tags as texts"),
    ("sh:path x:p ; sh:uniqueLang 'yes'", "sh:uniqueLang takes true or false"),
    ("sh:equals 'p'", "sh:equals takes the IRI of a predicate"),
    ("sh:in x:a", "sh:in takes a list, and http://x/a is none"),
    ("sh:in [ rdf:first x:a ]", "sh:in takes a list"),
    ("sh:or _:l . _:l rdf:first x:S2 ; rdf:rest _:l", "sh:or takes a list, and a blank node is none, or a broken or endless one"),
    ("sh:or ( 'a' )", "sh:or takes a list of shapes"),
    ("sh:not 'a'", "sh:not takes a shape"),
    ("sh:property x:T . x:T sh:nodeKind sh:IRI", "sh:property takes property shapes, and <http://x/T> has no sh:path"),
    ("sh:node x:T . x:T sh:path x:p ; sh:minCount 1", "sh:node takes node shapes, and <http://x/T> has a sh:path"),
    ("sh:node x:Unknown . x:Unknwon sh:nodeKind sh:IRI", "refers to <http://x/Unknown>, of which the shapes graph says nothing; did you mean <http://x/Unknwon>"),
    ("sh:closed true ; sh:ignoredProperties ( 'a' )", "sh:ignoredProperties takes a list of IRIs"),
    ("sh:qualifiedValueShape x:S2", "sh:qualifiedValueShape belongs to property shapes"),
    ("sh:severity 'grave'", "sh:severity takes the IRI of a severity"),
    ("sh:severity sh:Info , sh:Warning", "sh:severity may have one value and has 2"),
    ("sh:message 5", "sh:message takes a text"),
    ("sh:deactivated 'no'", "sh:deactivated takes true or false"),
    ("sh:targetClass 'C'", "sh:targetClass takes an IRI"),
    ("sh:targetNode []", "sh:targetNode takes an IRI or a literal, not a blank node"),
    ("a sh:NodeShape ; sh:path x:p", "it is a sh:NodeShape, and these have no sh:path"),
    ("a sh:PropertyShape ; sh:nodeKind sh:IRI", "it is a sh:PropertyShape, and these have a sh:path"),
    ("sh:target [ a sh:SPARQLTarget ]", "sh:target takes a sh:SPARQLTarget"),
    ("sh:nodeKind sh:IRI . x:graph sh:entailment x:Regime", "sh:entailment http://x/Regime is not known here"),
    ("sh:minCont 1", "sh:minCont is no term of http://www.w3.org/ns/shacl#; did you mean sh:minCount?"),
])  # fmt: skip
def test_what_is_ill_formed_is_refused(said: str, problem: str) -> None:
    found = problems(f"x:S sh:targetNode x:n ; {said} . x:S2 a sh:NodeShape .")
    assert any(problem in text for text in found), found


def test_all_problems_come_in_one_error_that_names_the_shapes() -> None:
    found = problems("""x:S sh:targetNode x:n ; sh:class "C" ; sh:property [ sh:path x:p ; sh:maxCount "x" ] . x:T sh:targetClass x:C ; sh:in x:l .
        x:U sh:targetClas x:C ; sh:nodeKind sh:IRI .""")
    assert len(found) == 4
    assert any(text.startswith("a blank shape with path http://x/p of http://x/S: sh:maxCount") for text in found), found


@pytest.mark.parametrize(("turtle", "cycle"), [
    ("x:A sh:targetNode x:n ; sh:node x:A .", "http://x/A → http://x/A"),
    ("x:A sh:targetNode x:n ; sh:not x:B . x:B sh:or ( x:C ) . x:C sh:property x:D . x:D sh:path x:p ; sh:node x:A .",
     "http://x/A → http://x/B → http://x/C → http://x/D → http://x/A"),
    ("x:A sh:path x:p ; sh:qualifiedValueShape x:B ; sh:qualifiedMinCount 1 . x:B sh:xone ( x:A ) .", "http://x/A → http://x/B → http://x/A"),
])  # fmt: skip
def test_recursion_is_refused_and_the_cycle_named(turtle: str, cycle: str) -> None:
    (found,) = problems(turtle)
    assert f"refer to themselves, which SHACL leaves undefined: {cycle}." in found


def test_data_beside_shapes_may_use_words_that_shacl_does_not_know() -> None:
    found = plan("x:S sh:targetNode x:n ; sh:nodeKind sh:IRI . x:n a x:Thing ; sh:nodeShape x:S .")
    assert set(found.shapes) == {"<http://x/S>"}


def test_paths_that_no_shape_uses_may_be_ill_formed() -> None:
    assert len(plan("x:S sh:targetNode x:n ; sh:nodeKind sh:IRI . _:p sh:inversePath _:p . _:q sh:alternativePath ( x:p ) .").shapes) == 1


def test_queries_keep_their_nodes() -> None:
    found = plan("""x:S sh:targetClass x:C ; sh:sparql x:Query , x:Off ; x:least 1 ; x:most 5 .
        x:Query sh:select "SELECT $this {}" . x:Off sh:deactivated true ; sh:select "SELECT $this {}" .
        x:Between a sh:ConstraintComponent ; sh:parameter [ sh:path x:least ] , [ sh:path x:most ; sh:optional true ] , [ sh:path x:unit ; sh:optional true ] .""")
    query, between = (c for c in found.shapes["<http://x/S>"].constraints if isinstance(c, Sparql))
    assert (query.component, str(query.node), str(query.shape)) == (f"{SH}SPARQLConstraintComponent", "http://x/Query", "http://x/S")
    assert (between.component, str(between.node)) == ("http://x/Between", "http://x/Between")
    assert {name: str(value) for name, value in between.parameters.items()} == {"http://x/least": "1", "http://x/most": "5"}


def test_a_parameter_of_a_declared_component_makes_a_shape() -> None:
    found = plan("""x:Odd a sh:ConstraintComponent ; sh:parameter [ sh:path x:odd ] . x:S a x:Thing ; x:odd true , 3 .""")
    assert [type(c) for c in found.shapes["<http://x/S>"].constraints] == [Sparql, Sparql]


def test_explain_names_shapes_paths_and_ways() -> None:
    text = plan("""x:S sh:targetClass x:C ; sh:property [ sh:path [ sh:inversePath x:p ] ; sh:minCount 1 ; sh:or ( [ sh:class x:D ] [ sh:pattern "^a" ] ) ] .""").explain()
    assert text.startswith("4 shapes, 1 with targets; 5 constraints, 0 of them queries; 1 paths\n")
    for line in ("http://x/S\n  targets: class http://x/C", "path ^http://x/p", "sh:MinCount  number 1", "asked for by other shapes", "[once per distinct value]"):
        assert line in text


def test_the_packaged_shapes_are_a_plan() -> None:
    found = read_plan(shapes_graph([]))
    assert sum(isinstance(c, Sparql) for c in found.constraints()) == 12
    assert {"https://w3id.org/tcgraph/ontology#InChinese"} != set(found.asked)
    assert all(name in found.shapes for c in found.constraints() for name in c.refers())


def test_kinds_of_constraints_know_what_they_refer_to() -> None:
    found = shape("x:S sh:targetNode x:n ; sh:or ( x:A x:B ) ; sh:property x:P ; sh:pattern 'a' . x:A a sh:NodeShape . x:B a sh:NodeShape . x:P sh:path x:p .")
    assert {type(c): list(c.refers()) for c in found.constraints} == {
        Pattern: [], Or: ["<http://x/A>", "<http://x/B>"], Property: ["<http://x/P>"],
    }  # fmt: skip


def test_shapes_of_files_and_of_memory_are_one_plan(tmp_path: Path) -> None:
    text = PREFIXES + "x:S sh:targetNode x:n ; sh:in ( 1 2.5 'a'@en <http://x/ü> ) ."
    file = tmp_path / "shapes.ttl"
    file.write_text(text, encoding="utf-8")
    assert read_plan(shapes_graph([file])).shapes == read_plan(Graph().parse(data=text, format="turtle")).shapes
