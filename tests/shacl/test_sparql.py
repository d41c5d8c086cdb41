"""SHACL-SPARQL: results, messages, components, literals and blank nodes, prefixes, limits."""

import pytest
import rdflib

from tcgraph.columns import Columns, from_ntriples
from tcgraph.errors import ShapesError, TimeLimitError
from tcgraph.shacl.engine import run
from tcgraph.shacl.findings import Finding
from tcgraph.shacl.plan import read_plan
from tcgraph.shacl.sparql import SparqlRunner

HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . x: sh:declare [ sh:prefix "x" ; sh:namespace "http://x/"^^xsd:anyURI ] .
"""
DATA = b"""<http://x/a> <http://x/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
<http://x/a> <http://x/p> "007"^^<http://www.w3.org/2001/XMLSchema#int> .
<http://x/b> <http://x/p> _:inner .
_:inner <http://x/p> "\\u8FBD\\u5B81"@zh .
_:inner <http://x/q> <http://x/b> .
"""


def columns(data: bytes = DATA) -> Columns:
    return from_ntriples(data)


class Run:
    """What shapes in Turtle find in data."""

    def __init__(self, shapes: str, data: bytes = DATA, **options) -> None:
        self.columns = columns(data)
        graph = rdflib.Graph().parse(data=HEAD + shapes, format="turtle")
        self.plan = read_plan(graph)
        self.runner = SparqlRunner(self.columns, graph, **options)
        self.findings = run(self.plan, self.columns, sparql=self.runner)

    def term(self, number: int) -> str | None:
        text = self.columns.terms.text([number])[0] if number >= 0 else None
        return text[10:-1] if text and text.startswith("<http://x/") else text

    def rows(self) -> list[tuple]:
        return [(self.term(f.focus), self.term(f.value)) for f in self.findings]

    def first(self) -> Finding:
        return self.findings.first(1)[0]


def sparql(select: str, rest: str = "", targets: str = "sh:targetSubjectsOf x:p") -> str:
    kind = "sh:PropertyShape" if "sh:path" in targets else "sh:NodeShape"
    return f'x:S a {kind} ; {targets} ; sh:sparql x:C . x:C sh:prefixes x: ; sh:select """{select}""" {rest} .'


def test_values_come_back_as_the_terms_of_the_data() -> None:
    """The engine writes 007 as an integer 7; the result is the literal that stands in the data."""
    found = Run(sparql("SELECT $this ?value WHERE { $this x:p ?value FILTER(?value > 1) }"))
    assert found.rows() == [("a", '"007"^^<http://www.w3.org/2001/XMLSchema#int>')]


def test_blank_nodes_are_focus_nodes_and_values() -> None:
    found = Run(sparql("SELECT $this ?value WHERE { $this x:p ?any . ?value x:p $this }"))
    (focus, value), *others = found.rows()
    assert focus.startswith("_:") and value == "b" and not others
    back = Run(sparql("SELECT $this ?value WHERE { $this x:p ?value FILTER(ISBLANK(?value)) }"))
    assert [row[0] for row in back.rows()] == ["b"] and back.rows()[0][1].startswith("_:")


def test_a_value_that_the_query_makes_is_a_term_from_then_on() -> None:
    found = Run(sparql('SELECT $this (CONCAT("辽", "宁!") AS ?value) WHERE { $this x:q x:b }'))
    assert [row[1] for row in found.rows()] == ['"辽宁!"']


def test_without_value_it_is_the_focus_node_of_node_shapes_and_nothing_of_property_shapes() -> None:
    assert Run(sparql("SELECT $this WHERE { $this x:q ?o }", targets="sh:targetSubjectsOf x:q")).rows()[0][1].startswith("_:")
    assert Run(sparql("SELECT $this WHERE { $this $PATH ?o }", targets="sh:targetNode x:b ; sh:path x:p")).rows() == [("b", None)]


def test_literals_are_focus_nodes() -> None:
    shapes = sparql('SELECT $this WHERE { FILTER(LANG($this) = "zh" || $this = 7) }', targets="sh:targetObjectsOf x:p")
    assert [row[0] for row in Run(shapes).rows()] == ['"007"^^<http://www.w3.org/2001/XMLSchema#int>', '"辽宁"@zh']


def test_equal_solutions_give_one_result() -> None:
    data = b"<http://x/a> <http://x/p> <http://x/b> .\n<http://x/a> <http://x/p> <http://x/c> .\n"
    assert Run(sparql("SELECT $this WHERE { $this x:p ?o }"), data).rows() == [("a", "a")]


@pytest.mark.parametrize(("path", "values"), [
    ("x:p", ["_:"]), ("[ sh:inversePath x:q ]", ["_:"]), ("( x:p x:p )", ['"辽']), ("[ sh:alternativePath ( x:q x:p ) ]", ["_:"]),
    ("( x:p [ sh:zeroOrMorePath x:p ] )", ['"辽', "_:"]), ("[ sh:oneOrMorePath x:p ]", ['"辽', "_:"]),
])  # fmt: skip
def test_path_stands_for_any_path(path: str, values: list[str]) -> None:
    found = Run(sparql("SELECT $this ?value WHERE { $this $PATH ?value }", targets=f"sh:targetNode x:b ; sh:path {path}"))
    assert [row[1][:2] for row in found.rows()] == values
    assert {finding.path for finding in found.findings} == {found.first().shape.path}


def test_a_path_of_the_solution_is_the_path_of_the_result() -> None:
    found = Run(sparql("SELECT $this ?path ?value WHERE { $this ?path ?value }", targets="sh:targetNode x:b"))
    assert str(found.first().path) == "http://x/p"


def test_messages_in_all_languages_with_what_the_solution_binds() -> None:
    found = Run(sparql("SELECT $this ?value ?other WHERE { $this x:q ?value ; x:p ?other }",
                       '; sh:message "{?this}: {$value}, {?other} {?unbound}"@en , "值：{?value}"@zh', "sh:targetSubjectsOf x:q"))  # fmt: skip
    blank = found.term(found.first().focus)[2:]
    assert found.first().messages == (("en", f"{blank}: http://x/b, 辽宁 {{?unbound}}"), ("zh", "值：http://x/b"))


def test_a_message_of_the_solution_comes_first_and_none_leaves_that_of_the_shape() -> None:
    own = Run(sparql('SELECT $this ?message WHERE { $this x:q ?o BIND("旧"@zh AS ?message) }', '; sh:message "no"'))
    assert own.first().messages == (("zh", "旧"),)
    assert Run(sparql("SELECT $this WHERE { $this x:q ?o }")).first().messages == ()


def test_a_solution_that_says_failure_fails() -> None:
    with pytest.raises(ShapesError, match="failure"):
        Run(sparql("SELECT $this ?failure WHERE { $this x:q ?o BIND(true AS ?failure) }"))
    assert len(Run(sparql("SELECT $this ?failure WHERE { $this x:q ?o BIND(false AS ?failure) }")).findings) == 1


def test_deactivated_constraints_find_nothing() -> None:
    assert Run(sparql("SELECT $this WHERE { MINUS", "; sh:deactivated true")).rows() == []


def test_prefixes_are_collected_over_imports_that_may_go_in_circles() -> None:
    declared = 'x:one owl:imports x:two . x:two owl:imports x:one ; sh:declare [ sh:prefix "y" ; sh:namespace "http://x/"^^xsd:anyURI ] .'
    found = Run(sparql("SELECT $this WHERE { $this y:q x:b }", "; sh:prefixes x:one") + declared)
    assert len(found.findings) == 1


def test_one_prefix_for_two_namespaces_is_ill_formed() -> None:
    with pytest.raises(ShapesError, match="prefix x: is declared as .* and as"):
        Run(sparql("SELECT $this WHERE { $this x:q ?o }", "; sh:prefixes x:two")
            + 'x:two sh:declare [ sh:prefix "x" ; sh:namespace "http://other/"^^xsd:anyURI ] .')  # fmt: skip


COMPONENT = """x:Component a sh:ConstraintComponent ; sh:parameter [ sh:path x:max ] {more} ; sh:labelTemplate "at most {{$max}}" ;
  {validator} [ sh:prefixes x: ; {kind} \"\"\"{query}\"\"\" {rest} ] .
"""


def component(query: str, validator: str = "sh:validator", more: str = "", rest: str = "") -> str:
    return COMPONENT.format(query=query, validator=validator, more=more, rest=rest, kind="sh:ask" if query.startswith("ASK") else "sh:select")


def test_ask_validators_say_which_value_nodes_are_right() -> None:
    found = Run(component("ASK { FILTER(!ISNUMERIC($value) || $value <= $max) }", rest='; sh:message "{$value} > {?max} at {$this}"')
                + "x:S sh:targetNode x:a , x:b ; sh:path x:p ; x:max 3 .")  # fmt: skip
    assert found.rows() == [("a", '"007"^^<http://www.w3.org/2001/XMLSchema#int>')]
    assert found.first().messages == (("", "007 > 3 at http://x/a"),)
    assert found.runner.queries == 1


def test_each_value_of_a_single_parameter_is_a_constraint() -> None:
    found = Run(component("ASK { FILTER($value != $max) }") + "x:S sh:targetObjectsOf x:p ; x:max 1 , 7 , 9 .")
    assert [row[0] for row in found.rows()] == ['"1"^^<http://www.w3.org/2001/XMLSchema#integer>', '"007"^^<http://www.w3.org/2001/XMLSchema#int>']
    assert {finding.messages for finding in found.findings} == {(("", "at most 1"),), (("", "at most 7"),)}


@pytest.mark.parametrize(("value", "rows"), [("x:b", 1), ("x:none", 0), ('"辽宁"@zh', 1), ("7", 1), ("1", 1)])
def test_parameters_stand_anywhere_in_a_pattern(value: str, rows: int) -> None:
    """As a term where one can be written, else as a variable that is bound beforehand."""
    query = "SELECT $this ?value WHERE { ?value ?any $max . $this x:p* ?value FILTER(BOUND($max) && ?any IN (x:p, x:q)) }"
    found = Run(component(query, "sh:nodeValidator") + f"x:S sh:targetNode x:a , x:b ; x:max {value} .")
    assert len(found.findings) == rows


def test_a_literal_parameter_in_the_place_of_a_subject_finds_nothing() -> None:
    found = Run(component("SELECT $this WHERE { $this x:p ?o OPTIONAL { $max x:p ?any } FILTER(BOUND(?any)) }", "sh:nodeValidator")
                + "x:S sh:targetNode x:a ; x:max 1 .")  # fmt: skip
    assert found.rows() == []


def test_parameters_may_be_returned_and_grouped_by() -> None:
    query = "SELECT $this $max (COUNT(?o) AS ?value) WHERE { { SELECT $this $max ?o WHERE { $this x:p ?o } } } GROUP BY $this $max HAVING(COUNT(?o) > $max)"
    found = Run(component(query, "sh:nodeValidator") + "x:S sh:targetNode x:a , x:b ; x:max 1 .")
    assert found.rows() == [("a", '"2"^^<http://www.w3.org/2001/XMLSchema#integer>')]


def test_optional_parameters_are_unbound_without_a_value() -> None:
    text = component("ASK { FILTER(COALESCE(?also, 0) = 0 && $value != $max) }", more="; sh:parameter [ sh:path x:also ; sh:optional true ]")
    assert len(Run(text + "x:S sh:targetNode x:a ; x:max 1 .").findings) == 0
    assert len(Run(text + "x:S sh:targetNode x:a ; x:max 1 ; x:also 5 .").findings) == 1


def test_the_validator_fits_the_kind_of_the_shape() -> None:
    both = """x:Component a sh:ConstraintComponent ; sh:parameter [ sh:path x:max ] ;
      sh:nodeValidator [ sh:select "SELECT $this ('node' AS ?message) WHERE { FILTER(true) }" ] ;
      sh:propertyValidator [ sh:select "SELECT $this ('property' AS ?message) WHERE { FILTER(true) }" ] ; sh:validator [ sh:ask "ASK { FILTER(false) }" ] .
    x:N sh:targetNode x:a ; x:max 1 . x:P sh:targetNode x:a ; x:max 1 ; sh:path x:p .
    """
    assert {finding.messages for finding in Run(both).findings} == {(("", "node"),), (("", "property"),)}
    assert Run(component("SELECT $this WHERE { FILTER(true) }", "sh:nodeValidator") + "x:P sh:targetNode x:a ; x:max 1 ; sh:path x:p .").rows() == []


def test_the_shapes_graph_and_the_shape_can_be_asked() -> None:
    shapes = sparql("SELECT $this ?value WHERE { GRAPH $shapesGraph { $currentShape x:allows ?value } FILTER NOT EXISTS { $this x:p ?value } }")
    found = Run(shapes + "x:S x:allows 1 , 2 .")
    assert ("a", '"2"^^<http://www.w3.org/2001/XMLSchema#integer>') in found.rows() and len(found.rows()) == 5


def test_tables_of_the_runner_are_no_named_graphs_of_the_data() -> None:
    assert Run(sparql("SELECT $this ?value WHERE { GRAPH ?g { ?s ?p ?value } }")).rows() == []


def test_queries_that_take_too_long_are_stopped_between_solutions() -> None:
    with pytest.raises(TimeLimitError):
        Run(sparql("SELECT $this WHERE { $this x:p ?o }"), seconds=0)


def test_a_component_that_is_ill_formed_is_named() -> None:
    with pytest.raises(ShapesError, match="x/Component .*AS"):
        Run(component("ASK { BIND(1 AS ?max) }") + "x:S sh:targetNode x:a ; x:max 1 .")
    with pytest.raises(ShapesError, match="a-b.*rename"):
        Run(component("ASK { FILTER(true) }").replace("x:max", "x:a-b") + "x:S sh:targetNode x:a ; x:a-b 1 .")


def test_queries_that_look_at_the_writing_of_literals_are_noted_where_it_matters() -> None:
    looking = sparql("SELECT $this ?value WHERE { $this x:p ?value FILTER(DATATYPE(?value) = xsd:integer) }", "; sh:prefixes xsd:")
    looking += 'xsd: sh:declare [ sh:prefix "xsd" ; sh:namespace "http://www.w3.org/2001/XMLSchema#"^^xsd:anyURI ] .'
    (note,) = Run(looking).runner.notes
    assert all("x/C" in text and "DATATYPE" in text and "1 " in text for text in (note["en"], note["zh"]))
    assert Run(looking, b'<http://x/a> <http://x/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n').runner.notes == []
    assert Run(sparql("SELECT $this WHERE { $this x:p ?value }")).runner.notes == []


def test_the_runner_is_asked_once_per_shape_however_many_nodes() -> None:
    data = b"".join(b"<http://x/%d> <http://x/p> <http://x/o> .\n" % number for number in range(1000))
    found = Run(sparql("SELECT $this ?value WHERE { $this x:p ?value FILTER NOT EXISTS { ?value x:p $this } }"), data)
    assert len(found.findings) == 1000 and found.runner.queries == 1 and found.runner.store.triples == 1000
