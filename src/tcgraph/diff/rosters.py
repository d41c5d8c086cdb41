"""The difference of two rosters: aligned rows with words, and counts that balance."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from tcgraph.diff.balance import IN, OUT, Flow, flows
from tcgraph.diff.difference import Difference, csv_of, markdown_table, plain_json
from tcgraph.diff.figures import Batch
from tcgraph.diff.rows import DiffRow, explained
from tcgraph.diff.sides import RosterSide
from tcgraph.diff.told import sentences
from tcgraph.diff.words import KINDS, ROSTERS, STATUS
from tcgraph.errors import FormatError
from tcgraph.identity import STATUSES, Alignment
from tcgraph.solutions.render import text_table

__all__ = ["RosterDifference"]

_COLUMNS = ("status", "kind", "region", "old_position", "old_name", "new_position", "new_name", "confidence", "method", "evidence")
_FLOW = ("kind", "region", "before", *(f"in_{why}" for why in IN), *(f"out_{why}" for why in OUT), "after", "renamed", "closes")


class RosterDifference(Difference):
    """The difference of two rosters. ``alignment`` is what the rows were made from, ``batches`` the figures of the notices in between."""

    def __init__(self, old: RosterSide, new: RosterSide, alignment: Alignment, *, said: Mapping[str, str], batches: Sequence[Batch],
                 notes: Sequence[tuple[str, str]] = (), patch: str | None = None) -> None:
        self.old, self.new, self.alignment, self.batches = old, new, alignment, tuple(batches)
        self.old_name, self.new_name = old.name, new.name
        self.notes = (*old.notes, *new.notes, *notes)
        self._said, self._patch = said, patch

    @cached_property
    def rows(self) -> tuple[DiffRow, ...]:
        """One row per printed row of either roster, or per pair that belongs together, in the order of the newer roster; older rows
        without a newer one behind their predecessor."""
        return tuple(explained(self.alignment, self.old, self.new, self._said))

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have which status; all eight statuses."""
        counted = Counter(row.status for row in self.alignment)
        return {status: counted[status] for status in STATUSES}

    @cached_property
    def balance(self) -> tuple[Flow, ...]:
        """Per kind, then per kind and region: rows before, in, out, after. Rows of a kind that the other roster does not print are out or
        in as ``not_covered``, not as lost or new."""
        return tuple(flows(self.alignment))

    @cached_property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """What the notices' own figures say beside the rows: sentences in Chinese and English."""
        return tuple(sentences(self.balance, self.batches))

    def __bool__(self) -> bool:
        return any(row.status != "same" for row in self.alignment)

    def __repr__(self) -> str:
        shown = ", ".join(f"{status} {count:,}" for status, count in self.counts.items() if count)
        return f"<RosterDifference {self.old_name} → {self.new_name}: {shown}>"

    def to_json(self, *, summary: bool = False) -> str:
        """See ``Difference``: the keys of ``DiffRow``, null where there is none."""
        if not summary:
            return plain_json([row.plain() for row in self.rows])
        told = [{"zh": zh, "en": en} for zh, en in self.figures]
        sides = {"old": self.old_name, "new": self.new_name, "notes": [{"zh": zh, "en": en} for zh, en in self.notes]}
        return plain_json({**sides, "counts": self.counts, "balance": [flow.plain() for flow in self.balance], "figures": told})

    def to_csv(self, *, summary: bool = False, bom: bool = False, language: str = "en") -> str:
        """See ``Difference``; the evidence is text in one language."""
        if summary:
            return csv_of(_FLOW, (_flow_line(flow) for flow in self.balance), bom=bom)
        return csv_of(_COLUMNS, ([*(getattr(row, name) for name in _COLUMNS[:-1]), _why(row, language)] for row in self.rows), bom=bom)

    def to_patch(self) -> str:
        """See ``Difference``; for rosters of one dataset: see ``tcgraph.diff.patch``."""
        if self._patch is None:
            raise FormatError("A patch speaks of statements, and rows of a file are none. Compare two notices (notice:26 notice:29) "
                              "or two RDF files.")
        return self._patch

    def to_text(self, *, language: str = "en", limit: int | None = 20, summary: bool = False) -> str:
        """See ``Difference``."""
        if not self and not summary:
            return ROSTERS[language]["nothing"].format(n=f"{len(self.alignment):,}") + "\n" + self._noted(language)
        parts = [self._title() + "\n", self._noted(language)]
        if not summary:
            parts += [self._text_group(status, rows, language, limit) for status, rows in self._groups()]
        parts += [ROSTERS[language]["balance"] + "\n\n" + self._text_balance(language), self._told(language, "  ")]
        return "\n".join(part for part in parts if part)

    def _title(self) -> str:
        return f"{self.old.title} → {self.new.title}"

    def _groups(self) -> Iterator[tuple[str, list[DiffRow]]]:
        """Rows by what became of them, those of kinds that are not covered by themselves."""
        by_group: dict[str, list[DiffRow]] = {status: [] for status in (*STATUSES, "not_covered")}
        for row in self.rows:
            by_group["not_covered" if row.method == "kind-not-covered" else row.status].append(row)
        return ((status, rows) for status, rows in by_group.items() if rows)

    def _text_group(self, status: str, rows: list[DiffRow], language: str, limit: int | None) -> str:
        head = f"{STATUS[language][status]}{ROSTERS[language]['colon']}{len(rows):,}\n"
        if status == "same":
            return head
        lines = [head]
        for region, found in groupby(_by_region(rows)[:limit], key=lambda row: row.region):
            lines.append(f"  {region or ROSTERS[language]['unknown']}\n")
            lines += [f"    {_line(row, language)}\n" for row in found]
        if limit is not None and len(rows) > limit:
            lines.append(f"  {ROSTERS[language]['more'].format(n=f'{len(rows) - limit:,}')}\n")
        return "".join(lines)

    def _text_balance(self, language: str) -> str:
        return text_table(_heads(language), [tuple(map(str, line)) for line in self._balance_lines(language)], width=200)

    def _balance_lines(self, language: str) -> list[list[object]]:
        """All flows but those by region of a kind that the other roster does not print."""
        apart = {flow.kind for flow in self.balance if flow.region is None and {*flow.gone, *flow.come} == {"not_covered"}}
        return [_flow_words(flow, language) for flow in self.balance if flow.region is None or flow.kind not in apart]

    def _told(self, language: str, indent: str) -> str:
        said = [pair[language == "en"] for pair in self.figures]
        return f"{ROSTERS[language]['figures']}\n\n" + "".join(f"{indent}{sentence}\n" for sentence in said) if said else ""

    def _noted(self, language: str) -> str:
        return "".join(f"{pair[language == 'en']}\n" for pair in self.notes)

    def to_markdown(self, *, language: str = "en", limit: int | None = None, summary: bool = False) -> str:
        """See ``Difference``."""
        words = ROSTERS[language]
        parts = [f"# {self._title()}\n", *([self._noted(language)] if self.notes else [])]
        if not self:
            parts.append(words["nothing"].format(n=f"{len(self.alignment):,}") + "\n")
        elif not summary:
            parts += [self._markdown_group(status, rows, language, limit) for status, rows in self._groups()]
        parts.append(f"## {words['balance']}\n\n" + markdown_table(_heads(language), self._balance_lines(language)))
        told = self._told(language, "- ")
        return "\n".join([*parts, *([f"## {told}"] if told else [])])

    def _markdown_group(self, status: str, rows: list[DiffRow], language: str, limit: int | None) -> str:
        words = ROSTERS[language]
        head = f"## {STATUS[language][status]}{words['colon']}{len(rows):,}\n"
        if status == "same":
            return head
        heads = (words["region"], words["old"], words["new"], words["confidence"], words["why"])
        lines = [(row.region, *_sides(row), f"{row.confidence:.2f}", _why(row, language)) for row in _by_region(rows)[:limit]]
        more = f"\n{words['more'].format(n=f'{len(rows) - limit:,}')}\n" if limit is not None and len(rows) > limit else ""
        return f"{head}\n{markdown_table(heads, lines)}{more}"


