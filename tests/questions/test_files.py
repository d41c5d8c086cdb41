"""The question files: complete headers, queries that parse, an order that a reader can rely on."""

import re

import pyoxigraph as ox
import pytest

from tcgraph import resources
from tcgraph.errors import DataError
from tcgraph.questions import parse, questions
from tcgraph.store.tokens import tokens
from tcgraph.vocab import expand

NAMES = sorted(questions())
PROJECTION = re.compile(r"\bSELECT\b(?:\s+DISTINCT)?(.*?)\bWHERE\b", re.DOTALL)
ONE_ROW = {"field_coverage"}  # one solution by its nature: totals


def code(text: str) -> str:
    """The query without comments."""
    return "".join(word for _, word in tokens(text) if not word.startswith("#"))


def projected(text: str) -> list[str]:
    """The variables of the outermost SELECT."""
    listed = PROJECTION.search(code(text))[1]
    depth, found = 0, []
    for match in re.finditer(r"[()]|\bAS\s+\?(\w+)|\?(\w+)", listed):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if (match[1] and depth == 1) or (match[2] and depth == 0):
            found.append(match[1] or match[2])
    return found


@pytest.mark.parametrize("name", NAMES)
def test_question_parses_and_runs(dataset, ask, name: str) -> None:
    assert dataset.answer(name, **ask.parameters(name)).variables, name


@pytest.mark.parametrize("name", NAMES)
def test_header_says_question_in_two_languages_result_and_source(name: str) -> None:
    asked = questions()[name]
    assert asked.english.endswith("?") or asked.english[0].isupper(), f"{name}: {asked.english!r}"
    assert re.search("[\u4e00-\u9fff]", asked.chinese), f"{name}: the Chinese question lacks"
    assert not re.search("[\u4e00-\u9fff]", asked.english), f"{name}: Chinese in the English question"
    assert asked.returns and asked.source, name
    for parameter in asked.parameters:
        assert parameter.text, f"{name}: ?{parameter.name} has no text"
        assert parameter.type.startswith("xsd:") or expand(parameter.type), f"{name}: ?{parameter.name}"


@pytest.mark.parametrize("name", NAMES)
def test_type_of_each_parameter_exists_in_the_ontology(dataset, name: str) -> None:
    for parameter in questions()[name].parameters:
        if not parameter.type.startswith("xsd:"):
            query = "SELECT ?c { ?c a <http://www.w3.org/2002/07/owl#Class> }"
            assert expand(parameter.type) in dataset.select(query)["c"], f"{name}: {parameter.type}"


@pytest.mark.parametrize("name", NAMES)
def test_parameters_are_projected(name: str) -> None:
    asked = questions()[name]
    missing = {p.name for p in asked.parameters} - set(projected(asked.text))
    assert not missing, f"{name}: {missing} must be in the SELECT"


@pytest.mark.parametrize("name", NAMES)
def test_header_names_exactly_the_variables_of_the_select(name: str) -> None:
    asked = questions()[name]
    outside = re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", "", asked.returns).partition(",")[0]
    described = re.findall(r"\?(\w+)", outside)
    assert described == projected(asked.text), name


@pytest.mark.parametrize("name", NAMES)
def test_answer_has_an_order_or_is_one_row(dataset, ask, name: str) -> None:
    text = code(questions()[name].text)
    ordered = text.rpartition("}")[2]
    assert "ORDER BY" in ordered or len(dataset.answer(name, **ask.parameters(name))) == 1, name


@pytest.mark.parametrize("name", NAMES)
def test_answer_is_not_empty_for_the_parameters_of_the_tests(dataset, ask, name: str) -> None:
    assert len(dataset.answer(name, **ask.parameters(name))) > 0, name


@pytest.mark.parametrize("name", NAMES)
def test_bound_parameters_come_back_in_each_row(dataset, ask, name: str) -> None:
    answer = dataset.answer(name, **ask.parameters(name))
    for parameter in questions()[name].parameters:
        assert len(set(map(str, answer[parameter.name]))) == 1, f"{name}: ?{parameter.name}"


