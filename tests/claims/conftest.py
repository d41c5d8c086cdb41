"""A country of two provinces and a city, with the lists of batches 1 and 4: small enough to count by hand."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

import tcgraph

PREFIXES = """@prefix tc: <https://w3id.org/tcgraph/ontology#> . @prefix ex: <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
PLACES = """
ex:land a tc:Country ; rdfs:label "全国"@zh , "Land"@en .
ex:north a tc:MacroRegion ; rdfs:label "北方"@zh , "North"@en ; tc:within ex:land .
ex:east a tc:Province ; rdfs:label "东省"@zh , "East"@en ; tc:within ex:land , ex:north .
ex:port a tc:SeparatelyPlannedCity ; rdfs:label "港市"@zh , "Port"@en ; tc:within ex:east , ex:land , ex:north .
ex:west a tc:Province ; rdfs:label "西省"@zh , "West"@en ; tc:within ex:land , ex:north .
tc:NewCenters a tc:Measure ; rdfs:label "新认定技术中心数"@zh , "new centers"@en .
"""
AREAS = {"east": "ex:east , ex:land , ex:north", "port": "ex:port , ex:east , ex:land , ex:north", "west": "ex:west , ex:land , ex:north"}
DAYS = {1: "2001-01-01", 2: "2002-01-01", 3: "2003-01-01", 4: "2004-01-01"}
KIND = {"center": "tc:CenterEntry", "sub": "tc:SubCenterEntry"}


def notices() -> str:
    """The lists of four batches; only the first and the last have rows. Batch 5 is being prepared."""
    text = ""
    for number, day in DAYS.items():
        text += f"""ex:b{number} a tc:Batch ; tc:batchNumber {number} .
            ex:n{number} a tc:Notice ; tc:concernsBatch ex:b{number} ; tc:noticeKind tc:ListNotice ; tc:documentNumber "No. {number}" ;
              tc:notBefore "{day}"^^xsd:date ; tc:notAfter "{day}"^^xsd:date ; dcterms:source <http://example.org/page/{number}> .\n"""
    text += """ex:b5 a tc:Batch ; tc:batchNumber 5 . ex:n5 a tc:Notice ; tc:concernsBatch ex:b5 ; tc:noticeKind tc:ProposedList ;
          tc:notAfter "2005-01-01"^^xsd:date .\n"""
    return text + """ex:r1 a tc:Roster ; rdfs:label "第1批名单"@zh , "roster 1"@en ; tc:annexOf ex:n1 ; tc:coversKind tc:CenterEntry , tc:SubCenterEntry .
        ex:r4 a tc:Roster ; rdfs:label "第4批名单"@zh , "roster 4"@en ; tc:annexOf ex:n4 ; tc:coversKind tc:CenterEntry .\n"""


def unit(name: str, place: str, first: str = "", last: str = "", *, kind: str = "center", certified: str = "", start: str = "", end: str = "",
         page: str = "", method: str = "between-rosters") -> str:
    """A unit: positions on the rosters 1 and 4, its certification and its title period (bounds as ``earliest/latest`` days)."""
    rows = []
    for roster, position in (("1", first), ("4", last)):
        if position:
            new = " ; tc:printedAsNew true" if position.endswith("*") else ""
            rows.append(f"""ex:{name}{roster} a tc:RosterEntry ; tc:inRoster ex:r{roster} ; tc:entryKind {KIND[kind]} ; tc:listsUnit ex:{name} ;
                tc:position {position.strip("*")} ; tc:printedEnterpriseName "{name}"@zh{new} .""")
    text = "\n".join(rows) + f"""
        ex:{name} a {"tc:SubCenter" if kind == "sub" else "tc:TechnologyCenter"} ; rdfs:label "{name}"@zh ; tc:liesWithin {AREAS[place]} .
        ex:p-{name} a tc:TitlePeriod ; tc:periodOf ex:{name} ; tc:heldAs {KIND[kind]}"""
    for bound, day in zip(("startNotBefore", "startNotAfter", "endNotBefore", "endNotAfter"), [*start.split("/"), *end.split("/")], strict=True):
        text += f' ; tc:{bound} "{day}"^^xsd:date' if day else ""
    text += " .\n"
    if certified:
        low, _, high = certified.partition("/")
        batches = f"tc:earliestBatch ex:b{low} ; tc:latestBatch ex:b{high}" if high else f"tc:inBatch ex:b{low}"
        text += f"""ex:c-{name} a tc:Certification ; tc:concernsUnit ex:{name} ; {batches} ; tc:usesMethod ex:{method} .
            ex:{method} skos:notation "{method}" .\n"""
        text += f"ex:c-{name} tc:evidence <{page}> .\n" if page else ""
    return text


