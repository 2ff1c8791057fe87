"""`python -m indicators COMMAND`: what an operator does without the pages.

Each module of `indicators.commands` is one or several commands: its `add_to` names them to the parser, and
each sets `run`, a function that takes the parsed arguments and returns the exit code.
"""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

from geodata.errors import GeodataError
from indicators.commands import area_key, boundaries_command, exchange, read, refresh, store_commands
from indicators.errors import HyteDataError

Commands = Any
"""argparse's own type of a group of subcommands has no public name."""
ADDERS: tuple[Callable[[Commands], None], ...] = (
    refresh.add_to,
    exchange.add_to,
    read.add_to,
    boundaries_command.add_to,
    area_key.add_to,
    store_commands.add_to,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all went well, 1 when something was refused or failed, 2 for a wrong call."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    parser = argparse.ArgumentParser(prog="python -m indicators", description="HyteData's figures, by command.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for add_to in ADDERS:
        add_to(commands)
    parsed = parser.parse_args(arguments)
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


if __name__ == "__main__":
    sys.exit(main())
