"""Validation in parts finds what validation in memory finds, and what does not fit is refused by name."""

import gzip
import logging
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph
from tests.shacl.test_random_shapes import Shapes, data

from tcgraph import resources
from tcgraph.columns import Columns, from_files, from_ntriples
from tcgraph.errors import CallError, DataError, FormatError, OutputError, SyntaxDataError
from tcgraph.shacl import streaming, streaming_places
from tcgraph.shacl.engine import run
from tcgraph.shacl.lines import Index
from tcgraph.shacl.plan import Plan, read_plan
from tcgraph.shacl.read_terms import text_of
from tcgraph.shacl.report import Report
from tcgraph.shacl.shapes import shapes_graph
from tcgraph.shacl.sparql import SparqlRunner
from tcgraph.shacl.streaming import opened, stream
from tcgraph.shacl.streaming_cut import Source
from tcgraph.shacl.streaming_files import cost
from tcgraph.shacl.streaming_places import PlacesInParts
from tcgraph.shacl.streaming_report import validate_in_parts
from tcgraph.shacl.streaming_work import classes_of_query
from tcgraph.shacl.validation import plan_of, validate
from tcgraph.store.formats import open_file

PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://x/> .\n"
QUERIES = [
    ':Q1 sh:targetSubjectsOf :p ; sh:sparql [ sh:select "SELECT $this ?value WHERE { $this <http://x/p>/<http://x/q> ?value }" ] .',
    ':Q2 sh:targetClass :C ; sh:sparql [ sh:select "SELECT $this WHERE { $this <http://x/p> ?o . ?o a <http://x/D> }" ] .',
    ':Q3 sh:targetClass :D ; sh:property [ sh:path :q ; sh:node :Q4 ; sh:class :C ] .'
    ' :Q4 sh:sparql [ sh:select "SELECT $this WHERE { FILTER NOT EXISTS { $this a ?kind } }" ] .',
    ':Q5 sh:targetObjectsOf :r ; sh:sparql [ sh:message "to {?value}" ; sh:select "SELECT $this ?value WHERE { ?value ?any $this }" ] .',
]


def in_memory(plan: Plan, columns: Columns) -> list[tuple]:
    def text(number: int) -> str | None:
        return None if number < 0 else columns.terms.text([number])[0]

    findings = run(plan, columns, sparql=SparqlRunner(columns, plan.graph))
    rows = [(text(f.focus), str(f.path), text(f.value), f.constraint.component, f.shape.id, text(f.other), f.times, str(f.messages)) for f in findings]
    return sorted(rows, key=str)


def in_parts(plan: Plan, files: Iterable[Path], scratch: Path | None = None, memory_mb: int = 1) -> list[tuple]:
    found = stream(plan, list(files), scratch=scratch, memory_mb=memory_mb)
    rows = [(f.focus, str(f.path), f.value, f.constraint.component, f.shape.id, f.other, f.times, str(f.messages)) for f in found]
    return sorted(rows, key=str)


def plan_from(text: str) -> Plan:
    return read_plan(Graph().parse(data=PREFIXES + text, format="turtle"))


@pytest.mark.parametrize("comparing", [False, True], ids=["all terms", "comparisons"])
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(chance=st.randoms(use_true_random=False))
def test_random_graphs_and_shapes(tmp_path: Path, comparing: bool, chance: Random) -> None:
    logging.disable(logging.CRITICAL)
    try:
        graph = Shapes(chance, comparing).graph
        if chance.random() < 0.3:
            graph.parse(data=PREFIXES + "".join(chance.sample(QUERIES, 2)), format="turtle")
        plan = read_plan(graph)
        content = "".join(f"{text_of(s)} {text_of(p)} {text_of(o)} .\n" for s, p, o in data(chance, comparing)).encode()
        file = tmp_path / "data.nt"
        file.write_bytes(content)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(streaming, "_MEGABYTE", chance.choice([1_000, 6_000]))
            memory = 1 + 100 * any(shape.id.startswith("<http://x/Q") for shape in plan.shapes.values())
            assert in_parts(plan, [file], memory_mb=memory) == in_memory(plan, from_ntriples(content))
    finally:
        logging.disable(logging.NOTSET)


