"""The house's schema out and in again: nothing changes on the way, and nothing runs in a spreadsheet."""

import csv
import io
import json
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonstat_validator import validate_jsonstat
from pysdmx.io.csv.sdmx20.reader import read as read_sdmx

from indicators.catalogue import load_catalogue
from indicators.errors import ObservationError, UploadError
from indicators.formats.house import RISKY, read_house_csv, read_house_parquet, safe_text, write_csv, write_parquet
from indicators.formats.jsonstat import read_jsonstat
from indicators.formats.jsonstat_house import is_of_house, rows_of_house, write_jsonstat
from indicators.formats.sdmx_csv import sdmx_period, write_sdmx_csv
from indicators.observations import COLUMNS, KEY, SCHEMA
from indicators.periods import parse_period
from tests.indicators.examples import definition, hidden, observations
from tests.indicators.formats.recorded import aside, imported

POPULATION = definition()
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12) | st.sampled_from(
    ["=1+1", "@SUM(A1)", "'=x", "+358", "-", "a;b", 'say "hi"', "''=y"]
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15).map(float)
AREAS = [("MUNICIPALITY", "049"), ("REGION", "01"), ("COUNTRY", "FI"), ("POSTAL_AREA", "02100")]


@st.composite
def house_rows(draw: st.DrawFn) -> pd.DataFrame:
    """A few rows of the schema with texts of any sort, numbers of any size, and every status."""
    places = st.tuples(
        st.sampled_from(["population", "mean_age"]),
        st.sampled_from(AREAS),
        st.sampled_from([2019, 2025]),
        st.sampled_from(["2024", "2023–2024", "2024-05", "2024-Q1"]),
        st.sampled_from(["_T", "F"]),
    )
    rows = []
    for indicator_id, (level, code), year, text, sex in draw(st.lists(places, min_size=1, max_size=8, unique=True)):
        status = draw(st.sampled_from(["OBSERVED", "ESTIMATED", "SUPPRESSED", "MISSING"]))
        period, shown = parse_period(text), status in ("OBSERVED", "ESTIMATED")
        rows.append(
            {
                "indicator_id": indicator_id, "area_level": level, "area_code": code, "boundary_year": year,
                "period": period.text, "period_start": period.start, "period_end": period.end, "sex": sex,
                "value": draw(NUMBERS) if shown else float("nan"), "numerator": float("nan"),
                "status": status, "publisher": draw(TEXTS), "licence": draw(TEXTS | st.none()),
                "data_date": draw(st.dates(date(1990, 1, 1), date(2030, 1, 1)) | st.none()),
            }
        )  # fmt: skip
    return observations(*rows)


