"""What ``tcgraph show`` prints: all statements about a thing, with labels, by graph."""

from collections.abc import Iterable
from itertools import groupby

from tcgraph.cli.output import dump
from tcgraph.dataset import Dataset
from tcgraph.errors import FormatError, UnknownThingError
from tcgraph.solutions import Solution
from tcgraph.store.binding import substitute
from tcgraph.turtle import to_turtle
from tcgraph.vocab import shorten

__all__ = ["describe", "statements"]

_NS = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX tc: <https://w3id.org/tcgraph/ontology#>
"""
_ABOUT = _NS + """SELECT ?graph ?property ?value ?property_label ?value_label WHERE {
  { GRAPH ?graph { STATEMENT } }
  UNION { STATEMENT FILTER NOT EXISTS { GRAPH ?any { STATEMENT } } }
  OPTIONAL { ?property rdfs:label ?property_label . FILTER(LANG(?property_label) = "LANGUAGE") }
  OPTIONAL { ?value rdfs:label ?zh . FILTER(LANG(?zh) = "zh") }
  OPTIONAL { ?value rdfs:label ?en . FILTER(LANG(?en) = "en") }
  OPTIONAL { ?value dcterms:title ?title }
  OPTIONAL { ?value tc:inCooperation/dcterms:title ?shared }
  BIND(COALESCE(FIRST, SECOND, ?title, ?shared) AS ?value_label)
} ORDER BY ?graph ?property ?value"""
_OUT = _ABOUT.replace("STATEMENT", "?thing ?property ?value")
_IN = _ABOUT.replace("STATEMENT", "?value ?property ?thing") + " LIMIT 60"
_DEFAULT = {"zh": "默认图", "en": "default graph"}
_WORDS = {"zh": ("被以下陈述引用", "（最多列 60 条）"), "en": ("named by", "(at most 60 are shown)")}


def describe(dataset: Dataset, name: str, format: str, language: str) -> str:
    """The thing or things of a name as ``text``, ``ttl`` or ``json``. Raises ``UnknownThingError``, ``FormatError``."""
    things = dict.fromkeys(thing for thing, _, _ in dataset.find(name))
    if not things:
        advice = "Names are matched whole, in Chinese or English; codes, IRIs and short ids work too; `tcgraph search` finds parts."
        raise UnknownThingError(name, (), advice, dataset.suggestions(name))
    if format == "text":
        return "\n".join(_text(dataset, thing, language) for thing in things)
    if format == "ttl":
        return to_turtle(statement for thing in things for statement in _statements(dataset, thing))
    if format == "json":
        return dump([_plain(dataset, thing, language) for thing in things])
    raise FormatError(f"No format {format!r}. Known: text, ttl, json.")


def _ask(dataset: Dataset, query: str, thing: str, language: str) -> list[Solution]:
    first, second = ("?zh", "?en") if language == "zh" else ("?en", "?zh")
    text = query.replace("LANGUAGE", language).replace("FIRST", first).replace("SECOND", second)
    return list(dataset.select(substitute(text, {"thing": f"<{thing}>"})))


def _text(dataset: Dataset, thing: str, language: str) -> str:
    lines = [thing]
    for graph, rows in groupby(_ask(dataset, _OUT, thing, language), key=lambda row: row["graph"]):
        lines += [f"  {shorten(str(graph)) if graph else _DEFAULT[language]}", *_lines(rows)]
    incoming = _ask(dataset, _IN, thing, language)
    if incoming:
        lines += [f"  ← {_WORDS[language][0]} {_WORDS[language][1] if len(incoming) == 60 else ''}".rstrip(), *_lines(incoming)]
    return "\n".join(lines) + "\n"


def _lines(rows: Iterable[Solution]) -> list[str]:
    return [f"    {row['property_label'] or shorten(str(row['property']))}: {_value(row)}" for row in rows]


def _value(row: Solution) -> str:
    value = str(row["value"])
    short = shorten(value) if "://" in value else value
    return f"{row['value_label']}  [{short}]" if row["value_label"] else short


def _statements(dataset: Dataset, thing: str) -> Iterable[tuple[str, str, str]]:
    return statements(dataset.store.construct(f"CONSTRUCT {{ <{thing}> ?p ?o }} WHERE {{ <{thing}> ?p ?o }}", {}))


def statements(ntriples: bytes) -> Iterable[tuple[str, str, str]]:
    """The statements of N-Triples as the engine writes them."""
    for line in ntriples.decode("utf-8").split("\n")[:-1]:
        subject, predicate, object_ = line[:-2].split(" ", 2)
        yield subject, predicate, object_


def _plain(dataset: Dataset, thing: str, language: str) -> dict[str, object]:
    keys = ("graph", "property", "property_label", "value", "value_label")
    return {
        "iri": thing,
        "statements": [{k: row[k] for k in keys} for row in _ask(dataset, _OUT, thing, language)],
        "named_by": [{k: row[k] for k in keys} for row in _ask(dataset, _IN, thing, language)],
    }