def broken_packaged(folder: Path) -> Path:
    """A part of the packaged graph, a few triples of which are removed and a few others added, as Turtle with blank nodes without labels."""
    columns = from_files(open_file(file, graph=graph) for graph, file in resources.graph_files())
    lines = columns.ntriples().decode().splitlines(keepends=True)
    chosen = [line for line in lines if hash_of(line.split(" ", 1)[0]) % 12 == 0 or "/reference/" in line]
    kept = [line for number, line in enumerate(chosen) if number % 99]
    for line in chosen[::197]:
        subject, predicate, _ = line.split(" ", 2)
        kept.append(f'{subject} {predicate} "nothing of that kind" .\n')
    kept += ["<http://x/1> a <https://w3id.org/tcgraph/ontology#Enterprize> .\n", "[] a <https://w3id.org/tcgraph/ontology#Certification> .\n"]
    file = folder / "packaged.ttl"
    file.write_text("".join(kept), encoding="utf-8")
    return file


def hash_of(text: str) -> int:
    return sum(text.encode()[-4:])


@pytest.fixture(scope="module")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return broken_packaged(tmp_path_factory.mktemp("packaged"))


def same(found: Report, expected: Report) -> None:
    """Both reports say the same, in all they say."""
    assert found.to_dict("zh") == expected.to_dict("zh")
    assert found.to_text("en") == expected.to_text("en")
    assert [result.messages for result in found] == [result.messages for result in expected]


