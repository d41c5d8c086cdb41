"""``nodes(data=...)`` and ``edges(data=...)`` answer as networkx does, from columns where one attribute is asked for."""

import pickle

import networkx as nx
import pytest

from tcgraph import views

MADE = {
    "cooperation": {"province": "辽宁", "weight": "newman"}, "participation": {"province": "辽宁"}, "hierarchy": {"province": "辽宁"}, "succession": {},
    "parallel_links": {"province": "辽宁"},
}  # fmt: skip
ABSENT = ["first_year", "province", "no such attribute", None, 3]


@pytest.fixture(params=MADE)
def view(request, dataset):
    return views.view(dataset, request.param, MADE[request.param])


@pytest.mark.parametrize("data", ["label", "kind", *ABSENT])
@pytest.mark.parametrize("default", [None, "none"])
def test_one_attribute_of_nodes(view, data, default):
    plain = view.to_networkx()
    mine, theirs = view.nodes(data=data, default=default), plain.nodes(data=data, default=default)
    assert isinstance(mine, nx.classes.reportviews.NodeDataView)
    assert list(mine) == list(theirs) and len(mine) == len(theirs) and str(mine) == str(theirs) and repr(mine) == repr(theirs)
    node, value = next(iter(theirs))
    assert mine[node] == theirs[node] and node in mine and (node, value) in mine and (node, "other") not in mine and "nobody" not in mine
    assert list(view.nodes.data(data, default)) == list(theirs) and dict(mine) == dict(theirs)
    assert mine & {(node, value)} == {(node, value)} and list(pickle.loads(pickle.dumps(mine))) == list(theirs)
    assert not view.filled, "no dictionary was needed"
    with pytest.raises(KeyError):
        mine["nobody"]
    with pytest.raises(nx.NetworkXError, match="slicing"):
        mine[:2]


@pytest.mark.parametrize("data", ["weight", "kinds", "relation", *ABSENT])
@pytest.mark.parametrize("default", [None, 7])
def test_one_attribute_of_edges(view, data, default):
    plain = view.to_networkx()
    mine, theirs = view.edges(data=data, default=default), plain.edges(data=data, default=default)
    assert isinstance(mine, type(theirs))
    assert list(mine) == list(theirs) and len(mine) == len(theirs)
    assert list(view.edges.data(data, default)) == list(theirs)
    assert not view.filled or view.is_multigraph()
    edge = next(iter(theirs))
    assert edge in mine and (edge[0], edge[1], "other") not in mine and (edge[0], "nobody", 1) not in mine
    assert repr(mine) == repr(theirs) and list(pickle.loads(pickle.dumps(mine))) == list(theirs)


def test_all_attributes(view):
    plain = view.to_networkx()
    edges = list(view.edges(data=True))
    assert edges == list(plain.edges(data=True)) and ("_adj" not in vars(view) or view.is_multigraph())
    one, other, bag = edges[0]
    assert view.get_edge_data(one, other) is bag or view.is_multigraph(), "the same dictionaries as everywhere"
    assert dict(view.nodes(data=True)) == dict(plain.nodes(data=True)) and view.nodes[one] == plain.nodes[one]
    assert list(view.edges([one], data="weight")) == list(plain.edges([one], data="weight"))
    assert list(view.edges([one])) == list(plain.edges([one])) and view.nodes() is view.nodes and view.nodes(data=False) is view.nodes
