"""The table: every form gives the same values back."""

import csv
import datetime as dt
import io
import json
import math
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib

import tcgraph
from tcgraph.errors import CallError, FormatError, MissingExtraError
from tcgraph.solutions import Solutions
from tcgraph.solutions.render import display_width
from tcgraph.store import MemoryStore

XSD = "http://www.w3.org/2001/XMLSchema#"
TEXTS = ["tab\there", "line\nbreak", 'quote "x"', "back\\slash", "\\n", "辽宁省", "😀", "comma, semicolon; ", "", " ", "<script>alert(1)</script>", "\r\n", "a\u2028b", '"a"@en', "<http://x/>"]
TYPED = {
    '"x"': "x", '"x"@zh': "x", "5": 5, "-3": -3, "0.5": Decimal("0.5"), "1.5e3": 1500.0, "true": True, "false": False,
    f'"2023-03-15"^^<{XSD}date>': dt.date(2023, 3, 15), f'"2023-03-15T08:00:00"^^<{XSD}dateTime>': dt.datetime(2023, 3, 15, 8),
    f'"2023-03-15T08:00:00Z"^^<{XSD}dateTime>': dt.datetime(2023, 3, 15, 8, tzinfo=dt.UTC), f'"2023"^^<{XSD}gYear>': 2023,
    "<http://x/a>": "http://x/a", f'"abc"^^<{XSD}integer>': "abc", f'"2023-02-30"^^<{XSD}date>': "2023-02-30",
    f'"1"^^<{XSD}boolean>': True, '"x"^^<http://x/own>': "x", "UNDEF": None, "123456789012345678": 123456789012345678,
}  # fmt: skip


def select(query: str) -> Solutions:
    return tcgraph.Dataset(MemoryStore()).select(query)


def values(*columns: list[str]) -> Solutions:
    """The solutions of VALUES: one column a list, in order."""
    names = [f"?v{i}" for i in range(len(columns))]
    rows = " ".join(f"({' '.join(row)})" for row in zip(*columns, strict=True))
    return select(f"SELECT {' '.join(names)} {{ VALUES ({' '.join(names)}) {{ {rows} }} }}")


def quoted(text: str) -> str:
    return rdflib.Literal(text).n3().replace("\u2028", "\\u2028") if "\n" not in text and "\r" not in text else json.dumps(text)


@pytest.fixture(scope="module")
def texts() -> Solutions:
    return values([json.dumps(text, ensure_ascii=False) for text in TEXTS])


@pytest.mark.parametrize(("term", "value"), TYPED.items())
def test_value_of_each_datatype_is_the_python_one(term: str, value: object) -> None:
    found = values([term]).one().v0
    assert found == value and type(found) is type(value)


def test_texts_come_back_whatever_they_hold(texts) -> None:
    assert texts["v0"] == TEXTS and len(texts) == len(TEXTS)


@pytest.mark.parametrize("bom", [False, True], ids=["plain", "bom"])
def test_csv_is_read_back_by_python(texts, tmp_path: Path, bom: bool) -> None:
    assert texts.to_csv(tmp_path / "t.csv", bom=bom) is None
    content = (tmp_path / "t.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") == bom and content.decode("utf-8-sig").startswith("v0\r\n")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row[0] if row else "" for row in csv.reader(file)] == ["v0", *TEXTS]
    assert texts.to_csv(bom=bom).encode("utf-8") == content


def test_csv_writes_values_plainly() -> None:
    found = values(["true", "UNDEF"], ["0.5", "5"], [f'"2023-03-15"^^<{XSD}date>', "<http://x/a>"])
    assert list(csv.reader(io.StringIO(found.to_csv(), newline=""))) == [["v0", "v1", "v2"], ["true", "0.5", "2023-03-15"], ["", "5", "http://x/a"]]


def test_json_holds_numbers_dates_null_and_chinese_as_they_are() -> None:
    found = values(["5", "UNDEF"], ["0.5", "2.0"], ["true", '"辽宁"'], [f'"2023-03-15"^^<{XSD}date>', '"a\\nb"'])
    text = found.to_json()
    assert "辽宁" in text
    assert json.loads(text) == [{"v0": 5, "v1": 0.5, "v2": True, "v3": "2023-03-15"}, {"v0": None, "v1": 2, "v2": "辽宁", "v3": "a\nb"}]
    assert "\n" not in found.to_json(indent=None)


