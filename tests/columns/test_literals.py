"""Typed literals: which texts are literals of their datatype, what numbers they are, how they compare.

Judges are ``decimal``, ``datetime`` and rdflib where they are right, else the text of XSD 1.1 part 2, named in the test.
"""

import math
import struct
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import numpy as np
import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tcgraph.columns import Columns, Literals, from_ntriples
from tcgraph.columns.text import escape

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def typed(form: str, datatype: str) -> str:
    iri = datatype if ":" in datatype else XSD + datatype
    return f'"{escape(form)}"^^<{iri}>'


def of(*terms: str) -> tuple[Literals, list[int]]:
    columns = from_ntriples("".join(f"<http://x/{i}> <http://x/p> {term} .\n" for i, term in enumerate(terms)).encode())
    ids = columns.terms.ids(terms)
    assert (ids >= 0).all()
    return columns.terms.literals, ids.tolist()


def order(left: str, right: str) -> int:
    literals, ids = of(left, right)
    forth = int(literals.compare(np.array(ids[:1]), np.array(ids[1:]))[0])
    back = int(literals.compare(np.array(ids[1:]), np.array(ids[:1]))[0])
    assert back == (2 if forth == 2 else -forth), "the order is the same from both sides"
    return forth


def good(form: str, datatype: str) -> bool:
    literals, ids = of(typed(form, datatype))
    return bool(literals.well_formed[ids[0]])


LEXICAL = {
    "boolean": ("true false 1 0", "TRUE True yes 2 01"),
    "integer": ("0 -0 +5 007 123456789012345678901234567890", "1.0 1e3 0x1 - + ١ 1_000 １"),
    "decimal": ("1 1. .5 -0.0 +3.14 00.10", ". 1e5 INF NaN 1,5 --1 1.2.3 1_0.0"),
    "double": ("1 1.5e10 -1E-5 INF -INF +INF NaN .5 5. 1e999", "inf nan +NaN -NaN Infinity 1e 1e1.5 e5 0x1p3 1_0"),
    "float": ("1 1.5e10 INF NaN", "Inf 1f"),
    "byte": ("-128 127 +127 000", "128 -129 200 1.0"),
    "short": ("-32768 32767", "32768 -32769"),
    "int": ("-2147483648 2147483647", "2147483648 -2147483649"),
    "long": ("-9223372036854775808 9223372036854775807", "9223372036854775808 99999999999999999999999"),
    "unsignedByte": ("0 255 -0 +1", "256 -1"),
    "unsignedShort": ("65535", "65536 -1"),
    "unsignedInt": ("4294967295", "4294967296 -1"),
    "unsignedLong": ("18446744073709551615", "18446744073709551616 -1"),
    "nonNegativeInteger": ("0 -0 99999999999999999999999", "-1 -99999999999999999999999"),
    "positiveInteger": ("1 +1", "0 -0 -1"),
    "nonPositiveInteger": ("0 +0 -1", "1 +1"),
    "negativeInteger": ("-1", "0 -0 1"),
    "date": ("2024-02-29 2000-02-29 0000-02-29 -0004-02-29 2021-12-31Z 2021-01-01+14:00 2021-01-01-13:59 12345-01-01",
             "2023-02-29 1900-02-29 2021-02-30 2021-04-31 2021-13-01 2021-00-01 2021-01-00 21-01-01 02021-01-01 2021-1-1 +2021-01-01 "
             "20210101 2021-01-01+14:01 2021-01-01+15:00 2021-01-01z 2021-01-01T00:00:00 -100-02-29"),
    "dateTime": ("2021-01-01T00:00:00 2021-01-01T24:00:00 2021-01-01T24:00:00.000 2021-01-01T23:59:59.123456789012Z 2021-01-01T10:00:00-14:00",
                 "2021-01-01 2021-01-01T24:00:01 2021-01-01T24:00:00.001 2021-01-01T25:00:00 2021-01-01T10:60:00 2021-01-01T10:00:60 "
                 "2021-01-01T10:00 2021-01-01T10:00:00. 2021-01-01t10:00:00 2021-01-01T10:00:00+1400 2021-01-01T10:00:00+00"),
    "dateTimeStamp": ("2021-01-01T00:00:00Z 2021-01-01T00:00:00-05:00", "2021-01-01T00:00:00"),
    "time": ("00:00:00 24:00:00 23:59:59.9Z 10:00:00+08:00", "24:00:01 10:00 1:00:00 10:00:00+8"),
    "gYear": ("2021 -0001 0000 12345 2021Z 2021+08:00", "21 021 02021 +2021 2021-01 y2021"),
    "gYearMonth": ("2021-01 2021-12Z -2021-06", "2021-13 2021-1 2021 2021-01-01"),
    "gMonth": ("--01 --12Z", "--13 --1 -01 --01--"),
    "gDay": ("---01 ---31+01:00", "---32 ---1 ---00"),
    "gMonthDay": ("--02-29 --12-31Z", "--02-30 --04-31 --1-1"),
    "duration": ("P1Y P1Y2M3DT4H5M6.7S -P1D PT0S P0Y PT1.5S P400D", "P PT P1S 1Y P-1Y P1YT P1M2Y PT1M1H P1.5Y +P1Y PT.5S PT1.S"),
    "yearMonthDuration": ("P1Y P1Y2M P14M -P2Y", "P1D P1Y1D PT1S P"),
    "dayTimeDuration": ("P1D PT1H P1DT0.5S -PT5M", "P1Y P1M P1DT P"),
    "hexBinary": ("00 0fB7 FFFFFF", "0 0g 123"),
    "base64Binary": ("TQ== TWE= TWFu TWFuTWFu", "T TQ TWE TQ= TR== TWF= TWFu= TWFu! =TWF"),
    "language": ("en zh-CN x-klingon de-1996", "e_n 1en en- toolongsubtag en-toolongsubtag"),
    "Name": ("a a:b _x 元", "1a -a"),
    "NCName": ("a _x 元素", "a:b 1a"),
    "NMTOKEN": ("1a a:b -", "a/b"),
    "anyURI": ("http://a/b a%20b %zz 元", ""),
}  # fmt: skip


