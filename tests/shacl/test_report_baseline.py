"""A baseline: what was known is not reported, what is new is, whatever form the earlier report has."""

from pathlib import Path

import pytest

from tcgraph.errors import CallError, DataError
from tcgraph.shacl import Report, validate

SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> .
x:S a sh:NodeShape ; sh:targetSubjectsOf x:p ; sh:property x:P , [ sh:path x:q ; sh:maxCount 0 ] . x:P sh:path x:p ; sh:maxLength 2 ; sh:message "too long"@en .
"""
OLD = '@prefix x: <http://x/> . x:a x:p "aaaa" . x:b x:p "bbbb" . [] x:p "blank" ; x:name "one" . [] x:p "blank" ; x:name "two" . x:c x:p "c" ; x:q 1 , 2 .'
NEW = '@prefix x: <http://x/> . [] x:p "blank" ; x:name "two" . x:a x:p "aaaa" , "changed" . [] x:p "blank" ; x:name "three" . x:c x:p "c" ; x:q 2 , 1 .'


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    """Shapes, one of them blank."""
    file = tmp_path / "s.ttl"
    file.write_text(SHAPES, encoding="utf-8")
    return file


@pytest.fixture
def reports(tmp_path: Path, shapes: Path) -> tuple[Report, Report]:
    """Before and after."""
    made = []
    for name, text in (("old.ttl", OLD), ("new.ttl", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        made.append(validate(tmp_path / name, shapes=shapes))
    return made[0], made[1]


@pytest.mark.parametrize("engine", ["columns", "pyshacl"])
def test_json_report_as_baseline_tells_blank_nodes_apart(tmp_path: Path, shapes: Path, reports, engine: str) -> None:
    file = tmp_path / "before.json"
    file.write_text(reports[0].to_json(), encoding="utf-8")
    found = validate(tmp_path / "new.ttl", shapes=shapes, engine=engine, baseline=file)
    assert sorted(result.value_node for result in found) == ["blank", "changed"]
    assert (found.known, found.gone, found.conforms, found.fails()) == (3, 2, False, True)
    assert "3 known before, not listed." in found.to_text() and "以前已知的问题中有 2 项已消失。" in found.to_html("zh")
    assert 'conforms "false"' in found.to_ntriples().replace("<http://www.w3.org/ns/shacl#conforms>", "conforms")


@pytest.mark.parametrize("ending", ["ttl", "nt", "jsonld"])
def test_w3c_report_as_baseline_counts_blank_nodes(tmp_path: Path, shapes: Path, reports, ending: str) -> None:
    file = tmp_path / f"before.{ending}"
    file.write_text(reports[0].to(ending), encoding="utf-8")
    found = validate(tmp_path / "new.ttl", shapes=shapes, baseline=file)
    assert [result.value_node for result in found] == ["changed"] and (found.known, found.gone) == (4, 1)


def test_nothing_new_is_no_failure_and_no_conformance(reports) -> None:
    found = reports[0].since(reports[0])
    assert (len(found), found.known, found.gone, found.conforms, found.fails()) == (0, 5, 0, False, False)
    assert found.to_text().startswith("Nothing new.\n5 known before") and found.to_text("zh").startswith("没有新问题。")


def test_everything_is_new_since_a_report_without_findings(reports) -> None:
    found = reports[1].since(Report())
    assert (list(found), found.known, found.gone) == (list(reports[1]), 0, 0)


def test_baseline_must_be_whole(tmp_path: Path, reports) -> None:
    for part in (reports[0].first(1), reports[0].since(reports[1])):
        (tmp_path / "part.json").write_text(part.to_json(), encoding="utf-8")
        with pytest.raises(CallError, match="does not hold all findings"):
            reports[1].since(Report.read(tmp_path / "part.json"))
    (tmp_path / "part.ttl").write_text(reports[0].first(0).to_turtle(), encoding="utf-8")
    with pytest.raises(CallError, match="lists no result"):
        Report.read(tmp_path / "part.ttl")


@pytest.mark.parametrize(("name", "text", "message"), [
    ("b.json", "oops", "no JSON"), ("b.json", "[]", "no validation report"), ("b.json", '{"results": [{}]}', "'severity'"), ("b.json", "{}", "'results'"),
    ("b.ttl", "<http://x/a> <http://x/b> 1 .", "holds no sh:ValidationReport"), ("b.ttl", "oops", "line 1"),
])
def test_file_that_is_no_report_is_refused(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        Report.read(tmp_path / name)


def test_missing_baseline_is_an_error(tmp_path: Path) -> None:
    for name in ("nothing.json", "nothing.ttl"):
        with pytest.raises(DataError, match=f"{name} cannot be read"):
            Report.read(tmp_path / name)
