"""What an explanation is made of: statements, each with the conclusions, evidence and files behind it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from tcgraph.vocab import VERSION

__all__ = ["Conclusion", "Decision", "Explained", "File", "Method", "Other", "Page", "Piece", "PrintedRow", "Reason"]

Labels = tuple[str, str]


@dataclass(frozen=True, slots=True)
class File:
    """A source file, as the graph of sources describes it."""

    iri: str
    file: str
    label: Labels
    publisher: str
    licence: str
    retrieved: str
    sha256: str
    address: str
    date: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence: its IRI, the graph that holds it, and the files that graph was made from."""

    iri: str
    graph: str
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class PrintedRow(Piece):
    """A row of a roster, exactly as printed, with its notice. Empty texts are not printed, ``position`` None is not known."""

    roster: Labels
    position: int | None
    enterprise_name: str
    center_name: str
    region: str
    mark: str
    printed_as_new: bool
    stated_province: str
    notice: Labels
    document_number: str
    date: str
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision(Piece):
    """What a person decided about rows."""

    status: str
    reason: Labels
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Page(Piece):
    """An address outside the graph; title and publisher where a source of the graph has it."""

    title: Labels
    publisher: str


@dataclass(frozen=True, slots=True)
class Other(Piece):
    """Any other piece: what it is and what it is called."""

    kind: Labels
    label: Labels


@dataclass(frozen=True, slots=True)
class Method:
    """How a conclusion was drawn."""

    iri: str
    notation: str
    version: str
    label: Labels
    definition: Labels


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A node of the graph that bears out a statement: its class, method, confidence, the keyword of its rule, and the evidence."""

    iri: str
    kind: Labels
    method: Method | None
    confidence: str
    keyword: str
    evidence: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A statement and what it rests on. ``about`` is its subject, ``graph`` where it stands: empty for the default graph.

    ``incoming`` says that the thing is what the statement is about, as with its title periods and events.
    """

    about: str
    property: str
    property_label: Labels
    value: str
    value_label: Labels
    graph: str
    graph_label: Labels
    incoming: bool
    conclusions: tuple[Conclusion, ...]
    printed: tuple[Piece, ...]
    files: tuple[File, ...]

    def to_dict(self) -> dict[str, Any]:
        """As nested plain values."""
        plain: dict[str, Any] = _plain(self)
        return plain


@dataclass(frozen=True, slots=True)
class Explained:
    """Where the statements about a thing come from. ``note`` says which thing was taken where a name fits several."""

    thing: str
    label: Labels
    kind: Labels
    reasons: tuple[Reason, ...]
    note: Labels = ("", "")
    ontology_version: str = ""
    version: str = VERSION

    def __iter__(self) -> Iterator[Reason]:
        return iter(self.reasons)

    def __len__(self) -> int:
        return len(self.reasons)

    def to_dicts(self) -> list[dict[str, Any]]:
        """One nested ``dict`` per statement."""
        return [reason.to_dict() for reason in self.reasons]

    def to_dict(self) -> dict[str, Any]:
        """All of it, nested: the thing, the versions, the reasons."""
        head = {"thing": self.thing, "label": _both(self.label), "kind": _both(self.kind), "note": _both(self.note)}
        return head | {"tcgraph": self.version, "ontology": self.ontology_version, "reasons": self.to_dicts()}

    def files(self) -> list[File]:
        """All source files that the reasons rest on, each once."""
        return list(dict.fromkeys(_files(self.reasons)))


def _files(reasons: Iterable[Reason]) -> Iterator[File]:
    for reason in reasons:
        yield from reason.files
        for piece in (*reason.printed, *(piece for c in reason.conclusions for piece in c.evidence)):
            yield from piece.files


def _both(labels: Labels) -> dict[str, str]:
    return {"zh": labels[0], "en": labels[1]}


_LABELS = {"label", "definition", "kind", "title", "reason", "notice", "roster", "property_label", "value_label", "graph_label"}


def _plain(thing: Any) -> Any:
    """Dataclasses as dicts, labels by language; a piece of evidence says what it is."""
    if isinstance(thing, tuple | list):
        return [_plain(one) for one in thing]
    if not hasattr(thing, "__dataclass_fields__"):
        return thing
    values = {f.name: getattr(thing, f.name) for f in fields(thing)}
    plain = {name: _both(value) if name in _LABELS else _plain(value) for name, value in values.items()}
    return {"type": _TYPES.get(type(thing), "other"), **plain} if isinstance(thing, Piece) else plain


_TYPES = {PrintedRow: "row", Decision: "decision", Page: "page"}
