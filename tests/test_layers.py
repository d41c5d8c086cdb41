"""The shape of the code: imports point one way, files and functions stay small."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "tcgraph"
FILES = sorted(SOURCE.rglob("*.py"))
LAYERS = [
    ["words"], ["errors"], ["vocab"], ["resources", "files"], ["names", "turtle"], ["identity"], ["store"], ["columns"], ["networks"], ["search"], ["build"], ["solutions"],
    ["questions"], ["lists"], ["asof"], ["bridge", "plain"], ["why"], ["dataset"], ["claims"], ["shacl"], ["views"], ["indicators"], ["export"], ["scores"], ["diff"], ["pictures"], ["report"],
    ["cli", "__init__"],
]  # fmt: skip
RANK = {module: number for number, layer in enumerate(LAYERS) for module in layer}
LONGEST_FILE, LONGEST_MEDIAN_FUNCTION = 500, 10


def name(file: Path) -> str:
    return file.relative_to(SOURCE).as_posix()


def module(file: Path) -> str:
    """The module or package directly below ``tcgraph``."""
    return file.relative_to(SOURCE).with_suffix("").parts[0]


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """Line and module of all imports of tcgraph itself, those inside functions and for type checkers too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "tcgraph":
                    yield node.lineno, ([*alias.name.split("."), "__init__"])[1]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "tcgraph":
            parts = node.module.split(".")
            for alias in node.names:
                yield node.lineno, parts[1] if len(parts) > 1 else alias.name if alias.name in RANK else "__init__"


@pytest.mark.parametrize("file", FILES, ids=name)
def test_imports_point_down(file: Path) -> None:
    own = module(file)
    for line, target in imports(file):
        assert target == own or RANK[target] < RANK[own], f"{name(file)}, line {line}: {own} must not import {target}"


def test_each_module_has_its_layer() -> None:
    assert {module(file) for file in FILES} == set(RANK)


def test_modules_of_a_package_import_without_a_cycle() -> None:
    edges = {}
    for file in FILES:
        if len(file.relative_to(SOURCE).parts) > 1:
            tree = ast.parse(file.read_text(encoding="utf-8"))
            modules = [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
            edges[f"tcgraph.{module(file)}.{file.stem}"] = {m for m in modules if m.startswith(f"tcgraph.{module(file)}.")}
    while edges:
        free = {m for m, targets in edges.items() if not targets & edges.keys()}
        assert free, f"a cycle among {sorted(edges)}"
        edges = {m: targets for m, targets in edges.items() if m not in free}


@pytest.mark.parametrize("file", FILES, ids=name)
def test_imports_are_absolute(file: Path) -> None:
    relative = [n.lineno for n in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(n, ast.ImportFrom) and n.level]
    assert relative == [], f"{name(file)}, lines {relative}: relative import"


@pytest.mark.parametrize("file", FILES, ids=name)
def test_file_is_short(file: Path) -> None:
    count = len(file.read_text(encoding="utf-8").splitlines())
    assert count <= LONGEST_FILE, f"{name(file)} has {count} lines: split it"


def test_functions_are_short() -> None:
    lengths = []
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lengths.append(node.end_lineno - body[0].lineno + 1 if body else 0)
    assert median(lengths) < LONGEST_MEDIAN_FUNCTION


@pytest.mark.parametrize("file", FILES, ids=name)
def test_public_functions_are_annotated_and_documented(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{name(file)} has no docstring"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            assert node.returns is not None, f"{name(file)}, line {node.lineno}: {node.name} does not say what it returns"
            assert ast.get_docstring(node), f"{name(file)}, line {node.lineno}: {node.name} has no docstring"


@pytest.mark.parametrize("file", FILES, ids=name)
def test_names_with_an_underscore_stay_in_their_module(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    ours = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "tcgraph"]
    private = [f"line {node.lineno}: {node.module}.{alias.name}" for node in ours for alias in node.names if alias.name.startswith("_")]
    assert private == [], f"{name(file)} takes private names of others: {private}"
