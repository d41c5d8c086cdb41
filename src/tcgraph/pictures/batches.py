"""The batches in a row: what each certified, as far as it is known, and what is not known."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tcgraph.dataset import Dataset
from tcgraph.errors import DataError
from tcgraph.pictures import style
from tcgraph.pictures.facts import Roster, names_of, rosters, within
from tcgraph.pictures.parts import listed, pick
from tcgraph.pictures.sheet import Item, Line, Rect, Sheet, Text, framed
from tcgraph.pictures.texts import wrapped
from tcgraph.pictures.write import write_picture

__all__ = ["Batch", "TimelineFacts", "ask", "draw", "timeline"]

_NS = "PREFIX tc: <https://w3id.org/tcgraph/ontology#>\n"
_BATCHES = _NS + """SELECT ?number ?first ?last ?kind ?not_before ?not_after WHERE {
  ?batch a tc:Batch ; tc:batchNumber ?number . OPTIONAL { ?batch tc:firstYear ?first ; tc:lastYear ?last }
  OPTIONAL { ?notice tc:concernsBatch ?batch ; tc:noticeKind ?kind . FILTER(?kind = tc:ListNotice)
    OPTIONAL { ?notice tc:notBefore ?not_before } OPTIONAL { ?notice tc:notAfter ?not_after } } } ORDER BY ?number"""
_LYING = _NS + "SELECT DISTINCT ?place ?unit WHERE { ?unit tc:liesWithin ?place }"
_EVER, _LATER = "1993-01-01", "2100-01-01"
_FIGURES = {"new centers": "centers", "new sub-centers": "subcenters", "revoked units": "revoked", "total of centers": "all_centers",
            "total of sub-centers": "all_subcenters"}

_LEFT, _RIGHT, _TOP, _HIGH = 230.0, 1560.0, 215.0, 290.0
_ABSENT_HIGH = 44.0
"""Low enough that nobody takes it for a number."""
_TITLE = (("各批认定：已知与未知", "Certifications by batch: what is known and what is not"),
          ("各批认定：已知与未知（{place}）", "Certifications by batch: what is known and what is not ({place})"))
_SUBTITLE = ("第{first}批至第{last}批，中心与分中心合计", "Batches {first} to {last}, centers and sub-centers together")
_BATCH = ("第{number}批", "Batch {number}")
_NAMED, _STATED, _ABSENT = ("数据中有名，批次确定", "named in the data, batch known"), ("通知所写数目，其余不知其名", "number the notice states, rest not named"), \
    ("该批不在数据中", "batch not in the data")
_UNITS = ("新认定单位", "newly certified")
_SPANS = (("批次只知范围", "batch known within bounds"), ("{number} 家，属第{first}至{last}批之一", "{number} certified in some batch from {first} to {last}"))
_ROWS = (("通知公布", "notice out"), ("所写新认定*", "new, as stated*"), ("所写撤销", "revoked, as stated"), ("所写总数*", "total, as stated*"),
         ("名单在数据中", "list in the data"))
_LISTED, _UNKNOWN = ("{rows} 行", "{rows} rows"), ("不知", "not known")
_CAPTION = ("柱高为单位数。深色：数据中有名且批次确定；{dashed}下方横条：有名但批次只能限定在几批之内，不作猜测。"
            "标为不知或—者是数据中没有，不等于零。* 中心 + 分中心。{place}来源：tcgraph，名单（{lists}）与各通知；通知数字截至 {day}。",
            "Height is the number of units. Solid: named in the data, batch known. {dashed}Bars "
            "below: named, but the batch is only bounded; nothing is guessed. Not known, or —, means not in the data, not zero. * Centers + sub-centers. {place}Source: tcgraph, full lists "
            "({lists}) and the notices; figures of notices up to {day}.")
_DASHED = ("虚线框：通知写明的数目中其余不知其名的部分；", "Dashed blue: the rest of the number that the notice states, not named. ")
_PLACE = ("名字与横条只计{place}，通知数字是全国的，不画柱。", "Named units and bars are those of {place} only; figures of notices are for all China and have no bars. ")
_ALT = ("时间线，第{first}批至第{last}批。各批数据中有名者：{named}。批次不确定者：{spans}。不在数据中的批次：{absent}。",
        "Timeline of batches {first} to {last}. Named with certainty: {named}. Batch only bounded: {spans}. Batches not in the data: {absent}.")
_ALT_NAMED, _ALT_SPAN = ("第{batch}批 {number}", "batch {batch}: {number}"), ("第{first}至{last}批 {number}", "batches {first} to {last}: {number}")
_TIP = ("第{batch}批：有名 {number} 家", "Batch {batch}: {number} named")
_TIP_STATED = ("第{batch}批：通知写明新认定 {stated} 家，有名 {number} 家", "Batch {batch}: the notice states {stated} new, {number} are named")
_HEADS = (("批次", "年份", "有名且批次确定", "所写新中心", "所写新分中心", "所写撤销", "所写中心总数", "所写分中心总数"),
          ("Batch", "Years", "Named, batch known", "New centers stated", "New sub-centers stated", "Revoked stated", "Centers stated", "Sub-centers stated"))


@dataclass(slots=True)
class Batch:
    """A batch; ``known`` is False where the data only imply it by its number. ``figures`` are those that its notices state."""

    number: int
    known: bool = False
    years: str = ""
    out: tuple[dt.date | None, dt.date | None] = (None, None)
    figures: dict[str, int] = field(default_factory=dict)
    named: int = 0

    @property
    def stated(self) -> int:
        """The new centers and sub-centers that the notice states; 0 where it states none."""
        return self.figures.get("centers", 0) + self.figures.get("subcenters", 0)


@dataclass(frozen=True, slots=True)
class TimelineFacts:
    """The batches by number without a gap, and how many units are bounded by which two batches; ``place`` is the filter, in both languages."""

    batches: tuple[Batch, ...]
    spans: dict[tuple[int, int], int]
    rosters: tuple[Roster, ...]
    day: dt.date
    place: tuple[str, str] | None

    @property
    def absent(self) -> list[str]:
        """The numbers of the batches that the data do not hold."""
        return [str(batch.number) for batch in self.batches if not batch.known]


def timeline(dataset: Dataset, file: Path | str, *, province: str | None = None, language: str = "zh") -> Path:
    """The batches in a file: named certifications, what the notices state, and what is only bounded.

    ``province`` counts only named units that lie in a place; the figures of notices, which are national, are then not drawn as bars. Raises ``DataError``
    where the data hold no batch; else and languages: as ``tile_map``.
    """
    facts = ask(dataset, province=province)
    return write_picture(lambda tongue: draw(facts, tongue), file, language)


def ask(dataset: Dataset, *, province: str | None = None) -> TimelineFacts:
    """What the picture shows, asked of the dataset: see ``timeline``."""
    known = _batches(dataset)
    if not known:
        raise DataError("The dataset holds no batch, so there is no timeline to draw. Load the notices, or use tcgraph.load().")
    _state(dataset, known)
    spans = _certified(dataset, known, within(dataset, province))
    numbers = [*known, *(number for span in spans for number in span)]
    batches = tuple(known.get(number) or Batch(number) for number in range(min(numbers), max(numbers) + 1))
    days = [day for batch in batches for day in batch.out if day]
    return TimelineFacts(batches, spans, tuple(rosters(dataset)), max(days, default=dt.date(1993, 1, 1)), _names(dataset, province))


def _batches(dataset: Dataset) -> dict[int, Batch]:
    found: dict[int, Batch] = {}
    for row in dataset.select(_BATCHES):
        number = int(str(row["number"]))
        years = f"{row['first']}" if row["first"] == row["last"] else f"{row['first']}–{row['last']}"
        out = tuple(day if isinstance(day, dt.date) else None for day in (row["not_before"], row["not_after"]))
        found[number] = Batch(number, True, years if row["first"] else "", (out[0], out[1]))
    return found


def _state(dataset: Dataset, known: dict[int, Batch]) -> None:
    """Adds the figures that the notices of each batch state."""
    for row in dataset.answer("figures_of_notices"):
        batch = known.get(int(str(row["batch"]))) if row["batch"] is not None else None
        if batch is not None and (key := _FIGURES.get(str(row["measure_en"]))):
            batch.figures[key] = int(str(row["value"]))


def _certified(dataset: Dataset, known: dict[int, Batch], places: frozenset[str]) -> dict[tuple[int, int], int]:
    """Adds to each batch the units that it certainly certified; returns those that two batches bound."""
    lying = {str(unit) for place in sorted(places) for unit in dataset.select(_LYING, place=place)["unit"]}
    spans: Counter[tuple[int, int]] = Counter()
    for row in dataset.answer("new_between", since=_EVER, until=_LATER):
        if (not places or str(row["unit"]) in lying) and row["latest_batch"] is not None:
            last = int(str(row["latest_batch"]))
            spans[int(str(row["earliest_batch"] or last)), last] += 1
    for first, last in [span for span in spans if span[0] == span[1]]:
        known.setdefault(first, Batch(first)).named = spans.pop((first, last))
    return dict(sorted(spans.items()))


def _names(dataset: Dataset, province: str | None) -> tuple[str, str] | None:
    if province is None:
        return None
    return names_of(dataset, dataset.find_one(province, "tc:Place"))


def draw(facts: TimelineFacts, language: str) -> Sheet:
    """The sheet of the timeline."""
    wide = (_RIGHT - _LEFT) / len(facts.batches)
    greatest = max((max(b.named, 0 if facts.place else b.stated) for b in facts.batches), default=0) or 1
    items = _legend(facts, language)
    ground = _TOP + _HIGH
    items.append(Text(style.LEFT, ground - 10, pick(_UNITS, language), style.BODY, style.SOFT))
    for number, batch in enumerate(facts.batches):
        items += _bar(facts, batch, _LEFT + number * wide, wide, ground, _HIGH * 0.85 / greatest, language)
    items.append(Line(((style.LEFT, ground), (_RIGHT, ground)), style.SOFT, 1.5))
    below, drawn = _names_of_batches(facts, wide, ground, language)
    items += drawn
    below, drawn = _spans(facts, wide, below, language)
    items += drawn
    below, drawn = _known(facts, wide, below, language)
    words = _words(facts, language)
    title = pick(_TITLE[facts.place is not None], language).format(place=pick(facts.place, language) if facts.place else "")
    return framed("timeline", language, title=title, subtitle=pick(_SUBTITLE, language).format(**words), items=[*items, *drawn], bottom=below,
                  caption=pick(_CAPTION, language).format(**words), alt=pick(_ALT, language).format(**words), table=_table(facts, language))


def _legend(facts: TimelineFacts, language: str) -> list[Item]:
    items: list[Item] = []
    keys = [((style.KNOWN, "none", 0.0, False), _NAMED), ((style.WHITE, style.KNOWN, 2.5, True), _STATED), ((style.NO_DATA, style.FAINT, 1.5, True), _ABSENT)]
    x = float(style.LEFT)
    for look, name in keys[:1] + keys[2:] if facts.place else keys:
        text = Text(x + 44, 158, pick(name, language), style.BODY)
        items += [Rect(x, 138, 32, 24, *look), text]
        x = text.box[2] + 50
    return items


def _bar(facts: TimelineFacts, batch: Batch, x: float, wide: float, ground: float, unit: float, language: str) -> list[Item]:
    left, width = x + wide * 0.18, wide * 0.64
    if not batch.known:
        tip = f"{pick(_BATCH, language).format(number=batch.number)}{pick(('：', ': '), language)}{pick(_ABSENT, language)}"
        return [Rect(left, ground - _ABSENT_HIGH, width, _ABSENT_HIGH, style.NO_DATA, style.FAINT, 1.5, dashed=True, tip=tip),
                Text(x + wide / 2, ground - _ABSENT_HIGH / 2 + 8, "—", style.LARGE, style.SOFT, "middle", style.NO_DATA)]
    items: list[Item] = []
    stated = 0 if facts.place else batch.stated
    top = ground - max(batch.named, stated) * unit
    if stated > batch.named:
        tip = pick(_TIP_STATED, language).format(batch=batch.number, stated=stated, number=batch.named)
        items.append(Rect(left, top, width, ground - top - batch.named * unit, style.WHITE, style.KNOWN, 2.5, dashed=True, tip=tip))
        items.append(Text(x + wide / 2, top - 12, str(stated), style.BODY, style.KNOWN, "middle"))
    if batch.named:
        tall = batch.named * unit
        items.append(Rect(left, ground - tall, width, tall, style.KNOWN, tip=pick(_TIP, language).format(batch=batch.number, number=batch.named)))
        items.append(Text(x + wide / 2, ground - tall - 12, str(batch.named), style.BODY, style.INK, "middle"))
    if not batch.named and not stated:
        lines = wrapped(pick(_UNKNOWN, language), style.SMALL, wide - 6)
        items += [Text(x + wide / 2, ground - 14 - 24 * (len(lines) - 1 - i), line, style.SMALL, style.SOFT, "middle") for i, line in enumerate(lines)]
    return items


def _names_of_batches(facts: TimelineFacts, wide: float, y: float, language: str) -> tuple[float, list[Item]]:
    items: list[Item] = []
    for number, batch in enumerate(facts.batches):
        middle, ink = _LEFT + (number + 0.5) * wide, style.INK if batch.known else style.SOFT
        items.append(Text(middle, y + 32, pick(_BATCH, language).format(number=batch.number), style.BODY, ink, "middle", bold=batch.known))
        if batch.years:
            items.append(Text(middle, y + 60, batch.years, style.SMALL, style.SOFT, "middle"))
    return y + 84, items


def _spans(facts: TimelineFacts, wide: float, y: float, language: str) -> tuple[float, list[Item]]:
    """One bar for each pair of batches that bounds units; its text stands left of it where there is room, and right of it else."""
    if not facts.spans:
        return y, []
    lines = wrapped(pick(_SPANS[0], language), style.BODY, _LEFT - style.LEFT - 10)
    items: list[Item] = [Text(style.LEFT, y + 24 + 28 * i, line, style.BODY, style.SOFT) for i, line in enumerate(lines)]
    first = facts.batches[0].number
    for (start, end), number in sorted(facts.spans.items(), key=lambda span: (-span[1], span[0])):
        left, right = _LEFT + (start - first + 0.1) * wide, _LEFT + (end - first + 0.9) * wide
        text = Text(left - 14, y + 24, pick(_SPANS[1], language).format(number=number, first=start, last=end), style.BODY, anchor="end")
        if text.box[0] < _LEFT:
            text = Text(right + 14, y + 24, text.text, style.BODY)
        items += [Rect(left, y + 6, right - left, 24, style.ramp(0.35), style.KNOWN, 1.5, tip=text.text), text]
        y += 40
    return y + max(0, 28 * len(lines) - 40 * len(facts.spans)) + 16, items


def _known(facts: TimelineFacts, wide: float, y: float, language: str) -> tuple[float, list[Item]]:
    """The table below: a row for each thing that a notice may tell."""
    items: list[Item] = []
    for number, head in enumerate(_ROWS):
        high = 66.0
        items.append(Rect(style.LEFT - 10, y, _RIGHT - style.LEFT + 10, high, style.STRIPE if number % 2 == 0 else style.WHITE))
        ground = style.STRIPE if number % 2 == 0 else style.WHITE
        items.append(Text(style.LEFT, y + 41, pick(head, language), style.BODY, style.SOFT, ground=ground))
        for column, batch in enumerate(facts.batches):
            lines = _cell(facts, batch, number, language)
            first = y + 41 - 13 * (len(lines) - 1)
            items += [Text(_LEFT + (column + 0.5) * wide, first + 26 * i, line, style.SMALL, style.INK if lines != ["—"] else style.SOFT, "middle", ground)
                      for i, line in enumerate(lines)]
        y += high
    return y, items


def _cell(facts: TimelineFacts, batch: Batch, row: int, language: str) -> list[str]:
    """The lines of a cell; a dash where nothing is known."""
    if row == 0:
        first, last = batch.out
        return [str(first)] if first and first == last else [str(first), f"– {last}"] if first and last else [str(last)] if last else ["—"]
    if row == 4:
        rows = [roster.rows for roster in facts.rosters if roster.batch == batch.number]
        return [pick(_LISTED, language).format(rows=f"{rows[0]:,}")] if rows else ["—"]
    if row == 2:
        return [str(batch.figures["revoked"])] if "revoked" in batch.figures else ["—"]
    keys = ("centers", "subcenters") if row == 1 else ("all_centers", "all_subcenters")
    if keys[0] not in batch.figures:
        return ["—"]
    one, other = (f"{batch.figures.get(key, 0):,}" for key in keys)
    return [f"{one} + {other}"] if row == 1 else [one, f"+ {other}"]


def _words(facts: TimelineFacts, language: str) -> dict[str, object]:
    none = pick(("无", "none"), language)
    named = [pick(_ALT_NAMED, language).format(batch=b.number, number=b.named) for b in facts.batches if b.named]
    spans = [pick(_ALT_SPAN, language).format(first=a, last=b, number=number) for (a, b), number in facts.spans.items()]
    place = pick(_PLACE, language).format(place=pick(facts.place, language)) if facts.place else ""
    return {"first": facts.batches[0].number, "last": facts.batches[-1].number, "named": listed(named, language) or none,
            "spans": listed(spans, language) or none, "absent": listed(facts.absent, language) or none, "place": place, "day": facts.day,
            "dashed": "" if facts.place else pick(_DASHED, language),
            "lists": listed([pick(_BATCH, language).format(number=roster.batch) for roster in facts.rosters], language)}


def _table(facts: TimelineFacts, language: str) -> tuple[tuple[str, ...], ...]:
    keys = ("centers", "subcenters", "revoked", "all_centers", "all_subcenters")
    rows = [(str(b.number), b.years, str(b.named), *(str(b.figures.get(key, "")) for key in keys)) for b in facts.batches if b.known]
    return (_HEADS[language == "en"], *rows)
