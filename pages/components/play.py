"""The period written large, and Play: the browser runs the years it already holds."""

from pages.charts.choropleth import CLASS_LETTERS, NO_FIGURE
from pages.components.frontend import frontend
from pages.components.view_of_map import MapView

MAP_KEY = "district_map"
STEP_MILLISECONDS = 900


def show_frames(view: MapView) -> None:
    """Give the browser every period of the map; nothing of it is seen. Not needed again when the period changes."""
    data = {
        "chart": MAP_KEY,
        "frames": list(view.every_period().items()),
        "letters": CLASS_LETTERS,
        "first": NO_FIGURE,
        "milliseconds": STEP_MILLISECONDS,
    }
    frontend("frames")(data=data, key="frames")


def show_play(view: MapView, period: str) -> None:
    """Draw the period and, where there are several, the Play button."""
    t = view.reader.t
    frontend("play")(data={"play": t("Play"), "stop": t("Stop"), "period": period}, key="play")
