"""The figures published about the packaged data."""

import pytest

import tcgraph
from tcgraph import Verdict


@pytest.fixture(scope="module")
def checked(dataset):
    return {one.name: one for one in tcgraph.check_claims(dataset)}


def test_each_claim_has_one_verdict_bounds_and_a_sentence_in_both_languages(checked, csv_rows):
    assert sorted(checked) == sorted(row["id"] for row in csv_rows("claims"))
    for one in checked.values():
        assert one.text("zh").startswith(one.verdict.label("zh"))
        assert one.text("en").lower().startswith(one.verdict.label("en"))
        assert one.text("zh") != one.text("en")
        assert (one.low is None) == (one.high is None)
        assert one.low is None or one.low <= one.high
        assert (one.difference is not None) == (one.verdict is Verdict.CONTRADICTED)
        assert all("{" not in text and "None" not in text for text in one.sentence)


@pytest.mark.parametrize(("name", "verdict", "low", "high"), [
    ("liaoning-2023-total", Verdict.CONFIRMED, 44, 47), ("liaoning-29-new", Verdict.WITHIN_BOUNDS, 5, 10),
    ("china-27-centers", Verdict.CONFIRMED, 1636, 1636), ("china-28-revoked", Verdict.CONFIRMED, 142, 142),
    ("china-29-centers", Verdict.CONFIRMED, 1714, 1714), ("jiangsu-24-total", Verdict.UNDECIDED, None, None),
    ("shaanxi-24-total", Verdict.UNDECIDED, None, None), ("sichuan-2023-total", Verdict.UNDECIDED, 87, 89),
])
def test_the_verdicts(checked, name, verdict, low, high):
    assert (checked[name].verdict, checked[name].low, checked[name].high) == (verdict, low, high)


def test_the_three_sub_centers_are_named_and_presumed(checked):
    """44 rows of the list of batch 29 and three sub-centers that only the list of batch 26 prints."""
    one = checked["liaoning-2023-total"]
    roles = [e.role for e in one.evidence]
    assert (roles.count("certain"), roles.count("presumed")) == (44, 3)
    for name in ("大连中远海运重工有限公司", "东风朝阳朝柴动力有限公司", "特变电工沈阳变压器集团有限公司"):
        assert name in one.text("zh")


def test_the_five_are_named(checked, csv_rows):
    one = checked["liaoning-29-new"]
    assert {e.label for e in one.evidence if e.role == "certain"} == {row["enterprise_name"] for row in csv_rows("certifications-news")}
    assert "(positions 293 to 296; the position of 1 is not known)" in one.text("en")


def test_the_rank_rests_on_what_the_neighbours_can_have(checked):
    """First, or tied with one that can have as many: the news page's own count is not used for it."""
    one = checked["liaoning-29-rank"]
    assert (one.verdict, one.low, one.high) == (Verdict.WITHIN_BOUNDS, 1, 2)
    assert "perhaps tied with Heilongjiang" in one.text("en")


def test_the_balance_is_written_out(checked):
    for name in ("china-27-centers", "china-27-subcenters", "china-28-centers", "china-28-subcenters", "china-28-revoked"):
        assert "1,636 + 108 + 101 + 3 − 142 = 1,706 = 1,601 + 105" in checked[name].text("zh")


def test_a_figure_from_the_page_of_the_claim_confirms_nothing(checked):
    """The 113 sub-centers of notice 29 are known from the page that the claim gives."""
    one = checked["china-29-subcenters"]
    assert one.verdict is Verdict.UNDECIDED
    assert not [e for e in one.evidence if e.role == "figure"]


def test_evidence_is_in_the_graph(checked, dataset):
    for one in checked.values():
        for e in one.evidence[:3]:
            assert dataset.ask("ASK { ?thing ?p ?o }", thing=e.iri) or dataset.ask(f"ASK {{ <{e.iri}> ?p ?o }}")
