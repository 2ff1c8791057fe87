"""Files of areas from bytes to degrees: the same areas from every kind of file, faults put right or refused."""

import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.coordinates import epsg_of
from geodata.uploads import checking
from geodata.uploads.checking import read_layer
from geodata.uploads.layers import FileRefused, Layer
from tests.geodata.uploads.files import (
    CODES,
    NAMES,
    areas,
    changed_database,
    collection,
    feature,
    geojson,
    geopackage,
    kml,
    ring,
    shapefile_parts,
    square,
    zipped,
)

SQUARE = ring(square(24.6, 60.2))
CENTIMETRE = 1e-7
"""In degrees."""


def found(kind: str, content: bytes, layer: str = "") -> tuple[Layer, list[tuple[str, int | None]]]:
    checked = read_layer(kind, content, layer)
    return checked.layer, [(code, row) for code, row, _ in checked.findings]


def refused(kind: str, content: bytes, layer: str = "") -> tuple[str, int | None]:
    with pytest.raises(FileRefused) as caught:
        read_layer(kind, content, layer)
    return caught.value.finding.code, caught.value.finding.row


def same_places(layer: Layer) -> bool:
    pairs = zip(layer.shapes, areas().geometry, strict=True)
    return all(shapely.hausdorff_distance(ours, theirs) < CENTIMETRE for ours, theirs in pairs)


@pytest.mark.parametrize("epsg", [4326, 3067, 3879, 3857])
def test_the_same_areas_come_from_every_kind_of_file(epsg: int, tmp_path: Path) -> None:
    frame = areas(epsg)
    crs = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{epsg}"}}
    files = {
        "geojson": geojson(frame, crs=crs),
        "gpkg": geopackage(frame, tmp_path),
        "shapefile": zipped(shapefile_parts(frame, tmp_path)),
    }
    for kind, content in files.items():
        layer, findings = found(kind, content)
        assert same_places(layer), kind
        assert (layer.columns["koodi"], layer.columns["nimi"]) == (list(CODES), list(NAMES)), kind
        assert findings == [], kind


@pytest.mark.parametrize(("epsg", "number"), [(3067, 3067), (3879, 3879), (3857, 3857), (3880, 3880)])
def test_numbers_tell_a_system_that_the_file_does_not_name(epsg: int, number: int) -> None:
    checked = read_layer("geojson", geojson(areas(epsg)))
    assert same_places(checked.layer)
    assert [each.code for each in checked.findings] == ["crs_told"]
    assert checked.epsg == number


@pytest.mark.parametrize("epsg", [4326, 3067])
def test_latitude_before_longitude_is_turned_round_and_noted(epsg: int) -> None:
    frame = areas(epsg)
    frame = frame.set_geometry(shapely.transform(frame.geometry.values, lambda points: points[:, ::-1]))
    layer, findings = found("geojson", geojson(frame))
    assert same_places(layer)
    assert ("coordinates_turned", None) in findings


def test_a_name_that_the_numbers_contradict_is_refused() -> None:
    crs = {"type": "name", "properties": {"name": "EPSG:3067"}}
    assert refused("geojson", geojson(areas(3879), crs=crs)) == ("crs_contradicted", None)
    assert refused("geojson", geojson(areas(), crs=crs)) == ("crs_contradicted", None)


@pytest.mark.parametrize("name", ["EPSG:2393", "EPSG:32635", "file:///etc/hosts", "", "x" * 30_000])
def test_a_system_that_is_not_known_is_refused(name: str) -> None:
    crs = {"type": "name", "properties": {"name": name}}
    assert refused("geojson", geojson(areas(), crs=crs)) == ("crs_unknown", None)


@pytest.mark.parametrize("west", [-191, 0.0, 33.0])
def test_one_area_elsewhere_refuses_the_file_and_is_named(west: float) -> None:
    content = collection(feature([SQUARE]), feature([SQUARE]), feature([ring(square(west, 60.2))]))
    assert refused("geojson", content) == ("outside_finland", 3)


