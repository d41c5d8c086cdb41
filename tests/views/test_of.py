"""Whom a province's enterprises work with: the filter ``of``, and reasons with their sources, of parts too."""

import networkx as nx
import pytest

import tcgraph
from tcgraph import views
from tcgraph.errors import CallError


def parties(dataset) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    query = """PREFIX tc: <https://w3id.org/tcgraph/ontology#>
        SELECT ?cooperation ?party WHERE { ?x tc:inCooperation ?cooperation ; tc:participant ?party }"""
    for row in dataset.select(query):
        found.setdefault(row.cooperation, set()).add(row.party)
    return found


@pytest.mark.parametrize(("kind", "cls"), [("enterprise", "Enterprise"), ("高校", "University"), ("Institute", "ResearchInstitute")])
def test_somebody_of_the_kind_lies_in_the_province(dataset, kind: str, cls: str) -> None:
    all_parties, of_class = parties(dataset), set(dataset.select(f"""PREFIX tc: <https://w3id.org/tcgraph/ontology#>
        SELECT ?x WHERE {{ ?x a tc:{cls} }}""").column("x"))
    anybody = views.parallel_links(dataset, province="辽宁")
    found = views.parallel_links(dataset, province="辽宁", of=kind)
    shown = {key for *_, key in found.edges(keys=True)}
    assert shown <= {key for *_, key in anybody.edges(keys=True)}
    assert all(all_parties[one] & of_class for one in shown), "each has somebody of the kind"


def test_fewer_cooperations_than_of_anybody(dataset) -> None:
    counts = {kind: views.cooperation(dataset, province="辽宁", of=kind).graph["cooperations"] for kind in (None, "enterprise", "university")}
    assert 0 < counts["enterprise"] < counts[None] and 0 < counts["university"] < counts[None]
    assert counts[None] <= counts["enterprise"] + counts["university"] + 5, "others of Liaoning are few"


def test_place_field_and_kind_are_those_of_one_organisation(tmp_path) -> None:
    made = tcgraph.Dataset(tcgraph.store.MemoryStore())
    made.update("""PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX : <http://x/> INSERT DATA {
        :e a tc:Enterprise ; tc:activeInField :f . :u a tc:University ; tc:locatedIn :here . :g a tc:Enterprise ; tc:locatedIn :here .
        :here a tc:Province . :f a tc:TechnologyField .
        :p1 tc:inCooperation :c ; tc:participant :e . :p2 tc:inCooperation :c ; tc:participant :u .
        :p3 tc:inCooperation :d ; tc:participant :g . :p4 tc:inCooperation :d ; tc:participant :u }""")
    columns = made.columns

    def count(**filters: str) -> object:
        return views.cooperation(columns, **filters).graph["cooperations"]

    assert count(province="http://x/here") == 2
    assert count(province="http://x/here", of="enterprise") == 1
    assert count(province="http://x/here", field="http://x/f") == 0, "who lies there does not work in it"
    assert count(of="enterprise") == 2 and count(of="institute") == 0


def test_unknown_kind_of_organisation_names_the_known_ones(dataset) -> None:
    with pytest.raises(CallError, match=r"No kind of organisation 'firm'. Known: enterprise \(企业\), university"):
        views.cooperation(dataset, of="firm")


def test_years_that_are_no_numbers_and_several_places_are_refused(dataset) -> None:
    with pytest.raises(CallError, match="since='2015': give a year as a whole number"):
        views.cooperation(dataset, since="2015")
    with pytest.raises(CallError, match="give one name"):
        views.cooperation(dataset, province=["辽宁", "吉林"])


def test_reasons_say_where_they_are_stated_and_who_takes_part(dataset) -> None:
    view = views.cooperation(dataset, province="辽宁", of="enterprise")
    for one, other in view.edges:
        for reason in views.why(view, one, other):
            stated = dataset.select(f"""PREFIX dcterms: <http://purl.org/dc/terms/>
                SELECT ?s WHERE {{ <{reason.iri}> dcterms:source|dcterms:bibliographicCitation ?s }}""").column("s")
            assert sorted(stated) == sorted(reason.sources) != []
            assert [view.nodes[iri]["label"] for iri in reason.organisations] == list(reason.names)


@pytest.mark.parametrize("part", [
    lambda view, nodes: view.subgraph(nodes), lambda view, nodes: nx.subgraph_view(view, filter_node=nodes.__contains__)])
def test_parts_of_a_view_know_their_reasons(dataset, part) -> None:
    view = views.cooperation(dataset, since=2015)
    nodes = max(nx.connected_components(view), key=len)
    piece = part(view, nodes)
    one, other = next(iter(piece.edges))
    assert views.why(piece, one, other) == views.why(view, one, other) != []
    with pytest.raises(CallError, match="this is a copy or another graph"):
        views.why(view.to_networkx(), one, other)


def test_tables_for_pandas(dataset) -> None:
    pytest.importorskip("pandas")
    for view in (views.cooperation(dataset, since=2015), views.parallel_links(dataset, since=2015), views.hierarchy(dataset)):
        nodes, edges = view.to_pandas()
        assert len(nodes) == view.number_of_nodes() and len(edges) == view.number_of_edges()
        assert list(nodes["node"]) == list(view) and {"source", "target"} <= set(edges.columns)
    assert str(views.cooperation(dataset).to_pandas()[1]["first_year"].dtype) == "Int64"


def test_all_names_are_found_by_completion() -> None:
    assert set(views.__all__) <= set(dir(views))
