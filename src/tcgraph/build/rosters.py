"""The rosters as matching sees them, what people and notices say of their rows, and the alignment of each with the next."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tcgraph.build.notices import Entry, entries
from tcgraph.build.sources import Row, Sources
from tcgraph.identity import DECISIONS, Alignment, Roster, RosterRow, Ruling, align, mint
from tcgraph.identity.alignment import KIND_BEFORE
from tcgraph.identity.rulings import incomplete
from tcgraph.names import normal_form

__all__ = ["Step", "changes", "decision_iri", "decisions", "regions_of", "rosters_of", "steps"]

_SAID = ("certified", "certified_sub_center", *KIND_BEFORE)  # what a notice says of a unit

Ruled = tuple[Ruling, str, Row]  # what is decided, who says so (an IRI or address), and where it is written


@dataclass(frozen=True)
class Step:
    """One roster and the next: their notices and what became of each row. ``ruled`` maps a row's key to what a person or notice said."""

    older: Row
    newer: Row
    alignment: Alignment
    ruled: dict[str, str]


def rosters_of(sources: Sources) -> list[tuple[Row, dict[str, Entry], Roster]]:
    """Each roster: its notice, its entries by IRI, and its rows for matching; oldest first."""
    by_notice: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries(sources):
        by_notice[entry.notice["id"]].append(entry)
    regions = regions_of(sources)
    return [(found[0].notice, {e.iri: e for e in found}, Roster([_row(e, regions) for e in found])) for found in by_notice.values()]


def _row(entry: Entry, regions: dict[str, frozenset[str]]) -> RosterRow:
    row = entry.row
    seat = row.get("registered_province", "")
    may_be = regions.get(seat, frozenset()) if entry.kind == "center" else frozenset()  # a sub-center stands where its parent does
    position = int(row.number("position")) if row["position"] else None
    return RosterRow(entry.iri, entry.name, entry.kind, row.get("region", ""), position, bool(row.get("newly_certified")), may_be)


def regions_of(sources: Sources) -> dict[str, frozenset[str]]:
    """For each name of a province, the regions under which a firm of its can be printed: itself and its planned cities."""
    rows = sources["places"].rows
    parent = {row["gb2260"]: row["name_zh"] for row in rows if row["gb2260"]}
    held: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        held[parent.get(row["parent_gb2260"], row["name_zh"])].add(row["name_zh"])
    return {name: frozenset(held[row["name_zh"]]) for row in rows for name in (row["name_zh"], row["short_zh"])}


def steps(sources: Sources) -> list[Step]:
    """The alignment of each roster with the next, oldest first. Raises ``SourceError`` for a decision that names no row."""
    rosters = rosters_of(sources)
    return [_step(sources, older, newer) for older, newer in pairwise(rosters)]


def _step(sources: Sources, older: tuple[Row, dict[str, Entry], Roster], newer: tuple[Row, dict[str, Entry], Roster]) -> Step:
    ruled = [*_decided(sources, older, newer), *_noticed(sources, older, newer)]
    said = {key: evidence for key, (_, evidence, _) in _once(ruled).items()}
    return Step(older[0], newer[0], align(older[2], newer[2], rulings=[ruling for ruling, _, _ in ruled]), said)


def _once(ruled: list[Ruled]) -> dict[str, Ruled]:
    """What is decided of each row. Raises ``SourceError`` for a row that is decided twice."""
    found: dict[str, Ruled] = {}
    for one in ruled:
        ruling, _, row = one
        for key in (ruling.old, "" if ruling.decision == "merged" else ruling.new):
            before = found.get(key)
            if key and before and "different" not in (ruling.decision, before[0].decision):
                raise row.error(f"speaks of a row that {before[2].file.name}, line {before[2].line}, decides already; keep one")
            if key and ruling.decision != "different":
                found[key] = one
            elif key:
                found.setdefault(key, one)
    return found


def decision_iri(row: Row) -> str:
    """The IRI of a reviewed decision."""
    return mint("decision", row["older"], row["older_name"], row["newer"], row["newer_name"], row["decision"])


