"""``tcgraph view``: every view by name, in both languages, and what is completed."""

import networkx as nx
import polars as pl
import pytest

from tcgraph import views
from tcgraph.cli import app
from tcgraph.words import translated


@pytest.fixture(scope="module")
def own(tmp_path_factory, run):
    """A store with a few things of each kind, so that nothing large is loaded."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "own.ttl").write_text("""@prefix tc: <https://w3id.org/tcgraph/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix e: <http://e/> .
        e:x tc:cooperationKind tc:JointAward ; tc:firstYear 2010 . e:p1 tc:inCooperation e:x ; tc:participant e:f1 . e:p2 tc:inCooperation e:x ; tc:participant e:u1 .
        e:y tc:cooperationKind tc:Founding . e:q1 tc:inCooperation e:y ; tc:participant e:f1 . e:q2 tc:inCooperation e:y ; tc:participant e:u1 .
        e:f1 a tc:Enterprise ; rdfs:label "企业"@zh . e:u1 a tc:University ; rdfs:label "大学"@zh . e:c1 a tc:TechnologyCenter ; tc:unitOf e:f1 ; tc:formerlyUnitOf e:f0 .
        e:i1 tc:partOf e:u1 . e:f1 tc:continues e:f0 .""", encoding="utf-8")
    assert run("--store", folder / "store", "load", folder / "own.ttl").code == 0
    return folder / "store"


@pytest.mark.parametrize(("arguments", "nodes", "edges"), [
    (["cooperation", "--kind", "joint award"], 2, 1), (["parallel_links"], 2, 2), (["parallel_links", "--kind", "创办企业"], 2, 1), (["hierarchy"], 4, 2),
    (["hierarchy", "--former"], 5, 3), (["hierarchy", "--no-units"], 2, 1), (["succession"], 2, 1), (["ego", "--organisation", "大学"], 2, 1)])
def test_views_by_name(run, own, tmp_path, arguments, nodes, edges):
    file = tmp_path / "view.graphml"
    done = run("--store", own, "view", *arguments, "-o", file)
    assert (done.code, done.out) == (0, "") and done.err.endswith(f"{file}: {nodes} nodes, {edges} edges.\n")
    back = nx.read_graphml(file)
    assert (len(back), back.number_of_edges(), back.is_directed()) == (nodes, edges, arguments[0] in ("hierarchy", "succession"))


def test_messages_in_chinese_and_of_an_empty_network(run, own, tmp_path):
    done = run("--store", own, "--language", "zh", "view", "cooperation", "-o", tmp_path / "x.csv")
    assert done.err.endswith("x.csv：2 个节点，1 条边。\n")
    assert run("--store", own, "view", "cooperation", "--language", "zh", "--until", "1990", "-o", tmp_path / "x.csv").err.endswith("0 条边。没有符合筛选条件的内容。\n")
    assert run("--store", own, "view", "succession", "--since", "1990", "-o", tmp_path / "x.parquet").err.endswith("0 nodes, 0 edges. Nothing passes the filters.\n")
    assert pl.read_parquet(tmp_path / "x.parquet").height == 0


@pytest.mark.parametrize(("arguments", "said"), [
    (["hierarchy", "--kind", "JointAward"], "The view hierarchy takes no kind. It takes: province, field, units, former."),
    (["cooperation", "--former"], "The view cooperation takes no former."), (["successsion"], "Did you mean 'succession'?"),
    (["parallel_links", "--backbone", "0.05"], "The backbone is of undirected graphs without parallel edges"),
    (["cooperation", "--kind", "共同得奖"], "Did you mean '共同获奖'?"), (["cooperation", "--since", "2011", "--until", "2010"], "since=2011 is after until=2010"),
    (["ego", "--organisation", "大雪"], "Did you mean '大学'?")])
def test_what_is_not_there_is_told_and_nothing_written(run, own, tmp_path, arguments, said):
    done = run("--store", own, "view", *arguments, "-o", "x.gexf", cwd=tmp_path)
    assert done.code == 2 and said in done.err and not list(tmp_path.iterdir())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_tells_of_each_view(capsys, monkeypatch, language):
    monkeypatch.setenv("TCGRAPH_LANGUAGE", language)
    app(["view", "--help"], prog_name="tcgraph", standalone_mode=False)
    text = "".join(capsys.readouterr().out.split())
    assert views.ABOUT.keys() == views.VIEWS.keys()
    for name, about in views.ABOUT.items():
        said = translated(about, language, "help")
        assert (said != about) is (language == "zh") and name in text and "".join(said.split()) in text


def test_names_and_kinds_are_completed():
    from tcgraph.cli.write import _complete_kind, _complete_view

    assert [name for name, _ in _complete_view("p")] == ["participation", "province_links", "parallel_links"]
    assert {code for _, code in _complete_kind("共")} == {"JointAward", "JointPlatform"} and ("joint award", "JointAward") in _complete_kind("Joint")
