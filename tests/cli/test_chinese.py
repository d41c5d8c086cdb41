"""The commands in Chinese: help, heads of tables, words in them, messages and errors."""

import json
import re

import pytest
import typer

from tcgraph.cli import app
from tcgraph.cli.help import Command, Group
from tcgraph.indicators import INDICATORS
from tcgraph.questions import questions
from tcgraph.solutions.render import display_width
from tcgraph.words import catalogue

CHINESE = re.compile("[\u4e00-\u9fff]")
COMMANDS = typer.main.get_command(app).commands
HEADS = catalogue("head")


def paragraphs(text: str) -> list[str]:
    """The texts that the catalogue must have: of a list of names, what stands behind each."""
    found = [one for one in text.split("\n\n") if one.strip()]
    joined = [[line.partition(": ")[2] for line in one.splitlines()[1:]] if one.startswith("\b") else [" ".join(one.split())] for one in found]
    return [text for texts in joined for text in texts]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_argument_and_option_has_chinese_help(name: str) -> None:
    command, help = COMMANDS[name], catalogue("help")
    assert isinstance(command, Command)
    for text in [*paragraphs(command.help), *(" ".join(one.help.split()) for one in command.params)]:
        assert CHINESE.search(help.get(text, "")), f"{name}: words.csv lacks the help {text!r}"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_in_chinese(name: str, capsys, monkeypatch) -> None:
    monkeypatch.setenv("TCGRAPH_LANGUAGE", "zh")
    app([name, "--help"], prog_name="tcgraph", standalone_mode=False)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"用法：tcgraph {name} ") and "选项：" in lines and max(map(display_width, lines)) <= 84
    text = "".join(lines)
    for one in COMMANDS[name].params:
        names = [option for option in one.opts if option.startswith("--")] or [one.name.upper(), one.name, one.metavar or one.name]
        assert any(option in text for option in names), one.name
    assert not re.search(r"\b(Usage|Options|Arguments|default|required)\b", text)


@pytest.mark.parametrize(("arguments", "environment"), [
    (("--language", "zh", "--help"), {}), (("--help",), {"TCGRAPH_LANGUAGE": "zh"}), (("--help",), {"LANG": "zh_CN.UTF-8"}), ((), {"LANG": "zh_CN.UTF-8"}),
    (("--language", "zh", "-h"), {"LANG": "en_US.UTF-8"}),
])
def test_help_before_the_commands_in_chinese(run, arguments, environment) -> None:
    done = run(*arguments, **environment)
    lines = (done.out or done.err).splitlines()
    assert done.code == (0 if arguments else 2) and lines[0].startswith("用法：tcgraph")
    assert isinstance(typer.main.get_command(app), Group)
    listed = dict(line.split(maxsplit=1) for line in lines[lines.index("命令：") + 1:] if line.startswith("  ") and line.split()[0] in COMMANDS)
    assert list(listed) == list(COMMANDS) and all(CHINESE.search(text) and text.endswith("。") for text in listed.values())