@pytest.mark.parametrize("name", NAMES)
def test_evidence_is_a_question_with_the_same_parameters(name: str) -> None:
    asked = questions()[name]
    if asked.evidence is not None:
        evidence = questions()[asked.evidence]
        assert {p.name for p in evidence.parameters} <= {p.name for p in asked.parameters}, name


@pytest.mark.parametrize("name", NAMES)
def test_file_is_named_in_snake_case_without_numbers(name: str) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", name), name


@pytest.mark.parametrize("name", NAMES)
def test_query_is_sparql_for_an_engine_without_bindings(name: str) -> None:
    ox.Store().query(questions()[name].text)


def test_all_question_files_are_read() -> None:
    assert {file.stem for file in resources.queries().glob("*.rq")} == set(questions())


BAD = {
    "no header": ("SELECT * {}", "the header lacks Question, Binds, Returns, Source"),
    "no source": ("# Question: a / 甲\n# Binds: nothing\n# Returns: ?x\nSELECT * {}", "the header lacks Source"),
    "one language": ("# Question: a\n# Binds: nothing\n# Returns: ?x\n# Source: s\nSELECT * {}", "must be 'English / 中文'"),
    "no type": ("# Question: a / 甲\n# Binds: ?x\n# Returns: ?x\n# Source: s\nSELECT * {}", "'\\?x' is no parameter; the form is '\\?name  type  text'"),
}


@pytest.mark.parametrize(("text", "message"), BAD.values(), ids=BAD)
def test_file_with_a_bad_header_is_named(tmp_path, text: str, message: str) -> None:
    file = tmp_path / "bad.rq"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=rf"bad\.rq: .*{message}"):
        parse(file)


def test_header_tells_optional_parameters_and_evidence(tmp_path) -> None:
    file = tmp_path / "good.rq"
    file.write_text("# Question: Which? /  哪些？\n# Binds:    ?a  tc:Place  the place\n#           ?b  xsd:date  optional  the day\n"
                    "# Returns:  ?a\n#           ?b, in no order\n# Source:   s\n# Evidence: other\n\nSELECT ?a ?b {}\n", encoding="utf-8")
    asked = parse(file)
    assert [(p.name, p.type, p.required, p.text) for p in asked.parameters] == [
        ("a", "tc:Place", True, "the place"), ("b", "xsd:date", False, "the day")]
    assert [(p.follows, p.strictly) for p in asked.parameters] == [(None, False), (None, False)]
    assert (asked.name, asked.evidence, asked.returns) == ("good", "other", "?a ?b, in no order")


def test_header_tells_which_parameter_follows_which(tmp_path) -> None:
    file = tmp_path / "good.rq"
    file.write_text("# Question: Which? / 哪些？\n# Binds:    ?a  tc:Roster  the older / 较早\n#           ?b  tc:Roster  after ?a  the newer / 较晚\n"
                    "#           ?c  xsd:date  optional  from ?a  the day / 日期\n# Returns:  ?a ?b ?c\n# Source:   s\n\nSELECT ?a ?b ?c {}\n", encoding="utf-8")
    assert [(p.name, p.required, p.follows, p.strictly, p.text) for p in parse(file).parameters] == [
        ("a", True, None, False, "the older / 较早"), ("b", True, "a", True, "the newer / 较晚"), ("c", False, "a", False, "the day / 日期")]


@pytest.mark.parametrize("name", NAMES)
def test_parameters_say_in_both_languages_what_they_are(name: str) -> None:
    for parameter in questions()[name].parameters:
        english, slash, chinese = parameter.text.partition(" / ")
        assert slash and re.search("[\u4e00-\u9fff]", chinese) and not re.search("[\u4e00-\u9fff]", english.replace("第29批名单", "")), f"{name}: {parameter.text}"
        assert parameter.follows is None or parameter.follows in {p.name for p in questions()[name].parameters}
