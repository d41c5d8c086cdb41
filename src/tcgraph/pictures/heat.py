"""Provinces by technology fields: in each cell the enterprises with a center, the number by colour too."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from tcgraph.dataset import Dataset
from tcgraph.pictures import style
from tcgraph.pictures.facts import (
    Field,
    Place,
    Roster,
    enterprises,
    fields,
    fields_by_province,
    named_field,
    places,
    roster_on,
    shown_field,
    within,
)
from tcgraph.pictures.parts import listed, pick, scale_bar, source_of
from tcgraph.pictures.sheet import Item, Rect, Sheet, Text, framed
from tcgraph.pictures.texts import balanced, width, wrapped
from tcgraph.pictures.write import write_picture

__all__ = ["HeatFacts", "ask", "draw", "heat_map"]

_LEFT, _ROW, _RIGHT, _TOTALS, _SPACE = 50.0, 35.0, 1560.0, 88.0, 10.0
_HEAD_SIZES = (style.SMALL, 19.0, 18.0)
_TITLE = (("各省有技术中心的企业所在的技术领域", "Technology fields of the enterprises with centers, by province"),
          ("各省有技术中心的企业：{field}", "Enterprises with centers, by province: {field}"))
_SUBTITLE = ("{on}，第{batch}批名单；战略性新兴产业分类（2018）", "{on}, list of batch {batch}; classification of strategic emerging industries (2018)")
_TOTAL, _UNTOLD = ("企业总数", "in all"), ("领域不明", "field not told")
_SCALE = ("企业数（颜色按平方根）", "Number of enterprises (colour: square root)")
_CAPTION = ("领域由企业名称中的关键词推断：{told} 家可知领域，其余 {untold} 家的名称看不出，所以各格是下限，不是分布。一家企业可属几个领域。空格表示 0。"
            "各省按企业总数排列，计划单列市计入所在省，不含分中心。{source}",
            "Fields are told from keywords in names: they are known for {told} enterprises, and the names of the other {untold} do not tell, so cells are "
            "lower bounds, not a distribution. An enterprise may be in several fields. An empty cell is 0. Provinces are ordered by all their "
            "enterprises; separately planned cities count in their province; without sub-centers. {source}")
_ALT = ("热力图，{rows} 个省级地区为行，{columns} 个领域为列，颜色越深企业越多。最多的格：{most}。",
        "Heat map with {rows} provinces as rows and {columns} fields as columns; darker means more enterprises. Highest cells: {most}.")
_TIP = ("{place}，{field}：{number} 家企业", "{place}, {field}: {number} enterprises")
_PROVINCE = ("地区", "Province")


@dataclass(frozen=True, slots=True)
class HeatFacts:
    """Rows, columns and cells; ``totals`` are all enterprises and those whose field is told, by IRI of the place."""

    roster: Roster
    on: dt.date
    field: Field | None
    places: tuple[Place, ...]
    fields: tuple[Field, ...]
    cells: dict[tuple[str, str], int]
    totals: dict[str, tuple[int, int]]
    marked: frozenset[str]

    def total(self, place: Place) -> tuple[int, int]:
        """All enterprises of a place, and those whose field is told."""
        return self.totals.get(place.iri, (0, 0))

    def cell(self, place: Place, field: Field) -> int:
        """The enterprises of a place in a field."""
        return self.cells.get((place.iri, field.code), 0)


def heat_map(dataset: Dataset, file: Path | str, *, on: dt.date | str | None = None, province: str | None = None, field: str | None = None,
             language: str = "zh") -> Path:
    """The heat map of provinces by technology fields in a file.

    ``on`` is a day (default: that of the newest list), ``province`` a place whose rows are framed, ``field`` a field of the first level, whose fields of
    the second level are then the columns (a field without any is the only column). Raises and languages: as ``tile_map``.
    """
    facts = ask(dataset, on=on, province=province, field=field)
    return write_picture(lambda tongue: draw(facts, tongue), file, language)


def ask(dataset: Dataset, *, on: dt.date | str | None = None, province: str | None = None, field: str | None = None) -> HeatFacts:
    """What the picture shows, asked of the dataset: see ``heat_map``."""
    roster, day = roster_on(dataset, on)
    chosen = named_field(dataset, field)
    totals = enterprises(dataset, roster)
    rows = [place for place in places(dataset) if place.kind == "province"]
    rows.sort(key=lambda place: (-totals.get(place.iri, (0, 0))[0], place.iso))
    return HeatFacts(roster, day, chosen, tuple(rows), _columns(fields(dataset), chosen), fields_by_province(dataset, roster), totals,
                     within(dataset, province))


def _columns(known: list[Field], chosen: Field | None) -> tuple[Field, ...]:
    if chosen is None:
        return tuple(field for field in known if "." not in field.code)
    return tuple(field for field in known if field.code.startswith(chosen.code + ".")) or (chosen,)


def draw(facts: HeatFacts, language: str) -> Sheet:
    """The sheet of the heat map."""
    greatest = max((facts.cell(place, field) for place in facts.places for field in facts.fields), default=0)
    names = _names_room(facts, language)
    wide = (_RIGHT - _LEFT - names - _TOTALS * (1 if facts.field else 2) - _SPACE) / len(facts.fields) if facts.fields else 0
    size = _head_size(facts, wide, language)
    heads = [balanced(pick(field.names, language), size, wide - 6) for field in facts.fields]
    top = 250.0 + 25 * max((len(lines) for lines in heads), default=1)
    items: list[Item] = [Text(_LEFT, 160, pick(_SCALE, language)), *scale_bar(_LEFT + width(pick(_SCALE, language), style.BODY) + 30, 140, 500, greatest)]
    for number, lines in enumerate([*heads, *_heads_of_totals(facts, language)]):
        items += [Text(_middle(number, len(heads), names, wide), top - 14 - 25 * (len(lines) - 1 - i), line, size, anchor="middle")
                  for i, line in enumerate(lines)]
    for number, place in enumerate(facts.places):
        items += _row(facts, place, top + number * _ROW, (names, wide), greatest, language)
    items += _frames(facts, top)
    words = _words(facts, language)
    title = pick(_TITLE[facts.field is not None], language).format(field=shown_field(facts.field, language))
    return framed("heat_map", language, title=title, subtitle=pick(_SUBTITLE, language).format(**words), items=items,
                  bottom=top + _ROW * len(facts.places), caption=pick(_CAPTION, language).format(**words),
                  alt=pick(_ALT, language).format(**words), table=_table(facts, language))


def _names_room(facts: HeatFacts, language: str) -> float:
    """The room for the names of the provinces."""
    return max((width(pick(place.names, language), style.BODY) for place in facts.places), default=0.0) + 18


def _head_size(facts: HeatFacts, wide: float, language: str) -> float:
    """The greatest size at which the longest word of the heads, a Chinese name of up to seven characters too, fits its column, or the smallest."""
    names = [pick(field.names, language) for field in facts.fields]
    words = [word for name in names for word in (name.split() if language == "en" else [name][: len(name) < 8])]
    return next((size for size in _HEAD_SIZES if all(width(word, size) <= wide - 6 for word in words)), _HEAD_SIZES[-1])


def _middle(column: int, columns: int, names: float, wide: float) -> float:
    """The middle of a column; those of the totals stand apart at the right."""
    if column < columns:
        return _LEFT + names + (column + 0.5) * wide
    return _LEFT + names + columns * wide + _SPACE + (column - columns + 0.5) * _TOTALS


def _heads_of_totals(facts: HeatFacts, language: str) -> list[list[str]]:
    names = [pick(_TOTAL, language)] if facts.field else [pick(_UNTOLD, language), pick(_TOTAL, language)]
    return [wrapped(name, style.SMALL, _TOTALS - 4) for name in names]


def _row(facts: HeatFacts, place: Place, y: float, widths: tuple[float, float], greatest: int, language: str) -> list[Item]:
    names, wide = widths
    name = pick(place.names, language)
    items: list[Item] = [Text(_LEFT, y + 25, name)]
    for column, field in enumerate(facts.fields):
        number = facts.cell(place, field)
        ground = style.ramp(style.scaled(number, greatest)) if number else style.WHITE
        tip = pick(_TIP, language).format(place=name, field=pick(field.names, language), number=number)
        x = _LEFT + names + column * wide
        items.append(Rect(x, y, wide, _ROW, ground, style.GRID, 1.0, tip=tip))
        if number:
            items.append(Text(x + wide / 2, y + 25, str(number), style.BODY, style.ink_on(ground), "middle", ground))
    total, told = facts.total(place)
    numbers = [total] if facts.field else [total - told, total]
    return items + [Text(_middle(len(facts.fields) + i, len(facts.fields), names, wide), y + 25, str(number), style.BODY, style.SOFT, "middle")
                    for i, number in enumerate(numbers)]


def _frames(facts: HeatFacts, top: float) -> list[Item]:
    """A frame around each row that was asked for."""
    return [Rect(_LEFT - 8, top + _ROW * number, _RIGHT - _LEFT + 12, _ROW, "none", style.HIGH, 4.0)
            for number, place in enumerate(facts.places) if place.iri in facts.marked]


def _words(facts: HeatFacts, language: str) -> dict[str, object]:
    told = sum(facts.total(place)[1] for place in facts.places)
    cells = [(facts.cell(place, field), place, field) for place in facts.places for field in facts.fields]
    highest = sorted(cells, key=lambda cell: (-cell[0], cell[1].iso, cell[2].code))[:3]
    return {
        "on": facts.on, "batch": facts.roster.batch, "told": f"{told:,}",
        "untold": f"{sum(facts.total(place)[0] for place in facts.places) - told:,}", "rows": len(facts.places), "columns": len(facts.fields),
        "most": listed([f"{pick(p.names, language)} {pick(f.names, language)} {n}" for n, p, f in highest], language),
        "source": source_of(facts.roster, facts.on, language),
    }  # fmt: skip


def _table(facts: HeatFacts, language: str) -> tuple[tuple[str, ...], ...]:
    head = (pick(_PROVINCE, language), *(pick(field.names, language) for field in facts.fields), pick(_UNTOLD, language), pick(_TOTAL, language))
    rows = [(pick(place.names, language), *(str(facts.cell(place, field)) for field in facts.fields),
             str(facts.total(place)[0] - facts.total(place)[1]), str(facts.total(place)[0])) for place in facts.places]
    return (head, *rows)
