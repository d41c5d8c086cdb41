"""From the statements about a thing back to what they rest on."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from tcgraph.errors import AmbiguousNameError, UnknownTermError, UnknownThingError
from tcgraph.store import Store
from tcgraph.store.terms import to_value
from tcgraph.vocab import TC, expand, shorten
from tcgraph.why.evidence import conclusion, files, piece
from tcgraph.why.explanation import Explanation
from tcgraph.why.parts import Conclusion, Labels, Reason
from tcgraph.why.reading import Reader, is_iri
from tcgraph.why.spans import summary

__all__ = ["explain"]

_UNIT = (("tc:identifiedAs", ""),)
_BEHIND: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType({
    # short statement: how a conclusion beside it points at its subject, and at its object where it does
    "tc:locatedIn": (("tc:placedUnit", "tc:placedIn"),),
    "tc:liesWithin": (("tc:placedUnit", ""),),
    "tc:listedUnder": (("tc:placedEntry", "tc:placedIn"),),
    "tc:listsUnit": (("tc:mention", "tc:identifiedAs"),),
    "tc:participant": (("tc:mention", "tc:identifiedAs"),),
    "tc:activeInField": (("tc:classifiedEnterprise", "tc:assignedField"),),
    "tc:activeInIndustry": (("tc:classifiedEnterprise", "tc:assignedIndustry"),),
    "tc:unitOf": _UNIT, "tc:formerlyUnitOf": _UNIT, "tc:heldBy": _UNIT, "tc:parentUnit": _UNIT, "tc:parentUnknown": _UNIT,
    "rdfs:label": _UNIT, "skos:altLabel": _UNIT, "rdf:type": _UNIT, "tc:continues": (),
})  # fmt: skip
_OF_ENTERPRISE = {"rdfs:label", "skos:altLabel", "rdf:type", "tc:continues"}  # rest on what is concluded of the enterprise's units
_INCOMING = ("tc:listsUnit", "tc:periodOf", "tc:concernsUnit")
_OWN = {expand(name) for name in ("tc:usesMethod", "tc:confidence", "tc:evidence", "tc:matchedKeyword")}
_LABELS: Mapping[str, Labels] = MappingProxyType({
    "rdf:type": ("类别", "class"), "rdfs:label": ("名称", "name"), "skos:altLabel": ("别名", "other name"),
})  # fmt: skip
_LISTED = ("列于", "listed in")


def explain(store: Store, found: Iterable[str], property: str | None = None, *, asked: str = "", by_name: bool = True) -> Explanation:
    """The explanation of the one of these things that is meant.

    ``found`` are the IRIs that ``asked`` may mean. ``by_name``: an enterprise's name stands for its unit, if that has the property.
    ``property`` is a CURIE, a local name, or a label in Chinese or English, of a property or of the class of an event.
    Raises ``UnknownThingError``, ``AmbiguousNameError``, and ``UnknownTermError`` with the properties that there are.
    Cost: a look-up per thing that takes part, each by subject or object, nothing scanned.
    """
    reader = Reader(store)
    things = [thing for thing in dict.fromkeys(found) if reader.statements(thing)]
    if not things:
        raise UnknownThingError(asked, (), "Nothing is stated of it in this dataset.")
    units = _units(reader, things) if by_name else []
    others = [thing for thing in things if thing not in units]
    fitting = [[t for t in group if property is None or _has(reader, t, property)] for group in (units, others)]
    chosen = fitting[0] or fitting[1] or (units or others)[:1]
    if len(chosen) > 1:
        raise AmbiguousNameError(asked, [(thing, reader.labels(thing)[0]) for thing in chosen])
    passed = [thing for thing in (*units, *others) if thing != chosen[0]]
    return _explained(reader, chosen[0], property, passed)


def _units(reader: Reader, things: Iterable[str]) -> list[str]:
    """The units among the things, and those that the others hold or held."""
    kinds = {TC.TechnologyCenter, TC.SubCenter, TC.Platform}
    direct = [thing for thing in things if kinds & set(reader.values(thing, "rdf:type"))]
    rest = [thing for thing in things if thing not in direct]
    held = [unit for thing in rest for link in ("tc:heldBy", "tc:unitOf") for _, unit in reader.subjects(thing, link)]
    return list(dict.fromkeys(direct or held))


def _explained(reader: Reader, thing: str, property: str | None, passed: list[str]) -> Explanation:
    stated = list(_stated(reader, thing))
    if property is not None:
        stated = [one for one in stated if _named(reader, one, property)]
        if not stated:
            raise _unknown(reader, thing, property)
    note = ("", "")
    if passed:
        names = [f"{reader.labels(other)[0]} [{shorten(other)}]" for other in passed[:5]]
        note = (f"所取为 {shorten(thing)}；同名或相关者另有：{'、'.join(names)}",
                f"taken: {shorten(thing)}; also of that name or related: {', '.join(names)}")  # fmt: skip
    reasons = tuple(_reason(reader, *one) for one in stated)
    version = reader.text("https://w3id.org/tcgraph/ontology", "owl:versionInfo")
    return Explanation(thing, reader.labels(thing), _kind(reader, thing), reasons, note, version)


def _stated(reader: Reader, thing: str) -> Iterator[tuple[str, str, str, str, bool]]:
    """Statements about a thing: subject, property, value, graph, and whether another thing states it of this one."""
    for graph, property, term in reader.statements(thing):
        if property not in _OWN:
            yield thing, property, term, graph, False
    for link in _INCOMING:
        for graph, subject in reader.subjects(thing, link):
            yield subject, expand(link), f"<{subject}>", graph, True


def _has(reader: Reader, thing: str, property: str) -> bool:
    return any(_named(reader, one, property) for one in _stated(reader, thing))


def _named(reader: Reader, stated: tuple[str, str, str, str, bool], name: str) -> bool:
    """Whether a name means the property of a statement, or the class of the event or period that it brings in."""
    subject, property, _, _, incoming = stated
    meant = {property, *(reader.values(subject, "rdf:type") if incoming else ())}
    own = _LISTED if incoming and property == TC.listsUnit else ()
    known = {text for iri in meant for text in (iri, shorten(iri), iri.rsplit("#")[-1].rsplit("/")[-1], *_label(reader, iri), *_also(iri))}
    return name.strip().casefold() in {text.casefold() for text in (*known, *own)}


def _unknown(reader: Reader, thing: str, property: str) -> UnknownTermError:
    has = dict.fromkeys(
        reader.text(subject, "rdf:type") if incoming and stated != TC.listsUnit else stated
        for subject, stated, _, _, incoming in _stated(reader, thing)
    )
    listed = ", ".join(f"{shorten(iri)} ({'/'.join(dict.fromkeys(_label(reader, iri)))})" for iri in has)
    return UnknownTermError(property, (), f"{reader.labels(thing)[0]} <{thing}> has: {listed}.")


def _label(reader: Reader, iri: str) -> Labels:
    return _LABELS.get(shorten(iri)) or reader.labels(iri)


def _also(iri: str) -> tuple[str, ...]:
    """Other words that are typed for a property."""
    return ("所在地", "place") if iri == TC.locatedIn else ()


def _kind(reader: Reader, thing: str) -> Labels:
    kinds = [reader.labels(kind) for kind in reader.values(thing, "rdf:type")]
    return "、".join(zh for zh, _ in kinds), ", ".join(en for _, en in kinds)


def _reason(reader: Reader, subject: str, property: str, term: str, graph: str, incoming: bool) -> Reason:
    object_ = str(to_value(term))
    label = _label(reader, property)
    if incoming:
        label = _LISTED if property == TC.listsUnit else _kind(reader, subject)
    shown = summary(reader, object_) if is_iri(term) else (object_, object_)
    behind = tuple(_behind(reader, subject, property, object_, graph, incoming))
    printed = (piece(reader, subject),) if not behind and TC.RosterEntry in reader.values(subject, "rdf:type") else ()
    where = reader.labels(graph) if graph else ("默认图", "default graph")
    return Reason(subject, property, label, object_, shown, graph, where, incoming, behind, printed, files(reader, graph))


def _behind(reader: Reader, subject: str, property: str, object_: str, graph: str, incoming: bool) -> Iterator[Conclusion]:
    """The conclusions that a statement rests on: they stand in its own graph. A conclusion rests on itself."""
    if reader.terms(subject, "tc:usesMethod"):
        yield conclusion(reader, subject)
        return
    if incoming and property == TC.listsUnit:
        object_ = reader.text(subject, "tc:listsUnit")
    links = _BEHIND.get(shorten(property), ())
    found = [node for link, target in links for node in _pointing(reader, subject, link, graph)
             if not target or object_ in reader.values(node, target)]  # fmt: skip
    if not found and shorten(property) in _OF_ENTERPRISE:
        units = [unit for _, unit in reader.subjects(subject, "tc:heldBy")]
        found = [node for unit in units for node in _pointing(reader, unit, "tc:identifiedAs", graph)]
    for node in dict.fromkeys(found):
        yield conclusion(reader, node)


def _pointing(reader: Reader, thing: str, link: str, graph: str) -> list[str]:
    return [subject for where, subject in reader.subjects(thing, link) if where == graph and reader.terms(subject, "tc:usesMethod")]
