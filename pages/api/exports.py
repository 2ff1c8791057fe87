"""`/export/map.png|csv|xlsx` and `/export/trends.…`: what a view shows, as picture or data.

The parameters are those of the view's own URL, so a link made from a page opens on a cold server.
"""

from collections.abc import Callable, Mapping

import pandas as pd
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from indicators.errors import HyteDataError
from pages.api.choices import Choices, UnknownChoice, one_of, read_choices
from pages.charts.paper import draw_lines, draw_map
from pages.components.view_of_map import MapView
from pages.components.view_of_trends import TrendsView, is_usually_from_zero
from pages.documents.tables import as_csv, as_workbook, export_rows
from pages.documents.words import source_line

MEDIA_TYPES = {
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Draw = Callable[[], bytes]


def export_map(request: Request) -> Response:
    """The map of one indicator and period, with its ranked areas."""
    return _answer(request, "map", _map_forms)


def export_trends(request: Request) -> Response:
    """The series of one indicator for some areas."""
    return _answer(request, "trends", _trends_forms)


def _answer(request: Request, view: str, forms: Callable[[Choices], Mapping[str, Draw]]) -> Response:
    try:
        form = one_of("form", request.path_params["form"], MEDIA_TYPES)
        choices = read_choices(request.query_params)
        body = forms(choices)[form]()
    except UnknownChoice as fault:
        return PlainTextResponse(str(fault), status_code=404)
    except HyteDataError as fault:
        return PlainTextResponse(str(fault), status_code=503)
    name = f"hytedata-{view}-{choices.indicator.indicator_id}-{choices.reader.home}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=MEDIA_TYPES[form], headers=headers)


def _map_forms(choices: Choices) -> Mapping[str, Draw]:
    view = MapView(choices.reader, choices.indicator, choices.observations, choices.place, choices.group)
    period = choices.period(view.periods)
    rows = view.in_period(period)
    level = choices.benchmark()
    return {
        "png": lambda: draw_map(view, period, level, source_line(rows, choices.reader)),
        **_data_forms(rows, choices),
    }


def _trends_forms(choices: Choices) -> Mapping[str, Draw]:
    view = TrendsView(
        choices.reader,
        choices.indicator,
        choices.observations,
        choices.place,
        choices.group,
        choices.many("areas"),
        choices.lines(),
    )
    from_zero = choices.flag("zero", is_usually_from_zero(choices.indicator))
    return {
        "png": lambda: draw_lines(view, from_zero, source_line(view.rows, choices.reader)),
        **_data_forms(view.rows, choices),
    }


def _data_forms(rows: pd.DataFrame, choices: Choices) -> Mapping[str, Draw]:
    tidy = export_rows(rows, choices.place.level, choices.indicator, choices.reader)
    return {
        "csv": lambda: as_csv(tidy),
        "xlsx": lambda: as_workbook(tidy, choices.indicator, choices.reader),
    }
