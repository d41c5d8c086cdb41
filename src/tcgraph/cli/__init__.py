"""The command ``tcgraph``: data on standard output, messages on standard error; 0 fine, 1 findings, 2 error."""

import os
import sys

from tcgraph.cli import ask, check, tour, write
from tcgraph.cli.app import app
from tcgraph.errors import TcgraphError

__all__ = ["app", "main"]

for module in (ask, check, tour, write):
    module.register(app)


def main() -> None:
    """Runs the command line and ends the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        app()
    except TcgraphError as error:
        sys.stderr.write(f"tcgraph: {error}\n")
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader went away: nothing more to say
        sys.exit(0)
    except KeyboardInterrupt:
        sys.stderr.write("tcgraph: stopped\n")
        sys.exit(130)