def test_json_of_numbers_that_json_does_not_know_is_still_json() -> None:
    found = values([f'"INF"^^<{XSD}double>', f'"NaN"^^<{XSD}double>'])
    json.loads(found.to_json(), parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))


def test_text_table_lines_up_in_terminal_columns() -> None:
    lines = values(['"辽宁省"', '"ab"'], ["5", "12345"], ['"x"', '"😀"']).to_text().splitlines()
    assert lines[0].split() == ["v0", "v1", "v2"]
    starts = {display_width(line[: line.rindex(cell)]) for line, cell in zip(lines[2:], ("x", "😀"), strict=True)}
    assert len(starts) == 1, lines
    assert [display_width(line[: line.index(n) + len(n)]) for line, n in zip(lines[2:], ("5", "12345"), strict=True)][0] == 13


@pytest.mark.parametrize("width", [20, 40, 80])
def test_text_table_keeps_to_its_width(width: int) -> None:
    found = values(['"沈阳飞机工业（集团）有限公司技术中心"'], ['"abcdefghijklmnopqrstuvwxyz"'], ["5"])
    lines = found.to_text(width=width).splitlines()
    assert max(map(display_width, lines)) <= max(width, 8 + 2 + 8 + 2 + 2)
    assert width > 70 or "…" in lines[2]


def test_text_table_says_how_many_rows_it_leaves_out() -> None:
    assert values(["1", "2", "3"]).to_text(limit=1).splitlines()[-1] == "… 2 more of 3"


def test_line_breaks_do_not_break_the_text_table(texts) -> None:
    assert len(texts.to_text().splitlines()) == 2 + len(TEXTS)


def test_html_escapes_text_and_links_addresses(texts) -> None:
    shown = texts._repr_html_()
    assert "<script>" not in shown and "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    linked = values(['<https://w3id.org/tcgraph/ontology#Place>', '<http://x/?a="&b=\'>'.replace('"', "%22")])._repr_html_()
    assert '<a href="https://w3id.org/tcgraph/ontology#Place">tc:Place</a>' in linked and "&amp;b=&#x27;" in linked


def test_html_of_a_long_table_says_how_many_rows_it_leaves_out() -> None:
    assert "<p>10 more of 40</p>" in values([str(n) for n in range(40)])._repr_html_()


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_w3c_results_are_read_back_by_rdflib(format: str) -> None:
    from rdflib.query import Result

    found = values(["<http://x/a>", "UNDEF"], ['"辽宁 \\"x\\" \\\\ <&>"@zh', "5"])
    again = Result.parse(io.BytesIO(found.serialize(format)), format=format)
    assert [str(v) for v in again.vars] == ["v0", "v1"]
    texts = [[None if v is None or str(v) == "" else str(v) for v in (row.v0, row.v1)] for row in again]
    assert texts == [["http://x/a", '辽宁 "x" \\ <&>'], [None, "5"]]


def test_tsv_keeps_every_term_exactly() -> None:
    found = values(['"x"@zh', "5", "0.5"])
    assert found.serialize("tsv").splitlines()[1:] == [b'"x"@zh', b"5", b"0.5"] == found.tsv.splitlines()[1:]


def test_result_set_in_turtle_is_the_w3c_vocabulary() -> None:
    rs = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
    found = values(["<http://x/a>", "UNDEF"], ['"辽宁\\t\\"x\\""@zh', "5"])
    graph = rdflib.Graph().parse(data=found.serialize("ttl"), format="turtle")
    (results,) = graph.subjects(rdflib.RDF.type, rs.ResultSet)
    assert {str(v) for v in graph.objects(results, rs.resultVariable)} == {"v0", "v1"}
    rows = {}
    for solution in graph.objects(results, rs.solution):
        bindings = list(graph.objects(solution, rs.binding))
        rows[int(graph.value(solution, rs["index"]))] = {str(graph.value(b, rs.variable)): graph.value(b, rs.value) for b in bindings}
    assert rows == {1: {"v0": rdflib.URIRef("http://x/a"), "v1": rdflib.Literal('辽宁\t"x"', lang="zh")}, 2: {"v1": rdflib.Literal(5)}}


