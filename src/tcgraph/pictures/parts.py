"""Parts that several pictures share: the scale of colours, words of captions, numbers."""

from tcgraph.pictures import style
from tcgraph.pictures.facts import Roster
from tcgraph.pictures.sheet import Item, Rect, Text

__all__ = ["NUMBER_OF_STEPS", "listed", "pick", "scale_bar", "seats_of", "source_of", "ticks"]

NUMBER_OF_STEPS = 24
_SOURCE = ("来源：tcgraph，{name}（{day} 前已公布）；统计日 {on}。", "Source: tcgraph, {name} (out by {day}); as of {on}.")
_SEATS = ("第{batch}批名单的副本未印地区，所在地取其后名单所印地区，否则取登记地（只到省）。",
          "Our copy of the list of batch {batch} prints no regions: the place is the region printed later, or the registered seat "
          "(province only). ")
_LIST = ("第{batch}批全部名单", "full list of batch {batch}")


def pick(texts: tuple[str, str], language: str) -> str:
    """The Chinese or the English of a pair."""
    return texts[language == "en"]


def source_of(roster: Roster, on: object, language: str) -> str:
    """The sentence that names source and date."""
    name = pick(_LIST, language).format(batch=roster.batch)
    return pick(_SOURCE, language).format(name=name, day=roster.not_after, on=on)


def seats_of(roster: Roster, language: str) -> str:
    """What must be said of the places of a list whose copy prints no regions; nothing for another."""
    return "" if roster.regions else pick(_SEATS, language).format(batch=roster.batch)


def listed(names: list[str], language: str) -> str:
    """Names in a row, as the language joins them."""
    return pick(("、", ", "), language).join(names)


def ticks(greatest: int) -> list[int]:
    """Round numbers from 1 to the greatest that are apart on the scale: 1, 10, 50, 100, 195 say."""
    steps = [number * 10**power for power in range(7) for number in (1, 2, 5)]
    kept = [greatest]
    for step in reversed([step for step in steps if step < greatest]):
        if style.scaled(kept[-1], greatest) - style.scaled(step, greatest) >= 0.2:
            kept.append(step)
    return [0, *reversed(kept)] if greatest > 0 else [0]


def scale_bar(x: float, y: float, width: float, greatest: int) -> list[Item]:
    """The scale of colours with its numbers below, 62 pixels high."""
    step = width / NUMBER_OF_STEPS
    items: list[Item] = [Rect(x + step * i, y, step + 0.5, 26, style.ramp((i + 0.5) / NUMBER_OF_STEPS)) for i in range(NUMBER_OF_STEPS)]
    items.append(Rect(x, y, width, 26, "none", style.FAINT, 1.0))
    for number in ticks(greatest):
        at = x + width * style.scaled(number, greatest)
        items += [Rect(at - 0.75, y + 26, 1.5, 7, style.SOFT), Text(at, y + 56, f"{number:,}", style.SMALL, style.SOFT, "middle")]
    return items
