"""`import` and `export` as an operator runs them, on a store of their own."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geodata.areas import areas_within
from geodata.levels import AreaLevel
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
        (b"%PDF", "file: The file is of the kind PDF"),
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
    assert "none.csv cannot be opened" in capsys.readouterr().err


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


HEADER = "indicator_id,area_level,area_code,boundary_year,period,sex,age_group,population_group,value,numerator,status"
COUNTY = areas_within(AreaLevel.MUNICIPALITY, AreaLevel.WELLBEING_COUNTY, "12")
"""Etelä-Savo, where Pertunmaa joined Mäntyharju in 2025."""


def house_file(*rows: tuple[str, int, int, float], level: str = "MUNICIPALITY") -> bytes:
    """Population by (code, boundary year, year, value) in the house's schema."""
    lines = [
        f"population,{level},{code},{division},{year},_T,_T,_T,{value},{value},OBSERVED"
        for code, division, year, value in rows
    ]
    return "\n".join([HEADER, *lines]).encode()


def sotkanet_file(*rows: tuple[str, int, float]) -> bytes:
    """The population by (code, year, value), as SOTKAnet's client saves it: nothing says which division."""
    lines = [f"127,KUNTA,{code},{year},total,{value}" for code, year, value in rows]
    return "\n".join(["indicator,region.category,region.code,year,gender,primary.value", *lines]).encode()


def row_of(store: ObservationStore, level: str, code: str, period: str) -> Any:
    (row,) = store.read("area_level = ? AND area_code = ? AND period = ?", (level, code, period)).to_dict("records")
    return row


def test_municipalities_of_an_older_division_are_put_together(
    store: ObservationStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = sotkanet_file(("507", 2018, 5_500), ("588", 2018, 1_700), ("049", 2018, 280_000))
    assert main(["import", written(tmp_path, content)]) == 0
    said = capsys.readouterr().out
    assert "population: 2 rows of municipalities that have merged are put together in the division of 2026" in said
    assert (row_of(store, "MUNICIPALITY", "507", "2018")["value"]) == 7_200
    assert store.read("area_code = '588'").empty


def test_a_part_alone_stays_in_its_own_division_and_the_report_says_why(
    store: ObservationStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", written(tmp_path, house_file(("588", 2024, 2018, 1_700)))]) == 0
    assert "1 rows stay in their own division, and their series break there: another part" in capsys.readouterr().out
    assert row_of(store, "MUNICIPALITY", "588", "2018")["boundary_year"] == 2024


def test_a_code_that_the_stated_division_lacks_is_set_aside(
    store: ObservationStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = house_file(("588", 2025, 2018, 1_700), ("049", 2025, 2018, 1))
    assert main(["import", written(tmp_path, content)]) == 3
    assert "1 set aside: the municipality is not in the division that is stated" in capsys.readouterr().out
    only = house_file(("588", 2025, 2018, 1_700))
    assert main(["import", written(tmp_path, only)]) == 1, "nothing is left to take"


def test_sums_of_larger_areas_are_made_of_what_is_imported_and_made_again(
    store: ObservationStore, tmp_path: Path
) -> None:
    """The parts of an older division are in them once, and the next file's figures replace the last one's."""
    older = [(code, 2018, 100.0) for code in (*COUNTY, "588")]
    assert main(["import", written(tmp_path, sotkanet_file(*older))]) == 0
    county = row_of(store, "WELLBEING_COUNTY", "12", "2018")
    assert (county["value"], county["method"], county["boundary_year"]) == (100 * len(older), "sum_of_counts", 2025)
    assert main(["import", written(tmp_path, sotkanet_file(("491", 2018, 150.0)))]) == 0
    assert row_of(store, "WELLBEING_COUNTY", "12", "2018")["value"] == 100 * len(older) + 50


def test_a_sum_never_replaces_what_a_source_gives_for_the_larger_area(store: ObservationStore, tmp_path: Path) -> None:
    assert main(["import", written(tmp_path, house_file(("12", 2025, 2018, 7.0), level="WELLBEING_COUNTY"))]) == 0
    rows = [(code, 2018, 100.0) for code in COUNTY]
    assert main(["import", written(tmp_path, sotkanet_file(*rows))]) == 0
    assert row_of(store, "WELLBEING_COUNTY", "12", "2018")["value"] == 7.0
    assert row_of(store, "REGION", "10", "2018")["value"] == 100 * len(rows)


def test_sums_that_a_file_brings_without_their_parts_stay(store: ObservationStore, tmp_path: Path) -> None:
    header, row = house_file(("10", 2025, 2018, 7.0), level="REGION").split(b"\n")
    content = b"\n".join([header + b",method", row + b",sum_of_counts"])
    assert main(["import", written(tmp_path, content)]) == 0
    assert main(["import", written(tmp_path, NEW_FIGURE)]) == 0
    assert row_of(store, "REGION", "10", "2018")["value"] == 7.0


def test_the_commands_use_the_installations_store() -> None:
    assert exchange.open_store is published.open_store
