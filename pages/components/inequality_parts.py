"""The inequality view's parts: gap over time, slope over the area index, segregation, clusters."""

from typing import Any

import streamlit as st

from indicators.gradients import Gradient
from indicators.measures.estimate import Estimate
from indicators.model import Unit
from pages.charts.choropleth import build_map_figure
from pages.charts.inequality import Gap, SlopePoint, build_gap_figure, build_slope_figure
from pages.charts.style import CONFIG
from pages.components.legend import show_legend
from pages.components.links import show_navigation
from pages.components.numbers import format_number, separators, unit_text
from pages.components.period_words import period_cell
from pages.components.screen import MAP_WIDTH, current_screen
from pages.components.tables import Column, show_table
from pages.components.view_of_clusters import ClustersView
from pages.components.view_of_inequality import InequalityView
from pages.components.view_of_map import MapView
from pages.components.words import title_of
from pages.locales.messages import mark

RESEMBLE = mark("Neighbouring areas resemble each other by more than chance: Moran's I {i}, p = {p}.")
CLUSTER_METHOD = mark(
    "Local Moran's I, 9,999 permutations, false discovery rate 5% (Anselin 1995; Benjamini and Hochberg 1995)."
)
SEGREGATION_WORDS = mark(
    "Dissimilarity: this share of the group would have to move for it to live as evenly as the others. Isolation: the "
    "group's share in the area of its average member. Gini and Theil: how unequal the areas' shares are, each area "
    "weighted by its base; 0 is no inequality."
)
NO_RESEMBLANCE = mark("Neighbouring areas do not resemble each other by more than chance: Moran's I {i}, p = {p}.")


def show_gap(view: InequalityView) -> None:
    """The highest and the lowest area of each period, and the difference between them."""
    own, t = view.map_view, view.map_view.reader.t
    st.subheader(t("The gap between areas"), anchor=False)
    gaps = [
        Gap(
            own.period_text(period),
            ends.lowest,
            own.name(ends.lowest_code),
            ends.highest,
            own.name(ends.highest_code),
            t("difference {value}", value=view.difference(ends.difference)),
        )
        for period, ends in view.gaps()
    ]
    if not gaps:
        st.info(t("Too few areas have a figure to compare."))
        return
    if len(gaps) > 1:
        figure = build_gap_figure(gaps, separators(own.reader.language))
        st.plotly_chart(figure, key="gap", theme=None, config=dict(CONFIG))
    columns = [
        Column(t("Period"), "name"),
        Column(t("Difference"), "number"),
        Column(t("Highest"), "text"),
        Column(t("Lowest"), "text"),
    ]
    rows = [
        [
            gap.period,
            view.difference(gap.high - gap.low),
            f"{own.written(gap.high)} {gap.high_name}",
            f"{own.written(gap.low)} {gap.low_name}",
        ]
        for gap in reversed(gaps)
    ]
    show_table(t("The gap between areas"), columns, rows, "gap_table", own.reader.language, hide_caption=True)
    notes = [t("The gap is arithmetic: with many small areas some difference is always there by chance.")]
    if len(gaps) > 1:
        notes.append(t("The axis does not start from zero."))
    st.caption(" ".join(notes))


