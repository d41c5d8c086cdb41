"""Asking: names in any spelling, and errors that say what to do."""

import datetime as dt

import pytest

from tcgraph.errors import AmbiguousNameError, BindingError, CallError, QueryError, UnknownQuestionError, UnknownThingError

LIAONING = "https://w3id.org/tcgraph/id/place/gdd5elpulxyvz"


def test_unknown_question_offers_the_nearest(dataset) -> None:
    with pytest.raises(UnknownQuestionError, match=r"No question named 'centers_in_provinse'\. Did you mean 'centers_in_province'") as caught:
        dataset.answer("centers_in_provinse")
    assert "centers_in_province" in caught.value.known and isinstance(caught.value, LookupError)


def test_unknown_question_with_nothing_near_says_where_they_are_listed(dataset) -> None:
    with pytest.raises(UnknownQuestionError, match=r"No question named 'xyz'\..*`tcgraph questions` lists them\."):
        dataset.answer("xyz")


def test_unknown_parameter_is_named_with_those_there_are(dataset) -> None:
    with pytest.raises(BindingError, match=r"The question centers_in_province has no parameter 'date'; it has: on, province\.") as caught:
        dataset.answer("centers_in_province", province="辽宁", date="2023-03-15")
    assert caught.value.parameter == "date"
    with pytest.raises(BindingError, match=r"The question rosters has no parameter 'on'; it has: none\."):
        dataset.answer("rosters", on="2023-03-15")


def test_missing_parameter_is_named_with_its_type_and_meaning(dataset) -> None:
    with pytest.raises(BindingError, match=r"The question centers_in_province needs on=… \(xsd:date: the day asked about, YYYY-MM-DD / 所问日期\)\.") as caught:
        dataset.answer("centers_in_province", province="辽宁")
    assert caught.value.parameter == "on"


@pytest.mark.parametrize("day", ["2023-02-30", "15.3.2023", "", "yesterday", "2023", None, 20230315.5])
def test_bad_date_is_shown_with_the_right_form(dataset, day: object) -> None:
    with pytest.raises(BindingError, match=r"centers_in_province needs on as xsd:date, not .*A date is YYYY-MM-DD, a number has digits only\."):
        dataset.answer("centers_in_province", province="辽宁", on=day)


def test_date_may_be_a_date_or_its_text(dataset) -> None:
    spoken, typed = (dataset.answer("centers_in_province", province="辽宁", on=day) for day in ("2023-03-15", dt.date(2023, 3, 15)))
    assert spoken == typed


def test_moment_in_time_counts_as_its_day(dataset) -> None:
    moment = dataset.answer("centers_in_province", province="辽宁", on=dt.datetime(2023, 3, 15, 8))
    assert moment.one().located == 47


@pytest.mark.parametrize("name", ["辽宁", "辽宁省", "Liaoning", "CN-LN", "210000", LIAONING])
def test_place_is_found_by_each_of_its_names_and_codes(dataset, name: str) -> None:
    assert dataset.find_one(name, "tc:Place") == LIAONING


def test_unknown_place_offers_the_nearest(dataset) -> None:
    with pytest.raises(UnknownThingError, match=r"No thing named '辽宁市'\. Did you mean '辽宁' or '辽宁省'.*\? It was looked for as tc:Place\.") as caught:
        dataset.answer("centers_in_province", province="辽宁市", on="2023-03-15")
    assert caught.value.name == "辽宁市"


@pytest.mark.parametrize("name", ["", " ", "沈阳", "http://example.org/nowhere", "http://not an iri", "\"} DROP ALL #", "a\nb", "😀"])
def test_name_of_nothing_is_an_unknown_thing_whatever_it_holds(dataset, name: str) -> None:
    with pytest.raises(UnknownThingError, match="No thing named"):
        dataset.find_one(name, "tc:Place")


def test_ambiguous_name_lists_its_candidates_with_their_identifiers(dataset) -> None:
    with pytest.raises(AmbiguousNameError, match=r"(?s)'东北' may mean 2 things; give the IRI of one:\n  <https://.*东北（国家统计局四大地区）") as caught:
        dataset.answer("ranking_in_region", region="东北", on="2023-03-15")
    assert len(caught.value.candidates) == 2 and all(iri.startswith("https://") for iri, _ in caught.value.candidates)


def test_name_of_another_kind_of_thing_is_unknown(dataset) -> None:
    with pytest.raises(UnknownThingError, match="looked for as tc:Place"):
        dataset.find_one("沈阳兴齐眼药股份有限公司", "tc:Place")


@pytest.mark.parametrize("name", ["沈阳飞机工业(集团)有限公司", "沈阳飞机工业（集团）有限公司", "沈阳飞机工业（集团) 有限公司"])
def test_enterprise_is_found_with_brackets_of_either_width(dataset, name: str) -> None:
    assert dataset.find_one(name, "tc:Enterprise") == dataset.find_one("沈阳飞机工业(集团)有限公司")


@pytest.mark.parametrize("number", ["29", 29])
def test_batch_is_found_by_its_number(dataset, number: object) -> None:
    assert len(dataset.answer("certified_in_batch", batch=number)) == 5


def test_things_come_with_label_and_class_in_order(dataset) -> None:
    found = dataset.find("辽宁")
    assert found == sorted(found) and (LIAONING, "辽宁省", "https://w3id.org/tcgraph/ontology#Province") in found


def test_kind_that_is_no_term_is_an_error(dataset) -> None:
    with pytest.raises(CallError, match="No term named 'zz:Place'"):
        dataset.find("辽宁", "zz:Place")


def test_question_without_evidence_has_none(dataset) -> None:
    assert dataset.answer("rosters").evidence() is None


def test_answer_knows_its_question_and_bindings(dataset) -> None:
    answer = dataset.answer("centers_in_province", province="辽宁", on="2023-03-15")
    assert answer.question.name == "centers_in_province"
    assert answer.bindings == {"province": f"<{LIAONING}>", "on": '"2023-03-15"^^<http://www.w3.org/2001/XMLSchema#date>'}


def test_error_of_syntax_points_at_line_and_column(dataset) -> None:
    with pytest.raises(QueryError, match=r"(?s)The query does not parse: line 2, column \d+: .*\n    WHERE \{ \?s \?p \}\n +\^"):
        dataset.select("SELECT ?s\nWHERE { ?s ?p }")


@pytest.mark.parametrize(("verb", "query", "message"), [
    ("select", "ASK {}", "This is no SELECT query"), ("ask", "SELECT * {}", "This is no ASK query"),
    ("construct", "ASK {}", "This is no CONSTRUCT or DESCRIBE query"), ("select", "CONSTRUCT WHERE { ?s ?p ?o }", "This is no SELECT query"),
])  # fmt: skip
def test_query_of_another_form_is_refused_with_the_right_verb(dataset, verb: str, query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        getattr(dataset, verb)(query)


def test_binding_of_a_variable_that_is_not_projected_is_an_error(dataset) -> None:
    with pytest.raises(QueryError, match="The query cannot be run with these bindings"):
        dataset.select("SELECT ?p { ?s ?p ?o } LIMIT 1", s=LIAONING)


def test_binding_of_what_is_no_term_is_an_error(dataset) -> None:
    with pytest.raises(BindingError, match=r"\[1\] \(list\) cannot be bound; give a str, number, date or RDF term"):
        dataset.select("SELECT ?s { ?s ?p ?o } LIMIT 1", s=[1])
