"""The EARL report of the W3C's suite: well-formed, one assertion per test, and a failed test is told as failed."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import rdflib
from benchmarks.shacl_earl import Outcome, earl, outcomes
from rdflib import RDF, Namespace, URIRef

from tcgraph.vocab import VERSION

# The suite is not copied into the project: it lies in shared/w3c/shacl of some folder above, or the test says that it is absent.
_ABOVE = [folder / "shared" / "w3c" / "shacl" for folder in Path(__file__).resolve().parents]
SUITE = next((folder for folder in _ABOVE if folder.is_dir()), _ABOVE[0])
EARL = Namespace("http://www.w3.org/ns/earl#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
DOAP = Namespace("http://usefulinc.com/ns/doap#")

TEST = """@prefix : <http://example.org/> .
@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix sht: <http://www.w3.org/ns/shacl-test#> .

:Shape a sh:NodeShape ; sh:targetNode :thing ; {shape} .
<> mf:entries ( <one> ) .
<one> a sht:Validate ; mf:action [ sht:dataGraph <> ; sht:shapesGraph <> ] ; mf:result {result} .
"""
RESULT = """[ a sh:ValidationReport ; sh:conforms false ; sh:result [ a sh:ValidationResult ; sh:focusNode :thing ; sh:value {value} ;
  sh:resultSeverity sh:Violation ; sh:sourceShape :Shape ; sh:sourceConstraintComponent sh:ClassConstraintComponent ] ]"""
CLASS, WRONG = "sh:class :Class", RESULT.format(value=":thing")
CONFORMS = "[ a sh:ValidationReport ; sh:conforms true ]"


def suite(folder: Path, *, shape: str, result: str) -> Path:
    """A suite of one test."""
    place = folder / "core" / "node"
    place.mkdir(parents=True)
    (place / "one.ttl").write_text(TEST.format(shape=shape, result=result), encoding="utf-8")
    return folder


@pytest.mark.parametrize(("shape", "result", "fault"), [
    (CLASS, WRONG, ""),
    ("sh:nodeKind sh:IRI", CONFORMS, ""),
    ("sh:minCount 1", "sht:Failure", ""),
    (CLASS, CONFORMS, "not expected: "),
    ("sh:nodeKind sh:IRI", WRONG, "missing: "),
    (CLASS, RESULT.format(value=":other"), "missing: "),
    (CLASS, WRONG.replace("conforms false", "conforms true"), "sh:conforms is the other one"),
    (CLASS, "sht:Failure", "the shapes were to be refused"),
    ("sh:minCount 1", CONFORMS, "the shapes were refused: "),
])  # fmt: skip
def test_outcome_of_one_test(tmp_path: Path, shape: str, result: str, fault: str) -> None:
    (outcome,) = outcomes(suite(tmp_path, shape=shape, result=result))
    assert outcome.test == "urn:x-shacl-test:/core/node/one"
    assert outcome.fault.startswith(fault) if fault else not outcome.fault


def test_results_are_counted(tmp_path: Path) -> None:
    twice = WRONG[:-1] + "; sh:result [ sh:focusNode :thing ; sh:value :thing ; sh:resultSeverity sh:Violation ; sh:sourceShape :Shape ; " \
        "sh:sourceConstraintComponent sh:ClassConstraintComponent ] ]"
    (outcome,) = outcomes(suite(tmp_path, shape=CLASS, result=twice))
    assert outcome.fault.startswith("missing: ") and ";" not in outcome.fault


def test_a_part_of_the_suite_has_the_names_of_the_whole(tmp_path: Path) -> None:
    whole = suite(tmp_path, shape=CLASS, result=WRONG)
    assert outcomes(whole) == outcomes(whole / "core") == outcomes(whole / "core" / "node")


def test_report_says_each_outcome() -> None:
    graph = rdflib.Graph().parse(data=earl([Outcome("urn:x:passed"), Outcome("urn:x:failed", 'missing: "a\\b"\n次')]), format="turtle")
    assertions = {graph.value(a, EARL.test): graph.value(a, EARL.result) for a in graph.subjects(RDF.type, EARL.Assertion)}
    passed, failed = assertions.pop(URIRef("urn:x:passed")), assertions.pop(URIRef("urn:x:failed"))
    assert not assertions
    assert graph.value(passed, EARL.outcome) == EARL.passed and graph.value(passed, DCTERMS.description) is None
    assert graph.value(failed, EARL.outcome) == EARL.failed
    assert str(graph.value(failed, DCTERMS.description)) == 'missing: "a\\b"\n次'


def written(folder: Path, out: Path) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", "benchmarks.shacl_earl", str(folder), "-o", str(out)]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)


def test_command_fails_with_a_test_and_without_any(tmp_path: Path) -> None:
    out = tmp_path / "earl.ttl"
    failed = written(suite(tmp_path / "suite", shape=CLASS, result=CONFORMS), out)
    assert failed.returncode == 1 and "0 of 1 passed" in failed.stdout and "urn:x-shacl-test:/core/node/one: not expected" in failed.stderr
    assert EARL.failed in set(rdflib.Graph().parse(out).objects(None, EARL.outcome))
    (tmp_path / "empty").mkdir()
    empty = written(tmp_path / "empty", tmp_path / "none.ttl")
    assert empty.returncode == 2 and "no test of SHACL" in empty.stderr and not (tmp_path / "none.ttl").exists()


@pytest.mark.skipif(not (SUITE / "core").is_dir(), reason=f"the W3C's suite is not at {SUITE}")
def test_the_whole_suite_passes(tmp_path: Path) -> None:
    out = tmp_path / "earl.ttl"
    run = written(SUITE, out)
    assert (run.returncode, run.stderr) == (0, "")
    graph = rdflib.Graph().parse(out)
    tests = [str(test) for test in graph.objects(None, EARL.test)]
    assert Counter(test.split("/")[1] for test in tests) == {"core": 98, "sparql": 23} and len(set(tests)) == 121
    assertions = set(graph.subjects(RDF.type, EARL.Assertion))
    assert len(assertions) == 121
    for assertion in assertions:
        assert graph.value(assertion, EARL.mode) == EARL.automatic
        assert graph.value(graph.value(assertion, EARL.result), EARL.outcome) == EARL.passed
    (subject,) = set(graph.objects(None, EARL.subject))
    assert str(graph.value(graph.value(subject, DOAP.release), DOAP.revision)) == VERSION
