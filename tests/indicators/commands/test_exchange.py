"""`import` and `export` as an operator runs them, on a store of their own."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from indicators import published
from indicators.__main__ import main
from indicators.commands import exchange
from indicators.formats.house import read_house_csv
from indicators.store import TABLE_NAME, ObservationStore
from tests.indicators.examples import observations, of_year
from tests.indicators.formats.recorded import recorded

NEW_FIGURE = b'[{"indicator":127,"region":20,"year":2023,"gender":"total","value":314024}]'


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ObservationStore:
    """Espoo's population in 2018 and 2019 and Vantaa's in 2018, and nothing else."""
    filled = ObservationStore(tmp_path / TABLE_NAME)
    filled.append(observations({}, of_year(2019) | {"boundary_year": 2024}, {"area_code": "092"}))
    monkeypatch.setattr("indicators.commands.exchange.open_store", lambda: filled)
    return filled


def written(folder: Path, content: bytes, name: str = "file") -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def figures(store: ObservationStore) -> list[list[Any]]:
    rows = store.read("true")
    return rows[["area_code", "period", "value", "dataset"]].to_numpy().tolist()


BEFORE = [
    ["049", "2019", 283632.0, "sotkanet_127"],
    ["049", "2018", 283632.0, "sotkanet_127"],
    ["092", "2018", 283632.0, "sotkanet_127"],
]


def test_an_import_puts_figures_beside_those_there_are(
    store: ObservationStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", written(tmp_path, NEW_FIGURE)]) == 0
    assert sorted(figures(store)) == sorted([*BEFORE, ["049", "2023", 314024.0, "imported"]])
    assert "1 rows read, 1 taken, 0 set aside" in capsys.readouterr().out
    assert store.history()[0]["file"] == "file"


def test_a_figure_of_the_same_key_gives_way_whatever_its_division(store: ObservationStore, tmp_path: Path) -> None:
    assert main(["import", written(tmp_path, NEW_FIGURE.replace(b"2023", b"2019"))]) == 0
    assert ["049", "2019", 314024.0, "imported"] in figures(store)
    assert len(figures(store)) == 3


def test_an_import_of_the_same_file_again_changes_nothing(store: ObservationStore, tmp_path: Path) -> None:
    for _ in range(2):
        assert main(["import", written(tmp_path, NEW_FIGURE), "--data-date", "2026-11-22"]) == 0
    assert len(figures(store)) == 4


def test_a_dry_run_writes_nothing(store: ObservationStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", written(tmp_path, NEW_FIGURE), "--dry-run"]) == 0
    assert "a dry run, nothing is written" in capsys.readouterr().out
    assert figures(store) == figures(store) and store.version() == 0


def test_rows_set_aside_make_the_exit_code_3(
    store: ObservationStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = NEW_FIGURE.replace(b"]", b',{"indicator":127,"region":0,"year":2023,"gender":"total","value":1}]')
    assert main(["import", written(tmp_path, content)]) == 3
    assert "1 set aside: no area of the register has this code or name; the first: object 2" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "file: 0 bytes"),
        (b"%PDF", "file: this is a PDF"),
        (NEW_FIGURE.replace(b"20,", b"0,"), "file: no row could be taken"),
    ],
)
def test_a_refused_file_changes_nothing(
    store: ObservationStore, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    assert main(["import", written(tmp_path, content)]) == 1
    assert said in capsys.readouterr().err
    assert store.version() == 0


def test_a_file_that_is_not_there_is_named(store: ObservationStore, tmp_path: Path, capsys: Any) -> None:
    assert main(["import", str(tmp_path / "none.csv")]) == 1
    assert "none.csv: cannot be read" in capsys.readouterr().err


def test_what_is_stated_stands_with_the_figures(store: ObservationStore, tmp_path: Path) -> None:
    stated = ["--publisher", "Espoo", "--licence", "CC0", "--data-date", "2026-01-31", "--boundary-year", "2024"]
    assert main(["import", written(tmp_path, NEW_FIGURE), "--dataset", "feed", *stated]) == 0
    row = store.read("period = '2023'").iloc[0]
    assert row[["dataset", "publisher", "licence", "boundary_year"]].tolist() == ["feed", "Espoo", "CC0", 2024]
    assert str(row["data_date"])[:10] == "2026-01-31"


def test_a_choice_without_a_sign_is_explained(store: ObservationStore, tmp_path: Path, capsys: Any) -> None:
    assert main(["import", written(tmp_path, recorded("pxweb_12f7.raw")), "--choose", "Information"]) == 1
    assert "write DIMENSION=CATEGORY" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["csv", "parquet", "jsonstat"])
def test_what_is_exported_can_be_imported(store: ObservationStore, tmp_path: Path, form: str) -> None:
    before = store.read("true")
    path = str(tmp_path / "out")
    assert main(["export", "--format", form, "--indicator", "population", "-o", path]) == 0
    assert main(["import", path]) == 0
    after = store.read("true")
    pd.testing.assert_frame_equal(after.drop(columns="dataset"), before.drop(columns="dataset"))


def test_an_export_without_a_file_goes_to_the_standard_output(
    store: ObservationStore, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["export", "--level", "MUNICIPALITY"]) == 0
    assert len(read_house_csv(capfdbinary.readouterr().out)) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--indicator", "none"], "no indicator is called none"), (["--level", "REGION"], "no such observations")],
)
def test_an_export_of_nothing_says_so(store: ObservationStore, capsys: Any, arguments: list[str], said: str) -> None:
    assert main(["export", *arguments]) == 1
    assert said in capsys.readouterr().err


def test_an_export_that_cannot_be_written_is_named(store: ObservationStore, tmp_path: Path, capsys: Any) -> None:
    assert main(["export", "-o", str(tmp_path / "no" / "folder.csv")]) == 1
    assert "folder.csv: cannot be written" in capsys.readouterr().err


def test_the_commands_use_the_installations_store() -> None:
    assert exchange.open_store is published.open_store
