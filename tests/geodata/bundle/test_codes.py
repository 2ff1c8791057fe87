"""Codes of ours and names in one form."""

import geopandas as gpd
import pytest
from shapely import box

from geodata.bundle.codes import clean_name, slug, with_own_codes
from geodata.errors import GeodataError


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        (" Tapiola ", "Tapiola"),
        ("Espoon  Keskus", "Espoon keskus"),
        ("Lohja Keskus", "Lohja Keskus"),
        ("Keskusta", "Keskusta"),
    ],
)
def test_clean_name(raw: str, clean: str) -> None:
    assert clean_name(raw) == clean


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kanta-Leppävaara", "kanta-leppavaara"),
        ("Ämmässuo", "ammassuo"),
        ("Åminne 2", "aminne-2"),
        ("Matinkylän keskus", "matinkylan-keskus"),
    ],
)
def test_slug(name: str, code: str) -> None:
    assert slug(name) == code


def test_two_areas_of_one_name_in_a_district_are_refused() -> None:
    rows = {
        "name_fi": ["Kivi", "Kivi"],
        "major_district_code": ["0491", "0491"],
        "district_name_fi": ["S", "S"],
    }
    areas = gpd.GeoDataFrame(rows, geometry=[box(24, 60, 25, 61), box(25, 60, 26, 61)], crs="EPSG:4326")
    with pytest.raises(GeodataError, match="0491-kivi"):
        with_own_codes(areas)
    assert len(with_own_codes(areas.assign(major_district_code=["0491", "0492"]))) == 2
