"""Participants in the graph: one outcome per printed name, with method and evidence, whatever the order of the rows."""

import csv
import random
from collections import Counter
from decimal import Decimal

import pytest

from tcgraph import resources
from tcgraph.build.graphs import GraphBuilder
from tcgraph.build.participants import organisation_index, participants_graph
from tcgraph.build.sources import Sources
from tcgraph.build.units import conclude
from tcgraph.errors import SourceError
from tcgraph.identity import mint
from tcgraph.identity.organisations import THRESHOLD
from tcgraph.names import normal_form
from tcgraph.scores import score
from tcgraph.scores.participants import draw
from tcgraph.vocab import TC, expand

FOREIGN_OR_SHARED = [
    "Northeastern University", "Soochow University", "Wuyi University", "China University of Geosciences", "中国石油大学", "Institute of Computing Technology",
    "Carnegie Mellon University", "University of Sydney", "Baidu", "Tencent", "Lenovo", "清华大学深圳研究生院", "Hikvision Research America",
]  # fmt: skip


@pytest.fixture(scope="module")
def sources() -> Sources:
    return Sources(resources.sources(), resources.rules())


@pytest.fixture(scope="module")
def graph(sources) -> GraphBuilder:
    return participants_graph(sources, conclude(sources).units)


@pytest.fixture(scope="module")
def index(sources):
    return organisation_index(sources, conclude(sources).units)


def objects(graph: GraphBuilder, predicate: str) -> list[tuple[str, str]]:
    return [(s, o) for s, p, o in graph.statements if p == f"<{expand(predicate)}>"]


def test_each_participation_has_one_participant_and_one_identification(sources, graph) -> None:
    count = len(sources["participations"].rows)
    for predicate, place in (("tc:participant", 0), ("tc:mention", 1)):
        found = Counter(pair[place] for pair in objects(graph, predicate))
        assert len(found) == count and set(found.values()) == {1}


def test_each_printed_name_has_one_outcome(sources, graph) -> None:
    names = {normal_form(row["name"]) for row in sources["participations"].rows}
    assert len(objects(graph, "tc:identifiedAs")) == len(names)


def test_nothing_is_merged_below_the_threshold(graph) -> None:
    values = [Decimal(o.split('"')[1]) for _, o in objects(graph, "tc:confidence")]
    assert values and min(values) >= THRESHOLD


def test_each_method_used_is_defined(sources, graph) -> None:
    defined = {f"<{mint('method', row['id'])}>" for row in sources.rules("methods")}
    assert {o for _, o in objects(graph, "tc:usesMethod")} <= defined


def test_named_organisation_is_one_that_was_not_identified(graph) -> None:
    named = {s for s, o in objects(graph, "rdf:type") if o == f"<{TC.NamedOrganisation}>"}
    methods = {f"<{mint('method', method)}>" for method in ("as-named", "folded-name")}
    undecided = {s for s, o in objects(graph, "tc:usesMethod") if o in methods}
    assert named == {o for s, o in objects(graph, "tc:identifiedAs") if s in undecided}


@pytest.mark.parametrize("name", FOREIGN_OR_SHARED)
def test_foreign_shared_and_unlisted_names_stay_undecided(index, name: str) -> None:
    assert index.find(name) is None


@pytest.mark.parametrize(("name", "key"), [
    ("Huawei", ("enterprise", "华为技术有限公司")), ("China University of Petroleum (East China)", ("university", "中国石油大学（华东）")),
    ("中国地质大学(武汉)", ("university", "中国地质大学（武汉）")), ("Tsinghua University", ("university", "清华大学")),
    ("Pengcheng Lab", ("institute", "https://ror.org/03qdqbt06")),
])  # fmt: skip
def test_known_names_are_found(index, name: str, key: tuple[str, str]) -> None:
    assert index.find(name).organisation == mint(*key)


def test_each_reviewed_decision_is_complete_and_takes_effect(sources, index) -> None:
    for row in sources.rules("organisation-names"):
        assert all(row[column] for column in ("reason", "decided_by", "decided")) and row.day("decided"), row
        found = index.find(row["name"])
        assert found is not None and found.confidence == row["confidence"], f"{row['name']}: its organisation is on no list, or it is not needed"


def folded(graph: GraphBuilder) -> dict[str, set[str]]:
    """Named organisations by label, with their other names."""
    named = {s for s, o in objects(graph, "rdf:type") if o == f"<{TC.NamedOrganisation}>"}
    labels = {s: o for s, o in objects(graph, "rdfs:label") if s in named}
    assert len(labels) == len(named)
    found: dict[str, set[str]] = {label.split('"')[1]: set() for label in labels.values()}
    for s, o in objects(graph, "skos:altLabel"):
        if s in named:
            found[labels[s].split('"')[1]].add(o.split('"')[1])
    return found


def test_printings_of_a_firm_are_one_organisation_under_the_most_frequent(graph) -> None:
    found = folded(graph)
    assert len(found) == 723 and sum(map(bool, found.values())) == 40
    assert found["Tencent"] == {"Tencent Inc", "Tencent Inc."} and found["Alibaba Group"] == {"Alibaba Group Inc."}
    assert found["JD.com"] == {"JD.COM", "JD.COM Inc", "JD.com Inc.", "JD.com, Inc."} and found["MEGVII"] == {"Megvii Inc", "Megvii Inc."}
    assert found["SenseTime Group Limited"] == {"SenseTime Group"} and found["SenseTime"] == found["Meituan Group"] == set()
    assert {"Technology Inc.", "Tencent Holdings Limited", "Tencent AI Lab", "JD", "Alibaba Group Holding Limited"} <= found.keys()