def in_schema(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain values in the schema's types, sorted by key: what must be equal."""
    complete = rows.assign(**{name: None for name in COLUMNS if name not in rows})[list(COLUMNS)]
    read = pd.read_parquet(io.BytesIO(write_parquet(complete)), dtype_backend="pyarrow")
    ordered = read.sort_values(list(KEY), ignore_index=True).astype(object)
    return ordered.where(ordered.notna(), None).to_dict("records")


@given(house_rows())
def test_rows_come_back_from_every_form_as_they_went(rows: pd.DataFrame) -> None:
    assert in_schema(read_house_csv(write_csv(rows))) == in_schema(rows)
    assert in_schema(read_house_parquet(write_parquet(rows))) == in_schema(rows)
    table = read_jsonstat(write_jsonstat(rows, load_catalogue()))
    assert is_of_house(table)
    assert in_schema(rows_of_house(table)) == in_schema(rows)


@given(house_rows())
def test_no_cell_of_a_csv_begins_like_a_formula_unless_it_is_a_number(rows: pd.DataFrame) -> None:
    for content in (write_csv(rows), write_sdmx_csv(rows)):
        for cell in (cell for line in csv.reader(io.StringIO(content.decode(), newline="")) for cell in line):
            assert not cell.startswith(RISKY) or float(cell) < 0


def test_a_guard_is_put_before_formulas_and_before_what_looks_guarded() -> None:
    assert [safe_text(text) for text in ("=1", "'=1", "plain", "'tis")] == ["'=1", "''=1", "plain", "'tis"]


def test_json_stat_is_valid_and_labelled_in_the_readers_language() -> None:
    rows = observations({}, hidden(area_code="091"), {"area_level": "COUNTRY", "area_code": "FI"})
    written = json.loads(write_jsonstat(rows, load_catalogue(), "sv"))
    assert validate_jsonstat(written)
    assert written["role"] == {"metric": ["indicator"], "geo": ["area"], "time": ["period"]}
    assert written["dimension"]["area"]["category"]["label"] == {
        "COUNTRY.FI": "Hela landet", "MUNICIPALITY.049": "Esbo", "MUNICIPALITY.091": "Helsingfors",
    }  # fmt: skip
    assert written["dimension"]["indicator"]["category"]["unit"] == {"population": {"label": "count", "decimals": 0}}
    assert (written["value"], written["status"]) == ({"0": 283632.0, "1": 283632.0}, {"2": "SUPPRESSED"})
    assert written["updated"] == "2023-12-31"


def test_an_area_of_two_divisions_is_two_categories() -> None:
    rows = observations({"boundary_year": 2019}, {"boundary_year": 2025}, {"area_code": "091"})
    areas = json.loads(write_jsonstat(rows, load_catalogue()))["dimension"]["area"]["category"]["index"]
    assert areas == ["MUNICIPALITY.049.2019", "MUNICIPALITY.049.2025", "MUNICIPALITY.091"]


def test_no_rows_make_no_dataset() -> None:
    with pytest.raises(ObservationError, match="0 cells"):
        write_jsonstat(observations({}).iloc[:0], load_catalogue())


def test_a_damaged_extension_is_refused() -> None:
    written = json.loads(write_jsonstat(observations({}), load_catalogue()))
    written["extension"]["hytedata"]["publisher"] = []
    with pytest.raises(UploadError, match=r"extension\.hytedata"):
        rows_of_house(read_jsonstat(json.dumps(written).encode()))


def test_another_reader_of_sdmx_csv_finds_our_dataflow_and_figures() -> None:
    # With a country among them, that reader leaves the codes of municipalities as they are.
    rows = observations({"area_level": "COUNTRY", "area_code": "FI"}, hidden(area_code="091"))
    (dataset,) = read_sdmx(write_sdmx_csv(rows).decode())
    assert str(dataset.structure) == "Dataflow=HYTEDATA:OBSERVATIONS(1.0)"
    columns = ["INDICATOR", "REF_AREA", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "DATA_DATE"]
    assert dataset.data[columns].to_numpy().tolist() == [
        ["population", "FI", "2018", "283632", "A", "2023-12-31"],
        ["population", "091", "2018", "", "Q", "2023-12-31"],
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [("2024", "2024"), ("2024-05", "2024-05"), ("2024-Q1", "2024-Q1"), ("2023–2024", "2023-01-01/P2Y")],
)
def test_periods_as_sdmx_writes_them(text: str, said: str) -> None:
    assert sdmx_period(text) == said


# --- taking the house's own files in


def test_each_row_that_breaks_a_rule_is_set_aside_by_the_first_it_breaks() -> None:
    nothing = float("nan")
    rows = observations(
        {},
        {"area_code": "9999"},
        {"indicator_id": "unheard_of"},
        {"period": "next year"},
        {"area_code": "091", "status": "GUESSED"},
        {"area_code": "092", "status": "MISSING"},
        {"area_code": "078", "value": nothing},
        {"area_code": "149", "ci_lower_95": 1.0},
        {"area_code": "224"},
        {"area_code": "224", "value": 5.0},
    )
    result = imported(write_csv(rows), POPULATION)
    assert result.rows["area_code"].tolist() == ["049"]
    assert result.rows["dataset"].tolist() == ["imported"]
    assert result.rows["publisher"].tolist() == ["THL, SOTKAnet"]
    assert aside(result) == {
        "no area of the register has this level and code": 1,
        "no indicator asked for has this id": 1,
        "not a period that is known here": 1,
        "unknown status": 1,
        "status and value contradict each other": 2,
        "an interval lacks an end, or stands without a value": 1,
        "the same key stands twice": 2,
    }


def test_days_follow_the_period_and_gaps_are_filled_from_the_definition() -> None:
    rows = observations({"period_start": date(1900, 1, 1), "publisher": None, "licence": None, "data_date": None})
    row = imported(write_parquet(rows), POPULATION).rows.iloc[0]
    assert (row["period_start"], row["publisher"], row["data_date"]) == (
        date(2018, 1, 1), "Tilastokeskus", date(2026, 11, 22),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("283632", "283 632x", "row 2, column value: '283 632x' is no number"),
        ("2018-01-01", "1.1.2018", "row 2, column period_start: '1.1.2018' is no date"),
        ("coverage", "cover", "unknown or repeated columns: cover"),
        ("status", "state", "lacks status"),
        ("_T,_T,_T", "_T,_T", "row 2 has"),
    ],
)
def test_a_csv_of_another_shape_is_refused_naming_the_place(old: str, new: str, said: str) -> None:
    with pytest.raises(UploadError, match=said):
        read_house_csv(write_csv(observations({})).replace(old.encode(), new.encode(), 1))


def test_parquet_of_another_shape_is_refused() -> None:
    buffer = io.BytesIO()
    pd.DataFrame({"a": [1]}).to_parquet(buffer)
    with pytest.raises(UploadError, match="lacks indicator_id"):
        read_house_parquet(buffer.getvalue())
    with pytest.raises(UploadError, match="cannot be read"):
        read_house_parquet(b"PAR1 and no more")


def test_every_column_of_the_schema_is_written() -> None:
    assert write_csv(observations({})).decode().splitlines()[0].split(",") == SCHEMA.names
