"""Files of areas through the reading room: a table of texts, notes with messages, refusals with advice."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely

from indicators.survey.reading import messages
from indicators.survey.reading.area_files import MOST_NOTES, read_area_file, read_areas
from indicators.survey.reading.area_kinds import is_area_file
from indicators.survey.reading.door import read_file
from indicators.survey.reading.outcome import Refused, Wishes
from tests.geodata.uploads.files import (
    CODES,
    NAMES,
    areas,
    collection,
    feature,
    geojson,
    geopackage,
    ring,
    shapefile_parts,
    square,
    zipped,
)

UPLOADS = Path(__file__).parents[4] / "geodata" / "uploads"
SQUARE = ring(square(24.6, 60.2))


def test_kinds_are_told_by_content(tmp_path: Path) -> None:
    parts = shapefile_parts(areas(), tmp_path)
    content = geojson(areas())
    assert is_area_file(content) == is_area_file(content.decode().encode("utf-16")) == "geojson"
    assert is_area_file(b"\xef\xbb\xbf\n" + content) == "geojson"
    assert is_area_file(geopackage(areas(), tmp_path)) == "gpkg"
    assert is_area_file(zipped(parts)) == is_area_file(parts["areas.shp"]) == "shapefile"
    for other in (
        b"a;b\n1;2\n",
        b"{}",
        b'{"version": "2.0", "class": "dataset"}',
        zipped({"x.csv": b"a"}),
        b"PK\x03\x04",
    ):
        assert is_area_file(other) is None


def test_a_file_of_areas_comes_through_the_door_as_a_table(tmp_path: Path) -> None:
    for content, kind in ((geojson(areas(3067)), "geojson"), (geopackage(areas(3067), tmp_path), "gpkg")):
        reading = read_file(content)
        assert reading.cells.column("koodi").to_pylist() == list(CODES)
        assert reading.cells.column("nimi").to_pylist() == list(NAMES)
        assert reading.row_numbers.to_pylist() == [1, 2, 3]
        assert (reading.dialect["kind"], reading.dialect["crs"]) == (kind, "EPSG:3067")
    assert reading.dialect["layer"] == "alueet"


def test_a_refusal_comes_through_the_door_with_its_row_and_advice() -> None:
    bow_tie = [[24.6, 60.2], [24.7, 60.3], [24.7, 60.2], [24.6, 60.3], [24.6, 60.2]]
    with pytest.raises(Refused) as caught:
        read_file(collection(feature([SQUARE], koodi="1"), feature([bow_tie], koodi="2")))
    assert (caught.value.note.code, caught.value.note.row) == ("shape_unsound", 2)
    for language in ("fi", "sv", "en"):
        assert "2" in caught.value.text(language)
        assert caught.value.advice(language)


def test_the_layer_is_the_sheet_that_is_wished_for(tmp_path: Path) -> None:
    content = geopackage(areas(), tmp_path, toinen=areas().iloc[:1])
    assert read_area_file(content, Wishes(sheet="toinen")).cells.num_rows == 1


def test_shapes_come_beside_the_rows() -> None:
    nothing = {"type": "Feature", "properties": {"koodi": "2"}, "geometry": None}
    reading, shapes = read_areas(collection(feature([SQUARE], koodi="1"), nothing), Wishes())
    assert reading.cells.column("koodi").to_pylist() == ["1", "2"]
    assert shapely.from_wkb(shapes[0].as_py()).equals(square(24.6, 60.2))
    assert shapes[1].as_py() is None


def test_a_name_that_is_none_is_made_one_and_areas_without_any_are_refused() -> None:
    assert read_file(collection(feature([SQUARE], **{"": "1", "a": "2"}))).columns == ["column 1", "a"]
    with pytest.raises(Refused, match="no attributes"):
        read_area_file(collection(feature([SQUARE])), Wishes())
    with pytest.raises(Refused, match="no boundaries"):
        read_area_file(b"a;b", Wishes())


def test_notes_of_one_kind_are_counted_after_the_first() -> None:
    nothing = {"type": "Feature", "properties": {"koodi": "2"}, "geometry": None}
    notes = read_area_file(collection(feature([SQUARE], koodi="1"), *[nothing] * (MOST_NOTES + 5)), Wishes()).notes
    assert [note.code for note in notes] == ["shape_missing"] * MOST_NOTES + ["more_of_them"]
    assert notes[-1].facts["count"] == 5


def test_texts_of_the_file_are_shortened_in_messages() -> None:
    crs = {"type": "name", "properties": {"name": "\x1b[2J" + "x" * 500}}
    with pytest.raises(Refused) as caught:
        read_area_file(geojson(areas(), crs=crs), Wishes())
    assert "\x1b" not in str(caught.value)
    assert len(caught.value.text("fi")) < 200


def findings_in_code() -> Iterator[tuple[str, bool, frozenset[str]]]:
    """Each code in the room of uploads, whether it refuses, and the names of its facts where they are written out."""
    for path in UPLOADS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            if called in ("Finding", "FileRefused") and isinstance(node, ast.Call):
                for constant in ast.walk(node.args[0]):
                    if isinstance(constant, ast.Constant):
                        yield constant.value, called == "FileRefused", _facts(node)


def _facts(call: ast.Call) -> frozenset[str]:
    given = {each.arg for each in call.keywords if each.arg}
    given |= {key.value for each in call.args if isinstance(each, ast.Dict) for key in each.keys}  # type: ignore[union-attr, misc]
    return frozenset(given)


def test_every_code_has_a_message_whose_places_are_filled() -> None:
    found = list(findings_in_code())
    assert len(found) > 30
    for code, refuses, facts in found:
        assert messages.is_refusal(code) == refuses, code
        filled = dict.fromkeys({*facts, "row", "column"}, "1")
        if code in ("shape_repaired", "shape_unsound"):
            filled |= {"reason": "1", "percent": "1"}
        for language in ("fi", "sv", "en"):
            assert messages.message(code, language, filled)


def test_every_message_of_areas_is_used() -> None:
    own = messages.FOLDER.joinpath("area_files.toml").read_text(encoding="utf-8")
    codes = {line.strip("[]") for line in own.splitlines() if line.startswith("[") and ".advice" not in line}
    room = messages.FOLDER.parent
    texts = [path.read_text(encoding="utf-8") for path in [*UPLOADS.glob("*.py"), *room.glob("*area*.py")]]
    assert [code for code in sorted(codes) if not any(json.dumps(code) in text for text in texts)] == []
