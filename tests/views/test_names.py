"""Who is meant: names in ``why`` and ``ego``, kinds by label; and what a roll-up counts within a filter."""

import pytest

from tcgraph import views
from tcgraph.columns import from_store
from tcgraph.errors import AmbiguousNameError, CallError, UnknownThingError


def test_why_takes_names_in_both_languages(dataset, cooperation):
    one, other = dataset.find_one("清华大学"), dataset.find_one("北京大学")
    wanted = views.why(cooperation, one, other)
    assert wanted and views.why(cooperation, "清华大学", "peking university") == wanted == views.why(cooperation, other, "Tsinghua University")


def test_why_takes_fields_by_label(world):
    dataset = world.dataset('e:s rdfs:label "新材料"@zh , "new materials"@en . e:t rdfs:label "生物"@zh . e:f1 tc:activeInField e:s . e:f2 tc:activeInField e:t . ',
                            world.cooperation("a", "f1 f2", 2000))
    assert [one.iri for one in views.why(views.field_links(dataset), "New Materials", "生物")] == ["http://e/a"]


def test_why_takes_short_names_of_provinces(dataset):
    provinces = views.province_links(dataset)
    pairs = {(a, b): weight for a, b, weight in provinces.edges(data="weight")}
    a, b = max(pairs, key=pairs.__getitem__)
    assert len(views.why(provinces, provinces.nodes[a]["label_en"], provinces.nodes[b]["label"].removesuffix("市").removesuffix("省"))) == pairs[a, b]
    with pytest.raises(UnknownThingError, match="Lioning.*Did you mean 'Liaoning'"):
        views.why(provinces, "Lioning", "Beijing")
    with pytest.raises(UnknownThingError, match="no node of this view"):
        views.why(provinces, "大连", "Beijing")  # a city is no node, though the dataset knows it


def test_why_by_name_needs_no_dataset(world):
    dataset = world.dataset(world.organisations("f1 u1"), world.cooperation("a", "f1 u1", 2000))
    view = views.cooperation(dataset)
    columns = views.cooperation(from_store(dataset.store))
    del dataset
    for made in (view, columns):
        assert [one.iri for one in views.why(made, "名f1", " name  U1 ")] == ["http://e/a"]


def test_a_name_of_several_nodes_is_ambiguous_and_lists_them(world):
    dataset = world.dataset('e:f1 rdfs:label "同名"@zh . e:f2 rdfs:label "同名"@zh . ', world.cooperation("a", "f1 f2 f3", 2000), world.organisations("f3"))
    for source in (dataset, from_store(dataset.store)):
        with pytest.raises(AmbiguousNameError, match=r"'同名' may mean 2 things.*\n.*http://e/f1>  同名\n.*http://e/f2>"):
            views.why(views.cooperation(source), "同名", "名f3")
        with pytest.raises(AmbiguousNameError):
            views.ego(source, "同名")
    with pytest.raises(UnknownThingError):
        views.why(views.cooperation(dataset), "", "名f3")


@pytest.mark.parametrize("spelling", ["JointAward", "jointaward", "tc:JointAward", "https://w3id.org/tcgraph/ontology#JointAward", "joint award", "Joint-Award",
                                      "JOINT_AWARD", "共同获奖", " 共同 获奖 "])
def test_kinds_in_every_spelling(dataset, spelling):
    assert views.participation(dataset, kind=spelling).graph["kinds"] == "JointAward"
    assert views.participation(dataset, kind=[spelling, "创办企业"]).graph["kinds"] == "Founding; JointAward"


@pytest.mark.parametrize("kind, hint", [("共获奖", "Did you mean '共同获奖'"), ("jont award", "Did you mean 'joint award'"), ("", "Known: JointAward"), ("奖", "Known: JointAward")])
def test_a_kind_that_is_not_known_names_all_in_both_languages(dataset, kind, hint):
    with pytest.raises(CallError, match=hint) as error:
        views.cooperation(dataset, kind=kind)
    assert all(part in str(error.value) for part in ("JointPublication (合作发表, joint publication)", "Founding (创办企业, founding)"))


