"""A session: the reports are those of ``validate``, each further one looks at little; and files that are watched."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import tcgraph
from tcgraph.errors import CallError, DataError, ShapesError, SyntaxDataError, TcgraphError, TimeLimitError
from tcgraph.shacl import Report, Validator, validate
from tcgraph.shacl.session import watch

HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://x/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SHAPES = HEAD + """
:Person a sh:NodeShape ; sh:targetClass :P ; sh:property :Name , :Knows .
:Knows a sh:PropertyShape ; sh:path :knows ; sh:class :P ; sh:nodeKind sh:IRI .
:Name a sh:PropertyShape ; sh:path :name ; sh:minCount 1 ; sh:message "no name"@en , "没有姓名"@zh .
"""
DATA = HEAD + """:Q rdfs:subClassOf :P . :a a :P ; :name "a" . :b a :Q ; :knows :a , :c . :d a :P ; :name "d" ; :knows [ :name "e" ] .
""" + "".join(f':n{n} a :P ; :name "{n}" .\n' for n in range(300))  # fmt: skip
CHANGES = [(":c a :P .", ":c a :P ; :name 'c' ."), (':a a :P ; :name "a" .', ":a a :P ."), (":Q rdfs:subClassOf :P .", ""), (":n7 a :P ;", ":n7 ")]


def graph_of(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=text, format="turtle")


def store_of(text: str) -> ox.Store:
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    return store


def text(report: Report) -> str:
    return report.to_json()


def steps() -> Iterator[str]:
    """The data, and then a small change each time."""
    now = DATA + ":c a :P .\n"
    yield now
    for before, after in CHANGES:
        assert now.count(before) == 1
        now = now.replace(before, after)
        yield now


def as_file(folder: Path, data: str) -> Path:
    file = folder / "data.ttl"
    file.write_text(data, encoding="utf-8")
    return file


@pytest.mark.parametrize("kind", ["file", "folder", "rdflib", "store"])
def test_reports_are_those_of_validate(tmp_path: Path, kind: str) -> None:
    """Blank nodes have other labels in each new graph or store, so these are changed in place."""
    shapes = graph_of(SHAPES)
    validator, graph = Validator(shapes), rdflib.Graph()
    store = ox.Store()
    for number, step in enumerate(steps()):
        wanted = graph_of(step.replace("[ :name \"e\" ]", ":e")) if kind in ("rdflib", "store") else None
        if wanted is not None:
            for triple in set(graph) - set(wanted):
                graph.remove(triple)
            for triple in set(wanted) - set(graph):
                graph.add(triple)
            store.clear()
            store.load(graph.serialize(format="nt").encode(), format=ox.RdfFormat.N_TRIPLES)
        file = as_file(tmp_path, step)
        data = {"file": file, "folder": tmp_path, "rdflib": graph, "store": store}[kind]
        report, full = validator.report(data), validate(data, shapes=shapes)
        assert text(report) == text(full) and report.to_text("zh") == full.to_text("zh")
        assert report.checked is not None and full.checked is not None
        assert len(report) > 0 and (report.checked < full.checked / 10 if number else report.checked == full.checked)


def test_what_did_not_change_is_not_looked_at(tmp_path: Path) -> None:
    file, validator = as_file(tmp_path, DATA), Validator(graph_of(SHAPES))
    first, second = validator.report(file), validator.report([file])
    assert first.checked and second.checked == 0 and text(first) == text(second)


def test_other_data_are_validated_whole() -> None:
    validator, shapes = Validator(graph_of(SHAPES)), graph_of(SHAPES)
    for data in (graph_of(DATA), graph_of(HEAD + ":z a :P ."), graph_of(HEAD), graph_of(DATA)):
        assert text(validator.report(data)) == text(validate(data, shapes=shapes))


def test_an_error_ends_no_session(tmp_path: Path) -> None:
    validator, shapes = Validator(graph_of(SHAPES)), graph_of(SHAPES)
    file = as_file(tmp_path, DATA)
    validator.report(file)
    as_file(tmp_path, DATA + ":broken")
    with pytest.raises(SyntaxDataError):
        validator.report(file)
    as_file(tmp_path, DATA + ":m a :P .")
    report = validator.report(file)
    assert text(report) == text(validate(file, shapes=shapes)) and report.checked is not None and report.checked < 10


def test_shapes_are_refused_at_once(tmp_path: Path) -> None:
    file = tmp_path / "shapes.ttl"
    file.write_text(SHAPES.replace("sh:minCount", "sh:minCont"), encoding="utf-8")
    with pytest.raises(ShapesError, match="minCount"):
        Validator(file)
    with pytest.raises(CallError, match="seconds"):
        Validator(graph_of(SHAPES), seconds=-1)


def test_queries_have_a_time_limit() -> None:
    query = 'sh:sparql [ sh:select "SELECT $this WHERE { $this <http://x/name> ?o }" ] .'
    shapes = graph_of(HEAD + f":S a sh:NodeShape ; sh:targetClass :P ; {query}")
    with pytest.raises(TimeLimitError):
        Validator(shapes, seconds=0).report(graph_of(DATA))
    assert len(Validator(shapes, seconds=60).report(graph_of(DATA))) == len(validate(graph_of(DATA), shapes=shapes))


LEXICAL = """:S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:sparql [ sh:message "odd" ;
  sh:select "SELECT $this ?value WHERE { $this <http://x/p> ?value FILTER(STR(?value) = '7') }" ] ."""


def test_notes_of_queries_reach_every_form_of_the_report(tmp_path: Path) -> None:
    shapes, data = graph_of(HEAD + LEXICAL), as_file(tmp_path, HEAD + ":a :p 007 . :b :q 1 .")
    validator = Validator(shapes)
    first = validator.report(data)
    as_file(tmp_path, HEAD + ":a :p 007 . :b :q 2 .")
    for report in (first, validator.report(data), validate(data, shapes=shapes)):
        (note,) = report.notes
        assert "STR" in note["en"] and "STR" in note["zh"]
        assert note["en"] in report.to_text() and note["zh"] in report.to_text("zh")
        assert report.to_dict()["notes"] == [dict(note)]
        assert "canonical form" in report.to_html() and "canonical form" in report.to_markdown() and "canonical form" in report.to_sarif()
        assert report.first(0).notes == report.since(Report()).notes == report.notes
    saved = tmp_path / "report.json"
    saved.write_text(first.to_json(), encoding="utf-8")
    assert [dict(note) for note in Report.read(saved).notes] == [dict(note) for note in first.notes]


def test_one_triple_of_the_packaged_graph() -> None:
    """A dataset that is changed in place, with the packaged shapes."""
    dataset = tcgraph.load()
    store, validator = dataset.store.inner, Validator()
    whole = validator.report(dataset)
    label = min(store.quads_for_pattern(None, ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"), None), key=str)
    store.remove(label)
    report, full = validator.report(dataset), validate(dataset)
    assert text(report) == text(full) and len(report) > len(whole)
    assert whole.checked == full.checked and full.checked is not None and report.checked is not None
    assert 0 < report.checked < full.checked / 100


def test_files_with_the_packaged_shapes(tmp_path: Path) -> None:
    """These are checked with the reference graphs at hand, and only what they speak of is reported on."""
    validator, file = Validator(), tmp_path / "mine.ttl"
    prefixes = "@prefix tc: <https://w3id.org/tcgraph/ontology#> . @prefix : <http://x/> .\n"
    for body in (":a a tc:Certification . :b a tc:Certification .", ":a a tc:Certification .", ":a a tc:Certification . :c a tc:Decision ."):
        file.write_text(prefixes + body, encoding="utf-8")
        report, full = validator.report(file), validate(file)
        assert text(report) == text(full) and len(report) > 0


def test_watching_tells_each_change_and_each_mistake(tmp_path: Path) -> None:
    file, shapes = as_file(tmp_path, DATA), tmp_path / "shapes.txt.ttl"
    shapes.write_text(SHAPES, encoding="utf-8")
    seen = watch(file, shapes, interval=0.001)
    first = following(seen)
    assert text(first) == text(validate(file, shapes=shapes))
    as_file(tmp_path, DATA + ":m a :P .")
    second = following(seen)
    assert len(second) == len(first) + 1 and second.checked is not None and second.checked < 10
    as_file(tmp_path, DATA + ":m a :P")
    assert isinstance(next(seen), SyntaxDataError)
    file.unlink()
    assert isinstance(next(seen), DataError)
    as_file(tmp_path, DATA)
    assert text(following(seen)) == text(first)
    shapes.write_text(SHAPES.replace("sh:minCount", "sh:minCont"), encoding="utf-8")
    assert isinstance(next(seen), ShapesError)
    as_file(tmp_path, DATA + ":m a :P .")
    assert isinstance(next(seen), ShapesError)
    shapes.write_text(SHAPES.replace("sh:minCount 1", "sh:minCount 2"), encoding="utf-8")
    assert len(following(seen)) > len(second)


def following(seen: Iterator[Report | TcgraphError]) -> Report:
    report = next(seen)
    assert isinstance(report, Report), report
    return report


def test_a_folder_is_watched_with_what_comes_into_it(tmp_path: Path) -> None:
    shapes = graph_of(SHAPES)
    as_file(tmp_path, DATA)
    seen = watch([tmp_path], shapes, interval=0.001)
    before = len(following(seen))
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    (tmp_path / "more.ttl").write_text(HEAD + ":m a :P .", encoding="utf-8")
    assert len(following(seen)) == before + 1


@pytest.mark.parametrize(("files", "options", "said"), [([], {}, "no file"), ([graph_of("")], {}, "Graph"), (["a.ttl"], {"interval": 0}, "interval")])
def test_what_cannot_be_watched_is_refused(files: list, options: dict, said: str) -> None:
    with pytest.raises(CallError, match=said):
        watch(files, **options)
