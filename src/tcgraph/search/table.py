"""The index as text: two tables in UTF-8 that a person can read and ``diff`` compares, ``data/search/*.tsv``.

``names.tsv`` has a line per thing, in order of class and IRI: thing, class, places, owner, Chinese names, other names, codes, and three
columns to search in: the folded names and codes where they are more than lower case, pinyin of the Chinese names with a capital at
each syllable, initials of all names. Several values stand between ``|``; a label is the first name. ``kinds.tsv`` has a line per class.
IRIs are written with the project's prefixes. A line holds all that a search needs, so the file is searched as it is.
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from tcgraph import resources
from tcgraph.errors import DataError
from tcgraph.search.text import code_form, fold
from tcgraph.search.things import Kind, Thing, Things
from tcgraph.vocab import PREFIXES, shorten

__all__ = ["KINDS", "NAMES", "lines_of", "long_iri", "read_kinds", "read_lines", "split_column", "write_tables"]

NAMES, KINDS = "names.tsv", "kinds.tsv"
_NAMES_HEAD = "thing\tclass\tplaces\towner\tchinese\tother\tcodes\tfolded\tpinyin\tinitials"
_KINDS_HEAD = "class\tchinese\tenglish\tabove"
_ESCAPES = {"\\": "\\\\", "|": "\\p", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_TO_ESCAPE, _BACK = str.maketrans(_ESCAPES), {escape[1]: sign for sign, escape in _ESCAPES.items()}


def write_tables(found: Things) -> dict[str, str]:
    """The text of each table by the name of its file. The same things give the same bytes."""
    kinds = ("\t".join((k.name, _column([k.chinese]), _column([k.english]), "|".join(k.above))) for k in found.kinds.values())
    return {NAMES: "\n".join([_NAMES_HEAD, *lines_of(found.things), ""]), KINDS: "\n".join([_KINDS_HEAD, *kinds, ""])}


def lines_of(things: Iterable[Thing]) -> list[str]:
    """The line of each thing."""
    return [_line(thing) for thing in things]


def _line(thing: Thing) -> str:
    places, names = [shorten(place) for place in thing.places], [*thing.chinese, *thing.other]
    forms = [*zip(names, map(fold, names), strict=True), *zip(thing.codes, map(code_form, thing.codes), strict=True)]
    folded = ["" if form == text.lower() else form for text, form in forms]
    readings = ["".join(syllable[:1].upper() + syllable[1:] for syllable in reading.split()) for reading in thing.readings]
    initials = [_initials(fold(name), reading) for name, reading in zip(names, _padded(thing.readings, names), strict=True)]
    columns = (thing.chinese, thing.other, thing.codes, folded, readings, initials)
    return "\t".join((shorten(thing.iri), thing.kind, _column(places), shorten(thing.owner), *map(_column, columns)))


def _padded(readings: list[str], names: list[str]) -> list[str]:
    return [*readings, *[""] * (len(names) - len(readings))]


def _initials(folded: str, reading: str) -> str:
    """First letters of the syllables, other letters in full; of the words, if there is no Chinese character; of one word none.

    沈阳新松 gives ``syxs``, TCL集团 ``tcljt``, Shanghai Jiao Tong University ``sjtu``.
    """
    if reading:
        letters = folded.replace(" ", "")
        return "".join(piece if piece in letters else piece[:1] for piece in reading.split())
    return "".join(word[0] for word in folded.split()) if folded.isascii() and " " in folded else ""


def _column(texts: Iterable[str]) -> str:
    found = [text.translate(_TO_ESCAPE) for text in texts]
    return "|".join(found) if any(found) else ""


def read_lines(folder: Path | None = None) -> list[str]:
    """The lines of ``names.tsv`` without its head. Raises ``DataError``."""
    return _lines(folder, NAMES, _NAMES_HEAD)


def read_kinds(folder: Path | None = None) -> dict[str, Kind]:
    """The classes of ``kinds.tsv`` by name. Raises ``DataError``."""
    rows = ([split_column(column) for column in line.split("\t")] for line in _lines(folder, KINDS, _KINDS_HEAD))
    return {name[0]: Kind(name[0], "".join(chinese), "".join(english), tuple(above)) for name, chinese, english, above in rows}


def _lines(folder: Path | None, name: str, head: str) -> list[str]:
    file = (folder or resources.search()) / name
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"The search index {file} cannot be read ({error}). Run `tcgraph build`.") from error
    lines = text.split("\n")
    if lines[0] != head or lines[-1] or text.count("\t") != (len(lines) - 1) * head.count("\t"):
        raise DataError(f"{file} is no whole search index of this version ({head.count(chr(9)) + 1} columns). Run `tcgraph build`.")
    return lines[1:-1]


def split_column(column: str) -> list[str]:
    """The values of a column."""
    if not column:
        return []
    texts = column.split("|")
    return [_unescaped(text) for text in texts] if "\\" in column else texts


def _unescaped(text: str) -> str:
    pieces = text.split("\\")
    whole, position = [pieces[0]], 1
    while position < len(pieces):
        piece = pieces[position]
        if piece:
            whole.append(_BACK.get(piece[0], piece[0]) + piece[1:])
        else:  # an escaped backslash: what follows it is text again
            position += 1
            whole.append("\\" + pieces[position])
        position += 1
    return "".join(whole)


@lru_cache(maxsize=4096)
def long_iri(name: str) -> str:
    """The IRI of a name with one of the project's prefixes; an IRI stays."""
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES and not local.startswith("//") else name
