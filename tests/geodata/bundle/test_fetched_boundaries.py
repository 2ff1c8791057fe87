"""Boundaries of a later year: made as the embedded ones are, and stored beside them."""

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geodata.areas import areas_within
from geodata.boundaries import geometry_codes, geometry_name, load_geometry, read_geometry
from geodata.bundle.fetched_boundaries import build_fetched, store_boundaries
from geodata.errors import GeodataError
from geodata.levels import AreaLevel
from geodata.overlay import overlay_dir


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HYTEDATA_HOME", str(tmp_path))
    return tmp_path


def municipalities() -> gpd.GeoDataFrame:
    return load_geometry("municipality-2025")


def districts() -> gpd.GeoDataFrame:
    """Espoo's and Kauniainen's, as the embedded ones."""
    parts = [load_geometry(f"major_district-2014-{city}") for city in ("049", "235")]
    return pd.concat(parts, ignore_index=True)


def test_municipalities_are_stored_for_the_country_and_the_county() -> None:
    given = municipalities()
    before = given.copy()
    kept = store_boundaries(AreaLevel.MUNICIPALITY, 2026, given)
    numbers = {name: len(codes) for name, (codes, _) in kept.items()}
    assert numbers.pop("municipality-2026-around-03") == len(geometry_codes("municipality-2025-around-03"))
    assert numbers == {"municipality-2026": 308, "municipality-2026-03": 10}
    assert geometry_name(AreaLevel.MUNICIPALITY, "03", 2026) == "municipality-2026-03"
    assert geometry_codes("municipality-2026") == geometry_codes("municipality-2025")
    assert shapely.coverage_is_valid(load_geometry("municipality-2026").geometry.to_numpy())
    assert given.equals(before)


def test_what_is_stored_has_the_compact_form_of_the_embedded() -> None:
    store_boundaries(AreaLevel.MUNICIPALITY, 2026, municipalities())
    content = read_geometry("municipality-2026")
    assert b": " not in content
    feature = json.loads(content)["features"][0]
    assert set(feature["properties"]) == {"code", "fi", "sv", "en"}
    assert len(content) <= len(read_geometry("municipality-2025"))


def test_postal_areas_are_stored_for_the_county_and_each_municipality() -> None:
    home_of = {
        code: home
        for home in areas_within(AreaLevel.MUNICIPALITY, AreaLevel.WELLBEING_COUNTY, "03")
        for code in areas_within(AreaLevel.POSTAL_AREA, AreaLevel.MUNICIPALITY, home)
    }
    areas = load_geometry("postal_area-2019-03")
    kept = store_boundaries(AreaLevel.POSTAL_AREA, 2026, areas.assign(municipality_code=areas["code"].map(home_of)))
    assert len(kept) == 11
    assert len(kept["postal_area-2026-03"][0]) == 130
    assert geometry_name(AreaLevel.POSTAL_AREA, "049", 2026) == "postal_area-2026-049"
    assert geometry_codes("postal_area-2026-235") == {"02700"}


def test_districts_are_cut_to_land_and_stored_for_each_city() -> None:
    out_to_sea = districts()
    haukilahti = shapely.box(24.75, 60.05, 24.80, 60.15)
    matinkyla = out_to_sea["code"] == "0492"
    reaching = out_to_sea.geometry.where(~matinkyla, out_to_sea.geometry.union(haukilahti))
    store_boundaries(AreaLevel.MAJOR_DISTRICT, 2026, out_to_sea.set_geometry(reaching))
    drawn = load_geometry("major_district-2026-049")
    assert len(drawn) == 7
    land = load_geometry("major_district-2014-049").to_crs("EPSG:3067").area.sum()
    assert drawn.to_crs("EPSG:3067").area.sum() == pytest.approx(land, rel=0.001)
    assert geometry_codes("major_district-2026-235") == {"2351"}


def test_districts_drawn_out_to_sea_get_the_shores_that_the_embedded_have() -> None:
    embedded = districts()
    espoonlahti = embedded["code"] == "0494"
    around = load_geometry("municipality-2025-around-03")
    taken = [*embedded.geometry[~espoonlahti], *around.geometry[around["code"] != "049"]]
    sea = shapely.box(*embedded.geometry[espoonlahti].total_bounds) - shapely.union_all(taken)
    store_boundaries(
        AreaLevel.MAJOR_DISTRICT,
        2026,
        embedded.set_geometry(embedded.geometry.where(~espoonlahti, embedded.geometry.union(sea))),
    )
    drawn = load_geometry("major_district-2026-049").set_index("code").geometry["0494"]
    stood = embedded.set_index("code").geometry["0494"]
    assert drawn.symmetric_difference(stood).area < 0.01 * stood.area


def test_building_alone_writes_nothing() -> None:
    assert build_fetched(AreaLevel.MUNICIPALITY, 2026, municipalities())
    assert not overlay_dir().exists()


@pytest.mark.parametrize(
    ("level", "year"),
    [(AreaLevel.MUNICIPALITY, 2025), (AreaLevel.POSTAL_AREA, 2023), (AreaLevel.MAJOR_DISTRICT, 2014)],
)
def test_what_is_embedded_is_not_replaced(level: AreaLevel, year: int) -> None:
    with pytest.raises(GeodataError, match=f"{level.lower()}-{year} is embedded"):
        store_boundaries(level, year, municipalities())


def test_levels_that_are_joined_from_others_are_refused() -> None:
    with pytest.raises(GeodataError, match="REGION are not fetched"):
        store_boundaries(AreaLevel.REGION, 2026, municipalities())


def test_what_does_not_fit_the_rules_is_refused() -> None:
    areas = municipalities()
    with pytest.raises(GeodataError, match="without en, sv"):
        store_boundaries(AreaLevel.MUNICIPALITY, 2026, areas.drop(columns=["sv", "en"]))
    with pytest.raises(GeodataError, match="without municipality_code"):
        store_boundaries(AreaLevel.POSTAL_AREA, 2026, areas)
    with pytest.raises(GeodataError, match="must be in EPSG:4326"):
        store_boundaries(AreaLevel.MUNICIPALITY, 2026, areas.to_crs("EPSG:3067"))
    with pytest.raises(GeodataError, match="stand twice: 049"):
        store_boundaries(AreaLevel.MUNICIPALITY, 2026, areas.assign(code=areas["code"].replace("091", "049")))
    assert not overlay_dir().exists()


def test_an_area_hidden_under_another_is_refused_and_the_earlier_boundaries_stand() -> None:
    areas = municipalities()
    store_boundaries(AreaLevel.MUNICIPALITY, 2026, areas)
    stood = read_geometry("municipality-2026")
    shapes = areas.geometry.where(areas["code"] != "049", areas.set_index("code").geometry["018"])
    with pytest.raises(GeodataError, match="nothing is left: 049"):
        store_boundaries(AreaLevel.MUNICIPALITY, 2026, areas.set_geometry(shapes))
    assert read_geometry("municipality-2026") == stood
