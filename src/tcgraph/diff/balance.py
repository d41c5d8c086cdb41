"""Counts that balance: rows before, in, out and after, for each kind and region; each number counted by itself and then checked."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tcgraph.diff.rows import old_region
from tcgraph.identity import Aligned, Alignment

__all__ = ["IN", "OUT", "Flow", "flows"]

OUT = ("not_listed", "not_covered", "merged", "kind_out", "moved_out", "undecided_out")
IN = ("newly_listed", "not_covered", "kind_in", "moved_in", "undecided_in")
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Flow:
    """The rows of one kind, in one region or (None) in all of them: ``before`` and ``after`` as the rosters have them; ``gone`` and
    ``come`` by reason (``OUT``, ``IN``), zero left out. ``renamed`` rows stay. Rows whose region nobody knows are under the empty one."""

    kind: str
    region: str | None
    before: int
    after: int
    gone: dict[str, int] = field(default_factory=dict)
    come: dict[str, int] = field(default_factory=dict)
    renamed: int = 0

    @property
    def closes(self) -> bool:
        """Whether before + in - out = after."""
        return self.before + sum(self.come.values()) - sum(self.gone.values()) == self.after

    def plain(self) -> dict[str, object]:
        """As JSON has it."""
        return {"kind": self.kind, "region": self.region, "before": self.before, "in": self.come, "out": self.gone, "after": self.after,
                "renamed": self.renamed, "closes": self.closes}  # fmt: skip


def flows(alignment: Alignment) -> list[Flow]:
    """One flow per kind, and one per kind and region, in the order of the newer roster's regions; kinds first."""
    places = _Places(alignment)
    before, after = Counter(places.before()), Counter(places.after())
    gone, come, renamed = Counter(places.gone()), Counter(places.come()), Counter(places.renamed())
    keys = sorted({*before, *after}, key=lambda key: (key[0], places.rank(key[1])))
    single = [
        Flow(*key, before[key], after[key], {why: n for why in OUT if (n := gone[(*key, why)])},
             {why: n for why in IN if (n := come[(*key, why)])}, renamed[key])
        for key in keys
    ]  # fmt: skip
    kinds = [_whole(kind, [flow for flow in single if flow.kind == kind]) for kind in dict.fromkeys(kind for kind, _ in keys)]
    return [*kinds, *single]


def _whole(kind: str, parts: list[Flow]) -> Flow:
    """All regions of a kind: what moved between them has not left the list."""
    gone, come = Counter[str](), Counter[str]()
    for part in parts:
        gone.update(part.gone)
        come.update(part.come)
    gone.pop("moved_out", None)
    come.pop("moved_in", None)
    numbers = [sum(values) for values in zip(*((part.before, part.after, part.renamed) for part in parts), strict=True)]
    return Flow(kind, None, numbers[0], numbers[1], {k: gone[k] for k in OUT if gone[k]}, {k: come[k] for k in IN if come[k]}, numbers[2])


class _Places:
    """Where each row counts, and why it left or came."""

    def __init__(self, alignment: Alignment) -> None:
        self.alignment = alignment
        self.order = {row.new.region: n for n, row in reversed(list(enumerate(alignment))) if row.new}

    def rank(self, region: str) -> tuple[int, str]:
        return self.order.get(region, len(self.alignment)), region

    def old(self, row: Aligned) -> Key:
        assert row.old is not None
        known = old_region(self.alignment, row.old)
        return row.old.kind, known if known is not None else row.new.region if row.new else ""

    def new(self, row: Aligned) -> Key:
        assert row.new is not None
        return row.new.kind, row.new.region or (self.old(row)[1] if row.old else "")

    def before(self) -> Iterator[Key]:
        return (self.old(row) for row in self.alignment if row.old)

    def after(self) -> Iterator[Key]:
        return (self.new(row) for row in self.alignment if row.new)

    def renamed(self) -> Iterator[Key]:
        return (self.new(row) for row in self.alignment if row.new and row.status == "renamed")

    def gone(self) -> Iterator[tuple[str, str, str]]:
        return ((*self.old(row), why) for row in self.alignment if row.old and (why := self._why_gone(row)))

    def come(self) -> Iterator[tuple[str, str, str]]:
        return ((*self.new(row), why) for row in self.alignment if row.new and (why := self._why_come(row)))

    def _why_gone(self, row: Aligned) -> str:
        if row.new is None:
            return _ALONE.get(row.status, "not_listed") if row.method != "kind-not-covered" else "not_covered"
        return self._between(row, "out")

    def _why_come(self, row: Aligned) -> str:
        if row.old is None:
            return "not_covered" if row.method == "kind-not-covered" else "undecided_in" if row.status == "undecided" else "newly_listed"
        return self._between(row, "in")

    def _between(self, row: Aligned, way: str) -> str:
        if self.old(row)[0] != self.new(row)[0]:
            return f"kind_{way}"
        return f"moved_{way}" if self.old(row) != self.new(row) else ""


_ALONE = {"merged": "merged", "to_sub_center": "kind_out", "to_center": "kind_out", "undecided": "undecided_out"}
