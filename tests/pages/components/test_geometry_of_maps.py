"""The addresses a map fetches its boundaries from: the fetched ones where they fit, and new ones for new content."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from geodata import boundaries
from geodata.boundaries import geometry_bounds, geometry_codes, geometry_fingerprint, read_geometry
from geodata.errors import GeodataError
from geodata.overlay import write_overlay
from pages.charts.choropleth import MapContent
from pages.components.geometry_address import geometry_url
from tests.pages.components.test_view_of_map import picture_of

COUNTRY = geometry_codes("municipality-2025")
COUNTY = geometry_codes("municipality-2025-03")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of fetched boundaries; the figures stay where they are."""
    monkeypatch.setattr(boundaries, "overlay_dir", lambda: tmp_path)
    return tmp_path


def keep_municipalities(folder: Path, year: int, codes: Iterable[str]) -> None:
    """The county drawn as Espoo, so that its bounds are others than the embedded county's."""
    drawn = read_geometry("major_district-2014-049")
    extents = {"": tuple(codes), "-03": tuple(COUNTY), "-around-03": tuple(COUNTY)}
    write_overlay({f"municipality-{year}{extent}": (each, drawn) for extent, each in extents.items()}, folder)


def content_of_county() -> MapContent:
    content = picture_of("low_income_rate", "municipality").content("2019", 620)
    assert content is not None
    return content


def test_without_fetched_boundaries_the_embedded_are_drawn() -> None:
    content = content_of_county()
    assert content.geometry_url == geometry_url("municipality-2025-03")
    assert content.neighbours_url == geometry_url("municipality-2025-around-03")


def test_the_map_and_its_surroundings_follow_fetched_boundaries_that_fit(folder: Path) -> None:
    keep_municipalities(folder, 2026, COUNTRY)
    content = content_of_county()
    assert content.geometry_url == geometry_url("municipality-2026-03")
    assert content.neighbours_url == geometry_url("municipality-2026-around-03")
    assert content.bounds == geometry_bounds("major_district-2014-049")


def test_the_map_falls_back_on_the_embedded_division_after_a_merger(folder: Path) -> None:
    keep_municipalities(folder, 2026, COUNTRY - {"507"})
    content = content_of_county()
    assert content.geometry_url == geometry_url("municipality-2025-03")
    assert content.bounds == geometry_bounds("municipality-2025-03")


def test_another_content_has_another_address(folder: Path) -> None:
    keep_municipalities(folder, 2026, COUNTRY)
    before = geometry_url("municipality-2026-03")
    assert before == f"/geometry/municipality-2026-03.json?v={geometry_fingerprint('municipality-2026-03')}"
    write_overlay({"municipality-2026-03": (tuple(COUNTY), b"{}")}, folder)
    assert geometry_url("municipality-2026-03") != before


def test_what_is_not_stored_has_no_address() -> None:
    with pytest.raises(GeodataError, match="no geometry"):
        geometry_url("mars")
