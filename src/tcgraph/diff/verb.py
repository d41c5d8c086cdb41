"""``diff``: which two things are compared, and how."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tcgraph import dataset as datasets
from tcgraph.dataset import Dataset
from tcgraph.diff.difference import Difference
from tcgraph.diff.quads import is_data, read_data
from tcgraph.errors import CallError

if TYPE_CHECKING:
    from tcgraph.diff.sides import RosterSide
    from tcgraph.identity import Ruling

__all__ = ["diff", "needs_dataset"]

Input = str | Path | Dataset
_PREFIXES = ("notice:", "batch:", "roster:")


def diff(old: Input, new: Input, *, dataset: Dataset | None = None, fill_regions: bool | None = None,
         ignore_graphs: bool = False) -> Difference:
    """The explained difference of two rosters (``RosterDifference``), or of two versions of RDF data (``DataDifference``).

    A roster is a notice of the dataset (``"notice:26"``, ``"batch:26"``, ``"26"``, an IRI) or a CSV file; data is an RDF file, a folder
    of them, the folder of a store, or a ``Dataset``. ``dataset`` holds the notices, the packaged graph if None. Two notices are told from
    the older to the newer, whichever comes first. ``fill_regions`` takes an empty region in a CSV for the one above it; None sees from the
    file whether its cells were merged. ``ignore_graphs`` compares triples, not quads.

    Raises ``CallError`` if a roster is compared with data, ``UnknownThingError`` for a notice that is not there, ``SourceError`` for a row
    of a file that cannot be. Under a second for two lists of 1,700 rows, a few for two graphs of 200,000 statements.

    >>> difference = tcgraph.diff("notice:26", "notice:29")  # doctest: +SKIP
    >>> difference.counts["to_sub_center"]  # doctest: +SKIP
    1
    """
    kinds = [is_data(side) for side in (old, new)]
    if kinds[0] != kinds[1]:
        data, roster = (old, new) if kinds[0] else (new, old)
        raise CallError(f"{data} is RDF data and {roster} a roster: they cannot be compared. Give two rosters (notice:26, list.csv) or two "
                        "versions of RDF data (files, folders, stores).")
    if kinds[0]:
        from tcgraph.diff.statements import DataDifference

        return DataDifference(read_data(old, ignore_graphs=ignore_graphs), read_data(new, ignore_graphs=ignore_graphs))
    if dataset is None and needs_dataset(old, new):
        with datasets.load() as packaged:
            return _rosters(str(old), str(new), packaged, fill_regions)
    return _rosters(str(old), str(new), dataset, fill_regions)


def needs_dataset(*sides: Input) -> bool:
    """Whether a side is a notice, which stands in a dataset."""
    return any(not is_data(side) and not _is_file(str(side)) for side in sides)


def _is_file(text: str) -> bool:
    """A file that is there, or what is named like one."""
    return not text.startswith(_PREFIXES) and (Path(text).exists() or ("://" not in text and Path(text).suffix != ""))


def _rosters(old: str, new: str, dataset: Dataset | None, fill: bool | None) -> Difference:
    from tcgraph.diff.figures import batches
    from tcgraph.diff.graph import rulings_between
    from tcgraph.diff.patch import roster_patch
    from tcgraph.diff.rosters import RosterDifference
    from tcgraph.identity import align

    sides = [_roster(side, dataset, fill) for side in (old, new)]
    notes = _put_in_order(sides)
    first, second = sides
    both = dataset is not None and bool(first.notice and second.notice)
    rulings = rulings_between(dataset, first, second) if dataset and both and first.iri != second.iri else []
    alignment = align(first.roster, second.roster, rulings=[ruling for ruling, _ in rulings])
    told = batches(dataset, first, second) if dataset else ()
    patch = roster_patch(dataset, first, second, alignment) if dataset and both else None
    return RosterDifference(first, second, alignment, said=_said(rulings), batches=told, notes=notes, patch=patch)


def _put_in_order(sides: "list[RosterSide]") -> list[tuple[str, str]]:
    """The older notice first; says so where it changes anything."""
    from tcgraph.diff.words import NOTES

    if not (sides[0].day and sides[1].day and sides[0].day > sides[1].day):
        return []
    sides.reverse()
    zh, en = (text.format(first=sides[0].name, second=sides[1].name) for text in NOTES["swapped"])
    return [(zh, en)]


def _said(rulings: "Sequence[tuple[Ruling, str]]") -> dict[str, str]:
    return {key: source for ruling, source in rulings for key in (ruling.old, ruling.new) if key}


def _roster(text: str, dataset: Dataset | None, fill: bool | None) -> "RosterSide":
    from tcgraph.diff.graph import notice_of, roster_of
    from tcgraph.diff.table import read_roster

    if _is_file(text):
        return read_roster(Path(text), fill_regions=fill)
    assert dataset is not None
    return roster_of(dataset, notice_of(dataset, text))
