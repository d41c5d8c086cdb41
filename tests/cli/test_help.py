"""What somebody sees who has just installed it."""

import pytest
import typer

from tcgraph.cli import app
from tcgraph.vocab import VERSION

COMMANDS = ["info", "questions", "answer", "select", "show", "build", "load", "validate", "tour", "view", "export", "picture", "indicator", "score", "search", "claims", "why",
            "diff"]


def test_the_commands_are_those_that_are_tested():
    assert sorted(typer.main.get_command(app).commands) == sorted(COMMANDS)


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], []], ids=["--help", "-h", "nothing"])
def test_help_fits_one_screen_and_names_every_command_in_one_line(run, arguments):
    """Without arguments it is the same text, but as a message about a wrong call."""
    done = run(*arguments, COLUMNS="80")
    assert (done.code, done.err if arguments else done.out) == ((0, "") if arguments else (2, ""))
    text = done.out or done.err
    lines = text.splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 80
    assert lines[0] == "Usage: tcgraph [OPTIONS] COMMAND [ARGS]..."
    listed = dict(line.split(maxsplit=1) for line in lines[lines.index("Commands:") + 1:] if line.startswith("  ") and line.split()[0] in COMMANDS)
    assert list(listed) == COMMANDS
    assert not [text for text in listed.values() if "..." in text or "…" in text or not text.endswith(".")]
    assert "Exit codes: 0 fine, 1" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_its_arguments(name, capsys):
    assert app([name, "--help"], prog_name="tcgraph", standalone_mode=False) in (None, 0)
    assert capsys.readouterr().out.startswith(f"Usage: tcgraph {name} ")
    for parameter in typer.main.get_command(app).commands[name].params:
        assert parameter.help, f"{name} {parameter.name} has no help"


def test_version(run):
    done = run("--version")
    assert (done.code, done.out, done.err) == (0, f"tcgraph {VERSION}\n", "")


@pytest.mark.parametrize(("arguments", "said"), [
    (["nope"], "No such command 'nope'"),
    (["answer"], "Missing argument"),
    (["export"], "Missing option '--output'"),
    (["answer", "rosters", "--nope"], "No such option: --nope"),
    (["view", "cooperation", "-o", "x.csv", "--since", "then"], "Invalid value for '--since'"),
    (["--language", "fr", "questions"], "No language 'fr': zh or en."),
])
def test_a_wrong_command_line_is_exit_code_2_and_nothing_on_standard_output(run, arguments, said):
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
