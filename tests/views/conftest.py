"""The packaged dataset, and the same cooperations computed another way: from the CSV sources and plain look-ups."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import pytest

import tcgraph
from tcgraph import resources

PREFIXES = """PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


@dataclass
class Cooperation:
    """One row of cooperations.csv with its participants, as the view should have it."""

    iri: str
    title: str
    kind: str
    trust: str
    years: tuple[int, int] | None
    organisations: set[str] = field(default_factory=set)


@dataclass
class Expected:
    """What the views must show, by brute force."""

    cooperations: list[Cooperation]
    places: dict[str, set[str]]
    fields: dict[str, set[str]]
    place_iris: dict[str, set[str]]
    field_iris: dict[str, str]

    def filtered(self, *, province=None, field=None, since=None, until=None, kind=None, trust=None):
        """The cooperations that pass, in the words of the documentation."""
        spellings = {"合作发表": "JointPublication", "Joint-award": "JointAward", "joint  PLATFORM": "JointPlatform"}
        kinds = {spellings.get(one, one) for one in ([kind] if isinstance(kind, str) else kind or ())}
        trust = trust and trust.strip().lower()
        kept = []
        for one in self.cooperations:
            if (since is not None or until is not None) and one.years is None:
                continue
            if since is not None and one.years[1] < since:
                continue
            if until is not None and one.years[0] > until:
                continue
            if kinds and one.kind not in kinds:
                continue
            if trust is not None and one.trust != trust and one.trust.split(";")[0] != trust:
                continue
            if province is not None and not any(self.place_iris[province] & self.places[o] for o in one.organisations):
                continue
            if field is not None and not any(self.field_iris[field] in self.fields[o] for o in one.organisations):
                continue
            kept.append(one)
        return kept


def nodes_of(kept):
    """Organisation to the number of its cooperations."""
    counts = defaultdict(int)
    for one in kept:
        for organisation in one.organisations:
            counts[organisation] += 1
    return dict(counts)


def edges_of(kept):
    """Pair of organisations to the cooperations that they share."""
    edges = defaultdict(list)
    for one in kept:
        for pair in combinations(sorted(one.organisations), 2):
            edges[pair].append(one)
    return dict(edges)


@pytest.fixture(scope="session")
def nodes():
    return nodes_of


@pytest.fixture(scope="session")
def edges():
    return edges_of


@pytest.fixture(scope="session")
def cooperation(dataset):
    return tcgraph.views.cooperation(dataset)


@pytest.fixture(scope="session")
def participation(dataset):
    return tcgraph.views.participation(dataset)


def rows_of(name: str) -> list[dict[str, str]]:
    folder = resources.rules() if name == "cooperation-kinds" else resources.sources()
    with Path(folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def expected(dataset):
    def pairs(pattern):
        return dataset.select(f"{PREFIXES} SELECT ?a ?b WHERE {{ {pattern} }}").rows()

    kinds = {row["kind_as_stated"]: row["kind"] for row in rows_of("cooperation-kinds")}
    identified = defaultdict(set)
    for name, organisation in pairs("?p tc:printedName ?a . ?i tc:mention ?p ; tc:identifiedAs ?b"):
        identified[name].add(organisation)
    assert all(len(found) == 1 for found in identified.values()), "one printed name is one organisation"
    iris = defaultdict(set)
    for iri, title, kind, year in dataset.select(
        f"{PREFIXES} SELECT ?c ?title ?kind ?year WHERE {{ ?c dcterms:title ?title ; tc:kindAsStated ?kind . OPTIONAL {{ ?c tc:yearAsStated ?year }} }}"
    ).rows():
        iris[title, kind, year or ""].add(iri)
    cooperations = {}
    for row in rows_of("cooperations"):
        years = [int(year) for year in re.findall(r"\d{4}", row["year"])]
        found = iris[row["title"], row["kind"], row["year"]]
        assert len(found) == 1, f"{row['id']} should be one cooperation, not {found}"
        cooperations[row["id"]] = Cooperation(next(iter(found)), row["title"], kinds[row["kind"]], row["trust"],
                                              (min(years), max(years)) if years else None)
    for row in rows_of("participations"):
        cooperations[row["cooperation"]].organisations |= identified[row["name"]]

    within = defaultdict(set)
    for inner, outer in pairs("?a tc:within ?b"):
        within[inner].add(outer)

    def closure(place):
        todo, seen = [place], set()
        while todo:
            place = todo.pop()
            if place not in seen:
                seen.add(place)
                todo += within[place]
        return seen

    places = defaultdict(set)
    for pattern in ("?a tc:locatedIn ?b", "?unit tc:unitOf ?a ; tc:locatedIn ?b"):
        for organisation, place in pairs(pattern):
            places[organisation] |= closure(place)
    broader = defaultdict(set)
    for inner, outer in pairs("?a skos:broader ?b"):
        broader[inner].add(outer)
    fields = defaultdict(set)
    for organisation, topic in pairs("?a tc:activeInField ?b"):
        fields[organisation] |= {topic, *broader[topic]}
    place_iris = defaultdict(set)
    for name, place in pairs("?b rdfs:label|skos:altLabel|tc:gb2260|tc:iso3166 ?a . ?b a/rdfs:subClassOf* tc:Place"):
        place_iris[name].add(place)
    field_iris = dict(pairs("?b a tc:TechnologyField ; skos:notation|rdfs:label ?a"))
    return Expected(list(cooperations.values()), places, fields, place_iris, field_iris)


CLASSES = {"f": "Enterprise", "u": "University", "i": "ResearchInstitute"}


class World:
    """Small worlds written by hand, in which every number can be counted on fingers; local names stand for IRIs below ``http://e/``."""

    prefixes = PREFIXES.replace("PREFIX", "@prefix").replace("> @prefix", "> .\n@prefix").replace(">\n", "> .\n") + (
        "@prefix e: <http://e/> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n")

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def cooperation(self, name, parties, first=None, last=None, *, kind="JointAward", trust="good"):
        """A cooperation and its parties as Turtle; ``parties`` are local names such as ``"f1 u1"``."""
        text = f'e:{name} tc:cooperationKind tc:{kind} ; tc:trust "{trust}" ; dcterms:title "title {name}" .\n'
        for year, term in ((first, "firstYear"), (first if last is None else last, "lastYear")):
            text += f"e:{name} tc:{term} {year} .\n" if year is not None else ""
        for order, party in enumerate(parties.split()):
            text += f"e:{name}-{order} tc:inCooperation e:{name} ; tc:participant e:{party} .\n"
        return text

    def organisations(self, names):
        """Organisations whose class follows from the first letter: f, u, i; a name of another letter has no class."""
        text = ""
        for name in names.split():
            text += f'e:{name} rdfs:label "名{name}"@zh , "Name {name}"@en .\n'
            text += f"e:{name} a tc:{CLASSES[name[0]]} .\n" if name[0] in CLASSES else ""
        return text

    def dataset(self, *parts):
        """A dataset of Turtle."""
        file = self.folder / "world.ttl"
        file.write_text(self.prefixes + "".join(parts), encoding="utf-8")
        return tcgraph.Dataset(tcgraph.store.MemoryStore()).load(file)

    @staticmethod
    def edges(view, key="weight"):
        """Pairs of local names to one attribute."""
        return {tuple(sorted(end.rpartition("/")[2] for end in (a, b))): data.get(key) for a, b, data in view.edges(data=True)}

    @staticmethod
    def nodes(view, key):
        """Local names to one attribute."""
        return {node.rpartition("/")[2]: data.get(key) for node, data in view.nodes(data=True)}


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)
