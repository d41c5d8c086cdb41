"""Writes ``vocab.py`` and the JSON-LD context from the ontology and the table of prefixes: ``python -m tcgraph.build.vocabulary``."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

TC = "https://w3id.org/tcgraph/ontology#"
_HEAD = '''"""The terms of the ontology and the prefixes of the project. Generated: do not edit.

Source: ontology/tcgraph.ttl, version {version}, and ontology/prefixes.ttl.
Made by ``python -m tcgraph.build.vocabulary``; a test makes it again and compares. Terms are plain ``str``, so that
importing them costs nothing; ``rdflib.URIRef(TC.Enterprise)`` is the term for rdflib.
"""

from typing import Final

from tcgraph.errors import UnknownTermError

__all__ = ["PREFIXES", "TC", "VERSION", "expand", "shorten"]

VERSION: Final = "{version}"

PREFIXES: Final[dict[str, str]] = {{
{prefixes}}}


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
        raise UnknownTermError(curie, (f"{{known}}:" for known in PREFIXES))
    return PREFIXES[prefix] + local


def shorten(iri: str) -> str:
    """The name with prefix of an IRI, or the IRI itself where no prefix fits."""
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _BY_NAMESPACE.get(iri[:cut])
    return f"{{prefix}}:{{iri[cut:]}}" if prefix else iri


_BY_NAMESPACE = {{namespace: prefix for prefix, namespace in PREFIXES.items()}}


class TC(metaclass=_Terms):
    """The terms of https://w3id.org/tcgraph/ontology#."""

{terms}'''


def vocabulary(ontology: Path) -> str:
    """The text of ``vocab.py`` for the ontology in this folder."""
    store = ox.Store()
    for name in ("tcgraph.ttl", "prefixes.ttl"):
        store.load(path=ontology / name)
    prefixes = {s[0].value: s[1].value for s in _select(store, "?p sh:prefix ?a ; sh:namespace ?b")}
    version = next(s[1].value for s in _select(store, "?a a owl:Ontology ; owl:versionInfo ?b"))
    terms = {s[0].value: s[1].value for s in _select(store, "?a skos:definition ?b FILTER(LANG(?b) = 'en')")}
    lines = [f'    {_local(t)}: Final = "{t}"\n    """{_plain(d)}"""\n' for t, d in sorted(terms.items()) if t.startswith(TC)]
    table = "".join(f'    "{prefix}": "{prefixes[prefix]}",\n' for prefix in sorted(prefixes))
    return _HEAD.format(version=version, prefixes=table, terms="".join(lines))


def _select(store: ox.Store, pattern: str) -> list[ox.QuerySolution]:
    namespaces = {
        "sh": "http://www.w3.org/ns/shacl#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    }
    return [*store.query(f"SELECT ?a ?b WHERE {{ {pattern} }}", prefixes=namespaces)]  # type: ignore[misc]


def _local(term: str) -> str:
    return term.removeprefix(TC)


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', "'")


_ANNOTATIONS = {
    "label": ("rdfs:label", "language"),
    "comment": ("rdfs:comment", "language"),
    "prefLabel": ("skos:prefLabel", "language"),
    "altLabel": ("skos:altLabel", "language"),
    "definition": ("skos:definition", "language"),
    "title": ("dcterms:title", ""),
    "notation": ("skos:notation", ""),
    "statedAt": ("dcterms:source", "@id"),
    "sameAs": ("schema:sameAs", "@id"),
    "broader": ("skos:broader", "@id"),
    "inScheme": ("skos:inScheme", "@id"),
    "wasDerivedFrom": ("prov:wasDerivedFrom", "@id"),
}


def context(ontology: Path) -> tuple[str, str]:
    """Version and text of the JSON-LD context for the ontology in this folder: a term for each class and property."""
    store = ox.Store()
    for name in ("tcgraph.ttl", "prefixes.ttl"):
        store.load(path=ontology / name)
    version = next(s[1].value for s in _select(store, "?a a owl:Ontology ; owl:versionInfo ?b"))
    prefixes = {s[0].value: s[1].value for s in _select(store, "?p sh:prefix ?a ; sh:namespace ?b")}
    terms: dict[str, object] = {"@version": 1.1, "id": "@id", "type": "@type", **dict(sorted(prefixes.items()))}
    classes = sorted(s[0].value for s in _select(store, "?a a owl:Class . BIND(1 AS ?b)"))
    terms |= {_local(c): f"tc:{_local(c)}" for c in classes if c.startswith(TC)}
    terms |= _fresh(terms, {name: _definition(*about) for name, about in _ANNOTATIONS.items()})
    properties = {s[0].value: None for s in _select(store, "?a a owl:ObjectProperty . BIND(1 AS ?b)")}
    ranges = {s[0].value: s[1].value for s in _select(store, "?a a owl:DatatypeProperty ; rdfs:range ?b")}
    own = sorted(term for term in {*properties, *ranges} if term.startswith(TC))
    terms |= _fresh(terms, {_local(t): _definition(f"tc:{_local(t)}", _coercion(ranges.get(t))) for t in own})
    return version, json.dumps({"@context": terms}, ensure_ascii=False, indent=2) + "\n"


def _fresh(known: Mapping[str, object], new: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """The new terms; one with the name of a prefix or class would change what that means."""
    clash = sorted(known.keys() & new.keys())
    if clash:
        raise ValueError(f"terms of the context clash with prefixes or classes: {', '.join(clash)}")
    return new


def _coercion(range_: str | None) -> str:
    """How the values of a property are written: as IRIs, by language, as text of a datatype, or as JSON has them."""
    if range_ is None:
        return "@id"
    if range_.endswith("#langString"):
        return "language"
    name = range_.rpartition("#")[2]
    return f"xsd:{name}" if name in ("date", "decimal", "anyURI", "dateTime") else ""


def _definition(iri: str, how: str) -> dict[str, str]:
    if how == "language":
        return {"@id": iri, "@container": "@language"}
    return {"@id": iri, "@type": how} if how else {"@id": iri}


def main() -> None:
    """Writes ``vocab.py`` and the context of this checkout."""
    package = Path(__file__).resolve().parents[1]
    ontology = package.parents[1] / "ontology"
    package.joinpath("vocab.py").write_text(vocabulary(ontology), encoding="utf-8")
    version, text = context(ontology)
    ontology.joinpath(f"context-{version}.jsonld").write_text(text, encoding="utf-8")
    sys.stdout.write(f"vocab.py and context-{version}.jsonld written\n")


if __name__ == "__main__":
    main()
