"""A mistake in a source names its file and line, and leaves everything as it was."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tcgraph.build import build
from tcgraph.build.sources import seal
from tcgraph.errors import SourceError


def refusal(copy, match: str) -> SourceError:
    with pytest.raises(SourceError, match=match) as caught:
        copy.build()
    assert not copy.target.exists(), "nothing may be written when a source is wrong"
    return caught.value


def replace_line(file: Path, number: int, line: bytes) -> None:
    lines = file.read_bytes().split(b"\n")
    lines[number - 1] = line
    file.write_bytes(b"\n".join(lines))


def set_value(name: str, column: str, value: str, number: int = 0) -> Callable:
    def change(rows: list) -> list:
        rows[number][column] = value
        return rows

    return lambda copy: copy.edit(name, change)


# source, what is done to it, the line of the file, what the message says
CASES = {
    "row too short": ("roster-29", lambda c: replace_line(c.file("roster-29"), 4, "3,首钢集团有限公司".encode()), 4, "2 values where the header has 3"),
    "row too long": ("roster-29", lambda c: replace_line(c.file("roster-29"), 4, b"3,a,b,c"), 4, "4 values where the header has 3"),
    "blank line": ("roster-29", lambda c: replace_line(c.file("roster-29"), 4, b""), 4, "0 values where the header has 3"),
    "unclosed quote": ("roster-29", lambda c: replace_line(c.file("roster-29"), 26, b'1714,"a,b'), 26, "not a CSV row: unexpected end of data"),
    "unknown kind of unit": ("roster-26", set_value("roster-26", "kind", "centre", 2), 4, "unknown kind 'centre'; known: center, sub-center"),
    "misspelt region": ("roster-29", set_value("roster-29", "region", "辽宁市", 0), 2, "unknown place '辽宁市'; add it to places.csv"),
    "misspelt province": ("roster-26", set_value("roster-26", "registered_province", "北就", 1), 3, "unknown place '北就'"),
    "empty name": ("roster-29", set_value("roster-29", "enterprise_name", "　", 9), 11, "the name of the enterprise is empty"),
    "position that is no number": ("roster-29", set_value("roster-29", "position", "十", 4), 6, "position is '十', which is not a whole number"),
    "date in another form": ("notices", set_value("notices", "not_after", "2013/10/8", 0), 2, "not_after is '2013/10/8', which is not a date of the form YYYY-MM-DD"),
    "day that does not exist": ("notices", set_value("notices", "not_before", "2013-02-30", 0), 2, "not_before is '2013-02-30', which is not a date"),
    "unknown kind of notice": ("notices", set_value("notices", "kind", "rumour", 0), 2, "unknown kind of notice 'rumour'"),
    "batch that is no number": ("notices", set_value("notices", "batch", "twenty", 0), 2, "batch is 'twenty', which is not a whole number"),
    "address with a forbidden character": ("notices", set_value("notices", "urls", "http://x/<y>", 0), 2, "'http://x/<y>' is no web address"),
    "figure that is no number": ("notice-figures", set_value("notice-figures", "value", "1,276", 0), 2, "value is '1,276'"),
    "unknown kind of place": ("places", set_value("places", "kind", "county", 0), 2, "unknown kind of place 'county'"),
    "unknown kind of cooperation": ("cooperations", set_value("cooperations", "kind", "picnic", 0), 2, "unknown kind of cooperation 'picnic'; add it to"),
    "participation in nothing": ("participations", set_value("participations", "cooperation", "award-9999", 0), 2, "no cooperation 'award-9999'"),
    "claim about nowhere": ("claims", set_value("claims", "place", "火星", 0), 2, "unknown place '火星'"),
    "claim of a month that does not exist": ("claims", set_value("claims", "as_of", "2023-13", 0), 2, "as_of '2023-13' is neither YYYY-MM-DD nor YYYY-MM"),
    "news of an enterprise not on the list": ("certifications-news", set_value("certifications-news", "enterprise_name", "某某有限公司", 0), 2, "某某有限公司 is not new on the roster of batch 29"),
    "column renamed": ("roster-29", lambda c: replace_line(c.file("roster-29"), 1, b"position,name,region"), 1, "there is no column 'enterprise_name'; there are position, name, region"),
}


@pytest.mark.parametrize(("source", "spoil", "line", "message"), CASES.values(), ids=CASES)
def test_mistake_is_named_with_file_and_line(few_sources_copy, source: str, spoil: Callable, line: int, message: str) -> None:
    spoil(few_sources_copy)
    few_sources_copy.seal()
    error = refusal(few_sources_copy, match=rf"{source}\.csv, line {line}: .*")
    assert message in str(error)
    assert (Path(error.file), error.row) == (few_sources_copy.file(source), line)


def test_short_name_of_a_place_is_understood(few_sources_copy) -> None:
    few_sources_copy.edit_text("roster-29", "沈阳兴齐眼药股份有限公司,辽宁省", "沈阳兴齐眼药股份有限公司,辽宁")
    assert few_sources_copy.build().is_dir()


def test_changed_source_is_refused_until_it_is_sealed(few_sources_copy) -> None:
    file = few_sources_copy.file("roster-29")
    file.write_bytes(file.read_bytes().replace("联想（北京）有限公司".encode(), "联想(北京)有限公司".encode()))
    refusal(few_sources_copy, match=r"roster-29\.csv: has SHA-256 [0-9a-f]{12}…, but roster-29\.json says [0-9a-f]{12}….*tcgraph build --seal")
    assert seal(few_sources_copy.folder) == ["roster-29"]
    assert seal(few_sources_copy.folder) == []
    assert few_sources_copy.build().is_dir()


def test_seal_changes_only_the_hash(few_sources_copy) -> None:
    sidecar = few_sources_copy.folder / "roster-29.json"
    before = json.loads(sidecar.read_text(encoding="utf-8"))
    few_sources_copy.edit_text("roster-29", "联想（北京）有限公司", "联想(北京)有限公司")
    after = json.loads(sidecar.read_text(encoding="utf-8"))
    assert after.pop("sha256") != before.pop("sha256") and after == before


def test_build_with_accept_changes_seals_and_says_which(few_sources_copy) -> None:
    file = few_sources_copy.file("roster-29")
    file.write_bytes(file.read_bytes() + b"1715,\xe6\xb5\x8b\xe8\xaf\x95\xe5\x85\xac\xe5\x8f\xb8,\xe8\xbe\xbd\xe5\xae\x81\xe7\x9c\x81\n")
    report = build(few_sources_copy.target, sources=few_sources_copy.folder, rules=few_sources_copy.rules, accept_changes=True)
    assert report.sealed == ["roster-29"]


def test_missing_sidecar_is_named(few_sources_copy) -> None:
    (few_sources_copy.folder / "claims.json").unlink()
    refusal(few_sources_copy, match=r"claims\.json: the sidecar of the source is missing")


@pytest.mark.parametrize(("content", "message"), [
    (b"{", "not JSON in UTF-8"), (b"[]", "not a JSON object"), (b"{}", "lacks the text of title, document_number"),
    ("{\"title\": \"\u540d\"}".encode("gbk"), "not JSON in UTF-8"),
], ids=["broken", "a list", "empty", "GBK"])  # fmt: skip
def test_spoilt_sidecar_is_named(few_sources_copy, content: bytes, message: str) -> None:
    (few_sources_copy.folder / "claims.json").write_bytes(content)
    refusal(few_sources_copy, match=rf"claims\.json: {message}")


def test_sidecar_with_a_bad_date_is_named(few_sources_copy) -> None:
    sidecar = few_sources_copy.folder / "claims.json"
    about = json.loads(sidecar.read_text(encoding="utf-8"))
    sidecar.write_text(json.dumps({**about, "retrieved": "yesterday"}), encoding="utf-8")
    refusal(few_sources_copy, match=r"claims\.json: retrieved is 'yesterday'")


def test_missing_table_is_named(few_sources_copy) -> None:
    few_sources_copy.file("claims").unlink()
    refusal(few_sources_copy, match=r"claims\.csv: cannot be read: No such file")


def test_missing_rule_file_is_named(few_sources_copy) -> None:
    (few_sources_copy.rules / "field-keywords.csv").unlink()
    refusal(few_sources_copy, match=r"field-keywords\.csv: the file is missing")


def test_table_in_a_chinese_encoding_is_named_with_its_first_bad_line(few_sources_copy) -> None:
    file = few_sources_copy.file("roster-29")
    file.write_bytes(b"position,enterprise_name,region\n1,A,\n" + "2,沈阳公司,辽宁省\n".encode("gbk"))
    few_sources_copy.seal()
    error = refusal(few_sources_copy, match=r"roster-29\.csv, line 3: not UTF-8; save the table as 'CSV UTF-8'")
    assert error.row == 3


def test_empty_table_is_named(few_sources_copy) -> None:
    few_sources_copy.file("roster-29").write_bytes(b"")
    few_sources_copy.seal()
    refusal(few_sources_copy, match=r"roster-29\.csv: the file is empty; the first line names the columns")


def test_folder_without_sources_is_named(few_sources_copy) -> None:
    for file in few_sources_copy.folder.iterdir():
        file.unlink()
    refusal(few_sources_copy, match=r"notices\.json: the sidecar of the source is missing|no CSV file is here")


def test_table_saved_by_excel_with_a_byte_order_mark_and_crlf_is_read(root: Path, sources_copy) -> None:
    file = sources_copy.file("roster-29")
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    built = sources_copy.seal().build()
    name = Path("data/ttl/notice/29.ttl")
    assert (built / name).read_bytes() == (root / name).read_bytes()


def test_line_separator_inside_a_cell_is_no_new_row(few_sources_copy) -> None:
    few_sources_copy.edit_text("roster-29", "联想（北京）有限公司", "联想（北京）\u2028有限公司")
    assert "联想（北京）\u2028有限公司" in (few_sources_copy.build() / "data/ttl/notice/29.ttl").read_text(encoding="utf-8")


def test_line_break_inside_a_quoted_cell_keeps_the_line_numbers_of_later_rows(few_sources_copy) -> None:
    few_sources_copy.edit_text("roster-29", "联想（北京）有限公司", '"联想（北京）\n有限公司"')
    few_sources_copy.edit_text("roster-29", "首钢集团有限公司,北京市", "首钢集团有限公司,背景市")
    refusal(few_sources_copy, match=r"roster-29\.csv, line 5: unknown place '背景市'")


def test_failed_build_leaves_what_was_built_before(few_sources_copy) -> None:
    built = few_sources_copy.build()
    before = {file: file.read_bytes() for file in built.rglob("*.ttl")}
    few_sources_copy.edit_text("claims", "辽宁省", "辽宁市")
    with pytest.raises(SourceError, match="unknown place '辽宁市'"):
        few_sources_copy.build()
    assert before == {file: file.read_bytes() for file in built.rglob("*.ttl")}