def test_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(FormatError, match=r"No result format 'xlsx'\. Known: csv, json, tsv, ttl, xml\."):
        values(["1"]).serialize("xlsx")


COLUMNS = {
    "integers": (["5", "-3"], "Int64", [5, -3]),
    "with gaps": (["5", "UNDEF"], "Int64", [5, None]),
    "numbers": (["5", "0.5"], "Float64", [5.0, 0.5]),
    "booleans": (["true", "false"], "Boolean", [True, False]),
    "dates": ([f'"2023-03-15"^^<{XSD}date>', "UNDEF"], "Date", [dt.date(2023, 3, 15), None]),
    "moments": ([f'"2023-03-15T08:00:00"^^<{XSD}dateTime>'] * 2, "Datetime", [dt.datetime(2023, 3, 15, 8)] * 2),
    "addresses": (["<http://x/a>", "<http://x/b>"], "String", ["http://x/a", "http://x/b"]),
    "texts": (['"a\\tb"@zh', '"c\\"d\\\\"'], "String", ["a\tb", 'c"d\\']),
    "mixed": (["5", '"x"'], "String", ["5", "x"]),
    "address and text": (["<http://x/a>", '"x"@zh'], "String", ["http://x/a", "x"]),
    "ill-typed": ([f'"x"^^<{XSD}integer>', "5"], "String", ["x", "5"]),
    "impossible date": ([f'"2023-02-30"^^<{XSD}date>', f'"2023-02-28"^^<{XSD}date>'], "String", ["2023-02-30", "2023-02-28"]),
    "too large": (["99999999999999999999999", "1"], "String", ["99999999999999999999999", "1"]),
    "text like a number": (['"5"', '"6"'], "String", ["5", "6"]),
    "nothing": (["UNDEF", "UNDEF"], "String", [None, None]),
    "empty text and nothing": (['""', "UNDEF"], "String", ["", None]),
}


@pytest.mark.parametrize(("terms", "kind", "expected"), COLUMNS.values(), ids=COLUMNS)
def test_column_of_a_polars_table_has_the_type_that_its_cells_share(terms: list[str], kind: str, expected: list) -> None:
    column = values(terms).to_polars()["v0"]
    assert str(column.dtype).startswith(kind), column.dtype
    assert column.to_list() == expected


@pytest.mark.parametrize(("terms", "kind", "expected"), COLUMNS.values(), ids=COLUMNS)
def test_arrow_table_has_the_same_values(terms: list[str], kind: str, expected: list) -> None:
    assert values(terms).to_arrow().column("v0").to_pylist() == expected


@pytest.mark.parametrize("name", ["integers", "with gaps", "booleans", "dates", "addresses", "texts", "nothing", "numbers"])
def test_pandas_table_has_the_same_values(name: str) -> None:
    import pandas

    terms, _, expected = COLUMNS[name]
    column = values(terms).to_pandas()["v0"]
    found = [None if pandas.isna(v) else v for v in column.tolist()]
    assert [v.date() if name == "dates" and v is not None else v for v in found] == expected


PANDAS = {"integers": "Int64", "with gaps": "Int64", "numbers": "Float64", "booleans": "boolean", "dates": "datetime64[s]", "moments": "datetime64[us]",
          "texts": "string", "mixed": "object", "too large": "object", "nothing": "object", "ill-typed": "object"}


@pytest.mark.parametrize("name", PANDAS)
def test_column_of_a_pandas_table_has_the_type_that_its_cells_share(name: str) -> None:
    assert str(values(COLUMNS[name][0]).to_pandas()["v0"].dtype) == PANDAS[name]


@pytest.mark.parametrize("terms", [["30.77", "12.5", "UNDEF"], ["30.77", "12", "UNDEF"], ["30.0", "12.0", "UNDEF"], ["30.77", "12.0", "UNDEF"]])
def test_decimals_are_numbers_to_count_with_in_pandas(terms: list[str]) -> None:
    frame = values(terms).to_pandas()
    assert frame.nlargest(1, "v0").index.tolist() == [0]
    assert frame["v0"].describe()["max"] == float(terms[0]) and frame["v0"].isna().tolist() == [False, False, True]
    assert str(values(terms).to_polars()["v0"].dtype) == "Float64"


