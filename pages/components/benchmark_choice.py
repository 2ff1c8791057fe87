"""What the map's figures can be compared with, and what a reader's choice means for the statistics."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from geodata.levels import AreaLevel
from indicators.benchmarks import Benchmark, BenchmarkKind, needed_of
from indicators.measures.summary import middle
from indicators.model import Kind
from indicators.periods import Grain
from indicators.slices import EVERYBODY, of_areas, of_group
from pages.components.places import larger_areas
from pages.components.reader import Reader
from pages.components.screen import filter_width
from pages.components.selection import choose, choose_number, finite_number
from pages.components.view_of_map import MapView

NO_BENCHMARK = "none"
GOAL, EARLIER, SIMILAR, OWN_TOTAL = "goal", "earlier", "similar", "own_total"
CODES = (*(str(level).lower() for level in AreaLevel), SIMILAR, GOAL, EARLIER, OWN_TOTAL, NO_BENCHMARK)


@dataclass(frozen=True)
class Compared:
    """A benchmark with its code in the URL and its name in the reader's language."""

    code: str
    name: str
    benchmark: Benchmark


def offered_benchmarks(view: MapView, similar: tuple[str, ...]) -> dict[str, Compared]:
    """By code: larger areas and similar ones with figures, a group's own total, an earlier year, a goal.

    None for counts: the county's residents beside a district's would say nothing.
    """
    if view.indicator.kind is Kind.COUNT:
        return {}
    t = view.reader.t
    found = [_area(view, level, code) for level, code in larger_areas(view.place, view.reader.home).items()]
    likens = likens_to_municipalities(view.place.level)
    if likens and _known_among(view, AreaLevel.MUNICIPALITY, similar) >= needed_of(similar):
        similar_ones = Benchmark(BenchmarkKind.SIMILAR, AreaLevel.MUNICIPALITY, similar)
        found.append(Compared(SIMILAR, similar_name(view.reader), similar_ones))
    if view.group != EVERYBODY and len(of_group(view.observations, EVERYBODY)):
        # A group is first of all compared with everybody in its own area.
        found.insert(0, Compared(OWN_TOTAL, t("The area's own total"), Benchmark(BenchmarkKind.OWN_TOTAL)))
    if len(view.periods) > 1:
        earlier = Benchmark(BenchmarkKind.EARLIER, period=view.periods[0])
        found.append(
            Compared(EARLIER, t("An earlier year") if view.grain is Grain.YEARS else t("An earlier period"), earlier)
        )
    found.append(Compared(GOAL, t("A goal"), Benchmark(BenchmarkKind.GOAL)))
    return {each.code: each for each in found if each is not None}


def likens_to_municipalities(level: AreaLevel) -> bool:
    """True for municipalities and their parts: a county is no match for the median of municipalities."""
    return level is AreaLevel.MUNICIPALITY or level.is_below_municipality


def similar_name(reader: Reader) -> str:
    """Whose likes are the benchmark: every area is compared with the municipalities that resemble the home area."""
    return reader.t("Municipalities like {area}, median", area=reader.home_name)


def first_benchmark(offered: Mapping[str, Compared]) -> str:
    """What figures are compared with until the reader chooses: a group's total or a larger area, else nothing."""
    kinds = (BenchmarkKind.OWN_TOTAL, BenchmarkKind.AREA)
    return next((code for code, each in offered.items() if each.benchmark.kind in kinds), NO_BENCHMARK)


def choose_benchmark(view: MapView, similar: tuple[str, ...]) -> Compared | None:
    """Draw the choice, and what an earlier year or a goal needs besides; None for no comparison."""
    reader, offered = view.reader, offered_benchmarks(view, similar)
    if not offered:
        return None
    code = choose(
        st.selectbox,
        reader.t("Compare with"),
        "benchmark",
        [*offered, NO_BENCHMARK],
        first_benchmark(offered),
        known=CODES,
        format_func=lambda code: offered[code].name if code in offered else reader.t("No comparison"),
        width=filter_width(),
    )
    return _completed(view, offered.get(code))


def completed(view: MapView, chosen: Compared, stated: Mapping[str, str]) -> Compared:
    """The benchmark with the goal or the earlier year that an address states."""
    if chosen.code == EARLIER:
        wanted = stated.get("than", "")
        return _than(view, chosen, wanted if wanted in view.periods else view.periods[0])
    if chosen.code == GOAL:
        goal = finite_number(stated.get("goal"))
        return _with_goal(view, chosen, _usual_goal(view) if goal is None else goal)
    return chosen


def _completed(view: MapView, chosen: Compared | None) -> Compared | None:
    if chosen is None or chosen.code not in (GOAL, EARLIER):
        return chosen
    t = view.reader.t
    if chosen.code == EARLIER:
        label, known = t("Earlier year") if view.grain is Grain.YEARS else t("Earlier period"), list(view.periods)
        earlier = choose(st.selectbox, label, "than", known, known[0], format_func=view.period_text, width=150)
        return _than(view, chosen, earlier)
    goal = choose_number(t("Goal"), "goal", _usual_goal(view), view.indicator.decimals, width=130)
    return _with_goal(view, chosen, goal)


def _than(view: MapView, chosen: Compared, period: str) -> Compared:
    return replace(chosen, name=view.period_text(period), benchmark=replace(chosen.benchmark, period=period))


def _with_goal(view: MapView, chosen: Compared, goal: float) -> Compared:
    name = view.reader.t("Goal")
    return replace(chosen, name=name, benchmark=replace(chosen.benchmark, goal=goal))


def _usual_goal(view: MapView) -> float:
    """Where the field starts: the middle of the newest figures."""
    return round(middle(view.in_period(view.periods[-1])), view.indicator.decimals)


def _area(view: MapView, level: AreaLevel, code: str) -> Compared | None:
    if not _known_among(view, level, (code,)):
        return None
    return Compared(str(level).lower(), view.reader.name(level, code), Benchmark(BenchmarkKind.AREA, level, (code,)))


def _known_among(view: MapView, level: AreaLevel, codes: tuple[str, ...]) -> int:
    """How many of these areas have a figure in some of the view's periods."""
    rows = of_areas(view.of_group, level, codes)
    shared = rows[rows["value"].notna() & rows["period"].isin(view.periods)]
    return int(shared["area_code"].nunique())