def test_packaged_graph_in_several_parts(packaged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shapes, told = shapes_graph([]), []
    expected = validate([packaged], shapes=shapes)
    assert len(expected) > 500
    everything = cost(from_files([open_file(packaged)]).ntriples())
    monkeypatch.setattr(streaming, "_MEGABYTE", everything * 2 // 3)
    found = validate_in_parts(plan_of(shapes), [packaged], memory_mb=1, scratch=tmp_path, max_results=400, progress=lambda *step: told.append(step))
    assert len(found) == 400
    same(found, expected.first(400))
    assert found.counts() == expected.counts()
    assert [(rule.name, rule.component, count) for rule, count in found.by_rule] == [
        (group.rule.name, group.rule.component, len(group)) for group in expected.groups()
    ]
    assert [hint.term for hint in found.hints] == ["https://w3id.org/tcgraph/ontology#Enterprize"]
    assert len([step for step in told if step[2] == "nodes"]) > 5
    assert all(done <= of for done, of, _ in told)
    assert [what for what in ("read", "queries", "nodes", "report") if (told[-1][0], told[-1][1], what) == told[-1]] == ["report"]
    assert not list(tmp_path.iterdir())


def test_no_part_holds_more_than_was_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All nodes of the file lead to others that lead to others; a part holds a small share of them at any time."""
    lines = [f"<http://x/{i}> <http://x/{p}> <http://x/{i * 7 % 3000}> .\n" for i in range(3000) for p in "pq"]
    file = tmp_path / "data.nt"
    file.write_text("".join(lines), encoding="utf-8")
    plan = plan_from(":S sh:targetSubjectsOf :p ; sh:property [ sh:path ( :p :q ) ; sh:maxCount 0 ] .")
    monkeypatch.setattr(streaming, "_MEGABYTE", cost("".join(lines).encode()) // 10)
    with opened(plan, [file], memory_mb=1, scratch=tmp_path) as parts:
        assert len(list(parts.results())) == 3000
        assert 0 < parts.held <= streaming._MEGABYTE
        assert parts.triples.buckets > 5


def test_what_stands_beside_is_not_reported_on(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text("@prefix : <http://x/> . :a a :C ; :p :b, :c . :a :p [ a :C ] .", encoding="utf-8")
    (tmp_path / "beside.ttl").write_text("@prefix : <http://x/> . :b a :D . :D rdfs:subClassOf :C . :x a :C .".replace("rdfs:", ":"), encoding="utf-8")
    plan = plan_from(
        ':S sh:targetClass :C ; sh:property [ sh:path :p ; sh:class :D ; sh:minCount 9 ] .'
        ' :Q sh:targetClass :C ; sh:sparql [ sh:select "SELECT $this WHERE { $this a <http://x/C> }" ] .'
    )
    found = validate_in_parts(plan, [tmp_path / "own.ttl"], beside=[tmp_path / "beside.ttl"])
    assert {(r.focus_term, r.value_term) for r in found if "Class" in r.source_constraint_component} == {
        ("<http://x/a>", "<http://x/c>"), ("<http://x/a>", "_:anon1"),
    }  # fmt: skip
    assert {result.focus_term for result in found} == {"<http://x/a>", "_:anon1"}


def test_report_has_labels_of_nodes_and_says_what_blank_ones_are(tmp_path: Path) -> None:
    text = """@prefix : <http://x/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:a a :C ; rdfs:label "甲"@zh, "First"@en ; :p [ :q [ :q :a ] ; :note "x" ] .
:b a :C ; :p :a, "v" . _:b a :C ; :p _:anon7 . _:anon7 :q _:b .
:C rdfs:label "Thing"@en ; :of :a ."""
    file = tmp_path / "data.ttl"
    file.write_text(text, encoding="utf-8")
    shapes = Graph().parse(data=PREFIXES + ":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:class :C ; sh:nodeKind sh:IRI ; sh:minCount 4 ] .")
    expected = validate([file], shapes=shapes)
    found = validate_in_parts(read_plan(shapes), [file])
    same(found, expected)
    assert any(result.label == "甲" for result in found)
    assert "Thing (First)" in found.to_text("en")
    same(found.first(2), expected.first(2))


@pytest.mark.parametrize("size", [20, 100, 1 << 20])
def test_lines_in_pieces(tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = [f'<n{i}> :p "{i}", """and .\n<n{i}> :p "no".\n""" ; # <n{i}> .\n  :q <n{i + 1}>, "字" .\n' for i in range(40)]
    text = "@prefix : <http://x/> .\n@base <http://y/> .\n" + "".join(blocks[:20]) + "PREFIX : <http://z/>\n" + "".join(blocks[20:])
    file = tmp_path / "data.ttl"
    file.write_text(text, encoding="utf-8")
    subjects = frozenset(f"<http://y/n{i}>" for i in (0, 1, 17, 20, 39))
    monkeypatch.setattr(streaming_places, "_READ", size)
    places = PlacesInParts([Source(file)])
    assert places.index(places.files[0], subjects).places == Index.of(open_file(file), subjects).places
    lines = tmp_path / "data.nt"
    lines.write_text("".join(f"<http://y/n{i}> <http://y/p> \"字\" .\n" for i in range(40)), encoding="utf-8")
    places = PlacesInParts([Source(lines)])
    assert places.index(places.files[0], subjects).places == Index.of(open_file(lines), subjects).places


@pytest.mark.parametrize(("text", "expected"), [
    ("PREFIX : <http://x/> ASK { $this :p ?x . ?x a :C ; :q 1 }", {"<http://x/C>"}),
    ("PREFIX : <http://x/> ASK { $this :p/a :C FILTER NOT EXISTS { ?x <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> :D } }",
     {"<http://x/C>", "<http://x/D>"}),
    ("ASK { $this <http://x/p> ?x }", set()),
    ("ASK { $this a ?kind }", None),
    ("ASK { ?kind ^a $this }", None),
    ("PREFIX : <http://x/> ASK { :C ^a :D }", None),
    ("PREFIX : <http://x/> ASK { $this a :C, ?other }", None),
    ("PREFIX : <http://x/> ASK { $this a/:sub* :C }", None),
    ("PREFIX : <http://x/> ASK { $this ^(:p|a) :C }", None),
])  # fmt: skip
def test_classes_that_a_query_names(text: str, expected: set[str] | None) -> None:
    assert classes_of_query(text) == expected


def test_queries_that_do_not_fit_are_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "data.nt"
    file.write_text("".join(f"<http://x/{i}> <http://x/p> <http://x/v{i}> .\n" for i in range(100)), encoding="utf-8")
    shapes = ':Queried sh:targetSubjectsOf :p ; sh:sparql [ sh:select "SELECT $this ?value WHERE { $this ?any ?value }" ] .'
    assert len(in_parts(plan_from(shapes), [file])) == 100
    monkeypatch.setattr(streaming, "_MEGABYTE", 1 << 13)
    with pytest.raises(CallError, match=r"http://x/Queried\. Allow memory_mb=\d+"):
        in_parts(plan_from(shapes), [file])
    assert len(in_parts(plan_from(":S sh:targetSubjectsOf :p ; sh:property [ sh:path :q ; sh:minCount 1 ] ."), [file])) == 100


def test_results_that_several_parts_lead_to_are_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred focus nodes lead to one value node, whose result counts a hundred times."""
    monkeypatch.setattr(streaming, "_MEGABYTE", 1 << 12)
    file = tmp_path / "data.nt"
    file.write_text("".join(f"<http://x/{i}> <http://x/p> <http://x/v> .\n" for i in range(100)), encoding="utf-8")
    plan = plan_from(":S sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:property [ sh:path :q ; sh:minCount 1 ] ] .")
    (found,) = in_parts(plan, [file])
    assert found[0] == "<http://x/v>"
    assert found[6] == 100
    assert [found] == in_memory(plan, from_ntriples(file.read_bytes()))


def test_all_syntaxes_and_several_files(tmp_path: Path) -> None:
    text = '@prefix : <http://x/> . :a :p [ :q "x"@EN ], _:anon0, _:b . _:b :q 07 . _:anon0 :p _:anon0 .'
    quads = '<http://x/a> <http://x/p> _:b <http://x/g> .\n_:b <http://x/q> "1" .\n'
    (tmp_path / "a.ttl").write_text(text, encoding="utf-8")
    (tmp_path / "b.nq").write_text(quads, encoding="utf-8")
    with gzip.open(tmp_path / "c.ttl.gz", "wt", encoding="utf-8") as file:
        file.write(text)
    with (tmp_path / "d.rdf").open("wb") as output:
        ox.serialize(ox.parse(text, format=ox.RdfFormat.TURTLE), output, format=ox.RdfFormat.RDF_XML)
    plan = plan_from(":S sh:targetSubjectsOf :p ; sh:property [ sh:path ( :p :q ) ; sh:maxCount 2 ] ; sh:property [ sh:path :q ; sh:minCount 2 ] .")
    files = sorted(tmp_path.iterdir())
    found, expected = in_parts(plan, files), in_memory(plan, from_files(map(open_file, files)))
    assert found == expected
    assert len(found) == 5
    assert in_parts(plan, files) == found


def test_errors_name_the_file(tmp_path: Path) -> None:
    plan = plan_from(":S sh:targetSubjectsOf :p ; sh:nodeKind sh:IRI .")
    bad = tmp_path / "bad.nt"
    bad.write_text("<http://x/a> <http://x/p> <http://x/b> .\n<http://x/a> oops .\n", encoding="utf-8")
    with pytest.raises(SyntaxDataError, match=r"bad\.nt, line 2"):
        in_parts(plan, [bad])
    with pytest.raises(DataError, match=r"missing\.nt cannot be read"):
        in_parts(plan, [tmp_path / "missing.nt"])
    with pytest.raises(FormatError, match="no RDF syntax"):
        in_parts(plan, [Path(__file__)])
    with pytest.raises(CallError, match="at least 1"):
        in_parts(plan, [bad], memory_mb=0)
    with pytest.raises(OutputError, match=r"nowhere: .*Name a folder with room"):
        in_parts(plan, [bad], scratch=tmp_path / "nowhere")
    with pytest.raises(OutputError, match="cannot be laid down there"):
        in_parts(plan, [bad], scratch=bad)
    chinese = tmp_path / "gbk.ttl"
    chinese.write_bytes(b"<http://x/a> <http://x/p> 1 .\n" + '<http://x/a> <http://x/p> "甲" .\n'.encode("gbk"))
    with pytest.raises(SyntaxDataError, match=r"gbk\.ttl, line 2, .*not UTF-8"):
        in_parts(plan, [chinese])
    with pytest.raises(CallError, match="first -1 results"):
        validate_in_parts(plan, [bad], max_results=-1)


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    file, scratch = tmp_path / "data.nt", tmp_path / "scratch"
    scratch.mkdir()
    file.write_text("".join(f"<http://x/{i}> <http://x/p> <http://x/v{i}> .\n" for i in range(100)), encoding="utf-8")
    found = stream(plan_from(":S sh:targetSubjectsOf :p ; sh:property [ sh:path :q ; sh:minCount 1 ] ."), [file], scratch=scratch)
    next(found)
    assert list(scratch.iterdir())
    found.close()
    assert not list(scratch.iterdir())
    broken = tmp_path / "broken.nt"
    broken.write_text("<http://x/a> oops .\n", encoding="utf-8")
    with pytest.raises(SyntaxDataError):
        in_parts(plan_from(":S sh:targetSubjectsOf :p ; sh:nodeKind sh:IRI ."), [file, broken], scratch)
    assert not list(scratch.iterdir())


FULL = """
import resource, sys
from rdflib import Graph
from tcgraph.errors import OutputError
from tcgraph.shacl.plan import read_plan
from tcgraph.shacl.streaming import stream

resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
plan = read_plan(Graph().parse(sys.argv[1]))
try:
    list(stream(plan, [sys.argv[2]], scratch=sys.argv[3]))
except OutputError as error:
    print(error)
"""


def test_no_room_for_the_data(tmp_path: Path) -> None:
    """A process that may not write larger files stands for a disk that is full."""
    pytest.importorskip("resource")
    shapes, file, scratch = tmp_path / "shapes.ttl", tmp_path / "data.nt", tmp_path / "scratch"
    scratch.mkdir()
    shapes.write_text(PREFIXES + ":S sh:targetSubjectsOf :p ; sh:nodeKind sh:Literal .", encoding="utf-8")
    file.write_text("".join(f"<http://x/{i}> <http://x/p> <http://x/v{i}> .\n" for i in range(9999)), encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", FULL, shapes, file, scratch], capture_output=True, encoding="utf-8", check=True)
    assert "cannot be laid down there (File too large)" in done.stdout
    assert not list(scratch.iterdir())
