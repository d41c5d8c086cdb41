"""The alignment of the rosters on its labelled rows: what became of each, and which row it is now."""

from collections.abc import Mapping

from tcgraph import resources
from tcgraph.build.rosters import rosters_of, steps
from tcgraph.build.sources import Sources
from tcgraph.files import read_table
from tcgraph.identity import Aligned, align
from tcgraph.scores.score import Score, count

__all__ = ["scores"]

Label = dict[str, str]


def scores() -> list[Score]:
    """One score per status of ``rosters.csv`` and one for all, with the decisions and without; and how far the confidences hold."""
    labels = read_table(resources.labelled() / "rosters.csv")
    sources = Sources(resources.sources(), resources.rules())
    shipped = {(s.older["id"], str(a.old.position)): a for s in steps(sources) for a in s.alignment if a.old}
    (older, _, old), (_, _, new) = rosters_of(sources)[:2]
    alone = {(older["id"], str(a.old.position)): a for a in align(old, new) if a.old}
    return [*_scores("rosters", labels, shipped), *_scores("rosters (without decisions)", labels, alone)]


def _scores(title: str, labels: list[Label], found: Mapping[tuple[str, str], Aligned]) -> list[Score]:
    rows = [(label, found[label["older"], label["old_position"]]) for label in labels]
    parts = [count(title, status, ((_item(label), _told(label, status), _said(row, status)) for label, row in rows))
             for status in dict.fromkeys(label["expected"] for label in labels)]
    everything = count(title, "all", ((_item(label), _told(label), _said(row)) for label, row in rows))
    return [*parts, everything, *_calibration(title, rows)]


def _item(label: Label) -> str:
    return f"{label['old_position']} {label['old_name']}"


def _told(label: Label, status: str = "") -> str:
    return f"{label['expected']} {label['new_name']}".rstrip() if status in ("", label["expected"]) else ""


def _said(row: Aligned, status: str = "") -> str:
    if row.status == "undecided" or status not in ("", row.status):
        return ""  # undecided claims nothing, so it costs recall and not precision
    return f"{row.status} {row.new.name if row.new else ''}".rstrip()


def _calibration(title: str, rows: list[tuple[Label, Aligned]]) -> list[Score]:
    """The rows by confidence: the precision of each band should not be below the band."""
    bands = {"confidence 0.99": (0.985, 2.0), "confidence 0.90 to 0.98": (0.9, 0.985)}
    return [count(title, name, ((_item(label), _told(label), _said(row)) for label, row in rows if low <= row.confidence < high))
            for name, (low, high) in bands.items()]
