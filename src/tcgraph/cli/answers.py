"""Answers as tables in one language.

An answer holds labels in Chinese and, beside some of them, in English (``name``, ``name_en``); its codes (``center``, ``held``) are
English words. A table for people shows one language: in Chinese the heads and codes of ``words.csv``, without the columns in
English; in English the labels in English, where the dataset has them. CSV, JSON and the other forms hold everything as it is.
"""

from collections.abc import Iterable, Sequence

from tcgraph.cli.language import language, told
from tcgraph.dataset import Answer, Dataset
from tcgraph.solutions import Solutions
from tcgraph.solutions.render import text_table
from tcgraph.store.terms import Value, split_literal

__all__ = ["answer_table", "headed_table"]

_ENGLISH = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?zh (SAMPLE(STR(?label)) AS ?en) WHERE { VALUES ?zh { LABELS }
  ?thing rdfs:label ?zh , ?label . FILTER(LANG(?label) = "en")
} GROUP BY ?zh HAVING (COUNT(DISTINCT ?label) = 1)"""
_METHODS = """PREFIX tc: <https://w3id.org/tcgraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?code ?label WHERE { ?method a tc:Method ; skos:notation ?code ; rdfs:label ?label FILTER(LANG(?label) = "zh") }"""
_AT_ONCE = 2000
_AS_PRINTED = {"printed", "printed_region", "stated_province", "partner_name", "old_name", "new_name", "later_name", "detail",
               "link_stated"}  # fmt: skip
"""Columns that repeat what a source prints: in no language but its own."""


def answer_table(answer: Solutions, dataset: Dataset, width: int) -> str:
    """The answer for a terminal of so many columns, in the language of the commands; a parameter that was not given has no column."""
    rows = _in_english(answer, dataset) if language() == "en" else _with_methods(answer, dataset)
    shown = _shown(answer)
    columns = [_merged(answer.variables, rows, name) for name in shown]
    return headed_table(shown, list(zip(*columns, strict=True)) if len(rows) else [], width)


def headed_table(columns: Sequence[str], rows: Sequence[tuple[Value, ...]], width: int) -> str:
    """A table whose heads and words are in the language of the commands."""
    if language() == "zh":
        printed = [name in _AS_PRINTED for name in columns]
        rows = [tuple(v if as_it_is else _told_value(v) for as_it_is, v in zip(printed, row, strict=True)) for row in rows]
    return text_table([told(column, "head") for column in columns], rows, width=width)


def _shown(answer: Solutions) -> list[str]:
    """The columns without those of the other language, which stand with theirs, and without parameters that were not given."""
    absent = {p.name for p in answer.question.parameters} - set(answer.bindings) if isinstance(answer, Answer) else set()
    return [name for name in answer.variables if name not in absent and not (name.endswith("_en") and name[:-3] in answer.variables)]


def _merged(variables: Sequence[str], rows: Sequence[tuple[Value, ...]], name: str) -> list[Value]:
    place = variables.index(name)
    other = variables.index(f"{name}_en") if language() == "en" and f"{name}_en" in variables else place
    return [row[place] if row[other] is None else row[other] for row in rows]


def _in_english(answer: Solutions, dataset: Dataset) -> list[tuple[Value, ...]]:
    """The rows with the English label in the place of each Chinese one of which the dataset has exactly one."""
    printed = [name in _AS_PRINTED for name in answer.variables]
    cells = [["" if as_it_is else cell for as_it_is, cell in zip(printed, row, strict=True)] for row in answer.cells()]
    rows = answer.rows()
    english = _english({cell for row in cells for cell in row if cell.endswith("@zh")}, dataset)
    if not english:
        return rows
    pairs = (zip(terms, values, strict=True) for terms, values in zip(cells, rows, strict=True))
    return [tuple(english.get(term, value) for term, value in pair) for pair in pairs]


def _with_methods(answer: Solutions, dataset: Dataset) -> list[tuple[Value, ...]]:
    """The rows with the Chinese label in the place of a method's code."""
    rows = answer.rows()
    if "method" not in answer.variables or not rows:
        return rows
    labels = {row["code"]: row["label"] for row in dataset.select(_METHODS)}
    place = answer.variables.index("method")
    return [(*row[:place], labels.get(row[place], row[place]), *row[place + 1 :]) for row in rows]


def _english(labels: Iterable[str], dataset: Dataset) -> dict[str, Value]:
    wanted, found = sorted(labels), {}
    for start in range(0, len(wanted), _AT_ONCE):
        query = _ENGLISH.replace("LABELS", " ".join(wanted[start : start + _AT_ONCE]))
        english = {str(zh): en for zh, en in dataset.select(query).rows()}
        found.update({term: english[text] for term in wanted[start : start + _AT_ONCE] if (text := split_literal(term)[0]) in english})
    return found


def _told_value(value: Value) -> Value:
    if isinstance(value, bool):
        return told(str(value).lower(), "value")
    return told(value, "value") if isinstance(value, str) else value