def test_a_kink_is_repaired_and_a_bow_tie_refused() -> None:
    loop = [[24.752, 60.3], [24.75, 60.3002], [24.752, 60.3002], [24.75, 60.3]]
    kink = [[24.7, 60.2], [24.8, 60.2], [24.8, 60.3], *loop, [24.7, 60.3], [24.7, 60.2]]
    checked = read_layer("geojson", collection(feature([SQUARE]), feature([kink])))
    repairs = [each for each in checked.findings if each.code == "shape_repaired"]
    assert [each.row for each in repairs] == [2]
    assert float(repairs[0].facts["percent"]) < 1
    assert checked.layer.shapes[1].is_valid
    bow_tie = [[24.6, 60.2], [24.7, 60.3], [24.7, 60.2], [24.6, 60.3], [24.6, 60.2]]
    assert refused("geojson", collection(feature([SQUARE]), feature([bow_tie]))) == ("shape_unsound", 2)


def test_a_hole_outside_its_area_is_refused() -> None:
    assert refused("geojson", collection(feature([SQUARE, ring(square(24.8, 60.2, 0.09))]))) == ("shape_unsound", 1)


def test_a_ring_that_is_not_closed_is_closed_and_doubled_points_do_no_harm() -> None:
    doubled = [SQUARE[0], *SQUARE]
    layer, findings = found("geojson", collection(feature([SQUARE[:-1]]), feature([doubled])))
    assert ("ring_closed", 1) in findings
    assert layer.shapes[0].equals(square(24.6, 60.2))
    assert layer.shapes[1].equals(square(24.6, 60.2))


def test_rows_without_an_area_keep_their_place_and_are_noted() -> None:
    nothing = {"type": "Feature", "properties": {"koodi": "2"}, "geometry": None}
    point, empty = feature([24.6, 60.2], "Point", koodi="3"), feature([], koodi="4")
    layer, findings = found("geojson", collection(feature([SQUARE], koodi="1"), nothing, point, empty))
    assert findings == [("shape_missing", 2), ("shape_no_area", 3), ("shape_missing", 4)]
    assert [shape is None for shape in layer.shapes] == [False, True, True, True]
    assert layer.columns["koodi"] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("kind", ["Point", "LineString"])
def test_a_file_of_points_or_lines_is_refused(kind: str) -> None:
    coordinates = SQUARE[0] if kind == "Point" else SQUARE
    assert refused("geojson", collection(feature(coordinates, kind))) == ("not_areas", None)


def test_a_collection_gives_its_polygons() -> None:
    members = [{"type": "Point", "coordinates": [24.6, 60.2]}, {"type": "Polygon", "coordinates": [SQUARE]}]
    geometry = {"type": "GeometryCollection", "geometries": members}
    layer, findings = found("geojson", collection({"type": "Feature", "properties": {}, "geometry": geometry}))
    assert layer.shapes[0].equals(square(24.6, 60.2))
    assert findings == [("parts_dropped", 1)]


def test_heights_are_dropped_and_noted() -> None:
    layer, findings = found("geojson", collection(feature([[[*point, 12.5] for point in SQUARE]])))
    assert findings == [("heights_dropped", None)]
    assert not layer.shapes[0].has_z


def test_overlaps_and_gaps_are_noted_with_their_rows() -> None:
    overlapping = collection(feature([SQUARE]), feature([ring(square(24.65, 60.2))]))
    checked = read_layer("geojson", overlapping)
    assert [(each.code, each.row, each.facts["other"]) for each in checked.findings] == [("areas_overlap", 1, 2)]
    assert checked.findings[0].facts["percent"] == "50"
    around = feature([ring(square(24.5, 60.1, 0.3)), ring(square(24.6, 60.2))])
    assert found("geojson", collection(around))[1] == [("gaps", None)]


