"""Answers as they were when they were last looked at. ``TCGRAPH_WRITE_GOLDEN=1`` writes them again: then read the diff."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from tcgraph.questions import questions
from tcgraph.solutions.render import csv_text

FOLDER = Path(__file__).parent / "golden"
WHOLE = 60  # longer answers are kept as first and last rows, and a hash of all


def digest(answer, bindings: dict[str, str]) -> dict:
    rows = json.loads(answer.to_json())
    found = {"parameters": bindings, "variables": list(answer.variables), "rows": len(rows)}
    if len(rows) <= WHOLE:
        return {**found, "solutions": rows}
    return {**found, "first": rows[:5], "last": rows[-5:],
            "sha256": hashlib.sha256(csv_text(answer.variables, answer.rows()).encode()).hexdigest()}


@pytest.mark.parametrize("name", sorted(questions()))
def test_answer_is_the_golden_one(dataset, ask, name: str) -> None:
    bindings = ask.parameters(name)
    found, file = digest(dataset.answer(name, **bindings), bindings), FOLDER / f"{name}.json"
    if os.environ.get("TCGRAPH_WRITE_GOLDEN"):
        file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(file.read_text(encoding="utf-8")), f"{name}: if the change is meant, TCGRAPH_WRITE_GOLDEN=1 writes {file.name}"


def test_each_golden_answer_belongs_to_a_question() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} == set(questions())