@pytest.mark.parametrize("datatype", LEXICAL)
def test_lexical_spaces_of_xsd(datatype: str) -> None:
    fits, fails = (texts.split() for texts in LEXICAL[datatype])
    literals, ids = of(*(typed(form, datatype) for form in [*fits, *fails]))
    found = dict(zip([*fits, *fails], literals.well_formed[ids].tolist(), strict=True))
    assert found == dict.fromkeys(fits, True) | dict.fromkeys(fails, False)


@pytest.mark.parametrize(("datatype", "form"), [("base64Binary", ""), ("hexBinary", ""), ("string", ""), ("token", ""), ("anyURI", ""), ("base64Binary", "T W F u"), ("base64Binary", "T Q = =")])
def test_texts_with_spaces_or_nothing_that_fit(datatype: str, form: str) -> None:
    assert good(form, datatype)


@pytest.mark.parametrize("datatype", ["integer", "decimal", "double", "boolean", "date", "gYear", "language"])
def test_space_around_a_value_is_outside_the_lexical_space(datatype: str) -> None:
    """XSD part 2, 4.3.6: white space goes before the lexical space is looked at; RDF 1.1 has no such step. rdflib strips it."""
    assert not any(good(form, datatype) for form in ("", " ", " 1", "1 ", "1\n", "\ttrue", "2021-01-01 ", "2021\n", "en "))


def test_token_and_normalized_string() -> None:
    assert [good(form, "normalizedString") for form in ("a  b", " a", "a\tb", "a\nb", "a\rb")] == [True, True, False, False, False]
    assert [good(form, "token") for form in ("a b", "a  b", " a", "a ", "a\tb")] == [True, False, False, False, False]


def test_rdf_datatypes() -> None:
    assert [good(form, f"{RDF}XMLLiteral") for form in ("<a/>b", "", "<a>", "</x><x>", "&lt;", "&undefined;", '<!DOCTYPE x [<!ENTITY e "e">]>')] == [True, True, False, False, True, False, False]
    assert [good(form, f"{RDF}JSON") for form in ('{"a":1}', "null", "{", "NaN", "", "[" * 100_000)] == [True, True, False, False, False, False]


def test_unknown_datatypes_are_well_formed_and_have_no_order() -> None:
    literals, ids = of(typed("x", "http://y/z"), typed("x", "QName"), typed("y", "http://y/z"))
    assert literals.well_formed[ids].all()
    assert np.isnan(literals.number[ids]).all()
    assert order(typed("x", "http://y/z"), typed("y", "http://y/z")) == 2


def test_one_that_fails_among_many_that_fit() -> None:
    forms = [str(number) for number in range(500)]
    literals, ids = of(*(typed(form, "integer") for form in [*forms, "a"]))
    assert literals.well_formed[ids].tolist() == [True] * 500 + [False]
    assert literals.number[ids[:-1]].tolist() == list(map(float, range(500)))
    assert math.isnan(literals.number[ids[-1]])


