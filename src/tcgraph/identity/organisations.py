"""Matching of organisation names: which enterprise, university or institute a printed name stands for.

A ladder of methods, the surest first. The first rung on which a name finds anything decides: one organisation is an
identification, several leave the name undecided, and so does a confidence below ``THRESHOLD``. Plain values only: no RDF, no files.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from tcgraph.identity import organisations_keys as keys
from tcgraph.identity.organisations_keys import Words, normal
from tcgraph.names import language_of

__all__ = ["CONFIDENCE", "FOLDED", "LONGEST_NAME", "THRESHOLD", "Decision", "Identified", "Organisation", "OrganisationIndex", "check_name"]

THRESHOLD = Decimal("0.90")
"""No identification below it: a wrong merger spoils every count that follows, an undecided name only lowers one."""

LONGEST_NAME = 300

CONFIDENCE: Mapping[str, str] = {
    "exact-name": "0.99",  # a Chinese name is registered once in its place; homonyms of other places remain
    "former-name": "0.97",  # rests on the matching of the rosters
    "name-with-parent": "0.97",  # the parent says which of the generic names is meant
    "stray-mark": "0.96",
    "legal-form": "0.95",  # a change of legal form keeps the legal person; a namesake of another form is rare, not excluded
    "company-part": "0.93",  # branches are the company in law; some have been spun off since
    "exact-english-name": "0.95",  # English names are not registered
    "english-spelling": "0.94",
    "english-firm-name": "0.94",  # rests on ROR's pair of names
    "english-wording": "0.92",
    "department": "0.92",  # a department is taken for the whole that the name says it belongs to
}
"""Of each method but ``reviewed-name``, whose confidence stands with the decision."""

FOLDED = "0.94"
"""Confidence that printings which ``OrganisationIndex.fold`` makes equal name one organisation: a namesake of another form is rare."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """What is known of one organisation: its identifier, its names, those of its parents and where each stands.

    ``names`` are present Chinese names, ``former`` older ones, ``english`` English ones, ``firm_english`` English names of a
    firm taken from a register, ``parents`` pairs of a parent's Chinese and English name, ``evidence`` the address of what
    says so: by name, else under the empty text. ``listed`` is an enterprise of the official lists: where a register of
    institutes has a record of the same Chinese name, the enterprise is meant, for it is the legal person.
    """

    iri: str
    names: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    firm_english: tuple[str, ...] = ()
    parents: tuple[tuple[str, str], ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewed decision: this printed name means that organisation. ``is_part`` says that it names a part of it."""

    name: str
    organisation: str
    confidence: str
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Identified:
    """The organisation a printed name stands for, by which method, how surely, and what the method rested on (addresses)."""

    organisation: str
    method: str
    confidence: str
    evidence: tuple[str, ...]
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class _Rung:
    method: str
    key: Callable[[str], str]
    index: Mapping[str, frozenset[str]]


def check_name(name: str) -> str:
    """What is wrong with a printed name, or the empty text: nothing there, neither letter nor digit in it, longer than a name can be."""
    text = normal(name)
    if not text:
        return "the participant has no name"
    if len(text) > LONGEST_NAME:
        return f"a name of {len(text)} characters, {text[:40]!r}…; the longest that can be a name has {LONGEST_NAME}"
    if not any(character.isalnum() for character in text):
        return f"the name {text!r} holds neither letter nor digit"
    if "\ufffd" in text:
        return f"the name {text!r} holds a character that was lost on the way (U+FFFD)"
    return ""


