"""The map's legend, in HTML so that it can be read, zoomed and spoken."""

from itertools import pairwise
from typing import Any

from pages.charts.style import HIDDEN, MISSING, SEQUENTIAL
from pages.components.frontend import frontend
from pages.components.numbers import format_number
from pages.components.view_of_map import MapView


def legend_entries(view: MapView) -> list[tuple[str, str]]:
    """(colour, words): the classes in the reader's numbers, then hidden and no figure."""
    t = view.reader.t
    colours = SEQUENTIAL[max(view.class_count, 1)]
    limits = [format_number(edge, view.indicator.decimals, view.reader.language) for edge in view.breaks]
    ranges = [low if low == high else f"{low}–{high}" for low, high in pairwise(limits)]
    classes = list(zip(colours, ranges, strict=False))
    return [*classes, (HIDDEN, t("hidden to protect privacy")), (MISSING, t("no figure"))]


def show_legend(view: MapView) -> None:
    """Draw the legend under the map."""
    data: dict[str, Any] = {"label": view.reader.t("Legend"), "entries": legend_entries(view)}
    frontend("legend")(data=data, key="legend")
