"""Pages of boundaries into areas: what is put right, what is left out, what is refused."""

from typing import Any

import pytest
import shapely

from geodata.areas import areas_within, load_areas
from geodata.changes import municipalities_of
from geodata.levels import AreaLevel
from indicators.errors import UnexpectedResponse
from indicators.sources.boundaries import LAYERS
from indicators.sources.boundary_answers import Kind, ParsedLayer, parse_layer
from tests.replica.wfs import STATED, Feature, Point, bow_tie, feature, municipality, square

ALL = [municipality(code) for code in municipalities_of(2026)]
TM35FIN, GK25 = STATED.format(3067), STATED.format(3879)
IN_TM35FIN = square(385_000.0, 6_672_000.0, 1_000.0)


def page(features: list[Any], crs: str | None = STATED.format(4326)) -> dict[str, Any]:
    stated = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    return {"type": "FeatureCollection", "features": features, **stated}


def parsed(features: list[Any], crs: str | None = STATED.format(4326), layer: str = "municipality") -> ParsedLayer:
    return parse_layer([page(features, crs)], LAYERS[layer], 2026)


def with_ring(ring: list[Point]) -> list[Feature]:
    """All municipalities, Espoo with this ring."""
    others = [each for each in ALL if each["properties"]["kunta"] != "049"]
    return [*others, municipality("049", ring=ring)]


def test_a_whole_layer_has_nothing_to_tell() -> None:
    found = parsed(ALL)
    assert (len(found.areas), found.notes, found.missing) == (308, (), ())
    assert found.areas.crs.to_epsg() == 4326
    assert list(found.areas.columns) == ["code", "fi", "sv", "en", "municipality_code", "geometry"]
    espoo = found.areas.set_index("code").loc["049"]
    assert (espoo["fi"], espoo["sv"], espoo["en"]) == ("Kunta 049", "Kommun 049", "Municipality 049")
    assert (found.expected, found.vintage_stated) == (308, True)


@pytest.mark.parametrize("crs", [TM35FIN, "EPSG:3067", "http://www.opengis.net/def/crs/EPSG/0/3067"])
def test_metres_that_say_so_become_degrees(crs: str) -> None:
    shape = parsed([municipality("091", ring=IN_TM35FIN)], crs).areas.geometry.iloc[0]
    assert shape.centroid.coords[0] == pytest.approx((24.94, 60.17), abs=0.02)


def test_the_grid_of_the_capital_region_becomes_degrees() -> None:
    ring = square(25_496_000.0, 6_672_000.0, 1_000.0)
    shape = parsed([municipality("091", ring=ring)], GK25).areas.geometry.iloc[0]
    assert shape.centroid.coords[0] == pytest.approx((24.94, 60.17), abs=0.02)


def test_metres_that_do_not_say_so_are_refused() -> None:
    with pytest.raises(UnexpectedResponse, match=r"091 lies outside Finland.*metres of another"):
        parsed([municipality("091", ring=IN_TM35FIN)], None)


@pytest.mark.parametrize(("crs", "ring"), [(TM35FIN, IN_TM35FIN), (None, square(24.9, 60.1, 0.1))])
def test_northing_before_easting_is_turned_round_and_told(crs: str | None, ring: list[Point]) -> None:
    turned = parsed([municipality("091", ring=[(y, x) for x, y in ring])], crs)
    assert shapely.equals_exact(
        turned.areas.geometry.iloc[0], parsed([municipality("091", ring=ring)], crs).areas.geometry.iloc[0], 1e-9
    )
    assert turned.notes == ("the source wrote latitude before longitude; turned round",)


def test_an_area_outside_finland_refuses_the_whole() -> None:
    with pytest.raises(UnexpectedResponse, match=r"049 lies outside Finland, at -191, 60"):
        parsed(with_ring(square(-191.0, 60.0, 0.1)))


@pytest.mark.parametrize("crs", ["urn:ogc:def:crs:EPSG::2393", "nonsense"])
def test_a_coordinate_system_nobody_knows_is_refused(crs: str) -> None:
    with pytest.raises(UnexpectedResponse, match="coordinate system"):
        parsed(ALL, crs)


def test_pages_in_two_coordinate_systems_are_refused() -> None:
    with pytest.raises(UnexpectedResponse, match="coordinate system"):
        parse_layer([page(ALL[:5]), page(ALL[5:], TM35FIN)], LAYERS["municipality"], 2026)