def test_help_in_english_has_no_chinese_sentence(run) -> None:
    for name in ("why", "diff", "search", "view", "picture"):
        text = run(name, "--help").out
        assert not CHINESE.search(text.replace("高校", "").replace("共同获奖", "")), name


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_column_of_an_answer_has_a_chinese_head(dataset, name: str) -> None:
    described = re.findall(r"\?(\w+)", re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", "", questions()[name].returns).partition(",")[0])
    missing = [column for column in described if column not in HEADS]
    assert not missing, f"{name}: words.csv lacks the heads {missing}"


@pytest.mark.parametrize("name", ["center_counts", "growth", "location_quotient", "concentration", "relatedness", "complexity", "brokerage", "assortativity", "cross_province_share"])
def test_every_column_and_fact_of_an_indicator_has_a_chinese_head(dataset, name: str) -> None:
    found = INDICATORS[name].function(dataset)
    shown = [column for column in found.columns if column != "iri" and not column.endswith(("_iri", "_en"))]
    assert not [column for column in [*shown, *found.facts] if column not in HEADS]


def test_an_answer_in_chinese(run) -> None:
    done = run("--language", "zh", "answer", "growth_rates", "older=26", "newer=29", COLUMNS="200")
    head, _, first = done.out.splitlines()[:3]
    assert head.split() == ["较早名单", "较晚名单", "省份", "名称", "较早", "较晚", "增加", "增长率（%）", "贡献（百分点）"]
    assert first.split()[3:] == ["江西省", "26", "34", "8", "30.77", "0.499"]
    assert not [line for line in done.err.splitlines() if line != "正在载入随包图谱 …"]


def test_words_in_cells_and_the_hint_in_chinese(run) -> None:
    done = run("--language", "zh", "answer", "partners_of_province", "province=辽宁", "since=2015", COLUMNS="220")
    head, _, *rows = done.out.splitlines()
    assert head.split() == ["省份", "起始", "合作方标识", "名称", "合作方类别", "已识别", "合作数", "企业数", "首年", "末年"], "no column of a parameter that was not given"
    assert rows[0].split()[3:6] == ["清华大学", "高校", "是"] and rows[-1].split()[4:6] == ["不明", "否"]
    told = run("--language", "zh", "answer", "centers_in_province", "province=辽宁", "on=2023-03-15").err
    assert "依据共 47 行：加 --evidence 或 -f json 查看。" in told


def test_the_same_answer_in_english_has_english_names_and_no_second_column_of_them(run, dataset) -> None:
    done = run("answer", "partner_links_of_province", "province=辽宁", COLUMNS="240")
    head, _, *rows = done.out.splitlines()
    assert head.split() == ["province", "partner", "name", "partner_kind", "identified", "link", "cooperations", "enterprises", "first_year", "last_year"]
    known = [row for row in rows if " true " in row]
    assert "Tsinghua University" in rows[0] and "joint award" in rows[0] and not [row for row in known if re.search("共同|合作|共建", row)]
    names = dataset.answer("growth_by_province", older=26, newer=29)
    assert [row.split()[3] for row in run("answer", "growth_by_province", "older=26", "newer=29").out.splitlines()[2:5]] == ["Fujian", "Guangdong", "Hunan"]
    assert names["name"][:3] == ["福建省", "广东省", "湖南省"], "the data themselves stay as they are"


def test_what_a_source_prints_is_not_translated(run) -> None:
    rows = run("answer", "provenance_of", "unit=沈阳兴齐眼药股份有限公司", COLUMNS="400").out
    assert "沈阳兴齐眼药股份有限公司" in rows and "Shenyang Xingqi" not in rows.replace("Shenyang Xingqi Pharmaceutical Co Ltd technology center", "")
    assert "→" in run("answer", "history_of", "unit=大连冷冻机股份有限公司", COLUMNS="400").out
    assert "position 301" in run("answer", "history_of", "unit=大连冷冻机股份有限公司", COLUMNS="400").out


def test_json_and_csv_are_the_same_in_both_languages(run) -> None:
    for format in ("json", "csv"):
        words = ("answer", "rosters", "-f", format)
        assert run("--language", "zh", *words).raw == run(*words).raw
    assert "batch" in json.loads(run("--language", "zh", "answer", "rosters", "-f", "json").out)[0]


@pytest.mark.parametrize(("words", "said"), [
    (("answer", "field_growth", "older=27", "newer=29"), "数据中没有第 27 批的全部名单，只有第 26, 29 批的。"),
    (("answer", "field_growth", "older=29", "newer=26"), "问题 field_growth 由 older 至 newer：newer=26 不晚于 older=29。"),
    (("answer", "centers_in_province", "province=Liaonin", "on=2023-03-15"), "没有名为 'Liaonin' 的对象。是否指 'Liaoning'"),
    (("answer", "centers_in_province", "province=辽宁"), "问题 centers_in_province 需要 on=…（xsd:date：所问日期）。"),
    (("answer", "nope"), "没有名为 'nope' 的问题。"),
    (("select", "SELECT ?s { ?s ?p }"), "查询有语法错误。解析器原文：line 1, column"),
    (("validate", "nothing.ttl"), "nothing.ttl 无法读取：没有这个文件。请检查名称与权限。"),
    (("view", "cooperation", "-o", "x.pdf"), "x.pdf：视图按文件扩展名写成 "),
    (("export", "-o", "x.xyz"), "x.xyz：xyz 不是导出格式。已知：ttl"),
    (("info", "-f", "nope"), "没有格式 'nope'。已知：table"),
    (("show", "没有的东西xyz"), "没有名为 '没有的东西xyz' 的对象。"),
])
def test_errors_of_every_day_in_chinese(run, places, words, said) -> None:
    store = () if words[1] == "field_growth" else ("--store", places)
    done = run("--language", "zh", *store, *words)
    assert (done.code, done.out) == (2, "") and f"tcgraph: {said}" in done.err


@pytest.mark.parametrize("command", ["show", "why"])
def test_short_ids_and_titles_are_taken_by_the_commands(run, dataset, command: str) -> None:
    row = next(iter(dataset.answer("cooperations_of", organisation="沈阳鼓风机集团股份有限公司")))
    iri = str(row.cooperation)
    short = "cooperation:" + iri.rpartition("/")[2]
    by_id, by_title = run(command, short), run(command, str(row.title))
    assert by_id.code == by_title.code == 0 and iri in by_id.out and str(row.title) in by_id.out
    assert iri in by_title.out
    assert iri in run("search", short, "-f", "json").out or run("search", short).code == 0
