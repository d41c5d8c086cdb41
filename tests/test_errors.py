"""The exceptions: a tree that the docstring draws, texts that say the next step, evidence as attributes."""

import builtins
import pickle

import pytest

from tcgraph import errors


def tree(cls: type, depth: int = 0) -> list[tuple[int, str]]:
    return [(depth, cls.__name__), *(line for sub in cls.__subclasses__() if sub.__module__ == errors.__name__ for line in tree(sub, depth + 1))]


def test_docstring_draws_the_tree_as_it_is() -> None:
    drawn = []
    for line in errors.__doc__.splitlines():
        name = line.lstrip("│├└─ ").partition(" ")[0]
        if name.endswith("Error"):
            drawn.append(((len(line) - len(line.lstrip("│├└─ "))) // 4, name))
    assert sorted(drawn) == sorted(tree(errors.TcgraphError))
    assert [name for depth, name in drawn if depth <= 1] == [name for depth, name in tree(errors.TcgraphError) if depth <= 1]


def test_all_names_are_exported_in_order() -> None:
    assert errors.__all__ == sorted(name for _, name in tree(errors.TcgraphError))


@pytest.mark.parametrize(("error", "builtin"), [
    (errors.DataError, ValueError), (errors.CallError, ValueError), (errors.UnknownNameError, LookupError), (errors.StoreError, OSError),
    (errors.OutputError, OSError), (errors.TimeLimitError, TimeoutError), (errors.MissingExtraError, ImportError),
])  # fmt: skip
def test_error_is_one_that_callers_already_catch(error: type, builtin: type) -> None:
    assert issubclass(error, builtin) and builtin in vars(builtins).values()


MADE = {
    "SyntaxDataError": (errors.SyntaxDataError("a.ttl", "no dot", 3, 7), "a.ttl, line 3, column 7: no dot", {"file": "a.ttl", "line": 3, "column": 7}),
    "SyntaxDataError without a place": (errors.SyntaxDataError("a.ttl", "no dot"), "a.ttl: no dot", {"line": None, "column": None}),
    "SourceError": (errors.SourceError("a.csv", "bad", 4), "a.csv, line 4: bad", {"file": "a.csv", "row": 4}),
    "ShapesError": (errors.ShapesError(p for p in ("one", "two")), "The shapes cannot be used:\n  - one\n  - two", {"problems": ["one", "two"]}),
    "BindingError": (errors.BindingError("on", "needs on"), "needs on", {"parameter": "on"}),
    "StoreError": (errors.StoreError("dir", "broken"), "dir: broken", {"path": "dir"}),
    "OutputError": (errors.OutputError("f", "No space left on device"), "f: No space left on device. Nothing was written there.", {"path": "f"}),
    "TimeLimitError": (errors.TimeLimitError(2.5), "The query took longer than 2.5 s and was stopped. Make it narrower, or allow more.", {"seconds": 2.5}),
    "MissingExtraError": (errors.MissingExtraError("polars", "tables"), "This needs polars, which is not installed: pip install 'tcgraph[tables]'", {"extra": "tables", "library": "polars"}),
    "AmbiguousNameError": (errors.AmbiguousNameError("x", [("http://x/1", "one"), ("http://x/2", "two")]), "'x' may mean 2 things; give the IRI of one:\n  <http://x/1>  one\n  <http://x/2>  two", {"name": "x"}),
}


@pytest.mark.parametrize(("error", "text", "evidence"), MADE.values(), ids=MADE)
def test_error_says_what_and_holds_the_evidence(error: Exception, text: str, evidence: dict) -> None:
    assert str(error) == text
    assert {key: getattr(error, key) for key in evidence} == evidence


@pytest.mark.parametrize(("name", "known", "text"), [
    ("lable", ["label", "title"], "No thing named 'lable'. Did you mean 'label'?"),
    ("xyz", ["label", "title"], "No thing named 'xyz'. Known: label, title."),
    ("xyz", [str(n) for n in range(100)], "No thing named 'xyz'."),
    ("xyz", [], "No thing named 'xyz'."),
])  # fmt: skip
def test_unknown_name_offers_the_nearest_or_lists_the_few_known(name: str, known: list[str], text: str) -> None:
    error = errors.UnknownThingError(name, known)
    assert str(error) == text and error.known == sorted(known)


def test_error_of_a_long_list_of_candidates_shows_ten() -> None:
    error = errors.AmbiguousNameError("x", [(f"http://x/{n}", str(n)) for n in range(30)])
    assert len(str(error).splitlines()) == 11 and len(error.candidates) == 30


def test_plain_errors_survive_pickling() -> None:
    for error in (errors.CallError("a"), errors.QueryError("b"), errors.DataError("c")):
        assert str(pickle.loads(pickle.dumps(error))) == str(error)
