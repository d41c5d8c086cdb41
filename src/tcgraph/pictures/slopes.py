"""The ranks of provinces on two lists, joined by lines."""

from dataclasses import dataclass
from pathlib import Path

from tcgraph.dataset import Dataset
from tcgraph.errors import CallError
from tcgraph.pictures import style
from tcgraph.pictures.facts import Place, Roster, centers, places, rosters, within
from tcgraph.pictures.parts import listed, pick, seats_of
from tcgraph.pictures.sheet import Item, Line, Mark, Sheet, Text, framed
from tcgraph.pictures.texts import width
from tcgraph.pictures.write import write_picture

__all__ = ["SlopeFacts", "Standing", "ask", "draw", "rank_slopes", "ranks"]

_EDGE, _TOP, _STEP, _LEGEND = 1290.0, 250.0, 46.0, 1340.0
_TITLE = ("各省技术中心数的名次：第{older}批与第{newer}批名单", "Ranks of provinces by centers: lists of batches {older} and {newer}")
_SUBTITLE = ("名次、地区、中心数；任一名单上居前 {top} 名的省级地区{more}", "Rank, province, number of centers; the provinces among the first {top} on either list{more}")
_MORE = ("，以及{places}", ", and {places}")
_HEAD = (("第{batch}批名单", "List of batch {batch}"), ("{year} 年，{total} 家", "{year}, {total} centers"))
_RISE = (("名次上升", "rank rises"), ("名次下降", "rank falls"), ("名次不变", "rank unchanged"))
_CAPTION = ("名次按中心数，并列者同名次，以 = 标出；不含分中心，计划单列市计入所在省。{seats}来源：tcgraph，第{older}批名单（{older_day} 前已公布）与第{newer}批名单（{newer_day} 前已公布）。",
            "Ranks are by number of centers, equal numbers share a rank, marked =; without sub-centers; separately planned cities count in their province. {seats}"
            "Source: tcgraph, lists of batch {older} (out by {older_day}) and batch {newer} (out by {newer_day}).")
_ALT = ("斜率图，比较 {shown} 个省级地区在两份名单上的名次。上升：{up}。下降：{down}。",
        "Slope chart of the ranks of {shown} provinces on two lists. Up: {up}. Down: {down}.")
_NONE = ("无", "none")
_TIP = ("{name}：第 {before} 名（{was} 家）→ 第 {after} 名（{now} 家）", "{name}: rank {before} ({was} centers) → rank {after} ({now} centers)")
_HEADS = (("地区", "较早名次", "较早中心数", "较晚名次", "较晚中心数"), ("Province", "Older rank", "Older centers", "Newer rank", "Newer centers"))


