"""Neighbours in the stored boundaries: both ways, as geography has them, and none across the sea."""

import json

import pytest

from geodata import boundaries
from geodata.boundaries import geometry_codes, geometry_names, load_geometry
from geodata.errors import GeodataError
from geodata.neighbours import _neighbours, neighbours

MUNICIPALITIES, DISTRICTS = "municipality-2025", "major_district-2014-049"
TEN = {"049", "078", "149", "224", "235", "257", "444", "710", "755", "927"}
"""The municipalities whose postal areas are stored."""
LEVELS = [name for name in geometry_names() if not name.startswith(("small_area", "statistical_area"))]


def reached(found: dict[str, frozenset[str]], start: str) -> set[str]:
    """Every area that can be walked to."""
    seen, waiting = {start}, [start]
    while waiting:
        new = found[waiting.pop()] - seen
        seen |= new
        waiting += new
    return seen


@pytest.mark.parametrize("name", LEVELS)
def test_to_be_a_neighbour_is_mutual_and_nobody_is_their_own(name: str) -> None:
    found = neighbours(name)
    assert set(found) == geometry_codes(name)
    for code, others in found.items():
        assert code not in others
        assert all(code in found[other] for other in others)


@pytest.mark.parametrize(
    ("code", "near"),
    [
        ("049", {"235", "257", "927"}),
        ("235", {"049"}),
        ("257", {"049", "755", "927"}),
        ("078", {"710"}),
        ("755", {"149", "257", "444", "927"}),
        ("927", {"049", "224", "257", "444", "755"}),
    ],
)
def test_of_the_ten_municipalities_those_border_that_do_on_a_map(code: str, near: set[str]) -> None:
    assert neighbours(MUNICIPALITIES)[code] & TEN == near


def test_espoo_s_neighbours_are_six_and_porvoo_is_none_of_them() -> None:
    """Helsinki, Vantaa, Kauniainen, Kirkkonummi, Nurmijärvi and Vihti."""
    assert neighbours(MUNICIPALITIES)["049"] == {"091", "092", "235", "257", "543", "927"}
    assert "638" in neighbours(MUNICIPALITIES)


def test_the_same_municipalities_border_in_the_county_s_own_file() -> None:
    county, country = neighbours("municipality-2025-03"), neighbours(MUNICIPALITIES)
    assert {code: others & set(county) for code, others in country.items() if code in county} == county


@pytest.mark.parametrize("code", ["035", "062", "318", "438", "766", "941"])
def test_an_island_of_aland_has_no_neighbours(code: str) -> None:
    assert neighbours(MUNICIPALITIES)[code] == frozenset()


def test_the_mainland_hangs_together_and_aland_is_apart() -> None:
    mainland = reached(neighbours(MUNICIPALITIES), "049")
    assert len(mainland) > 280
    assert {"851", "890", "167"} <= mainland, "Tornio, Utsjoki and Joensuu"
    assert not {"478", "170", "035"} & mainland


def test_the_seven_districts_hang_together() -> None:
    found = neighbours(DISTRICTS)
    assert len(found) == 7
    assert reached(found, "0491") == set(found)
    assert "0495" not in found["0491"], "Leppävaara and Espoonlahti lie far apart"


def test_neighbours_lie_beside_each_other_and_others_do_not() -> None:
    shapes = load_geometry(DISTRICTS).set_index("code").geometry.to_crs(3067)
    for code, others in neighbours(DISTRICTS).items():
        distances = shapes.drop(code).distance(shapes[code])
        assert set(distances[distances < 20].index) == others


def test_one_area_alone_has_no_neighbours() -> None:
    assert neighbours("country-2025") == {"FI": frozenset()}


def test_areas_that_meet_in_a_corner_are_neighbours_and_a_strait_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two squares that share a corner, and a third 60 m east of the second."""
    corners = {"a": (25.0, 60.0), "b": (25.001, 60.001), "c": (25.0031, 60.001)}
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {"code": code, "fi": code, "sv": code, "en": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [[x, y], [x + 0.001, y], [x + 0.001, y + 0.001], [x, y + 0.001], [x, y]],
                ],
            },
        }
        for code, (x, y) in corners.items()
    ]
    made_up = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    monkeypatch.setattr(boundaries, "read_geometry", lambda name: made_up)
    assert _neighbours.__wrapped__("made-up", "of no file") == {"a": {"b"}, "b": {"a"}, "c": frozenset()}


@pytest.mark.parametrize("name", ["", "nothing", "../areas", "municipality-1999"])
def test_an_unknown_geometry_is_refused(name: str) -> None:
    with pytest.raises(GeodataError, match="no geometry"):
        neighbours(name)
