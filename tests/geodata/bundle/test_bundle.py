"""From raw files to the embedded default, on a toy country."""

from pathlib import Path

import pytest
import shapely

from geodata.areas import load_areas
from geodata.boundaries import geometry_names, read_geometry
from geodata.bundle import write_geodata
from geodata.errors import GeodataError
from geodata.keys import load_key
from geodata.levels import AreaLevel


@pytest.fixture
def bundled(source_dir: Path, tmp_path: Path) -> Path:
    target = tmp_path / "data"
    write_geodata(source_dir, target)
    return target


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_sources_give_the_same_bytes(source_dir: Path, bundled: Path, tmp_path: Path) -> None:
    write_geodata(source_dir, tmp_path / "again")
    assert contents(bundled) == contents(tmp_path / "again")


def test_files_of_an_earlier_bundle_go(source_dir: Path, bundled: Path) -> None:
    (bundled / "region-1999.json").write_text("{}")
    (bundled / "README.md").write_text("stays")
    write_geodata(source_dir, bundled)
    assert not (bundled / "region-1999.json").exists()
    assert (bundled / "README.md").exists()


def test_what_was_written_can_be_read(bundled: Path) -> None:
    assert len(load_areas(bundled)) == 1 + 5 + 2 + 2 + 5 + 3 + 3 + 4 + 2 + 3 + 3
    assert "major_district-2014-049" in geometry_names(bundled)
    assert all(read_geometry(name, bundled) for name in geometry_names(bundled))


def test_codes_get_their_zeros_and_unnamed_areas_their_number_from_the_west(bundled: Path) -> None:
    areas = load_areas(bundled)
    codes = areas.loc[areas["area_level"] == "SMALL_AREA", "area_code"]
    assert list(codes) == ["0491-kivi", "0492-puu-keskus", "2351-1", "2351-2", "0491011111", "0492021211"]
    shapes = shapely.from_geojson(read_geometry("small_area-2014", bundled))
    assert shapely.centroid(shapely.get_parts(shapes)[2]).x < shapely.centroid(shapely.get_parts(shapes)[3]).x
    regions = areas.loc[areas["area_level"] == "REGION", "area_code"]
    assert list(regions) == ["01", "10"]


def weights(key_dir: Path, to_level: AreaLevel, year: int, code: str) -> dict[str, float]:
    key = load_key(AreaLevel.POSTAL_AREA, to_level, year, key_dir)
    rows = key[key["from_code"] == code]
    return dict(zip(rows["to_code"], rows["weight"], strict=True))


def test_a_postal_area_across_two_districts_is_halved(bundled: Path) -> None:
    halves = pytest.approx({"0491": 0.5, "0492": 0.5}, abs=1e-3)
    assert weights(bundled, AreaLevel.MAJOR_DISTRICT, 2019, "02100") == halves
    assert weights(bundled, AreaLevel.MAJOR_DISTRICT, 2023, "02100") == halves


def test_sea_weighs_nothing(bundled: Path) -> None:
    """Oitmäki of 2023: two thirds of its land in Kirkkonummi, whatever the sea before it."""
    to_municipality = weights(bundled, AreaLevel.MUNICIPALITY, 2023, "02510")
    assert to_municipality == pytest.approx({"257": 2 / 3, "049": 1 / 3}, abs=1e-3)
    assert weights(bundled, AreaLevel.MAJOR_DISTRICT, 2023, "02510") == {"0491": to_municipality["049"]}


def test_kauniainen_is_put_right(bundled: Path) -> None:
    assert weights(bundled, AreaLevel.MUNICIPALITY, 2023, "02700") == {"235": 1.0}
    assert weights(bundled, AreaLevel.MAJOR_DISTRICT, 2023, "02700") == {"2351": 1.0}


def test_districts_end_at_the_shore(bundled: Path) -> None:
    districts = shapely.from_geojson(read_geometry("major_district-2014-049", bundled))
    assert shapely.total_bounds(districts).tolist() == [24.5, 60.1, 24.7, 60.3]


@pytest.mark.parametrize(
    "name",
    [
        "areas/municipality_key_2025.csv",
        "districts/espoo_kauniainen_pienalueet.geojson",
        "districts/espoo_pienalue_pxweb_query_2024.json",
    ],
)
def test_a_missing_or_broken_source_is_named_and_nothing_written(source_dir: Path, tmp_path: Path, name: str) -> None:
    (source_dir / name).unlink()
    with pytest.raises(GeodataError, match=Path(name).name.replace(".", r"\.")):
        write_geodata(source_dir, tmp_path / "data")
    assert not (tmp_path / "data").exists()
