"""`/comparison.…`, `/profile.…`, `/index.…`: what the views of many indicators show."""

from collections.abc import Mapping

import pandas as pd
from starlette.requests import Request
from starlette.responses import Response

from indicators.catalogue import load_catalogue
from indicators.model import Theme
from indicators.published import load_areas
from pages.api.choices import UnknownChoice, areas_of, one_of, read_reader
from pages.api.exports import Draw, answer
from pages.charts.paper_areas import build_index_sheet
from pages.charts.paper_tables import build_comparison_sheet, build_profile_sheet
from pages.charts.sheet import as_png
from pages.components.benchmark_choice import CODES, Compared
from pages.components.filters import ALL_THEMES
from pages.components.method_notes import comparison_notes, interval_notes
from pages.components.places import PLACES, larger_areas
from pages.components.recipe import stated_recipe, usual_variables
from pages.components.sentences import Sentence
from pages.components.view_of_areas import AreasView
from pages.components.view_of_comparison import ComparisonView
from pages.components.view_of_index import IndexView, offered_variables
from pages.components.view_of_profile import ProfileView
from pages.components.view_of_similar import similar_municipalities
from pages.documents.facts import as_json, table_as_json
from pages.documents.tables import as_csv, as_workbook, export_rows
from pages.documents.words import source_line

Forms = tuple[str, Mapping[str, Draw]]


def export_comparison(request: Request) -> Response:
    """The figures of the comparison's table, each with its benchmark and what the test says."""
    return answer(request, "comparison", _comparison_forms)


def export_profile(request: Request) -> Response:
    """One area's figures, each with its benchmark and what the test says."""
    return answer(request, "profile", _profile_forms)


def export_index(request: Request) -> Response:
    """The scores of an area index, their parts, and how ranks move."""
    return answer(request, "index", _index_forms)


def _comparison_forms(stated: Mapping[str, str]) -> Forms:
    view = read_areas_view(stated)
    theme = one_of("theme", stated.get("theme", ALL_THEMES), (ALL_THEMES, *map(str, Theme)))
    themes = tuple(Theme) if theme == ALL_THEMES else (Theme(theme),)
    every = view.place.areas(view.reader.home)
    wanted = areas_of(stated, every)
    tested_only, grouped = (one_of(name, stated.get(name, "1"), ("0", "1")) == "1" for name in ("tested", "grouped"))
    comparison = ComparisonView(view, _compared(view, stated), tuple(wanted or every), themes, tested_only, grouped)
    rows = comparison.shown_rows
    return view.place.code, {
        "png": lambda: as_png(build_comparison_sheet(comparison, source_line(rows, view.reader))),
        **_forms(rows, comparison.compared, view, list(comparison.sentences())),
    }


def _profile_forms(stated: Mapping[str, str]) -> Forms:
    view = read_areas_view(stated)
    areas = view.place.areas(view.reader.home)
    profile = ProfileView(view, _compared(view, stated), one_of("area", stated.get("area", view.home_area()), areas))
    sentences = [*profile.strengths(), *profile.concerns(), *profile.trends()]
    return profile.area, {
        "png": lambda: as_png(build_profile_sheet(profile, source_line(profile.rows, view.reader))),
        **_forms(profile.rows, profile.compared, view, sentences),
    }


def _index_forms(stated: Mapping[str, str]) -> Forms:
    view = read_areas_view(stated)
    offered = offered_variables(view)
    recipe = stated_recipe(stated, offered, usual_variables(offered))
    if not recipe.variables:
        raise UnknownChoice(f"no known variables; choose among: {', '.join(offered)}")
    found = IndexView(view, recipe)
    scores = pd.DataFrame({"area_name": [view.name(code) for code in found.order]}, index=found.order)
    table = scores.join(found.result.scores.rename("score")).join(found.ranges).join(found.result.parts)
    tidy = table.rename_axis("area_code").reset_index()
    rows = view.newest[view.newest["indicator_id"].isin(recipe.variables)]
    return view.place.code, {
        "png": lambda: as_png(build_index_sheet(found, source_line(rows, view.reader))),
        "csv": lambda: as_csv(tidy),
        "json": lambda: table_as_json(tidy),
        "xlsx": lambda: as_workbook(tidy, found.indicators(), view.reader, list(found.recipe_lines())),
    }


def _forms(rows: pd.DataFrame, compared: Compared, view: AreasView, sentences: list[Sentence]) -> Mapping[str, Draw]:
    catalogue, tidy = load_catalogue(), export_rows(rows, view.place.level, view.reader)
    indicators = [catalogue[str(name)] for name in rows["indicator_id"].unique()]
    methods = [*interval_notes(rows, view.reader.t), *comparison_notes(compared, view.reader)]
    return {
        "csv": lambda: as_csv(tidy),
        "xlsx": lambda: as_workbook(tidy, indicators, view.reader, methods),
        "json": lambda: as_json(sentences),
    }


def read_areas_view(stated: Mapping[str, str]) -> AreasView:
    """All indicators of the place an address names. Raises UnknownChoice, StoreError."""
    reader = read_reader(stated)
    places = {code: place for code, place in PLACES.items() if len(place.areas(reader.home)) > 1}
    place = places[one_of("level", stated.get("level", next(iter(places))), places)]
    similar = similar_municipalities(reader.home)
    codes = (*place.areas(reader.home), *larger_areas(place, reader.home).values(), *similar)
    return AreasView(reader, place, load_areas(codes, load_catalogue().offered), similar)


def _compared(view: AreasView, stated: Mapping[str, str]) -> Compared:
    offered = view.offered_benchmarks()
    code = one_of("benchmark", stated.get("benchmark", next(iter(offered))), CODES)
    return offered[code if code in offered else next(iter(offered))]