def _by_region(rows: Sequence[DiffRow]) -> list[DiffRow]:
    """Region by region, in the order in which regions first come."""
    order = {region: n for n, region in enumerate(dict.fromkeys(row.region for row in rows))}
    return sorted(rows, key=lambda row: order[row.region])


def _why(row: DiffRow, language: str) -> str:
    said = [getattr(reason, language) for reason in row.evidence]
    return ("；" if language == "zh" else "; ").join(text for text in said if text)


def _line(row: DiffRow, language: str) -> str:
    shown = " → ".join(side for side in _sides(row) if side)
    short = [getattr(reason, language) for reason in row.evidence if reason.kind in ("decision", "notice", "candidate", "moved")]
    return f"{shown}  {row.confidence:.2f} {row.method}" + "".join(f"\n        {text}" for text in short)


def _sides(row: DiffRow) -> tuple[str, str]:
    return _row_text(row.old_position, row.old_name), _row_text(row.new_position, row.new_name)


def _row_text(position: int | None, name: str | None) -> str:
    return "" if name is None else f"{'–' if position is None else position} {name}"


def _heads(language: str) -> tuple[str, ...]:
    return tuple(ROSTERS[language][key] for key in ("kind", "region", "before", "come", "gone", "after"))


def _flow_words(flow: Flow, language: str) -> list[object]:
    words = ROSTERS[language]
    come, gone = (_reasons(found, words) for found in (flow.come, flow.gone))
    region = words["all"] if flow.region is None else flow.region or words["unknown"]
    after = f"{flow.after:,}" + ("" if flow.closes else f" {words['open']}")
    return [KINDS[language][flow.kind], region, f"{flow.before:,}", come, gone, after]


def _reasons(found: Mapping[str, int], words: Mapping[str, str]) -> str:
    if not found:
        return "0"
    return f"{sum(found.values()):,} ({', '.join(f'{words[why]} {number:,}' for why, number in found.items())})"


def _flow_line(flow: Flow) -> list[object]:
    come, gone = ([found.get(why, 0) for why in reasons] for reasons, found in ((IN, flow.come), (OUT, flow.gone)))
    region = "*" if flow.region is None else flow.region
    return [flow.kind, region, flow.before, *come, *gone, flow.after, flow.renamed, "true" if flow.closes else "false"]
