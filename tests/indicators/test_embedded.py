"""The data HyteData ships with: whole, small, and in agreement with figures published elsewhere."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from geodata.embedded import DATA_DIR
from geodata.keys import load_key
from geodata.levels import AreaLevel
from indicators.embedded import DATA, MANIFEST, OBSERVATIONS, embedded_digest, read_embedded, write_embedded
from indicators.errors import StoreError
from indicators.observations import COLUMNS, INTERVALS, KEY, observations_table, validate_observations
from tests.indicators.examples import observations, of_year

MEBIBYTE = 1 << 20
ESPOO_DISTRICTS = [f"049{number}" for number in range(1, 8)]
EVERYBODY = {"sex": "_T", "age_group": "_T", "population_group": "_T"}


def value(embedded: pd.DataFrame, **where: str) -> float:
    """The one value at a place; fails unless there is exactly one row."""
    rows = embedded
    for column, wanted in (EVERYBODY | where).items():
        rows = rows[rows[column] == wanted]
    assert len(rows) == 1, f"{where}: {len(rows)} rows"
    return float(rows["value"].iloc[0])


# --- figures published elsewhere


@pytest.mark.parametrize(
    ("indicator_id", "level", "code", "period", "published"),
    [
        ("population", "MUNICIPALITY", "049", "2018", 283_632),
        ("population", "MUNICIPALITY", "049", "2017", 279_044),
        ("population", "MUNICIPALITY", "049", "2016", 274_583),
        ("population", "COUNTRY", "FI", "2018", 5_517_919),
        # Rows of SOTKAnet's own interface for indicator 127, as served (Espoo is its region 20).
        ("population", "MUNICIPALITY", "049", "2019", 289_731),
        ("population", "MUNICIPALITY", "091", "2019", 653_835),
        ("population", "MUNICIPALITY", "564", "2019", 205_489),
        ("population", "MUNICIPALITY", "837", "2019", 238_140),
        ("population", "MUNICIPALITY", "853", "2019", 192_962),
        ("population_with_address", "MUNICIPALITY", "049", "2017", 273_035),
        ("population_with_address", "MUNICIPALITY", "049", "2016", 268_713),
    ],
)
def test_a_figure_is_the_published_one(
    embedded: pd.DataFrame, indicator_id: str, level: str, code: str, period: str, published: int
) -> None:
    place = {"area_level": level, "area_code": code, "period": period}
    assert value(embedded, indicator_id=indicator_id, **place) == pytest.approx(published, abs=1e-6)


def test_the_population_of_larger_areas_is_the_sum_of_their_municipalities(embedded: pd.DataFrame) -> None:
    """From 2000 on every municipality is known, so every larger area is, in every year, as their sum."""
    rows = embedded[(embedded["indicator_id"] == "population") & (embedded["dataset"] == "sotkanet_127")]
    municipal = rows[rows["area_level"] == "MUNICIPALITY"]
    number = {"COUNTRY": 1, "MAJOR_REGION": 5, "REGION": 19, "WELLBEING_COUNTY": 23}
    for level, areas in number.items():
        key = load_key(AreaLevel.MUNICIPALITY, AreaLevel(level))
        assert set(municipal["area_code"]) <= set(key["from_code"])
        larger = municipal["area_code"].map(key.set_index("from_code")["to_code"])
        sums = municipal["value"].groupby([larger.rename("area_code"), municipal["period"]]).sum()
        own = embedded[(embedded["indicator_id"] == "population") & (embedded["area_level"] == level)]
        stored = own[own["period"] >= "2000"].set_index(["area_code", "period"])["value"]
        assert len(stored) == areas * 23, f"{level}: {len(stored)} rows"
        pd.testing.assert_series_equal(
            stored.sort_index(), sums, check_names=False, check_dtype=False, check_index_type=False
        )


def test_no_larger_area_has_fewer_people_than_one_of_its_parts(embedded: pd.DataFrame) -> None:
    """Counts only grow on the way up; a county of 1,713 people would be a single village."""
    rows = embedded[embedded["indicator_id"].isin(["population", "workplaces", "population_with_address"])]
    group = ["indicator_id", "period", "sex", "age_group"]
    steps = (("POSTAL_AREA", "MUNICIPALITY"), ("MUNICIPALITY", "WELLBEING_COUNTY"), ("MUNICIPALITY", "COUNTRY"))
    for below, above in steps:
        key = load_key(AreaLevel(below), AreaLevel(above))
        parts = rows[rows["area_level"] == below].merge(key, left_on="area_code", right_on="from_code")
        largest = parts.groupby([*group, "to_code"])["value"].max().rename("largest").reset_index()
        wholes = rows[rows["area_level"] == above].dropna(subset="value")
        both = wholes.merge(largest, left_on=[*group, "area_code"], right_on=[*group, "to_code"])
        assert len(both), (below, above)
        assert (both["value"] >= both["largest"]).all(), (below, above)


def test_fewer_people_have_an_address_than_live_in_espoo(embedded: pd.DataFrame) -> None:
    for period in ("2016", "2017"):
        place = {"area_level": "MUNICIPALITY", "area_code": "049", "period": period}
        with_address = value(embedded, indicator_id="population_with_address", **place)
        assert 0.97 < with_address / value(embedded, indicator_id="population", **place) < 1


# --- the seven districts and the city


@pytest.fixture(scope="module")
def espoo(embedded: pd.DataFrame) -> pd.DataFrame:
    """Residents with an address in Espoo's postal areas, its districts and the city."""
    postal = load_key(AreaLevel.POSTAL_AREA, AreaLevel.MAJOR_DISTRICT, 2019)
    inside = set(postal.loc[postal["to_code"].isin(ESPOO_DISTRICTS), "from_code"])
    rows = embedded[embedded["indicator_id"] == "population_with_address"]
    return rows[rows["area_code"].isin([*ESPOO_DISTRICTS, *inside, "049"])]


