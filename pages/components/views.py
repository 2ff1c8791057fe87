"""The views there are: file, path in the URL, and name; in the order of the navigation."""

from dataclasses import dataclass

from pages.components.admin_key import admin_is_open
from pages.locales.messages import mark


@dataclass(frozen=True)
class ViewFile:
    """One view."""

    path: str
    file: str
    words: str
    needs_key: bool = False
    """Only who has given the operator's key sees what is in it."""


VIEWS = (
    ViewFile("", "overview.py", mark("Overview")),
    ViewFile("map", "district_map.py", mark("Map")),
    ViewFile("trends", "trends.py", mark("Trends")),
    ViewFile("comparison", "comparison.py", mark("Comparison")),
    ViewFile("profile", "area_profile.py", mark("Area profile")),
    ViewFile("inequality", "inequality.py", mark("Inequality")),
    ViewFile("similar", "similar_areas.py", mark("Similar areas")),
    ViewFile("index", "area_index.py", mark("Area index")),
    ViewFile("catalogue", "data_catalogue.py", mark("Catalogue")),
    ViewFile("gaps", "blind_spots.py", mark("Blind spots")),
    ViewFile("registers", "registers.py", mark("Information products")),
    ViewFile("about", "about.py", mark("About")),
    ViewFile("surveys", "surveys.py", mark("Surveys"), needs_key=True),
    ViewFile("admin", "admin.py", mark("Administration"), needs_key=True),
)


def offered_views() -> tuple[ViewFile, ...]:
    """The views that the navigation leads to: those behind the operator's key only where there is one."""
    return tuple(view for view in VIEWS if not view.needs_key or admin_is_open())
