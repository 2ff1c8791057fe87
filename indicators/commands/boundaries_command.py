"""`python -m indicators boundaries`: a year's boundaries, from their sources or a file, beside the embedded ones."""

import argparse
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any

import geopandas as gpd

from geodata.areas import LANGUAGES, area_exists, area_name
from geodata.boundaries import (
    codes_in_the_way,
    embedded_name,
    fetched_codes,
    fitting_names,
    geometry_codes,
    geometry_names,
)
from geodata.bundle.fetched_boundaries import Files, build_fetched, store_boundaries, validate_not_embedded
from geodata.errors import GeodataError
from geodata.levels import AreaLevel
from geodata.overlay import overlay_dir
from indicators.clock import today
from indicators.commands.boundary_file import read_boundary_file
from indicators.errors import SourceError, SourceUnavailable, UnexpectedResponse, UploadError
from indicators.refresh.lock import taking_in
from indicators.sources.boundaries import LAYERS, BoundaryLayer, fetch_boundaries
from indicators.sources.boundary_answers import Kind, ParsedLayer, parse_layer

TAKEN, REFUSED, REMARKS, SILENT = 0, 1, 3, 4
WORST_FIRST = (REFUSED, SILENT, REMARKS, TAKEN)
MOST_MISSING_SHARE = 0.01
"""Of the expected areas: three of 308 municipalities may be gone from an answer, no city and no district."""
NAMED_AT_MOST = 10
UNCOUNTED = (Kind.TURNED, Kind.NOTED)


def add_to(commands: Any) -> None:
    """Name the command to the parser."""
    parser = commands.add_parser("boundaries", help="bring a year's boundaries from their sources")
    parser.add_argument("--layer", choices=sorted(LAYERS), action="append", help="only this one; may be repeated")
    parser.add_argument("--year", type=int, metavar="Y", help="the division, by default this year's")
    parser.add_argument("--dry-run", action="store_true", help="fetch, check and report; write nothing")
    parser.add_argument(
        "--file", type=Path, help="take it from a GeoJSON, GeoPackage or zipped shapefile instead; with one --layer"
    )
    parser.add_argument("--sheet", default="", help="the layer in that file, where it has several")
    parser.set_defaults(run=bring_boundaries)


def bring_boundaries(arguments: argparse.Namespace) -> int:
    """Layer by layer: 0 all taken, 3 taken with remarks, 4 a source was silent, 1 something was refused.

    The worst of the layers is told, in the order 1, 4, 3, 0. A layer that is not taken leaves what stood before.
    """
    year = today().year if arguments.year is None else arguments.year
    layers = arguments.layer or sorted(LAYERS)
    if arguments.file is not None and len(layers) > 1:
        return _told("--file holds the areas of one level: say which with --layer", REFUSED)
    parse = _fetched if arguments.file is None else partial(_given, arguments.file, arguments.sheet)
    with nullcontext() if arguments.dry_run else taking_in():
        codes = {_bring(name, year, arguments.dry_run, parse) for name in layers}
    return next(code for code in WORST_FIRST if code in codes)


def _bring(name: str, year: int, dry_run: bool, parse: Callable[[BoundaryLayer, int], ParsedLayer]) -> int:
    try:
        parsed = parse(LAYERS[name], year)
        print(*_report(name, year, parsed), sep="\n")
        _refuse_incomplete(parsed)
        _refuse_loss(LAYERS[name].level, year, parsed)
        files = _kept(LAYERS[name].level, year, parsed, dry_run)
    except SourceUnavailable as fault:
        return _told(f"{name} {year}: the source is silent: {fault}", SILENT)
    except (SourceError, GeodataError, UploadError) as fault:
        return _told(f"{name} {year}: refused, nothing was changed: {fault}", REFUSED)
    print(*_kept_lines(files, dry_run), sep="\n")
    return REMARKS if parsed.remarks or parsed.missing else TAKEN


def _told(what: str, code: int) -> int:
    print(what, file=sys.stderr)
    return code


def _fetched(layer: BoundaryLayer, year: int) -> ParsedLayer:
    validate_not_embedded(layer.level, year)
    return parse_layer(fetch_boundaries(layer, year), layer, year)


