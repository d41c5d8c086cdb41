"""The command ``tcgraph``: data on standard output, messages on standard error; 0 fine, 1 findings, 2 error."""

import os
import sys

from tcgraph.cli import ask, check, claims, diff, indicator, make, picture, score, search, tour, why, write
from tcgraph.cli.app import app
from tcgraph.cli.help import Command
from tcgraph.cli.language import language, told
from tcgraph.errors import TcgraphError

__all__ = ["app", "main"]

for module in (ask, make, check, tour, write, picture, indicator, score, search, claims, why, diff):
    module.register(app)
for command in app.registered_commands:
    command.cls = Command


def main() -> None:
    """Runs the command line and ends the process with its exit code."""
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=errors)
    try:
        app(prog_name="tcgraph")
    except TcgraphError as error:
        sys.stderr.write(f"tcgraph: {error.text(language())}\n")
        sys.exit(2)
    except (BrokenPipeError, SystemExit) as end:
        if isinstance(end, SystemExit) and not isinstance(end.__context__, BrokenPipeError):
            raise
        _forget_output()  # the reader went away, nothing more to say; typer would end with code 1
        sys.exit(0)
    except UnicodeEncodeError as error:  # bytes of the command line that are no text, as Python hands them over
        _complain(f"{error.object!r} is not UTF-8. Set the terminal to UTF-8, or give a query as @FILE.")
        sys.exit(2)
    except OSError as error:  # every file has an error of ours; this is standard output
        _complain(f"standard output cannot be written: {error.strerror or error}")
        _forget_output()
        sys.exit(2)
    except KeyboardInterrupt:
        _complain("stopped")
        sys.exit(130)


def _complain(text: str) -> None:
    sys.stderr.write(f"tcgraph: {told(text)}\n")


def _forget_output() -> None:
    """So that what is still buffered is not written, and complained about, when the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
