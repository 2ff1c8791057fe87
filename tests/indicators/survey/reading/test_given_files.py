"""What is no plain file is refused before a byte of it is read, and nothing waits."""

import os
from pathlib import Path

import pytest

from indicators.survey.reading import given_files, limits
from indicators.survey.reading.given_files import given_file
from indicators.survey.reading.outcome import Refused


def test_a_file_comes_back_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a;b\r\n1;2\x1a")
    assert given_file(path) == b"a;b\r\n1;2\x1a"


def test_a_link_to_a_file_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a")
    (tmp_path / "link").symlink_to(tmp_path / "a.csv")
    assert given_file(tmp_path / "link") == b"a"


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/null", "/"])
def test_a_device_or_a_folder_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="no plain file"):
        given_file(Path(name))


def test_a_pipe_that_nobody_writes_to_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refused, match="pipe is no plain file"):
        given_file(tmp_path / "pipe")


def test_a_link_to_itself_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path / "round")
    for name in ("round", "missing", "no\0name"):
        with pytest.raises(Refused, match="cannot be opened"):
            given_file(tmp_path / name)


def test_a_file_that_grows_is_read_up_to_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * 100)
    monkeypatch.setattr(limits, "MOST_BYTES", 40)
    monkeypatch.setattr(given_files, "MOST_BYTES", 40)
    monkeypatch.setattr(os, "fstat", lambda _: os.stat_result((0o100644, 0, 0, 1, 0, 0, 10, 0, 0, 0)))
    with pytest.raises(Refused, match="largest"):
        given_file(path)


def test_names_that_drive_a_terminal_are_shown_without_their_force(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        given_file(tmp_path / "a\x1b[2J\nb.csv")
    assert "\x1b" not in refused.value.text("en")
    assert "\n" not in refused.value.text("en")