def test_the_seven_districts_sum_to_the_city_in_every_period(espoo: pd.DataFrame) -> None:
    rows = espoo[(espoo["sex"] == "_T") & (espoo["age_group"] == "_T")]
    assert sorted(rows["period"].unique()) == ["2016", "2017", "2022"]
    for period, of_period in rows.groupby("period"):
        districts = of_period[of_period["area_level"] == "MAJOR_DISTRICT"]
        postal = of_period[of_period["area_level"] == "POSTAL_AREA"]
        city = of_period[of_period["area_level"] == "MUNICIPALITY"]
        assert sorted(districts["area_code"]) == ESPOO_DISTRICTS
        assert districts["value"].sum() == pytest.approx(postal["value"].sum(), rel=1e-12), period
        assert districts["value"].sum() == pytest.approx(city["value"].iloc[0], rel=1e-12), period


def test_the_seven_districts_sum_to_the_postal_total_of_every_group(espoo: pd.DataFrame) -> None:
    """One postal area (02290, a hospital) is hidden in every group: its district is missing, the six others
    and what the postal areas of the seventh tell add up to all that is told."""
    key = load_key(AreaLevel.POSTAL_AREA, AreaLevel.MAJOR_DISTRICT, 2019)
    groups = espoo[(espoo["sex"] != "_T") | (espoo["age_group"] != "_T")].groupby(["period", "sex", "age_group"])
    assert len(groups) == 2 * (2 + 8)
    for name, rows in groups:
        postal = rows[rows["area_level"] == "POSTAL_AREA"].set_index("area_code")["value"]
        districts = rows[rows["area_level"] == "MAJOR_DISTRICT"].set_index("area_code")["value"]
        told = key.assign(part=key["weight"] * key["from_code"].map(postal)).groupby("to_code")["part"].sum()
        hidden = set(key.loc[key["from_code"].isin(postal.index[postal.isna()]), "to_code"])
        assert hidden == set(districts.index[districts.isna()]) == {"0493"}, name
        assert districts.fillna(told).sum() == pytest.approx(postal.sum(), rel=1e-12), name
        city = rows[rows["area_level"] == "MUNICIPALITY"]
        assert city["value"].isna().all(), f"{name}: a sum without 02290 is shown as the whole city"


def test_women_and_men_are_everybody_where_both_are_told(espoo: pd.DataFrame) -> None:
    rows = espoo[(espoo["age_group"] == "_T") & (espoo["period"] != "2022")]
    wide = rows.pivot_table(index=["area_code", "area_level", "period"], columns="sex", values="value").dropna()
    assert len(wide) > 90
    pd.testing.assert_series_equal(wide["F"] + wide["M"], wide["_T"], check_names=False, rtol=1e-12)


# --- what every row keeps


