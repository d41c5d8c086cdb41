"""The build: the committed files are what the sources say, byte for byte, on every machine."""

import difflib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tcgraph import resources
from tcgraph.build import build
from tcgraph.build.vocabulary import vocabulary


def turtle_files(base: Path) -> dict[str, bytes]:
    files = [*(base / "data" / "ttl").rglob("*.ttl"), *(base / "data" / "search").glob("*.tsv"), base / "ontology" / "fields.ttl"]
    return {file.relative_to(base).as_posix(): file.read_bytes() for file in files}


def differing(first: dict[str, bytes], second: dict[str, bytes]) -> list[str]:
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


def test_build_gives_the_committed_files_byte_for_byte(root: Path, tmp_path: Path) -> None:
    report = build(tmp_path)
    assert differing(turtle_files(tmp_path), turtle_files(root)) == [], "run `tcgraph build` and commit the result"
    assert len(report.written) == len(turtle_files(root))
    assert (report.unchanged, report.removed, report.sealed) == ([], [], [])


def test_build_gives_the_same_bytes_under_another_hash_seed_and_locale(root: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONPATH": str(root / "src")}
    code = "import sys, pathlib; from tcgraph.build import build; build(pathlib.Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-W", "error", "-c", code, str(tmp_path)], env=environment, check=True, cwd=tmp_path)
    assert differing(turtle_files(tmp_path), turtle_files(root)) == []


def test_second_build_writes_nothing(tmp_path: Path) -> None:
    first = build(tmp_path)
    stamps = {file: file.stat().st_mtime_ns for file in first.written}
    second = build(tmp_path)
    assert second.written == [] and second.unchanged == sorted(first.written)
    assert stamps == {file: file.stat().st_mtime_ns for file in first.written}


def test_build_removes_a_graph_that_is_no_longer_made(tmp_path: Path) -> None:
    stale = tmp_path / "data" / "ttl" / "notice" / "99.ttl"
    stale.parent.mkdir(parents=True)
    stale.write_text("# once\n", encoding="utf-8")
    assert build(tmp_path).removed == [stale]
    assert not stale.exists()


def test_build_reports_its_number_of_statements(tmp_path: Path, dataset) -> None:
    made = build(tmp_path).statements
    own = dataset.select("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), STR(<https://w3id.org/tcgraph/graph/>))) }")
    descriptions = dataset.select(
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?g ?p ?o } FILTER(STRSTARTS(STR(?g), STR(<https://w3id.org/tcgraph/graph/>))) }")
    assert made == own.one().n - descriptions.one().n


def test_vocabulary_module_is_what_the_ontology_says(root: Path) -> None:
    written = (root / "src" / "tcgraph" / "vocab.py").read_text(encoding="utf-8")
    assert written == vocabulary(resources.ontology()), "run `python -m tcgraph.build.vocabulary`"


@pytest.mark.parametrize("file", sorted(resources.ttl().rglob("*.ttl")), ids=lambda f: f.relative_to(resources.ttl()).as_posix())
def test_committed_graph_has_no_blank_node(file: Path) -> None:
    import pyoxigraph as ox

    for quad in ox.parse(path=file):
        assert not any(isinstance(term, ox.BlankNode) for term in quad), f"{file}: {quad}"


def changed_lines(old: Path, new: Path) -> list[str]:
    before, after = ((base / "data" / "ttl") for base in (old, new))
    names = {f.relative_to(b) for b in (before, after) for f in b.rglob("*.ttl")}
    lines = []
    for name in sorted(names):
        texts = [(b / name).read_text(encoding="utf-8").splitlines() if (b / name).exists() else [] for b in (before, after)]
        if texts[0] != texts[1]:
            found = difflib.unified_diff(*texts, n=0, lineterm="")
            lines += [line for line in found if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return lines


def test_another_region_of_one_row_changes_few_lines(root: Path, sources_copy) -> None:
    sources_copy.edit_text("roster-29", "沈阳鼓风机集团股份有限公司,辽宁省", "沈阳鼓风机集团股份有限公司,吉林省")
    lines = changed_lines(root, sources_copy.build())
    assert 2 <= len(lines) <= 60, lines
    assert any("吉林省" in line for line in lines)


def test_one_more_row_changes_few_lines_and_no_identifier_of_others(root: Path, sources_copy) -> None:
    new = {"position": "1715", "enterprise_name": "测试新增设备有限公司", "region": "辽宁省"}
    lines = changed_lines(root, sources_copy.edit("roster-29", lambda rows: [*rows, new]).build())
    assert len([line for line in lines if line[0] == "-"]) <= 2, "only the hash of the source goes"
    assert len(lines) <= 90, lines


def test_order_of_rows_in_a_source_does_not_matter_to_identifiers(root: Path, sources_copy) -> None:
    built = sources_copy.edit("roster-29", lambda rows: rows[::-1]).build()
    lines = [line for line in changed_lines(root, built) if "sha256" not in line]
    assert lines == []
