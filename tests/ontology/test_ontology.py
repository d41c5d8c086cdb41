"""The ontology, its alignments and the table of prefixes: complete in both languages, and true to OWL 2 RL.

One failing test names one term and one annotation, so that a gap cannot hide in a total.
"""

import re
from itertools import combinations
from pathlib import Path

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, PROV, VANN

ROOT = Path(__file__).resolve().parents[2]
TC = Namespace("https://w3id.org/tcgraph/ontology#")
BIBO = Namespace("http://purl.org/ontology/bibo/")
ERROR = Namespace("http://www.daml.org/2002/03/agents/agent-ont#")  # how owlrl marks an inconsistency
HEADER = URIRef("https://w3id.org/tcgraph/ontology")
ALIGNMENTS_HEADER = URIRef("https://w3id.org/tcgraph/ontology/alignments")
PREFIXES_HEADER = URIRef("https://w3id.org/tcgraph/prefixes")

ONTOLOGY_FILE = ROOT / "ontology" / "tcgraph.ttl"
ONTOLOGY = Graph().parse(ONTOLOGY_FILE)
ALIGNMENTS = Graph().parse(ROOT / "ontology" / "alignments.ttl")
PREFIXES = Graph().parse(ROOT / "ontology" / "prefixes.ttl")

KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual)
TERMS = {
    kind: sorted(term for term in ONTOLOGY.subjects(RDF.type, kind) if term in TC) for kind in KINDS
}
ALL_TERMS = sorted(set().union(*TERMS.values()))
PROPERTIES = TERMS[OWL.ObjectProperty] + TERMS[OWL.DatatypeProperty]
LANGUAGES = ("zh", "en")
TURTLE_FILES = sorted([*(ROOT / "ontology").glob("*.ttl"), *(ROOT / "shapes").glob("*.ttl")])
PREFIX_FILES = [*TURTLE_FILES, *sorted((ROOT / "queries").glob("*.rq"))]

# What is printed, and what is concluded: the pattern of the data, at its smallest.
EXAMPLE = """
@prefix tc: <https://w3id.org/tcgraph/ontology#> .
@prefix x: <https://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
x:dalian a tc:SeparatelyPlannedCity ; tc:within x:liaoning ; tc:gb2260 "210200" .
x:liaoning a tc:Province ; tc:within x:northeast ; tc:iso3166 "CN-LN" .
x:northeast a tc:MacroRegion .
x:notice a tc:Notice ; tc:noticeKind tc:ListNotice ; tc:notAfter "2023-02-24"^^xsd:date .
x:roster tc:annexOf x:notice ; tc:coversKind tc:CenterEntry ; tc:regionsInCopy true .
x:entry tc:inRoster x:roster ; tc:position 293 ; tc:printedRegion "辽宁省"@zh ; tc:entryKind tc:CenterEntry .
x:center a tc:TechnologyCenter ; tc:unitOf x:enterprise ; tc:locatedIn x:liaoning .
x:identification tc:mention x:entry ; tc:identifiedAs x:center ; tc:confidence 0.99 .
x:certification tc:concernsUnit x:center ; tc:inBatch x:batch ; tc:citesNotice x:notice .
x:batch tc:batchNumber 29 .
x:center tc:formerlyUnitOf x:old . x:enterprise tc:continues x:old .
x:period tc:periodOf x:center ; tc:heldAs tc:CenterEntry ; tc:startNotAfter "2023-02-24"^^xsd:date .
x:change tc:concernsUnit x:center ; tc:fromKind tc:SubCenterEntry ; tc:toKind tc:CenterEntry .
x:ask a tc:PossibleIdentity ; tc:mention x:entry .
x:line tc:placedEntry x:entry ; tc:placedIn x:liaoning .
x:word tc:decides x:entry ; tc:decidedOn "2026-11-22"^^xsd:date .
x:leave a tc:Delisting ; tc:concernsUnit x:center .
"""


def local_name(term: URIRef) -> str:
    """The part of a term's IRI after the hash, as pytest shows it."""
    return str(term).rpartition("#")[2]


