"""How things and lists are named to a question, and which questions are refused because of it."""

import pytest

from tcgraph.errors import BindingError, UnknownListError, UnknownThingError
from tcgraph.questions import questions

OLD, NEW = "https://w3id.org/tcgraph/id/roster/bzmgsviz2hr54", "https://w3id.org/tcgraph/id/roster/ep6oto536g7on"
OF_TWO = sorted(name for name, one in questions().items() if {"older", "newer"} <= {p.name for p in one.parameters})
OF_ONE = sorted(name for name, one in questions().items() if any(p.name == "roster" for p in one.parameters))


def test_all_parameters_that_mean_a_list_are_declared_as_one() -> None:
    assert len(OF_TWO) == 5 and OF_ONE == ["center_ranks", "location_quotients", "specialisation_of_province"]
    for one in questions().values():
        for parameter in one.parameters:
            assert (parameter.type == "tc:Roster") == (parameter.name in ("older", "newer", "roster")), one.name


@pytest.mark.parametrize("name", [29, "29", " 29", "第29批名单", "roster of batch 29", "第29批", "batch 29", NEW, "roster:ep6oto536g7on"])
def test_a_list_is_named_by_batch_label_or_identifier(dataset, name) -> None:
    assert dataset.find_one(str(name), "tc:Roster") == NEW
    found = dataset.answer("field_growth", older=26, newer=name)
    assert found == dataset.answer("field_growth", older="26", newer="29") and set(found["newer"]) == {NEW}


@pytest.mark.parametrize("question", OF_TWO)
@pytest.mark.parametrize(("older", "newer", "batch"), [(27, 29, 27), (26, "28", 28), ("28", "27", 28), (99, 100, 99)])
def test_a_list_that_the_data_do_not_hold_is_refused_by_every_question(dataset, question, older, newer, batch) -> None:
    with pytest.raises(UnknownListError, match=rf"^The data hold no full list of batch {batch}, only of 26, 29\.$") as caught:
        dataset.answer(question, older=older, newer=newer)
    assert caught.value.known == ["26", "29"] and isinstance(caught.value, UnknownThingError)


@pytest.mark.parametrize("question", OF_ONE)
@pytest.mark.parametrize("name", ["2023-03-15", "第27批名单", "roster:none", "", "http://[", "https://w3id.org/tcgraph/id/batch/none"])
def test_what_names_no_list_is_refused(dataset, question, name) -> None:
    with pytest.raises(UnknownListError, match=r"(?s)no full list named .*, only of 26, 29\. A list is named by the number of its batch, its label or its IRI\."):
        dataset.answer(question, roster=name, **({"province": "辽宁"} if question == "specialisation_of_province" else {}))


@pytest.mark.parametrize("question", OF_TWO)
@pytest.mark.parametrize(("older", "newer"), [(29, 26), (26, 26), ("第29批名单", "29")])
def test_lists_the_wrong_way_round_are_refused(dataset, question, older, newer) -> None:
    with pytest.raises(BindingError, match=rf"The question {question} goes from older to newer: newer={newer} is not after older={older}\.") as caught:
        dataset.answer(question, older=older, newer=newer)
    assert caught.value.parameter == "newer"


@pytest.mark.parametrize("question", sorted(n for n, one in questions().items() if any(p.follows == "since" for p in one.parameters)))
def test_days_and_years_the_wrong_way_round_are_refused_and_the_same_is_not(dataset, ask, question) -> None:
    given = ask.parameters(question)
    early, late = given["since"], given["until"]
    with pytest.raises(BindingError, match=f"goes from since to until: until={early} is before since={late}"):
        dataset.answer(question, **given | {"since": late, "until": early})
    dataset.answer(question, **given | {"since": late, "until": late})


def test_years_are_compared_as_numbers(dataset) -> None:
    assert len(dataset.answer("partners_of_province", province="辽宁", since=999, until=10000)) > 0


def test_an_optional_parameter_may_be_left_out(dataset) -> None:
    whole = dataset.answer("partners_of_province", province="辽宁")
    assert set(whole["since"]) == set(whole["until"]) == set(whole["kind"]) == {None}


def test_a_store_without_lists_says_so(tmp_path) -> None:
    import tcgraph

    with tcgraph.open(tmp_path / "store") as empty, pytest.raises(UnknownListError, match=r"no full list of batch 26, and no other\."):
        empty.answer("field_growth", older=26, newer=29)


def test_short_ids_are_taken_wherever_a_thing_is_named(dataset) -> None:
    liaoning = dataset.find_one("辽宁", "tc:Place")
    short = "place:" + liaoning.rpartition("/")[2]
    assert dataset.find(short) == dataset.find(liaoning) and dataset.find_one(short, "tc:Place") == liaoning
    assert dataset.answer("centers_in_province", province=short, on="2023-03-15").one().located == 47
    assert dataset.why(short).thing == liaoning
    with pytest.raises(UnknownThingError, match="No thing named 'place:none'"):
        dataset.find_one("place:none")


def test_a_cooperation_is_named_by_its_title(dataset) -> None:
    row = next(iter(dataset.answer("cooperations_of", organisation="沈阳鼓风机集团股份有限公司")))
    assert (row.cooperation, row.title, "https://w3id.org/tcgraph/ontology#Cooperation") in dataset.find(str(row.title))
    assert dataset.find_one("cooperation:" + str(row.cooperation).rpartition("/")[2]) == row.cooperation


def test_a_name_with_a_colon_is_no_short_id(dataset) -> None:
    title = "LearnDA: Learnable Knowledge-Guided Data Augmentation for Event Causality Identification"
    assert dataset.find_one(title, "tc:Cooperation").startswith("https://w3id.org/tcgraph/id/cooperation/")


def test_a_term_is_named_by_its_local_name_where_nothing_has_that_name(dataset) -> None:
    for name in ("JointAward", "tc:JointAward", "joint award", "共同获奖"):
        assert dataset.find_one(name, "tc:CooperationKind") == "https://w3id.org/tcgraph/ontology#JointAward"
    with pytest.raises(UnknownThingError, match="looked for as tc:CooperationKind"):
        dataset.find_one("Enterprise", "tc:CooperationKind")
