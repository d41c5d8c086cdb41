"""The provinces as tiles of equal size, coloured by their number of centers.

A map of squares, not of boundaries: each province counts the same to the eye, and nothing is claimed about where borders run. The arrangement is
``data/rules/province-tiles.csv``; ``docs/pictures.md`` says how it was made.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from tcgraph.dataset import Dataset
from tcgraph.pictures import style
from tcgraph.pictures.facts import Field, Place, Roster, centers, named_field, places, roster_on, shown_field, tiles, within
from tcgraph.pictures.parts import listed, pick, scale_bar, seats_of, source_of
from tcgraph.pictures.sheet import Item, Rect, Sheet, Text, framed
from tcgraph.pictures.texts import wrapped
from tcgraph.pictures.write import write_picture

__all__ = ["TileFacts", "ask", "draw", "tile_map"]

_TILE, _GAP, _LEFT, _TOP, _SIDE = 122.0, 8.0, 50.0, 140.0, 1010.0
_TITLE = (("各省国家企业技术中心数", "National enterprise technology centers by province"),
          ("各省国家企业技术中心数：{field}", "Centers by province: {field}"))
_SUBTITLE = ("{on}，第{batch}批名单，全国 {total} 家", "{on}, list of batch {batch}, {total} centers in all")
_SCALE = ("中心数（颜色按平方根）", "Number of centers (colour: square root)")
_APART = ("名单另列的地区（已计入所在省）", "Regions the list keeps apart (counted in their province too)")
_EMPTY = ("不在名单范围内，无数据", "not among the regions of the list: no data")
_CAPTION = ("数字按中心所在地，不含分中心。计划单列市（{cities}）和新疆生产建设兵团在名单上单列，图中计入所在省，右侧另列。{unlisted}不在名单范围内，故无数值。"
            "方块只示意相对位置，不表示面积与边界。{told}{source}",
            "Numbers are of centers by where they lie, without sub-centers. The separately planned cities ({cities}) and the Xinjiang Production and "
            "Construction Corps have blocks of their own on the list; here they count in their province and are listed apart. {unlisted} are not among "
            "the regions of the list and so have no value. The tiles show relative position, neither area nor borders. {told}{source}")
_TOLD = ("领域由企业名称中的关键词推断，数字是下限。", "Fields are told from keywords in names, so numbers are lower bounds. ")
_ALT = ("方块地图，每省一块，共 {tiles} 块，颜色越深中心越多。最多：{most}；最少：{least}。{unlisted}无数据。",
        "Tile map with {tiles} squares, one a province; darker means more centers. Most: {most}. Fewest: {least}. No data for {unlisted}.")
_TIP = ("{name}：{number} 家中心", "{name}: {number} centers")
_HEADS = (("地区", "种类", "中心数"), ("Region", "Kind", "Centers"))
_KINDS = {"province": ("省级行政区", "province level"), "city": ("计划单列市", "separately planned city"), "corps": ("兵团", "corps")}


@dataclass(frozen=True, slots=True)
class TileFacts:
    """What the map shows: numbers by IRI of the place; ``marked`` are the places asked for."""

    roster: Roster
    on: dt.date
    field: Field | None
    places: tuple[Place, ...]
    numbers: dict[str, int]
    marked: frozenset[str]

    def of_kind(self, kind: str) -> list[tuple[Place, int]]:
        """The places of a kind with their numbers, most first."""
        found = [(place, self.numbers.get(place.iri, 0)) for place in self.places if place.kind == kind]
        return sorted(found, key=lambda pair: (-pair[1], pair[0].names[1]))


def tile_map(dataset: Dataset, file: Path | str, *, on: dt.date | str | None = None, province: str | None = None, field: str | None = None,
             language: str = "zh") -> Path:
    """The tile map of the provinces in a file: number and name in each tile, the number by colour too.

    ``on`` is a day (default: that of the newest list), ``province`` a place to frame, ``field`` counts only centers of enterprises of a technology
    field. PNG and SVG are in one ``language``; HTML has both. Raises ``UnknownThingError``, ``AmbiguousNameError``, ``BindingError``, ``CallError``
    (no list was out yet), ``DataError`` (no list in the data), ``FormatError``, ``OutputError``, ``MissingExtraError``.
    """
    facts = ask(dataset, on=on, province=province, field=field)
    return write_picture(lambda tongue: draw(facts, tongue), file, language)


def ask(dataset: Dataset, *, on: dt.date | str | None = None, province: str | None = None, field: str | None = None) -> TileFacts:
    """What the map shows, asked of the dataset: see ``tile_map``."""
    roster, day = roster_on(dataset, on)
    chosen = named_field(dataset, field)
    return TileFacts(roster, day, chosen, tuple(places(dataset)), centers(dataset, roster, chosen), within(dataset, province))


def draw(facts: TileFacts, language: str) -> Sheet:
    """The sheet of the map."""
    provinces = facts.of_kind("province")
    greatest = max((number for _, number in provinces), default=0)
    by_iso = {place.iso: (place, number) for place, number in provinces}
    items: list[Item] = []
    for tile in tiles():
        place, number = by_iso.get(tile.iso, (None, 0))
        x, y = _LEFT + (tile.column - 1) * (_TILE + _GAP), _TOP + (tile.row - 1) * (_TILE + _GAP)
        if place is None:
            items += _blank(x, y, pick(tile.names, language), language)
        else:
            items += _tile(x, y, pick(tile.names, language), number, greatest, place.iri in facts.marked, language)
    items += _side(facts, greatest, language)
    bottom = _TOP + max(tile.row for tile in tiles()) * (_TILE + _GAP) - _GAP
    words = _words(facts, language)
    title = pick(_TITLE[facts.field is not None], language).format(field=shown_field(facts.field, language))
    return framed("tile_map", language, title=title, subtitle=pick(_SUBTITLE, language).format(**words), items=items, bottom=bottom,
                  caption=pick(_CAPTION, language).format(**words), alt=pick(_ALT, language).format(**words), table=_table(facts, language))


def _tile(x: float, y: float, name: str, number: int, greatest: int, marked: bool, language: str) -> list[Item]:
    ground = style.ramp(style.scaled(number, greatest)) if number else style.WHITE
    tip = pick(_TIP, language).format(name=name, number=number)
    frame = (style.HIGH, 6.0) if marked else (style.FAINT, 1.0)
    inset = 3.0 if marked else 0.0
    items: list[Item] = [Rect(x + inset, y + inset, _TILE - 2 * inset, _TILE - 2 * inset, ground, *frame, tip=tip)]
    return items + _named(x, y, name, style.ink_on(ground), ground) + [
        Text(x + _TILE / 2, y + 96, str(number), 32.0, style.ink_on(ground), "middle", ground, bold=True)]


def _blank(x: float, y: float, name: str, language: str) -> list[Item]:
    tip = f"{name}{pick(('：', ': '), language)}{pick(_EMPTY, language)}"
    box = Rect(x, y, _TILE, _TILE, style.NO_DATA, style.FAINT, 1.5, dashed=True, tip=tip)
    return [box, *_named(x, y, name, style.SOFT, style.NO_DATA),
            Text(x + _TILE / 2, y + 96, "—", 32.0, style.SOFT, "middle", style.NO_DATA)]


def _named(x: float, y: float, name: str, ink: str, ground: str) -> list[Item]:
    """The name in the upper half of a tile, in one line or two."""
    size = style.LARGE if not name.isascii() else style.SMALL
    lines = wrapped(name, size, _TILE - 6)
    first = y + (48 if len(lines) == 1 else 32)
    return [Text(x + _TILE / 2, first + 24 * i, line, size, ink, "middle", ground) for i, line in enumerate(lines)]


def _side(facts: TileFacts, greatest: int, language: str) -> list[Item]:
    """The scale, the key of empty tiles and the regions that are listed apart."""
    y = _TOP + 24
    items: list[Item] = [Text(_SIDE, y, pick(_SCALE, language)), *scale_bar(_SIDE, y + 20, 500, greatest)]
    y += 130
    items += [Rect(_SIDE, y - 24, 32, 32, style.NO_DATA, style.FAINT, 1.5, dashed=True), Text(_SIDE + 46, y, pick(_EMPTY, language), style.BODY, style.SOFT)]
    y += 80
    for line in wrapped(pick(_APART, language), style.BODY, 540):
        items.append(Text(_SIDE, y, line))
        y += 32
    for place, number in [*facts.of_kind("city"), *facts.of_kind("corps")]:
        name, ground = pick(place.names, language), style.ramp(style.scaled(number, greatest)) if number else style.WHITE
        items.append(Rect(_SIDE, y - 16, 66, 38, ground, style.HIGH if place.iri in facts.marked else style.FAINT,
                          4.0 if place.iri in facts.marked else 1.0, tip=pick(_TIP, language).format(name=name, number=number)))
        items.append(Text(_SIDE + 33, y + 11, str(number), style.BODY, style.ink_on(ground), "middle", ground))
        items.append(Text(_SIDE + 82, y + 11, name))
        y += 48
    return items


def _words(facts: TileFacts, language: str) -> dict[str, object]:
    provinces = facts.of_kind("province")
    shown = [f"{pick(place.names, language)} {number}" for place, number in provinces]
    known = {place.iso for place, _ in provinces}
    return {
        "on": facts.on, "batch": facts.roster.batch, "total": f"{sum(number for _, number in provinces):,}", "tiles": len(tiles()),
        "cities": listed([pick(place.names, language) for place, _ in facts.of_kind("city")], language),
        "unlisted": listed([pick(tile.names, language) for tile in tiles() if tile.iso not in known], language),
        "most": listed(shown[:3], language), "least": listed(shown[-3:], language),
        "told": seats_of(facts.roster, language) + (pick(_TOLD, language) if facts.field else ""), "source": source_of(facts.roster, facts.on, language),
    }  # fmt: skip


def _table(facts: TileFacts, language: str) -> tuple[tuple[str, ...], ...]:
    rows = [(pick(place.names, language), pick(_KINDS[kind], language), str(number)) for kind in _KINDS for place, number in facts.of_kind(kind)]
    return (_HEADS[language == "en"], *rows)
