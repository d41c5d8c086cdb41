"""What the README and the other pages say is run, not believed."""

import re
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import pytest

import tcgraph

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/**/*.md")])


def blocks(page: Path) -> list[str]:
    return re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_the_python_of_the_readme_runs_and_prints_the_story(page, tmp_path):
    code = "\n".join(blocks(ROOT / page))
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "44 47"
    assert "特变电工沈阳变压器集团有限公司" in done.stdout


def test_the_first_block_of_the_readme_is_ten_lines():
    assert len([line for line in blocks(ROOT / "README.md")[0].splitlines() if line.strip()]) <= 10


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_to_files_lead_somewhere(page):
    targets = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8"))
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert not missing


def test_public_names_are_sorted_and_there():
    assert sorted(tcgraph.__all__, key=lambda n: (not n.isupper(), not n[0].isupper(), n)) == tcgraph.__all__
    assert all(hasattr(tcgraph, name) for name in tcgraph.__all__)


@pytest.mark.parametrize("name", [n for n in tcgraph.__all__ if n.islower() and not n.startswith("_")])
def test_each_public_verb_is_named_in_the_pages(name):
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert re.search(rf"\b{name}\b", text), f"{name} is in no page"


def test_versions_agree():
    package = re.search(r'^version = "(.*)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)[1]
    citation = re.search(r"^version: (.*)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.M)[1]
    changelog = re.search(r"^## \[(.*?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)[1]
    assert package == citation == changelog == tcgraph.__version__
    assert (ROOT / "ontology" / f"context-{package}.jsonld").exists()


def test_the_plain_installation_stays_light():
    plain = {re.split(r"[<>=!~ \[]", r)[0].lower() for r in requires("tcgraph") or [] if "extra ==" not in r}
    assert plain == {"filelock", "networkx", "numpy", "oxrdflib", "pyoxigraph", "pyshacl", "rdflib", "typer"}


def test_the_share_of_enterprises_with_a_field_in_the_pages_is_the_counted_one(dataset):
    counted = dataset.answer("field_coverage").one()
    assert f"{counted.share} % of the 2,156 enterprises ({counted.with_field} with a field" in (ROOT / "docs/data.md").read_text(encoding="utf-8")
    assert f"{round(counted.share)} %" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_no_file_names_a_machine_or_a_registry():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    word = re.compile("/" + "work/|pypi" + r"\.org|files\.pythonhosted|registry\.npmjs|deb\.debian")
    named = [f for f in listed if (ROOT / f).suffix in {".md", ".py", ".toml", ".txt", ".ttl", ".rq", ".json", ".cff", ""}
             and word.search((ROOT / f).read_text(encoding="utf-8", errors="ignore"))]
    assert not named
