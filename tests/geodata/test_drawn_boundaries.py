"""Which boundaries a map draws: the newest fetched ones of the same division, else the embedded ones."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from geodata import boundaries
from geodata.boundaries import (
    codes_in_the_way,
    embedded_name,
    fetched_codes,
    fitting_names,
    geometry_codes,
    geometry_fingerprint,
    geometry_name,
    geometry_names,
    surroundings_name,
)
from geodata.errors import GeodataError
from geodata.levels import AreaLevel
from geodata.neighbours import neighbours
from geodata.overlay import overlay_dir, write_overlay

MUNICIPALITIES = geometry_codes("municipality-2025")
COUNTY = geometry_codes("municipality-2025-03")
POSTAL_AREAS = geometry_codes("postal_area-2019-049")
DISTRICTS = geometry_codes("major_district-2014-049")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HYTEDATA_HOME", str(tmp_path))
    return tmp_path


def keep(name: str, codes: Iterable[str], content: bytes = b"{}") -> None:
    """Fetched boundaries; what they draw does not matter where only their codes are asked for."""
    write_overlay({name: (tuple(codes), content)}, overlay_dir())


def keep_municipalities(year: int, country: Iterable[str] = MUNICIPALITIES) -> None:
    keep(f"municipality-{year}", country)
    keep(f"municipality-{year}-03", COUNTY)
    keep(f"municipality-{year}-around-03", COUNTY)


def drawn(level: AreaLevel, scope_code: str) -> str | None:
    return geometry_name(level, scope_code)


def test_the_same_municipalities_of_a_later_year_are_drawn_in_every_extent() -> None:
    keep_municipalities(2026)
    assert drawn(AreaLevel.MUNICIPALITY, "FI") == "municipality-2026"
    assert drawn(AreaLevel.MUNICIPALITY, "03") == "municipality-2026-03"
    assert drawn(AreaLevel.MUNICIPALITY, "05") == "municipality-2026"
    assert surroundings_name("FI") == "municipality-2026"
    assert surroundings_name("049") == "municipality-2026-around-03"


@pytest.mark.parametrize("country", [MUNICIPALITIES - {"005"}, MUNICIPALITIES | {"999"}, []])
def test_after_a_merger_anywhere_the_embedded_division_is_drawn_everywhere(country: Iterable[str]) -> None:
    """The county's ten keep their codes, but one of them may have taken in a neighbour."""
    keep_municipalities(2027, country)
    assert drawn(AreaLevel.MUNICIPALITY, "FI") == "municipality-2025"
    assert drawn(AreaLevel.MUNICIPALITY, "03") == "municipality-2025-03"
    assert surroundings_name("049") == "municipality-2025-around-03"


def test_the_county_alone_is_not_enough_to_know_the_division() -> None:
    keep("municipality-2026-03", COUNTY)
    assert drawn(AreaLevel.MUNICIPALITY, "03") == "municipality-2025-03"


def test_the_newest_that_fits_is_drawn() -> None:
    for year in (2027, 2026):
        keep_municipalities(year)
    keep_municipalities(2028, MUNICIPALITIES - {"049"})
    assert drawn(AreaLevel.MUNICIPALITY, "FI") == "municipality-2027"


def test_what_is_older_than_the_embedded_is_not_drawn() -> None:
    keep_municipalities(2024)
    assert drawn(AreaLevel.MUNICIPALITY, "FI") == "municipality-2025"
    assert geometry_name(AreaLevel.MUNICIPALITY, "FI", 2024) == "municipality-2024"


def test_new_postal_areas_beside_the_known_ones_fit_and_a_lost_one_does_not() -> None:
    keep("postal_area-2025-049", POSTAL_AREAS | {"02999"})
    assert drawn(AreaLevel.POSTAL_AREA, "049") == "postal_area-2025-049"
    keep("postal_area-2026-049", POSTAL_AREAS - {"02100"})
    assert drawn(AreaLevel.POSTAL_AREA, "049") == "postal_area-2025-049"
    assert drawn(AreaLevel.POSTAL_AREA, "03") == "postal_area-2019-03"
    assert drawn(AreaLevel.POSTAL_AREA, "FI") is None


