"""The funnel plot as a figure object, and the points and limits of a map's funnel."""

import numpy as np
import pytest

from indicators.catalogue import load_catalogue
from indicators.measures.comparison import Comparison, funnel_limits
from indicators.published import load_observations
from indicators.slices import EVERYBODY
from pages.charts.funnel import Funnel, FunnelPoint, build_funnel_figure, sizes_between
from pages.components.benchmark_choice import offered_benchmarks
from pages.components.funnel_of_map import FEWEST_AREAS, funnel_of
from pages.components.map_picture import MapPicture
from pages.components.places import PLACES
from pages.components.reader import Reader
from pages.components.view_of_map import MapView

FUNNEL = Funnel(
    points=[FunnelPoint(100, 12.0, "A", "#123456"), FunnelPoint(10_000, 9.0, "B", "#654321")],
    benchmark=10.0,
    sizes=[100.0, 10_000.0],
    limits_95=([4.0, 9.4], [16.0, 10.6]),
    limits_998=([1.0, 9.1], [19.0, 10.9]),
)


def picture_of(indicator_id: str, place: str, benchmark: str) -> MapPicture:
    rows, indicator = load_observations(indicator_id), load_catalogue()[indicator_id]
    view = MapView(Reader("en", "049"), indicator, rows, PLACES[place], EVERYBODY)
    return MapPicture(view, offered_benchmarks(view, ()).get(benchmark))


def test_four_limits_the_benchmark_and_the_areas_on_a_logarithmic_axis() -> None:
    figure = build_funnel_figure(FUNNEL, "persons", ", ")
    *limits, benchmark, areas = figure.data
    assert [trace.line.dash for trace in limits] == ["dash", "dash", "dot", "dot"]
    assert [list(trace.y) for trace in limits] == [*map(list, FUNNEL.limits_95), *map(list, FUNNEL.limits_998)]
    assert list(benchmark.y) == [10.0, 10.0]
    assert (list(areas.x), list(areas.y)) == ([100, 10_000], [12.0, 9.0])
    assert list(areas.marker.color) == ["#123456", "#654321"]
    assert figure.layout.xaxis.type == "log"
    assert figure.layout.xaxis.title.text == "persons"


@pytest.mark.parametrize(("smallest", "largest"), [(10, 100_000), (50, 50)])
def test_limits_are_drawn_from_the_smallest_base_to_the_largest(smallest: float, largest: float) -> None:
    sizes = sizes_between(smallest, largest)
    assert sizes[0] == pytest.approx(smallest)
    assert sizes[-1] >= largest
    assert sizes == sorted(set(sizes))


def test_an_area_lies_beyond_the_outer_limits_just_when_it_is_much_better_or_much_worse() -> None:
    picture = picture_of("low_income_adults", "postal_area", "municipality")
    funnel = funnel_of(picture, "2016")
    assert funnel is not None
    rows = picture.in_period("2016").dropna(subset=["value", "denominator"])
    assert len(funnel.points) == len(rows) >= 40
    for row in rows.itertuples():
        low, high = funnel_limits(row.denominator, funnel.benchmark / 100, "share", 0.998)
        is_beyond = not low <= row.value / 100 <= high
        assert is_beyond is (row.comparison in (Comparison.MUCH_BETTER, Comparison.MUCH_WORSE)), row.area_code


def test_the_limits_narrow_as_the_base_grows_and_hold_the_benchmark() -> None:
    funnel = funnel_of(picture_of("low_income_adults", "postal_area", "municipality"), "2016")
    assert funnel is not None
    for low, high in (funnel.limits_95, funnel.limits_998):
        assert (np.diff(np.subtract(high, low)) < 0).all()
        assert all(a <= funnel.benchmark <= b for a, b in zip(low, high, strict=True))


@pytest.mark.parametrize(
    ("indicator_id", "place", "benchmark", "period"),
    [
        ("low_income_adults", "major_district", "municipality", "2016"),
        ("low_income_adults", "postal_area", "earlier", "2016"),
        ("low_income_adults", "postal_area", "none", "2016"),
        ("mean_income_adults", "postal_area", "municipality", "2016"),
        ("tertiary_education_20_plus", "municipality_country", "country", "2019"),
    ],
    ids=["few areas", "no one benchmark", "no benchmark", "a mean", "no bases"],
)
def test_there_is_no_funnel_without_areas_bases_and_one_benchmark(
    indicator_id: str, place: str, benchmark: str, period: str
) -> None:
    picture = picture_of(indicator_id, place, benchmark)
    assert funnel_of(picture, period) is None
    assert FEWEST_AREAS == 10