def test_days_of_all_centuries_are_days_in_pandas() -> None:
    frame = values([f'"0999-01-01"^^<{XSD}date>', f'"9999-12-31"^^<{XSD}date>']).to_pandas()
    assert frame["v0"].dt.year.tolist() == [999, 9999]


def test_empty_result_keeps_its_columns_in_every_table() -> None:
    found = select("SELECT ?a ?b { ?a ?p ?b }")
    assert (len(found), found.rows(), found.to_dicts(), list(found)) == (0, [], [], [])
    assert found.to_polars().columns == found.to_arrow().column_names == list(found.to_pandas().columns) == ["a", "b"]
    assert found.to_csv() == "a,b\r\n" and found.to_json() == "[]" and found.to_text().splitlines()[0].split() == ["a", "b"]
    assert json.loads(found.serialize("json"))["results"]["bindings"] == []


def test_result_without_variables_counts_its_solutions() -> None:
    found = select("SELECT * { }")
    assert len(found) == 1 and found.rows() == [()] and found.to_dicts() == [{}]
    assert found.to_polars().width == 0 and found.to_text()


def test_rows_of_unbound_variables_are_counted() -> None:
    assert values(["UNDEF", "UNDEF"]).rows() == [(None,), (None,)] == values(["UNDEF", "UNDEF"]).rows()


@pytest.mark.parametrize(("module", "method", "extra"), [("polars", "to_polars", "tables"), ("polars", "to_arrow", "tables"), ("pandas", "to_pandas", "pandas")])
def test_missing_library_says_what_to_install(monkeypatch, module: str, method: str, extra: str) -> None:
    import sys

    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=rf"This needs {module}, which is not installed: pip install 'tcgraph\[{extra}\]'"):
        getattr(values(["1"]), method)()


def test_solution_is_a_mapping_with_attributes() -> None:
    solution = values(["5"], ['"x"'], ["UNDEF"]).one()
    assert (solution.v0, solution["v1"], solution.v2, solution.get("nope", 7)) == (5, "x", None, 7)
    assert dict(solution) == {"v0": 5, "v1": "x", "v2": None} and len(solution) == 3 and "v0" in solution
    assert repr(solution) == "Solution(v0=5, v1='x', v2=None)" and solution.values_tuple() == (5, "x", None)
    with pytest.raises(AttributeError, match=r"no variable \?v9 in this solution; there are v0, v1, v2"):
        solution.v9  # noqa: B018
    with pytest.raises(KeyError):
        solution["v9"]


def test_variable_named_like_a_method_is_reached_by_its_name() -> None:
    assert select("SELECT ?items ?get { VALUES (?items ?get) { (1 2) } }").one()["items"] == 1


def test_solutions_can_be_read_again_and_indexed() -> None:
    found = values(["1", "2", "3"])
    assert [row.v0 for row in found] == [row.v0 for row in found] == found["v0"] == [1, 2, 3]
    assert found[0].v0 == 1 and found[-1].v0 == 3
    with pytest.raises(IndexError):
        found[3]


def test_one_wants_exactly_one() -> None:
    for found, count in ((values(["1", "2"]), 2), (select("SELECT ?a { ?a ?b ?c }"), 0)):
        with pytest.raises(CallError, match=rf"Exactly one solution was expected, there are {count}\."):
            found.one()


def test_unknown_column_lists_the_known_ones() -> None:
    with pytest.raises(CallError, match=r"No variable \?w in this result; there are v0\."):
        values(["1"]).column("w")


def test_equal_results_are_equal_and_shown_shortly() -> None:
    assert values(["1"]) == values(["1"]) != values(["2"]) and values(["1"]) != [1]
    assert repr(values(["1", "2"])) == "<Solutions: 2 of ?v0>"


def test_infinity_is_a_float() -> None:
    assert math.isinf(values([f'"INF"^^<{XSD}double>']).one().v0)
