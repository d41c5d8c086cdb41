"""Who took part in the cooperations: identified where the name is certain, else kept as a named organisation.

Printings of a name that is not identified are one organisation where they differ in spelling and legal form alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from tcgraph.build.cooperation import participation_iris
from tcgraph.build.graphs import GraphBuilder, add_conclusion, source_iri
from tcgraph.build.sources import Row, Sources
from tcgraph.build.units import Concluded
from tcgraph.identity import mint
from tcgraph.identity.organisations import FOLDED, Decision, Identified, Organisation, OrganisationIndex, check_name
from tcgraph.identity.organisations_keys import Words, words_of
from tcgraph.names import language_of, normal_form
from tcgraph.turtle import literal

__all__ = ["organisation_index", "participants_graph"]

_SEARCHABLE = {"reviewed-name", "english-firm-name"}
_LEGAL_FORM = {"zh": "zh legal form", "en": "legal form"}
_SEARCHABLE_FROM = 0.95  # a name worth finding an organisation by must be surer than one worth counting

Printing = tuple[str, list[tuple[str, Row]]]
"""A name in normal form, and its participations."""


def participants_graph(sources: Sources, units: Iterable[Concluded]) -> GraphBuilder:
    """One identification per printed name, with all participations that it settles.

    The order of the rows does not matter. Raises ``SourceError`` with the row for a name that can be none. Linear.
    """
    used = [sources[name] for name in ("participations", "universities", "institutes", "organisation-hierarchy", "certifications-news")]
    graph = GraphBuilder("conclusion/participants", ("合作参与方的识别", "Who the participants are"), used)
    index, kinds = organisation_index(sources, units), _kinds_of_unidentified(sources)
    unidentified: dict[str, list[Printing]] = defaultdict(list)
    for name, rows in _by_name(sources).items():
        found = index.find(name)
        if found is None:
            unidentified[index.fold(name)].append((name, rows))
        else:
            _identify(graph, name, rows, found)
    for key, printings in unidentified.items():
        _named(graph, mint("organisation", key), printings, kinds)
    return graph


def organisation_index(sources: Sources, units: Iterable[Concluded]) -> OrganisationIndex:
    """The index of all enterprises, universities and institutes by which participants are identified, with the reviewed decisions."""
    words = words_of([*((row["kind"], row["word"], row["meaning"]) for row in sources.rules("organisation-words")), *_legal_forms(sources)])
    ambiguous = [row["name"] for row in sources.rules("ambiguous-names")]
    known = [*_enterprises(sources, units, words), *_universities(sources), *_institutes(sources)]
    index = OrganisationIndex(known, words, ambiguous=ambiguous)
    for row in sources.rules("organisation-names"):
        _decide(index, row)
    return index


def _legal_forms(sources: Sources) -> Iterator[tuple[str, str, str]]:
    for row in sources.rules("legal-forms"):
        if row["language"] not in _LEGAL_FORM:
            raise row.error(f"language {row['language']!r}; it is one of {', '.join(_LEGAL_FORM)}")
        if row["language"] == "en" and not row["form"].isalpha():
            raise row.error(f"{row['form']!r} is not one word; a form of several words, 'Co., Ltd.' say, is a row for each of them")
        yield _LEGAL_FORM[row["language"]], row["form"].casefold(), row["note"]


def _kinds_of_unidentified(sources: Sources) -> dict[str, str]:
    """What a kind that a source states says of a name that is not identified, where that is less."""
    return {row["stated_kind"]: row["kind"] for row in sources.rules("stated-kinds")}


def _by_name(sources: Sources) -> dict[str, list[tuple[str, Row]]]:
    """The participations of each name in normal form, those of the first cooperation first."""
    by_name: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for node, row in sorted(participation_iris(sources), key=_order):
        if problem := check_name(row["name"]):
            raise row.error(f"{problem}; print the name as the source has it, or take the row out")
        by_name[normal_form(row["name"])].append((node, row))
    return by_name


def _order(pair: tuple[str, Row]) -> tuple[str, int, str]:
    node, row = pair
    return row["cooperation"], int(row.number("order") or 0), node


def _enterprises(sources: Sources, units: Iterable[Concluded], words: Words) -> list[Organisation]:
    """The enterprises with present and former names, and the English names that news pages and ROR pair with them."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    present: dict[str, set[str]] = defaultdict(set)
    for concluded in units:
        for holder, entry in zip(concluded.holders, concluded.entries, strict=True):
            present[holder].add(entry.name)
            names[holder][normal_form(entry.name)] = entry.iri
            names[holder][""] = entry.iri
    plain = [_enterprise(iri, printed, present[iri], (), ()) for iri, printed in names.items()]
    index = OrganisationIndex(plain, words)
    news = _english_of(index, ((r["enterprise_name"], r["enterprise_name_en"]) for r in sources["certifications-news"].rows))
    firms = _english_of(index, _firms(sources))
    return [_enterprise(iri, printed, present[iri], news.get(iri, ()), firms.get(iri, ())) for iri, printed in names.items()]


