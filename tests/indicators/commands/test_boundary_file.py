"""`boundaries --file`: a city's own file through the door and the checks of a source's answer, into the same store."""

import argparse
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest

from geodata.areas import area_name, parents
from geodata.boundaries import geometry_codes, geometry_name, load_geometry
from geodata.levels import AreaLevel
from geodata.overlay import overlay_dir
from indicators.commands import boundaries_command
from tests.geodata.uploads.files import geojson, geopackage, shapefile_parts, zipped

Run = Callable[..., int]
DISTRICTS = "major_district-2014-049"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HYTEDATA_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The command on a file of these bytes, as major districts of 2027 where nothing else is asked for."""

    def run_one(content: bytes, *arguments: str, layer: str = "major_district") -> int:
        path = tmp_path / "rajat.bin"
        path.write_bytes(content)
        parser = argparse.ArgumentParser()
        boundaries_command.add_to(parser.add_subparsers())
        given = ["--layer", layer, "--year", "2027", *arguments]
        parsed = parser.parse_args(["boundaries", "--file", str(path), *given])
        return parsed.run(parsed)

    return run_one


def districts() -> gpd.GeoDataFrame:
    """Espoo's and Kauniainen's districts with the codes that cities write, filled up to ten digits."""
    both = [load_geometry(DISTRICTS), load_geometry("major_district-2014-235")]
    rows = [row for frame in both for row in frame.to_dict("records")]
    codes, names = [f"{row['code']}000000" for row in rows], [row["fi"] for row in rows]
    shapes = [row["geometry"] for row in rows]
    return gpd.GeoDataFrame({"kokotun": codes, "nimi": names}, geometry=shapes, crs=4326)


def test_every_kind_of_file_is_kept_as_a_fetched_layer_is(run: Run, tmp_path: Path) -> None:
    frame = districts()
    for content in (
        geojson(frame),
        geopackage(frame.to_crs(3879), tmp_path),
        zipped(shapefile_parts(frame.to_crs(3067), tmp_path)),
    ):
        assert run(content) == boundaries_command.TAKEN
        assert geometry_codes("major_district-2027-049") == geometry_codes(DISTRICTS)
    assert geometry_name(AreaLevel.MAJOR_DISTRICT, "049") == "major_district-2027-049"


def test_what_was_noted_is_told_and_ends_with_3(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    frame = districts().to_crs(3879)
    frame["nimi"] = ["Uusi nimi", *frame["nimi"].iloc[1:]]
    assert run(geojson(frame), "--dry-run") == boundaries_command.REMARKS
    told = capsys.readouterr().out
    assert "EPSG:3879" in told
    assert "Uusi nimi" in told
    assert "would keep major_district-2027-049" in told
    assert not overlay_dir().exists()


def test_the_register_s_names_are_kept(run: Run) -> None:
    frame = districts()
    frame["nimi"] = ["Uusi nimi", *frame["nimi"].iloc[1:]]
    run(geojson(frame))
    kept = load_geometry("major_district-2027-049").set_index("code")["fi"]
    assert kept["0491"] == area_name(AreaLevel.MAJOR_DISTRICT, "0491", "fi")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"koodi;nimi\n0491;a\n", "no boundaries"),
        (geojson(districts().iloc[:4]), "4 of 8 expected areas are missing"),
        (geojson(districts().assign(vuosi="2020")), "got those of 2020"),
        (geojson(districts().drop(columns=["kokotun", "nimi"]).assign(x="1")), "No column holds codes"),
        (geojson(districts().assign(kokotun=["0491000000"] * 2 + list(districts()["kokotun"][2:]))), "more than once"),
    ],
)
def test_a_file_that_does_not_do_changes_nothing(
    content: bytes, words: str, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(content) == boundaries_command.REFUSED
    assert words in capsys.readouterr().err
    assert geometry_name(AreaLevel.MAJOR_DISTRICT, "049") == DISTRICTS


def test_one_level_must_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    boundaries_command.add_to(parser.add_subparsers())
    parsed = parser.parse_args(["boundaries", "--file", str(tmp_path / "x"), "--year", "2027"])
    assert parsed.run(parsed) == boundaries_command.REFUSED
    assert "--layer" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    boundaries_command.add_to(parser.add_subparsers())
    arguments = ["--file", str(tmp_path / "x.gpkg"), "--layer", "municipality", "--year", "2027"]
    parsed = parser.parse_args(["boundaries", *arguments])
    assert parsed.run(parsed) == boundaries_command.REFUSED
    assert "x.gpkg: cannot be read" in capsys.readouterr().err


def test_new_postal_areas_are_placed_by_the_column_of_municipalities(run: Run) -> None:
    frame = load_geometry("postal_area-2019-03").rename(columns={"code": "posti", "fi": "nimi"})
    frame["kunta"] = [parents(AreaLevel.POSTAL_AREA, code)[AreaLevel.MUNICIPALITY] for code in frame["posti"]]
    place = int(frame.index[frame["kunta"] == "049"][0])
    frame.loc[place, "posti"] = "02001"
    frame = frame[["posti", "nimi", "kunta", "geometry"]]
    assert run(geojson(frame), layer="postal_area") == boundaries_command.REMARKS
    assert "02001" in geometry_codes("postal_area-2027-049")
    assert run(geojson(frame.drop(columns="kunta")), layer="postal_area") == boundaries_command.REFUSED
