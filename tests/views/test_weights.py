"""Weights, decay, odd years and odd participations against numbers counted by hand."""

import pytest

from tcgraph import views
from tcgraph.errors import CallError


@pytest.fixture
def three(world):
    """x: f1 f2 u1 in 2020; y: f1 u1 in 2010; z: f1 alone in 2015; w: u1 i1 without a year."""
    return world.dataset(world.organisations("f1 f2 u1 i1"), world.cooperation("x", "f1 f2 u1", 2020), world.cooperation("y", "f1 u1", 2010),
                         world.cooperation("z", "f1", 2015), world.cooperation("w", "u1 i1"))


@pytest.mark.parametrize("weight, shared, lone", [("count", 2, 1), ("newman", 1.5, 0.5), ("fractional", 1 + 1 / 3, 1 / 3)])
def test_weights_by_hand(three, world, weight, shared, lone):
    view = views.cooperation(three, weight=weight)
    found = world.edges(view)
    assert found.keys() == {("f1", "f2"), ("f1", "u1"), ("f2", "u1"), ("i1", "u1")}
    assert (found["f1", "u1"], found["f1", "f2"], found["f2", "u1"]) == pytest.approx((shared, lone, lone))
    assert found["i1", "u1"] == 1
    assert view.graph["weight"] == weight
    assert world.edges(view, "count") == (dict.fromkeys(found) if weight == "count" else
                                          {pair: 2 if pair == ("f1", "u1") else 1 for pair in found})


def test_the_newman_strength_of_an_organisation_is_the_number_of_its_cooperations_with_others(three):
    """Newman 2001, equation 3: each shared paper adds up to one for each of its authors."""
    view = views.cooperation(three, weight="newman")
    assert dict(view.degree(weight="weight")) == pytest.approx({"http://e/f1": 2, "http://e/f2": 1, "http://e/u1": 3, "http://e/i1": 1})


def test_decay_by_half_life(three, world):
    view = views.cooperation(three, half_life=5)
    assert (view.graph["reference_year"], view.graph["half_life"]) == (2020, 5)
    assert world.edges(view) == {("f1", "u1"): 1 + 0.25, ("f1", "f2"): 1, ("f2", "u1"): 1}
    assert view.graph["undated_unweighed"] == 1
    assert "http://e/i1" in view, "who cannot be weighed stays a node"
    earlier = views.cooperation(three, half_life=5, reference_year=2015, weight="newman")
    assert world.edges(earlier) == {("f1", "u1"): 0.5}
    assert earlier.graph["after_reference"] == 1


def test_a_cooperation_that_goes_on_after_the_reference_year_does_not_age(world):
    dataset = world.dataset(world.cooperation("x", "f1 f2", 2010, 2030), world.cooperation("y", "f1 f2", 2000, 2010))
    view = views.cooperation(dataset, half_life=10, reference_year=2020)
    assert world.edges(view) == {("f1", "f2"): 1.5}


@pytest.mark.parametrize("options, text", [
    ({"weight": "jaccard"}, r"No weight 'jaccard'\. Known: count .*newman .*fractional"), ({"half_life": 0}, "half_life=0"),
    ({"half_life": float("nan")}, "half_life=nan"), ({"half_life": -1}, "number above 0"), ({"reference_year": 2020}, "give half_life too")])
def test_weights_that_mean_nothing_are_refused(three, options, text):
    with pytest.raises(CallError, match=text):
        views.cooperation(three, **options)


def test_what_is_shown_and_left_out_is_counted(three):
    whole = views.cooperation(three).graph
    assert {key: whole[key] for key in ("cooperations", "participations", "alone", "undated", "repeated", "not_organisations")} == {
        "cooperations": 4, "participations": 8, "alone": 1, "undated": 1, "repeated": 0, "not_organisations": 0}
    part = views.cooperation(three, since=2012).graph
    assert (part["cooperations"], part["undated"], part["undated_left_out"], part["since"]) == (2, 0, 1, 2012)