def test_what_is_no_literal() -> None:
    columns = from_ntriples(b'<http://x/s> <http://x/p> _:b , "1" .'.replace(b",", b".\n<http://x/s> <http://x/p>"))
    ids = columns.terms.ids(["<http://x/s>", "_:b"])
    literals = columns.terms.literals
    assert literals.datatype[ids].tolist() == literals.language[ids].tolist() == [-1, -1]
    assert not literals.well_formed[ids].any()
    assert literals.compare(ids, ids).tolist() == [2, 2]
    assert literals.compare(np.array([-1, 10**6]), ids).tolist() == [2, 2]


def test_datatypes_and_languages() -> None:
    terms = ['"a"', '"a"@zh', '"a"@EN-us', '"a"@en--ltr', typed("a", "http://y/z"), typed("a", "string")]
    columns = from_ntriples("".join(f"<http://x/s> <http://x/p> {term} .\n" for term in terms).encode())
    literals, ids = columns.terms.literals, columns.terms.ids(terms)
    assert ids[0] == ids[5], "a plain literal is one of xsd:string"
    assert columns.terms.value(literals.datatype[ids]) == [f"{XSD}string", f"{RDF}langString", f"{RDF}langString", f"{RDF}dirLangString", "http://y/z", f"{XSD}string"]
    assert literals.languages == ["en", "en-us", "zh"]
    assert literals.language[ids].tolist() == [-1, 2, 1, 0, -1, -1]
    assert literals.well_formed[ids].all()


# -- numbers ----------------------------------------------------------------------------------------------------------

decimals = st.from_regex(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})", fullmatch=True).filter(str.isascii)
integers = st.one_of(st.integers(), st.integers(-(10**40), 10**40), st.integers(2**53 - 3, 2**53 + 3)).map(str)


@settings(deadline=None)
@given(decimals, st.one_of(decimals, integers))
@example("0.1", "0.10000000000000000000000001")
@example("9007199254740993", "9007199254740992")
@example("-0", "0.0")
@example("1" * 400, "1" * 399 + "2")
def test_decimals_and_integers_compare_exactly(left: str, right: str) -> None:
    kind = "decimal" if "." in right else "integer"
    a, b = Decimal(left), Decimal(right)
    assert order(typed(left, "decimal"), typed(right, kind)) == (a > b) - (a < b)


@settings(deadline=None)
@given(st.lists(st.one_of(decimals, integers), min_size=1, max_size=20))
def test_numbers_are_the_nearest_double(forms: list[str]) -> None:
    literals, ids = of(*(typed(form, "decimal") for form in forms))
    assert literals.number[ids].tolist() == list(map(float, forms))


doubles = st.floats(allow_nan=False)


def shown(number: float) -> str:
    return {math.inf: "INF", -math.inf: "-INF"}.get(number, repr(number))


@settings(deadline=None)
@given(doubles, doubles)
@example(0.0, -0.0)
@example(math.inf, math.inf)
def test_doubles_compare_as_doubles(left: float, right: float) -> None:
    assert order(typed(shown(left), "double"), typed(shown(right), "double")) == (left > right) - (left < right)


@settings(deadline=None)
@given(doubles, decimals)
@example(0.1, "0.1")
def test_a_decimal_meets_a_double_as_a_double(left: float, right: str) -> None:
    """XPath 2.0 B.1: a decimal is promoted to the nearest double first, so 0.1 equals 0.1e0."""
    other = float(right)
    assert order(typed(shown(left), "double"), typed(right, "decimal")) == (left > other) - (left < other)


def test_floats_have_fewer_digits_than_doubles() -> None:
    single = struct.unpack("f", struct.pack("f", 0.1))[0]
    literals, ids = of(typed("0.1", "float"))
    assert literals.number[ids[0]] == single
    assert order(typed("0.1", "float"), typed("0.1", "double")) == 1
    assert order(typed("0.1", "float"), typed("0.1", "decimal")) == 0
    assert order(typed("16777217", "float"), typed("16777216", "integer")) == 0
    assert order(typed("1e39", "float"), typed("INF", "float")) == 0


def test_nan_has_no_order() -> None:
    assert order(typed("NaN", "double"), typed("NaN", "float")) == 2
    assert order(typed("NaN", "double"), typed("1", "integer")) == 2


def test_what_is_ill_formed_has_no_order() -> None:
    assert order(typed("200", "byte"), typed("1", "integer")) == 2
    assert order(typed("2021-02-30", "date"), typed("2021-01-01", "date")) == 2


