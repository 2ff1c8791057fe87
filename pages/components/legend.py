"""The map's legend, in HTML so that it can be read, zoomed and spoken."""

from pages.components.frontend import frontend
from pages.locales.messages import Translator


def show_legend(entries: list[tuple[str, str]], t: Translator, key: str = "legend") -> None:
    """Draw colours and their words under a map or above a table."""
    frontend("legend")(data={"label": t("Legend"), "entries": entries}, key=key)