def decisions(sources: Sources) -> Iterator[tuple[Row, list[str]]]:
    """The reviewed decisions, each with the entries that it is about."""
    rosters = {notice["id"]: found for notice, found, _ in rosters_of(sources)}
    for row in sources["identity-decisions"].rows:
        if row["decision"] not in DECISIONS:
            raise row.error(f"unknown decision {row['decision']!r}; known: {', '.join(DECISIONS)}")
        older, newer = (_named(row, side, rosters) for side in ("older", "newer"))
        if problem := incomplete(row["decision"], older, newer):
            raise row.error(f"the decision {row['decision']!r} {problem}")
        if (row["older"], row["newer"]) not in pairwise(rosters):
            raise row.error(f"roster {row['newer']!r} does not follow roster {row['older']!r}; in order there are {', '.join(rosters)}")
        yield row, [key for key in (older, newer) if key]


def _named(row: Row, side: str, rosters: dict[str, dict[str, Entry]]) -> str:
    name, position = row[f"{side}_name"], row.number(f"{side}_position")
    if not name and not position:
        return ""
    if row[side] not in rosters:
        raise row.error(f"there is no roster {row[side]!r}; there are {', '.join(rosters)}")
    found = [key for key, entry in rosters[row[side]].items()
             if (not name or normal_form(entry.name) == normal_form(name)) and (not position or entry.row["position"] == position)]
    if len(found) != 1:
        raise row.error(f"{len(found)} rows of roster {row[side]} have the position {position!r} and the name {name!r}; it must be one")
    return found[0]


def _decided(sources: Sources, older: tuple[Row, dict[str, Entry], Roster],
             newer: tuple[Row, dict[str, Entry], Roster]) -> Iterator[Ruled]:
    for row, keys in decisions(sources):
        if (row["older"], row["newer"]) == (older[0]["id"], newer[0]["id"]):
            old = next((key for key in keys if key in older[1]), "")
            new = next((key for key in keys if key in newer[1]), "")
            yield Ruling(row["decision"], old, new, row["reason"]), decision_iri(row), row


def _noticed(sources: Sources, older: tuple[Row, dict[str, Entry], Roster],
             newer: tuple[Row, dict[str, Entry], Roster]) -> Iterator[Ruled]:
    """Changes of kind that a notice between the two rosters names."""
    between = _between(sources, older[0], newer[0])
    for row in changes(sources):
        if row["notice"] in between and row["change"] in KIND_BEFORE:
            kinds, name = (KIND_BEFORE[row["change"]], row["enterprise_name"]), normal_form(row["enterprise_name"])
            old = next((e for e in older[1].values() if e.kind == kinds[0] and normal_form(e.name) == name), None)
            if old is None:
                raise row.error(f"{row['enterprise_name']} is not on roster {older[0]['id']} as a {kinds[0]}")
            new = next((e.iri for e in newer[1].values() if e.kind != kinds[0] and normal_form(e.name) == name), "")
            said = f"{row['name_as_stated']} ({row['notice']})"
            yield Ruling(row["change"], old.iri, new, said, "named-by-notice", 0.97), row["source"], row


def changes(sources: Sources) -> Iterator[Row]:
    """What notices say of single units. Raises ``SourceError`` for an unknown notice or change."""
    known = {notice["id"] for notice in sources["notices"].rows}
    for row in sources["notice-changes"].rows:
        if row["notice"] not in known:
            raise row.error(f"no notice {row['notice']!r} in notices.csv")
        if row["change"] not in _SAID:
            raise row.error(f"unknown change {row['change']!r}; known: {', '.join(_SAID)}")
        yield row


def _between(sources: Sources, older: Row, newer: Row) -> list[str]:
    """The ids of the notices behind the older roster's up to the newer one's, in the order of the file."""
    ids = [row["id"] for row in sources["notices"].rows]
    return ids[ids.index(older["id"]) + 1 : ids.index(newer["id"]) + 1]
