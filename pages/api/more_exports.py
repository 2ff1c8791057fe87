"""`/export/inequality.…` and `/export/similar.…`: measures by period, and municipalities by their distance."""

from collections.abc import Mapping

import pandas as pd
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from geodata.levels import AreaLevel
from pages.api.area_exports import read_areas_view
from pages.api.choices import UnknownChoice, one_of, read_choices, read_reader
from pages.api.exports import Draw, answer
from pages.components.recipe import WEIGHTS, stated_recipe
from pages.components.selection import SEPARATOR
from pages.components.view_of_index import offered_variables
from pages.components.view_of_inequality import InequalityView
from pages.components.view_of_map import MapView
from pages.components.view_of_similar import SimilarView, municipality_values, usual_variables
from pages.documents.tables import as_csv, as_workbook

Forms = tuple[str, Mapping[str, Draw]]


def export_inequality(request: Request) -> Response:
    """Gap, slope and segregation of one indicator, a row a period."""
    return answer(request, "inequality", _inequality_forms)


def export_similar(request: Request) -> Response:
    """Every municipality by its distance from the home area, with the figures compared."""
    return answer(request, "similar", _similar_forms)


def no_export(request: Request) -> Response:
    """There is no such file; without this the page itself would answer."""
    return PlainTextResponse(f"no export {request.path_params['name'][:60]!r}", status_code=404)


def _inequality_forms(stated: Mapping[str, str]) -> Forms:
    choices = read_choices(stated)
    own = MapView(choices.reader, choices.indicator, choices.observations, choices.place, choices.group)
    areas = read_areas_view({**stated, "level": choices.place.code})
    recipe = stated_recipe(stated, offered_variables(areas)).without(choices.indicator.indicator_id)
    table = InequalityView(own, areas, recipe).table()
    return f"{choices.indicator.indicator_id}-{choices.reader.home}", {
        "csv": lambda: as_csv(table),
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
        "csv": lambda: as_csv(table),
        "xlsx": lambda: as_workbook(table, indicators, reader),
    }