@pytest.mark.parametrize(
    ("coordinates", "code"),
    [
        ([[["24.6", "60.2"], ["24.7", "60.2"], ["24.7", "60.3"], ["24.6", "60.2"]]], "geometry_broken"),
        ([SQUARE[0]], "geometry_broken"),
        ("POLYGON", "geometry_broken"),
        ([[[24.6], [24.7], [24.7], [24.6]]], "geometry_broken"),
        ([[[24.6, None], [24.7, 60.2], [24.7, 60.3], [24.6, 60.2]]], "geometry_broken"),
        ([[[24.6, 1e999], [24.7, 60.2], [24.7, 60.3], [24.6, 60.2]]], "geojson_broken"),
    ],
)
def test_coordinates_that_are_none_are_refused(coordinates: Any, code: str) -> None:
    assert refused("geojson", collection(feature(coordinates)))[0] == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[1, 2]", "geojson_other"),
        (b'{"type": "Topology", "objects": {}}', "geojson_other"),
        (b'{"type": "FeatureCollection"}', "geojson_other"),
        (b'{"type": "FeatureCollection", "features": [1]}', "geojson_no_feature"),
        (b'{"type": "FeatureCollection", "features": []', "geojson_broken"),
        (b'{"type": "FeatureCollection", "features": [], "features": []}', "geojson_broken"),
        (b'{"type": "FeatureCollection", "features": [], "bbox": [NaN]}', "geojson_broken"),
        (b'{"type": "FeatureCollection", "features": [], "n": ' + b"9" * 5000 + b"}", "geojson_broken"),
        (b'{"type": "FeatureCollection", "features": ' + b"[" * 200_000, "geojson_broken"),
        (b'{"type": "FeatureCollection", "features": []}', "not_areas"),
        (b'<OGRVRTDataSource><OGRVRTLayer name="x"/></OGRVRTDataSource>', "geojson_broken"),
    ],
)
def test_what_only_looks_like_geojson_is_refused(content: bytes, code: str) -> None:
    assert refused("geojson", content)[0] == code


def test_numbers_past_the_end_of_doubles_are_refused() -> None:
    content = collection(feature([SQUARE])).replace(b"24.6", b"1e999", 1)
    assert refused("geojson", content) == ("no_numbers", 1)


def test_texts_stay_as_they_are_written() -> None:
    properties = {"a": "049", "b": 49, "c": 12345678901234567890123, "d": None, "e": True, "f": ["x"]}
    layer, _ = found("geojson", collection(feature([SQUARE], **properties)))
    assert [cells[0] for cells in layer.columns.values()] == [
        "049",
        "49",
        "12345678901234567890123",
        "",
        "true",
        '["x"]',
    ]


def test_an_old_encoding_is_noted() -> None:
    content = geojson(areas()).decode("unicode-escape").encode("windows-1252")
    layer, findings = found("geojson", content)
    assert layer.columns["nimi"] == list(NAMES)
    assert findings == [("area_encoding_guessed", None)]


def test_the_layer_of_several_is_asked_for(tmp_path: Path) -> None:
    content = geopackage(areas(), tmp_path, toinen=areas(3067))
    assert refused("gpkg", content) == ("layer_several", None)
    assert refused("gpkg", content, "kolmas") == ("layer_absent", None)
    assert found("gpkg", content, "toinen")[0].name == "toinen"
    parts = shapefile_parts(areas(), tmp_path)
    both = {f"k/{place}{name}": part for place in "ab" for name, part in parts.items()}
    assert refused("shapefile", zipped(both)) == ("layer_several", None)
    assert found("shapefile", zipped(both), "aareas")[0].name == "aareas"


def test_a_view_or_a_virtual_table_is_not_opened(tmp_path: Path) -> None:
    content = geopackage(areas(), tmp_path)
    view = changed_database(
        content, tmp_path, "ALTER TABLE alueet RENAME TO t", "CREATE VIEW alueet AS SELECT * FROM t",
        "UPDATE gpkg_geometry_columns SET table_name = 'alueet'",
    )  # fmt: skip
    assert refused("gpkg", view) == ("gpkg_no_table", None)
    virtual = changed_database(
        content,
        tmp_path,
        "UPDATE sqlite_master SET sql = 'CREATE VIRTUAL TABLE alueet USING fts5(x)' WHERE name = 'alueet'",
    )
    assert refused("gpkg", virtual)[0] in ("gpkg_no_table", "gpkg_broken")


