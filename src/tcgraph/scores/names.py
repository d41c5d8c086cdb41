"""Names on their labelled sets: the parts of a name, and whether two printings are of one name."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tcgraph import resources
from tcgraph.files import read_table
from tcgraph.names import Anatomy, anatomy, normal_form
from tcgraph.scores.score import Score, count

__all__ = ["scores"]

T = TypeVar("T")
_PARTS = ("place", "brand", "trade", "form", "group", "qualifier", "branch")


def scores() -> list[Score]:
    """One score per part of ``names-anatomy.csv``, each split apart, and one for ``names-pairs.csv``."""
    folder = resources.labelled()
    rows = read_table(folder / "names-anatomy.csv")
    found = []
    for split in ("unlisted", "test", "development"):
        title = f"names-anatomy ({split})"
        names = [row for row in rows if row["split"] == split]
        answers = [anatomy(row["name"]) for row in names]
        pairs = list(zip(names, answers, strict=True))
        for part in _PARTS:
            found.append(count(title, part, ((row["name"], _label(row, part), _part(answer, part)) for row, answer in pairs)))
        found.append(count(title, "all parts", ((row["name"], _all(_label, row), _all(_part, answer)) for row, answer in pairs)))
    return [*found, _pairs(folder / "names-pairs.csv")]


def _pairs(file: Path) -> Score:
    """Pairs whose normal forms are equal, among those labelled as printings of one name."""
    cases = (
        (f"{row['one']} / {row['other']}", _same(row["same"] == "yes"), _same(normal_form(row["one"]) == normal_form(row["other"])))
        for row in read_table(file)
    )
    return count("names-pairs", "normal form equal", cases, show=lambda text: text or "different")


def _same(same: bool) -> str:
    return "same" if same else ""


def _part(answer: Anatomy, part: str) -> str:
    if part == "group":
        return "yes" if answer.group else ""
    return "; ".join(answer.qualifiers) if part == "qualifier" else str(getattr(answer, part))


def _label(row: dict[str, str], part: str) -> str:
    return row[part].replace("no", "") if part == "group" else row[part]


def _all(say: Callable[[T, str], str], of: T) -> str:
    return " | ".join(say(of, part) for part in _PARTS)