def test_of_equally_frequent_printings_the_first_is_the_label(few_sources_copy) -> None:
    names = ["Made Up Ltd", "Made Up Inc.", "made up", "Made Up Inc.", "Made Up Ltd", "Other Ltd"]
    few_sources_copy.edit("participations", lambda rows: [{**row, "name": name} for row, name in zip(rows, names, strict=False)])
    made = participants_graph(Sources(few_sources_copy.folder, few_sources_copy.rules), [])
    assert folded(made) == {"Made Up Ltd": {"Made Up Inc.", "made up"}, "Other Ltd": set()}


def test_folding_says_on_what_it_rests(graph) -> None:
    by_method = {s for s, o in objects(graph, "tc:usesMethod") if o == f"<{mint('method', 'folded-name')}>"}
    evidence = Counter(s for s, _ in objects(graph, "tc:evidence") if s in by_method)
    assert len(by_method) == 781 - 723 and set(evidence.values()) == {2}, "a participation of either printing"
    assert {o.split('"')[1] for s, o in objects(graph, "tc:confidence") if s in by_method} == {"0.94"}


def test_identifier_does_not_depend_on_which_printing_is_frequent(graph) -> None:
    assert f"<{mint('organisation', 'tencent')}>" in {s for s, o in objects(graph, "rdfs:label") if o == '"Tencent"@en'}


def test_kind_of_a_name_not_identified_says_no_more_than_the_source(sources, graph) -> None:
    index = organisation_index(sources, [])
    stated = {row["name"] for row in sources["participations"].rows if row["stated_kind"] == "university"}
    assert "Northeastern University" in stated and index.find("Northeastern University") is None
    kinds = dict(objects(graph, "tc:statedKind"))
    labels = {o.split('"')[1]: s for s, o in objects(graph, "rdfs:label")}
    assert kinds[labels["Northeastern University"]] == '"university or institute"' == kinds[labels["Soochow University"]]
    assert kinds[labels["Tencent"]] == '"enterprise"' and '"university"' not in kinds.values()


@pytest.mark.parametrize(("row", "problem"), [
    ("GmbH & Co,en,", "'GmbH & Co' is not one word"), ("SARL,fr,", "language 'fr'; it is one of zh, en"), (",en,", "'' is not one word"),
])  # fmt: skip
def test_legal_form_that_cannot_be_one_is_refused_with_its_row(few_sources_copy, row: str, problem: str) -> None:
    file = few_sources_copy.rules / "legal-forms.csv"
    file.write_text(f"form,language,note\n{row}\n", encoding="utf-8")
    with pytest.raises(SourceError, match=problem) as caught:
        organisation_index(Sources(few_sources_copy.folder, few_sources_copy.rules), [])
    assert caught.value.row == 2 and "legal-forms.csv" in caught.value.file


def test_parts_give_no_other_name_to_the_whole(graph) -> None:
    names = {o for _, o in objects(graph, "skos:altLabel")}
    assert '"Huawei"@en' in names and not any("Hikvision Research" in name or "Noah" in name for name in names)


def test_order_of_rows_changes_nothing(sources_copy) -> None:
    def made() -> set:
        fresh = Sources(sources_copy.folder, sources_copy.rules)
        return set(participants_graph(fresh, conclude(fresh).units).statements)

    before = made()
    sources_copy.edit("participations", lambda rows: random.Random(1).sample(rows, len(rows)))
    sources_copy.edit("institutes", lambda rows: rows[::-1]).edit("organisation-hierarchy", lambda rows: rows[::-1])
    assert made() == before


@pytest.mark.parametrize(("name", "problem"), [("", "no name"), ("字" * 500, "500 characters"), ("—", "neither letter nor digit")])
def test_name_that_can_be_none_is_refused_with_its_row(few_sources_copy, name: str, problem: str) -> None:
    few_sources_copy.edit("participations", lambda rows: [rows[0], {**rows[1], "name": name}, *rows[2:]])
    fresh = Sources(few_sources_copy.folder, few_sources_copy.rules)
    with pytest.raises(SourceError, match=problem) as caught:
        participants_graph(fresh, [])
    assert caught.value.row == 3 and "participations.csv" in caught.value.file


def test_decision_made_twice_is_refused_with_its_row(few_sources_copy) -> None:
    file = few_sources_copy.rules / "organisation-names.csv"
    row = "清华,清华大学,short name,tcgraph developers,2026-11-22,0.95,\n"
    file.write_text(file.read_text(encoding="utf-8") + row * 2, encoding="utf-8")
    fresh = Sources(few_sources_copy.folder, few_sources_copy.rules)
    with pytest.raises(SourceError, match="decided twice"):
        organisation_index(fresh, [])


def test_labelled_set_is_the_one_that_was_drawn(sources, root) -> None:
    with (root / "data" / "labelled" / "participants.csv").open(encoding="utf-8", newline="") as file:
        labelled = list(csv.DictReader(file))
    assert [(r["name"], r["drawn_from"], r["part"]) for r in labelled] == list(draw(sources["participations"].rows))
    assert all(row["organisation"] and row["reason"] for row in labelled)


def test_scores_are_no_worse_than_when_the_rules_were_written() -> None:
    found = {result.part: result for result in score("participants")}
    for part in ("test", "development"):
        assert found[part].precision >= 0.98 and found[part].recall >= 0.9
        assert found[f"{part}, rules alone"].precision >= 0.98 and found[f"{part}, rules alone"].recall >= 0.85
