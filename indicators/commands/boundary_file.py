"""Boundaries from a city's own file, in the shape of a source's answer: then the same checks, store and report."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import shapely

from geodata.areas import area_exists, parents
from geodata.levels import AreaLevel
from geodata.uploads.layers import FileRefused
from geodata.uploads.matching import Matched, match_areas
from indicators.errors import UploadError
from indicators.sources.boundaries import BoundaryLayer, Page
from indicators.sources.boundary_answers import Kind, ParsedLayer, Remark, parse_layer
from indicators.survey.reading.area_files import note_of, refusal_of
from indicators.survey.reading.door import read_shapes
from indicators.survey.reading.limits import refuse_too_many_bytes
from indicators.survey.reading.outcome import Note, Wishes

YEAR_COLUMNS = ("vuosi", "year")
MUNICIPALITY_DIGITS = 3


def read_boundary_file(path: Path, layer: BoundaryLayer, year: int, sheet: str = "") -> ParsedLayer:
    """The areas of the file as `parse_layer` gives a source's, and what was noted on the way as remarks.

    Raises UploadError, of which Refused is one, for a file that cannot be used, and UnexpectedResponse as
    `parse_layer` does, for a file of another year too where it tells its own.
    """
    reading, shapes = read_shapes(_content(path), Wishes(sheet=sheet))
    columns = {name: reading.cells.column(name).to_pylist() for name in reading.columns}
    try:
        matched = match_areas(columns, reading.row_numbers.to_pylist(), layer.level)
    except FileRefused as fault:
        raise refusal_of(fault) from None
    ours = replace(layer, code=("code",), names=("name", "name", "name"), municipality="municipality")
    parsed = parse_layer([_page(matched, shapes, columns, layer.level)], ours, year)
    notes = (*reading.notes, *map(note_of, matched.findings))
    return replace(parsed, remarks=(*map(_remark, notes), *parsed.remarks))


def _content(path: Path) -> bytes:
    try:
        refuse_too_many_bytes(path.stat().st_size)
        return path.read_bytes()
    except OSError as fault:
        raise UploadError(f"{path}: cannot be read: {fault.strerror}") from fault


def _remark(note: Note) -> Remark:
    return Remark(Kind.NOTED, note.text("en"))


def _page(matched: Matched, shapes: pa.Array, columns: Mapping[str, Sequence[str]], level: AreaLevel) -> Page:
    """The rows that have a code and a shape, as one page of GeoJSON."""
    municipalities, vintage = _municipality_column(columns, level), _vintage(columns)
    outlines = shapely.from_wkb(shapes.to_pylist())
    features = [
        _feature(code, name, municipalities[place], vintage, outlines[place])
        for place, (code, name) in enumerate(zip(matched.codes, matched.names, strict=True))
        if code and outlines[place] is not None
    ]
    return {"type": "FeatureCollection", "features": features}


def _feature(code: str, name: str, municipality: str, vintage: str, outline: shapely.Geometry) -> dict[str, Any]:
    known = parents(AreaLevel.POSTAL_AREA, code) if area_exists(AreaLevel.POSTAL_AREA, code) else {}
    within = municipality or known.get(AreaLevel.MUNICIPALITY, "")
    told = {"code": code, "name": name, "municipality": within, **({"vuosi": vintage} if vintage else {})}
    return {"type": "Feature", "properties": told, "geometry": json.loads(shapely.to_geojson(outline))}


def _municipality_column(columns: Mapping[str, Sequence[str]], level: AreaLevel) -> Sequence[str]:
    """The municipality of each row where a column of a file of postal areas tells it; "" for each where none does."""
    for cells in columns.values():
        codes = [cell.strip().zfill(MUNICIPALITY_DIGITS) for cell in cells]
        if level is AreaLevel.POSTAL_AREA and all(area_exists(AreaLevel.MUNICIPALITY, code) for code in codes):
            return codes
    return [""] * len(next(iter(columns.values())))


def _vintage(columns: Mapping[str, Sequence[str]]) -> str:
    """The one year that a column of that name tells of every row; "" where none does."""
    told = [set(cells) for name, cells in columns.items() if name.strip().casefold() in YEAR_COLUMNS]
    years = [min(each) for each in told if len(each) == 1]
    return years[0] if years and years[0].isdecimal() else ""
