"""Files made to do harm: each is refused, or read as the harmless table that it holds. None brings its reader down.

One of each family is read here, all of them with the services.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indicators.survey.reading.door import read_file
from indicators.survey.reading.messages import codes
from indicators.survey.reading.outcome import Reading, Refused
from tests.indicators.survey.reading.hostile_binaries import UNPICKLED
from tests.indicators.survey.reading.hostile_files import FAMILIES
from tests.indicators.survey.reading.own_processes import own_processes

SMALL = 1 << 20
"""Bytes of the files that are read in every run of the tests."""

Family = Callable[[], Iterator[tuple[str, bytes]]]


def outcome(content: bytes) -> str:
    """What came of a file: the code of its refusal, or "" for a table."""
    try:
        reading = read_file(content)
    except Refused as refusal:
        told = refusal.text("fi") + refusal.text("sv") + str(refusal)
        assert told.isprintable()
        assert "Traceback" not in told
        return refusal.note.code
    assert isinstance(reading, Reading)
    return ""


def assert_harmless(name: str, content: bytes) -> None:
    """Refused or a table; no reader that fell, and no process that is left. Its memory is the system's to limit."""
    before = own_processes()
    assert outcome(content) in (codes() | {""}) - {"reader_failed"}, name
    assert own_processes() <= before, name
    assert not Path(UNPICKLED).exists()


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_one_of_each_family_is_harmless(family: Family) -> None:
    name, content = next((name, content) for name, content in family() if len(content) < SMALL)
    assert_harmless(name, content)


@pytest.mark.services
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_all_of_each_family_are_harmless(family: Family) -> None:
    for name, content in family():
        assert_harmless(name, content)


def test_there_are_hundreds_in_thirty_families() -> None:
    assert len(FAMILIES) >= 28
    assert len({family.__name__ for family in FAMILIES}) == len(FAMILIES)
