"""The bytes of a file that a person names: a plain file alone, and no more of it than is read."""

import os
import stat
from pathlib import Path

from indicators.survey.reading.limits import MOST_BYTES, refuse_too_many_bytes
from indicators.survey.reading.outcome import Refused, shown

WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""A pipe that nobody writes to would otherwise keep whoever opens it waiting."""


def given_file(path: Path) -> bytes:
    """The bytes of the file. Raises Refused for a folder, device or pipe, for what cannot be opened or is too large.

    A file that grows while it is read is read up to the limit and refused there.
    """
    try:
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | WITHOUT_WAITING)) as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise Refused("no_plain_file", name=shown(path.name))
            refuse_too_many_bytes(found.st_size)
            content = file.read(MOST_BYTES + 1)
    except IsADirectoryError as fault:
        raise Refused("no_plain_file", name=shown(path.name)) from fault
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise Refused("file_not_opened", name=shown(path.name), shown=shown(reason)) from fault
    refuse_too_many_bytes(len(content))
    return content
