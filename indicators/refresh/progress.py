"""How far a run is: on the terminal, and in a small file that the admin view reads."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ValidationError
from tqdm import tqdm

from indicators.settings import data_home


class Progress(BaseModel):
    """`done` of `total` indicators of a source; `process` is the number of the process that counts."""

    source: str
    done: int = 0
    total: int = 0
    subject: str = ""
    process: int = 0


Listener = Callable[[Progress], None]


def ignore(_: Progress) -> None:
    """A listener that does nothing."""


def progress_path(home: Path | None = None) -> Path:
    """The file a running fetch tells its progress in; there is none when nothing runs."""
    return (home or data_home()) / "refresh" / "progress.json"


def read_progress(home: Path | None = None) -> Progress | None:
    """How far the running fetch is; None when none has said anything."""
    try:
        return Progress.model_validate_json(progress_path(home).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError):
        return None


class Teller:
    """A listener that draws a bar and keeps the file; used with `with`, it takes both away at the end."""

    def __init__(self, process: int, *, quiet: bool = False, home: Path | None = None) -> None:
        self._process, self._quiet, self._path = process, quiet, progress_path(home)
        self._bar: tqdm[None] | None = None

    def __enter__(self) -> "Teller":
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def __call__(self, progress: Progress) -> None:
        """Tell how far the run is. The file is a courtesy: a full disk must not stop a fetch."""
        if self._bar is None:
            self._bar = tqdm(total=progress.total, desc=progress.source, unit="indicator", disable=self._quiet or None)
        self._bar.update(progress.done - self._bar.n)
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft = self._path.with_suffix(f".{self._process}")
            draft.write_text(progress.model_copy(update={"process": self._process}).model_dump_json(), encoding="utf-8")
            draft.replace(self._path)
