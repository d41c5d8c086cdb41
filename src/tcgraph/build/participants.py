"""Who took part in the cooperations: identified where the name is certain, else kept as a named organisation."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from tcgraph.build.cooperation import participation_iris
from tcgraph.build.graphs import GraphBuilder, add_conclusion, source_iri
from tcgraph.build.sources import Row, Sources
from tcgraph.build.units import Concluded
from tcgraph.identity import mint
from tcgraph.identity.organisations import Decision, Identified, Organisation, OrganisationIndex, check_name
from tcgraph.identity.organisations_keys import Words, words_of
from tcgraph.names import language_of, normal_form
from tcgraph.turtle import literal

__all__ = ["organisation_index", "participants_graph"]

_SEARCHABLE = {"reviewed-name", "english-firm-name"}
_SEARCHABLE_FROM = 0.95  # a name worth finding an organisation by must be surer than one worth counting


def participants_graph(sources: Sources, units: Iterable[Concluded]) -> GraphBuilder:
    """One identification per printed name, with all participations that it settles.

    The order of the rows does not matter. Raises ``SourceError`` with the row for a name that can be none. Linear.
    """
    used = [sources[name] for name in ("participations", "universities", "institutes", "organisation-hierarchy", "certifications-news")]
    graph = GraphBuilder("conclusion/participants", ("合作参与方的识别", "Who the participants are"), used)
    index = organisation_index(sources, units)
    for name, rows in _by_name(sources).items():
        _identify(graph, name, rows, index.find(name))
    return graph


def organisation_index(sources: Sources, units: Iterable[Concluded]) -> OrganisationIndex:
    """The index of all enterprises, universities and institutes by which participants are identified, with the reviewed decisions."""
    words = words_of((row["kind"], row["word"], row["meaning"]) for row in sources.rules("organisation-words"))
    ambiguous = [row["name"] for row in sources.rules("ambiguous-names")]
    known = [*_enterprises(sources, units, words), *_universities(sources), *_institutes(sources)]
    index = OrganisationIndex(known, words, ambiguous=ambiguous)
    for row in sources.rules("organisation-names"):
        _decide(index, row)
    return index


def _by_name(sources: Sources) -> dict[str, list[tuple[str, Row]]]:
    """The participations of each name in normal form, those of the first cooperation first."""
    by_name: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    rows = sorted(participation_iris(sources), key=lambda pair: (pair[1]["cooperation"], int(pair[1].number("order") or 0), pair[0]))
    for node, row in rows:
        if problem := check_name(row["name"]):
            raise row.error(f"{problem}; print the name as the source has it, or take the row out")
        by_name[normal_form(row["name"])].append((node, row))
    return by_name


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


def _identify(graph: GraphBuilder, name: str, rows: list[tuple[str, Row]], found: Identified | None) -> None:
    if found is None:
        found = Identified(mint("organisation", name), "as-named", "1.0", ())
        _named(graph, found.organisation, rows)
    node = mint("identification", name, found.method)
    graph.thing(node, "tc:Identification")
    graph.add(node, "tc:mention", *(f"<{participation}>" for participation, _ in rows))
    graph.add(node, "tc:identifiedAs", f"<{found.organisation}>")
    add_conclusion(graph, node, found.method, found.confidence, [rows[0][0], *found.evidence])
    for participation, _ in rows:
        graph.add(participation, "tc:participant", f"<{found.organisation}>")
    if found.method in _SEARCHABLE and not found.is_part and float(found.confidence) >= _SEARCHABLE_FROM:
        graph.add(found.organisation, "skos:altLabel", literal(name, language=language_of(name)))


def _named(graph: GraphBuilder, organisation: str, rows: list[tuple[str, Row]]) -> None:
    printed = rows[0][1]["name"]
    texts = {language_of(printed): printed}
    graph.thing(organisation, "tc:NamedOrganisation", texts.get("zh", ""), texts.get("en", ""))
    kinds = {row["stated_kind"] for _, row in rows} - {"", "unknown"}
    graph.text(organisation, "tc:statedKind", kinds.pop() if len(kinds) == 1 else "")
