"""``tcgraph indicator``: through the application itself, in one process."""

import csv
import io
import json

import pytest
import typer
from typer.testing import CliRunner

from tcgraph.cli import app as application
from tcgraph.cli import indicator
from tcgraph.errors import BindingError, FormatError, UnknownNameError
from tcgraph.indicators import INDICATORS


@pytest.fixture(scope="module")
def run():
    if not any(command.name == "indicator" for command in application.registered_commands):
        indicator.register(application)
    runner = CliRunner()
    typer.main.get_command(application)

    def call(*words: str):
        return runner.invoke(application, list(words))

    return call


def test_without_a_name_all_are_listed_in_either_language(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    english, chinese = run("--language", "en", "indicator"), run("--language", "zh", "indicator")
    for name, entry in INDICATORS.items():
        assert name in english.stdout and entry.en[:40] in english.stdout and entry.zh in chinese.stdout
    listed = json.loads(run("indicator", "-f", "json").stdout)
    assert [one["name"] for one in listed] == list(INDICATORS) and "view" not in listed[-1]["options"]


def test_text_csv_and_json_have_the_same_rows(run):
    words = ("indicator", "location_quotient", "--province", "辽宁", "--roster", "29")
    rows = list(csv.DictReader(io.StringIO(run(*words, "-f", "csv").stdout)))
    whole = json.loads(run(*words, "-f", "json").stdout)
    assert whole["facts"]["batch"] == 29 and whole["notes"][0]["zh"]
    assert [row["code"] for row in rows] == [row["code"] for row in whole["rows"]] and len(rows) == 9
    assert float(rows[0]["quotient"]) == whole["rows"][0]["quotient"]
    text = run("--language", "zh", *words).stdout
    assert "区位商" in text and "高端装备制造产业" in text and "出处" in text


def test_options_and_filters_reach_the_function(run):
    found = json.loads(run("indicator", "brokerage", "top=3", "by=kind", "--province", "辽宁", "--kind", "JointPublication", "-f", "json").stdout)
    assert len(found["rows"]) == 3 and found["facts"]["organisations"] < 1000
    survival = json.loads(run("indicator", "survival", "--kind", "sub-center", "bootstrap=0", "known_days=true", "-f", "json").stdout)
    assert survival["facts"]["lives"] == 98
    links = json.loads(run("indicator", "null_model", "keep=links", "samples=2", "--kind", "JointAward", "-f", "json").stdout)
    assert links["facts"]["keep"] == "links"


@pytest.mark.parametrize(("words", "error", "says"), [
    (("survivor",), UnknownNameError, "'survival'"),
    (("growth", "--province", "辽宁"), BindingError, "takes no 'province'; it takes: by, older, newer"),
    (("growth", "-o", "growth.xlsx"), FormatError, ".csv, .json, .html, .parquet"),
    (("-o", "all.csv"), FormatError, "give the name of an indicator"),
    (("growth", "older"), BindingError, "key=value"),
    (("betweenness", "sources=many"), BindingError, "sources='many'"),
    (("survival", "known_days=perhaps"), BindingError, "known_days='perhaps'"),
    (("growth", "-f", "xml"), FormatError, "Known: text, csv, excel, json"),
])  # fmt: skip
def test_what_cannot_be_done_says_what_can(run, words, error, says):
    done = run("indicator", *words)
    assert isinstance(done.exception, error) and says in str(done.exception)


def test_a_file_is_written_by_its_ending(run, tmp_path):
    file = tmp_path / "centers.csv"
    assert run("--language", "zh", "indicator", "center_counts", "-o", str(file)).exit_code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf") and (tmp_path / "centers.csv-metadata.json").exists()
    page = run("--language", "zh", "indicator", "center_counts", "-f", "html").stdout
    assert page.startswith('<!DOCTYPE html><html lang="zh">') and "<th>位次</th>" in page