def test_families_do_not_mix() -> None:
    terms = ['"1"', '"1"@en', typed("1", "integer"), typed("1", "boolean"), typed("2021-01-01", "date"), typed("2021-01-01T00:00:00", "dateTime"), typed("2021", "gYear")]
    assert {order(a, b) for a in terms for b in terms if a != b} == {2}


def test_booleans() -> None:
    assert order(typed("1", "boolean"), typed("true", "boolean")) == 0
    assert order(typed("0", "boolean"), typed("true", "boolean")) == -1


# -- strings ----------------------------------------------------------------------------------------------------------

texts = st.text(st.characters(codec="utf-8"), max_size=8)


@settings(deadline=None)
@given(texts, texts)
@example("a", "a b")
@example("a\n", "a!")
@example("\ufffd", "\U0001f600")
@example('"', "\\")
def test_strings_compare_by_code_point(left: str, right: str) -> None:
    assert order(typed(left, "string"), typed(right, "string")) == (left > right) - (left < right)


def test_strings_of_derived_types_are_strings() -> None:
    assert order(typed("a", "token"), '"a"') == 0
    assert order(typed("a", "NCName"), '"b"') == -1


def test_tagged_strings_have_no_order() -> None:
    """SPARQL 1.1, 17.3: the operators of strings take simple literals and xsd:string only."""
    assert order('"a"@en', '"b"@en') == 2


# -- times ------------------------------------------------------------------------------------------------------------

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1000, 1, 2), datetime(9999, 12, 30))


@settings(deadline=None)
@given(moments, zones, moments, zones)
def test_date_times_with_zones_are_points_in_time(left: datetime, zone: timezone, right: datetime, other: timezone) -> None:
    a, b = left.replace(tzinfo=zone), right.replace(tzinfo=other)
    assert order(typed(a.isoformat(), "dateTime"), typed(b.isoformat(), "dateTimeStamp")) == (a > b) - (a < b)


@settings(deadline=None)
@given(moments, moments)
def test_date_times_without_zones_compare_with_each_other(left: datetime, right: datetime) -> None:
    assert order(typed(left.isoformat(), "dateTime"), typed(right.isoformat(), "dateTime")) == (left > right) - (left < right)


@settings(deadline=None)
@given(moments, st.integers(-20 * 3600, 20 * 3600))
@example(datetime(2021, 1, 1), 14 * 3600)
@example(datetime(2021, 1, 1), -14 * 3600)
def test_without_a_zone_fourteen_hours_are_in_doubt(moment: datetime, seconds: int) -> None:
    """XSD 1.1 part 2, 3.3.7: such a dateTime is before one in UTC only if it is in every zone from +14:00 to -14:00."""
    other = (moment + timedelta(seconds=seconds)).replace(tzinfo=UTC)
    expected = 2 if abs(seconds) <= 14 * 3600 else (-1 if seconds > 0 else 1)
    assert order(typed(moment.isoformat(), "dateTime"), typed(other.isoformat(), "dateTime")) == expected


@settings(deadline=None)
@given(st.dates(date(1000, 1, 1)), st.dates(date(1000, 1, 1)))
def test_dates(left: date, right: date) -> None:
    expected = (left > right) - (left < right)
    assert order(typed(left.isoformat(), "date"), typed(right.isoformat(), "date")) == expected
    assert order(typed(f"{left}Z", "date"), typed(f"{right}Z", "date")) == expected


@settings(deadline=None)
@given(st.integers(-20_000, 20_000), st.integers(-20_000, 20_000), st.integers(1, 12))
@example(0, -1, 12)
def test_years_of_any_length_go_on_in_both_directions(left: int, right: int, month: int) -> None:
    def form(year: int) -> str:
        return f"{'-' if year < 0 else ''}{abs(year):04}"

    expected = (left > right) - (left < right)
    assert order(typed(form(left), "gYear"), typed(form(right), "gYear")) == expected
    assert order(typed(f"{form(left)}-{month:02}", "gYearMonth"), typed(f"{form(right)}-{month:02}", "gYearMonth")) == expected
    assert order(typed(f"{form(left)}-{month:02}-01", "date"), typed(f"{form(right)}-{month:02}-01", "date")) == expected


