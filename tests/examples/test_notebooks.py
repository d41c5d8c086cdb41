"""The worked examples run as they stand, without error or warning, and their sentences quote what they print."""

import json
import os
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import tcgraph

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))
BOLD = re.compile(r"\*\*([^*]+)\*\*")
WORDS = {"Trap.", "Traps.", "bold"}
STRICT = "import warnings; warnings.simplefilter('error'); warnings.filterwarnings('ignore', module='ipykernel')"
SECONDS = 60  # for a cell that hangs
Run = Callable[[str], nbformat.NotebookNode]

every_notebook = pytest.mark.parametrize("name", [file.stem for file in NOTEBOOKS])


def read(name: str) -> nbformat.NotebookNode:
    return nbformat.read(EXAMPLES / f"{name}.ipynb", as_version=nbformat.NO_CONVERT)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs a notebook in a new kernel and an empty folder, warnings being errors; each once."""
    done: dict[str, nbformat.NotebookNode] = {}

    def execute(name: str) -> nbformat.NotebookNode:
        if name not in done:
            notebook = read(name)
            notebook.cells.insert(0, nbformat.v4.new_code_cell(STRICT, metadata={"tags": ["silent"]}))
            folder = tmp_path_factory.mktemp(name)
            source = str(Path(tcgraph.__file__).resolve().parents[1])  # the kernel starts elsewhere: a relative path would not do
            paths = os.pathsep.join(filter(None, [source, os.environ.get("PYTHONPATH", "")]))
            client = NotebookClient(notebook, timeout=SECONDS, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
            client.execute(env={**os.environ, "PYTHONPATH": paths})
            notebook.metadata["files"] = sorted(file.name for file in (folder / "out").iterdir() if file.stat().st_size)
            done[name] = notebook
        return done[name]

    return execute


def text_of(cell: nbformat.NotebookNode) -> str:
    """What a reader sees of a cell's output, tables without markup."""
    parts = []
    for output in cell.outputs:
        data = output.get("data", {})
        markup = re.sub(r"<style>.*?</style>", "", "".join(data.get("text/html", "")), flags=re.DOTALL)
        parts += [output.get("text", ""), data.get("text/plain", ""), unescape(re.sub("<[^>]+>", " ", markup))]
    return "\n".join(parts)


def cell_of(notebook: nbformat.NotebookNode, id: str) -> nbformat.NotebookNode:
    return next(cell for cell in notebook.cells if cell.id == id)


def is_quoted(number: str, text: str) -> bool:
    """Whether a quotation stands in a text, and numbers as numbers of their own."""
    edge = r"[\d.,]" if number[0].isdigit() or number[0] == "-" else r"(?!)"
    return re.search(rf"(?<!{edge}){re.escape(number)}(?!\d|[.,]\d)", text) is not None


def test_the_examples_are_there() -> None:
    assert [file.stem for file in NOTEBOOKS] == ["liaoning-2019-to-2023", "who-connects-industry-to-science"]


@every_notebook
def test_file_is_a_valid_notebook_without_outputs_as_json_that_diffs_well(name: str) -> None:
    text = (EXAMPLES / f"{name}.ipynb").read_text(encoding="utf-8")
    notebook = read(name)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count is None and not cell.outputs for cell in code)
    assert all(re.fullmatch("[a-z][a-z0-9-]+", cell.id) for cell in notebook.cells), "ids are words that stay"


@every_notebook
def test_code_is_plain_python_and_explained(name: str) -> None:
    cells = read(name).cells
    for cell in cells:
        if cell.cell_type == "code":
            compile(cell.source, f"{name}:{cell.id}", "exec")
    kinds = "".join(cell.cell_type[0] for cell in cells)
    assert kinds.startswith("mmc")
    assert max(map(len, re.findall("c+", kinds))) <= 3, "sentences stand before each few cells of code"