STAYS, LEFT, CAME = ("/2001-01-01", "2004-01-02/"), ("/2001-01-01", "2001-01-02/2004-01-01"), ("2002-01-01/2004-01-01", "2004-01-02/")
NEWS = "http://example.org/news"


def units() -> str:
    """East: two stay, one leaves, two come (one named in the news for batch 4). West: one stays, one comes. A sub-center in Port."""
    return "".join((
        unit("a", "east", "1", "1", start=STAYS[0], end=STAYS[1]),
        unit("b", "east", "2", "2", start=STAYS[0], end=STAYS[1]),
        unit("c", "east", "3", "", start=LEFT[0], end=LEFT[1]),
        unit("d", "east", "", "3", certified="2/3", start="2002-01-01/2003-01-01", end=CAME[1], page=NEWS, method="order-of-batches"),
        unit("e", "east", "", "4", certified="4", start="2004-01-01/2004-01-01", end=CAME[1], page=NEWS, method="named-in-news"),
        unit("f", "west", "4", "5", start=STAYS[0], end=STAYS[1]),
        unit("g", "west", "", "6", certified="2/4", start=CAME[0], end=CAME[1]),
        unit("h", "west", "5*", "7", certified="1", start="2001-01-01/2001-01-01", end=STAYS[1]),
        unit("s", "port", "6", "", kind="sub", start="/2001-01-01", end="2001-01-02/"),
    ))


def figure(measure: str, batch: int, value: int) -> str:
    """A figure for the whole land that the notice of a batch states."""
    return f"""ex:f-{measure}{batch} a tc:NoticeFigure ; tc:measure tc:{measure} ; tc:aboutPlace ex:land ; tc:concernsBatch ex:b{batch} ;
        tc:statedIn ex:n{batch} ; tc:value {value} .\n"""


FIGURES = "".join(figure(*one) for one in (
    ("NewCenters", 2, 4), ("NewSubCenters", 2, 1), ("NewCenters", 3, 2), ("NewSubCenters", 3, 0), ("RevokedUnits", 3, 3),
    ("TotalCenters", 2, 9), ("TotalSubCenters", 2, 2), ("TotalCenters", 3, 8), ("TotalSubCenters", 3, 2),
))  # fmt: skip


def claim(measure: str, value: object, *, place: str = "east", batch: int | None = None, day: str = "2004-06-01", stated: str = "",
          source: str = "<http://example.org/claim>", name: str = "x") -> str:
    """A claim as Turtle."""
    about = f" ; tc:concernsBatch ex:b{batch}" if batch is not None else ""
    days = f' ; tc:notBefore "{day}"^^xsd:date ; tc:notAfter "{day}"^^xsd:date' if day else ""
    link = "dcterms:source" if source.startswith("<") else "dcterms:bibliographicCitation"
    text = value if isinstance(value, int) else f'"{value}"'
    return f"""ex:{name} a tc:Claim ; rdfs:label "{name}: {value}"@en ; tc:measure tc:{measure} ; tc:aboutPlace ex:{place} ; tc:value {text} ;
        tc:measureAsStated "{stated}" ; {link} {source}{about}{days} .\n"""


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """The makers of Turtle, and the address of the news page."""
    return SimpleNamespace(claim=claim, figure=figure, unit=unit, news=NEWS)


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., tcgraph.Dataset]:
    """Makes the little dataset with these claims and further statements."""
    folder = tmp_path_factory.mktemp("country")

    def made(*claims: str, more: str = "", without: str = "ex:none a ex:none") -> tcgraph.Dataset:
        text = PREFIXES + PLACES + notices() + units() + FIGURES + more + "".join(claims)
        file = folder / "country.ttl"
        file.write_text(text.replace(without, without.split()[0] + " a ex:Gone"), encoding="utf-8")
        return tcgraph.Dataset(tcgraph.store.MemoryStore()).load(file, graph="http://example.org/graph")

    return made


@pytest.fixture(scope="session")
def verdict(country: Callable[..., tcgraph.Dataset]) -> Callable[..., tcgraph.Checked]:
    """The verdict on one made-up claim of the little country."""

    def of(measure: str, value: object, *, more: str = "", without: str = "ex:none a ex:none", **about: object) -> tcgraph.Checked:
        [checked] = tcgraph.check_claims(country(claim(measure, value, **about), more=more, without=without))
        return checked

    return of