@pytest.mark.parametrize(("left", "right", "datatype", "expected"), [
    ("2021-12-31T24:00:00", "2022-01-01T00:00:00", "dateTime", 0),
    ("0000-12-31T24:00:00", "0001-01-01T00:00:00", "dateTime", 0),
    ("2021-01-01T00:00:00.0000001", "2021-01-01T00:00:00", "dateTime", 1),
    ("2021-01-01T00:00:00.1234567890123", "2021-01-01T00:00:00.1234567890124", "dateTime", -1),
    ("999999999999-01-01T00:00:00", "1000000000000-01-01T00:00:00", "dateTime", -1),
    ("999999999999-01-01T00:00:00Z", "2021-01-01T00:00:00", "dateTime", 1),
    ("2021-01-01T00:00:00.0000001Z", "2021-01-01T00:00:00", "dateTime", 2),
    ("2021-01-01T12:00:00+02:00", "2021-01-01T10:00:00Z", "dateTime", 0),
    ("2021-01-01+14:00", "2021-01-01-12:00", "date", -1),
    ("2021-01-02+14:00", "2021-01-01-10:00", "date", 0),
    ("2021-01-01", "2021-01-02Z", "date", -1),
    ("2021-01-01", "2021-01-01Z", "date", 2),
    ("12:00:00+02:00", "11:00:00+01:00", "time", 0),
    ("24:00:00", "00:00:00", "time", 0),
    ("09:00:00", "10:00:00", "time", -1),
    ("2021", "2022Z", "gYear", -1),
    ("P1Y", "P12M", "yearMonthDuration", 0),
    ("-P1Y", "P1M", "yearMonthDuration", -1),
    ("PT24H", "P1D", "dayTimeDuration", 0),
    ("PT0.0000001S", "PT0S", "dayTimeDuration", 1),
    ("P1Y", "P365D", "duration", 2),
    ("--01", "--02", "gMonth", 2),
])  # fmt: skip
def test_points_in_time_by_hand(left: str, right: str, datatype: str, expected: int) -> None:
    """Values worked out from XSD 1.1 part 2, E.3.3 (timeOnTimeline); SPARQL has no order for duration and gMonth."""
    assert order(typed(left, datatype), typed(right, datatype)) == expected


@settings(deadline=None)
@given(st.sampled_from(["integer", "decimal", "boolean", "byte", "unsignedInt", "date", "dateTime", "gYear"]),
       st.text(alphabet="0123456789+-.:TZe truE", max_size=12))  # fmt: skip
def test_whatever_rdflib_calls_a_value_that_is_spelt_so_is_well_formed(datatype: str, form: str) -> None:
    """One way only: rdflib takes ``20210101``, ``1_0``, ``TRUE``, white space and unsigned numbers below zero. A value of its own
    that it spells like the text is in the lexical space."""
    literal = rdflib.Literal(form, datatype=rdflib.URIRef(XSD + datatype), normalize=False)
    if literal.value is not None and not literal.ill_typed and str(rdflib.Literal(literal.value, datatype=literal.datatype)) == form:
        in_range = datatype not in ("byte", "unsignedInt") or (-128 <= int(form) < 128 and (datatype == "byte" or int(form) >= 0))
        assert good(form, datatype) or not in_range


# -- terms that are added ---------------------------------------------------------------------------------------------


def test_terms_that_are_added_compare_with_those_that_were_there() -> None:
    columns = from_ntriples(typed_line("5", "integer"))
    before = columns.terms.literals
    assert before.number[columns.terms.id(typed("5", "integer"))] == 5
    ids = columns.terms.extend([typed("4.5", "decimal"), typed("5.0", "double"), '"x"@fr', typed("x", "http://y/z"), "<http://n/>"])
    after = columns.terms.literals
    old = np.full(2, columns.terms.id(typed("5", "integer")))
    assert after.compare(ids[:2], old).tolist() == [-1, 0]
    assert after.languages == ["fr"]
    assert columns.terms.value(after.datatype[ids[2:4]]) == [f"{RDF}langString", "http://y/z"]
    assert after.datatype[ids[4]] == -1
    assert len(after.well_formed) == len(after.number) == len(columns.terms)
    assert len(before.number) < len(after.number)


def typed_line(form: str, datatype: str) -> bytes:
    return f"<http://x/s> <http://x/p> {typed(form, datatype)} .\n".encode()


def test_an_empty_graph_has_no_literals() -> None:
    columns: Columns = from_ntriples(b"")
    literals = columns.terms.literals
    assert len(literals.well_formed) == len(literals.datatype) == len(columns.terms) == 0
    assert literals.compare(np.empty(0, np.int64), np.empty(0, np.int64)).tolist() == []
    ids = columns.terms.extend([typed("1", "integer"), typed("2", "integer")])
    assert columns.terms.literals.compare(ids[:1], ids[1:]).tolist() == [-1]
