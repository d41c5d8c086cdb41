"""Where the engine and pySHACL differ, as docs/validation.md says: both sides are run, so the page stays true."""

import logging

import pyshacl
import pytest
from pyshacl.errors import ReportableRuntimeError, ValidationFailure
from rdflib import SH, Graph

from tcgraph.errors import ShapesError
from tcgraph.shacl import validate

HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
PROPERTY = "x:S a sh:NodeShape ; sh:targetNode x:a ; sh:property [ sh:path {path} ; {constraint} ] ."
COMPARED = PROPERTY.format(path="x:p", constraint="sh:minInclusive {}")


def graphs(shapes: str, data: str) -> tuple[Graph, Graph]:
    return Graph().parse(data=HEAD + data, format="turtle"), Graph().parse(data=HEAD + shapes, format="turtle")


def theirs(data: Graph, shapes: Graph) -> int:
    """The number of pySHACL's results."""
    quiet = logging.getLogger("quiet")
    quiet.setLevel(logging.CRITICAL + 1)
    _, report, text = pyshacl.validate(data, shacl_graph=shapes, inplace=True, logger=quiet)
    if isinstance(report, ValidationFailure):
        raise ReportableRuntimeError(text)
    return len(list(report.subjects(SH.resultSeverity)))


@pytest.mark.parametrize(("shapes", "data", "ours", "peer"), [
    pytest.param(PROPERTY.format(path="x:p", constraint="sh:minLength 0"), "x:a x:p [] .", 1, 0, id="length of a blank node"),
    pytest.param(PROPERTY.format(path="x:p", constraint="sh:lessThan x:q"), 'x:a x:p "a" ; x:q "b"@en .', 1, 0, id="text with language"),
    pytest.param(COMPARED.format('"2020-01-01T00:00:00Z"^^xsd:dateTime'), 'x:a x:p "2020-01-01T05:00:00"^^xsd:dateTime .', 1, 1, id="time zones"),
    pytest.param(PROPERTY.format(path="x:p", constraint="sh:lessThanOrEquals x:q"), "x:a x:p x:i ; x:q x:i .", 1, 0, id="equal IRIs"),
    pytest.param(PROPERTY.format(path="[ sh:inversePath ( x:p x:q ) ]", constraint="sh:maxCount 0"), "x:b x:p x:c . x:c x:q x:a . x:d x:p x:c .", 1, 0,
                 id="inverse of a sequence"),
])  # fmt: skip
def test_results_differ(shapes: str, data: str, ours: int, peer: int) -> None:
    assert (len(validate(graphs(shapes, data)[0], shapes=graphs(shapes, data)[1])), theirs(*graphs(shapes, data))) == (ours, peer)


@pytest.mark.parametrize(("shapes", "data"), [
    pytest.param(PROPERTY.format(path="x:p", constraint="sh:minCont 1"), "", id="misspelt term"),
    pytest.param("x:S a sh:NodeShape ; sh:targetNode x:a ; sh:entailment x:e .", "", id="entailment"),
])  # fmt: skip
def test_refused_here_and_passed_over_there(shapes: str, data: str) -> None:
    with pytest.raises(ShapesError):
        validate(graphs(shapes, data)[0], shapes=graphs(shapes, data)[1])
    assert theirs(*graphs(shapes, data)) == 0


def test_blank_nodes_can_be_compared_with_nothing() -> None:
    data, shapes = graphs(PROPERTY.format(path="x:p", constraint="sh:lessThan x:q"), "x:a x:p [] ; x:q 1 .")
    assert len(validate(data, shapes=shapes)) == 1
    with pytest.raises((ReportableRuntimeError, TypeError, AttributeError)):
        theirs(data, shapes)
