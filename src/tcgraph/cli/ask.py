"""The commands that ask: ``info``, ``questions``, ``answer``, ``select``, ``show``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from tcgraph.cli.answers import answer_table, headed_table
from tcgraph.cli.app import language, open_dataset
from tcgraph.cli.language import told
from tcgraph.cli.output import SOLUTION_FORMATS, check_format, dump, emit, say, solutions_text, table_width, time_limit, working
from tcgraph.cli.thing import describe, statements
from tcgraph.dataset import Dataset
from tcgraph.errors import BindingError, CallError
from tcgraph.questions import Question, question, questions
from tcgraph.solutions import Solutions
from tcgraph.store.terms import to_term
from tcgraph.store.tokens import tokens
from tcgraph.turtle import to_turtle

__all__ = ["register"]

_FORMATS = ", ".join(SOLUTION_FORMATS)
_GRAPHS = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?graph ?label ?triples WHERE {
  { SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph }
  OPTIONAL { ?graph rdfs:label ?label . FILTER(LANG(?label) = "LANGUAGE") }
} ORDER BY ?graph"""
Format = Annotated[str, typer.Option("--format", "-f", help=_FORMATS, autocompletion=lambda: list(SOLUTION_FORMATS))]
Limit = Annotated[float, typer.Option(help="Seconds after which the query is stopped; 0 for no limit.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    for command in (info, list_questions, answer, select, show):
        app.command(_NAMES.get(command.__name__, command.__name__))(command)


_NAMES = {"list_questions": "questions"}


def info(format: Format = "table") -> None:
    """Shows the graphs, their sizes, and the lists."""
    check_format(format, SOLUTION_FORMATS)
    dataset = open_dataset()
    graphs = dataset.select(_GRAPHS.replace("LANGUAGE", language()))
    if format != "table":
        emit(solutions_text(graphs, format))
    else:
        emit(headed_table(graphs.variables, graphs.rows(), table_width()))
        unnamed = len(dataset) - sum(int(str(row.triples)) for row in graphs)
        default = f", {unnamed:,} more in the default graph" if unnamed else ""
        emit("\n" + told(f"{len(dataset) - unnamed:,} quads in {len(graphs)} named graphs{default}.") + "\n\n")
        emit(answer_table(dataset.answer("rosters"), dataset, table_width()))


def _names() -> list[str]:
    return list(questions())


def list_questions(name: Annotated[str | None, typer.Argument(help="One question, in full.", autocompletion=_names)] = None,
                   format: Annotated[str, typer.Option("--format", "-f", help="table or json")] = "table") -> None:
    """Lists the questions, or shows one in full."""
    check_format(format, ("table", "json"))
    if name is not None:
        emit(_in_full(question(name)))
    elif format == "json":
        emit(dump([_plain(one) for one in questions().values()]))
    else:
        rows = [(one.name, " ".join(p.name for p in one.parameters), _text(one)) for one in questions().values()]
        emit(headed_table(("question", "parameters", "asks"), rows, 200))


def _text(one: Question) -> str:
    return one.chinese if language() == "zh" else one.english


def _plain(one: Question) -> dict[str, object]:
    parameters = [{"name": p.name, "type": p.type, "required": p.required, "text": p.text} for p in one.parameters]
    return {"name": one.name, "question": {"zh": one.chinese, "en": one.english}, "parameters": parameters,
            "returns": one.returns, "source": one.source, "evidence": one.evidence}


def _in_full(one: Question) -> str:
    usage = " ".join(f"{p.name}=…" for p in one.parameters)
    return f"tcgraph answer {one.name} {usage}\n\n{one.text}"


def _complete_binding(ctx: typer.Context, incomplete: str) -> list[str]:
    known = questions().get(ctx.params.get("name", ""))
    return [f"{p.name}=" for p in known.parameters if p.name.startswith(incomplete)] if known else []


def answer(name: Annotated[str, typer.Argument(help="The question; `tcgraph questions` lists them.", autocompletion=_names)],
           bindings: Annotated[list[str] | None, typer.Argument(metavar="[KEY=VALUE]...", autocompletion=_complete_binding,
                                                                help="Its parameters, province=辽宁 on=2023-03-15 say.")] = None,
           format: Format = "table",
           evidence: Annotated[bool, typer.Option("--evidence", help="Print the rows behind the answer instead.")] = False,
           limit: Limit = 60) -> None:
    """Answers a question of the library.

    As JSON with the rows that are its evidence; --evidence prints these as a table.
    """
    check_format(format, SOLUTION_FORMATS)
    pairs = _pairs(bindings)
    question(name)
    dataset = open_dataset()
    with working(f"Answering {name}"), time_limit(limit):
        found = dataset.answer(name, **pairs)
        rows = found.evidence() if evidence or format in ("table", "json") else None
    if evidence and rows is None:
        raise CallError(f"The question {name} names no evidence query; provenance_of tells where a center's facts come from.")
    shown = rows if evidence and rows is not None else found
    emit(answer_table(shown, dataset, table_width()) if format == "table" else solutions_text(shown, format))
    _hint(found, rows, format, evidence)


def _hint(found: Solutions, rows: Solutions | None, format: str, evidence: bool) -> None:
    if not len(found):
        say("No solution: the data hold nothing that answers this.")
    elif rows is not None and format == "table" and not evidence:
        say(f"{len(rows)} rows of evidence: add --evidence, or -f json.")


def _pairs(bindings: list[str] | None) -> dict[str, str]:
    pairs = {}
    for pair in bindings or []:
        key, equals, value = pair.partition("=")
        if not equals:
            raise BindingError(pair, f"{pair!r} is no parameter: write key=value, province=辽宁 say.")
        if not key.isidentifier():
            raise BindingError(key, f"{key!r} in {pair!r} is no name of a parameter or variable.")
        pairs[key] = value
    return pairs


def select(query: Annotated[str, typer.Argument(help="SPARQL text, - for standard input, or @FILE.")],
           format: Format = "table",
           bind: Annotated[list[str] | None, typer.Option(help="A term for a projected variable.", metavar="NAME=VALUE")] = None,
           limit: Limit = 60) -> None:
    """Runs a SPARQL query.

    SELECT in any format; ASK prints true or false; CONSTRUCT and DESCRIBE print N-Triples, or Turtle (-f ttl).
    """
    check_format(format, SOLUTION_FORMATS)
    text = _query_text(query)
    pairs = _pairs(bind)
    dataset = open_dataset()
    with working("Running the query"), time_limit(limit):
        result = _run(dataset, text, pairs, format)
    emit(result)


def _query_text(query: str) -> str:
    if query == "-":
        try:
            return sys.stdin.buffer.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise CallError(f"standard input is not UTF-8: {error}") from error
    if not query.startswith("@"):
        return query
    try:
        return Path(query[1:]).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CallError(f"{query[1:]} cannot be read as UTF-8 text: {error}") from error


def _run(dataset: Dataset, text: str, pairs: dict[str, str], format: str) -> str | bytes:
    forms = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
    form = next((word.upper() for kind, word in tokens(text) if kind == "word" and word.upper() in forms), "SELECT")
    if form == "ASK":
        return f"{str(dataset.ask(text, **pairs)).lower()}\n"
    if form in ("CONSTRUCT", "DESCRIBE"):
        ntriples = dataset.store.construct(text, {name: to_term(value) for name, value in pairs.items()})
        return to_turtle(statements(ntriples)) if format == "ttl" else ntriples
    return solutions_text(dataset.select(text, **pairs), format)


def show(name: Annotated[str, typer.Argument(help="A name in Chinese or English, a title, a code, an IRI or a short id.")],
         format: Annotated[str, typer.Option("--format", "-f", help="text, ttl or json")] = "text") -> None:
    """Shows what is said of a thing, and in which graph."""
    dataset = open_dataset()
    emit(describe(dataset, name, format, language()))