class OrganisationIndex:
    """Finds organisations by printed name. Building is linear in the number of names, ``find`` independent of it.

    ``ambiguous`` names are never identified, in no spelling, unless a parent beside them says which is meant. The order of
    organisations and decisions does not matter.
    """

    def __init__(self, organisations: Iterable[Organisation], words: Words, *, ambiguous: Iterable[str] = ()) -> None:
        self._known = {organisation.iri: organisation for organisation in organisations}
        self._words = words
        self._ambiguous = {key(name) for name in ambiguous for key in (self._spelling, self._wording, normal) if key(name)}
        self._decisions: dict[str, Decision] = {}
        self._rungs = {"zh": self._chinese_rungs(), "en": self._english_rungs()}

    def __contains__(self, iri: str) -> bool:
        return iri in self._known

    def decide(self, decision: Decision) -> None:
        """Adds a reviewed decision. Raises ``ValueError`` if its organisation is not known, or its name is decided already."""
        key = self._decision_key(decision.name)
        if decision.organisation not in self._known:
            raise ValueError(f"{decision.name!r} is decided to be {decision.organisation!r}, which is no known organisation; correct it")
        if key in self._decisions:
            raise ValueError(f"{decision.name!r} is decided twice, before as {self._decisions[key].name!r}; keep one row")
        self._decisions[key] = decision

    def find(self, name: str) -> Identified | None:
        """The organisation that the name stands for, or None: nothing found, several found, or not sure enough."""
        found = self._with_marks(name)
        return found if found is not None and Decimal(found.confidence) >= THRESHOLD else None

    def fold(self, name: str) -> str:
        """The key that a name which is not identified shares with its other printings: ``keys.named_key``.

        It does not depend on the other names. A name that says not whose (ambiguous, generic), or that a known organisation could
        bear, shares it with nothing: its normal form is the key, and folding never leads round what ``find`` leaves undecided.
        """
        text = keys.tidy(name)
        key = keys.named_key(text, self._words)
        shared = self._is_ambiguous(text) or key in self._ambiguous or keys.generic(text) or self._is_known(text, key)
        return normal(name) if shared or not key else key

    def _is_known(self, name: str, key: str) -> bool:
        """Whether the name, or what is left of it, is one that known organisations bear."""
        return any(key in rung.index or rung.key(name) in rung.index for rung in self._rungs[language_of(name)])

    def _with_marks(self, name: str) -> Identified | None:
        text = keys.tidy(name)
        found = self._find(text) if text else None
        if found is None or text == normal(name) or language_of(text) == "en":
            return found
        return _weakened(found, "stray-mark", is_part=found.is_part)

    def _find(self, name: str) -> Identified | None:
        language = language_of(name)
        rungs = self._rungs[language]
        first = self._climb(name, rungs[:2])
        if first is not None:
            return self._only(name, *first)
        decision = self._decisions.get(self._decision_key(name))
        if decision is not None:
            evidence = self._evidence(decision.organisation, "")
            return Identified(decision.organisation, "reviewed-name", decision.confidence, evidence, decision.is_part)
        if self._is_ambiguous(name):
            return None
        found = self._climb(name, rungs[2:])
        return self._only(name, *found) if found is not None else self._part(name, language)

    def _climb(self, name: str, rungs: Iterable[_Rung]) -> tuple[str, frozenset[str]] | None:
        for rung in rungs:
            key = rung.key(name)
            if key and key in rung.index:
                return rung.method, rung.index[key]
        return None

    def _only(self, name: str, method: str, candidates: frozenset[str]) -> Identified | None:
        if language_of(name) == "zh" and len(candidates) > 1:
            candidates = frozenset(iri for iri in candidates if self._known[iri].listed)
        if len(candidates) != 1:
            return None
        (iri,) = candidates
        return Identified(iri, method, CONFIDENCE[method], self._evidence(iri, name))

    def _evidence(self, iri: str, name: str) -> tuple[str, ...]:
        known = self._known[iri].evidence
        address = known.get(normal(name), known.get("", ""))
        return (address,) if address else ()

    def _part(self, name: str, language: str) -> Identified | None:
        """A department or a branch, identified as the whole that its name says."""
        whole = keys.company_and_part(name)[0] if language == "zh" else keys.department_host(name, self._words)
        found = self._find(whole) if whole else None
        return found and _weakened(found, "company-part" if language == "zh" else "department", is_part=True)

    def _is_ambiguous(self, name: str) -> bool:
        return any(key(name) in self._ambiguous for key in (self._spelling, self._wording, normal))

    def _spelling(self, name: str) -> str:
        return keys.english_key(name, self._words) if language_of(name) == "en" else ""

    def _wording(self, name: str) -> str:
        return keys.folded_key(name, self._words) if language_of(name) == "en" else ""

    def _firm(self, name: str) -> str:
        return keys.firm_key(name, self._words)

    def _stem(self, name: str) -> str:
        return keys.legal_stem(name, self._words)

    def _decision_key(self, name: str) -> str:
        return normal(name) if language_of(name) == "zh" else self._firm(name)

    def _chinese_rungs(self) -> list[_Rung]:
        known = self._known.values()
        with_parent = [(zh + name, o.iri) for o in known for zh, _ in o.parents for name in o.names if zh and not name.startswith(zh)]
        present = [(name, o.iri) for o in known for name in o.names if normal(name) not in self._ambiguous]
        former = [(name, o.iri) for o in known for name in o.former]
        by_name, by_any = _index(normal, present), _index(normal, [*present, *former])
        sure = {name: found for name, found in by_any.items() if name in by_name}
        return [
            _Rung("exact-name", normal, sure),
            _Rung("former-name", normal, by_any),
            _Rung("name-with-parent", normal, _index(normal, with_parent)),
            _Rung("legal-form", self._stem, _index(self._stem, [*present, *former])),
        ]

    def _english_rungs(self) -> list[_Rung]:
        known = self._known.values()
        with_parent = [(text, o.iri) for o in known for _, parent in o.parents for name in o.english if parent
                       for text in (f"{name}, {parent}", f"{parent} {name}", f"{name} of {parent}")]
        names = [(name, o.iri) for o in known for name in o.english if not keys.generic(name) and not self._is_ambiguous(name)]
        firms = [(name, o.iri) for o in known for name in o.firm_english]
        return [
            _Rung("name-with-parent", self._spelling, _index(self._spelling, with_parent)),
            _Rung("exact-english-name", normal, _index(normal, names)),
            _Rung("english-spelling", self._spelling, _index(self._spelling, names)),
            _Rung("english-firm-name", self._firm, _index(self._firm, firms)),
            _Rung("english-wording", self._wording, _index(self._wording, names)),
        ]


def _weakened(found: Identified, method: str, *, is_part: bool) -> Identified:
    """The same organisation, reached by one step more: by that method, at most as sure as either step."""
    confidence = min(found.confidence, CONFIDENCE[method], key=Decimal)
    return Identified(found.organisation, method, confidence, found.evidence, is_part)


def _index(key: Callable[[str], str], names: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    index: dict[str, set[str]] = defaultdict(set)
    for name, iri in names:
        index[key(name)].add(iri)
    index.pop("", None)
    return {name: frozenset(found) for name, found in index.items()}
