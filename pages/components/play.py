"""The period written large, and Play: the browser runs the years it already holds."""

from pages.charts.choropleth import STEP_MILLISECONDS
from pages.components.frontend import frontend
from pages.components.view_of_map import MapView

MAP_KEY = "district_map"


def show_play(view: MapView, period: str) -> None:
    """Draw the period and, where there are several, the Play button."""
    count = len(view.periods)
    data = {
        "chart": MAP_KEY,
        "label": view.reader.t("Play"),
        "period": period,
        "last": view.periods[-1],
        "can_play": count > 1,
        "milliseconds": (count + 1) * STEP_MILLISECONDS,
    }
    frontend("play")(data=data, key="play")
