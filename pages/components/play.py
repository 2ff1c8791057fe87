"""The period written large, and Play: the browser runs the years it already holds."""

from pages.charts.choropleth import CLASS_LETTERS, NO_FIGURE
from pages.components.frontend import frontend
from pages.components.map_picture import MapPicture

MAP_KEY = "district_map"
STEP_MILLISECONDS = 900


def show_frames(picture: MapPicture) -> None:
    """Give the browser every period of the map; nothing of it is seen. Not needed again when the period changes."""
    data = {
        "chart": MAP_KEY,
        "frames": [(picture.view.period_text(each), classes) for each, classes in picture.every_period().items()],
        "letters": CLASS_LETTERS,
        "first": NO_FIGURE,
        "milliseconds": STEP_MILLISECONDS,
    }
    frontend("frames")(data=data, key="frames")


def show_play(picture: MapPicture, period: str) -> None:
    """Draw the period and, where there are several, the Play button."""
    t, shown = picture.view.reader.t, picture.view.period_text(period)
    frontend("play")(data={"play": t("Play"), "stop": t("Stop"), "period": shown}, key="play")
