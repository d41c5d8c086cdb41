"""What a change of statements means in the words of the domain."""

from collections.abc import Iterable, Mapping

from tcgraph.diff.quads import cut
from tcgraph.diff.words import EVENTS
from tcgraph.store.terms import to_value
from tcgraph.vocab import expand, shorten

__all__ = ["Labels", "tell"]

Values = Mapping[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]]
_TYPE = f"<{expand('rdf:type')}>"
_NAMES = ("rdfs:label", "skos:prefLabel", "dcterms:title", "tc:printedEnterpriseName", "tc:printedName")
_LABELS = tuple(f"<{expand(name)}>" for name in _NAMES)
_UNIT = tuple(f"<{expand(name)}>" for name in ("tc:concernsUnit", "tc:periodOf", "tc:placedUnit", "tc:placedEntry", "tc:mention"))
_NAMING = frozenset((*_LABELS, *_UNIT))
_OLD, _NEW = (f"<{expand(name)}>" for name in ("tc:oldName", "tc:newName"))
_TO, _LOCATED, _AS = (f"<{expand(name)}>" for name in ("tc:toKind", "tc:locatedIn", "tc:identifiedAs"))
_EVENTS = {
    "Renaming": "renamed", "Delisting": "delisted", "Revocation": "revoked", "Certification": "certified", "RosterEntry": "newly_listed",
    "TitlePeriod": "title", "Identification": "identified", "Placement": "placed", "EntryPlacement": "placed",
}  # fmt: skip
_PRINTED = ("RosterEntry", "Notice", "Roster", "NoticeFigure", "Claim")  # what is printed does not change: what differs was corrected
_WITHDRAWN, _REVISED = ("（撤回）", " (withdrawn)"), ("（修订）", " (revised)")


class Labels:
    """Labels and classes of things, from both versions; the newer one's first. ``before`` and ``after`` are the subjects of interest
    that stand in either version."""

    def __init__(self, old: Iterable[str], new: Iterable[str], subjects: Iterable[str]) -> None:
        wanted = set(subjects)
        self._said = _gathered(new, wanted), _gathered(old, wanted)
        self.after, self.before = (wanted & said.keys() for said in self._said)

    def values(self, subject: str, predicate: str) -> list[str]:
        """The values of a property, newer first."""
        return [value for said in self._said for value in sorted(said.get(subject, {}).get(predicate, ()))]

    def kind(self, subject: str) -> str:
        """The IRI of the class, empty if it has none."""
        return next((value[1:-1] for value in self.values(subject, _TYPE)), "")

    def label(self, subject: str, language: str) -> str:
        """The label in a language, else in another, else that of the unit that it is about; empty if there is none."""
        found = [value for predicate in _LABELS for value in self.values(subject, predicate)]
        own = next((value for value in found if value.endswith(f"@{language}")), found[0] if found else "")
        if own:
            return str(to_value(own))
        about = next((value for predicate in _UNIT for value in self.values(subject, predicate)), "")
        return self.label(about, language) if about and about != subject else ""


def _gathered(lines: Iterable[str], wanted: set[str]) -> dict[str, dict[str, list[str]]]:
    """All statements of what is wanted, and of everything else those that name it."""
    said: dict[str, dict[str, list[str]]] = {}
    for line in lines:
        subject, predicate, _ = line.split(" ", 2)
        if subject in wanted or predicate in _NAMING:
            said.setdefault(subject, {}).setdefault(predicate, []).append(cut(line)[2])
    return said


def tell(subject: str, status: str, values: Values, labels: Labels) -> tuple[str, str, str]:
    """A word of the domain for what happened to a thing, and the sentence in Chinese and in English."""
    kind = shorten(labels.kind(subject)).removeprefix("tc:")
    what = _what(subject, kind, status, values, labels)
    if what == "changed":
        what, moved = _changed(kind, values)
    else:
        moved = _names(subject, what, labels)
    sentences = [_sentence(n, language, what, status, subject, moved, labels) for n, language in enumerate(("zh", "en"))]
    return what, sentences[0], sentences[1]


def _what(subject: str, kind: str, status: str, values: Values, labels: Labels) -> str:
    if kind == "KindChange":
        to = next(iter(labels.values(subject, _TO)), "")
        return "to_sub_center" if to.endswith("SubCenterEntry>") else "to_center"
    if kind in _EVENTS and not (status == "changed" and kind in _PRINTED):
        return _EVENTS[kind]
    return status


def _changed(kind: str, values: Values) -> tuple[str, tuple[str, str]]:
    """Relocated, corrected (a value of something printed, or of a reference graph, became another), or merely changed."""
    for (_, predicate), (removed, added) in values.items():
        if predicate == _LOCATED and removed and added:
            return "relocated", (removed[0], added[0])
    for (graph, _), (removed, added) in values.items():
        printed = kind in _PRINTED or "/graph/reference/" in graph or "/graph/notice/" in graph
        if printed and removed and added and removed[0].startswith('"') and added[0].startswith('"'):
            return "corrected", (removed[0], added[0])
    return "changed", ("", "")


def _names(subject: str, what: str, labels: Labels) -> tuple[str, str]:
    if what == "renamed":
        return next(iter(labels.values(subject, _OLD)), ""), next(iter(labels.values(subject, _NEW)), "")
    return "", next(iter(labels.values(subject, _AS)), "") if what == "identified" else ""


def _sentence(n: int, language: str, what: str, status: str, subject: str, moved: tuple[str, str], labels: Labels) -> str:
    unit = labels.label(subject, language) or shorten(subject[1:-1] if subject.startswith("<") else subject)
    old, new = (_term(term, language, labels) for term in moved)
    event = what in _EVENTS.values() or what in ("to_sub_center", "to_center")
    suffix = (_WITHDRAWN[n] if status == "removed" else _REVISED[n] if status == "changed" else "") if event else ""
    return EVENTS[what][n].format(unit=unit, old=old, new=new) + suffix


def _term(term: str, language: str, labels: Labels) -> str:
    if term.startswith("<"):
        return labels.label(term, language) or shorten(term[1:-1])
    return str(to_value(term)) if term else ""
