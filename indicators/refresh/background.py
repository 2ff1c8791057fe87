"""A fetch started from the admin view: a process of its own, so that it goes on when the page is closed."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from indicators.refresh.lock import lock_path
from indicators.settings import data_home

LOG = "refresh.log"
ROOT = Path(__file__).parents[2]


def is_running(home: Path | None = None) -> bool:
    """True while any process takes figures in, whoever started it."""
    path = lock_path(home)
    if not path.parent.exists():
        return False
    try:
        with FileLock(path, timeout=0):
            return False
    except Timeout:
        return True


def log_path(home: Path | None = None) -> Path:
    """The log of all runs."""
    return (home or data_home()) / "refresh" / LOG


def start_refresh(arguments: Sequence[str] = (), home: Path | None = None) -> subprocess.Popen[bytes]:
    """`python -m indicators refresh …` in the background; its words go to the log. Raises OSError.

    A second one beside it ends at once, saying that another runs. The page keeps the process, so that its
    end is seen.
    """
    folder = (home or data_home()).absolute()
    log_path(folder).parent.mkdir(parents=True, exist_ok=True)
    with log_path(folder).open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "indicators", "refresh", "--quiet", *arguments],
            cwd=ROOT,
            env=os.environ | {"HYTEDATA_HOME": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
