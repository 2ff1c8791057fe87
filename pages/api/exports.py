"""`/map.png|csv|xlsx|json` and `/trends.…`: what a view shows, as picture or data.

The parameters are those of the view's own URL, so a link made from a page opens on a cold server.
"""

from collections.abc import Callable, Mapping

import pandas as pd
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from indicators.errors import HyteDataError
from pages.api.choices import Choices, UnknownChoice, one_of, read_choices
from pages.charts.paper import build_lines_sheet, build_map_sheet
from pages.charts.sheet import as_png
from pages.components.benchmark_choice import Compared
from pages.components.map_parts import BY_COMPARISON, MODES
from pages.components.map_picture import MapPicture
from pages.components.method_notes import comparison_notes, interval_notes
from pages.components.sentences import Sentence, map_sentences, trends_sentence
from pages.components.trends_parts import trend_sentences
from pages.components.view_of_map import MapView
from pages.components.view_of_trends import TrendsView, is_usually_from_zero
from pages.documents.facts import as_json
from pages.documents.tables import as_csv, as_workbook, export_rows
from pages.documents.words import source_line

MEDIA_TYPES = {
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Draw = Callable[[], bytes]


def export_map(request: Request) -> Response:
    """The map of one indicator and period, with its ranked areas."""
    return answer(request, "map", _map_forms)


def export_trends(request: Request) -> Response:
    """The series of one indicator for some areas."""
    return answer(request, "trends", _trends_forms)


def answer(
    request: Request, view: str, forms: Callable[[Mapping[str, str]], tuple[str, Mapping[str, Draw]]]
) -> Response:
    """A file in the form the path asks for. `forms` tells what it is of, for its name, and how each form is drawn."""
    try:
        subject, offered = forms(request.query_params)
        form = one_of("form", request.path_params["form"], offered)
        body = offered[form]()
    except UnknownChoice as fault:
        return PlainTextResponse(str(fault), status_code=404)
    except HyteDataError as fault:
        return PlainTextResponse(str(fault), status_code=503)
    headers = {"Content-Disposition": f'attachment; filename="hytedata-{view}-{subject}.{form}"'}
    return Response(body, media_type=MEDIA_TYPES[form], headers=headers)


def _subject(choices: Choices) -> str:
    return f"{choices.indicator.indicator_id}-{choices.reader.home}"


def _map_forms(stated: Mapping[str, str]) -> tuple[str, Mapping[str, Draw]]:
    choices = read_choices(stated)
    view = MapView(choices.reader, choices.indicator, choices.observations, choices.place, choices.group)
    period = choices.period(view.periods)
    compared = choices.benchmark(view)
    by_comparison = compared is not None and choices.colours(MODES) == BY_COMPARISON
    picture = MapPicture(view, compared, by_comparison)
    rows = picture.in_period(period)
    return _subject(choices), {
        "png": lambda: as_png(build_map_sheet(picture, period, source_line(rows, choices.reader))),
        "json": lambda: as_json(map_sentences(picture, period)),
        **_data_forms(rows, choices, compared),
    }


def _trends_forms(stated: Mapping[str, str]) -> tuple[str, Mapping[str, Draw]]:
    choices = read_choices(stated)
    view = TrendsView(
        choices.reader,
        choices.indicator,
        choices.observations,
        choices.place,
        choices.group,
        choices.areas(),
        choices.lines(),
        with_fan=choices.flag("fan", False),
    )
    from_zero = choices.flag("zero", is_usually_from_zero(choices.indicator))
    return _subject(choices), {
        "png": lambda: as_png(build_lines_sheet(view, from_zero, source_line(view.rows, choices.reader))),
        "json": lambda: as_json([Sentence(trends_sentence(view)), *trend_sentences(view)]),
        **_data_forms(view.rows, choices),
    }


def _data_forms(rows: pd.DataFrame, choices: Choices, compared: Compared | None = None) -> Mapping[str, Draw]:
    tidy = export_rows(rows, choices.place.level, choices.reader, choices.indicator)
    methods = [*interval_notes(rows, choices.reader.t), *comparison_notes(compared, choices.reader)]
    return {
        "csv": lambda: as_csv(tidy),
        "xlsx": lambda: as_workbook(tidy, [choices.indicator], choices.reader, methods),
    }
