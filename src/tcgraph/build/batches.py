"""In which batch a unit was certified: as printed, as named by a notice or a news page, or within the bounds of the rows around it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tcgraph.build.notices import Entry
from tcgraph.build.rosters import changes, regions_of
from tcgraph.build.sources import Row, Sources
from tcgraph.build.units import Concluded, History
from tcgraph.names import normal_form

__all__ = ["Certified", "certified"]


@dataclass(frozen=True, slots=True)
class Certified:
    """A unit's certification: the notices of the earliest and the latest batch that it can be of (the same where it is known), the notice
    that shows it, method, confidence and evidence."""

    concluded: Concluded
    earliest: Row
    latest: Row
    shown_in: Row
    method: str
    confidence: str
    evidence: tuple[str, ...]


def certified(sources: Sources, history: History) -> list[Certified]:
    """The certification of each unit of which the batch is known or bounded on both sides, in order of first mention.

    Of units that stood on the oldest roster already as old ones nothing is known but that they are older.
    """
    named = {entry.iri: said for entry, said in _named(sources, history)}
    bounds = _Bounds(sources, history, {key: said[0] for key, said in named.items()}, _first_named(sources, history))
    found = (_of(concluded, named, bounds) for concluded in history.units)
    return [one for one in found if one is not None]


def _of(concluded: Concluded, named: dict[str, tuple[Row, str]], bounds: "_Bounds") -> Certified | None:
    entry = concluded.entries[0]
    if entry.row.get("newly_certified"):
        return Certified(concluded, entry.notice, entry.notice, entry.notice, "newly-certified-annex", "0.99", (entry.iri,))
    if entry.iri in named:
        notice, url = named[entry.iri]
        method = "named-by-notice" if url in bounds.notice_pages else "named-in-news"
        return Certified(concluded, notice, notice, notice, method, "0.95", (entry.iri, url))
    if concluded.first is None or concluded.first.status != "newly_listed" or concluded.first.method == "kind-not-covered":
        return None
    earliest, latest, rows = bounds.of(entry)
    method = "order-of-batches" if rows else "between-rosters"
    confidence = f"{min(concluded.first.confidence, 0.9 if rows else 0.97):.2f}"
    return Certified(concluded, earliest, latest, entry.notice, method, confidence, (entry.iri, *rows))


def _named(sources: Sources, history: History) -> Iterator[tuple[Entry, tuple[Row, str]]]:
    """Entries that a news page or a notice names as newly certified, with the notice of that batch and the address."""
    lists = {row["batch"]: row for row in sources["notices"].rows if row["kind"] == "list"}
    by_name = {normal_form(c.entries[0].name): c.entries[0] for c in history.units if c.entries[0].kind == "center"}
    for row in sources["certifications-news"].rows:
        found = by_name.get(normal_form(row["enterprise_name"]))
        if found is None or found.notice["batch"] != row["batch"]:
            raise row.error(f"{row['enterprise_name']} is not new on the roster of batch {row['batch']}")
        yield found, (lists[row["batch"]], row["url"])
    ids = [row["id"] for row in sources["notices"].rows]
    for row in changes(sources):
        found = by_name.get(normal_form(row["enterprise_name"]))  # none if it left the list before the next roster that we have
        if row["change"] == "certified" and found is not None:
            if ids.index(found.notice["id"]) < ids.index(row["notice"]):
                raise row.error(f"{row['enterprise_name']} stands on roster {found.notice['id']} already, before notice {row['notice']}")
            yield found, (next(notice for notice in sources["notices"].rows if notice["id"] == row["notice"]), row["source"])


def _first_named(sources: Sources, history: History) -> dict[str, str]:
    """Entries named as the first of their annex: rows before them in their region are of earlier batches."""
    by_name = {normal_form(e.name): e.iri for e in history.entries.values()}
    first = (row for row in changes(sources) if row["change"] == "certified" and row["rank"] == "1")
    return {by_name[name]: row["notice"] for row in first if (name := normal_form(row["enterprise_name"])) in by_name}


class _Bounds:
    """Bounds of the batch of rows that are new on a roster, from the rows around them whose batch is known.

    New rows are appended at the end of their region, batch after batch, so batches never fall from row to row. Rows whose
    position the copy does not have take no part and get the bounds of the rosters.
    """

    def __init__(self, sources: Sources, history: History, named: dict[str, Row], first_of: dict[str, str]) -> None:
        self.lists = [row for row in sources["notices"].rows if row["kind"] == "list"]
        self.notice_pages = {row["source"] for row in sources["notice-changes"].rows}
        self.named, self.first_of = named, first_of
        self.older = {step.newer["id"]: step.older for step in history.steps}
        self.tails = _tails(history)
        self.complete = _complete(sources)

    def of(self, entry: Entry) -> tuple[Row, Row, tuple[str, ...]]:
        """The notices of the earliest and latest possible batch, and the entries that narrow the bounds of the rosters."""
        low, high = self._rank(self.older[entry.notice["id"]]) + 1, self._rank(entry.notice)
        rows: list[str] = []
        tail = self.tails.get((entry.notice["id"], entry.row.get("region", "")), ())
        at = next((n for n, other in enumerate(tail) if other.iri == entry.iri), None)
        if at is not None:
            low, high = self._narrowed(low, high, tail[:at], tail[at + 1 :], rows)
        if low < high and (page := self.complete.get((self.lists[high]["batch"], entry.row.get("region", "")))):
            high -= 1
            rows.append(page)
        return self.lists[low], self.lists[high], tuple(rows)

    def _narrowed(self, low: int, high: int, before: Iterable[Entry], after: Iterable[Entry], rows: list[str]) -> tuple[int, int]:
        for entry in before:
            if entry.iri in self.named and self._rank(self.named[entry.iri]) > low:
                low = self._rank(self.named[entry.iri])
                rows.append(entry.iri)
        for entry in after:
            if entry.iri in self.named:
                reached = self._rank(self.named[entry.iri]) - (entry.iri in self.first_of)
                if reached < high:
                    high = max(low, reached)
                    rows.append(entry.iri)
        return low, high

    def _rank(self, notice: Row) -> int:
        return next(n for n, row in enumerate(self.lists) if row["id"] == notice["id"])


def _complete(sources: Sources) -> dict[tuple[str, str], str]:
    """Batches and regions of which a news page names as many units as it counts, all of them therefore; with its address."""
    claims = (row for row in sources["claims"].rows if row["measure"] == "NewCenters")
    counted = {(row["batch"], row["place"], row["source"]): int(row.number("value")) for row in claims}
    named = Counter((row["batch"], row["region"], row["url"]) for row in sources["certifications-news"].rows)
    parts = regions_of(sources)
    found = [key for key, number in named.items() if counted.get(key) == number]
    return {(batch, part): page for batch, region, page in found for part in parts[region]}


def _tails(history: History) -> dict[tuple[str, str], list[Entry]]:
    """Per roster and region, the new rows whose position is known, in order."""
    tails: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for concluded in history.units:
        entry = concluded.entries[0]
        if concluded.first is not None and concluded.first.status == "newly_listed" and entry.row["position"]:
            tails[entry.notice["id"], entry.row.get("region", "")].append(entry)
    for rows in tails.values():
        rows.sort(key=lambda entry: int(entry.row["position"]))
    return tails