def test_a_rating_that_nothing_has_names_those_there_are(dataset, world):
    with pytest.raises(CallError, match="No cooperation is rated 'goo'. Known: 'good', .*'medium'"):
        views.cooperation(dataset, trust="goo")
    assert len(views.cooperation(world.dataset(), trust="goo")) == 0, "where nothing is rated there is nothing to tell a slip from"


PARENTS = "e:i1 tc:partOf e:u1 . e:i2 tc:partOf e:u1 . e:i3 tc:partOf e:u1 , e:u2 . e:i4 tc:partOf e:u2 . "


@pytest.fixture
def rolled(world):
    """2000: f1 with i1 and i2 of u1. 2010: f1 with i3 of two, and with i4. Of each an award but the last."""
    return world.dataset(PARENTS, world.organisations("f1 i1 i2 i3 i4 u1 u2"), world.cooperation("a", "f1 i1 i2 u1", 2000), world.cooperation("b", "f1 i1", 2000),
                         world.cooperation("c", "f1 i3", 2010), world.cooperation("d", "f1 i4", 2010, kind="Founding"))


@pytest.mark.parametrize("filters, counts", [
    ({}, (3, 2, 1)), ({"until": 2005}, (2, 2, 0)), ({"since": 2005}, (1, 0, 1)), ({"kind": "Founding"}, (1, 0, 0)), ({"kind": "joint award", "since": 2005}, (0, 0, 1)),
    ({"since": 2020}, (0, 0, 0))])
@pytest.mark.parametrize("view", ["cooperation", "participation", "parallel_links"])
def test_a_roll_up_counts_what_is_shown(rolled, view, filters, counts):
    before, after = (views.view(rolled, view, {**filters, "roll_up": flag}).graph for flag in (False, True))
    assert tuple(after[key] for key in ("rolled_up", "merged_by_roll_up", "several_parents")) == counts
    assert before["participations"] - after["participations"] == counts[1]


def test_slices_of_a_roll_up_count_each_for_itself(rolled):
    found = views.slices(rolled, roll_up=True)
    assert {year: tuple(found[year].graph[key] for key in ("rolled_up", "merged_by_roll_up", "several_parents")) for year in (2000, 2005, 2010)} == {
        2000: (2, 2, 0), 2005: (0, 0, 0), 2010: (1, 0, 1)}


def test_since_after_until_is_refused_whatever_the_view(dataset):
    """A cooperation of 2005 to 2021 touches both 2010 and 2020: a network of such ones is nothing that anybody meant."""
    for name in views.VIEWS:
        if "since" in views.parameters(name):
            with pytest.raises(CallError, match="since=2020 is after until=2010: no year lies between"):
                views.view(dataset, name, {"since": 2020, "until": 2010} | ({"organisation": "清华大学"} if name == "ego" else {}))


@pytest.mark.parametrize("name", [name for name in views.VIEWS if name != "ego"])
def test_one_organisation_cooperations_and_loops_make_no_edges(world, name):
    """x: f1 twice, y: u1 alone, z: nobody; a laboratory that is part of itself."""
    dataset = world.dataset(world.organisations("f1 u1"), world.cooperation("x", "f1 f1", -3), world.cooperation("y", "u1", 20133), world.cooperation("z", ""),
                            "e:u1 tc:partOf e:u1 . e:f1 tc:continues e:f1 . ")
    view = views.view(dataset, name, {})
    if name == "participation":
        assert view.number_of_edges() == 2 and view.graph["absurd_years"] == 2
    else:
        assert view.number_of_edges() == 0
    assert set(view) >= ({"http://e/f1", "http://e/u1"} if name in ("cooperation", "participation", "parallel_links", "organisation_fields") else set())