def _given(path: Path, sheet: str, layer: BoundaryLayer, year: int) -> ParsedLayer:
    validate_not_embedded(layer.level, year)
    return read_boundary_file(path, layer, year, sheet)


def _refuse_incomplete(parsed: ParsedLayer) -> None:
    if len(parsed.missing) > MOST_MISSING_SHARE * parsed.expected:
        raise UnexpectedResponse(
            f"{len(parsed.missing)} of {parsed.expected} expected areas are missing or too few, "
            f"more than {MOST_MISSING_SHARE:.0%}; try again later, or another year"
        )


def _refuse_loss(level: AreaLevel, year: int, parsed: ParsedLayer) -> None:
    """Raise UnexpectedResponse when boundaries of the year stand here and have areas that the answer lacks."""
    if lost := sorted(_standing(level, year) - set(parsed.areas["code"])):
        raise UnexpectedResponse(
            f"the boundaries that stand have areas the answer lacks: {', '.join(lost)}; "
            f"should they be gone, remove {overlay_dir()} and fetch again"
        )


def _standing(level: AreaLevel, year: int) -> frozenset[str]:
    """The codes kept of an earlier fetch; damaged files stand for nothing."""
    codes: frozenset[str] = frozenset()
    for name in geometry_names():
        if name.startswith(f"{level.lower()}-{year}"):
            with suppress(GeodataError):
                codes |= geometry_codes(name)
    return codes


def _kept(level: AreaLevel, year: int, parsed: ParsedLayer, dry_run: bool) -> Files:
    """What was stored, or would be: a dry run makes the maps too, so that it fails where the run would."""
    areas = with_register_names(parsed.areas, level)
    return build_fetched(level, year, areas) if dry_run else store_boundaries(level, year, areas)


def with_register_names(areas: gpd.GeoDataFrame, level: AreaLevel) -> gpd.GeoDataFrame:
    """Our own names where the code is known, so that a map and its table agree; the source's for new areas."""
    known = [area_exists(level, code) for code in areas["code"]]
    ours = {
        language: [
            area_name(level, code, language) if is_known else told
            for code, told, is_known in zip(areas["code"], areas[language], known, strict=True)
        ]
        for language in LANGUAGES
    }
    return areas.assign(**ours)


def _report(name: str, year: int, parsed: ParsedLayer) -> Iterator[str]:
    """What came, in words: numbers first, then every remark."""
    numbers = ", ".join(f"{parsed.number_of(kind)} {kind}" for kind in Kind if kind not in UNCOUNTED)
    vintage = "as the areas state" if parsed.vintage_stated else "by the layer's name only"
    yield f"{name} {year} ({vintage}): {len(parsed.areas)} areas; {numbers}, {len(parsed.missing)} missing"
    yield from (f"  {note}" for note in parsed.notes)
    if parsed.missing:
        what = "too few areas in" if name == AreaLevel.POSTAL_AREA.lower() else "missing:"
        yield f"  {what} {', '.join(parsed.missing)}"


def _kept_lines(files: Files, dry_run: bool) -> Iterator[str]:
    """What was kept, and of each whether the maps draw it or go on with another."""
    verb = "would keep" if dry_run else "kept"
    fetched = fetched_codes() | {name: codes for name, (codes, _) in files.items()}
    for name, (codes, content) in sorted(files.items()):
        yield f"  {verb} {name}: {len(codes)} areas, {len(content) / 1000:.0f} kB; {_use(name, fetched)}"


def _use(name: str, fetched: Mapping[str, Collection[str]]) -> str:
    """Whether maps draw a geometry; where not, which areas make it another division, the first ten of them."""
    drawn = next(iter(fitting_names(embedded_name(name), fetched)), embedded_name(name))
    if drawn == name:
        return "maps draw it"
    others = sorted(codes_in_the_way(name, fetched))
    if not others:
        return f"maps draw {drawn}, which is newer"
    more = f" and {len(others) - NAMED_AT_MOST} more" if len(others) > NAMED_AT_MOST else ""
    return f"maps draw {drawn}, for this is another division: {', '.join(others[:NAMED_AT_MOST])}{more}"
