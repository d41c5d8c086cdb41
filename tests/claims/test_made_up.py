"""Made-up claims about a country that is small enough to count by hand."""

import datetime as dt

import pytest

import tcgraph
from tcgraph import Verdict
from tcgraph.claims.knowledge import Period

CONFIRMED, WITHIN, CONTRADICTED, UNDECIDED = Verdict.CONFIRMED, Verdict.WITHIN_BOUNDS, Verdict.CONTRADICTED, Verdict.UNDECIDED


@pytest.mark.parametrize(("place", "value", "expected", "difference"), [
    ("east", 4, CONFIRMED, None), ("east", 5, CONTRADICTED, 1), ("east", 3, CONTRADICTED, -1), ("east", 40, CONTRADICTED, 36),
    ("west", 3, CONFIRMED, None), ("port", 0, CONFIRMED, None), ("port", 1, CONTRADICTED, 1), ("north", 7, CONFIRMED, None),
    ("land", 7, CONFIRMED, None), ("land", 8, CONTRADICTED, 1),
])
def test_centers_on_a_day_with_a_list_are_the_rows_of_the_list(verdict, place, value, expected, difference):
    checked = verdict("TotalCenters", value, place=place, batch=4)
    assert (checked.verdict, checked.difference, checked.basis) == (expected, difference, "rows")
    assert checked.low == checked.high == len(checked.evidence)


def test_the_same_without_a_batch_as_long_as_no_later_list_can_be_out(verdict):
    assert verdict("TotalCenters", 4).verdict is CONFIRMED
    assert verdict("TotalCenters", 4, day="2004-12-31").verdict is CONFIRMED
    for later in ("2005-01-01", "2030-06-01"):
        checked = verdict("TotalCenters", 4, day=later)
        assert (checked.verdict, checked.low, checked.high) == (UNDECIDED, None, None)
        assert "last one in the data" in checked.text("en")
        assert "最后一份名单" in checked.text("zh")


@pytest.mark.parametrize(("value", "expected", "difference"), [(2, WITHIN, None), (4, WITHIN, None), (1, CONTRADICTED, -1)])
def test_between_two_lists_title_periods_bound_the_centers(verdict, value, expected, difference):
    """On that day a, b are certain; c may have left already, d may not be certified yet; e is of a later batch."""
    checked = verdict("TotalCenters", value, batch=2, day="2002-06-01")
    assert (checked.verdict, checked.difference, checked.low, checked.high) == (expected, difference, 2, 4)
    assert {e.label: e.role for e in checked.evidence} == {"a": "certain", "b": "certain", "c": "possible", "d": "possible"}


def test_units_that_came_and_went_between_two_lists_are_allowed_for_as_far_as_notices_do(verdict):
    """Batch 2 certified four, none of which is known for sure to be seen: so up to four more than the rows show."""
    assert verdict("TotalCenters", 4, batch=2, day="2002-06-01").unseen == 4
    assert verdict("TotalCenters", 8, batch=2, day="2002-06-01").verdict is UNDECIDED
    beyond = verdict("TotalCenters", 9, batch=2, day="2002-06-01")
    assert (beyond.verdict, beyond.difference) == (CONTRADICTED, 1)


def test_a_list_whose_day_is_not_known_can_be_out_already(verdict):
    """Without the notice of batch 3 its two new centers can have come and gone as well; without their number nothing bounds them."""
    assert verdict("TotalCenters", 3, batch=2, day="2002-06-01").unseen == 4
    assert verdict("TotalCenters", 3, batch=2, day="2002-06-01", without="ex:n3 a tc:Notice").unseen == 6
    open_ = verdict("TotalCenters", 50, batch=2, day="2002-06-01", without="ex:f-NewCenters2 a tc:NoticeFigure")
    assert (open_.verdict, open_.unseen) == (UNDECIDED, None)


def test_what_no_row_tells_of_keeps_equal_bounds_from_confirming(verdict):
    """No row shows a sub-center of batch 2, and its notice counts one: none at all is possible, and no more than that."""
    checked = verdict("NewSubCenters", 0, batch=2)
    assert (checked.verdict, checked.low, checked.high, checked.unseen) == (WITHIN, 0, 0, 1)
    assert verdict("NewSubCenters", 2, batch=2).difference == 1


@pytest.mark.parametrize(("day", "batch"), [("2000-06-01", None), ("2000-06-01", 0), ("2001-06-01", 0)])
def test_before_the_first_list_nothing_is_decided_and_the_reason_is_given(verdict, day, batch):
    checked = verdict("TotalCenters", 3, day=day, batch=batch, more="ex:b0 a tc:Batch ; tc:batchNumber 0 .")
    assert (checked.verdict, checked.low, checked.basis) == (UNDECIDED, None, "")
    assert "older than the oldest roster in the data (roster 1)" in checked.text("en")
    assert "早于数据中最早的名单（第1批名单）" in checked.text("zh")


