"""Scores: counted as documented, on labelled sets that are what they say."""

import csv
import json
import subprocess
import sys
from collections import Counter

import pytest

from tcgraph import resources
from tcgraph.errors import UnknownNameError
from tcgraph.names import normal_form
from tcgraph.scores import SCORES, Case, Score, count, score

LEAST = {"unlisted": 0.9, "test": 0.92, "development": 0.95}  # recall of every part that is expected at least ten times


def rows(name: str) -> list[dict[str, str]]:
    with (resources.labelled() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_precision_and_recall() -> None:
    result = count("set", "part", [("a", "x", "x"), ("b", "x", "y"), ("c", "x", ""), ("d", "", "y"), ("e", "", "")])
    assert (result.right, result.found, result.expected) == (1, 3, 3)
    assert result.precision == result.recall == 1 / 3
    assert result.errors == (Case("b", "x", "y"), Case("c", "x", ""), Case("d", "", "y"))


def test_a_share_of_nothing_is_none() -> None:
    assert Score("set", "part", 0, 0, 0).precision is None and Score("set", "part", 0, 0, 0).recall is None
    assert Score("set", "part", 0, 2, 0).precision == 0 and Score("set", "part", 0, 2, 0).recall is None


def test_unknown_set() -> None:
    with pytest.raises(UnknownNameError, match="names"):
        score("nmes")


def test_a_set_is_imported_when_it_is_asked_for() -> None:
    code = "import sys, tcgraph.scores; print([m for m in sys.modules if m.startswith('tcgraph.scores.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)})
    assert done.stdout.strip() == "['tcgraph.scores.score']"


def test_names_are_taken_apart_as_labelled() -> None:
    low = [(s.set, s.part, s.recall, s.errors) for s in score("names") for split, least in LEAST.items()
           if f"({split})" in s.set and s.expected >= 10 and min(s.recall or 0, s.precision or 0) < least]
    assert low == []


def test_normal_form_joins_no_two_names_and_decides_what_it_can() -> None:
    pairs = [s for s in score("names") if s.set == "names-pairs"][0]
    undecidable = [row for row in rows("names-pairs.csv") if row["decidable"] == "no"]
    assert pairs.precision == 1
    assert {case.item for case in pairs.errors} == {f"{row['one']} / {row['other']}" for row in undecidable}


def test_anatomy_set_is_complete() -> None:
    labelled = rows("names-anatomy.csv")
    assert Counter(row["split"] for row in labelled) == {"development": 150, "test": 150, "unlisted": 50}
    assert len({normal_form(row["name"]) for row in labelled}) == 350
    for row in labelled:
        plain = normal_form(row["name"])
        for part in ("brand", "trade", "form", "qualifier", "branch"):
            assert set(row[part].split()) <= set(plain.split()) or set(row[part]) <= set(plain), (row["name"], part)
        assert (row["group"] == "yes") == ("集团" in plain), row["name"]
        assert all(place in plain for place in row["place"].split() if row["place"].isascii() is False), row["name"]


def test_pairs_set_is_complete() -> None:
    labelled = rows("names-pairs.csv")
    assert len({(row["one"], row["other"]) for row in labelled}) == len(labelled) == 200
    assert all(row["one"] != row["other"] and row["reason"] for row in labelled)
    assert {row["same"] for row in labelled} == {row["decidable"] for row in labelled} == {"yes", "no"}
    assert Counter(row["same"] for row in labelled)["no"] > 80


@pytest.mark.parametrize("name", SCORES)
def test_every_set_gives_scores(name: str) -> None:
    results = score(name)
    assert results and all(s.right <= min(s.found, s.expected) for s in results)


def command(*arguments: str) -> "subprocess.CompletedProcess[str]":
    code = "from tcgraph.cli import main; main()"
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, encoding="utf-8", env={"PYTHONPATH": ":".join(sys.path), "LANG": "C.UTF-8"})


def test_command_writes_a_table_in_both_languages() -> None:
    english, chinese = command("score", "names"), command("--language", "zh", "score", "names", "--errors")
    assert english.returncode == chinese.returncode == 0
    assert english.stdout.split("\n")[0].split() == ["set", "part", "right", "found", "expected", "precision", "recall"]
    assert len(english.stdout.splitlines()) == len(score("names")) + 1
    assert chinese.stdout.startswith("标注集") and "烟台东方威思顿电气有限公司 / 烟台东方威斯顿电气有限公司：应为 same，得出 different" in chinese.stdout


def test_command_writes_json_and_csv() -> None:
    found = json.loads(command("score", "names", "--format", "json", "--errors").stdout)
    assert found[0]["set"] == "names-anatomy (unlisted)" and found[0]["precision"] == 1.0
    assert {"item", "expected", "found"} == set(next(row["errors"][0] for row in found if row["errors"]))
    lines = command("score", "names", "--format", "csv").stdout.splitlines()
    assert lines[0] == "set,part,right,found,expected,precision,recall" and len(lines) == len(found) + 1
    wrong = command("score", "names", "--format", "csv", "--errors").stdout
    assert len(list(csv.reader(wrong.splitlines()))) == sum(len(row["errors"]) for row in found) + 1


@pytest.mark.parametrize(("arguments", "text"), [(("score", "nmes"), "Did you mean 'names'"), (("score", "--format", "xml"), "No format 'xml'")])
def test_command_refuses(arguments: tuple[str, ...], text: str) -> None:
    done = command(*arguments)
    assert done.returncode == 2 and text in done.stderr and done.stdout == ""
