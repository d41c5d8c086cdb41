"""The difference of two versions of data: statements, gathered by the thing that they speak of, with labels and words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from tcgraph.diff.blank import named
from tcgraph.diff.difference import Difference, csv_of, markdown_table, plain_json
from tcgraph.diff.events import Labels, tell
from tcgraph.diff.patch import patch_text
from tcgraph.diff.quads import DataSide, cut
from tcgraph.diff.words import DATA, EVENTS, LANGUAGES
from tcgraph.solutions.render import text_table
from tcgraph.store.terms import to_value
from tcgraph.vocab import shorten

__all__ = ["Change", "DataDifference", "GraphBalance", "ThingDifference"]

STATUSES = ("added", "removed", "changed")


@dataclass(frozen=True, slots=True)
class Change:
    """What changed of one property in one graph: values taken out and put in, as terms in N-Triples form."""

    graph: str
    property: str
    removed: tuple[str, ...]
    added: tuple[str, ...]

    def plain(self) -> dict[str, object]:
        """As JSON has it: addresses without brackets."""
        values = {"removed": list(self.removed), "added": list(self.added)}
        return {"graph": self.graph[1:-1] or None, "property": self.property[1:-1], **values}


@dataclass(frozen=True, slots=True)
class ThingDifference:
    """What changed of one thing: ``added`` (nothing was said of it before), ``removed`` (nothing is said of it any more) or ``changed``.

    ``what`` is a word of the domain (``renamed``, ``to_sub_center``, ``to_center``, ``revoked``, ``delisted``, ``certified``,
    ``newly_listed``, ``corrected``, ``relocated``, ``identified``, ``title``) or the status; ``zh`` and ``en`` say it in a sentence.
    """

    status: str
    what: str
    iri: str
    kind: str
    label: str
    zh: str
    en: str
    changes: tuple[Change, ...]

    def plain(self) -> dict[str, object]:
        """As JSON has it."""
        return {"status": self.status, "what": self.what, "iri": self.iri, "class": self.kind or None, "label": self.label or None,
                "zh": self.zh, "en": self.en, "statements": [change.plain() for change in self.changes]}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GraphBalance:
    """The statements of one graph (an IRI, empty for the default graph), or of all (None): before + added - removed = after."""

    graph: str | None
    before: int
    added: int
    removed: int
    after: int

    @property
    def closes(self) -> bool:
        """Whether before + added - removed = after."""
        return self.before + self.added - self.removed == self.after

    def plain(self) -> dict[str, object]:
        """As JSON has it."""
        counts = {"before": self.before, "added": self.added, "removed": self.removed, "after": self.after}
        return {"graph": self.graph, **counts, "closes": self.closes}


class DataDifference(Difference):
    """The difference of two versions of RDF data. ``removed`` and ``added`` are statements as lines of N-Quads without the dot."""

    def __init__(self, old: DataSide, new: DataSide) -> None:
        self.old_name, self.new_name = old.name, new.name
        self._old, self._new = named(old.lines, new.lines)
        self.removed, self.added = sorted(self._old - self._new), sorted(self._new - self._old)

    @cached_property
    def rows(self) -> tuple[ThingDifference, ...]:
        """The things of which a statement was added or removed: events first, then by class and IRI."""
        if not self:
            return ()
        before, after = _subjects(self.removed), _subjects(self.added)
        labels = Labels(self._old, self._new, before.keys() | after.keys())
        found = [_thing(subject, before.get(subject, []), after.get(subject, []), labels) for subject in before.keys() | after.keys()]
        return tuple(sorted(found, key=lambda row: (row.what in STATUSES, row.what, row.kind, row.iri)))

    @property
    def counts(self) -> dict[str, int]:
        """How many things were added, removed and changed."""
        counted = Counter(row.status for row in self.rows)
        return {status: counted[status] for status in STATUSES}

    @cached_property
    def balance(self) -> tuple[GraphBalance, ...]:
        """All graphs together, then each graph in which something changed."""
        counted = [Counter(_graph(line) for line in lines) for lines in (self._old, self.added, self.removed, self._new)]
        changed = sorted(counted[1].keys() | counted[2].keys())
        whole = GraphBalance(None, len(self._old), len(self.added), len(self.removed), len(self._new))
        return (whole, *(GraphBalance(graph, *(found[graph] for found in counted)) for graph in changed))

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)

    def __repr__(self) -> str:
        return f"<DataDifference {self.old_name} → {self.new_name}: {len(self.removed):,} statements removed, {len(self.added):,} added>"

    def to_json(self, *, summary: bool = False) -> str:
        """See ``Difference``."""
        if not summary:
            return plain_json([row.plain() for row in self.rows])
        words = Counter(row.what for row in self.rows)
        return plain_json({"old": self.old_name, "new": self.new_name, "counts": self.counts, "in_words": dict(sorted(words.items())),
                           "balance": [flow.plain() for flow in self.balance]})  # fmt: skip

    def to_csv(self, *, summary: bool = False, bom: bool = False, language: str = "en") -> str:
        """See ``Difference``: one line per value taken out or put in."""
        if summary:
            return csv_of(("graph", "before", "added", "removed", "after"),
                          (("*" if f.graph is None else f.graph, f.before, f.added, f.removed, f.after) for f in self.balance), bom=bom)
        return csv_of(("status", "what", "class", "thing", "label", "graph", "property", "change", "value"), self._lines(), bom=bom)

    def _lines(self) -> Iterator[tuple[object, ...]]:
        for row in self.rows:
            for change in row.changes:
                for sign, values in (("removed", change.removed), ("added", change.added)):
                    for value in values:
                        yield row.status, row.what, row.kind, row.iri, row.label, change.graph[1:-1], change.property[1:-1], sign, value

    def to_patch(self) -> str:
        """See ``Difference``."""
        return patch_text(self.removed, self.added)

    def to_text(self, *, language: str = "en", limit: int | None = 20, summary: bool = False) -> str:
        """See ``Difference``."""
        words = DATA[language]
        if not self and not summary:
            return words["nothing"].format(n=f"{len(self._old):,}") + "\n"
        parts = [f"{self.old_name} → {self.new_name}\n"]
        if not summary:
            parts += [_group(head, rows, language, limit) for head, rows in self._groups(language)]
        return "\n".join([*parts, words["balance"] + "\n\n" + text_table(self._heads(language), self._balance(language), width=200)])

    def _groups(self, language: str) -> Iterator[tuple[str, list[ThingDifference]]]:
        for (what, status), found in groupby(self.rows, key=lambda row: (row.what, "" if row.what in STATUSES else row.status)):
            rows = list(found)
            head = DATA[language][what] if what in STATUSES else f"{_word(what, language)} ({DATA[language][status]})"
            yield f"{head}{DATA[language]['colon']}{len(rows):,}", rows

    @staticmethod
    def _heads(language: str) -> tuple[str, ...]:
        return tuple(DATA[language][key] for key in ("graph", "before", "come", "gone", "after"))

    def _balance(self, language: str) -> list[tuple[str, int, int, int, int]]:
        words = DATA[language]
        names = (words["all"] if f.graph is None else shorten(f.graph) if f.graph else words["default"] for f in self.balance)
        return [(name, f.before, f.added, f.removed, f.after) for name, f in zip(names, self.balance, strict=True)]

    def to_markdown(self, *, language: str = "en", limit: int | None = None, summary: bool = False) -> str:
        """See ``Difference``."""
        words = DATA[language]
        parts = [f"# {self.old_name} → {self.new_name}\n"]
        if not self:
            parts.append(words["nothing"].format(n=f"{len(self._old):,}") + "\n")
        elif not summary:
            for head, rows in self._groups(language):
                lines = [(shorten(row.iri), getattr(row, language), "; ".join(_shown(row))) for row in rows[:limit]]
                parts.append(f"## {head}\n\n" + markdown_table((words["thing"], words["what"], words["statements"]), lines))
        parts.append(f"## {words['balance']}\n\n" + markdown_table(self._heads(language), self._balance(language)))
        return "\n".join(parts)


def _word(what: str, language: str) -> str:
    return EVENTS[what][LANGUAGES.index(language)].replace(": ", "：").partition("：")[0]


def _graph(line: str) -> str:
    """The graph of a line, without cutting what need not be cut."""
    """The graph of a line: asked of every line, so no more is cut than must be."""
    end = line.rfind('"')
    graph = line[end:].partition(" ")[2] if end >= 0 else " ".join(line.split(" ")[3:])
    return graph[1:-1] if graph.startswith("<") else graph


def _subjects(lines: Iterable[str]) -> dict[str, list[tuple[str, str, str]]]:
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for subject, predicate, value, graph in map(cut, lines):
        found[subject].append((graph, predicate, value))
    return found


def _thing(subject: str, before: list[tuple[str, str, str]], after: list[tuple[str, str, str]], labels: Labels) -> ThingDifference:
    there = subject in labels.before, subject in labels.after
    status = "changed" if all(there) else "added" if there[1] else "removed"
    changes = tuple(_changes(before, after))
    values = {(c.graph, c.property): (c.removed, c.added) for c in changes}
    what, zh, en = tell(subject, status, values, labels)
    iri = subject[1:-1] if subject.startswith("<") else subject
    return ThingDifference(status, what, iri, shorten(labels.kind(subject)), labels.label(subject, "zh"), zh, en, changes)


def _changes(before: list[tuple[str, str, str]], after: list[tuple[str, str, str]]) -> Iterator[Change]:
    keys = sorted({(graph, predicate) for graph, predicate, _ in (*before, *after)})
    for graph, predicate in keys:
        removed, added = (tuple(sorted(v for g, p, v in found if (g, p) == (graph, predicate))) for found in (before, after))
        yield Change(graph, predicate, removed, added)


def _group(head: str, rows: list[ThingDifference], language: str, limit: int | None) -> str:
    lines = [f"{head}\n"]
    for row in rows[:limit]:
        lines.append(f"  {getattr(row, language)}  [{shorten(row.iri)}]\n")
        if row.status == "changed":
            lines += [f"      {text}\n" for text in _shown(row)]
    if limit is not None and len(rows) > limit:
        lines.append(f"  {DATA[language]['more'].format(n=f'{len(rows) - limit:,}')}\n")
    return "".join(lines)


def _shown(row: ThingDifference) -> Iterator[str]:
    for change in row.changes:
        signed = [*(f"− {_term(value)}" for value in change.removed), *(f"+ {_term(value)}" for value in change.added)]
        yield f"{shorten(change.property[1:-1])}: {', '.join(signed)}"


def _term(term: str) -> str:
    return shorten(term[1:-1]) if term.startswith("<") else str(to_value(term)) if term.startswith('"') else term
