"""Indexes: the packaged one, read from its tables, and those made from statements or from a store."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from tcgraph.search.index import Index
from tcgraph.search.readings import add_readings, known_readings
from tcgraph.search.table import lines_of, read_kinds, read_lines, write_tables
from tcgraph.search.things import PREDICATES, gather
from tcgraph.store import Store

__all__ = ["index_of_store", "packaged_index", "packaged_readings", "tables"]

_STATEMENTS = f"SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ?p {{ {' '.join(PREDICATES)} }} ?s ?p ?o }}"


def tables(statements: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """The text of the index by file name, from statements in N-Triples form. The same statements, the same bytes.

    Needs the extra ``names``. About two seconds for the packaged graph, nearly all of it for the pinyin. Raises ``MissingExtraError``.
    """
    found = gather(statements)
    add_readings(found.things)
    return write_tables(found)


@lru_cache(maxsize=1)
def packaged_index() -> Index:
    """The index of the packaged graph, read once. Raises ``DataError``."""
    return Index(read_lines(), read_kinds())


def packaged_readings() -> Mapping[str, str]:
    """The pinyin of all Chinese names of the packaged graph."""
    return known_readings(read_lines())


def index_of_store(store: Store) -> Index:
    """An index of what the store holds at this moment.

    Pinyin of names of the packaged graph is known; that of others needs the extra ``names``. Where it is missing those names
    are not found by pinyin and initials, and a warning says so in the log ``tcgraph.search``.
    """
    rows = store.select(_STATEMENTS, {}).tsv.decode("utf-8").split("\n")[1:]
    found = gather((s, p, o) for s, p, o in (row.rstrip("\r").split("\t", 2) for row in rows if row))
    missing = add_readings(found.things, packaged_readings())
    if missing:
        _warn(missing)
    return Index(lines_of(found.things), found.kinds)


def _warn(missing: int) -> None:
    import logging  # only when something is missing

    logging.getLogger("tcgraph.search").warning(
        "%d Chinese names cannot be found by pinyin or initials: that needs pypinyin (pip install 'tcgraph[names]').", missing)