@dataclass(frozen=True, slots=True)
class Standing:
    """A province on both lists: numbers and ranks (1 is first, equal numbers share a rank)."""

    place: Place
    was: int
    now: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the lines begin and end, and the room for names."""

    one: float
    other: float
    room: float


@dataclass(frozen=True, slots=True)
class SlopeFacts:
    """All provinces on two lists, ``top`` the number of ranks to show, ``marked`` the places asked for."""

    older: Roster
    newer: Roster
    standings: tuple[Standing, ...]
    top: int
    marked: frozenset[str]

    @property
    def shown(self) -> list[Standing]:
        """The provinces among the first on either list, in order of the newer one."""
        chosen = [s for s in self.standings if min(s.before, s.after) <= self.top or s.place.iri in self.marked]
        return sorted(chosen, key=lambda s: (s.after, s.before, s.place.iso))


def rank_slopes(dataset: Dataset, file: Path | str, *, older: int | None = None, newer: int | None = None, top: int = 15,
                province: str | None = None, language: str = "zh") -> Path:
    """The ranks of the first ``top`` provinces on two lists in a file.

    ``older`` and ``newer`` are numbers of batches whose full lists are in the data (default: the first and the last), ``province`` is a place to show and
    to stress, whatever its rank. Raises ``CallError`` for a batch without a list, a ``top`` below 1, or two lists in the wrong order; else and
    languages: as ``tile_map``.
    """
    facts = ask(dataset, older=older, newer=newer, top=top, province=province)
    return write_picture(lambda tongue: draw(facts, tongue), file, language)


def ask(dataset: Dataset, *, older: int | None = None, newer: int | None = None, top: int = 15, province: str | None = None) -> SlopeFacts:
    """What the picture shows, asked of the dataset: see ``rank_slopes``."""
    if top < 1:
        raise CallError(f"top is {top}; it is the number of ranks to show, 1 or more.")
    known = rosters(dataset)
    one, other = _of_batch(known, older, 0), _of_batch(known, newer, -1)
    if one.not_after >= other.not_after:
        raise CallError(f"The older list, of batch {one.batch}, must have been out before the newer one, of batch {other.batch}. "
                        f"Lists in the data: {', '.join(str(roster.batch) for roster in known)}.")
    was, now = centers(dataset, one), centers(dataset, other)
    provinces = [place for place in places(dataset) if place.kind == "province"]
    before, after = ranks([was.get(p.iri, 0) for p in provinces]), ranks([now.get(p.iri, 0) for p in provinces])
    standings = tuple(Standing(p, was.get(p.iri, 0), now.get(p.iri, 0), before[i], after[i]) for i, p in enumerate(provinces))
    return SlopeFacts(one, other, standings, top, within(dataset, province))


def _of_batch(known: list[Roster], batch: int | None, place: int) -> Roster:
    if batch is None:
        return known[place]
    found = [roster for roster in known if roster.batch == batch]
    if not found:
        raise CallError(f"The data hold no full list of batch {batch}, only of {', '.join(str(roster.batch) for roster in known)}.")
    return found[0]


def ranks(numbers: list[int]) -> list[int]:
    """The rank of each number, 1 for the greatest; equal numbers share a rank and the next ranks are left out (1, 2, 2, 4)."""
    return [1 + sum(other > number for other in numbers) for number in numbers]


def draw(facts: SlopeFacts, language: str) -> Sheet:
    """The sheet of the slopes."""
    shown = facts.shown
    left = _slots(shown, "before")
    right = _slots(shown, "after")
    room = max((width(pick(s.place.names, language), style.BODY) for s in shown), default=0.0) + 10
    frame = _Frame(style.LEFT + 50 + 24 + room + 80, _EDGE - 50 - 70 - room - 100, room)
    items: list[Item] = [*_heads(facts, frame, language), *_legend(language)]
    for standing in sorted(shown, key=lambda s: (s.place.iri in facts.marked, abs(s.after - s.before), s.place.iso)):
        items += _slope(facts, standing, frame, (left[standing.place.iri], right[standing.place.iri]), language)
    words = _words(facts, language)
    return framed("rank_slopes", language, title=pick(_TITLE, language).format(**words), subtitle=pick(_SUBTITLE, language).format(**words),
                  items=items, bottom=_TOP + _STEP * len(shown) - 20, caption=pick(_CAPTION, language).format(**words),
                  alt=pick(_ALT, language).format(**words), table=_table(facts, language))


def _slots(shown: list[Standing], side: str) -> dict[str, float]:
    """The height of each province on one side; those of the same rank one below the other."""
    ordered = sorted(shown, key=lambda s: (getattr(s, side), s.after, s.before, s.place.iso))
    return {s.place.iri: _TOP + _STEP * number for number, s in enumerate(ordered)}


def _heads(facts: SlopeFacts, frame: _Frame, language: str) -> list[Item]:
    items: list[Item] = []
    for roster, x, anchor, total in ((facts.older, frame.one, "end", sum(s.was for s in facts.standings)),
                                     (facts.newer, frame.other, "start", sum(s.now for s in facts.standings))):
        year = f"{roster.not_after:%Y}"
        items.append(Text(x, 174, pick(_HEAD[0], language).format(batch=roster.batch), style.LARGE, anchor=anchor, bold=True))
        items.append(Text(x, 206, pick(_HEAD[1], language).format(year=year, total=f"{total:,}"), style.BODY, style.SOFT, anchor))
    return items


def _look(standing: Standing) -> tuple[str, float, bool]:
    """Colour, thickness and dashes of a line."""
    if standing.after == standing.before:
        return style.FAINT, 2.5, False
    return (style.UP, 4.0, False) if standing.after < standing.before else (style.DOWN, 4.0, True)


def _legend(language: str) -> list[Item]:
    items: list[Item] = []
    for number, (name, look) in enumerate(zip(_RISE, ((style.UP, 4.0, False), (style.DOWN, 4.0, True), (style.FAINT, 2.5, False)), strict=True)):
        y = _TOP + 40 * number
        items.append(Line(((_LEGEND, y - 7), (_LEGEND + 60, y - 7)), look[0], look[1], dashed=look[2]))
        items.append(Text(_LEGEND + 72, y, pick(name, language), style.SMALL))
    return items


def _slope(facts: SlopeFacts, s: Standing, frame: _Frame, heights: tuple[float, float], language: str) -> list[Item]:
    (y, v), x, u = heights, frame.one, frame.other
    colour, thickness, dashed = _look(s)
    name, marked = pick(s.place.names, language), s.place.iri in facts.marked
    tip = pick(_TIP, language).format(name=name, before=s.before, was=s.was, after=s.after, now=s.now)
    ink = style.INK if colour == style.FAINT else colour
    one, other = _shared([x.before for x in facts.standings], s.before), _shared([x.after for x in facts.standings], s.after)
    change = "" if s.after == s.before else f"{'+' if s.after < s.before else '−'}{abs(s.after - s.before)}"
    return [
        Line(((x + 20, y), (u - 20, v)), colour, thickness + 3 * marked, dashed=dashed, curved=True, tip=tip),
        Mark(x + 20, y, 8, "o", ink, tip=tip), Mark(u - 20, v, 8, "o", ink, tip=tip),
        Text(x, y + 8, str(s.was), style.BODY, style.SOFT, "end"),
        Text(x - 70, y + 8, name, style.BODY, ink, "end", bold=marked),
        Text(x - 80 - frame.room, y + 8, one, style.BODY, style.SOFT, "end"),
        Text(u + 50, v + 8, other, style.BODY, style.SOFT, "end"),
        Text(u + 70, v + 8, name, style.BODY, ink, bold=marked),
        Text(u + 140 + frame.room, v + 8, str(s.now), style.BODY, style.SOFT, "end"),
        Text(u + 152 + frame.room, v + 8, change, style.SMALL, ink),
    ]  # fmt: skip


def _shared(all_ranks: list[int], rank: int) -> str:
    """The rank, with a sign of equality where several share it."""
    return f"{'=' if all_ranks.count(rank) > 1 else ''}{rank}"


def _words(facts: SlopeFacts, language: str) -> dict[str, object]:
    shown = facts.shown
    up = [pick(s.place.names, language) for s in shown if s.after < s.before]
    down = [pick(s.place.names, language) for s in shown if s.after > s.before]
    none = pick(_NONE, language)
    beyond = [pick(s.place.names, language) for s in shown if min(s.before, s.after) > facts.top]
    more = pick(_MORE, language).format(places=listed(beyond, language)) if beyond else ""
    seats = seats_of(facts.older, language) + seats_of(facts.newer, language)
    return {"seats": seats, "more": more, "older": facts.older.batch, "newer": facts.newer.batch, "older_day": facts.older.not_after, "newer_day": facts.newer.not_after,
            "top": facts.top, "shown": len(shown), "up": listed(up, language) or none, "down": listed(down, language) or none}


def _table(facts: SlopeFacts, language: str) -> tuple[tuple[str, ...], ...]:
    rows = [(pick(s.place.names, language), str(s.before), str(s.was), str(s.after), str(s.now)) for s in facts.shown]
    return (_HEADS[language == "en"], *rows)
