"""The area profile's parts: its choices, strengths and concerns, the spine chart, and the ages."""

from functools import lru_cache

import streamlit as st

from geodata.areas import load_areas
from pages.charts.pyramid import build_pyramid_figure
from pages.charts.style import CONFIG
from pages.components.comparison_parts import choose_larger
from pages.components.comparison_words import COMPARISON, tones
from pages.components.links import link_to
from pages.components.period_words import period_cell, period_heading
from pages.components.screen import filter_width
from pages.components.selection import choose
from pages.components.sentences import Sentence
from pages.components.tables import Cell, Column, ref_cell, show_table
from pages.components.trend_words import trend_cell
from pages.components.view_of_ages import AgesView
from pages.components.view_of_areas import AreasView
from pages.components.view_of_map import KNOWN
from pages.components.view_of_profile import FEWEST_PEERS, HOW_TO_READ, ProfileView, Spine
from pages.components.words import THEME, title_of
from pages.locales.messages import Translator


def choose_profile(view: AreasView) -> ProfileView:
    """The area and what it is compared with."""
    areas = view.place.areas(view.reader.home)
    area = choose(
        st.selectbox,
        view.reader.t("Area"),
        "area",
        areas,
        view.home_area(),
        known=_area_codes(),
        format_func=view.name,
        width=filter_width(),
    )
    return ProfileView(view, choose_larger(view), area)


@lru_cache
def _area_codes() -> frozenset[str]:
    """The codes of all areas: one left over from another level or home area gives way silently."""
    return frozenset(load_areas()["area_code"])


def show_strengths_and_concerns(view: ProfileView) -> None:
    """What a test finds better and worse than the benchmark, side by side."""
    t, name = view.areas_view.reader.t, view.compared.name
    left, right = st.columns(2, gap="medium")
    with left:
        st.subheader(t("Strengths"), anchor=False)
        _show(view.strengths(), t("No figure is better than the benchmark {name} by more than chance.", name=name))
    with right:
        st.subheader(t("Concerns"), anchor=False)
        _show(view.concerns(), t("No figure is worse than the benchmark {name} by more than chance.", name=name))
    trends = view.trends()
    if trends:
        with st.expander(t("{count} series change by more than chance over the years", count=len(trends))):
            _show(trends, "")


def _show(sentences: list[Sentence], otherwise: str) -> None:
    st.markdown("\n".join(f"- {each.text}" for each in sentences) or otherwise)


def show_spines(view: ProfileView) -> None:
    """Draw the spine chart as a table: a row an indicator, worse to the left, better to the right."""
    areas, t = view.areas_view, view.areas_view.reader.t
    columns = [
        Column(t("Indicator"), "name", link_to("map", areas.reader.link(level=areas.place.code, indicator=""))),
        Column(period_heading((str(each.row["period"]) for each in view.spines), t), "short"),
        Column(view.name, "number"),
        Column(view.compared.name, "number"),
        Column(t("Worst (or lowest)"), "number"),
        Column(t("Place among the areas"), "spine"),
        Column(t("Best (or highest)"), "number"),
        Column(t("Trend"), "text"),
    ]
    spines = view.spines
    themes = dict.fromkeys(each.indicator.theme for each in spines)
    groups = [(t(THEME[theme]), sum(each.indicator.theme is theme for each in spines)) for theme in themes]
    rows = [_row(each, view) for each in spines]
    caption = t("{area} beside the benchmark {name}", area=view.name, name=view.compared.name)
    show_table(caption, columns, rows, "spines", areas.reader.language, heat=True, groups=groups, tones=tones(t))
    st.caption(t(HOW_TO_READ))


def _row(spine: Spine, view: ProfileView) -> list[Cell]:
    written, indicator = view.areas_view.written, spine.indicator
    t, marker = view.areas_view.reader.t, view.marker(spine.indicator.indicator_id)
    return [
        ref_cell(title_of(indicator, view.areas_view.reader.language), indicator.indicator_id),
        period_cell(str(spine.row["period"]), view.areas_view.reader.language),
        {"text": written(indicator, spine.row["value"]), "sort": spine.row["value"], "tone": str(spine.comparison)},
        written(indicator, spine.row["benchmark_value"]),
        written(indicator, spine.ends[0]),
        _picture(spine, len(view.areas_view.place.areas(view.areas_view.reader.home)), t),
        written(indicator, spine.ends[1]),
        trend_cell(marker, t),
    ]


def _picture(spine: Spine, areas: int, t: Translator) -> Cell:
    """The spine; of few peers, or of less than half of the areas, only how many have a figure."""
    if spine.peers < FEWEST_PEERS or 2 * spine.peers < areas:
        return t(KNOWN, known=spine.peers, count=areas)
    return {"spine": spine.placed() | {"tone": str(spine.comparison)}, "text": t(COMPARISON[spine.comparison])}


def show_ages(ages: AgesView | None, t: Translator) -> None:
    """Draw the age structure, or say that there is none."""
    st.subheader(t("Age structure"), anchor=False)
    if ages is None:
        st.info(t("The sources give no ages for this area."))
        return
    st.caption(ages.subtitle())
    st.plotly_chart(build_pyramid_figure(ages.bars()), key="ages", theme=None, config=dict(CONFIG))
    st.caption(ages.notes())