def test_sub_centers_that_later_lists_do_not_print_are_presumed_to_go_on_and_that_is_said(verdict):
    checked = verdict("TotalUnits", 5, batch=4)
    assert (checked.verdict, checked.low, checked.high, checked.unseen) == (CONFIRMED, 4, 5, None)
    assert "presumed" in checked.text("en")
    assert "推定" in checked.text("zh")
    assert [e.label for e in checked.evidence if e.role == "presumed"] == ["s"]
    assert verdict("TotalUnits", 4, batch=4).verdict is WITHIN
    assert verdict("TotalUnits", 6, batch=4).verdict is UNDECIDED
    assert verdict("TotalUnits", 3, batch=4).verdict is CONTRADICTED


def test_new_centers_of_the_list_of_the_batch(verdict):
    """e is of batch 4 by another page's word; d is not, by that page's count."""
    checked = verdict("NewCenters", 1, batch=4)
    assert (checked.verdict, checked.low, checked.high, checked.unseen) == (CONFIRMED, 1, 1, 0)
    assert verdict("NewCenters", 2, batch=4).difference == 1
    assert verdict("NewCenters", 1, batch=4, place="west").verdict is WITHIN
    assert verdict("NewCenters", 2, batch=4, place="west").difference == 1


def test_a_page_does_not_confirm_its_own_count_but_that_what_it_names_exists(verdict, make):
    """Without the page's own word d, too, can be of batch 4; that e is, its name there tells."""
    own = f"<{make.news}>"
    checked = verdict("NewCenters", 1, batch=4, source=own)
    assert (checked.verdict, checked.low, checked.high) == (WITHIN, 1, 2)
    assert "claim's own page" in checked.text("en")
    assert verdict("NewCenters", 0, batch=4, source=own).difference == -1
    assert verdict("TotalCenters", 3, batch=3, day="2003-06-01", source="<http://example.org/claim>").low == 3
    assert verdict("TotalCenters", 3, batch=3, day="2003-06-01", source=own).low == 2


def test_new_centers_of_a_batch_without_rows(verdict):
    checked = verdict("NewCenters", 2, batch=2, place="east")
    assert (checked.verdict, checked.low, checked.high, checked.unseen) == (UNDECIDED, 0, 1, 4)
    assert verdict("NewCenters", 6, batch=2, place="east").difference == 1
    assert verdict("NewCenters", 2, batch=9, place="east", more="ex:b9 a tc:Batch ; tc:batchNumber 9 .").verdict is UNDECIDED
    assert "names no batch" in verdict("NewCenters", 2).text("en")


def test_undecided_rows_and_titles_won_again_can_be_new(verdict, make):
    undecided = make.unit("u", "west", "", "8", start="/2004-01-01", end="2004-01-02/")
    assert verdict("NewCenters", 2, batch=4, place="west", more=undecided).high == 2
    again = """ex:p-f2 a tc:TitlePeriod ; tc:periodOf ex:f ; tc:heldAs tc:CenterEntry ; tc:startNotBefore "2001-01-02"^^xsd:date ;
        tc:startNotAfter "2004-01-01"^^xsd:date ; tc:endNotBefore "2004-01-02"^^xsd:date ."""
    assert verdict("NewCenters", 2, batch=4, place="west", more=again).high == 2


def test_the_annex_of_the_first_list_is_complete(verdict):
    assert verdict("NewCenters", 1, batch=1, place="west", day="2001-06-01").verdict is CONFIRMED
    assert verdict("NewCenters", 1, batch=1, place="east", day="2001-06-01").difference == 1


@pytest.mark.parametrize(("place", "stated", "value", "bounds", "expected"), [
    ("east", "rank among East and West", 1, (1, 2), WITHIN), ("east", "在东省和西省中的名次", 2, (1, 2), WITHIN),
    ("east", "rank in North", 3, (1, 2), CONTRADICTED), ("east", "rank", 1, (None, None), UNDECIDED),
    ("east", "rank in Northern areas", 1, (None, None), UNDECIDED),
])
def test_ranks_are_bounded_by_the_bounds_of_the_places(verdict, place, stated, value, bounds, expected):
    """East has one for sure; West has one or none: so East is first, or tied, which may be told as second."""
    checked = verdict("RankByNewCenters", value, place=place, batch=4, stated=stated)
    assert ((checked.low, checked.high), checked.verdict) == (bounds, expected)
    if bounds[0]:
        assert "perhaps tied with West" in checked.text("en")


def test_a_figure_of_the_notice_that_is_cited_confirms(verdict):
    checked = verdict("TotalCenters", 8, place="land", batch=3, day="2003-01-01", source='"No. 3"')
    assert (checked.verdict, checked.basis, checked.low, checked.high) == (CONFIRMED, "figure", 8, 8)
    assert "the notice that the claim cites states 8 itself" in checked.text("en")
    assert "9 + 2 + 2 + 0 − 3 = 10 = 8 + 2" in checked.text("en")
    assert verdict("TotalCenters", 9, place="land", batch=3, day="2003-01-01", source='"No. 3"').difference == 1
    assert verdict("TotalCenters", 6, place="land", batch=3, day="2003-01-01", source='"No. 3"').difference == -2


