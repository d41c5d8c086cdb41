"""The word lists that names are taken apart by: from ``data/``, read at first use, once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tcgraph import resources
from tcgraph.files import read_table
from tcgraph.names.normal import language_of, normal_form

__all__ = ["Words", "words"]

Lengths = dict[str, tuple[int, ...]]
_ENDINGS = ("市", "省", "地区", "盟", "县", "州")  # what a short name of a place leaves out


@dataclass(frozen=True, slots=True)
class Words:
    """Places, trades and forms (word to kind), Chinese and English, the latter in lower case; heads and branches of Chinese names.

    So that a name is not compared with every word: for the first two characters of a place, the first of a trade, the
    last of a form, the lengths of the words that have them there, longest first.
    """

    places: frozenset[str]
    no_places: tuple[str, ...]
    trades: frozenset[str]
    forms: dict[str, str]
    heads: tuple[str, ...]
    branches: tuple[str, ...]
    english_places: frozenset[str]
    english_trades: frozenset[str]
    english_forms: dict[str, str]
    place_lengths: Lengths
    trade_lengths: Lengths
    form_lengths: Lengths


@cache
def words() -> Words:
    """The lists of ``data/rules/name-*.csv`` and the places of ``data/sources``. Raises ``OSError`` where a file is missing."""
    rules = resources.rules()
    no_places, places, english_places = _places(list(_rows(rules / "name-places.csv")))
    forms = list(_rows(rules / "name-legal-forms.csv"))
    own = {row["text"]: row["kind"] for row in forms if row["language"] == "zh" and row["kind"] not in ("head", "branch")}
    trades = list(_rows(rules / "name-trades.csv"))
    own_trades = frozenset(row["word"] for row in trades if row["language"] == "zh")
    return Words(
        places=places,
        no_places=no_places,
        trades=own_trades,
        forms=own,
        heads=tuple(sorted((row["text"] for row in forms if row["kind"] == "head"), key=len, reverse=True)),
        branches=tuple(row["text"] for row in forms if row["kind"] == "branch"),
        english_places=english_places,
        english_trades=frozenset(row["word"] for row in trades if row["language"] == "en"),
        english_forms={row["text"]: row["kind"] for row in forms if row["language"] == "en"},
        place_lengths=_lengths((place[:2], place) for place in places),
        trade_lengths=_lengths((trade[0], trade) for trade in own_trades),
        form_lengths=_lengths((form[-1], form) for form in own),
    )


def _lengths(keyed: Iterable[tuple[str, str]]) -> Lengths:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for key, word in keyed:
        found[key].add(len(word))
    return {key: tuple(sorted(lengths, reverse=True)) for key, lengths in found.items()}


def _places(rules: list[dict[str, str]]) -> tuple[tuple[str, ...], frozenset[str], frozenset[str]]:
    """What is no place though it looks so; the Chinese places; the English ones."""
    no_places = tuple(row["text"] for row in rules if row["use"] == "not")
    extra = {row["text"] for row in rules if row["use"] == "place"}
    chinese = _gazetteer() | {text for text in extra if language_of(text) == "zh"}
    english = {*_english_gazetteer(), *(text.lower() for text in extra if language_of(text) == "en")}
    return no_places, frozenset(chinese - set(no_places)), frozenset(english)


def _gazetteer() -> set[str]:
    """Provinces and planned cities with their short names, and the cities of universities with and without 市."""
    found = set()
    for row in _rows(resources.sources() / "places.csv"):
        found |= {row["name_zh"], row["short_zh"]}
    for row in _rows(resources.sources() / "universities.csv"):
        found |= {row["city"], _short(row["city"])}
    return {place for place in found if len(place) > 1}


def _short(name: str) -> str:
    """沈阳市 without 市, 和田地区 without 地区; an autonomous prefecture stays, its short name is a rule of its own."""
    if "自治" not in name:
        for ending in _ENDINGS:
            if name.endswith(ending) and len(name) - len(ending) > 1:
                return name.removesuffix(ending)
    return name


def _english_gazetteer() -> Iterator[str]:
    """Provinces and planned cities, and the cities of institutes, in lower case."""
    for row in _rows(resources.sources() / "places.csv"):
        yield row["name_en"].lower()
    for row in _rows(resources.sources() / "institutes.csv"):
        if row["city"]:
            yield row["city"].lower()


def _rows(file: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file; words as names are compared: in normal form."""
    for row in read_table(file):
        yield {key: normal_form(value) if key in ("text", "word") else value for key, value in row.items()}
