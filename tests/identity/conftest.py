"""Rosters made for a test, and what became of their rows in short."""

from collections import Counter
from collections.abc import Callable, Sequence

import pytest

from tcgraph.identity import Alignment, Roster, RosterRow, align

BRANDS = [a + b for a in "鑫瀚晟骏璟垚琛钰煜昊" for b in "腾翔麒麟鼎峻岳澜渊瀛"]  # of no gazetteer and no list of trades
TRADES = ["轴承", "制药", "水泥", "纺织", "电缆", "锅炉", "仪表", "化肥", "齿轮", "玻璃"]
FIRMS = [brand + trade + "有限公司" for n, brand in enumerate(BRANDS) for trade in (TRADES[n % 10], TRADES[(n * 7 + 3) % 10])]


def roster(*blocks: tuple[str, Sequence[str]], start: int = 1, key: str = "", positions: bool = True, **more: object) -> Roster:
    """A roster of named rows, region by region, with positions from ``start`` on; a key is ``key`` and the name."""
    listed = [(region, name) for region, names in blocks for name in names]
    return Roster([RosterRow(key + name, name, region=region, position=start + n if positions else None, **more) for n, (region, name) in enumerate(listed)])


def told(found: Alignment) -> dict[str, tuple[str, str, str]]:
    """For each old row its status, new name and method; for new rows without an old one the same under ``+`` and the name."""
    return {row.old.name if row.old else f"+{row.new.name}": (row.status, row.new.name if row.old and row.new else "", row.method) for row in found}


def check_whole(old: Roster, new: Roster, found: Alignment) -> None:
    """Each row of both rosters occurs once, statuses fit the sides, confidences are shares, counts add up."""
    assert Counter(row.old.key for row in found if row.old) == Counter(row.key for row in old.rows)
    assert Counter(row.new.key for row in found if row.new) == Counter(row.key for row in new.rows)
    both = {"same", "renamed", "to_sub_center", "to_center"}
    for row in found:
        assert row.old or row.new
        assert 0 <= row.confidence <= 1 and row.method, row
        assert row.evidence or row.method == "no-like-name", row
        if row.old and row.new:
            assert row.status in both, row
        elif row.new:
            assert row.status in ("newly_listed", "undecided"), row
        else:
            assert row.status in ("not_listed", "undecided", "merged", "to_sub_center", "to_center"), row
    counts = found.counts
    assert sum(counts.values()) == len(found)
    paired = sum(1 for row in found if row.old and row.new)
    assert len(old.rows) + len(new.rows) == len(found) + paired


@pytest.fixture(scope="session")
def make() -> Callable[..., Roster]:
    return roster


@pytest.fixture(scope="session")
def firms() -> list[str]:
    return FIRMS


@pytest.fixture(scope="session")
def aligned() -> Callable[..., dict[str, tuple[str, str, str]]]:
    """Aligns, checks that the result is whole, and tells it in short."""

    def run(old: Roster, new: Roster, **more: object) -> dict[str, tuple[str, str, str]]:
        found = align(old, new, **more)
        check_whole(old, new, found)
        return told(found)

    run.whole = check_whole
    run.told = told
    return run
