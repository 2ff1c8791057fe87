"""The period written large, and Play: the browser runs the years it already holds."""

from pages.components.frontend import frontend
from pages.components.view_of_map import MapView

MAP_KEY = "district_map"
STEP_MILLISECONDS = 900


def show_play(view: MapView, period: str) -> None:
    """Draw the period and, where there are several, the Play button."""
    data = {
        "chart": MAP_KEY,
        "play": view.reader.t("Play"),
        "stop": view.reader.t("Stop"),
        "period": period,
        "periods": view.periods,
        "bounds": view.bounds,
        "milliseconds": STEP_MILLISECONDS,
    }
    frontend("play")(data=data, key="play")
