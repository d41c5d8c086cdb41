"""``tcgraph tour``: the main job on the packaged data, from validation to a report that can be read."""

import importlib.util
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tcgraph import views
from tcgraph.claims import check as check_claims
from tcgraph.cli.app import language, open_dataset
from tcgraph.cli.output import emit, say, working
from tcgraph.dataset import Dataset
from tcgraph.diff import diff
from tcgraph.errors import MissingExtraError
from tcgraph.export import export as write_dataset
from tcgraph.files import write_text

if TYPE_CHECKING:
    from tcgraph.shacl import Report

__all__ = ["register"]

_DAY = "2023-03-15"
_LISTS = ("notice:26", "notice:29")
_PICTURE_LIBRARIES = ("matplotlib", "numpy", "scipy", "jinja2", "fontTools")
_WORDS = {
    "zh": {
        "a": "一、2023年3月15日辽宁有多少国家企业技术中心？",
        "a_answer": "名单印在辽宁的 {printed} 家，位于辽宁的 {located} 家（含分中心 {subcenters} 家）。",
        "a_subs": "印在其他地区、实际位于辽宁的分中心：",
        "a_sub": "  {label}（{roster_label}第 {position} 位）",
        "a_claim": "报道（{measure}）：{value}。{text}",
        "evidence": "依据共 {rows} 行，例如第 {position} 位：{label}（{roster_label}）。全部依据：tcgraph answer centers_in_province province=辽宁 on=2023-03-15 --evidence",
        "b": "二、第29批新认定的辽宁企业",
        "c": "三、各省国家企业技术中心数（2023年3月15日）",
        "d": "四、辽宁的技术领域（仅限名称可判明领域的企业）",
        "e": "五、与企业合作最多的高校（论文仅含人工智能与机器人会议，奖项仅含清华大学参与者）",
        "f": "六、两份名单之间：更名、不再列名、新列",
        "v": "校验",
        "files": "文件在这里：",
    },
    "en": {
        "a": "(a) How many national enterprise technology centers had Liaoning on 15 March 2023?",
        "a_answer": "{printed} are printed under Liaoning, {located} lie there ({subcenters} of them sub-centers).",
        "a_subs": "Sub-centers printed under other regions that lie in Liaoning:",
        "a_sub": "  {label} ({roster_label}, position {position})",
        "a_claim": "The news ({measure}): {value}. {text}",
        "evidence": "{rows} rows of evidence, position {position} for one: {label} ({roster_label}). All of them: tcgraph answer centers_in_province province=Liaoning on=2023-03-15 --evidence",
        "b": "(b) The firms of Liaoning that batch 29 certified",
        "c": "(c) Centers by province, 15 March 2023",
        "d": "(d) Technology fields of Liaoning (only firms whose name tells a field)",
        "e": "(e) Universities nearest to industry (papers of AI and robotics venues only, awards only with Tsinghua University)",
        "f": "(f) From the list of 2019 to that of 2023: renamed, no longer listed, new",
        "v": "Validation",
        "files": "The files are here:",
    },
}


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(tour)