@every_notebook
def test_runs_without_error_or_warning(name: str, run: Run) -> None:
    for cell in run(name).cells:
        for output in cell.get("outputs", ()):
            assert output.output_type != "error", (cell.id, output)
            assert output.get("name") != "stderr", (cell.id, output.text)


@every_notebook
def test_no_output_is_empty(name: str, run: Run) -> None:
    for cell in run(name).cells:
        if cell.cell_type == "code" and "silent" not in cell.metadata.get("tags", ()):
            assert re.search(r"\w", text_of(cell)), f"{cell.id} shows nothing"


@every_notebook
def test_pictures_are_shown_with_alternative_text(name: str, run: Run) -> None:
    cells = [cell for cell in run(name).cells if cell.cell_type == "code" and re.search(r"^show\(", cell.source, re.MULTILINE)]
    assert len(cells) >= 2
    for cell in cells:
        shown = [output for output in cell.outputs if "image/png" in output.get("data", {})]
        assert shown, f"{cell.id} shows no picture"
        about = shown[0].metadata["image/png"]
        assert about["width"] == 1000 and len(about["alt"].split()) > 8


@every_notebook
def test_bold_in_a_sentence_stands_in_the_output_above(name: str, run: Run) -> None:
    above, checked = "", 0
    for cell in run(name).cells:
        if cell.cell_type == "code":
            above = text_of(cell)
            continue
        for quoted in BOLD.findall(cell.source):
            if quoted not in WORDS:
                assert is_quoted(quoted.rstrip("%"), above), f"{cell.id} says {quoted}; the output above does not"
                checked += 1
    assert checked >= 30


def test_numbers_are_found_as_numbers_of_their_own() -> None:
    assert is_quoted("44", "│ 44 │") and is_quoted("0.8", " 0.8\n") and is_quoted("天津市", "在天津市的")
    assert not is_quoted("44", "1442") and not is_quoted("44", "44.5") and not is_quoted("0.8", "0.83") and not is_quoted("4", "4,000")


def test_liaoning_tells_the_story(run: Run) -> None:
    notebook = run("liaoning-2019-to-2023")
    assert re.search(r"2023-03-15\D+44\D+47\D+3\D+2023-02-24", text_of(cell_of(notebook, "count")))
    evidence = text_of(cell_of(notebook, "count-evidence"))
    assert all(name in evidence for name in ("大连中远海运重工", "东风朝阳朝柴动力", "特变电工沈阳变压器"))
    changes = dict(re.findall(r"│ (\w+) +┆ (\d+) ", text_of(cell_of(notebook, "change"))))
    assert changes == {"same": "31", "newly_listed": "10", "not_listed": "7", "renamed": "3"}
    assert "大连冷冻机股份有限公司 → row 301 冰山冷热科技股份有限公司" in text_of(cell_of(notebook, "renamed"))
    assert "confirmed within bounds" in text_of(cell_of(notebook, "claims"))
    assert {"liaoning.gexf", "liaoning.html", "liaoning-organisations.csv"} <= set(notebook.metadata["files"])


def test_science_tells_the_story(run: Run) -> None:
    notebook = run("who-connects-industry-to-science")
    assert "1006 organisations, 2170 cooperations, 6510 participations" in text_of(cell_of(notebook, "participation"))
    assert "1006 nodes and 5242 edges" in text_of(cell_of(notebook, "cooperation"))
    assert "11793 paths between 4913 pairs" in text_of(cell_of(notebook, "paths"))
    rand = re.search(r"'adjusted_rand': ([\d.]+)", text_of(cell_of(notebook, "communities")))
    assert rand and 0.3 < float(rand[1]) < 0.8, "seeds must matter, or stability means nothing"
    assert "126 nodes and 257 edges" in text_of(cell_of(notebook, "backbone"))
    assert {"backbone.html", "cooperation.gexf", "cooperation.graphml"} <= set(notebook.metadata["files"])