def show_slope(view: InequalityView, period: str) -> None:
    """The slope over the area index: picture, numbers with intervals, and how to read them."""
    own, t = view.map_view, view.map_view.reader.t
    st.subheader(t("Along the area index"), anchor=False)
    slope = view.slope(period)
    if slope is None:
        st.info(
            t(
                "The slope cannot be calculated: fewer than three areas have the figure, its base and every variable "
                "of the area index. The area index can be changed in its own view."
            )
        )
        return
    variables = ", ".join(title_of(each, own.reader.language) for each in view.areas_view.by_id(view.recipe.variables))
    notes = [t("Areas in order of the area index, the worst off first. Index: {variables}.", variables=variables)]
    if view.left_out:
        notes.append(t("The figure shown is left out of the index: an index must not explain itself."))
    st.caption(" ".join(notes))
    show_navigation(t("Area index"), {"index": t("Change the area index")}, own.reader, "to_index")
    words = (t("worst off"), t("best off"))
    figure = build_slope_figure(_points(view, slope), slope.ends, words, separators(own.reader.language))
    st.plotly_chart(figure, key="slope", theme=None, config=dict(CONFIG))
    in_percent = own.indicator.unit is Unit.PERCENT
    unit = t("percentage points") if in_percent else unit_text(own.indicator, t, own.reader.language)
    rows = [
        [", ".join(filter(None, (t("Slope index of inequality (SII)"), unit))), *_slope_numbers(view, slope)],
        [t("Relative index of inequality (RII)"), *_numbers(view, slope.ratio, 2)],
    ]
    if slope.attributable >= 0:
        rows.append([t("Population attributable part, %"), view.written(100 * slope.attributable, 1), ""])
    columns = [Column(t("Measure"), "name"), Column(t("Value"), "number"), Column(t("95% interval"), "number")]
    show_table(own.period_text(period), columns, rows, "slope_table", own.reader.language, sortable=False)
    st.caption(
        t(
            "SII: the fitted figure at the best-off end minus that at the worst-off end, in the figure's unit; 0 is no "
            "inequality. RII: the one divided by the other; 1 is no inequality. Attributable part: how much of the "
            "whole would go if every area were as the best-off end, given where the figure falls towards it. The "
            "intervals tell of chance in the figures, not of how well the line fits the areas."
        )
    )


def show_segregation(view: InequalityView) -> None:
    """Dissimilarity, isolation, Gini and Theil of each period, or why there are none."""
    own, t, found = view.map_view, view.map_view.reader.t, view.segregation()
    st.subheader(t("How unevenly the group lives"), anchor=False)
    if not found:
        st.info(
            t("Dissimilarity cannot be calculated: the source does not give both the number of people and the base.")
        )
        return
    columns = [
        Column(t("Period"), "name"),
        Column(t("Dissimilarity, %"), "number"),
        Column(t("Isolation, %"), "number"),
        Column(t("Gini coefficient"), "number"),
        Column(t("Theil index"), "number"),
    ]
    rows = [
        [
            period_cell(period, own.reader.language),
            view.written(100 * each.dissimilarity, 1),
            view.written(100 * each.isolation, 1),
            view.written(each.gini, 3),
            view.written(each.theil, 4),
        ]
        for period, each in reversed(found)
    ]
    caption = t("How unevenly the group lives")
    show_table(caption, columns, rows, "segregation", own.reader.language, hide_caption=True)
    st.caption(t(SEGREGATION_WORDS))


def show_clusters(clusters: ClustersView) -> None:
    """Moran's I in words and the map of clusters, or why there are none."""
    t, view = clusters.map_view.reader.t, clusters.map_view
    st.subheader(t("Clusters of neighbouring areas"), anchor=False)
    if reason := clusters.why_not():
        st.info(t(reason))
        return
    numbers = {"i": _written(view, clusters.whole.i, 2), "p": _written(view, clusters.whole.p_value, 3)}
    said = RESEMBLE if clusters.clusters_together else NO_RESEMBLANCE
    st.markdown(t(said, **numbers))
    left, right = st.columns([2, 1], gap="medium")
    with left:
        figure = build_map_figure(clusters.content(MAP_WIDTH[current_screen()]))
        st.plotly_chart(figure, key="clusters", theme=None, config=dict(CONFIG))
    with right:
        show_legend(clusters.legend(), t, "clusters_legend")
        st.caption(t(CLUSTER_METHOD))


def _points(view: InequalityView, slope: Gradient) -> list[SlopePoint]:
    own = view.map_view
    return [
        SlopePoint(own.name(row.area_code), row.rank, row.share, row.value, _hover(own.name(row.area_code), row, view))
        for row in slope.points.itertuples()
    ]


def _hover(name: str, row: Any, view: InequalityView) -> str:
    return f"<b>{name}</b><br>{view.map_view.written(row.value)}"


def _slope_numbers(view: InequalityView, slope: Gradient) -> list[str]:
    return _numbers(view, slope.index, view.map_view.indicator.decimals + 1)


def _numbers(view: InequalityView, found: Estimate, decimals: int) -> list[str]:
    low, high = (view.written(float(end), decimals) for end in (found.ci_lower, found.ci_upper))
    return [view.written(float(found.value), decimals), f"{low} – {high}" if low and high else ""]


def _written(view: MapView, number: float, decimals: int) -> str:
    return format_number(number, decimals, view.reader.language)
