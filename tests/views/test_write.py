"""Views as files: what comes back when networkx reads them, and the same bytes each time."""

import csv
import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import igraph
import networkx as nx
import pytest
from pyarrow import parquet

import tcgraph
from tcgraph.errors import FormatError, OutputError
from tcgraph.views import write_view

BOM = b"\xef\xbb\xbf"
VIEWS = ["cooperation", "participation"]
ENDINGS = [".graphml", ".gexf", ".csv", ".parquet"]


def attributes(graph):
    """Nodes and edges with all that is said of them, whatever the order."""
    return dict(graph.nodes(data=True)), {frozenset((a, b)): data for a, b, data in graph.edges(data=True)}


@pytest.mark.parametrize("view", VIEWS)
def test_graphml_gives_back_every_attribute(view, request, tmp_path):
    graph = request.getfixturevalue(view)
    back = nx.read_graphml(write_view(graph, tmp_path / "view.graphml"))
    assert attributes(back) == attributes(graph)
    assert not back.is_directed()
    types = {type(value) for _, data in back.nodes(data=True) for value in data.values()}
    assert types <= {str, int, bool}


@pytest.mark.parametrize("view", VIEWS)
def test_gexf_gives_back_every_attribute_and_its_type(view, request, tmp_path):
    """networkx adds the number of an edge as ``id`` and reads a weight as float, as the schema of GEXF says."""
    graph = request.getfixturevalue(view)
    back = nx.read_gexf(write_view(graph, tmp_path / "view.gexf"))
    nodes, edges = attributes(back)
    assert nodes == dict(graph.nodes(data=True))
    for data in edges.values():
        del data["id"]
    assert edges == attributes(graph)[1]
    assert all(type(data["identified"]) is bool and type(data["cooperations"]) is int for data in nodes.values() if "identified" in data)


@pytest.mark.parametrize("view", VIEWS)
def test_graphml_opens_in_igraph_with_every_attribute(view, request, tmp_path):
    """igraph has a value for every attribute of every node: absent numbers are nan, absent texts empty, absent truths false."""
    graph = request.getfixturevalue(view)
    back = igraph.Graph.Read_GraphML(str(write_view(graph, tmp_path / "view.graphml")))
    assert (back.vcount(), back.ecount()) == (len(graph), graph.number_of_edges())
    absent = {str: "", bool: False, float: None}
    for vertex in back.vs:
        found, wanted = vertex.attributes(), dict(graph.nodes[vertex["id"]], id=vertex["id"])
        assert found.items() >= wanted.items()
        assert all(value == absent[type(value)] or value != value for name, value in found.items() if name not in wanted)
    names = back.vs["id"]
    for edge in back.es:
        assert edge.attributes().items() >= graph.edges[names[edge.source], names[edge.target]].items()


@pytest.mark.parametrize("view", VIEWS)
def test_parquet_gives_back_every_attribute_of_edges_and_nodes(view, request, tmp_path):
    graph = request.getfixturevalue(view)
    file = write_view(graph, tmp_path / "view.parquet")
    for row in parquet.read_table(file).to_pylist():
        ends = row.pop("source"), row.pop("target")
        assert [row.pop(f"{side}_label") for side in ("source", "target")] == [graph.nodes[end]["label"] for end in ends]
        assert {key: value for key, value in row.items() if value is not None} == graph.edges[ends]
    nodes = parquet.read_table(tmp_path / "view.nodes.parquet").to_pylist()
    assert [row["node"] for row in nodes] == list(graph)
    assert all({k: v for k, v in row.items() if k != "node" and v is not None} == graph.nodes[row["node"]] for row in nodes)


@pytest.mark.parametrize("ending, read", [(".graphml", nx.read_graphml), (".gexf", nx.read_gexf)])
@pytest.mark.parametrize("name", ["province_links", "field_links", "organisation_fields", "industry_institute_paths"])
def test_the_other_views_come_back_too(name, ending, read, dataset, tmp_path):
    graph = tcgraph.views.VIEWS[name](dataset, province="辽宁")
    nodes, edges = attributes(read(write_view(graph, tmp_path / f"view{ending}")))
    for data in edges.values():
        data.pop("id", None)
    assert (nodes, edges) == attributes(graph)
    assert len(graph) >= 5


def test_backbone_and_decayed_weights_come_back(dataset, tmp_path):
    graph = tcgraph.views.backbone(tcgraph.views.cooperation(dataset, weight="newman", half_life=5), 0.1)
    assert attributes(nx.read_graphml(write_view(graph, tmp_path / "view.graphml"))) == attributes(graph)
    assert {type(data["significance"]) for *_, data in graph.edges(data=True)} == {float}


def test_characters_that_xml_cannot_hold_are_left_out(tmp_path):
    graph = nx.Graph(name="a\x00b")
    graph.add_node("n", label="line\x0bfeed\x1f\ufffe")
    for ending, read in ((".graphml", nx.read_graphml), (".gexf", nx.read_gexf)):
        assert read(write_view(graph, tmp_path / f"view{ending}")).nodes["n"]["label"] == "linefeed"
    assert graph.nodes["n"]["label"] == "line\x0bfeed\x1f\ufffe", "the graph itself stays as it is"


