"""`history`, `tidy` and `keep`, as an operator types them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from indicators import published
from indicators.__main__ import main
from indicators.embedded import write_embedded
from indicators.observations import observations_table
from indicators.published import open_store
from indicators.store import ObservationStore
from tests.indicators.examples import observations, of_year


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ObservationStore]:
    """Version 0: population in 2018. Version 1: "other". Version 2: population replaced, and 2019 beside."""
    write_embedded(observations_table(observations({})), tmp_path / "release")
    monkeypatch.setattr(published, "DATA", tmp_path / "release")
    monkeypatch.setenv("HYTEDATA_HOME", str(tmp_path / "home"))
    published._open.cache_clear()
    store = open_store()
    store.append(observations({"indicator_id": "other"}), {"source": "by hand"})
    store.replace_indicators(observations({"value": 7.0}, of_year(2019)))
    yield store
    published._open.cache_clear()


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(arguments) == code
    output = capsys.readouterr()
    return output.out + output.err


def test_the_history_is_a_line_a_version_newest_first(
    store: ObservationStore, capsys: pytest.CaptureFixture[str]
) -> None:
    head, *lines = said(capsys, "history").splitlines()
    assert head.split() == ["version", "time", "(UTC)", "what", "rows", "indicators", "more"]
    assert [line.split()[0] for line in lines] == ["2", "1", "0"]
    assert [line.split()[3] for line in lines] == ["replaced", "appended", "created"]
    assert "source=by hand" in lines[1]
    assert "embedded_sha256=" in lines[2]


def test_the_newest_change_of_an_indicator(store: ObservationStore, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "history", "--indicator", "population")
    assert text.splitlines()[0] == "population, from version 1 to version 2: 1 added, 0 removed, 1 changed"
    assert "7.0" in text


def test_upkeep_is_no_change(store: ObservationStore, capsys: pytest.CaptureFixture[str]) -> None:
    store.compact()
    assert store.version() > 2
    assert "from version 0 to version 1: 1 added" in said(capsys, "history", "--indicator", "other")
    assert "from version 1 to version 2" in said(capsys, "history", "--indicator", "population")


def test_an_indicator_that_never_changed_was_added_with_the_first_version(
    store: ObservationStore, capsys: pytest.CaptureFixture[str]
) -> None:
    text = said(capsys, "history", "--indicator", "population", "--to", "1")
    assert text.startswith("population, from nothing to version 0: 1 added")


def test_named_versions_are_compared(store: ObservationStore, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "history", "--indicator", "population", "--from", "0", "--to", "1")
    assert text == "population, from version 0 to version 1: 0 added, 0 removed, 0 changed\n"
    assert "to version 2: 1 added" in said(capsys, "history", "--indicator", "population", "--from", "0")
    backwards = said(capsys, "history", "--indicator", "population", "--from", "2", "--to", "0")
    assert "1 removed, 1 changed" in backwards


def test_many_changes_are_counted_and_the_first_shown(
    store: ObservationStore, capsys: pytest.CaptureFixture[str]
) -> None:
    store.replace_indicators(observations(*(of_year(year) for year in range(1990, 2020))))
    text = said(capsys, "history", "--indicator", "population")
    assert "28 added, 0 removed, 1 changed" in text
    assert text.splitlines()[-1] == "… and 9 more rows"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("history", "--indicator", "no_such"), 1, "no_such: version 2"),
        (("history", "--indicator", "no_such", "--from", "0"), 1, "no_such: neither version 0 nor 2"),
        (("history", "--indicator", "population", "--from", "0", "--to", "9"), 1, "version 9 cannot be read"),
        (("history", "--indicator", "population", "--to", "-4"), 1, "version -4 cannot be read"),
        (("history", "--from", "1"), 2, "need --indicator"),
        (("keep", "9", "Review"), 1, "version 9 cannot be read"),
        (("keep", "0", " "), 1, "without a reason"),
    ],
)
def test_wrong_versions_and_indicators_are_told(
    store: ObservationStore, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, message: str
) -> None:
    assert message in said(capsys, *arguments, code=code)


@pytest.mark.parametrize("days", ["-1", "many"])
def test_days_that_are_none_are_a_wrong_call(store: ObservationStore, days: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["tidy", "--retention-days", days])


def test_tidying_keeps_rows_and_kept_versions(store: ObservationStore, capsys: pytest.CaptureFixture[str]) -> None:
    rows = store.read()
    assert said(capsys, "keep", "1", "Annual review 2026") == "version 1 is kept: Annual review 2026\n"
    dry = said(capsys, "tidy", "--retention-days", "0", "--dry-run")
    assert "would clean away" in dry
    assert "after" not in dry
    assert store.version() == 2
    text = said(capsys, "tidy", "--retention-days", "0")
    assert "kept: version 1, Annual review 2026" in text
    assert text.splitlines()[-1].startswith("after: 1 files")
    assert store.read().equals(rows)
    assert len(store.read(version=1)) == 2


def test_a_tidied_store_still_takes_a_newer_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_embedded(observations_table(observations({})), tmp_path / "release")
    monkeypatch.setattr(published, "DATA", tmp_path / "release")
    monkeypatch.setenv("HYTEDATA_HOME", str(tmp_path / "home"))
    published._open.cache_clear()
    said(capsys, "tidy", "--retention-days", "0")
    open_store().vacuum(timedelta(0))
    write_embedded(observations_table(observations({}, of_year(2019))), tmp_path / "release")
    published._open.cache_clear()
    assert len(open_store().read()) == 2
    published._open.cache_clear()