def tour(out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the files that the tour writes.")] = Path("out")) -> None:
    """Runs the main job on the packaged data.

    Validates, answers the story that started the project, and writes exports, pictures and a report.
    """
    from tcgraph.shacl import validate  # with numpy, which the other commands do without

    dataset = open_dataset()
    words = _WORDS[language()]
    checking = _Background(lambda: validate(dataset))
    for answer in (_liaoning, _batch, _provinces, _fields, _universities):
        answer(dataset, words)
    written = [*_history(dataset, words, out), *_exports(dataset, out)]
    with working("Validating"):
        report = checking.result()
    emit(f"\n{words['v']}: {report.to_text(language())}")
    written += _pictures(dataset, out, report)
    emit(f"\n{words['files']}\n" + "".join(f"  {file.resolve()}\n" for file in written))
    if not report.conforms:
        raise typer.Exit(1)


class _Background:
    """Work that goes on in a thread of its own; ``result`` waits for it and raises what it raised."""

    def __init__(self, work: "Callable[[], Report]") -> None:
        self._work = work
        self._outcome: Report | BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._outcome = self._work()
        except BaseException as error:  # raised again where the result is asked for
            self._outcome = error

    def result(self) -> "Report":
        self._thread.join()
        if self._outcome is None or isinstance(self._outcome, BaseException):
            raise self._outcome or RuntimeError("the validation ended without a result")
        return self._outcome


def _liaoning(dataset: Dataset, words: dict[str, str]) -> None:
    found = dataset.answer("centers_in_province", province="辽宁", on=_DAY)
    emit(f"\n{words['a']}\n" + words["a_answer"].format(**found.one()) + "\n")
    rows = found.evidence()
    if rows is not None:
        subs = [row for row in rows if not row["printed_here"]]
        emit(words["a_subs"] + "\n" + "".join(words["a_sub"].format(**r) + "\n" for r in subs))
        first = next(row for row in rows if row["printed_here"] and row["position"])
        emit(words["evidence"].format(rows=len(rows), **first) + "\n")
    for claim in check_claims(dataset):
        if claim.place[0] == "辽宁省" and str(claim.last_day) == _DAY:
            told = {"measure": claim.measure[language() != "zh"], "value": claim.value, "text": claim.text(language())}
            emit(words["a_claim"].format(**told) + "\n")


def _history(dataset: Dataset, words: dict[str, str], out: Path) -> list[Path]:
    """What became of each row of the older list: the counts, and a page with every row."""
    found = diff(*_LISTS, dataset=dataset)
    emit(f"\n{words['f']}\n{found.to_text(language=language(), summary=True)}")
    file = out / "lists-26-to-29.md"
    write_text(file, found.to_markdown(language=language()))
    return [file]


def _table(dataset: Dataset, title: str, name: str, columns: tuple[str, ...], limit: int | None = None, **bindings: str) -> None:
    from tcgraph.solutions.render import text_table

    rows = [tuple(row[c] for c in columns) for row in dataset.answer(name, **bindings)]
    emit(f"\n{title}\n{text_table(columns, rows, limit=limit)}")


def _batch(dataset: Dataset, words: dict[str, str]) -> None:
    _table(dataset, words["b"], "certified_in_batch", ("position", "label", "label_en", "place", "method"), batch="29")


def _provinces(dataset: Dataset, words: dict[str, str]) -> None:
    _table(dataset, words["c"], "centers_by_province", ("name", "name_en", "centers"), on=_DAY)


def _fields(dataset: Dataset, words: dict[str, str]) -> None:
    _table(dataset, words["d"], "fields_of_province", ("code", "field", "field_en", "enterprises"), province="辽宁", on=_DAY)


def _universities(dataset: Dataset, words: dict[str, str]) -> None:
    columns = ("name", "name_en", "cooperations", "enterprises", "first_year", "last_year")
    _table(dataset, words["e"], "universities_near_industry", columns, 10)


def _exports(dataset: Dataset, out: Path) -> list[Path]:
    with working("Writing the exports"):
        graph = views.cooperation(dataset)
        return [
            write_dataset(dataset, out / "tcgraph.ttl"),
            write_dataset(dataset, out / "tcgraph.jsonld"),
            views.write_view(graph, out / "cooperation.gexf"),
        ]


def _pictures(dataset: Dataset, out: Path, report: "Report") -> list[Path]:
    missing = [library for library in _PICTURE_LIBRARIES if importlib.util.find_spec(library) is None]
    if missing:
        say(f"No picture and no report were made. {MissingExtraError(', '.join(missing), 'pictures')}")
        return []
    from tcgraph import pictures
    from tcgraph.report.page import write_report

    with working("Drawing pictures and writing the report"):
        drawn = [
            pictures.network(dataset, out / "cooperation.png", language=language()),
            pictures.tile_map(dataset, out / "provinces.svg", on=_DAY, language=language()),
            pictures.rank_slopes(dataset, out / "ranks.svg", language=language()),
            pictures.network(dataset, out / "liaoning-network.html", province="辽宁", language=language()),
        ]
        return [*drawn, write_report(dataset, out, validation=report)]


