"""What is wrong with shapes is told with file, line and column: of the value that is wrong, else of the term, else of the shape."""

from pathlib import Path

import pytest
from rdflib import Graph

from tcgraph.errors import ShapesError
from tcgraph.shacl import validate
from tcgraph.shacl.validation import plan_of

HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix x: <http://x/> .

"""
GOOD = "x:Good a sh:NodeShape ; sh:targetClass x:T .\n"


def problems(folder: Path, turtle: str) -> list[str]:
    """What the error says, with the file's name instead of its path."""
    file = folder / "shapes.ttl"
    file.write_text(HEAD + GOOD + turtle, encoding="utf-8")
    with pytest.raises(ShapesError) as caught:
        plan_of(file)
    return [problem.replace(str(file), "shapes.ttl") for problem in caught.value.problems]


@pytest.mark.parametrize(("turtle", "place"), [
    ("x:S a sh:NodeShape ;\n  sh:property [\n    sh:path x:p ; sh:minCont 1 ] .", "shapes.ttl, line 7, column 19"),
    ("x:S a sh:NodeShape ;\n  sh:property [ sh:path x:p ; sh:minCount \"1\" ] .", "shapes.ttl, line 6, column 43"),
    ("x:S a sh:NodeShape ;\n  sh:nodeKind\n    x:Literal .", "shapes.ttl, line 7, column 5"),
    ("x:S a sh:PropertyShape ; sh:path x:p ;\n  sh:minCount 1 ;\n  sh:minCount 2 .", "shapes.ttl, line 6, column 3"),
    ("x:S a sh:NodeShape ;\n  sh:property [ sh:path x:p ;\n    sh:maxCount 1 , 2 ] .", "shapes.ttl, line 6, column 25"),
    ("x:S a sh:NodeShape ;\n  sh:property [ sh:path ( x:p ) ] .", "shapes.ttl, line 6, column 3"),
    ("x:S a sh:PropertyShape ;\n  sh:minCount 1 .", "shapes.ttl, line 6, column 3"),
    ("\n\nx:S a sh:NodeShape ; sh:node x:None .", "shapes.ttl, line 7, column 1"),
    ("x:S a sh:NodeShape ;\n  sh:severity 'bad'@en .", "shapes.ttl, line 6, column 15"),
])  # fmt: skip
def test_place_of_a_problem(tmp_path: Path, turtle: str, place: str) -> None:
    assert any(problem.endswith(f"({place})") for problem in problems(tmp_path, turtle)), problems(tmp_path, turtle)


def test_misspelt_term_that_stands_in_several_places_is_told_once_with_their_number(tmp_path: Path) -> None:
    found = problems(tmp_path, "x:S a sh:NodeShape ; sh:nodKind sh:IRI .\nx:R a sh:NodeShape ; sh:nodKind sh:IRI .")
    assert [problem for problem in found if "nodKind" in problem] == [
        "sh:nodKind is no term of http://www.w3.org/ns/shacl#; did you mean sh:nodeKind? (used by http://x/R) "
        "(shapes.ttl, line 5, column 22, and 1 more)"
    ]


def test_problem_is_found_in_the_file_that_has_it(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(HEAD + GOOD, encoding="utf-8")
    (tmp_path / "b.ttl").write_text(HEAD + 'x:S a sh:NodeShape ; sh:targetClass "T" .', encoding="utf-8")
    (tmp_path / "c.jsonld").write_text("{}", encoding="utf-8")
    with pytest.raises(ShapesError, match=r"b\.ttl, line 4, column 37\)"):
        validate(tmp_path / "a.ttl", shapes=tmp_path)


def test_shapes_of_no_file_have_no_place() -> None:
    graph = Graph().parse(data=HEAD + GOOD + "x:S a sh:NodeShape ; sh:minCount 1 .", format="turtle")
    with pytest.raises(ShapesError) as caught:
        plan_of(graph)
    assert caught.value.problems == ["http://x/S: sh:minCount belongs to property shapes, and this shape has no sh:path"]