def test_the_embedded_rows_keep_every_rule(embedded: pd.DataFrame) -> None:
    validate_observations(embedded)
    assert tuple(embedded.columns) == COLUMNS
    assert embedded[list(KEY)].equals(embedded[list(KEY)].sort_values(list(KEY), ignore_index=True))


def test_every_observation_tells_who_published_it_under_which_licence_and_when(embedded: pd.DataFrame) -> None:
    for column in ("publisher", "licence", "data_date", "dataset", "period_start", "period_end", "method"):
        assert embedded[column].notna().all(), column
        assert (embedded[column].astype(str).str.strip() != "").all(), column
    assert set(embedded["licence"]) <= {"CC BY 4.0", "MIT"}


def test_no_hidden_row_gives_its_count_away(embedded: pd.DataFrame) -> None:
    gone = embedded[embedded["value"].isna()]
    assert len(gone) > 100
    assert gone["numerator"].isna().all()
    assert gone[list(INTERVALS)].isna().all(axis=None)


def test_every_interval_tells_its_method_and_nothing_else_does(embedded: pd.DataFrame) -> None:
    counted = embedded["ci_lower_95"].notna()
    assert counted.sum() > 8_000
    assert (embedded["ci_method"].notna() == counted).all()


@pytest.mark.parametrize(
    ("level", "pattern"),
    [
        ("COUNTRY", r"FI"),
        ("MAJOR_REGION", r"\d"),
        ("REGION", r"\d{2}"),
        ("WELLBEING_COUNTY", r"\d{2}"),
        ("MUNICIPALITY", r"\d{3}"),
        ("MAJOR_DISTRICT", r"\d{4}"),
        ("POSTAL_AREA", r"\d{5}"),
    ],
)
def test_codes_are_text_of_their_levels_width(embedded: pd.DataFrame, level: str, pattern: str) -> None:
    codes = embedded.loc[embedded["area_level"] == level, "area_code"]
    assert len(codes)
    assert codes.str.fullmatch(pattern).all(), sorted(codes[~codes.str.fullmatch(pattern)].unique())


def test_no_period_ends_before_it_begins_or_after_its_data(embedded: pd.DataFrame) -> None:
    assert (embedded["period_start"] <= embedded["period_end"]).all()
    forecast = embedded["indicator_id"].str.contains("projection")
    assert (embedded.loc[~forecast, "period_start"] <= embedded.loc[~forecast, "data_date"]).all()


def test_the_embedded_default_stays_under_eight_megabytes() -> None:
    size = {path: path.stat().st_size for folder in (DATA, DATA_DIR) for path in folder.iterdir()}
    assert sum(size.values()) < 8 * MEBIBYTE, sorted(size.items(), key=lambda item: -item[1])[:5]


# --- a file that is not whole


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_embedded(observations_table(observations({}, of_year(2019))), tmp_path / "data")
    return tmp_path / "data"


def test_what_was_written_is_read_and_its_digest_told(folder: Path) -> None:
    table = read_embedded(folder)
    assert table.num_rows == 2
    assert table.schema.names == list(COLUMNS)
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    assert manifest == {"file": OBSERVATIONS, "rows": 2, "sha256": embedded_digest(folder)}


def test_the_digest_changes_with_the_content_and_only_then(folder: Path, tmp_path: Path) -> None:
    again, other = tmp_path / "again", tmp_path / "other"
    write_embedded(observations_table(observations({}, of_year(2019))), again)
    write_embedded(observations_table(observations({})), other)
    assert embedded_digest(again) == embedded_digest(folder) != embedded_digest(other)


def test_a_truncated_file_is_named(folder: Path) -> None:
    path = folder / OBSERVATIONS
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(StoreError, match=rf"{path}: damaged or incomplete"):
        read_embedded(folder)


def test_the_shipped_file_cut_short_is_named(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    path = tmp_path / "data" / OBSERVATIONS
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(StoreError, match=str(path)):
        read_embedded(tmp_path / "data")


@pytest.mark.parametrize("lost", [OBSERVATIONS, MANIFEST])
def test_a_lost_file_is_named(folder: Path, lost: str) -> None:
    (folder / lost).unlink()
    with pytest.raises(StoreError, match=str(folder / lost)):
        read_embedded(folder)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '"text"', '{"rows": 2}'])
def test_a_broken_manifest_is_named(folder: Path, content: str) -> None:
    (folder / MANIFEST).write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=str(folder / MANIFEST)):
        embedded_digest(folder)
