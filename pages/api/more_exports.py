"""Inequality, similar municipalities and the start page as files."""

from collections.abc import Iterable, Mapping

import pandas as pd
from starlette.requests import Request
from starlette.responses import Response

from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from indicators.clock import today
from indicators.model import Indicator
from indicators.published import load_totals
from pages.api.area_exports import read_areas_view
from pages.api.choices import UnknownChoice, one_of, read_choices, read_reader
from pages.api.exports import Draw, answer
from pages.charts.paper_areas import build_inequality_sheet, build_similar_sheet
from pages.charts.paper_overview import build_overview_sheet
from pages.charts.sheet import as_png
from pages.components.reader import Reader
from pages.components.recipe import WEIGHTS, stated_recipe
from pages.components.selection import SEPARATOR
from pages.components.view_of_index import offered_variables
from pages.components.view_of_inequality import InequalityView
from pages.components.view_of_map import MapView
from pages.components.view_of_overview import OverviewRow, overview_areas, overview_rows
from pages.components.view_of_similar import SimilarView, municipality_values, usual_variables
from pages.components.words import publisher_text, title_of
from pages.documents.facts import table_as_json
from pages.documents.tables import as_csv, as_workbook
from pages.documents.words import source_line

Forms = tuple[str, Mapping[str, Draw]]


def export_inequality(request: Request) -> Response:
    """Gap, slope and segregation of one indicator, a row a period."""
    return answer(request, "inequality", _inequality_forms)


def export_similar(request: Request) -> Response:
    """Every municipality by its distance from the home area, with the figures compared."""
    return answer(request, "similar", _similar_forms)


def export_overview(request: Request) -> Response:
    """The start page's rows: the newest figure of each indicator with its trend and the areas' spread."""
    return answer(request, "overview", _overview_forms)


def _overview_forms(stated: Mapping[str, str]) -> Forms:
    reader = read_reader(stated)
    rows = overview_rows(load_totals(overview_areas(reader.home), load_catalogue().offered), reader.home)
    table = pd.DataFrame([_overview_record(row, reader) for row in rows])
    indicators = [row.indicator for row in rows]
    return reader.home, {
        "png": lambda: as_png(build_overview_sheet(rows, today(), reader, _owners_line(indicators, reader))),
        "csv": lambda: as_csv(table),
        "json": lambda: table_as_json(table),
        "xlsx": lambda: as_workbook(table, indicators, reader),
    }


def _overview_record(row: OverviewRow, reader: Reader) -> dict[str, object]:
    ends = row.spread
    return {
        "indicator_id": row.indicator.indicator_id,
        "title": title_of(row.indicator, reader.language),
        "theme": str(row.indicator.theme),
        "area_level": str(row.level),
        "area_code": row.code,
        "area_name": reader.name(row.level, row.code),
        "period": row.period,
        "value": row.value,
        "unit": str(row.indicator.unit),
        **{f"trend_{name}": row.marker[name] for name in ("marker", "method", "reason")},
        "areas_level": str(row.place.level) if row.place else "",
        "lowest_area_code": ends.lowest_code if ends else "",
        "lowest": ends.lowest if ends else None,
        "highest_area_code": ends.highest_code if ends else "",
        "highest": ends.highest if ends else None,
    }


def _owners_line(indicators: Iterable[Indicator], reader: Reader) -> str:
    """Who publishes the figures shown: their values alone are read, without the rows' own source."""
    t = reader.t
    owners = dict.fromkeys(f"{publisher_text(each.owner, t)} ({each.licence})" for each in indicators)
    return t("Source: {publishers}.", publishers="; ".join(owners))


def _inequality_forms(stated: Mapping[str, str]) -> Forms:
    choices = read_choices(stated)
    own = MapView(choices.reader, choices.indicator, choices.observations, choices.place, choices.group)
    areas = read_areas_view({**stated, "level": choices.place.code})
    recipe = stated_recipe(stated, offered_variables(areas)).without(choices.indicator.indicator_id)
    view, period = InequalityView(own, areas, recipe), choices.period(own.periods)
    table, source = view.table(), source_line(own.in_period(period), choices.reader)
    return f"{choices.indicator.indicator_id}-{choices.reader.home}", {
        "png": lambda: as_png(build_inequality_sheet(view, period, source)),
        "csv": lambda: as_csv(table),
        "json": lambda: table_as_json(table),
        "xlsx": lambda: as_workbook(table, [choices.indicator], choices.reader),
    }


def _similar_forms(stated: Mapping[str, str]) -> Forms:
    reader, (values, periods) = read_reader(stated), municipality_values()
    usual = SEPARATOR.join(usual_variables(list(values)))
    names = [one_of("by", each, list(values)) for each in stated.get("by", usual).split(SEPARATOR) if each]
    if not names:
        raise UnknownChoice("no variables; name some in 'by'")
    weights = {each: float(one_of(f"v_{each}", stated.get(f"v_{each}", "1"), WEIGHTS)) for each in names}
    view = SimilarView(reader, values, periods, weights)
    found = view.distances.rename("distance").to_frame().join(values[names])
    found.insert(0, "area_name", [reader.name(AreaLevel.MUNICIPALITY, code) for code in found.index])
    table = pd.DataFrame(found.rename_axis("area_code").reset_index())
    indicators = view.indicators()
    return reader.home, {
        "png": lambda: as_png(build_similar_sheet(view, _owners_line(indicators, reader))),
        "csv": lambda: as_csv(table),
        "json": lambda: table_as_json(table),
        "xlsx": lambda: as_workbook(table, indicators, reader),
    }
