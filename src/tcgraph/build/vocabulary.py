"""Writes ``vocab.py`` from the ontology and the table of prefixes: ``python -m tcgraph.build.vocabulary``."""

import sys
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
    }
    return list(store.query(f"SELECT ?a ?b WHERE {{ {pattern} }}", prefixes=namespaces))


def _local(term: str) -> str:
    return term.removeprefix(TC)


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', "'")


if __name__ == "__main__":
    package = Path(__file__).resolve().parents[1]
    package.joinpath("vocab.py").write_text(vocabulary(package.parents[1] / "ontology"), encoding="utf-8")
    sys.stdout.write("vocab.py written\n")