def test_figures_taken_from_the_page_of_the_claim_are_set_aside_with_all_that_follows_from_them(verdict):
    """Notice 3 is known from that page only: what it says is the claim over again."""
    checked = verdict("TotalSubCenters", 2, place="land", batch=3, day="2003-06-01", source="<http://example.org/page/3>")
    assert (checked.verdict, checked.basis, checked.unseen) == (UNDECIDED, "", None)
    assert not [e for e in checked.evidence if e.role == "figure"]


def test_the_balance_gives_a_number_that_no_notice_states(verdict):
    """5 centers and 1 sub-center on list 1, 4 and 1 new, 9 and 2 after: none revoked."""
    checked = verdict("RevokedUnits", 0, place="land", batch=2, day="2002-01-01")
    assert (checked.verdict, checked.basis) == (CONFIRMED, "arithmetic")
    assert "5 + 1 + 4 + 1 − 0 = 11 = 9 + 2" in checked.text("en")
    assert verdict("RevokedUnits", 2, place="land", batch=2, day="2002-01-01").difference == 2


def test_figures_that_the_rows_do_not_allow_are_pointed_out(verdict, make):
    few = make.figure("TotalCenters", 2, 1).replace("f-TotalCenters2", "f-0wrong")
    checked = verdict("TotalCenters", 1, place="land", batch=2, day="2002-06-01", source='"No. 2"', more=few)
    assert checked.low == 1
    assert "the rows of the rosters allow 4–" in checked.text("en")


def test_lost_and_renamed_units_are_bounded_by_events(verdict):
    lost = "ex:l a tc:Delisting ; tc:concernsUnit ex:c ; tc:citesNotice ex:n4 .\n"
    assert verdict("RevokedUnits", 1, batch=4, more=lost).verdict is WITHIN
    assert verdict("RevokedUnits", 2, batch=4, more=lost).verdict is UNDECIDED
    assert verdict("RenamedUnits", 1, batch=4, more=lost).high == 0
    renamed = "ex:m a tc:Renaming ; tc:concernsUnit ex:a ; tc:citesNotice ex:n4 .\n"
    assert verdict("RenamedUnits", 1, batch=4, more=renamed).low == 0
    assert verdict("RevokedUnits", 1, batch=1, more=lost).low is None


@pytest.mark.parametrize(("measure", "value", "about", "said"), [
    ("Patents", 3, {}, "cannot be counted"), ("TotalCenters", "many", {}, "no whole number"), ("TotalCenters", 3, {"place": "moon"}, "not in the data"),
    ("TotalCenters", 3, {"day": ""}, "states no day"), ("EvaluatedGood", 3, {"batch": 4}, "cannot be counted"),
])
def test_what_cannot_be_checked_is_not_decidable_for_that_reason(verdict, measure, value, about, said):
    checked = verdict(measure, value, **about)
    assert (checked.verdict, checked.difference, checked.basis) == (UNDECIDED, None, "")
    assert said in checked.text("en")
    assert checked.text("zh").startswith("无法判定：")


def test_a_claim_with_nothing_but_its_class_is_undecided(country):
    [checked] = tcgraph.check_claims(country("ex:bare a tc:Claim ."))
    assert (checked.name, checked.verdict) == ("bare", UNDECIDED)


def test_claims_are_ordered_and_chosen_by_name(country, make):
    dataset = country(make.claim("TotalCenters", 4, name="y"), make.claim("TotalCenters", 5, name="x"))
    assert [one.name for one in tcgraph.check_claims(dataset)] == ["x", "y"]
    assert [one.value for one in tcgraph.check_claims(dataset, "y", "http://example.org/x")] == [4, 5]
    with pytest.raises(tcgraph.errors.UnknownThingError, match=r"No thing named 'z'. Known: x, y."):
        tcgraph.check_claims(dataset, "z")


def test_an_empty_dataset_has_no_claims():
    assert tcgraph.check_claims(tcgraph.Dataset(tcgraph.store.MemoryStore())) == []


def test_periods_are_half_open_and_hold_for_all_days_or_for_one():
    """Begun between 2 and 4 June, ended (first day without) between 8 and 10 June."""
    june = [dt.date(2001, 6, 1) + dt.timedelta(days=n) for n in range(12)]
    period = Period("p", "u", "k", (june[2], june[4]), (june[8], june[10]))
    certain = [n for n, day in enumerate(june) if period.certain(day, day)]
    possible = [n for n, day in enumerate(june) if period.possible(day, day)]
    assert (certain, possible) == ([4, 5, 6, 7], [2, 3, 4, 5, 6, 7, 8, 9])
    assert period.certain(june[4], june[7])
    assert not period.certain(june[3], june[7])
    assert not period.certain(june[4], june[8])
    assert period.possible(june[0], june[2])
    assert not period.possible(june[10], june[11])