def test_a_ring_that_crosses_itself_is_repaired_and_named() -> None:
    found = parsed(with_ring(bow_tie(24.6, 60.2, 0.1)))
    shape = found.areas.set_index("code").geometry["049"]
    assert shape.is_valid
    assert shape.area == pytest.approx(0.005)
    assert len(found.notes) == 1
    assert found.notes[0].startswith("049: Self-intersection[")
    assert (found.number_of(Kind.REPAIRED), found.number_of(Kind.UNKNOWN)) == (1, 0)


def test_a_ring_that_bounds_nothing_is_left_out_and_missed() -> None:
    found = parsed(with_ring([(24.0, 60.0), (25.0, 60.0), (24.5, 60.0), (24.0, 60.0)]))
    assert found.missing == ("049",)
    assert found.notes[-1] == "049: bounds nothing; left out"


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {"type": "Point", "coordinates": [24.0, 60.0]},
        {"type": "Polygon", "coordinates": [[[24.0, 60.0], [25.0, 60.0]]]},
        {"type": "Polygon", "coordinates": [[[24.0, 60.0], [25.0, 60.0], [25.0, 61.0], [24.0, 61.0]]]},
        {"type": "Polygon", "coordinates": "far"},
        {"type": "Polygon", "coordinates": []},
    ],
)
def test_what_is_no_polygon_is_left_out_and_missed(geometry: Any) -> None:
    broken = municipality("049") | {"geometry": geometry}
    found = parsed([each for each in ALL if each["properties"]["kunta"] != "049"] + [broken])
    assert found.missing == ("049",)
    assert found.notes == ("049: no polygon can be read from its geometry; left out",)


def test_missing_unknown_and_nameless_areas_are_told() -> None:
    found = parsed([*ALL[1:], municipality("588"), feature({"vuosi": 2026}, square(24.0, 60.0, 0.1)), "no feature"])
    assert found.missing == (ALL[0]["properties"]["kunta"],)
    assert found.notes == (*["an area without a code was left out"] * 2, "588: no municipality of 2026; left out")


def test_an_area_on_two_pages_counts_once() -> None:
    found = parse_layer([page(ALL), page(ALL[:1])], LAYERS["municipality"], 2026)
    assert len(found.areas) == 308
    assert found.notes == (f"{ALL[0]['properties']['kunta']}: stood twice; taken once",)


def test_one_code_with_two_shapes_is_refused() -> None:
    with pytest.raises(UnexpectedResponse, match="049 stands twice"):
        parsed([*ALL, municipality("049", ring=square(24.0, 60.0, 0.3))])


def test_another_vintage_is_refused() -> None:
    with pytest.raises(UnexpectedResponse, match="asked for the boundaries of 2026, got those of 2025"):
        parsed([*ALL[1:], municipality("049", year=2025)])


def test_codes_that_came_as_numbers_get_their_zeros() -> None:
    told = municipality("049")
    told["properties"]["kunta"] = 49
    assert parsed([told]).areas["code"].tolist() == ["049"]


def test_nothing_readable_is_refused() -> None:
    with pytest.raises(UnexpectedResponse, match="no area"):
        parsed([])


def postal(code: str, home: str, place: int) -> Feature:
    ring = square(23.0 + place * 0.01, 60.0, 0.01)
    return feature({"postinumeroalue": code, "nimi": code, "namn": "", "vuosi": 2026, "kunta": home}, ring)


def test_postal_areas_of_other_municipalities_are_not_ours_and_too_few_are_missed() -> None:
    areas = load_areas()
    known = areas[(areas["area_level"] == "POSTAL_AREA") & (areas["boundary_year"] == 2019)]
    pairs = zip(known["area_code"], known["municipality_code"], strict=True)
    features = [postal(code, home, place) for place, (code, home) in enumerate(pairs)]
    found = parsed([*features, postal("00100", "091", 0)], layer="postal_area")
    assert (len(found.areas), found.notes, found.missing) == (130, (), ())
    fewer = [each for each in features if each["properties"]["kunta"] != "078"]
    assert parsed(fewer, layer="postal_area").missing == ("078",)


def test_districts_get_our_codes_and_other_cities_are_not_ours() -> None:
    wanted = areas_within(AreaLevel.MAJOR_DISTRICT, AreaLevel.COUNTRY, "FI")
    rows = [
        feature({"kokotun": f"{code}000000", "kunta": code[:3], "nimi": code}, square(24.0 + place * 0.05, 60.2, 0.05))
        for place, code in enumerate([*wanted, "0911"])
    ]
    found = parsed(rows, layer="major_district")
    assert found.areas["code"].tolist() == list(wanted)
    assert not found.vintage_stated
    assert found.missing == ()
    assert parsed(rows[1:], layer="major_district").missing == (wanted[0],)
