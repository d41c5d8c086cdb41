"""What can be searched for: things with their names, codes, place and owner, gathered from statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tcgraph.names import language_of
from tcgraph.store.terms import split_literal
from tcgraph.vocab import expand, shorten

__all__ = ["CLASSES", "PREDICATES", "Kind", "Thing", "Things", "gather"]

CLASSES = (
    "tc:Country", "tc:MacroRegion", "tc:Province", "tc:SeparatelyPlannedCity", "tc:Corps", "tc:Place",
    "tc:Enterprise", "tc:University", "tc:ResearchInstitute", "tc:GovernmentDepartment", "tc:Organisation",
    "tc:TechnologyField", "tc:Industry", "tc:Regulation", "tc:Notice", "tc:Batch", "tc:Roster",
    "tc:TechnologyCenter", "tc:SubCenter", "tc:Unit", "tc:NamedOrganisation",
)  # fmt: skip
"""The classes of the ontology whose things are searched for, in the order in which equal hits come."""

_PROJECT, _ID = "https://w3id.org/tcgraph/", "https://w3id.org/tcgraph/id/"
_BOOKKEEPING = ("owl:", "rdfs:", "rdf:", "sh:", "void:", "skos:ConceptScheme")
_LABELS = ("rdfs:label", "skos:prefLabel", "skos:altLabel")  # the first that a thing has is its label
_CODES = ("skos:notation", "tc:gb2260", "tc:iso3166", "tc:schoolCode", "tc:documentNumber", "tc:batchNumber", "schema:sameAs")
_PLACES = ("tc:locatedIn", "tc:within", "tc:cityAsStated")
_OWNER = "tc:unitOf"
_TYPE, _SUBCLASS = "rdf:type", "rdfs:subClassOf"

PREDICATES = tuple(f"<{expand(name)}>" for name in (_TYPE, _SUBCLASS, *_LABELS, *_CODES, *_PLACES, _OWNER))
"""The predicates that are read, in N-Triples form; all others are passed over."""


@dataclass(slots=True)
class Thing:
    """One thing: IRI and class; Chinese and other names, the label first (``""`` where there is none); pinyin of the Chinese names; codes;
    the places it lies in, by IRI or name; the firm whose unit it is."""

    iri: str
    kind: str
    chinese: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A class: name with prefix, Chinese and English label, and all classes above it."""

    name: str
    chinese: str
    english: str
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Things:
    """All things in order of class and IRI, and the classes they have, with those above."""

    things: list[Thing]
    kinds: dict[str, Kind]


def gather(statements: Iterable[tuple[str, str, str]]) -> Things:
    """The things that these statements (N-Triples terms) name.

    A thing is searched for if it has a name or code and its class is one of ``CLASSES`` or is not of the project's ontology. Terms
    of vocabularies, descriptions of graphs and blank nodes are not. The order of the statements does not matter.
    """
    wanted = {predicate: shorten(predicate[1:-1]) for predicate in PREDICATES}
    about: dict[str, dict[str, set[str]]] = {}
    for subject, predicate, object_ in statements:
        if predicate in wanted and subject[0] == "<":
            about.setdefault(subject[1:-1], {}).setdefault(wanted[predicate], set()).add(object_)
    kinds = _kinds(about)
    found = (_thing(iri, facts, kinds) for iri, facts in about.items() if _is_searched(iri))
    rank = {name: number for number, name in enumerate(CLASSES)}
    things = sorted(_with_places_of_units([t for t in found if t]), key=lambda t: (rank.get(t.kind, len(CLASSES)), t.kind, t.iri))
    used = {name for thing in things for name in (thing.kind, *_above(thing.kind, kinds))}
    return Things(things, {name: kinds.get(name) or Kind(name, "", "", ()) for name in sorted(used)})


def _with_places_of_units(things: list[Thing]) -> list[Thing]:
    """A firm lies where its units do."""
    by_iri = {thing.iri: thing for thing in things}
    for unit in things:
        if unit.owner in by_iri:
            firm = by_iri[unit.owner]
            firm.places = sorted({*firm.places, *unit.places})
    return things