def closure(turtle: str) -> Graph:
    """The OWL 2 RL closure of the ontology and the given Turtle."""
    graph = Graph()
    for triple in ONTOLOGY:
        graph.add(triple)
    graph.parse(data=turtle, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def inconsistencies(graph: Graph) -> list[str]:
    """The messages that owlrl left in the graph."""
    return sorted(str(message) for message in graph.objects(None, ERROR.error))


# Terms -----------------------------------------------------------------------


def test_the_ontology_has_terms_of_each_kind():
    assert all(TERMS[kind] for kind in KINDS), {kind: len(terms) for kind, terms in TERMS.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("annotation", [RDFS.label, SKOS.definition, SKOS.example], ids=local_name)
@pytest.mark.parametrize("term", ALL_TERMS, ids=local_name)
def test_term_is_annotated(term, annotation, language):
    texts = [text for text in ONTOLOGY.objects(term, annotation) if text.language == language]
    assert len(texts) == 1, f"{term} needs exactly one {annotation} in @{language}, has {len(texts)}"
    assert str(texts[0]).strip() == str(texts[0]) != "", f"{term}: {annotation} in @{language} is empty or padded"


@pytest.mark.parametrize("term", ALL_TERMS, ids=local_name)
def test_term_has_no_text_in_another_language(term):
    texts = [text for text in ONTOLOGY.objects(term) if isinstance(text, Literal)]
    assert {text.language for text in texts} == set(LANGUAGES), f"{term} has a text that is neither @zh nor @en"


@pytest.mark.parametrize("term", ALL_TERMS, ids=local_name)
def test_term_names_its_source(term):
    sources = list(ONTOLOGY.objects(term, DCTERMS.source))
    assert len(sources) == 1, f"{term} needs exactly one dcterms:source"
    assert isinstance(sources[0], URIRef) and str(sources[0]).startswith("http"), f"{term}: the source must be an IRI"


@pytest.mark.parametrize("term", ALL_TERMS, ids=local_name)
def test_term_is_defined_by_the_ontology(term):
    assert list(ONTOLOGY.objects(term, RDFS.isDefinedBy)) == [HEADER], f"{term} needs rdfs:isDefinedBy {HEADER}"


@pytest.mark.parametrize("term", ALL_TERMS, ids=local_name)
def test_term_is_of_one_kind(term):
    assert sum(term in terms for terms in TERMS.values()) == 1, f"{term} is of more than one kind"


@pytest.mark.parametrize("term", ALL_TERMS, ids=local_name)
def test_definition_is_one_sentence(term):
    ends = {"zh": "。", "en": "."}
    for text in ONTOLOGY.objects(term, SKOS.definition):
        end = ends[text.language]
        inner = str(text)[:-1]
        assert text.endswith(end), f"{term}: the definition in @{text.language} must end with {end}"
        assert "。" not in inner and ". " not in inner, f"{term}: the definition in @{text.language} has two sentences"


@pytest.mark.parametrize("term", ALL_TERMS, ids=local_name)
def test_comment_stands_in_both_languages_and_repeats_nothing(term):
    comments = list(ONTOLOGY.objects(term, RDFS.comment))
    assert sorted(text.language for text in comments) in ([], ["en", "zh"]), f"{term}: comment in one language only"
    assert not set(comments) & set(ONTOLOGY.objects(term, SKOS.definition)), f"{term}: the comment is the definition"


@pytest.mark.parametrize("term", ALL_TERMS, ids=local_name)
def test_english_text_is_spelled_as_agreed(term):
    texts = [text for text in ONTOLOGY.objects(term) if isinstance(text, Literal) and text.language == "en"]
    for text in texts:
        assert "centre" not in text.lower(), f"{term}: write center, not centre"
    label = next(text for text in texts if text in set(ONTOLOGY.objects(term, RDFS.label)))
    words = re.sub(r"\b(GB/T|ISO|SHA)\b", "", label)
    assert words == words.lower(), f"{term}: the label {label!r} must be lower case"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=local_name)
def test_labels_of_a_kind_differ(kind, language):
    labels = [text for term in TERMS[kind] for text in ONTOLOGY.objects(term, RDFS.label) if text.language == language]
    twice = {str(text) for text in labels if labels.count(text) > 1}
    assert not twice, f"labels used twice: {twice}"


@pytest.mark.parametrize("term", ALL_TERMS, ids=local_name)
def test_term_name_has_no_version(term):
    name = local_name(term)
    assert not re.search(r"[vV]\d|\d[._-]\d|version|19\d\d|20\d\d", name), f"{term}: versions go in owl:versionIRI"
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", name), f"{term}: letters and digits only"


@pytest.mark.parametrize("term", ALL_TERMS, ids=local_name)
def test_term_name_begins_as_its_kind_does(term):
    first = local_name(term)[0]
    assert first.islower() if term in PROPERTIES else first.isupper(), f"{term}: properties lower case, all else upper"


@pytest.mark.parametrize("term", TERMS[OWL.NamedIndividual], ids=local_name)
def test_named_value_belongs_to_one_enumeration(term):
    classes = set(ONTOLOGY.objects(term, RDF.type)) - {OWL.NamedIndividual}
    assert len(classes) == 1 and classes <= set(TERMS[OWL.Class]), f"{term} needs exactly one class of ours: {classes}"


def test_term_blocks_keep_one_order():
    order = ["a", "rdfs:subClassOf", "rdfs:subPropertyOf", "owl:disjointWith", "rdfs:domain", "rdfs:range", "rdfs:label", "skos:definition",
             "rdfs:comment", "skos:example", "dcterms:source", "rdfs:isDefinedBy"]  # fmt: skip
    blocks = re.findall(r"^tc:(\w+)\n((?:    .*\n)+)", ONTOLOGY_FILE.read_text("utf-8"), re.MULTILINE)
    assert sorted(TC[name] for name, _ in blocks) == ALL_TERMS, "each term needs one block of its own"
    for name, block in blocks:
        found = re.findall(r"^    ([a-z]+(?::\w+)?) ", block, re.MULTILINE)
        assert found == [predicate for predicate in order if predicate in found], f"tc:{name}: order is {found}"


# Axioms ----------------------------------------------------------------------


@pytest.mark.parametrize("axiom", [RDFS.subClassOf, RDFS.domain, RDFS.range, OWL.disjointWith], ids=local_name)
def test_classes_that_axioms_name_exist(axiom):
    named = set(ONTOLOGY.objects(None, axiom))
    unknown = {term for term in named if term in TC and term not in TERMS[OWL.Class]}
    assert not unknown, f"{axiom} names classes that are not in the ontology: {unknown}"
    foreign = {term for term in named if term not in TC}
    assert foreign <= {SKOS.Concept, RDF.langString, XSD.string, XSD.boolean, XSD.integer, XSD.decimal, XSD.date}


@pytest.mark.parametrize("base", [TC.Event, TC.Conclusion], ids=local_name)
def test_classes_of_events_and_of_conclusions_are_all_disjoint(base):
    for one, other in combinations(sorted(ONTOLOGY.subjects(RDFS.subClassOf, base)), 2):
        pair = {(one, OWL.disjointWith, other), (other, OWL.disjointWith, one)}
        assert pair & set(ONTOLOGY), f"{one} and {other} are not disjoint: add owl:disjointWith to the earlier one"


def test_properties_that_axioms_name_are_of_one_kind():
    pairs = set(ONTOLOGY.subject_objects(RDFS.subPropertyOf))
    assert (TC.unitOf, TC.heldBy) in pairs and (TC.formerlyUnitOf, TC.heldBy) in pairs
    for ours, wider in pairs:
        assert any({ours, wider} <= set(TERMS[kind]) for kind in (OWL.ObjectProperty, OWL.DatatypeProperty)), f"{ours} {wider}"


@pytest.mark.parametrize("term", PROPERTIES, ids=local_name)
def test_property_has_at_most_one_domain_and_range(term):
    assert len(list(ONTOLOGY.objects(term, RDFS.domain))) <= 1, f"{term}: two domains are an intersection"
    assert len(list(ONTOLOGY.objects(term, RDFS.range))) <= 1, f"{term}: two ranges are an intersection"


@pytest.mark.parametrize("term", PROPERTIES, ids=local_name)
def test_property_without_an_axiom_says_so_in_a_comment_line(term):
    text = ONTOLOGY_FILE.read_text("utf-8")
    block = re.search(rf"^tc:{local_name(term)}\n(?:    .*\n)+", text, re.MULTILINE)[0]
    for part, axiom in (("domain", RDFS.domain), ("range", RDFS.range)):
        said = re.search(rf"^    # {part}: (.+)$", block, re.MULTILINE)
        stated = ONTOLOGY.value(term, axiom) is not None
        assert stated != bool(said), f"{term}: {part} must stand as an axiom or as a comment line"
        for name in re.findall(r"tc:(\w+)", said[1] if said else ""):
            assert TC[name] in TERMS[OWL.Class], f"{term}: the comment line names the unknown class tc:{name}"


@pytest.mark.parametrize("term", TERMS[OWL.DatatypeProperty], ids=local_name)
def test_datatype_property_has_a_datatype(term):
    datatype = ONTOLOGY.value(term, RDFS.range)
    assert datatype is not None and datatype not in TC, f"{term} needs a datatype as range"


@pytest.mark.parametrize("term", TERMS[OWL.ObjectProperty], ids=local_name)
def test_object_property_ranges_over_things(term):
    assert ONTOLOGY.value(term, RDFS.range) in (None, *TERMS[OWL.Class]), f"{term}: the range must be a class of ours"


def test_fields_and_industries_are_concepts():
    for term in (TC.TechnologyField, TC.Industry):
        assert (term, RDFS.subClassOf, SKOS.Concept) in ONTOLOGY


def test_every_annotation_property_is_declared():
    builtin = {RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.versionIRI, OWL.versionInfo}
    axioms = {RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith}
    declared = set(ONTOLOGY.subjects(RDF.type, OWL.AnnotationProperty))
    used = set(ONTOLOGY.predicates()) - builtin - axioms
    assert used == declared, f"undeclared: {used - declared}, unused: {declared - used}"


def test_closure_of_ontology_and_example_is_consistent():
    example = Graph().parse(data=EXAMPLE, format="turtle")
    assert len(example) >= 20
    assert inconsistencies(closure(EXAMPLE)) == []


def test_closure_draws_the_conclusions_the_axioms_mean():
    graph = closure(EXAMPLE)
    x = Namespace("https://example.org/")
    for triple in [
        (x.dalian, TC.within, x.northeast),  # transitive
        (x.entry, RDF.type, TC.RosterEntry),  # domain of tc:inRoster
        (x.notice, RDF.type, TC.Document),  # range of tc:annexOf, then its superclass
        (x.enterprise, RDF.type, TC.Organisation),
        (x.certification, RDF.type, TC.Event),
        (x.batch, RDF.type, TC.Batch),
        (x["center"], TC.heldBy, x.enterprise),  # tc:unitOf is a subproperty
        (x["center"], TC.heldBy, x.old),
        (x.old, RDF.type, TC.Enterprise),
        (x.period, RDF.type, TC.Conclusion),
        (x.change, RDF.type, TC.KindChange),
        (x.line, RDF.type, TC.EntryPlacement),
        (x.word, RDF.type, TC.Decision),
    ]:
        assert triple in graph, triple
    assert (x["center"], RDF.type, TC.Organisation) not in graph
    assert (x.entry, RDF.type, TC.Conclusion) not in graph
    for mistaken in (TC.Identification, TC.Placement):  # shared properties do not make one kind of conclusion another
        assert (x.ask, RDF.type, mistaken) not in graph and (x.line, RDF.type, mistaken) not in graph


@pytest.mark.parametrize(
    "contradiction",
    [
        "x:entry a tc:TechnologyCenter .",  # a printed row is not the center it means
        "x:liaoning a tc:Organisation .",
        "x:dalian a tc:Province .",
        "x:certification a tc:Revocation .",
        "x:identification a tc:Placement .",
        "x:ask a tc:Identification .",  # perhaps one unit is not one unit
        "x:leave a tc:Revocation .",
        "x:word a tc:Conclusion .",
        "x:period a tc:EntryPlacement .",
    ],
)
def test_closure_notices_a_contradiction(contradiction):
    assert inconsistencies(closure(EXAMPLE + contradiction)), f"no inconsistency found for: {contradiction}"


# Files -----------------------------------------------------------------------


@pytest.mark.parametrize("file", sorted((ROOT / "ontology").glob("*.ttl")), ids=lambda file: file.name)
def test_file_has_no_blank_node(file):
    blank = {node for triple in Graph().parse(file) for node in triple if isinstance(node, BNode)}
    assert not blank, f"{file.name} has {len(blank)} blank nodes; name them or leave them out"


def table() -> dict[str, str]:
    """Prefix -> namespace, from prefixes.ttl."""
    return {
        str(PREFIXES.value(declaration, SH.prefix)): str(PREFIXES.value(declaration, SH.namespace))
        for declaration in PREFIXES.objects(PREFIXES_HEADER, SH.declare)
    }


@pytest.mark.parametrize("file", PREFIX_FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_prefixes_of_file_are_those_of_the_table(file):
    text = file.read_text("utf-8")
    declared = dict(re.findall(r"^\s*@?prefix\s+([\w-]*):\s*<([^>]*)>", text, re.MULTILINE | re.IGNORECASE))
    wrong = {prefix: namespace for prefix, namespace in declared.items() if table().get(prefix) != namespace}
    assert not wrong, f"{file.name} declares {wrong}; correct it or add the prefix to ontology/prefixes.ttl"


@pytest.mark.parametrize("name", ["tcgraph.ttl", "alignments.ttl", "prefixes.ttl"])
def test_file_declares_no_prefix_in_vain(name):
    text = (ROOT / "ontology" / name).read_text("utf-8")
    bare = re.sub(r'<[^<>\s]*>|"[^"\n]*"|(?:^|\s)#.*$', " ", text, flags=re.MULTILINE)
    declared = re.findall(r"^@prefix ([\w-]+):", text, re.MULTILINE)
    unused = [prefix for prefix in declared if not re.search(rf"(?<![\w-]){prefix}:\w", bare)]
    assert declared and not unused, f"{name} declares and never uses {unused}"


def test_each_prefix_declaration_is_complete_and_listed():
    declarations = set(PREFIXES.subjects(RDF.type, SH.PrefixDeclaration))
    assert declarations == set(PREFIXES.objects(PREFIXES_HEADER, SH.declare))
    for declaration in declarations:
        prefixes = list(PREFIXES.objects(declaration, SH.prefix))
        namespaces = list(PREFIXES.objects(declaration, SH.namespace))
        assert len(prefixes) == len(namespaces) == 1, f"{declaration} needs one sh:prefix and one sh:namespace"
        assert str(declaration) == f"https://w3id.org/tcgraph/prefix/{prefixes[0]}"
        assert namespaces[0].datatype == XSD.anyURI, f"{declaration}: sh:namespace must be an xsd:anyURI"
        assert namespaces[0].endswith(("#", "/")), f"{declaration}: {namespaces[0]} must end with # or /"


def test_prefixes_and_namespaces_pair_one_to_one():
    assert len(table()) == len(set(table().values())) == len(set(PREFIXES.subjects(RDF.type, SH.PrefixDeclaration)))


def test_prefix_of_a_kind_of_thing_is_the_kind():
    kinds = {prefix: ns for prefix, ns in table().items() if ns.startswith("https://w3id.org/tcgraph/id/")}
    assert kinds == {prefix: f"https://w3id.org/tcgraph/id/{prefix}/" for prefix in kinds}
    assert {"center", "enterprise", "entry", "notice", "place", "certification"} <= set(kinds)


# Headers ---------------------------------------------------------------------

BOTH_HEADERS = pytest.mark.parametrize(
    ("graph", "header"), [(ONTOLOGY, HEADER), (ALIGNMENTS, ALIGNMENTS_HEADER)], ids=["ontology", "alignments"]
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("field", [RDFS.label, DCTERMS.title, DCTERMS.description, DCTERMS.abstract], ids=str)
@BOTH_HEADERS
def test_header_text_stands_in_both_languages(graph, header, field, language):
    assert len([text for text in graph.objects(header, field) if text.language == language]) == 1


@pytest.mark.parametrize(
    "field",
    [DCTERMS.creator, DCTERMS.contributor, DCTERMS.publisher, DCTERMS.license, DCTERMS.created, DCTERMS.issued,
     DCTERMS.modified, DCTERMS.source, OWL.versionIRI, OWL.versionInfo, VANN.preferredNamespacePrefix,
     VANN.preferredNamespaceUri],
    ids=str,
)  # fmt: skip
@BOTH_HEADERS
def test_header_field_is_present(graph, header, field):
    assert graph.value(header, field, any=True) is not None, f"{header} lacks {field}"


@pytest.mark.parametrize("field", [DCTERMS.bibliographicCitation, DCTERMS.rights, BIBO.status, RDFS.seeAlso], ids=str)
def test_ontology_header_says_more(field):
    assert list(ONTOLOGY.objects(HEADER, field)), f"the header lacks {field}"


@BOTH_HEADERS
def test_version_iri_carries_the_version(graph, header):
    assert (header, RDF.type, OWL.Ontology) in graph
    version = str(graph.value(header, OWL.versionInfo))
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert graph.value(header, OWL.versionIRI) == URIRef(f"{header}/{version}")
    for field in (DCTERMS.created, DCTERMS.issued, DCTERMS.modified):
        assert graph.value(header, field).datatype == XSD.date


def test_all_files_carry_one_version():
    versions = {str(graph.value(header, OWL.versionInfo)) for graph, header in
                [(ONTOLOGY, HEADER), (ALIGNMENTS, ALIGNMENTS_HEADER), (PREFIXES, PREFIXES_HEADER)]}  # fmt: skip
    assert len(versions) == 1, versions


def test_preferred_namespace_is_that_of_the_terms():
    assert str(ONTOLOGY.value(HEADER, VANN.preferredNamespaceUri)) == str(TC)
    assert table()[str(ONTOLOGY.value(HEADER, VANN.preferredNamespacePrefix))] == str(TC)


@pytest.mark.parametrize("field", [RDFS.label, FOAF.name], ids=str)
def test_the_creator_has_a_name_in_both_languages(field):
    creator = ONTOLOGY.value(HEADER, DCTERMS.creator)
    assert sorted(text.language for text in ONTOLOGY.objects(creator, field)) == ["en", "zh"]


# Alignments ------------------------------------------------------------------


def test_alignments_import_the_ontology():
    assert list(ALIGNMENTS.objects(ALIGNMENTS_HEADER, OWL.imports)) == [HEADER]


ALIGNED = sorted({node for triple in ALIGNMENTS for node in triple if isinstance(node, URIRef) and node in TC})


@pytest.mark.parametrize("term", ALIGNED, ids=local_name)
def test_aligned_term_exists(term):
    assert term in ALL_TERMS, f"{term} is aligned and not in the ontology"


@pytest.mark.parametrize(
    "relation,kinds",
    [(RDFS.subClassOf, [OWL.Class]), (RDFS.subPropertyOf, [OWL.ObjectProperty, OWL.DatatypeProperty])],
    ids=["subClassOf", "subPropertyOf"],
)
def test_alignment_axioms_join_terms_of_one_kind(relation, kinds):
    for ours, theirs in ALIGNMENTS.subject_objects(relation):
        assert ours in TC and theirs not in TC, f"{ours} {relation} {theirs}: ours first, theirs second"
        kind = next(kind for kind in KINDS if ours in TERMS[kind])
        assert kind in kinds and (theirs, RDF.type, kind) in ALIGNMENTS, f"{theirs} must be declared as {kind}"


def test_alignments_state_only_alignments():
    allowed = {RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, SKOS.closeMatch, RDFS.seeAlso}
    header = set(ALIGNMENTS.predicates(ALIGNMENTS_HEADER))
    assert set(ALIGNMENTS.predicates()) - header <= allowed
    assert {s for s, p in ALIGNMENTS.subject_predicates() if p in allowed - header} <= set(ALL_TERMS)


def test_ontology_example_and_alignments_are_consistent_together():
    graph = Graph()
    for part in (ONTOLOGY, ALIGNMENTS):
        for triple in part:
            graph.add(triple)
    graph.parse(data=EXAMPLE, format="turtle")
    graph.add((PROV.Activity, OWL.disjointWith, PROV.Entity))  # as PROV-O has it
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert inconsistencies(graph) == []
    x = Namespace("https://example.org/")
    assert (x.certification, RDF.type, PROV.Activity) in graph
    assert (x.identification, RDF.type, PROV.Entity) in graph
