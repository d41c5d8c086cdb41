"""``tcgraph indicator``: indicators of innovation studies, listed or computed."""

import inspect
from pathlib import Path
from typing import Annotated, Any

import typer

from tcgraph import views
from tcgraph.cli.app import language, open_dataset
from tcgraph.cli.output import check_format, dump, emit, say, table_width, working
from tcgraph.dataset import Dataset
from tcgraph.errors import BindingError, FormatError
from tcgraph.indicators import INDICATORS, Entry, Indicator, indicator
from tcgraph.indicators.registry import ENDINGS
from tcgraph.solutions.render import text_table

__all__ = ["register"]

_FORMATS = ("text", "csv", "excel", "json", "html")
_HEADS = {"zh": ("指标", "名称", "出处", "同义问题"), "en": ("indicator", "title", "source", "as a question")}
_BIPARTITE = {"triple_helix": "participation", "null_model": "participation"}
_FILTERS = ("province", "field", "of", "since", "until", "kind", "trust")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("indicator")(run)


def _complete(ctx: typer.Context, incomplete: str) -> list[str]:
    known = INDICATORS.get(ctx.params.get("name") or "")
    return [f"{name}=" for name in _options(known) if name.startswith(incomplete)] if known else []


def run(
    name: Annotated[str | None, typer.Argument(help="The indicator; without it, all are listed.",
                                               autocompletion=lambda: list(INDICATORS))] = None,
    options: Annotated[list[str] | None, typer.Argument(metavar="[KEY=VALUE]...", autocompletion=_complete,
                                                        help="Its options, by=province seed=7 say.")] = None,
    on: Annotated[str | None, typer.Option(help="The list in force on this day, YYYY-MM-DD.")] = None,
    roster: Annotated[str | None, typer.Option(help="The list, by batch or label; without it, the last one.")] = None,
    province: Annotated[str | None, typer.Option(help="A province; of a network: cooperations with an organisation of the place.")] = None,
    field: Annotated[str | None, typer.Option(help="A field by code or name; of a network: cooperations with a firm of the field.")] = None,
    of: Annotated[str | None, typer.Option(help="Of a network, whose place and field: enterprise, university, institute.")] = None,
    since: Annotated[int | None, typer.Option(help="First year of cooperations.")] = None,
    until: Annotated[int | None, typer.Option(help="Last year of cooperations.")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Kind of cooperation: JointAward, JointPlatform, …")] = None,
    trust: Annotated[str | None, typer.Option(help="How the source of a cooperation is rated: good or medium.")] = None,
    format: Annotated[str, typer.Option("--format", "-f", help=", ".join(_FORMATS), autocompletion=lambda: list(_FORMATS))] = "text",
    output: Annotated[Path | None, typer.Option("--output", "-o", help=f"Write a file, by its ending {', '.join(ENDINGS)}.")] = None,
) -> None:
    """Computes an indicator, or lists them.

    Text and html have definition, units, facts, notes and source beside the table; csv (excel: the same with byte order mark) the rows
    with all digits; json everything. Of a file .csv the rest lies beside it, in NAME.csv-metadata.json.
    """
    if output is not None and (name is None or output.suffix.lower() not in ENDINGS):
        raise FormatError(f"{output}: give the name of an indicator, and a file whose ending tells the format: {', '.join(ENDINGS)}.")
    check_format(format, ("text", "json") if name is None else _FORMATS)
    if name is None:
        emit(_listed(format))
        return
    entry = indicator(name)
    given = {"on": on, "roster": roster, "province": province, "field": field, "of": of, "since": since, "until": until, "kind": kind,
             "trust": trust}
    chosen = _chosen(entry, _pairs(options), {key: value for key, value in given.items() if value not in (None, [])})
    dataset = open_dataset()
    with working(entry.title(language())):
        found: Indicator = entry.function(dataset, **_with_view(entry, dataset, chosen))
    if output is None:
        emit(_text(found, format))
    else:
        say("\n".join(f"{file}: {len(found):,}" for file in found.write(output, language=language())[:1]))


def _listed(format: str) -> str:
    if format == "json":
        return dump([{"name": one.name, "title": {"zh": one.zh, "en": one.en}, "definition": {"zh": one.definition("zh"),
                      "en": one.definition()}, "unit": {"zh": one.unit("zh"), "en": one.unit()}, "source": one.source,
                      "question": one.question or None, "options": _options(one)}
                     for one in INDICATORS.values()])  # fmt: skip
    rows = [(e.name, e.title(language()), "; ".join(paper.cited for paper in e.papers), e.question) for e in INDICATORS.values()]
    return text_table(_HEADS[language()], rows, width=table_width())


def _text(found: Indicator, format: str) -> str:
    if format == "json":
        return found.to_json() + "\n"
    if format == "html":
        return found.to_html(language=language())
    if format == "text":
        return found.to_text(language=language(), width=table_width())
    return found.to_csv(bom=format == "excel") or ""


def _options(entry: Entry) -> dict[str, object]:
    """The keyword options of an indicator and their defaults; a view is made from the filters."""
    found = inspect.signature(entry.function).parameters
    return {name: one.default for name, one in found.items() if one.kind is one.KEYWORD_ONLY and name != "view"}


def _takes_view(entry: Entry) -> bool:
    return "view" in inspect.signature(entry.function).parameters


def _pairs(options: list[str] | None) -> dict[str, str]:
    pairs = {}
    for option in options or []:
        key, equals, value = option.partition("=")
        if not equals:
            raise BindingError(option, f"{option!r} is no option: write key=value, by=province say.")
        pairs[key] = value
    return pairs


def _chosen(entry: Entry, pairs: dict[str, str], given: dict[str, object]) -> dict[str, object]:
    """What was asked for, as values of the types that the function takes. Raises ``BindingError`` for what it does not take."""
    known = {**_options(entry), **(dict.fromkeys(_FILTERS) if _takes_view(entry) else {})}
    for name in [*pairs, *given]:
        if name not in known:
            raise BindingError(name, f"The indicator {entry.name} takes no {name!r}; it takes: {', '.join(known) or 'no options'}.")
    if "kind" in _options(entry) and isinstance(given.get("kind"), list):
        given = given | {"kind": given["kind"][-1]}  # type: ignore[index]
    return {key: _value(entry, key, text) for key, text in pairs.items()} | given


def _value(entry: Entry, key: str, text: str) -> object:
    """A text as the number, truth or name that the option takes; ``none`` is None."""
    declared = inspect.signature(entry.function).parameters.get(key)
    kind = _name(declared.annotation) if declared else "int" if key in ("since", "until") else "str"
    if text.lower() == "none":
        return None
    try:
        if "bool" in kind:
            return {"true": True, "false": False}[text.lower()]
        return int(text) if "int" in kind and "str" not in kind else float(text) if "float" in kind else text
    except (KeyError, ValueError) as error:
        raise BindingError(key, f"{entry.name} cannot take {key}={text!r}: it is {kind}.") from error


def _name(annotation: object) -> str:
    return annotation.__name__ if isinstance(annotation, type) else str(annotation)


def _with_view(entry: Entry, dataset: Dataset, chosen: dict[str, object]) -> dict[str, Any]:
    """The options, with the filters of a network turned into the view that they mean."""
    if not _takes_view(entry):
        return chosen
    filters: dict[str, Any] = {key: chosen.pop(key) for key in _FILTERS if key in chosen and key not in _options(entry)}
    bipartite = entry.name in _BIPARTITE and chosen.get("keep") != "links"
    return chosen | ({"view": (views.participation if bipartite else views.cooperation)(dataset, **filters)} if filters else {})
