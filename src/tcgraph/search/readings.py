"""Pinyin of all Chinese names: from those already known, else from the extra ``names``."""

import re
from collections.abc import Iterable, Mapping

from tcgraph.errors import MissingExtraError
from tcgraph.names import pinyin
from tcgraph.search.table import split_column
from tcgraph.search.text import is_chinese, pinyin_form
from tcgraph.search.things import Thing

__all__ = ["add_readings", "known_readings"]


def add_readings(things: Iterable[Thing], known: Mapping[str, str] | None = None) -> int:
    """Fills in ``readings``, one per Chinese name, syllables between spaces; returns for how many names there is none.

    ``known`` are readings by name. Other names need the extra ``names``: without ``known`` a missing extra raises
    ``MissingExtraError``; with it, names that are not in it have no reading.
    """
    missing = 0
    for thing in things:
        thing.readings = [_reading(name, known) if is_chinese(name) else "" for name in thing.chinese]
        missing += sum(is_chinese(name) and not reading for name, reading in zip(thing.chinese, thing.readings, strict=True))
        if not any(thing.readings):
            thing.readings = []
    return missing


def _reading(name: str, known: Mapping[str, str] | None) -> str:
    if known and name in known:
        return known[name]
    try:
        return pinyin_form(" ".join(pinyin(name)))
    except MissingExtraError:
        if known is None:
            raise
        return ""


def known_readings(lines: Iterable[str]) -> dict[str, str]:
    """The readings by name in the lines of a table."""
    known = {}
    for line in lines:
        columns = line.split("\t")
        names, readings = split_column(columns[4]), split_column(columns[8])
        known.update({name: _spaced(reading) for name, reading in zip(names, readings, strict=False) if reading})
    return known


def _spaced(reading: str) -> str:
    """``Di29Pi`` as ``di 29 pi``."""
    return " ".join(re.findall(r"[A-Z][^A-Z\d]*|\d+[^A-Z\d]*|[^A-Z\d]+", reading)).lower()