def test_a_database_that_is_no_geopackage_or_is_cut_is_refused(tmp_path: Path) -> None:
    content = geopackage(areas(), tmp_path)
    assert refused("gpkg", content[:68] + b"\0\0\0\0" + content[72:]) == ("gpkg_other", None)
    assert refused("gpkg", content[: len(content) // 2])[0] == "gpkg_broken"
    assert refused("gpkg", content[:100] + b"\xff" * (len(content) - 100))[0] == "gpkg_broken"


@pytest.mark.parametrize(
    "wkb",
    [
        b"".join(struct.pack("<BII", 1, 7, 1) for _ in range(200_000)),
        b"".join(struct.pack("<BII", 1, 6, 1) for _ in range(200_000)),
        struct.pack("<BII", 1, 3, 2**31),
        struct.pack("<BIII", 1, 3, 1, 2**31),
        struct.pack("<BI", 1, 99),
        b"",
    ],
)
def test_binary_geometries_that_lie_are_refused_and_end_no_process(wkb: bytes, tmp_path: Path) -> None:
    blob = b"GP\0\x01" + struct.pack("<i", 4326) + wkb
    content = geopackage(areas(), tmp_path)
    changed = changed_database(
        content,
        tmp_path,
        *_without_triggers(content, tmp_path),
        f"UPDATE alueet SET geom = x'{blob.hex()}' WHERE fid = 2",
    )
    assert refused("gpkg", changed) == ("geometry_broken", 2)


def _without_triggers(content: bytes, folder: Path) -> list[str]:
    return ["DELETE FROM sqlite_master WHERE type = 'trigger'", "PRAGMA writable_schema = RESET"]


def test_curves_are_refused(tmp_path: Path) -> None:
    curve = struct.pack("<BIIBII", 1, 10, 1, 1, 8, 3) + struct.pack("<6d", 24.6, 60.2, 24.7, 60.3, 24.6, 60.2)
    blob = b"GP\0\x01" + struct.pack("<i", 4326) + curve
    content = geopackage(areas(), tmp_path)
    changed = changed_database(
        content,
        tmp_path,
        *_without_triggers(content, tmp_path),
        f"UPDATE alueet SET geom = x'{blob.hex()}' WHERE fid = 2",
    )
    assert refused("gpkg", changed) == ("curved", 2)


def test_a_shapefile_without_its_parts(tmp_path: Path) -> None:
    parts = shapefile_parts(areas(3067), tmp_path)
    assert refused("shapefile", parts["areas.shp"]) == ("shapefile_bare", None)
    for ending in (".shp", ".dbf"):
        less = {name: part for name, part in parts.items() if not name.endswith(ending)}
        assert refused("shapefile", zipped(less)) == ("shapefile_part", None)
    bare = {name: part for name, part in parts.items() if name.endswith((".shp", ".dbf"))}
    layer, findings = found("shapefile", zipped(bare))
    assert same_places(layer)
    assert ("crs_told", None) in findings


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252"])
def test_the_attributes_are_read_in_the_encoding_of_the_cpg(encoding: str, tmp_path: Path) -> None:
    parts = shapefile_parts(areas(), tmp_path, encoding)
    assert found("shapefile", zipped(parts))[0].columns["nimi"] == list(NAMES)
    del parts["areas.cpg"]
    assert found("shapefile", zipped(parts))[0].columns["nimi"] == list(NAMES)


def test_records_and_shapes_that_do_not_match_are_refused(tmp_path: Path) -> None:
    parts = shapefile_parts(areas(), tmp_path)
    two = shapefile_parts(areas().iloc[:2], tmp_path)
    assert refused("shapefile", zipped({**parts, "areas.dbf": two["areas.dbf"]})) == ("shapefile_counts", None)
    assert refused("shapefile", zipped({**parts, "areas.dbf": parts["areas.dbf"][:-60]})) == ("dbf_short", None)


def test_a_bomb_and_names_that_lead_away(tmp_path: Path) -> None:
    parts = shapefile_parts(areas(), tmp_path)
    away = {f"../../{name}": part for name, part in parts.items()}
    assert same_places(found("shapefile", zipped(away))[0])
    assert not list(tmp_path.parent.parent.glob("areas.*"))
    bomb = {**parts, "areas.dbf": bytes(40_000_000)}
    assert refused("shapefile", zipped(bomb)) == ("shapefile_large", None)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_damage_of_a_file_ends_in_anything_but_a_refusal(tmp_path_factory: Any, data: st.DataObject) -> None:
    folder = tmp_path_factory.getbasetemp() / "whole"
    folder.mkdir(exist_ok=True)
    kind = data.draw(st.sampled_from(["geojson", "gpkg", "shapefile"]))
    if kind == "geojson":
        content = geojson(areas())
    elif kind == "gpkg":
        content = geopackage(areas(), folder)
    else:
        parts = shapefile_parts(areas(), folder)
        name = data.draw(st.sampled_from([each for each in sorted(parts) if each.endswith((".shp", ".dbf", ".prj"))]))
        content = zipped({**parts, name: _damaged(parts[name], data)})
    broken = content if kind == "shapefile" else _damaged(content, data)
    try:
        checked = read_layer(kind, broken)
    except FileRefused:
        return
    assert all(shape is None or shape.is_valid for shape in checked.layer.shapes)


def _damaged(content: bytes, data: st.DataObject) -> bytes:
    at = data.draw(st.integers(0, len(content) - 1))
    insert = data.draw(st.binary(min_size=1, max_size=8))
    cut = data.draw(st.sampled_from([len(insert), 0, len(content)]))
    return content[:at] + insert + content[at + cut :]


def test_wkt_under_other_names_is_known_by_its_numbers() -> None:
    esri = (
        'PROJCS["Oma nimi",GEOGCS["X",DATUM["D_X",SPHEROID["GRS_1980",6378137.0,298.257222101]],'
        'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
        'PARAMETER["False_Easting",25500000.0],PARAMETER["False_Northing",0.0],'
        'PARAMETER["Central_Meridian",25.0],PARAMETER["Scale_Factor",1.0],'
        'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
    )
    assert epsg_of(esri) == 3879
    assert epsg_of(esri.replace("6378137.0,298.257222101", "6378388.0,297.0")) is None
    assert np.isfinite(epsg_of("EPSG:3067") or np.nan)


def test_kml_gives_names_data_and_polygons() -> None:
    layer, findings = found("kml", kml(areas()))
    assert same_places(layer)
    assert dict(layer.columns) == {"name": list(NAMES), "koodi": list(CODES)}
    assert findings == [("heights_dropped", None)]


def test_kml_with_several_polygons_holes_and_points() -> None:
    two = kml(areas()).replace(b"<Polygon>", b"<Point><coordinates>24.6,60.2</coordinates></Point><Polygon>", 1)
    layer, findings = found("kml", two)
    assert same_places(layer)
    assert ("parts_dropped", 1) in findings


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (kml(areas(), '<!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'), "kml_doctype"),
        (kml(areas(), '<!DOCTYPE kml SYSTEM "http://127.0.0.1:9/x.dtd">'), "kml_doctype"),
        (kml(areas())[:-20], "kml_broken"),
        (b"<kml>" + b"<Folder>" * 10_000, "kml_broken"),
        (kml(areas()).replace(b"24.6", b"x", 1), "geometry_broken"),
        (kml(areas()).replace(b"24.6", b"nan", 1), "no_numbers"),
        (b"<kml></kml>", "not_areas"),
    ],
)
def test_kml_that_does_not_do_is_refused(content: bytes, code: str) -> None:
    assert refused("kml", content)[0] == code


def test_areas_on_each_other_by_the_thousand_are_not_compared() -> None:
    layer, findings = found("geojson", collection(*[feature([SQUARE])] * 2000))
    assert findings == [("overlaps_not_sought", None)]
    assert len(layer.rows) == 2000


def test_more_areas_than_any_division_are_refused_before_they_are_parsed() -> None:
    assert refused("geojson", b'{"type": "Feature"}' * 100_001) == ("too_many_areas", None)


def test_a_border_that_cannot_be_repaired_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: shapely.Geometry) -> None:
        raise shapely.errors.GEOSException("bad_alloc")

    monkeypatch.setattr(checking, "repaired", fails)
    bow_tie = [[24.6, 60.2], [24.7, 60.3], [24.7, 60.2], [24.6, 60.3], [24.6, 60.2]]
    assert refused("geojson", collection(feature([bow_tie]))) == ("shape_tangled", 1)
