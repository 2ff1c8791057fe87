"""What the process in which a file is read may use: memory and time, but no file to write, no network, no program.

The limits are the system's own and hold for all libraries. The audit hook holds for Python: it is there for the day
when a reader, or a library of one, can be talked into loading what a file names.
"""

import os
import resource
import signal
import sys
from math import ceil

MOST_OPEN = 64
"""Files that are open at the same time: pipes, and the modules that are loaded."""
FORBIDDEN = (
    *(
        "socket.",
        "subprocess.",
        "os.system",
        "os.exec",
        "os.fork",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "pty.",
    ),
    *("ctypes.", "pickle.find_class", "urllib.Request", "ftplib.", "smtplib.", "webbrowser.", "shutil."),
    *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown"),
    *("sqlite3.load_extension", "sqlite3.enable_load_extension", "tempfile."),
)
"""How the names of the events begin at which a reader is stopped."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Forbidden(Exception):
    """A reader tried to do more than to read what it was given."""


def confine(memory: int, seconds: float) -> None:
    """Limit this process for good: bytes of memory, libraries left out, and whole seconds of processor time."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (ceil(seconds), ceil(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_OPEN, MOST_OPEN))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    sys.dont_write_bytecode = True
    sys.addaudithook(_guard)


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    """Raise Forbidden for what no reader does."""
    if event.startswith(FORBIDDEN):
        raise Forbidden(event)
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING:
        raise PermissionError("nothing is written")