def test_the_seven_districts_of_a_later_year_are_drawn() -> None:
    keep("major_district-2026-049", DISTRICTS)
    assert drawn(AreaLevel.MAJOR_DISTRICT, "049") == "major_district-2026-049"
    assert drawn(AreaLevel.MAJOR_DISTRICT, "235") == "major_district-2014-235"


def test_a_year_that_is_asked_for_is_the_year_that_is_given() -> None:
    keep_municipalities(2026)
    assert geometry_name(AreaLevel.MUNICIPALITY, "FI", 2025) == "municipality-2025"


def test_a_damaged_file_is_not_drawn() -> None:
    keep_municipalities(2026)
    (path,) = overlay_dir().glob("municipality-2026.*.json")
    path.write_bytes(b"cut")
    assert drawn(AreaLevel.MUNICIPALITY, "FI") == "municipality-2025"


@pytest.mark.parametrize("name", ["municipality-2025", "postal_area-2023-049", "parish-2026", "municipality-2026-99"])
def test_names_that_say_nothing_here_change_nothing(name: str) -> None:
    keep(name, MUNICIPALITIES | POSTAL_AREAS)
    assert drawn(AreaLevel.MUNICIPALITY, "03") == "municipality-2025-03"
    assert drawn(AreaLevel.POSTAL_AREA, "049") == "postal_area-2019-049"


def test_no_boundaries_are_read_to_choose_among_them(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_municipalities(2026)
    assert drawn(AreaLevel.MUNICIPALITY, "FI") == "municipality-2026"
    parsed = boundaries._codes.cache_info().misses
    for _ in range(3):
        assert drawn(AreaLevel.MUNICIPALITY, "FI") == "municipality-2026"
    assert boundaries._codes.cache_info().misses == parsed


def test_what_stands_in_the_way_is_named() -> None:
    fetched = {"municipality-2027": MUNICIPALITIES - {"005"}, "municipality-2027-03": COUNTY}
    assert codes_in_the_way("municipality-2027-03", fetched) == {"005"}
    assert codes_in_the_way("postal_area-2026-049", {"postal_area-2026-049": POSTAL_AREAS - {"02100"}}) == {"02100"}
    assert fitting_names("municipality-2025-03", fetched) == ()


def test_the_embedded_one_of_a_name() -> None:
    assert embedded_name("municipality-2027-around-03") == "municipality-2025-around-03"
    assert embedded_name("postal_area-2026-049") == "postal_area-2019-049"
    assert embedded_name("municipality-2027") == "municipality-2025"


def test_codes_of_what_was_fetched() -> None:
    assert fetched_codes() == {}
    keep("postal_area-2026-049", ["02100", "00200"])
    assert fetched_codes() == {"postal_area-2026-049": ["00200", "02100"]}


def test_the_fingerprint_follows_the_content() -> None:
    keep("municipality-2026", MUNICIPALITIES)
    first = geometry_fingerprint("municipality-2026")
    keep("municipality-2026", MUNICIPALITIES, b'{"features": []}')
    assert geometry_fingerprint("municipality-2026") != first
    assert len({geometry_fingerprint(name) for name in geometry_names()}) == len(geometry_names())
    with pytest.raises(GeodataError, match="no geometry 'mars'"):
        geometry_fingerprint("mars")


def test_neighbours_follow_boundaries_of_the_same_name() -> None:
    for name in ("municipality-2025-03", "major_district-2014-049"):
        keep("municipality-2026", geometry_codes(name), boundaries.read_geometry(name))
        assert neighbours("municipality-2026") == neighbours(name)
