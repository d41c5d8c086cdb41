"""The terms of the ontology and the prefixes of the project. Generated: do not edit.

Source: ontology/tcgraph.ttl, version 0.1.0, and ontology/prefixes.ttl.
Made by ``python -m tcgraph.build.vocabulary``; a test makes it again and compares. Terms are plain ``str``, so that
importing them costs nothing; ``rdflib.URIRef(TC.Enterprise)`` is the term for rdflib.
"""

from typing import Final

from tcgraph.errors import UnknownTermError

__all__ = ["PREFIXES", "TC", "VERSION", "expand", "shorten"]

VERSION: Final = "0.1.0"

PREFIXES: Final[dict[str, str]] = {
    "assignment": "https://w3id.org/tcgraph/id/assignment/",
    "batch": "https://w3id.org/tcgraph/id/batch/",
    "bibo": "http://purl.org/ontology/bibo/",
    "center": "https://w3id.org/tcgraph/id/center/",
    "certification": "https://w3id.org/tcgraph/id/certification/",
    "claim": "https://w3id.org/tcgraph/id/claim/",
    "cooperation": "https://w3id.org/tcgraph/id/cooperation/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "department": "https://w3id.org/tcgraph/id/department/",
    "enterprise": "https://w3id.org/tcgraph/id/enterprise/",
    "entry": "https://w3id.org/tcgraph/id/entry/",
    "field": "https://w3id.org/tcgraph/id/field/",
    "figure": "https://w3id.org/tcgraph/id/figure/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "graph": "https://w3id.org/tcgraph/graph/",
    "identification": "https://w3id.org/tcgraph/id/identification/",
    "industry": "https://w3id.org/tcgraph/id/industry/",
    "institute": "https://w3id.org/tcgraph/id/institute/",
    "method": "https://w3id.org/tcgraph/id/method/",
    "mod": "https://w3id.org/mod#",
    "notice": "https://w3id.org/tcgraph/id/notice/",
    "org": "http://www.w3.org/ns/org#",
    "organisation": "https://w3id.org/tcgraph/id/organisation/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "participation": "https://w3id.org/tcgraph/id/participation/",
    "place": "https://w3id.org/tcgraph/id/place/",
    "placement": "https://w3id.org/tcgraph/id/placement/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "regulation": "https://w3id.org/tcgraph/id/regulation/",
    "roster": "https://w3id.org/tcgraph/id/roster/",
    "rov": "http://www.w3.org/ns/regorg#",
    "schema": "https://schema.org/",
    "scheme": "https://w3id.org/tcgraph/id/scheme/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "source": "https://w3id.org/tcgraph/id/source/",
    "tc": "https://w3id.org/tcgraph/ontology#",
    "tcs": "https://w3id.org/tcgraph/shapes#",
    "university": "https://w3id.org/tcgraph/id/university/",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class _Terms(type):
    """A name-space of terms in which a misspelt term raises ``UnknownTermError``."""

    def __getattr__(cls, name: str) -> str:
        if name.startswith("__"):
            raise AttributeError(name)
        raise UnknownTermError(name, (known for known in vars(cls) if not known.startswith("_")))


def expand(curie: str) -> str:
    """The IRI of a name with prefix: ``expand("tc:Enterprise")``."""
    prefix, _, local = curie.partition(":")
    if prefix not in PREFIXES:
        raise UnknownTermError(curie, (f"{known}:" for known in PREFIXES))
    return PREFIXES[prefix] + local


def shorten(iri: str) -> str:
    """The name with prefix of an IRI, or the IRI itself where no prefix fits."""
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _BY_NAMESPACE.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix else iri


_BY_NAMESPACE = {namespace: prefix for prefix, namespace in PREFIXES.items()}


class TC(metaclass=_Terms):
    """The terms of https://w3id.org/tcgraph/ontology#."""

    Batch: Final = "https://w3id.org/tcgraph/ontology#Batch"
    """A numbered round in which the departments examine applications and certify centers together."""
    Call: Final = "https://w3id.org/tcgraph/ontology#Call"
    """The kind of notice that calls for applications to a batch."""
    CenterEntry: Final = "https://w3id.org/tcgraph/ontology#CenterEntry"
    """The kind of entry that lists a technology center."""
    Certification: Final = "https://w3id.org/tcgraph/ontology#Certification"
    """The event in which the departments grant the national title to one center or sub-center in a batch."""
    Claim: Final = "https://w3id.org/tcgraph/ontology#Claim"
    """A figure that somebody published, to be compared with what the graph counts."""
    Communique: Final = "https://w3id.org/tcgraph/ontology#Communique"
    """The kind of notice that gives the number of centers among the statistics of a year."""
    Conclusion: Final = "https://w3id.org/tcgraph/ontology#Conclusion"
    """A statement reached from printed matter by a method, with its evidence and confidence."""
    Cooperation: Final = "https://w3id.org/tcgraph/ontology#Cooperation"
    """An undertaking or result that several organisations share, as a source records it."""
    CooperationKind: Final = "https://w3id.org/tcgraph/ontology#CooperationKind"
    """A value that says in which way a cooperation joins its parties."""
    Corps: Final = "https://w3id.org/tcgraph/ontology#Corps"
    """The place that the national lists print apart as the Xinjiang Production and Construction Corps."""
    Country: Final = "https://w3id.org/tcgraph/ontology#Country"
    """A place that is a whole state, the scope of national figures."""
    Document: Final = "https://w3id.org/tcgraph/ontology#Document"
    """A text or data file that records information and can be cited."""
    EducationLevel: Final = "https://w3id.org/tcgraph/ontology#EducationLevel"
    """A value for the level of education under which the list of the Ministry of Education enters a university."""
    Enterprise: Final = "https://w3id.org/tcgraph/ontology#Enterprise"
    """An organisation that is registered to do business."""
    EntryKind: Final = "https://w3id.org/tcgraph/ontology#EntryKind"
    """A value that says whether a roster entry lists a center or a sub-center."""
    EvaluatedBasic: Final = "https://w3id.org/tcgraph/ontology#EvaluatedBasic"
    """The number of centers and sub-centers that one round of evaluation graded basic pass."""
    EvaluatedExcellent: Final = "https://w3id.org/tcgraph/ontology#EvaluatedExcellent"
    """The number of centers and sub-centers that one round of evaluation graded excellent."""
    EvaluatedFailed: Final = "https://w3id.org/tcgraph/ontology#EvaluatedFailed"
    """The number of centers and sub-centers that one round of evaluation graded failed."""
    EvaluatedGood: Final = "https://w3id.org/tcgraph/ontology#EvaluatedGood"
    """The number of centers and sub-centers that one round of evaluation graded good."""
    Evaluation: Final = "https://w3id.org/tcgraph/ontology#Evaluation"
    """The event in which the departments score a certified center or sub-center, in principle every two years, and give it a grade."""
    EvaluationGrade: Final = "https://w3id.org/tcgraph/ontology#EvaluationGrade"
    """A value for the outcome of an evaluation, fixed by its score out of 100."""
    EvaluationResult: Final = "https://w3id.org/tcgraph/ontology#EvaluationResult"
    """The kind of notice that publishes the outcome of an evaluation."""
    Event: Final = "https://w3id.org/tcgraph/ontology#Event"
    """A happening that changes or settles the title, grade, name or kind of a center or sub-center."""
    FieldAssignment: Final = "https://w3id.org/tcgraph/ontology#FieldAssignment"
    """The conclusion that an enterprise works in a technology field or an industry."""
    Figure: Final = "https://w3id.org/tcgraph/ontology#Figure"
    """A whole number that a source states for one measure and one place."""
    Founding: Final = "https://w3id.org/tcgraph/ontology#Founding"
    """The kind of cooperation in which a university or institute founds an enterprise."""
    GovernmentDepartment: Final = "https://w3id.org/tcgraph/ontology#GovernmentDepartment"
    """An organisation of the state that holds administrative powers and may issue regulations or notices."""
    GradeBasic: Final = "https://w3id.org/tcgraph/ontology#GradeBasic"
    """The grade for 60 points and above, below 65, which carries a warning."""
    GradeExcellent: Final = "https://w3id.org/tcgraph/ontology#GradeExcellent"
    """The grade for 90 points and above."""
    GradeFailed: Final = "https://w3id.org/tcgraph/ontology#GradeFailed"
    """The grade for fewer than 60 points."""
    GradeGood: Final = "https://w3id.org/tcgraph/ontology#GradeGood"
    """The grade for 65 points and above, below 90."""
    GradeNotReported: Final = "https://w3id.org/tcgraph/ontology#GradeNotReported"
    """The grade of a center that has no score because it filed nothing."""
    Identification: Final = "https://w3id.org/tcgraph/ontology#Identification"
    """The conclusion that one or more printed mentions mean the same unit or organisation."""
    Industry: Final = "https://w3id.org/tcgraph/ontology#Industry"
    """A concept that stands for a section or division of the industrial classification GB/T 4754-2017."""
    IndustryAlliance: Final = "https://w3id.org/tcgraph/ontology#IndustryAlliance"
    """The kind of cooperation in which the parties form an alliance for the technology of an industry."""
    JointAward: Final = "https://w3id.org/tcgraph/ontology#JointAward"
    """The kind of cooperation in which the parties receive one science award together."""
    JointPlatform: Final = "https://w3id.org/tcgraph/ontology#JointPlatform"
    """The kind of cooperation in which the parties run a laboratory, engineering center, institute or other platform together."""
    JointPublication: Final = "https://w3id.org/tcgraph/ontology#JointPublication"
    """The kind of cooperation in which the parties are affiliations of the authors of one paper."""
    JuniorCollegeLevel: Final = "https://w3id.org/tcgraph/ontology#JuniorCollegeLevel"
    """The level of a university whose courses end below a bachelor's degree."""
    KindChange: Final = "https://w3id.org/tcgraph/ontology#KindChange"
    """The event in which a center turns into a sub-center, or a sub-center into a center."""
    ListNotice: Final = "https://w3id.org/tcgraph/ontology#ListNotice"
    """The kind of notice that publishes the newly certified and the full list."""
    MacroRegion: Final = "https://w3id.org/tcgraph/ontology#MacroRegion"
    """A place made of several provinces for the purpose of comparison."""
    Measure: Final = "https://w3id.org/tcgraph/ontology#Measure"
    """A value that says what a figure counts."""
    Method: Final = "https://w3id.org/tcgraph/ontology#Method"
    """A rule or procedure, with a version, by which conclusions or events are reached from printed matter."""
    NamedOrganisation: Final = "https://w3id.org/tcgraph/ontology#NamedOrganisation"
    """An organisation known only under a name printed in a source and not yet identified with an enterprise, university or institute."""
    NewCenters: Final = "https://w3id.org/tcgraph/ontology#NewCenters"
    """The number of centers newly certified in a batch."""
    NewSubCenters: Final = "https://w3id.org/tcgraph/ontology#NewSubCenters"
    """The number of sub-centers newly certified in a batch."""
    NotReported: Final = "https://w3id.org/tcgraph/ontology#NotReported"
    """The number of centers and sub-centers that filed nothing for one round of evaluation."""
    Notice: Final = "https://w3id.org/tcgraph/ontology#Notice"
    """A document by which departments publish a call, a proposed list, a list, an evaluation result or statistics on the national centers."""
    NoticeFigure: Final = "https://w3id.org/tcgraph/ontology#NoticeFigure"
    """A figure that a notice itself states."""
    NoticeKind: Final = "https://w3id.org/tcgraph/ontology#NoticeKind"
    """A value that says what part a notice plays in the certification procedure."""
    Organisation: Final = "https://w3id.org/tcgraph/ontology#Organisation"
    """A body of people that acts as one under a name of its own."""
    Participation: Final = "https://w3id.org/tcgraph/ontology#Participation"
    """The place of one organisation in one cooperation, as the source prints it."""
    Place: Final = "https://w3id.org/tcgraph/ontology#Place"
    """A named area of the earth that lists, statistics or registers use."""
    Placement: Final = "https://w3id.org/tcgraph/ontology#Placement"
    """The conclusion that a unit lies in a place."""
    Platform: Final = "https://w3id.org/tcgraph/ontology#Platform"
    """A unit for research and development other than a technology center or sub-center, such as a laboratory or an engineering research center."""
    ProposedList: Final = "https://w3id.org/tcgraph/ontology#ProposedList"
    """The kind of notice that makes public, before the decision, whom the departments mean to certify."""
    Province: Final = "https://w3id.org/tcgraph/ontology#Province"
    """One of the 31 province-level divisions (provinces, autonomous regions, municipalities) by which the national lists are arranged."""
    RankByNewCenters: Final = "https://w3id.org/tcgraph/ontology#RankByNewCenters"
    """The rank of a place by its newly certified centers within a group of places, 1 being the most."""
    Regulation: Final = "https://w3id.org/tcgraph/ontology#Regulation"
    """A document with binding force that lays down how centers are certified, evaluated and revoked."""
    RenamedUnits: Final = "https://w3id.org/tcgraph/ontology#RenamedUnits"
    """The number of centers and sub-centers together whose name a notice changes."""
    Renaming: Final = "https://w3id.org/tcgraph/ontology#Renaming"
    """The event in which a center or sub-center takes a new name with its enterprise."""
    ResearchInstitute: Final = "https://w3id.org/tcgraph/ontology#ResearchInstitute"
    """An organisation whose main task is scientific research or technical development."""
    Revocation: Final = "https://w3id.org/tcgraph/ontology#Revocation"
    """The event in which the departments take the national title from a center or sub-center."""
    RevokedUnits: Final = "https://w3id.org/tcgraph/ontology#RevokedUnits"
    """The number of centers and sub-centers together whose title a notice revokes."""
    Roster: Final = "https://w3id.org/tcgraph/ontology#Roster"
    """A document annexed to a notice that lists centers or sub-centers row by row."""
    RosterEntry: Final = "https://w3id.org/tcgraph/ontology#RosterEntry"
    """One printed row of a roster."""
    SeparatelyPlannedCity: Final = "https://w3id.org/tcgraph/ontology#SeparatelyPlannedCity"
    """One of the five cities that state planning, and with it the national lists, keep apart from their province."""
    Source: Final = "https://w3id.org/tcgraph/ontology#Source"
    """A data file, kept as received, from which statements of the graph were read."""
    SubCenter: Final = "https://w3id.org/tcgraph/ontology#SubCenter"
    """A unit for technical development of a controlled subsidiary, certified as a branch of the center that the controlling enterprise holds."""
    SubCenterEntry: Final = "https://w3id.org/tcgraph/ontology#SubCenterEntry"
    """The kind of entry that lists a sub-center."""
    TechnologyCenter: Final = "https://w3id.org/tcgraph/ontology#TechnologyCenter"
    """A unit for technical development and innovation, set up by an enterprise and certified at least once as a national enterprise technology center."""
    TechnologyField: Final = "https://w3id.org/tcgraph/ontology#TechnologyField"
    """A concept that stands for an industry, or a second-level group, of the Classification of Strategic Emerging Industries (2018)."""
    TotalCenters: Final = "https://w3id.org/tcgraph/ontology#TotalCenters"
    """The number of centers that hold the title, without sub-centers."""
    TotalSubCenters: Final = "https://w3id.org/tcgraph/ontology#TotalSubCenters"
    """The number of sub-centers that hold the title."""
    TotalUnits: Final = "https://w3id.org/tcgraph/ontology#TotalUnits"
    """The number of centers and sub-centers together that hold the title."""
    UndergraduateLevel: Final = "https://w3id.org/tcgraph/ontology#UndergraduateLevel"
    """The level of a university whose courses lead to a bachelor's degree."""
    Unit: Final = "https://w3id.org/tcgraph/ontology#Unit"
    """A part of an organisation that does research and development and is not a legal person of its own."""
    University: Final = "https://w3id.org/tcgraph/ontology#University"
    """An organisation of higher education, at undergraduate or junior college level, that is on the list of the Ministry of Education."""
    aboutPlace: Final = "https://w3id.org/tcgraph/ontology#aboutPlace"
    """The relation of a figure to the place for which it counts."""
    activeInField: Final = "https://w3id.org/tcgraph/ontology#activeInField"
    """The relation of an enterprise to a technology field in which it is concluded to work."""
    activeInIndustry: Final = "https://w3id.org/tcgraph/ontology#activeInIndustry"
    """The relation of an enterprise to an industry in which it is concluded to work."""
    annexOf: Final = "https://w3id.org/tcgraph/ontology#annexOf"
    """The relation of a roster to the notice to which it is annexed."""
    assignedField: Final = "https://w3id.org/tcgraph/ontology#assignedField"
    """The relation of a field assignment to the technology field it arrives at."""
    assignedIndustry: Final = "https://w3id.org/tcgraph/ontology#assignedIndustry"
    """The relation of a field assignment to the industry it arrives at."""
    batchNumber: Final = "https://w3id.org/tcgraph/ontology#batchNumber"
    """The number of a batch in the order since the first."""
    certifyingDepartment: Final = "https://w3id.org/tcgraph/ontology#certifyingDepartment"
    """The relation of a regulation to a department that certifies centers under it."""
    citesNotice: Final = "https://w3id.org/tcgraph/ontology#citesNotice"
    """The relation of an event to the notice that made it public."""
    cityAsStated: Final = "https://w3id.org/tcgraph/ontology#cityAsStated"
    """The city of a university or institute, in the words of the source."""
    classifiedEnterprise: Final = "https://w3id.org/tcgraph/ontology#classifiedEnterprise"
    """The relation of a field assignment to the enterprise of which it speaks."""
    concernsBatch: Final = "https://w3id.org/tcgraph/ontology#concernsBatch"
    """The relation of a notice or figure to the batch of which it speaks."""
    concernsUnit: Final = "https://w3id.org/tcgraph/ontology#concernsUnit"
    """The relation of an event to the unit to which it happens."""
    confidence: Final = "https://w3id.org/tcgraph/ontology#confidence"
    """How far the method holds a conclusion or event to be true, from 0 to 1, without unit."""
    cooperationKind: Final = "https://w3id.org/tcgraph/ontology#cooperationKind"
    """The relation of a cooperation to the way in which it joins its parties."""
    coversKind: Final = "https://w3id.org/tcgraph/ontology#coversKind"
    """The relation of a roster to a kind of entry that our copy of it holds."""
    creditCode: Final = "https://w3id.org/tcgraph/ontology#creditCode"
    """The code of 18 characters that the register gives to an organisation under GB 32100-2015."""
    dateAsStated: Final = "https://w3id.org/tcgraph/ontology#dateAsStated"
    """The date of a notice or figure, word for word as we have it."""
    documentNumber: Final = "https://w3id.org/tcgraph/ontology#documentNumber"
    """The number that the issuer gave to a document, in the spelling of the source."""
    educationLevel: Final = "https://w3id.org/tcgraph/ontology#educationLevel"
    """The relation of a university to the level under which the ministry's list enters it."""
    entryKind: Final = "https://w3id.org/tcgraph/ontology#entryKind"
    """The relation of a roster entry to the kind of unit it lists."""
    evidence: Final = "https://w3id.org/tcgraph/ontology#evidence"
    """The relation of a conclusion or event to a resource that bears it out."""
    firstYear: Final = "https://w3id.org/tcgraph/ontology#firstYear"
    """The first calendar year of a batch or of a cooperation, as the source gives it."""
    gb2260: Final = "https://w3id.org/tcgraph/ontology#gb2260"
    """The code of six digits that GB/T 2260 gives to an administrative division."""
    grade: Final = "https://w3id.org/tcgraph/ontology#grade"
    """The relation of an evaluation to the grade in which it ended."""
    identifiedAs: Final = "https://w3id.org/tcgraph/ontology#identifiedAs"
    """The relation of an identification to the one unit or organisation that its mentions mean."""
    inBatch: Final = "https://w3id.org/tcgraph/ontology#inBatch"
    """The relation of a certification to the batch in which it was granted."""
    inCooperation: Final = "https://w3id.org/tcgraph/ontology#inCooperation"
    """The relation of a participation to the cooperation to which it belongs."""
    inForceFrom: Final = "https://w3id.org/tcgraph/ontology#inForceFrom"
    """The first day on which a regulation is in force."""
    inForceUntil: Final = "https://w3id.org/tcgraph/ontology#inForceUntil"
    """The day on which a regulation is repealed and ceases to be in force."""
    inRoster: Final = "https://w3id.org/tcgraph/ontology#inRoster"
    """The relation of a roster entry to the roster in which it is printed."""
    iso3166: Final = "https://w3id.org/tcgraph/ontology#iso3166"
    """The code, of the form CN-XX, that ISO 3166-2 gives to a province-level division of China."""
    issuedBy: Final = "https://w3id.org/tcgraph/ontology#issuedBy"
    """The relation of a document or event to a department that issued it."""
    kindAsStated: Final = "https://w3id.org/tcgraph/ontology#kindAsStated"
    """The kind of a cooperation, word for word as the source gives it."""
    lastYear: Final = "https://w3id.org/tcgraph/ontology#lastYear"
    """The last calendar year of a batch or of a cooperation, as the source gives it."""
    liesWithin: Final = "https://w3id.org/tcgraph/ontology#liesWithin"
    """The relation of a unit to every place that contains the place where it is located, that place included."""
    listsUnit: Final = "https://w3id.org/tcgraph/ontology#listsUnit"
    """The relation of a roster entry to the unit it is concluded to mean."""
    locatedIn: Final = "https://w3id.org/tcgraph/ontology#locatedIn"
    """The relation of a unit or organisation to the place where it lies."""
    matchedKeyword: Final = "https://w3id.org/tcgraph/ontology#matchedKeyword"
    """The word in the enterprise's name on which a field assignment rests."""
    measure: Final = "https://w3id.org/tcgraph/ontology#measure"
    """The relation of a figure to what it counts."""
    measureAsStated: Final = "https://w3id.org/tcgraph/ontology#measureAsStated"
    """What a claim says it counts, in words."""
    mention: Final = "https://w3id.org/tcgraph/ontology#mention"
    """The relation of an identification to a place where the identified thing is printed."""
    newName: Final = "https://w3id.org/tcgraph/ontology#newName"
    """The name after a renaming."""
    notAfter: Final = "https://w3id.org/tcgraph/ontology#notAfter"
    """The latest day, itself included, on which a document was published, an event happened or a figure held."""
    notBefore: Final = "https://w3id.org/tcgraph/ontology#notBefore"
    """The earliest day, itself included, on which a document was published, an event happened or a figure held."""
    noticeKind: Final = "https://w3id.org/tcgraph/ontology#noticeKind"
    """The relation of a notice to the part it plays in the certification procedure."""
    oldName: Final = "https://w3id.org/tcgraph/ontology#oldName"
    """The name before a renaming."""
    parentUnit: Final = "https://w3id.org/tcgraph/ontology#parentUnit"
    """The relation of a sub-center to the technology center under which it is certified."""
    parentUnknown: Final = "https://w3id.org/tcgraph/ontology#parentUnknown"
    """True of a sub-center whose technology center is not known."""
    partOf: Final = "https://w3id.org/tcgraph/ontology#partOf"
    """The relation of an organisation to the larger organisation to which it belongs."""
    participant: Final = "https://w3id.org/tcgraph/ontology#participant"
    """The relation of a participation to the organisation its printed name is concluded to mean."""
    participantOrder: Final = "https://w3id.org/tcgraph/ontology#participantOrder"
    """The place of a participation in the order of the source, counted from 1."""
    placedIn: Final = "https://w3id.org/tcgraph/ontology#placedIn"
    """The relation of a placement to the place it arrives at."""
    placedUnit: Final = "https://w3id.org/tcgraph/ontology#placedUnit"
    """The relation of a placement to the unit of which it speaks."""
    position: Final = "https://w3id.org/tcgraph/ontology#position"
    """The number of the entry's row in its roster, counted from 1."""
    positionUnknown: Final = "https://w3id.org/tcgraph/ontology#positionUnknown"
    """True of an entry whose row number in the roster is not known."""
    printedAsNew: Final = "https://w3id.org/tcgraph/ontology#printedAsNew"
    """Whether the entry stands in the annex of the newly certified."""
    printedCenterName: Final = "https://w3id.org/tcgraph/ontology#printedCenterName"
    """The name of the center exactly as the roster entry prints it."""
    printedEnterpriseName: Final = "https://w3id.org/tcgraph/ontology#printedEnterpriseName"
    """The name of the enterprise exactly as the roster entry prints it."""
    printedMark: Final = "https://w3id.org/tcgraph/ontology#printedMark"
    """The sign that the roster entry prints after a name."""
    printedName: Final = "https://w3id.org/tcgraph/ontology#printedName"
    """The name of a participating organisation exactly as the source prints it."""
    printedRegion: Final = "https://w3id.org/tcgraph/ontology#printedRegion"
    """The name of the region under which the roster prints the entry."""
    regionsInCopy: Final = "https://w3id.org/tcgraph/ontology#regionsInCopy"
    """Whether our copy of the roster has the regions as printed."""
    retrieved: Final = "https://w3id.org/tcgraph/ontology#retrieved"
    """The day on which we obtained a source file."""
    role: Final = "https://w3id.org/tcgraph/ontology#role"
    """The part that an organisation plays in a cooperation, as the source states it."""
    schoolCode: Final = "https://w3id.org/tcgraph/ontology#schoolCode"
    """The code of ten digits that the list of the Ministry of Education gives to a university."""
    sha256: Final = "https://w3id.org/tcgraph/ontology#sha256"
    """The SHA-256 digest of a source file, as 64 lower-case hexadecimal digits."""
    statedIn: Final = "https://w3id.org/tcgraph/ontology#statedIn"
    """The relation of a notice figure to the notice that states it."""
    statedKind: Final = "https://w3id.org/tcgraph/ontology#statedKind"
    """The kind of a participating organisation, word for word as the source gives it."""
    statedProvince: Final = "https://w3id.org/tcgraph/ontology#statedProvince"
    """The short name of the province of the enterprise's registered seat that the copy adds to the entry and the roster does not print."""
    supervisingAuthority: Final = "https://w3id.org/tcgraph/ontology#supervisingAuthority"
    """The name, as printed, of the authority that supervises a university or institute."""
    trust: Final = "https://w3id.org/tcgraph/ontology#trust"
    """A text that says how far the source of a cooperation can be trusted and what it covers."""
    underRegulation: Final = "https://w3id.org/tcgraph/ontology#underRegulation"
    """The relation of a batch to the regulation under which its centers are certified."""
    unitOf: Final = "https://w3id.org/tcgraph/ontology#unitOf"
    """The relation of a unit to the organisation of which it is a part."""
    usesMethod: Final = "https://w3id.org/tcgraph/ontology#usesMethod"
    """The relation of a conclusion or event to the method by which it was reached."""
    value: Final = "https://w3id.org/tcgraph/ontology#value"
    """The whole number of a figure, counted in centers or sub-centers, or the rank if the measure is a rank."""
    within: Final = "https://w3id.org/tcgraph/ontology#within"
    """The relation of a place to a larger place that contains all of it."""
    yearAsStated: Final = "https://w3id.org/tcgraph/ontology#yearAsStated"
    """The year or years of a cooperation, word for word as the source gives them."""