@pytest.mark.parametrize("view", VIEWS)
def test_csv_is_an_edge_list_with_labels(view, request, tmp_path):
    graph = request.getfixturevalue(view)
    content = write_view(graph, tmp_path / "view.csv").read_bytes()
    assert content.startswith(BOM), "Excel reads Chinese only with the mark"
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == graph.number_of_edges()
    for row in rows:
        ends = row.pop("source"), row.pop("target")
        assert (row.pop("source_label"), row.pop("target_label")) == tuple(graph.nodes[end]["label"] for end in ends)
        data = graph.edges[ends]
        assert row == {key: str(data.get(key, "")) for key in row}, ends
        assert data.keys() <= row.keys()


def test_csv_reads_into_networkx_through_pandas(cooperation, tmp_path):
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(write_view(cooperation, tmp_path / "view.csv"), encoding="utf-8-sig")
    back = nx.from_pandas_edgelist(frame, edge_attr=["weight", "kinds", "trust", "titles"])
    assert {frozenset((a, b)): data for a, b, data in back.edges(data=True)} == {
        frozenset((a, b)): {key: data[key] for key in ("weight", "kinds", "trust", "titles")}
        for a, b, data in cooperation.edges(data=True)}


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_view_can_be_written_and_read(dataset, tmp_path, ending):
    graph = tcgraph.views.cooperation(dataset, field="8")
    file = write_view(graph, tmp_path / f"empty{ending}")
    if ending == ".parquet":
        assert parquet.read_table(file).column_names == ["source", "source_label", "target", "target_label"]
        assert parquet.read_table(tmp_path / "empty.nodes.parquet").num_rows == 0
    elif ending == ".csv":
        assert file.read_bytes() == BOM + b"source,source_label,target,target_label\r\n"
    else:
        back = {".graphml": nx.read_graphml, ".gexf": nx.read_gexf}[ending](file)
        assert len(back) == 0


def test_labels_that_xml_must_escape_come_back(tmp_path):
    graph = nx.Graph()
    nasty = "<A> & \"B\" 'C' ]]> \U0001f680 𠮷\ttab"
    graph.add_node("http://e/?a=1&b=<2>", label=nasty, kind="x", identified=True, cooperations=1)
    graph.add_edge("http://e/?a=1&b=<2>", "http://e/2", weight=2, titles=nasty)
    for ending, read in ((".graphml", nx.read_graphml), (".gexf", nx.read_gexf)):
        back = read(write_view(graph, tmp_path / f"nasty{ending}"))
        assert back.nodes["http://e/?a=1&b=<2>"]["label"] == nasty
        assert back.edges["http://e/?a=1&b=<2>", "http://e/2"]["titles"] == nasty


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("view", VIEWS)
def test_the_same_view_gives_the_same_bytes(view, ending, dataset, request, tmp_path):
    first = write_view(request.getfixturevalue(view), tmp_path / f"first{ending}").read_bytes()
    second = write_view(tcgraph.views.VIEWS[view](dataset), tmp_path / f"second{ending}").read_bytes()
    assert first == second


def test_another_process_with_another_hash_seed_gives_the_same_bytes(cooperation, participation, tmp_path):
    script = f"""
import tcgraph, hashlib, pathlib
dataset = tcgraph.load()
for name in {VIEWS}:
    graph = tcgraph.views.VIEWS[name](dataset)
    for ending in {ENDINGS}:
        file = tcgraph.views.write_view(graph, pathlib.Path({str(tmp_path)!r}) / f"{{name}}-there{{ending}}")
        print(name, ending, hashlib.sha256(file.read_bytes()).hexdigest())
"""
    environment = os.environ | {"PYTHONHASHSEED": "4711", "PYTHONPATH": os.pathsep.join(sys.path)}
    there = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True).stdout
    here = []
    for name, graph in (("cooperation", cooperation), ("participation", participation)):
        for ending in ENDINGS:
            content = write_view(graph, tmp_path / f"{name}-here{ending}").read_bytes()
            here.append(f"{name} {ending} {hashlib.sha256(content).hexdigest()}")
    assert there.split("\n")[:-1] == here


def test_gexf_carries_no_date_of_writing(cooperation, tmp_path):
    assert b"lastmodified" not in write_view(cooperation, tmp_path / "view.gexf").read_bytes()


@pytest.mark.parametrize("name", ["view.png", "view.json", "view", "graphml"])
def test_an_unknown_ending_names_the_known_ones_and_writes_nothing(name, cooperation, tmp_path):
    with pytest.raises(FormatError, match=rf"{name}: a view is written as \.graphml, \.gexf, \.csv, \.parquet, by the ending"):
        write_view(cooperation, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_the_ending_may_be_in_capitals(cooperation, tmp_path):
    assert len(nx.read_gexf(write_view(cooperation, tmp_path / "VIEW.GEXF"))) == len(cooperation)


def test_a_missing_folder_is_made_and_a_folder_in_the_way_is_an_error(cooperation, tmp_path):
    assert write_view(cooperation, tmp_path / "new" / "deeper" / "view.csv").is_file()
    (tmp_path / "folder.gexf").mkdir()
    with pytest.raises(OutputError, match=r"folder\.gexf: Is a directory\. Nothing was written there\."):
        write_view(cooperation, tmp_path / "folder.gexf")
    assert not list(Path(tmp_path).glob("**/*.part"))