def test_repeated_participations_count_once_and_make_no_self_loop(world):
    view = views.cooperation(world.dataset(world.cooperation("x", "f1 f1 u1", 2000), world.cooperation("y", "f1 f1", 2001)))
    assert world.edges(view) == {("f1", "u1"): 1}
    assert world.nodes(view, "cooperations") == {"f1": 2, "u1": 1}
    assert (view.graph["repeated"], view.graph["alone"]) == (2, 1)


def test_a_participant_that_is_a_literal_is_left_out_and_counted(world):
    view = views.cooperation(world.dataset(world.cooperation("x", "f1 u1"), 'e:p tc:inCooperation e:x ; tc:participant "某公司" .'))
    assert world.edges(view) == {("f1", "u1"): 1}
    assert view.graph["not_organisations"] == 1


def test_a_cooperation_without_kind_title_or_trust_is_shown(world):
    dataset = world.dataset("e:1 tc:inCooperation e:c ; tc:participant e:f1 . e:2 tc:inCooperation e:c ; tc:participant e:f2 .")
    edge = views.cooperation(dataset).edges["http://e/f1", "http://e/f2"]
    assert edge == {"weight": 1, "kinds": "", "trust": "", "titles": ""}
    assert views.participation(dataset).nodes["http://e/c"] == {"label": "", "kind": "", "trust": "", "bipartite": 1}
    assert len(views.cooperation(dataset, kind="JointAward")) == 0


@pytest.mark.parametrize("first, last, years, note", [
    ("2010", "2012", (2010, 2012), None), ('"2010"^^xsd:gYear', '"2011"^^xsd:gYear', (2010, 2011), None), ('"2010"', "2011", (2010, 2011), None),
    ("2010", None, (2010, 2010), None), (None, "2010", (2010, 2010), None), ("2012", "2010", (2010, 2012), "reversed_years"),
    ("-5", "-5", (None, None), "absurd_years"), ("20133", "20133", (None, None), "absurd_years"), ("2010", "20133", (2010, 2010), "absurd_years"),
    ('"about 1999"', "2000", (2000, 2000), "absurd_years"), ("99999999999999999999", "0", (None, None), "absurd_years"), ("2010.0", "2011", (2011, 2011), "absurd_years"),
    ("2010 , 2008", "2012 , 2014", (2008, 2014), None), ("true", "false", (None, None), "absurd_years")])
def test_odd_years(world, first, last, years, note):
    dataset = world.dataset(world.cooperation("x", "f1 f2"), f"e:x tc:firstYear {first} ." if first else "", f"e:x tc:lastYear {last} ." if last else "")
    view = views.cooperation(dataset)
    edge = view.edges["http://e/f1", "http://e/f2"]
    assert (edge.get("first_year"), edge.get("last_year")) == years
    assert [key for key in ("absurd_years", "reversed_years") if view.graph[key]] == ([note] if note else [])
    assert view.graph["undated"] == (years[0] is None)
    assert len(views.cooperation(dataset, since=1000, until=2999)) == (0 if years[0] is None else 2)


@pytest.mark.parametrize("since, until, there", [(None, 10**12, True), (-10**12, None, True), (10**12, None, False), (None, -10**12, False), (2000, 2000, True)])
def test_absurd_bounds_of_time_are_no_error(world, since, until, there):
    dataset = world.dataset(world.cooperation("x", "f1 f2", 2000))
    assert len(views.cooperation(dataset, since=since, until=until)) == 2 * there


def test_sums_do_not_depend_on_the_order_of_the_data(world, tmp_path):
    parts = [world.cooperation(f"c{n}", " ".join(f"f{k}" for k in range(2 + n % 7))) for n in range(40)]
    one = views.cooperation(world.dataset(*parts), weight="newman")
    other = views.cooperation(world.dataset(*reversed(parts)), weight="newman")
    assert list(one.edges(data=True)) == list(other.edges(data=True)), "to the last digit"


def test_titles_are_the_first_three_by_iri_whatever_the_order(world):
    view = views.cooperation(world.dataset(*(world.cooperation(name, "f1 f2") for name in ("d", "b", "a", "c"))))
    assert world.edges(view, "titles") == {("f1", "f2"): "title a | title b | title c"}