def _enterprise(iri: str, printed: dict[str, str], present: set[str], english: Iterable[str], firm_english: Iterable[str]) -> Organisation:
    current = {normal_form(name) for name in present}
    former = tuple(name for name in printed if name and name not in current)
    return Organisation(iri, tuple(sorted(current)), former, tuple(english), tuple(firm_english), evidence=printed, listed=True)


def _firms(sources: Sources) -> Iterator[tuple[str, str]]:
    """Chinese and English names that ROR gives firms."""
    for row in sources["organisation-hierarchy"].rows:
        for side in ("child", "parent"):
            if "company" in row[f"{side}_types"].split("|"):
                yield row[f"{side}_name_zh"], row[f"{side}_name_en"]


def _english_of(index: OrganisationIndex, pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    english: dict[str, set[str]] = defaultdict(set)
    for chinese, name in pairs:
        found = index.find(chinese) if chinese else None
        if found is not None and not found.is_part:
            english[found.organisation].add(name)
    return english


def _universities(sources: Sources) -> Iterator[Organisation]:
    source = sources["universities"]
    evidence = {"": source_iri(source)}
    for row in source.rows:
        yield Organisation(mint("university", row["name_zh"]), (row["name_zh"],), (), _some(row["name_en"]), evidence=evidence)


def _institutes(sources: Sources) -> Iterator[Organisation]:
    parents: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in sources["organisation-hierarchy"].rows:
        parents[row["child_ror"]].add((row["parent_name_zh"], row["parent_name_en"]))
    for row in sources["institutes"].rows:
        ror = row["ror"]
        yield Organisation(mint("institute", ror), _some(row["name_zh"]), (), _some(row["name_en"]), (),
                           tuple(sorted(parents[ror])), {"": ror})


def _some(name: str) -> tuple[str, ...]:
    return (name,) if name else ()


def _decide(index: OrganisationIndex, row: Row) -> None:
    """Adds a reviewed decision, unless these sources lack its organisation. Raises ``SourceError`` for a name decided twice."""
    wanted = row["organisation"]
    found = index.find(wanted)
    iri = mint("institute", wanted) if wanted.startswith("https://ror.org/") else found.organisation if found else ""
    if iri not in index:
        return
    try:
        index.decide(Decision(row["name"], iri, row.share("confidence"), row["part"] == "yes"))
    except ValueError as error:
        raise row.error(str(error)) from None


def _identify(graph: GraphBuilder, name: str, rows: list[tuple[str, Row]], found: Identified) -> None:
    node = mint("identification", name, found.method)
    graph.thing(node, "tc:Identification")
    graph.add(node, "tc:mention", *(f"<{participation}>" for participation, _ in rows))
    graph.add(node, "tc:identifiedAs", f"<{found.organisation}>")
    add_conclusion(graph, node, found.method, found.confidence, [rows[0][0], *found.evidence])
    for participation, _ in rows:
        graph.add(participation, "tc:participant", f"<{found.organisation}>")
    if found.method in _SEARCHABLE and not found.is_part and float(found.confidence) >= _SEARCHABLE_FROM:
        graph.add(found.organisation, "skos:altLabel", literal(name, language=language_of(name)))


def _named(graph: GraphBuilder, organisation: str, printings: list[Printing], kinds: dict[str, str]) -> None:
    """One organisation for all printings of a name: the most frequent is its label, of equally many the first in order."""
    rows = sorted((pair for _, pairs in printings for pair in pairs), key=_order)
    texts = Counter(row["name"] for _, row in rows)
    label = max(texts, key=lambda text: texts[text])  # the first of equally many: a counter keeps the order
    language = language_of(label)
    graph.thing(organisation, "tc:NamedOrganisation")
    graph.add(organisation, "rdfs:label", literal(label, language=language))
    graph.add(organisation, "skos:altLabel", *(literal(text, language=language) for text in texts if text != label))
    stated = {kinds.get(row["stated_kind"], row["stated_kind"]) for _, row in rows} - {"", "unknown"}
    graph.text(organisation, "tc:statedKind", stated.pop() if len(stated) == 1 else "")
    head = next(pairs[0][0] for name, pairs in printings if name == normal_form(label))
    for name, pairs in printings:
        as_label = name == normal_form(label)
        method, confidence = ("as-named", "1.0") if as_label else ("folded-name", FOLDED)
        _identify(graph, name, pairs, Identified(organisation, method, confidence, () if as_label else (head,)))