def _is_searched(iri: str) -> bool:
    return iri.startswith(_ID) or not iri.startswith(_PROJECT)


def _above(name: str, kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    return kinds[name].above if name in kinds else ()


def _kinds(about: Mapping[str, Mapping[str, set[str]]]) -> dict[str, Kind]:
    parents = {shorten(iri): sorted(shorten(o[1:-1]) for o in facts[_SUBCLASS] if o[0] == "<")
               for iri, facts in about.items() if _SUBCLASS in facts}  # fmt: skip
    named = {name for found in parents.items() for name in (found[0], *found[1])} | set(CLASSES)
    kinds = {}
    for name in sorted(named):
        chinese, english = _names(about.get(_iri(name), {}))
        kinds[name] = Kind(name, chinese[0] if chinese else "", english[0] if english else "", tuple(_closure(name, parents)))
    return kinds


def _iri(name: str) -> str:
    return name if "://" in name else expand(name)


def _closure(name: str, parents: Mapping[str, list[str]]) -> list[str]:
    seen: dict[str, None] = {}
    left = list(parents.get(name, ()))
    while left:
        above = left.pop(0)
        if above not in seen and above != name:
            seen[above] = None
            left += parents.get(above, ())
    return sorted(seen)


def _thing(iri: str, facts: Mapping[str, set[str]], kinds: Mapping[str, Kind]) -> Thing | None:
    kind = _kind_of([shorten(o[1:-1]) for o in facts.get(_TYPE, ()) if o[0] == "<"], kinds)
    chinese, english = _names(facts)
    codes = sorted({_code(o) for name in _CODES for o in facts.get(name, ())} - {""})
    if kind is None or not (chinese or english or codes) or _SUBCLASS in facts:
        return None
    places = sorted(_object(o) for name in _PLACES for o in facts.get(name, ()))
    owners = sorted(_object(o) for o in facts.get(_OWNER, ()))
    return Thing(iri, kind, chinese, english, [], codes, places, owners[0] if owners else "")


def _kind_of(names: list[str], kinds: Mapping[str, Kind]) -> str | None:
    """The class to show: of ours the first in ``CLASSES``, else the first that is no bookkeeping; None if the thing is not searched for."""
    if ours := [name for name in CLASSES if name in names]:
        return ours[0]
    below = sorted(name for name in names if set(_above(name, kinds)) & set(CLASSES))
    if below or not names:
        return below[0] if below else "rdfs:Resource"
    foreign = sorted(name for name in names if not name.startswith((*_BOOKKEEPING, "tc:")))
    return foreign[0] if foreign and not any(name.startswith((*_BOOKKEEPING, "tc:")) for name in names) else None


def _object(term: str) -> str:
    return term[1:-1] if term[0] == "<" else _text(term)[0]


def _text(term: str) -> tuple[str, str]:
    """Text and language of a literal; numbers as the engine's tables write them are text too."""
    if term[:1] != '"':
        return term, ""
    text, language, _ = split_literal(term)
    return text, (language or "").partition("-")[0].lower()


def _code(term: str) -> str:
    """A code, or what identifies a thing at the end of an address."""
    return term[1:-1].rstrip("/").rpartition("/")[2] if term[0] == "<" else _text(term)[0]


def _names(facts: Mapping[str, set[str]]) -> tuple[list[str], list[str]]:
    """Chinese and other names, each with the label first. Texts without a language, or in a third one, go by their script."""
    found: dict[str, list[str]] = {"zh": [], "en": []}
    labelled = dict.fromkeys(found, False)
    for predicate in _LABELS:
        for text, language in sorted(_text(term) for term in facts.get(predicate, ()) if term[0] != "<"):
            column = language if language in found else language_of(text)
            if text.strip() and text not in found[column]:
                labelled[column] |= predicate != "skos:altLabel"
                found[column].append(text)
    chinese, english = (([] if labelled[c] or not texts else [""]) + texts for c, texts in found.items())
    return chinese, english
