"""`python -m indicators COMMAND`: what an operator does without the pages.

Each module of `indicators.commands` is one or several commands: its `add_to` names them to the parser, and
each sets `run`, a function that takes the parsed arguments and returns the exit code.
"""

import argparse
import io
import logging
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from geodata.errors import GeodataError
from indicators.errors import HyteDataError

MODULES: Mapping[str, str] = {
    "refresh": "refresh",
    "import": "exchange",
    "export": "exchange",
    "read": "read",
    "boundaries": "boundaries_command",
    "area-key": "area_key",
    "history": "store_commands",
    "tidy": "store_commands",
    "keep": "store_commands",
}
"""The module of each command. Only the one that is called is loaded: all of them take a second and 200 MB."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all went well, 1 when something was refused or failed, 2 for a wrong call."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    parser = argparse.ArgumentParser(prog="python -m indicators", description="HyteData's figures, by command.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal of few letters is no reason to fail
    called = sys.argv[1:] if arguments is None else arguments
    for module in _modules(called):
        module.add_to(commands)
    parsed = parser.parse_args(called)
    try:
        code = int(parsed.run(parsed))
        sys.stdout.flush()  # a few words wait until here for a reader that may have gone
        return code
    except BrokenPipeError:  # whoever reads the words, `head` for one, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left unsaid goes nowhere
        return 0
    except (HyteDataError, GeodataError) as fault:
        print(fault, file=sys.stderr)
        return 1


def _modules(called: Sequence[str]) -> list[Any]:
    """The module of the command that is called, or all where that is no command."""
    names = [MODULES[called[0]]] if called and called[0] in MODULES else dict.fromkeys(MODULES.values())
    return [import_module(f"indicators.commands.{name}") for name in names]


if __name__ == "__main__":
    sys.exit(main())
